// A service as other programs meet it: requests as bytes, answers as bytes.
#include "app/export/region_mask.h"
#include "app/serve/http_service.h"
#include "imaging/decode.h"
#include "served_parts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QtTest>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace app;
using namespace served_parts;

namespace {

struct Answer {
    int status = 0;  ///< 0: none came
    QByteArray head;
    QByteArray body;
    const QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    QString code() const { return json()["error"]["code"].toString(); }
};

/// A service with two recipes on a port of its own.
struct Service {
    std::shared_ptr<BrightDetector> detector = std::make_shared<BrightDetector>();
    PartService parts;
    ListeningSocket listening {{"127.0.0.1", 0}};
    HttpService http;
    quint16 port;
    std::jthread thread;

    explicit Service(HttpOptions options = {}, std::vector<ServedRecipe> recipes = {recipe("A"), recipe("ü B")})
        : parts(detector, std::move(recipes), {options.together, 3})
        , http(parts, {{}, "hash of the model", std::chrono::system_clock::now()}, options, listening)
        , port(quint16(listening.address().port))
    {
        thread = std::jthread([this](const std::stop_token& stop) { http.run(stop); });
    }

    Answer ask(const QByteArray& request) const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        if (!socket.waitForConnected())
            return {};
        socket.write(request);
        return answerOf(socket);
    }

    static Answer answerOf(QTcpSocket& socket)
    {
        QByteArray bytes;
        while (socket.waitForReadyRead(20000)) {
            bytes += socket.readAll();
            const qsizetype end = bytes.indexOf("\r\n\r\n");
            const auto length = QRegularExpression("\r\nContent-Length: (\\d+)").match(QString::fromLatin1(bytes.left(end))).captured(1);
            if (end >= 0 && !length.isEmpty() && bytes.size() >= end + 4 + length.toInt())
                break;
        }
        const qsizetype end = bytes.indexOf("\r\n\r\n");
        return {bytes.mid(9, 3).toInt(), bytes.left(end), bytes.mid(end + 4)};
    }

    QByteArray head(const QByteArray& line, const QByteArray& fields = {}) const
    {
        return line + " HTTP/1.1\r\nHost: 127.0.0.1:" + QByteArray::number(port) + "\r\n" + fields;
    }
    Answer get(const QByteArray& path, const QByteArray& fields = {}) const { return ask(head("GET " + path, fields) + "\r\n"); }
    QByteArray posting(const QByteArray& path, const QByteArray& body, const QByteArray& fields = {}) const
    {
        return head("POST " + path, fields + "Content-Length: " + QByteArray::number(body.size()) + "\r\n") + "\r\n" + body;
    }
    Answer post(const QByteArray& path, const QByteArray& body, const QByteArray& fields = {}) const { return ask(posting(path, body, fields)); }
};

QByteArray bytes(const std::vector<std::uint8_t>& file)
{
    return {reinterpret_cast<const char*>(file.data()), qsizetype(file.size())};
}

std::vector<std::uint8_t> vectorOf(const QByteArray& file)
{
    return {file.begin(), file.end()};
}

}  // namespace

class TestHttpService : public QObject {
    Q_OBJECT

private slots:
    void aPictureIsAnsweredWithItsVerdict();
    void aPictureThatCannotBeReadIsARowWithItsReason();
    void theRecipeIsTheOneAskedFor();
    void partsAreToldAgainAndDrawn();
    void statusCounts();
    void requestsThatMakeNoSenseAreRefused_data();
    void requestsThatMakeNoSenseAreRefused();
    void whatIsNoRequestIsEnded_data();
    void whatIsNoRequestIsEnded();
    void rangesAreNotTaken();
    void halfClosedCallersAreAnswered();
    void drawingsAreBounded();
    void pagesOfABrowserAreRefused_data();
    void pagesOfABrowserAreRefused();
    void aTokenIsAskedOfEveryRequest();
    void largeFilesAreRefused();
    void chunksAreRead();
    void aSlowSenderIsEnded();
    void aSlowHeadIsEnded();
    void whoComesWhenItIsFullIsTurnedAway();
    void aPortIsOnlyOnesOwn();
    void aStopLetsWaitersGo();
};

void TestHttpService::aPictureIsAnsweredWithItsVerdict()
{
    const Service service;
    const Answer answer = service.post("/v1/inspect?recipe=A&name=w%C3%BCrfel%201.png", bytes(picture(250)));
    QCOMPARE(answer.status, 200);
    QVERIFY2(answer.head.contains("Content-Type: application/json"), answer.head);
    const QJsonObject part = answer.json();
    QCOMPARE(part["format"], "vcp-part");
    QCOMPARE(part["number"], 1);
    QCOMPARE(part["file"], QString::fromUtf8("würfel 1.png"));
    QCOMPARE(part["verdict"], "fail");
    QVERIFY(!part["defects"].toArray().isEmpty());
    QCOMPARE(part["width"], 40);
    QCOMPARE(part["error"], QJsonValue::Null);
    QCOMPARE(part["recipe"], "A");
    QCOMPARE(part["recipe_sha256"], "hash of A");
    QCOMPARE(part["model_sha256"], "hash of the model");
    QVERIFY(QDateTime::fromString(part["utc"].toString(), Qt::ISODateWithMs).isValid());
    QCOMPARE(service.post("/v1/inspect?recipe=A", bytes(picture(10))).json()["verdict"], "pass");
}

void TestHttpService::aPictureThatCannotBeReadIsARowWithItsReason()
{
    const Service service;
    const Answer answer = service.post("/v1/inspect?recipe=A&name=a.txt", "hello");
    QCOMPARE(answer.status, 422);
    QCOMPARE(answer.json()["verdict"], "error");
    QCOMPARE(answer.code(), "image_unknown_format");
    QVERIFY(answer.json()["error"]["sentence"].toString().contains("a.txt"));
    QCOMPARE(service.post("/v1/inspect?recipe=A", "").status, 422);
    service.detector->broken = true;
    QCOMPARE(service.post("/v1/inspect?recipe=A", bytes(picture(10))).status, 500);
}

void TestHttpService::theRecipeIsTheOneAskedFor()
{
    const Service service;
    QCOMPARE(service.post("/v1/inspect", bytes(picture(10))).code(), "recipe_wanted");
    QCOMPARE(service.post("/v1/inspect?recipe=C", bytes(picture(10))).code(), "unknown_recipe");
    QCOMPARE(service.post("/v1/inspect?recipe=%C3%BC+B", bytes(picture(10))).json()["recipe"], QString::fromUtf8("ü B"));
    const Answer recipe = service.get("/v1/recipes/%C3%BC%20B");
    QCOMPARE(recipe.status, 200);
    QCOMPARE(recipe.json()["format"], "vcp-recipe");
    QCOMPARE(recipe.json()["name"], QString::fromUtf8("ü B"));
    QCOMPARE(service.get("/v1/recipes/C").status, 404);
    const Service single({}, {served_parts::recipe("A")});
    QCOMPARE(single.post("/v1/inspect", bytes(picture(10))).json()["recipe"], "A");
}

void TestHttpService::partsAreToldAgainAndDrawn()
{
    const Service service;
    const Answer first = service.post("/v1/inspect?recipe=A", bytes(picture(250)));
    QCOMPARE(service.get("/v1/parts/1").body, first.body);
    const auto mask = inference::imaging::decodeBytes(vectorOf(service.get("/v1/parts/1/mask.png").body));
    QCOMPARE(mask.size(), (inference::Size {40, 30}));
    QCOMPARE(mask.row(15)[20], maskFail);
    const auto overlay = inference::imaging::decodeBytes(vectorOf(service.get("/v1/parts/1/overlay.png").body));
    QCOMPARE(overlay.size(), (inference::Size {40, 30}));
    QVERIFY(service.get("/v1/parts/1/map.tiff").body.startsWith("II*"));
    service.post("/v1/inspect?recipe=A", "no picture");
    QCOMPARE(service.get("/v1/parts/2").json()["verdict"], "error");
    QCOMPARE(service.get("/v1/parts/2/overlay.png").code(), "no_verdict");
    QCOMPARE(service.get("/v1/parts/3").code(), "unknown_part");
    for (int i = 0; i < 2; ++i)
        service.post("/v1/inspect?recipe=A", bytes(picture(10)));
    QCOMPARE(service.get("/v1/parts/1").code(), "gone");
}

void TestHttpService::statusCounts()
{
    const Service service;
    service.post("/v1/inspect?recipe=A", bytes(picture(10)));
    service.post("/v1/inspect?recipe=A", "no picture");
    const QJsonObject status = service.get("/v1/status").json();
    QCOMPARE(status["format"], "vcp-serve");
    QCOMPARE(status["judged"], 1);
    QCOMPARE(status["failed"], 1);
    QCOMPARE(status["turned_away"], 0);
    QCOMPARE(status["inside"], 0);
    QCOMPARE(status["most_inside"], 8);
    QCOMPARE(status["recipes"].toArray().size(), 2);
    QCOMPARE(status["recipes"][1]["name"], QString::fromUtf8("ü B"));
}

void TestHttpService::requestsThatMakeNoSenseAreRefused_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    const QByteArray host = " HTTP/1.1\r\nHost: localhost\r\n";
    QTest::newRow("another path") << "GET /index.html" + host + "\r\n" << 404;
    QTest::newRow("up") << "GET /v1/recipes/../../etc/passwd" + host + "\r\n" << 404;
    QTest::newRow("no number") << "GET /v1/parts/1x" + host + "\r\n" << 404;
    QTest::newRow("a huge number") << "GET /v1/parts/99999999999999999999" + host + "\r\n" << 404;
    QTest::newRow("got instead of posted") << "GET /v1/inspect" + host + "\r\n" << 405;
    QTest::newRow("posted instead of got") << "POST /v1/status" + host + "Content-Length: 1\r\n\r\nx" << 405;
    QTest::newRow("posted elsewhere") << "POST /v1/inspect/" + host + "Content-Length: 1\r\n\r\nx" << 404;
    QTest::newRow("no length") << "POST /v1/inspect?recipe=A" + host + "\r\n" << 411;
    QTest::newRow("a name with a line feed") << "POST /v1/inspect?recipe=A&name=a%0Ab" + host + "Content-Length: 1\r\n\r\nx" << 400;
    QTest::newRow("a long name") << "POST /v1/inspect?recipe=A&name=" + QByteArray(300, 'a') + host + "Content-Length: 1\r\n\r\nx" << 400;
    QTest::newRow("a form") << "POST /v1/inspect?recipe=A" + host + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 60\r\n\r\n"
            + QByteArray("--b\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\nxyz\r\n--b--\r\n").leftJustified(60) << 415;
}

void TestHttpService::requestsThatMakeNoSenseAreRefused()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    const Service service;
    const Answer answer = service.ask(request);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.json()["format"], "vcp-error");
    QVERIFY2(!answer.json()["error"]["sentence"].toString().isEmpty(), answer.body);
    QCOMPARE(service.parts.newest(), 0u);
    QCOMPARE(service.get("/v1/status").status, 200);
}

/// The library answers or ends them by itself: whatever comes, the next one is served and nothing grows.
void TestHttpService::whatIsNoRequestIsEnded_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n");
    QTest::newRow("a long address") << "GET /" + QByteArray(10'000'000, 'a');
    QTest::newRow("a long field") << "GET /v1/status HTTP/1.1\r\nHost: localhost\r\nX: " + QByteArray(10'000'000, 'a');
    QTest::newRow("many fields") << "GET /v1/status HTTP/1.1\r\nHost: localhost\r\n" + QByteArray("X: y\r\n").repeated(1'000'000);
    QTest::newRow("no length") << QByteArray("POST /v1/inspect?recipe=A HTTP/1.1\r\nHost: localhost\r\nContent-Length: abc\r\n\r\n");
    QTest::newRow("a long chunk line") << "POST /v1/inspect?recipe=A HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1;" + QByteArray(10'000'000, 'a');
}

void TestHttpService::whatIsNoRequestIsEnded()
{
    QFETCH(QByteArray, bytes);
    const Service service;
    const Answer answer = service.ask(bytes);
    QVERIFY2(answer.status == 0 || answer.status >= 400, answer.head);
    QCOMPARE(service.parts.newest(), 0u);
    QCOMPARE(service.get("/v1/status").status, 200);
}

void TestHttpService::rangesAreNotTaken()
{
    const Service service;
    const Answer answer = service.post("/v1/inspect?recipe=A", bytes(picture(250)), "Range: bytes=0-20,-,-,-\r\n");
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()["verdict"], "fail");
}

/// A caller who has said all that it wants to say is answered all the same.
void TestHttpService::halfClosedCallersAreAnswered()
{
    const Service service;
    const int one = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(service.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    QCOMPARE(::connect(one, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    const QByteArray request = service.posting("/v1/inspect?recipe=A", bytes(picture(10)));
    QCOMPARE(::send(one, request.constData(), std::size_t(request.size()), 0), ssize_t(request.size()));
    QCOMPARE(::shutdown(one, SHUT_WR), 0);
    QByteArray answer(100'000, 0);
    const ssize_t got = ::recv(one, answer.data(), std::size_t(answer.size()), 0);
    ::close(one);
    QVERIFY(got > 0);
    QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer.left(int(got)));
}

/// Drawing is costly: few wait for it.
void TestHttpService::drawingsAreBounded()
{
    const Service service;
    service.post("/v1/inspect?recipe=A", bytes(picture(250, 6000, 5000)));
    std::vector<std::unique_ptr<QTcpSocket>> callers;
    for (int i = 0; i < 12; ++i) {
        callers.push_back(std::make_unique<QTcpSocket>());
        callers.back()->connectToHost(QHostAddress::LocalHost, service.port);
        QVERIFY(callers.back()->waitForConnected());
        callers.back()->write(service.head("GET /v1/parts/1/overlay.png") + "\r\n");
        callers.back()->flush();
    }
    int drawn = 0, busy = 0;
    for (const auto& caller : callers) {
        const Answer answer = Service::answerOf(*caller);
        drawn += answer.status == 200;
        busy += answer.status == 503 && answer.code() == "busy";
    }
    QCOMPARE(drawn + busy, 12);
    QVERIFY2(drawn >= 1 && busy >= 1, qPrintable(QString::number(drawn)));
    QCOMPARE(service.get("/v1/parts/1/mask.png").status, 200);
}

void TestHttpService::pagesOfABrowserAreRefused_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<int>("status");
    QTest::newRow("a program") << QByteArray("Host: localhost:8317\r\n") << 200;
    QTest::newRow("a stranger's name for this computer") << QByteArray("Host: evil.example\r\n") << 403;
    QTest::newRow("no name") << QByteArray() << 400;
    QTest::newRow("a page") << QByteArray("Host: localhost\r\nOrigin: https://evil.example\r\n") << 403;
    QTest::newRow("a picture in a page") << QByteArray("Host: localhost\r\nSec-Fetch-Site: cross-site\r\n") << 403;
    QTest::newRow("a link") << QByteArray("Host: localhost\r\nReferer: https://evil.example/\r\n") << 403;
    QTest::newRow("a local page") << QByteArray("Host: localhost\r\nOrigin: null\r\n") << 403;
}

void TestHttpService::pagesOfABrowserAreRefused()
{
    QFETCH(QByteArray, fields);
    QFETCH(int, status);
    const Service service;
    QCOMPARE(service.ask("GET /v1/status HTTP/1.1\r\n" + fields + "\r\n").status, status);
    const QByteArray body = bytes(picture(10));
    QCOMPARE(service.ask("POST /v1/inspect?recipe=A HTTP/1.1\r\n" + fields + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body).status, status);
    QCOMPARE(service.parts.newest(), status == 200 ? 1u : 0u);
}

void TestHttpService::aTokenIsAskedOfEveryRequest()
{
    HttpOptions options;
    options.token = "0123456789abcdef";
    const Service service(options);
    QCOMPARE(service.get("/v1/status").code(), "token");
    for (const char* const wrong : {"0123456789abcdeF", "0123456789abcde", "0123456789abcdef0", ""})
        QCOMPARE(service.get("/v1/status", QByteArray("Authorization: Bearer ") + wrong + "\r\n").status, 401);
    QCOMPARE(service.get("/v1/status", "Authorization: 0123456789abcdef\r\n").status, 401);
    QCOMPARE(service.post("/v1/inspect?recipe=A", bytes(picture(10))).status, 401);
    QCOMPARE(service.get("/v1/status", "Authorization: Bearer 0123456789abcdef\r\n").status, 200);
    QCOMPARE(service.post("/v1/inspect?recipe=A", bytes(picture(10)), "Authorization: Bearer 0123456789abcdef\r\n").status, 200);
}

void TestHttpService::largeFilesAreRefused()
{
    HttpOptions options;
    options.greatestFile = 100'000;
    const Service service(options);
    QCOMPARE(service.post("/v1/inspect?recipe=A", QByteArray(100'001, 'x')).code(), "too_large");
    QCOMPARE(service.post("/v1/inspect?recipe=A", QByteArray(100'000, 'x')).code(), "image_unknown_format");
    const QByteArray chunk = "8000\r\n" + QByteArray(0x8000, 'x') + "\r\n";
    QCOMPARE(service.ask(service.head("POST /v1/inspect?recipe=A", "Transfer-Encoding: chunked\r\n") + "\r\n" + chunk + chunk + chunk + chunk + "0\r\n\r\n").code(), "too_large");
    QCOMPARE(service.parts.newest(), 1u);
}

void TestHttpService::chunksAreRead()
{
    const Service service;
    const QByteArray body = bytes(picture(250));
    const auto chunk = [](const QByteArray& part) { return QByteArray::number(part.size(), 16) + "\r\n" + part + "\r\n"; };
    const Answer answer = service.ask(service.head("POST /v1/inspect?recipe=A", "Transfer-Encoding: chunked\r\n") + "\r\n" + chunk(body.left(20)) + chunk(body.mid(20)) + "0\r\n\r\n");
    QCOMPARE(answer.json()["verdict"], "fail");
}

void TestHttpService::aSlowSenderIsEnded()
{
    HttpOptions options;
    options.longestUpload = std::chrono::milliseconds(0);
    const Service service(options);
    QCOMPARE(service.post("/v1/inspect?recipe=A", bytes(picture(10))).status, 0);
    QTRY_COMPARE(service.parts.figures().inside, 0u);
}

/// Each byte begins the library's own patience anew.
void TestHttpService::aSlowHeadIsEnded()
{
    HttpOptions options;
    options.longestHead = std::chrono::milliseconds(100);
    const Service service(options);
    QTcpSocket slow;
    slow.connectToHost(QHostAddress::LocalHost, service.port);
    QVERIFY(slow.waitForConnected());
    slow.write("GET /v1/status HTTP/1.1\r\nX: ");
    while (slow.state() == QAbstractSocket::ConnectedState && !slow.waitForDisconnected(20))
        slow.write("x");
    QCOMPARE(slow.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(service.get("/v1/status").status, 200);
}

void TestHttpService::whoComesWhenItIsFullIsTurnedAway()
{
    HttpOptions options;
    options.together = 1;
    const Service service(options);
    {
        const auto place = const_cast<Service&>(service).parts.enter();
        const Answer answer = service.post("/v1/inspect?recipe=A", bytes(picture(10)));
        QCOMPARE(answer.status, 503);
        QCOMPARE(answer.code(), "busy");
        QVERIFY2(answer.head.contains("Retry-After: 1"), answer.head);
        QCOMPARE(service.get("/v1/status").json()["turned_away"], 1);
    }
    QCOMPARE(service.post("/v1/inspect?recipe=A", bytes(picture(10))).status, 200);
}

void TestHttpService::aPortIsOnlyOnesOwn()
{
    const Service service;
    QVERIFY_THROWS_EXCEPTION(std::system_error, ListeningSocket({"127.0.0.1", service.port}));
    QVERIFY_THROWS_EXCEPTION(std::system_error, ListeningSocket({"198.51.100.1", 0}));  // nobody's
}

void TestHttpService::aStopLetsWaitersGo()
{
    Service service;
    while (service.detector->turns.try_acquire()) { }
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, service.port);
    QVERIFY(socket.waitForConnected());
    socket.write(service.posting("/v1/inspect?recipe=A", bytes(picture(10))));
    QVERIFY(socket.waitForBytesWritten());
    QTRY_COMPARE(service.detector->asked.load(), 1);
    service.thread.request_stop();
    const Answer answer = Service::answerOf(socket);
    QCOMPARE(answer.code(), "stopping");
    service.thread.join();
    QTcpSocket late;
    late.connectToHost(QHostAddress::LocalHost, service.port);
    QVERIFY(!late.waitForConnected());
}

QTEST_GUILESS_MAIN(TestHttpService)
#include "tst_http_service.moc"
