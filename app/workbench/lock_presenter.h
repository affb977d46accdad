#pragma once

#include "app/workbench/lock_dialogs.h"
#include "app/workbench/operator_lock.h"

#include <QActionGroup>
#include <QObject>

#include <functional>

namespace widgets {
class NoticeBar;
}

namespace app {

class MainActions;
class RecipeKeeper;
class Session;

/// Locks and unlocks the desk: the session's recipe, and the commands that change it or the model. GUI thread.
class LockPresenter : public QObject {
    Q_OBJECT

public:
    struct Desk {
        Session& session;
        RecipeKeeper& keeper;
        MainActions& actions;
        widgets::NoticeBar& notices;
        QWidget* window;
    };
    struct Ask {
        std::function<std::optional<LockChoice>(QWidget* parent)> lock;  ///< askLock
        std::function<bool(QWidget* parent, const std::function<bool(const QString&)>& unlock)> unlock;  ///< askUnlock
    };

    LockPresenter(Settings& settings, Desk desk, Ask ask);

    OperatorLock& lock() { return m_lock; }
    void retranslate();

private:
    void toggle();
    bool isSettled();
    void follow();

    OperatorLock m_lock;
    Desk m_desk;
    const Ask m_ask;
    QActionGroup m_commands;  ///< not to be used while it is locked; keeps what each of them is otherwise
    QActionGroup m_opening;
};

}  // namespace app
