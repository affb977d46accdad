// The store of inspections: found again bit for bit, by every part of the key, after a kill and from two sides at once.

#include "app/store/history.h"
#include "app/store/history_schema.h"
#include "app/store/review_log.h"
#include "core/detector.h"
#include "store_tools.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QThread>

#include <fcntl.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

using namespace store_tools;
using app::History;
using app::InspectionKey;
using app::StoredPart;
using inference::ErrorCode;
using inference::Label;

namespace fs = std::filesystem;

namespace {

/// A history that is ready.
struct Prepared : Place {
    Prepared() { app::prepareHistory(path); }
};

std::vector<std::byte> bytes(const char* text)
{
    const auto* first = reinterpret_cast<const std::byte*>(text);
    return {first, first + strlen(text)};
}

/// What a killed program ran: stores inspection after inspection and says the number of each once put() has returned.
int putUntilKilled(const fs::path& path, int from)
{
    History history(path);
    for (int number = from;; ++number) {
        history.put({sha(number), setup()}, inspection(unsigned(number)));
        const std::string line = std::to_string(number) + "\n";
        if (::write(1, line.data(), line.size()) < 0)
            return 1;
    }
}

}  // namespace

class TestHistory : public QObject {
    Q_OBJECT

private slots:
    void whatWasPutIsFound();
    void everyPartOfTheKeyCounts_data();
    void everyPartOfTheKeyCounts();
    void keysThatAreNoHashesAreRefused();
    void secondPutReplacesAndForgetsSummaries();
    void stampsNameTheImageUntilTheFileChanges();
    void stampOfAFile();
    void pathsNeedNotBeText();
    void labelsAreSetAndTakenBack();
    void summariesAreKeptByName();
    void summariesComeWithTheirParts();
    void streamTellsAllOfEachPart();
    void streamStops();
    void streamEndsWithWhatWasThere();
    void damagedEvidenceIsToldAndDoesNotEndTheStream();
    void anotherThreadIsRefused();
    void twoConnectionsAtOnce();
    void fullDiskLosesNothing();
    void killedProgramLosesNothingItPut();
    void speed();
};

void TestHistory::whatWasPutIsFound()
{
    Prepared place;
    History history(place.path);
    QVERIFY(!history.find({sha(1), setup()}));
    QVERIFY(!history.idOf({sha(1), setup()}));
    const auto one = inspection(1), tiled = inspection(2, 30, 4, 12);
    const auto id = history.put({sha(1), setup()}, one);
    QVERIFY(history.put({sha(2), setup()}, tiled) != id);
    QVERIFY(same(*history.find({sha(1), setup()}), one));
    QVERIFY(same(*history.find({sha(2), setup()}), tiled));
    QCOMPARE(history.idOf({sha(1), setup()}), std::optional(id));
    QVERIFY(same(*History(place.path).find({sha(2), setup()}), tiled));
    const auto counts = history.counts();
    QCOMPARE(counts.images, 2);
    QCOMPARE(counts.inspections, 2);
}

void TestHistory::everyPartOfTheKeyCounts_data()
{
    QTest::addColumn<std::function<void(InspectionKey&)>>("change");
    const auto row = [](const char* name, std::function<void(InspectionKey&)> change) { QTest::newRow(name) << change; };
    row("image", [](InspectionKey& key) { key.image = sha(77); });
    row("model", [](InspectionKey& key) { key.setup.model = sha(78); });
    row("engine", [](InspectionKey& key) { key.setup.engine += "b"; });
    row("precision", [](InspectionKey& key) { key.setup.precision = "bf16"; });
    row("views", [](InspectionKey& key) { key.setup.views = "tiles 518 overlap 64"; });
    row("options", [](InspectionKey& key) { key.setup.options = sha(79); });
    row("case", [](InspectionKey& key) { key.setup.views = "WHOLE"; });
    row("moved border", [](InspectionKey& key) { key.setup.precision.insert(0, "1"), key.setup.engine.pop_back(); });
}

void TestHistory::everyPartOfTheKeyCounts()
{
    QFETCH(std::function<void(InspectionKey&)>, change);
    Prepared place;
    History history(place.path);
    InspectionKey key {sha(1), setup()};
    history.put(key, inspection(1));
    InspectionKey other = key;
    change(other);
    QVERIFY(!history.find(other));
    history.put(other, inspection(2));
    QVERIFY(same(*history.find(key), inspection(1)));
    QVERIFY(same(*history.find(other), inspection(2)));
}

void TestHistory::keysThatAreNoHashesAreRefused()
{
    Prepared place;
    History history(place.path);
    const auto none = inspection(1);
    QCOMPARE(codeOf([&] { history.put({"", setup()}, none); }), code(ErrorCode::BadInput));
    QCOMPARE(codeOf([&] { history.put({std::string(64, 'A'), setup()}, none); }), code(ErrorCode::BadInput));
    QCOMPARE(codeOf([&] { history.put({sha(1), {}}, none); }), code(ErrorCode::BadInput));
    QCOMPARE(codeOf([&] { history.put({sha(1), setup()}, {}); }), code(ErrorCode::BadInput));
    QCOMPARE(codeOf([&] { history.putStamp({"/a", 1, 1}, "x"); }), code(ErrorCode::BadInput));
    QCOMPARE(history.counts().images, 0);
}

void TestHistory::secondPutReplacesAndForgetsSummaries()
{
    Prepared place;
    History history(place.path);
    const InspectionKey key {sha(1), setup()};
    const auto id = history.put(key, inspection(1));
    history.putSummaries("curve", std::vector<app::StoredSummary> {{id, bytes("a")}});
    QCOMPARE(history.put(key, inspection(2)), id);
    QVERIFY(same(*history.find(key), inspection(2)));
    QVERIFY(!history.summary(id, "curve"));
    QCOMPARE(history.counts().inspections, 1);
}

void TestHistory::stampsNameTheImageUntilTheFileChanges()
{
    Prepared place;
    History history(place.path);
    const app::FileStamp stamp {"/parts/gear 7.png", 1234, 1'700'000'000'123'456'789};
    QVERIFY(!history.imageOf(stamp));
    history.putStamp(stamp, sha(1));
    QCOMPARE(history.imageOf(stamp), std::optional(sha(1)));
    for (const app::FileStamp& other : {app::FileStamp {"/parts/gear 8.png", stamp.size, stamp.mtimeNs},
                                        app::FileStamp {stamp.path, stamp.size + 1, stamp.mtimeNs},
                                        app::FileStamp {stamp.path, stamp.size, stamp.mtimeNs + 1}})
        QVERIFY(!history.imageOf(other));
    const app::FileStamp later {stamp.path, 99, stamp.mtimeNs + 5};
    history.putStamp(later, sha(2));
    QCOMPARE(history.imageOf(later), std::optional(sha(2)));
    QVERIFY(!history.imageOf(stamp));
}

void TestHistory::stampOfAFile()
{
    Place place;
    const fs::path file = place.path.parent_path() / "a.png";
    store_tools::write(file, "12345");
    const app::FileStamp stamp = app::stampOf(file);
    QCOMPARE(stamp.path, fs::absolute(file));
    QCOMPARE(stamp.size, 5u);
    QVERIFY(stamp == app::stampOf(file));
    const timespec times[2] {{1'600'000'000, 5}, {1'600'000'000, 7}};
    QCOMPARE(utimensat(AT_FDCWD, file.c_str(), times, 0), 0);
    QCOMPARE(app::stampOf(file).mtimeNs, std::int64_t(1'600'000'000'000'000'007));
    QCOMPARE(codeOf([&] { app::stampOf(file.parent_path() / "none"); }), code(ErrorCode::FileMissing));
}

void TestHistory::pathsNeedNotBeText()
{
    Prepared place;
    History history(place.path);
    const fs::path odd("/parts/\xff\xfe'\"; ü\n.png");
    history.putStamp({odd, 1, 1}, sha(1));
    history.put({sha(1), setup()}, inspection(1, 1, 1, 2));
    QCOMPARE(history.imageOf({odd, 1, 1}), std::optional(sha(1)));
    fs::path streamed;
    history.stream(setup(), {[&](const StoredPart& part, const auto&) { streamed = part.path; }, {}});
    QCOMPARE(streamed, odd);
}

void TestHistory::labelsAreSetAndTakenBack()
{
    Prepared place;
    History history(place.path);
    QCOMPARE(history.label(sha(1)), Label::None);
    app::ReviewLog log(place.path);
    const auto set = [&log](const app::LabelRecord& record) {
        app::ReviewEntry entry = app::labelEntry(record.image, record.operatorName, record.label);
        entry.utc = record.utc;
        log.append(std::vector {entry});
    };
    const std::vector<app::LabelRecord> records {{sha(1), Label::Good, "2024-05-01T00:00:00.000Z", "Zoë"},
                                                 {sha(2), Label::Defective, "2024-05-02T00:00:00.000Z", "data set"}};
    for (const app::LabelRecord& record : records)
        set(record);
    QCOMPARE(history.label(sha(1)), Label::Good);
    QCOMPARE(history.label(sha(2)), Label::Defective);
    auto sorted = records;
    std::ranges::sort(sorted, {}, &app::LabelRecord::image);
    QVERIFY(history.labels() == sorted);
    set({sha(1), Label::None, {}, "Zoë"});
    QCOMPARE(history.label(sha(1)), Label::None);
    QCOMPARE(history.labels().size(), 1u);
    QCOMPARE(history.counts().labels, 1);
}

void TestHistory::summariesAreKeptByName()
{
    Prepared place;
    History history(place.path);
    std::vector<app::StoredSummary> curves;
    for (int i = 0; i < 600; ++i)
        curves.push_back({history.put({sha(i), setup(i % 2)}, inspection(unsigned(i), 1, 1, 2)), bytes(std::to_string(i).c_str())});
    history.putSummaries("curve", curves);
    history.putSummaries("curve", std::vector<app::StoredSummary> {{curves[0].inspection, bytes("anew")}});
    history.putSummaries("other", std::vector<app::StoredSummary> {{curves[2].inspection, {}}});
    QVERIFY(history.summary(curves[0].inspection, "curve") == bytes("anew"));
    QVERIFY(history.summary(curves[2].inspection, "other") == std::vector<std::byte>());
    QVERIFY(!history.summary(curves[1].inspection, "other"));
    std::set<std::string> images;
    history.streamSummaries(setup(1), "curve", [&](const StoredPart& part, std::span<const std::byte> read) {
        const auto& wanted = curves.at(std::size_t(part.id - curves[0].inspection)).bytes;
        QVERIFY(std::ranges::equal(read, wanted));
        images.insert(part.image);
    });
    QCOMPARE(images.size(), 300u);
    QCOMPARE(codeOf([&] { history.putSummaries("curve", std::vector<app::StoredSummary> {{curves[0].inspection, bytes("x")}, {99999, {}}}); }),
             code(ErrorCode::BadInput));
    QVERIFY(history.summary(curves[0].inspection, "curve") == bytes("anew"));
}

void TestHistory::summariesComeWithTheirParts()
{
    Prepared place;
    History history(place.path);
    std::vector<app::StoredSummary> curves;
    for (int i = 0; i < 600; ++i) {
        const auto id = history.put({sha(i), setup(i % 2)}, inspection(unsigned(i), 1, 1, 3));
        if (i % 3 != 0)
            curves.push_back({id, bytes(std::to_string(i).c_str())});
        if (i % 5 == 0)
            history.putSummaries("other", std::vector<app::StoredSummary> {{id, bytes("other")}});
    }
    history.putSummaries("curve", curves);
    history.putStamp({"/parts/5.png", 5, 5}, sha(5));
    app::ReviewLog log(place.path);
    log.append(std::vector {app::labelEntry(sha(5), "me", Label::Defective), app::labelEntry(sha(3), "me", Label::Good)});

    // 1 with curve, 3 without, 5 with, ...
    std::vector<int> with, without;
    for (int i = 1; i < 600; i += 2)
        (i % 3 != 0 ? with : without).push_back(i);
    std::size_t at = 0;
    history.streamSummaries(setup(1), "curve", [&](const StoredPart& part, std::span<const std::byte> read) {
        const int number = with.at(at++);
        QCOMPARE(part.image, sha(number));
        QVERIFY(std::ranges::equal(read, bytes(std::to_string(number).c_str())));
        QCOMPARE(part.path, number == 5 ? fs::path("/parts/5.png") : fs::path());
        QCOMPARE(part.label, number == 5 ? Label::Defective : Label::None);
        if (number == 7)  // the history may be used from within
            QVERIFY(history.find({sha(1), setup(1)}));
    });
    QCOMPARE(at, with.size());
    const auto others = history.partsWithoutSummary(setup(1), "curve");
    QCOMPARE(others.size(), without.size());
    for (std::size_t i = 0; i < others.size(); ++i) {
        QCOMPARE(others[i].image, sha(without[i]));
        QCOMPARE(others[i].label, without[i] == 3 ? Label::Good : Label::None);
    }
    QVERIFY(history.partsWithoutSummary(setup(9), "curve").empty());
    std::stop_source stop;
    QVERIFY_THROWS_EXCEPTION(inference::Cancelled, history.streamSummaries(setup(1), "curve", [&](const auto&, const auto&) { stop.request_stop(); }, stop.get_token()));
}

void TestHistory::streamTellsAllOfEachPart()
{
    Prepared place;
    History history(place.path);
    for (int i = 0; i < 300; ++i)
        history.put({sha(i), setup(i % 3 == 0 ? 1 : 0)}, inspection(unsigned(i), 1, 1, 3));
    history.putStamp({"/parts/5.png", 5, 5}, sha(5));
    history.putStamp({"/moved/5.png", 5, 5}, sha(5));
    app::ReviewLog log(place.path);
    log.append(std::vector {app::labelEntry(sha(5), "me", Label::Defective), app::noteEntry(sha(5), "me", "scratched")});

    std::vector<int> seen;
    history.stream(setup(), {[&](const StoredPart& part, const std::shared_ptr<const inference::Inspection>& read) {
                                 const int number = int(seen.size()) * 3 / 2 + 1;  // 1, 2, 4, 5, 7, 8, ...
                                 seen.push_back(number);
                                 QCOMPARE(part.image, sha(number));
                                 QVERIFY(same(*read, inspection(unsigned(number), 1, 1, 3)));
                                 QCOMPARE(part.path, number == 5 ? fs::path("/moved/5.png") : fs::path());
                                 QCOMPARE(part.label, number == 5 ? Label::Defective : Label::None);
                                 QCOMPARE(part.review.note, number == 5 ? std::string("scratched") : std::string());
                             },
                             {}});
    QCOMPARE(seen.size(), 200u);
    const auto setups = history.setups();
    QCOMPARE(setups.size(), 2u);
    QVERIFY(setups[0].setup == setup(1) && setups[0].inspections == 100);
    QVERIFY(setups[1].setup == setup() && setups[1].inspections == 200);
    history.stream(setup(7), {[](const StoredPart&, const auto&) { QFAIL("no such setup"); }, {}});
}

void TestHistory::streamStops()
{
    Prepared place;
    History history(place.path);
    for (int i = 0; i < 20; ++i)
        history.put({sha(i), setup()}, inspection(unsigned(i), 1, 1, 2));
    std::stop_source stop;
    int seen = 0;
    const auto visit = [&](const StoredPart&, const auto&) {
        if (++seen == 7)
            stop.request_stop();
    };
    QVERIFY_THROWS_EXCEPTION(inference::Cancelled, history.stream(setup(), {visit, {}}, stop.get_token()));
    QCOMPARE(seen, 7);
    // What the visitor throws comes through, and the history goes on working.
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, history.stream(setup(), {[](const StoredPart&, const auto&) { throw std::runtime_error("enough"); }, {}}));
    QVERIFY(history.find({sha(3), setup()}));
    history.put({sha(21), setup()}, inspection(21, 1, 1, 2));
}

void TestHistory::streamEndsWithWhatWasThere()
{
    Prepared place;
    History history(place.path), other(place.path);
    for (int i = 0; i < 10; ++i)
        history.put({sha(i), setup()}, inspection(unsigned(i), 1, 1, 2));
    int seen = 0;
    history.stream(setup(), {[&](const StoredPart& part, const auto&) {
                                 // Both sides may write while it runs.
                                 history.putSummaries("x", std::vector<app::StoredSummary> {{part.id, bytes("y")}});
                                 other.put({sha(1000 + seen++), setup()}, inspection(1, 1, 1, 2));
                             },
                             {}});
    QCOMPARE(seen, 10);
    QCOMPARE(history.counts().inspections, 20);
}

void TestHistory::damagedEvidenceIsToldAndDoesNotEndTheStream()
{
    Prepared place;
    History history(place.path);
    for (int i = 0; i < 3; ++i)
        history.put({sha(i), setup()}, inspection(unsigned(i), 1, 1, 2));
    history.putStamp({"/parts/1.png", 1, 1}, sha(1));
    QCOMPARE(rawSql(place.path, {"UPDATE evidence SET bytes = zeroblob(10) WHERE inspection = 2", "DELETE FROM evidence WHERE inspection = 3"}), QString());
    QCOMPARE(codeOf([&] { history.find({sha(1), setup()}); }), code(ErrorCode::EvidenceCorrupt));
    QVERIFY(!history.find({sha(2), setup()}));
    std::vector<fs::path> damaged;
    int found = 0;
    history.stream(setup(), {[&](const StoredPart&, const auto&) { ++found; },
                             [&](const StoredPart&, const inference::Error& error) { damaged.push_back(error.file()); }});
    QCOMPARE(found, 1);
    QVERIFY(damaged == std::vector({fs::path("/parts/1.png"), place.path}));
    history.put({sha(1), setup()}, inspection(1, 1, 1, 2));
    QVERIFY(same(*history.find({sha(1), setup()}), inspection(1, 1, 1, 2)));
}

void TestHistory::anotherThreadIsRefused()
{
    Prepared place;
    History history(place.path);
    history.put({sha(1), setup()}, inspection(1, 1, 1, 2));
    std::optional<ErrorCode> reading, writing;
    std::jthread([&] {
        reading = codeOf([&] { history.find({sha(1), setup()}); });
        writing = codeOf([&] { history.put({sha(1), setup()}, inspection(2, 1, 1, 2)); });
    }).join();
    QCOMPARE(reading, code(ErrorCode::BadInput));
    QCOMPARE(writing, code(ErrorCode::BadInput));
    QVERIFY(same(*history.find({sha(1), setup()}), inspection(1, 1, 1, 2)));
}

void TestHistory::twoConnectionsAtOnce()
{
    Prepared place;
    constexpr int each = 150;
    const auto work = [&](int from, int& failures) {
        try {
            History history(place.path);
            for (int i = from; i < from + each; ++i) {
                history.put({sha(i), setup()}, inspection(unsigned(i), 1, 4, 10));
                failures += !history.find({sha(i), setup()});
            }
        } catch (const inference::Error& error) {
            qWarning("%s", error.what());
            ++failures;
        }
    };
    int failures[2] {};
    {
        std::jthread left([&] { work(0, failures[0]); }), right([&] { work(each, failures[1]); });
    }
    QCOMPARE(failures[0] + failures[1], 0);
    History history(place.path);
    QCOMPARE(history.counts().inspections, 2 * each);
    QCOMPARE(history.counts().images, 2 * each);
    QCOMPARE(history.setups().size(), 1u);
    for (int i = 0; i < 2 * each; ++i)
        QVERIFY(same(*history.find({sha(i), setup()}), inspection(unsigned(i), 1, 4, 10)));
}

void TestHistory::fullDiskLosesNothing()
{
    Prepared place;
    History history(place.path);
    history.put({sha(1), setup()}, inspection(1));
    {
        const FullDisk full(fs::file_size(place.beside("-wal")) + 20'000);
        QCOMPARE(codeOf([&] { history.put({sha(2), setup()}, inspection(2)); }), code(ErrorCode::WriteFailed));
        QCOMPARE(codeOf([&] { history.put({sha(2), setup()}, inspection(2)); }), code(ErrorCode::WriteFailed));
        QVERIFY(same(*history.find({sha(1), setup()}), inspection(1)));
        QVERIFY(!history.find({sha(2), setup()}));
    }
    history.put({sha(2), setup()}, inspection(2));
    QVERIFY(same(*history.find({sha(1), setup()}), inspection(1)));
    QVERIFY(same(*history.find({sha(2), setup()}), inspection(2)));
    QCOMPARE(rawValue(place.path, "PRAGMA integrity_check").toString(), QString("ok"));
}

void TestHistory::killedProgramLosesNothingItPut()
{
    Prepared place;
    std::minstd_rand random(std::random_device {}());
    int total = 0;
    for (int round = 0; round < 8; ++round) {
        QProcess child;
        child.setProgram(QCoreApplication::applicationFilePath());
        child.setArguments({"--put", QString::fromStdString(place.path.string()), QString::number(round * 100'000)});
        child.start();
        QVERIFY(child.waitForReadyRead(20'000));
        QThread::usleep(1000 + random() % 60'000);  // the moment is what is tested, nothing is waited for
        child.kill();
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.exitStatus(), QProcess::CrashExit);

        QVERIFY(!app::prepareHistory(place.path).setAside);
        History history(place.path);
        QList<QByteArray> lines = child.readAllStandardOutput().split('\n');
        lines.removeLast();  // behind the last line break: nothing, or a number that was cut off
        QVERIFY(!lines.isEmpty());
        for (const QByteArray& line : lines) {
            const auto found = history.find({sha(line.toInt()), setup()});
            QVERIFY2(found && same(*found, inspection(line.toUInt())), line.constData());
        }
        total += int(lines.size());
    }
    qInfo("8 kills, %d inspections said to be stored, all found", total);
}

void TestHistory::speed()
{
    Prepared place;
    History history(place.path);
    constexpr int count = 10'000;
    std::vector<inference::Inspection> ready;
    for (unsigned i = 0; i < 16; ++i)
        ready.push_back(inspection(i));
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < count; ++i)
        history.put({sha(i), setup()}, ready[std::size_t(i) % ready.size()]);
    const double putting = double(timer.nsecsElapsed()) / 1e9;
    int seen = 0;
    timer.start();
    history.stream(setup(), {[&](const StoredPart&, const auto&) { ++seen; }, {}});
    const double streaming = double(timer.nsecsElapsed()) / 1e9;
    QCOMPARE(seen, count);
    timer.start();
    for (int i = 0; i < count; i += 10)
        QVERIFY(history.find({sha(i), setup()}));
    const double finding = double(timer.nsecsElapsed()) / 1e9 / (count / 10);
    qInfo("43 KB each: %.0f puts/s; %d streamed at %.0f/s; one found in %.0f us; file %.1f MB, log %.1f MB", count / putting, count,
          count / streaming, finding * 1e6, double(fs::file_size(place.path)) / 1e6, double(fs::file_size(place.beside("-wal"))) / 1e6);
    timer.start();
    QVERIFY(!app::prepareHistory(place.path).setAside);
    qInfo("opened again in %lld ms", timer.elapsed());
}

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 4 && std::string_view(argv[1]) == "--put")
        return putUntilKilled(argv[2], atoi(argv[3]));
    TestHistory test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_history.moc"
