#pragma once

#include <QHash>
#include <QPixmap>
#include <QString>

#include <list>

namespace widgets {

/// The small pictures used last, bounded by number and by bytes; the one unused for longest goes first.
/// Not thread-safe: GUI thread.
class ThumbnailCache {
public:
    explicit ThumbnailCache(int maximumCount = 600, qsizetype maximumBytes = 96 * 1024 * 1024);

    /// Keeps `pixmap` under `key`, replacing what was there. One that alone is over the byte bound is not kept.
    void insert(const QString& key, const QPixmap& pixmap);
    /// The picture, now the one used last; a null pixmap when there is none.
    QPixmap find(const QString& key);
    bool contains(const QString& key) const { return m_places.contains(key); }
    void remove(const QString& key);
    void clear();

    int count() const { return int(m_entries.size()); }
    qsizetype bytes() const { return m_bytes; }

private:
    struct Entry {
        QString key;
        QPixmap pixmap;
    };
    static qsizetype bytesOf(const QPixmap& pixmap);

    std::list<Entry> m_entries;  // used last first
    QHash<QString, std::list<Entry>::iterator> m_places;
    int m_maximumCount;
    qsizetype m_maximumBytes;
    qsizetype m_bytes = 0;
};

}  // namespace widgets
