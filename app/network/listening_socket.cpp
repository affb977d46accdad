#include "app/network/listening_socket.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace app {
namespace {

constexpr int mostWaiting = 128;  // connections that nobody has taken yet

[[noreturn]] void fail()
{
    throw std::system_error(errno, std::generic_category());
}

/// As the system wants an address.
struct SocketAddress {
    sockaddr_storage bytes {};
    socklen_t size = 0;

    explicit SocketAddress(const ServeAddress& address)
    {
        if (address.host.find(':') != std::string::npos) {
            sockaddr_in6 six {};
            six.sin6_family = AF_INET6;
            six.sin6_port = htons(std::uint16_t(address.port));
            take(::inet_pton(AF_INET6, address.host.c_str(), &six.sin6_addr), six);
        } else {
            sockaddr_in four {};
            four.sin_family = AF_INET;
            four.sin_port = htons(std::uint16_t(address.port));
            take(::inet_pton(AF_INET, address.host.c_str(), &four.sin_addr), four);
        }
    }

    template <typename Address>
    void take(int understood, const Address& address)
    {
        if (understood != 1)
            throw std::system_error(std::make_error_code(std::errc::address_not_available));
        std::memcpy(&bytes, &address, sizeof address);
        size = sizeof address;
    }
    const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&bytes); }
};

/// Of a bound socket.
int portOf(int descriptor)
{
    sockaddr_storage bytes {};
    socklen_t size = sizeof bytes;
    if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&bytes), &size) != 0)
        fail();
    in_port_t port = 0;
    if (bytes.ss_family == AF_INET6) {
        sockaddr_in6 six {};
        std::memcpy(&six, &bytes, sizeof six);
        port = six.sin6_port;
    } else {
        sockaddr_in four {};
        std::memcpy(&four, &bytes, sizeof four);
        port = four.sin_port;
    }
    return ntohs(port);
}

}  // namespace

ListeningSocket::ListeningSocket(const ServeAddress& address)
    : m_address(address)
{
    const SocketAddress wanted(address);
    m_descriptor = ::socket(wanted.get()->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (m_descriptor < 0)
        fail();
    try {
        // A service that was just stopped may begin again at once; one that runs keeps its port (which SO_REUSEPORT would share).
        const int yes = 1;
        if (::setsockopt(m_descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 || ::bind(m_descriptor, wanted.get(), wanted.size) != 0
            || ::listen(m_descriptor, mostWaiting) != 0)  // two that are only bound may share a port
            fail();
        m_address.port = portOf(m_descriptor);
    } catch (...) {
        ::close(m_descriptor);
        throw;
    }
}

ListeningSocket::~ListeningSocket()
{
    close();
}

void ListeningSocket::refuse()
{
    ::shutdown(m_descriptor, SHUT_RDWR);
}

void ListeningSocket::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

}  // namespace app
