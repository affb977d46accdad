#include "app/live/source_test.h"

#include "app/common/path_text.h"
#include "app/live/source_with_settings.h"
#include "imaging/resample.h"
#include "sources/frame_rate.h"

#include <algorithm>
#include <new>

namespace app {
namespace {

using namespace inference;
using namespace inference::sources;
using Kind = SourceChoice::Kind;
using Trigger = SourceChoice::Trigger;

/// The choice as it is tried out: what matters is whether pictures can be had, not when they are due.
SourceChoice tried(SourceChoice choice)
{
    choice.video.pace = SourceChoice::Pace::EveryPicture;
    choice.folder.existingToo = true;
    return choice;
}

GenicamCamera* genicamOf(Source& source)
{
    auto* const set = dynamic_cast<SourceWithSettings*>(&source);
    return dynamic_cast<GenicamCamera*>(set ? &set->inner() : &source);
}

Image shrunk(const Image& image, int side)
{
    Image small = imaging::toRgb8(image);
    const int longer = std::max(small.width, small.height);
    if (longer <= side)
        return small;
    const auto scaled = [&](int length) { return std::max(1, int(std::int64_t(length) * side / longer)); };
    return imaging::resizeBilinear(small, scaled(small.width), scaled(small.height));
}

/// One test, step by step; what it has found so far stands in `result`.
class Trial {
public:
    Trial(const SourceChoice& choice, const SourceTestLimits& limits, SourceTestResult& result)
        : m_choice(choice)
        , m_limits(limits)
        , m_result(result)
    {
    }

    void run(Source& source, const std::stop_token& stop)
    {
        source.open(stop);
        note(source);
        if (hasTrigger(Trigger::Software))
            source.trigger();
        readPictures(source, stop);
        m_result.lost = source.lost();
    }

private:
    bool hasTrigger(Trigger trigger) const
    {
        return m_choice.kind == Kind::Genicam && m_choice.genicam.trigger == trigger;
    }
    bool isFileByFile() const { return m_choice.kind == Kind::VideoFile || m_choice.kind == Kind::WatchedFolder; }

    void note(Source& source)
    {
        m_result.facts = source.facts();
        m_result.size = m_result.facts.size;
        m_result.settings = source.settings();
        if (GenicamCamera* const camera = genicamOf(source)) {
            m_result.pixelFormats = camera->pixelFormats();
            m_result.triggerLines = camera->triggerLines();
        }
    }

    void readPictures(Source& source, const std::stop_token& stop)
    {
        const int wanted = isFileByFile() || isTriggered(m_choice) ? 1 : m_limits.pictures;
        const auto end = Clock::now() + (hasTrigger(Trigger::Hardware) ? m_limits.trigger : m_limits.time);
        FrameRate rate;
        while (m_result.pictures < wanted && Clock::now() < end && !source.isOver()) {
            const auto frame = readOne(source, stop);
            if (!frame)
                continue;
            rate.note(Clock::now());
            if (++m_result.pictures == 1)
                take(frame->image);
        }
        if (wanted > 1)
            m_result.framesPerSecond = rate.at(Clock::now());
        if (m_result.pictures == 0)
            endWithoutPicture();
        else
            m_ofOnePicture.reset();
        m_result.error = m_ofOnePicture;
    }

    /// Of a folder, a file that can't be read isn't the end.
    std::optional<Frame> readOne(Source& source, const std::stop_token& stop)
    {
        try {
            return source.read(stop);
        } catch (const Error& error) {
            if (m_choice.kind != Kind::WatchedFolder || error.code() == ErrorCode::SourceLost)
                throw;
            m_ofOnePicture = error;
            return std::nullopt;
        }
    }

    void take(const Image& image)
    {
        m_result.size = image.size();
        m_result.bits = 8 * image.bytesPerChannel;
        m_result.channels = image.channels;
        m_result.picture = shrunk(image, m_limits.side);
    }

    void endWithoutPicture()
    {
        if (hasTrigger(Trigger::Hardware))
            m_result.waitsForTrigger = true;
        else if (m_choice.kind == Kind::VideoFile)
            throw Error(ErrorCode::FileUnreadable, {"not-a-video"}, toPath(m_choice.video.file));
        else if (m_choice.kind != Kind::WatchedFolder) {
            const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(m_limits.time).count();
            throw Error(ErrorCode::SourceSilent, {m_result.facts.name, std::to_string(std::max<std::int64_t>(1, seconds))});
        }
    }

    const SourceChoice& m_choice;
    const SourceTestLimits& m_limits;
    SourceTestResult& m_result;
    std::optional<Error> m_ofOnePicture;
};

}  // namespace

SourceTestResult testSource(
    const SourceChoice& choice, const std::stop_token& stop, const SourceTestLimits& limits, const SourceMaker& make)
{
    const SourceChoice asTried = tried(choice);
    SourceTestResult result;
    try {
        const std::unique_ptr<Source> source = make(asTried);
        Trial(asTried, limits, result).run(*source, stop);
    } catch (const Cancelled&) {
        throw;
    } catch (const Error& error) {
        result.error = error;
    } catch (const std::bad_alloc&) {
        result.error = Error(ErrorCode::OutOfMemory);
    } catch (const std::exception& error) {
        result.error = Error(ErrorCode::Internal, {error.what()});
    }
    if (stop.stop_requested())
        throw Cancelled();
    return result;
}

}  // namespace app
