#include "app/inspect/serve_command.h"

#include "app/common/path_text.h"
#include "app/common/self_test_files.h"
#include "app/inspect/console.h"
#include "app/inspect/exit_code.h"
#include "app/inspect/model_choice.h"
#include "app/inspect/option_numbers.h"
#include "app/inspect/progress.h"
#include "app/serve/http_service.h"
#include "pipeline/model_loader.h"
#include "pipeline/recipe_file.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>
#include <fstream>
#include <memory>
#include <system_error>

namespace app {
namespace {

Q_LOGGING_CATEGORY(logServe, "serve")

constexpr std::size_t megabyte = 1024 * 1024;
constexpr std::size_t shortestToken = 16, longestToken = 512;

QString shown(const std::string& text)
{
    return QString::fromUtf8(QByteArray::fromStdString(text));
}

/// A recipe and where it was read.
struct NamedRecipe {
    ServedRecipe served;
    std::filesystem::path file;  ///< empty: the model's own
};

/// What is wanted, checked as far as it can be without the model.
struct ServePlan {
    inference::pipeline::ModelBundle bundle;
    std::vector<NamedRecipe> recipes;
    ServeAddress address;
    HttpOptions http;
    bool quiet = false;
};

NamedRecipe readNamed(const std::filesystem::path& file, const inference::Recipe& defaults)
{
    NamedRecipe named {{{}, inference::pipeline::readRecipe(file, defaults), {}}, file};
    named.served.name = named.served.recipe.name.empty() ? pathUtf8(file.stem()) : named.served.recipe.name;
    return named;
}

std::vector<std::filesystem::path> recipeFiles(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ".json")
            files.push_back(entry->path());
    if (error)
        throw inference::Error(inference::ErrorCode::FileUnreadable, {error.message()}, folder);
    if (files.empty())
        throw UsageError(QCoreApplication::translate("Serve", "“%1” holds no recipe: files that end in .json are looked for.").arg(pathText(folder)));
    std::ranges::sort(files);
    return files;
}

std::vector<NamedRecipe> readRecipes(const Arguments& arguments, const inference::Recipe& defaults)
{
    const auto file = arguments.value("recipe"), folder = arguments.value("recipes");
    if (file && folder)
        throw UsageError(QCoreApplication::translate("Serve", "Give either --recipe or --recipes."));
    std::vector<NamedRecipe> recipes;
    if (folder)
        for (const std::filesystem::path& path : recipeFiles(*folder))
            recipes.push_back(readNamed(path, defaults));
    else if (file)
        recipes.push_back(readNamed(*file, defaults));
    else
        recipes.push_back({{defaults.name.empty() ? "default" : defaults.name, defaults, {}}, {}});
    for (auto one = recipes.begin(); one != recipes.end(); ++one) {
        const auto same = std::find_if(recipes.begin(), one, [&](const NamedRecipe& other) { return other.served.name == one->served.name; });
        if (same != one)
            throw UsageError(QCoreApplication::translate("Serve", "The recipes “%1” and “%2” have the same name, “%3”. Rename one, so that it can be asked for.")
                                 .arg(pathText(same->file), pathText(one->file), shown(one->served.name)));
    }
    return recipes;
}

/// The first line of a file. Not on the command line, where every user of the computer could read it.
std::string readToken(const std::filesystem::path& file, bool quiet)
{
    std::ifstream stream(file, std::ios::binary);
    std::string token(longestToken + 2, '\0');
    stream.read(token.data(), std::streamsize(token.size()));
    if (!stream && !stream.eof())
        throw inference::Error(std::filesystem::exists(file) ? inference::ErrorCode::FileUnreadable : inference::ErrorCode::FileMissing,
                               {std::generic_category().message(errno)}, file);
    token.resize(std::size_t(stream.gcount()));
    token.resize(std::min(token.size(), token.find_first_of("\r\n")));
    if (token.size() < shortestToken || token.size() > longestToken || !std::ranges::all_of(token, [](unsigned char c) { return c > 0x20 && c < 0x7f; }))
        throw UsageError(QCoreApplication::translate("Serve", "The first line of “%1” is no token: 16 to 512 letters, digits or signs without a blank, such as those of: openssl rand -hex 32.")
                             .arg(pathText(file)));
    using std::filesystem::perms;
    std::error_code ignored;
    if (!quiet && (std::filesystem::status(file, ignored).permissions() & (perms::group_read | perms::others_read)) != perms::none)
        printError(QCoreApplication::translate("Serve", "Warning: other users of this computer can read “%1”. Take that right away: chmod 600.").arg(pathText(file)));
    return token;
}

ServePlan readPlan(const Arguments& arguments)
{
    if (!arguments.paths().empty())
        throw UsageError(QCoreApplication::translate("Serve", "“%1” is not wanted here: pictures are sent over HTTP.").arg(shown(arguments.paths().front())));
    ServePlan plan;
    plan.quiet = arguments.has("quiet");
    if (const auto listen = arguments.value("listen")) {
        const auto address = readServeAddress(*listen);
        if (!address)
            throw UsageError(QCoreApplication::translate("Serve", "“%1” is no address to listen at. Give a port or a numeric address with one, such as 8317, 127.0.0.1:8317 or [::1]:8317.").arg(shown(*listen)));
        plan.address = *address;
    }
    plan.http.greatestFile = std::size_t(numberOf<int>(arguments, "largest", 1, 2047, 128)) * megabyte;
    plan.http.together = std::size_t(numberOf<int>(arguments, "together", 1, 64, 8));
    if (const auto file = arguments.value("token-file"))
        plan.http.token = readToken(*file, plan.quiet);
    if (plan.http.token.empty() && !plan.address.isLoopback())
        throw UsageError(QCoreApplication::translate("Serve", "Other computers can get to %1: with --token-file F, give a token that they have to know.").arg(shown(plan.address.url())));
    plan.bundle = chooseModel(arguments);
    plan.recipes = readRecipes(arguments, plan.bundle.recipe);
    return plan;
}

/// Once, so that the first part doesn't wait for what a model does the first time.
void warmUp(const inference::pipeline::LoadedModel& model, const std::stop_token& stop)
{
    const int side = model.facts.imageSize;
    const auto image = inference::makeImage(side, side, 3);
    const inference::pipeline::Inspector inspector(model.detector);
    static_cast<void>(inspector.infer(inference::pipeline::prepareImage(image, inspector.looks(), stop), stop));
}

std::unique_ptr<ListeningSocket> taken(const ServeAddress& address)
{
    try {
        return std::make_unique<ListeningSocket>(address);
    } catch (const std::system_error& error) {
        throw UsageError(QCoreApplication::translate("Serve", "Can't listen at “%1”: %2. With --listen, choose another address.")
                             .arg(shown(address.url()), QString::fromStdString(error.code().message())));
    }
}

/// Until it is stopped. Throws Cancelled where that was while the model was loaded.
void serve(ServePlan& plan, ListeningSocket& socket, Progress::Style style, const std::stop_token& stop)
{
    Progress progress(style);
    const auto model = inference::pipeline::loadModel(plan.bundle, [&progress](double fraction) { progress.loading(fraction); }, stop);
    keptSelfTest(model);
    std::vector<ServedRecipe> recipes;
    for (NamedRecipe& named : plan.recipes) {
        requireModel(named.served.recipe, named.file, model);
        named.served.sha256 = inference::pipeline::recipeHash(named.served.recipe);
        recipes.push_back(std::move(named.served));
    }
    warmUp(model, stop);
    progress.clear();

    PartService service(model.detector, std::move(recipes), {plan.http.together, std::max<std::size_t>(16, plan.http.together)});
    const ServedFacts facts {resultModel(model), inference::pipeline::modelHash(model.clipSha256, model.vcpSha256), std::chrono::system_clock::now()};
    HttpService http(service, facts, plan.http, socket);
    const QString url = shown(socket.address().url());
    qCInfo(logServe, "%s, %s, %zu recipes", qUtf8Printable(url), model.bundle.name.c_str(), service.recipes().size());
    printLine(QCoreApplication::translate("Serve", "%1 answers at %2; Ctrl+C stops it.").arg(shown(model.bundle.name), url));
    http.run(stop);
    const PartService::Figures figures = service.figures();
    printLine(QCoreApplication::translate("Serve", "Stopped: %n part(s) judged, %1 could not be, %2 turned away.", nullptr, int(figures.judged)).arg(figures.failed).arg(figures.turnedAway));
}

}  // namespace

std::vector<Option> serveOptions()
{
    std::vector<Option> options = modelOptions();
    const std::vector<Option> own {
        {"recipe", "F", QCoreApplication::translate("Serve", "recipe with limits, as saved by the program (default: the model's)")},
        {"recipes", "DIR", QCoreApplication::translate("Serve", "folder of recipes (*.json), of which each request names one")},
        {"listen", "ADDRESS", QCoreApplication::translate("Serve", "port, or address and port (default: 127.0.0.1:8317); port 0: one that is free")},
        {"token-file", "F", QCoreApplication::translate("Serve", "file whose first line is the token that every request has to bear")},
        {"largest", "MB", QCoreApplication::translate("Serve", "largest file of a picture, in megabytes (default: 128)")},
        {"together", "N", QCoreApplication::translate("Serve", "parts judged at a time; more are turned away (default: 8)")},
    };
    options.insert(options.end(), own.begin(), own.end());
    return options;
}

QString serveUsage()
{
    return QCoreApplication::translate("Serve", "vcp-inspect serve [options]\n\n"
                                                "Keeps a model loaded and judges pictures that other programs send: POST the bytes of a picture's file to\n"
                                                "/v1/inspect, and the answer is its verdict as JSON, as run writes it. Only programs of this computer are\n"
                                                "answered, unless --listen says otherwise. Runs until it is stopped (Ctrl+C, SIGTERM).\n"
                                                "Returns 0 when it was stopped, 2 for wrong usage, an unusable model or recipe, or an address that is taken.");
}

int serveCommand(const Arguments& arguments, std::stop_token stop)
{
    ServePlan plan = readPlan(arguments);
    const auto socket = taken(plan.address);  // said now, not when the model has been loaded
    prepareMachine(plan.quiet);
    try {
        serve(plan, *socket, Progress::styleFor(plan.quiet, arguments.has("verbose")), stop);
    } catch (const inference::Cancelled&) {
        printLine(QCoreApplication::translate("Serve", "Stopped before the model was loaded."));
    }
    return exitFine;
}

}  // namespace app
