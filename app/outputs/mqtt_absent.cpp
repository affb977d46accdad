// Instead of mqtt_output.cpp where libmosquitto isn't there.
#include "app/outputs/mqtt_output.h"

#include "app/outputs/output_address.h"

#include <utility>

namespace app {

struct MqttOutput::Link { };

bool hasMqtt() noexcept
{
    return false;
}

MqttOutput::MqttOutput(MqttOptions options)
    : m_options(std::move(options))
    , m_shown(shownAddress(QUrl(QString::fromStdString(m_options.url))))
{
}

MqttOutput::~MqttOutput() = default;

void MqttOutput::connect(const std::stop_token&)
{
    throw inference::Error(inference::ErrorCode::SourceUnsupported, {m_shown, "mqtt"});
}

void MqttOutput::deliver(const VerdictMessage&, const std::stop_token& stop)
{
    connect(stop);
}

void MqttOutput::tend() noexcept { }

}  // namespace app
