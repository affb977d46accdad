// What is to be known of the history is said without being asked for, and only as long as it holds.
#include "app/workbench/history_presenter.h"
#include "app/workbench/main_actions.h"
#include "bench_tools.h"
#include "tests/full_disk.h"
#include "widgets/notice_bar.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTimer>
#include <QWidget>


using namespace app;
using inference::Error;
using inference::ErrorCode;
using inference::Label;

namespace {

const std::string image(64, 'a');

/// On a connection of its own, as somebody does it who goes round the program.
void sql(const std::filesystem::path& path, const QStringList& statements)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", "raw");
        database.setDatabaseName(QString::fromStdString(path.string()));
        QVERIFY(database.open());
        QSqlQuery query(database);
        for (const QString& statement : statements)
            QVERIFY2(query.exec(statement), qPrintable(statement));
    }
    QSqlDatabase::removeDatabase("raw");
}

}  // namespace

class TestHistoryPresenter : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void wholeLogIsPassedOver();
    void logThatIsNotWholeIsSaid_data();
    void logThatIsNotWholeIsSaid();
    void rowsThatDoNotFitAreSaidWhenTheyAreWritten();
    void personWhoAsksGetsAnAnswer();
    void noticeOfWhatIsNotKeptIsWithdrawn();
    void damageMetByTheInspectionsIsSetAside();
    void nothingIsAskedForWhatIsOnItsWay();
    void whatTheDiskRefusesIsAskedFor();

private:
    void start();
    QString notice() const { return m_notices->isHidden() ? QString() : m_notices->text(); }
    std::filesystem::path path() const { return m_folder->history(); }

    std::unique_ptr<BenchFolder> m_folder;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<WhatIfService> m_whatIf;
    std::unique_ptr<HistoryService> m_history;
    MainActions* m_actions = nullptr;
    widgets::NoticeBar* m_notices = nullptr;
    HistoryPresenter* m_presenter = nullptr;
};

void TestHistoryPresenter::init()
{
    m_folder = std::make_unique<BenchFolder>();
    ReviewLog log(path());
    for (int i = 0; i < 5; ++i)
        log.append(std::vector {noteEntry(image, "Anna", std::to_string(i)), labelEntry(image, "Anna", Label::Good)});
}

void TestHistoryPresenter::cleanup()
{
    m_history.reset();
    m_window.reset();
    m_whatIf.reset();
    m_session.reset();
    m_folder.reset();
}

/// Until the log has been opened and checked.
void TestHistoryPresenter::start()
{
    m_window = std::make_unique<QWidget>();
    m_session = std::make_unique<Session>();
    m_whatIf = std::make_unique<WhatIfService>();
    m_history = std::make_unique<HistoryService>(path());
    m_actions = new MainActions(m_window.get());
    m_notices = new widgets::NoticeBar(m_window.get());
    m_presenter = new HistoryPresenter(*m_session, *m_history, *m_whatIf, *m_actions, *m_notices, m_window.get());
    QSignalSpy verified(m_history.get(), &HistoryService::verified);
    m_history->start();
    QTRY_VERIFY_WITH_TIMEOUT(!verified.isEmpty(), benchTimeout);
}

void TestHistoryPresenter::wholeLogIsPassedOver()
{
    start();
    QVERIFY(m_session->knowsHistory());
    QCOMPARE(notice(), QString());
    QVERIFY(!QApplication::activeModalWidget());
}

void TestHistoryPresenter::logThatIsNotWholeIsSaid_data()
{
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<QString>("said");
    QTest::newRow("changed") << QStringList {"DROP TRIGGER review_no_update",
        "UPDATE review SET operator = 'x' WHERE id = 3"}
                             << "Row 3";
    QTest::newRow("cut") << QStringList {"DROP TRIGGER review_no_delete", "DELETE FROM review WHERE id > 8"} << "row 9";
    QTest::newRow("label") << QStringList {"UPDATE label SET label = 'defective'"} << "row 10";
    QTest::newRow("label that nobody gave")
        << QStringList {"INSERT INTO label VALUES ('" + QString(64, 'b') + "', 'good', '', '')"} << "bbbbbbbbbbbb";
}

void TestHistoryPresenter::logThatIsNotWholeIsSaid()
{
    QFETCH(QStringList, statements);
    QFETCH(QString, said);
    sql(path(), statements);
    start();
    QVERIFY2(notice().contains(said), qPrintable(notice()));
}

void TestHistoryPresenter::rowsThatDoNotFitAreSaidWhenTheyAreWritten()
{
    start();
    QCOMPARE(notice(), QString());
    std::filesystem::remove(reviewTipPath(path()));
    m_history->append({noteEntry(image, "Anna", "more")});
    QTRY_VERIFY_WITH_TIMEOUT(notice().contains("lost"), benchTimeout);
}

void TestHistoryPresenter::personWhoAsksGetsAnAnswer()
{
    start();
    m_actions->verifyLog->trigger();
    const auto box = [this] { return m_window->findChild<QMessageBox*>(); };
    QTRY_VERIFY_WITH_TIMEOUT(box(), benchTimeout);
    QVERIFY2(box()->text().contains("10 rows"), qPrintable(box()->text()));
    QCOMPARE(notice(), QString());
    delete box();
}

void TestHistoryPresenter::noticeOfWhatIsNotKeptIsWithdrawn()
{
    start();
    emit m_session->notKept(Error(ErrorCode::WriteFailed, {"disk full"}, path()));
    QVERIFY(notice().contains("disk full"));
    emit m_session->keptAgain();
    QCOMPARE(notice(), QString());
}

void TestHistoryPresenter::damageMetByTheInspectionsIsSetAside()
{
    start();
    QSignalSpy opened(m_history.get(), &HistoryService::opened);
    {
        QFile file(QString::fromStdString(path().string()));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(int(file.size()), 'x'));
    }
    emit m_session->notKept(Error(ErrorCode::HistoryDamaged, {"malformed"}, path()));
    QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, benchTimeout);
    QVERIFY(opened[0][0].value<HistoryOpening>().setAside);
    QVERIFY(m_session->knowsHistory());
}

void TestHistoryPresenter::nothingIsAskedForWhatIsOnItsWay()
{
    start();
    for (int i = 0; i < 20; ++i) {
        m_history->append({noteEntry(image, "Anna", std::to_string(i))});
        QVERIFY(m_presenter->mayClose());  // a dialog would stay and wait
        QCOMPARE(m_history->pending(), qsizetype(0));
    }
}

void TestHistoryPresenter::whatTheDiskRefusesIsAskedFor()
{
    start();
    m_history->append({noteEntry(image, "Anna", "first")});
    QVERIFY(m_presenter->mayClose());
    const FullDisk full(std::filesystem::file_size(path().string() + "-wal"));
    m_history->append({noteEntry(image, "Anna", "second")});
    for (const bool close : {false, true}) {
        QString asked;
        QTimer::singleShot(0, this, [&] {
            auto* const box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            asked = box->text();
            for (QAbstractButton* const button : box->buttons())
                if ((box->buttonRole(button) == QMessageBox::DestructiveRole) == close)
                    button->click();
        });
        QCOMPARE(m_presenter->mayClose(), close);
        QVERIFY2(asked.contains("can't be written"), qPrintable(asked));
    }
}

QTEST_MAIN(TestHistoryPresenter)
#include "tst_history_presenter.moc"
