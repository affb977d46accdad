// Instead of modbus_server.cpp, modbus_connection.cpp where there is no libmodbus.
#include "app/plc/modbus_server.h"

#include <stdexcept>

namespace app {

struct ModbusServer::Core {
    ServeAddress address;
};

bool hasModbus()
{
    return false;
}

ModbusServer::ModbusServer(const ServeAddress&, Options, Table)
{
    throw std::logic_error("built without libmodbus");
}

ModbusServer::~ModbusServer() = default;

const ServeAddress& ModbusServer::address() const
{
    return m_core->address;
}

std::vector<ModbusServer::Caller> ModbusServer::callers() const
{
    return {};
}

std::uint64_t ModbusServer::sentAway() const
{
    return 0;
}

}  // namespace app
