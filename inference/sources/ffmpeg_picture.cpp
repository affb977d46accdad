#include "sources/ffmpeg_picture_p.h"

#include "core/error.h"
#include "imaging/decode.h"

extern "C" {
#include <libavutil/frame.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}

#include <cstring>
#include <string>

namespace inference::sources {
namespace {

AVPixelFormat targetOf(AVPixelFormat format)
{
    const AVPixFmtDescriptor* found = av_pix_fmt_desc_get(format);
    if (!found || (found->flags & AV_PIX_FMT_FLAG_HWACCEL))
        throw Error(ErrorCode::ImageCorrupt);
    const bool grey = found->nb_components == 1
        && !(found->flags & (AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BAYER | AV_PIX_FMT_FLAG_FLOAT));
    if (!grey)
        return AV_PIX_FMT_RGB24;
    return found->comp[0].depth > 8 ? AV_PIX_FMT_GRAY16 : AV_PIX_FMT_GRAY8;
}

/// JPEG's full range, or that of television; unspecified: what the format's name says.
bool isFullRange(const AVFrame& frame)
{
    switch (frame.format) {
    case AV_PIX_FMT_YUVJ420P:
    case AV_PIX_FMT_YUVJ422P:
    case AV_PIX_FMT_YUVJ444P:
    case AV_PIX_FMT_YUVJ440P: return true;
    default: return frame.color_range == AVCOL_RANGE_JPEG;
    }
}

}  // namespace

FfmpegPicture::~FfmpegPicture()
{
    sws_freeContext(m_scaler);
    av_frame_free(&m_converted);
}

Image FfmpegPicture::imageOf(const AVFrame& frame)
{
    const int width = frame.width, height = frame.height;
    if (width < 1 || height < 1)
        throw Error(ErrorCode::ImageCorrupt);
    if (std::int64_t(width) * height > imaging::greatestPixelCount)
        throw Error(ErrorCode::ImageTooLarge,
            {std::to_string(width), std::to_string(height), std::to_string(imaging::greatestPixelCount / 1'000'000)});
    const auto format = AVPixelFormat(frame.format);
    const AVPixelFormat target = targetOf(format);
    if (!m_converted || m_converted->width != width || m_converted->height != height || m_converted->format != target) {
        av_frame_free(&m_converted);
        m_converted = av_frame_alloc();
        if (!m_converted)
            throw Error(ErrorCode::OutOfMemory);
        m_converted->width = width;
        m_converted->height = height;
        m_converted->format = target;
        // FFmpeg's own buffer: the conversion may write beyond the end of a row.
        if (av_frame_get_buffer(m_converted, 0) < 0)
            throw Error(ErrorCode::OutOfMemory);
    }
    m_scaler = sws_getCachedContext(m_scaler, width, height, format, width, height, target,
        SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, nullptr, nullptr, nullptr);
    if (!m_scaler)
        throw Error(ErrorCode::ImageCorrupt);
    const int* colours = sws_getCoefficients(frame.colorspace == AVCOL_SPC_BT709 ? SWS_CS_ITU709 : SWS_CS_DEFAULT);
    sws_setColorspaceDetails(
        m_scaler, colours, isFullRange(frame), sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, 1 << 16, 1 << 16);
    if (sws_scale(m_scaler, frame.data, frame.linesize, 0, height, m_converted->data, m_converted->linesize) != height)
        throw Error(ErrorCode::ImageCorrupt);
    Image image = makeImage(width, height, target == AV_PIX_FMT_RGB24 ? 3 : 1, target == AV_PIX_FMT_GRAY16 ? 2 : 1);
    for (int y = 0; y < height; ++y)
        std::memcpy(image.row(y), m_converted->data[0] + std::ptrdiff_t(y) * m_converted->linesize[0], image.stride());
    return image;
}

}  // namespace inference::sources
