#pragma once

#include <QByteArray>
#include <QList>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

/// A camera that speaks RTSP over TCP on 127.0.0.1, for one watcher at a time: sends an MPEG transport stream (RTP payload 33, RFC 2250)
/// in interleaved packets (RFC 2326, 10.12), and then nothing more.
class RtspServer {
public:
    explicit RtspServer(QByteArray transportStream)
        : m_stream(std::move(transportStream))
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        void* raw = &address;
        if (::bind(m_listener, static_cast<sockaddr*>(raw), size) != 0 || ::listen(m_listener, 4) != 0
            || ::getsockname(m_listener, static_cast<sockaddr*>(raw), &size) != 0)
            throw std::runtime_error("no port for the test's camera");
        m_port = ntohs(address.sin_port);
        m_thread = std::jthread([this](const std::stop_token& stop) {
            while (!stop.stop_requested()) {
                pollfd waiting {m_listener, POLLIN, 0};
                if (::poll(&waiting, 1, 10) != 1)
                    continue;
                m_client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
                serve(stop);
                ::close(m_client);
            }
        });
    }
    ~RtspServer()
    {
        m_thread = {};
        ::close(m_listener);
    }
    std::string address() const { return "rtsp://127.0.0.1:" + std::to_string(m_port) + "/live"; }

private:
    bool send(const QByteArray& bytes) const
    {
        return ::send(m_client, bytes.constData(), std::size_t(bytes.size()), MSG_NOSIGNAL) == bytes.size();
    }

    void serve(const std::stop_token& stop)
    {
        QByteArray asked;
        qsizetype sent = -1;  // of the stream; -1: it doesn't play
        quint16 number = 0;
        while (!stop.stop_requested()) {
            pollfd waiting {m_client, POLLIN, 0};
            if (::poll(&waiting, 1, 2) == 1) {
                char bytes[4096];
                const ssize_t got = ::recv(m_client, bytes, sizeof bytes, 0);
                if (got <= 0)
                    return;
                asked += QByteArray(bytes, got);
            }
            for (qsizetype end = asked.indexOf("\r\n\r\n"); end >= 0; end = asked.indexOf("\r\n\r\n")) {
                const QByteArray request = asked.first(end);
                asked.remove(0, end + 4);
                if (!answer(request))
                    return;
                if (request.startsWith("PLAY"))
                    sent = 0;
            }
            if (sent >= 0 && sent < m_stream.size()) {
                const QByteArray packets = m_stream.mid(sent, 7 * 188);
                sent += packets.size();
                QByteArray rtp("\x80\x21\0\0\0\0\0\0\0\0\0\7", 12);
                rtp[2] = char(number >> 8);
                rtp[3] = char(number++ & 0xFF);
                rtp += packets;
                QByteArray frame("$\0\0\0", 4);
                frame[2] = char(rtp.size() >> 8);
                frame[3] = char(rtp.size() & 0xFF);
                if (!send(frame + rtp))
                    return;
            }
        }
    }

    bool answer(const QByteArray& request) const
    {
        const qsizetype at = request.indexOf("CSeq:");
        QByteArray reply = "RTSP/1.0 200 OK\r\nCSeq: "
            + QByteArray::number(request.mid(at + 5).split('\r').first().trimmed().toInt()) + "\r\n";
        if (request.startsWith("OPTIONS"))
            reply += "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n";
        if (request.startsWith("SETUP"))
            reply += "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n";
        if (!request.startsWith("OPTIONS") && !request.startsWith("DESCRIBE"))
            reply += "Session: 7\r\n";
        if (request.startsWith("DESCRIBE")) {
            const QByteArray words
                = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 33\r\na=control:track1\r\n";
            reply += "Content-Type: application/sdp\r\nContent-Length: " + QByteArray::number(words.size()) + "\r\n\r\n"
                + words;
            return send(reply);
        }
        return send(reply + "\r\n");
    }

    const QByteArray m_stream;
    int m_listener = -1, m_client = -1;
    quint16 m_port = 0;
    std::jthread m_thread;
};
