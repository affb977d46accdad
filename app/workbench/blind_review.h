#pragma once

#include "evaluation/intervals.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <random>
#include <vector>

namespace app {

class Session;

/// A blind review: a person judges parts without seeing what the machine or anybody else said of them. What comes out says how far people agree, which
/// is the most that can be asked of a machine. Pure; GUI thread, where the session lives.

/// Which parts it is of.
enum class BlindParts { Decided, All };

/// Rows of those that `reviewer` can judge blind: their files have been read, and that person has said nothing of them yet. Decided: others have. Of
/// files that are copies of each other the first.
std::vector<int> blindRows(const Session& session, BlindParts which, const QString& reviewer);
/// `most` of them (0: all), both choice and order by chance: neither tells anything of a part.
std::vector<int> drawn(std::vector<int> rows, int most, std::mt19937& random);

/// How far the reviewer's blind verdicts agree with another's on the same parts.
struct BlindComparison {
    enum class With { Person, OwnBefore, Machine } with = With::Person;
    QString name;                          ///< of a person
    inference::evaluation::Share same;     ///< parts on which both say the same, of those that both judged
    std::optional<double> kappa;           ///< as in VerdictAgreement
    friend bool operator==(const BlindComparison&, const BlindComparison&) = default;
};

struct BlindOutcome {
    int judged = 0;                         ///< open parts that the reviewer has judged blind
    std::vector<BlindComparison> compared;  ///< people by name, then the reviewer's own earlier verdicts, then the machine
    int asked = 0;                          ///< parts among them on which the machine asked for a review: it has no verdict there
    QStringList differing;                  ///< paths of those on which anybody says something else than the reviewer; the machine too
    friend bool operator==(const BlindOutcome&, const BlindOutcome&) = default;
};

/// Of everybody else the blind verdict counts, where there is none the one that holds.
BlindOutcome blindOutcome(const Session& session, const QString& reviewer);

}  // namespace app
