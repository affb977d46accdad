#pragma once

#include "app/report/report.h"
#include "judging/figures.h"
#include "judging/judge.h"
#include "pipeline/file_hash.h"
#include "pipeline/recipe_file.h"

#include <QFile>
#include <QImage>
#include <QPainter>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>

/// Made-up parts for reports and exports: pictures on the disk, and evidence with a defect of known place.
namespace report_tools {

/// One view of 16 x 16 patches over a map of 128 x 128; where `share` of the patches around the middle are damaged. 0: none.
inline inference::Inspection inspectionWith(inference::Size size, double share, float strength = 4)
{
    inference::Evidence evidence {2, 16, 16, 128, {}, {}};
    for (auto* branch : {&evidence.pre, &evidence.post}) {
        branch->assign(2 * 256, -5);
        for (int layer = 0; layer < 2; ++layer)
            for (int y = 0; y < 16; ++y)
                for (int x = 0; x < 16; ++x)
                    if (std::abs(x - 7.5) < 8 * share && std::abs(y - 7.5) < 8 * share)
                        (*branch)[std::size_t(layer * 256 + y * 16 + x)] = strength;
    }
    return {size, {{{0, 0, double(size.width), double(size.height)}, std::move(evidence)}}, {}};
}

/// A picture of grain and a bright disc, as JPEG or PNG by the ending.
inline void writePicture(const std::filesystem::path& path, inference::Size size, unsigned seed)
{
    QImage image(size.width, size.height, QImage::Format_RGB32);
    std::minstd_rand random(seed + 1);
    for (int y = 0; y < size.height; ++y) {
        auto* const line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < size.width; ++x) {
            const int grey = 110 + int(40.0 * x / size.width) + int(random() % 14);
            line[x] = qRgb(grey, grey - 4, grey - 9);
        }
    }
    QPainter painter(&image);
    painter.setBrush(QColor(190, 188, 180));
    painter.drawEllipse(QRectF(size.width * 0.2, size.height * 0.2, size.width * 0.6, size.height * 0.6));
    painter.end();
    std::filesystem::create_directories(path.parent_path());
    image.save(QString::fromStdString(path.string()), nullptr, 88);
}

/// Judges `inspection` into a part whose picture lies at `path`.
inline app::ReportPart partOf(const std::filesystem::path& path, std::string file, const inference::Inspection& inspection, const inference::Recipe& recipe)
{
    app::ReportPart part;
    part.file = std::move(file);
    part.path = path;
    part.image = inference::pipeline::sha256OfFile(path);
    part.imageSize = inspection.imageSize;
    const auto maps = inference::judging::renderMaps(inspection, recipe);
    part.judgement = inference::judging::judge(maps, inspection.imageSize, recipe, false);
    part.regionScore = inference::judging::combinedRegionScore(inference::judging::figuresOf(maps, inspection.imageSize, recipe), recipe);
    part.pictured = true;
    return part;
}

inline app::ReportPart failedPart(std::string file, inference::ErrorCode code = inference::ErrorCode::ImageTruncated)
{
    app::ReportPart part;
    part.path = file;
    part.file = std::move(file);
    part.error = inference::Error(code, {}, part.path);
    part.pictured = true;
    return part;
}

/// A report without parts: everything else is said.
inline app::Report emptyReport()
{
    app::Report report;
    report.product = QStringLiteral("Gear A");
    report.lot = QStringLiteral("L-48");
    report.station = QStringLiteral("Line 3");
    report.operatorName = QStringLiteral("A. Smith");
    report.heading = QStringLiteral("ACME Castings");
    report.made = QDateTime(QDate(2026, 5, 1), QTime(14, 3, 0), Qt::OffsetFromUTC, 7200);
    report.program = QStringLiteral("vcp-inspect 0.1.0");
    report.model = {"Small", {"clip.safetensors", std::string(64, 'a')}, {"vcp.pth", std::string(64, 'b')}, std::string(64, 'c'), 128, {1, 2}, "cpu", "fp32"};
    report.recipe.name = "Gear A";
    report.recipeHash = inference::pipeline::recipeHash(report.recipe);
    return report;
}

/// Parts with pictures in `folder`, by turns failing (a large defect), to be reviewed and passing; with their evidence.
struct Sample {
    std::shared_ptr<app::Report> report = std::make_shared<app::Report>(emptyReport());
    std::vector<std::shared_ptr<const inference::Inspection>> inspections;

    app::ReportEvidence evidence() const
    {
        return [kept = inspections](std::size_t part) { return kept.at(part); };
    }
    void add(const std::filesystem::path& folder, const std::string& file, inference::Size size, int kind)
    {
        const std::filesystem::path path = folder / file;
        writePicture(path, size, unsigned(inspections.size()));
        // at least 0.60, between the limits, below both
        const auto inspection = inspectionWith(size, kind % 3 == 2 ? 0 : 0.5, kind % 3 == 0 ? 4.0f : 0.2f);
        inspections.push_back(std::make_shared<const inference::Inspection>(inspection));
        report->parts.push_back(partOf(path, file, inspection, report->recipe));
    }
};

inline Sample sample(const std::filesystem::path& folder, int count, inference::Size size = {320, 240})
{
    Sample made;
    for (int i = 0; i < count; ++i)
        made.add(folder, "parts/part" + std::to_string(i) + ".jpg", size, i);
    return made;
}

}  // namespace report_tools
