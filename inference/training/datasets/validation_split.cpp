#include "training/datasets/validation_split.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace inference::datasets {
namespace {

/// FNV-1a of the name, then the finaliser of SplitMix64: the same on every machine, unlike the standard library's shuffle.
std::uint64_t keyOf(const std::string& name, std::uint64_t seed)
{
    std::uint64_t key = 0xcbf29ce484222325u;
    for (const unsigned char c : name)
        key = (key ^ c) * 0x100000001b3u;
    key += seed * 0x9e3779b97f4a7c15u;
    key = (key ^ key >> 30) * 0xbf58476d1ce4e5b9u;
    key = (key ^ key >> 27) * 0x94d049bb133111ebu;
    return key ^ key >> 31;
}

/// Of the names those that go to validation: at least one of two, never all.
std::set<std::string> chosen(const std::set<std::string>& names, double fraction, std::uint64_t seed)
{
    if (names.size() < 2)
        return {};
    std::vector<std::pair<std::uint64_t, std::string>> keyed;
    for (const std::string& name : names)
        keyed.emplace_back(keyOf(name, seed), name);
    std::ranges::sort(keyed);
    const auto count = std::clamp<std::size_t>(std::size_t(std::llround(fraction * double(names.size()))), 1, names.size() - 1);
    std::set<std::string> taken;
    for (std::size_t i = 0; i < count; ++i)
        taken.insert(keyed[i].second);
    return taken;
}

void requireFraction(double fraction)
{
    if (!(fraction > 0 && fraction < 1))
        throw Error(ErrorCode::BadInput, {"fraction"});
}

/// Two empty data sets like this one.
ValidationSplit emptySplit(const Dataset& dataset)
{
    const Dataset empty {dataset.layout, dataset.root, dataset.name, {}, {}};
    ValidationSplit split {empty, empty};
    split.training.problems = dataset.problems;
    return split;
}

}  // namespace

ValidationSplit splitByImage(const Dataset& dataset, double fraction, std::uint64_t seed)
{
    requireFraction(fraction);
    const auto nameOf = [&](const Sample& sample) { return sample.image.lexically_relative(dataset.root).generic_string(); };
    ValidationSplit split = emptySplit(dataset);
    for (const Product& product : dataset.products) {
        std::map<Label, std::set<std::string>> names;
        for (const Sample& sample : product.samples)
            names[sample.label].insert(nameOf(sample));
        std::set<std::string> taken;
        for (const auto& [label, ofLabel] : names)
            taken.merge(chosen(ofLabel, fraction, seed));
        Product training {product.name, {}}, validation {product.name, {}};
        for (const Sample& sample : product.samples)
            (taken.contains(nameOf(sample)) ? validation : training).samples.push_back(sample);
        for (auto [part, side] : {std::pair {&training, &split.training}, std::pair {&validation, &split.validation}})
            if (!part->samples.empty())
                side->products.push_back(std::move(*part));
    }
    return split;
}

ValidationSplit splitByProduct(const Dataset& dataset, double fraction, std::uint64_t seed)
{
    requireFraction(fraction);
    std::set<std::string> names;
    for (const Product& product : dataset.products)
        names.insert(product.name);
    const std::set<std::string> taken = chosen(names, fraction, seed);
    ValidationSplit split = emptySplit(dataset);
    for (const Product& product : dataset.products)
        (taken.contains(product.name) ? split.validation : split.training).products.push_back(product);
    return split;
}

}  // namespace inference::datasets
