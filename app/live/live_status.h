#pragma once

#include "app/live/live_feed.h"
#include "app/live/live_inspector.h"
#include "core/error.h"
#include "sources/grabber.h"

#include <cstdint>
#include <optional>

namespace app {

/// What the live view is doing, the worst that is the case: only Running gives verdicts.
enum class LiveCondition : std::uint8_t {
    Stopped,
    Opening,  ///< the source, for the first time
    Running,
    Paused,   ///< by the person
    Over,     ///< a video's end
    NoModel,  ///< nothing to judge with yet
    Lost,     ///< the source is gone; tried again where that can help
    Silent,   ///< open, and no picture comes
    Black,    ///< covered, or without light
    Frozen,   ///< the same picture again and again
    Stopping,
};

/// Verdicts of a run.
struct VerdictTally {
    std::uint64_t pass = 0, review = 0, fail = 0;
    std::uint64_t none = 0;  ///< could not be judged
    std::uint64_t total() const { return pass + review + fail + none; }
};

/// All that is said of a run, for display.
struct LiveStatus {
    LiveCondition condition = LiveCondition::Stopped;
    inference::sources::SourceFacts facts;         ///< of the source as it was opened last
    std::optional<inference::Error> error;         ///< of Lost
    std::optional<double> retrySeconds;            ///< of Lost: that long after it, it is tried again; nothing: it isn't
    inference::sources::GrabberCounts camera;
    LiveFigures judged;
    FeedState feed;
    VerdictTally tally;
    std::uint64_t missedParts = 0;  ///< triggered, and never judged: the next part came before the model was free
    bool cameraChanged = false;     ///< brightness or focus of good parts are no longer what they were
    bool scoresChanged = false;     ///< good parts score otherwise than the first ones
};

}  // namespace app
