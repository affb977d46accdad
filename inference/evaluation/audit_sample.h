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
/// distribution (J. P. Buonaccorsi, The American Statistician 41 (1987) 215), with 95 % confidence at least. As in rateInterval()
/// none or all of the drawn ones give a bound on one side, of the same confidence. Once all are drawn nothing is left open: low = high = count. Throws Error(BadInput) unless
/// count <= drawn <= of. Pure; any thread.
CountInterval countInterval(std::size_t count, std::size_t drawn, std::size_t of);

/// The least number of drawn parts, `drawn` at least, for which countInterval() says "at most `most`" if none besides the `count` that were found is of
/// the kind; none: not even all of them are enough. Throws as countInterval() does.
std::optional<std::size_t> drawsToProve(std::size_t most, std::size_t count, std::size_t drawn, std::size_t of);

/// A part that may be drawn.
struct AuditPart {
    std::string_view image;  ///< SHA-256 of its file, 64 hexadecimal digits; empty: it can't be drawn
    Label label = Label::None;
};

/// What the labelled ones of some parts say of all of them.
struct AuditSample {
    std::size_t of = 0;  ///< different images
    Share found;         ///< of the drawn parts those that are of the kind
    CountInterval all;   ///< of all; no less than are known to be and no more than aren't known not to be
    std::vector<std::size_t> next;  ///< which parts are to be labelled next, by index into what was given
    friend bool operator==(const AuditSample&, const AuditSample&) = default;
};

/// A sample without a list of who was drawn. Parts are drawn in the order of their images' hashes, which is by chance as far as anything about a part
/// goes, the same for everybody, and can't be chosen. Drawn are the first ones, up to the first that has no label; what was labelled
/// besides, for whatever reason, makes the sample neither larger nor lopsided. `kind`: Good or Defective, what is looked for. `most`: how many to name
/// in `next`. Copies of an image are one part. Pure; any thread.
AuditSample auditSample(std::span<const AuditPart> parts, Label kind, std::size_t most);

}  // namespace inference::evaluation
