#include "evaluation/streamed_evaluation.h"

#include "core/error.h"
#include "evaluation/mask_regions.h"
#include "evaluation/pro.h"
#include "evaluation/product_images_p.h"
#include "evaluation/ranking_builder_p.h"

#include <algorithm>
#include <cmath>

namespace inference::evaluation {
namespace {

struct Bin {
    std::uint64_t good = 0;  ///< defect-free pixels
    std::uint64_t defective = 0;
    double overlap = 0;  ///< sum of 1/(size of its region) over the defective pixels
};

/// The pixels of a group of images.
struct Bins {
    Bins(std::size_t count, const std::vector<float>& thresholds)
        : bins(count)
        , pro(thresholds)
    {
    }

    void add(const Bins& other)
    {
        for (std::size_t i = 0; i < bins.size(); ++i) {
            bins[i].good += other.bins[i].good;
            bins[i].defective += other.bins[i].defective;
            bins[i].overlap += other.bins[i].overlap;
        }
        pro.add(other.pro);
        regions += other.regions;
    }

    std::vector<Bin> bins;  ///< by the rounded score
    PublishedPro pro;
    std::size_t regions = 0;
};

std::optional<Ranking> rankingOf(const Bins& pixels, const ScoreRange& range, int curvePoints)
{
    RankingTotals totals {0, 0, pixels.regions};
    for (const Bin& bin : pixels.bins) {
        totals.positives += bin.defective;
        totals.negatives += bin.good;
    }
    if (totals.positives == 0 || totals.negatives == 0)
        return std::nullopt;
    RankingBuilder builder(totals, pixelF1Epsilon, curvePoints);
    RankingStep step;
    for (std::size_t i = pixels.bins.size(); i-- > 0;) {
        const Bin& bin = pixels.bins[i];
        if (bin.defective == 0) {
            step.between += bin.good;
            continue;
        }
        const double share = double(i) / double(pixels.bins.size());
        builder.add({double(range.least) + share * (double(range.greatest) - double(range.least)), step.between,
            bin.good, bin.defective, bin.overlap});
        step.between = 0;
    }
    return builder.take();
}

}  // namespace

struct StreamedEvaluation::Product {
    ProductImages images;
    ScoreRange range;
    std::size_t binCount = 0;
    std::vector<float> thresholds;
    std::vector<Bins> groups;
    std::vector<float> scratch;  ///< one map on the published scale

    void addPixels(const EvaluatedImage& image, Bins& pixels);
    SetFigures figuresOf(std::optional<std::size_t> group, int curvePoints) const;
};

void StreamedEvaluation::Product::addPixels(const EvaluatedImage& image, Bins& pixels)
{
    scratch.resize(image.scores.size());
    for (std::size_t i = 0; i < scratch.size(); ++i)
        scratch[i] = range.normalised(image.scores[i]);
    const auto binOf = [&](std::size_t pixel) -> Bin& {
        return pixels.bins[std::min(binCount - 1, std::size_t(double(scratch[pixel]) * double(binCount)))];
    };
    const MaskRegions regions = findMaskRegions(image.mask, image.width, image.height);
    std::size_t pixel = 0;
    const auto addGood = [&](std::size_t end) {
        for (; pixel < end; ++pixel)
            ++binOf(pixel).good;
    };
    for (const MaskRun& run : regions.runs) {
        addGood(run.first);
        for (; pixel < run.first + run.length; ++pixel) {
            Bin& bin = binOf(pixel);
            ++bin.defective;
            bin.overlap += 1 / double(regions.sizes[run.region]);
        }
    }
    addGood(scratch.size());
    pixels.regions += regions.sizes.size();
    pixels.pro.add(scratch, image.mask, image.width, image.height);
}

SetFigures StreamedEvaluation::Product::figuresOf(std::optional<std::size_t> group, int curvePoints) const
{
    Bins sum(binCount, thresholds);
    for (std::size_t each = 0; each < groups.size(); ++each)
        if (!group || each == ProductImages::good || each == *group)
            sum.add(groups[each]);
    SetFigures figures = images.figuresOf(group, curvePoints);
    std::optional<Ranking> ranking = rankingOf(sum, range, curvePoints);
    if (!ranking)
        return figures;
    std::optional<double> normalised;
    if (range.greatest > range.least)
        normalised = (ranking->limitAtF1Max - double(range.least)) / (double(range.greatest) - double(range.least));
    setPixelFigures(figures, std::move(*ranking), normalised, sum.pro.area());
    return figures;
}

StreamedEvaluation::StreamedEvaluation(const ScoreRange& range, int bins)
    : m_product(std::make_unique<Product>())
{
    if (range.empty || !(range.least <= range.greatest) || !std::isfinite(range.greatest - range.least))
        throw Error(ErrorCode::BadInput, {"range of no map"});
    if (bins < 2 || bins > mostBins)
        throw Error(ErrorCode::BadInput, {std::to_string(bins) + " bins"});
    m_product->range = range;
    m_product->binCount = std::size_t(bins);
    if (range.greatest > range.least)
        m_product->thresholds = publishedThresholds(0, 1);
}

StreamedEvaluation::~StreamedEvaluation() = default;
StreamedEvaluation::StreamedEvaluation(StreamedEvaluation&&) noexcept = default;
StreamedEvaluation& StreamedEvaluation::operator=(StreamedEvaluation&&) noexcept = default;

void StreamedEvaluation::add(const EvaluatedImage& image)
{
    Product& product = *m_product;
    const ScoreRange range = ProductImages::check(image);
    const bool masked = !image.anomalous || !image.mask.empty();
    if (masked && (range.least < product.range.least || range.greatest > product.range.greatest))
        throw Error(ErrorCode::BadInput,
            {"map of " + std::to_string(range.least) + " to " + std::to_string(range.greatest) + " outside the range"});
    const std::size_t group = product.images.groupOf(image);
    while (product.groups.size() < product.images.groups())
        product.groups.emplace_back(product.binCount, product.thresholds);
    if (masked)
        product.addPixels(image, product.groups[group]);
    product.images.add(image, group);
}

ProductFigures StreamedEvaluation::figures(int curvePoints) const
{
    const Product& product = *m_product;
    ProductFigures figures;
    figures.all = product.figuresOf(std::nullopt, curvePoints);
    for (std::size_t group = 1; group < product.images.groups(); ++group)
        if (!product.images.typeOf(group).empty())
            figures.types.push_back({product.images.typeOf(group), product.figuresOf(group, curvePoints)});
    figures.outcomes = product.images.outcomes();
    return figures;
}

}  // namespace inference::evaluation
