// What a person types for an output: what is let through, what is kept, and which verdicts go where.

#include "app/outputs/mqtt_output.h"
#include "app/outputs/verdict_outputs.h"
#include "record_tools.h"

#include <QSignalSpy>
#include <QtTest>

using namespace app;
using inference::Verdict;

namespace {

constexpr int none = -1;

int number(const std::optional<OutputProblem>& problem)
{
    return problem ? int(*problem) : none;
}

}  // namespace

class TestOutputSettings : public QObject {
    Q_OBJECT

private slots:
    void allIsOffAtFirst();
    void filesAreChecked_data();
    void filesAreChecked();
    void webhooksAreChecked_data();
    void webhooksAreChecked();
    void brokersAreChecked_data();
    void brokersAreChecked();
    void settingsAreKeptWithoutSecrets();
    void strangeMapsGiveDefaults();
    void unusableSettingsMakeNoOutput();
    void wantedVerdicts_data();
    void wantedVerdicts();
    void aRunSendsToWhatIsOnAndRight();
    void outputsFollowTheSettings();
    void aRunWithoutOutputsEnds();
};

void TestOutputSettings::allIsOffAtFirst()
{
    const OutputSettings settings;
    QVERIFY(!settings.csv.enabled && !settings.webhook.enabled && !settings.mqtt.enabled);
    const VerdictOutputs outputs(settings);
    QVERIFY(outputs.isEmpty());
}

void TestOutputSettings::filesAreChecked_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("problem");
    QTest::newRow("good") << "/line/verdicts.csv" << none;
    QTest::newRow("empty") << "" << int(OutputProblem::NoFile);
    QTest::newRow("relative") << "verdicts.csv" << int(OutputProblem::FileRelative);
}

void TestOutputSettings::filesAreChecked()
{
    QFETCH(QString, file);
    QFETCH(int, problem);
    QCOMPARE(number(problemOf(CsvSettings {false, WantedVerdicts::All, file})), problem);
}

void TestOutputSettings::webhooksAreChecked_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("token");
    QTest::addColumn<int>("problem");
    const auto row = [](const char* name, const QString& url, const QString& token, int problem) {
        QTest::newRow(name) << url << token << problem;
    };
    row("http", "http://line", "", none);
    row("https with all", "https://me:pw@line.example:8443/a/b?key=1", "", none);
    row("numbers", "http://127.0.0.1:8080/hook", "abc.DEF-123_~+/=", none);
    row("sixth version", "http://[::1]:8080/hook", "", none);
    row("empty", "", "", int(OutputProblem::NoAddress));
    row("no scheme", "line/hook", "", int(OutputProblem::AddressInvalid));
    row("another scheme", "ftp://line/hook", "", int(OutputProblem::AddressScheme));
    row("a file", "file:///etc/passwd", "", int(OutputProblem::AddressInvalid));
    row("no host", "http:///hook", "", int(OutputProblem::AddressInvalid));
    row("port 0", "http://line:0/", "", int(OutputProblem::AddressInvalid));
    row("port too great", "http://line:70000/", "", int(OutputProblem::AddressInvalid));
    row("space", "http://line/a b", "", int(OutputProblem::AddressInvalid));
    row("end of line", "http://line/\r\nX: y", "", int(OutputProblem::AddressInvalid));
    row("long", "http://line/" + QString(2048, 'x'), "", int(OutputProblem::AddressInvalid));
    row("token with a space", "http://line", "a b", int(OutputProblem::TokenInvalid));
    row("token with an end of line", "http://line", "a\r\nX: y", int(OutputProblem::TokenInvalid));
    row("token of letters elsewhere", "http://line", "\u00e4", int(OutputProblem::TokenInvalid));
    row("long token", "http://line", QString(4097, 'x'), int(OutputProblem::TokenInvalid));
    row("two logins", "http://me:pw@line", "abc", int(OutputProblem::TokenAndLogin));
}

void TestOutputSettings::webhooksAreChecked()
{
    QFETCH(QString, url);
    QFETCH(QString, token);
    QFETCH(int, problem);
    QCOMPARE(number(problemOf(WebhookSettings {false, WantedVerdicts::All, url, token})), problem);
}

void TestOutputSettings::brokersAreChecked_data()
{
    QTest::addColumn<QStringList>("fields");
    QTest::addColumn<int>("problem");
    const auto row = [](const char* name, const QStringList& fields, int problem) { QTest::newRow(name) << fields << problem; };
    row("plain", {"mqtt://line", "a/b", "", ""}, none);
    row("with all", {"mqtts://line.example:8883/", "plant 1/\u7ebf/verdicts", "me", "pw"}, none);
    row("user alone", {"mqtt://line", "a", "me", ""}, none);
    row("empty", {"", "a", "", ""}, int(OutputProblem::NoAddress));
    row("another scheme", {"http://line", "a", "", ""}, int(OutputProblem::AddressScheme));
    row("host alone", {"line:1883", "a", "", ""}, int(OutputProblem::AddressInvalid));
    row("login in the address", {"mqtt://me:pw@line", "a", "", ""}, int(OutputProblem::AddressLogin));
    row("path", {"mqtt://line/topic", "a", "", ""}, int(OutputProblem::AddressPath));
    row("query", {"mqtt://line?a=b", "a", "", ""}, int(OutputProblem::AddressPath));
    row("no topic", {"mqtt://line", "", "", ""}, int(OutputProblem::NoTopic));
    row("one level's wildcard", {"mqtt://line", "a/+/b", "", ""}, int(OutputProblem::TopicWildcard));
    row("all levels' wildcard", {"mqtt://line", "a/#", "", ""}, int(OutputProblem::TopicWildcard));
    row("the broker's own", {"mqtt://line", "$SYS/a", "", ""}, int(OutputProblem::TopicReserved));
    row("control character", {"mqtt://line", "a\nb", "", ""}, int(OutputProblem::TopicInvalid));
    row("NUL", {"mqtt://line", QString("a") + QChar(0), "", ""}, int(OutputProblem::TopicInvalid));
    row("half a letter", {"mqtt://line", QString("a") + QChar(0xd800), "", ""}, int(OutputProblem::TopicInvalid));
    row("512 bytes", {"mqtt://line", QString(256, u'\u00e4'), "", ""}, none);
    row("more", {"mqtt://line", QString(257, u'\u00e4'), "", ""}, int(OutputProblem::TopicInvalid));
    row("long password", {"mqtt://line", "a", "me", QString(1025, 'x')}, int(OutputProblem::LoginInvalid));
    row("password alone", {"mqtt://line", "a", "", "pw"}, int(OutputProblem::PasswordAlone));
}

void TestOutputSettings::brokersAreChecked()
{
    QFETCH(QStringList, fields);
    QFETCH(int, problem);
    const MqttSettings settings {false, WantedVerdicts::All, fields[0], fields[1], fields[2], fields[3]};
    QCOMPARE(number(problemOf(settings)), hasMqtt() ? problem : int(OutputProblem::MqttMissing));
}

void TestOutputSettings::settingsAreKeptWithoutSecrets()
{
    OutputSettings settings;
    settings.csv = {true, WantedVerdicts::Fail, "/line/a.csv"};
    settings.webhook = {true, WantedVerdicts::ReviewAndFail, "https://me:s3cret@line:8443/hook?a=b", "s3cret"};
    settings.mqtt = {true, WantedVerdicts::All, "mqtt://me:s3cret@line:1883", "a/b", "me", "s3cret"};
    const QVariantMap map = toMap(settings);
    for (const QVariant& value : map)
        QVERIFY2(!value.toString().contains("s3cret"), qPrintable(value.toString()));

    OutputSettings expected = settings;
    expected.webhook.url = "https://line:8443/hook?a=b";
    expected.webhook.token.clear();
    expected.mqtt.url = "mqtt://line:1883";
    expected.mqtt.password.clear();
    QVERIFY(outputSettings(map) == expected);

    settings.webhook.url = "ttps//me:s3cret@line";  // not yet an address
    QCOMPARE(toMap(settings).value("webhook_url").toString(), QString());
}

void TestOutputSettings::strangeMapsGiveDefaults()
{
    QVERIFY(outputSettings({}) == OutputSettings());
    const OutputSettings found = outputSettings({{"csv_wanted", 77}, {"mqtt_wanted", "x"}, {"webhook_url", QVariantList {1}}, {"more", 1}});
    QCOMPARE(int(found.csv.wanted), int(WantedVerdicts::Fail));
    QCOMPARE(int(found.mqtt.wanted), int(WantedVerdicts::All));
    QCOMPARE(found.webhook.url, QString());
}

void TestOutputSettings::unusableSettingsMakeNoOutput()
{
    QVERIFY_EXCEPTION_THROWN(makeOutput(CsvSettings {}), inference::Error);
    QVERIFY_EXCEPTION_THROWN(makeOutput(WebhookSettings {}), inference::Error);
    QVERIFY_EXCEPTION_THROWN(makeOutput(MqttSettings {}), inference::Error);
}

void TestOutputSettings::wantedVerdicts_data()
{
    QTest::addColumn<int>("wanted");
    QTest::addColumn<QString>("told");
    QTest::newRow("all") << int(WantedVerdicts::All) << "pass review fail none";
    QTest::newRow("fails and reviews") << int(WantedVerdicts::ReviewAndFail) << "review fail none";
    QTest::newRow("fails") << int(WantedVerdicts::Fail) << "fail none";
}

void TestOutputSettings::wantedVerdicts()
{
    QFETCH(int, wanted);
    QFETCH(QString, told);
    QStringList found;
    VerdictRecord record;
    for (const auto& [verdict, word] : {std::pair {std::optional(Verdict::Pass), "pass"}, {std::optional(Verdict::Review), "review"},
                                         {std::optional(Verdict::Fail), "fail"}, {std::optional<Verdict>(), "none"}}) {
        record.verdict = verdict;
        if (isWanted(record, WantedVerdicts(wanted)))
            found.append(word);
    }
    QCOMPARE(found.join(' '), told);
}

void TestOutputSettings::aRunSendsToWhatIsOnAndRight()
{
    const QTemporaryDir folder;
    OutputSettings settings;
    settings.csv = {true, WantedVerdicts::Fail, folder.filePath("a.csv")};
    settings.webhook = {true, WantedVerdicts::All, "not an address", {}};
    VerdictOutputs outputs(settings);
    QCOMPARE(outputs.states().size(), 1U);
    QCOMPARE(int(outputs.states()[0].kind), int(OutputKind::Csv));

    VerdictRecord record = records::record(1);
    outputs.send(record);
    record.number = 2;
    record.verdict = Verdict::Pass;
    outputs.send(record);
    QSignalSpy finished(&outputs, &VerdictOutputs::finished);
    outputs.finish();
    QVERIFY(finished.wait());
    QCOMPARE(outputs.states()[0].state.delivered, 1U);
    QFile file(folder.filePath("a.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray(verdictCsvHeader.data(), qsizetype(verdictCsvHeader.size())) + "\r\n"
            + QByteArray::fromStdString(verdictCsvLine(verdictMessage(records::record(1)))));
}

void TestOutputSettings::outputsFollowTheSettings()
{
    const QTemporaryDir folder;
    VerdictOutputs outputs {OutputSettings {}};
    QSignalSpy changed(&outputs, &VerdictOutputs::changed), ended(&outputs, &VerdictOutputs::ended), finished(&outputs, &VerdictOutputs::finished);
    std::uint64_t number = 0;
    const auto send = [&](Verdict verdict) {
        VerdictRecord record = records::record(++number);
        record.verdict = verdict;
        outputs.send(record);
    };
    const auto lines = [&](const char* name) {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') - 1 : 0;
    };
    OutputSettings settings;
    send(Verdict::Fail);
    settings.csv = {true, WantedVerdicts::All, folder.filePath("a.csv")};
    outputs.setSettings(settings);
    QCOMPARE(changed.size(), 1);
    send(Verdict::Pass);
    settings.csv.wanted = WantedVerdicts::Fail;
    outputs.setSettings(settings);
    send(Verdict::Pass);
    send(Verdict::Fail);
    QTRY_COMPARE(outputs.states().at(0).state.delivered, 2U);  // of one queue
    QCOMPARE(ended.size(), 0);
    settings.csv.file = folder.filePath("b.csv");
    outputs.setSettings(settings);
    send(Verdict::Fail);
    QTRY_COMPARE(ended.size(), 1);
    settings.csv.enabled = false;
    outputs.setSettings(settings);
    QVERIFY(outputs.isEmpty());
    send(Verdict::Fail);
    QTRY_COMPARE(ended.size(), 2);
    QCOMPARE(finished.size(), 0);
    outputs.finish();
    QTRY_COMPARE(finished.size(), 1);
    settings.csv.enabled = true;
    outputs.setSettings(settings);  // too late
    QVERIFY(outputs.isEmpty());
    QCOMPARE(lines("a.csv"), 2);
    QCOMPARE(lines("b.csv"), 1);
}

void TestOutputSettings::aRunWithoutOutputsEnds()
{
    VerdictOutputs outputs {OutputSettings {}};
    outputs.send(records::record());
    QSignalSpy finished(&outputs, &VerdictOutputs::finished);
    outputs.finish();
    QVERIFY(finished.wait());
}

QTEST_GUILESS_MAIN(TestOutputSettings)
#include "tst_output_settings.moc"
