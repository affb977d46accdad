#include "app/workbench/export_form.h"

#include "app/common/path_text.h"
#include "app/workbench/session.h"
#include "app/workbench/settings.h"

#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace app {
namespace {

constexpr std::pair<const char*, bool ExportWants::*> wishes[] {
    {"images_csv", &ExportWants::imagesCsv}, {"defects_csv", &ExportWants::defectsCsv}, {"json", &ExportWants::json},
    {"coco", &ExportWants::coco},            {"labelme", &ExportWants::labelme},        {"masks", &ExportWants::masks},
    {"overlays", &ExportWants::overlays},    {"maps", &ExportWants::maps},              {"history", &ExportWants::history},
};

template <typename Choice>
Choice choice(const QVariantMap& values, const char* key, int count)
{
    return Choice(std::clamp(values.value(QLatin1String(key)).toInt(), 0, count - 1));
}

QVariantMap valuesOf(const ExportForm& form)
{
    QVariantMap values {{"folder", form.folder},
                        {"parts", int(form.parts)},
                        {"names", int(form.redaction.names)},
                        {"without_times", form.redaction.times},
                        {"without_people", form.redaction.operators}};
    for (const auto& [key, wish] : wishes)
        values.insert(QLatin1String(key), form.wants.*wish);
    return values;
}

bool isWanted(const SnapshotPart& part, ExportedParts parts)
{
    switch (parts) {
    case ExportedParts::All: return true;
    case ExportedParts::Shown: return part.shown;
    case ExportedParts::Failing: return !part.error && part.review.human.value_or(part.verdict) == inference::Verdict::Fail;
    }
    return true;
}

/// The parts that are wanted; shared evidence stays shared.
std::shared_ptr<const SessionSnapshot> wantedOf(const ExportTask& task)
{
    if (task.form.parts == ExportedParts::All)
        return task.snapshot;
    auto wanted = std::make_shared<SessionSnapshot>(*task.snapshot);
    std::erase_if(wanted->parts, [&](const SnapshotPart& part) { return !isWanted(part, task.form.parts); });
    return wanted;
}

}  // namespace

ExportWants ExportForm::allowedWants() const
{
    ExportWants allowed = wants;
    allowed.history = wants.history && !isRedacted();
    return allowed;
}

ExportForm rememberedExport(const Settings& settings)
{
    ExportForm fresh;
    fresh.folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation) + QStringLiteral("/vcp-export");
    const QVariantMap values = settings.exportChoices(valuesOf(fresh));
    ExportForm form;
    form.folder = values.value("folder").toString();
    form.parts = choice<ExportedParts>(values, "parts", 3);
    form.redaction.names = choice<Redaction::Names>(values, "names", 3);
    form.redaction.times = values.value("without_times").toBool();
    form.redaction.operators = values.value("without_people").toBool();
    for (const auto& [key, wish] : wishes)
        form.wants.*wish = values.value(QLatin1String(key)).toBool();
    return form;
}

void rememberExport(Settings& settings, const ExportForm& form)
{
    settings.setExportChoices(valuesOf(form));
}

/// Without a snapshot: it is asked for again and again while parts are inspected.
ExportCounts exportCounts(const Session& session, const std::function<bool(int)>& isShown)
{
    ExportCounts counts;
    for (int row = 0; row < session.count(); ++row) {
        const PartRecord& part = session.part(row);
        if (!isInspected(part))
            continue;
        ++counts.all;
        counts.shown += !isShown || isShown(row);
        counts.failing += part.state == widgets::Part::State::Done && part.review.human.value_or(part.judged.verdict) == inference::Verdict::Fail;
    }
    return counts;
}

ExportResult exportTask(const ExportTask& task, const std::function<void(std::size_t done, std::size_t total)>& progress, const std::stop_token& stop)
{
    const auto snapshot = wantedOf(task);
    Report report = reportOf(*snapshot);
    report.product = QString::fromStdString(report.recipe.name);
    report.operatorName = task.operatorName;
    ExportOrder order {toPath(task.form.folder), task.form.allowedWants(), task.look, snapshot->history};
    order.wants.history = order.wants.history && !snapshot->history.empty();
    std::optional<inference::Error> unread;
    if (order.wants.json) {
        try {
            report.reviews = reviewsOf(*snapshot, stop);
        } catch (const inference::Error& error) {
            unread = error;
            report.reviews = unreadReviews();
        }
    }
    redact(report, task.form.redaction);
    ExportResult result = exportAll(report, evidenceOf(snapshot), order, progress, stop);
    if (unread)
        result.problems.insert(result.problems.begin(), {ExportProblem::Kind::Failed, "report.json", *unread});
    return result;
}

}  // namespace app
