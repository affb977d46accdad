#include "app/network/serve_address.h"

#include <QHostAddress>

#include <charconv>

namespace app {
namespace {

std::optional<int> portOf(const std::string& text)
{
    int port = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port >= 0 && port <= 65535 ? std::optional(port) : std::nullopt;
}

/// Host and port of "host:port", "[host]:port" or what has none; an empty host is none.
std::pair<std::string, std::string> parts(const std::string& text)
{
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string::npos || (end + 1 < text.size() && text[end + 1] != ':'))
            return {};
        return {text.substr(1, end - 1), end + 1 < text.size() ? text.substr(end + 2) : std::string()};
    }
    const std::size_t colon = text.rfind(':');
    return colon == std::string::npos ? std::pair(text, std::string()) : std::pair(text.substr(0, colon), text.substr(colon + 1));
}

}  // namespace

bool ServeAddress::isLoopback() const
{
    return QHostAddress(QString::fromStdString(host)).isLoopback();
}

std::string ServeAddress::text() const
{
    return (host.find(':') == std::string::npos ? host : '[' + host + ']') + ':' + std::to_string(port);
}

std::string ServeAddress::url() const
{
    return "http://" + text();
}

std::optional<ServeAddress> readServeAddress(const std::string& text)
{
    ServeAddress address;
    if (const auto port = portOf(text)) {
        address.port = *port;
        return address;
    }
    const auto [host, port] = parts(text);
    const auto number = portOf(port);
    if (!number)
        return std::nullopt;
    address.port = *number;
    if (host == "localhost")
        return address;
    const QHostAddress numeric(QString::fromStdString(host));
    const bool six = numeric.protocol() == QAbstractSocket::IPv6Protocol;
    // "1" and "127.1" are addresses to old functions of C: only what is written out is what the person sees.
    if (numeric.isNull() || six != text.starts_with('[') || (!six && numeric.toString().toStdString() != host))
        return std::nullopt;
    address.host = numeric.toString().toStdString();
    return address;
}

bool namesLoopback(const std::string& host)
{
    const auto [name, port] = parts(host);
    return (port.empty() || portOf(port)) && (name == "localhost" || QHostAddress(QString::fromStdString(name)).isLoopback());
}

}  // namespace app
