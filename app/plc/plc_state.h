#pragma once

#include "app/common/verdict_record.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace app {

/// Why a line gets no verdicts, as a PLC reads it: stable numbers.
enum class PlcCondition : std::uint16_t {
    Running = 0,
    Stopped = 1,
    Opening = 2,
    Paused = 3,
    Over = 4,
    NoModel = 5,
    Lost = 6,
    Silent = 7,
    Black = 8,   ///< the newest picture is black; pictures come all the same
    Frozen = 9,  ///< likewise, each like the one before
};

/// Whether pictures come and are judged.
bool givesVerdicts(PlcCondition condition);

/// Why a part has no verdict, likewise.
enum class PlcReason : std::uint16_t {
    None = 0,
    Failed = 1,    ///< the model or the picture did
    Late = 2,      ///< nothing came within the time limit
    Ended = 3,     ///< it is no longer watched, or no picture comes any more
};

/// Why the recipe that a PLC chose isn't the one in use, likewise.
enum class PlcRecipeReason : std::uint16_t {
    None = 0,
    Unknown = 1,  ///< no file has this number, or several have
    Unusable = 2, ///< it can't be read, is of another model, or there is no model
    Refused = 3,  ///< the desk is locked against it
    Busy = 4,     ///< a part was awaited: it may be chosen again at once
    Occupied = 5, ///< somebody is at the recipe in use, or it can't be saved, or the chosen one has changes that wait for a reason: likewise
};

/// The choice of recipes by number.
struct PlcRecipe {
    std::uint16_t wanted = 0;  ///< as the PLC wrote it last; 0: never
    std::uint16_t inUse = 0;   ///< 0: one without a number
    PlcRecipeReason reason = PlcRecipeReason::None;
    bool changing = false;     ///< `wanted` is being opened
    friend bool operator==(const PlcRecipe&, const PlcRecipe&) = default;
};

struct PlcDefect {
    bool failing = false;
    int zone = -1;          ///< of the recipe; -1: none
    double x = 0, y = 0;    ///< centroid, pixels of the picture
    double area = 0;        ///< pixels squared
    double length = 0;      ///< longest Feret diameter, pixels
    double peak = 0;        ///< 0..1
    friend bool operator==(const PlcDefect&, const PlcDefect&) = default;
};

/// What is told of one part.
struct PlcResult {
    static constexpr std::size_t mostDefects = 8;

    std::uint64_t part = 0, number = 0;  ///< of VerdictRecord
    std::optional<inference::Verdict> verdict;
    PlcReason reason = PlcReason::None;  ///< where there is no verdict
    std::vector<inference::PictureFault::Kind> faults;
    double score = 0;             ///< 0..1
    std::size_t defects = 0;      ///< of all regions
    std::size_t failing = 0;      ///< of these, those that fail
    double largestPx = 0;         ///< area of the largest, pixels squared
    double largestMm = 0;         ///< likewise in mm²; 0: none, or not calibrated
    double latencyMs = 0;
    std::chrono::steady_clock::time_point exposed;  ///< the epoch: not known, and not asked for
    std::vector<PlcDefect> first; ///< mostDefects at most, failing ones first, then the largest first
    friend bool operator==(const PlcResult&, const PlcResult&) = default;
};

/// Of a verdict of the live view; `exposed` is the caller's to add. Pure; any thread.
PlcResult plcResult(const VerdictRecord& record);

/// All that a PLC can read, as values. Bits and numbers of it: plc_registers.h.
struct PlcState {
    bool ready = false;    ///< a trigger would be taken; of a line that triggers itself: its next verdict loses none
    bool busy = false;     ///< a part was asked for, and has no verdict yet
    bool done = false;     ///< `result` is news: of the part that was asked for, or of the last one
    bool refused = false;  ///< a trigger came when none was taken, since the last that was, or the last acknowledgement
    bool overrun = false;  ///< a verdict took the place of one that wasn't acknowledged, since the last acknowledgement
    PlcCondition condition = PlcCondition::Stopped;
    std::uint16_t control = 0;    ///< as the PLC wrote it last
    std::uint16_t heartbeat = 0;  ///< goes on by one twice a second, and begins anew
    std::optional<PlcResult> result;  ///< none yet, or being made
    PlcRecipe recipe;
    friend bool operator==(const PlcState&, const PlcState&) = default;
};

}  // namespace app
