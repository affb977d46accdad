#pragma once

#include <QString>

#include <functional>
#include <optional>

class QWidget;

namespace app {

struct LockChoice {
    QString code;
    bool mayOpenRecipes = true;
};
/// The code to lock with, typed twice. None when the person cancelled.
std::optional<LockChoice> askLock(QWidget* parent);

/// Asks for the code until `unlock` takes it. False: the person cancelled.
bool askUnlock(QWidget* parent, const std::function<bool(const QString& code)>& unlock);

}  // namespace app
