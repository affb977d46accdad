#pragma once

#include "app/export/export_job.h"
#include "app/workbench/session_report.h"

#include <QString>

#include <memory>
#include <stop_token>

namespace app {

class Settings;

/// Which parts an export is of; by what counts in the end.
enum class ExportedParts { All, Shown, Failing };

/// What a person chooses for an export.
struct ExportForm {
    QString folder;
    ExportWants wants {true, true, true, true, true, true, true, true, false};  ///< the history holds more than these parts
    ExportedParts parts = ExportedParts::All;
    Redaction redaction;
    friend bool operator==(const ExportForm&, const ExportForm&) = default;

    bool isRedacted() const { return redaction != Redaction {}; }
    /// Without the history where it isn't allowed.
    ExportWants allowedWants() const;
};

ExportForm rememberedExport(const Settings& settings);
void rememberExport(Settings& settings, const ExportForm& form);

/// What is exported of what, and how overlays look.
struct ExportTask {
    std::shared_ptr<const SessionSnapshot> snapshot;
    ExportForm form;
    ExportLook look;
    QString operatorName;
};

/// How many parts each choice means now, by ExportedParts.
struct ExportCounts {
    int all = 0;
    int shown = 0;
    int failing = 0;
    int of(ExportedParts parts) const { return parts == ExportedParts::All ? all : parts == ExportedParts::Shown ? shown : failing; }
    friend bool operator==(const ExportCounts&, const ExportCounts&) = default;
};
/// `isShown` as in snapshotOf(). GUI thread.
ExportCounts exportCounts(const Session& session, const std::function<bool(int row)>& isShown = {});

/// Makes the report of a task and exports it. Where the review log can't be read, that is a problem of the result. Blocking; any thread.
/// Throws as exportAll().
ExportResult exportTask(const ExportTask& task, const std::function<void(std::size_t done, std::size_t total)>& progress, const std::stop_token& stop);

}  // namespace app
