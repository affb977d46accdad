#pragma once

// Zips, pickles and weight files put together by hand, for tests and fuzzers. Standard library only.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weight_tools {

template<typename T>
std::string little(T value)
{
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

// ---- pickles ----

inline std::string text(std::string_view value)
{
    return "X" + little(std::uint32_t(value.size())) + std::string(value);
}

inline std::string number(std::int64_t value)
{
    return "\x8a\x08" + little(value);
}

inline std::string tuple(const std::vector<std::int64_t>& values)
{
    std::string result = "(";
    for (const std::int64_t value : values)
        result += number(value);
    return result + "t";
}

struct TensorSpec {
    std::string storage = "FloatStorage";
    std::string key = "0";
    std::int64_t storageElements = 6;
    std::int64_t offset = 0;
    std::vector<std::int64_t> shape {2, 3};
    std::vector<std::int64_t> strides {3, 1};
};

inline std::string tensor(const TensorSpec& spec = {})
{
    return "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + "ctorch\n" + spec.storage + "\n" + text(spec.key) + text("cuda:0")
        + number(spec.storageElements) + "tQ" + number(spec.offset) + tuple(spec.shape) + tuple(spec.strides)
        + "\x89" "ccollections\nOrderedDict\n)RtR";
}

inline std::string dict(const std::string& items)
{
    return "}(" + items + "u";
}

inline std::string pickled(const std::string& body)
{
    return "\x80\x02" + body + ".";
}

// ---- zips ----

struct ZipEntry {
    std::string name, data;
    std::uint16_t method = 0, flags = 0;
    std::string localName = {};  ///< of the local header; empty: the same
};

inline std::string zip(const std::vector<ZipEntry>& entries)
{
    std::string bytes, directory;
    for (const ZipEntry& entry : entries) {
        const std::string& localName = entry.localName.empty() ? entry.name : entry.localName;
        const auto offset = std::uint32_t(bytes.size()), size = std::uint32_t(entry.data.size());
        const std::string common = little(entry.flags) + little(entry.method) + little(std::uint32_t(0)) + little(std::uint32_t(0))
            + little(size) + little(size);
        bytes += "PK\x03\x04" + little(std::uint16_t(0)) + common + little(std::uint16_t(localName.size())) + little(std::uint16_t(0))
            + localName + entry.data;
        directory += "PK\x01\x02" + little(std::uint16_t(0)) + little(std::uint16_t(0)) + common + little(std::uint16_t(entry.name.size()))
            + std::string(12, '\0') + little(offset) + entry.name;
    }
    const auto count = std::uint16_t(entries.size());
    return bytes + directory + "PK\x05\x06" + std::string(4, '\0') + little(count) + little(count) + little(std::uint32_t(directory.size()))
        + little(std::uint32_t(bytes.size())) + std::string(2, '\0');
}

/// A torch.save archive of one pickle and one storage of `floats` floats 1, 2, 3, ...
inline std::string torchZip(const std::string& object, int floats = 6)
{
    std::string storage;
    for (int i = 1; i <= floats; ++i)
        storage += little(float(i));
    return zip({{"m/data.pkl", object}, {"m/data/0", storage}, {"m/version", "3\n"}});
}

/// A legacy file of one object and one storage "0" of 6 floats.
inline std::string torchLegacy(const std::string& object, std::int64_t count = 6)
{
    std::string storage = little(count);
    for (int i = 1; i <= 6; ++i)
        storage += little(float(i));
    return pickled("\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19") + pickled("M" + little(std::uint16_t(1001)))
        + pickled(dict(text("little_endian") + "\x88")) + object + pickled("](" + text("0") + "e") + storage;
}

/// A safetensors file of a header and `size` bytes of zeros.
inline std::string safetensors(const std::string& header, std::size_t size)
{
    return little(std::uint64_t(header.size())) + header + std::string(size, '\0');
}

}  // namespace weight_tools
