// Which pictures are kept, and that nothing waits for the disk.

#include "live_tools.h"

#include <QSignalSpy>

#include <csignal>
#include <sys/wait.h>

using namespace live_tools;
using inference::Verdict;

class TestRecorder : public QObject {
    Q_OBJECT

private slots:
    void whatIsRecorded_data();
    void whatIsRecorded();
    void aPictureIsTheFrameToTheBit_data();
    void aPictureIsTheFrameToTheBit();
    void neighbours_data();
    void neighbours();
    void framesThatCameBeforeTheVerdictCountAsAfter();
    void overlappingRecordingsHaveTheirOwn();
    void theEndOfARunLeavesWhatThereIs();
    void aRunDoesNotSeeTheFramesOfTheLast();
    void moreThanCanBeUnfinishedAreCut();
    void theLimitRemovesTheOldest();
    void aPictureLargerThanTheLimitIsNotWritten();
    void whatAWrongClockDatedDoesNotBlock();
    void littleSpaceStopsItUntilThereIsMore();
    void aFullDiskIsSaidOnceAndRecoveredFrom();
    void aSlowDiskDropsNeighboursThenRecordings();
    void withoutAFolderNothingIsWritten();
    void optionsHoldFromTheNextVerdictOn();
    void whatWasPromisedLiesWhereItWasPromised();
    void theStateIsSaidOnceUntilItIsAskedFor();
    void aKilledProgramLeavesNoHalfPicture();
};

void TestRecorder::whatIsRecorded_data()
{
    QTest::addColumn<int>("results");
    QTest::addColumn<QString>("kept");
    QTest::newRow("nothing") << int(RecordedResults::Nothing) << "";
    QTest::newRow("fails") << int(RecordedResults::Fails) << "fail";
    QTest::newRow("fails and reviews") << int(RecordedResults::FailsAndReviews) << "review fail error";
    QTest::newRow("everything") << int(RecordedResults::Everything) << "pass review fail error";
}

void TestRecorder::whatIsRecorded()
{
    QFETCH(int, results);
    Place place;
    place.options.results = RecordedResults(results);
    QStringList kept;
    {
        Run run(place);
        for (const auto verdict : {std::optional(Verdict::Pass), std::optional(Verdict::Review), std::optional(Verdict::Fail), std::optional<Verdict>()}) {
            const fs::path picture = run.judge(20, verdict);
            run.recorder.waitUntilWritten();
            QCOMPARE(!picture.empty(), fs::exists(picture));
            if (!picture.empty())
                kept << QString::fromStdString(picture.stem().string()).section('_', -1);
        }
        QCOMPARE(run.recorder.state().recorded, std::uint64_t(kept.size()));
        QCOMPARE(run.recorder.state().dropped, 0u);
    }
    QTEST(kept.join(' '), "kept");
    QCOMPARE(filesBelow(place.folder).size(), std::size_t(kept.size()));
}

void TestRecorder::aPictureIsTheFrameToTheBit_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("bytes");
    QTest::newRow("grey") << 1 << 1;
    QTest::newRow("RGB") << 3 << 1;
    QTest::newRow("grey of 16 bits") << 1 << 2;
    QTest::newRow("RGB of 16 bits") << 3 << 2;
}

void TestRecorder::aPictureIsTheFrameToTheBit()
{
    QFETCH(int, channels);
    QFETCH(int, bytes);
    Place place;
    Run run(place);
    auto frame = std::make_shared<inference::sources::Frame>(*frameOf(1, 61, 37, channels, bytes));
    for (std::size_t i = 0; i < frame->image.pixels.size(); ++i)
        frame->image.pixels[i] = std::uint8_t(i * 37 + i / 61);
    const fs::path picture = run.judge(frame);
    run.recorder.waitUntilWritten();
    const inference::Image back = inference::imaging::decode(picture);
    QCOMPARE(back.channels, channels);
    QCOMPARE(back.bytesPerChannel, bytes);
    QCOMPARE(back.size(), frame->image.size());
    QCOMPARE(back.pixels, frame->image.pixels);
}

void TestRecorder::neighbours_data()
{
    QTest::addColumn<int>("judged");
    QTest::addColumn<int>("last");
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("after");
    QTest::addColumn<QString>("around");
    QTest::newRow("both") << 10 << 20 << 2 << 3 << "-2:8 -1:9 +1:11 +2:12 +3:13";
    QTest::newRow("before only") << 10 << 20 << 3 << 0 << "-3:7 -2:8 -1:9";
    QTest::newRow("after only") << 10 << 20 << 0 << 2 << "+1:11 +2:12";
    QTest::newRow("none") << 10 << 20 << 0 << 0 << "";
    QTest::newRow("at the start of the run") << 2 << 20 << 5 << 1 << "-1:1 +1:3";
    QTest::newRow("the first frame") << 1 << 20 << 5 << 1 << "+1:2";
    QTest::newRow("at its end") << 10 << 11 << 1 << 5 << "-1:9 +1:11";
}

void TestRecorder::neighbours()
{
    QFETCH(int, judged);
    QFETCH(int, last);
    QFETCH(int, before);
    QFETCH(int, after);
    Place place;
    place.options.before = before;
    place.options.after = after;
    Run run(place);
    run.feed(1, std::uint64_t(judged));
    const fs::path picture = run.judge(std::uint64_t(judged));
    run.feed(std::uint64_t(judged) + 1, std::uint64_t(last));
    run.recorder.endRun();
    run.recorder.waitUntilWritten();
    QCOMPARE(brightness(picture), judged);
    QTEST(QString::fromStdString(run.around(picture)), "around");
    QCOMPARE(run.recorder.state().droppedNeighbours, 0u);
}

void TestRecorder::framesThatCameBeforeTheVerdictCountAsAfter()
{
    Place place;
    place.options.before = 1;
    place.options.after = 4;
    Run run(place);
    run.feed(1, 12);  // the model was two frames behind
    const fs::path picture = run.judge(10);
    run.feed(13, 20);
    run.recorder.waitUntilWritten();
    QCOMPARE(run.around(picture), std::string("-1:9 +1:11 +2:12 +3:13 +4:14"));
    QCOMPARE(run.recorder.state().neighbours, 5u);
}

void TestRecorder::overlappingRecordingsHaveTheirOwn()
{
    Place place;
    place.options.before = 2;
    place.options.after = 3;
    Run run(place);
    std::vector<fs::path> pictures;
    for (std::uint64_t id = 1; id <= 12; ++id) {
        run.recorder.noteFrame(frameOf(id));
        if (id == 5 || id == 6 || id == 8)
            pictures.push_back(run.judge(id));
    }
    run.recorder.waitUntilWritten();
    QCOMPARE(run.around(pictures[0]), std::string("-2:3 -1:4 +1:6 +2:7 +3:8"));
    QCOMPARE(run.around(pictures[1]), std::string("-2:4 -1:5 +1:7 +2:8 +3:9"));
    QCOMPARE(run.around(pictures[2]), std::string("-2:6 -1:7 +1:9 +2:10 +3:11"));
}

void TestRecorder::theEndOfARunLeavesWhatThereIs()
{
    Place place;
    place.options.before = 1;
    place.options.after = 5;
    fs::path picture;
    {
        Run run(place);
        run.feed(1, 10);
        picture = run.judge(9);
        run.feed(11, 11);
    }  // it ends with work that waits
    QCOMPARE(brightness(picture), 9);
    QCOMPARE(Run(place).around(picture), std::string("-1:8 +1:10 +2:11"));
}

void TestRecorder::aRunDoesNotSeeTheFramesOfTheLast()
{
    Place place;
    place.options.before = 3;
    place.options.after = 2;
    Run run(place);
    run.feed(1, 10);
    const fs::path first = run.judge(10);
    run.recorder.endRun();
    const RunFacts next = facts();
    run.recorder.beginRun(next);
    run.feed(11, 12);
    const fs::path late = run.judge(11);  // of the run before: its frames are gone
    RecordMaker maker(next);
    auto frame = std::make_shared<inference::sources::Frame>(*frameOf(12));
    frame->exposed -= std::chrono::seconds(1);  // both are number 1 of their run
    const auto result = resultOf(LiveFrame(frame));
    const fs::path second = run.recorder.note(result, maker.recordOf(*result));
    run.recorder.waitUntilWritten();
    QCOMPARE(brightness(late), 11);
    QCOMPARE(run.around(late), std::string());
    QCOMPARE(run.around(first), std::string("-3:7 -2:8 -1:9"));
    QCOMPARE(run.around(second), std::string("-1:11"));
}

void TestRecorder::moreThanCanBeUnfinishedAreCut()
{
    Place place;
    place.options.after = 2;
    Run run(place);
    std::vector<fs::path> pictures;
    run.feed(1, 1);
    for (std::size_t i = 0; i <= Recorder::mostUnfinished; ++i)
        pictures.push_back(run.judge(1));
    run.feed(2, 3);
    run.recorder.waitUntilWritten();
    QCOMPARE(run.around(pictures.front()), std::string());
    QCOMPARE(run.around(pictures[1]), std::string("+1:2 +2:3"));
    QCOMPARE(run.recorder.state().droppedNeighbours, 2u);
}

void TestRecorder::theLimitRemovesTheOldest()
{
    Place place;
    place.options.mostBytes = 1000;
    place.tools.encode = [](const inference::Image& image) { return std::vector<std::uint8_t>(300, image.pixels.at(0)); };
    Run run(place);
    std::vector<fs::path> pictures;
    for (std::uint64_t id = 1; id <= 5; ++id) {
        pictures.push_back(run.judge(id));
        run.recorder.waitUntilWritten();
        QVERIFY(run.recorder.state().bytes <= 1000);
    }
    QCOMPARE(run.recorder.state().recorded, 5u);
    QCOMPARE(run.recorder.state().pruned, 2u);
    QCOMPARE(run.recorder.state().bytes, std::uintmax_t(900));
    QVERIFY(!fs::exists(pictures[0]) && !fs::exists(pictures[1]) && fs::exists(pictures[2]) && fs::exists(pictures[4]));
}

void TestRecorder::aPictureLargerThanTheLimitIsNotWritten()
{
    Place place;
    place.options.mostBytes = 1000;
    int size = 400;
    place.tools.encode = [&](const inference::Image&) { return std::vector<std::uint8_t>(std::size_t(size)); };
    Run run(place);
    QSignalSpy noRoom(&run.recorder, &Recorder::noRoomChanged);
    const fs::path kept = run.judge(1);
    run.recorder.waitUntilWritten();
    size = 1001;
    run.judge(2);
    run.judge(3);
    run.recorder.waitUntilWritten();
    QVERIFY(fs::exists(kept));  // nothing was removed for what has no room anyway
    QCOMPARE(run.recorder.state().dropped, 2u);
    QCOMPARE(run.recorder.state().pruned, 0u);
    QVERIFY(run.recorder.state().noRoom);
    QCOMPARE(noRoom.size(), 1);  // said once
    size = 400;
    run.judge(4);
    run.recorder.waitUntilWritten();
    QVERIFY(!run.recorder.state().noRoom);
    QCOMPARE(noRoom.size(), 2);
    QCOMPARE(noRoom[1][0].toBool(), false);
}

void TestRecorder::whatAWrongClockDatedDoesNotBlock()
{
    Place place;
    place.options.mostBytes = 1000;
    place.tools.encode = [](const inference::Image&) { return std::vector<std::uint8_t>(400); };
    const fs::path future = place.folder / "parts" / "2150-01-01" / "00.00.00.000_000001_fail.png";
    fs::create_directories(future.parent_path());
    store_tools::write(future, QByteArray(1000, 'x'));
    Run run(place);
    const fs::path first = run.judge(1), second = run.judge(2);
    run.recorder.waitUntilWritten();
    QVERIFY(fs::exists(first) && fs::exists(second) && !fs::exists(future));
    QCOMPARE(run.recorder.state().dropped, 0u);
}

void TestRecorder::littleSpaceStopsItUntilThereIsMore()
{
    Place place;
    std::atomic<std::uintmax_t> free {1'000'000'000};
    place.options.leastFree = 1'000'000'000;
    place.options.before = 1;
    place.tools.freeSpace = [&](const fs::path&) { return free.load(); };
    Run run(place);
    QSignalSpy low(&run.recorder, &Recorder::spaceLowChanged);
    run.feed(1, 5);
    QVERIFY(!run.judge(5).empty());
    run.recorder.waitUntilWritten();
    free = 999'999'999;
    run.judge(5);  // was promised, and then there is no space
    run.recorder.waitUntilWritten();
    QVERIFY(run.recorder.state().spaceLow);
    QCOMPARE(run.judge(5), fs::path());
    run.recorder.waitUntilWritten();
    QCOMPARE(run.recorder.state().recorded, 1u);
    QCOMPARE(run.recorder.state().dropped, 2u);
    QCOMPARE(run.recorder.state().droppedNeighbours, 1u);
    free = 2'000'000'000;
    QCOMPARE(run.judge(5), fs::path());  // has it look
    run.recorder.waitUntilWritten();
    QVERIFY(!run.recorder.state().spaceLow);
    QVERIFY(fs::exists(run.judge(5).parent_path()));
    run.recorder.waitUntilWritten();
    QCOMPARE(run.recorder.state().recorded, 2u);
    QCOMPARE(low.size(), 2);
    QCOMPARE(low[0][0].toBool(), true);
    QCOMPARE(low[1][0].toBool(), false);
    QVERIFY(!run.recorder.state().error);
}

void TestRecorder::aFullDiskIsSaidOnceAndRecoveredFrom()
{
    Place place;
    // the history fits below the limit, pictures don't
    place.tools.encode = [](const inference::Image&) { return std::vector<std::uint8_t>(20'000'000); };
    Run run(place);
    QSignalSpy failed(&run.recorder, &Recorder::picturesFailed), recovered(&run.recorder, &Recorder::picturesRecovered);
    {
        const FullDisk full(10'000'000);
        for (std::uint64_t id = 1; id <= 3; ++id)
            run.judge(id);
        run.recorder.waitUntilWritten();
    }
    QCOMPARE(failed.size(), 1);
    const auto error = errorIn(failed[0][0]);
    QCOMPARE(error.code(), inference::ErrorCode::WriteFailed);
    QVERIFY(error.file().string().starts_with((place.folder / "parts").string()));
    QVERIFY(run.recorder.state().error.has_value());
    QCOMPARE(run.recorder.state().dropped, 3u);
    for (const std::string& name : filesBelow(place.folder))
        QVERIFY2(name.ends_with('/'), name.c_str());
    const fs::path picture = run.judge(4);
    run.recorder.waitUntilWritten();
    QVERIFY(fs::exists(picture));
    QCOMPARE(recovered.size(), 1);
    QVERIFY(!run.recorder.state().error);
    QCOMPARE(failed.size(), 1);
}

void TestRecorder::aSlowDiskDropsNeighboursThenRecordings()
{
    HeldEncoder encoder;
    encoder.hold(true);
    Place place;
    place.options.before = 4;
    place.tools.encode = [&](const inference::Image& image) { return encoder(image); };
    place.tools.pictureBytes = 3 * 768;    // three frames of 32 x 24
    place.tools.neighbourBytes = 6 * 768;  // six
    Run run(place);
    run.feed(1, 9);
    const fs::path first = run.judge(5);
    encoder.waitForCall(1);  // in the writer's hands; four neighbours wait
    QCOMPARE(run.recorder.state().droppedNeighbours, 0u);
    const fs::path second = run.judge(6);  // two of its neighbours find no room
    QCOMPARE(run.recorder.state().droppedNeighbours, 2u);
    QCOMPARE(run.recorder.state().dropped, 0u);
    QVERIFY(!run.judge(7).empty());
    QVERIFY(!run.judge(8).empty());
    QCOMPARE(run.recorder.state().droppedNeighbours, 10u);
    QCOMPARE(run.judge(9), fs::path());  // and now whole recordings
    QCOMPARE(run.recorder.state().dropped, 1u);
    for (int i = 0; i < 1000; ++i)  // returns, although nothing is written
        QCOMPARE(run.judge(9), fs::path());
    QCOMPARE(run.recorder.state().dropped, 1001u);
    encoder.hold(false);
    run.recorder.waitUntilWritten();
    const RecorderState state = run.recorder.state();
    QCOMPARE(state.recorded, 4u);
    QCOMPARE(state.neighbours, 6u);
    QVERIFY(fs::exists(first) && fs::exists(second));
}

void TestRecorder::withoutAFolderNothingIsWritten()
{
    Place place;
    place.options.folder.clear();
    Run run(place);
    run.feed(1, 3);
    QCOMPARE(run.judge(3), fs::path());
    run.recorder.waitUntilWritten();
    QCOMPARE(run.recorder.state().recorded + run.recorder.state().dropped, 0u);
    QVERIFY(!run.recorder.state().error);
}

void TestRecorder::optionsHoldFromTheNextVerdictOn()
{
    Place place;
    Run run(place);
    const fs::path first = run.judge(1);
    run.recorder.waitUntilWritten();
    RecorderOptions other = place.options;
    other.folder = place.folder / "other";
    other.after = 1000;  // bounded
    run.recorder.setOptions(other);
    run.feed(1, 2);
    const fs::path second = run.judge(2);
    run.feed(3, 60);
    run.recorder.waitUntilWritten();
    QVERIFY(fs::exists(first) && fs::exists(second));
    QVERIFY(second.string().starts_with(other.folder.string()));
    QCOMPARE(run.recorder.state().neighbours, 50u);
    QVERIFY(run.recorder.state().bytes > 0);
}

void TestRecorder::whatWasPromisedLiesWhereItWasPromised()
{
    HeldEncoder encoder;
    encoder.hold(true);
    Place place;
    place.options.after = 2;
    place.tools.encode = [&](const inference::Image& image) { return encoder(image); };
    Run run(place);
    run.feed(1, 1);
    const fs::path first = run.judge(1);
    encoder.waitForCall(1);
    const fs::path second = run.judge(1);
    RecorderOptions other = place.options;
    other.folder = place.folder.parent_path() / "other";
    run.recorder.setOptions(other);
    const fs::path third = run.judge(1);
    run.feed(2, 3);
    encoder.hold(false);
    run.recorder.waitUntilWritten();
    for (const fs::path& picture : {first, second, third})
        QVERIFY(fs::exists(picture));
    QCOMPARE(filesBelow(place.folder).size(), std::size_t(6));
    QCOMPARE(filesBelow(other.folder).size(), std::size_t(3));
    QCOMPARE(run.recorder.state().bytes, std::uintmax_t(3 * 768));  // of the present one
}

void TestRecorder::theStateIsSaidOnceUntilItIsAskedFor()
{
    Place place;
    Run run(place);
    run.recorder.waitUntilWritten();
    run.recorder.state();
    QSignalSpy changed(&run.recorder, &Recorder::stateChanged);
    for (int i = 0; i < 3; ++i)
        run.judge(1);
    run.recorder.waitUntilWritten();
    QCOMPARE(changed.size(), 1);
    run.recorder.state();
    run.judge(1);
    run.recorder.waitUntilWritten();
    QCOMPARE(changed.size(), 2);
}

void TestRecorder::aKilledProgramLeavesNoHalfPicture()
{
    Place place;
    place.options.before = 2;
    const pid_t child = fork();
    if (child == 0) {
        Run run(place);
        for (std::uint64_t id = 1;; ++id) {
            auto frame = std::make_shared<inference::sources::Frame>(*frameOf(id % 200 + 1, 800, 600, 3));
            frame->id = id;
            run.recorder.noteFrame(frame);
            run.judge(LiveFrame(frame));
        }
    }
    QVERIFY(child > 0);
    const bool some = QTest::qWaitFor([&] { return filesBelow(place.folder).size() > 40; }, 60000);
    kill(child, SIGKILL);
    int status = 0;
    QCOMPARE(waitpid(child, &status, 0), child);
    QVERIFY(some && WIFSIGNALED(status));
    int whole = 0;
    for (const std::string& name : filesBelow(place.folder)) {
        if (!name.ends_with(".png"))
            continue;
        const inference::Image image = inference::imaging::decode(place.folder / name);
        QCOMPARE(image.pixels, std::vector<std::uint8_t>(std::size_t(800 * 600 * 3), image.pixels.at(0)));
        ++whole;
    }
    QVERIFY(whole > 30);
    // and goes on where it was
    Run run(place);
    const fs::path picture = run.judge(7);
    run.recorder.waitUntilWritten();
    QCOMPARE(brightness(picture), 7);
}

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
