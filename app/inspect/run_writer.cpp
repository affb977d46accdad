#include "app/inspect/run_writer.h"

#include "app/common/defects_csv.h"
#include "app/common/made_folder.h"
#include "app/common/program.h"
#include "app/common/results_csv.h"
#include "app/export/labelme_file.h"
#include "app/export/region_mask.h"
#include "app/inspect/earlier_results.h"
#include "imaging/decode.h"
#include "imaging/image_writer.h"
#include "imaging/overlay.h"

namespace app {

namespace fs = std::filesystem;

namespace {

/// The picture that was inspected, again.
inference::Image inspectedImage(const fs::path& path, const FileLook& inspected)
{
    const auto requireSame = [&] {
        if (lookAt(path) != inspected)
            throw inference::Error(inference::ErrorCode::FileReplaced, {}, path);
    };
    requireSame();
    inference::Image image = inference::imaging::decode(path);
    requireSame();
    return image;
}

}  // namespace

RunWriter::RunWriter(fs::path folder, RunExtras extras)
    : m_folder(std::move(folder))
    , m_extras(extras)
    , m_results(m_folder / "results.csv", resultsCsvHeader)
    , m_defects(m_folder / "defects.csv", defectsCsvHeader)
{
    makeResultsFolders(m_folder, m_extras);
    removeEndOfRunBefore(m_folder);
    if (m_extras.coco)
        m_coco.emplace(m_folder / "coco.json");
}

WrittenFiles RunWriter::writeExtras(const fs::path& image, const FileLook& inspected, const std::string& name, const inference::judging::RenderedMaps& maps,
                                    const ResultRow& row, const inference::Recipe& recipe) const
{
    WrittenFiles written;
    if (m_extras.overlays) {  // first: the image may be another one by now
        const std::string file = "overlays/" + name + ".png";
        inference::imaging::OverlayStyle style;
        style.limit = recipe.rule.failLimit;
        inference::imaging::writePng(m_folder / file, inference::imaging::paintOverlay(inspectedImage(image, inspected), maps.blended, row.judgement, style));
        written.overlay = file;
    }
    if (m_extras.maps)
        writeMaps(maps, name, written);
    if (m_extras.masks || m_extras.labelme)
        writeShapes(imageShapes(row.file, row.imageSize, row.judgement, recipe), name, written);
    return written;
}

void RunWriter::writeMaps(const inference::judging::RenderedMaps& maps, const std::string& name, WrittenFiles& written) const
{
    const auto writeMap = [this](const std::string& file, const inference::AnomalyMap& map) {
        inference::imaging::writeMap(m_folder / file, map);
        return file;
    };
    written.map = writeMap("maps/" + name + ".tiff", maps.blended);
    if (m_extras.branches) {
        written.pre = writeMap("maps/" + name + ".pre.tiff", maps.branches.pre);
        written.post = writeMap("maps/" + name + ".post.tiff", maps.branches.post);
    }
}

void RunWriter::writeShapes(const ImageShapes& shapes, const std::string& name, WrittenFiles& written) const
{
    if (m_extras.masks) {
        const std::string file = "masks/" + name + ".png";
        writeMask(m_folder / file, shapes);
        written.mask = file;
    }
    if (m_extras.labelme) {
        const std::string file = "labelme/" + name + ".json";
        writeLabelme(m_folder / file, shapes);
        written.labelme = file;
    }
}

void RunWriter::add(const ResultRow& row, const inference::Recipe& recipe)
{
    m_results.add(resultsCsvLine(row));
    if (const std::string defects = defectsCsvLines(row, recipe); !defects.empty())
        m_defects.add(defects);
    m_json.add(row);
    if (!m_coco || row.error)
        return;
    try {
        m_coco->add(imageShapes(row.file, row.imageSize, row.judgement, recipe));
    } catch (...) {
        m_coco.reset();  // what it has on the disk may end anywhere
        throw;
    }
}

void RunWriter::finish(const ResultModel& model, const inference::Recipe& recipe, bool complete)
{
    m_json.write(m_folder / "results.json", model, recipe, complete);
    if (!m_coco)
        return;
    try {
        m_coco->finish({"vcp-inspect " + programVersion().toStdString(), QDateTime::currentDateTime(), complete});
    } catch (...) {
        m_coco.reset();  // as above
        throw;
    }
}

}  // namespace app
