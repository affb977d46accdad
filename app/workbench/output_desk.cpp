#include "app/workbench/output_desk.h"

#include "app/workbench/export_presenter.h"
#include "app/workbench/main_actions.h"
#include "app/workbench/report_checker.h"
#include "app/workbench/report_presenter.h"
#include "widgets/part_filter_model.h"

#include <QAction>
#include <QDesktopServices>
#include <QUrl>

namespace app {

OutputDesk::OutputDesk(Session& session, HistoryService& history, Settings& settings, const widgets::PartFilterModel& filter, QWidget* window)
    : QObject(window)
    , m_report(new ReportPresenter(session, history, settings, filter, reportDesktop(), window))
    , m_export(new ExportPresenter(session, history, settings,
                                   {pickFolderFromDesktop, [&session, &filter](int row) { return filter.placeOf(session.part(row).path) >= 0; },
                                    [](const QString& folder) { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); }},
                                   window))
    , m_checker(new ReportChecker(pickFileFromDesktop, history.path(), window))
{
}

OutputDesk::~OutputDesk()
{
    // Children of the window for their dialogs' sake, but gone before the session is.
    delete m_checker;
    delete m_export;
    delete m_report;
}

void OutputDesk::connectTo(const MainActions& actions)
{
    connect(actions.report, &QAction::triggered, m_report, &ReportPresenter::showDialog);
    connect(actions.exportParts, &QAction::triggered, m_export, &ExportPresenter::showDialog);
    connect(actions.checkReport, &QAction::triggered, m_checker, &ReportChecker::ask);
}

}  // namespace app
