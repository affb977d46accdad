// Limit samples in a report: a chapter where there are pictures, all at one scale, and none where names are left out.
#include "app/report/report_reader.h"
#include "app/report/report_facts.h"
#include "app/workbench/limit_sample_maker.h"
#include "tests/pdf_tools.h"
#include "written_report.h"

#include <QPainter>
#include <QtTest>

using namespace app;

namespace {

/// A red region of `side` pixels on a grey picture.
inference::LimitSample sampleOf(bool good, double side, const std::string& className, const std::string& note)
{
    QImage picture(600, 400, QImage::Format_RGB32);
    picture.fill(QColor(150, 150, 150));
    const QRectF box(300 - side / 2, 200 - side / 2, side, side);
    QPainter(&picture).fillRect(box, Qt::red);
    inference::Defect region;
    region.area = side * side;
    region.length = region.width = side;
    region.box = {box.x(), box.y(), side, side};
    region.peakAt = {300, 200};
    region.peak = 0.9f;
    inference::LimitSample sample = measuredSample(region, 0, picture.size());
    sample.good = good;
    sample.className = className;
    sample.note = note;
    sample.part = "folder/gear.png";
    sample.by = "Anna";
    sample.image = std::string(64, 'a');
    sample.utc = "2026-05-01T12:34:56.789Z";
    sample.picture = limitSampleBytes(cutOut(picture, sample.cut));
    return sample;
}

}  // namespace

class TestReportLimitSamples : public QObject, private WrittenReport {
    Q_OBJECT

private slots:
    void init() { renew(); }
    void chapterStandsWherePicturesDo_data();
    void chapterStandsWherePicturesDo();
    void manyGoOnOverPages();
    void regionsArePaintedAtOneScale();
    void leftOutWithTheNames_data();
    void leftOutWithTheNames();
};

void TestReportLimitSamples::chapterStandsWherePicturesDo_data()
{
    QTest::addColumn<int>("style");
    QTest::addColumn<bool>("stands");
    QTest::newRow("full") << int(ReportTemplate::Full) << true;
    QTest::newRow("rejects") << int(ReportTemplate::Rejects) << true;
    QTest::newRow("short") << int(ReportTemplate::Short) << false;
}

void TestReportLimitSamples::chapterStandsWherePicturesDo()
{
    QFETCH(int, style);
    QFETCH(bool, stands);
    const auto sample = report_tools::sample(folder(), 1);
    sample.report->recipe.limitSamples = std::vector {sampleOf(true, 20, "dent", "only at the rim"), sampleOf(false, 30, "dent", ""), sampleOf(false, 25, "", "")};
    ReportOptions options;
    options.style = ReportTemplate(style);
    const ReportPages pages(sample.report, options, sample.evidence());
    writeReport(pdf(), pages);
    const QString text = plain(pdf_tools::text(pdf()));
    QVERIFY2(text.contains("1 still good, 2 no longer good"), qPrintable(text));  // among the settings
    QCOMPARE(text.contains("Still good"), stands);
    QCOMPARE(text.contains("only at the rim"), stands);
    QCOMPARE(text.contains(QStringLiteral("400 px² · dent")), stands);
    const auto headings = pages.outline();
    QCOMPARE(std::ranges::count(headings, QString("Limit samples"), &ReportPages::Heading::text), stands);
    if (stands)  // the smallest first
        QVERIFY(text.indexOf(QStringLiteral("625 px²")) < text.indexOf(QStringLiteral("900 px²")));
}

void TestReportLimitSamples::manyGoOnOverPages()
{
    const auto sample = report_tools::sample(folder(), 1);
    std::vector<inference::LimitSample> many;
    for (int i = 0; i < 60; ++i)
        many.push_back(sampleOf(i % 2 == 0, 10 + i, "dent", QStringLiteral("note %1.").arg(i).toStdString()));
    sample.report->recipe.limitSamples = many;
    const ReportPages pages(sample.report, {}, sample.evidence());
    writeReport(pdf(), pages);
    const QString text = plain(pdf_tools::text(pdf()));
    for (int i = 0; i < 60; ++i)
        QVERIFY2(text.contains(QStringLiteral("note %1.").arg(i)), qPrintable(text));
}

void TestReportLimitSamples::regionsArePaintedAtOneScale()
{
    const auto sample = report_tools::sample(folder(), 1);
    sample.report->recipe.limitSamples = std::vector {sampleOf(true, 20, "", ""), sampleOf(false, 40, "", "")};
    const ReportPages pages(sample.report, {}, sample.evidence());
    const auto headings = pages.outline();
    const int page = std::ranges::find(headings, QString("Limit samples"), &ReportPages::Heading::text)->page;
    QImage image(pages.size() / 5, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(0.2, 0.2);
    pages.paint(page, painter, {});
    painter.end();
    // Two red squares, one below the other; the second twice as wide.
    int widths[2] {}, found = 0;
    bool inside = false;
    for (int y = 0; y < image.height(); ++y) {
        int red = 0;
        for (int x = 0; x < image.width(); ++x)
            if (const QColor colour = image.pixelColor(x, y); colour.red() > 180 && colour.green() < 70 && colour.blue() < 70)
                ++red;
        if (red > 0 && !inside)
            QVERIFY(found++ < 2);
        if (red > 0)
            widths[found - 1] = std::max(widths[found - 1], red);
        inside = red > 0;
    }
    QCOMPARE(found, 2);
    QVERIFY2(std::abs(widths[1] - 2 * widths[0]) <= 4, qPrintable(QStringLiteral("%1 %2").arg(widths[0]).arg(widths[1])));
}

void TestReportLimitSamples::leftOutWithTheNames_data()
{
    QTest::addColumn<Redaction>("redaction");
    QTest::addColumn<int>("samples");
    QTest::addColumn<QString>("part");
    QTest::newRow("nothing") << Redaction {} << 1 << "folder/gear.png";
    QTest::newRow("times") << Redaction {Redaction::Names::Kept, true, false} << 1 << "folder/gear.png";
    QTest::newRow("folders") << Redaction {Redaction::Names::Files, false, false} << 1 << "gear.png";
    QTest::newRow("names") << Redaction {Redaction::Names::Numbers, false, false} << 0 << "";
    QTest::newRow("people") << Redaction {Redaction::Names::Kept, false, true} << 0 << "";
}

void TestReportLimitSamples::leftOutWithTheNames()
{
    QFETCH(Redaction, redaction);
    QFETCH(int, samples);
    const auto sample = report_tools::sample(folder(), 1);
    sample.report->recipe.limitSamples = std::vector {sampleOf(true, 20, "dent", "")};
    redact(*sample.report, redaction);
    QCOMPARE(int(sample.report->recipe.limitSamples.size()), samples);
    if (samples > 0)
        QTEST(QString::fromStdString(sample.report->recipe.limitSamples.front().part), "part");
}

QTEST_MAIN(TestReportLimitSamples)
#include "tst_report_limit_samples.moc"
