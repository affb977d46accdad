// What is done with the rows of the live log: pictures opened, rows copied, tables written.

#include "live_log_bench.h"

#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QToolButton>

using namespace live_log_tools;

class TestLiveLogRows : public QObject {
    Q_OBJECT

private slots:
    void init();
    void keptPicturesOpen();
    void missingPicturesSayWhy_data();
    void missingPicturesSayWhy();
    void rowsAreCopied();
    void chosenVerdictsAreExported();
    void exportThatFailsNamesTheFile();
    void exportCanBeCancelled();

private:
    QTemporaryDir m_home;
};

void TestLiveLogRows::init()
{
    freshSettings(m_home);
}

void TestLiveLogRows::keptPicturesOpen()
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

void TestLiveLogRows::missingPicturesSayWhy_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("said");
    QTest::newRow("none was kept") << "" << "" << "No picture of this verdict was kept.";
    QTest::newRow("pruned") << "/nowhere/p.png" << "5ha" << "The picture “/nowhere/p.png” is no longer there.";
    QTest::newRow("not written yet") << "/nowhere/p.png" << "" << "The picture “/nowhere/p.png” isn't there: it is still being written";
}

void TestLiveLogRows::missingPicturesSayWhy()
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

void TestLiveLogRows::rowsAreCopied()
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

void TestLiveLogRows::chosenVerdictsAreExported()
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

void TestLiveLogRows::exportThatFailsNamesTheFile()
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

void TestLiveLogRows::exportCanBeCancelled()
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

QTEST_MAIN(TestLiveLogRows)
#include "tst_live_log_rows.moc"
