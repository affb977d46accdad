// What can be done on a canvas besides looking: shapes and comparing. Looking is in canvas_input.cpp.

#include "core/tiling.h"
#include "widgets/canvas.h"
#include "widgets/canvas_compare.h"
#include "widgets/canvas_hud.h"
#include "widgets/colour_bar.h"
#include "widgets/mark_outline.h"
#include "widgets/scale_bar.h"
#include "widgets/tile_grid.h"
#include "widgets/zone_tool.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace widgets {
namespace {

constexpr quint64 tapMilliseconds = 200;

bool isCompareKey(const QKeyEvent& event)
{
    return event.key() == Qt::Key_C && event.modifiers() == Qt::NoModifier;
}

}  // namespace

void Canvas::connectTools()
{
    connect(m_zones, &ZoneTool::edited, this, &Canvas::shapesEdited);
    connect(m_zones, &ZoneTool::selectionChanged, this, &Canvas::shapeSelected);
    connect(m_zones, &ZoneTool::modeChanged, this, [this](ZoneMode mode) {
        setCursor(m_zones->cursor());
        emit zoneToolChanged(mode);
    });
    connect(m_zones, &ZoneTool::lookChanged, this, qOverload<>(&QWidget::update));
    connect(m_ruler, &RulerTool::lineChanged, this, [this] {
        describe();
        emit rulerChanged();
    });
    connect(m_ruler, &RulerTool::ended, this, &Canvas::rulerEnded);
    connect(m_ruler, &RulerTool::calibrationWanted, this, &Canvas::rulerCalibrationWanted);
    connect(m_ruler, &RulerTool::lookChanged, this, qOverload<>(&QWidget::update));
    connect(m_compare, &CanvasCompare::changed, this, qOverload<>(&QWidget::update));
    connect(m_compare, &CanvasCompare::splitMoved, this, &Canvas::splitMoved);
}

void Canvas::toolsFollowPicture(QSize size)
{
    m_zones->setImageSize({size.width(), size.height()});
    m_ruler->setImageSize({size.width(), size.height()});
    m_compare->setPictureSize(size);
    if (!m_picture && (m_zones->mode() != ZoneMode::Off || m_ruler->isOn()))
        unsetCursor();
    else if (m_ruler->isActive())
        setCursor(m_ruler->cursor());
}

// Shapes -------------------------------------------------------------------------------------------------------------

void Canvas::setShapes(const ShapeSet& shapes)
{
    m_zones->setShapes(shapes);
}

const ShapeSet& Canvas::shapes() const
{
    return m_zones->shapes();
}

void Canvas::setShapesVisible(bool visible)
{
    m_shapesVisible = visible;
    update();
}

void Canvas::setNewZoneRule(const inference::RegionRule& rule)
{
    m_zones->setNewZoneRule(rule);
}

void Canvas::setZoneTool(ZoneMode mode, ShapeKind drawn)
{
    m_zones->setMode(mode, drawn);
    refreshHover();
    if (m_zones->isActive())
        setCursor(m_zones->cursor());
    else
        unsetCursor();
}

ZoneMode Canvas::zoneTool() const
{
    return m_zones->mode();
}

void Canvas::setSelectedShape(ShapeId id)
{
    m_zones->setSelected(id);
}

ShapeId Canvas::selectedShape() const
{
    return m_zones->selected();
}

// Measuring ----------------------------------------------------------------------------------------------------------

void Canvas::setRulerOn(bool on)
{
    m_ruler->setActive(on);
    unsetCursor();
    refreshHover();
    if (m_ruler->isActive())
        setCursor(m_ruler->cursor());
    describe();
}

void Canvas::setMmPerPixel(double mmPerPixel)
{
    m_ruler->setMmPerPixel(mmPerPixel);
    if (std::exchange(m_mmPerPixel, mmPerPixel) != mmPerPixel && m_scaleBarVisible)
        update();
}

void Canvas::setScaleBarVisible(bool visible)
{
    if (std::exchange(m_scaleBarVisible, visible) != visible)
        update();
}

// Comparing ----------------------------------------------------------------------------------------------------------

void Canvas::setCompareMode(CompareMode mode)
{
    m_compareSince.reset();
    if (mode != CompareMode::Off)
        m_lastCompare = mode;
    m_compare->setMode(mode);
    refreshHover();
}

CompareMode Canvas::compareMode() const
{
    return m_compare->mode();
}

void Canvas::setReference(const QImage& picture, const QString& name)
{
    m_compare->setReference(picture, name);
}

bool Canvas::hasReference() const
{
    return m_compare->hasReference();
}

void Canvas::setSplit(double share)
{
    m_compare->setSplit(share);
}

double Canvas::split() const
{
    return m_compare->split();
}

bool Canvas::showsHeat() const
{
    return (m_heatVisible || m_compare->needsHeat()) && !m_heat.empty();
}

void Canvas::follow(const ViewTransform& leader)
{
    if (m_view.isEmpty() || leader.isEmpty())
        return;
    if (leader.isFit()) {
        m_view.fit();
    } else {
        const double across = double(m_view.imageSize().width()) / leader.imageSize().width();
        const double down = double(m_view.imageSize().height()) / leader.imageSize().height();
        const QPointF centre = leader.toImage(leader.viewportCentre());
        m_view.zoomTo(leader.zoom() / across, m_view.viewportCentre());
        m_view.centreOn({centre.x() * across, centre.y() * down});
    }
    viewMoved();
}

/// A tap switches comparing for good, holding the key longer only while it is held: what Space is for the heat.
bool Canvas::compareKey(QEvent* event)
{
    if (event->type() == QEvent::FocusOut && m_compareSince)
        endCompare(true);
    if (event->type() != QEvent::ShortcutOverride && event->type() != QEvent::KeyPress && event->type() != QEvent::KeyRelease)
        return false;
    auto* const key = static_cast<QKeyEvent*>(event);
    if (event->type() == QEvent::KeyRelease) {
        if (key->key() != Qt::Key_C || !m_compareSince)
            return false;
        if (!key->isAutoRepeat())
            endCompare(key->timestamp() - *m_compareSince > tapMilliseconds);
        return true;
    }
    if (!isCompareKey(*key))
        return false;
    key->accept();
    if (event->type() == QEvent::KeyPress && !key->isAutoRepeat() && !m_compareSince) {
        m_comparedBefore = compareMode();
        CompareMode next = m_lastCompare.value_or(hasReference() ? CompareMode::SplitReference : CompareMode::SplitHeat);
        if (next != CompareMode::SplitHeat && !hasReference())
            next = CompareMode::SplitHeat;
        setCompareMode(compareMode() == CompareMode::Off ? next : CompareMode::Off);
        m_compareSince = key->timestamp();
        emit compareModeShown(compareMode());
    }
    return true;
}

void Canvas::endCompare(bool restore)
{
    m_compareSince.reset();
    if (!restore) {
        emit compareModeChanged(compareMode());
        return;
    }
    setCompareMode(m_comparedBefore);
    emit compareModeShown(compareMode());
}

// Events and painting ------------------------------------------------------------------------------------------------

bool Canvas::toolEvent(QEvent* event)
{
    if (!m_picture) {
        switch (event->type()) {  // others come while there aren't all members yet: of children that are being made
        case QEvent::FocusOut:
        case QEvent::ShortcutOverride:
        case QEvent::KeyPress:
        case QEvent::KeyRelease: return m_compareSince && compareKey(event);  // held while an error took the picture away
        default: return false;
        }
    }
    if (compareKey(event))
        return true;
    if (m_ruler->isActive())
        return rulerEvent(event);
    if (!m_zones->isActive())
        return false;
    const bool taken = m_zones->handle(event, m_view);
    switch (event->type()) {
    case QEvent::MouseMove:
        if (taken) {
            m_cursor = static_cast<QMouseEvent*>(event)->position();
            refreshReadout();
        }
        [[fallthrough]];
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick:
        if (m_zones->isActive() && m_pressed == Qt::NoButton)
            setCursor(m_zones->cursor());
        break;
    default: break;
    }
    if (taken)
        event->accept();
    return taken;
}

bool Canvas::rulerEvent(QEvent* event)
{
    const bool taken = m_ruler->handle(event, m_view);
    if (event->type() == QEvent::MouseMove && taken) {
        m_cursor = static_cast<QMouseEvent*>(event)->position();
        refreshReadout();
    }
    if (event->type() == QEvent::MouseMove && m_pressed == Qt::NoButton)
        setCursor(m_ruler->cursor());
    if (taken)
        event->accept();
    return taken;
}

void Canvas::paintOverlays(QPainter& painter, const QRegion& exposed)
{
    const auto paintShapes = [&] {
        if (m_shapesVisible || m_zones->isActive())
            m_zoneLayer.paint(painter, m_view, m_zones->look(), {badgeArea(), exposed}, font(), palette());
    };
    paintTiles(painter);
    paintMark(painter, m_view, m_mark);
    const bool editing = m_zones->isActive();
    if (!editing)
        paintShapes();
    if (m_contoursVisible) {
        const QRect side = m_compare->partSide();
        painter.save();
        if (side != rect())
            painter.setClipRect(side);
        m_defects.paint(painter, m_view, {badgeArea(), exposed}, font(), palette());
        painter.restore();
    }
    if (editing)
        paintShapes();
    const double busy = m_busy.isEmpty() ? 0 : QFontMetricsF(hud::smallFont(font())).height() + hud::padding + 4;
    m_compare->paintLabels(painter, std::round(hud::margin + busy), badgeArea().right() - hud::margin, font(), palette());
    m_ruler->paint(painter, m_view, badgeArea().adjusted(hud::margin, hud::margin, -hud::margin, -hud::margin), font(), palette());
    paintScale(painter);
    paintHint(painter);
}

/// Above the place of the read-out, which comes and goes.
QRectF Canvas::scaleRect() const
{
    const double tall = scaleBarHeight(font());
    if (!m_scaleBarVisible || !m_picture || height() <= 8 * tall)
        return {};
    return scaleBarBox({hud::margin, height() - hud::margin - tall - 4}, m_view.toWidget(QRectF(0, 0, 1, 1)).width(), {m_mmPerPixel}, font());
}

void Canvas::paintScale(QPainter& painter) const
{
    if (const QRectF box = scaleRect(); !box.isEmpty())
        paintScaleBar(painter, box.bottomLeft(), m_view.toWidget(QRectF(0, 0, 1, 1)).width(), {m_mmPerPixel}, font(), palette());
}

void Canvas::setTileSide(int side)
{
    if (std::exchange(m_tileSide, side) != side)
        update();
}

void Canvas::setMark(const inference::Polygon& outline)
{
    if (std::exchange(m_mark, outline) != outline)
        update();
}

void Canvas::paintTiles(QPainter& painter) const
{
    const inference::Size size {m_picture->size().width(), m_picture->size().height()};
    if (m_tileSide > 0 && m_tileSide >= inference::leastTileSideFor(size))
        paintTileGrid(painter, m_view, inference::tilesOf(size, m_tileSide), rect());
}

/// At the bottom in the middle, above the read-out where both don't fit beside each other.
void Canvas::paintHint(QPainter& painter) const
{
    const QString hint = m_ruler->isActive() ? m_ruler->hint() : m_zones->hint();
    if (hint.isEmpty())
        return;
    painter.setFont(hud::smallFont(font()));
    const QFontMetricsF metrics(painter.font());
    const QString text = metrics.elidedText(hint, Qt::ElideRight, width() - 2 * hud::margin - 2 * hud::padding);
    const QSizeF size(std::ceil(metrics.horizontalAdvance(text)) + 2 * hud::padding, std::ceil(metrics.height()) + hud::padding);
    QRectF box(QPointF(std::round((width() - size.width()) / 2), height() - hud::margin - size.height()), size);
    if (const QRectF readout = readoutRect(); box.intersects(readout.adjusted(-8, 0, 8, 0)))
        box.moveBottom(readout.top() - 4);
    if (const QRectF scale = scaleRect(); box.intersects(scale.adjusted(-8, -2, 8, 2)))
        box.moveBottom(scale.top() - 4);
    hud::paintBox(painter, box, palette());
    painter.setPen(hud::text());
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, text);
}

}  // namespace widgets
