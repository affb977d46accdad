#include "app/serve/http_service.h"

#include "app/common/error_text.h"
#include "app/export/image_shapes.h"
#include "app/export/region_mask.h"
#include "imaging/decode.h"
#include "imaging/image_writer.h"
#include "imaging/overlay.h"
#include "judging/judge.h"
#include "pipeline/recipe_file.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>
#include <charconv>
#include <httplib.h>
#include <mutex>
#include <sys/socket.h>
#include <system_error>
#include <thread>

namespace app {

using httplib::Request;
using httplib::Response;
using inference::Error;
using inference::ErrorCode;

namespace {

Q_LOGGING_CATEGORY(logServe, "serve")

constexpr char json[] = "application/json";
constexpr std::size_t longestName = 255;

QString tr(const char* text)
{
    return QCoreApplication::translate("Serve", text);
}

void refuse(Response& response, int status, const std::string& code, const QString& sentence)
{
    response.status = status;
    response.set_content(problemText(code, sentence), json);
}

/// What a request is answered that the library itself has turned away.
void describe(Response& response)
{
    switch (response.status) {
    case 404:
    case 405:
        refuse(response, 404, "unknown_path",
               tr("There is nothing here. There are: POST /v1/inspect, GET /v1/status, GET /v1/recipes/NAME, GET /v1/parts/N and below it overlay.png, mask.png and map.tiff."));
        break;
    case 413:
        refuse(response, 413, "too_large", tr("The picture's file is larger than this service reads. Send a smaller one, or start the service with a greater --largest."));
        break;
    default: refuse(response, response.status, "bad_request", tr("The request can't be read. Send the bytes of the picture's file as its body, with their number as Content-Length."));
    }
}

/// Takes as long for a wrong token as for nearly the right one.
bool isSame(const std::string& given, const std::string& wanted)
{
    unsigned different = given.size() != wanted.size();
    for (std::size_t i = 0; i < wanted.size(); ++i)
        different |= unsigned(static_cast<unsigned char>(i < given.size() ? given[i] : 0) ^ static_cast<unsigned char>(wanted[i]));
    return different == 0;
}

/// Whether it may stand in answers and logs.
bool isName(const std::string& name)
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

std::string bytesText(const std::vector<std::uint8_t>& bytes)
{
    return {bytes.begin(), bytes.end()};
}

std::string overlayOf(const ServedPart& part, const inference::judging::RenderedMaps& maps)
{
    inference::imaging::OverlayStyle style;
    style.limit = part.recipe->recipe.rule.failLimit;
    return bytesText(inference::imaging::encodePng(inference::imaging::paintOverlay(inference::imaging::decodeBytes(part.file), maps.blended, part.row.judgement, style)));
}

std::string maskOf(const ServedPart& part)
{
    return bytesText(inference::imaging::encodePng(regionMask(part.row.imageSize, imageShapes(part.row.file, part.row.imageSize, part.row.judgement, part.recipe->recipe).regions)));
}

}  // namespace

bool hasHttp() noexcept
{
    return true;
}

struct HttpService::Server {
    PartService& parts;
    const ServedFacts facts;
    const HttpOptions options;
    httplib::Server http {};
    std::stop_token stop {};

    Server(PartService& service, ServedFacts servedFacts, HttpOptions httpOptions)
        : parts(service)
        , facts(std::move(servedFacts))
        , options(std::move(httpOptions))
    {
        prepare();
        addPaths();
    }

    void prepare();
    void addPaths();
    bool admits(const Request& request, Response& response) const;
    void inspect(const Request& request, Response& response, const httplib::ContentReader& body);
    std::optional<std::vector<std::uint8_t>> read(const Request& request, Response& response, const httplib::ContentReader& body) const;
    void discard(const Request& request, const httplib::ContentReader& body) const;
    std::shared_ptr<const ServedRecipe> recipeFor(const Request& request, Response& response) const;
    void tell(const Request& request, Response& response) const;
};

void HttpService::Server::prepare()
{
    // Not SO_REUSEPORT as well, which the library sets: two services on one port would share the parts between them.
    http.set_socket_options([](socket_t socket) {
        const int yes = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    http.set_tcp_nodelay(true);
    // What is left unread of a refused request is never taken for the next one, and no idle connection holds a thread.
    http.set_keep_alive_max_count(1);
    http.set_payload_max_length(options.greatestFile);
    http.new_task_queue = [threads = options.together + 8] { return new httplib::ThreadPool(threads); };
    http.set_pre_routing_handler([this](const Request& request, Response& response) {
        return admits(request, response) ? httplib::Server::HandlerResponse::Unhandled : httplib::Server::HandlerResponse::Handled;
    });
    http.set_error_handler([](const Request&, Response& response) {
        if (response.body.empty())
            describe(response);
    });
    http.set_exception_handler([](const Request&, Response& response, const std::exception_ptr& failure) {
        try {
            std::rethrow_exception(failure);
        } catch (const Error& error) {
            refuse(response, 500, std::string(codeName(error.code())), sentence(error));
        } catch (const inference::Cancelled&) {
            refuse(response, 503, "stopping", tr("The service is being stopped."));
        } catch (const std::bad_alloc&) {
            refuse(response, 500, std::string(codeName(ErrorCode::OutOfMemory)), sentence(Error(ErrorCode::OutOfMemory)));
        } catch (const std::exception& error) {
            qCCritical(logServe, "%s", error.what());
            refuse(response, 500, std::string(codeName(ErrorCode::Internal)), sentence(Error(ErrorCode::Internal, {error.what()})));
        }
    });
}

void HttpService::Server::addPaths()
{
    http.Post("/v1/inspect", [this](const Request& request, Response& response, const httplib::ContentReader& body) { inspect(request, response, body); });
    http.Get("/v1/status", [this](const Request&, Response& response) { response.set_content(statusText(parts, facts, options.together), json); });
    http.Get("/v1/recipes/(.+)", [this](const Request& request, Response& response) {
        if (const auto served = parts.recipe(request.matches[1].str()))
            response.set_content(inference::pipeline::recipeText(served->recipe), json);
        else
            refuse(response, 404, "unknown_recipe", tr("There is no recipe of this name. GET /v1/status lists those there are."));
    });
    http.Get(R"(/v1/parts/([0-9]{1,18})(?:/(overlay\.png|mask\.png|map\.tiff))?)", [this](const Request& request, Response& response) { tell(request, response); });
}

/// False: it is answered already, and nothing of it may be done.
bool HttpService::Server::admits(const Request& request, Response& response) const
{
    if (!options.token.empty()) {
        const std::string bearer = "Bearer ";
        const std::string given = request.get_header_value("Authorization");
        if (given.starts_with(bearer) && isSame(given.substr(bearer.size()), options.token))
            return true;
        response.set_header("WWW-Authenticate", "Bearer");
        refuse(response, 401, "token", tr("The token is missing or wrong. Send it as Authorization: Bearer TOKEN."));
        return false;
    }
    // Without a token every page that this computer's browser shows could ask for verdicts and read recipes.
    if (request.has_header("Origin") || !namesLoopback(request.get_header_value("Host"))) {
        refuse(response, 403, "browser", tr("Pages in a browser and other names of this computer are not answered without a token. Start the service with --token-file."));
        return false;
    }
    return true;
}

std::shared_ptr<const ServedRecipe> HttpService::Server::recipeFor(const Request& request, Response& response) const
{
    if (!request.has_param("recipe")) {
        if (parts.recipes().size() == 1)
            return parts.recipes().front();
        refuse(response, 400, "recipe_wanted", tr("Several recipes are served. Say which: /v1/inspect?recipe=NAME. GET /v1/status lists them."));
        return nullptr;
    }
    auto served = parts.recipe(request.get_param_value("recipe"));
    if (!served)
        refuse(response, 404, "unknown_recipe", tr("There is no recipe of this name. GET /v1/status lists those there are."));
    return served;
}

/// A sender who is answered before everything was read may never see the answer.
void HttpService::Server::discard(const Request& request, const httplib::ContentReader& body) const
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    std::size_t bytes = 0;
    const auto goesOn = [&](const char*, std::size_t count) {
        return (bytes += count) <= options.greatestFile && std::chrono::steady_clock::now() < until && !stop.stop_requested();
    };
    if (request.is_multipart_form_data())
        body([](const httplib::MultipartFormData&) { return true; }, goesOn);  // the only way in which the library reads a form
    else
        body(goesOn);
}

std::optional<std::vector<std::uint8_t>> HttpService::Server::read(const Request& request, Response& response, const httplib::ContentReader& body) const
{
    const auto until = std::chrono::steady_clock::now() + options.longestUpload;
    std::vector<std::uint8_t> file;
    if (const auto length = request.get_header_value<std::uint64_t>("Content-Length"); length <= options.greatestFile)
        file.reserve(length);
    bool late = false, large = false;
    const bool whole = body([&](const char* bytes, std::size_t count) {
        late = std::chrono::steady_clock::now() > until;
        large = file.size() + count > options.greatestFile;
        if (late || large || stop.stop_requested())
            return false;
        file.insert(file.end(), bytes, bytes + count);
        return true;
    });
    if (whole)
        return file;
    if (late)
        refuse(response, 408, "too_slow", tr("The picture took too long to arrive."));
    else if (stop.stop_requested())
        refuse(response, 503, "stopping", tr("The service is being stopped."));
    else
        response.status = large ? 413 : response.status > 0 ? response.status : 400;
    return std::nullopt;
}

void HttpService::Server::inspect(const Request& request, Response& response, const httplib::ContentReader& body)
{
    const auto recipe = recipeFor(request, response);
    if (!recipe) {
        discard(request, body);
        return;
    }
    const std::string name = request.get_param_value("name");
    if (!isName(name)) {
        discard(request, body);
        refuse(response, 400, "name", tr("A part's name has at most 255 bytes and no control characters."));
        return;
    }
    if (request.is_multipart_form_data()) {
        discard(request, body);
        refuse(response, 415, "multipart", tr("Send the bytes of the picture's file as the body itself and not as a form: curl --data-binary @part.png."));
        return;
    }
    // Before anything of it is read: what is refused costs no memory.
    const auto place = parts.enter();
    if (!place) {
        discard(request, body);
        response.set_header("Retry-After", "1");
        refuse(response, 503, "busy", tr("As many parts are being judged as this service takes at a time. Send this one again."));
        return;
    }
    auto file = read(request, response, body);
    if (!file)
        return;
    const ServedPartPtr part = parts.judge(*place, std::move(*file), name, recipe);
    response.status = part->row.error ? statusOf(*part->row.error) : 200;
    response.set_content(partText(*part, facts), json);
    if (part->row.error)
        qCWarning(logServe, "%llu: %s", static_cast<unsigned long long>(part->number), part->row.error->what());
    else
        qCInfo(logServe, "%llu: %s, %s", static_cast<unsigned long long>(part->number), part->row.file.c_str(), std::string(verdictKey(part->row)).c_str());
}

/// Of a part that was judged: its verdict once more, or what is drawn of it.
void HttpService::Server::tell(const Request& request, Response& response) const
{
    const std::string digits = request.matches[1].str(), what = request.matches[2].str();
    std::uint64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const ServedPartPtr part = parts.kept(number);
    if (!part && number >= 1 && number <= parts.newest())
        return refuse(response, 410, "gone", tr("This part is no longer kept: only the last ones are."));
    if (!part)
        return refuse(response, 404, "unknown_part", tr("There is no part of this number."));
    if (what.empty())
        return response.set_content(partText(*part, facts), json);
    if (!part->inspection)
        return refuse(response, 404, "no_verdict", sentence(*part->row.error));
    if (what == "mask.png")
        return response.set_content(maskOf(*part), "image/png");
    const auto maps = inference::judging::renderMaps(*part->inspection, part->recipe->recipe);
    if (what == "map.tiff")
        return response.set_content(bytesText(inference::imaging::encodeMap(maps.blended)), "image/tiff");
    response.set_content(overlayOf(*part, maps), "image/png");
}

HttpService::HttpService(PartService& service, ServedFacts facts, HttpOptions options)
    : m_server(std::make_unique<Server>(service, std::move(facts), std::move(options)))
{
}

HttpService::~HttpService() = default;

ServeAddress HttpService::bind()
{
    ServeAddress address = m_server->options.address;
    errno = 0;
    if (address.port == 0) {
        const int port = m_server->http.bind_to_any_port(address.host);
        address.port = std::max(0, port);
    } else if (!m_server->http.bind_to_port(address.host, address.port)) {
        address.port = 0;
    }
    if (address.port == 0)
        throw std::system_error(errno ? errno : EADDRINUSE, std::generic_category());
    return address;
}

void HttpService::run(const std::stop_token& stop)
{
    m_server->stop = stop;
    std::mutex mutex;
    std::condition_variable_any changed;
    bool ended = false;
    std::thread listener([&] {
        m_server->http.listen_after_bind();
        const std::lock_guard lock(mutex);
        ended = true;
        changed.notify_all();
    });
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, stop, [&] { return ended; });
    }
    // The library forgets a stop that comes before it listens.
    for (bool isOver = false; !isOver && !m_server->http.is_running();) {
        std::unique_lock lock(mutex);
        isOver = changed.wait_for(lock, std::chrono::milliseconds(5), [&] { return ended; });
    }
    m_server->parts.letGo();
    m_server->http.stop();
    listener.join();
}

}  // namespace app
