#pragma once

#include <optional>
#include <string>

namespace app {

/// Where a service listens: a numeric address of this computer and a port.
struct ServeAddress {
    std::string host = "127.0.0.1";  ///< "127.0.0.1", "::1", "0.0.0.0", ...
    int port = 8317;                 ///< 0: any that is free

    /// Nobody else's computer gets there.
    bool isLoopback() const;
    /// "127.0.0.1:8317", "[::1]:8317"
    std::string text() const;
    /// "http://127.0.0.1:8317", "http://[::1]:8317"
    std::string url() const;
};

/// "8317", "127.0.0.1:8317", "[::1]:8317", "localhost:8317"; nothing for anything else. Looks nothing up.
std::optional<ServeAddress> readServeAddress(const std::string& text);

/// Whether the Host of a request is one by which a browser gets to a loopback address because somebody wrote it: "localhost", "127.0.0.1", "[::1]" and such, with
/// or without port. A name that only resolves to it may be a stranger's page (DNS rebinding).
bool namesLoopback(const std::string& host);

}  // namespace app
