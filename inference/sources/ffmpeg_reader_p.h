#pragma once

#include "core/image.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

/// Private to sources: FFmpeg's libraries. Not through OpenCV's videoio, which can be neither interrupted nor given options of its own for
/// each source, and which reads beyond the picture, or gives a part of it, when a stream's resolution changes (seen with 4.6).
namespace inference::sources {

/// The first video in a file or a stream. One thread.
class FfmpegReader {
public:
    struct Limits {
        bool network = false;  ///< http, https, rtsp, rtsps; otherwise a file, and nothing but that file
        std::chrono::milliseconds open;
        std::chrono::milliseconds read;  ///< for one picture
        /// Asked amid FFmpeg's own work; true: as if the time were over. For tests, which have no file that stalls.
        std::function<bool()> breakOff {};
    };
    enum class Failure { Timeout, Refused };  ///< Refused: whatever else
    struct Picture {
        Image image;         ///< 8-bit RGB, 8- or 16-bit grey; turned and mirrored as the stream says, to a quarter turn
        double seconds = 0;  ///< from the start
    };

    FfmpegReader();
    ~FfmpegReader();

    /// Throws Failure, Cancelled.
    void open(const std::string& address, const Limits& limits, const std::stop_token& stop);
    /// The next picture that came whole. Nothing: the end; timedOut() says whether it was only that nothing came in time.
    /// Throws Error(ImageTooLarge), Cancelled, after which the reader is of no more use.
    std::optional<Picture> read(const std::stop_token& stop);
    bool timedOut() const;
    /// The time was over amid FFmpeg's own work, or a file's bytes could not be read: what comes next is no whole picture, and the reader of no
    /// more use until a seek has succeeded.
    bool cutOff() const;
    /// The next read() gives the picture that begins nearest. False: this one can't be sought in, and is left cut off.
    bool seek(double seconds);
    /// The next read() gives the first picture that begins behind `seconds`. False: not now; it is left cut off.
    bool seekBehind(double seconds);

    Size size() const;  ///< of its pictures, as they are turned
    double framesPerSecond() const;  ///< 0: not known
    double duration() const;         ///< seconds; 0: not known

private:
    struct Parts;
    static std::unique_ptr<Parts> opened(const std::string& address, const Limits& limits, const std::stop_token& stop);
    bool fromStart();

    std::unique_ptr<Parts> m_parts;
};

}  // namespace inference::sources
