#pragma once

#include "app/outputs/output.h"

#include <QString>
#include <QVariantMap>

#include <array>
#include <memory>
#include <optional>

namespace app {

enum class OutputKind { Csv, Webhook, Mqtt };
inline constexpr std::array outputKinds {OutputKind::Csv, OutputKind::Webhook, OutputKind::Mqtt};

/// Which verdicts an output hears of. A part that could not be judged is told to all of them: silence would be taken for a pass.
enum class WantedVerdicts { All, ReviewAndFail, Fail };
bool isWanted(const VerdictRecord& record, WantedVerdicts wanted);

struct CsvSettings {
    bool enabled = false;
    WantedVerdicts wanted = WantedVerdicts::All;
    QString file;  ///< absolute
    friend bool operator==(const CsvSettings&, const CsvSettings&) = default;
};

struct WebhookSettings {
    bool enabled = false;
    WantedVerdicts wanted = WantedVerdicts::All;
    QString url;
    QString token;  ///< empty: none
    friend bool operator==(const WebhookSettings&, const WebhookSettings&) = default;
};

struct MqttSettings {
    bool enabled = false;
    WantedVerdicts wanted = WantedVerdicts::All;
    QString url;  ///< mqtt://host:1883
    QString topic;
    QString user;      ///< empty: none
    QString password;
    friend bool operator==(const MqttSettings&, const MqttSettings&) = default;
};

/// All off at first.
struct OutputSettings {
    CsvSettings csv;
    WebhookSettings webhook;
    MqttSettings mqtt;
    friend bool operator==(const OutputSettings&, const OutputSettings&) = default;
};

/// What is wrong with a field.
enum class OutputProblem {
    NoFile,
    FileRelative,
    NoAddress,
    AddressInvalid,   ///< not the form of an address, too long (2048), or without a host
    AddressScheme,    ///< another than http and https, or mqtt and mqtts
    AddressPath,      ///< a broker has none
    AddressLogin,     ///< user or password in a broker's address: they have fields of their own
    TokenInvalid,     ///< white space, or something else than ASCII; longer than 4096
    TokenAndLogin,    ///< a token, and a user in the address
    NoTopic,
    TopicWildcard,    ///< + or #
    TopicReserved,    ///< begins with $
    TopicInvalid,     ///< a control character, or more than 512 bytes
    LoginInvalid,     ///< user or password of more than 1024 bytes, or with a NUL
    PasswordAlone,    ///< without a user
    MqttMissing,      ///< the program was built without libmosquitto
};

/// The first problem of the fields, whether the output is on or off. Nothing is opened. Pure; any thread.
std::optional<OutputProblem> problemOf(const CsvSettings& settings);
std::optional<OutputProblem> problemOf(const WebhookSettings& settings);
std::optional<OutputProblem> problemOf(const MqttSettings& settings);

/// For keeping. Without token and password, also those inside an address: they last as long as the program runs.
QVariantMap toMap(const OutputSettings& settings);
/// What is missing or of no use stays as it is by default.
OutputSettings outputSettings(const QVariantMap& map);

/// Opens nothing yet. For the thread that will use it; throws Error(BadInput) where problemOf() finds one.
std::unique_ptr<Output> makeOutput(const CsvSettings& settings);
std::unique_ptr<Output> makeOutput(const WebhookSettings& settings);
std::unique_ptr<Output> makeOutput(const MqttSettings& settings);

}  // namespace app
