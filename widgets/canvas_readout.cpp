#include "widgets/canvas_readout.h"

#include "widgets/canvas_hud.h"
#include "widgets/heat_layer.h"
#include "widgets/number_text.h"
#include "widgets/tabular_text.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QRgba64>
#include <QStringList>

#include <cmath>

namespace widgets {
namespace {

constexpr double labelGap = 4;
constexpr double fieldGap = 12;

void readPixel(const QImage& image, Readout& to)
{
    switch (image.format()) {
    case QImage::Format_Grayscale16:
        to.channels = 1;
        to.bits = 16;
        to.value[0] = reinterpret_cast<const quint16*>(image.constScanLine(to.y))[to.x];
        return;
    case QImage::Format_Grayscale8:
        to.channels = 1;
        to.value[0] = image.constScanLine(to.y)[to.x];
        return;
    case QImage::Format_RGBX64:
    case QImage::Format_RGBA64: {
        const QRgba64 pixel = reinterpret_cast<const QRgba64*>(image.constScanLine(to.y))[to.x];
        to.bits = 16;
        to.value = {pixel.red(), pixel.green(), pixel.blue()};
        return;
    }
    default: {
        const QRgb pixel = image.pixel(to.x, to.y);
        to.value = {qRed(pixel), qGreen(pixel), qBlue(pixel)};
    }
    }
}

/// Nines, as many as `greatest` has digits.
QString nines(int greatest)
{
    return QString(QString::number(greatest).size(), u'9');
}

double fieldWidth(const ReadoutField& field, const QFontMetricsF& metrics)
{
    return metrics.horizontalAdvance(field.label) + labelGap + tabularWidth(metrics, field.widest);
}

}  // namespace

std::optional<Readout> readOut(const QImage& values, const inference::AnomalyMap* map, QPointF imagePoint)
{
    Readout readout;
    readout.x = int(std::floor(imagePoint.x()));
    readout.y = int(std::floor(imagePoint.y()));
    if (!values.valid(readout.x, readout.y))
        return std::nullopt;
    readPixel(values, readout);
    if (map)
        readout.heat = heatAt(*map, values.size(), imagePoint);
    return readout;
}

QList<ReadoutField> readoutFields(const Readout& readout, QSize image)
{
    const QString sample = nines(readout.bits == 16 ? 65535 : 255);
    QStringList values;
    for (int c = 0; c < readout.channels; ++c)
        values << QString::number(readout.value[std::size_t(c)]).rightJustified(sample.size(), QChar(0x2007));
    QList<ReadoutField> fields {
        {QCoreApplication::translate("widgets::Readout", "x"), QString::number(readout.x), nines(image.width() - 1)},
        {QCoreApplication::translate("widgets::Readout", "y"), QString::number(readout.y), nines(image.height() - 1)},
        {readout.channels == 1 ? QCoreApplication::translate("widgets::Readout", "grey") : QCoreApplication::translate("widgets::Readout", "RGB"),
         values.join(QChar(0x2007)), QStringList(readout.channels, sample).join(QChar(0x2007))},
    };
    if (readout.heat)
        fields << ReadoutField {QCoreApplication::translate("widgets::Readout", "heat"), scoreText(double(*readout.heat)), scoreText(0.99)};
    return fields;
}

QSizeF readoutSize(const QList<ReadoutField>& fields, const QFont& font)
{
    const QFontMetricsF metrics(font);
    double width = 2 * hud::padding + fieldGap * std::max<qsizetype>(0, fields.size() - 1);
    for (const ReadoutField& field : fields)
        width += fieldWidth(field, metrics);
    return {std::ceil(width), std::ceil(metrics.height() + hud::padding)};
}

void paintReadout(QPainter& painter, QPointF bottomLeft, const QList<ReadoutField>& fields, const QFont& font,
                  const QPalette& palette)
{
    const QFontMetricsF metrics(font);
    const QSizeF size = readoutSize(fields, font);
    const QRectF box(bottomLeft - QPointF(0, size.height()), size);
    hud::paintBox(painter, box, palette);
    painter.setFont(font);
    double x = box.left() + hud::padding;
    for (const ReadoutField& field : fields) {
        const QRectF cell(x, box.top(), fieldWidth(field, metrics), box.height());
        painter.setPen(hud::dimText(palette));
        painter.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter, field.label);
        painter.setPen(hud::text());
        drawTabular(&painter, cell, Qt::AlignRight | Qt::AlignVCenter, field.value);
        x = cell.right() + fieldGap;
    }
}

}  // namespace widgets
