#pragma once

#include "app/workbench/file_field.h"
#include "app/report/gauge_answer.h"
#include "app/workbench/latest_job.h"
#include "app/workbench/report_writing.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace app {

class GaugeDialog;
class HistoryService;
class Session;
class Settings;

/// The window Gauge Study over the parts that are open: asks anew while they are inspected and while limits move, as long as it is seen. Works behind the
/// window; GUI thread.
class GaugePresenter : public QObject {
    Q_OBJECT

public:
    /// `pickTarget` asks where a table or a report is to be written; its third argument is a proposal with a name.
    GaugePresenter(Session& session, HistoryService& history, Settings& settings, PickFile pickTarget, QObject* parent = nullptr);
    ~GaugePresenter() override;

    void showWindow();
    /// A report is being written, or waits to be.
    bool isSaving() const { return m_settling.isActive() || m_reports.isRunning(); }
    /// Null before showWindow().
    GaugeDialog* window() const { return m_window.get(); }

signals:
    void partWanted(const QString& path);
    /// These parts alone, and what they are in words.
    void selectionWanted(const QStringList& paths, const QString& what);
    /// The window shows what has become of the last question.
    void answered();
    /// The window says what has become of a table or a report.
    void exported();

private:
    void build();
    bool eventFilter(QObject* watched, QEvent* event) override;
    void refreshSoon();
    /// Asks, unless an answer is on its way: the question follows it then.
    void refresh();
    /// Another question than the one that may be on its way: at once.
    void askAnew();
    void take(const std::shared_ptr<const GaugeAnswer>& answer);
    GaugeQuestion question() const;
    QString target(const QString& title, const QString& name, const QString& filter);
    void exportTable();
    void write(const QString& file);
    void saveReport();
    void saveReportWhenSettled();
    void endReport(const QString& text);
    void say(const QString& text);
    void connectReports();
    void remember();

    Session& m_session;
    HistoryService& m_history;
    Settings& m_settings;
    PickFile m_pickTarget;
    std::unique_ptr<GaugeDialog> m_window;
    bool m_stale = true;
    QTimer m_soon, m_settling;
    QString m_report;     ///< where it is to be written
    int m_tileSide = 0;   ///< when it was asked for
    QString m_unreadLog;  ///< why the report has none of the review log
    QElapsedTimer m_waited;
    ReportWriting m_reports;
    LatestJob m_asking {this};   // last: their threads end first
    LatestJob m_writing {this};
};

}  // namespace app
