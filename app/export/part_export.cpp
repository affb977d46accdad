#include "app/export/part_export.h"

#include "app/common/made_folder.h"
#include "app/export/labelme_file.h"
#include "app/export/region_mask.h"
#include "app/store/file_stamp.h"
#include "imaging/decode.h"
#include "imaging/image_writer.h"
#include "imaging/overlay.h"
#include "pipeline/file_hash.h"

#include <new>

namespace app {

namespace fs = std::filesystem;
using inference::Error;
using inference::ErrorCode;

namespace {

/// By Kind.
constexpr struct {
    const char* folder;
    const char* ending;
    bool ExportWants::*wish;
} places[] {{"labelme", ".json", &ExportWants::labelme},
            {"maps", ".tiff", &ExportWants::maps},
            {"masks", ".png", &ExportWants::masks},
            {"overlays", ".png", &ExportWants::overlays}};

void throwIfStopped(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw inference::Cancelled();
}

/// The picture that was inspected; nothing when the file holds another one by now.
std::optional<inference::Image> inspectedImage(const ReportPart& part, const std::stop_token& stop)
{
    const FileStamp before = stampOf(part.path);
    if (!part.image.empty() && inference::pipeline::sha256OfFile(part.path, stop) != part.image)
        return std::nullopt;
    inference::Image image = inference::imaging::decode(part.path);
    if (stampOf(part.path) != before)
        throw Error(ErrorCode::FileChanging, {}, part.path);
    if (image.size() != part.imageSize)
        return std::nullopt;
    return image;
}

}  // namespace

PartExport::PartExport(const Report& report, const ReportEvidence& evidence, const ExportOrder& order, ExportResult& result)
    : m_report(report)
    , m_evidence(evidence)
    , m_order(order)
    , m_result(result)
{
    for (const auto& kind : places)
        if (order.wants.*kind.wish)
            makeFolder(order.folder / kind.folder);
    if (order.wants.coco)
        m_coco.emplace(order.folder / "coco.json");
}

bool PartExport::isWanted(Kind kind) const
{
    return m_order.wants.*places[kind].wish;
}

fs::path PartExport::place(Kind kind, const std::string& stem) const
{
    return m_order.folder / places[kind].folder / (stem + places[kind].ending);
}

void PartExport::put(Kind kind, const std::string& stem, const std::function<void(const fs::path& path)>& write)
{
    if (!isWanted(kind))
        return;
    write(place(kind, stem));
    m_written[kind] = true;
    ++m_result.files;
}

void PartExport::add(std::size_t index, const std::string& stem, const std::stop_token& stop)
{
    m_written = {};
    if (!m_report.parts[index].error)
        tryWriting(index, stem, stop);
    std::error_code ignored;
    for (const Kind kind : {Labelme, Maps, Masks, Overlays})
        if (isWanted(kind) && !m_written[kind])
            fs::remove(place(kind, stem), ignored);  // it would be of another inspection
}

void PartExport::tryWriting(std::size_t index, const std::string& stem, const std::stop_token& stop)
{
    ExportProblem problem {ExportProblem::Kind::Failed, m_report.parts[index].file, {}};
    try {
        write(index, stem, stop);
        return;
    } catch (const inference::Cancelled&) {
        throw;
    } catch (const Error& error) {
        if (error.code() == ErrorCode::WriteFailed)
            throw;  // no later part could be written either
        problem.error = error;
    } catch (const std::bad_alloc&) {
        problem.error = Error(ErrorCode::OutOfMemory);
    } catch (const std::exception& error) {
        problem.error = Error(ErrorCode::Internal, {error.what()});
    }
    m_result.problems.push_back(std::move(problem));
}

void PartExport::write(std::size_t index, const std::string& stem, const std::stop_token& stop)
{
    const ReportPart& part = m_report.parts[index];
    const auto inspection = m_evidence(index);
    if (!inspection) {
        m_result.problems.push_back({ExportProblem::Kind::EvidenceGone, part.file, {}});
        return;
    }
    throwIfStopped(stop);
    const auto maps = inference::judging::renderMaps(*inspection, m_report.recipe);
    const auto judgement = inference::judging::judge(maps, inspection->imageSize, m_report.recipe);
    const ImageShapes shapes = imageShapes(part.file, inspection->imageSize, judgement, m_report.recipe, part.review);
    throwIfStopped(stop);
    if (m_coco)
        m_coco->add(shapes);
    put(Labelme, stem, [&](const fs::path& path) { writeLabelme(path, shapes); });
    put(Maps, stem, [&](const fs::path& path) { inference::imaging::writeMap(path, maps.blended); });
    put(Masks, stem, [&](const fs::path& path) { writeMask(path, shapes); });
    throwIfStopped(stop);
    if (isWanted(Overlays))
        writeOverlay(part, stem, maps.blended, judgement, stop);
}

void PartExport::writeOverlay(const ReportPart& part, const std::string& stem, const inference::AnomalyMap& map,
                              const inference::Judgement& judgement, const std::stop_token& stop)
{
    const auto image = inspectedImage(part, stop);
    if (!image) {
        m_result.problems.push_back({ExportProblem::Kind::ImageChanged, part.file, {}});
        return;
    }
    throwIfStopped(stop);
    const ExportLook& look = m_order.look;
    const inference::imaging::OverlayStyle style {look.colours, look.opacity, m_report.recipe.rule.failLimit, look.contours};
    put(Overlays, stem, [&](const fs::path& path) { inference::imaging::writePng(path, inference::imaging::paintOverlay(*image, map, judgement, style)); });
}

void PartExport::finish()
{
    if (!m_coco)
        return;
    m_coco->finish({m_report.program.toStdString(), m_report.made, m_report.complete});
    ++m_result.files;
}

}  // namespace app
