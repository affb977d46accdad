#pragma once

#include "core/error.h"
#include "core/image.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace inference::sources {

using Clock = std::chrono::steady_clock;

/// One picture of a source, with what is needed to tell later which one it was.
struct Frame {
    Image image;  ///< as the camera gives it: 8- or 16-bit grey or 8-bit RGB, oriented
    /// Given by the grabber: counts up from 1 for as long as the source is watched, reconnections included; a gap is pictures that
    /// the transport lost (Source::lost()).
    std::uint64_t id = 0;
    Clock::time_point exposed;   ///< when it was exposed; when it arrived, where the camera doesn't say
    std::filesystem::path file;  ///< of a watched folder or a video file; empty for cameras
    double position = 0;         ///< of a video file, seconds from its start
    std::optional<Error> error {};  ///< set: it was to be read and could not be; `image` is empty
};

}  // namespace inference::sources
