#pragma once

#include "app/plc/plc_state.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace app {

/// The table that a PLC reads over Modbus, of 16-bit registers; in one request, so that all of it belongs together. Numbers of two registers have
/// the high word first; floats are IEEE 754. Addresses are as they stand in the message, from 0. Stable: what is new comes at the end, with another version.
namespace plc {

inline constexpr std::size_t
    control = 0,    ///< written by the PLC: PlcControl
    status = 1,     ///< PlcStatusBit
    condition = 2,  ///< PlcCondition
    heartbeat = 3,
    part = 4,       ///< two registers
    number = 6,     ///< two; VerdictRecord::number
    verdict = 8,    ///< 0: none so far, 1: pass, 2: review, 3: fail, 4: there is none, and `reason` says why
    reason = 9,     ///< PlcReason
    faults = 10,    ///< a bit for each inference::PictureFault::Kind
    score = 11,     ///< ten thousandths; 65535: there is none
    defects = 12,   ///< 65535: as many or more
    failing = 13,   ///< likewise
    largestPx = 14, ///< float
    largestMm = 16, ///< float; 0: not calibrated
    latency = 18,   ///< ms; 65535: as many or more
    version = 19,   ///< of this table: 2
    firstDefect = 20;  ///< PlcResult::mostDefects of them

/// Of each defect, from its first register on.
inline constexpr std::size_t
    defectVerdict = 0,  ///< 0: there is none, 2: review, 3: fail
    defectZone = 1,     ///< counts the recipe's zones from 1; 0: none
    defectX = 2, defectY = 4, defectArea = 6, defectLength = 8,  ///< floats: pixels, pixels squared
    defectPeak = 10,    ///< ten thousandths
    defectSize = 12;    ///< one is left free

/// Behind the defects, since version 2.
inline constexpr std::size_t
    recipe = firstDefect + PlcResult::mostDefects * defectSize,  ///< written too: PlcRecipe::wanted
    recipeInUse = recipe + 1,
    recipeReason = recipe + 2;  ///< PlcRecipeReason

inline constexpr std::size_t registers = recipe + 3;
static_assert(registers <= 125, "a request reads at most as many");

/// Bits of `status`.
enum StatusBit : std::uint16_t {
    ready = 1U << 0U,
    busy = 1U << 1U,
    done = 1U << 2U,
    pass = 1U << 3U,
    review = 1U << 4U,
    fail = 1U << 5U,
    noVerdict = 1U << 6U,
    refused = 1U << 7U,
    overrun = 1U << 8U,
    running = 1U << 9U,  ///< givesVerdicts()
    changing = 1U << 10U,  ///< PlcRecipe::changing
};

}  // namespace plc

using PlcRegisters = std::array<std::uint16_t, plc::registers>;

/// Pure; any thread.
PlcRegisters plcRegisters(const PlcState& state);

}  // namespace app
