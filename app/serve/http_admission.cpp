#include "app/serve/http_admission.h"

#include "app/network/serve_address.h"

#include <string_view>

namespace app {
namespace {

/// Takes as long for a wrong token as for nearly the right one.
bool isSame(std::string_view given, std::string_view wanted)
{
    unsigned different = given.size() != wanted.size();
    for (std::size_t i = 0; i < wanted.size(); ++i)
        different |= unsigned(static_cast<unsigned char>(i < given.size() ? given[i] : 0) ^ static_cast<unsigned char>(wanted[i]));
    return different == 0;
}

}  // namespace

std::optional<HttpAnswer> notAdmitted(const HttpHead& head, const std::string& token)
{
    if (!token.empty()) {
        constexpr std::string_view bearer = "Bearer ";
        const std::string given = head.field("Authorization").value_or(std::string());
        const bool same = given.size() > bearer.size() && sameLetters(std::string_view(given).substr(0, bearer.size()), bearer)
            && isSame(std::string_view(given).substr(bearer.size()), token);
        return same ? std::nullopt : std::optional(refusals::token());
    }
    // Without a token every page that this computer's browser shows could ask for verdicts, read recipes and keep the processor busy.
    for (const char* const field : {"Origin", "Referer", "Sec-Fetch-Site", "Sec-Fetch-Mode"})
        if (head.field(field))
            return refusals::browser();
    return namesLoopback(head.field("Host").value_or(std::string())) ? std::nullopt : std::optional(refusals::browser());
}

}  // namespace app
