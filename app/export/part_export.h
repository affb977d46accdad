#pragma once

#include "app/export/coco_file.h"
#include "app/export/export_job.h"
#include "judging/judge.h"

#include <optional>
#include <stop_token>

namespace app {

/// The files of an export that look at the parts' evidence, one part after the other. Confined to one thread at a time.
class PartExport {
public:
    /// Makes the folders. All must outlive this. Throws inference::Error(WriteFailed).
    PartExport(const Report& report, const ReportEvidence& evidence, const ExportOrder& order, ExportResult& result);

    /// Each part once, in order; `stem` names its files. What is wrong with it becomes a problem of the result; throws WriteFailed, Cancelled.
    void add(std::size_t part, const std::string& stem, const std::stop_token& stop);
    void finish();

private:
    void write(std::size_t part, const std::string& stem, const std::stop_token& stop);
    void writeOverlay(const ReportPart& part, const std::string& stem, const inference::AnomalyMap& map,
                      const inference::Judgement& judgement, const std::stop_token& stop);
    std::filesystem::path place(const char* folder, const std::string& stem, const char* ending) const;

    const Report& m_report;
    const ReportEvidence& m_evidence;
    const ExportOrder& m_order;
    ExportResult& m_result;
    std::optional<CocoFile> m_coco;
};

}  // namespace app
