#pragma once

#include "app/plc/plc_registers.h"

#include <modbus.h>

#include <memory>
#include <optional>
#include <string>

/// A PLC, as libmodbus' other half plays it. Blocks; one second at most for each request.
class ModbusClient {
public:
    explicit ModbusClient(int port, int unit = 1)
        : m_context(modbus_new_tcp("127.0.0.1", port), modbus_free)
    {
        modbus_set_slave(m_context.get(), unit);
        modbus_set_response_timeout(m_context.get(), 1, 0);
        m_connected = modbus_connect(m_context.get()) == 0;
    }
    ~ModbusClient() { modbus_close(m_context.get()); }
    ModbusClient(const ModbusClient&) = delete;
    ModbusClient& operator=(const ModbusClient&) = delete;

    bool isConnected() const { return m_connected; }
    modbus_t* context() const { return m_context.get(); }
    /// The whole table by one request; nothing: no answer, or an exception.
    std::optional<app::PlcRegisters> read() const
    {
        app::PlcRegisters table {};
        return modbus_read_registers(m_context.get(), 0, int(table.size()), table.data()) == int(table.size()) ? std::optional(table) : std::nullopt;
    }
    unsigned status() const { return read().value_or(app::PlcRegisters {})[app::plc::status]; }
    bool write(std::uint16_t control) const { return modbus_write_register(m_context.get(), 0, control) == 1; }

private:
    std::unique_ptr<modbus_t, void (*)(modbus_t*)> m_context;
    bool m_connected = false;
};
