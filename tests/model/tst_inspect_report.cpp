// vcp-inspect run --report and vcp-inspect verify, as scripts see them.

#include "program_tools.h"
#include "tests/pdf_tools.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using program_tools::Finished;

class TestInspectReport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();

    void figuresAreThoseOfTheRun();
    void verifyInspectsAgainAndAgrees();
    void verifyNamesEachPlantedChange_data();
    void verifyNamesEachPlantedChange();
    void verifyFindsRenamedImagesByTheirBytes();
    void verifySaysWhatItCannotCompare();
    void verifyNeedsTheModel();
    void namesThatAreLeftOutStayOut();
    void optionsOfAReportAreChecked_data();
    void optionsOfAReportAreChecked();
    void anUnwritableReportIsSaidBeforeTheRun();
    void aStoppedRunHasNoReport();
    void aReportThatIsStoppedIsSaid();

private:
    Finished inspect(const QStringList& arguments) const { return program_tools::run(m_folder.path(), arguments); }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    /// A copy of the report and of its images, to be changed.
    void copyAll(const QString& name) const;
    QJsonObject figures(const QString& pdf) const { return QJsonDocument::fromJson(pdf_tools::attachedJson(pdf.toStdString())).object(); }

    const QTemporaryDir m_folder;
};

void TestInspectReport::initTestCase()
{
    QVERIFY(QDir().mkpath(path("parts/deep")));
    const QString from = WORKBENCH_SOURCE_DIR "/resources/parts/weave/test/";
    QVERIFY(QFile::copy(from + "defect/000.jpg", path("parts/defect.jpg")));
    QVERIFY(QFile::copy(from + "good/001.jpg", path("parts/deep/good.jpg")));
    QFile torn(path("parts/torn.jpg"));
    QVERIFY(torn.open(QIODevice::WriteOnly));
    torn.write(program_tools::contents(from + "good/001.jpg").left(3000));
    torn.close();
    const Finished run = inspect({"run", "--out", "out", "--report", "report.pdf", "--product", "Weave", "--lot", "7", "--pictures", "all", "parts"});
    QCOMPARE(run.code, 3);
    QVERIFY(pdf_tools::isSound(path("report.pdf").toStdString()));
}

void TestInspectReport::copyAll(const QString& name) const
{
    QDir(path(name)).removeRecursively();
    QVERIFY(QDir().mkpath(path(name + "/parts/deep")));
    for (const char* const file : {"report.pdf", "parts/defect.jpg", "parts/deep/good.jpg", "parts/torn.jpg"})
        QVERIFY(QFile::copy(path(file), path(name + '/' + QString(file))));
}

void TestInspectReport::figuresAreThoseOfTheRun()
{
    const QJsonObject results = QJsonDocument::fromJson(program_tools::contents(path("out/results.json"))).object();
    const QJsonObject report = figures(path("report.pdf"));
    QCOMPARE(report["recipe"], results["recipe"]);
    QCOMPARE(report["model"]["clip"]["sha256"], results["model"]["clip_sha256"]);
    QCOMPARE(report["model"]["vcp"]["sha256"], results["model"]["vcp_sha256"]);
    const QJsonArray images = report["images"].toArray(), rows = results["images"].toArray();
    QCOMPARE(images.size(), 3);
    for (int i = 0; i < 3; ++i) {
        for (const char* const key : {"file", "verdict", "score", "width", "height", "error"})
            QCOMPARE(images.at(i)[key], rows.at(i)[key]);
        QCOMPARE(images.at(i)["defects"].toArray().size(), rows.at(i)["defects"].toArray().size());
        for (int k = 0; k < rows.at(i)["defects"].toArray().size(); ++k)
            QCOMPARE(images.at(i)["defects"][k]["area_px"], rows.at(i)["defects"][k]["area_px"]);
        const int page = images.at(i)["page"].toInt();
        QVERIFY(pdf_tools::text(path("report.pdf").toStdString(), page).contains(images.at(i)["file"].toString()));
    }
    const QString cover = pdf_tools::text(path("report.pdf").toStdString(), 1).simplified();
    QVERIFY2(cover.contains("Weave") && cover.contains("1 of 3 parts pass."), qPrintable(cover));
}

void TestInspectReport::verifyInspectsAgainAndAgrees()
{
    const Finished alone = inspect({"verify", "report.pdf"});
    QCOMPARE(alone.code, 0);
    QVERIFY2(alone.out.endsWith("Nothing was changed.\n"), qPrintable(alone.out));
    const Finished again = inspect({"verify", "--images", "parts", "report.pdf"});
    QVERIFY2(again.code == 0, qPrintable(again.out + again.err));
    QVERIFY2(again.out.contains("3 of 3 images are those that were inspected; 3 were inspected again with the same score and verdict."), qPrintable(again.out));
}

void TestInspectReport::verifyNamesEachPlantedChange_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("said");
    QTest::addColumn<int>("code");
    QTest::newRow("a byte of the PDF") << "report.pdf" << "The PDF was changed after it was sealed." << 1;
    QTest::newRow("a byte of an image") << "parts/deep/good.jpg" << "deep/good.jpg: the image was changed" << 1;
    QTest::newRow("a byte of a torn image") << "parts/torn.jpg" << "torn.jpg: the image was changed" << 1;
    QTest::newRow("an image taken away") << "-parts/defect.jpg" << "defect.jpg: not found in the folder" << 3;
    QTest::newRow("a torn image taken away") << "-parts/torn.jpg" << "torn.jpg: not found in the folder" << 3;
}

void TestInspectReport::verifyNamesEachPlantedChange()
{
    QFETCH(QString, file);
    QFETCH(QString, said);
    QFETCH(int, code);
    copyAll("changed");
    const QString target = path("changed/" + QString(file).remove('-'));
    if (file.startsWith('-')) {
        QVERIFY(QFile::remove(target));
    } else {
        QByteArray bytes = program_tools::contents(target);
        bytes[bytes.size() / 2] = char(bytes.at(bytes.size() / 2) ^ 1);
        QFile changed(target);
        QVERIFY(changed.open(QIODevice::WriteOnly));
        changed.write(bytes);
    }
    const Finished run = inspect({"verify", "--images", "changed/parts", "changed/report.pdf"});
    QVERIFY2(run.out.contains(said), qPrintable(run.out));
    QCOMPARE(run.code, code);
}

void TestInspectReport::verifyFindsRenamedImagesByTheirBytes()
{
    copyAll("renamed");
    QVERIFY(QFile::rename(path("renamed/parts/deep/good.jpg"), path("renamed/parts/another name.jpg")));
    const Finished run = inspect({"verify", "--images", "renamed/parts", "report.pdf"});
    QVERIFY2(run.code == 0, qPrintable(run.out + run.err));
}

void TestInspectReport::verifySaysWhatItCannotCompare()
{
    QCOMPARE(inspect({"run", "--out", "lost", "--report", "lost.pdf", "parts/defect.jpg", "parts/nowhere.jpg"}).code, 3);
    QCOMPARE(figures(path("lost.pdf"))["images"][1]["sha256"], QJsonValue(QJsonValue::Null));
    const Finished run = inspect({"verify", "--images", "parts", "lost.pdf"});
    QVERIFY2(run.out.contains("parts/nowhere.jpg: could not be inspected when the report was made"), qPrintable(run.out));
    QVERIFY2(run.out.contains("1 of 1 images are those that were inspected"), qPrintable(run.out));
    QCOMPARE(run.code, 3);
}

void TestInspectReport::verifyNeedsTheModel()
{
    const QString golden = WORKBENCH_TEST_DATA "/golden/tiny/";
    const Finished run = inspect({"verify", "--images", "parts", "--clip", golden + "clip.pt", "--vcp", golden + "vcp.pth", "report.pdf"});
    QVERIFY2(run.out.contains("isn't the one of the report") || run.err.contains("size"), qPrintable(run.out + run.err));
    QVERIFY(run.code == 3 || run.code == 2);  // refused by what the report wants of it, or by its weights
}

void TestInspectReport::namesThatAreLeftOutStayOut()
{
    const Finished run = inspect({"run", "--out", "redacted", "--report", "redacted.pdf", "--redact", "names", "--pictures", "all", "parts"});
    QCOMPARE(run.code, 3);
    const QByteArray json = pdf_tools::attachedJson(path("redacted.pdf").toStdString());
    const QString text = pdf_tools::text(path("redacted.pdf").toStdString());
    for (const char* const name : {"defect.jpg", "good.jpg", "torn", "deep"}) {
        QVERIFY2(!json.contains(name), name);
        QVERIFY2(!text.contains(name), name);
    }
    QVERIFY(!json.contains(m_folder.path().toUtf8()));
    QVERIFY(text.contains("part 0001") && json.contains("\"redacted\": true"));
    QCOMPARE(figures(path("redacted.pdf"))["images"][0]["modified"], QJsonValue(QJsonValue::Null));
    const Finished again = inspect({"verify", "--images", "parts", "redacted.pdf"});
    QVERIFY2(again.code == 0, qPrintable(again.out + again.err));  // found by their bytes
}

void TestInspectReport::optionsOfAReportAreChecked_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("a template there isn't") << QStringList {"--report", "a.pdf", "--template", "long"} << "“long” doesn't fit --template. There are: short, full, rejects.";
    QTest::newRow("a lot without a report") << QStringList {"--lot", "7"} << "--lot goes with: --report F.pdf";
    QTest::newRow("a folder as report") << QStringList {"--report", "parts"} << "--report wants the name of a PDF file.";
    QTest::newRow("a logo that is none") << QStringList {"--report", "a.pdf", "--logo", "parts/torn.jpg"} << "torn.jpg";
}

void TestInspectReport::optionsOfAReportAreChecked()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    const Finished run = inspect(QStringList {"run", "--out", "checked"} + arguments + QStringList {"parts"});
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains(said), qPrintable(run.err));
    QVERIFY(!QFileInfo::exists(path("checked/results.csv")));  // before anything is inspected
}

void TestInspectReport::anUnwritableReportIsSaidBeforeTheRun()
{
    const Finished run = inspect({"run", "--out", "kept", "--report", "parts/defect.jpg/report.pdf", "parts/defect.jpg"});
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains("parts/defect.jpg"), qPrintable(run.err));
    QVERIFY(!QFileInfo::exists(path("kept/results.csv")));
    const Finished made = inspect({"run", "--out", "kept", "--report", "new/folder/report.pdf", "parts/defect.jpg"});
    QCOMPARE(made.code, 1);
    QVERIFY(QFileInfo::exists(path("new/folder/report.pdf")));
}

void TestInspectReport::aStoppedRunHasNoReport()
{
    QVERIFY(QFile::copy(path("report.pdf"), path("stopped.pdf")));  // of an earlier run
    QStringList many;
    for (const char* const kind : {"tiles", "wood", "leather", "weave"})
        many << WORKBENCH_SOURCE_DIR "/resources/parts/" + QString(kind);
    QProcess process;
    program_tools::start(process, m_folder.path(), QStringList {"run", "--out", "stopped", "--report", "stopped.pdf"} + many);
    QTRY_VERIFY_WITH_TIMEOUT(program_tools::contents(path("stopped/results.csv")).count("\r\n") > 1, 120000);
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(120000));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(!QFileInfo::exists(path("stopped.pdf")));
}

void TestInspectReport::aReportThatIsStoppedIsSaid()
{
    constexpr int images = 300;
    const QString golden = WORKBENCH_TEST_DATA "/golden/tiny/";
    QVERIFY(QDir().mkpath(path("many")));
    for (int i = 0; i < images; ++i)
        QVERIFY(QFile::link(golden + "image_0.png", path(QString("many/%1.png").arg(i))));
    QProcess process;
    program_tools::start(process, m_folder.path(), {"run", "--clip", golden + "clip.pt", "--vcp", golden + "vcp.pth", "--image-size", "154", "--layers", "3,6,9,12", "--out", "paged",
                                                    "--report", "paged.pdf", "--pictures", "all", "many"});
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(path("paged/results.json")), 300000);  // what is left to do is the report
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(120000));
    QCOMPARE(process.exitCode(), 130);
    const QString out = QString::fromUtf8(process.readAllStandardOutput()), err = QString::fromUtf8(process.readAllStandardError());
    QVERIFY2(out.startsWith("300 images: "), qPrintable(out));
    QVERIFY2(err.contains("Stopped before the report was finished") && !err.contains("nothing was written"), qPrintable(err));
    QVERIFY(!QFileInfo::exists(path("paged.pdf")));
    QVERIFY(QJsonDocument::fromJson(program_tools::contents(path("paged/results.json")))["complete"].toBool());
}

QTEST_GUILESS_MAIN(TestInspectReport)
#include "tst_inspect_report.moc"
