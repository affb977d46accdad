#include "evaluation/metrics.h"

#include <cstddef>

namespace inference::evaluation {

Metrics meanOf(std::span<const Metrics> products)
{
    Metrics mean;
    for (const MetricColumn& column : metricColumns) {
        double sum = 0;
        std::size_t count = 0;
        for (const Metrics& product : products)
            if (const std::optional<double>& value = product.*column.value) {
                sum += *value;
                ++count;
            }
        if (count > 0)
            mean.*column.value = sum / double(count);
    }
    return mean;
}

}  // namespace inference::evaluation
