#pragma once

#include "app/workbench/model_facts.h"
#include "core/error.h"

#include <functional>
#include <optional>
#include <stop_token>

namespace app {

/// Two weight files that are to become a model.
struct ImportRequest {
    std::filesystem::path clip;
    std::filesystem::path vcp;
    QString name;
    int imageSize = 518;
    std::vector<int> layers;  ///< empty: 1/4, 2/4, 3/4, 4/4 of the depth
};

/// What a look at the two files found. Everything a person sees before they import.
struct ImportCheck {
    std::optional<inference::weights::ClipShape> clip;  ///< empty when the file is no usable CLIP
    std::optional<inference::weights::VcpShape> vcp;
    std::optional<inference::Error> clipError;  ///< also when it could be opened but not read to its end
    std::optional<inference::Error> vcpError;
    std::optional<inference::Error> misfit;  ///< only when both could be opened
    quint64 clipBytes = 0;
    quint64 vcpBytes = 0;
    std::string clipSha256;  ///< empty while it is not computed
    std::string vcpSha256;

    bool fits() const { return clip && vcp && !clipError && !vcpError && !misfit; }
    bool complete() const { return fits() && !clipSha256.empty() && !vcpSha256.empty(); }
};

using Progress = std::function<void(double fraction)>;

/// Opens both files and looks whether they belong together; hashes nothing. Short; any thread. Throws nothing of ours:
/// what is wrong stands in the answer.
ImportCheck openFiles(const ImportRequest& request);

/// SHA-256 of both files into `check`, with progress 0..1. Blocking, any thread. A file that can't be read becomes its
/// error in `check`. Throws Cancelled.
void hashFiles(const ImportRequest& request, ImportCheck& check, const Progress& progress, std::stop_token stop);

/// Why this image size or these layers don't suit files that fit; nothing when they do. Pure.
std::optional<inference::Error> optionsError(const ImportRequest& request, const ImportCheck& check);

/// The layers that are tapped when the person names none; empty when the files don't fit or allow no such choice. Pure.
std::vector<int> defaultLayers(const ImportCheck& check);

/// One path component that every file system takes, made of `name`: letters, digits and "-_." stay, the rest becomes "-".
/// Never empty, never hidden, at most 80 bytes of UTF-8.
QString safeName(const QString& name);

/// There is less room than the model needs. Not an inference::Error: only the desktop imports.
struct NoRoom {
    std::filesystem::path folder;
    quint64 needed = 0;
    quint64 free = 0;
};

/// Another import into the same folder is under way, in this program or another one.
struct ImportBusy {};

/// Where models are imported to.
struct ImportPlace {
    std::filesystem::path userFolder;  ///< made when missing
    /// Free bytes at a folder. A seam for tests; empty: ask the file system.
    std::function<quint64(const std::filesystem::path&)> freeBytes = {};
};

/// Copies both files to a new folder of `place` and writes its model.json. All of it happens in a hidden folder that is
/// renamed at the end and removed when anything goes wrong; what an import left that died with the program goes with the
/// next one. A file that the library holds already (same SHA-256, found again by reading it) is linked instead of copied.
/// `check` must be complete(): the bytes copied must be those that were checked.
/// Blocking, any thread, one at a time per folder. Throws Cancelled, NoRoom, ImportBusy; Error: BundleHash when a file has
/// changed since the check; FileMissing, FileUnreadable, WriteFailed; BadInput when the check is not complete.
inference::pipeline::ModelBundle importFiles(const ImportRequest& request, const ImportCheck& check, const ImportPlace& place,
                                             const Progress& progress, std::stop_token stop);

}  // namespace app
