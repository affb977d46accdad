#include "app/workbench/plots_presenter.h"

#include "app/workbench/review_desk.h"
#include "widgets/defect_list.h"
#include "widgets/location_map.h"
#include "widgets/measure_histogram.h"
#include "widgets/pareto_plot.h"
#include "widgets/trend_plot.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QEvent>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace app {
namespace {

constexpr int leastPause = 200;     // milliseconds
constexpr int greatestPause = 10000;
constexpr qint64 share = 10;        // the pause is so many times what the last look took
constexpr int slice = 4;            // milliseconds

/// Equal strings share their data, however many records name them.
class SharedTexts {
public:
    QString of(const std::string& text)
    {
        const auto [place, added] = m_texts.try_emplace(text);
        if (added)
            place->second = QString::fromStdString(text);
        return place->second;
    }

private:
    std::unordered_map<std::string, QString> m_texts;
};

}  // namespace

PlotsPresenter::PlotsPresenter(Session& session, const PlotViews& views, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_views(views)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(leastPause);
    connect(&m_soon, &QTimer::timeout, this, &PlotsPresenter::start);
    m_slice.setInterval(0);
    connect(&m_slice, &QTimer::timeout, this, &PlotsPresenter::goOn);
    connect(&session, &Session::partChanged, this, &PlotsPresenter::changed);
    connect(&session, &Session::partsChanged, this, &PlotsPresenter::changed);
    connect(&session, &Session::partsCleared, this, &PlotsPresenter::restart);
    connect(&session, &Session::recipeChanged, this, [this](const inference::Recipe& recipe) {
        m_views.trend->setLimits(inference::LimitPair {recipe.rule.failLimit, recipe.rule.reviewLimit});
        m_views.list->setMmPerPixel(recipe.mmPerPixel);
        m_views.measures->setMmPerPixel(recipe.mmPerPixel);
        m_views.pareto->setMmPerPixel(recipe.mmPerPixel);
    });
    for (QWidget* const view : std::initializer_list<QWidget*> {views.list, views.measures, views.pareto, views.where, views.trend})
        view->installEventFilter(this);
    connect(views.measures, &widgets::MeasureHistogram::partsSelected, this, &PlotsPresenter::selectionWanted);
    connect(views.pareto, &widgets::ParetoPlot::partsSelected, this, &PlotsPresenter::selectionWanted);
    connect(views.where, &widgets::LocationMap::partsSelected, this, &PlotsPresenter::selectionWanted);
    connect(views.trend, &widgets::TrendPlot::partsSelected, this, &PlotsPresenter::selectionWanted);
    connect(views.trend, &widgets::TrendPlot::partActivated, this, &PlotsPresenter::partWanted);
    connect(views.list, &widgets::DefectList::defectSelected, this, &PlotsPresenter::defectWanted);
    connect(views.list, &widgets::DefectList::defectActivated, this, &PlotsPresenter::defectWanted);
}

void PlotsPresenter::changed()
{
    ++m_version;
    if (!m_soon.isActive() && !m_walk)
        m_soon.start();
}

/// Other parts: what was seen of the old ones means nothing.
void PlotsPresenter::restart()
{
    m_walk.reset();
    m_slice.stop();
    ++m_version;
    refresh();
}

bool PlotsPresenter::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Show) {
        if (watched == m_views.list && m_unlisted)
            m_views.list->setRecords(std::exchange(m_unlisted, nullptr));
        if (!m_walk)
            m_soon.start(0);
    }
    return QObject::eventFilter(watched, event);
}

bool PlotsPresenter::seesRecords() const
{
    return m_views.list->isVisible() || m_views.measures->isVisible() || m_views.pareto->isVisible() || m_views.where->isVisible();
}

bool PlotsPresenter::seesPoints() const
{
    return m_views.trend->isVisible();
}

void PlotsPresenter::start()
{
    m_soon.stop();
    if (seesRecords() && m_recordsMade != m_version)
        m_walk = recordsWalk();
    else if (seesPoints() && m_pointsMade != m_version)
        m_walk = pointsWalk();
    else
        return;
    m_slice.start();
}

void PlotsPresenter::goOn()
{
    if (!advance(*m_walk, QDeadlineTimer(slice)))
        return;
    m_slice.stop();
    const qint64 pause = share * m_walk->nanoseconds / 1000000;
    m_walk.reset();
    m_soon.start(int(std::clamp<qint64>(pause, leastPause, greatestPause)));
}

/// True when the walk is done and shown.
bool PlotsPresenter::advance(Walk& walk, const QDeadlineTimer& end)
{
    QElapsedTimer spent;
    spent.start();
    bool done = false;
    while (!done && !end.hasExpired()) {
        const int last = std::min(walk.next + 64, m_session.count());
        for (; walk.next < last; ++walk.next)
            walk.look(walk.next);
        done = walk.next >= m_session.count();
    }
    if (done)
        walk.finish();
    walk.nanoseconds += spent.nsecsElapsed();
    return done;
}

PlotsPresenter::Walk PlotsPresenter::recordsWalk()
{
    auto records = std::make_shared<std::vector<widgets::DefectRecord>>();
    auto texts = std::make_shared<SharedTexts>();
    Walk walk;
    walk.look = [this, records, texts](int row) {
        const PartRecord& part = m_session.part(row);
        if (!part.judged.defects)
            return;
        const std::vector<inference::Defect>& defects = *part.judged.defects;
        for (std::size_t i = 0; i < defects.size(); ++i) {
            const inference::Defect& defect = defects[i];
            widgets::DefectRecord record = widgets::recordOf(defect, part.judged.figures ? part.judged.figures->placement : std::nullopt);
            record.part = row;
            record.partPath = part.path;
            record.partName = part.name;
            record.number = int(i) + 1;
            record.imageSize = part.judged.imageSize;
            if (defect.zone >= 0 && std::size_t(defect.zone) < part.judged.recipe->zones.size())
                record.zoneName = texts->of(part.judged.recipe->zones[std::size_t(defect.zone)].name);
            record.className = texts->of(classOf(i, defects, part.review));
            records->push_back(std::move(record));
        }
    };
    walk.finish = [this, records, version = m_version] {
        m_recordsMade = version;
        showRecords(records);
    };
    return walk;
}

void PlotsPresenter::showRecords(const widgets::DefectRecords& records)
{
    // Plots draw themselves when they are seen; the list would sort and measure its rows at once.
    m_views.measures->setRecords(records);
    m_views.pareto->setRecords(records);
    m_views.where->setRecords(records);
    m_unlisted = records;
    if (m_views.list->isVisible())
        m_views.list->setRecords(std::exchange(m_unlisted, nullptr));
    for (widgets::PlotView* const plot : std::initializer_list<widgets::PlotView*> {m_views.measures, m_views.pareto, m_views.where})
        if (plot->isVisible())
            plot->refresh();
}

PlotsPresenter::Walk PlotsPresenter::pointsWalk()
{
    auto points = std::make_shared<std::vector<widgets::TrendPoint>>();
    Walk walk;
    walk.look = [this, points](int row) {
        const PartRecord& part = m_session.part(row);
        if (part.judged.figures)
            points->push_back({part.path, part.name, std::max(0.0, double(part.judged.regionScore)), part.judged.verdict, part.modified});
    };
    walk.finish = [this, points, version = m_version] {
        m_pointsMade = version;
        m_views.trend->setPoints(points);
        if (m_views.trend->isVisible())
            m_views.trend->refresh();
    };
    return walk;
}

void PlotsPresenter::refresh()
{
    m_walk.reset();
    m_slice.stop();
    m_soon.stop();
    for (Walk walk : {recordsWalk(), pointsWalk()})
        advance(walk, QDeadlineTimer(QDeadlineTimer::Forever));
    if (m_unlisted)
        m_views.list->setRecords(std::exchange(m_unlisted, nullptr));
}

}  // namespace app
