#include "app/workbench/part_placement.h"

#include "app/workbench/session.h"

#include <utility>

namespace app {

PartPlacement::PartPlacement(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &Session::currentJudged, this, [this](const JudgedCurrent& judged) {
        m_judged = judged;
        refresh();
    });
    const auto forget = [this] {
        m_judged.reset();
        refresh();
    };
    connect(&session, &Session::currentChanged, this, forget);
    connect(&session, &Session::modelChanged, this, forget);
    connect(&session, &Session::partsCleared, this, forget);
    connect(&session, &Session::recipeChanged, this, &PartPlacement::refresh);
    refresh();
}

void PartPlacement::setShown(bool shown)
{
    if (std::exchange(m_shown, shown) != shown)
        emit changed();
}

/// What was found under another anchor says nothing.
void PartPlacement::refresh()
{
    const inference::Recipe& recipe = m_session.recipe();
    const bool judged = m_judged && m_judged->recipe.anchor == recipe.anchor;
    std::optional<inference::Placement> placement;
    if (judged && recipe.usedAnchor())
        placement = m_judged->judgement->placement;
    const State state = !recipe.usedAnchor() || m_session.current() < 0 ? State::Off
        : !judged                                                      ? State::Waiting
        : !placement                                                   ? State::Unknown
        : placement->found                                             ? State::Found
                                                                       : State::Lost;
    const inference::Size picture = placement ? m_judged->imageSize : inference::Size {};
    if (state == m_state && placement == m_placement && picture == m_picture)
        return;
    m_state = state;
    m_placement = placement;
    m_picture = picture;
    emit changed();
}

}  // namespace app
