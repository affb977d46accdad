#include "app/workbench/lock_presenter.h"

#include "app/workbench/main_actions.h"
#include "app/workbench/recipe_keeper.h"
#include "app/workbench/session.h"
#include "widgets/icons.h"
#include "widgets/notice_bar.h"

#include <QAction>
#include <QWidget>

namespace app {
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
        m_desk.notices.answer({lockKey, lockedText(), {}});
    });
    follow();
}

void LockPresenter::toggle()
{
    if (m_lock.isLocked()) {
        m_ask.unlock(m_desk.window, [this](const QString& code) { return m_lock.unlock(code); });
        return;
    }
    if (!isSettled())
        return;
    const auto choice = m_ask.lock(m_desk.window);
    if (choice && isSettled())  // golden parts may have been checked meanwhile
        m_lock.lock(choice->code, choice->mayOpenRecipes);
}

/// A recipe that isn't saved couldn't be settled behind the lock.
bool LockPresenter::isSettled()
{
    m_desk.keeper.flush();
    if (m_desk.keeper.isSettled())
        return true;
    m_desk.notices.answer({lockKey, tr("The desk can't be locked yet: the recipe isn't saved. Golden parts are being checked, or wait for a reason; give it, or go back to the saved recipe."), {}});
    return false;
}

void LockPresenter::follow()
{
    const bool locked = m_lock.isLocked();
    m_desk.notices.withdraw(lockKey);
    m_desk.session.setRecipeLocked(locked);
    m_commands.setEnabled(!locked);
    m_opening.setEnabled(m_lock.mayOpenRecipes());
    retranslate();
}

void LockPresenter::retranslate()
{
    const bool locked = m_lock.isLocked();
    m_desk.actions.lock->setText(locked ? tr("Un&lock…") : tr("&Lock…"));
    m_desk.actions.lock->setIcon(locked ? widgets::icon(widgets::Icon::Lock) : QIcon());
}

}  // namespace app
