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
    Tensor& there = m_indices[indices];
    if (!there.defined())
        there = at::tensor(indices, at::kLong).to(table.device());
    return table.index_select(0, there);
}

Parameters Parameters::copied() const
{
    Parameters copies(*this);
    for (auto& [name, value] : copies.m_tensors)
        if (value.requires_grad())
            value = value.detach().clone();
    return copies;
}

void Parameters::approach(const Parameters& other, double share)
{
    const c10::NoGradGuard noGradients;
    std::vector<Tensor> own, others;
    for (const auto& [name, value] : other.m_tensors)
        if (value.requires_grad()) {
            own.push_back(m_tensors.at(name));
            others.push_back(value);
        }
    if (own.empty())
        return;
    at::_foreach_mul_(own, 1 - share);
    at::_foreach_add_(own, others, share);
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
