#include "training/validation_p.h"

#include "core/error.h"
#include "core/render.h"
#include "evaluation/product_evaluation.h"

#include <algorithm>
#include <map>

namespace inference::training {
namespace {

constexpr std::size_t together = 8;
constexpr std::size_t greatestValues = 2000;  // of the published image score

void add(evaluation::ProductEvaluation& product, const ValidationExample& example, const Evidence& evidence, const TrainingPlan& plan)
{
    const BranchMaps branches = renderBranches(evidence, evidence.imageSize);
    const AnomalyMap map = blend(branches, plan.alpha, plan.sigma);
    evaluation::EvaluatedImage image {map.values, map.width, map.height, {}, example.anomalous, {}, 0, 0};
    if (example.anomalous)
        image.mask = example.example.mask;
    image.preScore = topMean(branches.pre, greatestValues);
    image.postScore = topMean(branches.post, greatestValues);
    product.add(image);
}

}  // namespace

void validate(Trainer& trainer, const ValidationSource& source, const TrainingPlan& plan, const TrainingEvents& events,
              const std::stop_token& stop, EpochFigures& figures)
{
    std::map<std::string, evaluation::ProductEvaluation> products;
    for (std::size_t first = 0; first < source.size(); first += together) {
        if (stop.stop_requested())
            throw Cancelled();
        std::vector<ValidationExample> examples;
        std::vector<Image> images;
        for (std::size_t i = first; i < std::min(first + together, source.size()); ++i) {
            examples.push_back(source.at(i));
            images.push_back(examples.back().example.image);
        }
        const auto evidence = trainer.detect(images, stop);
        for (std::size_t i = 0; i < examples.size(); ++i)
            add(products[examples[i].product], examples[i], evidence[i], plan);
        if (events.validated)
            events.validated(first + examples.size(), source.size());
    }
    std::vector<evaluation::Metrics> all;
    for (auto& [name, product] : products)
        all.push_back(product.finish(2, stop).all.metrics);
    const evaluation::Metrics mean = evaluation::meanOf(all);
    figures.pixelAp = mean.pixelAp;
    figures.pixelAuroc = mean.pixelAuroc;
    figures.imageAuroc = mean.imageAuroc;
}

}  // namespace inference::training
