#pragma once

#include "weights/tensor_view.h"

#include <optional>
#include <string_view>

namespace inference::weights::pickle {

/// The globals that a weight file may name. None is ever called: each stands for what the reader itself does.
enum class GlobalId : std::int64_t {
    OrderedDict, RebuildTensor, RebuildTensorV2, RebuildParameter, RebuildParameterWithState,
    ScriptClass,
    FirstStorage  ///< + DType
};

std::optional<GlobalId> findGlobal(std::string_view module, std::string_view name);

constexpr bool isStorage(GlobalId id) { return id >= GlobalId::FirstStorage; }
constexpr DType storageType(GlobalId id)
{
    return static_cast<DType>(static_cast<std::int64_t>(id) - static_cast<std::int64_t>(GlobalId::FirstStorage));
}

/// "HalfStorage", as a pickle names the storage of a type, and the other way round.
std::string_view storageName(DType type);

}  // namespace inference::weights::pickle
