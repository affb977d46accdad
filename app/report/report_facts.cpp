#include "app/report/report_facts.h"

#include "core/error.h"
#include "pipeline/recipe_file.h"

#include <nlohmann/json.hpp>

namespace app {
namespace {

using Json = nlohmann::json;
using inference::Error;
using inference::ErrorCode;

const Json& member(const Json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    if (!object.is_object() || found == object.end())
        throw Error(ErrorCode::BadInput, {key});
    return *found;
}

template <typename Value>
Value get(const Json& object, const char* key)
{
    const Json& value = member(object, key);
    const bool fits = std::is_same_v<Value, std::string> ? value.is_string() : std::is_same_v<Value, bool> ? value.is_boolean()
        : std::is_floating_point_v<Value>                                   ? value.is_number()
                                                                            : value.is_number_integer();
    if (!fits)
        throw Error(ErrorCode::BadInput, {key});
    return value.get<Value>();
}

std::optional<inference::Verdict> verdictIn(const Json& image, const char* key)
{
    const std::string text = get<std::string>(image, key);
    if (text == "error")
        return std::nullopt;
    for (const auto& [word, verdict] : {std::pair {"pass", inference::Verdict::Pass}, {"review", inference::Verdict::Review}, {"fail", inference::Verdict::Fail}})
        if (text == word)
            return verdict;
    throw Error(ErrorCode::BadInput, {key});
}

ReportFacts::Image imageIn(const Json& json)
{
    ReportFacts::Image image;
    image.file = get<std::string>(json, "file");
    if (!member(json, "sha256").is_null())
        image.sha256 = get<std::string>(json, "sha256");
    image.verdict = verdictIn(json, "verdict");
    if (image.verdict)
        image.score = get<double>(json, "score");
    else
        image.error = get<std::string>(member(json, "error"), "code");
    if (!member(json, "region_score").is_null())
        image.regionScore = get<double>(json, "region_score");
    return image;
}

void count(ReportFacts::Counts& counts, const std::optional<inference::Verdict>& verdict)
{
    ++(!verdict ? counts.error : *verdict == inference::Verdict::Fail ? counts.fail : *verdict == inference::Verdict::Review ? counts.review : counts.pass);
}

ReviewRow rowIn(const Json& json)
{
    ReviewRow row;
    row.id = get<qint64>(json, "id");
    row.batch = get<qint64>(json, "batch");
    row.utc = get<std::string>(json, "utc");
    row.operatorName = get<std::string>(json, "operator");
    row.image = get<std::string>(json, "image");
    row.kind = get<std::string>(json, "kind");
    row.payload = get<std::string>(json, "payload");
    row.previousHash = get<std::string>(json, "previous_hash");
    row.hash = get<std::string>(json, "hash");
    return row;
}

ReportFacts::ReviewLogFacts logIn(const Json& json)
{
    ReportFacts::ReviewLogFacts log;
    log.finding = get<std::string>(json, "finding");
    log.findingRow = get<qint64>(json, "row");
    log.rows = get<qint64>(json, "rows");
    log.tipHash = get<std::string>(json, "tip_hash");
    const Json& entries = member(json, "entries");
    if (!entries.is_array())
        throw Error(ErrorCode::BadInput, {"entries"});
    for (const Json& entry : entries)
        log.entries.push_back(rowIn(entry));
    return log;
}

ReportFacts factsIn(const Json& json)
{
    if (get<std::string>(json, "format") != "vcp-report")
        throw Error(ErrorCode::BadInput, {"format"});
    if (get<int>(json, "version") != 1)
        throw Error(ErrorCode::BadInput, {"version"});
    ReportFacts facts;
    facts.program = get<std::string>(json, "program");
    facts.made = get<std::string>(json, "made");
    facts.redacted = get<bool>(json, "redacted");
    const Json& model = member(json, "model");
    facts.clipSha256 = get<std::string>(member(model, "clip"), "sha256");
    facts.vcpSha256 = get<std::string>(member(model, "vcp"), "sha256");
    facts.optionsSha256 = get<std::string>(model, "options_sha256");
    facts.imageSize = get<int>(model, "image_size");
    facts.layers = member(model, "layers").get<std::vector<int>>();
    // A stranger's report must not make the model ask for all memory there is.
    if (facts.imageSize < 1 || facts.imageSize > greatestImageSize)
        throw Error(ErrorCode::BadInput, {"image_size"});
    facts.engine = get<std::string>(model, "engine");
    facts.device = get<std::string>(model, "device");
    facts.precision = get<std::string>(model, "precision");
    facts.recipe = inference::pipeline::recipeFromText(member(json, "recipe").dump(), {});
    facts.recipeSha256 = get<std::string>(json, "recipe_sha256");
    const Json& counts = member(json, "counts");
    facts.counted = {get<qint64>(counts, "pass"), get<qint64>(counts, "review"), get<qint64>(counts, "fail"), get<qint64>(counts, "error")};
    const Json& images = member(json, "images");
    if (!images.is_array())
        throw Error(ErrorCode::BadInput, {"images"});
    for (const Json& image : images) {
        facts.images.push_back(imageIn(image));
        count(facts.counts, verdictIn(image, "final_verdict"));
    }
    if (const Json& log = member(json, "review_log"); !log.is_null())
        facts.reviewLog = logIn(log);
    return facts;
}

}  // namespace

ReportFacts reportFacts(const std::string& json)
{
    try {
        return factsIn(Json::parse(json));
    } catch (const Json::parse_error& error) {
        throw Error(ErrorCode::BadInput, {"byte " + std::to_string(error.byte)});
    } catch (const Json::exception& error) {
        throw Error(ErrorCode::BadInput, {error.what()});
    } catch (const Error& error) {
        if (error.code() == ErrorCode::BadInput)
            throw;
        throw Error(ErrorCode::BadInput, {"recipe"});  // what a recipe file would be refused for
    }
}

}  // namespace app
