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

/// What is said where somebody tries to change what is locked, and under which key of a notice bar.
QString lockedText();
inline const QString lockKey = QStringLiteral("lock");

/// Asks for the code until `unlock` takes it. False: the person cancelled.
bool askUnlock(QWidget* parent, const std::function<bool(const QString& code)>& unlock);

}  // namespace app
