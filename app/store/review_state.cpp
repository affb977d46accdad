#include "app/store/review_state.h"

#include "app/common/result_row.h"
#include "app/store/database.h"
#include "app/store/label_table.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace app {
namespace {

using inference::Label;
using inference::Verdict;

std::optional<Verdict> verdictOf(const QJsonValue& value)
{
    const std::string key = value.toString().toStdString();
    for (const Verdict verdict : {Verdict::Pass, Verdict::Review, Verdict::Fail})
        if (key == verdictKey(verdict))
            return verdict;
    return std::nullopt;
}

bool decide(ReviewState& state, const ReviewEntry& entry, const QJsonObject& payload)
{
    const auto human = verdictOf(payload.value(QLatin1String("human")));
    if (!human)
        return false;
    state.human = human;
    state.humanUtc = entry.utc;
    state.humanOperator = entry.operatorName;
    return true;
}

bool classify(ReviewState& state, const QJsonObject& payload)
{
    const QJsonValue x = payload.value(QLatin1String("x")), y = payload.value(QLatin1String("y"));
    if (!x.isDouble() || !y.isDouble())
        return false;
    RegionNote region {{x.toDouble(), y.toDouble()},
                       payload.value(QLatin1String("class")).toString().toStdString(),
                       payload.value(QLatin1String("note")).toString().toStdString()};
    std::erase_if(state.regions, [&](const RegionNote& other) { return other.at == region.at; });
    if (!region.className.empty() || !region.note.empty())
        state.regions.push_back(std::move(region));
    return true;
}

bool judgeBlind(ReviewState& state, const ReviewEntry& entry, const QJsonObject& payload)
{
    const auto verdict = verdictOf(payload.value(QLatin1String("human")));
    if (!verdict)
        return false;
    std::erase_if(state.blind, [&](const BlindVerdict& other) { return other.operatorName == entry.operatorName; });
    state.blind.push_back({entry.operatorName, *verdict, entry.utc, state.human, state.humanOperator});
    return true;
}

}  // namespace

const BlindVerdict* blindOf(const ReviewState& review, std::string_view who)
{
    const auto said = std::ranges::find(review.blind, who, &BlindVerdict::operatorName);
    return said != review.blind.end() ? &*said : nullptr;
}

std::optional<bool> blindDiffers(const ReviewState& review, std::optional<Verdict> machine)
{
    if (review.blind.empty())
        return std::nullopt;
    const bool decided = machine == Verdict::Pass || machine == Verdict::Fail;
    if (!review.human && !decided && review.blind.size() == 1)
        return std::nullopt;
    const Verdict holds = review.human ? *review.human : decided ? *machine : review.blind.front().human;
    return std::ranges::any_of(review.blind, [holds](const BlindVerdict& one) { return one.human != holds; });
}

bool apply(ReviewState& state, const ReviewEntry& entry)
{
    if (entry.kind == ReviewKind::Label)
        return labelIn(entry).has_value();  // lives in its own table
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload));
    if (!document.isObject())
        return false;
    const QJsonObject payload = document.object();
    switch (entry.kind) {
    case ReviewKind::Accept:
    case ReviewKind::Reject:
    case ReviewKind::Overrule: return decide(state, entry, payload);
    case ReviewKind::Withdraw:
        state.human.reset();
        state.humanUtc.clear();
        state.humanOperator.clear();
        return true;
    case ReviewKind::RegionClass: return classify(state, payload);
    case ReviewKind::Note:
        if (!payload.value(QLatin1String("text")).isString())
            return false;
        state.note = payload.value(QLatin1String("text")).toString().toStdString();
        return true;
    case ReviewKind::GoldenSet:   // lives in the recipe
    case ReviewKind::GoldenFlip:  // the same
        return true;
    case ReviewKind::Blind: return judgeBlind(state, entry, payload);
    case ReviewKind::Label: break;
    }
    return false;
}

std::optional<inference::Label> labelIn(const ReviewEntry& entry)
{
    if (entry.kind != ReviewKind::Label)
        return std::nullopt;
    for (const Label label : {Label::None, Label::Good, Label::Defective})
        if (entry.payload == labelPayload(label))
            return label;
    const auto payload = QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object();
    return labelOfKey(payload.value(QLatin1String("label")).toString().toStdString());
}

ReviewState readReviewState(Database& database, const std::string& image)
{
    ReviewState state;
    auto select = database.statement("SELECT id, cast(kind as blob), cast(payload as blob), cast(utc as blob), cast(operator as blob)"
                                     " FROM review WHERE image_sha = cast(? as text) ORDER BY id");
    select.bind(image);
    while (select.next()) {
        const auto kind = kindOfKey(select.text(1));
        if (!kind || !apply(state, {*kind, image, select.text(4), select.text(2), select.text(3)}))
            qWarning("review row %lld says nothing that is understood", static_cast<long long>(select.integer(0)));
    }
    return state;
}

}  // namespace app
