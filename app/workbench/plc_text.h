#pragma once

#include "app/plc/plc_link.h"

#include <QString>

#include <vector>

namespace app {

/// What is wrong with a field, and what to do.
QString problemText(PlcProblem problem);
/// How the link fares: where it listens and who asks; or why it can't.
QString linkText(const PlcLinkState& state);
/// Triggers and what became of them.
QString countsText(const PlcHandshake::Counts& counts);
/// The signals that are set, of both sides: "PLC: trigger. Workbench: busy."
QString signalsText(const PlcState& state);

/// Which recipe is in use, or why it isn't the one that was chosen.
QString recipeText(const PlcRecipe& recipe);

/// A row of the table of registers as a person reads it.
struct PlcRow {
    QString address;  ///< "1", "4-5", of a bit "1.0"
    QString name;
    QString value;    ///< in the user's language; of a bit "1" or "0"
};
/// All of them, with the values of `registers`, in the order of their addresses.
std::vector<PlcRow> plcRows(const PlcRegisters& registers);

}  // namespace app
