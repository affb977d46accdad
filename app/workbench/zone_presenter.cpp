#include "app/workbench/zone_presenter.h"

#include "widgets/canvas.h"
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

ZonePresenter::ZonePresenter(Session& session, Canvas& canvas, ZonePanel& panel, QAction* zones, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_canvas(canvas)
    , m_panel(panel)
{
    connect(&session, &Session::recipeChanged, this, &ZonePresenter::show);
    connect(&canvas, &Canvas::shapesEdited, this, [this](const ShapeSet& shapes) { change(shapes, true); });
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
    show(session.recipe());
}

void ZonePresenter::show(const inference::Recipe& recipe)
{
    m_canvas.setNewZoneRule(recipe.rule);
    m_panel.setDefaultRule(recipe.rule);
    m_panel.limits()->setMmPerPixel(recipe.mmPerPixel);
    const ShapeSet shapes = widgets::shapesOf(recipe);
    m_canvas.setShapes(shapes);
    m_panel.setShapes(shapes);
}

void ZonePresenter::change(const ShapeSet& shapes, bool finished)
{
    m_session.changeRecipe(widgets::withShapes(m_session.recipe(), shapes));
    if (finished)
        m_session.endRecipeGesture();
}

void ZonePresenter::setTool(int mode, ShapeKind drawn)
{
    m_canvas.setZoneTool(ZoneMode(mode), drawn);
    m_panel.setTool(ZoneMode(mode), drawn);
}

}  // namespace app
