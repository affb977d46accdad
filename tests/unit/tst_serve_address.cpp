// Where a service may listen, and which names of this computer a browser's page could not have chosen.
#include "app/network/serve_address.h"

#include <QtTest>

using namespace app;

class TestServeAddress : public QObject {
    Q_OBJECT

private slots:
    void addressesAreRead_data();
    void addressesAreRead();
    void onlyThisComputersNamesAreLoopback_data();
    void onlyThisComputersNamesAreLoopback();
};

void TestServeAddress::addressesAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");  // empty: refused
    QTest::addColumn<bool>("loopback");
    QTest::newRow("a port") << "8400" << "http://127.0.0.1:8400" << true;
    QTest::newRow("any port") << "0" << "http://127.0.0.1:0" << true;
    QTest::newRow("address and port") << "127.0.0.1:1" << "http://127.0.0.1:1" << true;
    QTest::newRow("localhost") << "localhost:8317" << "http://127.0.0.1:8317" << true;
    QTest::newRow("IPv6") << "[::1]:8317" << "http://[::1]:8317" << true;
    QTest::newRow("all") << "0.0.0.0:65535" << "http://0.0.0.0:65535" << false;
    QTest::newRow("all of IPv6") << "[::]:80" << "http://[::]:80" << false;
    QTest::newRow("in the house") << "192.168.1.10:80" << "http://192.168.1.10:80" << false;
    for (const char* const bad : {"", ":", "65536", "-1", "1x", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.1:80", "1:80", "::1:80", "[::1]", "[::1", "[::1]80", "[127.0.0.1]:80",
                                  "example.com:80", " 8400", "127.0.0.1:80/"})
        QTest::newRow(bad) << bad << "" << false;
}

void TestServeAddress::addressesAreRead()
{
    QFETCH(QString, text);
    QFETCH(QString, url);
    QFETCH(bool, loopback);
    const auto address = readServeAddress(text.toStdString());
    QCOMPARE(address.has_value(), !url.isEmpty());
    if (!address)
        return;
    QCOMPARE(QString::fromStdString(address->url()), url);
    QCOMPARE(address->isLoopback(), loopback);
}

void TestServeAddress::onlyThisComputersNamesAreLoopback_data()
{
    QTest::addColumn<bool>("is");
    for (const char* const good : {"localhost", "localhost:8317", "127.0.0.1", "127.0.0.1:8317", "127.0.0.2:1", "[::1]", "[::1]:8317"})
        QTest::newRow(good) << true;
    for (const char* const bad : {"", "evil.example", "evil.example:8317", "localhost.evil.example", "127.0.0.1.evil.example:80", "::1", "127.0.0.1:80:80", "localhost:x", "[::1]x"})
        QTest::newRow(bad) << false;
}

void TestServeAddress::onlyThisComputersNamesAreLoopback()
{
    QFETCH(bool, is);
    QCOMPARE(namesLoopback(QTest::currentDataTag()), is);
}

QTEST_GUILESS_MAIN(TestServeAddress)
#include "tst_serve_address.moc"
