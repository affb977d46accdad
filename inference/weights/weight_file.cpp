#include "weights/weight_file.h"

#include "core/error.h"
#include "weights/byte_order.h"
#include "weights/mapped_file.h"
#include "weights/readers.h"

namespace inference::weights {
namespace {

class LoadedFile final : public WeightFile {
public:
    LoadedFile(std::unique_ptr<MappedFile> file, const std::filesystem::path& path)
        : m_file(std::move(file))
        , m_path(path)
    {
        const auto bytes = m_file->bytes();
        const std::string_view start = textAt(bytes, 0, std::min<std::size_t>(bytes.size(), 9));
        if (start.substr(0, 4) == "PK\x03\x04") {
            TorchArchive archive = readTorchArchive(bytes);
            m_container = archive.container;
            m_tensors = std::move(archive.tensors);
        } else if (start[0] == '\x80' && (start.size() < 9 || start[8] != '{')) {
            m_container = Container::TorchLegacy;
            m_tensors = readTorchLegacy(bytes);
        } else if (start.size() == 9 && start[8] == '{') {
            m_container = Container::Safetensors;
            m_tensors = readSafetensors(bytes);
        } else {
            throw Error(ErrorCode::WeightsUnknownFormat);
        }
        checkTotal(m_tensors, bytes.size());
    }

    Container container() const override { return m_container; }
    const std::filesystem::path& path() const override { return m_path; }
    const std::map<std::string, TensorView, std::less<>>& tensors() const override { return m_tensors; }
    void requireWhole() const override { m_file->requireWhole(); }
    void release(const TensorView& tensor) const override { m_file->release(tensor.bytes); }

private:
    std::unique_ptr<MappedFile> m_file;
    std::filesystem::path m_path;
    Container m_container = Container::Safetensors;
    TensorMap m_tensors;
};

template<typename Source>
std::shared_ptr<const WeightFile> load(Source&& source, const std::filesystem::path& path)
{
    try {
        return std::make_shared<LoadedFile>(std::make_unique<MappedFile>(std::forward<Source>(source)), path);
    } catch (const Error& error) {
        throw error.of(path);
    }
}

}  // namespace

std::shared_ptr<const WeightFile> WeightFile::open(const std::filesystem::path& path)
{
    return load(path, path);
}

std::shared_ptr<const WeightFile> WeightFile::fromBytes(std::vector<std::byte> bytes, const std::filesystem::path& path)
{
    return load(std::move(bytes), path);
}

}  // namespace inference::weights
