#include "sources/stream.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace inference::sources {
namespace {

constexpr std::size_t longestAddress = 2048;

struct Parts {
    std::string_view scheme;  ///< empty: no address
    std::string_view host;    ///< with the port
    std::string_view path;
};

Parts partsOf(std::string_view address)
{
    if (address.size() > longestAddress || !std::ranges::all_of(address, [](char c) { return c > ' ' && c < 127; }))
        return {};
    const std::size_t colon = address.find("://");
    if (colon == std::string_view::npos)
        return {};
    Parts parts {address.substr(0, colon), address.substr(colon + 3), {}};
    const auto sameLetters = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? char(a - 'A' + 'a') : a) == b; };
    constexpr std::array<std::string_view, 4> schemes {"http", "https", "rtsp", "rtsps"};
    if (std::ranges::none_of(
            schemes, [&](std::string_view one) { return std::ranges::equal(parts.scheme, one, sameLetters); }))
        return {};
    parts.host = parts.host.substr(0, parts.host.find_first_of("?#"));
    const std::size_t slash = parts.host.find('/');
    if (slash != std::string_view::npos)
        parts.path = parts.host.substr(slash);
    parts.host = parts.host.substr(0, slash);
    // The last one: a password with an '@' in it is hidden whole.
    parts.host = parts.host.substr(parts.host.rfind('@') + 1);
    // A password with a '/', '?' or '#' in it, which it mustn't have unescaped, would be taken for host and path.
    const bool strange = address.find('@') != std::string_view::npos && parts.path.find('@') != std::string_view::npos;
    if (parts.host.empty() || parts.host.starts_with(':') || strange)
        return {};
    return parts;
}

}  // namespace

bool isStreamAddress(const std::string& address) noexcept
{
    return !partsOf(address).scheme.empty();
}

std::string shownAddress(const std::string& address)
{
    const Parts parts = partsOf(address);
    if (parts.scheme.empty())
        return "?";
    std::string_view path = parts.path;
    // Some recorders take user and password there: "/user=me&password=secret&channel=1".
    if (const std::size_t equals = path.find('='); equals != std::string_view::npos)
        path = path.substr(0, path.rfind('/', equals) + 1);
    return std::string(parts.scheme) + "://" + std::string(parts.host) + std::string(path);
}

}  // namespace inference::sources
