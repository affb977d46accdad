#include "app/workbench/model_library.h"

#include "app/common/error_text.h"
#include "app/common/natural_order.h"
#include "app/workbench/size_figures.h"

#include <QFile>

#include <algorithm>
#include <system_error>

namespace app {

using inference::pipeline::ModelBundle;

namespace {

ModelEntry readEntry(const std::filesystem::path& folder, bool removable)
{
    try {
        return entryOf(inference::pipeline::readBundle(folder), removable);
    } catch (const inference::Error& error) {
        ModelEntry entry;
        entry.bundle.folder = folder;
        entry.bundle.name = folder.filename().string();
        entry.removable = removable;
        entry.problem = sentence(error);
        return entry;
    }
}

QList<ModelEntry> readFolder(const std::filesystem::path& folder, bool removable)
{
    QList<ModelEntry> entries;
    std::error_code error;
    std::filesystem::directory_iterator item(folder, error);
    for (const std::filesystem::directory_iterator end; !error && item != end; item.increment(error)) {
        std::error_code ignored;
        const bool hidden = item->path().filename().string().starts_with('.');
        if (!hidden && std::filesystem::exists(item->path() / "model.json", ignored))
            entries.append(readEntry(item->path(), removable));
    }
    std::ranges::sort(entries, [](const ModelEntry& a, const ModelEntry& b) { return naturalLess(a.bundle.name, b.bundle.name); });
    return entries;
}

bool samePath(const std::filesystem::path& a, const std::filesystem::path& b)
{
    std::error_code error;
    return a == b || (std::filesystem::equivalent(a, b, error) && !error);
}

}  // namespace

bool sameModel(const ModelBundle& a, const ModelBundle& b)
{
    if (a.folder.empty() != b.folder.empty())
        return false;
    return a.folder.empty() ? samePath(a.clip, b.clip) && samePath(a.vcp, b.vcp) : samePath(a.folder, b.folder);
}

ModelEntry entryOf(const ModelBundle& bundle, bool removable)
{
    ModelEntry entry {bundle, removable, {}, sizeFigures(bundle), {}};
    try {
        entry.facts = readFacts(bundle);
    } catch (const inference::Error& error) {
        entry.problem = sentence(error);
    } catch (const std::filesystem::filesystem_error& error) {
        // A file that vanished between opening and asking for its size.
        entry.problem = sentence(inference::Error(inference::ErrorCode::FileUnreadable, {error.code().message()}, error.path1()));
    }
    return entry;
}

ModelLibrary::ModelLibrary(std::vector<std::filesystem::path> bundledFolders, std::filesystem::path userFolder)
    : m_bundledFolders(std::move(bundledFolders))
    , m_userFolder(std::move(userFolder))
{
}

QList<ModelEntry> ModelLibrary::read() const
{
    QList<ModelEntry> entries;
    for (const auto& folder : m_bundledFolders)
        entries += readFolder(folder, false);
    return entries + readFolder(m_userFolder, true);
}

Removal removeModel(const ModelEntry& entry)
{
    if (!entry.removable || entry.bundle.folder.empty())
        return Removal::Failed;
    const QString folder = QFile::decodeName(entry.bundle.folder.c_str());
    if (QFile::moveToTrash(folder))
        return Removal::Trashed;
    std::error_code error;
    std::filesystem::remove_all(entry.bundle.folder, error);  // of a link the link, never what it points at
    return error ? Removal::Failed : Removal::Deleted;
}

}  // namespace app
