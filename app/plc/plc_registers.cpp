#include "app/plc/plc_registers.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace app {
namespace {

constexpr std::uint16_t tableVersion = 2;
constexpr std::uint16_t none = 0xFFFF;

void putWide(PlcRegisters& table, std::size_t at, std::uint32_t value)
{
    table[at] = std::uint16_t(value >> 16U);
    table[at + 1] = std::uint16_t(value & 0xFFFFU);
}

void putFloat(PlcRegisters& table, std::size_t at, double value)
{
    putWide(table, at, std::bit_cast<std::uint32_t>(float(value)));
}

/// Rounded, of what fits.
std::uint16_t bounded(double value)
{
    return std::uint16_t(std::clamp(std::round(value), 0.0, double(none)));
}

std::uint16_t tenThousandths(double share)
{
    return bounded(std::clamp(share, 0.0, 1.0) * 10000);
}

std::uint16_t verdictNumber(const PlcResult& result)
{
    return result.verdict ? std::uint16_t(1 + int(*result.verdict)) : 4;
}

std::uint16_t verdictBit(const PlcResult& result)
{
    if (!result.verdict)
        return plc::noVerdict;
    switch (*result.verdict) {
    case inference::Verdict::Pass: return plc::pass;
    case inference::Verdict::Review: return plc::review;
    case inference::Verdict::Fail: break;
    }
    return plc::fail;
}

std::uint16_t statusWord(const PlcState& state)
{
    unsigned word = 0;
    const auto set = [&word](bool is, plc::StatusBit bit) { word |= is ? unsigned(bit) : 0U; };
    set(state.ready, plc::ready);
    set(state.busy, plc::busy);
    set(state.done, plc::done);
    set(state.refused, plc::refused);
    set(state.overrun, plc::overrun);
    set(givesVerdicts(state.condition), plc::running);
    set(state.recipe.changing, plc::changing);
    word |= state.result ? verdictBit(*state.result) : 0U;
    return std::uint16_t(word);
}

void putDefect(PlcRegisters& table, std::size_t at, const PlcDefect& defect)
{
    table[at + plc::defectVerdict] = defect.failing ? 3 : 2;
    table[at + plc::defectZone] = std::uint16_t(defect.zone + 1);
    putFloat(table, at + plc::defectX, defect.x);
    putFloat(table, at + plc::defectY, defect.y);
    putFloat(table, at + plc::defectArea, defect.area);
    putFloat(table, at + plc::defectLength, defect.length);
    table[at + plc::defectPeak] = tenThousandths(defect.peak);
}

void putResult(PlcRegisters& table, const PlcResult& result)
{
    putWide(table, plc::part, std::uint32_t(result.part));
    putWide(table, plc::number, std::uint32_t(result.number));
    table[plc::verdict] = verdictNumber(result);
    table[plc::reason] = std::uint16_t(result.reason);
    for (const inference::PictureFault::Kind fault : result.faults)
        table[plc::faults] = std::uint16_t(table[plc::faults] | 1U << unsigned(fault));
    table[plc::score] = result.verdict ? tenThousandths(result.score) : none;
    table[plc::defects] = bounded(double(result.defects));
    table[plc::failing] = bounded(double(result.failing));
    putFloat(table, plc::largestPx, result.largestPx);
    putFloat(table, plc::largestMm, result.largestMm);
    table[plc::latency] = bounded(result.latencyMs);
    for (std::size_t i = 0; i < std::min(result.first.size(), PlcResult::mostDefects); ++i)
        putDefect(table, plc::firstDefect + i * plc::defectSize, result.first[i]);
}

}  // namespace

PlcRegisters plcRegisters(const PlcState& state)
{
    PlcRegisters table {};
    table[plc::control] = state.control;
    table[plc::status] = statusWord(state);
    table[plc::condition] = std::uint16_t(state.condition);
    table[plc::heartbeat] = state.heartbeat;
    table[plc::score] = none;
    table[plc::version] = tableVersion;
    table[plc::recipe] = state.recipe.wanted;
    table[plc::recipeInUse] = state.recipe.inUse;
    table[plc::recipeReason] = std::uint16_t(state.recipe.reason);
    if (state.result)
        putResult(table, *state.result);
    return table;
}

}  // namespace app
