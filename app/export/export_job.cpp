#include "app/export/export_job.h"

#include "app/common/made_folder.h"
#include "app/common/output_names.h"
#include "app/common/path_text.h"
#include "app/export/export_manifest.h"
#include "app/export/part_export.h"
#include "app/export/parts_csv.h"
#include "app/export/regions_csv.h"
#include "app/report/report_json.h"
#include "app/store/database.h"
#include "app/store/database_copy.h"
#include "weights/atomic_file.h"

#include <memory>

namespace app {
namespace {

namespace fs = std::filesystem;
using inference::Error;
using inference::ErrorCode;
using inference::weights::AtomicFile;

/// Null where it isn't wanted.
std::unique_ptr<AtomicFile> table(bool wanted, const fs::path& path, std::string_view header)
{
    if (!wanted)
        return nullptr;
    auto file = std::make_unique<AtomicFile>(path);
    file->write(header);
    file->write("\r\n");
    return file;
}

void commit(const std::unique_ptr<AtomicFile>& file, ExportResult& result)
{
    if (!file)
        return;
    file->commit();
    ++result.files;
}

void writeJson(const Report& report, const fs::path& path, ExportResult& result)
{
    AtomicFile file(path);
    file.write(reportJson(report));
    file.commit();
    ++result.files;
}

void throwIfStopped(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw inference::Cancelled();
}

}  // namespace

ExportResult exportAll(const Report& report, const ReportEvidence& evidence, const ExportOrder& order,
                       const std::function<void(std::size_t done, std::size_t total)>& progress, const std::stop_token& stop)
{
    const ExportWants& wants = order.wants;
    if (wants.history && report.redacted)
        throw Error(ErrorCode::BadInput, {"the history of a redacted report"});
    if (const fs::path foreign = foreignFile(order.folder, wants); !foreign.empty())
        throw Error(ErrorCode::BadInput, {"a file that no export has written"}, foreign);
    makeWritableFolder(order.folder);  // told before the first part is judged
    writeManifest(order.folder, report, wants, nullptr);
    ExportResult result {report.parts.size(), 0, {}};
    const auto images = table(wants.imagesCsv, order.folder / "images.csv", partsCsvHeader);
    const auto defects = table(wants.defectsCsv, order.folder / "defects.csv", regionsCsvHeader);
    std::optional<PartExport> parts;
    if (wants.needsEvidence())
        parts.emplace(report, evidence, order, result);
    OutputNames names;
    for (std::size_t i = 0; i < report.parts.size(); ++i) {
        throwIfStopped(stop);
        const std::string stem = names.claim(toPath(QString::fromStdString(report.parts[i].file)));  // of failed parts too: names stay when one is mended
        if (images)
            images->write(partsCsvLine(report.parts[i], stem, report.recipe));
        if (defects)
            defects->write(regionsCsvLines(report.parts[i], report.recipe));
        if (parts)
            parts->add(i, stem, stop);
        if (progress)
            progress(i + 1, report.parts.size());
    }
    throwIfStopped(stop);
    commit(images, result);
    commit(defects, result);
    if (parts)
        parts->finish();
    if (wants.json)
        writeJson(report, order.folder / "report.json", result);
    throwIfStopped(stop);
    if (wants.history) {
        Database history(order.history);
        copyDatabase(history, order.folder / "history.sqlite");
        ++result.files;
    }
    throwIfStopped(stop);
    ++result.files;
    writeManifest(order.folder, report, wants, &result);
    return result;
}

}  // namespace app
