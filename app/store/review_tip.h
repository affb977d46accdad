#pragma once

#include "app/store/review_chain.h"

#include <filesystem>

namespace app {

/// How long the review log is and what it ends with, kept beside the database: rows that are cut off its end leave a chain
/// that is whole, but shorter than its tip says. One line: "vcp-review-tip 1 <rows> <hash>\n".
struct ReviewTip {
    qint64 rows = 0;
    std::string hash = noReviewHash;  ///< of the last row
    friend bool operator==(const ReviewTip&, const ReviewTip&) = default;
};

struct ReviewTipReading {
    /// Missing: a history gets one when it is made, so somebody took it away. Unreadable: there, but not one of ours.
    enum Kind { Missing, Unreadable, Read } kind = Missing;
    ReviewTip tip;
    friend bool operator==(const ReviewTipReading&, const ReviewTipReading&) = default;
};

ReviewTipReading readReviewTip(const std::filesystem::path& path);

/// Whole or not at all, on the disk before it returns. Throws inference::Error(WriteFailed).
void writeReviewTip(const std::filesystem::path& path, const ReviewTip& tip);

}  // namespace app
