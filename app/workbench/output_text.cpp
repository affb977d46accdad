#include "app/workbench/output_text.h"

#include "app/common/error_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>

namespace app {
namespace {

QString count(const char* words, std::uint64_t number)
{
    return QCoreApplication::translate("OutputText", words).arg(QLocale().toString(qulonglong(number)));
}

QString addressText(OutputProblem problem)
{
    switch (problem) {
    case OutputProblem::NoAddress: return QCoreApplication::translate("OutputText", "The address is missing.");
    case OutputProblem::AddressInvalid: return QCoreApplication::translate("OutputText", "This is not an address. Write it as the example shows.");
    case OutputProblem::AddressScheme:
        return QCoreApplication::translate("OutputText", "The address must begin with http:// or https://, a broker's with mqtt:// or mqtts://.");
    case OutputProblem::AddressPath: return QCoreApplication::translate("OutputText", "A broker's address ends behind its port. The topic has a field of its own.");
    case OutputProblem::AddressLogin:
        return QCoreApplication::translate("OutputText", "User and password have fields of their own. Take them out of the address.");
    case OutputProblem::TokenInvalid: return QCoreApplication::translate("OutputText", "A token has neither spaces nor letters beyond ASCII.");
    case OutputProblem::TokenAndLogin:
        return QCoreApplication::translate("OutputText", "The address holds a user, and there is a token: only one of them can be sent.");
    default: return {};
    }
}

QString fieldText(OutputProblem problem)
{
    switch (problem) {
    case OutputProblem::NoFile: return QCoreApplication::translate("OutputText", "The file is missing.");
    case OutputProblem::FileRelative: return QCoreApplication::translate("OutputText", "The file needs its folder: write its whole path.");
    case OutputProblem::NoTopic: return QCoreApplication::translate("OutputText", "The topic is missing.");
    case OutputProblem::TopicWildcard: return QCoreApplication::translate("OutputText", "A topic to publish to has neither + nor #.");
    case OutputProblem::TopicReserved: return QCoreApplication::translate("OutputText", "Topics that begin with $ belong to the broker.");
    case OutputProblem::TopicInvalid: return QCoreApplication::translate("OutputText", "The topic is too long, or holds a character that no topic may hold.");
    case OutputProblem::LoginInvalid: return QCoreApplication::translate("OutputText", "User or password is too long, or holds a character that it may not hold.");
    case OutputProblem::PasswordAlone: return QCoreApplication::translate("OutputText", "There is a password, but no user.");
    case OutputProblem::MqttMissing:
        return QCoreApplication::translate("OutputText", "This program was built without MQTT. For it, it has to be built with libmosquitto.");
    default: return {};
    }
}

/// As the form's headings.
QString nameOf(OutputKind kind)
{
    switch (kind) {
    case OutputKind::Csv: return QCoreApplication::translate("app::OutputSettingsForm", "Table (CSV)");
    case OutputKind::Webhook: return QCoreApplication::translate("app::OutputSettingsForm", "Webhook");
    case OutputKind::Mqtt: break;
    }
    return QCoreApplication::translate("app::OutputSettingsForm", "MQTT");
}

}  // namespace

QString problemText(OutputProblem problem)
{
    return addressText(problem) + fieldText(problem);  // one of them
}

QString stateText(const OutputState& state)
{
    QStringList counts {count(QT_TRANSLATE_NOOP("OutputText", "Delivered: %1"), state.delivered),
                        count(QT_TRANSLATE_NOOP("OutputText", "waiting: %1"), state.waiting),
                        count(QT_TRANSLATE_NOOP("OutputText", "dropped: %1"), state.dropped)};
    if (state.refused > 0)
        counts.append(count(QT_TRANSLATE_NOOP("OutputText", "refused: %1"), state.refused));
    if (state.abandoned > 0)
        counts.append(count(QT_TRANSLATE_NOOP("OutputText", "given up at the end: %1"), state.abandoned));
    QString text = counts.join(QStringLiteral(" \u00b7 "));
    if (!state.error)
        return text;
    const auto since = std::chrono::floor<std::chrono::milliseconds>(state.when.time_since_epoch());
    const QString when = QLocale().toString(QDateTime::fromMSecsSinceEpoch(since.count()).time(), QStringLiteral("HH:mm:ss"));
    text += u'\n';
    text += state.failing ? QCoreApplication::translate("OutputText", "Failed at %1, tried again by itself: %2").arg(when, sentence(*state.error))
                          : QCoreApplication::translate("OutputText", "Last error, at %1: %2").arg(when, sentence(*state.error));
    return text;
}

QString endText(OutputKind kind, const OutputState& state)
{
    if (state.dropped + state.refused + state.abandoned == 0)
        return {};
    return QCoreApplication::translate("OutputText", "%1 has ended. %2").arg(nameOf(kind), stateText(state));
}

}  // namespace app
