#include "app/common/evaluated_part.h"

#include <algorithm>
#include <set>

namespace app {
namespace {

namespace datasets = inference::datasets;

bool isOfProduct(datasets::ProblemCode code)
{
    return code == datasets::ProblemCode::NoMasks || code == datasets::ProblemCode::EmptyProduct || code == datasets::ProblemCode::OneClass;
}

}  // namespace

void keepEvaluated(datasets::Dataset& dataset, const std::vector<std::string>& wanted, datasets::Split split)
{
    const auto isWanted = [&](const std::string& product) { return wanted.empty() || std::ranges::find(wanted, product) != wanted.end(); };
    std::set<std::filesystem::path> elsewhere;  // images and masks that nobody will look at
    for (const datasets::Product& product : dataset.products)
        for (const datasets::Sample& sample : product.samples)
            if (sample.split != split || !isWanted(product.name))
                elsewhere.insert({sample.image, sample.mask.file});
    std::erase_if(dataset.problems, [&](const datasets::Problem& problem) { return isOfProduct(problem.code) ? !isWanted(problem.detail) : elsewhere.contains(problem.path); });
    std::erase_if(dataset.products, [&](const datasets::Product& product) { return !isWanted(product.name); });
}

}  // namespace app
