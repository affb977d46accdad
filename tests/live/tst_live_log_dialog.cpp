// The window Live Log over real histories: what it shows, what it offers, and that none of it is read in its own thread.

#include "live_log_bench.h"

#include <QFile>

using namespace live_log_tools;

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
    void columnsComeBack();
    void languageCanChange();

private:
    QTemporaryDir m_home;
};

void TestLiveLogDialog::init()
{
    freshSettings(m_home);
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

void TestLiveLogDialog::columnsComeBack()
{
    const LogPlace place;
    place.append(rows(1, 8));
    int height = 0;
    {
        Bench bench(place.path);
        bench.show();
        QVERIFY(bench.window().table().columnWidth(LiveLogModel::TimeColumn) > 60);
        bench.window().table().setColumnWidth(LiveLogModel::SourceColumn, 321);
        bench.window().resize(700, 450);
        height = bench.window().height();
        bench.window().close();
        QVERIFY(!bench.settings.liveLogGeometry().isEmpty());
        bench.settings.flush();
    }
    Bench bench(place.path);
    bench.show();
    QCOMPARE(bench.window().table().columnWidth(LiveLogModel::SourceColumn), 321);
    QCOMPARE(bench.window().height(), height);
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
