#include "app/workbench/evaluate_window.h"

#include "widgets/scrolled.h"

#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QScreen>
#include <QSplitter>
#include <QVBoxLayout>

namespace app {

EvaluateWindow::EvaluateWindow(PickFile pickFolder, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_setup(new EvaluationSetup(std::move(pickFolder)))
    , m_results(new EvaluationResults)
{
    setAcceptDrops(true);
    auto* const left = widgets::scrolled(m_setup);
    auto* const halves = new QSplitter(Qt::Horizontal);
    halves->addWidget(left);
    halves->addWidget(m_results);
    halves->setStretchFactor(1, 1);
    halves->setChildrenCollapsible(false);
    halves->setSizes({312, 1048});
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(halves);
    resize(QSize(1360, 820).boundedTo(screen()->availableSize() * 0.9));
    retranslate();
}

void EvaluateWindow::showNothingYet(bool running)
{
    m_running = running;
    if (running)
        m_results->setEmpty(tr("Evaluating…"), tr("The figures stand here when the last image has been through the model."));
    else
        m_results->setEmpty(tr("No figures yet"), tr("Choose a data set whose defects are known and press Start: the published figures of every product stand here, with their curves and the verdicts on every image."));
}

void EvaluateWindow::retranslate()
{
    setWindowTitle(tr("Evaluate"));
    if (!m_results->result())
        showNothingYet(m_running);
}

void EvaluateWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void EvaluateWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape || event->matches(QKeySequence::Close))
        close();
    else
        QWidget::keyPressEvent(event);
}

void EvaluateWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!m_setup->isRunning() && FileField::filesOf(event->mimeData()).size() == 1)
        event->acceptProposedAction();
}

void EvaluateWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    m_setup->setFolder(FileField::filesOf(event->mimeData()).first());
}

}  // namespace app
