#include "app/workbench/dataset_looker.h"

#include "app/workbench/background.h"
#include "training/datasets/detect.h"
#include "training/datasets/read_dataset.h"

#include <QMetaObject>

namespace app {

namespace datasets = inference::datasets;
namespace pipeline = inference::pipeline;

namespace {

DatasetLook lookInto(const std::filesystem::path& folder, std::optional<datasets::Layout> layout, const std::stop_token& stop)
{
    DatasetLook look;
    std::filesystem::path root = folder;
    if (!layout) {
        datasets::Detection detection = datasets::detect(folder, stop);
        layout = detection.layout;
        root = detection.root;
        look.sign = std::move(detection.sign);
        look.alsoFits = std::move(detection.alsoFits);
    }
    look.dataset = std::make_shared<const datasets::Dataset>(datasets::readDataset(root, *layout, {}, stop));
    look.summary = datasets::summaryOf(*look.dataset);
    return look;
}

}  // namespace

DatasetLooker::DatasetLooker(QObject* parent)
    : QObject(parent)
{
}

DatasetLooker::~DatasetLooker() = default;

void DatasetLooker::stop()
{
    ++m_wish;
    m_thread.request_stop();
}

/// `work` answers what is to be told on the GUI thread.
template <typename Work>
void DatasetLooker::run(const std::filesystem::path& folder, Work work)
{
    stop();
    m_thread = std::jthread([this, wish = m_wish, folder, work = std::move(work), older = std::make_shared<std::jthread>(std::move(m_thread))](const std::stop_token& stop) {
        if (older->joinable())
            older->join();
        giveWay(5);
        // What was stopped fails too; nobody is told then.
        auto told = attempt(folder, [&] { return work(stop); });
        QMetaObject::invokeMethod(this, [this, wish, told = std::move(told)] {
            if (wish != m_wish)
                return;
            if (const auto* const error = std::get_if<inference::Error>(&told))
                emit failed(*error);
            else
                std::get<0>(told)();
        }, Qt::QueuedConnection);
    });
}

void DatasetLooker::look(const std::filesystem::path& folder, std::optional<datasets::Layout> layout)
{
    run(folder, [this, folder, layout](const std::stop_token& stop) {
        return [this, look = lookInto(folder, layout, stop)] { emit looked(look); };
    });
}

void DatasetLooker::findLeaks(const std::shared_ptr<const datasets::Dataset>& dataset, const std::vector<pipeline::ModelBundle>& models)
{
    run(dataset->root, [this, dataset, models](const std::stop_token& stop) {
        DatasetLeaks leaks;
        leaks.shared = pipeline::findLeaks({dataset.get(), 1}, stop);
        for (const pipeline::ModelBundle& model : models)
            if (pipeline::SeenInTraining seen = pipeline::seenInTraining(model.trainedOn, *dataset, stop); seen.any())
                leaks.seen.push_back({QString::fromStdString(model.name), std::move(seen)});
        return [this, leaks = std::move(leaks)] { emit warned(leaks); };
    });
}

}  // namespace app
