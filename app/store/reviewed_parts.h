#pragma once

#include <cstddef>
#include <filesystem>
#include <stop_token>
#include <vector>

namespace app {

/// The parts of a history of which people have said whether they are good, as a data set to learn from: by the label, or where a part has none by
/// the person's verdict, pass or fail.
struct ReviewedParts {
    /// Why a labelled part (or a mask) is not among them.
    enum class Loss {
        Missing,     ///< the file is gone from where it was seen last, or was never seen
        Changed,     ///< another image lies there now
        Unreadable,  ///< the system doesn't let it be read
    };
    struct Lost {
        Loss loss = Loss::Missing;
        std::filesystem::path path;  ///< empty where it was never seen
        friend bool operator==(const Lost&, const Lost&) = default;
    };

    std::size_t good = 0;
    std::size_t defective = 0;
    std::size_t masks = 0;   ///< of the defective ones; pixels can't be learned from the others
    std::size_t copied = 0;  ///< files that could not be linked: on another drive
    std::vector<Lost> lost;
};

/// Lays them out in `folder`, which is replaced: product/test/{ok,ko}, and product/ground_truth/ko for the masks (BTAD's layout: its masks may hold
/// greys or numbers of classes). The product is the one that the part's own data set says (product/test/<kind>/part.png), else the part's folder; the first one
/// around it that isn't called test, train or ground_truth.
/// A mask is looked for where data sets keep it: ground_truth/<kind> beside test, Masks beside Images, or beside the part as part_mask or part_GT.
/// Files are linked (hard), or copied where the drive is another one. The same labels and files give the same names. What has changed since
/// it was labelled is left out. Throws inference::Error as History does, WriteFailed where the disk refuses or would become full; Cancelled,
/// and `folder` is as before then. Blocking; any thread.
ReviewedParts gatherReviewedParts(const std::filesystem::path& history, const std::filesystem::path& folder, const std::stop_token& stop = {});

/// The mask of a part, by the places named above; empty where there is none.
std::filesystem::path maskBeside(const std::filesystem::path& part);

}  // namespace app
