#pragma once

#include "app/common/text_rows.h"
#include "app/store/review_state.h"
#include "evaluation/intervals.h"

#include <QString>

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace app {

struct Report;

/// A part that may have been judged blind.
struct BlindPart {
    std::string_view image;  ///< SHA-256; copies of an image are one part
    const ReviewState* review = nullptr;
    std::optional<inference::Verdict> machine {};  ///< what it says now
};

/// How far the reviewer's blind verdicts agree with another's on the same parts.
struct BlindComparison {
    enum class With { Person, OwnBefore, Machine } with = With::Person;  ///< Machine: by its verdicts of now
    QString name;                          ///< of a person
    inference::evaluation::Share same;     ///< parts on which both say the same, of those that both judged
    std::optional<double> kappa;           ///< as in VerdictAgreement
    friend bool operator==(const BlindComparison&, const BlindComparison&) = default;
};

struct BlindAgreement {
    int judged = 0;                         ///< parts that the reviewer has judged blind
    std::vector<BlindComparison> compared;  ///< people by name, then the reviewer's own earlier verdicts, then the machine
    int undecided = 0;                      ///< parts among them that the machine neither passes nor fails
    std::vector<std::size_t> differing;     ///< those of which blindDiffers() is true, by index into what was given
};

/// Of everybody else the blind verdict counts, where there is none the one that held when the reviewer judged: a verdict given later is none of
/// somebody who didn't know better. Pure.
BlindAgreement blindAgreement(std::span<const BlindPart> parts, const std::string& reviewer);
/// Whoever judged a part blind.
std::set<std::string> blindReviewers(std::span<const BlindPart> parts);

/// The report's parts. None where names were left out: who agrees with whom can't be told then.
std::vector<BlindPart> blindParts(const Report& report);

/// A row for each comparison.
TextRows agreementRows(const std::vector<BlindComparison>& compared);

}  // namespace app
