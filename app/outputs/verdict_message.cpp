#include "app/outputs/verdict_message.h"

#include "app/common/csv_file.h"
#include "app/common/json_parts.h"
#include "app/common/number_text.h"
#include "app/common/path_text.h"
#include "app/common/result_row.h"

#include <QDateTime>

#include <algorithm>
#include <vector>

namespace app {
namespace {

std::string utcText(std::chrono::system_clock::time_point time)
{
    const auto since = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(since, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
}

/// Cut where a character ends.
std::string bounded(std::string text)
{
    if (text.size() <= VerdictMessage::longestText)
        return text;
    std::size_t end = VerdictMessage::longestText;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    text.resize(end);
    return text;
}

std::string verdictText(const VerdictRecord& record)
{
    return record.verdict ? std::string(verdictKey(*record.verdict)) : "none";
}

Json defectOf(const inference::Defect& defect, double mmPerPixel)
{
    Json json = defectJson(defect);
    if (mmPerPixel > 0) {
        json["area_mm2"] = rounded(defect.area * mmPerPixel * mmPerPixel, 6);
        json["length_mm"] = rounded(defect.length * mmPerPixel, 4);
        json["feret_width_mm"] = rounded(defect.width * mmPerPixel, 4);
    }
    return json;
}

Json orNull(const std::string& text)
{
    return text.empty() ? Json(nullptr) : Json(text);
}

}  // namespace

VerdictMessage verdictMessage(const VerdictRecord& record)
{
    VerdictMessage message;
    message.defects = record.defects.size();
    for (const inference::Defect& defect : record.defects)
        message.largestPx = std::max(message.largestPx, defect.area);

    VerdictRecord& kept = message.record;
    kept.run = bounded(record.run);
    kept.number = record.number;
    kept.part = record.part;
    kept.frame = record.frame;
    kept.source = bounded(record.source);
    kept.trigger = bounded(record.trigger);
    kept.exposed = record.exposed;
    kept.verdict = record.verdict;
    kept.error = bounded(record.error);
    kept.score = record.score;
    kept.pictureFaults = record.pictureFaults;
    kept.image = record.image;
    kept.mmPerPixel = record.mmPerPixel;
    kept.latencyMs = record.latencyMs;
    kept.recipe = bounded(record.recipe);
    kept.recipeHash = bounded(record.recipeHash);
    kept.model = bounded(record.model);
    kept.file = bounded(record.file.native());
    kept.defects.reserve(std::min(message.defects, VerdictMessage::mostDefects));
    for (const inference::Defect& defect : record.defects) {
        if (kept.defects.size() == VerdictMessage::mostDefects)
            break;
        inference::Defect plain;
        plain.area = defect.area;
        plain.length = defect.length;
        plain.width = defect.width;
        plain.box = defect.box;
        plain.centroid = defect.centroid;
        plain.peakAt = defect.peakAt;
        plain.peak = defect.peak;
        plain.mean = defect.mean;
        plain.contrast = defect.contrast;
        plain.zone = defect.zone;
        plain.failing = defect.failing;
        kept.defects.push_back(std::move(plain));
    }
    return message;
}

VerdictMessage testMessage()
{
    VerdictMessage message;
    message.test = true;
    message.record.exposed = std::chrono::system_clock::now();
    message.record.run = "test-" + utcText(message.record.exposed);  // another each time: a receiver knows a message by run and number
    message.record.source = "test";
    message.record.trigger = "software";
    return message;
}

std::string verdictJson(const VerdictMessage& message)
{
    const VerdictRecord& record = message.record;
    Json json = {{"format", "vcp-verdict"}, {"version", 1}};
    if (message.test)
        json["test"] = true;
    json["utc"] = utcText(record.exposed);
    json["run"] = record.run;
    json["number"] = record.number;
    json["part"] = record.part > 0 ? Json(record.part) : Json(nullptr);
    json["frame"] = record.frame;
    json["source"] = record.source;
    json["trigger"] = record.trigger;
    json["verdict"] = verdictText(record);
    json["error"] = orNull(record.error);
    json["score"] = record.verdict ? Json(rounded(record.score, 6)) : Json(nullptr);
    json["defect_count"] = message.defects;
    json["defects"] = Json::array();
    for (const inference::Defect& defect : record.defects)
        json["defects"].push_back(defectOf(defect, record.mmPerPixel));
    json["picture_faults"] = Json::array();
    for (const inference::PictureFault& fault : record.pictureFaults)
        json["picture_faults"].push_back(faultKey(fault.kind));
    json["width"] = record.image.width;
    json["height"] = record.image.height;
    json["mm_per_pixel"] = record.mmPerPixel > 0 ? Json(record.mmPerPixel) : Json(nullptr);
    json["latency_ms"] = rounded(record.latencyMs, 2);
    json["recipe"] = record.recipe;
    json["recipe_sha256"] = record.recipeHash;
    json["model_sha256"] = record.model;
    json["file"] = orNull(pathUtf8(record.file));
    return json.dump(-1, ' ', false, replaceBadUtf8);
}

std::string verdictCsvLine(const VerdictMessage& message)
{
    const VerdictRecord& record = message.record;
    const bool measured = record.mmPerPixel > 0 && message.largestPx > 0;
    const bool hasPicture = record.image.width > 0;  // the file of a part may have been unreadable
    const std::vector<std::string> cells {
        utcText(record.exposed),
        harmlessText(record.run),
        std::to_string(record.number),
        record.part > 0 ? std::to_string(record.part) : std::string(),
        std::to_string(record.frame),
        harmlessText(record.source),
        harmlessText(record.trigger),
        verdictText(record),
        harmlessText(record.error),
        record.verdict ? decimalText(record.score, 6) : std::string(),
        std::to_string(message.defects),
        message.defects > 0 ? decimalText(message.largestPx, 1) : std::string(),
        measured ? decimalText(message.largestPx * record.mmPerPixel * record.mmPerPixel, 6) : std::string(),
        hasPicture ? std::to_string(record.image.width) : std::string(),
        hasPicture ? std::to_string(record.image.height) : std::string(),
        decimalText(record.latencyMs, 2),
        harmlessText(record.recipe),
        harmlessText(record.recipeHash),
        harmlessText(record.model),
        harmlessText(pathUtf8(record.file)),
    };
    return csvLine(cells);
}

}  // namespace app
