#pragma once

#include "app/live/live_result.h"
#include "app/live/live_status.h"
#include "widgets/verdict_banner.h"

#include <QString>

namespace app {

/// What the banner says of a run and of its newest result, or of one that the person holds: that doesn't get old. `sourceName` is what the
/// person calls the source. Pure, in the person's language.
widgets::VerdictBanner::Content bannerOf(const LiveStatus& status, const LiveResultPtr& result, bool held, TriggerMode trigger, const QString& sourceName,
    inference::sources::Clock::time_point now);

/// Why a result's verdict is what it is; of one that couldn't be judged, why not.
QString reasonOf(const LiveResult& result);

/// From what age on a verdict of free run is no longer taken for what is in view.
inline constexpr std::chrono::seconds oldVerdict {3};

}  // namespace app
