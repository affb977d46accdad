#include "app/serve/http_head.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <microhttpd.h>

namespace app {
namespace {

std::optional<std::string> value(MHD_Connection* connection, MHD_ValueKind kind, std::string_view name)
{
    const char* text = nullptr;
    std::size_t size = 0;
    if (MHD_lookup_connection_value_n(connection, kind, name.data(), name.size(), &text, &size) != MHD_YES)
        return std::nullopt;
    return text ? std::string(text, size) : std::string();
}

}  // namespace

bool sameLetters(std::string_view one, std::string_view other)
{
    return std::ranges::equal(one, other, [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b)); });
}

std::optional<std::string> HttpHead::field(const char* name) const
{
    return value(m_connection, MHD_HEADER_KIND, name);
}

std::optional<std::string> HttpHead::parameter(const char* name) const
{
    return value(m_connection, MHD_GET_ARGUMENT_KIND, name);
}

std::optional<std::uint64_t> HttpHead::length() const
{
    const std::string text = field("Content-Length").value_or(std::string());
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(length) : std::nullopt;
}

}  // namespace app
