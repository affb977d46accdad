#include "app/workbench/plc_text.h"

#include "widgets/joined_sentences.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <climits>

namespace app {
namespace {

/// How the bytes of a row are read.
enum class Form { Bits, Number, Wide, Float };

struct Register {
    std::size_t address;
    Form form;
    const char* name;  // of context PlcText
};

constexpr std::array table {
    Register {plc::control, Form::Bits, QT_TRANSLATE_NOOP("PlcText", "Control word, written by the PLC")},
    Register {plc::status, Form::Bits, QT_TRANSLATE_NOOP("PlcText", "Status word")},
    Register {plc::condition, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Condition (0, 8, 9: verdicts come)")},
    Register {plc::heartbeat, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Heartbeat")},
    Register {plc::part, Form::Wide, QT_TRANSLATE_NOOP("PlcText", "Part")},
    Register {plc::number, Form::Wide, QT_TRANSLATE_NOOP("PlcText", "Number of the verdict")},
    Register {plc::verdict, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Verdict (1 pass, 2 review, 3 fail, 4 none)")},
    Register {plc::reason, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Why there is none (1 failed, 2 late, 3 ended)")},
    Register {plc::faults, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Faults of the picture")},
    Register {plc::score, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Score, ten thousandths (65535: none)")},
    Register {plc::defects, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Defects")},
    Register {plc::failing, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Of these, failing")},
    Register {plc::largestPx, Form::Float, QT_TRANSLATE_NOOP("PlcText", "Largest defect, px²")},
    Register {plc::largestMm, Form::Float, QT_TRANSLATE_NOOP("PlcText", "Largest defect, mm²")},
    Register {plc::latency, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Latency, ms")},
    Register {plc::version, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Version of this table")},
};

constexpr std::array defectTable {
    Register {plc::defectVerdict, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Defect %1: verdict (2 review, 3 fail)")},
    Register {plc::defectZone, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Defect %1: zone")},
    Register {plc::defectX, Form::Float, QT_TRANSLATE_NOOP("PlcText", "Defect %1: x, px")},
    Register {plc::defectY, Form::Float, QT_TRANSLATE_NOOP("PlcText", "Defect %1: y, px")},
    Register {plc::defectArea, Form::Float, QT_TRANSLATE_NOOP("PlcText", "Defect %1: area, px²")},
    Register {plc::defectLength, Form::Float, QT_TRANSLATE_NOOP("PlcText", "Defect %1: length, px")},
    Register {plc::defectPeak, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Defect %1: peak, ten thousandths")},
};

constexpr std::array recipeTable {
    Register {plc::recipe, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Recipe, chosen by the PLC")},
    Register {plc::recipeInUse, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Recipe in use (0: one without a number)")},
    Register {plc::recipeReason, Form::Number, QT_TRANSLATE_NOOP("PlcText", "Why it isn't the chosen one (1 unknown, 2 unusable, 3 locked, 4 busy, 5 occupied)")},
};

struct Bit {
    std::uint16_t mask;
    const char* name;
};

constexpr std::array controlBits {
    Bit {plcTrigger, QT_TRANSLATE_NOOP("PlcText", "Trigger")},
    Bit {plcAcknowledge, QT_TRANSLATE_NOOP("PlcText", "Acknowledge")},
};

constexpr std::array statusBits {
    Bit {plc::ready, QT_TRANSLATE_NOOP("PlcText", "Ready")},
    Bit {plc::busy, QT_TRANSLATE_NOOP("PlcText", "Busy")},
    Bit {plc::done, QT_TRANSLATE_NOOP("PlcText", "Done")},
    Bit {plc::pass, QT_TRANSLATE_NOOP("PlcText", "Pass")},
    Bit {plc::review, QT_TRANSLATE_NOOP("PlcText", "Review")},
    Bit {plc::fail, QT_TRANSLATE_NOOP("PlcText", "Fail")},
    Bit {plc::noVerdict, QT_TRANSLATE_NOOP("PlcText", "No verdict")},
    Bit {plc::refused, QT_TRANSLATE_NOOP("PlcText", "Trigger refused")},
    Bit {plc::overrun, QT_TRANSLATE_NOOP("PlcText", "Overrun")},
    Bit {plc::running, QT_TRANSLATE_NOOP("PlcText", "Running")},
    Bit {plc::changing, QT_TRANSLATE_NOOP("PlcText", "Recipe changes")},
};

QString named(const char* name)
{
    return QCoreApplication::translate("PlcText", name);
}

QString count(std::uint64_t number)
{
    return QLocale().toString(qulonglong(number));
}

QString addressOf(std::size_t first, Form form)
{
    const bool two = form == Form::Wide || form == Form::Float;
    return two ? QStringLiteral("%1\u2013%2").arg(first).arg(first + 1) : QString::number(first);
}

QString valueOf(const PlcRegisters& registers, std::size_t at, Form form)
{
    const std::uint32_t wide = std::uint32_t(registers[at]) << 16U | registers[std::min(at + 1, registers.size() - 1)];
    switch (form) {
    case Form::Bits: return QStringLiteral("0x%1").arg(registers[at], 4, 16, QLatin1Char('0'));
    case Form::Wide: return QString::number(wide);
    case Form::Float: return QLocale().toString(double(std::bit_cast<float>(wide)), 'f', 1);
    case Form::Number: break;
    }
    return QString::number(registers[at]);
}

template <typename Bits>
void addBits(std::vector<PlcRow>& rows, std::size_t address, std::uint16_t word, const Bits& bits)
{
    for (const Bit& bit : bits)
        rows.push_back({QStringLiteral("%1.%2").arg(address).arg(std::countr_zero(bit.mask)), named(bit.name), word & bit.mask ? QStringLiteral("1") : QStringLiteral("0")});
}

template <typename Bits>
QString namesOf(std::uint16_t word, const Bits& bits)
{
    QStringList names;
    for (const Bit& bit : bits)
        if (word & bit.mask)
            names.append(named(bit.name));
    return names.isEmpty() ? QStringLiteral("\u2013") : names.join(QStringLiteral(" \u00b7 "));
}

QString problemOf(const PlcLinkState& state, const QString& address)
{
    const QString what = [&] {
        switch (state.problem.value()) {
        case EADDRINUSE: return QCoreApplication::translate("PlcText", "another program listens there. It is tried again by itself.");
        case EACCES: return QCoreApplication::translate("PlcText", "ports below 1024 need a right that this program doesn't have. Choose a greater one, such as 1502.");
        case EADDRNOTAVAIL: return QCoreApplication::translate("PlcText", "this computer has no such address now. It is tried again by itself.");
        default: return QString::fromStdString(state.problem.message());
        }
    }();
    return QCoreApplication::translate("PlcText", "Nobody can call at %1: %2").arg(address, what);
}

}  // namespace

QString problemText(PlcProblem problem)
{
    switch (problem) {
    case PlcProblem::Missing: return QCoreApplication::translate("PlcText", "This program was built without Modbus. For it, it has to be built with libmodbus.");
    case PlcProblem::NoAddress: return QCoreApplication::translate("PlcText", "The address to listen at is missing.");
    case PlcProblem::AddressInvalid:
        return QCoreApplication::translate("PlcText", "Write the address to listen at as number and port: 0.0.0.0:1502 is every network of this computer, 192.168.0.5:1502 one of them.");
    case PlcProblem::PeerInvalid: break;
    }
    return QCoreApplication::translate("PlcText", "Write the PLC's address as a number, such as 192.168.0.10, or leave the field empty.");
}

QString linkText(const PlcLinkState& state)
{
    const QString address = QString::fromStdString(state.address.text());
    if (state.problem)
        return problemOf(state, address);
    QString text = QCoreApplication::translate("PlcText", "Listens at %1.").arg(address);
    if (state.callers.empty())
        text += u' ' + QCoreApplication::translate("PlcText", "Nobody is connected.");
    for (const ModbusServer::Caller& caller : state.callers) {
        const int requests = int(std::min<std::uint64_t>(caller.requests, INT_MAX));
        text += u'\n' + QCoreApplication::translate("PlcText", "%1: %n request(s)", "a PLC's address", requests).arg(QString::fromStdString(caller.address));
    }
    if (state.sentAway > 0)
        text += u'\n' + QCoreApplication::translate("PlcText", "Sent away: %1").arg(count(state.sentAway));
    return text;
}

QString countsText(const PlcHandshake::Counts& counts)
{
    QStringList texts {QCoreApplication::translate("PlcText", "Triggers: %1").arg(count(counts.triggers))};
    if (counts.refused > 0)
        texts.append(QCoreApplication::translate("PlcText", "refused: %1").arg(count(counts.refused)));
    if (counts.without > 0)
        texts.append(QCoreApplication::translate("PlcText", "without a verdict: %1").arg(count(counts.without)));
    if (counts.overruns > 0)
        texts.append(QCoreApplication::translate("PlcText", "not acknowledged in time: %1").arg(count(counts.overruns)));
    return texts.join(QStringLiteral(" \u00b7 "));
}

QString signalsText(const PlcState& state)
{
    return QCoreApplication::translate("PlcText", "From the PLC: %1").arg(namesOf(state.control, controlBits)) + u'\n'
        + QCoreApplication::translate("PlcText", "To the PLC: %1").arg(namesOf(plcRegisters(state)[plc::status], statusBits));
}

QString recipeText(const PlcRecipe& recipe)
{
    const QString inUse = recipe.inUse > 0 ? QCoreApplication::translate("PlcText", "Recipe %1 is in use.").arg(recipe.inUse)
                                           : QCoreApplication::translate("PlcText", "A recipe without a number is in use.");
    const QString chosen = [&] {
        if (recipe.changing)
            return QCoreApplication::translate("PlcText", "Recipe %1 is being opened.");
        switch (recipe.reason) {
        case PlcRecipeReason::Unknown: return QCoreApplication::translate("PlcText", "Recipe %1 is unknown: the name of exactly one file of the folder has to begin with this number.");
        case PlcRecipeReason::Unusable: return QCoreApplication::translate("PlcText", "Recipe %1 can't be used: its file can't be read, or is of another model.");
        case PlcRecipeReason::Refused: return QCoreApplication::translate("PlcText", "Recipe %1 is not opened: the desk is locked.");
        case PlcRecipeReason::Busy: return QCoreApplication::translate("PlcText", "Recipe %1 was chosen while a part was awaited: the PLC has to choose it again.");
        case PlcRecipeReason::Occupied: return QCoreApplication::translate("PlcText", "Recipe %1 is not opened: somebody is at the one in use, or changes wait to be saved or for a reason. The PLC has to choose it again.");
        case PlcRecipeReason::None: break;
        }
        return QString();
    }();
    return chosen.isEmpty() ? inUse : widgets::joinedSentences({inUse, chosen.arg(recipe.wanted)});
}

std::vector<PlcRow> plcRows(const PlcRegisters& registers)
{
    std::vector<PlcRow> rows;
    for (const Register& one : table) {
        rows.push_back({addressOf(one.address, one.form), named(one.name), valueOf(registers, one.address, one.form)});
        if (one.address == plc::control)
            addBits(rows, one.address, registers[one.address], controlBits);
        else if (one.address == plc::status)
            addBits(rows, one.address, registers[one.address], statusBits);
    }
    for (std::size_t defect = 0; defect < PlcResult::mostDefects; ++defect)
        for (const Register& one : defectTable) {
            const std::size_t at = plc::firstDefect + defect * plc::defectSize + one.address;
            rows.push_back({addressOf(at, one.form), named(one.name).arg(defect + 1), valueOf(registers, at, one.form)});
        }
    for (const Register& one : recipeTable)
        rows.push_back({addressOf(one.address, one.form), named(one.name), valueOf(registers, one.address, one.form)});
    return rows;
}

}  // namespace app
