#include "app/workbench/lock_presenter.h"

#include "app/workbench/live_presenter.h"
#include "app/workbench/main_actions.h"
#include "app/workbench/recipe_keeper.h"
#include "app/workbench/session.h"
#include "widgets/icons.h"
#include "widgets/notice_bar.h"

#include <QAction>
#include <QWidget>

namespace app {
namespace {

const QString key = QStringLiteral("lock");

}  // namespace

LockPresenter::LockPresenter(Settings& settings, Desk desk, Ask ask)
    : QObject(desk.window)
    , m_lock(settings)
    , m_desk(std::move(desk))
    , m_ask(std::move(ask))
    , m_commands(this)
    , m_opening(this)
{
    const MainActions& actions = m_desk.actions;
    for (QActionGroup* const group : {&m_commands, &m_opening})
        group->setExclusionPolicy(QActionGroup::ExclusionPolicy::None);
    for (QAction* const action : {actions.golden, actions.saveRecipeAs, actions.recipeDetails, actions.calibrate, actions.checkerboard, actions.models, actions.fineTune})
        m_commands.addAction(action);
    m_opening.addAction(actions.openRecipe);
    connect(actions.lock, &QAction::triggered, this, &LockPresenter::toggle);
    connect(&m_lock, &OperatorLock::changed, this, &LockPresenter::follow);
    connect(&m_desk.session, &Session::recipeRefused, this, [this] {
        m_desk.notices.say({key, tr("The desk is locked: the recipe stays as it is. Recipe → Unlock… takes the code."), {}});
    });
    follow();
}

void LockPresenter::toggle()
{
    if (m_lock.isLocked()) {
        m_ask.unlock(m_desk.window, [this](const QString& code) { return m_lock.unlock(code); });
        return;
    }
    if (m_desk.keeper.isDraft()) {
        m_desk.notices.say({key, tr("The recipe waits for a reason why golden parts change. Give it, or go back to the saved recipe; then the desk can be locked."), {}});
        return;
    }
    if (const auto choice = m_ask.lock(m_desk.window))
        m_lock.lock(choice->code, choice->mayOpenRecipes);
}

void LockPresenter::follow()
{
    const bool locked = m_lock.isLocked();
    m_desk.notices.withdraw(key);
    m_desk.session.setRecipeLocked(locked);
    m_commands.setEnabled(!locked);
    m_opening.setEnabled(m_lock.mayOpenRecipes());
    m_desk.live.setLocked(locked);
    retranslate();
}

void LockPresenter::retranslate()
{
    const bool locked = m_lock.isLocked();
    m_desk.actions.lock->setText(locked ? tr("Un&lock…") : tr("&Lock…"));
    m_desk.actions.lock->setIcon(locked ? widgets::icon(widgets::Icon::Lock) : QIcon());
}

}  // namespace app
