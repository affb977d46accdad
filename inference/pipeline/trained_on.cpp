#include "pipeline/trained_on.h"

#include "core/error.h"
#include "pipeline/file_hash.h"
#include "pipeline/trained_on_json_p.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <unordered_set>

namespace inference::pipeline {
namespace {

constexpr auto invalid = ErrorCode::BundleInvalid;

std::vector<std::string> texts(const Json& json, const std::string& place, const char* key)
{
    const auto found = json.find(key);
    if (found == json.end())
        return {};
    if (!found->is_array())
        throw Error(invalid, {place + key});
    std::vector<std::string> out;
    for (const Json& item : *found) {
        if (!item.is_string())
            throw Error(invalid, {place + key});
        out.push_back(item.get<std::string>());
    }
    return out;
}

bool isSha256(const std::string& text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// Small letters and digits, other names of the published sets made one.
std::string plainName(const std::string& name)
{
    std::string plain;
    for (const char c : name)
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            plain += c;
        else if (c >= 'A' && c <= 'Z')
            plain += char(c - 'A' + 'a');
    struct Alias { std::string_view other, one; };
    static constexpr Alias aliases[] = {
        {"mvtecad", "mvtec"}, {"mvtecanomalydetection", "mvtec"}, {"visapytorch", "visa"}, {"visa20220922", "visa"}, {"btech", "btad"},
        {"btechdatasettransformed", "btad"}, {"kolektorsdd", "ksdd"}, {"kolektorsdd2", "ksdd2"}, {"dagm2007", "dagm"}, {"bsdata", "bsd"},
        {"gc10det", "gc10"}, {"gc", "gc10"}, {"crackforest", "road"}, {"cfd", "road"}, {"rsdds", "rsdd"},
    };
    for (const auto& [other, one] : aliases)
        if (plain == other)
            return std::string(one);
    return plain;
}

/// `visit(path)` for each image once, whatever products list it.
template <typename Visit>
void forEachImage(const datasets::Dataset& dataset, Visit visit)
{
    std::set<std::filesystem::path> met;
    for (const datasets::Product& product : dataset.products)
        for (const datasets::Sample& sample : product.samples)
            if (met.insert(sample.image).second)
                visit(sample.image);
}

}  // namespace

TrainedOn trainedOnFrom(const Json& json, const std::string& place)
{
    if (!json.is_object())
        throw Error(invalid, {place.empty() ? "{}" : place.substr(0, place.size() - 1)});
    TrainedOn trainedOn {texts(json, place, "datasets"), texts(json, place, "images")};
    if (!std::ranges::all_of(trainedOn.images, isSha256))
        throw Error(invalid, {place + "images"});
    return trainedOn;
}

Json jsonOf(const TrainedOn& trainedOn)
{
    return {{"datasets", trainedOn.datasets}, {"images", trainedOn.images}};
}

TrainedOn readTrainedOn(const std::filesystem::path& path)
{
    const Json json = readJson(path, invalid);
    try {
        return trainedOnFrom(json, {});
    } catch (const Error& error) {
        throw error.of(path);
    }
}

void writeTrainedOn(const std::filesystem::path& path, const TrainedOn& trainedOn)
{
    writeJson(path, jsonOf(trainedOn));
}

TrainedOn joined(TrainedOn first, const TrainedOn& second)
{
    const auto add = [](std::vector<std::string>& all, const std::vector<std::string>& more) {
        std::unordered_set<std::string> known(all.begin(), all.end());
        std::ranges::copy_if(more, std::back_inserter(all), [&](const std::string& one) { return known.insert(one).second; });
    };
    add(first.datasets, second.datasets);
    add(first.images, second.images);
    first.images.resize(std::min(first.images.size(), greatestImageRecord));
    return first;
}

TrainedOn recordOf(const datasets::Dataset& dataset, const std::stop_token& stop)
{
    std::set<std::string> hashes;
    forEachImage(dataset, [&](const std::filesystem::path& image) {
        try {
            hashes.insert(sha256OfFile(image, stop));
        } catch (const Error&) {
            // What can't be read was not trained on either.
        }
    });
    return {{dataset.name}, {hashes.begin(), hashes.end()}};
}

SeenInTraining seenInTraining(const TrainedOn& trainedOn, const datasets::Dataset& dataset, const std::stop_token& stop)
{
    SeenInTraining seen;
    std::error_code ignored;
    const auto folder = std::filesystem::weakly_canonical(dataset.root, ignored).filename();
    const std::set<std::string> meant {plainName(dataset.name), plainName(folder.string())};
    for (const std::string& name : trainedOn.datasets)
        if (const std::string plain = plainName(name); !plain.empty() && meant.contains(plain))
            seen.names.push_back(name);
    if (trainedOn.images.empty())
        return seen;
    const std::unordered_set<std::string> hashes(trainedOn.images.begin(), trainedOn.images.end());
    forEachImage(dataset, [&](const std::filesystem::path& image) {
        try {
            if (hashes.contains(sha256OfFile(image, stop)))
                seen.images.push_back(image);
        } catch (const Error&) {
            seen.unread.push_back(image);
        }
    });
    return seen;
}

}  // namespace inference::pipeline
