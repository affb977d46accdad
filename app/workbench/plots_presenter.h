#pragma once

#include "app/workbench/session.h"
#include "widgets/defect_record.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

class QDeadlineTimer;
class QWidget;

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

/// Feeds the table of all defects and the plots over all parts from the session. Only what is seen is made, a slice at a time,
/// and so seldom that it takes a tenth of the time at most. GUI thread.
class PlotsPresenter : public QObject {
    Q_OBJECT

public:
    PlotsPresenter(Session& session, const PlotViews& views, QObject* parent = nullptr);

    /// All of it, now instead of in a moment.
    void refresh();

signals:
    /// A click in a plot: only these parts, and what they have in common in words.
    void selectionWanted(const QStringList& paths, const QString& what);
    void partWanted(const QString& path);
    /// `number` from 1.
    void defectWanted(const QString& path, int number);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    /// A look at every part, in slices.
    struct Walk {
        int next = 0;  ///< row
        std::function<void(int row)> look;
        std::function<void()> finish;
        qint64 nanoseconds = 0;  ///< spent
    };

    void changed();
    void restart();
    void start();
    void goOn();
    bool advance(Walk& walk, const QDeadlineTimer& end);
    Walk recordsWalk();
    Walk pointsWalk();
    void showRecords(const widgets::DefectRecords& records);
    bool seesRecords() const;
    bool seesPoints() const;

    Session& m_session;
    PlotViews m_views;
    quint64 m_version = 1;        ///< counts changes
    quint64 m_recordsMade = 0;    ///< the version that the views of regions show, or are shown when they are seen
    quint64 m_pointsMade = 0;     ///< the same of the trend
    widgets::DefectRecords m_unlisted;  ///< what the list shows when it is seen; null: it does
    std::optional<Walk> m_walk;
    QTimer m_soon;
    QTimer m_slice;
};

}  // namespace app
