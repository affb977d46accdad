#pragma once

#include "core/error.h"
#include "pipeline/data_leaks.h"
#include "pipeline/model_bundle.h"
#include "training/datasets/summary.h"

#include <QObject>

#include <memory>
#include <optional>
#include <thread>

namespace app {

/// What a folder holds, read as one of the layouts.
struct DatasetLook {
    std::shared_ptr<const inference::datasets::Dataset> dataset;
    inference::datasets::Summary summary;
    std::string sign;                                    ///< what told the layout; empty where it was given
    std::vector<inference::datasets::Layout> alsoFits;
};

/// Why figures on a data set would say too much.
struct DatasetLeaks {
    struct Seen {
        QString model;
        inference::pipeline::SeenInTraining what;
    };
    inference::pipeline::DataLeaks shared;
    std::vector<Seen> seen;  ///< a model each that has seen something
};

/// Looks at data sets behind the window; the newest wish wins, an older one is stopped. GUI thread; signals come on it.
class DatasetLooker : public QObject {
    Q_OBJECT

public:
    explicit DatasetLooker(QObject* parent = nullptr);
    ~DatasetLooker() override;

    /// `layout` empty: found out. Ends in looked() or failed().
    void look(const std::filesystem::path& folder, std::optional<inference::datasets::Layout> layout);
    /// Reads files, and every image where a model's record holds hashes. Ends in warned(), or nothing where it can't be told.
    void findLeaks(const std::shared_ptr<const inference::datasets::Dataset>& dataset, const std::vector<inference::pipeline::ModelBundle>& models);
    /// Nothing is told of what is under way.
    void stop();

signals:
    void looked(const app::DatasetLook& look);
    void failed(const inference::Error& error);
    void warned(const app::DatasetLeaks& leaks);

private:
    template <typename Work>
    void run(const std::filesystem::path& folder, Work work);

    quint64 m_wish = 0;
    std::jthread m_thread;
};

}  // namespace app
