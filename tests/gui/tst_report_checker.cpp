// A report that comes back to the desk: is it as it was sealed?

#include "app/workbench/report_checker.h"

#include "app/report/report_file.h"
#include "app/store/history_schema.h"
#include "app/store/review_log.h"
#include "tests/report_tools.h"

#include <QMessageBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace app;
namespace fs = std::filesystem;

class TestReportChecker : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();

    void aWholeReportIsSaidToBe();
    void aChangedByteIsSaid();
    void entriesAreHeldAgainstTheLogTheyComeFrom();
    void theLogOfAnotherComputerSaysNothing();
    void aFileThatIsGoneIsSaid();
    void theNewestCheckIsTold();
    void cancellingTheQuestionChecksNothing();

private:
    struct Told {
        bool fine = false;
        QString text;
    };
    Told check(ReportChecker& checker, const fs::path& pdf);
    fs::path folder() const { return m_folder.path().toStdString(); }
    PickFile answering(const QString& file) { return [file](QWidget*, const QString&, const QString&, const QString&) { return file; }; }

    QTemporaryDir m_folder;
    QWidget m_window;
    fs::path m_pdf;
    fs::path m_history;
};

void TestReportChecker::initTestCase()
{
    const auto sample = report_tools::sample(folder(), 2);
    m_history = folder() / "history" / "history.db";
    prepareHistory(m_history);
    ReviewLog log(m_history);
    log.append(std::vector {noteEntry(sample.report->parts[0].image, "B. Jones", "seen")});
    sample.report->reviews.emplace();
    sample.report->reviews->check = log.verify();
    sample.report->reviews->rows = log.rowsOf(sample.report->parts[0].image);
    sample.report->reviews->tip = {1, sample.report->reviews->rows.at(0).hash};
    m_pdf = folder() / "report.pdf";
    writeReport(m_pdf, ReportPages(sample.report, {}, sample.evidence()));
}

void TestReportChecker::cleanup()
{
    qDeleteAll(m_window.findChildren<QMessageBox*>());
}

TestReportChecker::Told TestReportChecker::check(ReportChecker& checker, const fs::path& pdf)
{
    QSignalSpy told(&checker, &ReportChecker::checked);
    checker.check(pdf);
    if (!told.wait(30000))
        return {false, "nothing was told"};
    return {told.first().at(0).toBool(), told.first().at(1).toString()};
}

void TestReportChecker::aWholeReportIsSaidToBe()
{
    ReportChecker checker(answering(QString::fromStdString(m_pdf.string())), m_history, &m_window);
    QSignalSpy told(&checker, &ReportChecker::checked);
    checker.ask();
    QVERIFY(told.wait(30000));
    QVERIFY(told.first().at(0).toBool());
    const QString text = told.first().at(1).toString();
    QVERIFY2(text.contains("vcp-inspect 0.1.0, 2 part(s)") && text.contains("Nothing in it was changed") && text.contains("still holds every entry"), qPrintable(text));
    QCOMPARE(m_window.findChildren<QMessageBox*>().size(), 1);
}

void TestReportChecker::aChangedByteIsSaid()
{
    const fs::path changed = folder() / "changed.pdf";
    fs::copy_file(m_pdf, changed);
    std::fstream file(changed, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(2000);
    file.put('~');
    file.close();
    ReportChecker checker({}, m_history, &m_window);
    const Told told = check(checker, changed);
    QVERIFY(!told.fine);
    QVERIFY2(told.text.contains("The PDF was changed after it was sealed."), qPrintable(told.text));
    QVERIFY(m_window.findChild<QMessageBox*>()->text().endsWith("is not as it was sealed."));
}

void TestReportChecker::entriesAreHeldAgainstTheLogTheyComeFrom()
{
    // A log of the same beginning whose tip record was taken away.
    const fs::path copy = folder() / "copy" / "history.db";
    fs::create_directories(copy.parent_path());
    for (const auto& file : fs::directory_iterator(m_history.parent_path()))
        if (file.path().extension() != ".tip" && file.is_regular_file())
            fs::copy_file(file.path(), copy.parent_path() / file.path().filename());
    fs::remove(reviewTipPath(copy));
    ReportChecker checker({}, copy, &m_window);
    const Told told = check(checker, m_pdf);
    QVERIFY(!told.fine);
    QVERIFY2(told.text.contains("The record of the review log's end is missing"), qPrintable(told.text));
    const QString title = m_window.findChild<QMessageBox*>()->text();
    QVERIFY2(title.startsWith("Nothing was found changed") && title.contains("not all of it could be checked"), qPrintable(title));
}

void TestReportChecker::theLogOfAnotherComputerSaysNothing()
{
    const fs::path other = folder() / "other" / "history.db";
    prepareHistory(other);
    ReviewLog(other).append(std::vector {noteEntry(std::string(64, 'a'), "C", "another")});
    ReportChecker checker({}, other, &m_window);
    const Told told = check(checker, m_pdf);
    QVERIFY2(told.fine && !told.text.contains("still holds"), qPrintable(told.text));
    ReportChecker without({}, folder() / "nowhere" / "history.db", &m_window);
    QVERIFY(check(without, m_pdf).fine);
}

void TestReportChecker::aFileThatIsGoneIsSaid()
{
    ReportChecker checker({}, m_history, &m_window);
    const Told told = check(checker, folder() / "none.pdf");
    QVERIFY(!told.fine);
    QVERIFY2(told.text.contains("none.pdf"), qPrintable(told.text));
    QVERIFY(m_window.findChild<QMessageBox*>()->text().contains("could not be checked"));
}

void TestReportChecker::theNewestCheckIsTold()
{
    ReportChecker checker({}, m_history, &m_window);
    QSignalSpy told(&checker, &ReportChecker::checked);
    checker.check(folder() / "none.pdf");
    checker.check(m_pdf);
    QVERIFY(told.wait(30000));
    QCOMPARE(told.size(), 1);
    QVERIFY(told.first().at(0).toBool());
}

void TestReportChecker::cancellingTheQuestionChecksNothing()
{
    ReportChecker checker(answering({}), m_history, &m_window);
    QSignalSpy told(&checker, &ReportChecker::checked);
    checker.ask();
    checker.check(m_pdf);
    QVERIFY(told.wait(30000));
    QCOMPARE(told.size(), 1);
}

QTEST_MAIN(TestReportChecker)
#include "tst_report_checker.moc"
