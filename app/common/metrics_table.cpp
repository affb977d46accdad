#include "app/common/metrics_table.h"

#include "app/common/csv_file.h"
#include "app/common/number_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace app {
namespace {

using inference::evaluation::MetricColumn;
using inference::evaluation::metricColumns;
using inference::evaluation::Metrics;
using Json = nlohmann::ordered_json;

/// A line of the table under the figures: numbers of images, or their means.
struct Counts {
    std::optional<double> images;
    std::optional<double> anomalous;
};

Counts meanCounts(std::span<const ProductMetrics> products)
{
    if (products.empty())
        return {};
    double images = 0, anomalous = 0;
    for (const ProductMetrics& product : products) {
        images += double(product.images);
        anomalous += double(product.anomalous);
    }
    return {images / double(products.size()), anomalous / double(products.size())};
}

Json numberJson(const std::optional<double>& value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json figuresJson(const Metrics& metrics)
{
    Json figures = Json::object();
    for (const MetricColumn& column : metricColumns)
        figures[std::string(column.key)] = numberJson(metrics.*column.value);
    return figures;
}

std::string csvOf(
    const std::string& name, const Metrics& metrics, const std::string& images, const std::string& anomalous)
{
    std::vector<std::string> cells {harmlessText(name)};
    for (const MetricColumn& column : metricColumns) {
        const std::optional<double>& value = metrics.*column.value;
        cells.push_back(value ? decimalText(*value, 6) : std::string());
    }
    cells.push_back(images);
    cells.push_back(anomalous);
    return csvLine(cells);
}

}  // namespace

std::vector<ProductMetrics> tableOf(const inference::pipeline::DatasetEvaluation& evaluation)
{
    std::vector<ProductMetrics> products;
    for (const auto& product : evaluation.products)
        products.push_back({product.name, product.figures.all.metrics, product.figures.all.images, product.figures.all.anomalous,
                            evaluation.baseline ? std::optional(product.baselineParts) : std::nullopt});
    return products;
}

std::vector<ProductMetrics> differencesOf(std::span<const ProductMetrics> first, std::span<const ProductMetrics> second)
{
    std::vector<ProductMetrics> differences;
    for (const ProductMetrics& product : first) {
        const auto same = std::ranges::find(second, product.name, &ProductMetrics::name);
        if (same == second.end())
            continue;
        ProductMetrics difference {product.name, {}, product.images, product.anomalous};
        for (const MetricColumn& column : metricColumns)
            if (product.metrics.*column.value && same->metrics.*column.value)
                difference.metrics.*column.value = *(same->metrics.*column.value) - *(product.metrics.*column.value);
        differences.push_back(std::move(difference));
    }
    return differences;
}

Metrics meanOf(std::span<const ProductMetrics> products)
{
    std::vector<Metrics> metrics;
    for (const ProductMetrics& product : products)
        metrics.push_back(product.metrics);
    return inference::evaluation::meanOf(metrics);
}

std::string metricsJson(std::span<const ProductMetrics> products)
{
    Json all = Json::object();
    for (const ProductMetrics& product : products) {
        Json figures = figuresJson(product.metrics);
        figures["images"] = product.images;
        figures["anomalous"] = product.anomalous;
        if (product.baselineParts)
            figures["baseline_parts"] = *product.baselineParts;
        all[product.name] = std::move(figures);
    }
    Json mean = figuresJson(meanOf(products));
    const Counts counts = meanCounts(products);
    mean["images"] = numberJson(counts.images);
    mean["anomalous"] = numberJson(counts.anomalous);
    const Json table = {{"products", std::move(all)}, {"mean", std::move(mean)}};
    return table.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string metricsCsv(std::span<const ProductMetrics> products)
{
    std::vector<std::string> header {"product"};
    for (const MetricColumn& column : metricColumns)
        header.emplace_back(column.key);
    header.insert(header.end(), {"images", "anomalous"});
    std::string table = csvLine(header);
    for (const ProductMetrics& product : products)
        table
            += csvOf(product.name, product.metrics, std::to_string(product.images), std::to_string(product.anomalous));
    const auto text = [](const std::optional<double>& mean) { return mean ? decimalText(*mean, 2) : std::string(); };
    const Counts counts = meanCounts(products);
    return table + csvOf("mean", meanOf(products), text(counts.images), text(counts.anomalous));
}

}  // namespace app
