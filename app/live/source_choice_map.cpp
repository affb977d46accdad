// A chosen source in a settings file.
#include "app/live/source_choice.h"

#include "sources/stream.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace app {
namespace {

using Kind = SourceChoice::Kind;
using Trigger = SourceChoice::Trigger;

constexpr int longestText = 4096;
constexpr int greatestSide = 65'535;

/// Words instead of numbers: a file that is read years later means the same.
template <typename Value, std::size_t Count>
using Words = std::array<std::pair<const char*, Value>, Count>;
constexpr Words<Kind, 5> kinds {{{"v4l2", Kind::V4l2},
    {"stream", Kind::Stream},
    {"video", Kind::VideoFile},
    {"folder", Kind::WatchedFolder},
    {"genicam", Kind::Genicam}}};
constexpr Words<SourceChoice::Pace, 2> paces {
    {{"its_speed", SourceChoice::Pace::AtItsSpeed}, {"every_picture", SourceChoice::Pace::EveryPicture}}};
constexpr Words<Trigger, 3> triggers {
    {{"free", Trigger::FreeRun}, {"software", Trigger::Software}, {"hardware", Trigger::Hardware}}};

template <typename Value, std::size_t Count>
QString wordOf(const Words<Value, Count>& words, Value value)
{
    const auto found = std::ranges::find(words, value, &std::pair<const char*, Value>::second);
    return QString::fromLatin1(found->first);
}

/// Reads into what holds the default.
class Reader {
public:
    explicit Reader(const QVariantMap& map)
        : m_map(map)
    {
    }
    void text(const char* key, QString& value) const
    {
        const QString found = m_map.value(QLatin1String(key)).toString();
        if (found.size() <= longestText && !found.isEmpty())
            value = found;
    }
    void yes(const char* key, bool& value) const { value = m_map.value(QLatin1String(key), value).toBool(); }
    void whole(const char* key, int& value, int least, int greatest) const
    {
        bool isNumber = false;
        const int found = m_map.value(QLatin1String(key)).toInt(&isNumber);
        if (isNumber)
            value = std::clamp(found, least, greatest);
    }
    void number(const char* key, std::optional<double>& value) const
    {
        bool isNumber = false;
        const double found = m_map.value(QLatin1String(key)).toDouble(&isNumber);
        if (isNumber && std::isfinite(found))
            value = found;
    }
    void rate(const char* key, double& value) const
    {
        std::optional<double> found;
        number(key, found);
        if (found && *found > 0)
            value = *found;
    }
    template <typename Value, std::size_t Count>
    void word(const char* key, const Words<Value, Count>& words, Value& value) const
    {
        const QString found = m_map.value(QLatin1String(key)).toString();
        for (const auto& [name, meant] : words)
            if (found == QLatin1String(name))
                value = meant;
    }

private:
    const QVariantMap& m_map;
};

/// Nothing is written for nothing: a settings file has no way to say it.
void insert(QVariantMap& map, const char* key, const std::optional<double>& value)
{
    if (value)
        map.insert(QLatin1String(key), *value);
}

void insertCameras(QVariantMap& map, const SourceChoice& choice)
{
    map.insert({{"v4l2_file", choice.v4l2.file},
        {"v4l2_name", choice.v4l2.name},
        {"v4l2_format", choice.v4l2.format},
        {"v4l2_width", choice.v4l2.size.width},
        {"v4l2_height", choice.v4l2.size.height},
        {"v4l2_fps", choice.v4l2.framesPerSecond},
        {"genicam_id", choice.genicam.id},
        {"genicam_name", choice.genicam.name},
        {"genicam_format", choice.genicam.pixelFormat},
        {"genicam_trigger", wordOf(triggers, choice.genicam.trigger)},
        {"genicam_line", choice.genicam.line}});
    insert(map, "v4l2_exposure", choice.v4l2.exposure);
    insert(map, "v4l2_gain", choice.v4l2.gain);
    insert(map, "genicam_exposure", choice.genicam.exposure);
    insert(map, "genicam_gain", choice.genicam.gain);
    insert(map, "genicam_fps", choice.genicam.framesPerSecond);
    insert(map, "genicam_packet_size", choice.genicam.packetSize);
}

void readCameras(const Reader& reader, SourceChoice& choice)
{
    auto& v4l2 = choice.v4l2;
    reader.text("v4l2_file", v4l2.file);
    reader.text("v4l2_name", v4l2.name);
    reader.text("v4l2_format", v4l2.format);
    reader.whole("v4l2_width", v4l2.size.width, 0, greatestSide);
    reader.whole("v4l2_height", v4l2.size.height, 0, greatestSide);
    if (v4l2.size.width == 0 || v4l2.size.height == 0)
        v4l2.size = {};
    reader.rate("v4l2_fps", v4l2.framesPerSecond);
    reader.number("v4l2_exposure", v4l2.exposure);
    reader.number("v4l2_gain", v4l2.gain);
    auto& genicam = choice.genicam;
    reader.text("genicam_id", genicam.id);
    reader.text("genicam_name", genicam.name);
    reader.text("genicam_format", genicam.pixelFormat);
    reader.word("genicam_trigger", triggers, genicam.trigger);
    reader.text("genicam_line", genicam.line);
    reader.number("genicam_exposure", genicam.exposure);
    reader.number("genicam_gain", genicam.gain);
    reader.number("genicam_fps", genicam.framesPerSecond);
    reader.number("genicam_packet_size", genicam.packetSize);
}

}  // namespace

QVariantMap toMap(const SourceChoice& choice)
{
    const std::string address = choice.stream.address.toStdString();
    QVariantMap map {{"kind", wordOf(kinds, choice.kind)},
        {"stream_address",
            inference::sources::isStreamAddress(address) ? QString::fromStdString(inference::sources::shownAddress(address)) : QString()},
        {"stream_open_ms", choice.stream.openMs},
        {"stream_read_ms", choice.stream.readMs},
        {"video_file", choice.video.file},
        {"video_loop", choice.video.loop},
        {"video_pace", wordOf(paces, choice.video.pace)},
        {"folder", choice.folder.folder},
        {"folder_existing_too", choice.folder.existingToo},
        {"folder_poll_ms", choice.folder.pollMs}};
    insertCameras(map, choice);
    return map;
}

SourceChoice fromMap(const QVariantMap& map)
{
    const Reader reader(map);
    SourceChoice choice;
    reader.word("kind", kinds, choice.kind);
    readCameras(reader, choice);
    reader.text("stream_address", choice.stream.address);
    reader.whole("stream_open_ms", choice.stream.openMs, SourceBounds::leastWaitMs, SourceBounds::greatestWaitMs);
    reader.whole("stream_read_ms", choice.stream.readMs, SourceBounds::leastWaitMs, SourceBounds::greatestWaitMs);
    reader.text("video_file", choice.video.file);
    reader.yes("video_loop", choice.video.loop);
    reader.word("video_pace", paces, choice.video.pace);
    reader.text("folder", choice.folder.folder);
    reader.yes("folder_existing_too", choice.folder.existingToo);
    reader.whole("folder_poll_ms", choice.folder.pollMs, SourceBounds::leastPollMs, SourceBounds::greatestPollMs);
    return choice;
}

}  // namespace app
