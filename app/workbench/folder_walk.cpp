#include "app/workbench/folder_walk.h"

#include "app/common/path_text.h"
#include "imaging/decode.h"

#include <QCollator>
#include <QDir>
#include <QLocale>
#include <QSet>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace app {
namespace {

namespace fs = std::filesystem;

/// The collation of the "C" locale compares code points and knows no numbers.
QCollator naturalCollator()
{
    const QLocale locale = QLocale().collation();
    QCollator collator(locale.language() == QLocale::C ? QLocale(QLocale::English) : locale);
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    return collator;
}

/// True when `text`, made from `name`, leads back to it: bytes that are no text in the system's encoding do not.
bool isFaithful(const QString& text, const fs::path& name)
{
    return !text.contains(QChar(QChar::ReplacementCharacter)) || toPath(text) == name;
}

bool isHidden(const fs::path& name)
{
    return name.native().starts_with('.');
}

class FolderWalk {
public:
    FolderWalk(const FolderVisitor& visitor, const std::stop_token& stop)
        : m_visitor(visitor)
        , m_stop(stop)
        , m_collator(naturalCollator())
    {
    }

    void visit(const QStringList& pathsOrFolders);

private:
    struct Contents {
        QStringList files;
        QStringList folders;
    };

    void visitTree(const QString& root);
    void visitFile(const QString& path);
    Contents read(const QString& folder);
    void take(const fs::directory_entry& entry, Contents& contents);
    bool isPicture(const fs::directory_entry& entry) const;
    void sort(QStringList& names) const;
    /// False when the folder was visited already, under whatever name, or cannot be found.
    bool enter(const QString& folder);

    const FolderVisitor& m_visitor;
    const std::stop_token& m_stop;
    const QCollator m_collator;
    QSet<QByteArray> m_folders;  ///< canonical, visited
    QSet<QByteArray> m_files;    ///< named explicitly: canonical folder + name
    QByteArray m_canonical;      ///< of the folder being read
};

/// Where a file really lies; a link to a file elsewhere counts as a file of its own.
QByteArray keyOf(const QByteArray& canonicalFolder, const fs::path& name)
{
    return canonicalFolder + '/' + QByteArray::fromStdString(name.string());
}

void FolderWalk::visit(const QStringList& pathsOrFolders)
{
    for (const QString& given : pathsOrFolders) {
        if (m_stop.stop_requested())
            return;
        if (given.isEmpty()) {
            m_visitor.problem(given);
            continue;
        }
        const QString path = QDir::cleanPath(QDir::current().absoluteFilePath(given));
        std::error_code error;
        const fs::file_status status = fs::status(toPath(path), error);
        if (!fs::exists(status))
            m_visitor.problem(path);
        else if (fs::is_directory(status))
            visitTree(path);
        else
            visitFile(path);
    }
}

void FolderWalk::visitFile(const QString& path)
{
    const fs::path file = toPath(path);
    std::error_code error;
    const fs::path folder = fs::canonical(file.parent_path(), error);
    if (error) {
        m_visitor.problem(path);
        return;
    }
    const QByteArray folderKey = QByteArray::fromStdString(folder.string());
    const QByteArray key = keyOf(folderKey, file.filename());
    const bool seenInFolder = m_folders.contains(folderKey) && !isHidden(file.filename()) && inference::imaging::hasImageExtension(file);
    if (m_files.contains(key) || seenInFolder)
        return;
    m_files.insert(key);
    m_visitor.found(path);
}

/// Depth first with a stack of our own: a deep tree must not end the program.
void FolderWalk::visitTree(const QString& root)
{
    QStringList pending {root};
    while (!pending.isEmpty()) {
        const QString folder = pending.takeLast();
        if (!enter(folder))
            continue;
        Contents contents = read(folder);
        if (m_stop.stop_requested())
            return;
        const QString prefix = folder.endsWith('/') ? folder : folder + '/';
        sort(contents.files);
        for (const QString& name : std::as_const(contents.files)) {
            if (m_stop.stop_requested())
                return;
            m_visitor.found(prefix + name);
        }
        sort(contents.folders);
        for (auto name = contents.folders.crbegin(); name != contents.folders.crend(); ++name)
            pending.append(prefix + *name);
    }
}

bool FolderWalk::enter(const QString& folder)
{
    std::error_code error;
    const fs::path canonical = fs::canonical(toPath(folder), error);
    if (error) {
        m_visitor.problem(folder);
        return false;
    }
    m_canonical = QByteArray::fromStdString(canonical.string());
    if (m_folders.contains(m_canonical))
        return false;
    m_folders.insert(m_canonical);
    return true;
}

FolderWalk::Contents FolderWalk::read(const QString& folder)
{
    Contents contents;
    std::error_code error;
    fs::directory_iterator entry(toPath(folder), error);
    while (!error && entry != fs::directory_iterator() && !m_stop.stop_requested()) {
        take(*entry, contents);
        entry.increment(error);
    }
    if (error)
        m_visitor.problem(folder);
    return contents;
}

/// A broken link with a picture's ending is listed and gets its reason when it is read; a pipe or a device is no picture.
bool FolderWalk::isPicture(const fs::directory_entry& entry) const
{
    std::error_code error;
    if (!inference::imaging::hasImageExtension(entry.path()) || (!entry.is_regular_file(error) && !entry.is_symlink(error)))
        return false;
    return m_files.isEmpty() || !m_files.contains(keyOf(m_canonical, entry.path().filename()));
}

void FolderWalk::take(const fs::directory_entry& entry, Contents& contents)
{
    const fs::path name = entry.path().filename();
    if (isHidden(name))
        return;
    // The folder's own listing tells the kind; only links are looked up.
    std::error_code error;
    const bool isFolder = entry.is_directory(error);
    if (!isFolder && !isPicture(entry))
        return;
    const QString text = pathText(name);
    if (!isFaithful(text, name))
        m_visitor.problem(pathText(entry.path()));
    else if (isFolder)
        contents.folders.append(text);
    else
        contents.files.append(text);
}

/// Keys are made once for each name: comparing through the collator makes them anew each time.
void FolderWalk::sort(QStringList& names) const
{
    std::vector<std::pair<QCollatorSortKey, QString>> keyed;
    keyed.reserve(std::size_t(names.size()));
    for (const QString& name : std::as_const(names))
        keyed.emplace_back(m_collator.sortKey(name), name);
    std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
        const int order = a.first.compare(b.first);
        return order != 0 ? order < 0 : a.second < b.second;
    });
    std::transform(keyed.begin(), keyed.end(), names.begin(), [](const auto& key) { return key.second; });
}

}  // namespace

void walkFolders(const QStringList& pathsOrFolders, const FolderVisitor& visitor, const std::stop_token& stop)
{
    FolderWalk(visitor, stop).visit(pathsOrFolders);
}

}  // namespace app
