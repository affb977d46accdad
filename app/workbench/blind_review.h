#pragma once

#include "app/report/blind_agreement.h"

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

/// Rows of those that `reviewer` can judge blind: their files have been read, no verdict of that person holds, and none was given blind. Decided: that
/// of others holds. Of files that are copies of each other the first.
std::vector<int> blindRows(const Session& session, BlindParts which, const QString& reviewer);
/// Open parts whose files haven't been read yet: nothing can be said of them.
int unreadParts(const Session& session);
/// A name as it is known already, of the operator or of whoever has said something of an open part, whatever its case and blanks; else without
/// superfluous blanks. One person shall not count as two.
QString knownName(const Session& session, const QString& name, const QString& operatorName);
/// `most` of them (0: all), both choice and order by chance: neither tells anything of a part.
std::vector<int> drawn(std::vector<int> rows, int most, std::mt19937& random);

struct BlindOutcome {
    int judged = 0;                         ///< open parts that the reviewer has judged blind
    std::vector<BlindComparison> compared;  ///< people by name, then the reviewer's own earlier verdicts, then the machine
    int undecided = 0;                      ///< parts among them that the machine neither passes nor fails
    QStringList differing;                  ///< paths of those of which blindDiffers() is true
    friend bool operator==(const BlindOutcome&, const BlindOutcome&) = default;
};

/// As blindAgreement() over the open parts.
BlindOutcome blindOutcome(const Session& session, const QString& reviewer);

}  // namespace app
