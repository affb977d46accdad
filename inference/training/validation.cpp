#include "training/validation.h"

#include "core/error.h"
#include "core/render.h"
#include "evaluation/product_evaluation.h"

#include <algorithm>
#include <map>

namespace inference::training {
namespace {

constexpr std::size_t together = 8;
constexpr std::size_t greatestValues = 2000;  // of the published image score

struct Product {
    evaluation::ProductEvaluation evaluation;
    std::vector<std::size_t> images;  ///< places in the source, in the order they were added
};

AnomalyMap add(evaluation::ProductEvaluation& product, const ValidationExample& example, const Evidence& evidence, double alpha, double sigma)
{
    const BranchMaps branches = renderBranches(evidence, evidence.imageSize);
    AnomalyMap map = blend(branches, alpha, sigma);
    evaluation::EvaluatedImage image {map.values, map.width, map.height, {}, example.anomalous, {}, 0, 0};
    if (example.anomalous)
        image.mask = example.example.mask;
    image.preScore = topMean(branches.pre, greatestValues);
    image.postScore = topMean(branches.post, greatestValues);
    product.add(image);
    return map;
}

void addRight(const evaluation::ProductFigures& figures, const std::vector<std::size_t>& images, std::vector<std::optional<bool>>& right)
{
    const auto limit = figures.all.imageLimitAtF1Max;
    for (std::size_t i = 0; limit && i < images.size(); ++i)
        right[images[i]] = (figures.outcomes[i].score >= *limit) == figures.outcomes[i].anomalous;
}

}  // namespace

ValidationFigures validate(Detector& model, const ValidationSource& source, double alpha, double sigma,
                           const std::function<void(std::size_t, std::size_t)>& judged, const std::stop_token& stop, const MapVisitor& mapped)
{
    std::map<std::string, Product> products;
    for (std::size_t first = 0; first < source.size(); first += together) {
        if (stop.stop_requested())
            throw Cancelled();
        std::vector<ValidationExample> examples;
        std::vector<Image> images;
        for (std::size_t i = first; i < std::min(first + together, source.size()); ++i) {
            examples.push_back(source.at(i));
            images.push_back(examples.back().example.image);
        }
        const auto evidence = model.detect(images, stop);
        for (std::size_t i = 0; i < examples.size(); ++i) {
            Product& product = products[examples[i].product];
            const AnomalyMap map = add(product.evaluation, examples[i], evidence[i], alpha, sigma);
            if (mapped)
                mapped(first + i, examples[i], map);
            product.images.push_back(first + i);
        }
        if (judged)
            judged(first + examples.size(), source.size());
    }
    ValidationFigures figures;
    figures.right.resize(source.size());
    std::vector<evaluation::Metrics> all;
    for (auto& [name, product] : products) {
        const auto ofProduct = product.evaluation.finish(2, stop);
        all.push_back(ofProduct.all.metrics);
        addRight(ofProduct, product.images, figures.right);
    }
    figures.mean = evaluation::meanOf(all);
    return figures;
}

std::vector<std::size_t> tellingImages(const ValidationSource& source, std::size_t most)
{
    std::vector<std::vector<std::size_t>> defective;  // by product, in the order they come
    std::map<std::string, std::size_t> places;
    std::optional<std::size_t> good;
    for (std::size_t i = 0; i < source.size(); ++i) {
        const ValidationKind kind = source.kind(i);
        if (!kind.anomalous) {
            good = good.value_or(i);
            continue;
        }
        const auto [place, isNew] = places.try_emplace(kind.product, defective.size());
        if (isNew)
            defective.emplace_back();
        defective[place->second].push_back(i);
    }
    const std::size_t mostDefective = good && most > 0 ? most - 1 : most;
    std::vector<std::size_t> images;
    for (std::size_t round = 0; round < mostDefective; ++round)
        for (const auto& ofProduct : defective) {
            // Spread over the product's images, which lie by kind of defect; none comes twice.
            const std::size_t rounds = std::min(ofProduct.size(), std::max<std::size_t>(1, (mostDefective + defective.size() - 1) / defective.size()));
            if (round < rounds && images.size() < mostDefective)
                images.push_back(ofProduct[round * ofProduct.size() / rounds]);
        }
    if (good && most > 0)
        images.push_back(*good);
    return images;
}

}  // namespace inference::training
