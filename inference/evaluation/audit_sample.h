#pragma once

#include "core/label.h"
#include "evaluation/intervals.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace inference::evaluation {

/// How many of a finite number of parts are of a kind: `low` to `high` of them.
struct CountInterval {
    std::size_t low = 0;
    std::size_t high = 0;
    friend bool operator==(const CountInterval&, const CountInterval&) = default;
};

/// How many of `of` parts are of a kind when `count` of `drawn` that were drawn by chance, none twice, are: exact, by the tails of the hypergeometric
/// distribution (J. P. Buonaccorsi, The American Statistician 41 (1987) 215). As in rateInterval() a bound that is said alone, when none or all of the drawn
/// ones are, holds with 95 % confidence; of two bounds each holds with 97.5 %. Once all are drawn nothing is left open: low = high = count. For a number
/// of draws that doesn't hang on what is found. Throws Error(BadInput) unless count <= drawn <= of. Pure; any thread.
CountInterval countInterval(std::size_t count, std::size_t drawn, std::size_t of);

/// The least number of draws, `count` of them of the kind, that shows with 95 % confidence that at most `most` of `of` parts are; none: not even all of
/// them do. It may be looked at after every draw until it is shown: the 5 % are spent over the numbers that may be found, 4 % on none and 1 % / 2^n on n,
/// so that all looks together go wrong no more often. Throws Error(BadInput) for count > of.
std::optional<std::size_t> drawsToProve(std::size_t most, std::size_t count, std::size_t of);

/// A part that may be drawn.
struct AuditPart {
    std::string_view image;  ///< SHA-256 of its file, 64 hexadecimal digits; empty: it can't be drawn
    Label label = Label::None;
};

/// What the labelled ones of some parts say of all of them.
struct AuditSample {
    std::size_t of = 0;       ///< different images
    Share found {};           ///< of the drawn parts those that are of the kind
    CountInterval all {};     ///< of all; no less than are known to be and no more than aren't known not to be
    std::size_t waiting = 0;  ///< labelled parts whose turn has not come
    std::size_t known = 0;    ///< labelled parts that are of the kind, drawn or not
    std::vector<std::size_t> next {};  ///< which parts are to be labelled next, by index into what was given
    std::optional<std::size_t> wanting {};  ///< labels that are wanting to show the goal if none of them is of the kind; 0: it is shown; none: it can't be any more
    bool certain = false;     ///< the goal is reached whatever the parts without a label are: no chance is left in it
    friend bool operator==(const AuditSample&, const AuditSample&) = default;
};

struct AuditQuestion {
    Label kind = Label::Defective;  ///< what is looked for: Good or Defective
    std::size_t next = 0;           ///< how many to name in AuditSample::next
    double goal = 0;                ///< the share of the kind that is to be shown as the most, 0..1
};

/// The greatest number of `of` parts within the goal.
std::size_t mostAllowed(double goal, std::size_t of);

/// A sample without a list of who was drawn. Parts are drawn in the order of their images' hashes, which is by chance as far as anything about a part
/// goes, the same for everybody, and can't be chosen. Drawn are the first ones, up to the first that has no label: a label that was given for another
/// reason counts once its turn has come, and until then makes the sample neither larger nor lopsided. Copies of an image are one part. Pure; any thread.
AuditSample auditSample(std::span<const AuditPart> parts, const AuditQuestion& question);

/// The parts that can be drawn, by index, in the order in which they are: copies of an image beside each other. Pure; any thread.
std::vector<std::size_t> drawingOrder(std::span<const AuditPart> parts);

/// auditSample() of those of `parts` that `drawn` names: drawingOrder(parts), or some of it in that order. Pure; any thread.
AuditSample auditSample(std::span<const AuditPart> parts, std::span<const std::size_t> drawn, const AuditQuestion& question);

}  // namespace inference::evaluation
