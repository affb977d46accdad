#include "app/inspect/train_data.h"

#include "app/common/dataset_problem_text.h"
#include "app/common/evaluated_part.h"
#include "app/common/path_text.h"
#include "app/inspect/console.h"
#include "app/inspect/option_numbers.h"
#include "app/inspect/progress.h"
#include "pipeline/data_leaks.h"
#include "pipeline/file_hash.h"
#include "training/datasets/detect.h"
#include "training/datasets/read_dataset.h"
#include "training/datasets/validation_split.h"
#include "widgets/joined_list.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace app {
namespace {

namespace datasets = inference::datasets;
namespace training = inference::training;
using nlohmann::json;

constexpr std::size_t mostProblemsShown = 20;
constexpr std::size_t leastProductsToDivide = 3;

QString layoutNames()
{
    QStringList names;
    for (const auto layout : datasets::everyLayout)
        names << QString::fromLatin1(QByteArrayView(layoutName(layout)));
    return widgets::joinedList(names);
}

std::optional<datasets::Layout> layoutOf(const Arguments& arguments)
{
    const auto given = arguments.value("layout");
    if (!given || *given == "auto")
        return std::nullopt;
    if (const auto layout = datasets::layoutOfName(*given))
        return layout;
    throw UsageError(QCoreApplication::translate("Train", "There is no layout “%1”. Choose auto, %2.").arg(QString::fromUtf8(QByteArray::fromStdString(*given)), layoutNames()));
}

bool onOrOff(const Arguments& arguments, const char* name, bool byDefault)
{
    const auto given = arguments.value(name);
    if (given && *given != "on" && *given != "off")
        throw UsageError(QCoreApplication::translate("Train", "--%1 is on or off, not “%2”.").arg(QLatin1String(name), QString::fromUtf8(QByteArray::fromStdString(*given))));
    return given ? *given == "on" : byDefault;
}

bool isUnusable(const datasets::Problem& problem)
{
    using enum datasets::ProblemCode;
    return problem.code == ImageUnreadable || problem.code == MaskUnreadable || problem.code == MaskSize || problem.code == MaskEmpty;
}

/// Whether the readers have lost anything of the part that is used.
bool hasLost(datasets::Dataset dataset, bool trainSplit)
{
    if (!trainSplit)
        keepEvaluated(dataset, {}, datasets::Split::Test);
    return std::ranges::any_of(dataset.problems, losesData, &datasets::Problem::code);
}

void addFiles(const datasets::Dataset& dataset, std::string& text)
{
    const auto add = [&](const std::filesystem::path& file) {
        std::error_code error;
        const auto size = std::filesystem::file_size(file, error);
        text += file.lexically_relative(dataset.root).generic_string() + '\0' + (error ? "-" : std::to_string(size)) + '\n';
    };
    for (const datasets::Product& product : dataset.products) {
        text += product.name + '\n';
        for (const datasets::Sample& sample : product.samples) {
            text += sample.label == inference::Label::Good ? 'g' : 'd';
            add(sample.image);
            if (!sample.mask.file.empty())
                add(sample.mask.file);
        }
    }
    text += "end\n";
}

}  // namespace

std::vector<Option> dataOptions()
{
    const auto text = [](const char* help) { return QCoreApplication::translate("Train", help); };
    return {{"layout", "L", text(QT_TRANSLATE_NOOP("Train", "layout of the data set (default: auto)"))},
            {"val", "DATASET", text(QT_TRANSLATE_NOOP("Train", "judge each epoch by this data set (default: by a part of the one that is learned from)"))},
            {"val-share", "X", text(QT_TRANSLATE_NOOP("Train", "share of the data set that is kept for that: whole products where there are three or more, else images (default: 0.2)"))},
            {"train-split", "", text(QT_TRANSLATE_NOOP("Train", "learn from the train split too (default: from the test split alone, as published)"))},
            {"augment", "on|off", text(QT_TRANSLATE_NOOP("Train", "turn, light, blur and add noise to the images at random, as published (default: on)"))},
            {"mosaic", "X", text(QT_TRANSLATE_NOOP("Train", "share of images put together of four defective ones of the product (default: 0; published for MVTec AD: 0.2)"))},
            {"keep-features", "MB", text(QT_TRANSLATE_NOOP("Train", "with --augment off: memory for what the frozen tower answers, so that it runs once for each image (default: 1024)"))}};
}

DataRequest dataRequestOf(const Arguments& arguments)
{
    if (arguments.paths().size() > 1)
        throw UsageError(QCoreApplication::translate("Train", "One data set at a time: “%1” is one too many.").arg(QString::fromUtf8(QByteArray::fromStdString(arguments.paths()[1]))));
    DataRequest request;
    request.folder = arguments.paths().front();
    request.layout = layoutOf(arguments);
    if (const auto validation = arguments.value("val"))
        request.validation = *validation;
    if (request.validation && arguments.has("val-share"))
        throw UsageError(QCoreApplication::translate("Train", "Give either --val or --val-share."));
    request.share = numberOf(arguments, "val-share", 0.01, 0.9, request.share);
    request.trainSplit = arguments.has("train-split");
    request.augment = onOrOff(arguments, "augment", request.augment);
    request.mosaic = numberOf(arguments, "mosaic", 0.0, 1.0, request.mosaic);
    return request;
}

TrainingData TrainDataReader::read(const std::stop_token& stop)
{
    TrainingData data;
    data.training = open(m_request.folder, m_request.trainSplit, stop);
    data.training = training::labelledImages(data.training, m_request.trainSplit);
    if (m_request.validation) {
        // Images alone can be judged without masks; what is divided later has to be learned from.
        data.validation = training::labelledImages(open(*m_request.validation, false, stop));
        leaveOut(data.validation, training::Unmarked::Keep, stop);
    }
    leaveOut(data.training, training::Unmarked::LeaveOut, stop);
    divide(data, stop);
    for (const datasets::Product& product : data.training.products)
        data.images += product.samples.size();
    if (data.images == 0)
        throw UsageError(QCoreApplication::translate("Train", "“%1” holds no labelled image with a usable mask to learn from.%2")
                             .arg(pathText(m_request.folder), m_request.trainSplit ? QString() : u' ' + QCoreApplication::translate("Train", "The train split is used with --train-split.")));
    tell(QCoreApplication::translate("Train", "Learned from"), "training", data.training);
    tell(QCoreApplication::translate("Train", "Judged by"), "validation", data.validation);
    data.lost = m_lost;
    std::string files;
    addFiles(data.training, files);
    addFiles(data.validation, files);
    data.fingerprint = inference::pipeline::sha256Of(files);
    return data;
}

datasets::Dataset TrainDataReader::open(const std::filesystem::path& folder, bool trainSplit, const std::stop_token& stop)
{
    const bool known = m_request.layout && folder == m_request.folder;
    datasets::Dataset dataset;
    if (known) {
        dataset = datasets::readDataset(folder, *m_request.layout, {}, stop);
    } else {
        const datasets::Detection found = datasets::detect(folder, stop);
        dataset = datasets::readDataset(found.root, found.layout, {}, stop);
    }
    const datasets::Summary summary = datasets::summaryOf(dataset);
    if (m_jsonLines)
        printLine(QString::fromStdString(json {{"event", "dataset"}, {"path", folder.string()}, {"layout", layoutName(dataset.layout)}, {"name", dataset.name},
                                               {"products", summary.products}, {"images", summary.images}, {"train", summary.train}, {"good", summary.good},
                                               {"anomalous", summary.anomalous}, {"unlabelled", summary.unlabelled}, {"masks", summary.masks},
                                               {"boxes", summary.boxesNotMasks}, {"coarse", summary.coarseMasks}, {"problems", summary.problems}}.dump(-1, ' ', false, json::error_handler_t::replace)));
    else
        printLine(QCoreApplication::translate("Train", "%1 (layout %2): %3 products, %4 images (%5 of them train), %6 good, %7 defective, %8 unlabelled, %9 masks")
                      .arg(pathText(folder), QString::fromLatin1(QByteArrayView(layoutName(dataset.layout))), QString::number(summary.products), QString::number(summary.images),
                           QString::number(summary.train), QString::number(summary.good), QString::number(summary.anomalous), QString::number(summary.unlabelled),
                           QString::number(summary.masks)));
    if (summary.boxesNotMasks)
        warn(QCoreApplication::translate("Train", "This data set marks defects by boxes: what is learned from them reaches beyond the defects."));
    if (summary.coarseMasks)
        warn(QCoreApplication::translate("Train", "The masks of this data set are drawn coarsely: what is learned from them reaches beyond the defects."));
    tellProblems(dataset, dataset.problems);
    m_lost = m_lost || hasLost(dataset, trainSplit);
    return dataset;
}

void TrainDataReader::leaveOut(datasets::Dataset& dataset, training::Unmarked unmarked, const std::stop_token& stop)
{
    std::size_t count = 0;
    for (const datasets::Product& product : dataset.products)
        count += product.samples.size();
    Progress progress(m_jsonLines ? Progress::Style::None : Progress::styleFor(m_quiet, false));
    progress.start(int(count));
    const auto known = dataset.problems;
    auto problems = training::leaveOutUnusable(dataset, unmarked, [&](std::size_t, std::size_t) { progress.advance(); }, stop);
    progress.clear();
    m_lost = m_lost || std::ranges::any_of(problems, isUnusable);
    std::erase_if(problems, [&](const datasets::Problem& problem) {
        return std::ranges::any_of(known, [&](const datasets::Problem& other) { return other.code == problem.code && other.path == problem.path; });
    });
    tellProblems(dataset, problems);
}

void TrainDataReader::divide(TrainingData& data, const std::stop_token& stop)
{
    if (m_request.validation) {
        removeLeaks(data, stop);
        return;
    }
    auto split = data.training.products.size() >= leastProductsToDivide ? datasets::splitByProduct(data.training, m_request.share, m_seed)
                                                                        : datasets::splitByImage(data.training, m_request.share, m_seed);
    data.training = std::move(split.training);
    data.validation = std::move(split.validation);
    removeLeaks(data, stop);
}

void TrainDataReader::removeLeaks(TrainingData& data, const std::stop_token& stop)
{
    const datasets::Dataset sets[] = {data.training, data.validation};
    const auto leaks = inference::pipeline::findLeaks(sets, stop);
    std::set<std::filesystem::path> leaked;
    std::size_t shared = 0;
    for (const auto& image : leaks.shared) {
        const auto isIn = [&](std::size_t set) { return std::ranges::any_of(image.places, [&](const auto& place) { return place.dataset == set; }); };
        if (!isIn(0) || !isIn(1))
            continue;
        ++shared;
        for (const auto& place : image.places)
            if (place.dataset == 0)
                leaked.insert(place.image);
    }
    if (shared == 0)
        return;
    for (datasets::Product& product : data.training.products)
        std::erase_if(product.samples, [&](const datasets::Sample& sample) { return leaked.contains(sample.image); });
    std::erase_if(data.training.products, [](const datasets::Product& product) { return product.samples.empty(); });
    if (m_jsonLines)
        printLine(QString::fromStdString(json {{"event", "leaks"}, {"images", shared}}.dump()));
    else
        printLine(QCoreApplication::translate("Train", "%n image(s) stand in what is learned from and in what it is judged by, byte for byte; they are left out of the training.", nullptr, int(shared)));
}

void TrainDataReader::tell(const QString& role, const char* key, const datasets::Dataset& dataset)
{
    const datasets::Summary summary = datasets::summaryOf(dataset);
    QStringList names;
    json list = json::array();
    for (const datasets::Product& product : dataset.products) {
        names << QString::fromUtf8(QByteArray::fromStdString(product.name));
        list.push_back(product.name);
    }
    if (m_jsonLines)
        printLine(QString::fromStdString(json {{"event", "data"}, {"role", key}, {"images", summary.images}, {"anomalous", summary.anomalous}, {"masks", summary.masks}, {"products", list}}
                                             .dump(-1, ' ', false, json::error_handler_t::replace)));
    else if (summary.images > 0)
        printLine(QCoreApplication::translate("Train", "%1: %2 images, %3 of them defective: %4").arg(role).arg(summary.images).arg(summary.anomalous).arg(widgets::joinedList(names)));
    else
        printLine(QCoreApplication::translate("Train", "%1: nothing, for want of images").arg(role));
}

void TrainDataReader::tellProblems(const datasets::Dataset& dataset, const std::vector<datasets::Problem>& problems)
{
    const std::size_t shown = m_jsonLines ? problems.size() : std::min(problems.size(), mostProblemsShown);
    for (std::size_t i = 0; i < shown; ++i)
        if (m_jsonLines)
            printLine(QString::fromStdString(json {{"event", "problem"}, {"code", codeName(problems[i].code)}, {"path", problems[i].path.string()}, {"detail", problems[i].detail}}
                                                 .dump(-1, ' ', false, json::error_handler_t::replace)));
        else
            printError(sentence(problems[i]));
    if (shown < problems.size())
        printError(QCoreApplication::translate("Train", "… and %n more in %1", nullptr, int(problems.size() - shown)).arg(pathText(dataset.root)));
}

void TrainDataReader::warn(const QString& line)
{
    if (!m_jsonLines && !m_quiet)
        printError(line);
}

}  // namespace app
