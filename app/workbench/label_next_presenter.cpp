#include "app/workbench/label_next_presenter.h"

#include "app/workbench/label_next_dialog.h"
#include "app/workbench/session.h"
#include "app/workbench/settings.h"

#include <QElapsedTimer>
#include <QEvent>
#include <QPushButton>

#include <algorithm>

namespace app {
namespace {

constexpr int leastPause = 100;  // milliseconds
constexpr int greatestPause = 10000;
constexpr qint64 share = 10;  // the pause is so many times what the last refresh took

}  // namespace

LabelNextPresenter::LabelNextPresenter(Session& session, Settings& settings, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_settings(settings)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(leastPause);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (m_window->isVisible())
            refresh();
    });
    connect(&session, &Session::partChanged, this, &LabelNextPresenter::refreshSoon);
    connect(&session, &Session::partsChanged, this, &LabelNextPresenter::refreshSoon);
    connect(&session, &Session::partsAppended, this, &LabelNextPresenter::refreshSoon);
    connect(&session, &Session::partsCleared, this, &LabelNextPresenter::refreshSoon);
    connect(&session, &Session::verdictsMoved, this, &LabelNextPresenter::refreshSoon);
}

LabelNextPresenter::~LabelNextPresenter()
{
    if (!m_window)
        return;
    if (m_window->isVisible())
        remember();
    m_window->removeEventFilter(this);  // it hides once more while it goes
}

void LabelNextPresenter::build()
{
    m_window = std::make_unique<LabelNextDialog>();
    m_window->setAttribute(Qt::WA_QuitOnClose, false);
    m_window->restoreGeometry(m_settings.labelNextGeometry());
    m_window->setChoice(LabelNextFrom(std::clamp(m_settings.labelNextFrom(), 0, labelNextChoices - 1)), m_settings.labelNextMost(), m_settings.labelNextGoal());
    m_window->installEventFilter(this);
    connect(m_window.get(), &LabelNextDialog::choiceChanged, this, &LabelNextPresenter::refresh);
    connect(m_window.get(), &LabelNextDialog::showWanted, this, &LabelNextPresenter::showNext);
}

void LabelNextPresenter::showWindow()
{
    if (!m_window)
        build();
    refresh();
    m_window->showButton().setFocus();  // Enter goes on
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
}

bool LabelNextPresenter::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Hide)
        remember();
    return QObject::eventFilter(watched, event);
}

void LabelNextPresenter::remember()
{
    m_settings.setLabelNextGeometry(m_window->saveGeometry());
    m_settings.setLabelNextChoice(int(m_window->from()), m_window->most(), m_window->goal());
}

void LabelNextPresenter::refreshSoon()
{
    if (m_window && m_window->isVisible() && !m_soon.isActive())
        m_soon.start();
}

void LabelNextPresenter::refresh()
{
    m_soon.stop();
    QElapsedTimer spent;
    spent.start();
    m_window->setAnswer(labelNext(m_session, m_window->from(), m_window->most(), m_window->goal()), m_session.count());
    m_soon.setInterval(int(std::clamp<qint64>(share * spent.elapsed(), leastPause, greatestPause)));
}

void LabelNextPresenter::showNext()
{
    refresh();  // what was labelled a moment ago is not shown again
    const QStringList next = m_window->answer().next;
    if (next.isEmpty())
        return;
    const QString what = m_window->from() == LabelNextFrom::NearLimit ? tr("nearest to the fail limit") : tr("drawn from: %1").arg(auditName(AuditOf(m_window->from())));
    emit selectionWanted(next, what);
}

}  // namespace app
