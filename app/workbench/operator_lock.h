#pragma once

#include "app/workbench/settings.h"

#include <QObject>
#include <QString>

namespace app {

/// Whether the desk is locked: then people judge and label parts, and nobody moves a limit. Kept in the settings, so a program that is started
/// again is as it was. The code is kept as PBKDF2 of it (SHA-256, a salt of its own). It keeps mistakes away, no attacker: whoever may
/// write the person's files can take it out of them. GUI thread.
class OperatorLock : public QObject {
    Q_OBJECT

public:
    static constexpr int shortestCode = 4, longestCode = 64;  ///< letters

    explicit OperatorLock(Settings& settings, QObject* parent = nullptr);

    bool isLocked() const;
    /// Whether recipes may be opened while it is locked: a line makes more than one product.
    bool mayOpenRecipes() const;

    /// With this code, which has the right length.
    void lock(const QString& code, bool mayOpenRecipes);
    /// False: it is another code. Takes a moment, so that guessing takes long.
    bool unlock(const QString& code);

signals:
    void changed(bool locked);

private:
    Settings& m_settings;
};

}  // namespace app
