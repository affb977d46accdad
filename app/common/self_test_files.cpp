#include "app/common/self_test_files.h"

#include "app/common/data_paths.h"
#include "app/common/natural_order.h"
#include "pipeline/inspector.h"
#include "pipeline/model_loader.h"
#include "pipeline/options_hash.h"
#include "pipeline/recipe_file.h"

#include <QLoggingCategory>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <mutex>

namespace app {
namespace {

Q_LOGGING_CATEGORY(logSelfTest, "self-test")

namespace pipeline = inference::pipeline;

std::filesystem::path keptFolder()
{
    return userFolder() / "self-tests";
}

std::string deviceOf(const inference::model::ModelFacts& facts)
{
    return facts.deviceName.empty() ? facts.device : facts.deviceName;
}

pipeline::SelfTestKey keyOf(const pipeline::LoadedModel& model)
{
    auto options = model.bundle.options;
    if (!model.facts.layers.empty())
        options.layers = model.facts.layers;
    return {pipeline::modelHash(model.clipSha256, model.vcpSha256), pipeline::optionsHash(options), deviceOf(model.facts), model.facts.precision};
}

/// Of this process. Thread-safe.
class Known {
public:
    std::optional<pipeline::SelfTest> find(const pipeline::SelfTestKey& key)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_tests.find(key);
        return found == m_tests.end() ? std::nullopt : std::optional(found->second);
    }
    void add(const pipeline::SelfTestKey& key, const pipeline::SelfTest& test)
    {
        const std::lock_guard lock(m_mutex);
        m_tests.insert_or_assign(key, test);
    }

private:
    std::mutex m_mutex;
    std::map<pipeline::SelfTestKey, pipeline::SelfTest> m_tests;
};

Known& known()
{
    static Known tests;
    return tests;
}

std::vector<std::filesystem::path> sorted(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> found;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        found.push_back(entry->path());
    std::ranges::sort(found, naturalLess);
    return found;
}

}  // namespace

std::vector<std::filesystem::path> selfTestImages()
{
    std::vector<std::filesystem::path> images;
    const auto products = sorted(sampleParts());
    for (std::size_t i = 0; i < products.size(); i += std::max<std::size_t>(1, products.size() - 1))
        for (const char* const kind : {"good", "defect"})
            if (const auto files = sorted(products[i] / "test" / kind); !files.empty())
                images.push_back(files.front());
    return images;
}

std::optional<pipeline::SelfTest> knownSelfTest(const pipeline::LoadedModel& model)
{
    return known().find(keyOf(model));
}

std::optional<pipeline::SelfTest> keptSelfTest(const pipeline::LoadedModel& model)
{
    const auto key = keyOf(model);
    if (const auto found = known().find(key))
        return found;
    auto kept = pipeline::keptSelfTest(keptFolder(), key);
    if (kept)
        known().add(key, *kept);
    return kept;
}

pipeline::SelfTest testAndKeep(const pipeline::LoadedModel& model, const pipeline::Inspector& inUse, std::stop_token stop)
{
    const auto images = selfTestImages();
    const auto test = pipeline::testAgainstReference(model.bundle, inUse, deviceOf(model.facts), model.facts.precision, images, std::move(stop));
    qCInfo(logSelfTest, "%s, %s: maps of %d images differ from float32 on the CPU by %.2g at most, %.2g on average", test.device.c_str(), test.precision.c_str(),
           test.images, test.greatest, test.mean);
    if (test.images == 0)
        return test;
    known().add(keyOf(model), test);
    try {
        pipeline::keepSelfTest(keptFolder(), keyOf(model), test);
    } catch (const inference::Error& error) {
        qCWarning(logSelfTest, "%s", error.what());
    }
    return test;
}

nlohmann::ordered_json selfTestJson(const std::optional<pipeline::SelfTest>& test)
{
    if (!test)
        return nullptr;
    return {{"images", test->images}, {"greatest", test->greatest}, {"mean", test->mean}, {"tolerance", pipeline::SelfTest::tolerance}, {"holds", test->holds()}};
}

}  // namespace app
