#include "app/workbench/plots_presenter.h"

#include "app/workbench/review_desk.h"
#include "widgets/defect_list.h"
#include "widgets/location_map.h"
#include "widgets/measure_histogram.h"
#include "widgets/pareto_plot.h"
#include "widgets/trend_plot.h"

#include <unordered_map>

namespace app {
namespace {

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

widgets::DefectRecord recordOf(const inference::Defect& defect)
{
    widgets::DefectRecord record;
    record.area = defect.area;
    record.length = defect.length;
    record.width = defect.width;
    record.box = defect.box;
    record.centroid = defect.centroid;
    record.peak = defect.peak;
    record.mean = defect.mean;
    record.contrast = defect.contrast;
    record.zone = defect.zone;
    record.failing = defect.failing;
    return record;
}

}  // namespace

PlotsPresenter::PlotsPresenter(Session& session, const PlotViews& views, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_views(views)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(200);
    connect(&m_soon, &QTimer::timeout, this, &PlotsPresenter::refresh);
    connect(&session, &Session::partChanged, this, &PlotsPresenter::refreshSoon);
    connect(&session, &Session::partsCleared, this, &PlotsPresenter::refresh);
    connect(&session, &Session::recipeChanged, this, [this](const inference::Recipe& recipe) {
        m_views.trend->setLimits(inference::LimitPair {recipe.rule.failLimit, recipe.rule.reviewLimit});
        m_views.list->setMmPerPixel(recipe.mmPerPixel);
        m_views.measures->setMmPerPixel(recipe.mmPerPixel);
        m_views.pareto->setMmPerPixel(recipe.mmPerPixel);
    });
    connect(views.measures, &widgets::MeasureHistogram::partsSelected, this, &PlotsPresenter::selectionWanted);
    connect(views.pareto, &widgets::ParetoPlot::partsSelected, this, &PlotsPresenter::selectionWanted);
    connect(views.where, &widgets::LocationMap::partsSelected, this, &PlotsPresenter::selectionWanted);
    connect(views.trend, &widgets::TrendPlot::partsSelected, this, &PlotsPresenter::selectionWanted);
    connect(views.trend, &widgets::TrendPlot::partActivated, this, &PlotsPresenter::partWanted);
    connect(views.list, &widgets::DefectList::defectSelected, this, &PlotsPresenter::defectWanted);
    connect(views.list, &widgets::DefectList::defectActivated, this, &PlotsPresenter::defectWanted);
}

void PlotsPresenter::refreshSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

widgets::DefectRecords PlotsPresenter::records() const
{
    auto records = std::make_shared<std::vector<widgets::DefectRecord>>();
    SharedTexts texts;
    for (int row = 0; row < m_session.count(); ++row) {
        const PartRecord& part = m_session.part(row);
        if (!part.judged.defects)
            continue;
        int number = 0;
        for (const inference::Defect& defect : *part.judged.defects) {
            widgets::DefectRecord record = recordOf(defect);
            record.part = row;
            record.partPath = part.path;
            record.partName = part.name;
            record.number = ++number;
            record.imageSize = part.judged.inspection->imageSize;
            if (defect.zone >= 0 && std::size_t(defect.zone) < part.judged.recipe->zones.size())
                record.zoneName = texts.of(part.judged.recipe->zones[std::size_t(defect.zone)].name);
            record.className = texts.of(classOf(defect, part.review));
            records->push_back(std::move(record));
        }
    }
    return records;
}

void PlotsPresenter::refresh()
{
    m_soon.stop();
    const widgets::DefectRecords all = records();
    m_views.list->setRecords(all);
    m_views.measures->setRecords(all);
    m_views.pareto->setRecords(all);
    m_views.where->setRecords(all);
    auto points = std::make_shared<std::vector<widgets::TrendPoint>>();
    for (int row = 0; row < m_session.count(); ++row) {
        const PartRecord& part = m_session.part(row);
        if (part.judged.figures)
            points->push_back({part.path, part.name, std::max(0.0, double(part.judged.regionScore)), part.judged.verdict, part.modified});
    }
    m_views.trend->setPoints(std::move(points));
}

}  // namespace app
