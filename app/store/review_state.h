#pragma once

#include "app/store/review_entry.h"

#include <vector>

namespace app {

class Database;

/// What one person said of an image in a blind review.
struct BlindVerdict {
    std::string operatorName;
    inference::Verdict human = inference::Verdict::Pass;
    std::string utc;
    /// The verdict that held then, and whose: what is decided later may be decided knowing this one, and is no second opinion.
    std::optional<inference::Verdict> held {};
    std::string heldOperator {};
    friend bool operator==(const BlindVerdict&, const BlindVerdict&) = default;
};

/// What people have said of one image, as of now: the latest word wins.
struct ReviewState {
    std::optional<inference::Verdict> human;  ///< none: not reviewed, or withdrawn
    std::string humanUtc;                     ///< when that verdict was given
    std::string humanOperator;                ///< and by whom
    std::string note;                         ///< of the whole part
    /// One for each point that was named and not taken back, the latest last: where several lie in one region, the last
    /// of them is what holds.
    std::vector<RegionNote> regions;
    std::vector<BlindVerdict> blind {};  ///< one of each person at most, the latest last
    friend bool operator==(const ReviewState&, const ReviewState&) = default;
};

/// What people have said of an image, with what is not on the disk yet.
struct PartState {
    std::string image;
    ReviewState review;
    inference::Label label = inference::Label::None;
};

/// What `who` said of the image in a blind review; null: nothing. Stands as long as `review` does.
const BlindVerdict* blindOf(const ReviewState& review, std::string_view who);

/// Whether what was said of the image in blind reviews differs, among each other or from the verdict that holds: a person's, else `machine`'s pass or
/// fail. None: nobody judged it blind, or there is nothing to compare with. Pure.
std::optional<bool> blindDiffers(const ReviewState& review, std::optional<inference::Verdict> machine);

/// Takes one entry into account; entries come in the log's order. False for a payload that says nothing (a row that was
/// tampered with): the state stays as it is. Pure.
bool apply(ReviewState& state, const ReviewEntry& entry);

/// The label that an entry of kind Label sets; nothing for another kind, or a payload that says nothing. Pure.
std::optional<inference::Label> labelIn(const ReviewEntry& entry);

/// What the log of an open history says of an image. Throws what Database throws.
ReviewState readReviewState(Database& database, const std::string& image);

}  // namespace app
