// vcp-inspect run --study, as scripts see it: pictures of the same parts, with the bundled model.

#include "program_tools.h"
#include "tests/pdf_tools.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using program_tools::Finished;

class TestInspectStudy : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void picturesTakenAgainAreAStudy();
    void copiesProveNothing();
    void anUnreadableImageLeavesItsPartOut();
    void wrongUsageIsSaidBeforeTheRun_data();
    void wrongUsageIsSaidBeforeTheRun();

private:
    Finished inspect(const QStringList& arguments) const { return program_tools::run(m_folder.path(), arguments); }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    void write(const QString& folder, int shift) const;

    const QTemporaryDir m_folder;
};

/// Two parts of two appraisers, twice each; the second time and the second appraiser hold them `shift` pixels further.
void TestInspectStudy::write(const QString& folder, int shift) const
{
    const QString from = WORKBENCH_SOURCE_DIR "/resources/parts/weave/test/";
    for (const QString& who : {QStringLiteral("anna"), QStringLiteral("bob")})
        for (const auto& [part, file] : {std::pair("torn", "defect/000.jpg"), std::pair("sound", "good/001.jpg")})
            for (int trial = 1; trial <= 2; ++trial) {
                const int off = shift * (trial + (who == QStringLiteral("bob") ? 1 : 0));
                const QImage image = QImage(from + file).copy(off, off, 240, 240);
                QVERIFY(QDir().mkpath(path(folder + u'/' + who)));
                QVERIFY(image.save(path(QStringLiteral("%1/%2/%3_%4.png").arg(folder, who, QLatin1String(part)).arg(trial))));
            }
}

void TestInspectStudy::initTestCase()
{
    write("moved", 5);
    write("same", 0);
}

void TestInspectStudy::picturesTakenAgainAreAStudy()
{
    const Finished run = inspect({"run", "--out", "out", "--study", "auto", "--measure", "largest_defect_area", "--tolerance", "5000", "--report", "study.pdf", "--template", "short", "moved"});
    QVERIFY2(run.code == 0 || run.code == 1, qPrintable(run.err));
    QVERIFY(run.out.contains("2 parts (sound, torn), 2 appraisers (anna, bob), 2 pictures each."));
    QVERIFY(run.out.contains("The measuring makes "));
    QVERIFY(run.out.contains("All verdicts on a part are the same: "));
    const QList<QByteArray> lines = program_tools::contents(path("out/study.csv")).split('\n');
    QCOMPARE(lines.size(), 10);  // names, eight values, the end
    QVERIFY(lines[1].startsWith("sound,anna,anna/sound_1.png,"));
    QVERIFY(lines[8].startsWith("torn,bob,bob/torn_2.png,fail,"));
    const QJsonObject gauge = QJsonDocument::fromJson(pdf_tools::attachedJson(path("study.pdf").toStdString())).object()["gauge"].toObject();
    QCOMPARE(gauge["names"].toString(), QString("{appraiser}/{part}_{trial}"));
    QCOMPARE(gauge["measure"].toString(), QString("largest_defect_area"));
    QCOMPARE(gauge["unit"].toString(), QString("px²"));
    QCOMPARE(gauge["tolerance"].toDouble(), 5000);
    QVERIFY(gauge["variance"]["repeatability"].toDouble() > 0);
    QVERIFY(gauge["variance"]["parts"].toDouble() > gauge["variance"]["repeatability"].toDouble());
    QCOMPARE(gauge["readings"].toArray().size(), 8);
    QCOMPARE(gauge["agreement"]["within"].toArray().size(), 2);
    const Finished verified = inspect({"verify", "study.pdf", "--images", "moved"});
    QVERIFY2(verified.code == 0, qPrintable(verified.out + verified.err));
}

void TestInspectStudy::copiesProveNothing()
{
    // One after the other: in batches of different size a card may round otherwise.
    const Finished run = inspect({"run", "--device", "cpu", "--out", "out2", "--study", "{appraiser}/{part}_{trial}", "same"});
    QCOMPARE(run.code, 1);
    QVERIFY(run.out.contains("The measuring makes 0.0 % of the variation (%GRR): good (below 10 %)."));
    QVERIFY(!run.out.contains("can be told apart"));  // without limit
    QVERIFY(QFile::exists(path("out2/study.csv")));
    QCOMPARE(inspect({"run", "--out", "out2", "same/anna/sound_1.png"}).code, 0);
    QVERIFY(!QFile::exists(path("out2/study.csv")));  // it was of other rows
}

void TestInspectStudy::anUnreadableImageLeavesItsPartOut()
{
    QVERIFY(QDir().mkpath(path("broken")));
    for (const char* const name : {"a_1", "a_2", "b_1", "b_2", "c_1"})
        QVERIFY(QFile::copy(path("same/anna/sound_1.png"), path(QStringLiteral("broken/%1.png").arg(QLatin1String(name)))));
    QFile broken(path("broken/c_2.png"));
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("no picture") > 0);
    broken.close();
    const Finished run = inspect({"run", "--out", "out3", "--study", "auto", "broken", "gone.png"});
    QCOMPARE(run.code, 3);
    QVERIFY(run.out.contains("2 parts (a, b), 2 pictures each. Left out: 1 part that wasn't seen as often as most (“c” has 1 picture)."));
    QCOMPARE(program_tools::contents(path("out3/study.csv")).count('\n'), 5);
}

void TestInspectStudy::wrongUsageIsSaidBeforeTheRun_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("names of no study") << QStringList {"--study", "{part}/{trial}"} << QString("A study needs at least two");
    QTest::newRow("no part") << QStringList {"--study", "{trial}"} << QString("{part} is missing");
    QTest::newRow("another measure") << QStringList {"--study", "auto", "--measure", "area"} << QString("There are: region_score, image_score, largest_defect_area,");
    QTest::newRow("no number") << QStringList {"--study", "auto", "--tolerance", "much"} << QString("a number from 0");
    QTest::newRow("a measure of nothing") << QStringList {"--measure", "defects"} << QString("--measure goes with: --study NAMES");
}

void TestInspectStudy::wrongUsageIsSaidBeforeTheRun()
{
    QFETCH(QStringList, options);
    QFETCH(QString, sentence);
    const Finished run = inspect(QStringList {"run", "--out", "none"} + options + QStringList {"moved/anna"});
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains(sentence), qPrintable(run.err));
    QVERIFY(!QFileInfo::exists(path("none")));
}

QTEST_GUILESS_MAIN(TestInspectStudy)
#include "tst_inspect_study.moc"
