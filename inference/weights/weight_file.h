#pragma once

#include "weights/tensor_view.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace inference::weights {

enum class Container { TorchScript, TorchZip, TorchLegacy, Safetensors };

/// A weight file of any container, memory-mapped, its tensors found and bounded but not copied. Nothing in the file is
/// ever executed. Nested dictionaries are flattened with dots ("New_Lan_Embed.prompt_query"); bare Parameters keep their
/// name; values that are no tensors are skipped. Immutable after open; any thread.
class WeightFile {
public:
    /// The container is told by the content, never by the name.
    /// Throws Error: File*, Weights*, Pickle*, TensorType (a safetensors type we have none for); each names the file.
    static std::shared_ptr<const WeightFile> open(const std::filesystem::path& path);
    /// The same for bytes that are in memory already; `path` is only what errors and path() name.
    static std::shared_ptr<const WeightFile> fromBytes(std::vector<std::byte> bytes, const std::filesystem::path& path = {});

    virtual ~WeightFile() = default;

    virtual Container container() const = 0;
    virtual const std::filesystem::path& path() const = 0;
    virtual const std::map<std::string, TensorView, std::less<>>& tensors() const = 0;
    /// Throws Error(WeightsTruncated) when the file has become shorter since it was opened. Asked before tensors are touched;
    /// a file that shrinks while one is copied ends the program all the same, as mapped files do.
    virtual void requireWhole() const = 0;
    /// Gives the mapped pages of a tensor back to the system after it was copied, so that file and copy are never both
    /// resident; a later read maps them again.
    virtual void release(const TensorView& tensor) const = 0;
};

}  // namespace inference::weights
