#include "weights/weight_writer.h"

#include "core/error.h"
#include "weights/atomic_file.h"
#include "weights/corrupt.h"
#include "weights/pickle_writer.h"
#include "weights/raw_tensor.h"
#include "weights/zip_writer.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace inference::weights {
namespace {

void checkNames(const NamedTensors& tensors)
{
    for (const auto& [name, tensor] : tensors) {
        try {
            checkTensorName(name);
        } catch (const Error&) {
            throw Error(ErrorCode::BadInput, {"tensor name " + printable(name)});
        }
    }
}

std::string_view safetensorsType(DType type)
{
    switch (type) {
    case DType::F64: return "F64";
    case DType::F32: return "F32";
    case DType::F16: return "F16";
    case DType::BF16: return "BF16";
    case DType::I64: return "I64";
    case DType::I32: return "I32";
    case DType::I16: return "I16";
    case DType::I8: return "I8";
    case DType::U8: return "U8";
    case DType::Bool: return "BOOL";
    }
    return "U8";
}

void writePieces(AtomicFile& file, const TensorView& tensor)
{
    forEachPiece(tensor, [&](std::span<const std::byte> bytes) { file.write(bytes); });
}

std::string scalarPickle(const std::function<void(pickle::Writer&)>& fill)
{
    pickle::Writer writer;
    fill(writer);
    return writer.finish();
}

std::string legacyPreamble()
{
    using namespace std::string_view_literals;
    return scalarPickle([](auto& w) { w.bigInteger("\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19"sv); })
        + scalarPickle([](auto& w) { w.integer(1001); })
        + scalarPickle([](auto& w) {
              w.beginDict();
              w.text("protocol_version");
              w.integer(1001);
              w.text("little_endian");
              w.boolean(true);
              w.endDict();
          });
}

}  // namespace

void writeSafetensors(const std::filesystem::path& path, const NamedTensors& tensors)
{
    checkNames(tensors);
    // Wide types first, so that every tensor begins on a multiple of its element's size.
    std::vector<NamedTensors::const_iterator> order;
    for (auto at = tensors.begin(); at != tensors.end(); ++at)
        order.push_back(at);
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
        return byteSize(a->second.dtype) > byteSize(b->second.dtype);
    });
    nlohmann::json header = nlohmann::json::object();
    std::size_t offset = 0;
    for (const auto& at : order) {
        const std::size_t end = offset + static_cast<std::size_t>(at->second.elements()) * byteSize(at->second.dtype);
        header[at->first] = {{"dtype", safetensorsType(at->second.dtype)}, {"shape", at->second.shape},
                             {"data_offsets", {offset, end}}};
        offset = end;
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    const auto length = static_cast<std::uint64_t>(text.size());
    AtomicFile file(path);
    file.write(std::as_bytes(std::span(&length, 1)));
    file.write(text);
    for (const auto& at : order)
        writePieces(file, at->second);
    file.commit();
}

void writeTorchZip(const std::filesystem::path& path, const NamedTensors& tensors, const std::vector<std::string>& groups)
{
    checkNames(tensors);
    try {
        AtomicFile file(path);
        ZipWriter zip(file);
        zip.add("archive/data.pkl", pickle::stateDict(tensors, groups, false));
        zip.add("archive/byteorder", "little");
        int key = 0;
        for (const auto& item : tensors) {
            zip.add("archive/data/" + std::to_string(key++),
                    [&](const ZipWriter::Take& take) { forEachPiece(item.second, take); });
        }
        zip.add("archive/version", "3\n");
        zip.finish();
        file.commit();
    } catch (const Error& error) {
        throw error.of(path);
    }
}

void writeTorchLegacy(const std::filesystem::path& path, const NamedTensors& tensors, const std::vector<std::string>& groups)
{
    checkNames(tensors);
    AtomicFile file(path);
    file.write(legacyPreamble());
    file.write(pickle::stateDict(tensors, groups, true));
    file.write(scalarPickle([&](auto& writer) {
        writer.beginList();
        for (std::size_t key = 0; key < tensors.size(); ++key)
            writer.text(std::to_string(key));
        writer.endList();
    }));
    for (const auto& item : tensors) {
        const std::int64_t count = item.second.elements();
        file.write(std::as_bytes(std::span(&count, 1)));
        writePieces(file, item.second);
    }
    file.commit();
}

}  // namespace inference::weights
