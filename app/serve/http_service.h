#pragma once

#include "app/serve/part_service.h"
#include "app/serve/serve_address.h"
#include "app/serve/serve_json.h"

#include <QString>

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace app {

/// Whether this program was built with what speaks HTTP.
bool hasHttp() noexcept;

struct HttpOptions {
    ServeAddress address {};
    std::string token {};  ///< that every request has to bear; empty: none, and only what comes from this computer and no browser's page is answered
    std::size_t greatestFile = 128 * 1024 * 1024;  ///< bytes
    std::size_t together = 8;                      ///< parts inside, as of the service
    std::chrono::milliseconds longestUpload {60'000};
};

/// HTTP/1.1 before a PartService; the paths and answers stand in the README under "Served". One connection carries one request. Reads and writes no file.
class HttpService {
public:
    /// `service` must outlive this.
    HttpService(PartService& service, ServedFacts facts, HttpOptions options);
    ~HttpService();

    /// From here on callers can connect. Returns where. Throws std::system_error where the address can't be had; not to be called without HTTP.
    ServeAddress bind();
    /// Answers until a stop is asked for; whoever waits for a verdict is then told so. Call once, after bind().
    void run(const std::stop_token& stop);

private:
    struct Server;
    std::unique_ptr<Server> m_server;
};

}  // namespace app
