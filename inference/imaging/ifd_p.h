#pragma once

#include "imaging/byte_view_p.h"

#include <optional>
#include <vector>

namespace inference::imaging {

/// One field of a TIFF directory.
struct IfdField {
    std::uint16_t tag = 0;
    std::uint16_t type = 0;
    std::uint64_t count = 0;
    std::uint64_t at = 0;  ///< offset of the first value
};

/// The first directory of a TIFF or BigTIFF file, or of the TIFF that EXIF is.
class Ifd {
public:
    /// Throws Error(ImageTruncated) when the directory lies beyond the end, ImageCorrupt when `bytes` begin with no TIFF header or the
    /// directory is absurdly long.
    explicit Ifd(ByteView bytes);

    /// The field of a tag, or null. Throws Error(ImageTruncated) when its values lie beyond the end: of a field that nobody asks for,
    /// such as a maker's own, they may.
    const IfdField* find(std::uint16_t tag) const;
    /// Value `index` of a field that was found, or nothing: no such value, or no whole number.
    std::optional<std::uint64_t> value(const IfdField* field, std::uint64_t index) const;
    /// The first value of a tag. Throws as find().
    std::optional<std::uint64_t> value(std::uint16_t tag) const { return value(find(tag), 0); }
    std::uint64_t value(std::uint16_t tag, std::uint64_t fallback) const { return value(tag).value_or(fallback); }

private:
    ByteView m_bytes;
    std::vector<IfdField> m_fields;
};

inline constexpr std::uint16_t orientationTag = 274;

/// Orientation 1..8 of an EXIF block, with or without its "Exif\0\0" in front; 1 when it has none or is damaged: a broken
/// note of the camera does not make the picture unreadable.
int exifOrientation(ByteView exif);

}  // namespace inference::imaging
