#pragma once

#include "app/workbench/byte_bounded_cache.h"
#include "app/workbench/picture.h"
#include "core/error.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <variant>

namespace app {

/// Full pictures for display, decoded (and looked up) off the GUI thread, kept in a cache bounded in bytes. A file whose
/// size or time of change differs from when it was read is read again.
///
/// The newest want() wins: one that has not started is dropped, one under way finishes into the cache, and neither is
/// signalled any more. One thread serves what is wanted, a second, nicer one the neighbours, so that a picture in the cache
/// never waits behind a neighbour's decoding; a wanted picture that is being prefetched is waited for, not decoded twice.
///
/// GUI thread; signals come from its event loop, never from within a call. No call touches the disk. The destructor stops
/// and joins: at most one image per thread is finished.
class PictureLoader : public QObject {
    Q_OBJECT

public:
    using Decode = std::function<inference::Image(const std::filesystem::path&)>;

    /// 200 MB, enough for one picture of 50 megapixels, or a quarter of the memory, whichever is less.
    static qint64 defaultCacheBytes();

    explicit PictureLoader(QObject* parent = nullptr);
    /// `decode` is called on both threads at once. A picture above `cacheBytes` is handed out but not kept.
    PictureLoader(qint64 cacheBytes, Decode decode, QObject* parent = nullptr);
    ~PictureLoader() override;

    /// Answered by exactly one of loaded() and failed(), unless another want() or forget() comes first.
    void want(const QString& path);
    /// The likely next ones, likeliest first; replaces the neighbours not yet begun. Read only while nothing is wanted, up
    /// to half the cache by what their headers say. No signals: what fails says so when it is wanted.
    void prefetch(const QStringList& paths);
    /// Nothing is wanted any more, no neighbour either. The cache stays.
    void forget();

signals:
    void loaded(const QString& path, const std::shared_ptr<const app::Picture>& picture);
    /// The file is gone, unreadable, damaged or too large.
    void failed(const QString& path, const inference::Error& error);

private:
    using SharedPicture = std::shared_ptr<const Picture>;
    using Result = std::variant<SharedPicture, inference::Error>;

    /// What tells that a file has changed.
    struct Stamp {
        std::uintmax_t bytes = 0;
        std::filesystem::file_time_type changed;
        friend bool operator==(const Stamp&, const Stamp&) = default;
    };
    struct Cached {
        Stamp stamp;
        SharedPicture picture;
    };
    struct Request {
        QString path;
        quint64 serial = 0;
    };

    static std::optional<Stamp> stampOf(const std::filesystem::path& file);

    void serveLoop(const std::stop_token& stop);
    std::optional<Request> takeWanted(const std::stop_token& stop);
    bool waitForPrefetchOf(const QString& path, const std::stop_token& stop);
    void prefetchLoop(const std::stop_token& stop);
    std::optional<QString> takeNeighbour(const std::stop_token& stop);
    bool spend(qint64 bytes);
    void prefetchOne(const QString& path);
    Result load(const QString& path);
    SharedPicture findCached(const QString& path, const std::optional<Stamp>& stamp);
    void keep(const QString& path, const Stamp& stamp, const SharedPicture& picture);
    void report(const Request& request, Result result);

    const Decode m_decode;
    quint64 m_serial = 0;  ///< GUI thread

    // all threads, under m_mutex
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<Request> m_wanted;
    bool m_serving = false;
    QStringList m_neighbours;
    std::optional<QString> m_prefetching;
    qint64 m_allowance = 0;  ///< bytes that the neighbours may still take

    // the two loading threads, under m_cacheMutex
    std::mutex m_cacheMutex;
    ByteBoundedCache<QString, Cached> m_cache;

    // last: joined before anything they use goes
    std::jthread m_prefetcher;
    std::jthread m_server;
};

}  // namespace app
