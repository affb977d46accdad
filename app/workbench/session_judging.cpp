// How the session keeps every part's verdict that of the present recipe.
#include "app/workbench/session.h"

#include <unordered_map>

namespace app {
namespace {

using State = widgets::Part::State;
namespace judging = inference::judging;

/// So many parts are given to the service at a time: a moved limit forgets little, and evidence doesn't pile up there.
constexpr std::size_t judgedAhead = 64;

}  // namespace

JudgeService::Request Session::requestOf(int row) const
{
    const PartRecord& record = part(row);
    JudgeService::Request request {row, record.answer, record.inspection, record.image, record.archive, {}, {}};
    if (record.isJudged()) {
        request.recipeBefore = record.judged.recipe;
        request.figuresBefore = record.judged.figures;
    }
    return request;
}

void Session::judgeCurrent()
{
    if (m_current >= 0 && part(m_current).answer > 0)
        m_judge.judgeCurrent(requestOf(m_current), m_recipe);
}

/// Verdicts by the figures kept of each part: at once for any number of parts, and the model is never asked. What figures can't
/// tell stays as it was until it has been judged.
void Session::judgeByFigures()
{
    struct Made {
        judging::MovedLimits limits;
        bool sameJudgement = false;
    };
    std::unordered_map<const inference::Recipe*, Made> made;
    const auto madeUnder = [&](const std::shared_ptr<const inference::Recipe>& recipe) -> const Made& {
        const auto found = made.find(recipe.get());
        return found != made.end() ? found->second
                                   : made.emplace(recipe.get(), Made {{*recipe, *m_recipe}, judging::judgeAlike(*recipe, *m_recipe)}).first->second;
    };
    m_judge.forgetList();
    m_undecided.clear();
    m_outdated.clear();
    QList<int> moved;
    const Made* last = nullptr;
    const inference::Recipe* lastRecipe = nullptr;
    for (int row = 0; row < count(); ++row) {
        PartRecord& record = m_parts[std::size_t(row)];
        if (record.answer == 0)
            continue;
        if (!record.isJudged()) {
            m_undecided.push_back(row);
            continue;
        }
        if (std::exchange(lastRecipe, record.judged.recipe.get()) != record.judged.recipe.get())
            last = &madeUnder(record.judged.recipe);
        auto verdict = last->limits.verdict(record.judged.regionScore, record.judged.score);
        if (!verdict)
            verdict = last->limits.verdict(*record.judged.figures);
        if (!verdict)
            m_undecided.push_back(row);
        else if (!last->sameJudgement)
            m_outdated.push_back(row);
        if (verdict && takeVerdict(record, *verdict))
            moved.append(row);
    }
    if (!moved.isEmpty())
        emit partsChanged(moved);
}

/// By figures under the present recipe. True when something has changed.
bool Session::takeVerdict(PartRecord& part, inference::Verdict verdict)
{
    const bool bent = !m_recipe->zones.empty();
    const float score = bent ? judging::combinedRegionScore(*part.judged.figures, *m_recipe) : part.judged.regionScore;
    if (verdict == part.judged.verdict && score == part.judged.regionScore)
        return false;
    change(part, [&] {
        part.judged.verdict = verdict;
        part.judged.regionScore = score;
    });
    return true;
}

bool Session::needsJudging(int row) const
{
    const PartRecord& record = part(row);
    if (record.answer == 0)
        return false;
    const bool present = record.judged.answer == record.answer && record.judged.recipe;
    return !present || (record.judged.recipe != m_recipe && !judging::judgeAlike(*record.judged.recipe, *m_recipe));
}

std::optional<int> Session::nextToJudge()
{
    for (auto* const rows : {&m_fresh, &m_undecided, &m_outdated}) {
        if (rows == &m_outdated && m_rest.isActive())
            break;
        while (!rows->empty()) {
            const int row = rows->front();
            rows->pop_front();
            if (needsJudging(row))
                return row;
        }
    }
    return std::nullopt;
}

void Session::feedJudge()
{
    for (std::size_t listed = m_judge.listed(); listed < judgedAhead; ++listed) {
        const auto row = nextToJudge();
        if (!row)
            return;
        m_judge.judge(requestOf(*row), m_recipe);
    }
}

void Session::takeJudged(const QList<JudgedPart>& judged)
{
    for (const JudgedPart& one : judged) {
        // A batch may still be on its way when another folder or model has taken the rows.
        if (one.part < count() && one.answer > 0 && part(one.part).answer == one.answer)
            takeOne(one);
    }
    feedJudge();
}

void Session::takeOne(const JudgedPart& one)
{
    PartRecord& record = m_parts[std::size_t(one.part)];
    if (one.lost) {
        inspectAgain(one.part);
        return;
    }
    const bool newMaps = one.figures && !(record.judged.recipe && judging::renderAlike(*record.judged.recipe, *one.recipe));
    change(record, [&] { record.judged = one; });
    record.state = one.error ? State::Failed : State::Done;
    record.error = one.error ? std::make_shared<const inference::Error>(one.error->of(record.path.toStdU16String())) : nullptr;
    if (one.recipe != m_recipe) {  // judged while a limit moved on
        const auto verdict = one.figures ? judging::verdictFrom(*one.figures, *one.recipe, *m_recipe) : std::nullopt;
        if (verdict)
            takeVerdict(record, *verdict);
        // The recipe may be one that the row had before: then it stands in no list.
        if (needsJudging(one.part))
            (verdict ? m_outdated : m_undecided).push_back(one.part);
    }
    if (newMaps)
        emit figuresMade(one.part);
    emit partChanged(one.part);
}

}  // namespace app
