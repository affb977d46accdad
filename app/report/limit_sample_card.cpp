#include "app/report/limit_sample_card.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>

namespace app {

QImage limitSamplePicture(const inference::LimitSample& sample)
{
    if (!sample.picture)
        return {};
    QBuffer buffer;
    buffer.setData(reinterpret_cast<const char*>(sample.picture->data()), int(sample.picture->size()));
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, "jpeg");
    reader.setAutoTransform(false);
    if (const QSize size = reader.size(); size.isEmpty() || std::max(size.width(), size.height()) > mostLimitSampleSide)
        return {};
    return reader.read();
}

widgets::SampleCard limitSampleCard(const inference::LimitSample& sample, const QImage& picture, widgets::Calibration present)
{
    const double unit = present.inMillimetres() && sample.mmPerPixel > 0 ? sample.mmPerPixel / present.mmPerPixel : 1;
    widgets::SampleCard card;
    card.picture = picture;
    card.extent = QSizeF(sample.cut.width, sample.cut.height) * unit;
    card.region = {(sample.box.x - sample.cut.x) * unit, (sample.box.y - sample.cut.y) * unit, sample.box.width * unit, sample.box.height * unit};
    return card;
}

}  // namespace app
