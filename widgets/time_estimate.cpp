#include "widgets/time_estimate.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace widgets {

namespace {

constexpr double memory = 20;  // seconds

QString translated(const char* text)
{
    return QCoreApplication::translate("TimeLeft", text);
}

}  // namespace

Pace updatedPace(const Pace& pace, double done, Pace::Time now)
{
    constexpr double rounding = 1e-6;  // sums of shares
    if (!pace.last || done < pace.done - rounding || now < *pace.last) {
        Pace started;
        started.last = now;
        started.done = done;
        return started;
    }
    const double passed = std::chrono::duration<double>(now - *pace.last).count();
    const double weight = std::exp(-passed / memory);
    Pace next;
    next.last = now;
    next.done = done;
    next.seconds = weight * pace.seconds + passed;
    next.items = weight * pace.items + std::max(0.0, done - pace.done);
    return next;
}

std::optional<double> secondsLeft(const Pace& pace, double remaining)
{
    if (remaining <= 0)
        return 0.0;
    // Weights decay towards zero in a long standstill: below a thousandth of an item there is nothing left to judge by.
    if (pace.items < 1e-3)
        return std::nullopt;
    return pace.seconds / pace.items * remaining;
}

QString timeLeftText(double seconds)
{
    if (seconds < 10)
        return translated(QT_TRANSLATE_NOOP("TimeLeft", "less than 10 s left"));
    if (seconds <= 55)
        return translated(QT_TRANSLATE_NOOP("TimeLeft", "%1 s left")).arg(int(std::ceil(seconds / 5)) * 5);
    const double wholeMinutes = std::ceil(seconds / 60);
    if (wholeMinutes < 60)
        return translated(QT_TRANSLATE_NOOP("TimeLeft", "%1 min left")).arg(int(wholeMinutes));
    const double rounded = std::min(std::ceil(seconds / 300) * 5, 9999.0 * 60);
    const int hours = int(rounded / 60);
    const int minutes = int(std::fmod(rounded, 60));
    if (minutes == 0)
        return translated(QT_TRANSLATE_NOOP("TimeLeft", "%1 h left")).arg(hours);
    return translated(QT_TRANSLATE_NOOP("TimeLeft", "%1 h %2 min left")).arg(hours).arg(minutes);
}

}  // namespace widgets
