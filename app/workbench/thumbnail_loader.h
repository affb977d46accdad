#pragma once

#include "core/error.h"
#include "core/image.h"

#include <QImage>
#include <QObject>
#include <QSet>
#include <QString>
#include <QStringList>

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace app {

/// Small pictures for lists, decoded on one thread that gives way to the others. Last in, first out: the rows on the screen
/// now come before those scrolled past. Keeps nothing: the model does.
///
/// Every want() is answered by exactly one of ready(), failed() and dropped(), unless clear() comes first; asked again
/// while it waits, a path moves to the front and is answered once.
/// GUI thread; signals come from its event loop, never from within a call. No call touches the disk. The destructor stops
/// and joins: at most one image is finished.
class ThumbnailLoader : public QObject {
    Q_OBJECT

public:
    using Decode = std::function<inference::Image(const std::filesystem::path&, int side)>;

    static constexpr int greatestPending = 512;
    static constexpr int defaultSide = 160;

    explicit ThumbnailLoader(QObject* parent = nullptr);
    explicit ThumbnailLoader(Decode decode, QObject* parent = nullptr);
    ~ThumbnailLoader() override;

    /// The longer side at most, in device-independent pixels (> 0); images carry `devicePixelRatio` (>= 1) and so many more
    /// pixels. What waits or is under way comes in the new size; what was handed out before is the model's to ask again.
    void setSide(int side, qreal devicePixelRatio = 1);

    void want(const QString& path);
    /// Forgets what waits and what is under way, silently: for a new folder.
    void clear();

signals:
    /// RGB32 or ARGB32_Premultiplied, oriented, never enlarged.
    void ready(const QString& path, const QImage& image);
    void failed(const QString& path, const inference::Error& error);
    /// Pushed out by more than `greatestPending` newer ones; ask again when it is shown again.
    void dropped(const QString& path);

private:
    struct Request {
        QString path;
        int side = 0;  ///< device pixels
        qreal ratio = 1;
        quint64 generation = 0;
    };

    void run(const std::stop_token& stop);
    std::optional<Request> take(const std::stop_token& stop);
    void answer(const Request& request);
    void dropOldest();
    void tellDropped();
    bool settle(const Request& request);

    const Decode m_decode;

    // GUI thread
    QSet<QString> m_dropped;  ///< to be told

    // both, under the mutex
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    QStringList m_pending;     ///< wanted last at the end
    QSet<QString> m_underWay;  ///< taken and not yet answered
    int m_side = defaultSide;
    qreal m_ratio = 1;
    quint64 m_generation = 0;

    std::jthread m_thread;  ///< last: joined before anything it uses goes
};

}  // namespace app
