#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct MHD_Connection;

namespace app {

/// The same but for upper and lower case of ASCII letters.
bool sameLetters(std::string_view one, std::string_view other);

/// What a request says before its body, as libmicrohttpd knows it: for as long as its handler runs.
class HttpHead {
public:
    HttpHead(MHD_Connection* connection, const char* url, const char* method)
        : m_connection(connection)
        , m_path(url)
        , m_method(method)
    {
    }

    std::string_view path() const { return m_path; }
    bool isGet() const { return m_method == "GET" || m_method == "HEAD"; }
    bool isPost() const { return m_method == "POST"; }

    std::optional<std::string> field(const char* name) const;
    std::optional<std::string> parameter(const char* name) const;
    bool hasBody() const { return field("Content-Length") || field("Transfer-Encoding"); }
    /// Nothing where it isn't said.
    std::optional<std::uint64_t> length() const;

private:
    MHD_Connection* m_connection;
    std::string_view m_path, m_method;
};

}  // namespace app
