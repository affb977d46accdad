#pragma once

#include "app/network/serve_address.h"

namespace app {

/// An address of this computer that is taken, so that nobody else gets it. Callers can connect from the start, and wait until somebody takes them.
class ListeningSocket {
public:
    /// Throws std::system_error where it can't be had, as when another program has it.
    explicit ListeningSocket(const ServeAddress& address);
    ~ListeningSocket();
    ListeningSocket(const ListeningSocket&) = delete;
    ListeningSocket& operator=(const ListeningSocket&) = delete;

    /// With the port that was found where any was asked for.
    const ServeAddress& address() const { return m_address; }
    /// Callers who have got through to nobody yet are turned away, and so are those who come; the descriptor stays.
    void refuse();
    void close();
    int descriptor() const { return m_descriptor; }

private:
    ServeAddress m_address;
    int m_descriptor = -1;
};

}  // namespace app
