#pragma once

#include "app/plc/modbus_server.h"
#include "app/plc/plc_settings.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <system_error>

namespace app {

/// How the link fares, for display.
struct PlcLinkState {
    bool on = false;
    ServeAddress address;           ///< that it listens at, or would
    std::error_code problem;        ///< why it doesn't, though it is on; it is tried again by itself
    std::vector<ModbusServer::Caller> callers;
    std::uint64_t sentAway = 0;
    PlcHandshake::Counts counts;
    PlcState line;
};

/// The line's PLC: it asks for parts and reads verdicts (plc_handshake.h) by Modbus TCP. GUI thread API, but for told().
class PlcLink : public QObject {
    Q_OBJECT

public:
    using Clock = PlcHandshake::Clock;

    explicit PlcLink(QObject* parent = nullptr);
    ~PlcLink() override;

    /// Begins or ends to listen, where that changes; with fields of no use (problemOf()) it doesn't listen. Callers of an address that stays are kept.
    void setSettings(const PlcSettings& settings);
    /// PlcHandshake::setLine().
    void setLine(PlcCondition condition, bool asked);
    /// PlcHandshake::take(), while somebody can call. Never blocks; any thread.
    void told(const PlcResult& result, std::uint64_t asked);

    /// PlcHandshake::tellRecipe(), isChoosing(), noteOpened(), forgetRefusal(), setRecipeInUse().
    void tellRecipe(quint64 choice, PlcRecipeReason reason);
    bool isChoosing(quint64 choice) const;
    void noteRecipeOpened();
    void forgetRecipeRefusal();
    void setRecipeInUse(std::uint16_t number);

    PlcLinkState state() const;

signals:
    /// The PLC asks for a part, whose number goes with its verdict; it did at `when`. Emitted on the link's threads: the picture doesn't wait for the window.
    void partWanted(quint64 asked, app::PlcLink::Clock::time_point when);
    /// The part is no longer waited for. Any thread, likewise.
    void partForgotten(quint64 asked);
    /// The PLC chooses the recipe of this number, and waits until tellRecipe() of this choice. Emitted on the link's threads.
    void recipeWanted(quint16 number, quint64 choice);
    /// Something of state(); at most every 100 ms.
    void changed();

private:
    void listen();
    void hush();
    void setListens(bool listens);
    void write(std::uint16_t mask, std::uint16_t bits);
    void choose(std::uint16_t number);
    /// Does it with the handshake, and says whose part isn't awaited any more.
    template <typename Do>
    void handle(Do&& what);
    void tellSoon();
    PlcRegisters read(bool showsStatus);
    void beat();
    void tell();

    PlcSettings m_settings;
    std::error_code m_problem;
    QTimer m_beat, m_retry, m_tell;
    std::atomic<bool> m_telling = false;  ///< tell() is on its way
    mutable std::mutex m_mutex;
    PlcHandshake m_handshake;  ///< guarded by m_mutex
    bool m_listens = false;    ///< likewise
    std::unique_ptr<ModbusServer> m_server;  ///< last: its threads call the others
};

}  // namespace app
