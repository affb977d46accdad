#include "app/plc/plc_handshake.h"

#include <utility>

namespace app {
namespace {

/// Trying again at once would come to the same.
bool isOfNoUse(PlcRecipeReason reason)
{
    return reason == PlcRecipeReason::Unknown || reason == PlcRecipeReason::Unusable || reason == PlcRecipeReason::Refused;
}

}  // namespace

void PlcHandshake::setLine(PlcCondition condition, bool asked)
{
    m_condition = condition;
    m_asked = asked;
    if (m_until && (!asked || !givesVerdicts(condition)))
        giveUp(PlcReason::Ended);
}

std::optional<std::uint64_t> PlcHandshake::write(std::uint16_t mask, std::uint16_t bits, Clock::time_point now)
{
    const std::uint16_t control = (m_control & ~mask) | (bits & mask);
    const std::uint16_t risen = control & ~std::exchange(m_control, control);
    // First: both at once say that the last one was read, and here is the next.
    if (risen & plcAcknowledge)
        acknowledge();
    if (!(risen & plcTrigger))
        return std::nullopt;
    if (!m_asked || !isReady()) {
        refuse();
        return std::nullopt;
    }
    ++m_counts.triggers;
    m_refused = m_done = false;
    m_result.reset();
    m_until = now + m_options.limit;
    return ++m_number;
}

std::optional<std::uint64_t> PlcHandshake::chooseRecipe(std::uint16_t number, Clock::time_point now)
{
    expire(now);
    using Reason = PlcRecipeReason;
    if (m_recipe.changing && (number == 0 || number == m_recipe.wanted))
        return std::nullopt;
    // PLCs write the same number again and again.
    if (!m_recipe.changing && number == m_recipe.wanted && isOfNoUse(m_recipe.reason))
        return std::nullopt;
    m_recipe.wanted = number;
    m_recipe.reason = Reason::None;
    if (number == 0 || (!m_recipe.changing && number == m_recipe.inUse))
        return std::nullopt;
    if (m_until) {
        m_recipe.reason = Reason::Busy;
        return std::nullopt;
    }
    m_recipe.changing = true;
    return ++m_choice;
}

void PlcHandshake::tellRecipe(std::uint64_t choice, PlcRecipeReason reason)
{
    if (!isChoosing(choice))
        return;
    m_recipe.changing = false;
    m_recipe.reason = reason;
}

void PlcHandshake::forgetRefusal()
{
    if (!m_recipe.changing && isOfNoUse(m_recipe.reason))
        m_recipe = {.wanted = 0, .inUse = m_recipe.inUse, .reason = PlcRecipeReason::None, .changing = false};
}

void PlcHandshake::setRecipeInUse(std::uint16_t number)
{
    m_recipe.inUse = number;
    if (!m_recipe.changing && number == m_recipe.wanted)
        m_recipe.reason = PlcRecipeReason::None;
}

void PlcHandshake::noteRead()
{
    m_doneRead = m_done;
    m_overrunRead = m_overrun;
}

void PlcHandshake::take(const PlcResult& result, std::uint64_t asked, Clock::time_point now)
{
    expire(now);
    if (m_asked) {
        if (m_until && asked == m_number)
            finish(result);
        return;
    }
    if (result.exposed != Clock::time_point() && result.exposed < m_since)
        return;
    if (m_done && m_options.acknowledged) {
        m_overrun = true;
        m_overrunRead = false;
        ++m_counts.overruns;
    }
    finish(result);
}

void PlcHandshake::expire(Clock::time_point now)
{
    if (m_until && now >= *m_until)
        giveUp(PlcReason::Late);
}

void PlcHandshake::hangUp()
{
    if (m_until)
        giveUp(PlcReason::Ended);
}

PlcState PlcHandshake::state() const
{
    PlcState state;
    state.ready = isReady();
    state.busy = m_until.has_value();
    state.done = m_done;
    state.refused = m_refused;
    state.overrun = m_overrun;
    state.condition = m_condition;
    state.control = m_control;
    state.heartbeat = m_heartbeat;
    state.result = m_result;
    state.recipe = m_recipe;
    return state;
}

bool PlcHandshake::isReady() const
{
    return givesVerdicts(m_condition) && !m_until && !m_recipe.changing && !(m_done && m_options.acknowledged);
}

void PlcHandshake::refuse()
{
    m_refused = true;
    ++m_counts.refused;
    if (!m_asked || m_until || m_options.acknowledged)
        return;
    // Nobody is to take the verdict of the part before for that of the one that wasn't taken.
    m_done = false;
    m_result.reset();
}

void PlcHandshake::acknowledge()
{
    m_refused = false;
    m_done = m_done && !m_doneRead && !m_asked;  // of parts that were asked for there is one only
    m_overrun = m_overrun && !m_overrunRead;
    if (!m_until)
        return;
    ++m_counts.without;
    m_until.reset();
}

void PlcHandshake::finish(PlcResult result)
{
    m_until.reset();
    m_done = true;
    m_doneRead = false;
    m_result = std::move(result);
}

void PlcHandshake::giveUp(PlcReason reason)
{
    PlcResult none;
    none.reason = reason;
    ++m_counts.without;
    finish(std::move(none));
}

}  // namespace app
