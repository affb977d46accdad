#pragma once

#include "core/anomaly_map.h"

#include <QImage>
#include <QList>
#include <QPointF>
#include <QString>

#include <array>
#include <optional>

class QFont;
class QPainter;
class QPalette;

namespace widgets {

/// What lies under the cursor.
struct Readout {
    int x = 0;  ///< image pixel
    int y = 0;
    int channels = 3;              ///< 1 grey, 3 RGB
    int bits = 8;                  ///< 8 or 16: `value` is 0..255 or 0..65535
    std::array<int, 3> value {};   ///< the first `channels` count
    std::optional<float> heat;     ///< probability 0..1, bilinear
    friend bool operator==(const Readout&, const Readout&) = default;
};

/// The pixel of `values` below an image point, with the heat of `map` (may be null). Empty outside the picture.
std::optional<Readout> readOut(const QImage& values, const inference::AnomalyMap* map, QPointF imagePoint);

/// One part of the line: a quiet label and an exact value.
struct ReadoutField {
    QString label;
    QString value;
    QString widest;  ///< a value that takes the most room, so that the line does not jump
};

QList<ReadoutField> readoutFields(const Readout& readout, QSize image);

/// Room the line takes, in widget pixels.
QSizeF readoutSize(const QList<ReadoutField>& fields, const QFont& font);
void paintReadout(QPainter& painter, QPointF bottomLeft, const QList<ReadoutField>& fields, const QFont& font,
                  const QPalette& palette);

}  // namespace widgets
