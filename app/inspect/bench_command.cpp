#include "app/inspect/bench_command.h"

#include "app/common/json_parts.h"
#include "app/common/program.h"
#include "app/common/self_test_files.h"
#include "app/inspect/console.h"
#include "app/inspect/exit_code.h"
#include "app/inspect/model_choice.h"
#include "app/inspect/option_numbers.h"
#include "app/inspect/progress.h"
#include "judging/judge.h"
#include "model/device.h"
#include "model/measure.h"
#include "pipeline/inspector.h"
#include "pipeline/model_loader.h"
#include "weights/atomic_file.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>

namespace app {
namespace {

namespace model = inference::model;
using inference::Image;
using Clock = std::chrono::steady_clock;

constexpr double megabyte = 1 << 20;
constexpr int greatestBatch = 4096;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<int> batchesOf(const Arguments& arguments)
{
    const std::string text = arguments.value("batch").value_or("1");
    std::vector<int> batches;
    for (std::string_view rest = text; batches.size() < 32;) {
        const auto comma = rest.find(',');
        const std::string_view part = rest.substr(0, comma);
        int batch = 0;
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), batch);
        if (error != std::errc() || end != part.data() + part.size() || batch < 1 || batch > greatestBatch)
            break;
        batches.push_back(batch);
        if (comma == std::string_view::npos)
            return batches;
        rest.remove_prefix(comma + 1);
    }
    throw UsageError(QCoreApplication::translate("Bench", "“%1” are no batch sizes. Give one or several, such as: --batch 1,8,32")
                         .arg(QString::fromUtf8(QByteArray::fromStdString(text))));
}

/// Images to measure with: the sample parts, or drawn ones where those are missing.
struct Pictures {
    std::vector<Image> inputs;
    double decode = 0;   ///< seconds an image
    double prepare = 0;
};

Pictures readPictures(int size, const std::stop_token& stop)
{
    Pictures pictures;
    for (const auto& path : selfTestImages()) {
        auto prepared = inference::pipeline::prepareImage(path, {size}, stop);
        pictures.decode += prepared.decodeMs / 1000;
        pictures.prepare += prepared.prepareMs / 1000;
        pictures.inputs.push_back(std::move(prepared.inputs.front()));
    }
    pictures.decode /= double(std::max<std::size_t>(1, pictures.inputs.size()));
    pictures.prepare /= double(std::max<std::size_t>(1, pictures.inputs.size()));
    for (unsigned i = 0; pictures.inputs.size() < 4; ++i)
        pictures.inputs.push_back(model::drawnPicture(size, i));
    return pictures;
}

class Bench {
public:
    Bench(inference::pipeline::LoadedModel loaded, std::stop_token stop)
        : m_loaded(std::move(loaded))
        , m_model(dynamic_cast<model::VcpClip&>(*m_loaded.detector))
        , m_stop(std::move(stop))
        , m_pictures(readPictures(m_model.imageSize(), m_stop))
        , m_operations(model::operationsPerImage(m_loaded.clipShape, m_loaded.vcpShape, m_model.imageSize()))
        , m_best(model::productRate(m_loaded.facts.device, m_loaded.facts.precision))
    {
    }

    Json json(const std::vector<int>& batches, int repeat, bool selfTest)
    {
        const auto& facts = m_loaded.facts;
        Json json {{"format", "vcp-bench"}, {"version", 1}, {"program", "vcp-inspect " + programVersion().toStdString()}, {"model", m_loaded.bundle.name},
                   {"device", facts.device}, {"device_name", facts.deviceName}, {"precision", facts.precision},
                   {"libtorch", model::prepareMachine().torchVersion}, {"threads", model::prepareMachine().threads}, {"image_size", facts.imageSize},
                   {"load_seconds", m_loaded.loadSeconds}, {"operations_per_image", m_operations}, {"product_gflops", m_best / 1e9}};
        Json runs = Json::array();
        for (const int batch : batches)
            runs.push_back(runOrError(batch, repeat));
        const Json* fastest = nullptr;
        for (const Json& run : runs)
            if (!run.contains("error") && (!fastest || run["seconds_per_image"] < (*fastest)["seconds_per_image"]))
                fastest = &run;
        if (!fastest)
            throw inference::Error(inference::ErrorCode::OutOfMemory);
        json.update(*fastest);
        json.erase("seconds_alone");
        json["graphs"] = m_model.card().graphs;
        json["no_graphs"] = m_model.card().noGraphs.empty() ? Json() : Json(m_model.card().noGraphs);
        json["runs"] = runs;
        json["self_test"] = selfTest ? selfTestJson(testAndKeep(m_loaded, inference::pipeline::Inspector(m_loaded.detector), m_stop)) : Json();
        return json;
    }

private:
    Json runOrError(int batch, int repeat)
    {
        try {
            return run(batch, repeat);
        } catch (const inference::Error& error) {
            if (error.code() != inference::ErrorCode::OutOfMemory)
                throw;
            return {{"batch", batch}, {"error", errorJson(error)}};
        }
    }

    Json run(int batch, int repeat)
    {
        std::vector<Image> images;
        for (std::size_t i = 0; i < std::size_t(batch); ++i)
            images.push_back(m_pictures.inputs[i % m_pictures.inputs.size()]);
        const std::string& device = m_loaded.facts.device;
        model::resetPeakMemory(device);
        const auto times = model::timeBatch(m_model, images, repeat, m_stop);
        Json stages {{"decode", m_pictures.decode}, {"prepare", m_pictures.prepare}};
        for (const auto& stage : times.stages)
            stages[stage.name] = stage.seconds;
        stages["judge"] = judgeSeconds();
        const auto memory = model::peakMemory(device);
        return {{"batch", batch}, {"seconds_per_image", times.each}, {"images_per_second", 1 / times.each}, {"seconds_alone", times.alone},
                {"gflops", m_operations / times.each / 1e9}, {"share_of_product_rate", m_operations / times.each / m_best}, {"stages", stages},
                {"peak_memory_mb", memory.host / megabyte}, {"device_peak_memory_mb", memory.device / megabyte}};
    }

    /// Maps, regions and verdict of one image.
    double judgeSeconds()
    {
        const Image& input = m_pictures.inputs.front();
        const inference::Inspection inspection {input.size(), {{{0, 0, double(input.width), double(input.height)}, m_model.detect({&input, 1}, m_stop).front()}}, {}};
        const auto start = Clock::now();
        inference::judging::judge(inference::judging::renderMaps(inspection, m_loaded.bundle.recipe), inspection.imageSize, m_loaded.bundle.recipe);
        return secondsSince(start);
    }

    inference::pipeline::LoadedModel m_loaded;
    model::VcpClip& m_model;
    std::stop_token m_stop;
    Pictures m_pictures;
    double m_operations;
    double m_best;
};

QString summary(const Json& bench)
{
    QStringList lines {QCoreApplication::translate("Bench", "%1 on %2, %3, %4 px; loaded in %5 s")
                           .arg(QString::fromStdString(bench["model"]), QString::fromStdString(bench["device"]), QString::fromStdString(bench["precision"]))
                           .arg(int(bench["image_size"])).arg(double(bench["load_seconds"]), 0, 'f', 2)};
    for (const Json& run : bench["runs"])
        lines += run.contains("error")
            ? QCoreApplication::translate("Bench", "batch %1: not enough memory").arg(int(run["batch"]))
            : QCoreApplication::translate("Bench", "batch %1: %2 ms per image, %3 GFLOP/s, %4 % of the best matrix product here")
                  .arg(int(run["batch"])).arg(1000 * double(run["seconds_per_image"]), 0, 'f', 2)
                  .arg(double(run["gflops"]), 0, 'f', 0).arg(100 * double(run["share_of_product_rate"]), 0, 'f', 0);
    if (const Json& test = bench["self_test"]; !test.is_null())
        lines += QCoreApplication::translate("Bench", "against float32 on the CPU: maps differ by %1 at most").arg(double(test["greatest"]), 0, 'g', 2);
    return lines.join(u'\n');
}

}  // namespace

std::vector<Option> benchOptions()
{
    std::vector<Option> options = modelOptions();
    const std::vector<Option> own {
        {"batch", "N,N", QCoreApplication::translate("Bench", "images that the model gets together; several sizes are measured in turn (default: 1)")},
        {"repeat", "N", QCoreApplication::translate("Bench", "batches of each size (default: 10)")},
        {"self-test", "", QCoreApplication::translate("Bench", "compare with float32 on the CPU too, and keep what comes out for the workbench")},
        {"json", "F", QCoreApplication::translate("Bench", "write the figures to F; “-” for the standard output")}};
    options.insert(options.end(), own.begin(), own.end());
    return options;
}

QString benchUsage()
{
    return QCoreApplication::translate("Bench", "vcp-inspect bench [options]\n\n"
                                                "Measures a model on this computer: loading, seconds per image by stage, memory, and its rate against that of\n"
                                                "the best matrix product here. Run it on an idle computer.");
}

int benchCommand(const Arguments& arguments, std::stop_token stop)
{
    if (!arguments.paths().empty())
        throw UsageError(QCoreApplication::translate("Bench", "bench takes no files: it measures with the sample parts."));
    const std::vector<int> batches = batchesOf(arguments);
    const int repeat = numberOf<int>(arguments, "repeat", 1, 10000, 10);
    const auto bundle = chooseModel(arguments);
    std::optional<inference::weights::AtomicFile> file;
    const auto name = arguments.value("json");
    if (name && *name != "-")
        file.emplace(*name);  // said now, not after minutes of measuring
    model::prepareMachine();
    Progress progress(Progress::styleFor(arguments.has("quiet"), arguments.has("verbose")));
    auto loaded = inference::pipeline::loadModel(bundle, [&](double fraction) { progress.loading(fraction); }, stop);
    progress.clear();
    const Json json = Bench(std::move(loaded), stop).json(batches, repeat, arguments.has("self-test"));
    const std::string text = json.dump(2, ' ', false, replaceBadUtf8) + '\n';
    if (file) {
        file->write(text);
        file->commit();
    }
    printLine(name && *name == "-" ? QString::fromStdString(text).trimmed() : summary(json));
    return exitFine;
}

}  // namespace app
