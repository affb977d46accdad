// Which key goes where: letters to picture and list of parts, Space and C to the canvas wherever these have the focus, Esc back.
#include "app/workbench/main_window.h"

#include "widgets/canvas.h"
#include "widgets/defect_table.h"
#include "widgets/filmstrip.h"
#include "widgets/key_sheet.h"
#include "widgets/linked_views.h"
#include "widgets/popup_keys.h"
#include "widgets/zone_tool.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QListView>

namespace app {

void MainWindow::connectKeys()
{
    m_actions.addSingleKeysTo(m_views);  // the part's canvas and that of the reference
    m_actions.addSingleKeysTo(m_filmstrip->view());
    m_actions.addLetterKeysTo(m_defects);
    connect(m_actions.keys, &QAction::triggered, this, &MainWindow::showKeys);
    qApp->installEventFilter(new widgets::PopupKeys(this));
}

/// Space and C can be held, which only the canvas can tell from a tap; it gets them from its neighbours as well.
bool MainWindow::isForCanvas(const QKeyEvent& event) const
{
    if (event.key() != Qt::Key_Space && event.key() != Qt::Key_C)
        return false;
    const QWidget* const focus = QApplication::focusWidget();
    return focus && focus != m_canvas && event.modifiers() == Qt::NoModifier
        && (m_filmstrip->view()->isAncestorOf(focus) || focus == m_filmstrip->view() || m_defects->isAncestorOf(focus));
}

/// Keys that nobody had a use for come up here.
void MainWindow::keyPressEvent(QKeyEvent* event)
{
    if (isForCanvas(*event))
        QCoreApplication::sendEvent(m_canvas, event);
    else if (event->key() != Qt::Key_Escape || event->modifiers() != Qt::NoModifier || !goBack())
        QMainWindow::keyPressEvent(event);
}

void MainWindow::keyReleaseEvent(QKeyEvent* event)
{
    if (isForCanvas(*event))
        QCoreApplication::sendEvent(m_canvas, event);
    else
        QMainWindow::keyReleaseEvent(event);
}

/// One step towards the plain picture: from a panel to the canvas, then out of what was switched on, the last first. False: there.
bool MainWindow::goBack()
{
    const QWidget* const focus = QApplication::focusWidget();
    if (focus && !m_views->isAncestorOf(focus))
        m_canvas->setFocus();
    else if (m_canvas->zoneTool() != widgets::ZoneMode::Off)
        m_actions.zones->trigger();
    else if (m_canvas->isRulerOn())
        m_actions.ruler->trigger();
    else if (m_actions.compare->isChecked())
        m_actions.compare->trigger();
    else if (m_canvas->selectedDefect() >= 0)
        emit m_canvas->defectClicked(-1);
    else if (windowState().testFlag(Qt::WindowFullScreen))
        m_actions.fullScreen->trigger();
    else if (m_actions.hideDocks->isChecked())
        m_actions.hideDocks->trigger();
    else
        return false;
    return true;
}

void MainWindow::showKeys()
{
    const auto groups = [this]() -> std::vector<widgets::KeyGroup> {
        const auto heat = widgets::KeyEntry {{tr("Space")}, tr("Heat on or off; hold to peek")};
        const auto back = widgets::KeyEntry {{tr("Esc")}, tr("Back to the plain picture, step by step")};
        auto view = widgets::keyGroup(tr("View"), {m_actions.fit, m_actions.actualSize, m_actions.zoomIn, m_actions.zoomOut, m_actions.contours, m_actions.compare,
                                                   m_actions.zones, m_actions.ruler, m_actions.focusDefects,
                                                   m_actions.moreOpacity, m_actions.lessOpacity, m_actions.hideDocks, m_actions.fullScreen});
        view.entries.insert(view.entries.begin(), heat);
        view.entries.push_back(back);
        return {view,
            widgets::keyGroup(tr("Parts"), {m_actions.next, m_actions.previous, m_actions.nextFailing, m_actions.previousFailing,
                                            m_actions.inspectRemaining, m_actions.cancel}),
            widgets::keyGroup(tr("Review"), {m_actions.accept, m_actions.reject, m_actions.overrule, m_actions.withdraw, m_actions.labelGood,
                                             m_actions.labelDefective, m_actions.labelNone, m_actions.shownGood, m_actions.shownDefective, m_actions.shownUnknown, m_actions.classify, m_actions.note, m_actions.nextUnreviewed, m_actions.labelNext, m_actions.blindReview, m_actions.limitSamples,
                                             m_actions.golden, m_actions.recipeDetails, m_actions.whatIf}),
            widgets::keyGroup(tr("Program"), {m_actions.openFolder, m_actions.openImages, m_actions.report, m_actions.exportParts, m_actions.live, m_actions.liveLog, m_actions.models, m_actions.evaluate, m_actions.gaugeStudy, m_actions.fineTune, m_undo, m_redo, m_actions.keys, m_actions.quit})};
    };
    auto* const sheet = new widgets::KeySheet(groups(), this);
    sheet->setSource(groups);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->show();
}

}  // namespace app
