#pragma once

#include "app/plc/modbus_server.h"

#include <atomic>
#include <mutex>
#include <thread>

namespace app {

/// One caller, on a thread of its own until it hangs up or end() is called.
class ModbusConnection {
public:
    /// Takes the descriptor of a connected socket; `table` outlives this.
    ModbusConnection(int descriptor, std::string address, const ModbusServer::Table& table);
    /// Waits for the thread, which has been told to end.
    ~ModbusConnection();
    ModbusConnection(const ModbusConnection&) = delete;
    ModbusConnection& operator=(const ModbusConnection&) = delete;

    void end();
    bool hasEnded() const { return m_ended; }
    ModbusServer::Caller caller() const;

private:
    void serve();
    void noteRequest();

    const int m_descriptor;
    const ModbusServer::Table& m_table;
    mutable std::mutex m_mutex;
    ModbusServer::Caller m_caller;  // guarded by m_mutex
    std::atomic<bool> m_ended = false;
    std::thread m_thread;  // last
};

}  // namespace app
