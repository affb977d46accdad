// The pictures on the disk: never half a file, never another's, never more than the limit.

#include "app/live/recording_folder.h"
#include "live_tools.h"

#include <sys/stat.h>

using namespace live_tools;
using inference::ErrorCode;
using Bytes = std::vector<std::uint8_t>;

namespace {

constexpr const char* day = "2026-11-26";

RecordingName nameOf(int second, const char* theDay = day)
{
    std::array<char, 64> stem {};
    std::snprintf(stem.data(), stem.size(), "14.15.%02d.000_%06d_fail", second, second);
    return {theDay, stem.data()};
}

struct Folder {
    QTemporaryDir temporary;
    fs::path path = fs::path(temporary.path().toStdString()) / "r";
    fs::path operator/(const std::string& name) const { return path / name; }

    /// Seconds 1 to `count`: a picture of 100 bytes and two neighbours of 10 each.
    void fill(int count) const
    {
        RecordingFolder folder(path);
        for (int second = 1; second <= count; ++second) {
            folder.writePart(nameOf(second), Bytes(100));
            folder.writeNeighbour(nameOf(second), -1, Bytes(10));
            folder.writeNeighbour(nameOf(second), 1, Bytes(10));
        }
    }
    void put(const std::string& name, const QByteArray& bytes = "somebody's") const
    {
        fs::create_directories((path / name).parent_path());
        store_tools::write(path / name, bytes);
    }
};

}  // namespace

class TestRecordingFolder : public QObject {
    Q_OBJECT

private slots:
    void picturesLieByDay();
    void aTakenNameIsNeverReplaced();
    void whatIsThereIsCounted();
    void theOldestGoWithTheirNeighbours();
    void theOldestByAge();
    void roomIsMadeButNotByTheRecordingItself();
    void whatIsDatedIntoTheFutureGoesFirst();
    void foreignFilesStay();
    void linksAreNotFollowed();
    void aLinkInPlaceOfAFolderIsRefused();
    void whatIsLeftOfAKilledProgramGoesWhenItIsOld();
    void aFullDiskLeavesNoHalfFile();
    void aFileThatCannotBeRemovedIsSaid();
};

void TestRecordingFolder::picturesLieByDay()
{
    Folder place;
    RecordingFolder folder(place.path);
    QVERIFY(!fs::exists(place.path));
    const FileStamp stamp = folder.writePart(nameOf(3), Bytes {1, 2, 3});
    QVERIFY(folder.writeNeighbour(nameOf(3), -2, Bytes {4}));
    QVERIFY(folder.writeNeighbour(nameOf(3), 1, Bytes {5}));
    QCOMPARE(filesBelow(place.path),
             (std::vector<std::string> {"around/2026-11-26/14.15.03.000_000003_fail/+01.png", "around/2026-11-26/14.15.03.000_000003_fail/-02.png",
                                        "parts/2026-11-26/14.15.03.000_000003_fail.png"}));
    QCOMPARE(stamp.path, RecordingFolder::placeOf(place.path, nameOf(3)));
    QVERIFY(stamp == stampOf(stamp.path));
    QCOMPARE(store_tools::contents(stamp.path), QByteArray("\1\2\3"));
    QCOMPARE(folder.bytes(), std::uintmax_t(5));
}

void TestRecordingFolder::aTakenNameIsNeverReplaced()
{
    Folder place;
    RecordingFolder folder(place.path);
    folder.writePart(nameOf(3), Bytes {1});
    QCOMPARE(folder.writePart(nameOf(3), Bytes {2}).path.filename(), fs::path("14.15.03.000_000003_fail-2.png"));
    QCOMPARE(folder.writePart(nameOf(3), Bytes {3}).path.filename(), fs::path("14.15.03.000_000003_fail-3.png"));
    QCOMPARE(store_tools::contents(RecordingFolder::placeOf(place.path, nameOf(3))), QByteArray("\1"));
    QVERIFY(folder.writeNeighbour(nameOf(3), 1, Bytes {4}));
    QVERIFY(!folder.writeNeighbour(nameOf(3), 1, Bytes {5}));
    QCOMPARE(folder.bytes(), std::uintmax_t(4));
    QCOMPARE(RecordingFolder(place.path).bytes(), std::uintmax_t(4));
}

void TestRecordingFolder::whatIsThereIsCounted()
{
    Folder place;
    place.fill(3);
    place.put("parts/2026-11-26/note.png");
    place.put("parts/photo.png");
    place.put("around/2026-11-26/14.15.01.000_000001_fail/note.txt");
    RecordingFolder folder(place.path);
    QCOMPARE(folder.bytes(), std::uintmax_t(360));
    fs::remove(RecordingFolder::placeOf(place.path, nameOf(2)));  // by somebody else
    folder.scan();
    QCOMPARE(folder.bytes(), std::uintmax_t(260));
}

void TestRecordingFolder::theOldestGoWithTheirNeighbours()
{
    Folder place;
    place.fill(4);
    RecordingFolder folder(place.path);
    QCOMPARE(folder.prune({480, {}}), std::size_t(0));
    QCOMPARE(folder.prune({479, {}}), std::size_t(1));
    QCOMPARE(folder.bytes(), std::uintmax_t(360));
    QVERIFY(!fs::exists(RecordingFolder::placeOf(place.path, nameOf(1))));
    QVERIFY(!fs::exists(place / "around/2026-11-26/14.15.01.000_000001_fail"));
    QCOMPARE(filesBelow(place.path).size(), std::size_t(9));
    QCOMPARE(folder.prune({0, {}}), std::size_t(3));
    QCOMPARE(filesBelow(place.path), (std::vector<std::string> {"around/", "parts/"}));
}

void TestRecordingFolder::theOldestByAge()
{
    Folder place;
    RecordingFolder folder(place.path);
    for (const char* const one : {"2026-11-24", "2026-11-25", "2026-11-26"})
        folder.writePart(nameOf(5, one), Bytes(10));
    QCOMPARE(folder.prune({1000, "2026-11-25/14.15.05.000"}), std::size_t(1));
    QCOMPARE(folder.prune({1000, "2026-11-25/14.15.05.001"}), std::size_t(1));
    QCOMPARE(filesBelow(place.path), (std::vector<std::string> {"parts/2026-11-26/14.15.05.000_000005_fail.png"}));
}

void TestRecordingFolder::roomIsMadeButNotByTheRecordingItself()
{
    Folder place;
    place.fill(3);
    RecordingFolder folder(place.path);
    QCOMPARE(folder.prune({360, {}}, 50, nameOf(3).key()), std::size_t(1));
    QCOMPARE(folder.prune({200, {}}, 100, nameOf(3).key()), std::size_t(1));
    QCOMPARE(folder.prune({100, {}}, 100, nameOf(3).key()), std::size_t(0));
    QCOMPARE(folder.bytes(), std::uintmax_t(120));
}

void TestRecordingFolder::whatIsDatedIntoTheFutureGoesFirst()
{
    Folder place;
    RecordingFolder folder(place.path);
    for (const char* const one : {"2026-11-25", "2026-11-26", "2050-01-01", "2050-01-02"})  // the clock was wrong
        folder.writePart(nameOf(5, one), Bytes(10));
    const RecordingFolder::Limits limits {40, {}, "2026-11-27/14.15.05.000"};
    const std::string present = nameOf(6).key();
    QCOMPARE(folder.prune({40, "2026-11-20/00.00.00.000", limits.newest}), std::size_t(0));  // there is room: it stays
    QCOMPARE(folder.prune(limits, 10, present), std::size_t(1));
    QVERIFY(!fs::exists(RecordingFolder::placeOf(place.path, nameOf(5, "2050-01-01"))));
    QCOMPARE(folder.prune({40, "2026-11-26/00.00.00.000", limits.newest}, 0, present), std::size_t(1));  // by age as ever
    QCOMPARE(folder.prune(limits, 30, present), std::size_t(1));
    QCOMPARE(filesBelow(place.path), (std::vector<std::string> {"parts/2026-11-26/14.15.05.000_000005_fail.png"}));
}

void TestRecordingFolder::foreignFilesStay()
{
    Folder place;
    place.fill(2);
    const std::vector<std::string> others {"around/2026-11-26/14.15.01.000_000001_fail/note.txt", "around/notes.txt", "parts/2026-11-26/a.png",
                                           "parts/2026-11-26/sub/14.15.01.000_000001_fail.png", "parts/holiday/14.15.01.000_000001_fail.png",
                                           "snapshots/2026-11-26/14.15.01.000_000001_fail.png"};
    for (const std::string& other : others)
        place.put(other);
    RecordingFolder folder(place.path);
    QCOMPARE(folder.prune({0, {}}), std::size_t(2));
    QCOMPARE(filesBelow(place.path), others);
}

void TestRecordingFolder::linksAreNotFollowed()
{
    Folder place, elsewhere;
    elsewhere.fill(1);
    place.fill(1);
    const std::string picture = "14.15.02.000_000002_fail.png";
    elsewhere.put("kept.png");
    // a picture, a day and the neighbours of a recording that lie somewhere else
    fs::create_symlink(elsewhere / "kept.png", place / ("parts/2026-11-26/" + picture));
    fs::create_directory_symlink(elsewhere / "parts/2026-11-26", place / "parts/2026-11-20");
    fs::create_directory_symlink(elsewhere / "around/2026-11-26/14.15.01.000_000001_fail", place / "around/2026-11-26/14.15.04.000_000004_fail");
    const auto before = filesBelow(elsewhere.path);
    RecordingFolder folder(place.path);
    QCOMPARE(folder.bytes(), std::uintmax_t(120));
    // between the look and the removal somebody puts a link in the place of the neighbours
    fs::remove_all(place / "around/2026-11-26/14.15.01.000_000001_fail");
    fs::create_directory_symlink(elsewhere / "around/2026-11-26/14.15.01.000_000001_fail", place / "around/2026-11-26/14.15.01.000_000001_fail");
    QCOMPARE(folder.prune({0, {}}), std::size_t(1));
    QCOMPARE(filesBelow(elsewhere.path), before);
    QVERIFY(fs::is_symlink(place / ("parts/2026-11-26/" + picture)) && fs::is_symlink(place / "parts/2026-11-20")
            && fs::is_symlink(place / "around/2026-11-26/14.15.04.000_000004_fail"));
    QVERIFY(!fs::exists(RecordingFolder::placeOf(place.path, nameOf(1))));
}

void TestRecordingFolder::aLinkInPlaceOfAFolderIsRefused()
{
    Folder place, elsewhere;
    fs::create_directories(place.path);
    fs::create_directories(elsewhere.path);
    fs::create_directory_symlink(elsewhere.path, place / "parts");
    RecordingFolder folder(place.path);
    QCOMPARE(store_tools::codeOf([&] { folder.writePart(nameOf(1), Bytes(1)); }), store_tools::code(ErrorCode::WriteFailed));
    QVERIFY(filesBelow(elsewhere.path).empty());
}

void TestRecordingFolder::whatIsLeftOfAKilledProgramGoesWhenItIsOld()
{
    Folder place;
    const std::string old = "parts/2026-11-26/14.15.01.000_000001_fail.png.123.part", young = "parts/2026-11-26/14.15.02.000_000002_fail.png.123.part";
    const std::string neighbour = "around/2026-11-26/14.15.01.000_000001_fail/-01.png.123.part", foreign = "parts/2026-11-26/a.png.123.part";
    for (const std::string& name : {old, young, neighbour, foreign})
        place.put(name);
    for (const std::string& name : {old, neighbour, foreign})
        fs::last_write_time(place / name, fs::file_time_type::clock::now() - std::chrono::hours(25));
    RecordingFolder folder(place.path);
    QCOMPARE(folder.bytes(), std::uintmax_t(0));
    QVERIFY(!fs::exists(place / old) && !fs::exists(place / neighbour));
    QVERIFY(fs::exists(place / young) && fs::exists(place / foreign));
}

void TestRecordingFolder::aFullDiskLeavesNoHalfFile()
{
    Folder place;
    RecordingFolder folder(place.path);
    {
        const FullDisk full(1000);
        QCOMPARE(store_tools::codeOf([&] { folder.writePart(nameOf(1), Bytes(5000)); }), store_tools::code(ErrorCode::WriteFailed));
    }
    QCOMPARE(filesBelow(place.path), (std::vector<std::string> {"parts/2026-11-26/"}));
    QCOMPARE(folder.bytes(), std::uintmax_t(0));
    folder.writePart(nameOf(1), Bytes(5000));
    QCOMPARE(folder.bytes(), std::uintmax_t(5000));
}

void TestRecordingFolder::aFileThatCannotBeRemovedIsSaid()
{
    Folder place;
    place.fill(1);
    RecordingFolder folder(place.path);
    const fs::path picture = RecordingFolder::placeOf(place.path, nameOf(1));
    fs::permissions(picture.parent_path(), fs::perms::owner_read | fs::perms::owner_exec);
    if (geteuid() == 0) {
        fs::permissions(picture.parent_path(), fs::perms::owner_all);
        QSKIP("root may do everything");
    }
    QCOMPARE(store_tools::codeOf([&] { folder.prune({0, {}}); }), store_tools::code(ErrorCode::WriteFailed));
    QCOMPARE(folder.bytes(), std::uintmax_t(120));
    fs::permissions(picture.parent_path(), fs::perms::owner_all);
}

QTEST_APPLESS_MAIN(TestRecordingFolder)
#include "tst_recording_folder.moc"
