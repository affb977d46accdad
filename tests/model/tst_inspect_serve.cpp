// vcp-inspect serve, as scripts start it: the verdicts are those of vcp-inspect run.
#include "program_tools.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

class TestInspectServe : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void verdictsAreThoseOfARun();
    void wrongUsageIsSaid_data();
    void wrongUsageIsSaid();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    const QTemporaryDir m_folder;
};

namespace {

constexpr char recipe[] = R"({"format": "vcp-recipe", "version": 2, "name": "%1", "limits": {"fail": %2, "review": 0.2, "min_area": 4}})";

void write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

QJsonObject post(quint16 port, const QByteArray& path, const QByteArray& body)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    if (!socket.waitForConnected())
        return {};
    socket.write("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    QByteArray answer;
    while (socket.waitForReadyRead(60000))
        answer += socket.readAll();
    return QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4)).object();
}

}  // namespace

void TestInspectServe::initTestCase()
{
    QVERIFY(QDir().mkpath(path("parts")));
    QVERIFY(QDir().mkpath(path("recipes")));
    const QString from = WORKBENCH_SOURCE_DIR "/resources/parts/weave/test/";
    QVERIFY(QFile::copy(from + "defect/000.jpg", path("parts/defect.jpg")));
    QVERIFY(QFile::copy(from + "good/001.jpg", path("parts/good.jpg")));
    write(path("parts/torn.jpg"), program_tools::contents(from + "good/001.jpg").left(3000));
    write(path("recipes/strict.json"), QString(recipe).arg("Strict", "0.3").toUtf8());
    write(path("recipes/mild.json"), QString(recipe).arg("Mild", "0.999").toUtf8());
    write(path("token"), "too short\n");
    QVERIFY(QDir().mkpath(path("twice")));
    write(path("twice/a.json"), QString(recipe).arg("Same", "0.3").toUtf8());
    write(path("twice/b.json"), QString(recipe).arg("Same", "0.4").toUtf8());
    QVERIFY(QDir().mkpath(path("none")));
}

void TestInspectServe::verdictsAreThoseOfARun()
{
    QProcess process;
    program_tools::start(process, m_folder.path(), {"serve", "--listen", "0", "--recipes", "recipes"});
    QByteArray said;
    while (!said.contains('\n') && process.waitForReadyRead(120000))
        said += process.readAllStandardOutput();
    const auto port = QRegularExpression(R"(http://127\.0\.0\.1:(\d+))").match(QString::fromUtf8(said)).captured(1).toUShort();
    QVERIFY2(port > 0, said);

    for (const char* const name : {"strict", "mild"}) {
        const auto run = program_tools::run(m_folder.path(), {"run", "--recipe", QString("recipes/%1.json").arg(name), "--out", "out", "parts"});
        QCOMPARE(run.code, 3);
        const QJsonObject results = QJsonDocument::fromJson(program_tools::contents(path("out/results.json"))).object();
        const QJsonArray images = results["images"].toArray();
        QCOMPARE(images.size(), 3);
        for (const auto& value : images) {
            const QJsonObject image = value.toObject();
            const QString file = image["file"].toString();
            const QJsonObject part = post(port, "/v1/inspect?recipe=" + results["recipe"]["name"].toString().toUtf8() + "&name=" + file.toUtf8(), program_tools::contents(path("parts/" + file)));
            for (const char* const key : {"file", "verdict", "score", "defects", "picture", "width", "height"})
                QCOMPARE(part[key], image[key]);
            QCOMPARE(part["error"]["code"], image["error"]["code"]);
            if (file == "defect.jpg")
                QCOMPARE(part["verdict"], name == QByteArray("strict") ? "fail" : "review");
        }
    }

    ::kill(pid_t(process.processId()), SIGTERM);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(QString::fromUtf8(process.readAllStandardOutput()), QString("Stopped: 4 parts judged, 2 could not be, 0 turned away.\n"));
}

void TestInspectServe::wrongUsageIsSaid_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("a path") << QStringList {"parts"} << "“parts” is not wanted here";
    QTest::newRow("an address") << QStringList {"--listen", "example.com:80"} << "is no address to listen at";
    QTest::newRow("for all without a token") << QStringList {"--listen", "0.0.0.0:0"} << "Other computers can get to http://0.0.0.0:0";
    QTest::newRow("a short token") << QStringList {"--token-file", "token"} << "is no token";
    QTest::newRow("no token file") << QStringList {"--token-file", "nothing"} << "does not exist";
    QTest::newRow("no recipes") << QStringList {"--recipes", "none"} << "holds no recipe";
    QTest::newRow("two of one name") << QStringList {"--recipes", "twice"} << "have the same name, “Same”";
    QTest::newRow("both") << QStringList {"--recipes", "recipes", "--recipe", "recipes/mild.json"} << "either --recipe or --recipes";
    QTest::newRow("too large") << QStringList {"--largest", "5000"} << "a whole number from 1 to";
}

void TestInspectServe::wrongUsageIsSaid()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    const auto finished = program_tools::run(m_folder.path(), QStringList {"serve"} + arguments);
    QCOMPARE(finished.code, 2);
    QVERIFY2(finished.err.contains(said), qPrintable(finished.err));
}

QTEST_GUILESS_MAIN(TestInspectServe)
#include "tst_inspect_serve.moc"
