// The review log for the window: nothing that was said is lost while the disk refuses, and the person hears of it once.

#include "app/store/history_schema.h"
#include "app/store/history_service.h"
#include "store_tools.h"

#include <QCoreApplication>

#include <algorithm>

using namespace store_tools;
using app::HistoryService;
using app::ReviewFinding;
using inference::ErrorCode;
using inference::Label;
using inference::Verdict;
using namespace std::chrono_literals;

namespace fs = std::filesystem;

namespace {

constexpr app::RetryTimes quick {5ms, 20ms};

/// Counts the tries that failed: each is logged, few are said.
std::atomic<int> logged {0};

void countLogged(QtMsgType, const QMessageLogContext&, const QString& message)
{
    if (message.startsWith("history: "))
        ++logged;
    else
        fprintf(stderr, "%s\n", qPrintable(message));
}

/// What the service says from its start on, heard on the test's thread.
struct Heard : QObject {
    QList<app::HistoryOpening> openings;
    QList<ErrorCode> failures;
    int recoveries = 0;
    int alarms = 0;
    QList<qsizetype> pending;
    QMap<quint64, QList<app::PartState>> states;
    QMap<quint64, app::ReviewVerification> verified;
    QMap<quint64, ErrorCode> refused;
    QList<quint64> order;

    explicit Heard(HistoryService& service)
    {
        connect(&service, &HistoryService::opened, this, [this](const app::HistoryOpening& opening) { openings.append(opening); });
        connect(&service, &HistoryService::failed, this, [this](const inference::Error& error) { failures.append(error.code()); });
        connect(&service, &HistoryService::recovered, this, [this] { ++recoveries; });
        connect(&service, &HistoryService::alarmed, this, [this] { ++alarms; });
        connect(&service, &HistoryService::pendingChanged, this, [this](qsizetype count) { pending.append(count); });
        connect(&service, &HistoryService::statesRead, this, [this](quint64 id, const QList<app::PartState>& read) {
            states[id] = read;
            order.append(id);
        });
        connect(&service, &HistoryService::verified, this, [this](quint64 id, const app::ReviewVerification& found) {
            verified[id] = found;
            order.append(id);
        });
        connect(&service, &HistoryService::requestFailed, this, [this](quint64 id, const inference::Error& error) {
            refused[id] = error.code();
            order.append(id);
        });
        service.start();
    }
};

app::ReviewEntry accept(int image)
{
    return app::decisionEntry(app::ReviewKind::Accept, sha(image), "me", {Verdict::Review, Verdict::Pass, sha(9), 0.5});
}

}  // namespace

class TestHistoryService : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void entriesReachTheDisk();
    void statesHoldWhatWasJustSaid();
    void timeIsWhenItWasSaid();
    void entriesThatSayNothingAreRefusedAtOnce();
    void fullDiskIsSaidOnceAndNothingIsLost();
    void folderThatCannotBeMadeIsTriedAgain();
    void newerHistoryIsSaid();
    void damagedHistoryIsSetAside();
    void historyDamagedWhileOpenIsOpenedAnew();
    void logIsVerified();
    void logThatDoesNotFitIsToldOnce();
    void historyIsReopenedWhenWanted();
    void historyRenamedMeanwhileIsOpenedAnew();
    void flushWaitsForTheDiskAndNoLonger();
    void requestsAreAnsweredInOrder();
    void endWritesWhatIsPending();
};

void TestHistoryService::initTestCase()
{
    qInstallMessageHandler(countLogged);
}

void TestHistoryService::entriesReachTheDisk()
{
    Place place;
    HistoryService service(place.path, quick);
    Heard heard(service);
    service.append({accept(1), accept(2)});
    QTRY_COMPARE(service.pending(), 0);
    QTRY_VERIFY(!heard.pending.isEmpty() && heard.pending.last() == 0);
    QCOMPARE(heard.openings.size(), 1);
    QVERIFY(heard.openings[0].created);
    QCOMPARE(app::ReviewLog(place.path).rows(), 2);
    service.append({});
    QCOMPARE(service.pending(), 0);
    QCOMPARE(heard.failures.size(), 0);
}

void TestHistoryService::statesHoldWhatWasJustSaid()
{
    Place place;
    HistoryService service(place.path, quick);
    Heard heard(service);
    service.append({accept(1), app::noteEntry(sha(2), "me", "dusty")});
    service.setLabel({sha(1), sha(2)}, Label::Defective, "me");
    const quint64 id = service.requestStates({sha(2), sha(1), sha(3)});
    QTRY_VERIFY(heard.states.contains(id));
    const auto states = heard.states[id];
    QCOMPARE(states.size(), 3);
    QCOMPARE(states[0].image, sha(2));
    QVERIFY(states[0].review.note == "dusty" && states[0].label == Label::Defective && !states[0].review.human);
    QVERIFY(states[1].review.human == Verdict::Pass && states[1].label == Label::Defective);
    QVERIFY(states[2].review == app::ReviewState() && states[2].label == Label::None);
}

void TestHistoryService::timeIsWhenItWasSaid()
{
    Place place;
    HistoryService service(place.path, quick);
    Heard heard(service);
    auto dated = accept(1);
    dated.utc = "2024-05-01T12:34:56.789Z";
    service.append({dated, accept(2)});
    QTRY_COMPARE(service.pending(), 0);
    app::ReviewLog log(place.path);
    QCOMPARE(log.rowsOf(sha(1)).at(0).utc, dated.utc);
    QVERIFY(log.rowsOf(sha(2)).at(0).utc > dated.utc);
}

void TestHistoryService::entriesThatSayNothingAreRefusedAtOnce()
{
    Place place;
    HistoryService service(place.path, quick);
    QCOMPARE(codeOf([&] { service.append({accept(1), {app::ReviewKind::Note, sha(1), "me", "{}", {}}}); }), code(ErrorCode::BadInput));
    QCOMPARE(codeOf([&] { service.setLabel({"x"}, Label::Good, "me"); }), code(ErrorCode::BadInput));
    QCOMPARE(service.pending(), 0);
}

void TestHistoryService::fullDiskIsSaidOnceAndNothingIsLost()
{
    Place place;
    HistoryService service(place.path, quick);
    Heard heard(service);
    service.append({accept(1)});
    QTRY_COMPARE(service.pending(), 0);
    for (int round = 1; round <= 2; ++round) {
        logged = 0;
        {
            const FullDisk full(fs::file_size(place.beside("-wal")));
            for (int i = 0; i < 30; ++i)
                service.append({accept(100 * round + i), app::noteEntry(sha(1), "me", "round " + std::to_string(round))});
            QTRY_VERIFY(logged >= 4);
            QCOMPARE(service.pending(), 60);
            QTRY_COMPARE(heard.failures.size(), round);
            QCOMPARE(heard.recoveries, round - 1);
            // What is not on the disk counts as said.
            const quint64 id = service.requestStates({sha(1), sha(100 * round)});
            QTRY_VERIFY(heard.states.contains(id));
            QCOMPARE(heard.states[id][0].review.note, "round " + std::to_string(round));
            QCOMPARE(heard.states[id][1].review.human, std::optional(Verdict::Pass));
        }
        QTRY_COMPARE(service.pending(), 0);
        QTRY_COMPARE(heard.recoveries, round);
        QCOMPARE(heard.failures.size(), round);
    }
    QCOMPARE(heard.failures, QList<ErrorCode>({ErrorCode::WriteFailed, ErrorCode::WriteFailed}));
    app::ReviewLog log(place.path);
    QCOMPARE(log.rows(), 121);
    QCOMPARE(log.verify().finding, ReviewFinding::Intact);
    QCOMPARE(heard.openings.size(), 1);
}

void TestHistoryService::folderThatCannotBeMadeIsTriedAgain()
{
    Place place;
    const fs::path blocked = place.path.parent_path() / "data";
    store_tools::write(blocked, "a file where the folder belongs");
    HistoryService service(blocked / "history.db", {1h, 1h});
    Heard heard(service);
    service.append({accept(1)});
    QTRY_COMPARE(heard.failures, QList<ErrorCode>({ErrorCode::WriteFailed}));
    const quint64 id = service.requestStates({sha(1)});
    QTRY_VERIFY(heard.refused.contains(id));
    QCOMPARE(heard.refused[id], ErrorCode::WriteFailed);
    QCOMPARE(service.pending(), 1);
    fs::remove(blocked);
    service.retryNow();
    QTRY_COMPARE(heard.recoveries, 1);
    QCOMPARE(service.pending(), 0);
    QCOMPARE(heard.openings.size(), 1);
    QCOMPARE(app::ReviewLog(blocked / "history.db").rows(), 1);
}

void TestHistoryService::newerHistoryIsSaid()
{
    Place place;
    app::prepareHistory(place.path);
    QCOMPARE(rawSql(place.path, {"PRAGMA user_version = 99"}), QString());
    HistoryService service(place.path, quick);
    Heard heard(service);
    QTRY_COMPARE(heard.failures, QList<ErrorCode>({ErrorCode::HistoryNewer}));
    QCOMPARE(heard.openings.size(), 0);
}

void TestHistoryService::damagedHistoryIsSetAside()
{
    Place place;
    store_tools::write(place.path, QByteArray(5000, 'x'));
    HistoryService service(place.path, quick);
    Heard heard(service);
    service.append({accept(1)});
    QTRY_COMPARE(heard.openings.size(), 1);
    QVERIFY(heard.openings[0].setAside && fs::exists(*heard.openings[0].setAside));
    QTRY_COMPARE(service.pending(), 0);
    QCOMPARE(heard.failures.size(), 0);
}

void TestHistoryService::historyDamagedWhileOpenIsOpenedAnew()
{
    Place place;
    HistoryService service(place.path, quick);
    Heard heard(service);
    service.append({accept(1)});
    QTRY_COMPARE(service.pending(), 0);
    // Everything into the main file and out of every cache; then somebody writes over all of it but the first page.
    QCOMPARE(rawSql(place.path, {"INSERT INTO image (sha) VALUES ('x')", "PRAGMA wal_checkpoint(TRUNCATE)"}), QString());
    {
        QFile file(QString::fromStdString(place.path.string()));
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(4096));
        file.write(QByteArray(int(file.size()) - 4096, '\x5a'));
    }
    service.append({accept(2)});
    QTRY_COMPARE(service.pending(), 0);
    QTRY_COMPARE(heard.openings.size(), 2);
    QVERIFY(heard.openings[1].setAside);
    QCOMPARE(app::ReviewLog(place.path).rowsOf(sha(2)).size(), 1u);
}

void TestHistoryService::logIsVerified()
{
    Place place;
    HistoryService service(place.path, quick);
    Heard heard(service);
    service.append({accept(1), accept(2), accept(3)});
    quint64 id = service.requestVerification();
    QTRY_VERIFY(heard.verified.contains(id));
    QCOMPARE(heard.verified[id].finding, ReviewFinding::Intact);
    QCOMPARE(heard.verified[id].rows, 3);
    QCOMPARE(rawSql(place.path, {"DROP TRIGGER review_no_update", "UPDATE review SET operator = 'you' WHERE id = 2"}), QString());
    id = service.requestVerification();
    QTRY_VERIFY(heard.verified.contains(id));
    QCOMPARE(heard.verified[id].finding, ReviewFinding::RowChanged);
    QCOMPARE(heard.verified[id].row, 2);
}

void TestHistoryService::logThatDoesNotFitIsToldOnce()
{
    Place place;
    HistoryService service(place.path, quick);
    Heard heard(service);
    service.append({accept(1)});
    QTRY_COMPARE(service.pending(), 0);
    QCOMPARE(heard.alarms, 0);
    fs::remove(app::reviewTipPath(place.path));
    for (int i = 0; i < 3; ++i) {
        service.append({accept(1)});
        QTRY_COMPARE(service.pending(), 0);
    }
    const quint64 id = service.requestVerification();
    QTRY_VERIFY(heard.verified.contains(id));
    QCOMPARE(heard.verified[id].finding, ReviewFinding::TipLost);
    QCOMPARE(heard.alarms, 1);
}

void TestHistoryService::historyIsReopenedWhenWanted()
{
    Place place;
    HistoryService service(place.path, quick);
    Heard heard(service);
    QTRY_COMPARE(heard.openings.size(), 1);
    service.reopen();
    QTRY_COMPARE(heard.openings.size(), 2);
    QVERIFY(!heard.openings[1].setAside && !heard.openings[1].created);
    service.append({accept(1)});
    QTRY_COMPARE(service.pending(), 0);
    QCOMPARE(app::ReviewLog(place.path).rows(), 1);
}

void TestHistoryService::historyRenamedMeanwhileIsOpenedAnew()
{
    Place place;
    HistoryService service(place.path, quick);
    Heard heard(service);
    service.append({accept(1)});
    QTRY_COMPARE(service.pending(), 0);
    // As another program does that finds it damaged.
    for (const char* const ending : {"", "-wal", "-shm"})
        fs::rename(place.beside(ending), place.path.parent_path() / (std::string("aside.db") + ending));
    fs::remove(app::reviewTipPath(place.path));
    service.append({accept(2)});
    QTRY_COMPARE(service.pending(), 0);
    QTRY_COMPARE(heard.openings.size(), 2);
    app::ReviewLog log(place.path);
    QCOMPARE(log.rowsOf(sha(2)).size(), 1u);
    QCOMPARE(log.verify().finding, ReviewFinding::Intact);
}

void TestHistoryService::flushWaitsForTheDiskAndNoLonger()
{
    Place place;
    HistoryService service(place.path, {1h, 1h});
    Heard heard(service);
    for (int i = 0; i < 50; ++i)
        service.append({accept(i)});
    QVERIFY(service.flush(1h));
    QCOMPARE(app::ReviewLog(place.path).rows(), 50);
    QVERIFY(service.flush(1h));
    {
        const FullDisk full(fs::file_size(place.beside("-wal")));
        service.append({accept(1)});
        QVERIFY(!service.flush(1h));  // the try has failed: no use in waiting
        QVERIFY(!service.flush(1h));
        QCOMPARE(service.pending(), 1);
    }
    QVERIFY(service.flush(1h));
    QCOMPARE(heard.failures.size(), 0);  // nothing has been delivered: it worked without the event loop
}

void TestHistoryService::requestsAreAnsweredInOrder()
{
    Place place;
    HistoryService service(place.path, quick);
    Heard heard(service);
    QList<quint64> asked;
    for (int i = 0; i < 20; ++i)
        asked.append(i % 3 == 0 ? service.requestVerification() : service.requestStates({sha(i)}));
    QTRY_COMPARE(heard.order, asked);
}

void TestHistoryService::endWritesWhatIsPending()
{
    Place place;
    {
        HistoryService service(place.path, quick);
        service.start();
        for (int i = 0; i < 200; ++i)
            service.append({accept(i)});
    }
    app::ReviewLog log(place.path);
    QCOMPARE(log.rows(), 200);
    QCOMPARE(log.verify().finding, ReviewFinding::Intact);
}

QTEST_GUILESS_MAIN(TestHistoryService)
#include "tst_history_service.moc"
