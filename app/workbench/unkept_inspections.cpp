#include "app/workbench/unkept_inspections.h"

#include "app/store/archive_access.h"

#include <algorithm>

namespace app {

using inference::Error;

namespace {

/// What no history takes is given up: it would be in the way of all others.
void keep(History& history, const UnkeptInspections::One& one)
{
    try {
        history.put({one.image, one.archive->setup}, *one.inspection);
    } catch (const Error& error) {
        if (error.code() != inference::ErrorCode::BadInput)
            throw;
        qWarning("history: %s", error.what());
    }
}

}  // namespace

void UnkeptInspections::add(One one)
{
    if (m_waiting.empty()) {
        m_pause = m_retry.first;
        m_due = Clock::now() + m_pause;
    }
    m_waiting.push_back(std::move(one));
    if (m_waiting.size() > most)
        m_waiting.pop_front();
}

std::optional<Error> UnkeptInspections::retry(ArchiveAccess& access)
{
    try {
        for (; !m_waiting.empty(); m_waiting.pop_front())
            keep(access.open(*m_waiting.front().archive), m_waiting.front());
        return std::nullopt;
    } catch (const Error& error) {
        access.noteFailure(error);
        m_pause = std::min(2 * m_pause, m_retry.longest);
        m_due = Clock::now() + m_pause;
        return error;
    }
}

}  // namespace app
