#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace widgets {

/// How fast a long piece of work goes, smoothed. A value: start with a default one, feed it to updatedPace() each time.
struct Pace {
    using Time = std::chrono::steady_clock::time_point;

    std::optional<Time> last;  ///< when it was last updated; none before the first time
    double done = 0;           ///< at `last`
    double seconds = 0;        ///< weighted sum of the time taken
    double items = 0;          ///< weighted sum of the items done in that time
};

/// `pace` after `done` items at `now`. Time and items are summed with a weight that falls by e every 20 s, so their ratio
/// is an exponentially smoothed time per item without a bias at the start, and a standstill lengthens it at once.
/// `done` below the last one (a new run) or a clock that went back starts over. Pure.
Pace updatedPace(const Pace& pace, double done, Pace::Time now);

/// Seconds left for `remaining` items; none until something has been done.
std::optional<double> secondsLeft(const Pace& pace, double remaining);

/// "less than 10 s left", "40 s left", "2 min left", "1 h 20 min left": rounded up, in steps that don't flicker.
QString timeLeftText(double seconds);

}  // namespace widgets
