#pragma once

#include "app/common/csv_file.h"
#include "app/common/result_row.h"
#include "app/common/results_json.h"
#include "judging/judge.h"

namespace app {

/// What to write for each image besides its rows.
struct RunExtras {
    bool maps = false;
    bool branches = false;  ///< with the maps
    bool overlays = false;
};

/// The folder of a run's results. Rows are kept as they come, results.json appears at the end.
/// Everything throws inference::Error(WriteFailed).
class RunWriter {
public:
    /// Makes the folder and sees whether it can be written, touching nothing that is in it.
    static void prepareFolder(const std::filesystem::path& folder);

    /// Replaces the results of an earlier run.
    RunWriter(std::filesystem::path folder, RunExtras extras);

    /// Maps and overlay of one image under the name it was given; says what was written. The overlay reads the image again:
    /// throws what decode() throws.
    WrittenFiles writeExtras(const std::filesystem::path& image, const std::string& name, const inference::judging::RenderedMaps& maps,
                             const inference::Judgement& judgement, const inference::Recipe& recipe) const;

    void add(const ResultRow& row, const inference::Recipe& recipe);
    void finish(const ResultModel& model, const inference::Recipe& recipe, bool complete) const;

private:
    std::filesystem::path m_folder;
    RunExtras m_extras;
    CsvFile m_results;
    CsvFile m_defects;
    ResultsJson m_json;
};

}  // namespace app
