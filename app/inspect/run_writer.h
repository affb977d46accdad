#pragma once

#include "app/common/csv_file.h"
#include "app/common/result_row.h"
#include "app/common/results_json.h"
#include "app/export/coco_file.h"
#include "judging/judge.h"

#include <optional>

namespace app {

/// What to write for each image besides its rows.
struct RunExtras {
    bool maps = false;
    bool branches = false;  ///< with the maps
    bool overlays = false;
    bool masks = false;
    bool labelme = false;
    bool coco = false;  ///< one file for all images
};

/// The folder of a run's results. Rows are kept as they come, results.json and coco.json appear at the end.
/// Everything throws inference::Error(WriteFailed).
class RunWriter {
public:
    /// Replaces the results of an earlier run.
    RunWriter(std::filesystem::path folder, RunExtras extras);

    /// Maps, mask, outlines and overlay of one judged image under the name it was given; says what was written. The overlay reads the image again:
    /// throws what decode() throws.
    WrittenFiles writeExtras(const std::filesystem::path& image, const std::string& name, const inference::judging::RenderedMaps& maps,
                             const ResultRow& row, const inference::Recipe& recipe) const;

    void add(const ResultRow& row, const inference::Recipe& recipe);
    void finish(const ResultModel& model, const inference::Recipe& recipe, bool complete);

private:
    void writeShapes(const ImageShapes& shapes, const std::string& name, WrittenFiles& written) const;

    std::filesystem::path m_folder;
    RunExtras m_extras;
    CsvFile m_results;
    CsvFile m_defects;
    ResultsJson m_json;
    std::optional<CocoFile> m_coco;  ///< none where it isn't wanted, or couldn't be written
};

}  // namespace app
