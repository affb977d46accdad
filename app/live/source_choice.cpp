#include "app/live/source_choice.h"

#include "app/common/path_text.h"
#include "app/live/paced_video.h"
#include "app/live/source_with_settings.h"
#include "sources/stream.h"
#include "sources/v4l2.h"
#include "sources/watched_folder.h"

#include <QFileInfo>

#include <algorithm>

namespace app {
namespace {

using namespace inference::sources;
using std::chrono::milliseconds;
using Kind = SourceChoice::Kind;

void add(ChosenSettings& all, const char* key, const std::optional<double>& value)
{
    if (value)
        all.emplace_back(key, *value);
}

std::unique_ptr<Source> withSettings(std::unique_ptr<Source> source, ChosenSettings settings)
{
    if (settings.empty())
        return source;
    return std::make_unique<SourceWithSettings>(std::move(source), std::move(settings));
}

std::unique_ptr<Source> madeOf(const SourceChoice::V4l2& choice)
{
    ChosenSettings settings;
    add(settings, "exposure", choice.exposure);
    add(settings, "gain", choice.gain);
    V4l2Options options {choice.format.toStdString(), choice.size, choice.framesPerSecond};
    return withSettings(std::make_unique<V4l2Camera>(toPath(choice.file), std::move(options)), std::move(settings));
}

std::unique_ptr<Source> madeOf(const SourceChoice::Stream& choice)
{
    const auto bounded = [](int ms) {
        return milliseconds(std::clamp(ms, SourceBounds::leastWaitMs, SourceBounds::greatestWaitMs));
    };
    return std::make_unique<Stream>(choice.address.toStdString(), StreamTimes {bounded(choice.openMs), bounded(choice.readMs)});
}

std::unique_ptr<Source> madeOf(const SourceChoice::Video& choice)
{
    const auto file = toPath(choice.file);
    if (choice.pace == SourceChoice::Pace::EveryPicture)
        return std::make_unique<VideoFile>(file, choice.loop);
    return std::make_unique<PacedVideo>(file, choice.loop);
}

std::unique_ptr<Source> madeOf(const SourceChoice::Folder& choice)
{
    WatchedFolder::Options options;
    options.existingToo = choice.existingToo;
    options.poll = milliseconds(std::clamp(choice.pollMs, SourceBounds::leastPollMs, SourceBounds::greatestPollMs));
    return std::make_unique<WatchedFolder>(toPath(choice.folder), options);
}

std::unique_ptr<Source> madeOf(const SourceChoice::Genicam& choice)
{
    ChosenSettings settings;
    add(settings, "packet_size", choice.packetSize);
    add(settings, "exposure", choice.exposure);  // before the rate, which it bounds
    add(settings, "gain", choice.gain);
    add(settings, "fps", choice.framesPerSecond);
    GenicamOptions options {choice.trigger, choice.line.toStdString(), choice.pixelFormat.toStdString()};
    return withSettings(std::make_unique<GenicamCamera>(choice.id.toStdString(), std::move(options)), std::move(settings));
}

std::optional<SourceGap> gapWhere(bool missing, SourceGap gap)
{
    return missing ? std::optional(gap) : std::nullopt;
}

}  // namespace

std::optional<SourceGap> checked(const SourceChoice& choice)
{
    switch (choice.kind) {
    case Kind::V4l2: return gapWhere(choice.v4l2.file.isEmpty(), SourceGap::Device);
    case Kind::Stream:
        if (choice.stream.address.isEmpty())
            return SourceGap::Address;
        return gapWhere(!isStreamAddress(choice.stream.address.toStdString()), SourceGap::AddressForm);
    case Kind::VideoFile: return gapWhere(choice.video.file.isEmpty(), SourceGap::File);
    case Kind::WatchedFolder: return gapWhere(choice.folder.folder.isEmpty(), SourceGap::Folder);
    case Kind::Genicam:
        if (!hasAravis())
            return SourceGap::Aravis;
        return gapWhere(choice.genicam.id.isEmpty(), SourceGap::Device);
    }
    return std::nullopt;
}

std::unique_ptr<Source> makeSource(const SourceChoice& choice)
{
    switch (choice.kind) {
    case Kind::V4l2: return madeOf(choice.v4l2);
    case Kind::Stream: return madeOf(choice.stream);
    case Kind::VideoFile: return madeOf(choice.video);
    case Kind::WatchedFolder: return madeOf(choice.folder);
    case Kind::Genicam: break;
    }
    return madeOf(choice.genicam);
}

bool isLive(const SourceChoice& choice)
{
    return choice.kind != Kind::WatchedFolder
        && (choice.kind != Kind::VideoFile || choice.video.pace == SourceChoice::Pace::AtItsSpeed);
}

bool isTriggered(const SourceChoice& choice)
{
    return choice.kind == Kind::Genicam && choice.genicam.trigger != SourceChoice::Trigger::FreeRun;
}

QString displayName(const SourceChoice& choice)
{
    switch (choice.kind) {
    case Kind::V4l2: return choice.v4l2.name.isEmpty() ? choice.v4l2.file : choice.v4l2.name;
    case Kind::Stream:
        return choice.stream.address.isEmpty() ? QString()
                                               : QString::fromStdString(shownAddress(choice.stream.address.toStdString()));
    case Kind::VideoFile: return QFileInfo(choice.video.file).fileName();
    case Kind::WatchedFolder: return choice.folder.folder;
    case Kind::Genicam: break;
    }
    return choice.genicam.name.isEmpty() ? choice.genicam.id : choice.genicam.name;
}

}  // namespace app
