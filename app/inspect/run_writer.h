#pragma once

#include "app/common/csv_file.h"
#include "app/common/result_row.h"
#include "app/common/results_json.h"
#include "app/export/coco_file.h"
#include "app/inspect/picture_file.h"
#include "app/inspect/run_extras.h"
#include "judging/judge.h"

#include <filesystem>
#include <optional>
#include <string>

namespace app {

/// The folder of a run's results. Rows are kept as they come, results.json and coco.json appear at the end.
/// Everything throws inference::Error(WriteFailed).
class RunWriter {
public:
    /// Replaces the results of an earlier run; what others wrote has to be asked for before: foreignResult().
    RunWriter(std::filesystem::path folder, RunExtras extras);

    /// Maps, mask, outlines and overlay of one judged image under the name it was given; says what was written. The overlay reads the image again:
    /// throws what decode() throws, and Error(FileReplaced) where it isn't `inspected` any more; then nothing was written.
    WrittenFiles writeExtras(const std::filesystem::path& image, const FileLook& inspected, const std::string& name, const inference::judging::RenderedMaps& maps,
                             const ResultRow& row, const inference::Recipe& recipe) const;

    void add(const ResultRow& row, const inference::Recipe& recipe);
    void finish(const ResultModel& model, const inference::Recipe& recipe, bool complete);

private:
    void writeMaps(const inference::judging::RenderedMaps& maps, const std::string& name, WrittenFiles& written) const;
    void writeShapes(const ImageShapes& shapes, const std::string& name, WrittenFiles& written) const;

    std::filesystem::path m_folder;
    RunExtras m_extras;
    CsvFile m_results;
    CsvFile m_defects;
    ResultsJson m_json;
    std::optional<CocoFile> m_coco;  ///< none where it isn't wanted, or couldn't be written
};

}  // namespace app
