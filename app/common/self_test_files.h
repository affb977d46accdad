#pragma once

#include "pipeline/self_test.h"

#include <nlohmann/json_fwd.hpp>

#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

namespace inference::pipeline {
class Inspector;
struct LoadedModel;
}

namespace app {

/// The sample parts that a model is tested with: one good and one defective of the first and the last product. Empty where there are none.
std::vector<std::filesystem::path> selfTestImages();

/// What was found before for this model, device and precision, in this process or an earlier one. Reads a small file. Any thread.
std::optional<inference::pipeline::SelfTest> keptSelfTest(const inference::pipeline::LoadedModel& model);

/// Tests the model against float32 on the CPU and keeps what comes out; that it can't be kept is only logged. Throws as testAgainstReference().
inference::pipeline::SelfTest testAndKeep(const inference::pipeline::LoadedModel& model, const inference::pipeline::Inspector& inUse, std::stop_token stop = {});

/// What this process has found or read so far: no file is opened.
std::optional<inference::pipeline::SelfTest> knownSelfTest(const inference::pipeline::LoadedModel& model);

/// {"images", "greatest", "mean", "tolerance", "holds"}, or null.
nlohmann::ordered_json selfTestJson(const std::optional<inference::pipeline::SelfTest>& test);

}  // namespace app
