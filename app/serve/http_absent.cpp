// Instead of http_service.cpp where cpp-httplib isn't there.
#include "app/serve/http_service.h"

#include <system_error>

namespace app {

struct HttpService::Server { };

bool hasHttp() noexcept
{
    return false;
}

HttpService::HttpService(PartService&, ServedFacts, HttpOptions) { }

HttpService::~HttpService() = default;

ServeAddress HttpService::bind()
{
    throw std::system_error(std::make_error_code(std::errc::not_supported));
}

void HttpService::run(const std::stop_token&) { }

}  // namespace app
