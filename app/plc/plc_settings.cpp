#include "app/plc/plc_settings.h"

#include "app/network/serve_address.h"
#include "app/plc/modbus_server.h"

#include <QHostAddress>

#include <algorithm>

namespace app {

namespace {

/// As a caller's own address is written: "192.168.10" and "192.168.0.010" are addresses to old functions of C, and nobody's.
bool isCaller(const QString& text)
{
    const QHostAddress address(text);
    if (address.isNull() || address == QHostAddress::AnyIPv4 || address == QHostAddress::AnyIPv6 || address.isBroadcast() || address.isMulticast() || !address.scopeId().isEmpty())
        return false;
    return address.protocol() == QAbstractSocket::IPv6Protocol || address.toString() == text;
}

}  // namespace

std::optional<PlcProblem> problemOf(const PlcSettings& settings)
{
    if (!hasModbus())
        return PlcProblem::Missing;
    if (settings.listen.isEmpty())
        return PlcProblem::NoAddress;
    if (!readServeAddress(settings.listen.toStdString()))
        return PlcProblem::AddressInvalid;
    if (!settings.only.isEmpty() && !isCaller(settings.only))
        return PlcProblem::PeerInvalid;
    return {};
}

PlcHandshake::Options handshakeOf(const PlcSettings& settings)
{
    return {settings.acknowledged, std::chrono::milliseconds(settings.limitMs)};
}

QVariantMap toMap(const PlcSettings& settings)
{
    return {{"plc", settings.enabled},
            {"plc_listen", settings.listen},
            {"plc_only", settings.only},
            {"plc_acknowledged", settings.acknowledged},
            {"plc_limit_ms", settings.limitMs},
            {"plc_recipes", settings.recipes}};
}

PlcSettings plcSettings(const QVariantMap& map)
{
    PlcSettings settings;
    settings.enabled = map.value("plc").toBool();
    settings.listen = map.value("plc_listen", settings.listen).toString();
    settings.only = map.value("plc_only").toString();
    settings.acknowledged = map.value("plc_acknowledged", true).toBool();
    const int limit = map.value("plc_limit_ms", settings.limitMs).toInt();
    settings.limitMs = limit > 0 ? std::clamp(limit, PlcSettings::leastLimitMs, PlcSettings::greatestLimitMs) : settings.limitMs;
    settings.recipes = map.value("plc_recipes").toString();
    return settings;
}

}  // namespace app
