#include "core/error.h"
#include "weights/byte_order.h"
#include "weights/corrupt.h"
#include "weights/readers.h"

#include <limits>

namespace inference::weights {
namespace {

using Bytes = std::span<const std::byte>;

/// 0x1950a86a20f9469cfc6c, little-endian, as LONG1 keeps it.
constexpr std::string_view magicNumber {"\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 10};
constexpr std::int64_t legacyProtocol = 1001;

pickle::Document readNext(Bytes file, std::size_t& at)
{
    pickle::Document document = pickle::read(file, at, pickle::Classes::Refused);
    at = document.end;
    return document;
}

void readPreamble(Bytes file, std::size_t& at)
{
    const pickle::Document magic = readNext(file, at);
    if (magic.root.kind != pickle::Kind::BigInteger || magic.text(magic.root) != magicNumber)
        throw Error(ErrorCode::WeightsUnknownFormat);
    const pickle::Document protocol = readNext(file, at);
    if (protocol.root.kind != pickle::Kind::Integer || protocol.root.number != legacyProtocol)
        throwCorrupt("legacy protocol");
    const pickle::Document system = readNext(file, at);
    if (system.root.kind != pickle::Kind::Dict)
        throwCorrupt("legacy system");
    const auto& items = system.items(system.root);
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
        const bool order = items[i].kind == pickle::Kind::String && system.text(items[i]) == "little_endian";
        if (order && (items[i + 1].kind != pickle::Kind::Bool || items[i + 1].number != 1))
            throwCorrupt("legacy byte order");
    }
}

/// What the object says of each storage; several mentions must agree.
std::map<std::string_view, const pickle::Storage*> namedStorages(const pickle::Document& document)
{
    std::map<std::string_view, const pickle::Storage*> named;
    for (const pickle::Storage& storage : document.storages) {
        const auto [place, added] = named.emplace(storage.key, &storage);
        if (!added && (place->second->dtype != storage.dtype || place->second->elements != storage.elements))
            throwCorrupt("storage " + printable(storage.key));
    }
    return named;
}

/// Walks the raw storages behind the keys: int64 count of elements, then the elements.
std::map<std::string_view, Bytes> locateStorages(Bytes file, std::size_t at, const pickle::Document& keys,
                                                 const std::map<std::string_view, const pickle::Storage*>& named)
{
    if (keys.root.kind != pickle::Kind::List)
        throwCorrupt("legacy storage keys");
    std::map<std::string_view, Bytes> located;
    for (const pickle::Value& item : keys.items(keys.root)) {
        const std::string_view key = item.kind == pickle::Kind::String ? keys.text(item) : std::string_view();
        const auto known = named.find(key);
        if (known == named.end())
            throwCorrupt("storage " + printable(key));
        if (!fits(file.size(), at, 8))
            throwTruncated(at + 8, file.size());
        const auto count = loadAt<std::int64_t>(file, at);
        const pickle::Storage& storage = *known->second;
        const std::size_t unit = byteSize(storage.dtype);
        at += 8;
        if (count != storage.elements || static_cast<std::size_t>(count) > (std::numeric_limits<std::size_t>::max() - at) / unit)
            throwCorrupt("storage " + printable(key));
        const std::size_t length = static_cast<std::size_t>(count) * unit;
        if (!fits(file.size(), at, length))
            throwTruncated(at + length, file.size());
        if (!located.emplace(key, file.subspan(at, length)).second)
            throwCorrupt("storage " + printable(key));
        at += length;
    }
    return located;
}

}  // namespace

TensorMap readTorchLegacy(std::span<const std::byte> file)
{
    std::size_t at = 0;
    readPreamble(file, at);
    const pickle::Document object = readNext(file, at);
    const pickle::Document keys = readNext(file, at);
    const auto located = locateStorages(file, at, keys, namedStorages(object));
    return collectTensors(object, [&](const pickle::Storage& storage) {
        const auto found = located.find(storage.key);
        if (found == located.end())
            throwCorrupt("storage " + printable(storage.key));
        return found->second;
    });
}

}  // namespace inference::weights
