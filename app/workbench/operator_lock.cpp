#include "app/workbench/operator_lock.h"

#include <QCryptographicHash>
#include <QPasswordDigestor>
#include <QRandomGenerator>

#include <array>

namespace app {
namespace {

constexpr int rounds = 200'000;  // some 0.1 s
constexpr int hashBytes = 32;

QByteArray hashOf(const QString& code, const QByteArray& salt)
{
    return QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha256, code.normalized(QString::NormalizationForm_C).toUtf8(), salt, rounds, hashBytes);
}

QByteArray newSalt()
{
    std::array<quint32, 4> words {};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return {reinterpret_cast<const char*>(words.data()), sizeof words};
}

}  // namespace

OperatorLock::OperatorLock(Settings& settings, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
{
}

bool OperatorLock::isLocked() const
{
    return !m_settings.lock().hash.isEmpty();
}

bool OperatorLock::mayOpenRecipes() const
{
    return !isLocked() || m_settings.lock().mayOpenRecipes;
}

void OperatorLock::lock(const QString& code, bool mayOpenRecipes)
{
    const QByteArray salt = newSalt();
    m_settings.setLock({salt, hashOf(code, salt), mayOpenRecipes});
    m_settings.flush();  // a program that is killed now comes back locked
    emit changed(true);
}

bool OperatorLock::unlock(const QString& code)
{
    const Settings::Lock kept = m_settings.lock();
    if (isLocked() && hashOf(code, kept.salt) != kept.hash)
        return false;
    m_settings.setLock({});
    emit changed(false);
    return true;
}

}  // namespace app
