#pragma once

#include "app/outputs/verdict_message.h"
#include "core/error.h"

#include <stop_token>

namespace app {

/// The receiver doesn't take this message and never will: the next one may go through.
class MessageRefused : public inference::Error {
public:
    using inference::Error::Error;
};

/// Where messages go. Made, used and destroyed on one thread, which may block; Qt's application object lives meanwhile.
class Output {
public:
    Output() = default;
    virtual ~Output() = default;
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    /// Returns when the receiver has taken the message. Bounded in time by itself; a stop ends it within 0.1 s.
    /// Throws inference::Error (it may be tried again), MessageRefused (it may not), inference::Cancelled (a stop came first; then the
    /// message may or may not have arrived). No error holds a password, a token or more of an address than its host.
    virtual void deliver(const VerdictMessage& message, const std::stop_token& stop) = 0;

    /// Called every few seconds while there is nothing to deliver: keeps a connection alive. Returns at once, throws nothing.
    virtual void tend() noexcept { }
};

}  // namespace app
