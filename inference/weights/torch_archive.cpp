#include "core/error.h"
#include "weights/corrupt.h"
#include "weights/readers.h"
#include "weights/zip_directory.h"

namespace inference::weights {
namespace {

/// The folder of the only top-level "<root>/data.pkl", slash included.
std::string findRoot(const ZipDirectory& zip)
{
    constexpr std::string_view pickleName = "data.pkl";
    std::string root;
    for (const auto& [name, entry] : zip.entries()) {
        const std::size_t slash = name.find('/');
        if (slash == std::string_view::npos || name.substr(slash + 1) != pickleName)
            continue;
        if (!root.empty())
            throwCorrupt("zip entry " + printable(name));
        root = name.substr(0, slash + 1);
    }
    if (root.empty())
        throw Error(ErrorCode::WeightsUnknownFormat);
    return root;
}

void checkByteOrder(const ZipDirectory& zip, const std::string& root)
{
    const std::string name = root + "byteorder";  // written since PyTorch 2.1
    if (!zip.contains(name))
        return;
    const auto order = zip.stored(name);
    if (std::string_view(reinterpret_cast<const char*>(order.data()), order.size()).substr(0, 6) != "little")
        throwCorrupt("zip entry " + printable(name));
}

}  // namespace

TorchArchive readTorchArchive(std::span<const std::byte> file)
{
    const ZipDirectory zip(file);
    const std::string root = findRoot(zip);
    checkByteOrder(zip, root);
    const bool script = zip.contains(root + "constants.pkl");
    const auto document = pickle::read(zip.stored(root + "data.pkl"), 0,
                                       script ? pickle::Classes::TorchScript : pickle::Classes::Refused);
    const auto storageBytes = [&](const pickle::Storage& storage) {
        if (storage.key.size() > 500)
            throwCorrupt("storage " + printable(storage.key));
        const auto data = zip.stored(root + "data/" + std::string(storage.key));
        if (static_cast<std::size_t>(storage.elements) > data.size() / byteSize(storage.dtype))
            throwCorrupt("storage " + printable(storage.key));
        return data;
    };
    return {script ? Container::TorchScript : Container::TorchZip, collectTensors(document, storageBytes)};
}

}  // namespace inference::weights
