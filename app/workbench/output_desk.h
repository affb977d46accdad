#pragma once

#include "app/store/history_service.h"
#include "app/workbench/session.h"
#include "app/workbench/settings.h"

#include <QObject>

namespace widgets {
class PartFilterModel;
}

namespace app {

class ExportPresenter;
class MainActions;
class ReportChecker;
class ReportPresenter;

/// What leaves the desk: reports, exports, and the check of reports that come back. GUI thread. Looks at the session to its end.
class OutputDesk : public QObject {
    Q_OBJECT

public:
    OutputDesk(Session& session, HistoryService& history, Settings& settings, const widgets::PartFilterModel& filter, QWidget* window);
    ~OutputDesk() override;

    void connectTo(const MainActions& actions);

    ReportPresenter& report() { return *m_report; }
    ExportPresenter& exporting() { return *m_export; }
    ReportChecker& checker() { return *m_checker; }

private:
    ReportPresenter* m_report;
    ExportPresenter* m_export;
    ReportChecker* m_checker;
};

}  // namespace app
