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

void add(evaluation::ProductEvaluation& product, const ValidationExample& example, const Evidence& evidence, double alpha, double sigma)
{
    const BranchMaps branches = renderBranches(evidence, evidence.imageSize);
    const AnomalyMap map = blend(branches, alpha, sigma);
    evaluation::EvaluatedImage image {map.values, map.width, map.height, {}, example.anomalous, {}, 0, 0};
    if (example.anomalous)
        image.mask = example.example.mask;
    image.preScore = topMean(branches.pre, greatestValues);
    image.postScore = topMean(branches.post, greatestValues);
    product.add(image);
}

void addRight(const evaluation::ProductFigures& figures, const std::vector<std::size_t>& images, std::vector<std::optional<bool>>& right)
{
    const auto limit = figures.all.imageLimitAtF1Max;
    for (std::size_t i = 0; limit && i < images.size(); ++i)
        right[images[i]] = (figures.outcomes[i].score >= *limit) == figures.outcomes[i].anomalous;
}

}  // namespace

ValidationFigures validate(Detector& model, const ValidationSource& source, double alpha, double sigma,
                           const std::function<void(std::size_t, std::size_t)>& judged, const std::stop_token& stop)
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
            add(product.evaluation, examples[i], evidence[i], alpha, sigma);
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

}  // namespace inference::training
