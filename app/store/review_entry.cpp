#include "app/store/review_entry.h"

#include "app/common/result_row.h"
#include "app/store/inspection_key.h"
#include "app/store/label_table.h"
#include "app/store/review_state.h"
#include "core/error.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace app {

using inference::Error;
using inference::ErrorCode;
using inference::Verdict;

namespace {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

QJsonValue verdictValue(const std::optional<Verdict>& verdict)
{
    return verdict ? QJsonValue(text(verdictKey(*verdict))) : QJsonValue();
}

void checkFinite(double value, const char* what)
{
    if (!std::isfinite(value))
        throw Error(ErrorCode::BadInput, {std::string("review: ") + what});
}

ReviewEntry entryOf(ReviewKind kind, std::string image, std::string operatorName, const QJsonObject& payload)
{
    ReviewEntry entry {kind, std::move(image), std::move(operatorName), QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString(), {}};
    checkEntry(entry);
    return entry;
}

}  // namespace

std::string_view kindKey(ReviewKind kind)
{
    switch (kind) {
    case ReviewKind::Accept: return "accept";
    case ReviewKind::Reject: return "reject";
    case ReviewKind::Overrule: return "overrule";
    case ReviewKind::Withdraw: return "withdraw";
    case ReviewKind::RegionClass: return "region_class";
    case ReviewKind::Note: return "note";
    case ReviewKind::GoldenSet: return "golden_set";
    case ReviewKind::GoldenFlip: return "golden_flip";
    case ReviewKind::Label: return "label";
    case ReviewKind::Blind: return "blind";
    }
    return {};
}

std::optional<ReviewKind> kindOfKey(std::string_view key)
{
    for (int kind = 0; kind <= int(ReviewKind::Blind); ++kind)
        if (key == kindKey(ReviewKind(kind)))
            return ReviewKind(kind);
    return std::nullopt;
}

ReviewEntry decisionEntry(ReviewKind kind, std::string image, std::string operatorName, const Decision& decision)
{
    if (kind != ReviewKind::Accept && kind != ReviewKind::Reject && kind != ReviewKind::Overrule)
        throw Error(ErrorCode::BadInput, {"review: kind of a decision"});
    if (decision.score)
        checkFinite(*decision.score, "score");
    return entryOf(kind, std::move(image), std::move(operatorName),
                   {{"machine", verdictValue(decision.machine)}, {"human", text(verdictKey(decision.human))},
                    {"recipe", text(decision.recipe)}, {"score", decision.score ? QJsonValue(*decision.score) : QJsonValue()}});
}

ReviewEntry withdrawEntry(std::string image, std::string operatorName)
{
    return entryOf(ReviewKind::Withdraw, std::move(image), std::move(operatorName), {});
}

ReviewEntry regionEntry(std::string image, std::string operatorName, const RegionNote& region)
{
    checkFinite(region.at.x, "place of a region");
    checkFinite(region.at.y, "place of a region");
    return entryOf(ReviewKind::RegionClass, std::move(image), std::move(operatorName),
                   {{"x", region.at.x}, {"y", region.at.y}, {"class", text(region.className)}, {"note", text(region.note)}});
}

ReviewEntry noteEntry(std::string image, std::string operatorName, const std::string& note)
{
    return entryOf(ReviewKind::Note, std::move(image), std::move(operatorName), {{"text", text(note)}});
}

ReviewEntry goldenEntry(std::string image, std::string operatorName, const GoldenChange& change)
{
    const bool flip = change.before && change.after && *change.before != *change.after;
    return entryOf(flip ? ReviewKind::GoldenFlip : ReviewKind::GoldenSet, std::move(image), std::move(operatorName),
                   {{"before", verdictValue(change.before)}, {"after", verdictValue(change.after)},
                    {"reason", text(change.reason)}, {"recipe", text(change.recipe)}});
}

const std::string& labelPayload(inference::Label label)
{
    using inference::Label;
    static const auto payload = [](Label of) { return R"({"label":")" + std::string(labelKey(of)) + R"("})"; };
    static const std::string none = payload(Label::None), good = payload(Label::Good), defective = payload(Label::Defective);
    return label == Label::Good ? good : label == Label::Defective ? defective : none;
}

ReviewEntry labelEntry(std::string image, std::string operatorName, inference::Label label)
{
    ReviewEntry entry {ReviewKind::Label, std::move(image), std::move(operatorName), labelPayload(label), {}};
    checkEntry(entry);
    return entry;
}

ReviewEntry blindEntry(std::string image, std::string operatorName, Verdict human)
{
    return entryOf(ReviewKind::Blind, std::move(image), std::move(operatorName), {{"human", verdictValue(human)}});
}

void checkEntry(const ReviewEntry& entry)
{
    if (!isSha256(entry.image))
        throw Error(ErrorCode::BadInput, {"review: image is no SHA-256"});
    if (kindKey(entry.kind).empty())
        throw Error(ErrorCode::BadInput, {"review: kind"});
    if (ReviewState state; !apply(state, entry))
        throw Error(ErrorCode::BadInput, {"review: payload"});
}

}  // namespace app
