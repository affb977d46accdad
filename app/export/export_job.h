#pragma once

#include "app/report/report.h"
#include "core/colour_map.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

namespace app {

/// Which files an export writes, and their names in its folder.
struct ExportWants {
    bool imagesCsv = false;   ///< images.csv (parts_csv.h)
    bool defectsCsv = false;  ///< defects.csv (regions_csv.h)
    bool json = false;        ///< report.json (report_json.h)
    bool coco = false;        ///< coco.json (coco_file.h)
    bool labelme = false;     ///< labelme/<stem>.json (labelme_file.h)
    bool masks = false;       ///< masks/<stem>.png (region_mask.h)
    bool overlays = false;    ///< overlays/<stem>.png: the image with heat and contours
    bool maps = false;        ///< maps/<stem>.tiff: blended and smoothed, float32, 0..1
    bool history = false;     ///< history.sqlite: a copy as of that moment; not of a redacted report
    friend bool operator==(const ExportWants&, const ExportWants&) = default;

    /// Whether a file per part, or an outline, is wanted: then every part's evidence is needed.
    bool needsEvidence() const { return coco || labelme || masks || overlays || maps; }
    bool isNothing() const { return *this == ExportWants {}; }
};

/// How overlays are drawn.
struct ExportLook {
    inference::ColourMap colours = inference::ColourMap::Viridis;
    double opacity = 0.5;  ///< of the heat, 0..1
    bool contours = true;
    friend bool operator==(const ExportLook&, const ExportLook&) = default;
};

/// Why something of a part isn't in the export. The rest of the export is.
struct ExportProblem {
    enum class Kind {
        Failed,        ///< see `error`
        ImageChanged,  ///< the file holds another image than the one inspected: no overlay
        EvidenceGone,  ///< what the model said of it isn't kept any more: no mask, outline, map or overlay
    } kind = Kind::Failed;
    std::string file;  ///< as the report names it
    std::optional<inference::Error> error;
};

/// As a sentence in the program's language, beginning with the file's name where the error has none.
QString problemText(const ExportProblem& problem);

struct ExportResult {
    std::size_t parts = 0;  ///< of the report
    std::size_t files = 0;  ///< written
    std::vector<ExportProblem> problems;
};

/// What an export is made of, besides the report.
struct ExportOrder {
    std::filesystem::path folder;   ///< made where it isn't there
    ExportWants wants;
    ExportLook look;
    std::filesystem::path history;  ///< read where it is wanted
};

/// Writes all that is wanted in one pass over the parts; each is rendered and judged once, and decoded only for an overlay. Every
/// file is written beside its place and moved there: files of an earlier export are replaced (or go, where a part's can't be written any
/// more), others are left alone, and under a final name there is never half a file. A part whose evidence or image is gone is a problem and the rest goes on. Stems that two parts
/// have in common get "-2", "-3" (output_names.h); a redacted report gives redacted names.
/// `progress` hears of finished parts, on this thread. Blocking; any thread, as long as `evidence` can be called from it.
/// The folder also gets export.json (export_manifest.h); one that holds such files of others already must not be named: see foreignFile().
/// Throws inference::Error(WriteFailed) naming the file that couldn't be written (disk full, no permission), Cancelled within one
/// part, BadInput for the history of a redacted report and for foreign files; tables then don't appear under their names, finished files of parts stay.
ExportResult exportAll(const Report& report, const ReportEvidence& evidence, const ExportOrder& order,
                       const std::function<void(std::size_t done, std::size_t total)>& progress = {}, const std::stop_token& stop = {});

}  // namespace app
