#pragma once

#include "weights/tensor_view.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

/// A restricted reader of Python pickles: protocols 2 to 4, and of those only what PyTorch's state dictionaries and
/// TorchScript archives use. It builds inert values; nothing in a pickle is looked up, called or executed.
namespace inference::weights::pickle {

enum class Kind : std::uint8_t {
    None, Bool, Integer, Real, String,
    BigInteger,  ///< a whole number beyond 64 bits, kept as its bytes
    Tuple, List, Set,
    Dict,     ///< items are key, value, key, value, ...
    Object,   ///< a TorchScript module: its items are those of the dictionary it was built with
    Storage, Tensor,
    Global    ///< one of the callables and types that are known by name
};

/// A value, or the number of one in the Document.
struct Value {
    Kind kind = Kind::None;
    std::int64_t number = 0;  ///< Bool, Integer: the value; Real: its bits; Global: private; others: index in the Document
};

/// A persistent id: the name of a storage and what it holds. Where its bytes lie is the container's business.
struct Storage {
    DType dtype = DType::F32;
    std::string_view key;
    std::int64_t elements = 0;      ///< of the whole storage
    std::int64_t viewOffset = 0;    ///< in elements; old legacy files name a part of a storage
    std::int64_t viewElements = 0;  ///< those that tensors may use
};

/// A tensor as rebuilt from a storage. Sizes and strides are >= 0; nothing else has been checked.
struct Tensor {
    std::int64_t storage = 0;  ///< index in the Document
    std::int64_t offset = 0;   ///< in elements
    std::vector<std::int64_t> shape, strides;
};

/// One unpickled object. Texts are views of the bytes that were read.
struct Document {
    Value root;
    std::vector<std::string_view> texts;     ///< String, BigInteger
    std::vector<std::vector<Value>> groups;  ///< Tuple, List, Set, Dict, Object
    std::vector<Storage> storages;
    std::vector<Tensor> tensors;
    std::size_t end = 0;  ///< offset in the bytes just behind STOP

    std::string_view text(Value value) const { return texts[static_cast<std::size_t>(value.number)]; }
    const std::vector<Value>& items(Value value) const { return groups[static_cast<std::size_t>(value.number)]; }
};

/// Whether globals of the form "__torch__.*" are taken for inert TorchScript classes.
enum class Classes { Refused, TorchScript };

/// Reads the pickle that begins at `offset`. Its memory is bounded by a small multiple of the bytes read, and by
/// 2 million values whatever the file's size. Not recursive. Pure; any thread.
/// Throws Error(PickleGlobalRefused, {"os.system"}), Error(PickleOpcodeRefused, {"0x69", offset}) and, for a pickle that
/// breaks its own rules, Error(WeightsCorrupt, {"pickle offset N"}).
Document read(std::span<const std::byte> bytes, std::size_t offset, Classes classes);

}  // namespace inference::weights::pickle
