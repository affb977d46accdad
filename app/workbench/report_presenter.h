#pragma once

#include "app/store/history_service.h"
#include "app/workbench/report_dialog.h"
#include "app/workbench/report_service.h"
#include "app/workbench/report_writing.h"
#include "app/workbench/session.h"
#include "app/workbench/settings.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

namespace widgets {
class PartFilterModel;
}

namespace app {

/// What a report asks of the desktop.
struct ReportDesktop {
    PickFile pickLogo;
    PickFile pickTarget;  ///< for a new file; its third argument is a proposal with a name
    std::function<bool(const QUrl& url)> open;  ///< false: no program is known for it
};
/// The real one.
ReportDesktop reportDesktop();

/// Reports from the window: what the session holds goes into the dialog's preview, anew when it changes, and into a PDF where the person
/// wants it. Goes on writing behind a closed dialog; one that waits for the present limits is not made of what is opened meanwhile. GUI thread.
class ReportPresenter : public QObject {
    Q_OBJECT

public:
    ReportPresenter(Session& session, HistoryService& history, Settings& settings, const widgets::PartFilterModel& filter, ReportDesktop desktop,
                    QWidget* window);
    ~ReportPresenter() override;

    /// Or says what is to be done first, where there is nothing to report.
    void showDialog();
    /// One is being written, or waits to be.
    bool isSaving() const { return m_saveSoon.isActive() || m_writing.isRunning(); }
    /// Null before showDialog() has shown it.
    ReportDialog* dialog() const { return m_dialog; }

private:
    void build();
    void listen();
    void listenToService();
    void fillForm();
    ReportOrder order() const;
    void readSession();
    void showSession();
    void snapshotSoon();
    void layOut();
    void take(const ReportLayout& layout);
    void take(const PaintedPage& page);
    void warn();
    void save();
    void saveWhenReady();
    void endWaiting();
    void finish(const std::filesystem::path& path, int pages);
    void open(const QString& path);

    Session& m_session;
    HistoryService& m_history;
    Settings& m_settings;
    const widgets::PartFilterModel& m_filter;
    ReportDesktop m_desktop;
    QWidget* m_window;
    ReportService m_service;
    ReportWriting m_writing;
    QPointer<ReportDialog> m_dialog;  ///< the window's

    std::shared_ptr<const SessionSnapshot> m_snapshot;
    QString m_recipeName;       ///< as the form knows it
    bool m_otherRecipe = false; ///< the present one isn't that under another name
    quint64 m_order = 0;        ///< the newest
    ReportLayout m_layout;      ///< the newest that is known
    MissingFiles m_missing;
    QTimer m_snapshotSoon;
    QTimer m_formSoon;

    QString m_target;           ///< where a report is to go, or went
    int m_tileSide = 0;         ///< when it was asked for
    QString m_unreadLog;        ///< why the file has nothing of the review log; empty: it has
    QTimer m_saveSoon;          ///< runs while it waits
    QElapsedTimer m_waited;
};

}  // namespace app
