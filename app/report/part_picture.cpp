#include "app/report/part_picture.h"

#include "imaging/decode.h"
#include "imaging/overlay.h"
#include "imaging/resample.h"
#include "judging/judge.h"
#include "pipeline/file_hash.h"

#include <QRectF>

#include <algorithm>
#include <cmath>
#include <new>

namespace app {
namespace {

using inference::Image;

QImage toQImage(const Image& rgb)
{
    const QImage view(rgb.pixels.data(), rgb.width, rgb.height, qsizetype(rgb.stride()), QImage::Format_RGB888);
    return view.convertToFormat(QImage::Format_RGB32);  // what the PDF engine writes as JPEG without a detour
}

Image fromQImage(const QImage& image)
{
    const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
    Image out = inference::makeImage(rgb.width(), rgb.height(), 3);
    for (int y = 0; y < rgb.height(); ++y)
        std::copy_n(rgb.constScanLine(y), out.stride(), out.row(y));
    return out;
}

/// What a close-up shows: the region and as much again around it, in the shape of its frame and inside the image.
QRect closeUpArea(const inference::Rect& box, const QImage& image, QSize frame)
{
    const double aspect = double(frame.width()) / frame.height();
    double height = std::max({2 * box.height, 2 * box.width / aspect, 48.0});
    height = std::min({height, double(image.height()), image.width() / aspect});
    const double width = height * aspect;
    const double x = std::clamp(box.x + box.width / 2 - width / 2, 0.0, image.width() - width);
    const double y = std::clamp(box.y + box.height / 2 - height / 2, 0.0, image.height() - height);
    return QRect(int(x), int(y), std::max(1, int(width)), std::max(1, int(height)));
}

QImage scaled(const QImage& image, QSize most)
{
    if (image.width() <= most.width() && image.height() <= most.height())
        return image;
    return image.scaled(most, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

void addCloseUps(PartPicture& picture, const QImage& whole, const PictureWants& wants)
{
    const std::size_t count = std::min(picture.defects.size(), std::size_t(std::max(0, wants.closeUps)));
    for (std::size_t i = 0; i < count; ++i) {
        const QRect area = closeUpArea(picture.defects[i].box, whole, wants.closeUp);
        picture.closeUps.push_back({i, scaled(whole.copy(area), wants.closeUp), {double(area.x()), double(area.y()), double(area.width()), double(area.height())}});
    }
}

void fill(PartPicture& picture, const Report& report, std::size_t index, const ReportEvidence& evidence, const ReportOptions& options,
          const PictureWants& wants, const std::stop_token& stop)
{
    const ReportPart& part = report.parts[index];
    const auto inspection = evidence(index);
    if (!part.image.empty() && inference::pipeline::sha256OfFile(part.path, stop) != part.image) {
        picture.changed = true;
        return;
    }
    const QImage whole = toQImage(inference::imaging::toRgb8(inference::imaging::decode(part.path)));
    if (stop.stop_requested())
        throw inference::Cancelled();
    QImage small = scaled(whole, wants.most);
    if (inspection) {
        const auto maps = inference::judging::renderMaps(*inspection, report.recipe);
        auto judgement = inference::judging::judge(maps, inspection->imageSize, report.recipe);
        inference::imaging::OverlayStyle style;
        style.colours = options.colours;
        style.opacity = options.opacity;
        style.limit = report.recipe.rule.failLimit;
        style.contours = false;  // they are drawn as lines on the page, sharp at every size
        small = toQImage(inference::imaging::paintOverlay(fromQImage(small), maps.blended, judgement, style));
        picture.defects = std::move(judgement.defects);
    } else {
        picture.defects = part.judgement.defects;
    }
    picture.image = std::move(small);
    addCloseUps(picture, whole, wants);
}

/// Said of the part by its name in the report: the file's own may have been left out of it.
inference::Error inReport(const inference::Error& error, const ReportPart& part)
{
    const bool ofAnother = !error.file().empty() && error.file() != part.path;  // the history, say
    return ofAnother ? error : inference::Error(error.code(), error.arguments(), part.file);
}

}  // namespace

PartPicture partPicture(const Report& report, std::size_t part, const ReportEvidence& evidence, const ReportOptions& options,
                        const PictureWants& wants, const std::stop_token& stop)
{
    PartPicture picture;
    const auto fail = [&](const inference::Error& error) { picture.error = inReport(error, report.parts[part]); };
    try {
        fill(picture, report, part, evidence, options, wants, stop);
    } catch (const inference::Cancelled&) {
        throw;
    } catch (const inference::Error& error) {
        fail(error);
    } catch (const std::bad_alloc&) {
        fail(inference::Error(inference::ErrorCode::OutOfMemory));
    } catch (const std::exception& error) {
        fail(inference::Error(inference::ErrorCode::Internal, {error.what()}));
    }
    return picture;
}

}  // namespace app
