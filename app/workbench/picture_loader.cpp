#include "app/workbench/picture_loader.h"

#include "app/workbench/background.h"
#include "app/common/path_text.h"
#include "imaging/decode.h"

#include <QThread>

#include <algorithm>
#include <system_error>
#include <utility>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace app {

qint64 PictureLoader::defaultCacheBytes()
{
    constexpr qint64 most = 200LL * 1024 * 1024;
#ifdef Q_OS_UNIX
    const qint64 memory = qint64(sysconf(_SC_PHYS_PAGES)) * qint64(sysconf(_SC_PAGESIZE));
    if (memory > 0)
        return std::min(most, memory / 4);
#endif
    return most;
}

PictureLoader::PictureLoader(QObject* parent)
    : PictureLoader(defaultCacheBytes(), [](const std::filesystem::path& file) { return inference::imaging::decode(file); }, parent)
{
}

PictureLoader::PictureLoader(qint64 cacheBytes, Decode decode, QObject* parent)
    : QObject(parent)
    , m_decode(std::move(decode))
    , m_cache(cacheBytes)
{
    m_prefetcher = std::jthread([this](const std::stop_token& stop) { prefetchLoop(stop); });
    m_server = std::jthread([this](const std::stop_token& stop) { serveLoop(stop); });
}

PictureLoader::~PictureLoader()
{
    m_prefetcher.request_stop();
    m_server.request_stop();
}

void PictureLoader::want(const QString& path)
{
    Q_ASSERT(QThread::currentThread() == thread());
    const std::lock_guard lock(m_mutex);
    m_wanted = Request {path, ++m_serial};
    m_changed.notify_all();
}

void PictureLoader::prefetch(const QStringList& paths)
{
    Q_ASSERT(QThread::currentThread() == thread());
    const std::lock_guard lock(m_mutex);
    m_neighbours = paths;
    m_allowance = m_cache.bound() / 2;
    m_changed.notify_all();
}

void PictureLoader::forget()
{
    Q_ASSERT(QThread::currentThread() == thread());
    ++m_serial;
    const std::lock_guard lock(m_mutex);
    m_wanted.reset();
    m_neighbours.clear();
}

void PictureLoader::serveLoop(const std::stop_token& stop)
{
    while (const auto request = takeWanted(stop)) {
        if (waitForPrefetchOf(request->path, stop))
            report(*request, load(request->path));
    }
}

std::optional<PictureLoader::Request> PictureLoader::takeWanted(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    m_serving = false;
    m_changed.notify_all();
    if (!m_changed.wait(lock, stop, [this] { return m_wanted.has_value(); }) || stop.stop_requested())
        return std::nullopt;
    m_serving = true;
    return std::exchange(m_wanted, std::nullopt);
}

/// False when there is something newer to do than to wait for `path`.
bool PictureLoader::waitForPrefetchOf(const QString& path, const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, stop, [&] { return m_prefetching != path || m_wanted; });
    return m_prefetching != path && !m_wanted && !stop.stop_requested();
}

void PictureLoader::prefetchLoop(const std::stop_token& stop)
{
    giveWay(5);
    while (const auto path = takeNeighbour(stop))
        prefetchOne(*path);
}

std::optional<QString> PictureLoader::takeNeighbour(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    m_prefetching.reset();
    m_changed.notify_all();
    const auto isIdle = [this] { return !m_neighbours.isEmpty() && !m_wanted && !m_serving; };
    if (!m_changed.wait(lock, stop, isIdle) || stop.stop_requested())
        return std::nullopt;
    m_prefetching = m_neighbours.takeFirst();
    return m_prefetching;
}

/// False when `bytes` are more than what is left to the neighbours.
bool PictureLoader::spend(qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    if (bytes > m_allowance)
        return false;
    m_allowance -= bytes;
    return true;
}

void PictureLoader::prefetchOne(const QString& path)
{
    const auto file = toPath(path);
    const auto header = attempt(file, [&] { return inference::imaging::readHeader(file); });
    const auto* info = std::get_if<inference::imaging::ImageHeader>(&header);
    if (info && spend(4LL * info->size.width * info->size.height))
        static_cast<void>(load(path));
}

PictureLoader::Result PictureLoader::load(const QString& path)
{
    const auto file = toPath(path);
    const auto stamp = stampOf(file);
    if (auto picture = findCached(path, stamp))
        return picture;
    Result result = attempt(file, [&]() -> SharedPicture { return std::make_shared<const Picture>(makePicture(m_decode(file))); });
    if (const auto* picture = std::get_if<SharedPicture>(&result); picture && stamp)
        keep(path, *stamp, *picture);
    return result;
}

std::optional<PictureLoader::Stamp> PictureLoader::stampOf(const std::filesystem::path& file)
{
    std::error_code error;
    Stamp stamp;
    stamp.bytes = std::filesystem::file_size(file, error);
    if (error)
        return std::nullopt;
    stamp.changed = std::filesystem::last_write_time(file, error);
    if (error)
        return std::nullopt;
    return stamp;
}

/// Nothing, and the older picture goes, when the file is no longer what was read.
PictureLoader::SharedPicture PictureLoader::findCached(const QString& path, const std::optional<Stamp>& stamp)
{
    std::optional<Cached> outdated;  // freed outside the lock
    const std::lock_guard lock(m_cacheMutex);
    const auto cached = m_cache.find(path);
    if (!cached)
        return nullptr;
    if (stamp && cached->stamp == *stamp)
        return cached->picture;
    outdated = m_cache.take(path);
    return nullptr;
}

void PictureLoader::keep(const QString& path, const Stamp& stamp, const SharedPicture& picture)
{
    std::vector<Cached> gone;  // freed outside the lock
    const std::lock_guard lock(m_cacheMutex);
    gone = m_cache.insert(path, {stamp, picture}, picture->bytes());
}

void PictureLoader::report(const Request& request, Result result)
{
    const auto tell = [this, request, result = std::move(result)] {
        if (request.serial != m_serial)
            return;
        if (const auto* picture = std::get_if<SharedPicture>(&result))
            emit loaded(request.path, *picture);
        else
            emit failed(request.path, std::get<inference::Error>(result));
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

}  // namespace app
