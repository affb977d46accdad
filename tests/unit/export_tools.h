#pragma once

#include "app/report/report.h"
#include "imaging/image_writer.h"
#include "judging/judge.h"
#include "pipeline/file_hash.h"

#include <QStringList>
#include <QTemporaryDir>

namespace export_tools {

namespace fs = std::filesystem;

/// Evidence whose damaged patches are the '#' of `rows` (all of one length, as many as rows).
inline inference::Inspection inspectionOf(const QStringList& rows, inference::Size imageSize)
{
    const int side = int(rows.size());
    inference::Evidence evidence {1, side, side, side * 14, {}, {}};
    for (const QString& row : rows)
        for (const QChar letter : row)
            evidence.pre.push_back(letter == '#' ? 8.0f : letter == '+' ? 0.2f : -8.0f);
    evidence.post = evidence.pre;
    return {imageSize, {{{0, 0, double(imageSize.width), double(imageSize.height)}, evidence}}, {1, 2, 3}};
}

inline const QStringList nothing {".......", ".......", ".......", ".......", ".......", ".......", "......."};
inline const QStringList ring {".......", ".#####.", ".#...#.", ".#.#.#.", ".#...#.", ".#####.", "......."};
inline const QStringList islands {"##....#", "##.....", ".......", "...++..", "...++..", "#......", "......#"};
inline const QStringList dot {".......", ".......", "..#....", ".......", ".......", ".....+.", "......."};
inline const QStringList all {"#######", "#######", "#######", "#######", "#######", "#######", "#######"};

/// A report in the making: its parts have evidence, and a picture in a folder that goes away with it.
struct Sample {
    QTemporaryDir folder;
    app::Report report;
    std::vector<std::shared_ptr<const inference::Inspection>> inspections;

    Sample()
    {
        report.program = "vcp-inspect 0.1.0";
        report.made = QDateTime(QDate(2026, 5, 1), QTime(14, 3), Qt::OffsetFromUTC, 7200);
        report.recipe.name = "gear";
        report.recipe.sigma = 1;
        report.recipe.rule.minArea = 0;
        report.recipeHash = std::string(64, '0');
    }

    fs::path path(const QString& name) const { return fs::path(folder.filePath(name).toStdString()); }

    /// Another grey in every picture, so that no two files are the same.
    app::ReportPart& add(const std::string& file, const QStringList& rows, inference::Size size = {210, 168})
    {
        app::ReportPart part;
        part.file = file;
        part.path = path(QString("picture %1.png").arg(report.parts.size()));
        inference::Image picture = inference::makeImage(size.width, size.height, 3);
        std::ranges::fill(picture.pixels, std::uint8_t(40 + report.parts.size()));
        inference::imaging::writePng(part.path, picture);
        part.image = inference::pipeline::sha256OfFile(part.path);
        const auto inspection = std::make_shared<const inference::Inspection>(inspectionOf(rows, size));
        part.imageSize = size;
        part.judgement = inference::judging::judge(inference::judging::renderMaps(*inspection, report.recipe), size, report.recipe, false);
        inspections.push_back(inspection);
        return report.parts.emplace_back(std::move(part));
    }

    app::ReportPart& addFailed(const std::string& file, inference::ErrorCode code = inference::ErrorCode::FileEmpty)
    {
        app::ReportPart part;
        part.file = file;
        part.path = path("gone.png");
        part.error = inference::Error(code, {}, file);
        inspections.push_back(nullptr);
        return report.parts.emplace_back(std::move(part));
    }

    app::ReportEvidence evidence() const
    {
        return [this](std::size_t part) { return inspections.at(part); };
    }
};

}  // namespace export_tools
