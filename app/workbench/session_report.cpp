#include "app/workbench/session_report.h"

#include "app/common/path_text.h"
#include "app/common/program.h"
#include "app/report/report_model.h"
#include "app/store/review_log.h"
#include "app/workbench/archive_reader.h"
#include "app/workbench/session.h"
#include "judging/judge.h"
#include "judging/picture_gate.h"
#include "pipeline/recipe_file.h"

#include <unordered_set>
#include <utility>

namespace app {
namespace {

using inference::Verdict;
using State = widgets::Part::State;

SnapshotPart snapshotPart(const PartRecord& record, int row)
{
    SnapshotPart part;
    part.row = row;
    part.name = record.name;
    part.path = record.path;
    part.modified = record.modified;
    part.image = record.image;
    part.label = record.label;
    part.review = record.review;
    if (record.state == State::Failed) {
        part.error = record.error;
        return part;
    }
    part.imageSize = record.judged.imageSize;
    part.verdict = record.judged.verdict;
    part.score = record.judged.score;
    part.picture = record.judged.figures->picture;
    part.placement = record.judged.figures->placement;
    part.regionScore = record.judged.regionScore;
    part.defects = record.judged.defects;
    if (record.archive)
        part.recent = record.inspection;
    else
        part.only = record.inspection;
    part.archive = record.archive;
    return part;
}

bool isPictured(const SnapshotPart& part, PicturedParts pictured)
{
    const Verdict verdict = part.review.human.value_or(part.verdict);
    switch (pictured) {
    case PicturedParts::All: return true;
    case PicturedParts::Shown: return part.shown;
    case PicturedParts::ReviewAndFail: return !part.error && verdict != Verdict::Pass;
    case PicturedParts::Fail: return !part.error && verdict == Verdict::Fail;
    }
    return true;
}

ReportPart reportPart(const SnapshotPart& from, const inference::Recipe& recipe)
{
    ReportPart part;
    part.file = from.name.toStdString();
    part.path = toPath(from.path);
    part.image = from.image;
    part.modified = from.modified;
    part.label = from.label;
    part.review = from.review;
    if (from.error) {
        part.error = *from.error;
        return part;
    }
    part.imageSize = from.imageSize;
    part.judgement.verdict = from.verdict;
    part.judgement.score = from.score;
    part.regionScore = from.regionScore;
    if (recipe.scoreLimits)
        part.judgement.scoreVerdict = inference::judging::verdictOf(from.score, *recipe.scoreLimits);
    if (from.defects)
        part.judgement.defects = *from.defects;
    part.judgement.pictureFaults = inference::judging::pictureFaults(from.picture, from.placement, recipe);
    part.judgement.placement = from.placement;
    return part;
}

}  // namespace

bool isInspected(const PartRecord& part)
{
    return (part.state == State::Failed && part.error) || (part.state == State::Done && part.isJudged());
}

int outdatedParts(const Session& session)
{
    int outdated = 0;
    const inference::Recipe* last = nullptr;
    bool alike = true;
    for (int row = 0; row < session.count(); ++row) {
        const PartRecord& record = session.part(row);
        if (record.state != State::Done || !record.isJudged())
            continue;
        if (std::exchange(last, record.judged.recipe.get()) != record.judged.recipe.get())
            alike = inference::judging::judgeAlike(*record.judged.recipe, session.recipe());
        outdated += alike ? 0 : 1;
    }
    return outdated;
}

SessionSnapshot snapshotOf(const Session& session, const std::function<bool(int)>& isShown)
{
    SessionSnapshot snapshot;
    snapshot.made = QDateTime::currentDateTime();
    if (session.model())
        snapshot.model = reportModel(*session.model());
    snapshot.recipe = session.recipe();
    if (session.archive())
        snapshot.history = session.archive()->history;
    snapshot.parts.reserve(std::size_t(session.count()));
    for (int row = 0; row < session.count(); ++row) {
        const PartRecord& record = session.part(row);
        if (!isInspected(record)) {
            ++snapshot.notInspected;
            continue;
        }
        SnapshotPart& part = snapshot.parts.emplace_back(snapshotPart(record, row));
        part.shown = !isShown || isShown(row);
    }
    snapshot.outdated = outdatedParts(session);
    return snapshot;
}

std::array<int, 4> picturedCounts(const SessionSnapshot& snapshot)
{
    std::array<int, 4> counts {};
    for (const SnapshotPart& part : snapshot.parts)
        for (std::size_t choice = 0; choice < counts.size(); ++choice)
            counts[choice] += isPictured(part, PicturedParts(choice));
    return counts;
}

Report reportOf(const SessionSnapshot& snapshot, PicturedParts pictured)
{
    Report report;
    report.made = snapshot.made;
    report.program = QStringLiteral("vcp-workbench ") + programVersion();
    report.complete = snapshot.notInspected == 0;
    report.model = snapshot.model;
    report.recipe = snapshot.recipe;
    report.recipeHash = inference::pipeline::recipeHash(snapshot.recipe);
    report.parts.reserve(snapshot.parts.size());
    for (const SnapshotPart& from : snapshot.parts) {
        ReportPart& part = report.parts.emplace_back(reportPart(from, snapshot.recipe));
        part.pictured = isPictured(from, pictured);
    }
    return report;
}

ReportEvidence evidenceOf(std::shared_ptr<const SessionSnapshot> snapshot)
{
    return [snapshot = std::move(snapshot), reader = std::make_shared<ArchiveReader>()](std::size_t index) -> ArchiveReader::Answer {
        const SnapshotPart& part = snapshot->parts.at(index);
        if (part.only)
            return part.only;
        if (auto recent = part.recent.lock())
            return recent;
        return part.archive ? reader->find(part.image, *part.archive) : nullptr;
    };
}

std::optional<ReportReviews> reviewsOf(const SessionSnapshot& snapshot, const std::stop_token& stop)
{
    std::error_code ignored;
    if (snapshot.history.empty() || !std::filesystem::exists(snapshot.history, ignored))
        return std::nullopt;
    std::unordered_set<std::string> images;
    for (const SnapshotPart& part : snapshot.parts)
        if (!part.image.empty())
            images.insert(part.image);
    ReviewLog log(snapshot.history);
    ReportReviews reviews;
    reviews.check = log.verify(stop);
    ReviewExtract extract = log.extract(images, stop);
    reviews.tip = std::move(extract.tip);
    reviews.rows = std::move(extract.rows);
    return reviews;
}

}  // namespace app
