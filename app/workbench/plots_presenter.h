#pragma once

#include "app/workbench/session.h"
#include "widgets/defect_record.h"

#include <QObject>
#include <QTimer>

namespace widgets {
class DefectList;
class LocationMap;
class MeasureHistogram;
class ParetoPlot;
class TrendPlot;
}

namespace app {

/// The views over all parts.
struct PlotViews {
    widgets::DefectList* list = nullptr;
    widgets::MeasureHistogram* measures = nullptr;
    widgets::ParetoPlot* pareto = nullptr;
    widgets::LocationMap* where = nullptr;
    widgets::TrendPlot* trend = nullptr;
};

/// Feeds the table of all defects and the plots over all parts from the session, a few times a second at most. GUI thread.
class PlotsPresenter : public QObject {
    Q_OBJECT

public:
    PlotsPresenter(Session& session, const PlotViews& views, QObject* parent = nullptr);

    /// Now instead of in a moment.
    void refresh();

signals:
    /// A click in a plot: only these parts, and what they have in common in words.
    void selectionWanted(const QStringList& paths, const QString& what);
    void partWanted(const QString& path);
    /// `number` from 1.
    void defectWanted(const QString& path, int number);

private:
    widgets::DefectRecords records() const;
    void refreshSoon();

    Session& m_session;
    PlotViews m_views;
    QTimer m_soon;
};

}  // namespace app
