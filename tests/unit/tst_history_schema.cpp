// Making, migrating and setting aside the history's file. Nothing that was there is ever lost.

#include "app/store/check_mark.h"
#include "app/store/history.h"
#include "app/store/history_schema.h"
#include "app/store/review_log.h"
#include "app/store/review_tip.h"
#include "pipeline/evidence_bytes.h"
#include "store_tools.h"

#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace store_tools;
using app::HistoryOpening;
using app::prepareHistory;
using app::SchemaStep;
using inference::Error;
using inference::ErrorCode;

namespace fs = std::filesystem;

namespace {

// Schemas of the test's own: the program has had but one so far.
using Steps = std::vector<SchemaStep>;

const SchemaStep first {"CREATE TABLE part (id INTEGER PRIMARY KEY, name TEXT)"};
const SchemaStep second {"ALTER TABLE part ADD COLUMN size INTEGER", "UPDATE part SET size = length(name)"};
const SchemaStep third {"CREATE TABLE other (id INTEGER)"};
const SchemaStep faulty {"INSERT INTO part (name) VALUES ('half')", "CREATE NONSENSE"};

/// A history of version 1 with two parts.
void makeFirst(const fs::path& path)
{
    prepareHistory(path, Steps {first});
    QCOMPARE(rawSql(path, {"INSERT INTO part (name) VALUES ('gear'), ('bolt2')"}), QString());
}

/// To file permissions this thread is nobody in particular, even where the tests run as root.
class Nobody {
public:
    Nobody()
        : m_before(setfsuid(65534))
    {
    }
    ~Nobody() { setfsuid(uid_t(m_before)); }
    Nobody(const Nobody&) = delete;
    Nobody& operator=(const Nobody&) = delete;

private:
    int m_before;
};

}  // namespace

class TestHistorySchema : public QObject {
    Q_OBJECT

private slots:
    void missingFileIsMadeWithItsFolder();
    void secondTimeChangesNothing();
    void emptyFileCountsAsNone();
    void emptyFileThatWasAHistoryIsSetAside_data();
    void emptyFileThatWasAHistoryIsSetAside();
    void logWithoutItsFileIsSetAside();
    void tipBeginsWithTheHistory();
    void eachFileHasATipOfItsOwn();
    void tipOfAnOlderHistory_data();
    void tipOfAnOlderHistory();
    void inspectionsOfTheFirstSchemaStayReadable();
    void olderSchemaIsBackedUpAndMigrated();
    void stepThatFailsChangesNothing();
    void backupThatFailsChangesNothing();
    void newerSchemaIsRefusedUntouched();
    void newerSchemaIsRefusedByTheStoreToo();
    void damagedFileIsSetAside_data();
    void damagedFileIsSetAside();
    void whatBelongsToADamagedFileGoesWithIt();
    void damageMetWhileRunningAsksForAFullCheck();
    void folderWithoutPermissionIsSaid();
    void readOnlyFileIsSaid();
    void speedOfTheCheck();
};

void TestHistorySchema::missingFileIsMadeWithItsFolder()
{
    Place place;
    const fs::path path = place.path.parent_path() / "a" / "b" / "history.db";
    const HistoryOpening opening = prepareHistory(path);
    QVERIFY(opening.created && !opening.setAside && !opening.backup && opening.migratedFrom == 0);
    QCOMPARE(rawValue(path, "PRAGMA user_version").toInt(), int(app::historySteps().size()));
    QCOMPARE(rawValue(path, "PRAGMA journal_mode").toString(), QString("wal"));
    QCOMPARE(app::History(path).counts().inspections, 0);
}

void TestHistorySchema::secondTimeChangesNothing()
{
    Place place;
    prepareHistory(place.path);
    const QByteArray before = contents(place.path);
    const HistoryOpening opening = prepareHistory(place.path);
    QVERIFY(!opening.created && !opening.setAside && !opening.backup && opening.migratedFrom == 0);
    QCOMPARE(contents(place.path), before);
}

void TestHistorySchema::emptyFileCountsAsNone()
{
    Place place;
    write(place.path, {});
    QVERIFY(prepareHistory(place.path).created);
    QCOMPARE(filesNamed(place.path.parent_path(), "history-").size(), 0u);
}

void TestHistorySchema::emptyFileThatWasAHistoryIsSetAside_data()
{
    QTest::addColumn<QByteArray>("log");
    QTest::addColumn<QByteArray>("tip");
    QTest::addColumn<bool>("setAside");
    QTest::newRow("nothing is left") << QByteArray() << QByteArray() << false;
    QTest::newRow("a log") << QByteArray(4128, 'w') << QByteArray() << true;
    QTest::newRow("an empty log") << QByteArray("") << QByteArray() << false;
    QTest::newRow("a tip record of rows") << QByteArray() << QByteArray("vcp-review-tip 1 3 " + QByteArray(64, 'a') + "\n") << true;
    QTest::newRow("a tip record of none") << QByteArray() << QByteArray("vcp-review-tip 1 0 " + QByteArray(64, '0') + "\n") << false;
    QTest::newRow("a tip record that is none") << QByteArray() << QByteArray("?") << true;
}

void TestHistorySchema::emptyFileThatWasAHistoryIsSetAside()
{
    QFETCH(QByteArray, log);
    QFETCH(QByteArray, tip);
    QFETCH(bool, setAside);
    Place place;
    write(place.path, {});
    if (!log.isNull())
        write(place.beside("-wal"), log);
    if (!tip.isNull())
        write(app::reviewTipPath(place.path), tip);
    const HistoryOpening opening = prepareHistory(place.path);
    QCOMPARE(opening.setAside.has_value(), setAside);
    QCOMPARE(opening.created, !setAside);
    if (!setAside)
        return;
    QVERIFY(fs::exists(*opening.setAside));
    if (!log.isEmpty())
        QCOMPARE(contents(opening.setAside->string() + "-wal"), log);
    if (!tip.isNull())
        QCOMPARE(contents(filesNamed(place.path.parent_path(), "review-tip-damaged-").at(0)), tip);
    QCOMPARE(app::ReviewLog(place.path).verify().finding, app::ReviewFinding::Intact);
    QVERIFY(!prepareHistory(place.path).setAside);
}

void TestHistorySchema::logWithoutItsFileIsSetAside()
{
    Place place;
    write(place.beside("-wal"), "log");
    const HistoryOpening opening = prepareHistory(place.path);
    QVERIFY(opening.setAside);
    QCOMPARE(contents(*opening.setAside), QByteArray("log"));
}

void TestHistorySchema::tipBeginsWithTheHistory()
{
    Place place;
    prepareHistory(place.path);
    const auto tip = app::readReviewTip(app::reviewTipPath(place.path));
    QCOMPARE(tip.kind, app::ReviewTipReading::Read);
    QVERIFY(tip.tip == app::ReviewTip());
    // Taken away later, it stays away: no start makes a new one.
    fs::remove(app::reviewTipPath(place.path));
    prepareHistory(place.path);
    QCOMPARE(app::ReviewLog(place.path).verify().finding, app::ReviewFinding::TipLost);
}

void TestHistorySchema::eachFileHasATipOfItsOwn()
{
    QCOMPARE(app::reviewTipPath("/data/history.db"), fs::path("/data/review-tip"));
    QCOMPARE(app::reviewTipPath("/data/history-damaged-7.db"), fs::path("/data/review-tip-damaged-7"));
    for (const char* const other : {"/data/history.sqlite", "/data/history-v1-7.db", "/data/copy.db", "/data/history"})
        QVERIFY2(app::reviewTipPath(other) != app::reviewTipPath("/data/history.db"), other);
}

void TestHistorySchema::tipOfAnOlderHistory_data()
{
    QTest::addColumn<bool>("rows");
    QTest::newRow("without a review is begun") << false;
    QTest::newRow("with reviews stays lost") << true;
}

void TestHistorySchema::tipOfAnOlderHistory()
{
    QFETCH(bool, rows);
    Place place;
    prepareHistory(place.path, app::historySteps().first(1));
    if (rows)
        QCOMPARE(rawSql(place.path, {"INSERT INTO review VALUES (1, 1, '', '', '', 'note', '{}', '', '')"}), QString());
    fs::remove(app::reviewTipPath(place.path));
    QCOMPARE(prepareHistory(place.path).migratedFrom, 1);
    QCOMPARE(fs::exists(app::reviewTipPath(place.path)), !rows);
}

void TestHistorySchema::inspectionsOfTheFirstSchemaStayReadable()
{
    Place place;
    prepareHistory(place.path, app::historySteps().first(1));
    app::InspectionSetup old = setup();
    const auto kept = inspection(7, 1, 1, 4);
    {
        const auto bytes = inference::pipeline::evidenceBytes(kept);
        const QString hex = QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())).toHex();
        const auto text = [](const std::string& value) { return '\'' + QString::fromStdString(value) + '\''; };
        QCOMPARE(rawSql(place.path, {"INSERT INTO image VALUES (1, " + text(sha(1)) + ", NULL)",
                                     "INSERT INTO setup VALUES (1, " + text(old.model) + ", " + text(old.engine) + ", 'fp32', 'whole')",
                                     "INSERT INTO inspection VALUES (1, 1, 1, '2024-05-01T00:00:00.000Z')",
                                     "INSERT INTO evidence VALUES (1, x'" + hex + "')"}), QString());
    }
    const HistoryOpening opening = prepareHistory(place.path);
    QCOMPARE(opening.migratedFrom, 1);
    QVERIFY(opening.backup);
    QCOMPARE(rawValue(place.path, "SELECT count(*) FROM pragma_foreign_key_check").toInt(), 0);
    app::History history(place.path);
    QCOMPARE(history.setups().size(), 1u);
    QVERIFY(history.setups().front().setup == old && history.setups().front().inspections == 1);
    QVERIFY(same(*history.find({sha(1), old}), kept));
    app::InspectionSetup present = old;
    present.options = sha(3);
    QVERIFY(!history.find({sha(1), present}));
    history.put({sha(1), present}, inspection(8, 1, 1, 4));
    QVERIFY(same(*history.find({sha(1), old}), kept));
    QCOMPARE(rawValue(place.path, "SELECT count(*) FROM pragma_foreign_key_check").toInt(), 0);
}

void TestHistorySchema::olderSchemaIsBackedUpAndMigrated()
{
    Place place;
    makeFirst(place.path);
    const HistoryOpening opening = prepareHistory(place.path, Steps {first, second, third});
    QCOMPARE(opening.migratedFrom, 1);
    QVERIFY(opening.backup && !opening.created && !opening.setAside);
    QVERIFY2(opening.backup->filename().string().starts_with("history-v1-2"), opening.backup->c_str());
    QCOMPARE(opening.backup->extension().string(), std::string(".db"));
    QCOMPARE(rawValue(place.path, "PRAGMA user_version").toInt(), 3);
    QCOMPARE(rawValue(place.path, "SELECT group_concat(name || size) FROM part").toString(), QString("gear4,bolt25"));
    QCOMPARE(rawValue(*opening.backup, "PRAGMA user_version").toInt(), 1);
    QCOMPARE(rawValue(*opening.backup, "SELECT group_concat(name) FROM part").toString(), QString("gear,bolt2"));
    QVERIFY(rawValue(*opening.backup, "SELECT size FROM part").toString().contains("no such column"));
    QCOMPARE(filesNamed(place.path.parent_path(), "history-v").size(), 1u);
    QVERIFY(!prepareHistory(place.path, Steps {first, second, third}).backup);
}

void TestHistorySchema::stepThatFailsChangesNothing()
{
    Place place;
    makeFirst(place.path);
    QCOMPARE(codeOf([&] { prepareHistory(place.path, Steps {first, second, faulty}); }), code(ErrorCode::Internal));
    QCOMPARE(rawValue(place.path, "PRAGMA user_version").toInt(), 1);
    QCOMPARE(rawValue(place.path, "SELECT group_concat(name) FROM part").toString(), QString("gear,bolt2"));
    QVERIFY(rawValue(place.path, "SELECT size FROM part").toString().contains("no such column"));
    QCOMPARE(prepareHistory(place.path, Steps {first, second}).migratedFrom, 1);
}

void TestHistorySchema::backupThatFailsChangesNothing()
{
    Place place;
    makeFirst(place.path);
    QCOMPARE(rawSql(place.path, {"INSERT INTO part (name) VALUES (zeroblob(400000))"}), QString());
    {
        const FullDisk full(200'000);
        QCOMPARE(codeOf([&] { prepareHistory(place.path, Steps {first, second}); }), code(ErrorCode::WriteFailed));
    }
    QCOMPARE(rawValue(place.path, "PRAGMA user_version").toInt(), 1);
    QCOMPARE(filesNamed(place.path.parent_path(), "history-v").size(), 0u);
    QCOMPARE(prepareHistory(place.path, Steps {first, second}).migratedFrom, 1);
}

void TestHistorySchema::newerSchemaIsRefusedUntouched()
{
    Place place;
    prepareHistory(place.path, Steps {first, second, third});
    const QByteArray before = contents(place.path);
    try {
        prepareHistory(place.path, Steps {first, second});
        QFAIL("was not refused");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::HistoryNewer);
        QCOMPARE(error.arguments(), (std::vector<std::string> {"3", "2"}));
        QCOMPARE(error.file(), place.path);
    }
    QCOMPARE(contents(place.path), before);
    QCOMPARE(filesNamed(place.path.parent_path(), "history-").size(), 0u);
}

void TestHistorySchema::newerSchemaIsRefusedByTheStoreToo()
{
    Place place;
    prepareHistory(place.path);
    QCOMPARE(rawSql(place.path, {"PRAGMA user_version = 99"}), QString());
    QCOMPARE(codeOf([&] { app::History history(place.path); }), code(ErrorCode::HistoryNewer));
    QCOMPARE(rawSql(place.path, {"PRAGMA user_version = 0"}), QString());
    QCOMPARE(codeOf([&] { app::History history(place.path); }), code(ErrorCode::BadInput));
    QCOMPARE(codeOf([&] { app::History history(place.path.parent_path() / "none.db"); }), code(ErrorCode::FileMissing));
    QVERIFY(!fs::exists(place.path.parent_path() / "none.db"));
}

void TestHistorySchema::damagedFileIsSetAside_data()
{
    using Spoil = std::function<void(const fs::path&)>;
    QTest::addColumn<Spoil>("spoil");
    const auto change = [](qsizetype at, char fill, qsizetype count) {
        return [=](const fs::path& path) {
            QByteArray bytes = contents(path);
            std::fill_n(bytes.begin() + at, std::min(count, bytes.size() - at), fill);
            write(path, bytes);
        };
    };
    QTest::newRow("another kind of file") << Spoil([](const fs::path& path) { write(path, QByteArray(5000, 'x')); });
    QTest::newRow("a few bytes") << Spoil([](const fs::path& path) { write(path, "SQLite format 3"); });
    QTest::newRow("header") << Spoil(change(0, 'y', 16));
    QTest::newRow("page size") << Spoil(change(16, '\x7f', 2));
    QTest::newRow("first page") << Spoil(change(100, '\xff', 3000));
    QTest::newRow("a later page") << Spoil(change(4096 * 3, '\x5a', 4096));
    QTest::newRow("cut in half") << Spoil([](const fs::path& path) { fs::resize_file(path, fs::file_size(path) / 2); });
    QTest::newRow("somebody else's") << Spoil([](const fs::path& path) {
        fs::remove(path);
        QCOMPARE(rawSql(path, {"CREATE TABLE songs (title TEXT)"}), QString());
    });
}

void TestHistorySchema::damagedFileIsSetAside()
{
    using Spoil = std::function<void(const fs::path&)>;
    QFETCH(Spoil, spoil);
    Place place;
    prepareHistory(place.path);
    {
        app::History history(place.path);
        for (int i = 0; i < 20; ++i)
            history.put({sha(i), setup()}, inspection(i, 1, 1, 8));
    }
    spoil(place.path);
    const QByteArray before = contents(place.path);

    const HistoryOpening opening = prepareHistory(place.path);
    QVERIFY(opening.setAside);
    QVERIFY2(opening.setAside->filename().string().starts_with("history-damaged-2"), opening.setAside->c_str());
    QVERIFY(!opening.created && !opening.backup);
    QCOMPARE(contents(*opening.setAside), before);
    app::History history(place.path);
    QCOMPARE(history.counts().inspections, 0);
    history.put({sha(1), setup()}, inspection(1, 1, 1, 8));
    QVERIFY(!prepareHistory(place.path).setAside);
}

void TestHistorySchema::whatBelongsToADamagedFileGoesWithIt()
{
    Place place;
    const fs::path folder = place.path.parent_path();
    write(place.path, QByteArray(5000, 'x'));
    write(place.beside("-wal"), "log");
    write(place.beside("-shm"), "index");
    write(app::reviewTipPath(place.path), "tip");
    const HistoryOpening opening = prepareHistory(place.path);
    QVERIFY(opening.setAside);
    QCOMPARE(contents(opening.setAside->string() + "-wal"), QByteArray("log"));
    QCOMPARE(contents(opening.setAside->string() + "-shm"), QByteArray("index"));
    QVERIFY(app::readReviewTip(app::reviewTipPath(place.path)).tip == app::ReviewTip());  // the new history's own
    QCOMPARE(filesNamed(folder, "review-tip-damaged-").size(), 1u);
    QCOMPARE(contents(filesNamed(folder, "review-tip-damaged-").at(0)), QByteArray("tip"));
}

void TestHistorySchema::damageMetWhileRunningAsksForAFullCheck()
{
    Place place;
    prepareHistory(place.path);
    {
        app::History history(place.path);
        for (int i = 0; i < 20; ++i)
            history.put({sha(i), setup()}, inspection(i));
    }
    // Links from page to page of a large value lie at the beginning of each page.
    QByteArray bytes = contents(place.path);
    for (qsizetype page = bytes.size() / 2 / 4096; page < bytes.size() / 4096; ++page)
        std::fill_n(bytes.begin() + page * 4096, 4, '\x7f');
    write(place.path, bytes);
    {
        app::History history(place.path);
        QCOMPARE(codeOf([&] {
                     for (int i = 0; i < 20; ++i)
                         history.find({sha(i), setup()});
                 }),
                 code(ErrorCode::HistoryDamaged));
    }
    QVERIFY(fs::exists(app::checkMark(place.path)));
    QVERIFY(prepareHistory(place.path).setAside);
    QVERIFY(!fs::exists(app::checkMark(place.path)));
}

void TestHistorySchema::folderWithoutPermissionIsSaid()
{
    Place place;
    chmod(place.folder.path().toLocal8Bit(), 0555);
    {
        const Nobody nobody;
        QCOMPARE(codeOf([&] { prepareHistory(place.path); }), code(ErrorCode::WriteFailed));
        QCOMPARE(codeOf([&] { prepareHistory(place.path.parent_path() / "a" / "history.db"); }), code(ErrorCode::WriteFailed));
    }
    chmod(place.folder.path().toLocal8Bit(), 0755);
}

void TestHistorySchema::readOnlyFileIsSaid()
{
    Place place;
    prepareHistory(place.path);
    {
        app::History history(place.path);
        history.put({sha(1), setup()}, inspection(1));
    }
    const QByteArray before = contents(place.path);
    chmod(place.path.c_str(), 0444);
    chmod(place.folder.path().toLocal8Bit(), 0777);
    {
        const Nobody nobody;
        const auto found = codeOf([&] {
            app::History history(place.path);
            history.put({sha(2), setup()}, inspection(2));
        });
        QCOMPARE(found, code(ErrorCode::WriteFailed));
    }
    QCOMPARE(contents(place.path), before);
    QCOMPARE(filesNamed(place.path.parent_path(), "history-damaged").size(), 0u);
}

void TestHistorySchema::speedOfTheCheck()
{
    Place place;
    prepareHistory(place.path);
    {
        app::History history(place.path);
        for (int i = 0; i < 1000; ++i)
            history.put({sha(i), setup()}, inspection(i));
    }
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!prepareHistory(place.path).setAside);
    qInfo("%.0f MB checked in full in %lld ms", double(fs::file_size(place.path)) / 1e6, timer.elapsed());
}

QTEST_GUILESS_MAIN(TestHistorySchema)
#include "tst_history_schema.moc"
