#include "pipeline/self_test.h"

#include "model/vcp_clip.h"
#include "pipeline/file_hash.h"
#include "pipeline/inspector.h"
#include "pipeline/json_fields_p.h"

namespace inference::pipeline {
namespace {

std::unique_ptr<model::VcpClip> loadReference(const ModelBundle& bundle, const std::stop_token& stop)
{
    auto options = bundle.options;
    options.device = "cpu";
    options.precision = "fp32";
    options.reference = true;
    return model::VcpClip::load(weights::ClipWeights::open(bundle.clip), weights::VcpWeights::open(bundle.vcp), options, {}, stop);
}

std::filesystem::path fileOf(const std::filesystem::path& folder, const SelfTestKey& key)
{
    const std::string all = std::string(engineRevision) + '\n' + key.model + '\n' + key.options + '\n' + key.device + '\n' + key.precision;
    return folder / (sha256Of(all).substr(0, 32) + ".json");
}

}  // namespace

SelfTest testAgainstReference(const ModelBundle& bundle, const Inspector& inUse, const std::string& device, const std::string& precision,
                              std::span<const std::filesystem::path> images, std::stop_token stop)
{
    const auto reference = loadReference(bundle, stop);
    model::MapDifference difference;
    for (const auto& image : images) {
        const PreparedImage prepared = prepareImage(image, {inUse.modelSize()}, stop);
        const Evidence expected = reference->detect(prepared.inputs, stop).front();
        difference.add(expected, inUse.infer(prepared, stop).views.front().evidence, bundle.recipe.alpha, bundle.recipe.sigma);
    }
    return {device, precision, difference.images, difference.greatest, difference.mean};
}

std::optional<SelfTest> keptSelfTest(const std::filesystem::path& folder, const SelfTestKey& key)
{
    try {
        constexpr auto invalid = ErrorCode::BundleInvalid;
        const Json json = readJson(fileOf(folder, key), invalid);
        SelfTest test {key.device, key.precision, 0, 0, 0};
        test.images = int(numberIn(json, "images", 0, 1, 1000, invalid));
        test.greatest = numberIn(json, "greatest", 2, 0, 1, invalid);
        test.mean = numberIn(json, "mean", 2, 0, 1, invalid);
        if (test.images < 1 || test.greatest > 1 || test.mean > 1)
            return std::nullopt;
        return test;
    } catch (const std::exception&) {
        return std::nullopt;  // it is measured again
    }
}

void keepSelfTest(const std::filesystem::path& folder, const SelfTestKey& key, const SelfTest& test)
{
    std::error_code ignored;  // writing says what is wrong
    std::filesystem::create_directories(folder, ignored);
    writeJson(fileOf(folder, key), {{"device", test.device}, {"precision", test.precision}, {"images", test.images}, {"greatest", test.greatest}, {"mean", test.mean}});
}

}  // namespace inference::pipeline
