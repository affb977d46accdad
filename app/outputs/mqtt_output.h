#pragma once

#include "app/outputs/output.h"

#include <chrono>
#include <memory>
#include <string>

namespace app {

/// Whether the program was built with libmosquitto.
bool hasMqtt() noexcept;

struct MqttOptions {
    std::string url;    ///< mqtt:// (port 1883) or mqtts:// (TLS, port 8883, the system's certificate authorities)
    std::string topic;  ///< as output_settings.h lets it through
    std::string user;   ///< may be empty, as the password
    std::string password;
    std::chrono::milliseconds time {5000};  ///< to connect and, again, to be acknowledged
};

/// Publishes each verdict as JSON to a topic of an MQTT 3.1.1 broker, by quality of service 1, not retained: delivered is what the broker has
/// acknowledged, so a message may come twice and never goes missing. The client's name is "vcp-workbench-" and eight random hex digits, without a session
/// that the broker would keep; keep-alive 30 s. A lost connection is made anew for the next message.
///
/// deliver() throws Error(SourceUnavailable, {scheme, host and port, "receiver:" and a reason (common/error_words)}), or
/// Error(SourceUnsupported, {the same, "mqtt"}) without libmosquitto.
class MqttOutput : public Output {
public:
    explicit MqttOutput(MqttOptions options);
    ~MqttOutput() override;

    void deliver(const VerdictMessage& message, const std::stop_token& stop) override;
    void tend() noexcept override;

private:
    struct Link;
    void connect(const std::stop_token& stop);

    const MqttOptions m_options;
    const std::string m_shown;
    std::unique_ptr<Link> m_link;  ///< null: not connected
};

}  // namespace app
