// The window Live Log over real histories: what it shows, what it offers, and that none of it is read in its own thread.

#include "app/workbench/live_log_dialog.h"
#include "app/workbench/live_log_filter_bar.h"
#include "app/workbench/live_log_model.h"
#include "app/workbench/live_log_presenter.h"
#include "app/workbench/tsv_table.h"
#include "live_log_tools.h"
#include "widgets/notice_bar.h"
#include "widgets/progress_strip.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QToolButton>

#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

using namespace live_log_tools;

namespace {

constexpr int longTime = 30000;

/// Notes the threads that read, and can hold them.
class Gate {
public:
    std::function<void()> begins()
    {
        return [this] {
            std::unique_lock lock(m_mutex);
            m_threads.insert(std::this_thread::get_id());
            m_changed.notify_all();
            m_changed.wait(lock, [this] { return !m_held; });
        };
    }
    void hold(bool held)
    {
        const std::lock_guard lock(m_mutex);
        m_held = held;
        m_changed.notify_all();
    }
    void waitForReader()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_threads.empty(); });
    }
    std::set<std::thread::id> threads()
    {
        const std::lock_guard lock(m_mutex);
        return m_threads;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::set<std::thread::id> m_threads;
    bool m_held = false;
};

/// A log's window over a history, with what it asked of the desktop.
struct Bench {
    Gate gate;
    Settings settings;
    QString target;  ///< what the person chooses
    QStringList shownFolders;
    LiveLogPresenter presenter;
    QSignalSpy first, counted, failed;

    explicit Bench(const std::filesystem::path& history)
        : presenter(settings, {history, [this](QWidget*, const QString&, const QString&, const QString&) { return target; },
                               [this](const QString& folder) { shownFolders << folder; }, gate.begins()})
        , first(&presenter.reader(), &LiveLogReader::firstRead)
        , counted(&presenter.reader(), &LiveLogReader::counted)
        , failed(&presenter.reader(), &LiveLogReader::readFailed)
    {
    }
    ~Bench() { gate.hold(false); }

    LiveLogDialog& window() { return *presenter.window(); }
    int rows() { return window().model().rowCount(); }
    void show()
    {
        presenter.showWindow();
        waitUntilRead(1);
    }
    void waitUntilRead(int times)
    {
        QTRY_VERIFY_WITH_TIMEOUT(first.count() + failed.count() >= times, longTime);
        QTRY_VERIFY_WITH_TIMEOUT(failed.count() > 0 || counted.count() >= times, longTime);
    }
    void choose(int row)
    {
        window().table().setCurrentIndex(window().model().index(row, 0));
    }
    QString notice() { return window().notices().text(); }
};

}  // namespace

class TestLiveLogDialog : public QObject {
    Q_OBJECT

private slots:
    void init();
    void newestStandFirstAndAreCounted();
    void nothingIsReadInTheWindowsThread();
    void hundredThousandAreReadInPages();
    void filterNarrowsRowsAndCounts();
    void runsCanBeChosen();
    void emptyLogsSayWhy();
    void damagedHistoryIsNamed();
    void newVerdictsAreOffered();
    void firstVerdictComesByItself();
    void keptPicturesOpen();
    void missingPicturesSayWhy_data();
    void missingPicturesSayWhy();
    void rowsAreCopied();
    void chosenVerdictsAreExported();
    void exportThatFailsNamesTheFile();
    void exportCanBeCancelled();
    void columnsComeBack();
    void languageCanChange();
};

void TestLiveLogDialog::init()
{
    QStandardPaths::setTestModeEnabled(true);
    QLocale::setDefault(QLocale::c());
    Settings().clear();
}

void TestLiveLogDialog::newestStandFirstAndAreCounted()
{
    const LogPlace place;
    place.append(rows(1, 8));
    Bench bench(place.path);
    bench.show();
    QCOMPARE(bench.rows(), 8);
    QCOMPARE(bench.window().model().row(0).number, 8u);
    QCOMPARE(bench.window().countsLine(), QString("Verdicts: 8 · 2 pass · 2 review · 2 fail · 2 not judged"));
    QCOMPARE(bench.window().emptyText(), QString());
}

void TestLiveLogDialog::nothingIsReadInTheWindowsThread()
{
    const LogPlace place;
    place.append(rows(1, 8));
    Bench bench(place.path);
    bench.gate.hold(true);
    bench.presenter.showWindow();
    bench.gate.waitForReader();
    // The history is held, and the window goes on: it is painted and hears keys.
    QVERIFY(QTest::qWaitForWindowExposed(&bench.window()));
    bool heard = false;
    QMetaObject::invokeMethod(this, [&] { heard = true; }, Qt::QueuedConnection);
    QTRY_VERIFY(heard);
    QCOMPARE(bench.rows(), 0);
    bench.gate.hold(false);
    bench.waitUntilRead(1);
    QCOMPARE(bench.rows(), 8);
    QVERIFY(!bench.gate.threads().contains(std::this_thread::get_id()));
}

void TestLiveLogDialog::hundredThousandAreReadInPages()
{
    const LogPlace place;
    place.append(rows(1, 100'000));
    Bench bench(place.path);
    bench.show();
    QCOMPARE(bench.rows(), LiveLogReader::pageRows);
    QVERIFY(bench.window().countsLine().startsWith("Verdicts: 100000 · 25000 pass"));
    QSignalSpy more(&bench.presenter.reader(), &LiveLogReader::moreRead);
    for (int page = 2; page <= 5; ++page) {
        bench.window().table().scrollToBottom();
        QTRY_COMPARE_WITH_TIMEOUT(bench.rows(), page * LiveLogReader::pageRows, longTime);
        QCOMPARE(more.count(), page - 1);
    }
    for (int row = 0; row < bench.rows(); ++row)
        QCOMPARE(bench.window().model().row(row).id, 100'000 - row);
    QVERIFY(!bench.gate.threads().contains(std::this_thread::get_id()));
}

void TestLiveLogDialog::filterNarrowsRowsAndCounts()
{
    const LogPlace place;
    place.append(rows(1, 400));
    Bench bench(place.path);
    bench.show();
    bench.window().filterBar().setResult(LiveFilter::Result::Fail);
    emit bench.window().filterBar().changed();
    bench.waitUntilRead(2);
    QCOMPARE(bench.rows(), 100);
    for (int row = 0; row < bench.rows(); ++row)
        QCOMPARE(bench.window().model().row(row).verdict, std::optional(inference::Verdict::Fail));
    QCOMPARE(bench.window().countsLine(), QString("Verdicts: 100 · 0 pass · 0 review · 100 fail · 0 not judged"));
}

void TestLiveLogDialog::runsCanBeChosen()
{
    const LogPlace place;
    place.append(rows(1, 3, "20261126T000000000Z-a"));
    place.append(rows(1, 5, "20261127T000000000Z-b"));
    Bench bench(place.path);
    bench.show();
    bench.window().filterBar().setRun("20261126T000000000Z-a");
    bench.presenter.refresh();
    bench.waitUntilRead(2);
    QCOMPARE(bench.rows(), 3);
    QCOMPARE(bench.window().model().row(0).run, std::string("20261126T000000000Z-a"));
}

void TestLiveLogDialog::emptyLogsSayWhy()
{
    const LogPlace place;
    Bench bench(place.path);
    bench.show();
    QVERIFY(bench.window().emptyText().startsWith("No live verdict yet."));
    QVERIFY(!bench.window().exportButton()->isEnabled());
    place.append(rows(1, 2));
    bench.window().filterBar().setResult(LiveFilter::Result::Fail);
    bench.window().filterBar().setPeriod(LiveLogFilterBar::Period::Between);
    bench.window().filterBar().setBounds(QDateTime({2020, 1, 1}, {0, 0}), QDateTime({2020, 1, 2}, {0, 0}));
    bench.presenter.refresh();
    bench.waitUntilRead(2);
    QVERIFY(bench.window().emptyText().startsWith("Nothing matches."));

    Bench none(place.folder.filePath("none/history.db").toStdString());
    none.show();
    QVERIFY(none.window().emptyText().startsWith("No history yet."));
    QVERIFY(none.window().emptyText().contains("none/history.db"));
    Bench without({});
    without.show();
    QVERIFY(without.window().emptyText().startsWith("No history yet."));
}

void TestLiveLogDialog::damagedHistoryIsNamed()
{
    const LogPlace place;
    place.append(rows(1, 8));
    for (const char* const ending : {"-wal", "-shm"})
        QFile::remove(QString::fromStdString(place.beside(ending).string()));
    QFile file(QString::fromStdString(place.path.string()));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    Bench bench(place.path);
    QSignalSpy damaged(&bench.presenter, &LiveLogPresenter::historyDamaged);
    bench.show();
    QVERIFY2(bench.window().emptyText().startsWith("The live log can't be read."), qPrintable(bench.window().emptyText()));
    QVERIFY(bench.window().emptyText().contains(file.fileName()));
    QCOMPARE(damaged.count(), 1);
    QCOMPARE(bench.window().countsLine(), QString());
}

void TestLiveLogDialog::newVerdictsAreOffered()
{
    const LogPlace place;
    place.append(rows(1, 8));
    Bench bench(place.path);
    bench.show();
    QSignalSpy newer(&bench.presenter.reader(), &LiveLogReader::newerFound);
    place.append(rows(9, 20));
    bench.presenter.look();
    QTRY_VERIFY_WITH_TIMEOUT(newer.count() > 0, longTime);
    QCOMPARE(bench.rows(), 8);  // nothing moved
    QVERIFY(bench.window().newerButton()->isVisible());
    QCOMPARE(bench.window().newerButton()->text(), QString("Show New Verdicts: 12"));
    bench.window().newerButton()->click();
    bench.waitUntilRead(2);
    QCOMPARE(bench.rows(), 20);
    QVERIFY(!bench.window().newerButton()->isVisible());
}

void TestLiveLogDialog::firstVerdictComesByItself()
{
    const LogPlace place;
    Bench bench(place.path);
    bench.show();
    place.append(rows(1, 1));
    bench.presenter.look();
    bench.waitUntilRead(2);
    QCOMPARE(bench.rows(), 1);
    QCOMPARE(bench.window().emptyText(), QString());
}

void TestLiveLogDialog::keptPicturesOpen()
{
    const LogPlace place;
    const QString picture = place.folder.filePath("kept.png");
    QFile file(picture);
    QVERIFY(file.open(QFile::WriteOnly));
    LiveRow row = rowOf(2);
    row.path = picture.toStdString();
    place.append({row});
    Bench bench(place.path);
    bench.show();
    QSignalSpy wanted(&bench.presenter, &LiveLogPresenter::pictureWanted);
    bench.choose(0);
    QTest::keyClick(&bench.window().table(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(wanted.count(), 1, longTime);
    QCOMPARE(wanted.first().first().toString(), picture);
    bench.window().folderAction()->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(bench.shownFolders, QStringList {place.folder.path()}, longTime);
    QCOMPARE(bench.notice(), QString());
}

void TestLiveLogDialog::missingPicturesSayWhy_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("said");
    QTest::newRow("none was kept") << "" << "" << "No picture of this verdict was kept.";
    QTest::newRow("pruned") << "/nowhere/p.png" << "5ha" << "The picture “/nowhere/p.png” is no longer there.";
    QTest::newRow("not written yet") << "/nowhere/p.png" << "" << "The picture “/nowhere/p.png” isn't there: it is still being written";
}

void TestLiveLogDialog::missingPicturesSayWhy()
{
    QFETCH(QString, path);
    QFETCH(QString, image);
    QFETCH(QString, said);
    const LogPlace place;
    place.append(rows(2, 2));
    LiveLog(place.path).setImage(rowOf(2).run, 2, image.toStdString(), path.toStdString());
    Bench bench(place.path);
    bench.show();
    QSignalSpy wanted(&bench.presenter, &LiveLogPresenter::pictureWanted);
    bench.choose(0);
    QCOMPARE(bench.window().folderAction()->isEnabled(), !path.isEmpty());
    bench.window().openAction()->trigger();
    QTRY_VERIFY2_WITH_TIMEOUT(bench.notice().startsWith(said), qPrintable(bench.notice()), longTime);
    QCOMPARE(wanted.count(), 0);
}

void TestLiveLogDialog::rowsAreCopied()
{
    const LogPlace place;
    place.append(rows(1, 8));
    Bench bench(place.path);
    bench.show();
    bench.window().table().selectRow(2);
    QTest::keyClick(&bench.window().table(), Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QGuiApplication::clipboard()->text().split('\n');
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines.first().split('\t').size(), int(LiveLogModel::columnsCount));
    QVERIFY(lines.at(1).contains("\tFail\t0.250\t2\t1006\t60\tpart at rest\tCamera 1\t12.3\t"));
}

void TestLiveLogDialog::chosenVerdictsAreExported()
{
    const LogPlace place;
    place.append(rows(1, 1000));
    Bench bench(place.path);
    bench.show();
    bench.window().filterBar().setResult(LiveFilter::Result::Fail);
    bench.presenter.refresh();
    bench.waitUntilRead(2);
    QSignalSpy written(&bench.presenter.reader(), &LiveLogReader::written);
    bench.window().exportButton()->click();
    QVERIFY(!bench.presenter.reader().isWriting());  // the person thought better of it
    bench.target = place.folder.filePath("log.csv");
    bench.window().exportButton()->click();
    QVERIFY(!bench.window().exportButton()->isEnabled());
    QTRY_COMPARE_WITH_TIMEOUT(written.count(), 1, longTime);
    QFile file(bench.target);
    QVERIFY(file.open(QFile::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 251);
    QVERIFY(bench.notice().contains(bench.target) && bench.notice().endsWith("250"));
    QVERIFY(bench.window().exportButton()->isEnabled());
    QVERIFY(!bench.window().progress().isVisible());
    emit bench.window().notices().actionWanted("export", 0);
    QCOMPARE(bench.shownFolders, QStringList {place.folder.path()});
}

void TestLiveLogDialog::exportThatFailsNamesTheFile()
{
    const LogPlace place;
    place.append(rows(1, 8));
    Bench bench(place.path);
    bench.show();
    QSignalSpy failed(&bench.presenter.reader(), &LiveLogReader::writingFailed);
    bench.target = place.folder.filePath("no such folder/log.csv");
    bench.window().exportButton()->click();
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, longTime);
    QVERIFY2(bench.notice().contains(bench.target), qPrintable(bench.notice()));
    QVERIFY(bench.window().exportButton()->isEnabled());
}

void TestLiveLogDialog::exportCanBeCancelled()
{
    const LogPlace place;
    place.append(rows(1, 8));
    Bench bench(place.path);
    bench.show();
    QSignalSpy written(&bench.presenter.reader(), &LiveLogReader::written);
    bench.gate.hold(true);
    bench.target = place.folder.filePath("log.csv");
    bench.window().exportButton()->click();
    QVERIFY(bench.window().progress().isVisible());
    bench.window().progress().findChild<QToolButton*>()->click();
    QVERIFY(!bench.window().progress().isVisible());
    QVERIFY(bench.window().exportButton()->isEnabled());
    bench.gate.hold(false);
    // The next one waits for the thread of the one before.
    bench.target = place.folder.filePath("second.csv");
    bench.window().exportButton()->click();
    QTRY_COMPARE_WITH_TIMEOUT(written.count(), 1, longTime);
    QVERIFY(!QFile::exists(place.folder.filePath("log.csv")));
    QVERIFY(QFile::exists(bench.target));
}

void TestLiveLogDialog::columnsComeBack()
{
    const LogPlace place;
    place.append(rows(1, 8));
    QSize size;
    {
        Bench bench(place.path);
        bench.show();
        QVERIFY(bench.window().table().columnWidth(LiveLogModel::TimeColumn) > 60);
        bench.window().table().setColumnWidth(LiveLogModel::SourceColumn, 321);
        bench.window().resize(900, 500);
        size = bench.window().size();
        bench.window().close();
        QVERIFY(!bench.settings.liveLogGeometry().isEmpty());
        bench.settings.flush();
    }
    Bench bench(place.path);
    bench.show();
    QCOMPARE(bench.window().table().columnWidth(LiveLogModel::SourceColumn), 321);
    QCOMPARE(bench.window().size(), size);
}

void TestLiveLogDialog::languageCanChange()
{
    const LogPlace place;
    Bench bench(place.path);
    bench.show();
    const QString before = bench.window().emptyText();
    QEvent change(QEvent::LanguageChange);
    QCoreApplication::sendEvent(&bench.window(), &change);
    QCOMPARE(bench.window().emptyText(), before);
    QCOMPARE(bench.window().windowTitle(), QString("Live Log"));
}

QTEST_MAIN(TestLiveLogDialog)
#include "tst_live_log_dialog.moc"
