// What a training leaves on the disk: weights, and the state from which it goes on.
#include "core/error.h"
#include "training/state_file_p.h"
#include "training/trainer_p.h"

#include <iterator>
#include <string_view>

namespace inference::training {
namespace {

constexpr const char* publishedGroups[] = {"trainable_linearlayer", "New_Lan_Embed", "Zero_try"};
constexpr const char* stepsName = "adam.steps";

/// OpenAI's archive holds matrices, embeddings and the blocks' biases as float16, layer norms as float32.
bool isHalf(std::string_view name)
{
    return name.find("ln_") == std::string_view::npos;
}

}  // namespace

void Trainer::writeVcp(const std::filesystem::path& path) const
{
    OutgoingTensors out;
    for (const auto& [name, source] : m_parts->began.sources())
        out.add(name, m_parts->result().tensor(name));
    // Saved by the published code and used by nothing, but its loader asks for it.
    const std::string unused = "prompt_text_projection";
    const auto& given = m_parts->began.file().tensors();
    const auto width = m_parts->clipShape.textWidth;
    const auto found = given.find(unused);
    out.add(unused, found != given.end() ? hostTensor(found->second) : at::eye(width));
    weights::writeTorchZip(path, out.views(), {std::begin(publishedGroups), std::end(publishedGroups)});
}

void Trainer::writeClip(const std::filesystem::path& path) const
{
    OutgoingTensors out;
    for (const auto& [name, value] : m_parts->result().all())
        if (!isVcpParameter(name))
            out.add(name, isHalf(name) ? value.detach().to(at::kHalf) : value);
    weights::writeSafetensors(path, out.views());
}

void Trainer::save(const std::filesystem::path& path) const
{
    OutgoingTensors out;
    for (const auto& [name, value] : m_parts->parameters.all())
        if (value.requires_grad()) {
            out.add("value." + name, value);
            if (m_parts->average)
                out.add("average." + name, m_parts->average->tensor(name));
        }
    for (const auto& [name, moments] : m_parts->adam.moments()) {
        out.add("adam.first." + name, moments.first);
        out.add("adam.second." + name, moments.second);
    }
    out.add(stepsName, at::full({1}, double(steps()), at::kFloat));  // whole numbers are exact up to 16 million
    weights::writeSafetensors(path, out.views());
}

void Trainer::restore(const std::filesystem::path& path)
{
    const auto file = weights::WeightFile::open(path);
    const auto find = [&](const std::string& name, at::IntArrayRef shape) -> Tensor {
        const auto found = file->tensors().find(name);
        if (found == file->tensors().end())
            throw Error(ErrorCode::TensorMissing, {name, weights::shapeText(shape)}, path);
        if (found->second.shape != shape.vec())
            throw Error(ErrorCode::TensorShape, {name, weights::shapeText(found->second.shape), weights::shapeText(shape)}, path);
        return hostTensor(found->second).to(m_parts->device);
    };
    // All is read before anything is changed.
    std::map<std::string, Tensor> values, averages;
    std::map<std::string, Adam::Moments> moments;
    for (const auto& [name, value] : m_parts->parameters.all()) {
        if (!value.requires_grad())
            continue;
        values.emplace(name, find("value." + name, value.sizes()));
        if (m_parts->average)
            averages.emplace(name, find("average." + name, value.sizes()));
        if (file->tensors().contains("adam.first." + name))
            moments.emplace(name, Adam::Moments {find("adam.first." + name, value.sizes()), find("adam.second." + name, value.sizes())});
    }
    const auto steps = std::int64_t(find(stepsName, {1}).item<float>());
    const c10::NoGradGuard noGradients;
    for (auto& [name, value] : values)
        m_parts->parameters.all().at(name).copy_(value);
    for (auto& [name, value] : averages)
        m_parts->average->all().at(name).copy_(value);
    m_parts->adam.restore(steps, std::move(moments));
}

}  // namespace inference::training
