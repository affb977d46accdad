#pragma once

#include "core/geometry.h"
#include "core/judgement.h"
#include "core/label.h"

#include <optional>
#include <string>
#include <string_view>

namespace app {

/// What a row of the review log says.
enum class ReviewKind {
    Accept,       ///< the part is good; payload of a Decision
    Reject,       ///< the part is not; payload of a Decision
    Overrule,     ///< the machine's verdict does not stand; payload of a Decision
    Withdraw,     ///< the person's verdict is taken back; payload {}
    RegionClass,  ///< class or note of a region; payload of a RegionNote
    Note,         ///< on the whole part; payload {"text"}; an empty text takes it away
    GoldenSet,    ///< the part enters or leaves the golden set; payload of a GoldenChange
    GoldenFlip,   ///< a golden part's verdict changes, and why; payload of a GoldenChange
    Label,        ///< ground truth; payload {"label": "none" | "good" | "defective"}
    Blind,        ///< a second verdict, given unseen what machine and others said; payload {"human"}
};

/// "accept", "reject", "overrule", "withdraw", "region_class", "note", "golden_set", "golden_flip", "label", "blind"
std::string_view kindKey(ReviewKind kind);
std::optional<ReviewKind> kindOfKey(std::string_view key);

/// A verdict of a person over one of the machine. Payload {"machine", "human", "recipe", "score"}; machine and score are null
/// where the person spoke before the machine had judged the part under that recipe.
struct Decision {
    std::optional<inference::Verdict> machine;
    inference::Verdict human = inference::Verdict::Pass;
    std::string recipe;           ///< SHA-256 of the recipe's canonical JSON
    std::optional<double> score;  ///< the machine's, 0..1
};

/// A region is named by a point in it, in pixels of the oriented image: it keeps its class when regions are found anew.
/// Payload {"x", "y", "class", "note"}; with neither class nor note what was said of that point is taken away.
struct RegionNote {
    inference::Point at;
    std::string className;
    std::string note;
    friend bool operator==(const RegionNote&, const RegionNote&) = default;
};

/// Payload {"before", "after", "reason", "recipe"}; null where the part was not in the set, or is no more.
struct GoldenChange {
    std::optional<inference::Verdict> before;
    std::optional<inference::Verdict> after;
    std::string reason;
    std::string recipe;  ///< SHA-256 of the recipe that holds the set
};

/// One thing to be put into the log.
struct ReviewEntry {
    ReviewKind kind = ReviewKind::Note;
    std::string image;         ///< SHA-256 of the file's bytes
    std::string operatorName;  ///< UTF-8
    std::string payload;       ///< compact JSON, keys sorted
    std::string utc;           ///< when it was done; empty: when it is written
};

/// `kind` is Accept, Reject or Overrule. All throw inference::Error(BadInput) for an image that is no SHA-256, a number that
/// is not finite, or another kind.
ReviewEntry decisionEntry(ReviewKind kind, std::string image, std::string operatorName, const Decision& decision);
ReviewEntry withdrawEntry(std::string image, std::string operatorName);
ReviewEntry regionEntry(std::string image, std::string operatorName, const RegionNote& region);
ReviewEntry noteEntry(std::string image, std::string operatorName, const std::string& text);
/// GoldenFlip when the part was in the set and stays with another verdict, else GoldenSet.
ReviewEntry goldenEntry(std::string image, std::string operatorName, const GoldenChange& change);
/// What a label's entry carries, byte for byte: a whole list is labelled at once, so nothing is put together or parsed for each part.
const std::string& labelPayload(inference::Label label);
ReviewEntry labelEntry(std::string image, std::string operatorName, inference::Label label);

/// The operator's verdict of a blind review, which decides nothing.
ReviewEntry blindEntry(std::string image, std::string operatorName, inference::Verdict human);

/// Throws inference::Error(BadInput) for an entry that could not be read back.
void checkEntry(const ReviewEntry& entry);

}  // namespace app
