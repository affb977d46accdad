// A report's PDF as other programs read it: text, pages, fonts, links, attachment.

#include "app/report/gauge_answer.h"
#include "app/report/logo.h"
#include "app/report/pdf_assembly_p.h"
#include "app/report/pdf_seal.h"
#include "app/report/report_evaluation.h"
#include "app/report/report_file.h"
#include "app/report/report_json.h"
#include "widgets/number_text.h"
#include "tests/full_disk.h"
#include "tests/pdf_tools.h"
#include "tests/report_tools.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTranslator>
#include <QtTest>

using namespace app;
using inference::Verdict;
namespace fs = std::filesystem;

namespace {

QString plain(QString text)
{
    return text.replace(QChar(0xa0), ' ');
}

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

class TestReportFile : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void saysWhatTheReportHolds();
    void everyFontIsEmbedded();
    void hasTheSizeOfItsPaper_data();
    void hasTheSizeOfItsPaper();
    void contentsAndFindingsLeadToThePages();
    void carriesItsFigures();
    void drawsThePictureWithItsHeat();
    void defectsHaveTheNumbersOfTheTable_data();
    void defectsHaveTheNumbersOfTheTable();
    void peoplesWordsStandOnTheirPage();
    void anImageThatIsGoneHasAPageThatSaysSo();
    void anImageThatWasReplacedHasNoPicture();
    void aNameThatIsLeftOutIsNoReasonEither_data();
    void aNameThatIsLeftOutIsNoReasonEither();
    void longNotesPushTheContents();
    void figuresOfTheCoverStayOnOneLine();
    void headingsAreNeverCut_data();
    void headingsAreNeverCut();
    void namesOfNearLimitsStandApart_data();
    void namesOfNearLimitsStandApart();
    void everyCurveHasItsName();
    void theTolerancesDigitsAreKept();
    void aHeadingStaysWithItsFirstRow();
    void aLogThatCouldNotBeReadIsSaid();
    void aReportWithoutPartsIsWhole();
    void aReportOfFailuresOnlyIsWhole();
    void anyNameIsWritten();
    void foldersMayHaveAnyName();
    void pathsMayBeLong();
    void speaksEveryLanguageOfTheProgram_data();
    void speaksEveryLanguageOfTheProgram();
    void statisticsAreLinesAndSurfaces();
    void drawnPartsSpeakForAll();
    void howFarPeopleAgreeStandsInTheStatistics();
    void templatesHoldWhatTheyPromise_data();
    void templatesHoldWhatTheyPromise();
    void logoAndHeadingStandOnEveryPage();
    void aTransparentLogoStaysTransparent_data();
    void aTransparentLogoStaysTransparent();
    void nothingOfAPicturesExifGetsIn();
    void anUnwritableFolderIsRefused();
    void aFullDiskLeavesTheFormerReport();
    void cancelLeavesTheFormerReport();
    void cancelInTheLastStepLeavesTheFormerReport();

private:
    fs::path folder() const { return m_folder->path().toStdString(); }
    fs::path pdf() const { return folder() / "report.pdf"; }
    void write(const std::shared_ptr<app::Report>& report, const ReportEvidence& evidence, const ReportOptions& options = {})
    {
        writeReport(pdf(), ReportPages(report, options, evidence));
    }
    void write(const report_tools::Sample& sample, const ReportOptions& options = {}) { write(sample.report, sample.evidence(), options); }
    QStringList filesLeft() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestReportFile::saysWhatTheReportHolds()
{
    auto sample = report_tools::sample(folder(), 3);
    sample.report->parts.push_back(report_tools::failedPart("torn.jpg"));
    sample.report->notes = "First lot after the tool change.";
    write(sample);
    QVERIFY(pdf_tools::isSound(pdf()));

    const QString cover = pdf_tools::text(pdf(), 1).simplified();
    for (const char* const said : {"Gear A", "L-48", "Line 3", "A. Smith", "14:03:00 UTC+02:00", "First lot after the tool change.", "ACME Castings",
                                   "1 of 4 parts pass.", "nobody has reviewed them"})
        QVERIFY2(cover.contains(said), qPrintable(QString(said) + " is missing in: " + cover));
    QVERIFY2(QRegularExpression("1 1 1 1 25\\.0 % 25\\.0 % 25\\.0 % 25\\.0 %").match(QString(cover).replace(QChar(0xa0), ' ')).hasMatch(), qPrintable(cover));

    const QString settings = pdf_tools::text(pdf(), 3).simplified();
    const QString all = pdf_tools::text(pdf()).simplified();
    for (const std::string& said : {std::string(64, 'a'), std::string(64, 'b'), std::string(64, 'c'), sample.report->recipeHash, std::string("clip.safetensors"),
                                    std::string("cpu, precision fp32"), std::string("vcp-inspect 0.1.0"), std::string("fails at or above 0.60, review at or above 0.45")})
        QVERIFY2(settings.contains(QString::fromStdString(said)), qPrintable(QString::fromStdString(said) + " is missing in: " + settings));
    for (const ReportPart& part : sample.report->parts)
        QVERIFY2(all.contains(QString::fromStdString(part.file)), part.file.c_str());
    QVERIFY(all.contains("No part is labelled good or defective"));
}

void TestReportFile::everyFontIsEmbedded()
{
    auto sample = report_tools::sample(folder(), 1);
    sample.report->product = QString::fromUtf8("齿轮 A");
    sample.report->notes = QString::fromUtf8("划痕和凹陷；Ä ö ç");
    write(sample);
    const QStringList lines = QString::fromUtf8(pdf_tools::run("pdffonts", {pdf_tools::textOf(pdf())})).split('\n', Qt::SkipEmptyParts);
    QVERIFY2(lines.size() >= 5, "two lines of heading, and Latin, bold, mono and Chinese letters at least");
    for (const QString& line : lines.mid(2)) {
        // name, type (may hold a space), encoding, emb, sub, uni, object ID
        const QStringList cells = line.simplified().split(' ');
        QCOMPARE(cells.at(cells.size() - 5), QString("yes"));  // emb
        QCOMPARE(cells.at(cells.size() - 3), QString("yes"));  // uni: it can be searched and copied
    }
    const QString cover = pdf_tools::text(pdf(), 1);
    QVERIFY(cover.contains(QString::fromUtf8("齿轮 A")));
    QVERIFY(cover.contains(QString::fromUtf8("划痕和凹陷；Ä ö ç")));
}

void TestReportFile::hasTheSizeOfItsPaper_data()
{
    QTest::addColumn<int>("paper");
    QTest::addColumn<QString>("size");
    QTest::newRow("A4") << int(ReportPaper::A4) << "595 x 842 pts (A4)";
    QTest::newRow("Letter") << int(ReportPaper::Letter) << "612 x 792 pts (letter)";
}

void TestReportFile::hasTheSizeOfItsPaper()
{
    QFETCH(int, paper);
    QFETCH(QString, size);
    const auto sample = report_tools::sample(folder(), 4);
    ReportOptions options;
    options.paper = ReportPaper(paper);
    options.picturesPerPage = 2;
    const ReportPages pages(sample.report, options, sample.evidence());
    writeReport(pdf(), pages);
    const auto info = pdf_tools::info(pdf());
    QCOMPARE(info["Page size"], size);
    QCOMPARE(info["Pages"].toInt(), pages.count());
    QCOMPARE(pages.pageOf(0), pages.pageOf(1));
    QCOMPARE(pages.pageOf(3), pages.count() - 1);
    QVERIFY(pdf_tools::text(pdf(), pages.count()).contains(QString("%1 of %1").arg(pages.count())));
}

void TestReportFile::contentsAndFindingsLeadToThePages()
{
    const auto sample = report_tools::sample(folder(), 3);
    const ReportPages pages(sample.report, {}, sample.evidence());
    writeReport(pdf(), pages);
    const QJsonObject json = QJsonDocument::fromJson(pdf_tools::run("qpdf", {"--json", "--json-key=pages", "--json-key=outlines", pdf_tools::textOf(pdf())})).object();
    // the outline: settings, statistics, findings, pictures, and below it the parts
    const QJsonArray chapters = json["outlines"].toArray();
    QCOMPARE(chapters.size(), 4);
    QCOMPARE(chapters.at(3)["title"].toString(), QString("Pictures"));
    const QJsonArray parts = chapters.at(3)["kids"].toArray();
    QCOMPARE(parts.size(), 3);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(parts.at(i)["title"].toString(), QString("parts/part%1.jpg").arg(i));
        QCOMPARE(parts.at(i)["destpageposfrom1"].toInt(), pages.pageOf(std::size_t(i)) + 1);
        QVERIFY(pdf_tools::text(pdf(), pages.pageOf(std::size_t(i)) + 1).contains(QString("parts/part%1.jpg").arg(i)));
    }
    // the links of the contents: each leads where the number beside it says
    QCOMPARE(int(pages.links(1).size()), 7);
    const QByteArray object = pdf_tools::run("qpdf", {"--qdf", "--object-streams=disable", pdf_tools::textOf(pdf()), "-"});
    QCOMPARE(object.count("/Subtype /Link"), 7 + 2);  // and of the failing and the doubtful part among the findings
    QCOMPARE(object.count("/URI"), 0);
}

void TestReportFile::carriesItsFigures()
{
    const auto sample = report_tools::sample(folder(), 2);
    const ReportPages pages(sample.report, {}, sample.evidence());
    writeReport(pdf(), pages);
    const QByteArray json = pdf_tools::attachedJson(pdf());
    QCOMPARE(json.toStdString(), reportJson(*sample.report, [&pages](std::size_t part) { return pages.pageOf(part); }));
    const QString seal = QJsonDocument::fromJson(json)["seal"].toString();
    QVERIFY(pdf_tools::text(pdf(), 1).contains(seal));  // what is printed belongs to what is attached
    QCOMPARE(checkPdfSeal(pdf()), PdfSeal::Whole);
}

void TestReportFile::drawsThePictureWithItsHeat()
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

void TestReportFile::defectsHaveTheNumbersOfTheTable_data()
{
    QTest::addColumn<double>("mmPerPixel");
    QTest::newRow("some square millimetres") << 0.05;
    QTest::newRow("thousands") << 0.5;
    QTest::newRow("millions") << 5.0;
}

void TestReportFile::defectsHaveTheNumbersOfTheTable()
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

void TestReportFile::peoplesWordsStandOnTheirPage()
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

void TestReportFile::anImageThatIsGoneHasAPageThatSaysSo()
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

void TestReportFile::anImageThatWasReplacedHasNoPicture()
{
    const auto sample = report_tools::sample(folder(), 1);
    report_tools::writePicture(sample.report->parts[0].path, {320, 240}, 99);
    write(sample);
    QVERIFY(pdf_tools::text(pdf()).simplified().contains("the file holds another image now than the one that was inspected"));
}

void TestReportFile::aNameThatIsLeftOutIsNoReasonEither_data()
{
    QTest::addColumn<int>("names");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("gone");
    QTest::newRow("folders") << int(Redaction::Names::Files) << "part0.jpg" << "parts/";
    QTest::newRow("names") << int(Redaction::Names::Numbers) << "part 0001" << "part0";
}

/// The file is gone by the time: why there is no picture is said of the part's name in the report.
void TestReportFile::aNameThatIsLeftOutIsNoReasonEither()
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

void TestReportFile::longNotesPushTheContents()
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

void TestReportFile::figuresOfTheCoverStayOnOneLine()
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

void TestReportFile::headingsAreNeverCut_data()
{
    QTest::addColumn<QString>("language");
    for (const char* const language : {"", "zh_CN", "ja", "de"})
        QTest::newRow(*language ? language : "en") << QString(language);
}

/// Every table there is, all names short: nothing has to be cut.
void TestReportFile::headingsAreNeverCut()
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

void TestReportFile::namesOfNearLimitsStandApart_data()
{
    QTest::addColumn<float>("review");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("height");  ///< of the picture: a flat one has a short colour bar
    QTest::newRow("0.05 apart") << 0.55f << "0.55" << 60;
    QTest::newRow("0.01 apart") << 0.59f << "0.59" << 240;
    QTest::newRow("0.001 apart") << 0.599f << "0.599" << 240;
}

void TestReportFile::namesOfNearLimitsStandApart()
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

void TestReportFile::everyCurveHasItsName()
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

void TestReportFile::theTolerancesDigitsAreKept()
{
    const auto sample = report_tools::sample(folder(), 1);
    sample.report->gauge = gaugeOf(12.5);  // areas in pixels are whole
    write(sample);
    const QString text = plain(pdf_tools::text(pdf())).simplified();
    QVERIFY2(text.contains("Tolerance 12.5 px²"), qPrintable(text.mid(text.indexOf("Tolerance"), 100)));
}

void TestReportFile::aHeadingStaysWithItsFirstRow()
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

void TestReportFile::aLogThatCouldNotBeReadIsSaid()
{
    const auto sample = report_tools::sample(folder(), 1);
    sample.report->reviews = unreadReviews();
    write(sample);
    const QString text = pdf_tools::text(pdf()).simplified();
    QVERIFY2(text.contains("The review log could not be read when this report was made"), qPrintable(text));
    QVERIFY(!text.contains("There is no review log"));
}

void TestReportFile::aReportWithoutPartsIsWhole()
{
    const auto report = std::make_shared<app::Report>(report_tools::emptyReport());
    write(report, {});
    QVERIFY(pdf_tools::isSound(pdf()));
    const QString text = pdf_tools::text(pdf()).simplified();
    QVERIFY(text.contains("No part was inspected."));
    QVERIFY(text.contains("No part could be judged"));
}

void TestReportFile::aReportOfFailuresOnlyIsWhole()
{
    const auto report = std::make_shared<app::Report>(report_tools::emptyReport());
    report->parts = {report_tools::failedPart("a.jpg"), report_tools::failedPart("b.jpg", inference::ErrorCode::FileMissing)};
    write(report, {});
    QVERIFY(pdf_tools::isSound(pdf()));
    const QString text = pdf_tools::text(pdf()).simplified();
    QVERIFY2(text.contains("None of the 2 part(s) could be inspected"), qPrintable(text));
    QVERIFY(text.contains("Not inspected"));
    QCOMPARE(text.count("a.jpg") >= 2, true);  // among the findings, on its page
}

void TestReportFile::anyNameIsWritten()
{
    auto sample = report_tools::sample(folder(), 1);
    const QStringList names {"comma, \"quote\".jpg", "line\nbreak.jpg", QString::fromUtf8("قطعة-٣.jpg"), QString::fromUtf8("部件 🙂.jpg"), "=1+1.jpg",
                             QString(150, 'x') + "/" + QString(150, 'y') + ".jpg", "%1 %2.jpg"};
    for (const QString& name : names) {
        sample.report->parts.push_back(sample.report->parts[0]);
        sample.report->parts.back().file = name.toStdString();
        sample.inspections.push_back(sample.inspections[0]);
    }
    write(sample);
    QVERIFY(pdf_tools::isSound(pdf()));
    const QJsonArray images = QJsonDocument::fromJson(pdf_tools::attachedJson(pdf()))["images"].toArray();
    for (int i = 0; i < names.size(); ++i)
        QCOMPARE(images.at(i + 1)["file"].toString(), names[i]);
    const QString text = pdf_tools::text(pdf());
    QVERIFY(text.contains("comma, \"quote\".jpg"));
    QVERIFY(text.contains("%1 %2.jpg"));
    QVERIFY(text.contains("=1+1.jpg"));
}

void TestReportFile::foldersMayHaveAnyName()
{
    const fs::path odd = folder() / "caf\xe9";  // no UTF-8
    fs::create_directories(odd);
    const auto sample = report_tools::sample(folder(), 1);
    writeReport(odd / "report.pdf", ReportPages(sample.report, {}, sample.evidence()));
    QVERIFY(fs::file_size(odd / "report.pdf") > 1000);
    QCOMPARE(std::distance(fs::directory_iterator(odd), {}), 1);  // nothing is left beside it
}

void TestReportFile::pathsMayBeLong()
{
    fs::path deep = folder();
    for (int i = 0; i < 4; ++i)
        deep /= std::string(100, char('a' + i));
    auto sample = report_tools::sample(deep, 1);
    const fs::path far = deep / "report.pdf";
    writeReport(far, ReportPages(sample.report, {}, sample.evidence()));
    QVERIFY(far.string().size() > 400 && pdf_tools::isSound(far));
}

void TestReportFile::speaksEveryLanguageOfTheProgram_data()
{
    QTest::addColumn<QStringList>("said");
    // dates too, whatever the system speaks
    QTest::newRow("zh_CN") << QStringList {"检测报告", "目录", "统计", "不合格", "达到或高于 0.60 为不合格", "批次走势", "未能检测", "2026年5月1日"};
    QTest::newRow("ja") << QStringList {"検査レポート", "目次", "統計", "不合格", "2026年5月1日"};
    QTest::newRow("de") << QStringList {"Prüfbericht", "Inhalt", "Statistik", "n. i. O.", "1. Mai 2026"};
}

void TestReportFile::speaksEveryLanguageOfTheProgram()
{
    QFETCH(QStringList, said);
    auto sample = report_tools::sample(folder(), 3);
    sample.report->parts.push_back(report_tools::failedPart("torn.jpg"));
    QTranslator texts;
    QVERIFY(texts.load(QStringLiteral(":/i18n/vcp-workbench_") + QString::fromLatin1(QTest::currentDataTag())));
    QCoreApplication::installTranslator(&texts);
    write(sample);
    QCoreApplication::removeTranslator(&texts);
    const QString text = pdf_tools::text(pdf());
    for (const QString& words : said)
        QVERIFY2(text.contains(words), qPrintable(words));
    for (const char* const english : {"Inspection report", "Contents", "Statistics", "pass", "Verdict", "score"})
        QVERIFY2(!text.contains(english), english);
}

void TestReportFile::statisticsAreLinesAndSurfaces()
{
    auto sample = report_tools::sample(folder(), 3);
    sample.report->parts[0].label = inference::Label::Defective;
    sample.report->parts[2].label = inference::Label::Good;
    const ReportPages pages(sample.report, {}, sample.evidence());
    writeReport(pdf(), pages);
    // no picture before the pages of the parts
    const QString list = QString::fromUtf8(pdf_tools::run("pdfimages", {"-list", "-l", QString::number(pages.pageOf(0)), pdf_tools::textOf(pdf())}));
    QCOMPARE(list.split('\n', Qt::SkipEmptyParts).size(), 2);  // the heading of an empty list
    const QString text = pdf_tools::text(pdf()).simplified().replace(QChar(0xa0), ' ');
    QVERIFY2(text.contains("Escapes 0 of 1 (0 %); with 95 % confidence at most 95.0 %"), qPrintable(text));
    QVERIFY(text.contains("Overkill 0 of 1 (0 %)"));
    QVERIFY(text.contains("Where defects lie") && text.contains("Defects by folder") && text.contains("fail 0.60") && text.contains("review 0.45"));
}

void TestReportFile::drawnPartsSpeakForAll()
{
    auto sample = report_tools::sample(folder(), 3);
    auto& parts = sample.report->parts;
    const auto first = std::ranges::min_element(parts, {}, &ReportPart::image);
    first->label = inference::Label::Good;
    const auto text = [&] {
        write(sample);
        return pdf_tools::text(pdf()).simplified().replace(QChar(0xa0), ' ');
    };
    const QString said = text();
    QVERIFY2(said.contains("Of all 3 parts 1 were drawn by chance and labelled, 0 of them defective. Defective among all: at most 2 (66.7 %)."), qPrintable(said.mid(said.indexOf("Drawn by chance"), 300)));
    for (ReportPart& part : parts)
        part.label = inference::Label::Good;
    QVERIFY(!text().contains("drawn by chance"));  // nobody drew: all are labelled
}

void TestReportFile::howFarPeopleAgreeStandsInTheStatistics()
{
    auto sample = report_tools::sample(folder(), 3);
    for (ReportPart& part : sample.report->parts)
        part.review.blind = {{"Ben Müller", inference::Verdict::Fail, "2026-05-01T12:00:00Z", inference::Verdict::Fail, "Anna"}};
    write(sample);
    const QString text = pdf_tools::text(pdf()).simplified().replace(QChar(0xa0), ' ');
    const QString told = text.mid(text.indexOf("Blind review by"), 300);
    QVERIFY2(told.startsWith("Blind review by Ben Müller: 3 part"), qPrintable(told));
    QVERIFY2(told.contains("Anna 3 of 3 100 %") && told.contains("the machine 1 of 2 50.0 %"), qPrintable(told));
}

void TestReportFile::templatesHoldWhatTheyPromise_data()
{
    QTest::addColumn<int>("style");
    QTest::addColumn<QList<bool>>("pictured");  ///< fails, to be reviewed, passes
    QTest::addColumn<bool>("statistics");
    QTest::newRow("short") << int(ReportTemplate::Short) << QList {false, false, false} << true;
    QTest::newRow("full") << int(ReportTemplate::Full) << QList {true, true, true} << true;
    QTest::newRow("rejects") << int(ReportTemplate::Rejects) << QList {true, false, false} << false;
}

void TestReportFile::templatesHoldWhatTheyPromise()
{
    QFETCH(int, style);
    QFETCH(QList<bool>, pictured);
    QFETCH(bool, statistics);
    const auto sample = report_tools::sample(folder(), 3);
    ReportOptions options;
    options.style = ReportTemplate(style);
    const ReportPages pages(sample.report, options, sample.evidence());
    for (int i = 0; i < 3; ++i)
        QCOMPARE(pages.pageOf(std::size_t(i)) >= 0, pictured[i]);
    writeReport(pdf(), pages);
    const QString text = pdf_tools::text(pdf());
    QCOMPARE(text.contains("Course of the lot"), statistics);
    QVERIFY(text.contains("Settings") && text.contains("Findings"));
}

void TestReportFile::logoAndHeadingStandOnEveryPage()
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

void TestReportFile::aTransparentLogoStaysTransparent_data()
{
    QTest::addColumn<int>("format");
    QTest::newRow("RGBA") << int(QImage::Format_ARGB32);
    QTest::newRow("palette") << int(QImage::Format_Indexed8);
}

void TestReportFile::aTransparentLogoStaysTransparent()
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

void TestReportFile::nothingOfAPicturesExifGetsIn()
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

void TestReportFile::anUnwritableFolderIsRefused()
{
    const auto sample = report_tools::sample(folder(), 1);
    const fs::path nowhere = folder() / "missing" / "report.pdf";
    try {
        writeReport(nowhere, ReportPages(sample.report, {}, sample.evidence()));
        QFAIL("written into a folder that isn't there");
    } catch (const inference::Error& error) {
        QCOMPARE(error.code(), inference::ErrorCode::WriteFailed);
        QCOMPARE(error.file(), nowhere);
    }
}

void TestReportFile::aFullDiskLeavesTheFormerReport()
{
    const auto sample = report_tools::sample(folder(), 3);
    std::ofstream(pdf()) << "former";
    for (const rlim_t bytes : {rlim_t(1000), rlim_t(100'000)}) {
        const FullDisk full(bytes);
        try {
            write(sample);
            QFAIL("written on a full disk");
        } catch (const inference::Error& error) {
            QCOMPARE(error.code(), inference::ErrorCode::WriteFailed);
            QCOMPARE(error.file(), pdf());
        }
    }
    QFile file(pdf_tools::textOf(pdf()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("former"));
    QCOMPARE(filesLeft(), QStringList {"report.pdf"});
}

void TestReportFile::cancelLeavesTheFormerReport()
{
    const auto sample = report_tools::sample(folder(), 5);
    std::ofstream(pdf()) << "former";
    std::stop_source stop;
    int heard = 0;
    const auto stopAtThree = [&](int done, int) {
        ++heard;
        if (done == 3)
            stop.request_stop();
    };
    QVERIFY_EXCEPTION_THROWN(writeReport(pdf(), ReportPages(sample.report, {}, sample.evidence()), stopAtThree, stop.get_token()), inference::Cancelled);
    QCOMPARE(heard, 3);
    QCOMPARE(fs::file_size(pdf()), 6u);
    QCOMPARE(filesLeft(), QStringList {"report.pdf"});
}

void TestReportFile::cancelInTheLastStepLeavesTheFormerReport()
{
    const auto sample = report_tools::sample(folder(), 1);
    const ReportPages pages(sample.report, {}, sample.evidence());
    const fs::path whole = folder() / "whole.pdf";
    writeReport(whole, pages);
    std::ofstream(pdf()) << "former";
    std::stop_source stop;
    stop.request_stop();
    std::FILE* const drawn = std::fopen(whole.c_str(), "rb");
    QVERIFY(drawn);
    QVERIFY_EXCEPTION_THROWN(assemblePdf(drawn, pdf(), pages, stop.get_token()), inference::Cancelled);
    std::fclose(drawn);
    QCOMPARE(fs::file_size(pdf()), 6u);
    QCOMPARE(filesLeft(), (QStringList {"report.pdf", "whole.pdf"}));
}

QTEST_MAIN(TestReportFile)
#include "tst_report_file.moc"
