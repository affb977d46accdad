#include "app/plc/plc_link.h"

#include <utility>

namespace app {

using namespace std::chrono_literals;

namespace {

constexpr auto beatEvery = 500ms;
constexpr auto retryEvery = 5s;
constexpr auto tellEvery = 100ms;

}  // namespace

PlcLink::PlcLink(QObject* parent)
    : QObject(parent)
{
    m_beat.setInterval(beatEvery);
    m_retry.setInterval(retryEvery);
    m_tell.setInterval(tellEvery);
    m_tell.setSingleShot(true);
    connect(&m_beat, &QTimer::timeout, this, &PlcLink::beat);
    connect(&m_retry, &QTimer::timeout, this, &PlcLink::listen);
    connect(&m_tell, &QTimer::timeout, this, &PlcLink::changed);
}

PlcLink::~PlcLink()
{
    hush();
}

void PlcLink::setSettings(const PlcSettings& settings)
{
    if (settings == m_settings)
        return;
    const PlcSettings before = std::exchange(m_settings, settings);
    {
        const std::lock_guard lock(m_mutex);
        m_handshake.setOptions(handshakeOf(settings));
    }
    if (before.enabled == settings.enabled && before.listen == settings.listen && before.only == settings.only)
        return;
    hush();
    if (settings.enabled && !problemOf(settings))
        listen();
    emit changed();
}

void PlcLink::listen()
{
    try {
        m_server = std::make_unique<ModbusServer>(*readServeAddress(m_settings.listen.toStdString()), ModbusServer::Options {.only = m_settings.only.toStdString()},
            ModbusServer::Table {[this](bool showsStatus) { return read(showsStatus); }, [this](std::uint16_t mask, std::uint16_t bits) { write(mask, bits); },
                                [this](std::uint16_t number) { choose(number); }});
        setListens(true);
        m_problem = {};
        m_retry.stop();
        m_beat.start();
    } catch (const std::system_error& error) {
        m_problem = error.code();
        m_retry.start();
    }
    emit changed();
}

void PlcLink::hush()
{
    m_retry.stop();
    m_beat.stop();
    m_problem = {};
    m_server.reset();
    setListens(false);
    handle([](PlcHandshake& line) { line.hangUp(); });
}

void PlcLink::setListens(bool listens)
{
    const std::lock_guard lock(m_mutex);
    m_listens = listens;
}

template <typename Do>
void PlcLink::handle(Do&& what)
{
    std::uint64_t before = 0, after = 0;
    bool other = false;
    {
        const std::lock_guard lock(m_mutex);
        before = m_handshake.awaited();
        const PlcState stood = m_handshake.state();
        what(m_handshake);
        after = m_handshake.awaited();
        other = stood != m_handshake.state();
    }
    if (before != 0 && before != after)
        emit partForgotten(before);
    if (other)
        tellSoon();
}

void PlcLink::setLine(PlcCondition condition, bool asked)
{
    handle([=](PlcHandshake& line) { line.setLine(condition, asked); });
}

void PlcLink::told(const PlcResult& result, std::uint64_t asked)
{
    const auto now = Clock::now();
    handle([&](PlcHandshake& line) {
        if (m_listens)
            line.take(result, asked, now);
    });
}

/// The server's threads.
void PlcLink::write(std::uint16_t mask, std::uint16_t bits)
{
    const auto now = Clock::now();
    std::optional<std::uint64_t> asked;
    handle([&](PlcHandshake& line) { asked = line.write(mask, bits, now); });
    if (!asked)
        return;
    emit partWanted(*asked, now);
    // The line may have stopped meanwhile, and nobody would take it back.
    bool awaited = false;
    {
        const std::lock_guard lock(m_mutex);
        awaited = m_handshake.awaited() == *asked;
    }
    if (!awaited)
        emit partForgotten(*asked);
}

/// The server's threads.
void PlcLink::choose(std::uint16_t number)
{
    const auto now = Clock::now();
    std::optional<std::uint64_t> choice;
    handle([&](PlcHandshake& line) { choice = line.chooseRecipe(number, now); });
    if (choice)
        emit recipeWanted(number, *choice);
}

void PlcLink::tellRecipe(quint64 choice, PlcRecipeReason reason)
{
    handle([=](PlcHandshake& line) { line.tellRecipe(choice, reason); });
}

void PlcLink::noteRecipeOpened()
{
    const auto now = Clock::now();
    handle([=](PlcHandshake& line) { line.noteOpened(now); });
}

void PlcLink::forgetRecipeRefusal()
{
    handle([](PlcHandshake& line) { line.forgetRefusal(); });
}

bool PlcLink::isChoosing(quint64 choice) const
{
    const std::lock_guard lock(m_mutex);
    return m_handshake.isChoosing(choice);
}

void PlcLink::setRecipeInUse(std::uint16_t number)
{
    handle([=](PlcHandshake& line) { line.setRecipeInUse(number); });
}

/// The server's threads. What is over is over for the PLC at the moment it looks, whatever the window does.
PlcRegisters PlcLink::read(bool showsStatus)
{
    PlcState state;
    handle([&](PlcHandshake& line) {
        line.expire(Clock::now());
        if (showsStatus)
            line.noteRead();
        state = line.state();
    });
    return plcRegisters(state);
}

/// By the GUI thread: a window that hangs takes no part, and the PLC sees that.
void PlcLink::beat()
{
    handle([](PlcHandshake& line) {
        line.beat();
        line.expire(Clock::now());
    });
    tell();  // requests are counted, too
}

/// One message waits at most, however fast somebody writes.
void PlcLink::tellSoon()
{
    if (!m_telling.exchange(true))
        QMetaObject::invokeMethod(this, [this] {
            m_telling = false;
            tell();
        }, Qt::QueuedConnection);
}

void PlcLink::tell()
{
    if (!m_tell.isActive())
        m_tell.start();
}

PlcLinkState PlcLink::state() const
{
    PlcLinkState state;
    state.on = m_settings.enabled;
    state.problem = m_problem;
    state.address = readServeAddress(m_settings.listen.toStdString()).value_or(ServeAddress());
    if (m_server) {
        state.address = m_server->address();
        state.callers = m_server->callers();
        state.sentAway = m_server->sentAway();
    }
    const std::lock_guard lock(m_mutex);
    state.counts = m_handshake.counts();
    state.line = m_handshake.state();
    return state;
}

}  // namespace app
