// The page of each part in a report: its picture, or why there is none, its defects and what people said of them.

#include "tests/pdf_tools.h"
#include "widgets/number_text.h"
#include "written_report.h"

#include <QtTest>

using namespace app;
using inference::Verdict;
namespace fs = std::filesystem;

class TestReportPartPages : public QObject, private WrittenReport {
    Q_OBJECT

private slots:
    void init() { renew(); }

    void drawsThePictureWithItsHeat();
    void defectsHaveTheNumbersOfTheTable_data();
    void defectsHaveTheNumbersOfTheTable();
    void peoplesWordsStandOnTheirPage();
    void anImageThatIsGoneHasAPageThatSaysSo();
    void anImageThatWasReplacedHasNoPicture();
    void aNameThatIsLeftOutIsNoReasonEither_data();
    void aNameThatIsLeftOutIsNoReasonEither();
    void nothingOfAPicturesExifGetsIn();
};

void TestReportPartPages::drawsThePictureWithItsHeat()
{
    const auto sample = report_tools::sample(folder(), 3, {640, 480});
    const ReportPages pages(sample.report, {}, sample.evidence());
    writeReport(pdf(), pages);
    const auto coloured = [&](int part) {
        const QImage page = pdf_tools::picture(pdf(), pages.pageOf(std::size_t(part)) + 1, 72);
        int count = 0;
        // the middle of the picture: left above on the page, 3.3 inches wide at this size
        for (int y = 200; y < 300; ++y)
            for (int x = 150; x < 250; ++x) {
                const QColor colour = page.pixelColor(x, y);
                count += colour.hsvSaturation() > 80;
            }
        return count;
    };
    QVERIFY(coloured(0) > 1000);  // a defect over the middle
    QVERIFY(coloured(2) < 50);    // a good part looks good
}

void TestReportPartPages::defectsHaveTheNumbersOfTheTable_data()
{
    QTest::addColumn<double>("mmPerPixel");
    QTest::newRow("some square millimetres") << 0.05;
    QTest::newRow("thousands") << 0.5;
    QTest::newRow("millions") << 5.0;
}

void TestReportPartPages::defectsHaveTheNumbersOfTheTable()
{
    QFETCH(double, mmPerPixel);
    auto sample = report_tools::sample(folder(), 1, {640, 480});
    sample.report->recipe.mmPerPixel = mmPerPixel;
    write(sample);
    const inference::Defect& defect = sample.report->parts[0].judgement.defects.at(0);
    const QString page = plain(pdf_tools::text(pdf(), pdf_tools::info(pdf())["Pages"].toInt())).simplified();
    const QString row = plain(QString("1 Fail %1 %2 %3 %4").arg(widgets::areaText(defect.area, mmPerPixel), widgets::lengthText(defect.length, mmPerPixel),
                                                                widgets::lengthText(defect.width, mmPerPixel), QString::number(double(defect.peak), 'f', 2)));
    QVERIFY2(page.contains(row), qPrintable(row + " is missing in: " + page));
    QVERIFY2(page.contains(QRegularExpression("\\d+ mm")), qPrintable(page));  // the scale bar
}

void TestReportPartPages::peoplesWordsStandOnTheirPage()
{
    auto sample = report_tools::sample(folder(), 1);
    ReviewState& review = sample.report->parts[0].review;
    review.human = Verdict::Pass;
    review.humanOperator = "B. Jones";
    review.humanUtc = "2026-05-01T10:00:00.000Z";
    review.note = "Oil film, wiped off.";
    review.regions.push_back({sample.report->parts[0].judgement.defects.at(0).centroid, "oil", "seen before"});
    write(sample);
    const QString page = pdf_tools::text(pdf(), pdf_tools::info(pdf())["Pages"].toInt()).simplified();
    for (const char* const said : {"B. Jones decided: Pass", "The machine was overruled.", "Note: Oil film, wiped off.", "oil, seen before", "machine: Fail"})
        QVERIFY2(page.contains(said), qPrintable(QString(said) + " is missing in: " + page));
    QVERIFY(pdf_tools::text(pdf(), 1).simplified().contains("People decided on 1 of them and saw 1 otherwise"));
}

void TestReportPartPages::anImageThatIsGoneHasAPageThatSaysSo()
{
    const auto sample = report_tools::sample(folder(), 2);
    fs::remove(sample.report->parts[0].path);
    const ReportPages pages(sample.report, {}, sample.evidence());
    writeReport(pdf(), pages);
    const QString page = pdf_tools::text(pdf(), pages.pageOf(0) + 1).simplified();
    QVERIFY2(page.contains("There is no picture.") && page.contains("part0.jpg"), qPrintable(page));
    QVERIFY2(page.contains("1 Fail"), "its defects are known all the same");
    QVERIFY(!pdf_tools::text(pdf(), pages.pageOf(1) + 1).contains("There is no picture"));
}

void TestReportPartPages::anImageThatWasReplacedHasNoPicture()
{
    const auto sample = report_tools::sample(folder(), 1);
    report_tools::writePicture(sample.report->parts[0].path, {320, 240}, 99);
    write(sample);
    QVERIFY(pdf_tools::text(pdf()).simplified().contains("the file holds another image now than the one that was inspected"));
}

void TestReportPartPages::aNameThatIsLeftOutIsNoReasonEither_data()
{
    QTest::addColumn<int>("names");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("gone");
    QTest::newRow("folders") << int(Redaction::Names::Files) << "part0.jpg" << "parts/";
    QTest::newRow("names") << int(Redaction::Names::Numbers) << "part 0001" << "part0";
}

/// The file is gone by the time: why there is no picture is said of the part's name in the report.
void TestReportPartPages::aNameThatIsLeftOutIsNoReasonEither()
{
    QFETCH(int, names);
    QFETCH(QString, said);
    QFETCH(QString, gone);
    const auto sample = report_tools::sample(folder(), 1);
    redact(*sample.report, {Redaction::Names(names), false, false});
    fs::remove(sample.report->parts[0].path);
    const ReportPages pages(sample.report, {}, sample.evidence());
    writeReport(pdf(), pages);
    const QString page = pdf_tools::text(pdf(), pages.pageOf(0) + 1).simplified();
    QVERIFY2(page.contains("There is no picture.") && page.contains("“" + said + "”"), qPrintable(page));
    QVERIFY2(!page.contains(gone), qPrintable(page));
}

void TestReportPartPages::nothingOfAPicturesExifGetsIn()
{
    auto sample = report_tools::sample(folder(), 1);
    ReportPart& part = sample.report->parts[0];
    QFile file(pdf_tools::textOf(part.path));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    const QByteArray camera("Exif\0\0MM\0*\0\0\0\b\0\0 camera of somebody", 36);
    bytes.insert(2, QByteArray("\xff\xe1", 2) + QByteArray(1, char(0)) + QByteArray(1, char(camera.size() + 2)) + camera);
    QVERIFY(file.seek(0) && file.write(bytes) == bytes.size());
    file.close();
    part.image = inference::pipeline::sha256OfFile(part.path);
    const ReportPages pages(sample.report, {}, sample.evidence());
    writeReport(pdf(), pages);
    QVERIFY(!pdf_tools::text(pdf(), pages.pageOf(0) + 1).contains("There is no picture"));
    const QString all = pdf_tools::textOf(folder() / "picture");
    pdf_tools::run("pdfimages", {"-all", pdf_tools::textOf(pdf()), all});
    const QStringList found = QDir(m_folder->path()).entryList({"picture*"});
    QVERIFY(!found.isEmpty());
    for (const QString& name : found) {
        QFile picture(m_folder->filePath(name));
        QVERIFY(picture.open(QIODevice::ReadOnly));
        const QByteArray held = picture.readAll();
        QVERIFY(!held.contains("Exif") && !held.contains("somebody"));
    }
}

QTEST_MAIN(TestReportPartPages)
#include "tst_report_part_pages.moc"
