#include "app/inspect/run_writer.h"

#include "app/common/defects_csv.h"
#include "app/common/made_folder.h"
#include "app/common/path_text.h"
#include "app/common/program.h"
#include "app/common/results_csv.h"
#include "app/export/labelme_file.h"
#include "app/export/region_mask.h"
#include "imaging/decode.h"
#include "imaging/image_writer.h"
#include "imaging/overlay.h"

namespace app {

namespace fs = std::filesystem;

RunWriter::RunWriter(fs::path folder, RunExtras extras)
    : m_folder(std::move(folder))
    , m_extras(extras)
    , m_results(m_folder / "results.csv", resultsCsvHeader)
    , m_defects(m_folder / "defects.csv", defectsCsvHeader)
{
    std::error_code ignored;
    for (const char* const file : {"results.json", "coco.json", "study.csv"})
        fs::remove(m_folder / file, ignored);  // it would belong to other rows until this run ends
    for (const auto& [wanted, kind] : {std::pair {m_extras.maps, "maps"}, {m_extras.overlays, "overlays"}, {m_extras.masks, "masks"}, {m_extras.labelme, "labelme"}})
        if (wanted)
            makeFolder(m_folder / kind);
    if (m_extras.coco)
        m_coco.emplace(m_folder / "coco.json");
}

WrittenFiles RunWriter::writeExtras(const fs::path& image, const std::string& name, const inference::judging::RenderedMaps& maps,
                                    const ResultRow& row, const inference::Recipe& recipe) const
{
    WrittenFiles written;
    const auto writeMap = [this](const std::string& file, const inference::AnomalyMap& map) {
        inference::imaging::writeMap(m_folder / file, map);
        return pathUtf8(file);
    };
    if (m_extras.maps)
        written.map = writeMap("maps/" + name + ".tiff", maps.blended);
    if (m_extras.maps && m_extras.branches) {
        written.pre = writeMap("maps/" + name + ".pre.tiff", maps.branches.pre);
        written.post = writeMap("maps/" + name + ".post.tiff", maps.branches.post);
    }
    if (m_extras.masks || m_extras.labelme)
        writeShapes(imageShapes(row.file, row.imageSize, row.judgement, recipe), name, written);
    if (m_extras.overlays) {
        const std::string file = "overlays/" + name + ".png";
        inference::imaging::OverlayStyle style;
        style.limit = recipe.rule.failLimit;
        inference::imaging::writePng(m_folder / file, inference::imaging::paintOverlay(inference::imaging::decode(image), maps.blended, row.judgement, style));
        written.overlay = pathUtf8(file);
    }
    return written;
}

void RunWriter::writeShapes(const ImageShapes& shapes, const std::string& name, WrittenFiles& written) const
{
    if (m_extras.masks) {
        const std::string file = "masks/" + name + ".png";
        writeMask(m_folder / file, shapes);
        written.mask = pathUtf8(file);
    }
    if (m_extras.labelme) {
        const std::string file = "labelme/" + name + ".json";
        writeLabelme(m_folder / file, shapes);
        written.labelme = pathUtf8(file);
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
    if (m_coco)
        m_coco->finish({"vcp-inspect " + programVersion().toStdString(), QDateTime::currentDateTime(), complete});
}

}  // namespace app
