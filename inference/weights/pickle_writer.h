#pragma once

#include "weights/weight_writer.h"

#include <string>
#include <vector>

namespace inference::weights::pickle {

/// A pickle of protocol 2 in the making, of the few things a weight file holds.
class Writer {
public:
    Writer();

    void integer(std::int64_t value);
    void boolean(bool value);
    void text(std::string_view value);
    void bigInteger(std::string_view littleEndian);
    /// The tensor as a call of _rebuild_tensor_v2 on the storage `key`, which holds exactly its elements.
    void tensor(const TensorView& tensor, std::string_view key, bool legacy);
    void beginDict();
    void endDict();  ///< after key, value, key, value, ...
    void beginList();
    void endList();

    std::string finish();  ///< the bytes, STOP included

private:
    void global(std::string_view moduleAndName);
    void tuple(std::span<const std::int64_t> numbers);

    std::string m_bytes;
};

/// The object of a weight file: a dictionary of tensors whose storages are keyed "0", "1", ... in the map's order. Names that
/// begin with one of `groups` and a dot go into a dictionary of that name.
std::string stateDict(const NamedTensors& tensors, const std::vector<std::string>& groups, bool legacy);

}  // namespace inference::weights::pickle
