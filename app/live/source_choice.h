#pragma once

#include "core/geometry.h"
#include "sources/aravis.h"
#include "sources/source.h"

#include <QString>
#include <QVariantMap>

#include <memory>
#include <optional>

namespace app {

/// Where the pictures come from and how it is set. The options of every kind are kept, so that switching kinds loses nothing.
/// A value; any thread.
struct SourceChoice {
    enum class Kind { V4l2, Stream, VideoFile, WatchedFolder, Genicam };
    enum class Pace {
        AtItsSpeed,    ///< as a camera: pictures come when they are due, the newest one counts
        EveryPicture,  ///< each one, as soon as the last is done with
    };
    using Trigger = inference::sources::GenicamOptions::Trigger;

    /// Numbers that are nothing: as the camera is set.
    struct V4l2 {
        QString file;    ///< "/dev/video0"
        QString name;    ///< what it called itself when it was chosen; for display
        QString format;  ///< four characters; empty: the first that is read
        inference::Size size;       ///< 0 x 0: as the camera is set
        double framesPerSecond = 0; ///< 0: as the camera is set
        std::optional<double> exposure;  ///< µs; turns automatic exposure off
        std::optional<double> gain;
        friend bool operator==(const V4l2&, const V4l2&) = default;
    };
    struct Stream {
        QString address;  ///< may hold a password
        int openMs = 4000;
        int readMs = 1500;
        friend bool operator==(const Stream&, const Stream&) = default;
    };
    struct Video {
        QString file;
        bool loop = false;
        Pace pace = Pace::AtItsSpeed;
        friend bool operator==(const Video&, const Video&) = default;
    };
    struct Folder {
        QString folder;
        bool existingToo = false;
        int pollMs = 200;
        friend bool operator==(const Folder&, const Folder&) = default;
    };
    struct Genicam {
        QString id;
        QString name;         ///< as V4l2::name
        QString pixelFormat;  ///< empty: as the camera is set
        std::optional<double> exposure;         ///< µs
        std::optional<double> gain;             ///< dB, or what the camera counts in
        std::optional<double> framesPerSecond;
        std::optional<double> packetSize;       ///< bytes
        Trigger trigger = Trigger::FreeRun;
        QString line;  ///< of Trigger::Hardware; empty: the camera's first
        friend bool operator==(const Genicam&, const Genicam&) = default;
    };

    Kind kind = Kind::V4l2;
    V4l2 v4l2;
    Stream stream;
    Video video;
    Folder folder;
    Genicam genicam;
    friend bool operator==(const SourceChoice&, const SourceChoice&) = default;
};

/// What a choice lacks before it can be opened, as far as that can be told without looking.
enum class SourceGap { Device, Address, AddressForm, File, Folder, Aravis };
std::optional<SourceGap> checked(const SourceChoice& choice);

/// The source, not open yet. Numbers that were chosen for a camera are set whenever it is opened (source_with_settings.h). A choice with
/// a gap makes a source whose open() fails. Any thread.
std::unique_ptr<inference::sources::Source> makeSource(const SourceChoice& choice);

/// Pictures come by themselves and the newest counts: cameras, streams, and a video at its own speed. Otherwise each picture counts.
bool isLive(const SourceChoice& choice);
/// Pictures come on a trigger only.
bool isTriggered(const SourceChoice& choice);

/// Bounds of what a person chooses, in the unit of the field; makeSource() and fromMap() keep to them.
struct SourceBounds {
    static constexpr int leastWaitMs = 100, greatestWaitMs = 60'000;  ///< of a stream
    static constexpr int leastPollMs = 50, greatestPollMs = 60'000;
};

/// Plain values for a settings file. Of a stream's address what sources::shownAddress() says; one that isn't an address is left out.
QVariantMap toMap(const SourceChoice& choice);
/// What is missing or makes no sense is as in a new choice.
SourceChoice fromMap(const QVariantMap& map);

/// What a person knows the chosen source by, "HD Webcam C525"; never a password. Empty: nothing is chosen.
QString displayName(const SourceChoice& choice);

}  // namespace app
