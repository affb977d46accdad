#pragma once

#include "app/common/input_paths.h"
#include "app/common/result_row.h"
#include "app/inspect/arguments.h"
#include "app/inspect/evidence_spool.h"
#include "app/inspect/picture_file.h"
#include "app/inspect/progress.h"
#include "app/report/report_pages.h"
#include "judging/judge.h"
#include "pipeline/model_loader.h"

#include <filesystem>
#include <optional>
#include <stop_token>

namespace app {

/// What `run --report` was asked for.
struct ReportRequest {
    enum class Pictures { All, NotPassing, Failing };

    std::filesystem::path file;
    ReportOptions options;
    Pictures pictures = Pictures::NotPassing;
    Redaction redaction;
    Report head;  ///< product, lot, station, operator, notes, heading, logo
};

/// The options that go with --report, that one included.
std::vector<Option> reportOptions();

/// Nothing where no report is wanted. Throws UsageError: an option that is none, or one of a report without --report;
/// inference::Error for a logo that can't be read.
std::optional<ReportRequest> readReportRequest(const Arguments& arguments);

/// Gathers the parts of a run and writes its report at the end. Throws inference::Error(WriteFailed).
class RunReport {
public:
    /// `folder` holds what the pictures need until the end. An earlier report of that name goes: a run that is stopped or fails has none.
    RunReport(ReportRequest request, const std::filesystem::path& folder, inference::Recipe recipe);

    /// What the report says of a part that was judged, `file` with its SHA-256 and `row` without an error. Changes nothing: any thread.
    ReportPart partOf(const InputPath& input, const PictureFile& file, const ResultRow& row, const inference::judging::RenderedMaps& maps) const;
    void add(ReportPart part, const inference::Inspection& inspection);
    /// `sha256` of its bytes; empty where they could not be read.
    void addFailed(const InputPath& input, const ResultRow& row, const std::string& sha256);

    /// Before write(): the report tells of it too.
    void setStudy(ReportGauge study) { m_report.gauge = std::move(study); }

    /// Throws inference::Error, Cancelled.
    void write(const inference::pipeline::LoadedModel& model, bool complete, Progress& progress, const std::stop_token& stop);

private:
    bool wantsPicture(const ReportPart& part) const;

    ReportRequest m_request;
    Report m_report;
    EvidenceSpool m_spool;
    std::vector<std::optional<std::size_t>> m_spooled;  ///< by part
};

}  // namespace app
