#include "app/workbench/baseline_presenter.h"

#include "app/common/path_text.h"
#include "app/workbench/archive_reader.h"
#include "app/workbench/background.h"
#include "app/workbench/session.h"
#include "judging/baseline.h"
#include "pipeline/recipe_file.h"
#include "widgets/baseline_editor.h"

#include <algorithm>
#include <memory>

namespace app {
namespace {

using inference::Baseline;
using inference::Error;
using inference::ErrorCode;
namespace judging = inference::judging;

/// Where the model's answer for a good part is.
struct GoodPart {
    QString path;
    std::shared_ptr<const inference::Inspection> answer;
    std::string image;
    std::shared_ptr<const InspectionArchive> archive;
};

bool isGood(const PartRecord& part)
{
    using inference::Label;
    return part.answer > 0 && (part.label == Label::Good || (part.label == Label::None && part.review.human == inference::Verdict::Pass));
}

/// Throws Error naming the part, Cancelled.
Baseline learnedFrom(const std::vector<GoodPart>& parts, const std::stop_token& stop)
{
    ArchiveReader reader;
    judging::BaselineLearner learner;
    for (const GoodPart& part : parts) {
        if (stop.stop_requested())
            throw inference::Cancelled();
        try {
            const auto answer = part.answer || !part.archive ? part.answer : reader.find(part.image, *part.archive);
            if (!answer)
                throw Error(ErrorCode::EvidenceCorrupt, {"-"});
            learner.add(*answer);
        } catch (const Error& error) {
            throw error.of(toPath(part.path));
        }
    }
    return learner.learned();
}

/// Whether answers of the session's model, as the recipe has it look, can be like those the baseline was learned from.
bool canFit(const Baseline& baseline, const inference::Recipe& recipe, const inference::pipeline::LoadedModel& model)
{
    const int patches = model.facts.patch > 0 ? model.facts.imageSize / model.facts.patch : 0;
    return baseline.rows == patches && baseline.columns == patches && baseline.layers == int(model.facts.layers.size()) && (recipe.tileSide > 0 || baseline.views == 1);
}

}  // namespace

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
    connect(&session, &Session::reviewChanged, this, later);
    connect(&session, &Session::recipeChanged, this, later);
    // What is learned belongs to the answers it was learned from.
    const auto stop = [this, later] {
        m_job.cancel();
        later();
    };
    connect(&session, &Session::modelChanged, this, stop);
    connect(&session, &Session::partsCleared, this, stop);
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
        facts.covered = judging::coveredShare(*baseline);
    }
    m_editor.setFacts(facts);
}

void BaselinePresenter::learn()
{
    const std::vector<int> rows = goodRows();
    const std::size_t count = std::min(rows.size(), judging::mostPartsToLearn);
    if (count < judging::leastPartsToLearn)
        return;
    std::vector<GoodPart> parts;
    for (std::size_t i = 0; i < count; ++i) {  // spread over all: neighbours were made alike
        const PartRecord& part = m_session.part(rows[i * rows.size() / count]);
        parts.push_back({part.path, part.inspection, part.image, part.archive});
    }
    m_job.start([this, parts = std::move(parts), side = m_session.recipe().tileSide](const LatestJob::Voice& voice, const std::stop_token& stop) {
        // What was stopped fails too; nobody is told then.
        voice.end([this, side, told = attempt({}, [&] { return learnedFrom(parts, stop); })] {
            if (const auto* const error = std::get_if<Error>(&told)) {
                showFacts();
                emit failed(*error);
                return;
            }
            inference::Recipe recipe = m_session.recipe();
            if (recipe.tileSide == side && m_session.model()) {
                recipe.model = inference::pipeline::modelHash(m_session.model()->clipSha256, m_session.model()->vcpSha256);  // of whose answers it speaks
                recipe.baseline = std::get<Baseline>(told);
                m_session.endRecipeGesture();
                m_session.changeRecipe(recipe);
                m_session.endRecipeGesture();
            }
            showFacts();
        });
    });
    showFacts();
}

}  // namespace app
