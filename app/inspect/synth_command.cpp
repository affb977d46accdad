#include "app/inspect/synth_command.h"

#include "app/common/error_text.h"
#include "app/common/folder_walk.h"
#include "app/common/path_text.h"
#include "app/inspect/console.h"
#include "app/inspect/exit_code.h"
#include "app/inspect/option_numbers.h"
#include "app/inspect/progress.h"
#include "core/error.h"
#include "training/synth/mvtec_layout.h"
#include "training/synth/specimen.h"

#include <QCoreApplication>

#include <algorithm>

namespace app {
namespace {

namespace synth = inference::synth;

QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString kindList()
{
    QStringList names;
    for (const synth::ProductKind& kind : synth::productKinds())
        names.append(shown(kind.name));
    return names.join(QStringLiteral(", "));
}

std::vector<std::string> productsOf(const std::string& text)
{
    std::vector<std::string> products;
    std::vector<std::string> known;
    for (const synth::ProductKind& kind : synth::productKinds())
        known.emplace_back(kind.name);
    for (const QString& part : shown(text).split(u',')) {
        const std::string name = part.trimmed().toStdString();
        if (std::ranges::find(products, name) != products.end())
            throw UsageError(QCoreApplication::translate("Synth", "“%1” is named twice in --products.").arg(shown(name)));
        if (!synth::isProductKind(name)) {
            const std::string near = nearest(name, known);
            throw UsageError(near.empty() ? QCoreApplication::translate("Synth", "“%1” can't be drawn. There are: %2.").arg(shown(name), kindList())
                                          : QCoreApplication::translate("Synth", "“%1” can't be drawn. Did you mean “%2”?").arg(shown(name), shown(near)));
        }
        products.push_back(name);
    }
    return products;
}

/// The pictures of a folder, or one picture.
std::vector<std::filesystem::path> photographsIn(const std::filesystem::path& place, const std::stop_token& stop)
{
    std::vector<std::filesystem::path> photographs;
    FolderVisitor visitor;
    visitor.found = [&](const std::filesystem::path& path) { photographs.push_back(path); };
    visitor.problem = [](const std::filesystem::path& path, std::error_code) {
        throw UsageError(QCoreApplication::translate("Synth", "“%1” can't be read.").arg(pathText(path)));
    };
    walkFolders({&place, 1}, visitor, stop);
    if (photographs.empty())
        throw UsageError(QCoreApplication::translate("Synth", "There is no picture in “%1”.").arg(pathText(place)));
    return photographs;
}

synth::LayoutRequest requestOf(const Arguments& arguments, const std::stop_token& stop)
{
    if (!arguments.paths().empty())
        throw UsageError(QCoreApplication::translate("Synth", "synth reads nothing, so “%1” has no place here. The folder to write goes behind --out.")
                             .arg(shown(arguments.paths().front())));
    const auto out = arguments.value("out");
    if (!out)
        throw UsageError(QCoreApplication::translate("Synth", "Say where the drawn parts go: --out DIR"));
    synth::LayoutRequest request;
    request.folder = *out;
    request.seed = numberOf<std::uint64_t>(arguments, "seed", 0, ~std::uint64_t(0), request.seed);
    request.size = numberOf(arguments, "size", synth::leastSize, synth::greatestSize, request.size);
    request.train = numberOf(arguments, "train", 0, synth::greatestCount, request.train);
    request.good = numberOf(arguments, "good", 0, synth::greatestCount, request.good);
    request.defective = numberOf(arguments, "defective", 0, synth::greatestCount, request.defective);
    if (request.train + request.good + request.defective == 0)
        throw UsageError(QCoreApplication::translate("Synth", "--train, --good and --defective are all 0: there is nothing to draw."));
    if (const auto products = arguments.value("products"))
        request.products = productsOf(*products);
    if (const auto on = arguments.value("on"))
        request.photographs = photographsIn(*on, stop);
    if (!request.products.empty() && !request.photographs.empty())
        throw UsageError(QCoreApplication::translate("Synth", "--products are drawn, --on takes photographs: leave one of them out."));
    return request;
}

/// Drawn parts among others would pass for a data set of somebody's.
void requireEmpty(const std::filesystem::path& folder)
{
    std::error_code error;
    const bool there = std::filesystem::exists(folder, error);
    if (there && (!std::filesystem::is_directory(folder, error) || !std::filesystem::is_empty(folder, error)))
        throw UsageError(QCoreApplication::translate("Synth", "“%1” isn't an empty folder. Name a new one.").arg(pathText(folder)));
}

}  // namespace

std::vector<Option> synthOptions()
{
    return {{"out", "DIR", QCoreApplication::translate("Synth", "a new or empty folder for the products")},
            {"seed", "N", QCoreApplication::translate("Synth", "another number, other parts (default: 1)")},
            {"products", "a,b,...", QCoreApplication::translate("Synth", "which products (default: all)")},
            {"on", "DIR", QCoreApplication::translate("Synth", "draw the defects on the photographs of a folder: each is a product, its parts are windows of it")},
            {"size", "N", QCoreApplication::translate("Synth", "side of the pictures in pixels, 64 to 1024 (default: 256)")},
            {"train", "N", QCoreApplication::translate("Synth", "good parts of each product in train (default: 12)")},
            {"good", "N", QCoreApplication::translate("Synth", "good parts of each product in test (default: 8)")},
            {"defective", "N", QCoreApplication::translate("Synth", "defective parts of each product, the kinds of defect in turn (default: 28)")}};
}

QString synthUsage()
{
    return QCoreApplication::translate("Synth", "vcp-inspect synth [options] --out DIR\n\n"
                                                "Draws parts and surfaces, good ones and defective ones with exact masks, in the layout of MVTec AD.\n"
                                                "The same options give the same pictures on every computer. Products:\n%1.\n"
                                                "With --on the defects are drawn on photographs of good parts instead.\n"
                                                "Returns 0 when all are written, 2 for wrong usage or a disk that refuses, 3 when a photograph could not be read.")
        .arg(kindList());
}

int synthCommand(const Arguments& arguments, std::stop_token stop)
{
    const synth::LayoutRequest request = requestOf(arguments, stop);
    requireEmpty(request.folder);
    const int total = synth::pictureCount(request);
    Progress progress(Progress::styleFor(arguments.has("quiet"), arguments.has("verbose")));
    progress.start(total);
    int done = 0;
    bool anyLeftOut = false;
    try {
        const auto leftOut = [&](const inference::Error& error) {
            progress.clear();
            printError(sentence(error));
            anyLeftOut = true;
        };
        synth::writeLayout(request, [&] { ++done; progress.advance(); }, stop, leftOut);
    } catch (const inference::Cancelled&) {
        progress.clear();
        printError(QCoreApplication::translate("Synth", "Stopped before the last picture: %1 of %2 are drawn and written.").arg(done).arg(total));
        return exitInterrupted;
    } catch (const inference::Error&) {
        progress.clear();
        printError(QCoreApplication::translate("Synth", "Stopped before the last picture: %1 of %2 are drawn and written.").arg(done).arg(total));
        throw;  // its sentence follows
    }
    progress.clear();
    printLine(QCoreApplication::translate("Synth", "%n pictures in %1", nullptr, done).arg(pathText(request.folder)));
    return anyLeftOut ? exitInputUnreadable : exitFine;
}

}  // namespace app
