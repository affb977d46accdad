#include "widgets/thumbnail_cache.h"

namespace widgets {

ThumbnailCache::ThumbnailCache(int maximumCount, qsizetype maximumBytes)
    : m_maximumCount(maximumCount), m_maximumBytes(maximumBytes)
{
}

qsizetype ThumbnailCache::bytesOf(const QPixmap& pixmap)
{
    return qsizetype(pixmap.width()) * pixmap.height() * std::max(pixmap.depth(), 8) / 8;
}

void ThumbnailCache::insert(const QString& key, const QPixmap& pixmap)
{
    remove(key);
    m_entries.push_front({key, pixmap});
    m_places.insert(key, m_entries.begin());
    m_bytes += bytesOf(pixmap);
    while (count() > m_maximumCount || m_bytes > m_maximumBytes)
        remove(QString(m_entries.back().key));
}

QPixmap ThumbnailCache::find(const QString& key)
{
    const auto place = m_places.constFind(key);
    if (place == m_places.constEnd())
        return {};
    m_entries.splice(m_entries.begin(), m_entries, *place);
    return m_entries.front().pixmap;
}

void ThumbnailCache::remove(const QString& key)
{
    const auto place = m_places.constFind(key);
    if (place == m_places.constEnd())
        return;
    m_bytes -= bytesOf((*place)->pixmap);
    m_entries.erase(*place);
    m_places.erase(place);
}

void ThumbnailCache::clear()
{
    m_entries.clear();
    m_places.clear();
    m_bytes = 0;
}

}  // namespace widgets
