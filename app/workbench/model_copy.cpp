#include "app/workbench/model_files.h"

#include "app/common/path_text.h"
#include "core/detector.h"
#include "pipeline/file_hash.h"

#include <QDateTime>
#include <QFile>
#include <QLockFile>

#include <unistd.h>

#include <algorithm>
#include <limits>

namespace app {

using inference::Error;
using inference::ErrorCode;
using inference::pipeline::ModelBundle;
namespace fs = std::filesystem;

namespace {

const char* const stagingPrefix = ".import-";
constexpr quint64 roomToSpare = 16 << 20;   ///< model.json, directories, and not the very last byte of a disk
constexpr quint64 bytesPerSync = 16 << 20;  ///< what a cancelled copy waits for at most

/// For Qt to open; what people read is pathText().
QString decoded(const fs::path& path)
{
    return QFile::decodeName(path.c_str());
}

/// A folder that is removed with all it holds unless it was kept.
class StagingFolder {
public:
    explicit StagingFolder(const fs::path& parent)
        : m_path(parent / (stagingPrefix + std::to_string(QDateTime::currentMSecsSinceEpoch())))
    {
        std::error_code error;
        if (!fs::create_directory(m_path, error))
            throw Error(ErrorCode::WriteFailed, {error.message()}, m_path);
    }
    ~StagingFolder()
    {
        std::error_code ignored;
        if (!m_kept)
            fs::remove_all(m_path, ignored);
    }
    StagingFolder(const StagingFolder&) = delete;
    StagingFolder& operator=(const StagingFolder&) = delete;

    const fs::path& path() const { return m_path; }

    void keepAs(const fs::path& final)
    {
        std::error_code error;
        fs::rename(m_path, final, error);
        if (error)
            throw Error(ErrorCode::WriteFailed, {error.message()}, final);
        m_kept = true;
    }

private:
    fs::path m_path;
    bool m_kept = false;
};

/// One file of the model on its way into the library.
struct Item {
    fs::path source;
    std::string sha256;
    quint64 bytes = 0;
    fs::path name;    ///< in the new folder
    fs::path twin;    ///< the same file in the library; empty when it holds none
};

/// Counts bytes of several files into one fraction.
struct Counter {
    double total = 1;
    const Progress& progress;
    quint64 done = 0;

    void add(std::size_t bytes)
    {
        done += bytes;
        if (progress)
            progress(std::min(1.0, double(done) / total));
    }
};

void removeLeftovers(const fs::path& folder)
{
    std::error_code error;
    std::vector<fs::path> found;
    for (const auto& item : fs::directory_iterator(folder, error))
        if (item.path().filename().string().starts_with(stagingPrefix))
            found.push_back(item.path());
    for (const fs::path& path : found)
        fs::remove_all(path, error);
}

/// A file of the library that promises to be the same; empty when none does. The promise is checked before it is used.
fs::path findTwin(const fs::path& library, const std::string& sha256, quint64 bytes)
{
    std::error_code error;
    for (const auto& item : fs::directory_iterator(library, error)) {
        if (!fs::exists(item.path() / "model.json", error))
            continue;
        try {
            for (const auto& [name, hash] : inference::pipeline::readBundle(item.path()).sha256) {
                const fs::path path = item.path() / fs::path(name).filename();
                if (hash == sha256 && fs::file_size(path, error) == bytes && !error)
                    return path;
            }
        } catch (const Error&) {
            continue;  // a broken bundle has nothing to share; the list shows why
        }
    }
    return {};
}

/// Copies and returns the SHA-256 of what was copied. Synced as it goes, so that the rename at the end never comes before
/// the bytes, and a stop never waits long.
std::string copyFile(const fs::path& from, const fs::path& to, Counter& counter, const std::stop_token& stop)
{
    QFile out(decoded(to));
    const auto failed = [&] { return Error(ErrorCode::WriteFailed, {out.errorString().toStdString()}, to); };
    if (!out.open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered))
        throw failed();
    quint64 unsynced = 0;
    const std::string hash = inference::pipeline::sha256OfFile(from, stop, [&](std::span<const char> block) {
        if (out.write(block.data(), qint64(block.size())) != qint64(block.size()))
            throw failed();
        if ((unsynced += block.size()) >= bytesPerSync) {
            ::fdatasync(out.handle());
            unsynced = 0;
        }
        counter.add(block.size());
    });
    if (::fdatasync(out.handle()) != 0 || !out.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther))
        throw failed();
    return hash;
}

/// Links the library's copy when it still is what it promises and the file system links; false: copy instead.
bool linkTwin(const Item& item, const fs::path& to, Counter& counter, const std::stop_token& stop)
{
    if (item.twin.empty())
        return false;
    const quint64 before = counter.done;
    try {
        const auto count = [&](std::span<const char> block) { counter.add(block.size()); };
        std::error_code error;
        if (inference::pipeline::sha256OfFile(item.twin, stop, count) == item.sha256) {
            fs::create_hard_link(item.twin, to, error);
            if (!error)
                return true;
        }
    } catch (const Error&) {
        // The library's copy can't be read: what the person chose can.
    }
    counter.done = before;
    return false;
}

void bringIn(const Item& item, const fs::path& folder, Counter& counter, const std::stop_token& stop)
{
    const fs::path to = folder / item.name;
    if (linkTwin(item, to, counter, stop))
        return;
    const std::string hash = copyFile(item.source, to, counter, stop);
    if (hash != item.sha256)
        throw Error(ErrorCode::BundleHash, {hash, item.sha256}, item.source);
}

/// What may be written in a folder. Where the system doesn't say, the copy itself finds out.
quint64 freeBytes(const fs::path& folder)
{
    std::error_code error;
    const auto space = fs::space(folder, error);
    return error ? std::numeric_limits<quint64>::max() : quint64(space.available);
}

void checkRoom(const std::vector<Item>& items, const ImportPlace& place)
{
    quint64 needed = roomToSpare;
    for (const Item& item : items)
        needed += item.twin.empty() ? item.bytes : 0;
    const quint64 free = place.freeBytes ? place.freeBytes(place.userFolder) : freeBytes(place.userFolder);
    if (free < needed)
        throw NoRoom {place.userFolder, needed, free};
}

/// "clip" and "vcp" before two names that would be one.
std::vector<Item> itemsOf(const ImportRequest& request, const ImportCheck& check, const fs::path& library)
{
    std::vector<Item> items {{request.clip, check.clipSha256, check.clipBytes, toPath(safeName(decoded(request.clip.filename()))), {}},
                             {request.vcp, check.vcpSha256, check.vcpBytes, toPath(safeName(decoded(request.vcp.filename()))), {}}};
    const bool clash = items[0].name == items[1].name || items[0].name == "model.json" || items[1].name == "model.json";
    if (clash) {
        items[0].name = "clip-" + items[0].name.string();
        items[1].name = "vcp-" + items[1].name.string();
    }
    for (Item& item : items)
        item.twin = findTwin(library, item.sha256, item.bytes);
    return items;
}

fs::path freeName(const fs::path& folder, const QString& name)
{
    std::error_code error;
    fs::path path = folder / toPath(name);
    for (int i = 2; fs::exists(fs::symlink_status(path, error)); ++i)
        path = folder / toPath(QStringLiteral("%1-%2").arg(name).arg(i));
    return path;
}

ModelBundle bundleFor(const ImportRequest& request, const std::vector<Item>& items, const fs::path& folder)
{
    ModelBundle bundle = inference::pipeline::bundleOf(folder / items[0].name, folder / items[1].name);
    bundle.folder = folder;
    bundle.name = request.name.trimmed().toStdString();
    bundle.options.imageSize = request.imageSize;
    bundle.options.layers = request.layers;
    for (const Item& item : items)
        bundle.sha256[item.name.string()] = item.sha256;
    return bundle;
}

}  // namespace

QString safeName(const QString& name)
{
    QString safe;
    for (const char32_t c : name.trimmed().toUcs4()) {
        const bool keep = QChar::isLetterOrNumber(c) || QChar::isMark(c) || c == U'-' || c == U'_' || c == U'.';
        const QString next = keep ? QString::fromUcs4(&c, 1) : QStringLiteral("-");
        if ((safe.isEmpty() && (next == u"." || next == u"-")) || (next == u"-" && safe.endsWith(u'-')))
            continue;
        if (safe.toUtf8().size() + next.toUtf8().size() > 80)
            break;
        safe += next;
    }
    while (safe.endsWith(u'-') || safe.endsWith(u'.'))
        safe.chop(1);
    return safe.isEmpty() ? QStringLiteral("model") : safe;
}

ModelBundle importFiles(const ImportRequest& request, const ImportCheck& check, const ImportPlace& place, const Progress& progress,
                        std::stop_token stop)
{
    if (!check.complete() || optionsError(request, check))
        throw Error(ErrorCode::BadInput, {"unchecked files"});
    std::error_code error;
    fs::create_directories(place.userFolder, error);
    if (error)
        throw Error(ErrorCode::WriteFailed, {error.message()}, place.userFolder);
    QLockFile lock(decoded(place.userFolder / ".import.lock"));
    lock.setStaleLockTime(0);  // an import takes as long as it takes; the lock of a dead process is seen by its id
    if (!lock.tryLock(0))
        throw ImportBusy {};
    removeLeftovers(place.userFolder);

    const std::vector<Item> items = itemsOf(request, check, place.userFolder);
    checkRoom(items, place);
    Counter counter {double(std::max<quint64>(check.clipBytes + check.vcpBytes, 1)), progress};
    StagingFolder staging(place.userFolder);
    for (const Item& item : items)
        bringIn(item, staging.path(), counter, stop);
    inference::pipeline::writeBundle(staging.path(), bundleFor(request, items, staging.path()));
    if (stop.stop_requested())
        throw inference::Cancelled();
    const fs::path folder = freeName(place.userFolder, safeName(request.name));
    staging.keepAs(folder);
    return inference::pipeline::readBundle(folder);
}

}  // namespace app
