#pragma once

#include "imaging/byte_view_p.h"

#include <optional>
#include <vector>

namespace inference::imaging {

/// One field of a TIFF directory; its values have been checked to lie inside the file.
struct IfdField {
    std::uint16_t tag = 0;
    std::uint16_t type = 0;
    std::uint64_t count = 0;
    std::uint64_t at = 0;  ///< offset of the first value
};

/// The first directory of a TIFF or BigTIFF file, or of the TIFF that EXIF is.
class Ifd {
public:
    /// Throws Error(ImageTruncated) when the directory or one of its values lies beyond the end, ImageCorrupt when `bytes`
    /// begin with no TIFF header.
    explicit Ifd(ByteView bytes);

    bool has(std::uint16_t tag) const { return find(tag) != nullptr; }
    /// Number of values of a tag; 0 when it is not there.
    std::uint64_t count(std::uint16_t tag) const;
    /// Value `index` of a tag with a whole-number type, or nothing.
    std::optional<std::uint64_t> value(std::uint16_t tag, std::uint64_t index = 0) const;
    std::uint64_t value(std::uint16_t tag, std::uint64_t index, std::uint64_t fallback) const
    {
        return value(tag, index).value_or(fallback);
    }

private:
    const IfdField* find(std::uint16_t tag) const;

    ByteView m_bytes;
    std::vector<IfdField> m_fields;
};

inline constexpr std::uint16_t orientationTag = 274;

/// Orientation 1..8 of an EXIF block, with or without its "Exif\0\0" in front; 1 when it has none or is damaged: a broken
/// note of the camera does not make the picture unreadable.
int exifOrientation(ByteView exif);

}  // namespace inference::imaging
