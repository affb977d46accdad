#pragma once

#include "app/inspect/arguments.h"
#include "pipeline/trained_on.h"
#include "training/dataset_examples.h"

#include <memory>
#include <optional>

namespace app {

/// Which data set a training learns from, and how.
struct DataRequest {
    std::filesystem::path folder;
    std::optional<inference::datasets::Layout> layout;  ///< none: found out
    std::optional<std::filesystem::path> validation;    ///< none: a part of the data set
    double share = 0.2;                                 ///< of the data set that is kept for the validation without one
    bool trainSplit = false;
    bool augment = true;
    double mosaic = 0;
};

std::vector<Option> dataOptions();

/// Throws UsageError; nothing is opened.
DataRequest dataRequestOf(const Arguments& arguments);

/// Both sides of a training, checked: what can't be used is left out.
struct TrainingData {
    inference::datasets::Dataset training;
    inference::datasets::Dataset validation;
    std::size_t images = 0;          ///< of `training`
    bool lost = false;               ///< images or masks were left out because they can't be read or used
    std::string fingerprint;         ///< of names and sizes of all files of both
};

/// Reads, divides and checks the data and says what it holds. The parts for the validation are whole products where there are at
/// least three, else images. Images that stand in both with the same bytes are left out of the training. Throws Error as the
/// readers do, UsageError where nothing is left to learn from; Cancelled. For programs, on stdout: {"event": "dataset", "path", "layout", "name",
/// "products", "images", "train", "good", "anomalous", "unlabelled", "masks", "boxes", "coarse",
/// "problems"}, {"event": "problem", "code", "path", "detail"},
/// {"event": "leaks", "images"}, {"event": "data", "role": "training" or "validation", "images", "anomalous", "masks", "products": [names]}.
class TrainDataReader {
public:
    TrainDataReader(const DataRequest& request, std::uint64_t seed, bool jsonLines, bool quiet)
        : m_request(request)
        , m_seed(seed)
        , m_jsonLines(jsonLines)
        , m_quiet(quiet)
    {
    }
    TrainingData read(const std::stop_token& stop);

private:
    inference::datasets::Dataset open(const std::filesystem::path& folder, bool trainSplit, const std::stop_token& stop);
    void leaveOut(inference::datasets::Dataset& dataset, inference::training::Unmarked unmarked, const std::stop_token& stop);
    void divide(TrainingData& data, const std::stop_token& stop);
    void removeLeaks(TrainingData& data, const std::stop_token& stop);
    void tell(const QString& role, const char* key, const inference::datasets::Dataset& dataset);
    void tellProblems(const inference::datasets::Dataset& dataset, const std::vector<inference::datasets::Problem>& problems);
    void warn(const QString& line);

    const DataRequest& m_request;
    std::uint64_t m_seed;
    bool m_jsonLines;
    bool m_quiet;
    bool m_lost = false;
};

}  // namespace app
