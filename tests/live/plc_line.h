#pragma once

#include "app/plc/plc_handshake.h"
#include "app/plc/plc_registers.h"

#include <QString>

/// A line and its PLC without a network: what tests of what they agree on begin with.
namespace plc_line {

using namespace app;
using namespace std::chrono_literals;
using Clock = PlcHandshake::Clock;

inline const Clock::time_point start {};

inline PlcResult passOf(std::uint64_t part)
{
    PlcResult result;
    result.part = result.number = part;
    result.verdict = inference::Verdict::Pass;
    return result;
}

/// A line that runs.
inline PlcHandshake lineThat(bool asked, bool acknowledged = true)
{
    PlcHandshake line;
    line.setOptions({acknowledged, 5000ms});
    line.setLine(PlcCondition::Running, asked);
    return line;
}

/// The whole control word, as a PLC writes it that has just read the table.
inline std::optional<std::uint64_t> set(PlcHandshake& line, std::uint16_t control, Clock::time_point now)
{
    line.noteRead();
    return line.write(0xFFFF, control, now);
}

/// Letters for what is set: R(eady), B(usy), D(one), P(ass), N(o verdict), X (refused), O(verrun), L(ine runs), C(hanging recipe).
inline QString word(const PlcHandshake& line)
{
    const unsigned status = plcRegisters(line.state())[plc::status];
    QString text;
    for (const auto& [bit, letter] : {std::pair {plc::ready, 'R'}, {plc::busy, 'B'}, {plc::done, 'D'}, {plc::pass, 'P'}, {plc::review, 'V'}, {plc::fail, 'F'},
                                      {plc::noVerdict, 'N'}, {plc::refused, 'X'}, {plc::overrun, 'O'}, {plc::running, 'L'}, {plc::changing, 'C'}})
        if (status & bit)
            text += QLatin1Char(letter);
    return text;
}

}  // namespace plc_line
