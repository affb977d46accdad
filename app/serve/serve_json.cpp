#include "app/serve/serve_json.h"

#include "app/common/program.h"
#include "app/common/result_json.h"

namespace app {
namespace {

std::string dumped(const Json& json)
{
    return json.dump(-1, ' ', false, replaceBadUtf8) + '\n';
}

/// "2026-05-01T12:03:00.250Z"
std::string utcText(std::chrono::system_clock::time_point time)
{
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
    return QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC).toString(Qt::ISODateWithMs).toStdString();
}

}  // namespace

std::string partText(const ServedPart& part, const ServedFacts& facts)
{
    Json json = {{"format", "vcp-part"}, {"version", 1}, {"number", part.number}, {"utc", utcText(part.judged)}};
    json.update(imageJson(part.row));
    json["recipe"] = part.recipe->name;
    json["recipe_sha256"] = part.recipe->sha256;
    json["model_sha256"] = facts.modelSha256;
    return dumped(json);
}

std::string statusText(const PartService& service, const ServedFacts& facts, std::size_t mostInside)
{
    const PartService::Figures figures = service.figures();
    Json recipes = Json::array();
    for (const auto& served : service.recipes())
        recipes.push_back({{"name", served->name}, {"sha256", served->sha256}});
    return dumped({{"format", "vcp-serve"}, {"version", 1}, {"program", "vcp-inspect " + programVersion().toStdString()}, {"since", utcText(facts.since)},
                   {"model", modelJson(facts.model)}, {"recipes", recipes}, {"inside", figures.inside}, {"most_inside", mostInside},
                   {"judged", figures.judged}, {"failed", figures.failed}, {"turned_away", figures.turnedAway}});
}

std::string problemText(const std::string& code, const QString& sentence)
{
    return dumped({{"format", "vcp-error"}, {"version", 1}, {"error", {{"code", code}, {"sentence", sentence.toStdString()}}}});
}

}  // namespace app
