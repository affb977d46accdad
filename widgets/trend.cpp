#include "widgets/trend.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace widgets {

std::vector<int> orderByTime(const std::vector<std::optional<qint64>>& times)
{
    std::vector<std::pair<qint64, int>> keys;
    keys.reserve(times.size());
    for (std::size_t i = 0; i < times.size(); ++i)
        if (times[i])
            keys.emplace_back(*times[i], int(i));
    std::ranges::sort(keys);
    std::vector<int> order(keys.size());
    std::ranges::transform(keys, order.begin(), [](const auto& key) { return key.second; });
    return order;
}

std::vector<double> runningMean(const std::vector<double>& values, int window)
{
    // A moving sum: its error stays that of single additions, and it takes one pass whatever the window.
    std::vector<double> means(values.size());
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        sum += values[i];
        if (i >= std::size_t(window))
            sum -= values[i - std::size_t(window)];
        means[i] = sum / double(std::min(i + 1, std::size_t(window)));
    }
    return means;
}

FailRateChart failRateChart(const std::vector<bool>& failing, int window)
{
    FailRateChart chart;
    if (failing.empty())
        return chart;
    chart.mean = double(std::ranges::count(failing, true)) / double(failing.size());
    for (std::size_t first = 0; first < failing.size(); first += std::size_t(window)) {
        FailRateChart::Group group;
        group.first = int(first);
        group.size = int(std::min(failing.size() - first, std::size_t(window)));
        for (int i = 0; i < group.size; ++i)
            group.failing += failing[first + std::size_t(i)] ? 1 : 0;
        group.rate = double(group.failing) / group.size;
        const double reach = 3 * std::sqrt(chart.mean * (1 - chart.mean) / group.size);
        group.lower = std::max(0.0, chart.mean - reach);
        group.upper = std::min(1.0, chart.mean + reach);
        chart.groups.push_back(group);
    }
    return chart;
}

}  // namespace widgets
