#include "app/inspect/weight_facts.h"

#include "pipeline/file_hash.h"

namespace app {
namespace {

using namespace inference::weights;

void recogniseFamily(WeightFacts& facts, const std::shared_ptr<const WeightFile>& file)
{
    try {
        facts.clip = ClipWeights::from(file);
        return;
    } catch (const inference::Error& asClip) {
        facts.problem = asClip;
        if (asClip.code() != inference::ErrorCode::WeightsFamily)
            return;  // it is CLIP, and something is wrong with it
    }
    try {
        facts.vcp = VcpWeights::from(file);
        facts.problem.reset();
    } catch (const inference::Error& asVcp) {
        if (asVcp.code() != inference::ErrorCode::WeightsFamily)
            facts.problem = asVcp;
    }
}

void count(WeightFacts& facts, const WeightFile& file)
{
    facts.container = file.container();
    facts.tensors = file.tensors().size();
    for (const auto& [name, tensor] : file.tensors()) {
        ++facts.types[std::string(dtypeName(tensor.dtype))];
        facts.parameters += tensor.elements();
    }
    const WeightSet* const used = facts.clip ? &facts.clip->tensors : facts.vcp ? &facts.vcp->tensors : nullptr;
    if (!used)
        return;
    facts.parameters = 0;
    for (const auto& [name, source] : used->sources())
        facts.parameters += used->elements(name);
}

}  // namespace

WeightFacts lookAt(const std::filesystem::path& path, std::stop_token stop)
{
    WeightFacts facts;
    facts.path = path;
    try {
        facts.sha256 = inference::pipeline::sha256OfFile(path, stop);
        std::error_code ignored;
        facts.bytes = std::filesystem::file_size(path, ignored);
        const auto file = WeightFile::open(path);
        recogniseFamily(facts, file);
        count(facts, *file);
    } catch (const inference::Error& error) {
        facts.problem = error;
    }
    if (facts.problem)
        facts.problem = facts.problem->of(path);
    return facts;
}

std::string familyName(const WeightFacts& facts)
{
    return facts.clip ? "CLIP" : facts.vcp ? "VCP-CLIP" : "";
}

std::string containerName(Container container)
{
    switch (container) {
    case Container::TorchScript: return "TorchScript";
    case Container::TorchZip: return "PyTorch zip";
    case Container::TorchLegacy: return "PyTorch legacy";
    case Container::Safetensors: return "safetensors";
    }
    return {};
}

std::string namingName(ClipNaming naming)
{
    switch (naming) {
    case ClipNaming::OpenAi: return "OpenAI";
    case ClipNaming::HuggingFace: return "Hugging Face";
    case ClipNaming::OpenClip: return "open_clip";
    }
    return {};
}

}  // namespace app
