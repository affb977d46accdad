// The table over Modbus TCP: what a PLC gets, and what strangers can't do to it.
#include "app/plc/modbus_server.h"

#include "modbus_client.h"

#include <QTcpSocket>
#include <QtTest>

#include <atomic>
#include <mutex>
#include <thread>

using namespace app;

namespace {

/// A server on a free port, with a table that a test holds.
struct Served {
    explicit Served(ModbusServer::Options options = {})
        : server(ServeAddress {.host = "127.0.0.1", .port = 0}, std::move(options),
                 {[this](bool showsStatus) {
                      const std::lock_guard lock(mutex);
                      shown += showsStatus;
                      return table;
                  },
                  [this](std::uint16_t mask, std::uint16_t bits) {
                      const std::lock_guard lock(mutex);
                      table[plc::control] = std::uint16_t((table[plc::control] & ~mask) | (bits & mask));
                      writes.push_back(table[plc::control]);
                  },
                  [this](std::uint16_t number) {
                      const std::lock_guard lock(mutex);
                      table[plc::recipe] = number;
                      recipes.push_back(number);
                  }})
    {
    }
    int port() const { return server.address().port; }
    std::vector<std::uint16_t> written()
    {
        const std::lock_guard lock(mutex);
        return writes;
    }

    std::mutex mutex;
    PlcRegisters table {};
    std::vector<std::uint16_t> writes, recipes;
    int shown = 0;  // reads of the status
    ModbusServer server;  // last: its threads call the others
};

/// A request of unit 1 as bytes, with a header that fits.
QByteArray framed(const QByteArray& request)
{
    QByteArray frame("\x00\x07\x00\x00", 4);
    frame.append(char((request.size() + 1) >> 8)).append(char((request.size() + 1) & 0xFF)).append('\x01');
    return frame + request;
}

QByteArray hex(const char* digits)
{
    return QByteArray::fromHex(digits);
}

class RawClient {
public:
    explicit RawClient(int port)
    {
        m_socket.connectToHost("127.0.0.1", quint16(port));
        m_socket.waitForConnected();
    }
    void send(const QByteArray& bytes)
    {
        m_socket.write(bytes);
        m_socket.waitForBytesWritten();
    }
    /// What comes until `size` bytes are there or the other end hangs up.
    QByteArray take(qsizetype size)
    {
        while (m_socket.bytesAvailable() < size && m_socket.waitForReadyRead(5000)) { }
        return m_socket.read(size);
    }
    bool isHungUp() { return m_socket.state() == QAbstractSocket::UnconnectedState || m_socket.waitForDisconnected(5000); }
    QTcpSocket& socket() { return m_socket; }

private:
    QTcpSocket m_socket;
};

}  // namespace

class TestModbusServer : public QObject {
    Q_OBJECT

private slots:
    void aPlcReadsTheTable();
    void aPlcWritesTheControlWord();
    void aPlcChoosesARecipe();
    void everyUnitIsThisOne_data();
    void everyUnitIsThisOne();
    void whatIsNoRequestOfOursIsAnException_data();
    void whatIsNoRequestOfOursIsAnException();
    void whatIsOutOfStepIsHungUpOn_data();
    void whatIsOutOfStepIsHungUpOn();
    void severalAskAtOnce();
    void severalWriteAtOnce();
    void aTableThatThrowsEndsTheConnectionAlone();
    void whoAsksNothingGoesFirst();
    void whoNeverTakesAnswersHoldsNobodyUp();
    void theOneSilentLongestGoes();
    void onlyThePlcIsLetIn();
    void aTakenAddressIsAnError();
    void itEndsWhileCallersAreThere();
};

void TestModbusServer::aPlcReadsTheTable()
{
    Served served;
    for (std::size_t i = 0; i < served.table.size(); ++i)
        served.table[i] = std::uint16_t(1000 + i);
    served.table[plc::control] = 0b10;
    served.table[plc::status] = 0b1'0000'0101;
    const ModbusClient client(served.port());
    QVERIFY(client.isConnected());
    QCOMPARE(client.read().value(), served.table);

    std::array<std::uint16_t, 2> two {};
    QCOMPARE(modbus_read_input_registers(client.context(), 114, 2, two.data()), 2);
    QCOMPARE(two, (std::array<std::uint16_t, 2> {1114, 1115}));
    std::array<std::uint8_t, 16> bits {};
    QCOMPARE(modbus_read_input_bits(client.context(), 0, 16, bits.data()), 16);
    QCOMPARE(bits, (std::array<std::uint8_t, 16> {1, 0, 1, 0, 0, 0, 0, 0, 1}));
    QCOMPARE(modbus_read_bits(client.context(), 0, 2, bits.data()), 2);
    QCOMPARE(bits[0], 0);
    QCOMPARE(bits[1], 1);

    QCOMPARE(modbus_read_registers(client.context(), 119, 1, two.data()), -1);
    QCOMPARE(errno, EMBXILADD);
    QCOMPARE(modbus_read_registers(client.context(), 118, 2, two.data()), -1);
    QCOMPARE(modbus_read_input_bits(client.context(), 16, 1, bits.data()), -1);
    QCOMPARE(client.read().value(), served.table);  // goes on
    {
        const std::lock_guard lock(served.mutex);
        QCOMPARE(served.shown, 3);  // twice the table, and once all discrete inputs
    }
    QTRY_COMPARE(served.server.callers().size(), 1u);
    QCOMPARE(served.server.callers().front().address, std::string("127.0.0.1"));
    QTRY_VERIFY(served.server.callers().front().requests >= 8);
}

void TestModbusServer::aPlcWritesTheControlWord()
{
    Served served;
    const ModbusClient client(served.port());
    QVERIFY(client.write(1));
    QCOMPARE(client.read().value()[plc::control], 1);
    QVERIFY(client.write(1));  // as it is
    QCOMPARE(modbus_write_bit(client.context(), 1, 1), 1);
    QCOMPARE(client.read().value()[plc::control], 3);
    const std::array<std::uint8_t, 2> bits {0, 1};
    QCOMPARE(modbus_write_bits(client.context(), 0, 2, bits.data()), 2);
    const std::array<std::uint16_t, 1> words {0};
    QCOMPARE(modbus_write_registers(client.context(), 0, 1, words.data()), 1);
    QCOMPARE(served.written(), (std::vector<std::uint16_t> {1, 1, 3, 2, 0}));

    // Nothing else can be written.
    QCOMPARE(modbus_write_register(client.context(), 1, 5), -1);
    QCOMPARE(errno, EMBXILADD);
    const std::array<std::uint16_t, 2> two {1, 1};
    QCOMPARE(modbus_write_registers(client.context(), 0, 2, two.data()), -1);
    QCOMPARE(modbus_write_bit(client.context(), 16, 1), -1);
    QVERIFY(client.read());
    QCOMPARE(served.written().size(), 5u);
}

void TestModbusServer::aPlcChoosesARecipe()
{
    Served served;
    const ModbusClient client(served.port());
    QCOMPARE(modbus_write_register(client.context(), plc::recipe, 3), 1);
    QCOMPARE(client.read().value()[plc::recipe], 3);
    const std::array<std::uint16_t, 2> words {7, 8};
    QCOMPARE(modbus_write_registers(client.context(), plc::recipe, 1, words.data()), 1);
    QCOMPARE(served.recipes, (std::vector<std::uint16_t> {3, 7}));
    // With what stands beside it it can't be written, nor what stands there.
    QCOMPARE(modbus_write_registers(client.context(), plc::recipe, 2, words.data()), -1);
    QCOMPARE(errno, EMBXILADD);
    QCOMPARE(modbus_write_registers(client.context(), plc::recipe - 1, 2, words.data()), -1);
    QCOMPARE(modbus_write_register(client.context(), plc::recipeInUse, 3), -1);
    QCOMPARE(modbus_write_register(client.context(), plc::recipe - 1, 3), -1);
    QCOMPARE(served.recipes.size(), 2u);
    QVERIFY(served.written().empty());
    QVERIFY(client.read());
}

void TestModbusServer::everyUnitIsThisOne_data()
{
    QTest::addColumn<int>("unit");
    for (const int unit : {0, 1, 17, 247, 255})
        QTest::newRow(qPrintable(QString::number(unit))) << unit;
}

void TestModbusServer::everyUnitIsThisOne()
{
    QFETCH(const int, unit);
    Served served;
    RawClient client(served.port());
    QByteArray frame = framed(hex("0300000001"));
    frame[6] = char(unit);
    client.send(frame);
    QByteArray answer = hex("0007000000050003020000");
    answer[6] = char(unit);
    QCOMPARE(client.take(11).toHex(), answer.toHex());
}

void TestModbusServer::whatIsNoRequestOfOursIsAnException_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("no registers") << hex("0300000000") << hex("8303");
    QTest::newRow("too many registers") << hex("03000000ff") << hex("8303");
    QTest::newRow("behind the last") << hex("03ffff0001") << hex("8302");
    QTest::newRow("over the end") << hex("03ffff007d") << hex("8302");
    QTest::newRow("too many coils") << hex("0100000801") << hex("8103");
    QTest::newRow("a coil that is neither") << hex("0500001234") << hex("8503");
    QTest::newRow("words that are fewer than said") << hex("1000000002020001") << hex("9003");
    QTest::newRow("coils that are fewer than said") << hex("0f000000100101") << hex("8f03");
    QTest::newRow("coils that are more than said") << hex("0f00000001020101") << hex("8f03");
    QTest::newRow("no words") << hex("100000000000") << hex("9003");
    QTest::newRow("who are you") << hex("11") << hex("9101");
    QTest::newRow("diagnostics, listen only") << hex("0800040000") << hex("8801");
    QTest::newRow("mask") << hex("160000ffff0000") << hex("9601");
    QTest::newRow("write and read") << hex("1700000001000000010200ff") << hex("9701");
}

void TestModbusServer::whatIsNoRequestOfOursIsAnException()
{
    QFETCH(const QByteArray, request);
    QFETCH(const QByteArray, answer);
    Served served;
    RawClient client(served.port());
    client.send(framed(request));
    QCOMPARE(client.take(9).toHex(), framed(answer).toHex());
    QVERIFY(served.written().empty());
    const ModbusClient other(served.port());
    QVERIFY(other.read());
}

void TestModbusServer::whatIsOutOfStepIsHungUpOn_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("another protocol") << hex("000700010006010300000001");
    QTest::newRow("longer than it is") << hex("000700000009010300000001");
    QTest::newRow("shorter than it is") << hex("000700000003010300000001");
    QTest::newRow("of no length") << hex("000700000000010300000001");
    QTest::newRow("the web") << QByteArray("GET / HTTP/1.1\r\nHost: plc\r\n\r\n");
    QTest::newRow("half a request") << hex("0007000000060103");
    QTest::newRow("half a head") << hex("0007");
    QTest::newRow("longer than any") << framed(QByteArray("\x10\x00\x00\x00\xff\xff", 6) + QByteArray(255, 'x'));
    QTest::newRow("device identification") << framed(hex("2b0e0100"));
    QTest::newRow("noise") << QByteArray(5000, '\xaa');
}

void TestModbusServer::whatIsOutOfStepIsHungUpOn()
{
    QFETCH(const QByteArray, bytes);
    Served served;
    RawClient client(served.port());
    client.send(bytes);
    client.take(100'000);
    QVERIFY(client.isHungUp());
    QVERIFY(served.written().empty());
    const ModbusClient other(served.port());
    QVERIFY(other.read());
}

void TestModbusServer::severalAskAtOnce()
{
    Served served;
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> plcs;
        for (int i = 0; i < 6; ++i)
            plcs.emplace_back([&] {
                const ModbusClient client(served.port());
                for (int turn = 0; turn < 200; ++turn)
                    right += client.read().has_value();
            });
    }
    QCOMPARE(right, 1200);
}

void TestModbusServer::severalWriteAtOnce()
{
    Served served;
    std::atomic<int> undone = 0;
    {
        std::vector<std::jthread> plcs;
        for (int coil = 0; coil < 2; ++coil)
            plcs.emplace_back([&, coil] {
                const ModbusClient client(served.port());
                for (int turn = 0; turn < 500; ++turn) {
                    const int value = turn % 2;
                    std::uint8_t read = 2;
                    modbus_write_bit(client.context(), coil, value);
                    modbus_read_bits(client.context(), coil, 1, &read);
                    undone += read != value;
                }
            });
    }
    QCOMPARE(undone, 0);
}

void TestModbusServer::aTableThatThrowsEndsTheConnectionAlone()
{
    std::atomic<int> calls = 0;
    const ModbusServer server(ServeAddress {.host = "127.0.0.1", .port = 0}, {}, {[&calls](bool) -> PlcRegisters {
        if (++calls == 1)
            throw std::bad_alloc();
        return {};
    }, [](std::uint16_t, std::uint16_t) { }, [](std::uint16_t) { }});
    QVERIFY(!ModbusClient(server.address().port).read());
    QVERIFY(ModbusClient(server.address().port).read());
}

/// A port scanner, say: a PLC that asks now and then stays.
void TestModbusServer::whoAsksNothingGoesFirst()
{
    Served served({.only = {}, .most = 3});
    const ModbusClient plc(served.port());
    QVERIFY(plc.read());
    std::vector<std::unique_ptr<RawClient>> scanners;
    for (int i = 0; i < 12; ++i)
        scanners.push_back(std::make_unique<RawClient>(served.port()));
    QVERIFY(scanners.front()->isHungUp());
    QVERIFY(plc.read());
}

void TestModbusServer::whoNeverTakesAnswersHoldsNobodyUp()
{
    Served served;
    RawClient greedy(served.port());
    greedy.socket().setReadBufferSize(1);
    // Far more answers than two sockets hold: 200,000 of 241 bytes.
    QByteArray many;
    for (int i = 0; i < 200'000; ++i)
        many += framed(hex("0300000074"));
    greedy.socket().write(many);
    greedy.socket().flush();
    const ModbusClient client(served.port());
    for (int turn = 0; turn < 50; ++turn)
        QVERIFY(client.read());
    QVERIFY(QTest::qWaitFor([&] { return served.server.callers().size() == 1; }, 30'000));  // the greedy one was hung up on
    QVERIFY(client.read());
}

void TestModbusServer::theOneSilentLongestGoes()
{
    Served served({.only = {}, .most = 3});
    const ModbusClient first(served.port()), second(served.port()), third(served.port());
    QVERIFY(first.read());
    QVERIFY(second.read());
    QVERIFY(third.read());
    QVERIFY(first.read());  // has the second silent longest
    const ModbusClient fourth(served.port());
    QVERIFY(fourth.read());
    QVERIFY(first.read());
    QVERIFY(third.read());
    QVERIFY(!second.read());
    QCOMPARE(served.server.callers().size(), 3u);
}

void TestModbusServer::onlyThePlcIsLetIn()
{
    Served served({.only = "192.0.2.1", .most = 8});
    RawClient stranger(served.port());
    QVERIFY(stranger.isHungUp());
    QCOMPARE(served.server.sentAway(), 1u);
    QVERIFY(served.server.callers().empty());

    Served friends({.only = "127.0.0.1", .most = 8});
    QVERIFY(ModbusClient(friends.port()).read());
    QCOMPARE(friends.server.sentAway(), 0u);
    Served six({.only = "::ffff:127.0.0.1", .most = 8});  // another spelling
    QVERIFY(ModbusClient(six.port()).read());
}

void TestModbusServer::aTakenAddressIsAnError()
{
    Served served;
    try {
        const ModbusServer second(served.server.address(), {}, {});
        QFAIL("two servers at one address");
    } catch (const std::system_error& error) {
        QCOMPARE(error.code().value(), EADDRINUSE);
    }
}

void TestModbusServer::itEndsWhileCallersAreThere()
{
    auto served = std::make_unique<Served>();
    RawClient idle(served->port());
    RawClient half(served->port());
    half.send(hex("0007000000060103"));
    const ModbusClient client(served->port());
    QVERIFY(client.read());
    served.reset();
    QVERIFY(idle.isHungUp());
    QVERIFY(half.isHungUp());
    QVERIFY(!client.read());
}

QTEST_GUILESS_MAIN(TestModbusServer)
#include "tst_modbus_server.moc"
