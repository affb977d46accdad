#pragma once

#include "sources/source.h"

namespace inference::sources {

/// True for what Stream opens: http, https, rtsp or rtsps, a host, at most 2048 printable ASCII characters without a space; a
/// '@' behind the host has to be written %40, as it might be part of a password.
bool isStreamAddress(const std::string& address) noexcept;

/// The address as it may be shown and logged: without user, password, query and fragment, and without the path from its first segment
/// with a '=' on, any of which may hold a secret. Text that is no address becomes "?".
std::string shownAddress(const std::string& address);

struct StreamTimes {
    std::chrono::milliseconds open {4000};
    /// Without a picture the stream is lost after this time: one of less than a picture per 1.5 s needs a longer one.
    std::chrono::milliseconds read {1500};
};

/// A camera in the network: RTSP (over TCP) or HTTP with Motion JPEG, read by FFmpeg, 8-bit RGB or grey. A thread
/// of its own reads as fast as pictures come and keeps the newest only: what is buffered on the way is never what is seen. Pictures
/// that didn't come whole are left out. open(), read() and close() end at once when asked to, the thread within 0.1 s, or when a name that it
/// looks up is found or isn't; the program's end waits for it.
///
/// Nothing but these protocols is opened, no file and no shell. The full address, which may hold a password, goes to FFmpeg alone:
/// facts() and errors hold shownAddress(), and FFmpeg's log is silent.
///
/// open() throws Error(SourceUnsupported{address, "address"}, SourceUnavailable{address, "timeout" or "refused"}), read() throws
/// Error(SourceLost{address, "timeout" or "ended"}). Pictures have no time of their own: Frame::exposed is when they were decoded.
class Stream : public Source {
public:
    explicit Stream(std::string address, StreamTimes times = {});
    ~Stream() override;

    void open(const std::stop_token& stop) override;
    std::optional<Frame> read(const std::stop_token& stop) override;
    void close() noexcept override;
    SourceFacts facts() const override;
    /// Replaced by newer ones before read() asked.
    std::uint64_t lost() const override;

private:
    struct Link;

    const std::string m_address;
    const std::string m_shown;
    const StreamTimes m_times;
    std::shared_ptr<Link> m_link;  // with the thread that reads
};

}  // namespace inference::sources
