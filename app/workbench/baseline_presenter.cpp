#include "app/workbench/baseline_presenter.h"

#include "app/common/error_text.h"
#include "app/workbench/background.h"
#include "app/workbench/kept_answer.h"
#include "app/workbench/session.h"
#include "judging/baseline.h"
#include "judging/placed_views.h"
#include "judging/registration.h"
#include "pipeline/recipe_file.h"
#include "widgets/baseline_editor.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace app {
namespace {

using inference::Baseline;
using inference::Error;
namespace judging = inference::judging;

bool isGood(const PartRecord& part)
{
    using inference::Label;
    return part.answer > 0 && (part.label == Label::Good || (part.label == Label::None && part.review.human == inference::Verdict::Pass));
}

/// As if the part lay as in the reference picture; null where that isn't known.
std::shared_ptr<const inference::Inspection> learnable(const std::shared_ptr<const inference::Inspection>& answer, const std::optional<inference::Anchor>& anchor)
{
    if (!answer || !anchor || !anchor->used)
        return answer;
    if (!answer->grey)
        return nullptr;
    const inference::Placement placement = judging::placementOf(*answer->grey, answer->imageSize, *anchor);
    return placement.found ? std::make_shared<const inference::Inspection>(judging::inReferenceFrame(*answer, placement)) : nullptr;
}

/// Whether answers of the session's model, as the recipe has it look, can be like those the baseline was learned from.
bool canFit(const Baseline& baseline, const inference::Recipe& recipe, const inference::pipeline::LoadedModel& model)
{
    const int patches = model.facts.patch > 0 ? model.facts.imageSize / model.facts.patch : 0;
    return baseline.rows == patches && baseline.columns == patches && baseline.layers == int(model.facts.layers.size()) && (recipe.tileSide > 0 || baseline.views == 1);
}

}  // namespace

/// What the good parts taught, of those whose answers have one shape.
struct BaselinePresenter::Learned {
    std::optional<Baseline> baseline;  ///< none: too few are alike
    int alike = 0;
    int leftOut = 0;  ///< of another shape, without an answer, or not found in their pictures

    /// From the largest group of parts with one shape: pictures of another size cut into other tiles. Throws Error, Cancelled.
    static Learned from(const std::vector<KeptAnswer>& parts, const std::optional<inference::Anchor>& anchor, const std::stop_token& stop)
    {
        ArchiveReader reader;
        std::vector<judging::BaselineLearner> learners;
        for (const KeptAnswer& part : parts) {
            if (stop.stop_requested())
                throw inference::Cancelled();
            const auto answer = learnable(part.fetched(reader), anchor);
            if (!answer)
                continue;
            const auto fits = [&answer](judging::BaselineLearner& learner) { return learner.tryAdd(*answer); };
            if (std::ranges::none_of(learners, fits))
                learners.emplace_back().add(*answer);
        }
        Learned learned;
        const auto largest = std::ranges::max_element(learners, {}, &judging::BaselineLearner::parts);
        learned.alike = largest == learners.end() ? 0 : int(largest->parts());
        learned.leftOut = int(parts.size()) - learned.alike;
        if (learned.alike >= int(judging::leastPartsToLearn))
            learned.baseline = largest->learned(anchor && anchor->used ? anchor->fingerprint : 0);
        return learned;
    }
};

BaselinePresenter::BaselinePresenter(Session& session, widgets::BaselineEditor& editor, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_editor(editor)
    , m_job(this)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(100);
    connect(&m_soon, &QTimer::timeout, this, &BaselinePresenter::showFacts);
    const auto later = [this] {
        if (!m_soon.isActive())
            m_soon.start();
    };
    connect(&session, &Session::partChanged, this, later);
    connect(&session, &Session::partsChanged, this, later);
    connect(&session, &Session::recipeChanged, this, later);
    // What is learned belongs to the answers it was learned from.
    const auto stop = [this, later] {
        m_job.cancel();
        later();
    };
    connect(&session, &Session::modelChanged, this, stop);
    connect(&session, &Session::partsCleared, this, stop);
    connect(&session, &Session::recipeReplaced, this, [this] { ++m_recipe; });
    connect(&editor, &widgets::BaselineEditor::learningWanted, this, &BaselinePresenter::learn);
    showFacts();
}

std::vector<int> BaselinePresenter::goodRows() const
{
    std::vector<int> rows;
    for (int row = 0; row < m_session.count(); ++row)
        if (isGood(m_session.part(row)))
            rows.push_back(row);
    return rows;
}

void BaselinePresenter::showFacts()
{
    widgets::BaselineFacts facts;
    facts.goodParts = int(goodRows().size());
    facts.enough = int(judging::leastPartsToLearn);
    facts.most = int(judging::mostPartsToLearn);
    facts.learning = m_job.isRunning();
    if (const auto& baseline = m_session.recipe().baseline) {
        facts.fits = !m_session.model() || canFit(*baseline, m_session.recipe(), *m_session.model());
        facts.otherFrame = baseline->frame != m_session.recipe().frame();
        facts.covered = covered(*baseline);
    }
    m_editor.setFacts(facts);
}

void BaselinePresenter::learn()
{
    const std::vector<int> rows = goodRows();
    const std::size_t count = std::min(rows.size(), judging::mostPartsToLearn);
    if (count < judging::leastPartsToLearn)
        return;
    std::vector<KeptAnswer> parts;
    for (std::size_t i = 0; i < count; ++i) {  // spread over all: neighbours were made alike
        const PartRecord& part = m_session.part(rows[i * rows.size() / count]);
        parts.push_back(KeptAnswer::of(part));
    }
    const inference::Recipe& recipe = m_session.recipe();
    m_job.start([this, parts = std::move(parts), asked = Asked {m_recipe, recipe.tileSide, recipe.anchor}](const LatestJob::Voice& voice, const std::stop_token& stop) {
        // What was stopped fails too; nobody is told then.
        voice.end([this, asked, outcome = attempt({}, [&] { return Learned::from(parts, asked.anchor, stop); })] {
            if (const auto* const error = std::get_if<Error>(&outcome))
                emit told(tr("Nothing was learned from the good parts. %1").arg(sentence(*error)));
            else
                take(std::get<Learned>(outcome), asked);
            showFacts();
        });
    });
    showFacts();
}

void BaselinePresenter::take(const Learned& learned, const Asked& asked)
{
    if (!learned.baseline) {
        emit told(tr("Nothing was learned from the good parts: at most %n of them have pictures of one size, a part that is found in them and an answer of the model that is kept.", nullptr, learned.alike));
        return;
    }
    inference::Recipe recipe = m_session.recipe();
    const auto* const model = m_session.model();
    if (recipe.tileSide != asked.tileSide || m_recipe != asked.recipe || recipe.anchor != asked.anchor || !model) {
        emit told(tr("Nothing was learned from the good parts: the recipe is another one meanwhile. Learn again."));
        return;
    }
    if (m_session.refusesChange())
        return;
    recipe.model = inference::pipeline::modelHash(model->clipSha256, model->vcpSha256);  // of whose answers it speaks
    recipe.baseline = learned.baseline;
    m_session.stepRecipe(recipe);
    if (learned.leftOut > 0)
        emit told(tr("%n good part(s) were left out of what was learned: their pictures have another size, the part was not found, or the model's answer is no longer kept.", nullptr, learned.leftOut));
}

/// Counted once for each.
double BaselinePresenter::covered(const Baseline& baseline)
{
    if (std::exchange(m_coveredOf, baseline.fingerprint) != baseline.fingerprint)
        m_covered = judging::coveredShare(baseline);
    return m_covered;
}

}  // namespace app
