#pragma once

#include "app/network/listening_socket.h"
#include "app/serve/part_service.h"
#include "app/serve/serve_json.h"

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>

namespace app {

struct HttpOptions {
    std::string token {};  ///< that every request has to bear; empty: none, and only what comes from this computer and no browser's page is answered
    std::size_t greatestFile = 128 * 1024 * 1024;  ///< bytes
    std::size_t together = 8;                      ///< parts inside, as of the service
    std::chrono::milliseconds longestHead {10'000};    ///< from when a request is awaited until its body begins
    std::chrono::milliseconds longestUpload {60'000};
};

/// HTTP/1.1 before a PartService; the paths and answers stand in the README under "Served". One thread of libmicrohttpd's speaks with all callers, the
/// verdicts come from `together` threads and drawings from one. What a caller can make it hold is bounded: connections, the head of a request, files on
/// their way, parts inside, drawings that wait. Reads and writes no file.
class HttpService {
public:
    /// `service` and `socket` must outlive this.
    HttpService(PartService& service, ServedFacts facts, HttpOptions options, ListeningSocket& socket);
    ~HttpService();

    /// Answers until a stop is asked for; whoever waits for a verdict is then told so. Call once. Throws std::system_error where it can't begin.
    void run(const std::stop_token& stop);

private:
    class Server;
    std::unique_ptr<Server> m_server;
};

}  // namespace app
