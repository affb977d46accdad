#pragma once

#include "app/plc/plc_handshake.h"

#include <QString>
#include <QVariantMap>

#include <optional>

namespace app {

/// How a PLC reaches the line over Modbus TCP. Off at first.
struct PlcSettings {
    static constexpr int leastLimitMs = 100, greatestLimitMs = 120'000;

    bool enabled = false;
    QString listen = QStringLiteral("0.0.0.0:1502");  ///< numeric address of this computer and port
    QString only;                ///< numeric address of the PLC; empty: anybody's
    bool acknowledged = true;    ///< PlcHandshake::Options
    int limitMs = 5000;          ///< likewise
    QString recipes;             ///< folder of the recipes that it chooses by number; empty: it chooses none
    friend bool operator==(const PlcSettings&, const PlcSettings&) = default;
};

/// What is wrong with a field.
enum class PlcProblem {
    Missing,        ///< the program was built without libmodbus
    NoAddress,
    AddressInvalid, ///< not the form of a numeric address with a port
    PeerInvalid,    ///< not the form of a numeric address
};
/// The first one, whether it is on or off. Nothing is opened. Pure; any thread.
std::optional<PlcProblem> problemOf(const PlcSettings& settings);

PlcHandshake::Options handshakeOf(const PlcSettings& settings);

QVariantMap toMap(const PlcSettings& settings);
/// What is missing or of no use stays as it is by default.
PlcSettings plcSettings(const QVariantMap& map);

}  // namespace app
