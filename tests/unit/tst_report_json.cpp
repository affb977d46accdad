// A report as JSON, its seal, and what is left out of it.

#include "app/report/json_seal.h"
#include "app/report/report_json.h"
#include "tests/report_tools.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using namespace app;
using inference::Verdict;

class TestReportJson : public QObject {
    Q_OBJECT

private slots:
    void holdsEveryField();
    void howFarPeopleAgreeIsTold();
    void aLogThatCouldNotBeReadIsNotNone();
    void aFailedPartHasItsReason();
    void thePersonsVerdictCountsInTheEnd();
    void theSealFindsEachChange();
    void textThatLooksLikeASealIsNone();
    void whatIsRedactedIsGone_data();
    void whatIsRedactedIsGone();
    void anyTextIsJson();

private:
    static QJsonObject json(const app::Report& report) { return QJsonDocument::fromJson(QByteArray::fromStdString(reportJson(report))).object(); }
    /// A part with one failing defect, judged by hand.
    static app::Report onePart();
};

app::Report TestReportJson::onePart()
{
    app::Report report = report_tools::emptyReport();
    ReportPart part;
    part.file = "deep/part 1.jpg";
    part.path = "/home/somebody/lot/deep/part 1.jpg";
    part.image = std::string(64, '1');
    part.modified = QDateTime(QDate(2026, 4, 30), QTime(8, 0), Qt::UTC);
    part.imageSize = {640, 480};
    part.judgement.verdict = Verdict::Fail;
    part.judgement.score = 0.83;
    inference::Defect defect;
    defect.area = 120.5;
    defect.box = {10, 20, 30, 40};
    defect.centroid = defect.peakAt = {25, 40};
    defect.peak = 0.9f;
    defect.failing = true;
    part.judgement.defects = {defect};
    part.regionScore = 0.87f;
    report.parts = {part};
    return report;
}

void TestReportJson::holdsEveryField()
{
    app::Report report = onePart();
    report.parts[0].label = inference::Label::Defective;
    report.parts[0].review.regions = {{{25, 40}, "scratch", "deep"}};
    report.reviews = ReportReviews {{ReviewFinding::Intact, 0, 7}, {7, std::string(64, '7')}, {{3, 3, "utc", "B", std::string(64, '1'), "note", "{}", "p", "h"}}};
    const QJsonObject json = TestReportJson::json(report);
    QCOMPARE(json["format"].toString(), QString("vcp-report"));
    QCOMPARE(json["made"].toString(), QString("2026-05-01T14:03:00+02:00"));
    QCOMPARE(json["product"].toString(), QString("Gear A"));
    QCOMPARE(json["counts"].toObject(), (QJsonObject {{"pass", 0}, {"review", 0}, {"fail", 1}, {"error", 0}, {"reviewed", 0}, {"overruled", 0}}));
    const QJsonObject audit = json["audit"].toObject();
    QCOMPARE(audit["all"].toObject(), (QJsonObject {{"parts", 1}, {"drawn", 1}, {"looked_for", "defective"}, {"found", 1}, {"low", 1}, {"high", 1}}));
    QCOMPARE(audit["fail"].toObject(), (QJsonObject {{"parts", 1}, {"drawn", 1}, {"looked_for", "good"}, {"found", 0}, {"low", 0}, {"high", 0}}));
    QCOMPARE(audit["pass"]["parts"].toInt(), 0);
    QCOMPARE(json["model"]["clip"]["sha256"].toString(), QString(64, 'a'));
    const QJsonObject image = json["images"][0].toObject();
    QCOMPARE(image["file"].toString(), QString("deep/part 1.jpg"));
    QCOMPARE(image["sha256"].toString(), QString(64, '1'));
    QCOMPARE(image["modified"].toString(), QString("2026-04-30T08:00:00Z"));
    QCOMPARE(image["verdict"].toString(), QString("fail"));
    QCOMPARE(image["score"].toDouble(), 0.83);
    QCOMPARE(image["region_score"].toDouble(), 0.87);
    QCOMPARE(image["label"].toString(), QString("defective"));
    QCOMPARE(image["page"], QJsonValue(QJsonValue::Null));
    QCOMPARE(image["defects"][0]["area_px"].toDouble(), 120.5);
    QCOMPARE(image["defects"][0]["class"].toString(), QString("scratch"));
    QCOMPARE(image["defects"][0]["note"].toString(), QString("deep"));
    QCOMPARE(json["review_log"]["finding"].toString(), QString("intact"));
    QCOMPARE(json["review_log"]["rows"].toInt(), 7);
    QCOMPARE(json["review_log"]["entries"][0]["id"].toInt(), 3);
    const std::string path = reportJson(report);
    QVERIFY(path.find("/home/somebody") == std::string::npos);  // never where the file lies
}

void TestReportJson::howFarPeopleAgreeIsTold()
{
    app::Report report = onePart();  // the machine fails it
    report.parts[0].review.blind = {{"Ben", Verdict::Pass, "utc", Verdict::Pass, "Anna"}, {"Cleo", Verdict::Fail, "utc", Verdict::Pass, "Anna"}};
    const QJsonArray told = json(report)["blind_reviews"].toArray();
    QCOMPARE(told.size(), 2);
    QCOMPARE(told[0]["operator"].toString(), QString("Ben"));
    QCOMPARE(told[0]["judged"].toInt(), 1);
    const QJsonArray compared = told[0]["compared"].toArray();
    QCOMPARE(compared.size(), 3);
    QCOMPARE(compared[0].toObject(), (QJsonObject {{"with", "person"}, {"name", "Anna"}, {"same", 1}, {"of", 1}, {"kappa", QJsonValue::Null}}));
    QCOMPARE(compared[1]["name"].toString(), QString("Cleo"));
    QCOMPARE(compared[1]["same"].toInt(), 0);
    QCOMPARE(compared[2]["with"].toString(), QString("machine"));
    QCOMPARE(compared[2]["same"].toInt(), 0);
    Redaction redaction;
    redaction.operators = true;
    redact(report, redaction);
    QVERIFY(json(report)["blind_reviews"].toArray().isEmpty());  // two without a name are not one
}

void TestReportJson::aLogThatCouldNotBeReadIsNotNone()
{
    app::Report report = onePart();
    QCOMPARE(json(report)["review_log_unread"], QJsonValue(false));
    report.reviews = unreadReviews();
    QCOMPARE(json(report)["review_log_unread"], QJsonValue(true));
    QCOMPARE(json(report)["review_log"], QJsonValue(QJsonValue::Null));
    QCOMPARE(checkJsonSeal(reportJson(report)), JsonSeal::Whole);
}

void TestReportJson::aFailedPartHasItsReason()
{
    app::Report report = report_tools::emptyReport();
    report.parts = {report_tools::failedPart("torn.jpg")};
    const QJsonObject image = json(report)["images"][0].toObject();
    QCOMPARE(image["verdict"].toString(), QString("error"));
    QCOMPARE(image["final_verdict"].toString(), QString("error"));
    QCOMPARE(image["error"]["code"].toString(), QString("image_truncated"));
    for (const char* const key : {"sha256", "width", "height", "score", "region_score", "review"})
        QCOMPARE(image[key], QJsonValue(QJsonValue::Null));
}

void TestReportJson::thePersonsVerdictCountsInTheEnd()
{
    app::Report report = onePart();
    report.parts[0].review.human = Verdict::Pass;
    const QJsonObject json = TestReportJson::json(report);
    QCOMPARE(json["images"][0]["verdict"].toString(), QString("fail"));
    QCOMPARE(json["images"][0]["final_verdict"].toString(), QString("pass"));
    QCOMPARE(json["counts"].toObject(), (QJsonObject {{"pass", 1}, {"review", 0}, {"fail", 0}, {"error", 0}, {"reviewed", 1}, {"overruled", 1}}));
}

void TestReportJson::theSealFindsEachChange()
{
    const std::string text = reportJson(onePart());
    QCOMPARE(checkJsonSeal(text), JsonSeal::Whole);
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = char(changed[i] ^ 4);
        QVERIFY2(checkJsonSeal(changed) != JsonSeal::Whole, qPrintable(QString("byte %1").arg(i)));
    }
    QVERIFY(checkJsonSeal(text + " ") == JsonSeal::Broken);
    QCOMPARE(checkJsonSeal("{}"), JsonSeal::Missing);
}

void TestReportJson::textThatLooksLikeASealIsNone()
{
    app::Report report = onePart();
    report.product = report.notes = report.program = QStringLiteral("\"seal\": \"sha256:%1\"").arg(QString(64, '0'));
    QCOMPARE(checkJsonSeal(reportJson(report)), JsonSeal::Whole);
}

void TestReportJson::whatIsRedactedIsGone_data()
{
    QTest::addColumn<int>("names");
    QTest::addColumn<bool>("times");
    QTest::addColumn<bool>("operators");
    QTest::addColumn<QStringList>("gone");
    QTest::addColumn<QStringList>("kept");
    QTest::newRow("nothing") << 0 << false << false << QStringList() << QStringList {"deep/part 1.jpg", "vault/secret part", "2026-04-30", "B. Jones", "A. Smith"};
    QTest::newRow("folders") << 1 << false << false << QStringList {"deep", "vault"} << QStringList {"part 1.jpg", "secret part", "B. Jones"};
    QTest::newRow("names") << 2 << false << false << QStringList {"deep", "part 1", "secret"} << QStringList {"part 0001", "2026-04-30"};
    QTest::newRow("times") << 0 << true << false << QStringList {"2026-04-30"} << QStringList {"deep/part 1.jpg", "2026-05-01"};
    QTest::newRow("people") << 0 << false << true << QStringList {"B. Jones", "A. Smith", "C. Brown"} << QStringList {"deep/part 1.jpg", "\"final_verdict\":\"pass\"", "\"blind\":[{"};
}

void TestReportJson::whatIsRedactedIsGone()
{
    QFETCH(int, names);
    QFETCH(bool, times);
    QFETCH(bool, operators);
    QFETCH(QStringList, gone);
    QFETCH(QStringList, kept);
    app::Report report = onePart();
    report.parts[0].review.human = Verdict::Pass;
    report.parts[0].review.humanOperator = "B. Jones";
    report.parts[0].review.blind = {{"C. Brown", Verdict::Fail, "2026-05-01T12:00:00Z", Verdict::Pass, "B. Jones"}};
    report.recipe.golden = {{std::string(64, '1'), "vault/secret part", Verdict::Pass}};
    report.reviews = ReportReviews {{}, {1, std::string(64, '7')}, {{1, 1, "utc", "B. Jones", std::string(64, '1'), "note", "{}", "p", "h"}}};
    redact(report, {Redaction::Names(names), times, operators});
    const std::string text = reportJson(report);
    for (const QString& word : gone)
        QVERIFY2(text.find(word.toStdString()) == std::string::npos, qPrintable(word));
    for (const QString& word : kept)
        QVERIFY2(text.find(word.toStdString()) != std::string::npos, qPrintable(word));
    QCOMPARE(text.find("\"redacted\": true") != std::string::npos, names != 0 || times || operators);
    QVERIFY(text.find("\"tip_hash\"") != std::string::npos);
}

void TestReportJson::anyTextIsJson()
{
    app::Report report = onePart();
    report.parts[0].file = "bad \xff utf-8, \"quote\"\n\xd9\x82 \xf0\x9f\x99\x82";
    report.notes = QString::fromUtf8("line\nbreak \u0001 \u202e");
    const QJsonObject json = TestReportJson::json(report);
    QCOMPARE(json["images"][0]["file"].toString(), QString::fromUtf8("bad \ufffd utf-8, \"quote\"\nق 🙂"));
    QCOMPARE(json["notes"].toString(), report.notes);
}

QTEST_GUILESS_MAIN(TestReportJson)
#include "tst_report_json.moc"
