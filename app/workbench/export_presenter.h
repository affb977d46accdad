#pragma once

#include "app/store/history_service.h"
#include "app/workbench/export_dialog.h"
#include "app/workbench/export_service.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <optional>

namespace app {

/// Exports from the window: what is open, as it stands when it begins. Parts whose turn under moved limits hasn't come are waited for, and for
/// a few seconds so is what isn't in the review log yet; where something else is open by then, nothing is exported. GUI thread.
class ExportPresenter : public QObject {
    Q_OBJECT

public:
    struct Asks {
        PickFile pickFolder;
        std::function<bool(int row)> isShown;  ///< by the list's filter
        std::function<void(const QString& folder)> openFolder;
    };
    ExportPresenter(Session& session, HistoryService& history, Settings& settings, Asks asks, QWidget* window);
    ~ExportPresenter() override;

    void showDialog();
    bool isExporting() const { return m_pending || m_service.isRunning(); }
    /// Null before it was first shown.
    ExportDialog* dialog() const { return m_dialog; }

private:
    void connectService();
    void start(const ExportForm& form);
    void startPending();
    bool mustWait();
    void endWaiting(const QString& sentence);
    void finish(const ExportResult& result);
    void cancel();
    void countSoon();

    Session& m_session;
    HistoryService& m_history;
    Settings& m_settings;
    Asks m_asks;
    QWidget* m_window;
    QPointer<ExportDialog> m_dialog;
    std::optional<ExportForm> m_pending;  ///< waits for parts that are judged anew
    int m_tileSide = 0;                   ///< when it was asked for
    QElapsedTimer m_waited;               ///< since it was asked for
    QTimer m_countSoon;
    ExportService m_service;
};

}  // namespace app
