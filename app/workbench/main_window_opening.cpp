// What is opened: by the menus, by what was open before, by dropping it on the window.
#include "app/workbench/main_window.h"

#include "app/common/path_text.h"
#include "app/workbench/file_field.h"
#include "app/workbench/output_desk.h"
#include "app/workbench/report_checker.h"
#include "widgets/canvas.h"

#include <QAction>
#include <QDir>
#include <QDropEvent>
#include <QFileDialog>
#include <QMenu>
#include <QMimeData>
#include <QUrl>

namespace app {

void MainWindow::openPaths(const QStringList& paths)
{
    if (paths.isEmpty())
        return;
    m_session.open(paths);
    const QStringList opened = m_session.openedPaths();
    m_settings.setLastOpened(opened);
    if (opened.size() == 1)
        m_settings.addRecent(opened.first());
    fillRecent();
    updateTitle();
    m_canvas->setBusy(tr("Looking for images…"));
}

void MainWindow::openFolderDialog()
{
    const QString from = m_session.openedPaths().isEmpty() ? QDir::homePath() : m_session.openedPaths().first();
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a Folder of Part Images"), from);
    if (!folder.isEmpty())
        openPaths({folder});
}

void MainWindow::openImagesDialog()
{
    const QStringList files = QFileDialog::getOpenFileNames(
        this, tr("Open Part Images"), {}, FileField::imageFilter());
    openPaths(files);
}

void MainWindow::fillRecent()
{
    m_recentMenu->clear();
    for (const QString& path : m_settings.recent()) {
        QString shown = QDir::toNativeSeparators(path);
        QAction* const action = m_recentMenu->addAction(shown.replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setData(path);
    }
    m_recentMenu->setEnabled(!m_recentMenu->isEmpty());
    m_recentMenu->addSeparator();
    m_recentMenu->addAction(m_actions.clearRecent);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    openDropped(paths);
}

void MainWindow::openDropped(const QStringList& paths)
{
    if (paths.size() == 1 && paths.first().endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        m_output->checker().check(toPath(paths.first()));  // a report that comes back
    else
        openPaths(paths);
}

}  // namespace app
