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
    sample.peak = region.peak;
    sample.box = region.box;
    sample.mmPerPixel = mmPerPixel;
    sample.cut = limitSampleCut(region.box, image);
    return sample;
}

QImage cutOut(const QImage& picture, const inference::Rect& cut)
{
    const QImage part = picture.copy(int(cut.x), int(cut.y), int(cut.width), int(cut.height));
    return std::max(part.width(), part.height()) > mostLimitSampleSide ? part.scaled(mostLimitSampleSide, mostLimitSampleSide, Qt::KeepAspectRatio, Qt::SmoothTransformation) : part;
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
