// images.csv and defects.csv of an export: a cell for everything that a report holds, units in the header.

#include "app/export/parts_csv.h"
#include "app/export/regions_csv.h"

#include <QtTest>

#include <clocale>

using inference::Defect;
using inference::Verdict;

namespace {

app::ReportPart judged()
{
    app::ReportPart part;
    part.file = "gear/007.png";
    part.image = "ab12";
    part.modified = QDateTime(QDate(2026, 5, 1), QTime(14, 3, 9), Qt::OffsetFromUTC, 7200);
    part.imageSize = {640, 480};
    part.judgement.verdict = Verdict::Fail;
    part.judgement.score = 0.12345678;
    Defect large, small;
    large.area = 512.04;
    large.box = {10, 20.5, 30, 40};
    large.centroid = {25.25, 40};
    large.peakAt = {22, 33};
    large.peak = 0.9f;
    large.mean = 0.7f;
    large.length = 48.52;
    large.width = 12.31;
    large.contrast = 0.4f;
    large.zone = 0;
    large.failing = true;
    small.area = 30;
    small.box = {100, 100, 5, 6};
    part.judgement.defects = {large, small};
    return part;
}

app::ReportPart reviewed()
{
    app::ReportPart part = judged();
    part.label = inference::Label::Good;
    part.review.human = Verdict::Pass;
    part.review.humanOperator = "Ana, night shift";
    part.review.humanUtc = "2026-05-01T12:00:00Z";
    part.review.note = "only \"dust\"\nwiped off";
    part.review.regions = {{{22, 33}, "dust", "=1+1"}};
    return part;
}

inference::Recipe recipe(double mmPerPixel)
{
    inference::Recipe made;
    made.mmPerPixel = mmPerPixel;
    made.zones = {{"A, left", {{0, 0}, {1, 0}, {1, 1}}, {}}};
    return made;
}

}  // namespace

class TestExportTables : public QObject {
    Q_OBJECT

private slots:
    void headersStayAsTheyAre();
    void partsReadAsWritten_data();
    void partsReadAsWritten();
    void regionsReadAsWritten_data();
    void regionsReadAsWritten();
    void textIsValidAndHarmless_data();
    void textIsValidAndHarmless();
    void everyLineHasACellForEachColumn();
};

void TestExportTables::headersStayAsTheyAre()
{
    QCOMPARE(app::partsCsvHeader,
             std::string_view("file,stem,sha256,verdict,final_verdict,label,human_verdict,operator,reviewed_utc,note,score,defects,failing_defects,"
                              "largest_defect_px2,largest_defect_mm2,all_defects_px2,all_defects_mm2,width_px,height_px,modified,error,picture_faults,match,shift_x_px,shift_y_px,turn_deg,blind"));
    QCOMPARE(app::regionsCsvHeader,
             std::string_view("file,sha256,defect,verdict,class,note,zone,area_px2,area_mm2,length_px,length_mm,feret_width_px,feret_width_mm,"
                              "centroid_x_px,centroid_y_px,box_x_px,box_y_px,box_width_px,box_height_px,box_width_mm,box_height_mm,peak,mean,contrast"));
}

void TestExportTables::partsReadAsWritten_data()
{
    QTest::addColumn<app::ReportPart>("part");
    QTest::addColumn<double>("mmPerPixel");
    QTest::addColumn<QByteArray>("line");
    const QByteArray modified = "2026-05-01T14:03:09+02:00";
    QTest::newRow("judged") << judged() << 0.0 << "gear/007.png,7-2,ab12,fail,fail,,,,,,0.123457,2,1,512.0,,542.0,,640,480," + modified + ",,,,,,,\r\n";
    QTest::newRow("calibrated") << judged() << 0.1
                                << "gear/007.png,7-2,ab12,fail,fail,,,,,,0.123457,2,1,512.0,5.120400,542.0,5.420400,640,480," + modified + ",,,,,,,\r\n";
    QTest::newRow("reviewed") << reviewed() << 0.0
                              << "gear/007.png,7-2,ab12,fail,pass,good,pass,\"Ana, night shift\",2026-05-01T12:00:00Z,\"only \"\"dust\"\"\nwiped off\",0.123457,2,1,512.0,,542.0,,640,480,"
            + modified + ",,,,,,,\r\n";
    app::ReportPart dim = judged();
    dim.judgement.pictureFaults = {{inference::PictureFault::Kind::TooDark, 40, 80}, {inference::PictureFault::Kind::OutOfFocus, 3, 9}};
    QTest::newRow("picture that isn't believed") << dim << 0.0 << "gear/007.png,7-2,ab12,fail,fail,,,,,,0.123457,2,1,512.0,,542.0,,640,480," + modified + ",,too_dark out_of_focus,,,,,\r\n";
    app::ReportPart found = judged();
    found.judgement.placement = inference::Placement {{320, 240}, {12.345, -3.2}, -2.26, 0.97421, true};
    QTest::newRow("found elsewhere") << found << 0.0 << "gear/007.png,7-2,ab12,fail,fail,,,,,,0.123457,2,1,512.0,,542.0,,640,480," + modified + ",,,0.9742,12.35,-3.20,-2.260,\r\n";
    app::ReportPart blind = judged();
    blind.review.blind = {{"Ben, =late", inference::Verdict::Fail, "2026-05-01T12:00:00Z"}, {"", inference::Verdict::Pass, "2026-05-02T12:00:00Z"}};
    QTest::newRow("judged blind") << blind << 0.0 << "gear/007.png,7-2,ab12,fail,fail,,,,,,0.123457,2,1,512.0,,542.0,,640,480," + modified + ",,,,,,,\"Ben, =late: fail, pass\"\r\n";
    app::ReportPart good = judged();
    good.judgement = {};
    good.modified = {};
    good.label = inference::Label::Defective;
    QTest::newRow("good, time left out") << good << 0.5 << QByteArray("gear/007.png,7-2,ab12,pass,pass,defective,,,,,0.000000,0,0,0.0,0.000000,0.0,0.000000,640,480,,,,,,,,\r\n");
    app::ReportPart failed;
    failed.file = "a,b.png";
    failed.error = inference::Error(inference::ErrorCode::FileEmpty, {}, "/secret/place/a,b.png");
    QTest::newRow("failed") << failed << 0.5
                            << QByteArray("\"a,b.png\",7-2,,error,error,,,,,,,,,,,,,,,,\"The file “a,b.png” is empty. Copy it again from its source.\",,,,,,\r\n");
}

void TestExportTables::partsReadAsWritten()
{
    QFETCH(app::ReportPart, part);
    QFETCH(double, mmPerPixel);
    QFETCH(QByteArray, line);
    for (const char* const locale : {"C", "de_DE.UTF-8"}) {
        std::setlocale(LC_ALL, locale);
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(QByteArray::fromStdString(app::partsCsvLine(part, "7-2", recipe(mmPerPixel))), line);
    }
    std::setlocale(LC_ALL, "C");
}

void TestExportTables::regionsReadAsWritten_data()
{
    QTest::addColumn<app::ReportPart>("part");
    QTest::addColumn<double>("mmPerPixel");
    QTest::addColumn<QByteArray>("lines");
    QTest::newRow("judged") << judged() << 0.0
                            << QByteArray("gear/007.png,ab12,1,fail,,,\"A, left\",512.0,,48.5,,12.3,,25.3,40.0,10.0,20.5,30.0,40.0,,,0.900000,0.700000,0.400000\r\n"
                                          "gear/007.png,ab12,2,review,,,,30.0,,0.0,,0.0,,0.0,0.0,100.0,100.0,5.0,6.0,,,0.000000,0.000000,0.000000\r\n");
    app::ReportPart one = reviewed();
    one.judgement.defects.pop_back();
    QTest::newRow("named and calibrated") << one << 0.1
                                          << QByteArray("gear/007.png,ab12,1,fail,dust,'=1+1,\"A, left\",512.0,5.120400,48.5,4.8520,12.3,1.2310,25.3,40.0,"
                                                        "10.0,20.5,30.0,40.0,3.0000,4.0000,0.900000,0.700000,0.400000\r\n");
    app::ReportPart failed = judged();
    failed.error = inference::Error(inference::ErrorCode::FileEmpty);
    QTest::newRow("failed") << failed << 0.0 << QByteArray();
}

void TestExportTables::regionsReadAsWritten()
{
    QFETCH(app::ReportPart, part);
    QFETCH(double, mmPerPixel);
    QFETCH(QByteArray, lines);
    QCOMPARE(QByteArray::fromStdString(app::regionsCsvLines(part, recipe(mmPerPixel))), lines);
}

void TestExportTables::textIsValidAndHarmless_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("plain") << QByteArray("a") << QByteArray("a");
    QTest::newRow("formula") << QByteArray("=1") << QByteArray("'=1");
    QTest::newRow("no UTF-8") << QByteArray("a\xff") << QByteArray("a\xef\xbf\xbd");
    QTest::newRow("a NUL inside") << QByteArray("a\0b", 3) << QByteArray("a\xef\xbf\xbd" "b");
    QTest::newRow("right to left") << QByteArray("חלק") << QByteArray("חלק");
}

void TestExportTables::textIsValidAndHarmless()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, cell);
    QCOMPARE(QByteArray::fromStdString(app::cellText(text.toStdString())), cell);
}

void TestExportTables::everyLineHasACellForEachColumn()
{
    app::ReportPart failed;
    failed.file = "a.png";
    failed.error = inference::Error(inference::ErrorCode::Internal, {"x"});
    app::ReportPart plain = judged();
    for (const app::ReportPart& part : {plain, failed}) {
        const std::string line = app::partsCsvLine(part, "7", {});
        QCOMPARE(std::ranges::count(line, ','), std::ranges::count(app::partsCsvHeader, ','));
    }
    plain.judgement.defects.front().zone = -1;
    plain.judgement.defects.pop_back();
    QCOMPARE(std::ranges::count(app::regionsCsvLines(plain, {}), ','), std::ranges::count(app::regionsCsvHeader, ','));
}

QTEST_GUILESS_MAIN(TestExportTables)
#include "tst_export_tables.moc"
