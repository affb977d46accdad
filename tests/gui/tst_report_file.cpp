// A report's PDF as a file: sound to other programs, with its fonts, links and attachment, and written whole or not at all.

#include "app/report/pdf_assembly_p.h"
#include "app/report/pdf_seal.h"
#include "app/report/report_json.h"
#include "tests/full_disk.h"
#include "tests/pdf_tools.h"
#include "written_report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace app;
namespace fs = std::filesystem;

class TestReportFile : public QObject, private WrittenReport {
    Q_OBJECT

private slots:
    void init() { renew(); }

    void everyFontIsEmbedded();
    void hasTheSizeOfItsPaper_data();
    void hasTheSizeOfItsPaper();
    void contentsAndFindingsLeadToThePages();
    void carriesItsFigures();
    void anyNameIsWritten();
    void foldersMayHaveAnyName();
    void pathsMayBeLong();
    void anUnwritableFolderIsRefused();
    void aFullDiskLeavesTheFormerReport();
    void cancelLeavesTheFormerReport();
    void cancelInTheLastStepLeavesTheFormerReport();

private:
    QStringList filesLeft() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden); }
};

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
