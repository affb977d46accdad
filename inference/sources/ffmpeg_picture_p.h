#pragma once

#include "core/image.h"

struct AVFrame;
struct SwsContext;

namespace inference::sources {

/// FFmpeg's pictures as ours: 8-bit RGB, 8- or 16-bit grey (of 9 to 16 bits, scaled to 16), in the picture's own size, whatever the last
/// one had.
class FfmpegPicture {
public:
    FfmpegPicture() = default;
    ~FfmpegPicture();
    FfmpegPicture(const FfmpegPicture&) = delete;
    FfmpegPicture& operator=(const FfmpegPicture&) = delete;

    /// Throws Error(ImageTooLarge, ImageCorrupt, OutOfMemory).
    Image imageOf(const AVFrame& frame);

private:
    SwsContext* m_scaler = nullptr;
    AVFrame* m_converted = nullptr;
};

}  // namespace inference::sources
