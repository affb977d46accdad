// Writes the files that the fuzzers start from: fuzz_corpus FOLDER makes FOLDER/<reader>/<seed>.
// All are small and hold what the readers know: nested dictionaries, parameters, shared and turned storages, both networks.

#include "pipeline/evidence_bytes.h"
#include "weight_bytes.h"
#include "weight_tables.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <span>

namespace {

using namespace weight_tools;
using namespace inference::weights;

void save(const std::filesystem::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

/// As version 2 had it, without a word of a grey copy, or version 1, with nothing of the picture. Of evidence without a copy.
std::string formerVersion(std::string bytes, char version)
{
    constexpr std::size_t picture = 48, pictureBytes = 4 + 3 * 8, greyBytes = 4;
    bytes[4] = version;
    bytes.erase(picture + pictureBytes, greyBytes);
    if (version == 1)
        bytes.erase(picture, pictureBytes);
    const auto checksum = inference::pipeline::evidenceChecksum(std::as_bytes(std::span(bytes)).subspan(inference::pipeline::evidenceChecksumEnd));
    std::memcpy(bytes.data() + inference::pipeline::evidenceChecksumEnd - sizeof checksum, &checksum, sizeof checksum);
    return bytes;
}

/// A plain image and a tiled one, measured, with a grey copy and without, and as they were kept before that.
void saveEvidence(const std::filesystem::path& folder)
{
    const inference::View view {{0, 0, 640, 480}, {2, 3, 2, 28, std::vector<float>(12, -1.5f), std::vector<float>(12, 2.0f)}};
    for (const std::size_t views : {1, 3}) {
        const auto bytes = inference::pipeline::evidenceBytes({{640, 480}, std::vector(views, view), {1, 2, 3}, inference::PictureFigures {120, 40, 300}});
        const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        save(folder / std::to_string(views), text);
        save(folder / (std::to_string(views) + "_first"), formerVersion(text, 1));
        save(folder / (std::to_string(views) + "_second"), formerVersion(text, 2));
        auto grey = std::make_shared<const inference::GreyCopy>(inference::GreyCopy {32, 24, 1, std::vector<std::uint8_t>(32 * 24, 90)});
        const auto copied = inference::pipeline::evidenceBytes({{32, 24}, std::vector(views, view), {1, 2, 3}, inference::PictureFigures {120, 40, 300}, std::move(grey)});
        save(folder / (std::to_string(views) + "_copied"), {reinterpret_cast<const char*>(copied.data()), copied.size()});
    }
}

/// Pickles by name.
std::vector<std::pair<std::string, std::string>> pickles()
{
    const std::string parameter = "ctorch._utils\n_rebuild_parameter\n" + tensor() + "\x88" "ccollections\nOrderedDict\n)R\x87R";
    const std::string ordered = "ccollections\nOrderedDict\n)R(" + text("weight") + tensor() + "u}" + text("_metadata") + "Nsb";
    const std::string turned = tensor({"HalfStorage", "0", 6, 1, {2, 2}, {1, 2}});
    const std::string frames = "\x80\x04\x95" + std::string("\x20\0\0\0\0\0\0\0", 8) + "}\x94\x8c\x01" "a\x94K\x05s.";
    return {{"state", pickled(dict(text("a") + tensor() + "q\1" + text("b") + parameter + text("c") + ordered + text("d") + "h\1"))},
            {"turned", pickled(dict(text("t") + turned + text("s") + tensor({"BFloat16Storage", "0", 6, 5, {}, {}})))},
            {"values", pickled("}(" + text("e") + "K\5" + text("l") + "](K\1M\1\2J\1\0\0\0e" + text("n") + "N" + text("f") + "G?\xf8" + std::string(6, '\0')
                               + text("z") + "K\1K\2\x86" + text("y") + "K\1\x85u")},
            {"frames", frames},
            {"stack_global", "\x80\x04\x8c\x0b" "collections\x8c\x0bOrderedDict\x93)R."},
            {"script", pickled("c__torch__.a\nB\n)\x81" + dict(text("training") + "\x88" + text("w") + tensor()) + "b")}};
}

Table halved(Table table)
{
    for (auto& [name, owned] : table)
        owned = ofType(DType::F16, owned.shape);
    return table;
}

/// The smallest networks that pass: no width below 64 does.
Table smallest(Table table, const std::map<std::int64_t, std::int64_t>& sizes)
{
    for (auto& [name, owned] : table) {
        for (std::int64_t& size : owned.shape)
            size = sizes.count(size) > 0 ? sizes.at(size) : size;
    }
    return halved(table);
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 2)
        return 2;
    const std::filesystem::path root = argv[1];
    for (const char* reader : {"pickle", "torch_archive", "torch_legacy", "safetensors", "evidence"})
        std::filesystem::create_directories(root / reader);
    saveEvidence(root / "evidence");
    const std::string storage = std::string(24, '\0');
    for (const auto& [name, bytes] : pickles()) {
        save(root / "pickle" / name, bytes);
        save(root / "torch_legacy" / name, torchLegacy(bytes));
        save(root / "torch_archive" / name, torchZip(bytes));
        if (name == "script")
            save(root / "torch_archive" / name, zip({{"m/data.pkl", bytes}, {"m/data/0", storage}, {"m/constants.pkl", ""}, {"m/code/m.py", "xy", 8}}));
    }
    const std::vector<std::string> groups {"trainable_linearlayer", "New_Lan_Embed", "Zero_try"};
    const Table clip = smallest(smallClip(), {{128, 64}, {384, 192}, {512, 256}, {96, 64}}), vcp = smallest(smallVcp(), {{128, 64}});
    for (const auto& [name, table] : {std::pair {"clip", clip}, {"vcp", vcp}, {"floats", Table {{"a", floats({2, 3})}, {"b.c", floats({})}}}}) {
        writeTorchZip(root / "torch_archive" / name, views(table), groups);
        writeTorchLegacy(root / "torch_legacy" / name, views(table), groups);
        writeSafetensors(root / "safetensors" / name, views(table));
    }
    return 0;
}
