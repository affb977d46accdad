#include "evaluation/product_images_p.h"

#include "core/error.h"
#include "evaluation/pixel_count_p.h"

#include <algorithm>
#include <cmath>

namespace inference::evaluation {

ScoreRange ProductImages::check(const EvaluatedImage& image)
{
    const auto refuse = [](const std::string& what) { throw Error(ErrorCode::BadInput, {what}); };
    requirePixels("map", image.scores.size(), image.width, image.height);
    if (!image.mask.empty())
        requirePixels("mask", image.mask.size(), image.width, image.height);
    if (!std::isfinite(image.preScore + image.postScore))
        refuse("image score " + std::to_string(image.preScore) + " + " + std::to_string(image.postScore));
    if (!image.anomalous) {
        const auto marked = std::ssize(image.mask) - std::ranges::count(image.mask, std::uint8_t(0));
        if (marked > 0)
            refuse("good image with " + std::to_string(marked) + " defective pixels");
    }
    ScoreRange range;
    range.add(image.scores);
    return range;
}

std::size_t ProductImages::groupOf(const EvaluatedImage& image)
{
    if (!image.anomalous)
        return good;
    const auto known = std::ranges::find(m_types, image.defectType);
    if (known == m_types.end()) {
        if (m_types.size() == mostDefectTypes)
            throw Error(ErrorCode::BadInput, {"more than " + std::to_string(mostDefectTypes) + " types of defect"});
        m_types.emplace_back(image.defectType);
        return m_types.size();
    }
    return std::size_t(known - m_types.begin()) + 1;
}

void ProductImages::add(const EvaluatedImage& image, std::size_t group)
{
    m_images.push_back({image.preScore + image.postScore, std::uint32_t(group), group == good || !image.mask.empty()});
}

SetFigures ProductImages::figuresOf(std::optional<std::size_t> group, int curvePoints) const
{
    SetFigures figures;
    std::vector<RankedScore> scores;
    for (const Entry& image : m_images) {
        if (group && image.group != good && image.group != *group)
            continue;
        scores.push_back({image.score, image.group != good});
        figures.anomalous += image.group != good ? 1 : 0;
        figures.withoutMask += image.masked ? 0 : 1;
    }
    figures.images = scores.size();
    if (auto ranking = rankingOf(scores, 0, curvePoints)) {
        figures.metrics.imageAuroc = ranking->auroc;
        figures.metrics.imageAp = ranking->averagePrecision;
        figures.metrics.imageF1Max = ranking->f1Max;
        figures.imageLimitAtF1Max = ranking->limitAtF1Max;
        figures.imageCurves = std::move(ranking->curves);
    }
    return figures;
}

std::vector<ImageOutcome> ProductImages::outcomes() const
{
    std::vector<ImageOutcome> outcomes;
    outcomes.reserve(m_images.size());
    for (const Entry& image : m_images)
        outcomes.push_back({image.score, image.group != good});
    return outcomes;
}

void setPixelFigures(
    SetFigures& figures, Ranking ranking, std::optional<double> normalised, std::optional<double> publishedPro)
{
    Metrics& metrics = figures.metrics;
    metrics.pixelAuroc = ranking.auroc;
    metrics.pixelAupro = publishedPro;
    metrics.pixelAuproExact = ranking.aupro;
    metrics.pixelAp = ranking.averagePrecision;
    metrics.pixelF1Max = ranking.f1Max;
    metrics.pixelIouAtF1Max = ranking.iouAtF1Max;
    metrics.pixelThresholdAtF1Max = normalised;
    figures.pixelLimitAtF1Max = ranking.limitAtF1Max;
    figures.pixelCurves = std::move(ranking.curves);
}

}  // namespace inference::evaluation
