#include "app/workbench/statistics_presenter.h"

#include "core/error.h"
#include "widgets/limit_editor.h"
#include "widgets/number_text.h"
#include "widgets/score_histogram.h"
#include "widgets/statistics_panel.h"
#include "widgets/suggestion_panel.h"
#include "widgets/verdict_style.h"

#include <QFutureWatcher>
#include <QGuiApplication>
#include <QtConcurrent>

namespace app {

using inference::Label;
using inference::LimitPair;
using inference::Verdict;
namespace evaluation = inference::evaluation;

namespace {

/// Only parts with figures of the present model count.
bool counts(const PartRecord& part)
{
    return part.judged.figures && part.judged.inspection == part.inspection;
}

/// The number that the histogram shows and the limits part; a part without any region has none at all.
double shownScore(const PartRecord& part)
{
    return std::clamp(double(part.judged.regionScore), 0.0, 1.0);
}

QString labelWord(Label label)
{
    switch (label) {
    case Label::Good: return StatisticsPresenter::tr("good");
    case Label::Defective: return StatisticsPresenter::tr("defective");
    case Label::None: break;
    }
    return StatisticsPresenter::tr("unlabelled");
}

std::optional<evaluation::Suggestion> suggestionOf(const std::shared_ptr<const evaluation::ScoreDistribution>& scores,
                                                   const evaluation::SuggestionRequest& request, const std::stop_token& stop)
{
    try {
        return evaluation::suggestLimit(*scores, request, stop);
    } catch (const inference::Cancelled&) {
        return std::nullopt;
    }
}

}  // namespace

StatisticsPresenter::StatisticsPresenter(Session& session, const StatisticsViews& views, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_views(views)
    , m_scores(std::make_shared<const evaluation::ScoreDistribution>())
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(150);
    connect(&m_soon, &QTimer::timeout, this, &StatisticsPresenter::refresh);
    connect(&session, &Session::partChanged, this, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
    connect(&session, &Session::partsCleared, this, &StatisticsPresenter::refresh);
    connect(&session, &Session::recipeChanged, this, [this] {
        m_views.histogram->setLimits(limits());
        showCounts();
    });
    connectViews();
    m_views.histogram->setLimits(limits());
    refresh();
}

StatisticsPresenter::~StatisticsPresenter()
{
    m_suggesting.request_stop();
}

void StatisticsPresenter::connectViews()
{
    const auto use = [this](const inference::Recipe& recipe) { m_session.changeRecipe(recipe); };
    connect(m_views.histogram, &widgets::ScoreHistogram::limitsDragged, this, [this, use](const LimitPair& dragged) {
        inference::Recipe recipe = m_session.recipe();
        recipe.rule.failLimit = dragged.fail;
        recipe.rule.reviewLimit = dragged.review;
        if (recipe.rule.growLimit)
            recipe.rule.growLimit = std::min(*recipe.rule.growLimit, dragged.review);
        use(recipe);
    });
    connect(m_views.histogram, &widgets::ScoreHistogram::limitDragEnded, &m_session, &Session::endRecipeGesture);
    connect(m_views.histogram, &widgets::ScoreHistogram::scoreRangeSelected, this, &StatisticsPresenter::selectRange);
    connect(m_views.numbers, &widgets::StatisticsPanel::selectionWanted, this,
            [this](const widgets::PartSelection& wanted) { select(wanted.label, wanted.verdict, false); });
    connect(m_views.numbers, &widgets::StatisticsPanel::labelledReviewWanted, this, [this] { select({}, Verdict::Review, true); });
    connect(m_views.numbers, &widgets::StatisticsPanel::costsChanged, this, [this](const evaluation::Costs& costs) {
        m_views.suggestions->setCosts(costs);
        suggest();
    });
    connect(m_views.suggestions, &widgets::SuggestionPanel::requestChanged, this, &StatisticsPresenter::suggest);
    const auto step = [this, use](inference::Recipe (*changed)(inference::Recipe, float), float limit) {
        m_session.endRecipeGesture();
        use(changed(m_session.recipe(), limit));
        m_session.endRecipeGesture();
    };
    connect(m_views.suggestions, &widgets::SuggestionPanel::failLimitWanted, this, [step](float limit) { step(&widgets::withFailLimit, limit); });
    connect(m_views.suggestions, &widgets::SuggestionPanel::reviewLimitWanted, this, [step](float limit) { step(&widgets::withReviewLimit, limit); });
}

LimitPair StatisticsPresenter::limits() const
{
    return {m_session.recipe().rule.failLimit, m_session.recipe().rule.reviewLimit};
}

void StatisticsPresenter::retranslate()
{
    m_views.histogram->setScoreName(tr("Region score"));
}

void StatisticsPresenter::refresh()
{
    m_soon.stop();
    std::vector<evaluation::ScoredPart> parts;
    for (int row = 0; row < m_session.count(); ++row)
        if (const PartRecord& part = m_session.part(row); counts(part))
            parts.push_back({shownScore(part), part.label});
    m_scores = std::make_shared<const evaluation::ScoreDistribution>(parts);
    m_views.histogram->setDistribution(m_scores);
    showCounts();
    suggest();
}

void StatisticsPresenter::showCounts()
{
    // Counted from the verdicts themselves: zones and score limits have a say in them too.
    std::vector<evaluation::JudgedPart> judged;
    judged.reserve(std::size_t(m_session.count()));
    for (int row = 0; row < m_session.count(); ++row)
        if (const PartRecord& part = m_session.part(row); counts(part))
            judged.push_back({part.label, part.judged.verdict});
    m_views.numbers->setCounts(evaluation::countVerdicts(judged));
}

void StatisticsPresenter::suggest()
{
    m_suggesting.request_stop();
    m_suggesting = {};
    if (m_scores->count(Label::Good) + m_scores->count(Label::Defective) == 0) {
        m_views.suggestions->setSuggestion(std::nullopt);
        m_views.histogram->setSuggestion(std::nullopt);
        return;
    }
    using Result = std::optional<evaluation::Suggestion>;
    auto* const watcher = new QFutureWatcher<Result>(this);
    connect(watcher, &QFutureWatcher<Result>::finished, this, [this, watcher, stop = m_suggesting.get_token()] {
        watcher->deleteLater();
        if (stop.stop_requested() || !watcher->result())
            return;
        m_views.suggestions->setSuggestion(watcher->result());
        m_views.histogram->setSuggestion(m_views.suggestions->mark());
    });
    watcher->setFuture(QtConcurrent::run([scores = m_scores, request = m_views.suggestions->request(), stop = m_suggesting.get_token()] {
        return suggestionOf(scores, request, stop);
    }));
}

void StatisticsPresenter::selectRange(double from, double to, std::optional<Label> label)
{
    QStringList paths;
    for (int row = 0; row < m_session.count(); ++row) {
        const PartRecord& part = m_session.part(row);
        if (counts(part) && shownScore(part) >= from && shownScore(part) < to && (!label || part.label == *label))
            paths.append(part.path);
    }
    const QString range = tr("region score %1 to %2").arg(widgets::scoreText(from), widgets::scoreText(to));
    emit selectionWanted(paths, label ? tr("%1, %2").arg(labelWord(*label), range) : range);
}

void StatisticsPresenter::select(std::optional<Label> label, std::optional<Verdict> verdict, bool labelledOnly)
{
    QStringList paths, words;
    for (int row = 0; row < m_session.count(); ++row) {
        const PartRecord& part = m_session.part(row);
        if (counts(part) && (!label || part.label == *label) && (!verdict || part.judged.verdict == *verdict)
            && (!labelledOnly || part.label != Label::None))
            paths.append(part.path);
    }
    if (label)
        words.append(labelWord(*label));
    if (labelledOnly)
        words.append(tr("labelled"));
    if (verdict)
        words.append(widgets::styleOf(*verdict, QGuiApplication::palette()).word);
    emit selectionWanted(paths, words.join(QStringLiteral(", ")));
}

}  // namespace app
