// What a report says: of its parts as a whole, with few parts and with none, in each language and by each template.

#include "tests/pdf_tools.h"
#include "written_report.h"

#include <QTranslator>
#include <QtTest>

using namespace app;

class TestReportText : public QObject, private WrittenReport {
    Q_OBJECT

private slots:
    void init() { renew(); }

    void saysWhatTheReportHolds();
    void aLogThatCouldNotBeReadIsSaid();
    void aReportWithoutPartsIsWhole();
    void aReportOfFailuresOnlyIsWhole();
    void speaksEveryLanguageOfTheProgram_data();
    void speaksEveryLanguageOfTheProgram();
    void statisticsAreLinesAndSurfaces();
    void drawnPartsSpeakForAll();
    void howFarPeopleAgreeStandsInTheStatistics();
    void templatesHoldWhatTheyPromise_data();
    void templatesHoldWhatTheyPromise();
};

void TestReportText::saysWhatTheReportHolds()
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

void TestReportText::aLogThatCouldNotBeReadIsSaid()
{
    const auto sample = report_tools::sample(folder(), 1);
    sample.report->reviews = unreadReviews();
    write(sample);
    const QString text = pdf_tools::text(pdf()).simplified();
    QVERIFY2(text.contains("The review log could not be read when this report was made"), qPrintable(text));
    QVERIFY(!text.contains("There is no review log"));
}

void TestReportText::aReportWithoutPartsIsWhole()
{
    const auto report = std::make_shared<app::Report>(report_tools::emptyReport());
    write(report, {});
    QVERIFY(pdf_tools::isSound(pdf()));
    const QString text = pdf_tools::text(pdf()).simplified();
    QVERIFY(text.contains("No part was inspected."));
    QVERIFY(text.contains("No part could be judged"));
}

void TestReportText::aReportOfFailuresOnlyIsWhole()
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

void TestReportText::speaksEveryLanguageOfTheProgram_data()
{
    QTest::addColumn<QStringList>("said");
    // dates too, whatever the system speaks
    QTest::newRow("zh_CN") << QStringList {"检测报告", "目录", "统计", "不合格", "达到或高于 0.60 为不合格", "批次走势", "未能检测", "2026年5月1日"};
    QTest::newRow("ja") << QStringList {"検査レポート", "目次", "統計", "不合格", "2026年5月1日"};
    QTest::newRow("de") << QStringList {"Prüfbericht", "Inhalt", "Statistik", "n. i. O.", "1. Mai 2026"};
}

void TestReportText::speaksEveryLanguageOfTheProgram()
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

void TestReportText::statisticsAreLinesAndSurfaces()
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

void TestReportText::drawnPartsSpeakForAll()
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

void TestReportText::howFarPeopleAgreeStandsInTheStatistics()
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

void TestReportText::templatesHoldWhatTheyPromise_data()
{
    QTest::addColumn<int>("style");
    QTest::addColumn<QList<bool>>("pictured");  ///< fails, to be reviewed, passes
    QTest::addColumn<bool>("statistics");
    QTest::newRow("short") << int(ReportTemplate::Short) << QList {false, false, false} << true;
    QTest::newRow("full") << int(ReportTemplate::Full) << QList {true, true, true} << true;
    QTest::newRow("rejects") << int(ReportTemplate::Rejects) << QList {true, false, false} << false;
}

void TestReportText::templatesHoldWhatTheyPromise()
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

QTEST_MAIN(TestReportText)
#include "tst_report_text.moc"
