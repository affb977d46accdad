#pragma once

#include "sources/frame.h"

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace inference::sources {

/// What a source says of itself once it is open.
struct SourceFacts {
    std::string name;           ///< what a person knows it by: a model and serial number, an address, a file
    Size size;                  ///< of its pictures; may change while it runs
    double framesPerSecond = 0; ///< nominal; 0: not known
    std::string pixelFormat;    ///< as the transport calls it, such as "Mono8"; may be empty
    bool live = true;           ///< pictures come by themselves and are lost when nobody takes them; false: file by file, in order
    bool triggered = false;     ///< pictures come on a trigger only
};

/// A number of the camera that a person may set, such as the exposure time.
struct Setting {
    std::string key;   ///< "exposure", "gain", "width", "height", "fps", "packet_size"
    std::string unit;  ///< "µs", "dB", "px", "1/s", "bytes"; may be empty
    double value = 0;
    double least = 0;
    double greatest = 0;
};

/// Where pictures come from: camera, stream, video file, watched folder. Not thread-safe: one thread opens, reads and closes it (grabber.h has
/// one of its own). Every call ends within the timeouts of its kind, at once when `stop` asks for it.
class Source {
public:
    virtual ~Source() = default;

    /// Opens it, or opens it anew after it was lost. Throws Error(SourceUnavailable, SourceUnsupported, FileMissing, ...), Cancelled.
    virtual void open(const std::stop_token& stop) = 0;
    /// Waits for the next picture; Frame::id is left to the grabber. Nothing: there are no more (a video's end), or none came within a
    /// quarter of a second: `isOver()` tells which. Throws Error(SourceLost, SourceSilent; File*, Image* and OutOfMemory for one picture that
    /// can't be read, which don't end the source), Cancelled: then nothing was taken, and read() may be called again.
    virtual std::optional<Frame> read(const std::stop_token& stop) = 0;
    virtual bool isOver() const { return false; }
    /// Releases the device. No exception.
    virtual void close() noexcept = 0;

    /// Of the open source.
    virtual SourceFacts facts() const = 0;
    /// Pictures that the transport has lost since it was opened, such as packets that did not arrive.
    virtual std::uint64_t lost() const { return 0; }

    /// What can be set; empty: nothing. Throws Error(SourceLost).
    virtual std::vector<Setting> settings() { return {}; }
    /// Sets one, rounded to what the camera can; answers what it became. Throws Error(SourceUnsupported, SourceLost).
    virtual double set(const std::string& key, double value);
    /// Asks a camera with software trigger for a picture. Throws Error(SourceUnsupported, SourceLost).
    virtual void trigger();
};

/// What can be done with a video file besides.
class Seekable {
public:
    virtual ~Seekable() = default;
    virtual double duration() const = 0;   ///< seconds; 0: not known
    virtual void seek(double seconds) = 0; ///< the next read() gives the picture there
};

}  // namespace inference::sources
