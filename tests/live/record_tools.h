#pragma once

#include "app/outputs/verdict_message.h"

#include <chrono>

namespace records {

/// 2026-05-01T12:03:04.567Z
inline std::chrono::system_clock::time_point moment()
{
    using namespace std::chrono;
    return sys_days {year {2026} / May / 1} + 12h + 3min + 4s + 567ms;
}

inline inference::Defect defect(double area, bool failing)
{
    inference::Defect defect;
    defect.area = area;
    defect.length = 48.52;
    defect.width = 12.31;
    defect.box = {10, 20.5, 30, 40};
    defect.centroid = {25.25, 40};
    defect.peakAt = {26, 41};
    defect.peak = 0.9f;
    defect.mean = 0.7f;
    defect.contrast = 0.4f;
    defect.zone = failing ? 0 : -1;
    defect.failing = failing;
    defect.contours = {{{10, 20}, {40, 20}, {40, 60}}};
    return defect;
}

inline app::VerdictRecord record(std::uint64_t number = 7)
{
    app::VerdictRecord record;
    record.run = "20260501T120000Z-0a1b2c3d";
    record.number = number;
    record.part = 5;
    record.frame = 412;
    record.source = "Kamera \u00e4 1";
    record.trigger = "part";
    record.exposed = moment();
    record.verdict = inference::Verdict::Fail;
    record.score = 0.12345678;
    record.defects = {defect(512.04, true), defect(700, false)};
    record.pictureFaults = {{inference::PictureFault::Kind::TooDark, 12, 40}};
    record.image = {640, 480};
    record.mmPerPixel = 0.02;
    record.latencyMs = 84.128;
    record.recipe = "Gear A";
    record.recipeHash = "aa11";
    record.model = "bb22";
    record.file = "/line/7.png";
    return record;
}

}  // namespace records
