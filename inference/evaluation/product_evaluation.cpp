#include "evaluation/product_evaluation.h"

#include "core/error.h"
#include "evaluation/mask_regions.h"
#include "evaluation/pixel_ranking_p.h"
#include "evaluation/product_images_p.h"

#include <limits>
#include <utility>

namespace inference::evaluation {

struct ProductEvaluation::Product {
    ProductImages images;
    ScoreRange range;              ///< of the maps whose pixels are counted
    std::vector<PixelPool> pools;  ///< by group
    std::vector<std::uint32_t> regionSizes;
    std::uint64_t pixels = 0;
    std::vector<std::uint32_t> scratch;

    void addPixels(const EvaluatedImage& image, const MaskRegions& regions, PixelPool& pool);
    SetFigures figuresOf(std::optional<std::size_t> group, int curvePoints, const std::stop_token& stop) const;
};

void ProductEvaluation::Product::addPixels(const EvaluatedImage& image, const MaskRegions& regions, PixelPool& pool)
{
    const auto firstRegion = std::uint32_t(regionSizes.size());
    std::size_t pixel = 0;
    for (const MaskRun& run : regions.runs) {
        pool.addGood(image.scores.subspan(pixel, run.first - pixel), scratch);
        pool.addDefective(image.scores.subspan(run.first, run.length), firstRegion + run.region);
        pixel = run.first + run.length;
    }
    pool.addGood(image.scores.subspan(pixel), scratch);
    pool.addRegions(regions.sizes.size());
    regionSizes.insert(regionSizes.end(), regions.sizes.begin(), regions.sizes.end());
    pixels += image.scores.size();
}

SetFigures ProductEvaluation::Product::figuresOf(
    std::optional<std::size_t> group, int curvePoints, const std::stop_token& stop) const
{
    std::vector<const PixelPool*> chosen;
    for (std::size_t each = 0; each < pools.size(); ++each)
        if (!group || each == ProductImages::good || each == *group)
            chosen.push_back(&pools[each]);
    PixelRanking found = rankPixels(chosen, regionSizes, range, curvePoints, stop);
    SetFigures figures = images.figuresOf(group, curvePoints);
    if (!found.ranking)
        return figures;
    std::optional<double> normalised;
    if (range.greatest > range.least)
        normalised = double(range.normalised(float(found.ranking->limitAtF1Max)));
    setPixelFigures(figures, std::move(*found.ranking), normalised, found.publishedPro);
    return figures;
}

ProductEvaluation::ProductEvaluation()
    : m_product(std::make_unique<Product>())
{
}

ProductEvaluation::~ProductEvaluation() = default;
ProductEvaluation::ProductEvaluation(ProductEvaluation&&) noexcept = default;
ProductEvaluation& ProductEvaluation::operator=(ProductEvaluation&&) noexcept = default;

void ProductEvaluation::add(const EvaluatedImage& image)
{
    Product& product = *m_product;
    const ScoreRange own = ProductImages::check(image);
    const bool masked = !image.anomalous || !image.mask.empty();
    ScoreRange range = product.range;
    if (masked)
        range.add(own);
    if (masked && image.scores.size() > std::numeric_limits<std::uint32_t>::max() - product.pixels)
        throw Error(ErrorCode::BadInput,
            {"more than " + std::to_string(std::numeric_limits<std::uint32_t>::max()) + " pixels"});
    const MaskRegions regions = findMaskRegions(image.mask, image.width, image.height);
    const std::size_t group = product.images.groupOf(image);
    product.pools.resize(product.images.groups());
    if (masked) {
        product.range = range;
        product.addPixels(image, regions, product.pools[group]);
    }
    product.images.add(image, group);
}

ProductFigures ProductEvaluation::finish(int curvePoints, const std::stop_token& stop)
{
    const auto product = std::exchange(m_product, std::make_unique<Product>());
    for (PixelPool& pool : product->pools)
        pool.close(product->range, product->scratch);
    product->scratch = {};
    ProductFigures figures;
    figures.all = product->figuresOf(std::nullopt, curvePoints, stop);
    const bool oneType = product->images.groups() == 2;  // then its figures are those of all
    for (std::size_t group = 1; group < product->images.groups(); ++group)
        if (!product->images.typeOf(group).empty())
            figures.types.push_back(
                {product->images.typeOf(group), oneType ? figures.all : product->figuresOf(group, curvePoints, stop)});
    figures.outcomes = product->images.outcomes();
    return figures;
}

}  // namespace inference::evaluation
