#pragma once

#include "app/outputs/output.h"

#include <chrono>
#include <memory>
#include <string>

namespace app {

/// Posts each verdict as JSON to a http or https address. Headers: Content-Type: application/json, Idempotency-Key: <run>-<number>, by which a message
/// that comes twice is known, and Authorization where there is a token or the address holds user and password.
///
/// 2xx: delivered. 4xx but for 408 and 429: refused. All else is an error, 3xx too: no redirect is followed. No proxy is used, no cookie kept,
/// of the answer's text at most 64 KiB is read.
///
/// deliver() takes at most `time` and throws Error(SourceUnavailable) or MessageRefused, both with {scheme, host and port, "receiver:" and a reason
/// (common/error_words)}.
class WebhookOutput : public Output {
public:
    /// `url` as output_settings.h lets it through; `token` may be empty.
    WebhookOutput(const std::string& url, const std::string& token, std::chrono::milliseconds time = std::chrono::seconds(5));
    ~WebhookOutput() override;

    void deliver(const VerdictMessage& message, const std::stop_token& stop) override;

private:
    struct Link;
    const std::unique_ptr<Link> m_link;
};

}  // namespace app
