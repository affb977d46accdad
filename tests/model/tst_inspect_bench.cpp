// vcp-inspect bench: the figures that others read, and what the self-test leaves for the next run.
#include "program_tools.h"

#include <QtTest>

using program_tools::contents;
using program_tools::run;

namespace {

QStringList bench(const QStringList& more)
{
    const QDir tiny(WORKBENCH_TEST_DATA "/golden/tiny");
    return QStringList {"bench", "--clip", tiny.filePath("clip.pt"), "--vcp", tiny.filePath("vcp.pth"), "--image-size", "154", "--device", "cpu", "--repeat", "2"} + more;
}

QJsonObject parsed(const QByteArray& json)
{
    return QJsonDocument::fromJson(json).object();
}

}  // namespace

class TestInspectBench : public QObject {
    Q_OBJECT

private slots:
    void figuresAreAllThereAndFit();
    void selfTestIsKeptForTheResultsOfARun();
    void wrongUsageIsSaid_data();
    void wrongUsageIsSaid();

private:
    const QTemporaryDir m_folder;
};

void TestInspectBench::figuresAreAllThereAndFit()
{
    const auto finished = run(m_folder.path(), bench({"--precision", "fp32", "--batch", "1,3", "--json", "bench.json"}));
    QCOMPARE(finished.code, 0);
    QVERIFY2(finished.out.contains("batch 3: "), qPrintable(finished.out));
    const QJsonObject json = parsed(contents(m_folder.filePath("bench.json")));
    QCOMPARE(json.value("format").toString(), "vcp-bench");
    QCOMPARE(json.value("device").toString(), "cpu");
    QCOMPARE(json.value("precision").toString(), "fp32");
    QCOMPARE(json.value("image_size").toInt(), 154);
    QVERIFY(json.value("self_test").isNull());
    QVERIFY(json.value("load_seconds").toDouble() > 0);
    QVERIFY(json.value("product_gflops").toDouble() > 0);
    const QJsonArray runs = json.value("runs").toArray();
    QCOMPARE(runs.size(), 2);
    QCOMPARE(runs.at(0).toObject().value("batch").toInt(), 1);
    QCOMPARE(runs.at(1).toObject().value("batch").toInt(), 3);
    double fastest = 1e9;
    for (const QJsonValue value : runs) {
        const QJsonObject one = value.toObject();
        const double seconds = one.value("seconds_per_image").toDouble(), gflops = one.value("gflops").toDouble();
        QVERIFY(seconds > 0);
        QVERIFY(std::abs(gflops * seconds * 1e9 / json.value("operations_per_image").toDouble() - 1) < 1e-6);
        QVERIFY(std::abs(one.value("share_of_product_rate").toDouble() * json.value("product_gflops").toDouble() / gflops - 1) < 1e-6);
        QVERIFY(one.value("peak_memory_mb").toDouble() > 1);
        QCOMPARE(one.value("stages").toObject().keys(), QStringList({"decode", "download", "heads", "judge", "prepare", "text", "upload", "vision"}));
        fastest = std::min(fastest, seconds);
    }
    QCOMPARE(json.value("seconds_per_image").toDouble(), fastest);
}

void TestInspectBench::selfTestIsKeptForTheResultsOfARun()
{
    auto finished = run(m_folder.path(), bench({"--self-test", "--json", "-"}));
    QCOMPARE(finished.code, 0);
    const QJsonObject test = parsed(finished.out.toUtf8()).value("self_test").toObject();
    QCOMPARE(test.value("images").toInt(), 4);
    QVERIFY(test.value("holds").toBool());
    QVERIFY(test.value("greatest").toDouble() < test.value("tolerance").toDouble());
    const QStringList arguments = bench({"--out", "out", WORKBENCH_TEST_DATA "/golden/tiny/image_0.png"});
    QStringList inspect = arguments;
    inspect[0] = "run";
    inspect.removeAt(inspect.indexOf("--repeat") + 1);
    inspect.removeOne("--repeat");
    finished = run(m_folder.path(), inspect);
    QVERIFY2(finished.code == 0 || finished.code == 1, qPrintable(finished.err));
    QCOMPARE(parsed(contents(m_folder.filePath("out/results.json"))).value("model").toObject().value("self_test").toObject(), test);
}

void TestInspectBench::wrongUsageIsSaid_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("no number") << bench({"--batch", "1,many"}) << "“1,many” are no batch sizes.";
    QTest::newRow("none at all") << bench({"--batch", "0"}) << "“0” are no batch sizes.";
    QTest::newRow("beyond reason") << bench({"--batch", "1000000"}) << "“1000000” are no batch sizes.";
    QTest::newRow("a file") << bench({"part.png"}) << "bench takes no files";
}

void TestInspectBench::wrongUsageIsSaid()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    const auto finished = run(m_folder.path(), arguments);
    QCOMPARE(finished.code, 2);
    QVERIFY2(finished.err.contains(said), qPrintable(finished.err));
}

QTEST_GUILESS_MAIN(TestInspectBench)
#include "tst_inspect_bench.moc"
