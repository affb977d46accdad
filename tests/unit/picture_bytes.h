#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>

/// Pictures written byte by byte, as no program writes them.
namespace picture_bytes {

inline QByteArray number(quint64 value, int bytes, bool bigEndian)
{
    QByteArray text;
    for (int i = 0; i < bytes; ++i)
        text.append(char(value >> 8 * (bigEndian ? bytes - 1 - i : i)));
    return text;
}

inline QByteArray big(quint64 value, int bytes) { return number(value, bytes, true); }
inline QByteArray little(quint64 value, int bytes) { return number(value, bytes, false); }

/// Values by tag, ascending. The data stand at offset 8.
using TiffFields = QList<QPair<int, QList<quint32>>>;

inline QByteArray tiffOf(const TiffFields& fields, const QByteArray& data)
{
    QByteArray beside;
    QByteArray directory = little(quint64(fields.size()), 2);
    for (const auto& [tag, values] : fields) {
        directory += little(quint64(tag), 2) + little(4, 2) + little(quint64(values.size()), 4);
        if (values.size() == 1) {
            directory += little(values.first(), 4);
            continue;
        }
        directory += little(quint64(8 + data.size() + beside.size()), 4);
        for (const quint32 value : values)
            beside += little(value, 4);
    }
    return QByteArray("II*\0", 4) + little(quint64(8 + data.size() + beside.size()), 4) + data + beside + directory + little(0, 4);
}

/// `size` is that of the header, `palette` and `rows` (the lowest first, filled up to four bytes) follow it.
inline QByteArray bmpOf(int size, int bits, quint32 compression, const QByteArray& masks, const QByteArray& palette, const QByteArray& rows, int width = 2, int height = 1)
{
    QByteArray header = little(quint64(size), 4);
    if (size == 12)
        header += little(quint64(width), 2) + little(quint64(height), 2) + little(1, 2) + little(quint64(bits), 2);
    else
        header += little(quint64(width), 4) + little(quint64(height), 4) + little(1, 2) + little(quint64(bits), 2) + little(compression, 4) + QByteArray(20, '\0');
    const QByteArray before = header + masks + palette;
    return "BM" + little(quint64(14 + before.size() + rows.size()), 4) + little(0, 4) + little(quint64(14 + before.size()), 4) + before + rows;
}

}  // namespace picture_bytes
