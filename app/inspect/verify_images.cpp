#include "app/inspect/verify_images.h"

#include "app/common/folder_walk.h"
#include "app/common/number_text.h"
#include "app/common/result_row.h"
#include "core/error.h"
#include "judging/figures.h"
#include "judging/judge.h"
#include "pipeline/file_hash.h"
#include "pipeline/inspector.h"
#include "pipeline/model_loader.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace app {
namespace {

namespace fs = std::filesystem;

bool isFile(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

/// A report may be a stranger's: its names lead nowhere but into the folder.
bool staysInside(const fs::path& file)
{
    const fs::path plain = file.lexically_normal();
    return !plain.empty() && plain.is_relative() && *plain.begin() != "..";
}

/// Whether a failure lies in the picture, or in the recipe and the model: the same come to it again. One of the disk or of the memory may be gone.
bool failsAgain(std::string_view error)
{
    using enum inference::ErrorCode;
    constexpr std::array lasting {FileEmpty, ImageUnknownFormat, ImageTruncated, ImageCorrupt, ImageTooLarge, TilesTooMany, ImageUnsupported, BaselineMismatch, AnswerNotFinite};
    return std::ranges::find(lasting, error, inference::codeName) != lasting.end();
}

}  // namespace

ReportImages::ReportImages(fs::path folder, std::stop_token stop)
    : m_folder(std::move(folder))
    , m_stop(std::move(stop))
{
}

ReportImages::Found ReportImages::find(const ReportFacts::Image& image)
{
    const fs::path file(image.file);
    Found found;
    for (const fs::path& candidate : {staysInside(file) ? m_folder / file : fs::path(), m_folder / file.filename()}) {
        if (candidate.empty() || !isFile(candidate))
            continue;
        if (inference::pipeline::sha256OfFile(candidate, m_stop) == image.sha256)
            return {candidate, false};
        if (found.path.empty())
            found = {candidate, true};
    }
    const auto& hashes = byHash();
    if (const auto same = hashes.find(image.sha256); same != hashes.end())
        return {same->second, false};
    return found;
}

const std::map<std::string, fs::path>& ReportImages::byHash()
{
    if (m_hashed)
        return m_byHash;
    m_hashed = true;
    FolderVisitor visitor;
    visitor.found = [this](const fs::path& path) {
        try {
            m_byHash.emplace(inference::pipeline::sha256OfFile(path, m_stop), path);
        } catch (const inference::Error&) {
            // A file that can't be read is no image of the report, as far as can be told.
        }
    };
    visitor.problem = [](const fs::path&, std::error_code) {};
    const std::vector<fs::path> named {m_folder};
    walkFolders(named, visitor, m_stop);
    if (m_stop.stop_requested())
        throw inference::Cancelled();
    return m_byHash;
}

std::vector<ReportFinding> inspectAgain(const ReportFacts& facts, const ReportFacts::Image& image, const fs::path& path,
                                        const inference::pipeline::LoadedModel& model, double tolerance, const std::stop_token& stop)
{
    if (!image.verdict && !failsAgain(image.error))
        return {{ReportProblem::ImageIncomparable, {image.file}}};
    const inference::pipeline::Inspector inspector(model.detector, facts.recipe.tileSide);
    inference::Inspection inspection;
    inference::judging::RenderedMaps maps;
    try {
        inspection = inspector.inspect(path, stop);
        maps = inference::judging::renderMaps(inspection, facts.recipe);
    } catch (const inference::Error& error) {
        if (!image.verdict && inference::codeName(error.code()) == image.error)
            return {};  // there was no verdict then either
        throw;
    }
    const inference::Judgement judgement = inference::judging::judge(maps, inspection.imageSize, facts.recipe, false);
    const auto figures = inference::judging::figuresOf(maps, inspection.imageSize, facts.recipe, judgement.score, false);
    const double region = double(inference::judging::combinedRegionScore(figures, facts.recipe));

    std::vector<ReportFinding> findings;
    if (!image.verdict || judgement.verdict != *image.verdict)
        findings.push_back({ReportProblem::OtherVerdict, {image.file, std::string(image.verdict ? verdictKey(*image.verdict) : "error"), std::string(verdictKey(judgement.verdict))}});
    const auto compare = [&](double then, double now) {
        if (!(std::abs(then - now) <= tolerance))
            findings.push_back({ReportProblem::OtherScore, {image.file, decimalText(then, 6), decimalText(now, 6)}});
    };
    if (image.verdict) {
        compare(image.score, judgement.score);
        if (image.regionScore.has_value() != (region >= 0) || (image.regionScore && !(std::abs(*image.regionScore - region) <= tolerance)))
            findings.push_back({ReportProblem::OtherScore, {image.file, image.regionScore ? decimalText(*image.regionScore, 6) : "-", region >= 0 ? decimalText(region, 6) : "-"}});
    }
    return findings;
}

}  // namespace app
