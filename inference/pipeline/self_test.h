#pragma once

#include "model/measure.h"
#include "pipeline/model_bundle.h"

#include <compare>
#include <filesystem>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

namespace inference::pipeline {

class Inspector;

/// How near a model, on the device and in the precision in use, comes to itself in float32 on the CPU by LibTorch's own operators: differences
/// of the blended, smoothed maps (0..1) over all pixels of the same images.
struct SelfTest {
    std::string device;     ///< in use: the card's name, or "cpu"
    std::string precision;
    int images = 0;
    double greatest = 0;
    double mean = 0;
    /// Verdicts mean what they meant in float32 where no pixel is further away.
    static constexpr double tolerance = model::mapTolerance;
    bool holds() const { return images > 0 && greatest <= tolerance; }
};

/// Loads the reference and compares with `inUse`, which was made from `bundle` and works for others meanwhile. Takes the reference's memory and seconds
/// to minutes of the CPU, by the model's size. Any thread. Throws what loadModel() and prepareImage() throw; Cancelled.
SelfTest testAgainstReference(const ModelBundle& bundle, const Inspector& inUse, const std::string& device, const std::string& precision,
                              std::span<const std::filesystem::path> images, std::stop_token stop = {});

/// What was found before for a model, its options, a device and a precision is kept in `folder` as one small file each, whose name is made of all of
/// them and of the engine's revision. A file that can't be read is none.
struct SelfTestKey {
    std::string model;    ///< modelHash()
    std::string options;  ///< optionsHash()
    std::string device;   ///< as in SelfTest
    std::string precision;
    friend auto operator<=>(const SelfTestKey&, const SelfTestKey&) = default;
};
std::optional<SelfTest> keptSelfTest(const std::filesystem::path& folder, const SelfTestKey& key);
/// Makes the folder. Throws Error(WriteFailed).
void keepSelfTest(const std::filesystem::path& folder, const SelfTestKey& key, const SelfTest& test);

}  // namespace inference::pipeline
