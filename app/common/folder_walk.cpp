#include "app/common/folder_walk.h"

#include "app/common/natural_order.h"
#include "imaging/decode.h"

#include <algorithm>
#include <set>
#include <string>
#include <system_error>
#include <vector>

namespace app {
namespace {

namespace fs = std::filesystem;

bool isHidden(const fs::path& name)
{
    return name.native().starts_with('.');
}

/// The masks of a data set in MVTec AD's layout lie beside its parts and are none.
bool holdsMasks(const fs::path& folder)
{
    std::error_code error;
    return folder.filename() == "ground_truth"
        && (fs::is_directory(folder.parent_path() / "test", error) || fs::is_directory(folder.parent_path() / "train", error));
}

bool holdsResults(const fs::path& folder)
{
    std::error_code error;
    return fs::exists(folder / resultsMark, error);
}

class FolderWalk {
public:
    FolderWalk(const FolderVisitor& visitor, const std::stop_token& stop)
        : m_visitor(visitor)
        , m_stop(stop)
    {
    }

    void leaveOut(const fs::path& folder);
    void visit(std::span<const fs::path> named);

private:
    struct Contents {
        std::vector<fs::path> files;  ///< names
        std::vector<fs::path> folders;
    };

    void visitTree(const fs::path& root);
    void visitFile(const fs::path& path);
    Contents read(const fs::path& folder);
    void take(const fs::directory_entry& entry, Contents& contents) const;
    bool isPicture(const fs::directory_entry& entry) const;
    /// False when the folder was visited already, under whatever name, or cannot be found.
    bool enter(const fs::path& folder);

    const FolderVisitor& m_visitor;
    const std::stop_token& m_stop;
    fs::path m_leftOut;                ///< canonical
    std::set<std::string> m_folders;   ///< canonical, visited
    std::set<std::string> m_files;     ///< named: canonical folder + name
    std::string m_canonical;           ///< of the folder being read
};

/// Where a file really lies; a link to a file elsewhere counts as a file of its own.
std::string keyOf(const std::string& canonicalFolder, const fs::path& name)
{
    return canonicalFolder + '/' + name.string();
}

void FolderWalk::leaveOut(const fs::path& folder)
{
    std::error_code error;
    m_leftOut = folder.empty() ? fs::path() : fs::canonical(folder, error);
}

void FolderWalk::visit(std::span<const fs::path> named)
{
    for (const fs::path& path : named) {
        if (m_stop.stop_requested())
            return;
        std::error_code error;
        const fs::file_status status = fs::status(path, error);
        if (path.empty() || !fs::exists(status))
            m_visitor.problem(path, error ? error : std::make_error_code(std::errc::no_such_file_or_directory));
        else if (fs::is_directory(status))
            visitTree(path);
        else
            visitFile(path);
    }
}

void FolderWalk::visitFile(const fs::path& path)
{
    std::error_code error;
    const fs::path folder = fs::canonical(fs::absolute(path).parent_path(), error);
    if (error) {
        m_visitor.problem(path, error);
        return;
    }
    const std::string key = keyOf(folder.string(), path.filename());
    const bool seenInFolder = m_folders.contains(folder.string()) && !isHidden(path.filename()) && inference::imaging::hasImageExtension(path);
    if (m_files.contains(key) || seenInFolder)
        return;
    m_files.insert(key);
    m_visitor.found(path);
}

/// Depth first with a stack of our own: a deep tree must not end the program.
void FolderWalk::visitTree(const fs::path& root)
{
    std::vector<fs::path> pending {root};
    while (!pending.empty()) {
        const fs::path folder = pending.back();
        pending.pop_back();
        const bool passedOver = folder != root && (holdsMasks(folder) || holdsResults(folder));
        if (passedOver || !enter(folder))
            continue;
        // Named itself, a folder of results is meant.
        if (folder != root && !m_leftOut.empty() && m_canonical == m_leftOut.string())
            continue;
        Contents contents = read(folder);
        if (m_stop.stop_requested())
            return;
        sortNaturally(contents.files);
        for (const fs::path& name : contents.files) {
            if (m_stop.stop_requested())
                return;
            m_visitor.found(folder / name);
        }
        sortNaturally(contents.folders);
        for (auto name = contents.folders.crbegin(); name != contents.folders.crend(); ++name)
            pending.push_back(folder / *name);
    }
}

bool FolderWalk::enter(const fs::path& folder)
{
    std::error_code error;
    const fs::path canonical = fs::canonical(folder, error);
    if (error) {
        m_visitor.problem(folder, error);
        return false;
    }
    m_canonical = canonical.string();
    return m_folders.insert(m_canonical).second;
}

FolderWalk::Contents FolderWalk::read(const fs::path& folder)
{
    Contents contents;
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    while (!error && entry != fs::directory_iterator() && !m_stop.stop_requested()) {
        take(*entry, contents);
        entry.increment(error);
    }
    if (error)
        m_visitor.problem(folder, error);
    return contents;
}

/// A broken link with a picture's ending is listed and gets its reason when it is read; a pipe or a device is no picture.
bool FolderWalk::isPicture(const fs::directory_entry& entry) const
{
    std::error_code error;
    if (!inference::imaging::hasImageExtension(entry.path()) || (!entry.is_regular_file(error) && !entry.is_symlink(error)))
        return false;
    return m_files.empty() || !m_files.contains(keyOf(m_canonical, entry.path().filename()));
}

void FolderWalk::take(const fs::directory_entry& entry, Contents& contents) const
{
    const fs::path name = entry.path().filename();
    if (isHidden(name))
        return;
    // The folder's own listing tells the kind; only links are looked up.
    std::error_code error;
    if (entry.is_directory(error))
        contents.folders.push_back(name);
    else if (isPicture(entry))
        contents.files.push_back(name);
}

}  // namespace

void walkFolders(std::span<const fs::path> named, const FolderVisitor& visitor, const std::stop_token& stop, const fs::path& leaveOut)
{
    FolderWalk walk(visitor, stop);
    walk.leaveOut(leaveOut);
    walk.visit(named);
}

}  // namespace app
