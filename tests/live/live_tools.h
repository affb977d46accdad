#pragma once

#include "app/live/record_maker.h"
#include "app/live/recorder.h"
#include "app/store/history_schema.h"
#include "imaging/decode.h"
#include "tests/unit/store_tools.h"

#include <algorithm>
#include <atomic>

/// What tests of the recorder share.
namespace live_tools {

using namespace app;
namespace fs = std::filesystem;

/// A frame whose brightness is its id.
inline LiveFrame frameOf(std::uint64_t id, int width = 32, int height = 24, int channels = 1, int bytesPerChannel = 1)
{
    auto frame = std::make_shared<inference::sources::Frame>();
    frame->image = inference::makeImage(width, height, channels, bytesPerChannel);
    std::ranges::fill(frame->image.pixels, std::uint8_t(id));
    frame->id = id;
    frame->exposed = inference::sources::Clock::now();
    return frame;
}

/// Of frame `id`, with evidence of its own.
inline std::shared_ptr<LiveResult> resultOf(const LiveFrame& frame, std::optional<inference::Verdict> verdict = inference::Verdict::Fail)
{
    static const auto recipe = std::make_shared<const inference::Recipe>();
    auto result = std::make_shared<LiveResult>();
    result->shot = {frame, 0};
    result->recipe = recipe;
    if (verdict) {
        inference::Inspection inspection = store_tools::inspection(unsigned(frame->id), 1, 1, 2);
        inspection.imageSize = frame->image.size();
        result->inspection = std::make_shared<const inference::Inspection>(std::move(inspection));
        result->judgement = std::make_shared<const inference::Judgement>(inference::Judgement {*verdict, double(frame->id) / 1000, *verdict, {}});
    } else {
        result->error = inference::Error(inference::ErrorCode::OutOfMemory);
    }
    return result;
}

inline RunFacts facts(bool filesAreParts = false)
{
    return {makeRunId(), "camera", TriggerMode::FreeRun, store_tools::sha(1'000'000), store_tools::setup(), {}, filesAreParts};
}

/// Names of all files below, relative to it and sorted; folders that are empty end in "/".
inline std::vector<std::string> filesBelow(const fs::path& folder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
        const std::string name = entry.path().lexically_relative(folder).string();
        if (!entry.is_directory() || entry.is_symlink())
            names.push_back(name);
        else if (fs::is_empty(entry.path()))
            names.push_back(name + '/');
    }
    std::ranges::sort(names);
    return names;
}

/// The id of the frame in a picture.
inline int brightness(const fs::path& file)
{
    return inference::imaging::decode(file).pixels.at(0);
}

/// A recorder over a folder of its own and a history that is ready, with one run.
struct Place {
    store_tools::Place history;
    QTemporaryDir temporary;
    fs::path folder = fs::path(temporary.path().toStdString()) / "recordings";
    RecorderOptions options {RecordedResults::Fails, 0, 0, folder, 10'000'000'000, 0, 0};
    RecorderTools tools;

    Place() { prepareHistory(history.path); }
};

struct Run {
    Recorder recorder;
    RecordMaker maker;

    explicit Run(const Place& place, RunFacts with = facts())
        : recorder(place.history.path, place.options, place.tools)
        , maker(with)
    {
        recorder.beginRun(std::move(with));
    }

    void feed(std::uint64_t first, std::uint64_t last)
    {
        for (std::uint64_t id = first; id <= last; ++id)
            recorder.noteFrame(frameOf(id));
    }
    fs::path judge(const LiveFrame& frame, std::optional<inference::Verdict> verdict = inference::Verdict::Fail)
    {
        const auto result = resultOf(frame, verdict);
        return recorder.note(result, maker.recordOf(*result));
    }
    fs::path judge(std::uint64_t id, std::optional<inference::Verdict> verdict = inference::Verdict::Fail) { return judge(frameOf(id), verdict); }

    /// Ids beside a recording by their name's number, as "-2:8 -1:9 +1:11".
    std::string around(const fs::path& picture) const
    {
        const fs::path folder = picture.parent_path().parent_path().parent_path() / "around" / picture.parent_path().filename() / picture.stem();
        std::vector<std::pair<int, int>> found;
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(folder, error))
            found.emplace_back(std::stoi(entry.path().stem().string()), brightness(entry.path()));
        std::ranges::sort(found);
        std::string text;
        for (const auto& [offset, id] : found)
            text += (text.empty() ? "" : " ") + std::string(offset > 0 ? "+" : "") + std::to_string(offset) + ':' + std::to_string(id);
        return text;
    }
};

/// Of a signal; QVariant wants a default to return one by value.
inline inference::Error errorIn(const QVariant& argument)
{
    return *static_cast<const inference::Error*>(argument.constData());
}

/// An encoder that waits until it is let go.
class HeldEncoder {
public:
    std::vector<std::uint8_t> operator()(const inference::Image& image)
    {
        std::unique_lock lock(m_mutex);
        ++m_calls;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return !m_held; });
        lock.unlock();
        return std::vector<std::uint8_t>(image.pixels.size(), image.pixels.at(0));
    }
    void hold(bool held)
    {
        const std::lock_guard lock(m_mutex);
        m_held = held;
        m_changed.notify_all();
    }
    void waitForCall(int number)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_calls >= number; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_held = false;
    int m_calls = 0;
};

}  // namespace live_tools
