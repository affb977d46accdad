// MQTT against a real broker on loopback: delivered is what it has acknowledged, and nothing is lost when it is killed.

#include "app/common/error_text.h"
#include "app/outputs/mqtt_output.h"
#include "app/outputs/output_queue.h"
#include "certificate.h"
#include "mqtt_broker.h"
#include "record_tools.h"

#include <QtTest>

#include <thread>

using namespace app;
using namespace std::chrono_literals;
using inference::Error;

namespace {

constexpr const char* topic = "plant 1/\u7ebf/verdicts";
constexpr QueueLimits quick {1000, 1ms, 20ms, 2s, 0ms};

VerdictMessage message(std::uint64_t number = 7)
{
    return verdictMessage(records::record(number));
}

MessagePtr shared(std::uint64_t number)
{
    return std::make_shared<const VerdictMessage>(message(number));
}

/// The JSON of messages `first` to `last`.
std::vector<std::string> texts(std::uint64_t first, std::uint64_t last)
{
    std::vector<std::string> all;
    for (; first <= last; ++first)
        all.push_back(verdictJson(message(first)));
    return all;
}

/// Each text where it came first: a message may come twice, and a broker that was killed tells its listeners some again.
std::vector<std::string> once(const std::vector<std::string>& texts)
{
    std::vector<std::string> first;
    for (const std::string& text : texts)
        if (std::ranges::find(first, text) == first.end())
            first.push_back(text);
    return first;
}

MakeOutput maker(const MqttOptions& options)
{
    return [options] { return std::make_unique<MqttOutput>(options); };
}

/// The sentence of its error, empty: delivered.
QString failure(MqttOutput& output, const std::stop_token& stop = {})
{
    try {
        output.deliver(message(), stop);
    } catch (const inference::Cancelled&) {
        return "cancelled";
    } catch (const Error& error) {
        return sentence(error);
    }
    return {};
}

}  // namespace

class TestMqttOutput : public QObject {
    Q_OBJECT

private slots:
    void init();
    void theLibraryIsThere();
    void messagesArriveInOrder();
    void nothingIsDeliveredBeforeItIsAcknowledged();
    void aKilledBrokerLosesNothing();
    void aConnectionIsKeptWhileNothingIsSent();
    void aNameIsLookedUp();
    void loginsAreChecked_data();
    void loginsAreChecked();
    void nobodyThereIsSaid();
    void aServerThatSaysNothingIsLate();
    void aStopEndsTheWait();
    void aTrustedCertificateIsEnough();
    void anotherCertificateIsRefused();

private:
    MqttOptions options() const;
    QString where(const char* scheme = "mqtt") const { return QString("“%1” did not take the message: ").arg(QString::fromStdString(m_broker->url(scheme))); }

    std::unique_ptr<MqttBroker> m_broker;
};

void TestMqttOutput::init()
{
    m_broker = std::make_unique<MqttBroker>();
}

MqttOptions TestMqttOutput::options() const
{
    MqttOptions options;
    options.url = m_broker->url();
    options.topic = topic;
    options.time = 30s;
    return options;
}

void TestMqttOutput::theLibraryIsThere()
{
    QVERIFY(hasMqtt());
}

void TestMqttOutput::messagesArriveInOrder()
{
    QCOMPARE(m_broker->start(), QString());
    MqttListener listener(*m_broker, "#");
    QTRY_VERIFY(listener.listens());
    OutputQueue queue(maker(options()), quick);
    for (std::uint64_t number = 1; number <= 100; ++number)
        queue.send(shared(number));
    QTRY_COMPARE(queue.state().delivered, 100U);
    QTRY_COMPARE(listener.texts().size(), 100U);
    QVERIFY(listener.texts() == texts(1, 100));
    QCOMPARE(listener.topics(), std::vector<std::string>(100, topic));
    QCOMPARE(listener.qualities(), std::vector<int>(100, 1));
    QVERIFY(!listener.anyRetained());
    QVERIFY(!queue.state().error);
}

void TestMqttOutput::nothingIsDeliveredBeforeItIsAcknowledged()
{
    QCOMPARE(m_broker->start(), QString());
    MqttListener listener(*m_broker, topic);
    QTRY_VERIFY(listener.listens());
    MqttOptions impatient = options();
    impatient.time = 200ms;
    OutputQueue queue(maker(impatient), quick);
    queue.send(shared(1));
    QTRY_COMPARE(queue.state().delivered, 1U);
    QTRY_COMPARE(listener.texts().size(), 1U);

    m_broker->freeze();  // the system goes on taking what is sent to it
    queue.send(shared(2));
    QTRY_VERIFY(queue.state().failing);
    QCOMPARE(queue.state().delivered, 1U);
    QCOMPARE(sentence(*queue.state().error), where() + "it did not answer in time.");
    m_broker->kill();
    QCOMPARE(m_broker->start(), QString());
    QTRY_COMPARE(queue.state().delivered, 2U);
    QTRY_COMPARE_WITH_TIMEOUT(once(listener.texts()), texts(1, 2), 20000);
}

void TestMqttOutput::aKilledBrokerLosesNothing()
{
    QCOMPARE(m_broker->start(), QString());
    MqttListener listener(*m_broker, topic);
    QTRY_VERIFY(listener.listens());
    OutputQueue queue(maker(options()), quick);
    for (std::uint64_t number = 1; number <= 20; ++number)
        queue.send(shared(number));
    QTRY_COMPARE(listener.texts().size(), 20U);
    QTRY_COMPARE(queue.state().delivered, 20U);

    m_broker->kill();
    for (std::uint64_t number = 21; number <= 40; ++number)
        queue.send(shared(number));
    QTRY_VERIFY(queue.state().failing);
    QCOMPARE(queue.state().waiting, 20U);
    QCOMPARE(m_broker->start(), QString());
    QTRY_COMPARE_WITH_TIMEOUT(queue.state().delivered, 40U, 20000);
    QTRY_COMPARE_WITH_TIMEOUT(once(listener.texts()), texts(1, 40), 20000);
}

void TestMqttOutput::aConnectionIsKeptWhileNothingIsSent()
{
    QCOMPARE(m_broker->start(), QString());
    MqttOutput output(options());
    QCOMPARE(failure(output), QString());
    output.tend();
    QCOMPARE(failure(output), QString());
    m_broker->kill();
    output.tend();
    QCOMPARE(failure(output), where() + "no program answers there.");
    QCOMPARE(m_broker->start(), QString());
    QCOMPARE(failure(output), QString());
}

void TestMqttOutput::aNameIsLookedUp()
{
    QCOMPARE(m_broker->start(), QString());  // on 127.0.0.1 alone, while the name may be ::1 too
    MqttOptions named = options();
    named.url = "mqtt://localhost:" + std::to_string(m_broker->port());
    MqttOutput output(named);
    QCOMPARE(failure(output), QString());

    named.url = "mqtt://nobody.invalid";
    MqttOutput lost(named);
    const QString said = failure(lost);
    QVERIFY2(said.startsWith("“mqtt://nobody.invalid” did not take the message: "), qPrintable(said));
}

void TestMqttOutput::loginsAreChecked_data()
{
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<bool>("right");
    QTest::newRow("right") << "line" << "s3cret" << true;
    QTest::newRow("wrong password") << "line" << "s3cres" << false;
    QTest::newRow("another user") << "nobody" << "s3cret" << false;
    QTest::newRow("none") << "" << "" << false;
}

void TestMqttOutput::loginsAreChecked()
{
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(bool, right);
    const QString passwords = m_broker->file("passwords");
    QCOMPARE(QProcess::execute("mosquitto_passwd", {"-b", "-c", passwords, "line", "s3cret"}), 0);
    m_broker->options = "allow_anonymous false\npassword_file " + passwords.toUtf8() + "\n";
    QCOMPARE(m_broker->start(), QString());
    MqttOptions login = options();
    login.user = user.toStdString();
    login.password = password.toStdString();
    MqttOutput output(login);
    QCOMPARE(failure(output), right ? QString() : where() + "it does not accept this user and password.");
}

void TestMqttOutput::nobodyThereIsSaid()
{
    MqttOutput output(options());
    QCOMPARE(failure(output), where() + "no program answers there.");
}

void TestMqttOutput::aServerThatSaysNothingIsLate()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost, m_broker->port()));
    MqttOptions impatient = options();
    impatient.time = 60ms;
    MqttOutput output(impatient);
    QCOMPARE(failure(output), where() + "it did not answer in time.");
}

void TestMqttOutput::aStopEndsTheWait()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost, m_broker->port()));
    std::stop_source stop;
    std::jthread stopper;
    connect(&silent, &QTcpServer::newConnection, this, [&] { stopper = std::jthread([&stop] { stop.request_stop(); }); });
    MqttOutput output(options());
    QCOMPARE(failure(output, stop.get_token()), "cancelled");
    QCOMPARE(failure(output, stop.get_token()), "cancelled");  // before it began
}

void TestMqttOutput::aTrustedCertificateIsEnough()
{
    const std::string key = m_broker->file("key.pem").toStdString();
    const std::string certificate = m_broker->file("certificate.pem").toStdString();
    QVERIFY(makeCertificate(key, certificate));
    m_broker->options += QByteArray::fromStdString("certfile " + certificate + "\nkeyfile " + key + "\n");
    QCOMPARE(m_broker->start(), QString());
    MqttOptions encrypted = options();
    encrypted.url = m_broker->url("mqtts");
    qputenv("SSL_CERT_FILE", certificate.c_str());  // one of the system's, for OpenSSL
    MqttOutput output(encrypted);
    const QString said = failure(output);
    const QString again = failure(output);
    qunsetenv("SSL_CERT_FILE");
    QCOMPARE(said, QString());
    QCOMPARE(again, QString());

    MqttOutput plain(options());  // without encryption to one that wants it
    QVERIFY(failure(plain).startsWith(where()));
}

void TestMqttOutput::anotherCertificateIsRefused()
{
    const std::string key = m_broker->file("key.pem").toStdString();
    const std::string certificate = m_broker->file("certificate.pem").toStdString();
    QVERIFY(makeCertificate(key, certificate));
    m_broker->options += QByteArray::fromStdString("certfile " + certificate + "\nkeyfile " + key + "\n");
    QCOMPARE(m_broker->start(), QString());
    MqttOptions encrypted = options();
    encrypted.url = m_broker->url("mqtts");
    MqttOutput output(encrypted);
    QCOMPARE(failure(output), where("mqtts") + "its certificate is not trusted, or it speaks without encryption.");
}

QTEST_GUILESS_MAIN(TestMqttOutput)
#include "tst_mqtt_output.moc"
