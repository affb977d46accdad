#include "widgets/canvas.h"

#include "widgets/canvas_compare.h"
#include "widgets/canvas_hud.h"
#include "widgets/canvas_message.h"
#include "widgets/colour_bar.h"
#include "widgets/navigator.h"
#include "widgets/number_text.h"
#include "widgets/zone_tool.h"

#include <QEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace widgets {
namespace {

constexpr qint64 builtAtOnce = 1'000'000;  // pixels; a few milliseconds
constexpr double fitMargin = 8;
constexpr int greatestBar = 280;
constexpr int navigatorRoom = 200;

/// Zoom at which a region of `size` image pixels is comfortably seen, starting from `zoom`.
double comfortableZoom(QSizeF size, QSizeF view, double zoom)
{
    const double share = std::max(size.width() / view.width(), size.height() / view.height());  // of the view, at zoom 1
    if (share * zoom > 0.8)
        return 0.8 / share;
    if (share * zoom < 0.08)
        return std::max(zoom, std::min(0.25 / share, 8.0));
    return zoom;
}

}  // namespace

Canvas::Canvas(QWidget* parent)
    : QWidget(parent)
    , m_bar(new ColourBar(this))
    , m_navigator(new Navigator(this))
    , m_message(new CanvasMessage(this))
    , m_zones(new ZoneTool(this))
    , m_ruler(new RulerTool(this))
    , m_compare(new CanvasCompare(this))
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    setAttribute(Qt::WA_AcceptTouchEvents);
    m_builders.setMaxThreadCount(1);
    m_bar->hide();
    m_navigator->hide();
    connectTools();

    connect(m_bar, &ColourBar::limitDragged, this, &Canvas::limitDragged);
    connect(m_bar, &ColourBar::reviewLimitDragged, this, &Canvas::reviewLimitDragged);
    connect(m_bar, &ColourBar::limitDragEnded, this, &Canvas::limitDragEnded);
    connect(m_message, &CanvasMessage::activated, this, &Canvas::placeholderActivated);
    connect(m_navigator, &Navigator::centreRequested, this, [this](QPointF point) {
        m_view.centreOn(point);
        viewMoved();
    });
    setLimits(m_heat.limit(), m_reviewLimit);
    m_bar->setOpacity(m_heat.opacity());
    showMessage();
}

Canvas::~Canvas()
{
    stopBuilding();
    m_builders.waitForDone();
}

void Canvas::setImage(const QImage& picture, const QImage& values)
{
    if (qint64(picture.width()) * picture.height() <= builtAtOnce) {
        setPicture(CanvasPyramid::build(picture, values));
        return;
    }
    stopBuilding();
    adopt(CanvasPyramid::preview(picture, values));
    m_building = {};
    m_builders.start([this, picture, values, number = m_pictureNumber, stop = m_building.get_token()] {
        std::shared_ptr<const CanvasPyramid> built = CanvasPyramid::build(picture, values, stop);
        if (!built)
            return;
        QMetaObject::invokeMethod(this, [this, number, built = std::move(built)] {
            if (number != m_pictureNumber)
                return;
            m_picture = built;
            m_navigator->setPicture(built);
            update();
            emit pictureReady();
        }, Qt::QueuedConnection);
    });
}

void Canvas::setPicture(std::shared_ptr<const CanvasPyramid> picture, std::shared_ptr<const PaintedPicture> painted,
                        std::shared_ptr<const inference::AnomalyMap> map)
{
    stopBuilding();
    m_frame.offer(std::move(painted));
    adopt(std::move(picture), std::move(map));
    if (m_picture)
        emit pictureReady();
}

void Canvas::stopBuilding()
{
    m_building.request_stop();
    ++m_pictureNumber;
}

void Canvas::adopt(std::shared_ptr<const CanvasPyramid> picture, std::shared_ptr<const inference::AnomalyMap> map)
{
    m_picture = std::move(picture);
    m_heat.setMap(std::move(map));
    m_defects.setDefects({});
    m_mark.clear();
    m_busy.clear();
    m_errorTitle.clear();
    m_errorSentence.clear();
    const QSize size = m_picture ? m_picture->size() : QSize();
    if (const auto before = std::exchange(m_viewBefore, {}); m_picture && size == before.imageSize())
        m_view = before;
    const bool keep = m_keepView && size == m_view.imageSize();
    m_view.setImageSize(size);
    if (!keep)
        m_view.fit();
    m_navigator->setPicture(m_picture);
    toolsFollowPicture(size);
    showMessage();
    viewMoved();
}

void Canvas::setMap(std::shared_ptr<const inference::AnomalyMap> map)
{
    m_heat.setMap(std::move(map));
    placeOverlays();
    refreshReadout();
    update();
}

void Canvas::setColourTable(const inference::ColourTable& table)
{
    m_heat.setColourTable(table);
    m_bar->setColourTable(table);
    update();
}

void Canvas::setLimits(float fail, float review)
{
    const QRect before = heatArea();
    m_heat.setLimit(fail);
    m_reviewLimit = review;
    m_bar->setLimits(fail, review);
    update(before | heatArea());
}

/// Widget pixels that heat may colour: all that a moved limit changes of the picture.
QRect Canvas::heatArea() const
{
    const QRectF device = CanvasFrame::heatRect(m_view, m_heat);
    const double ratio = m_view.devicePixelRatio();
    return QRectF(device.topLeft() / ratio, device.size() / ratio).toAlignedRect();
}

QRect Canvas::defectArea() const
{
    return m_defects.area(m_view, font()).toAlignedRect();
}

void Canvas::setOpacity(double opacity)
{
    m_heat.setOpacity(opacity);
    m_bar->setOpacity(m_heat.opacity());
    update();
}

void Canvas::setHeatVisible(bool visible)
{
    m_peekSince.reset();
    if (visible == m_heatVisible)
        return;
    m_heatVisible = visible;
    update();
}

void Canvas::setDefects(std::vector<inference::Defect> defects)
{
    const QRect before = defectArea();
    m_defects.setDefects(std::move(defects));
    describe();
    refreshHover();
    update(before | defectArea());
}

void Canvas::setContoursVisible(bool visible)
{
    m_contoursVisible = visible;
    refreshHover();
    update();
}

void Canvas::setSelectedDefect(int defect)
{
    const int selected = m_defects.has(defect) ? defect : -1;
    if (selected == m_defects.selected())
        return;
    m_defects.setSelected(selected);
    update(defectArea());
}

void Canvas::centreOn(int defect)
{
    if (!m_defects.has(defect) || m_view.isEmpty())
        return;
    const inference::Rect& box = m_defects.defects()[std::size_t(defect)].box;
    const double zoom = comfortableZoom({box.width, box.height}, m_view.viewport() * m_view.devicePixelRatio(), m_view.zoom());
    if (zoom != m_view.zoom())
        m_view.zoomTo(zoom, m_view.viewportCentre());
    m_view.centreOn({box.x + box.width / 2, box.y + box.height / 2});
    viewMoved();
}

void Canvas::setPlaceholder(const QString& title, const QString& text, const QString& actionText)
{
    m_placeholderTitle = title;
    m_placeholderText = text;
    m_placeholderAction = actionText;
    showMessage();
}

void Canvas::setBusy(const QString& text)
{
    m_busy = text;
    showMessage();
    update();
}

void Canvas::setError(const QString& title, const QString& sentence)
{
    const ViewTransform before = m_picture ? m_view : m_viewBefore;
    setPicture(nullptr);
    m_viewBefore = before;
    m_errorTitle = title;
    m_errorSentence = sentence;
    showMessage();
}

void Canvas::showMessage()
{
    if (m_picture)
        m_message->hide();
    else if (!m_errorTitle.isEmpty() || !m_errorSentence.isEmpty())
        m_message->say(CanvasMessage::Kind::Failure, m_errorTitle, m_errorSentence);
    else if (!m_busy.isEmpty())
        m_message->say(CanvasMessage::Kind::Waiting, {}, m_busy);
    else
        m_message->say(CanvasMessage::Kind::Invitation, m_placeholderTitle, m_placeholderText, m_placeholderAction);
    describe();
}

void Canvas::describe()
{
    setAccessibleName(tr("Picture"));
    if (!m_picture)
        setAccessibleDescription(m_message->spokenText());
    else
        setAccessibleDescription((QStringList {tr("%1 × %2 pixels, %n region(s)", nullptr, int(m_defects.defects().size()))
                                                   .arg(wholeNumber(m_picture->size().width()), wholeNumber(m_picture->size().height()))}
                                  + (m_ruler->isActive() ? m_ruler->texts() : QStringList()))
                                     .join(QStringLiteral("; ")));
}

/// Where things lie that stay put: never moved by zooming, so that nothing jumps.
void Canvas::placeOverlays()
{
    constexpr int margin = int(hud::margin);
    const QSize bar = m_bar->sizeHint();
    const int below = height() - 2 * margin - navigatorRoom - margin;
    const int room = below >= m_bar->minimumSizeHint().height() ? below : height() - 2 * margin;
    const bool barFits = room >= m_bar->minimumSizeHint().height() && width() > 4 * bar.width();
    m_bar->setGeometry(width() - margin - bar.width(), margin, bar.width(), std::min(room, greatestBar));
    m_bar->setVisible(barFits && m_picture && !m_heat.empty());

    const QSize map = m_navigator->sizeHint();
    m_navigator->setGeometry(width() - margin - map.width(), height() - margin - map.height(), map.width(), map.height());
    const bool mapFits = map.height() + 2 * margin < height() && 3 * map.width() < width()
        && !(m_bar->isVisibleTo(this) && m_bar->geometry().intersects(m_navigator->geometry()));
    m_navigator->setVisible(mapFits && m_picture && !m_view.showsWholeImage());
    m_message->setGeometry(rect());
    m_compare->placeHandle();
}

QRectF Canvas::badgeArea() const
{
    const QRectF area = QRectF(rect()).adjusted(2, 2, -2, -2);
    return m_bar->isVisibleTo(this) ? area.adjusted(0, 0, m_bar->x() - width(), 0) : area;
}

void Canvas::viewMoved()
{
    const QRectF seen(m_view.toImage({0, 0}), m_view.toImage({m_view.viewport().width(), m_view.viewport().height()}));
    m_navigator->setView(seen, m_view.zoom());
    placeOverlays();
    refreshReadout();
    refreshHover();
    update();
    emit viewChanged(m_view.zoom());
}

void Canvas::resizeEvent(QResizeEvent*)
{
    const double bar = width() > 4 * m_bar->sizeHint().width() ? m_bar->sizeHint().width() + hud::margin : 0;
    for (ViewTransform* const view : {&m_view, &m_viewBefore}) {
        view->setMargins({fitMargin, fitMargin, fitMargin + bar, fitMargin});
        view->setViewport(QSizeF(size()), devicePixelRatioF());
    }
    viewMoved();
}

void Canvas::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        placeOverlays();
    if (event->type() == QEvent::LanguageChange)
        describe();
    QWidget::changeEvent(event);
}

void Canvas::fit()
{
    m_view.fit();
    viewMoved();
}

void Canvas::actualSize()
{
    m_view.zoomTo(1, zoomPoint());
    viewMoved();
}

}  // namespace widgets
