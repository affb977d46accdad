#include "app/outputs/webhook_output.h"

#include "app/outputs/event_wait_p.h"
#include "app/outputs/output_address.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QUrl>

namespace app {
namespace {

using inference::Error;
using inference::ErrorCode;

constexpr qint64 longestAnswer = 65536;

std::string reasonOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError: return "receiver:refused";
    case QNetworkReply::HostNotFoundError: return "receiver:host";
    case QNetworkReply::RemoteHostClosedError: return "receiver:closed";
    case QNetworkReply::SslHandshakeFailedError: return "receiver:tls";
    case QNetworkReply::TimeoutError: return "receiver:timeout";
    default: return "receiver:error:" + std::to_string(int(error));
    }
}

QByteArray authorization(const QUrl& url, const std::string& token)
{
    if (!token.empty())
        return "Bearer " + QByteArray::fromStdString(token);
    if (url.userInfo().isEmpty())
        return {};
    return "Basic " + (url.userName(QUrl::FullyDecoded) + u':' + url.password(QUrl::FullyDecoded)).toUtf8().toBase64();
}

}  // namespace

struct WebhookOutput::Link {
    QNetworkRequest request;
    std::string shown;
    std::chrono::milliseconds time;
    QNetworkAccessManager manager;

    [[noreturn]] void refuse(int status) const;
};

WebhookOutput::WebhookOutput(const std::string& url, const std::string& token, std::chrono::milliseconds time)
    : m_link(std::make_unique<Link>())
{
    QUrl address(QString::fromStdString(url), QUrl::StrictMode);
    m_link->shown = shownAddress(address);
    m_link->time = time;
    m_link->manager.setProxy(QNetworkProxy::NoProxy);

    QNetworkRequest& request = m_link->request;
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    if (const QByteArray login = authorization(address, token); !login.isEmpty())
        request.setRawHeader("Authorization", login);
    address.setUserInfo({});  // Qt would say it again when asked
    address.setFragment({});
    request.setUrl(address);
}

WebhookOutput::~WebhookOutput() = default;

void WebhookOutput::deliver(const VerdictMessage& message, const std::stop_token& stop)
{
    QNetworkRequest request = m_link->request;
    request.setRawHeader("Idempotency-Key", QByteArray::fromStdString(message.record.run + '-' + std::to_string(message.record.number)));
    const std::unique_ptr<QNetworkReply> reply(m_link->manager.post(request, QByteArray::fromStdString(verdictJson(message))));
    QEventLoop loop;
    qint64 read = 0;
    QObject::connect(reply.get(), &QNetworkReply::readyRead, &loop, [&] {
        read += reply->readAll().size();
        if (read > longestAnswer)
            loop.quit();
    });
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    const Waited waited = waitForEvents(loop, m_link->time, stop);
    // The answer's first line is the answer, whatever comes of its text.
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const QNetworkReply::NetworkError error = reply->error();
    reply->disconnect();
    if (!reply->isFinished())
        reply->abort();
    if (status >= 200 && status < 300)
        return;
    if (status > 0)
        m_link->refuse(status);
    if (waited == Waited::Stopped)
        throw inference::Cancelled();
    throw Error(ErrorCode::SourceUnavailable, {m_link->shown, waited == Waited::Late ? "receiver:timeout" : reasonOf(error)});
}

void WebhookOutput::Link::refuse(int status) const
{
    const std::vector<std::string> arguments {shown, "receiver:http:" + std::to_string(status)};
    if (status >= 400 && status < 500 && status != 408 && status != 429)
        throw MessageRefused(ErrorCode::SourceUnavailable, arguments);
    throw Error(ErrorCode::SourceUnavailable, arguments);
}

}  // namespace app
