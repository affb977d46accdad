#include "widgets/canvas_frame.h"

#include "widgets/canvas_sampling.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

namespace widgets {
namespace {

constexpr int smallestSlice = 32'000;  // pixels; below twice this another thread costs more than it saves

QSize deviceSize(const ViewTransform& view)
{
    return {int(std::lround(view.viewport().width() * view.devicePixelRatio())),
            int(std::lround(view.viewport().height() * view.devicePixelRatio()))};
}

QRgb* pixelRow(QImage& image, int y)
{
    return reinterpret_cast<QRgb*>(image.scanLine(y));
}

/// Moves the image's content; what comes into sight is left as it was.
void scroll(QImage& image, QPoint by)
{
    const int kept = image.width() - std::abs(by.x());
    const auto move = [&](int y) {
        if (const int from = y - by.y(); from >= 0 && from < image.height())
            std::memmove(pixelRow(image, y) + std::max(0, by.x()), pixelRow(image, from) + std::max(0, -by.x()),
                         std::size_t(kept) * sizeof(QRgb));
    };
    if (by.y() > 0)
        for (int y = image.height() - 1; y >= 0; --y)
            move(y);
    else
        for (int y = 0; y < image.height(); ++y)
            move(y);
}

/// Background on all of `area`, unless the picture fills it.
void fillAround(QImage& image, const QRect& area, const QRect& inside, QRgb background)
{
    if (inside == area)
        return;
    for (int y = area.top(); y <= area.bottom(); ++y)
        std::fill_n(pixelRow(image, y) + area.left(), area.width(), background | 0xff000000u);
}

}  // namespace

std::shared_ptr<const PaintedPicture> PaintedPicture::paint(const ViewTransform& view, std::shared_ptr<const CanvasPyramid> source, QRgb background)
{
    const QRect inside = CanvasFrame::pictureRect(view);
    QImage image(deviceSize(view), QImage::Format_RGB32);
    if (!source || image.isNull() || inside.isEmpty())
        return nullptr;
    fillAround(image, image.rect(), inside, background);
    const PictureSampler sampler(*source, view, inside.left(), inside.width());
    for (int y = inside.top(); y <= inside.bottom(); ++y)
        sampler.paintRow(y, pixelRow(image, y) + inside.left());
    return std::make_shared<const PaintedPicture>(PaintedPicture {view, std::move(source), background, std::move(image)});
}

QRect CanvasFrame::pictureRect(const ViewTransform& view)
{
    if (view.isEmpty())
        return {};
    const QPoint origin = view.deviceOrigin();
    const int right = std::max(origin.x() + 1, int(std::ceil(origin.x() + view.imageSize().width() * view.zoom() - 0.5)));
    const int bottom = std::max(origin.y() + 1, int(std::ceil(origin.y() + view.imageSize().height() * view.zoom() - 0.5)));
    return QRect(origin, QPoint(right - 1, bottom - 1)) & QRect(QPoint(0, 0), deviceSize(view));
}

QRect CanvasFrame::heatRect(const ViewTransform& view, const HeatLayer& heat)
{
    if (view.isEmpty())
        return {};
    const QRectF area = heat.visibleArea(view.imageSize());
    if (area.isEmpty())
        return {};
    const QPointF origin = view.deviceOrigin();
    const QRectF onDevice(origin + area.topLeft() * view.zoom(), area.size() * view.zoom());
    return onDevice.toAlignedRect().adjusted(-1, -1, 1, 1) & pictureRect(view);
}

void CanvasFrame::update(const ViewTransform& view, const std::shared_ptr<const CanvasPyramid>& picture, const HeatLayer* heat, QRgb background)
{
    const QRegion stale = reuse(view, picture, background);
    for (const QRect& area : stale)
        paintPicture(area);
    const QRect before = m_heatRevision != 0 && heat && heat->revision() == m_heatRevision ? m_heatedArea : QRect();
    m_heatRevision = 0;
    m_heatedArea = {};
    if (!heat || heat->empty() || !picture)
        return;
    m_heatedArea = heatRect(view, *heat);
    if (!m_heatedArea.isEmpty() && m_heated.size() != m_picture.size())
        m_heated = QImage(m_picture.size(), QImage::Format_RGB32);
    for (const QRect& area : (stale & m_heatedArea) + (QRegion(m_heatedArea) - before))
        paintHeat(area, *heat);
    m_heatRevision = heat->revision();
}

/// Takes over the new state; what of the frame has to be painted.
QRegion CanvasFrame::reuse(const ViewTransform& view, const std::shared_ptr<const CanvasPyramid>& picture, QRgb background)
{
    const QSize size = deviceSize(view);
    const QRect whole(QPoint(0, 0), size);
    const QPoint by = view.deviceOrigin() - m_view.deviceOrigin();
    const bool movedOnly = m_picture.size() == size && picture == m_source && background == m_background
        && view.zoom() == m_view.zoom() && view.imageSize() == m_view.imageSize();
    m_view = view;
    m_source = picture;
    m_background = background;
    if (movedOnly && by.isNull())
        return {};
    if (movedOnly && std::abs(by.x()) < size.width() && std::abs(by.y()) < size.height()) {
        scroll(m_picture, by);
        if (m_heatRevision != 0 && !m_heatedArea.isEmpty())
            scroll(m_heated, by);
        m_heatedArea = m_heatedArea.translated(by) & whole;
        return QRegion(whole) - whole.translated(by);
    }
    m_heatRevision = 0;
    const auto offered = std::exchange(m_offered, nullptr);
    if (offered && offered->view == view && offered->source == picture && offered->background == background) {
        m_picture = offered->image;
        return {};
    }
    if (m_picture.size() != size)
        m_picture = QImage(size, QImage::Format_RGB32);
    return whole;
}

void CanvasFrame::paintPicture(const QRect& area)
{
    const QRect inside = m_source ? pictureRect(m_view) & area : QRect();
    fillAround(m_picture, area, inside, m_background);
    if (inside.isEmpty())
        return;
    const PictureSampler sampler(*m_source, m_view, inside.left(), inside.width());
    m_picture.bits();  // detach once, not on many threads
    overRows(inside, [&](int top, int bottom) {
        for (int y = top; y < bottom; ++y)
            sampler.paintRow(y, pixelRow(m_picture, y) + inside.left());
    });
}

void CanvasFrame::paintHeat(const QRect& area, const HeatLayer& heat)
{
    const QRect inside = pictureRect(m_view) & area;
    const QPoint origin = m_view.deviceOrigin();
    const double step = 1 / m_view.zoom();
    const HeatLayer::Columns columns = heat.columns((inside.left() + 0.5 - origin.x()) * step, step, std::max(0, inside.width()),
                                                    m_view.imageSize());
    m_heated.bits();
    overRows(area, [&](int top, int bottom) {
        for (int y = top; y < bottom; ++y) {
            QRgb* target = pixelRow(m_heated, y);
            const auto* source = reinterpret_cast<const QRgb*>(m_picture.constScanLine(y));
            std::copy_n(source + area.left(), area.width(), target + area.left());
            if (y >= inside.top() && y <= inside.bottom())
                heat.paintRow(target + inside.left(), columns, (y + 0.5 - origin.y()) * step, m_view.imageSize());
        }
    });
}

/// `work` for all rows of `area`, on several cores where it is large.
void CanvasFrame::overRows(const QRect& area, const std::function<void(int top, int bottom)>& work)
{
    const qint64 pixels = qint64(area.width()) * area.height();
    m_rows.over(area.top(), area.bottom() + 1, int(std::min<qint64>(pixels / smallestSlice, 1000)), work);
}

}  // namespace widgets
