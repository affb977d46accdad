#include "app/outputs/output_settings.h"

#include "app/common/path_text.h"
#include "app/outputs/csv_output.h"
#include "app/outputs/mqtt_output.h"
#include "app/outputs/webhook_output.h"

#include <QDir>
#include <QUrl>

#include <algorithm>

namespace app {
namespace {

constexpr int longestAddress = 2048;
constexpr int longestToken = 4096;
constexpr int longestTopic = 512;
constexpr int longestLogin = 1024;

std::optional<OutputProblem> addressProblem(const QString& text, const QStringList& schemes)
{
    if (text.isEmpty())
        return OutputProblem::NoAddress;
    const bool plain = std::ranges::all_of(text, [](QChar letter) { return letter.isPrint() && !letter.isSpace(); });
    const QUrl url(text, QUrl::StrictMode);
    if (text.size() > longestAddress || !plain || !url.isValid() || url.host().isEmpty() || url.port() == 0)
        return OutputProblem::AddressInvalid;
    if (!schemes.contains(url.scheme()))
        return OutputProblem::AddressScheme;
    return {};
}

QString withoutLogin(const QString& address)
{
    QUrl url(address, QUrl::StrictMode);
    // What is no address yet might hold a password anywhere.
    if (!url.isValid() || url.host().isEmpty())
        return address.contains(u'@') ? QString() : address;
    if (url.userInfo().isEmpty())
        return address;
    url.setUserInfo({});
    return url.toString(QUrl::FullyEncoded);
}

WantedVerdicts wantedOf(const QVariantMap& map, const char* key)
{
    return WantedVerdicts(std::clamp(map.value(QLatin1String(key)).toInt(), 0, 2));
}

template <typename Settings>
void demandNoProblem(const Settings& settings)
{
    if (problemOf(settings))
        throw inference::Error(inference::ErrorCode::BadInput, {"settings of an output"});
}

}  // namespace

bool isWanted(const VerdictRecord& record, WantedVerdicts wanted)
{
    if (!record.verdict || wanted == WantedVerdicts::All)
        return true;
    return *record.verdict == inference::Verdict::Fail || (wanted == WantedVerdicts::ReviewAndFail && *record.verdict == inference::Verdict::Review);
}

std::optional<OutputProblem> problemOf(const CsvSettings& settings)
{
    if (settings.file.isEmpty())
        return OutputProblem::NoFile;
    if (!QDir::isAbsolutePath(settings.file))
        return OutputProblem::FileRelative;
    return {};
}

std::optional<OutputProblem> problemOf(const WebhookSettings& settings)
{
    if (const auto problem = addressProblem(settings.url, {QStringLiteral("http"), QStringLiteral("https")}))
        return problem;
    const bool plain = std::ranges::all_of(settings.token, [](QChar letter) { return letter > u' ' && letter < u'\x7f'; });
    if (!plain || settings.token.size() > longestToken)
        return OutputProblem::TokenInvalid;
    if (!settings.token.isEmpty() && !QUrl(settings.url).userInfo().isEmpty())
        return OutputProblem::TokenAndLogin;
    return {};
}

std::optional<OutputProblem> problemOf(const MqttSettings& settings)
{
    if (!hasMqtt())
        return OutputProblem::MqttMissing;
    if (const auto problem = addressProblem(settings.url, {QStringLiteral("mqtt"), QStringLiteral("mqtts")}))
        return problem;
    const QUrl url(settings.url);
    if (!url.userInfo().isEmpty())
        return OutputProblem::AddressLogin;
    if (url.path().size() > 1 || url.hasQuery() || url.hasFragment())
        return OutputProblem::AddressPath;
    if (settings.topic.isEmpty())
        return OutputProblem::NoTopic;
    if (settings.topic.contains(u'+') || settings.topic.contains(u'#'))
        return OutputProblem::TopicWildcard;
    if (settings.topic.startsWith(u'$'))
        return OutputProblem::TopicReserved;
    const bool plain = std::ranges::none_of(settings.topic, [](QChar letter) { return letter.category() == QChar::Other_Control; });
    if (!plain || !settings.topic.isValidUtf16() || settings.topic.toUtf8().size() > longestTopic)
        return OutputProblem::TopicInvalid;
    for (const QString& login : {settings.user, settings.password})
        if (login.contains(QChar(0)) || !login.isValidUtf16() || login.toUtf8().size() > longestLogin)
            return OutputProblem::LoginInvalid;
    if (settings.user.isEmpty() && !settings.password.isEmpty())
        return OutputProblem::PasswordAlone;
    return {};
}

QVariantMap toMap(const OutputSettings& settings)
{
    return {{"csv", settings.csv.enabled},
            {"csv_wanted", int(settings.csv.wanted)},
            {"csv_file", settings.csv.file},
            {"webhook", settings.webhook.enabled},
            {"webhook_wanted", int(settings.webhook.wanted)},
            {"webhook_url", withoutLogin(settings.webhook.url)},
            {"mqtt", settings.mqtt.enabled},
            {"mqtt_wanted", int(settings.mqtt.wanted)},
            {"mqtt_url", withoutLogin(settings.mqtt.url)},
            {"mqtt_topic", settings.mqtt.topic},
            {"mqtt_user", settings.mqtt.user}};
}

OutputSettings outputSettings(const QVariantMap& map)
{
    OutputSettings settings;
    settings.csv = {map.value("csv").toBool(), wantedOf(map, "csv_wanted"), map.value("csv_file").toString()};
    settings.webhook = {map.value("webhook").toBool(), wantedOf(map, "webhook_wanted"), map.value("webhook_url").toString(), {}};
    settings.mqtt = {map.value("mqtt").toBool(), wantedOf(map, "mqtt_wanted"), map.value("mqtt_url").toString(),
                     map.value("mqtt_topic").toString(), map.value("mqtt_user").toString(), {}};
    return settings;
}

std::unique_ptr<Output> makeOutput(const CsvSettings& settings)
{
    demandNoProblem(settings);
    return std::make_unique<CsvOutput>(toPath(settings.file));
}

std::unique_ptr<Output> makeOutput(const WebhookSettings& settings)
{
    demandNoProblem(settings);
    return std::make_unique<WebhookOutput>(settings.url.toStdString(), settings.token.toStdString());
}

std::unique_ptr<Output> makeOutput(const MqttSettings& settings)
{
    demandNoProblem(settings);
    MqttOptions options;
    options.url = settings.url.toStdString();
    options.topic = settings.topic.toStdString();
    options.user = settings.user.toStdString();
    options.password = settings.password.toStdString();
    return std::make_unique<MqttOutput>(std::move(options));
}

}  // namespace app
