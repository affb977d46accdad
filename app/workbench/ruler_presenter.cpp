#include "app/workbench/ruler_presenter.h"

#include "app/workbench/main_actions.h"
#include "app/workbench/recipe_dialogs.h"
#include "app/workbench/session.h"
#include "widgets/canvas.h"
#include "widgets/zone_tool.h"

#include <QAction>

namespace app {

using widgets::Canvas;
using widgets::ZoneMode;

RulerPresenter::RulerPresenter(Session& session, Canvas& canvas, MainActions& actions, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_canvas(canvas)
    , m_actions(actions)
{
    connect(actions.ruler, &QAction::triggered, this, &RulerPresenter::setOn);
    connect(&canvas, &Canvas::rulerEnded, this, [this] { setOn(false); });
    connect(&canvas, &Canvas::rulerChanged, this, &RulerPresenter::refreshEnabled);
    connect(&canvas, &Canvas::rulerCalibrationWanted, this, &RulerPresenter::calibrate);
    connect(actions.calibrate, &QAction::triggered, this, &RulerPresenter::calibrate);
    const auto follow = [this] { m_canvas.setMmPerPixel(m_session.recipe().mmPerPixel); };
    connect(&session, &Session::recipeChanged, this, follow);
    connect(&session, &Session::modelChanged, this, &RulerPresenter::refreshEnabled);
    follow();
    refreshEnabled();
}

void RulerPresenter::setOn(bool on)
{
    if (on && m_canvas.zoneTool() != ZoneMode::Off)
        m_actions.zones->trigger();
    m_canvas.setRulerOn(on);
    m_actions.ruler->setChecked(on);
    if (on)
        m_canvas.setFocus();
    refreshEnabled();
}

/// A recipe is what is calibrated, and without a model there is none.
void RulerPresenter::refreshEnabled()
{
    m_actions.calibrate->setEnabled(m_session.model() && m_canvas.rulerLine() && m_canvas.rulerLine()->length() > 0);
}

void RulerPresenter::calibrate()
{
    if (!m_actions.calibrate->isEnabled())
        return;
    const std::string model = m_session.recipe().model;
    const auto mmPerPixel = askCalibration(m_canvas.rulerLine()->length(), m_session.recipe().mmPerPixel, m_canvas.window());
    if (!mmPerPixel)
        return;
    if (m_session.recipe().model != model) {  // another one was loaded meanwhile
        emit told(lateCalibrationText());
        return;
    }
    inference::Recipe recipe = m_session.recipe();
    recipe.mmPerPixel = *mmPerPixel;
    m_session.stepRecipe(recipe);
}

}  // namespace app
