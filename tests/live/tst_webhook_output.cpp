// The webhook against a web server on loopback: what it sends, what it takes for delivered, and what it says otherwise.

#include "app/common/error_text.h"
#include "app/outputs/output_queue.h"
#include "app/outputs/webhook_output.h"
#include "http_receiver.h"
#include "record_tools.h"

#include <QNetworkProxy>
#include <QSignalSpy>
#include <QtTest>

#include <thread>

using namespace app;
using namespace std::chrono_literals;
using inference::Error;

namespace {

VerdictMessage message(std::uint64_t number = 7)
{
    return verdictMessage(records::record(number));
}

constexpr QueueLimits quick {1000, 1ms, 4ms, 2s, 0ms};

}  // namespace

class TestWebhookOutput : public QObject {
    Q_OBJECT

private slots:
    void init();
    void aMessageArrivesWithItsHeaders();
    void loginsAreSentAndNeverSaid_data();
    void loginsAreSentAndNeverSaid();
    void answersAreUnderstood_data();
    void answersAreUnderstood();
    void noRedirectIsFollowed();
    void nobodyThereIsSaid();
    void aHangingServerIsLate();
    void anEndlessAnswerIsCutShort();
    void aStopEndsTheWait();
    void aServerWithoutEncryptionIsSaid();
    void aFailedMessageIsSentAgainWithItsKey();
    void aRefusedMessageDoesNotHoldUpTheNext();
    void messagesArriveWhenTheServerStarts();
    void theSystemsProxyIsNotAsked();

private:
    QString failure(WebhookOutput& output, const std::stop_token& stop = {});

    std::unique_ptr<HttpReceiver> m_server;
};

void TestWebhookOutput::init()
{
    m_server = std::make_unique<HttpReceiver>();
    QVERIFY(m_server->start());
}

/// The sentence of its error, empty: delivered.
QString TestWebhookOutput::failure(WebhookOutput& output, const std::stop_token& stop)
{
    try {
        output.deliver(message(), stop);
    } catch (const MessageRefused& error) {
        return "refused: " + sentence(error);
    } catch (const Error& error) {
        return sentence(error);
    } catch (const inference::Cancelled&) {
        return "cancelled";
    }
    return {};
}

void TestWebhookOutput::aMessageArrivesWithItsHeaders()
{
    WebhookOutput output(m_server->url().toStdString(), {});
    QCOMPARE(failure(output), QString());
    QCOMPARE(failure(output), QString());
    QCOMPARE(m_server->requests.size(), 2U);
    const HttpReceiver::Request& request = m_server->requests.front();
    QCOMPARE(request.line, "POST /hook?key=s3cret HTTP/1.1");
    QCOMPARE(request.header("content-type"), "application/json");
    QCOMPARE(request.header("idempotency-key"), "20260501T120000Z-0a1b2c3d-7");
    QCOMPARE(request.header("authorization"), "");
    QCOMPARE(request.header("cookie"), "");
    QCOMPARE(request.body, QByteArray::fromStdString(verdictJson(message())));
}

void TestWebhookOutput::loginsAreSentAndNeverSaid_data()
{
    QTest::addColumn<QString>("login");
    QTest::addColumn<QString>("token");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("token") << "" << "t0ps3cret" << QByteArray("Bearer t0ps3cret");
    QTest::newRow("user and password") << "me:t0ps3cret@" << "" << "Basic " + QByteArray("me:t0ps3cret").toBase64();
    QTest::newRow("password with signs") << "me:t0ps3cret%40%2F@" << "" << "Basic " + QByteArray("me:t0ps3cret@/").toBase64();
}

void TestWebhookOutput::loginsAreSentAndNeverSaid()
{
    QFETCH(QString, login);
    QFETCH(QString, token);
    QFETCH(QByteArray, header);
    m_server->answers = {200, 401, 500};
    const QString url = QStringLiteral("http://%1%2/t0ps3cret?t0ps3cret").arg(login, m_server->host());
    WebhookOutput output(url.toStdString(), token.toStdString(), 30s);
    QCOMPARE(failure(output), QString());
    QCOMPARE(m_server->requests.front().header("authorization"), header);
    for (int i = 0; i < 2; ++i) {
        try {
            output.deliver(message(), {});
            QFAIL("no error");
        } catch (const Error& error) {
            QVERIFY2(!QString(error.what()).contains("t0ps3cret"), error.what());
            QVERIFY2(!sentence(error).contains("t0ps3cret"), error.what());
            QVERIFY2(sentence(error).contains("http://" + m_server->host()), error.what());
        }
    }
    QCOMPARE(m_server->requests.size(), 3U);
}

void TestWebhookOutput::answersAreUnderstood_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("delivered");
    QTest::addColumn<bool>("refused");
    for (const int status : {200, 201, 202, 204, 299})
        QTest::addRow("%d", status) << status << true << false;
    for (const int status : {400, 401, 403, 404, 409, 413, 422})
        QTest::addRow("%d", status) << status << false << true;
    for (const int status : {301, 302, 307, 308, 408, 429, 500, 502, 503, 504})
        QTest::addRow("%d", status) << status << false << false;
}

void TestWebhookOutput::answersAreUnderstood()
{
    QFETCH(int, status);
    QFETCH(bool, delivered);
    QFETCH(bool, refused);
    m_server->answers = {status};
    WebhookOutput output(m_server->url().toStdString(), {}, 30s);
    const QString said
        = QString("“http://%1” did not take the message: it answers with HTTP status %2.").arg(m_server->host()).arg(status);
    QCOMPARE(failure(output), delivered ? QString() : refused ? "refused: " + said : said);
    QCOMPARE(m_server->requests.size(), 1U);
}

void TestWebhookOutput::noRedirectIsFollowed()
{
    HttpReceiver other;
    QVERIFY(other.start());
    m_server->answers = {307, 302};
    m_server->location = other.url().toUtf8();
    WebhookOutput output(m_server->url().toStdString(), "token", 30s);
    QVERIFY(failure(output).endsWith("status 307."));
    m_server->location = "/elsewhere";
    QVERIFY(failure(output).endsWith("status 302."));
    QCOMPARE(m_server->requests.size(), 2U);
    QCOMPARE(other.requests.size(), 0U);
}

void TestWebhookOutput::nobodyThereIsSaid()
{
    m_server->stop();
    WebhookOutput output(m_server->url().toStdString(), {}, 30s);
    QCOMPARE(failure(output), QString("“http://%1” did not take the message: no program answers there.").arg(m_server->host()));
}

void TestWebhookOutput::aHangingServerIsLate()
{
    m_server->answers = {HttpReceiver::hang};
    WebhookOutput output(m_server->url().toStdString(), {}, 50ms);
    QCOMPARE(failure(output), QString("“http://%1” did not take the message: it did not answer in time.").arg(m_server->host()));
}

void TestWebhookOutput::anEndlessAnswerIsCutShort()
{
    m_server->answers = {HttpReceiver::endless};
    WebhookOutput output(m_server->url().toStdString(), {}, 60s);
    QCOMPARE(failure(output), QString());
}

void TestWebhookOutput::aStopEndsTheWait()
{
    m_server->answers = {HttpReceiver::hang};
    WebhookOutput output(m_server->url().toStdString(), {}, 60s);
    std::stop_source stop;
    std::jthread stopper;
    connect(m_server.get(), &HttpReceiver::asked, this, [&] { stopper = std::jthread([&stop] { stop.request_stop(); }); });
    QCOMPARE(failure(output, stop.get_token()), "cancelled");
    QCOMPARE(failure(output, stop.get_token()), "cancelled");  // before it began
}

void TestWebhookOutput::aServerWithoutEncryptionIsSaid()
{
    WebhookOutput output(QStringLiteral("https://%1/").arg(m_server->host()).toStdString(), "token", 30s);
    QCOMPARE(failure(output),
        QString("“https://%1” did not take the message: its certificate is not trusted, or it speaks without encryption.").arg(m_server->host()));
    QCOMPARE(m_server->requests.size(), 0U);
}

void TestWebhookOutput::aFailedMessageIsSentAgainWithItsKey()
{
    m_server->answers = {500, 200, 503, 429, 200};
    const std::string url = m_server->url().toStdString();
    OutputQueue queue([url] { return std::make_unique<WebhookOutput>(url, std::string()); }, quick);
    for (const std::uint64_t number : {1U, 2U})
        queue.send(std::make_shared<const VerdictMessage>(message(number)));
    QTRY_COMPARE(queue.state().delivered, 2U);
    QByteArrayList keys;
    for (const HttpReceiver::Request& request : m_server->requests)
        keys.append(request.header("idempotency-key").right(1));
    QCOMPARE(keys.join(' '), "1 1 2 2 2");
    QCOMPARE(m_server->requests[0].body, m_server->requests[1].body);
}

void TestWebhookOutput::aRefusedMessageDoesNotHoldUpTheNext()
{
    m_server->answers = {404, 200};
    const std::string url = m_server->url().toStdString();
    OutputQueue queue([url] { return std::make_unique<WebhookOutput>(url, std::string()); }, {1000, 1h, 1h, 2s, 0ms});
    for (const std::uint64_t number : {1U, 2U})
        queue.send(std::make_shared<const VerdictMessage>(message(number)));
    QTRY_COMPARE(queue.state().delivered, 1U);
    const OutputState state = queue.state();
    QCOMPARE(state.refused, 1U);
    QVERIFY(sentence(*state.error).endsWith("HTTP status 404."));
    QCOMPARE(m_server->requests.size(), 2U);
}

void TestWebhookOutput::messagesArriveWhenTheServerStarts()
{
    m_server->stop();
    const std::string url = m_server->url().toStdString();
    OutputQueue queue([url] { return std::make_unique<WebhookOutput>(url, std::string()); }, quick);
    for (std::uint64_t number = 1; number <= 5; ++number)
        queue.send(std::make_shared<const VerdictMessage>(message(number)));
    QTRY_VERIFY(queue.state().failing);
    QVERIFY(sentence(*queue.state().error).endsWith("no program answers there."));
    QVERIFY(m_server->start());
    QTRY_COMPARE(queue.state().delivered, 5U);
    for (std::uint64_t number = 1; number <= 5; ++number)
        QCOMPARE(m_server->requests[number - 1].body, QByteArray::fromStdString(verdictJson(message(number))));
}

void TestWebhookOutput::theSystemsProxyIsNotAsked()
{
    qputenv("http_proxy", "http://127.0.0.1:1");
    QNetworkProxyFactory::setUseSystemConfiguration(true);
    WebhookOutput output(m_server->url().toStdString(), {}, 30s);
    const QString said = failure(output);
    QNetworkProxyFactory::setUseSystemConfiguration(false);
    qunsetenv("http_proxy");
    QCOMPARE(said, QString());
}

QTEST_GUILESS_MAIN(TestWebhookOutput)
#include "tst_webhook_output.moc"
