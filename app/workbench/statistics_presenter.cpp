#include "app/workbench/statistics_presenter.h"

#include "app/workbench/background.h"
#include "core/error.h"
#include "widgets/joined_list.h"
#include "widgets/limit_editor.h"
#include "widgets/number_text.h"
#include "widgets/score_histogram.h"
#include "widgets/statistics_panel.h"
#include "widgets/suggestion_panel.h"
#include "widgets/verdict_style.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QFutureWatcher>
#include <QGuiApplication>
#include <QtConcurrent>

#include <algorithm>
#include <unordered_map>

namespace app {

using inference::Label;
using inference::LimitPair;
using inference::Verdict;
namespace evaluation = inference::evaluation;

namespace {

constexpr int leastPause = 150;  // milliseconds
constexpr int greatestPause = 10000;
constexpr qint64 share = 10;  // the pause is so many times what the last refresh took

/// 0..1; a part without any region has none at all.
double unit(double score)
{
    return score > 0 ? std::min(score, 1.0) : 0;
}

/// The recipe without the limits on the score that is shown: what fails under it fails whatever they are.
inference::Recipe withoutLimitsOn(StatisticsPresenter::Score score, inference::Recipe recipe)
{
    if (score == StatisticsPresenter::Score::Image)
        recipe.scoreLimits.reset();
    else
        recipe.rule.failLimit = recipe.rule.reviewLimit = 2;  // no score reaches it
    return recipe;
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
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(leastPause);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (isSeen())
            refresh();
    });
    connect(&session, &Session::partChanged, this, &StatisticsPresenter::refreshSoon);
    connect(&session, &Session::partsChanged, this, &StatisticsPresenter::refreshSoon);
    connect(&session, &Session::partsCleared, this, [this] {
        showCounts();
        refresh();
    });
    connect(&session, &Session::recipeChanged, this, &StatisticsPresenter::showLimits);
    connect(&session, &Session::verdictsMoved, this, [this] {
        showCounts();
        refreshSoon();
    });
    connectViews();
    const auto allow = [this] {
        m_views.histogram->overlay()->setEnabled(m_session.model());  // it brings its own limits
        m_views.histogram->overlay()->setMovable(!m_session.isRecipeLocked());
    };
    connect(&session, &Session::modelChanged, this, allow);
    connect(&session, &Session::recipeLockChanged, this, allow);
    allow();
    showLimits();
    showCounts();
    refresh();
}

StatisticsPresenter::~StatisticsPresenter()
{
    m_suggesting.request_stop();
}

void StatisticsPresenter::connectViews()
{
    m_views.histogram->installEventFilter(this);
    m_views.suggestions->installEventFilter(this);
    connect(m_views.histogram, &widgets::ScoreHistogram::scoreChosen, this, [this](int score) {
        m_score = Score(score);
        retranslate();
        showLimits();
        refresh();
    });
    connect(m_views.histogram, &widgets::ScoreHistogram::limitsDragged, this, &StatisticsPresenter::useLimits);
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
    connect(m_views.suggestions, &widgets::SuggestionPanel::failLimitWanted, this, [this](float limit) { useLimit(true, limit); });
    connect(m_views.suggestions, &widgets::SuggestionPanel::reviewLimitWanted, this, [this](float limit) { useLimit(false, limit); });
}

LimitPair StatisticsPresenter::limits() const
{
    const inference::Recipe& recipe = m_session.recipe();
    // Without score limits both stand at the end of the axis: to be dragged from there.
    return m_score == Score::Image ? recipe.scoreLimits.value_or(LimitPair {}) : LimitPair {recipe.rule.failLimit, recipe.rule.reviewLimit};
}

void StatisticsPresenter::useLimits(const LimitPair& dragged)
{
    inference::Recipe recipe = m_session.recipeBeforeGesture();
    if (m_score == Score::Image) {
        recipe.scoreLimits = dragged;
    } else {
        recipe.rule.failLimit = dragged.fail;
        recipe.rule.reviewLimit = dragged.review;
        if (recipe.rule.growLimit)
            recipe.rule.growLimit = std::min(*recipe.rule.growLimit, dragged.review);
    }
    m_session.changeRecipe(recipe);
}

void StatisticsPresenter::useLimit(bool fail, float limit)
{
    inference::Recipe recipe = m_session.recipe();
    if (m_score == Score::Region) {
        recipe = fail ? widgets::withFailLimit(recipe, limit) : widgets::withReviewLimit(recipe, limit);
    } else {
        const LimitPair pair = recipe.scoreLimits.value_or(LimitPair {});
        recipe.scoreLimits = fail ? LimitPair {limit, std::min(pair.review, limit)} : LimitPair {std::max(pair.fail, limit), limit};
    }
    m_session.stepRecipe(recipe);
}

void StatisticsPresenter::retranslate()
{
    const QStringList names {tr("Region score"), tr("Image score")};
    m_views.histogram->setScores(names, int(m_score));
    m_views.histogram->setScoreName(names.at(int(m_score)));
}

bool StatisticsPresenter::isSeen() const
{
    return m_views.histogram->isVisible() || m_views.suggestions->isVisible();
}

bool StatisticsPresenter::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Show && m_stale)
        refresh();
    return QObject::eventFilter(watched, event);
}

void StatisticsPresenter::refreshSoon()
{
    m_stale = true;
    if (!m_soon.isActive())
        m_soon.start();
}

void StatisticsPresenter::refresh()
{
    m_soon.stop();
    m_stale = false;
    QElapsedTimer spent;
    spent.start();
    auto* const watcher = new QFutureWatcher<Scores>(this);
    connect(watcher, &QFutureWatcher<Scores>::finished, this, [this, watcher, number = ++m_sorting] {
        watcher->deleteLater();
        if (number == m_sorting)
            take(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(&backgroundThreads(), [parts = snapshot()] { return sorted(parts); }));
    m_soon.setInterval(int(std::clamp<qint64>(share * spent.elapsed(), leastPause, greatestPause)));
    showCounts();
}

double StatisticsPresenter::shownScore(const PartRecord& part) const
{
    return unit(m_score == Score::Image ? part.judged.figures->score : double(part.judged.regionScore));
}

StatisticsPresenter::Snapshot StatisticsPresenter::snapshot() const
{
    const inference::Recipe elsewhere = withoutLimitsOn(m_score, m_session.recipe());
    const bool others = m_score == Score::Image || elsewhere.scoreLimits || !elsewhere.zones.empty();
    std::unordered_map<const inference::Recipe*, inference::judging::MovedLimits> made;
    Snapshot parts;
    for (int row = 0; row < m_session.count(); ++row) {
        const PartRecord& part = m_session.part(row);
        if (!part.isJudged())
            continue;
        const inference::judging::PartFigures& figures = *part.judged.figures;
        parts.shown.push_back({shownScore(part), part.label});
        const auto verdict = [&] {
            return made.try_emplace(part.judged.recipe.get(), *part.judged.recipe, elsewhere).first->second.verdict(figures);
        };
        if (others && verdict() == Verdict::Fail)
            parts.decided.push_back({1, part.label});
        else
            parts.open.push_back({unit(m_score == Score::Image ? figures.score : double(figures.zones.front().regionScore)), part.label});
    }
    return parts;
}

StatisticsPresenter::Scores StatisticsPresenter::sorted(const Snapshot& snapshot)
{
    using evaluation::ScoreDistribution;
    Scores scores;
    scores.shown = std::make_shared<const ScoreDistribution>(snapshot.shown);
    scores.open = scores.caught = std::make_shared<const ScoreDistribution>(snapshot.open);
    if (!snapshot.decided.empty()) {
        Parts all = snapshot.open;
        all.insert(all.end(), snapshot.decided.begin(), snapshot.decided.end());
        scores.caught = std::make_shared<const ScoreDistribution>(all);
        scores.decided = int(std::ranges::count_if(snapshot.decided, [](const auto& part) { return part.label != Label::None; }));
    }
    return scores;
}

void StatisticsPresenter::take(const Scores& scores)
{
    QElapsedTimer spent;
    spent.start();
    m_scores = scores;
    m_views.histogram->setDistribution(m_scores.shown);
    suggest();
    m_soon.setInterval(int(std::clamp<qint64>(m_soon.interval() + share * spent.elapsed(), leastPause, greatestPause)));
}

void StatisticsPresenter::showLimits()
{
    m_views.histogram->setLimits(limits());
}

void StatisticsPresenter::showCounts()
{
    // By the verdicts themselves: zones and score limits have a say in them too.
    m_views.numbers->setCounts(m_session.counts());
}

void StatisticsPresenter::suggest()
{
    m_suggesting.request_stop();
    m_suggesting = {};
    const evaluation::SuggestionRequest request = m_views.suggestions->request();
    // The tail is a forecast of the scores: what fails by something else says nothing of it.
    const Distribution scores = request.method == evaluation::SuggestionMethod::ExtremeTail ? m_scores.open : m_scores.caught;
    if (scores->count(Label::Good) + scores->count(Label::Defective) == 0) {
        m_views.suggestions->setSuggestion(std::nullopt);
        m_views.histogram->setSuggestion(std::nullopt);
        return;
    }
    using Result = std::optional<evaluation::Suggestion>;
    auto* const watcher = new QFutureWatcher<Result>(this);
    connect(watcher, &QFutureWatcher<Result>::finished, this, [this, watcher, decided = m_scores.decided, stop = m_suggesting.get_token()] {
        watcher->deleteLater();
        if (stop.stop_requested() || !watcher->result())
            return;
        m_views.suggestions->setSuggestion(watcher->result(), decided);
        m_views.histogram->setSuggestion(m_views.suggestions->mark());
    });
    watcher->setFuture(QtConcurrent::run(&backgroundThreads(), [scores, request, stop = m_suggesting.get_token()] { return suggestionOf(scores, request, stop); }));
}

void StatisticsPresenter::selectRange(double from, double to, std::optional<Label> label)
{
    QStringList paths;
    for (int row = 0; row < m_session.count(); ++row) {
        const PartRecord& part = m_session.part(row);
        if (part.isJudged() && shownScore(part) >= from && shownScore(part) < to && (!label || part.label == *label))
            paths.append(part.path);
    }
    const QString range = (m_score == Score::Image ? tr("image score %1 to %2") : tr("region score %1 to %2"))
                              .arg(widgets::scoreText(from), widgets::scoreText(to));
    emit selectionWanted(paths, label ? tr("%1, %2").arg(labelWord(*label), range) : range);
}

void StatisticsPresenter::select(std::optional<Label> label, std::optional<Verdict> verdict, bool labelledOnly)
{
    QStringList paths, words;
    for (int row = 0; row < m_session.count(); ++row) {
        const PartRecord& part = m_session.part(row);
        if (part.isJudged() && (!label || part.label == *label) && (!verdict || part.judged.verdict == *verdict)
            && (!labelledOnly || part.label != Label::None))
            paths.append(part.path);
    }
    if (label)
        words.append(labelWord(*label));
    if (labelledOnly)
        words.append(tr("labelled"));
    if (verdict)
        words.append(widgets::styleOf(*verdict, QGuiApplication::palette()).word);
    emit selectionWanted(paths, widgets::joinedList(words));
}

}  // namespace app
