#include "app/serve/http_service.h"

#include "app/common/error_text.h"
#include "app/serve/head_watch.h"
#include "app/serve/http_admission.h"
#include "app/serve/http_answer.h"
#include "app/serve/http_head.h"
#include "app/serve/part_drawing.h"
#include "pipeline/recipe_file.h"

#include <QLoggingCategory>
#include <QThreadPool>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <cstdarg>
#include <cstdio>
#include <microhttpd.h>
#include <mutex>
#include <new>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

namespace app {

using inference::Error;
using inference::ErrorCode;

namespace {

Q_LOGGING_CATEGORY(logServe, "serve")

using Clock = std::chrono::steady_clock;

constexpr std::size_t longestName = 255;
constexpr std::size_t greatestHead = 32 * 1024;  // bytes of a request before its body
constexpr unsigned mostConnections = 256;
constexpr unsigned silentSeconds = 10;  // a connection on which nothing moves is closed
constexpr int mostDrawings = 4;         // under way or waiting
/// What is read of a refused request's body: who is answered before everything was read may never see the answer.
constexpr std::chrono::seconds longestRefused(5);
/// For callers to take what they were promised.
constexpr std::chrono::seconds longestFarewell(2);

/// Whether it may stand in answers and logs.
bool isName(std::string_view name)
{
    return name.size() <= longestName && std::ranges::none_of(name, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

/// How a part without a verdict is answered: whose fault it is.
int statusOf(const Error& error)
{
    switch (error.code()) {
    case ErrorCode::FileUnreadable:
    case ErrorCode::FileEmpty:
    case ErrorCode::ImageUnknownFormat:
    case ErrorCode::ImageTruncated:
    case ErrorCode::ImageCorrupt:
    case ErrorCode::ImageTooLarge:
    case ErrorCode::ImageUnsupported:
    case ErrorCode::TilesTooMany:
    case ErrorCode::BaselineMismatch: return 422;
    default: return 500;
    }
}

HttpAnswer failure(const Error& error)
{
    return refusals::because(500, codeName(error.code()), sentence(error));
}

/// What `make` answers, or why there is no answer.
template <typename Make>
HttpAnswer answerOf(Make make)
{
    try {
        return make();
    } catch (const inference::Cancelled&) {
        return refusals::stopping();
    } catch (const Error& error) {
        return failure(error);
    } catch (const std::bad_alloc&) {
        return failure(Error(ErrorCode::OutOfMemory));
    } catch (const std::exception& error) {
        qCCritical(logServe, "%s", error.what());
        return failure(Error(ErrorCode::Internal, {error.what()}));
    }
}

/// One of several, for as long as it lives.
class Counted {
public:
    Counted() = default;
    explicit Counted(std::atomic<int>& count)
        : m_count(&count)
    {
        ++count;
    }
    Counted(Counted&& other) noexcept
        : m_count(std::exchange(other.m_count, nullptr))
    {
    }
    Counted& operator=(Counted&& other) noexcept
    {
        std::swap(m_count, other.m_count);
        return *this;
    }
    ~Counted()
    {
        if (m_count)
            --*m_count;
    }

private:
    std::atomic<int>* m_count = nullptr;
};

/// One request, from its head to the last byte of its answer.
struct Request {
    enum class Kind { Answered, Inspect, Draw };

    Kind kind = Kind::Answered;
    std::optional<HttpAnswer> answer {};  ///< known; kept until the body has been read
    std::optional<PartService::Place> place {};
    std::shared_ptr<const ServedRecipe> recipe {};
    std::string name {};
    std::vector<std::uint8_t> file {};
    std::size_t bytes = 0;  ///< of the body so far
    Clock::time_point until {};  ///< by when the body has to be there
    ServedPartPtr part {};
    PartDrawing drawing = PartDrawing::Overlay;
    Counted drawn {};       ///< among the drawings
    Counted handedOver {};  ///< to a thread that answers, until the answer is on its way
};

void logLine(void*, const char* format, va_list arguments)
{
    std::array<char, 300> line {};
    std::vsnprintf(line.data(), line.size(), format, arguments);
    qCDebug(logServe, "%s", QByteArray(line.data()).trimmed().constData());
}

}  // namespace

class HttpService::Server {
public:
    Server(PartService& parts, ServedFacts facts, HttpOptions options, ListeningSocket& socket)
        : m_parts(parts)
        , m_facts(std::move(facts))
        , m_options(std::move(options))
        , m_socket(socket)
    {
        m_judges.setMaxThreadCount(int(m_options.together));
        m_drawers.setMaxThreadCount(1);
    }

    void run(const std::stop_token& stop);

private:
    // libmicrohttpd's thread
    static MHD_Result onRequest(void* self, MHD_Connection* connection, const char* url, const char* method, const char* version, const char* data, std::size_t* size, void** state);
    static void onEnd(void* self, MHD_Connection* connection, void** state, MHD_RequestTerminationCode);
    static void onConnection(void* self, MHD_Connection* connection, void**, MHD_ConnectionNotificationCode what);
    std::unique_ptr<Request> begin(const HttpHead& head);
    void route(const HttpHead& head, Request& request);
    void routeInspect(const HttpHead& head, Request& request);
    void routePart(std::string_view rest, Request& request);
    bool read(Request& request, const char* data, std::size_t size) const;
    MHD_Result finish(MHD_Connection* connection, Request& request);
    static MHD_Result send(MHD_Connection* connection, const HttpAnswer& answer);

    // threads of their own
    HttpAnswer inspect(Request& request);
    HttpAnswer draw(const Request& request) const;

    PartService& m_parts;
    const ServedFacts m_facts;
    const HttpOptions m_options;
    ListeningSocket& m_socket;
    std::atomic<bool> m_stopping = false;
    std::atomic<int> m_answering = 0;
    std::atomic<int> m_suspended = 0;
    std::atomic<int> m_drawings = 0;
    HeadWatch m_heads {m_options.longestHead};
    QThreadPool m_judges, m_drawers;
};

std::unique_ptr<Request> HttpService::Server::begin(const HttpHead& head)
{
    auto request = std::make_unique<Request>();
    request->answer = notAdmitted(head, m_options.token);
    if (!request->answer) {
        HttpAnswer answer = answerOf([&] {
            route(head, *request);
            return request->answer.value_or(HttpAnswer());
        });
        if (request->kind == Request::Kind::Answered)
            request->answer = std::move(answer);
    }
    if (request->answer && request->answer->status >= 400)
        qCInfo(logServe, "%.*s: %d", int(std::min<std::size_t>(head.path().size(), 100)), head.path().data(), request->answer->status);
    request->until = Clock::now() + (request->answer ? longestRefused : m_options.longestUpload);
    return request;
}

/// Says what is to be done: an answer, or `kind` and what it takes.
void HttpService::Server::route(const HttpHead& head, Request& request)
{
    constexpr std::string_view recipes = "/v1/recipes/", parts = "/v1/parts/";
    const std::string_view path = head.path();
    if (path == "/v1/inspect") {
        if (head.isPost())
            routeInspect(head, request);
        else
            request.answer = refusals::wrongMethod("POST");
        return;
    }
    const bool known = path == "/v1/status" || (path.starts_with(recipes) && path.size() > recipes.size()) || path.starts_with(parts);
    if (!known) {
        request.answer = refusals::unknownPath();
    } else if (!head.isGet()) {
        request.answer = refusals::wrongMethod("GET");
    } else if (path == "/v1/status") {
        request.answer = HttpAnswer {200, statusText(m_parts, m_facts, m_options.together)};
    } else if (path.starts_with(parts)) {
        routePart(path.substr(parts.size()), request);
    } else {
        const auto served = m_parts.recipe(std::string(path.substr(recipes.size())));
        request.answer = served ? HttpAnswer {200, inference::pipeline::recipeText(served->recipe)} : refusals::unknownRecipe();
    }
}

void HttpService::Server::routeInspect(const HttpHead& head, Request& request)
{
    const auto name = head.parameter("recipe");
    request.recipe = name ? m_parts.recipe(*name) : m_parts.recipes().size() == 1 ? m_parts.recipes().front() : nullptr;
    request.name = head.parameter("name").value_or(std::string());
    if (!request.recipe)
        request.answer = name ? refusals::unknownRecipe() : refusals::recipeWanted();
    else if (!isName(request.name))
        request.answer = refusals::name();
    else if (const auto type = head.field("Content-Type"); type && sameLetters(std::string_view(*type).substr(0, 10), "multipart/"))
        request.answer = refusals::form();
    else if (!head.hasBody())
        request.answer = refusals::length();
    else if (const auto length = head.length(); length && *length > m_options.greatestFile)
        request.answer = refusals::tooLarge();
    else if (m_stopping)
        request.answer = refusals::stopping();
    else if (!(request.place = m_parts.enter()))  // before anything of it is read: what is refused costs no memory
        request.answer = refusals::busy();
    else
        request.kind = Request::Kind::Inspect;
}

/// "17", "17/overlay.png"
void HttpService::Server::routePart(std::string_view rest, Request& request)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    const std::string_view what = rest.substr(std::size_t(end - rest.data()));
    constexpr std::array<std::pair<std::string_view, PartDrawing>, 3> drawings {{{"/overlay.png", PartDrawing::Overlay}, {"/mask.png", PartDrawing::Mask}, {"/map.tiff", PartDrawing::Map}}};
    const auto drawing = std::ranges::find(drawings, what, &std::pair<std::string_view, PartDrawing>::first);
    if (error != std::errc() || (!what.empty() && drawing == drawings.end())) {
        request.answer = refusals::unknownPath();
        return;
    }
    request.part = m_parts.kept(number);
    if (!request.part)
        request.answer = number > 0 && number < m_parts.oldestKept() ? refusals::gone() : refusals::unknownPart();
    else if (what.empty())
        request.answer = HttpAnswer {200, partText(*request.part, m_facts)};
    else if (!request.part->inspection)
        request.answer = refusals::because(404, "no_verdict", sentence(*request.part->row.error));
    else if (m_stopping)
        request.answer = refusals::stopping();
    else if (m_drawings >= mostDrawings)
        request.answer = refusals::busy();
    else {
        request.kind = Request::Kind::Draw;
        request.drawing = drawing->second;
        request.drawn = Counted(m_drawings);
    }
}

/// False: no more of it is wanted, not even to answer.
bool HttpService::Server::read(Request& request, const char* data, std::size_t size) const
{
    request.bytes += size;
    if (Clock::now() > request.until || request.bytes > 2 * m_options.greatestFile)
        return false;
    if (request.kind == Request::Kind::Inspect && (m_stopping || request.bytes > m_options.greatestFile)) {
        request.kind = Request::Kind::Answered;
        request.answer = m_stopping ? refusals::stopping() : refusals::tooLarge();
        request.place.reset();
        request.file = {};
    }
    if (request.kind == Request::Kind::Inspect)
        request.file.insert(request.file.end(), data, data + size);
    return true;
}

HttpAnswer HttpService::Server::inspect(Request& request)
{
    const ServedPartPtr part = m_parts.judge(*request.place, std::move(request.file), std::move(request.name), request.recipe);
    if (part->row.error)
        qCWarning(logServe, "%llu: %s", static_cast<unsigned long long>(part->number), part->row.error->what());
    else
        qCInfo(logServe, "%llu: %s, %s", static_cast<unsigned long long>(part->number), part->row.file.c_str(), std::string(verdictKey(part->row)).c_str());
    return {part->row.error ? statusOf(*part->row.error) : 200, partText(*part, m_facts)};
}

HttpAnswer HttpService::Server::draw(const Request& request) const
{
    if (m_stopping)
        return refusals::stopping();
    const auto bytes = drawn(*request.part, request.drawing);
    return {200, {bytes.begin(), bytes.end()}, request.drawing == PartDrawing::Map ? "image/tiff" : "image/png"};
}

/// The body is there, or the answer.
MHD_Result HttpService::Server::finish(MHD_Connection* connection, Request& request)
{
    if (request.answer)
        return send(connection, *request.answer);
    ++m_suspended;  // before the look: either this sees the stop, or the stop sees this
    if (m_stopping) {
        --m_suspended;
        return send(connection, refusals::stopping());
    }
    // From here until it is resumed the request belongs to a thread of ours, and so it does when its caller goes away.
    MHD_suspend_connection(connection);
    request.handedOver = Counted(m_answering);
    const auto answer = [this, &request, connection](const auto& make) {
        request.answer = answerOf(make);
        request.place.reset();
        request.part.reset();
        MHD_resume_connection(connection);
        --m_suspended;
    };
    try {
        if (request.kind == Request::Kind::Inspect)
            m_judges.start([this, &request, answer] { answer([&] { return inspect(request); }); });
        else
            m_drawers.start([this, &request, answer] { answer([&] { return draw(request); }); });
    } catch (const std::bad_alloc&) {
        answer([]() -> HttpAnswer { throw std::bad_alloc(); });
    }
    return MHD_YES;
}

MHD_Result HttpService::Server::send(MHD_Connection* connection, const HttpAnswer& answer)
{
    MHD_Response* const response = MHD_create_response_from_buffer(answer.body.size(), const_cast<char*>(answer.body.data()), MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    MHD_add_response_header(response, "Content-Type", answer.type);
    // No page of a browser shows it, guesses what it is or keeps it.
    MHD_add_response_header(response, "Cross-Origin-Resource-Policy", "same-origin");
    MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
    MHD_add_response_header(response, "Cache-Control", "no-store");
    if (answer.extraField)
        MHD_add_response_header(response, answer.extraField, answer.extraValue);
    const MHD_Result queued = MHD_queue_response(connection, unsigned(answer.status), response);
    MHD_destroy_response(response);
    return queued;
}

MHD_Result HttpService::Server::onRequest(void* self, MHD_Connection* connection, const char* url, const char* method, const char*, const char* data, std::size_t* size, void** state)
{
    Server& server = *static_cast<Server*>(self);
    try {
        if (!*state) {
            server.m_heads.forget(connection);
            const HttpHead head(connection, url, method);
            auto request = server.begin(head);
            // Who asks whether to send a body at all is told so; else it is read first.
            const bool now = request->answer && head.field("Expect");
            *state = request.release();
            return now ? send(connection, *static_cast<Request*>(*state)->answer) : MHD_YES;
        }
        Request& request = *static_cast<Request*>(*state);
        if (*size > 0) {
            const bool more = server.read(request, data, *size);
            *size = 0;
            return more ? MHD_YES : MHD_NO;
        }
        return server.finish(connection, request);
    } catch (const std::exception& error) {
        qCCritical(logServe, "%s", error.what());  // no memory: the connection is closed
        return MHD_NO;
    }
}

void HttpService::Server::onEnd(void* self, MHD_Connection* connection, void** state, MHD_RequestTerminationCode)
{
    delete static_cast<Request*>(*state);
    *state = nullptr;
    static_cast<Server*>(self)->m_heads.await(connection);
}

void HttpService::Server::onConnection(void* self, MHD_Connection* connection, void**, MHD_ConnectionNotificationCode what)
{
    HeadWatch& heads = static_cast<Server*>(self)->m_heads;
    what == MHD_CONNECTION_NOTIFY_STARTED ? heads.await(connection) : heads.forget(connection);
}

void HttpService::Server::run(const std::stop_token& stop)
{
    MHD_Daemon* const daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, nullptr, nullptr, &Server::onRequest, this,
                                                MHD_OPTION_EXTERNAL_LOGGER, &logLine, nullptr, MHD_OPTION_LISTEN_SOCKET, m_socket.descriptor(), MHD_OPTION_NOTIFY_COMPLETED,
                                                &Server::onEnd, this, MHD_OPTION_NOTIFY_CONNECTION, &Server::onConnection, this, MHD_OPTION_CONNECTION_LIMIT, mostConnections, MHD_OPTION_CONNECTION_TIMEOUT, silentSeconds,
                                                MHD_OPTION_CONNECTION_MEMORY_LIMIT, greatestHead, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (!daemon)
        throw std::system_error(errno ? errno : EIO, std::generic_category());
    {
        std::mutex mutex;
        std::condition_variable_any changed;
        std::unique_lock lock(mutex);
        changed.wait(lock, stop, [] { return false; });
    }
    m_stopping = true;
    MHD_quiesce_daemon(daemon);
    m_socket.refuse();
    m_parts.letGo();
    m_judges.waitForDone();
    m_drawers.waitForDone();
    // Answers on their way are for their callers to take; a request that is suspended must not meet the end.
    for (const auto until = Clock::now() + longestFarewell; m_suspended > 0 || (m_answering > 0 && Clock::now() < until);)
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    m_heads.stop();
    MHD_stop_daemon(daemon);
    m_socket.close();
}

HttpService::HttpService(PartService& service, ServedFacts facts, HttpOptions options, ListeningSocket& socket)
    : m_server(std::make_unique<Server>(service, std::move(facts), std::move(options), socket))
{
}

HttpService::~HttpService() = default;

void HttpService::run(const std::stop_token& stop)
{
    m_server->run(stop);
}

}  // namespace app
