#include "app/outputs/mqtt_output.h"

#include "app/outputs/event_wait_p.h"
#include "app/outputs/output_address.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QRandomGenerator>
#include <QTcpSocket>

#include <mosquitto.h>

#include <optional>
#include <utility>

namespace app {
namespace {

using inference::Error;
using inference::ErrorCode;
using Clock = std::chrono::steady_clock;

constexpr int keepAliveSeconds = 30;
constexpr int slice = 50;  // ms; how long a stop may go unseen

/// The library's own start and end.
struct Library {
    Library() { mosquitto_lib_init(); }
    ~Library() { mosquitto_lib_cleanup(); }
};

struct Free {
    void operator()(mosquitto* client) const { mosquitto_destroy(client); }
};

/// Of the broker's answer to a connection, MQTT 3.1.1 table 3.1.
std::string answerReason(int code)
{
    switch (code) {
    case 2: return "receiver:client";
    case 3: return "receiver:unavailable";
    case 4:
    case 5: return "receiver:login";
    default: return "receiver:error:" + std::to_string(code);
    }
}

std::string libraryReason(int code)
{
    switch (code) {
    case MOSQ_ERR_TLS: return "receiver:tls";
    case MOSQ_ERR_CONN_LOST:
    case MOSQ_ERR_NO_CONN:
    case MOSQ_ERR_ERRNO: return "receiver:closed";
    case MOSQ_ERR_CONN_REFUSED: return "receiver:refused";
    case MOSQ_ERR_KEEPALIVE: return "receiver:timeout";
    case MOSQ_ERR_PAYLOAD_SIZE: return "receiver:size";
    default: return "receiver:error:" + std::to_string(code);
    }
}

std::string socketReason(QAbstractSocket::SocketError error)
{
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError: return "receiver:refused";
    case QAbstractSocket::HostNotFoundError: return "receiver:host";
    case QAbstractSocket::RemoteHostClosedError: return "receiver:closed";
    case QAbstractSocket::SocketTimeoutError: return "receiver:timeout";
    default: return "receiver:unreachable";
    }
}

}  // namespace

/// A connection, from its beginning to its end.
struct MqttOutput::Link {
    std::unique_ptr<mosquitto, Free> client;
    std::optional<int> answer;  // of the broker to the connection
    int acknowledged = 0;       // the newest message number; those of MQTT begin at 1
    bool lost = false;
    int lostBy = MOSQ_ERR_SUCCESS;

    ~Link()
    {
        if (client && answer == 0 && !lost)
            mosquitto_disconnect(client.get());
    }

    void listen();
    void check(int code, const std::string& shown) const;
    /// Until `done`, by the socket's events.
    template <typename Done>
    void drive(Done done, Clock::time_point deadline, const std::string& shown, const std::stop_token& stop)
    {
        while (!done()) {
            if (stop.stop_requested())
                throw inference::Cancelled();
            if (Clock::now() >= deadline)
                throw Error(ErrorCode::SourceUnavailable, {shown, "receiver:timeout"});
            const int code = mosquitto_loop(client.get(), slice, 1);
            if (answer.value_or(0) != 0)
                throw Error(ErrorCode::SourceUnavailable, {shown, answerReason(*answer)});
            check(code, shown);
            if (lost)
                throw Error(ErrorCode::SourceUnavailable, {shown, libraryReason(lostBy ? lostBy : MOSQ_ERR_CONN_LOST)});
        }
    }
};

bool hasMqtt() noexcept
{
    return true;
}

void MqttOutput::Link::check(int code, const std::string& shown) const
{
    if (code == MOSQ_ERR_NOMEM)
        throw Error(ErrorCode::OutOfMemory);
    if (code != MOSQ_ERR_SUCCESS)
        throw Error(ErrorCode::SourceUnavailable, {shown, libraryReason(code)});
}

void MqttOutput::Link::listen()
{
    mosquitto_connect_callback_set(client.get(), [](mosquitto*, void* link, int code) { static_cast<Link*>(link)->answer = code; });
    mosquitto_publish_callback_set(client.get(), [](mosquitto*, void* link, int number) { static_cast<Link*>(link)->acknowledged = number; });
    mosquitto_disconnect_callback_set(client.get(), [](mosquitto*, void* link, int code) {
        static_cast<Link*>(link)->lost = true;
        static_cast<Link*>(link)->lostBy = code;
    });
}

namespace {

/// The broker's address as numbers. libmosquitto looks a name up and connects without an end that could be asked for, and of several addresses
/// of a name it takes the first, even when the other one answers: so Qt tries first.
std::string reachableAddress(const QUrl& url, int port, std::chrono::milliseconds time, const std::string& shown, const std::stop_token& stop)
{
    QTcpSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    QEventLoop loop;
    QObject::connect(&socket, &QTcpSocket::connected, &loop, &QEventLoop::quit);
    QObject::connect(&socket, &QTcpSocket::errorOccurred, &loop, &QEventLoop::quit, Qt::QueuedConnection);  // it may come at once
    socket.connectToHost(url.host(QUrl::FullyEncoded), quint16(port));
    const Waited waited = waitForEvents(loop, time, stop);
    if (waited == Waited::Stopped)
        throw inference::Cancelled();
    if (socket.state() != QAbstractSocket::ConnectedState)
        throw Error(ErrorCode::SourceUnavailable, {shown, waited == Waited::Late ? "receiver:timeout" : socketReason(socket.error())});
    return socket.peerAddress().toString().toStdString();
}

}  // namespace

MqttOutput::MqttOutput(MqttOptions options)
    : m_options(std::move(options))
    , m_shown(shownAddress(QUrl(QString::fromStdString(m_options.url))))
{
    static const Library library;
}

MqttOutput::~MqttOutput() = default;

void MqttOutput::connect(const std::stop_token& stop)
{
    const QUrl url(QString::fromStdString(m_options.url));
    const bool tls = url.scheme() == QLatin1String("mqtts");
    const int port = url.port(tls ? 8883 : 1883);
    const auto deadline = Clock::now() + m_options.time;
    const std::string address = reachableAddress(url, port, m_options.time, m_shown, stop);

    auto link = std::make_unique<Link>();
    const QString name = QStringLiteral("vcp-workbench-%1").arg(QRandomGenerator::global()->generate(), 8, 16, QLatin1Char('0'));
    link->client.reset(mosquitto_new(name.toUtf8().constData(), true, link.get()));
    if (!link->client)
        throw Error(ErrorCode::OutOfMemory);
    link->listen();
    if (!m_options.user.empty())
        link->check(mosquitto_username_pw_set(link->client.get(), m_options.user.c_str(),
                        m_options.password.empty() ? nullptr : m_options.password.c_str()),
            m_shown);
    if (tls)
        link->check(mosquitto_int_option(link->client.get(), MOSQ_OPT_TLS_USE_OS_CERTS, 1), m_shown);
    // A certificate is checked against the name; that the name leads somewhere is known by now.
    const std::string host = tls ? url.host(QUrl::FullyEncoded).toStdString() : address;
    const auto begin = tls ? mosquitto_connect : mosquitto_connect_async;
    link->check(begin(link->client.get(), host.c_str(), port, keepAliveSeconds), m_shown);
    link->drive([&link] { return link->answer == 0; }, deadline, m_shown, stop);
    m_link = std::move(link);
}

void MqttOutput::deliver(const VerdictMessage& message, const std::stop_token& stop)
{
    const std::string text = verdictJson(message);
    tend();  // a connection that was closed meanwhile is known at once
    if (!m_link)
        connect(stop);
    try {
        int number = 0;
        m_link->check(mosquitto_publish(m_link->client.get(), &number, m_options.topic.c_str(), int(text.size()), text.data(), 1, false), m_shown);
        m_link->drive([this, &number] { return m_link->acknowledged == number; }, Clock::now() + m_options.time, m_shown, stop);
    } catch (...) {
        m_link.reset();  // with the message: else the library would send it again beside us
        throw;
    }
}

void MqttOutput::tend() noexcept
{
    if (m_link && (mosquitto_loop(m_link->client.get(), 0, 1) != MOSQ_ERR_SUCCESS || m_link->lost))
        m_link.reset();
}

}  // namespace app
