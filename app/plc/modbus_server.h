#pragma once

#include "app/network/serve_address.h"
#include "app/plc/plc_registers.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace app {

/// Whether the program was built with libmodbus.
bool hasModbus();

/// Modbus TCP for a PLC, which asks. Holding and input registers show one table, control word and choice of a recipe alone can be written, each by itself; coils show the bits of
/// the control word and can be written, discrete inputs show those of the status word. Function codes 1 to 6, 15 and 16; any unit is this one. What is no
/// such request is answered by an exception, or its connection ended. Threads of its own; GUI or any other thread may own it.
class ModbusServer {
public:
    struct Options {
        std::string only;  ///< numeric address; who calls from another one is sent away. Empty: nobody is
        /// Connections; one more, and one ends: first who never asked anything, then the one that has been silent longest, since a PLC that was switched off
        /// doesn't say so.
        std::size_t most = 8;
    };
    /// All are called on the server's threads, several at a time, and must not block. Where one throws, the connection ends.
    struct Table {
        std::function<PlcRegisters(bool showsStatus)> read;  ///< whether the caller gets to see bit `done` of it
        std::function<void(std::uint16_t mask, std::uint16_t bits)> write;  ///< these bits of the control word; before it is answered
        std::function<void(std::uint16_t number)> choose;  ///< the recipe; likewise
    };
    struct Caller {
        std::string address;
        std::uint64_t requests = 0;
        std::chrono::steady_clock::time_point last;  ///< of these
    };

    /// Listens from now on. Throws std::system_error where the address can't be had; std::logic_error without libmodbus.
    ModbusServer(const ServeAddress& address, Options options, Table table);
    /// Ends all connections; nothing is called any more.
    ~ModbusServer();
    ModbusServer(const ModbusServer&) = delete;
    ModbusServer& operator=(const ModbusServer&) = delete;

    const ServeAddress& address() const;
    std::vector<Caller> callers() const;
    /// Who wasn't let in, or for whom there was no memory.
    std::uint64_t sentAway() const;

private:
    struct Core;
    const std::unique_ptr<Core> m_core;
};

}  // namespace app
