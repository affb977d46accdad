#include "training/parameters_p.h"

#include <algorithm>
#include <array>

namespace inference::training {

Parameters::Parameters(const weights::ClipWeights& clip, const weights::VcpWeights& vcp, at::Device device)
{
    for (const weights::WeightSet* const set : {&clip.tensors, &vcp.tensors}) {
        const model::Loader loader(*set, device, [](std::int64_t) {});
        for (const auto& [name, source] : set->sources())
            m_tensors.emplace(name, loader.tensor(name));
    }
}

Tensor Parameters::rows(const std::string& name, const std::vector<std::int64_t>& indices) const
{
    const Tensor table = tensor(name);
    return table.index_select(0, at::tensor(indices, at::kLong).to(table.device()));
}

bool isVcpParameter(std::string_view name)
{
    static constexpr std::array<std::string_view, 7> prefixes {"trainable_linearlayer.", "New_Lan_Embed.", "Zero_try.", "prompt_embeddings",
                                                               "deep_prompt_embeddings", "prompt_proj.", "prompt_norm."};
    return std::ranges::any_of(prefixes, [name](std::string_view prefix) { return name.starts_with(prefix); });
}

bool isTemperature(std::string_view name)
{
    return name == "New_Lan_Embed.prompt_temp" || name == "Zero_try.prompt_temp_l1";
}

}  // namespace inference::training
