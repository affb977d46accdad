// The preview's pages and the written file, as the window's services make them.
#include "app/report/pdf_seal.h"
#include "app/report/report_reader.h"
#include "app/store/database.h"
#include "app/store/review_log.h"
#include "app/workbench/report_service.h"
#include "app/workbench/report_writing.h"
#include "report_tools.h"
#include "tests/full_disk.h"

#include <QBuffer>
#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>

using namespace app;
using inference::ErrorCode;

namespace {

constexpr QSize seen {320, 452};

/// Pixels that aren't paper.
int inked(const QImage& image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixel(x, y) != qRgb(255, 255, 255);
    return count;
}

}  // namespace

class TestReportService : public QObject {
    Q_OBJECT

private slots:
    void pageIsPaintedAsLargeAsItIsWanted();
    void pagesOfPicturesAreThose();
    void newestOrderWins();
    void pageTurnedMeanwhileStopsNoLayout();
    void allFailedIsAReport();
    void newestPageWins();
    void keptPageIsTheSameImage();
    void pageThatIsNotThereIsNoAnswer();
    void forgottenOrderIsNotAnswered();
    void filesThatAreGoneAreCounted();
    void changedLogIsToldOf();
    void logThatCannotBeReadIsSaidInTheReport();
    void badLogoIsToldOf_data();
    void badLogoIsToldOf();
    void reportIsWritten();
    void cancelIsAtOnceAndLeavesNothing();
    void unwritableTargetIsAnError();
    void fullDiskKeepsTheFileBefore();
    void nextReportTakesThePlaceOfTheOneUnderWay();

private:
    ReportLayout laidOut(ReportService& service, const ReportOrder& order);
    PaintedPage painted(ReportService& service, int page);
};

ReportLayout TestReportService::laidOut(ReportService& service, const ReportOrder& order)
{
    QSignalSpy spy(&service, &ReportService::laidOut);
    const quint64 number = service.layOut(order);
    [&] { QTRY_VERIFY_WITH_TIMEOUT(!spy.isEmpty() && spy.last()[0].value<ReportLayout>().order == number, benchTimeout); }();
    return spy.isEmpty() ? ReportLayout() : spy.last()[0].value<ReportLayout>();
}

PaintedPage TestReportService::painted(ReportService& service, int page)
{
    QSignalSpy spy(&service, &ReportService::painted);
    service.wantPage(page, seen);
    [&] { QTRY_VERIFY_WITH_TIMEOUT(!spy.isEmpty(), benchTimeout); }();
    return spy.isEmpty() ? PaintedPage() : spy.last()[0].value<PaintedPage>();
}

void TestReportService::pageIsPaintedAsLargeAsItIsWanted()
{
    ReportBench bench;
    bench.inspect(2);
    ReportService service;
    const ReportLayout layout = laidOut(service, bench.order());
    QVERIFY(layout.pages >= 4);
    QVERIFY(std::abs(double(layout.paper.height()) / layout.paper.width() - 1.414) < 0.01);
    QCOMPARE(layout.log->finding, ReviewFinding::Intact);
    const PaintedPage page = painted(service, 0);
    QCOMPARE(page.order, layout.order);
    QCOMPARE(page.page, 0);
    QCOMPARE(page.image.size(), seen);
    QVERIFY(inked(page.image) > 500);
    const PaintedPage contents = painted(service, 1);
    QVERIFY(!contents.links.empty());
    QVERIFY(contents.links.front().page > 1);
}

void TestReportService::pagesOfPicturesAreThose()
{
    ReportBench bench;
    bench.inspect(6);
    ReportService service;
    ReportForm form;
    form.pictured = PicturedParts::Fail;
    const int three = laidOut(service, bench.order(form)).pages;
    form.pictured = PicturedParts::All;
    QCOMPARE(laidOut(service, bench.order(form)).pages, three + 3);
    form.options.picturesPerPage = 2;
    QCOMPARE(laidOut(service, bench.order(form)).pages, three);
    form.options.paper = ReportPaper::Letter;
    const QSize paper = laidOut(service, bench.order(form)).paper;
    QCOMPARE(paper, QSize(6120, 7920));
}

void TestReportService::newestOrderWins()
{
    ReportBench bench;
    bench.inspect(2);
    ReportService service;
    QSignalSpy spy(&service, &ReportService::laidOut);
    QList<quint64> numbers;
    for (int i = 0; i < 5; ++i)
        numbers.append(service.layOut(bench.order()));
    QTRY_VERIFY_WITH_TIMEOUT(!spy.isEmpty() && spy.last()[0].value<ReportLayout>().order == numbers.last(), benchTimeout);
    QVERIFY(std::ranges::is_sorted(numbers));
    QCOMPARE(painted(service, 0).order, numbers.last());
}

void TestReportService::pageTurnedMeanwhileStopsNoLayout()
{
    ReportBench bench;
    bench.inspect(4);
    ReportService service;
    laidOut(service, bench.order());
    QSignalSpy spy(&service, &ReportService::laidOut);
    const quint64 number = service.layOut(bench.order());
    QElapsedTimer clock;
    clock.start();
    for (int page = 0; spy.isEmpty() && clock.elapsed() < benchTimeout; page = (page + 1) % 3) {
        service.wantPage(page, seen);
        QCoreApplication::processEvents();
    }
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy[0][0].value<ReportLayout>().order, number);
}

void TestReportService::allFailedIsAReport()
{
    ReportBench bench;
    for (const char* const name : {"a.png", "b.png"}) {
        QFile file(bench.folder.path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no picture");
    }
    bench.inspect(0);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*bench.session), benchTimeout);
    ReportService service;
    ReportForm form;
    form.pictured = PicturedParts::All;
    const ReportLayout layout = laidOut(service, bench.order(form));
    for (int page = 0; page < layout.pages; ++page)
        QVERIFY(inked(painted(service, page).image) > 100);
}

void TestReportService::newestPageWins()
{
    ReportBench bench;
    bench.inspect(8);
    ReportService service;
    const int pages = laidOut(service, bench.order()).pages;
    QSignalSpy spy(&service, &ReportService::painted);
    for (int page = 0; page < pages; ++page)
        service.wantPage(page, seen);
    QTRY_VERIFY_WITH_TIMEOUT(!spy.isEmpty() && spy.last()[0].value<PaintedPage>().page == pages - 1, benchTimeout);
    QVERIFY(spy.size() < pages);
}

void TestReportService::keptPageIsTheSameImage()
{
    ReportBench bench;
    bench.inspect(4);
    ReportService service;
    laidOut(service, bench.order());
    const qint64 key = painted(service, 1).image.cacheKey();
    painted(service, 2);
    QCOMPARE(painted(service, 1).image.cacheKey(), key);
    laidOut(service, bench.order());
    QVERIFY(painted(service, 1).image.cacheKey() != key);
}

void TestReportService::pageThatIsNotThereIsNoAnswer()
{
    ReportBench bench;
    bench.inspect(1);
    ReportService service;
    QSignalSpy spy(&service, &ReportService::painted), failed(&service, &ReportService::failed);
    service.wantPage(0, seen);  // nothing is laid out
    const int pages = laidOut(service, bench.order()).pages;
    service.wantPage(pages, seen);
    service.wantPage(-1, seen);
    service.wantPage(0, {});
    QCOMPARE(painted(service, 0).page, 0);
    QCOMPARE(spy.size(), 1);
    QCOMPARE(failed.size(), 0);
}

void TestReportService::forgottenOrderIsNotAnswered()
{
    ReportBench bench;
    bench.inspect(1);
    ReportService service;
    laidOut(service, bench.order());
    QSignalSpy spy(&service, &ReportService::painted);
    service.forget();
    service.wantPage(0, seen);
    laidOut(service, bench.order());
    QCOMPARE(spy.size(), 0);
}

void TestReportService::filesThatAreGoneAreCounted()
{
    ReportBench bench;
    bench.inspect(6);
    ReportService service;
    for (const char* const name : {"part_001.png", "part_003.png", "part_004.png"})  // the last one passes: it has no page
        QVERIFY(QFile::remove(bench.folder.path(name)));
    QSignalSpy spy(&service, &ReportService::filesChecked);
    ReportForm form;
    form.pictured = PicturedParts::Fail;
    const ReportLayout layout = laidOut(service, bench.order(form));
    const PaintedPage page = painted(service, layout.pages - 3);
    QVERIFY(inked(page.image) > 100);  // it says why there is no picture
    QTRY_VERIFY_WITH_TIMEOUT(!spy.isEmpty(), benchTimeout);
    const auto missing = spy.last()[0].value<MissingFiles>();
    QCOMPARE(missing.order, layout.order);
    QCOMPARE(missing.count, 2);
    QCOMPARE(missing.first, "part_001.png");
}

void TestReportService::changedLogIsToldOf()
{
    ReportBench bench;
    bench.inspect(1);
    ReportService service;
    ReviewLog(bench.folder.history()).append(std::vector {noteEntry(bench.session->part(0).image, "Anna", "good")});
    QCOMPARE(laidOut(service, bench.order()).log->finding, ReviewFinding::Intact);
    ReviewLog(bench.folder.history()).append(std::vector {noteEntry(bench.session->part(0).image, "Anna", "better")});
    Database database(bench.folder.history());
    database.execute(QStringLiteral("DROP TRIGGER review_no_update"));
    database.execute(QStringLiteral("UPDATE review SET operator = 'Otto' WHERE id = 1"));
    const ReportLayout layout = laidOut(service, bench.order());
    QCOMPARE(layout.log->finding, ReviewFinding::RowChanged);
    QVERIFY(!layout.logError);
}

void TestReportService::logThatCannotBeReadIsSaidInTheReport()
{
    ReportBench bench;
    bench.inspect(1);
    std::filesystem::remove(bench.folder.history());
    QVERIFY(std::filesystem::create_directory(bench.folder.history()));  // there, and no database
    ReportService service;
    const ReportLayout layout = laidOut(service, bench.order());
    QVERIFY(layout.logError && !layout.log);
    ReportWriting writing;
    QSignalSpy finished(&writing, &ReportWriting::finished);
    int unreadable = 0;
    connect(&writing, &ReportWriting::logUnreadable, this, [&unreadable] { ++unreadable; });
    const QString file = bench.folder.home("report.pdf");
    writing.start(bench.order(), file.toStdString());
    QVERIFY(finished.wait(benchTimeout));
    QCOMPARE(unreadable, 1);
    QVERIFY(attachedReport(file.toStdString()).value_or(std::string()).find("\"review_log_unread\": true") != std::string::npos);
}

void TestReportService::badLogoIsToldOf_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("fine");
    QImage image(30, 20, QImage::Format_RGB32);
    image.fill(Qt::blue);
    QByteArray png;
    QBuffer buffer(&png);
    image.save(&buffer, "PNG");
    QTest::newRow("fine") << png << true;
    QTest::newRow("cut") << png.left(png.size() / 2) << false;
    QTest::newRow("no image") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestReportService::badLogoIsToldOf()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, fine);
    ReportBench bench;
    bench.inspect(1);
    ReportForm form;
    form.logoFile = bench.folder.home("logo.png");
    QFile file(form.logoFile);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
    file.close();
    ReportService service;
    const ReportLayout layout = laidOut(service, bench.order(form));
    QCOMPARE(layout.logo.isNull(), !fine);
    QCOMPARE(layout.logoError.has_value(), !fine);
    QVERIFY(layout.pages > 0);
    form.logoFile.clear();
    const ReportLayout without = laidOut(service, bench.order(form));
    QVERIFY(without.logo.isNull() && !without.logoError);
}

void TestReportService::reportIsWritten()
{
    ReportBench bench;
    bench.inspect(5);
    ReportWriting writing;
    QSignalSpy progressed(&writing, &ReportWriting::progressed), finished(&writing, &ReportWriting::finished);
    ReportForm form;
    form.product = "Gear";
    form.lot = "7";
    form.redaction.names = Redaction::Names::Numbers;
    const QString file = bench.folder.home("report.pdf");
    writing.start(bench.order(form), file.toStdString());
    QVERIFY(writing.isRunning());
    QVERIFY(finished.wait(benchTimeout));
    QVERIFY(!writing.isRunning());
    QVERIFY(!progressed.isEmpty());
    const int pages = finished[0][1].toInt();
    QCOMPARE(progressed.last()[0].toInt(), pages);
    QCOMPARE(progressed.last()[1].toInt(), pages);
    const QByteArray bytes = bytesOf(file);
    QVERIFY(bytes.startsWith("%PDF-"));
    QCOMPARE(checkPdfSeal(file.toStdString()), PdfSeal::Whole);
    QVERIFY(!bytes.contains(bench.folder.folder().toUtf8()));
    const std::string json = attachedReport(file.toStdString()).value_or(std::string());
    QVERIFY(json.find("\"product\": \"Gear\"") != std::string::npos);
    QVERIFY(json.find("part 0005") != std::string::npos);
    QVERIFY(json.find("part_004") == std::string::npos);
}

void TestReportService::cancelIsAtOnceAndLeavesNothing()
{
    ReportBench bench;
    bench.inspect(20);
    const QString folder = bench.folder.home("out");
    QVERIFY(QDir().mkpath(folder));
    {
        ReportWriting writing;
        QSignalSpy finished(&writing, &ReportWriting::finished), cancelled(&writing, &ReportWriting::cancelled);
        writing.start(bench.order(), (folder + "/report.pdf").toStdString());
        writing.cancel();
        QCOMPARE(cancelled.size(), 1);
        QVERIFY(!writing.isRunning());
        writing.cancel();
        QCOMPARE(cancelled.size(), 1);
        QCOMPARE(finished.size(), 0);
    }
    QVERIFY(QDir(folder).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
}

void TestReportService::unwritableTargetIsAnError()
{
    ReportBench bench;
    bench.inspect(1);
    ReportWriting writing;
    QSignalSpy failed(&writing, &ReportWriting::failed);
    std::optional<inference::Error> failure;
    connect(&writing, &ReportWriting::failed, this, [&failure](const inference::Error& error) { failure = error; });
    const QString file = bench.folder.path("part_000.png") + "/report.pdf";  // a file is no folder
    writing.start(bench.order(), file.toStdString());
    QVERIFY(failed.wait(benchTimeout));
    QCOMPARE(failure->code(), ErrorCode::WriteFailed);
    QCOMPARE(failure->file(), std::filesystem::path(file.toStdString()));
}

void TestReportService::fullDiskKeepsTheFileBefore()
{
    ReportBench bench;
    bench.inspect(6);
    const QString folder = bench.folder.home("out"), file = folder + "/report.pdf";
    QVERIFY(QDir().mkpath(folder));
    QFile before(file);
    QVERIFY(before.open(QIODevice::WriteOnly));
    before.write("yesterday's");
    before.close();
    ReportWriting writing;
    QSignalSpy failed(&writing, &ReportWriting::failed);
    std::optional<inference::Error> failure;
    connect(&writing, &ReportWriting::failed, this, [&failure](const inference::Error& error) { failure = error; });
    {
        const FullDisk full(2000);
        writing.start(bench.order(), file.toStdString());
        QVERIFY(failed.wait(benchTimeout));
    }
    QCOMPARE(failure->code(), ErrorCode::WriteFailed);
    QCOMPARE(bytesOf(file), "yesterday's");
    QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList {"report.pdf"});
}

void TestReportService::nextReportTakesThePlaceOfTheOneUnderWay()
{
    ReportBench bench;
    bench.inspect(4);
    ReportWriting writing;
    QSignalSpy finished(&writing, &ReportWriting::finished), cancelled(&writing, &ReportWriting::cancelled);
    const QString first = bench.folder.home("first.pdf"), second = bench.folder.home("second.pdf");
    writing.start(bench.order(), first.toStdString());
    writing.start(bench.order(), second.toStdString());
    QVERIFY(finished.wait(benchTimeout));
    QCOMPARE(finished[0][0].value<std::filesystem::path>(), std::filesystem::path(second.toStdString()));
    QVERIFY(!QFile::exists(first));
    QVERIFY(cancelled.isEmpty());
}

QTEST_MAIN(TestReportService)
#include "tst_report_service.moc"
