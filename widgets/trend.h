#pragma once

#include "core/judgement.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace widgets {

/// One inspected part in the course of a lot.
struct TrendPoint {
    QString path;  ///< identifies the part
    QString name;
    double score = 0;  ///< 0..1
    inference::Verdict verdict = inference::Verdict::Pass;
    QDateTime time;  ///< invalid: not known. In UTC it is read at once; a local one asks the system, microseconds each
};

/// Indices of `times` (milliseconds), earliest first, of equals the lower index first; those without a time are left out.
std::vector<int> orderByTime(const std::vector<std::optional<qint64>>& times);

/// Mean of each value and the `window` - 1 before it (of as many as there are, at the start). `window` >= 1.
std::vector<double> runningMean(const std::vector<double>& values, int window);

/// Share of failing parts in consecutive groups: a p chart.
struct FailRateChart {
    struct Group {
        int first = 0;  ///< place of its first part
        int size = 0;
        int failing = 0;
        double rate = 0;   ///< failing / size
        double lower = 0;  ///< control limits of this group's size, within 0..1
        double upper = 1;
    };
    std::vector<Group> groups;
    double mean = 0;  ///< failing share of all parts: the centre line
};

/// Groups of `window` parts in order, the last with what is left. Limits: p̄ ± 3 √(p̄(1 - p̄)/n), with each group's own n
/// (ISO 7870-2; Montgomery, Introduction to Statistical Quality Control, "p chart"). `window` >= 1. Any thread.
FailRateChart failRateChart(const std::vector<bool>& failing, int window);

}  // namespace widgets
