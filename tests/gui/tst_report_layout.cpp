// How a report is laid out: nothing is cut, covered or torn apart, however long or many it is.

#include "app/report/gauge_answer.h"
#include "app/report/logo.h"
#include "app/report/report_evaluation.h"
#include "tests/pdf_tools.h"
#include "written_report.h"

#include <QTranslator>
#include <QtTest>

using namespace app;
using inference::Verdict;
namespace fs = std::filesystem;

namespace {

/// Of "product-00" and on, each with all figures at 100 % and all curves.
std::shared_ptr<ReportEvaluation> evaluationOf(int products)
{
    auto evaluation = std::make_shared<ReportEvaluation>();
    evaluation->dataset = "castings";
    evaluation->model = "Small";
    const inference::evaluation::Curve curve {{0, 0, 1}, {0.2, 0.9, 0.5}, {1, 1, 0}};
    for (int i = 0; i < products; ++i) {
        ReportEvaluation::Product product;
        product.figures.name = QStringLiteral("product-%1").arg(i, 2, 10, QLatin1Char('0')).toStdString();
        for (const inference::evaluation::MetricColumn& column : inference::evaluation::metricColumns)
            product.figures.metrics.*column.value = 1;
        product.figures.images = 20;
        product.figures.anomalous = 10;
        product.pixels = {curve, curve, curve};
        product.images = {curve, curve, {}};
        evaluation->products.push_back(product);
    }
    return evaluation;
}

/// Of three parts, seen by two twice each.
ReportGauge gaugeOf(double tolerance)
{
    GaugeQuestion question;
    question.measure = GaugeMeasure::LargestArea;
    for (const char* const who : {"anna", "ben"})
        for (int part = 1; part <= 3; ++part)
            for (int trial = 0; trial < 2; ++trial) {
                GaugePicture picture;
                picture.path = picture.name = picture.placed = QStringLiteral("%1/p%2_%3.png").arg(QLatin1String(who)).arg(part).arg(trial);
                picture.state = GaugePicture::State::Judged;
                picture.values[std::size_t(GaugeMeasure::LargestArea)] = part * 100 + trial * 2;
                question.pictures.push_back(picture);
            }
    return {std::make_shared<const GaugeAnswer>(answerOf(question)), tolerance};
}

}  // namespace

class TestReportLayout : public QObject, private WrittenReport {
    Q_OBJECT

private slots:
    void init() { renew(); }

    void longNotesPushTheContents();
    void figuresOfTheCoverStayOnOneLine();
    void headingsAreNeverCut_data();
    void headingsAreNeverCut();
    void namesOfNearLimitsStandApart_data();
    void namesOfNearLimitsStandApart();
    void everyCurveHasItsName();
    void theTolerancesDigitsAreKept();
    void aHeadingStaysWithItsFirstRow();
    void logoAndHeadingStandOnEveryPage();
    void aTransparentLogoStaysTransparent_data();
    void aTransparentLogoStaysTransparent();
};

void TestReportLayout::longNotesPushTheContents()
{
    const auto sample = report_tools::sample(folder(), 2);
    QStringList lines;
    for (int i = 0; i < 60; ++i)
        lines.append(QStringLiteral("line %1 of the notes").arg(i));
    sample.report->notes = lines.join('\n');
    const ReportPages pages(sample.report, {}, sample.evidence());
    writeReport(pdf(), pages);
    const QString second = pdf_tools::text(pdf(), 2), third = pdf_tools::text(pdf(), 3);
    QVERIFY2(second.contains("line 59 of the notes") && second.contains("Sealed") && !second.contains("Contents"), qPrintable(second));
    QVERIFY2(third.contains("Contents") && third.contains("Settings") && third.contains("parts/part1.jpg"), qPrintable(third));
    QVERIFY(pages.links(1).empty());
    QCOMPARE(pages.links(2).size(), pages.outline().size());
    QCOMPARE(pages.outline().front().page, 3);
}

void TestReportLayout::figuresOfTheCoverStayOnOneLine()
{
    ReportOptions options;
    options.style = ReportTemplate::Short;
    const auto many = std::make_shared<app::Report>(report_tools::emptyReport());
    ReportPart part;
    part.file = "a.jpg";
    part.imageSize = {320, 240};
    many->parts.assign(12000, part);
    write(many, {}, options);
    const QString cover = pdf_tools::text(pdf(), 1);
    QVERIFY2(cover.count(QLocale().toString(12000)) == 3, qPrintable(cover));  // in its tile, and twice in the sentence

    const auto evaluated = std::make_shared<app::Report>(report_tools::emptyReport());
    evaluated->evaluation = evaluationOf(1);
    write(evaluated, {});
    const QString figures = pdf_tools::text(pdf(), 1).simplified();
    QVERIFY2(figures.count(QLocale().toString(100.0, 'f', 1) + " %") == 4, qPrintable(figures));
}

void TestReportLayout::headingsAreNeverCut_data()
{
    QTest::addColumn<QString>("language");
    for (const char* const language : {"", "zh_CN", "ja", "de"})
        QTest::newRow(*language ? language : "en") << QString(language);
}

/// Every table there is, all names short: nothing has to be cut.
void TestReportLayout::headingsAreNeverCut()
{
    QFETCH(QString, language);
    auto sample = report_tools::sample(folder(), 3);
    const auto evaluation = evaluationOf(3);
    for (ReportEvaluation::Product& product : evaluation->products) {
        product.confusion = {0.5, 9, 1, 2, 8};
        product.types = {{"dent", 10, product.figures.metrics}};
    }
    sample.report->evaluation = evaluation;
    QTranslator texts;
    if (!language.isEmpty()) {
        QVERIFY(texts.load(QStringLiteral(":/i18n/vcp-workbench_") + language));
        QCoreApplication::installTranslator(&texts);
    }
    sample.report->gauge = gaugeOf(50);
    for (ReportPart& part : sample.report->parts)
        part.review.blind = {{"Ben", Verdict::Fail, "2026-05-01T12:00:00Z", Verdict::Fail, "Anna"}};
    sample.report->recipe.mmPerPixel = 0.5;
    write(sample);
    QCoreApplication::removeTranslator(&texts);
    const QString text = pdf_tools::text(pdf());
    const qsizetype cut = text.indexOf(QChar(0x2026));
    QVERIFY2(cut < 0, qPrintable(text.mid(std::max<qsizetype>(0, cut - 200), 300)));
}

void TestReportLayout::namesOfNearLimitsStandApart_data()
{
    QTest::addColumn<float>("review");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("height");  ///< of the picture: a flat one has a short colour bar
    QTest::newRow("0.05 apart") << 0.55f << "0.55" << 60;
    QTest::newRow("0.01 apart") << 0.59f << "0.59" << 240;
    QTest::newRow("0.001 apart") << 0.599f << "0.599" << 240;
}

void TestReportLayout::namesOfNearLimitsStandApart()
{
    QFETCH(float, review);
    QFETCH(QString, text);
    QFETCH(int, height);
    const auto sample = report_tools::sample(folder(), 1, {320, height});
    sample.report->recipe.rule.reviewLimit = review;
    write(sample);
    int inCharts = 0, atTheBar = 0;
    const int pages = pdf_tools::info(pdf())["Pages"].toInt();
    for (int page = 1; page <= pages; ++page) {
        QList<pdf_tools::Word> names;
        for (const pdf_tools::Word& word : pdf_tools::words(pdf(), page))
            if (QStringList {"fail", "review", "0.60", "0.5", "0.75", text}.contains(word.text))
                names.append(word);
        for (int i = 0; i < names.size(); ++i) {
            for (int k = 0; k < i; ++k)
                QVERIFY2(!names[i].box.intersects(names[k].box), qPrintable(QString("page %1: %2 and %3").arg(page).arg(names[i].text, names[k].text)));
            if (names[i].text == text)
                ++(page == pages ? atTheBar : inCharts);
        }
    }
    QCOMPARE(atTheBar, 1);
    QVERIFY(inCharts >= 2);  // the scores, and the course of the lot
}

void TestReportLayout::everyCurveHasItsName()
{
    const auto report = std::make_shared<app::Report>(report_tools::emptyReport());
    report->evaluation = evaluationOf(14);
    write(report, {});
    const QString text = pdf_tools::text(pdf());
    for (int i = 0; i < 14; ++i) {
        const QString name = QStringLiteral("product-%1").arg(i, 2, 10, QLatin1Char('0'));
        QVERIFY2(text.count(name) == 2, qPrintable(name));  // in the table of figures, and once for all curves
    }
}

void TestReportLayout::theTolerancesDigitsAreKept()
{
    const auto sample = report_tools::sample(folder(), 1);
    sample.report->gauge = gaugeOf(12.5);  // areas in pixels are whole
    write(sample);
    const QString text = plain(pdf_tools::text(pdf())).simplified();
    QVERIFY2(text.contains("Tolerance 12.5 px²"), qPrintable(text.mid(text.indexOf("Tolerance"), 100)));
}

void TestReportLayout::aHeadingStaysWithItsFirstRow()
{
    ReportPart failing;
    failing.file = "failing.jpg";
    failing.imageSize = {320, 240};
    failing.judgement.verdict = Verdict::Fail;
    ReportPart noted = failing;
    noted.file = "noted.jpg";
    noted.judgement.verdict = Verdict::Pass;
    noted.review.note = "begins" + QString(" and goes on").repeated(60).toStdString();  // six lines
    ReportOptions options;
    options.style = ReportTemplate::Rejects;
    for (std::size_t count = 30; count <= 40; ++count) {  // as many as leave little room below them
        const auto report = std::make_shared<app::Report>(report_tools::emptyReport());
        report->parts.assign(count, failing);
        report->parts.push_back(noted);
        write(report, {}, options);
        for (const QString& page : pdf_tools::text(pdf()).split('\f'))
            QCOMPARE(page.contains("Decisions and notes of people"), page.contains("begins"));
    }
}

void TestReportLayout::logoAndHeadingStandOnEveryPage()
{
    auto sample = report_tools::sample(folder(), 2);
    sample.report->logo = QImage(200, 100, QImage::Format_RGB32);
    sample.report->logo.fill(QColor(0, 200, 0));
    const ReportPages pages(sample.report, {}, sample.evidence());
    writeReport(pdf(), pages);
    for (int page = 1; page <= pages.count(); ++page) {
        QVERIFY2(pdf_tools::text(pdf(), page).contains("ACME Castings"), qPrintable(QString::number(page)));
        const QImage picture = pdf_tools::picture(pdf(), page, 72);
        const QColor colour = picture.pixelColor(595 - 54 - 10, 50);  // at the right margin
        QVERIFY2(colour.green() > 150 && colour.red() < 80, qPrintable(QString("page %1: %2").arg(page).arg(colour.name())));
    }
}

void TestReportLayout::aTransparentLogoStaysTransparent_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("RGBA") << int(QImage::Format_ARGB32);
    QTest::newRow("palette") << int(QImage::Format_Indexed8);
}

void TestReportLayout::aTransparentLogoStaysTransparent()
{
    QFETCH(int, format);
    QImage logo(100, 50, QImage::Format_ARGB32);
    logo.fill(QColor(0, 0, 0, 0));
    for (int x = 0; x < 50; ++x)
        for (int y = 0; y < 50; ++y)
            logo.setPixelColor(x, y, QColor(0, 0, 255));
    const fs::path file = folder() / "logo.png";
    QVERIFY(logo.convertToFormat(QImage::Format(format)).save(pdf_tools::textOf(file)));
    auto sample = report_tools::sample(folder(), 1);
    sample.report->logo = readLogo(file);
    write(sample);
    const QImage page = pdf_tools::picture(pdf(), 1, 72);
    QVERIFY(page.pixelColor(595 - 54 - 10, 50).lightness() > 240);  // the right half: paper
    QVERIFY(page.pixelColor(595 - 54 - 45, 50).blue() > 200 && page.pixelColor(595 - 54 - 45, 50).red() < 60);
}

QTEST_MAIN(TestReportLayout)
#include "tst_report_layout.moc"
