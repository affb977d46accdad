#pragma once

#include "app/serve/http_answer.h"
#include "app/serve/http_head.h"

#include <optional>
#include <string>

namespace app {

/// Why this request isn't answered at all; nothing: it is. With a token each has to bear it; without, only what comes from this computer and from no page
/// of a browser is answered.
std::optional<HttpAnswer> notAdmitted(const HttpHead& head, const std::string& token);

}  // namespace app
