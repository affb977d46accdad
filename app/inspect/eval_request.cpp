#include "app/inspect/eval_request.h"

#include "app/common/evaluated_part.h"
#include "app/common/path_text.h"
#include "app/inspect/model_choice.h"
#include "app/inspect/option_numbers.h"
#include "training/datasets/detect.h"
#include "training/datasets/read_dataset.h"
#include "weights/atomic_file.h"
#include "widgets/joined_list.h"

#include <algorithm>

namespace app {
namespace {

namespace datasets = inference::datasets;

QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

std::optional<datasets::Layout> layoutOf(const std::string& name)
{
    if (name == "auto")
        return std::nullopt;
    if (const auto layout = datasets::layoutOfName(name))
        return layout;
    QStringList names {QStringLiteral("auto")};
    for (const datasets::Layout layout : datasets::everyLayout)
        names.append(shown(datasets::layoutName(layout)));
    throw UsageError(QCoreApplication::translate("Eval", "There is no layout “%1”. Choose one of: %2.").arg(shown(name), widgets::joinedList(names)));
}

datasets::Split splitOf(const std::string& name)
{
    if (name == "test")
        return datasets::Split::Test;
    if (name == "train")
        return datasets::Split::Train;
    throw UsageError(QCoreApplication::translate("Eval", "There is no split “%1”. Choose test or train.").arg(shown(name)));
}

bool isScoredByRecipe(const std::string& name)
{
    if (name == "published" || name == "recipe")
        return name == "recipe";
    throw UsageError(QCoreApplication::translate("Eval", "There is no score “%1”. Choose published or recipe.").arg(shown(name)));
}

void readInto(EvalRequest& request, const std::filesystem::path& root, std::optional<datasets::Layout> layout, const std::stop_token& stop)
{
    if (layout) {
        request.dataset = datasets::readDataset(root, *layout, {}, stop);
        return;
    }
    const datasets::Detection detection = datasets::detect(root, stop);
    request.sign = detection.sign;
    request.alsoFits = detection.alsoFits;
    request.dataset = datasets::readDataset(detection.root, detection.layout, {}, stop);
}

/// The products named in --products. Throws UsageError for one that isn't there.
std::vector<std::string> namedProducts(const datasets::Dataset& dataset, const std::string& list)
{
    std::vector<std::string> known, wanted;
    for (const datasets::Product& product : dataset.products)
        known.push_back(product.name);
    for (const QString& part : shown(list).split(u',')) {
        const std::string name = part.trimmed().toStdString();
        if (std::ranges::find(wanted, name) != wanted.end())
            throw UsageError(QCoreApplication::translate("Eval", "“%1” is named twice in --products.").arg(shown(name)));
        if (std::ranges::find(known, name) == known.end()) {
            const std::string near = nearest(name, known);
            throw UsageError(near.empty() ? QCoreApplication::translate("Eval", "The data set has no product “%1”.").arg(shown(name))
                                          : QCoreApplication::translate("Eval", "The data set has no product “%1”. Did you mean “%2”?").arg(shown(name), shown(near)));
        }
        wanted.push_back(name);
    }
    return wanted;
}

/// A place that can't be written is told before hours of work, not after them.
void requireWritable(const EvalRequest& request)
{
    for (const std::filesystem::path& file : {request.json, request.csv, request.report})
        if (!file.empty())
            inference::weights::AtomicFile probe(file);  // gone again without commit()
    if (request.curves.empty())
        return;
    std::error_code error;
    std::filesystem::create_directories(request.curves, error);
    if (error)
        throw inference::Error(inference::ErrorCode::WriteFailed, {error.message()}, request.curves);
    inference::weights::AtomicFile probe(request.curves / "defects.csv");
}

std::optional<double> given(const Arguments& arguments, const char* name, double greatest)
{
    return arguments.has(name) ? std::optional(numberOf(arguments, name, 0.0, greatest, 0.0)) : std::nullopt;
}

}  // namespace

inference::pipeline::EvaluationRequest EvalRequest::evaluationWith(const inference::pipeline::ModelBundle& bundle) const
{
    inference::pipeline::EvaluationRequest evaluation;
    evaluation.split = split;
    evaluation.alpha = alpha.value_or(bundle.recipe.alpha);
    evaluation.sigma = sigma.value_or(bundle.recipe.sigma);
    evaluation.streaming = streaming;
    evaluation.baseline = baseline;
    if (scoredByRecipe)
        evaluation.scoredBy = bundle.recipe;
    return evaluation;
}

std::vector<Option> evalOptions()
{
    std::vector<Option> options = modelOptions();
    const std::vector<Option> own {
        {"layout", "L", QCoreApplication::translate("Eval", "auto, mvtec, visa, btad, ksdd, ksdd2, dagm, bsd, gc10, msd, road, rsdd, mpdd, meta or folder (default: auto)")},
        {"split", "S", QCoreApplication::translate("Eval", "test or train (default: test)")},
        {"products", "a,b,...", QCoreApplication::translate("Eval", "which products (default: all)")},
        {"alpha", "X", QCoreApplication::translate("Eval", "weight of Post-VCP, 0 to 1 (default: the model's; published: 0.8)")},
        {"sigma", "X", QCoreApplication::translate("Eval", "Gaussian in pixels of the model's input, 0 to 64 (default: the model's; published: 8 at 518 pixels)")},
        {"score", "S", QCoreApplication::translate("Eval", "score of an image: published (default), or recipe: the model's own, by which verdicts are given")},
        {"baseline", "", QCoreApplication::translate("Eval", "take off what the product's good training images show at each place, as a recipe does that has learned from good parts")},
        {"streaming", "", QCoreApplication::translate("Eval", "memory that doesn't grow with the pixels: pixel figures from 65536 levels of the score")},
        {"json", "F", QCoreApplication::translate("Eval", "write the figures as JSON")},
        {"csv", "F", QCoreApplication::translate("Eval", "write the figures as CSV")},
        {"report", "F.pdf", QCoreApplication::translate("Eval", "write figures and curves as a sealed report")},
        {"curves", "DIR", QCoreApplication::translate("Eval", "write curves, verdicts of images and figures of each type of defect")},
        {"compare", "DIR", QCoreApplication::translate("Eval", "a second model on the same images: differences, and whether they are more than chance")}};
    options.insert(options.end(), own.begin(), own.end());
    return options;
}

EvalRequest evalRequestOf(const Arguments& arguments, const std::stop_token& stop)
{
    if (arguments.paths().empty())
        throw UsageError(QCoreApplication::translate("Eval", "Name the folder of a data set."));
    if (arguments.paths().size() > 1)
        throw UsageError(QCoreApplication::translate("Eval", "One data set at a time: “%1” is one too many.").arg(shown(arguments.paths()[1])));
    EvalRequest request;
    request.quiet = arguments.has("quiet");
    request.streaming = arguments.has("streaming");
    request.split = splitOf(arguments.value("split").value_or("test"));
    request.baseline = arguments.has("baseline");
    if (request.baseline && request.split != datasets::Split::Test)
        throw UsageError(QCoreApplication::translate("Eval", "--baseline learns from the training split, so it goes with --split test."));
    request.alpha = given(arguments, "alpha", 1);
    request.sigma = given(arguments, "sigma", 64);
    request.scoredByRecipe = isScoredByRecipe(arguments.value("score").value_or("published"));
    request.json = arguments.value("json").value_or(std::string());
    request.csv = arguments.value("csv").value_or(std::string());
    request.curves = arguments.value("curves").value_or(std::string());
    request.report = arguments.value("report").value_or(std::string());
    const auto layout = layoutOf(arguments.value("layout").value_or("auto"));
    request.model = chooseModel(arguments);
    if (const auto other = arguments.value("compare")) {
        const std::filesystem::path path(*other);
        request.other = inference::pipeline::readBundle(path.filename() == "model.json" ? path.parent_path() : path);
        request.other->options.device = request.model.options.device;
        request.other->options.precision = request.model.options.precision;
    }
    const std::filesystem::path root(arguments.paths().front());
    readInto(request, root, layout, stop);
    const auto products = arguments.value("products");
    keepEvaluated(request.dataset, products ? namedProducts(request.dataset, *products) : std::vector<std::string>(), request.split);
    const auto evaluation = request.evaluationWith(request.model);
    if (inference::pipeline::evaluatedImages(request.dataset, evaluation) == 0)
        throw UsageError(request.split == datasets::Split::Test
                             ? QCoreApplication::translate("Eval", "“%1” has no test image of which it is known whether it is good or defective: there is nothing to evaluate.").arg(pathText(root))
                             : QCoreApplication::translate("Eval", "“%1” has no training image of which it is known whether it is good or defective: there is nothing to evaluate.").arg(pathText(root)));
    if (request.baseline && !inference::pipeline::teachesBaseline(request.dataset, evaluation))
        throw UsageError(QCoreApplication::translate("Eval", "--baseline has nothing to learn from: no product of “%1” has five good training images.").arg(pathText(root)));
    for (const auto* bundle : {&request.model, request.other ? &*request.other : nullptr})
        if (bundle)
            if (const std::string product = inference::pipeline::tooLargeToKeep(request.dataset, evaluation, bundle->options.imageSize); !product.empty())
                throw UsageError(QCoreApplication::translate("Eval", "The product “%1” has too many pixels for exact figures: --streaming gets by with less memory.").arg(shown(product)));
    requireWritable(request);
    return request;
}

}  // namespace app
