#pragma once

#include "app/plc/plc_state.h"

#include <chrono>

namespace app {

/// Bits of the control word, which the PLC writes.
enum PlcControl : std::uint16_t {
    plcTrigger = 1U << 0U,      ///< 0 -> 1: a part is in place
    plcAcknowledge = 1U << 1U,  ///< 0 -> 1: what was read is done with; while busy: the part is given up
};

/// What a line and its PLC agree on, step by step. Where the PLC asks for each part: ready -> (trigger) -> busy -> done -> (acknowledge)
/// -> ready; each trigger that is taken comes to exactly one `done`, with a verdict or with the reason why there is none. Where parts
/// come by themselves (part at rest, the camera's own input, ...) each verdict is `done`. Only edges count: a bit that is left set does
/// nothing more. Of those that come by themselves what the PLC hasn't read it can't acknowledge. No threads, no clock of its own.
class PlcHandshake {
public:
    using Clock = std::chrono::steady_clock;
    struct Options {
        bool acknowledged = true;  ///< a verdict stays until the PLC acknowledges it; else until the next trigger or verdict
        std::chrono::milliseconds limit {5000};  ///< from trigger to verdict
        friend bool operator==(const Options&, const Options&) = default;
    };
    /// Since the program's start.
    struct Counts {
        std::uint64_t triggers = 0;  ///< taken
        std::uint64_t refused = 0;
        std::uint64_t without = 0;   ///< asked for, and no verdict, or given up
        std::uint64_t overruns = 0;
    };

    void setOptions(const Options& options) { m_options = options; }

    /// What the run is doing. `asked`: parts come on request only. A part that is asked for and can't come any more is done without a verdict.
    void setLine(PlcCondition condition, bool asked);
    /// These bits of the control word were written. The number of the part that is to be judged where this asks for one; they count up from 1.
    std::optional<std::uint64_t> write(std::uint16_t mask, std::uint16_t bits, Clock::time_point now);
    /// The PLC has chosen the recipe of this number. It is to be opened where this says so, with the number of the choice, which tellRecipe() wants; no part is taken
    /// until then. Not while a part is awaited; nor where it is in use already, or was found to be of no use: 0 chooses nothing, and forgets that.
    std::optional<std::uint64_t> chooseRecipe(std::uint16_t number, Clock::time_point now);
    /// That choice is the latest, and what became of it isn't told yet.
    bool isChoosing(std::uint64_t choice) const { return m_recipe.changing && choice == m_choice; }
    /// A chosen recipe is in use from now on: pictures that were exposed before aren't told any more, but those that were asked for.
    void noteOpened(Clock::time_point now) { m_since = now; }
    /// What became of it; of one that isn't the latest: nothing.
    void tellRecipe(std::uint64_t choice, PlcRecipeReason reason);
    /// A number that was of no use may be by now: it may be chosen again.
    void forgetRefusal();
    /// The number of the recipe in use, however it came into use; 0: it has none.
    void setRecipeInUse(std::uint16_t number);
    /// The PLC has read the state, or the status word of it.
    void noteRead();
    /// A verdict, of the part with this number; 0: nobody asked for it. What a person asked for while the PLC asks for parts is not told,
    /// nor is a verdict that comes when the time is over.
    void take(const PlcResult& result, std::uint64_t asked, Clock::time_point now);
    /// Gives up the part for which the time is over.
    void expire(Clock::time_point now);
    /// Nobody can call any more: a part that is waited for is given up.
    void hangUp();
    /// The number of the part that is waited for; 0: none.
    std::uint64_t awaited() const { return m_until ? m_number : 0; }
    void beat() { ++m_heartbeat; }

    PlcState state() const;
    const Counts& counts() const { return m_counts; }

private:
    bool isReady() const;
    void refuse();
    void acknowledge();
    void finish(PlcResult result);
    void giveUp(PlcReason reason);

    Options m_options;
    PlcCondition m_condition = PlcCondition::Stopped;
    bool m_asked = false;
    std::uint16_t m_control = 0;
    std::uint16_t m_heartbeat = 0;
    std::uint64_t m_number = 0;  // of the last part that was asked for
    std::optional<Clock::time_point> m_until;  // the part `m_number` is awaited
    bool m_done = false, m_refused = false, m_overrun = false;
    bool m_doneRead = false, m_overrunRead = false;  // by the PLC
    std::optional<PlcResult> m_result;
    PlcRecipe m_recipe;
    std::uint64_t m_choice = 0;  // the latest
    Clock::time_point m_since;  // the recipe in use was opened then; the epoch: at the start
    Counts m_counts;
};

}  // namespace app
