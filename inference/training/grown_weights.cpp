#include "training/grown_weights.h"

#include "core/error.h"
#include "training/state_file_p.h"

#include <ATen/CPUGeneratorImpl.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace inference::training {
namespace {

constexpr std::string_view blocks = "visual.transformer.resblocks.";

/// Of each block of the grown tower the one that it was; -1 where it is new. Longer than `to` where it can't be grown so.
std::vector<int> originOf(int from, int to, int taps)
{
    const std::vector<int> before = evenTaps(from, taps);
    const std::vector<int> after = evenTaps(to, taps);
    std::vector<int> origin;
    int block = 0;
    for (std::size_t k = 0; k < after.size(); ++k) {
        for (; block < before[k]; ++block)
            origin.push_back(block);
        origin.resize(std::max(origin.size(), std::size_t(after[k])), -1);
        if (int(origin.size()) > after[k])
            return std::vector<int>(std::size_t(to) + 1, -1);
    }
    return origin;
}

/// The bundled model was grown by blocks that begin so; another deviation would make its training another one.
void addNewBlock(OutgoingTensors& out, const std::string& block, std::int64_t width, const at::Generator& random)
{
    const double in = std::pow(double(width), -0.5);
    for (const char* const norm : {"ln_1", "ln_2"}) {
        out.add(block + norm + ".weight", at::ones({width}));
        out.add(block + norm + ".bias", at::zeros({width}));
    }
    out.add(block + "attn.in_proj_weight", at::empty({3 * width, width}).normal_(0, in, random));
    out.add(block + "attn.in_proj_bias", at::zeros({3 * width}));
    out.add(block + "attn.out_proj.weight", at::zeros({width, width}));
    out.add(block + "attn.out_proj.bias", at::zeros({width}));
    out.add(block + "mlp.c_fc.weight", at::empty({4 * width, width}).normal_(0, in, random));
    out.add(block + "mlp.c_fc.bias", at::zeros({4 * width}));
    out.add(block + "mlp.c_proj.weight", at::zeros({width, 4 * width}));
    out.add(block + "mlp.c_proj.bias", at::zeros({width}));
}

Tensor read(const weights::WeightSet& tensors, const std::string& name)
{
    Tensor tensor = at::empty(tensors.shape(name), at::kFloat);
    tensors.read(name, {tensor.data_ptr<float>(), std::size_t(tensor.numel())});
    return tensor;
}

}  // namespace

std::vector<int> evenTaps(int depth, int taps)
{
    std::vector<int> layers;
    for (int tap = 1; tap <= taps; ++tap)
        layers.push_back(depth * (tap + 1) / (taps + 1));
    return layers;
}

bool canGrow(int from, int to, int taps)
{
    return int(originOf(from, to, taps).size()) == to;
}

void writeGrownWeights(const weights::ClipWeights& clip, int depth, int taps, std::uint64_t seed, const std::filesystem::path& path)
{
    const std::vector<int> origin = originOf(clip.shape.visionLayers, depth, taps);
    if (int(origin.size()) != depth)
        throw Error(ErrorCode::BadInput, {"depth"});
    const at::Generator random = at::make_generator<at::CPUGeneratorImpl>(seed);
    OutgoingTensors out;
    for (const auto& [name, source] : clip.tensors.sources()) {
        if (!name.starts_with(blocks)) {
            out.add(name, read(clip.tensors, name));
            continue;
        }
        const std::size_t dot = name.find('.', blocks.size());
        const int was = std::stoi(name.substr(blocks.size(), dot - blocks.size()));
        const auto is = std::ranges::find(origin, was) - origin.begin();
        out.add(std::string(blocks) + std::to_string(is) + name.substr(dot), read(clip.tensors, name));
    }
    for (std::size_t i = 0; i < origin.size(); ++i)
        if (origin[i] < 0)
            addNewBlock(out, std::string(blocks) + std::to_string(i) + ".", clip.shape.visionWidth, random);
    weights::writeSafetensors(path, out.views());
}

}  // namespace inference::training
