#include "app/workbench/zone_presenter.h"

#include "app/workbench/part_placement.h"
#include "widgets/canvas.h"
#include "widgets/placed_shapes.h"
#include "widgets/zone_limits.h"
#include "widgets/zone_panel.h"
#include "widgets/zone_tools.h"

#include <QAction>

namespace app {

using widgets::Canvas;
using widgets::ShapeKind;
using widgets::ShapeSet;
using widgets::ZoneMode;
using widgets::ZonePanel;

ZonePresenter::ZonePresenter(Session& session, PartPlacement& place, Canvas& canvas, ZonePanel& panel, QAction* zones, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_place(place)
    , m_canvas(canvas)
    , m_panel(panel)
{
    connect(&session, &Session::recipeChanged, this, &ZonePresenter::show);
    connect(&place, &PartPlacement::changed, this, &ZonePresenter::showOnCanvas);
    connect(&canvas, &Canvas::shapesEdited, this, &ZonePresenter::takeFromCanvas);
    connect(&panel, &ZonePanel::shapesEdited, this, [this](const ShapeSet& shapes) { change(shapes, true); });
    connect(&panel, &ZonePanel::shapesPreviewed, this, [this](const ShapeSet& shapes) { change(shapes, false); });
    connect(&canvas, &Canvas::shapeSelected, &panel, &ZonePanel::setSelected);
    connect(&panel, &ZonePanel::shapeSelected, &canvas, &Canvas::setSelectedShape);
    connect(&panel, &ZonePanel::toolChosen, this, [this](ZoneMode mode, ShapeKind drawn) {
        setTool(int(mode), drawn);
        m_canvas.setFocus();
    });
    connect(&canvas, &Canvas::zoneToolChanged, this, [this](ZoneMode mode) { m_panel.setTool(mode, m_panel.tools()->drawn()); });
    connect(zones, &QAction::triggered, this, [this] {
        const bool editing = m_canvas.zoneTool() != ZoneMode::Off;
        setTool(int(editing ? ZoneMode::Off : ZoneMode::Select), m_panel.tools()->drawn());
        if (!editing)
            emit panelWanted();
        m_canvas.setFocus();
    });
    const auto allow = [this, zones] {  // a model brings its own recipe: without one there is none to draw for
        zones->setEnabled(m_session.mayChangeRecipe());
        m_panel.setEnabled(m_session.mayChangeRecipe());
    };
    connect(&session, &Session::modelChanged, this, allow);
    connect(&session, &Session::recipeLockChanged, this, [this, allow](bool locked) {
        if (locked)
            setTool(int(ZoneMode::Off), m_panel.tools()->drawn());
        allow();
    });
    allow();
    show(session.recipe());
}

void ZonePresenter::show(const inference::Recipe& recipe)
{
    m_canvas.setNewZoneRule(recipe.rule);
    m_panel.setDefaultRule(recipe.rule);
    m_panel.limits()->setMmPerPixel(recipe.mmPerPixel);
    m_panel.setShapes(widgets::shapesOf(recipe));
    showOnCanvas();
}

/// Nothing where it isn't known yet where it lies. The picture of the part before keeps what it has as long as it is seen.
void ZonePresenter::showOnCanvas()
{
    if (!m_place.isShown())
        return;
    const ShapeSet drawn = widgets::shapesOf(m_session.recipe());
    if (m_place.state() == PartPlacement::State::Waiting)
        m_canvas.setShapes({});
    else if (const auto* const placement = m_place.found())
        m_canvas.setShapes(widgets::placedShapes(widgets::stretchedTo(drawn, m_place.picture()), *placement));
    else
        m_canvas.setShapes(drawn);
    m_canvas.setSelectedShape(m_panel.selected());
}

void ZonePresenter::takeFromCanvas(const ShapeSet& seen)
{
    if (m_place.state() == PartPlacement::State::Off) {
        change(seen, true);
    } else if (!m_place.isShown() || m_place.state() == PartPlacement::State::Waiting) {
        emit told(tr("Zones can be drawn when it is known where the part lies: it isn't judged yet, or can't be."));
        showOnCanvas();
    } else if (const auto* const placement = m_place.found()) {
        const ShapeSet drawn = widgets::stretchedTo(widgets::shapesOf(m_session.recipe()), seen.drawnFor);
        const widgets::CutShapes back = widgets::unplacedShapes(seen, drawn, *placement);
        if (back.lost > 0)
            emit told(tr("%n area(s) would lie outside of the reference picture, where nothing can be drawn.", nullptr, back.lost));
        change(back.shapes, true);
        showOnCanvas();  // also where nothing was changed by it
    } else {
        change(seen, true);
    }
}

void ZonePresenter::change(const ShapeSet& shapes, bool finished)
{
    m_session.changeRecipe(widgets::withShapes(m_session.recipe(), shapes));
    if (finished)
        m_session.endRecipeGesture();
}

void ZonePresenter::setTool(int mode, ShapeKind drawn)
{
    if (ZoneMode(mode) != ZoneMode::Off)
        emit editingStarted();
    m_canvas.setZoneTool(ZoneMode(mode), drawn);
    m_panel.setTool(ZoneMode(mode), drawn);
}

}  // namespace app
