#pragma once

#include "numbered_pictures.h"

#include <opencv2/imgcodecs.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

/// A camera that speaks HTTP with Motion JPEG on 127.0.0.1, on a thread of its own: numbered pictures, 50 per second. It can be killed,
/// started again on its port, and behave badly.
class MjpegServer {
public:
    enum class Manner { Good, Stall, Garbage, NoAnswer, NotFound, Text };

    std::atomic<Manner> manner = Manner::Good;
    std::atomic<int> width = 320;
    std::atomic<int> number = 0;      ///< of the last picture sent
    std::atomic<bool> asked = false;  ///< somebody came with user "me" and password "s3cret"

    MjpegServer() { start(); }
    ~MjpegServer() { kill(); }

    void start()
    {
        m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const int yes = 1;
        ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        sockaddr_in address {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(m_port);
        socklen_t size = sizeof address;
        void* raw = &address;
        if (::bind(m_listener, static_cast<sockaddr*>(raw), size) != 0 || ::listen(m_listener, 8) != 0
            || ::getsockname(m_listener, static_cast<sockaddr*>(raw), &size) != 0)
            throw std::runtime_error("no port for the test's camera");
        m_port = ntohs(address.sin_port);
        m_thread = std::jthread([this](const std::stop_token& stop) { serve(stop); });
    }
    void kill()
    {
        m_thread = {};
        if (m_listener >= 0)
            ::close(m_listener);
        m_listener = -1;
    }
    std::string host() const { return "127.0.0.1:" + std::to_string(m_port); }
    std::string address() const { return "http://" + host() + "/video"; }

private:
    void serve(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            pollfd waiting {m_listener, POLLIN, 0};
            if (::poll(&waiting, 1, 10) != 1)
                continue;
            const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            if (client < 0)
                continue;
            answer(client, stop);
            ::close(client);
        }
    }

    static bool send(int client, const std::string& bytes)
    {
        for (std::size_t sent = 0; sent < bytes.size();) {
            const ssize_t now = ::send(client, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (now <= 0)
                return false;
            sent += std::size_t(now);
        }
        return true;
    }

    void answer(int client, const std::stop_token& stop)
    {
        const timeval second {1, 0};
        ::setsockopt(client, SOL_SOCKET, SO_SNDTIMEO, &second, sizeof second);
        ::setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof second);
        char request[4096] = {};
        if (::recv(client, request, sizeof request - 1, 0) <= 0)
            return;
        if (std::string(request).find("bWU6czNjcmV0") != std::string::npos)  // me:s3cret in base 64
            asked = true;
        else if (std::string(request).find("token=") != std::string::npos)
            return void(send(client,
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\nConnection: "
                "close\r\n\r\n"));
        const Manner now = manner;
        if (now == Manner::NotFound)
            return void(send(client, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        if (now == Manner::Text)
            return void(
                send(client, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nhello\n"));
        if (now != Manner::NoAnswer
            && !send(client,
                "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=cut\r\nConnection: "
                "close\r\n\r\n"))
            return;
        while (!stop.stop_requested()) {
            pollfd gone {client, POLLIN, 0};
            if (::poll(&gone, 1, 20) > 0)
                return;  // it sends nothing more: the other end has closed
            if (manner == Manner::Stall || manner == Manner::NoAnswer)
                continue;
            if (!send(client, part()))
                return;
        }
    }

    std::string part()
    {
        std::vector<unsigned char> jpeg;
        cv::imencode(".jpg", numbered::picture(number + 1, width, 64), jpeg);
        std::string bytes(jpeg.begin(), jpeg.end());
        if (manner == Manner::Garbage)
            for (std::size_t i = 0; i < bytes.size(); ++i)
                bytes[i] = char(i * 7919 >> 3);
        ++number;
        return "--cut\r\nContent-Type: image/jpeg\r\nContent-Length: " + std::to_string(bytes.size()) + "\r\n\r\n"
            + bytes + "\r\n";
    }

    std::uint16_t m_port = 0;
    int m_listener = -1;
    std::jthread m_thread;
};
