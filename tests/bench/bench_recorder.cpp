// Figures of the live recorder: what noting a frame and a verdict costs whoever does it, and how many pictures a second are written.
//     bench-recorder [folder: a temporary one of the disk that is to be measured]

#include "app/live/record_maker.h"
#include "app/live/recorder.h"
#include "app/store/history_schema.h"
#include "imaging/image_writer.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <random>

namespace {

using namespace app;
using Clock = std::chrono::steady_clock;

double microseconds(Clock::duration time)
{
    return std::chrono::duration<double, std::micro>(time).count();
}

/// 1920 x 1200 RGB, smooth with a camera's noise.
LiveFrame frameOf(std::uint64_t id)
{
    auto frame = std::make_shared<inference::sources::Frame>();
    frame->image = inference::makeImage(1920, 1200, 3);
    std::minstd_rand random(unsigned(id) + 1);
    for (std::size_t i = 0; i < frame->image.pixels.size(); ++i)
        frame->image.pixels[i] = std::uint8_t(i / 5760 / 8 + i % 5760 / 60 + random() % 5);
    frame->id = id;
    frame->exposed = inference::sources::Clock::now();
    return frame;
}

LiveResultPtr resultOf(LiveFrame frame)
{
    static const auto recipe = std::make_shared<const inference::Recipe>();
    auto result = std::make_shared<LiveResult>();
    result->shot.frame = std::move(frame);
    result->recipe = recipe;
    result->judgement = std::make_shared<const inference::Judgement>(inference::Judgement {inference::Verdict::Fail, 0.9, inference::Verdict::Fail, {}});
    return result;
}

void print(const char* what, std::vector<double>& times)
{
    std::ranges::sort(times);
    std::printf("%-28s median %8.1f us, 99 %% %8.1f us, longest %8.1f us\n", what, times[times.size() / 2], times[times.size() * 99 / 100], times.back());
}

}  // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir place(argc > 1 ? QString::fromLocal8Bit(argv[1]) + "/recorder-XXXXXX" : QString());
    const std::filesystem::path folder = place.path().toStdString();
    prepareHistory(folder / "history.db");
    std::vector<LiveFrame> frames;
    for (std::uint64_t id = 1; id <= 24; ++id)
        frames.push_back(frameOf(id));

    auto start = Clock::now();
    std::size_t bytes = 0;
    for (int i = 0; i < 12; ++i)
        bytes += inference::imaging::encodePng(frames[std::size_t(i)]->image).size();
    std::printf("encodePng 1920 x 1200 RGB    %.1f ms, %.2f MB\n", microseconds(Clock::now() - start) / 12e3, double(bytes) / 12e6);

    Recorder recorder(folder / "history.db", {RecordedResults::Everything, 5, 5, folder / "recordings", 10'000'000'000, 0, 0});
    const RunFacts facts {makeRunId(), "bench", TriggerMode::FreeRun, std::string(64, 'a'), {}, {}, false};
    recorder.beginRun(facts);
    RecordMaker maker(facts);
    std::vector<double> frameTimes, noteTimes;
    start = Clock::now();
    for (std::uint64_t id = 1; id <= 300; ++id) {
        auto frame = std::make_shared<inference::sources::Frame>(*frames[id % frames.size()]);
        frame->id = id;
        auto before = Clock::now();
        recorder.noteFrame(frame);
        frameTimes.push_back(microseconds(Clock::now() - before));
        const LiveResultPtr result = resultOf(frame);
        const VerdictRecord record = maker.recordOf(*result);
        before = Clock::now();
        recorder.note(result, record);
        noteTimes.push_back(microseconds(Clock::now() - before));
    }
    print("noteFrame()", frameTimes);
    print("note(), 5 + 5 neighbours", noteTimes);
    recorder.waitUntilWritten();
    const RecorderState state = recorder.state();
    const double seconds = microseconds(Clock::now() - start) / 1e6;
    std::printf("written %llu pictures, %llu neighbours in %.1f s: %.1f PNG/s, %.0f MB/s; dropped %llu and %llu\n",
                static_cast<unsigned long long>(state.recorded), static_cast<unsigned long long>(state.neighbours), seconds,
                double(state.recorded + state.neighbours) / seconds, double(state.bytes) / seconds / 1e6,
                static_cast<unsigned long long>(state.dropped), static_cast<unsigned long long>(state.droppedNeighbours));
    return 0;
}
