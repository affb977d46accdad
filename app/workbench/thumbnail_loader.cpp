#include "app/workbench/thumbnail_loader.h"

#include "app/workbench/background.h"
#include "app/common/path_text.h"
#include "app/workbench/picture.h"
#include "imaging/decode.h"

#include <QThread>

#include <cmath>
#include <utility>
#include <variant>

namespace app {

ThumbnailLoader::ThumbnailLoader(QObject* parent)
    : ThumbnailLoader(inference::imaging::decodeThumbnail, parent)
{
}

ThumbnailLoader::ThumbnailLoader(Decode decode, QObject* parent)
    : QObject(parent)
    , m_decode(std::move(decode))
{
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

ThumbnailLoader::~ThumbnailLoader() = default;

void ThumbnailLoader::setSide(int side, qreal devicePixelRatio)
{
    Q_ASSERT(QThread::currentThread() == thread());
    Q_ASSERT(side > 0 && devicePixelRatio >= 1);
    const std::lock_guard lock(m_mutex);
    const int pixels = int(std::ceil(side * devicePixelRatio));
    if (pixels == m_side && devicePixelRatio == m_ratio)
        return;
    m_side = pixels;
    m_ratio = devicePixelRatio;
    ++m_generation;
    m_pending.append(m_underWay.values());
    m_underWay.clear();
    dropOldest();
    m_changed.notify_one();
}

void ThumbnailLoader::want(const QString& path)
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_dropped.remove(path);
    const std::lock_guard lock(m_mutex);
    if (m_underWay.contains(path))
        return;
    m_pending.removeOne(path);
    m_pending.append(path);
    dropOldest();
    m_changed.notify_one();
}

void ThumbnailLoader::clear()
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_dropped.clear();
    const std::lock_guard lock(m_mutex);
    ++m_generation;
    m_pending.clear();
    m_underWay.clear();
}

/// With the mutex held.
void ThumbnailLoader::dropOldest()
{
    while (m_pending.size() > greatestPending) {
        if (m_dropped.isEmpty())
            QMetaObject::invokeMethod(this, &ThumbnailLoader::tellDropped, Qt::QueuedConnection);
        m_dropped.insert(m_pending.takeFirst());
    }
}

void ThumbnailLoader::tellDropped()
{
    // A listener may ask again from within, which pushes out others.
    const QSet<QString> paths = std::exchange(m_dropped, {});
    for (const QString& path : paths)
        emit dropped(path);
}

void ThumbnailLoader::run(const std::stop_token& stop)
{
    giveWay(10);
    while (const auto request = take(stop))
        answer(*request);
}

std::optional<ThumbnailLoader::Request> ThumbnailLoader::take(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    if (!m_changed.wait(lock, stop, [this] { return !m_pending.isEmpty(); }) || stop.stop_requested())
        return std::nullopt;
    const QString path = m_pending.takeLast();
    m_underWay.insert(path);
    return Request {path, m_side, m_ratio, m_generation};
}

void ThumbnailLoader::answer(const Request& request)
{
    const auto file = toPath(request.path);
    auto result = attempt(file, [&] {
        QImage image = makeThumbnail(m_decode(file, request.side));
        image.setDevicePixelRatio(request.ratio);
        return image;
    });
    const auto tell = [this, request, result = std::move(result)] {
        if (!settle(request))
            return;
        if (const auto* image = std::get_if<QImage>(&result))
            emit ready(request.path, *image);
        else
            emit failed(request.path, std::get<inference::Error>(result));
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

/// The request is no longer under way. False when clear() or setSide() came after it was taken.
bool ThumbnailLoader::settle(const Request& request)
{
    const std::lock_guard lock(m_mutex);
    return request.generation == m_generation && m_underWay.remove(request.path);
}

}  // namespace app
