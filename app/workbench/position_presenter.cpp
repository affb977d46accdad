#include "app/workbench/position_presenter.h"

#include "app/common/error_text.h"
#include "app/workbench/background.h"
#include "app/workbench/kept_answer.h"
#include "app/workbench/part_placement.h"
#include "widgets/canvas.h"
#include "widgets/limit_editor.h"
#include "widgets/placed_shapes.h"
#include "widgets/position_editor.h"

#include <algorithm>
#include <cmath>

namespace app {
namespace {

using inference::Anchor;
using inference::Placement;
using inference::Rect;

/// Where the mark lies in a picture.
inference::Polygon outlineOf(const Anchor& anchor, inference::Size picture, const Placement& placement)
{
    const Rect mark = markIn(anchor, picture);
    inference::Polygon outline {{mark.x, mark.y}, {mark.x + mark.width, mark.y}, {mark.x + mark.width, mark.y + mark.height}, {mark.x, mark.y + mark.height}};
    for (inference::Point& point : outline)
        point = placed(point, placement);
    return outline;
}

/// The same mark on a part that was found: a rectangle of the new reference, so it stays upright.
Rect movedMark(const Anchor& anchor, inference::Size picture, const Placement& placement)
{
    Rect mark = markIn(anchor, picture);
    mark.x = std::clamp(mark.x + placement.shift.x, 0.0, std::max(0.0, picture.width - mark.width));
    mark.y = std::clamp(mark.y + placement.shift.y, 0.0, std::max(0.0, picture.height - mark.height));
    return mark;
}

}  // namespace

PositionPresenter::PositionPresenter(Session& session, PartPlacement& place, widgets::Canvas& canvas, widgets::LimitEditor& limits, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_place(place)
    , m_canvas(canvas)
    , m_limits(limits)
    , m_job(this)
{
    connect(&place, &PartPlacement::changed, this, &PositionPresenter::show);
    connect(&session, &Session::partChanged, this, [this](int row) {
        if (row == m_session.current())
            show();
    });
    connect(&session, &Session::recipeChanged, this, &PositionPresenter::show);
    connect(&session, &Session::recipeReplaced, this, [this] { ++m_recipe; });
    const auto stop = [this] {
        m_job.cancel();
        show();
    };
    connect(&session, &Session::currentChanged, this, stop);
    connect(&session, &Session::modelChanged, this, stop);
    connect(&session, &Session::partsCleared, this, stop);
    connect(&limits, &widgets::LimitEditor::positionShown, this, [this](bool open) {
        m_open = open;
        show();
    });
    connect(limits.positionEditor(), &widgets::PositionEditor::takingWanted, this, &PositionPresenter::take);
    show();
}

void PositionPresenter::show()
{
    using State = PartPlacement::State;
    const auto& anchor = m_session.recipe().anchor;
    const Placement* const placement = m_place.placement();
    widgets::PositionFacts facts;
    inference::Polygon mark;
    if (const int row = m_session.current(); row >= 0) {
        facts.canTake = m_session.part(row).answer > 0 && m_place.state() != State::Waiting;
        facts.notKept = m_place.state() == State::Unknown;
        if (placement)
            facts.placement = *placement;
        if (const Placement* const found = m_place.found()) {
            constexpr double same = 0.9999;
            facts.isReference = found->match > same && std::hypot(found->shift.x, found->shift.y) < 0.01 && m_place.picture() == anchor->picture;
            if (m_open && m_place.isShown())
                mark = outlineOf(*anchor, m_place.picture(), *found);
        }
    }
    m_limits.positionEditor()->setFacts(facts);
    m_canvas.setMark(mark);
}

void PositionPresenter::take()
{
    const int row = m_session.current();
    if (row < 0 || m_job.isRunning() || m_place.state() == PartPlacement::State::Waiting)
        return;
    Asked asked;
    asked.recipe = m_recipe;
    asked.anchor = m_session.recipe().anchor;
    if (const Placement* const found = m_place.found())
        asked.placement = *found;
    m_job.start([this, part = KeptAnswer::of(m_session.part(row)), asked](const LatestJob::Voice& voice, const std::stop_token&) {
        const auto fetched = [&part] {
            ArchiveReader reader;
            return part.fetched(reader);
        };
        voice.end([this, asked, outcome = attempt({}, fetched)] {
            if (const auto* const error = std::get_if<inference::Error>(&outcome)) {
                emit told(tr("This part can't become the reference. %1").arg(sentence(*error)));
                return;
            }
            const auto& answer = std::get<std::shared_ptr<const inference::Inspection>>(outcome);
            if (!answer || !answer->grey)
                emit told(tr("This part can't become the reference: what that takes was not kept when it was inspected. Inspect it again."));
            else if (m_recipe != asked.recipe || m_session.recipe().anchor != asked.anchor)
                emit told(tr("This part has not become the reference: the recipe is another one meanwhile. Take it again."));
            else
                takeCopy(answer->grey, answer->imageSize, asked);
        });
    });
}

void PositionPresenter::takeCopy(const std::shared_ptr<const inference::GreyCopy>& grey, inference::Size picture, const Asked& asked)
{
    if (m_session.refusesChange())
        return;
    inference::Recipe recipe = m_session.recipe();
    const Anchor former = recipe.anchor ? *recipe.anchor : Anchor {};
    Anchor anchor = withReference(former, grey, picture);
    anchor.used = true;
    // The same one again is only turned on again.
    if (anchor.fingerprint != former.fingerprint)
        anchor.mark = asked.placement ? movedMark(former, picture, *asked.placement) : inference::usualMark(picture, anchor.greatestShift);
    // Zones stay where they are seen on this part.
    if (asked.placement) {
        const widgets::ShapeSet drawn = widgets::stretchedTo(widgets::shapesOf(recipe), picture);
        const widgets::CutShapes cut = widgets::insidePicture(widgets::placedShapes(drawn, *asked.placement));
        if (cut.lost > 0)
            emit told(tr("%n area(s) lay outside of this part's picture and are gone: undo brings them back.", nullptr, cut.lost));
        if (!drawn.zones.empty() || !drawn.dontCares.empty())
            recipe = widgets::withShapes(std::move(recipe), cut.shapes);
    }
    recipe.anchor = std::move(anchor);
    m_session.stepRecipe(recipe);
}

}  // namespace app
