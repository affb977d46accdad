#include "app/workbench/limit_sample_maker.h"

#include "app/report/limit_sample_card.h"
#include "core/error.h"

#include <QBuffer>
#include <QImageWriter>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

/// The begin of `side` pixels around `centre`, moved into [0, all).
double beginOf(double centre, double side, double all)
{
    return std::clamp(std::floor(centre - side / 2), 0.0, all - side);
}

}  // namespace

inference::Rect limitSampleCut(const inference::Rect& box, QSize image)
{
    const double wanted = std::max(double(leastLimitSampleCut), std::ceil(2 * std::max(box.width, box.height)));
    const double width = std::min(wanted, double(image.width()));
    const double height = std::min(wanted, double(image.height()));
    return {beginOf(box.x + box.width / 2, width, image.width()), beginOf(box.y + box.height / 2, height, image.height()), width, height};
}

inference::LimitSample measuredSample(const inference::Defect& region, double mmPerPixel, QSize image)
{
    inference::LimitSample sample;
    sample.area = region.area;
    sample.length = region.length;
    sample.width = region.width;
    sample.peakAt = region.peakAt;
    sample.peak = std::min(region.peak, 1.0f);  // smoothing rounds up by a hair
    sample.box = region.box;
    sample.mmPerPixel = mmPerPixel;
    sample.cut = limitSampleCut(region.box, image);
    return sample;
}

QImage cutOut(const QImage& picture, const inference::Rect& cut)
{
    const QRect area(int(cut.x), int(cut.y), int(cut.width), int(cut.height));
    if (std::max(area.width(), area.height()) <= mostLimitSampleSide)
        return picture.copy(area);
    // A limit that is dragged low makes one region of the whole picture: no copy of that, and no mean of all its pixels.
    const QImage seen(picture.constScanLine(area.top()) + qsizetype(area.left()) * picture.depth() / 8, area.width(), area.height(), picture.bytesPerLine(), picture.format());
    constexpr int rough = 4 * mostLimitSampleSide;
    const QImage part = std::max(area.width(), area.height()) > rough ? seen.scaled(rough, rough, Qt::KeepAspectRatio, Qt::FastTransformation) : seen;
    return part.scaled(mostLimitSampleSide, mostLimitSampleSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

std::shared_ptr<const std::vector<std::uint8_t>> limitSampleBytes(const QImage& cutOut)
{
    const QImage image = cutOut.convertToFormat(cutOut.isGrayscale() ? QImage::Format_Grayscale8 : QImage::Format_RGB32);
    QString reason;
    for (int quality = 92; quality > 0; quality -= 15) {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        QImageWriter writer(&buffer, "jpeg");
        writer.setQuality(quality);
        const bool written = writer.write(image);
        if (const QByteArray& bytes = buffer.data(); written && std::size_t(bytes.size()) <= inference::mostLimitSampleBytes)
            return std::make_shared<const std::vector<std::uint8_t>>(bytes.begin(), bytes.end());
        reason = writer.errorString();
    }
    throw inference::Error(inference::ErrorCode::Internal, {reason.toStdString()});
}

}  // namespace app
