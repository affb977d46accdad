#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <stop_token>

namespace app {

/// Who hears of what a walk meets, on the walking thread.
struct FolderVisitor {
    std::function<void(const QString& path)> found;    ///< a picture, absolute and clean
    std::function<void(const QString& path)> problem;  ///< could not be read, or is not there
};

/// Visits every picture below `pathsOrFolders`, in the order given, each once however often it can be reached.
/// A folder's own files come before its sub-folders, both in natural order (part2 before part10, case ignored, as the
/// person's language sorts; English where none is set). In folders only files with hasImageExtension() count, hidden
/// files and folders do not; what is named explicitly counts always. Links are followed, loops are safe. A folder that
/// cannot be read, a name that the system's encoding cannot spell and an explicit path that is not there are problems and
/// end nothing. `stop` is looked at for each entry. Blocking; any thread; throws nothing but std::bad_alloc.
void walkFolders(const QStringList& pathsOrFolders, const FolderVisitor& visitor, const std::stop_token& stop);

}  // namespace app
