#include "weights/pickle_globals.h"

#include <algorithm>
#include <array>

namespace inference::weights::pickle {
namespace {

struct Known {
    std::string_view module, name;
    GlobalId id;
};

struct StorageClass {
    std::string_view name;
    DType type;
};

constexpr std::array known {
    Known {"collections", "OrderedDict", GlobalId::OrderedDict},
    Known {"torch._utils", "_rebuild_tensor", GlobalId::RebuildTensor},
    Known {"torch._utils", "_rebuild_tensor_v2", GlobalId::RebuildTensorV2},
    Known {"torch._utils", "_rebuild_parameter", GlobalId::RebuildParameter},
    Known {"torch._utils", "_rebuild_parameter_with_state", GlobalId::RebuildParameterWithState},
};

constexpr std::array storages {
    StorageClass {"FloatStorage", DType::F32}, StorageClass {"HalfStorage", DType::F16},
    StorageClass {"BFloat16Storage", DType::BF16}, StorageClass {"DoubleStorage", DType::F64},
    StorageClass {"LongStorage", DType::I64}, StorageClass {"IntStorage", DType::I32},
    StorageClass {"ShortStorage", DType::I16}, StorageClass {"CharStorage", DType::I8},
    StorageClass {"ByteStorage", DType::U8}, StorageClass {"BoolStorage", DType::Bool},
};

constexpr GlobalId storageId(DType type)
{
    return static_cast<GlobalId>(static_cast<std::int64_t>(GlobalId::FirstStorage) + static_cast<std::int64_t>(type));
}

}  // namespace

std::optional<GlobalId> findGlobal(std::string_view module, std::string_view name)
{
    const auto callable = std::find_if(known.begin(), known.end(),
                                       [&](const Known& k) { return k.module == module && k.name == name; });
    if (callable != known.end())
        return callable->id;
    // torch.load takes an untyped storage for bytes.
    if ((module == "torch" || module == "torch.storage") && name == "UntypedStorage")
        return storageId(DType::U8);
    const auto storage = std::find_if(storages.begin(), storages.end(), [&](const StorageClass& s) { return s.name == name; });
    if (module == "torch" && storage != storages.end())
        return storageId(storage->type);
    return std::nullopt;
}

std::string_view storageName(DType type)
{
    return std::find_if(storages.begin(), storages.end(), [&](const StorageClass& s) { return s.type == type; })->name;
}

}  // namespace inference::weights::pickle
