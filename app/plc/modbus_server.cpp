#include "app/plc/modbus_server.h"

#include "app/network/listening_socket.h"
#include "app/plc/modbus_connection_p.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <exception>
#include <list>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace app {
namespace {

/// As ServeAddress writes it: an IPv4 caller of a socket that takes both is one of IPv4.
std::string addressText(const sockaddr_storage& peer)
{
    std::array<char, INET6_ADDRSTRLEN> text {};
    if (peer.ss_family == AF_INET6) {
        sockaddr_in6 six {};
        std::memcpy(&six, &peer, sizeof six);
        ::inet_ntop(AF_INET6, &six.sin6_addr, text.data(), text.size());
        if (IN6_IS_ADDR_V4MAPPED(&six.sin6_addr))
            ::inet_ntop(AF_INET, six.sin6_addr.s6_addr + 12, text.data(), text.size());
    } else {
        sockaddr_in four {};
        std::memcpy(&four, &peer, sizeof four);
        ::inet_ntop(AF_INET, &four.sin_addr, text.data(), text.size());
    }
    return text.data();
}

/// The same in one spelling; as it is where it is none.
std::string plainAddress(const std::string& text)
{
    sockaddr_storage bytes {};
    sockaddr_in four {.sin_family = AF_INET, .sin_port = 0, .sin_addr = {}, .sin_zero = {}};
    sockaddr_in6 six {.sin6_family = AF_INET6, .sin6_port = 0, .sin6_flowinfo = 0, .sin6_addr = {}, .sin6_scope_id = 0};
    if (::inet_pton(AF_INET, text.c_str(), &four.sin_addr) == 1)
        std::memcpy(&bytes, &four, sizeof four);
    else if (::inet_pton(AF_INET6, text.c_str(), &six.sin6_addr) == 1)
        std::memcpy(&bytes, &six, sizeof six);
    else
        return text;
    return addressText(bytes);
}

}  // namespace

struct ModbusServer::Core {
    const Options options;
    const Table table;
    ListeningSocket socket;
    mutable std::mutex mutex;
    std::list<ModbusConnection> connections;  // guarded by mutex
    std::uint64_t sentAway = 0;               // guarded by mutex
    std::atomic<bool> ending = false;
    std::thread thread;  // last

    Core(const ServeAddress& address, Options given, Table what)
        : options {plainAddress(given.only), std::max<std::size_t>(given.most, 1)}
        , table(std::move(what))
        , socket(address)
        , thread([this] { run(); })
    {
    }
    ~Core()
    {
        ending = true;
        socket.refuse();
        thread.join();
    }

    void run();
    void take(int descriptor, const std::string& peer);
    void makeRoom(std::list<ModbusConnection>& leaving);
};

void ModbusServer::Core::run()
{
    while (!ending) {
        sockaddr_storage peer {};
        socklen_t size = sizeof peer;
        const int descriptor = ::accept4(socket.descriptor(), reinterpret_cast<sockaddr*>(&peer), &size, SOCK_CLOEXEC);
        if (descriptor >= 0) {
            take(descriptor, addressText(peer));
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));  // until there is room again: the caller waits
        } else if (errno == EINVAL || errno == EBADF) {
            return;  // refuse()
        }
    }
}

void ModbusServer::Core::take(int descriptor, const std::string& peer)
{
    std::list<ModbusConnection> leaving;  // ends without the lock
    const std::lock_guard lock(mutex);
    if (!options.only.empty() && peer != options.only) {
        ++sentAway;
        ::close(descriptor);
        return;
    }
    makeRoom(leaving);
    try {
        connections.emplace_back(descriptor, peer, table);
    } catch (const std::exception&) {  // no memory, or no thread
        ++sentAway;
        ::close(descriptor);
    }
}

void ModbusServer::Core::makeRoom(std::list<ModbusConnection>& leaving)
{
    for (auto one = connections.begin(); one != connections.end();) {
        const auto next = std::next(one);
        if (one->hasEnded())
            leaving.splice(leaving.end(), connections, one);
        one = next;
    }
    if (connections.size() < options.most)
        return;
    const auto silent = std::ranges::min_element(connections, {}, [](const ModbusConnection& one) {
        const Caller caller = one.caller();
        return std::pair(caller.requests > 0, caller.last);
    });
    silent->end();  // before the new one is let in, who may be answered at once
    leaving.splice(leaving.end(), connections, silent);
}

bool hasModbus()
{
    return true;
}

ModbusServer::ModbusServer(const ServeAddress& address, Options options, Table table)
    : m_core(std::make_unique<Core>(address, std::move(options), std::move(table)))
{
}

ModbusServer::~ModbusServer() = default;

const ServeAddress& ModbusServer::address() const
{
    return m_core->socket.address();
}

std::vector<ModbusServer::Caller> ModbusServer::callers() const
{
    std::vector<Caller> callers;
    const std::lock_guard lock(m_core->mutex);
    for (const ModbusConnection& connection : m_core->connections)
        if (!connection.hasEnded())
            callers.push_back(connection.caller());
    return callers;
}

std::uint64_t ModbusServer::sentAway() const
{
    const std::lock_guard lock(m_core->mutex);
    return m_core->sentAway;
}

}  // namespace app
