#pragma once

#include "app/export/coco_file.h"
#include "app/export/export_job.h"
#include "judging/judge.h"

#include <array>
#include <functional>
#include <optional>
#include <stop_token>

namespace app {

/// The files of an export that look at the parts' evidence, one part after the other. Confined to one thread at a time.
class PartExport {
public:
    /// Makes the folders. All must outlive this. Throws inference::Error(WriteFailed).
    PartExport(const Report& report, const ReportEvidence& evidence, const ExportOrder& order, ExportResult& result);

    /// Each part once, in order; `stem` names its files. What is wrong with it becomes a problem of the result, and what an earlier export
    /// wrote in the place of a file that can't be written goes. Throws WriteFailed, Cancelled.
    void add(std::size_t part, const std::string& stem, const std::stop_token& stop);
    void finish();

private:
    enum Kind { Labelme, Maps, Masks, Overlays, KindCount };

    void tryWriting(std::size_t part, const std::string& stem, const std::stop_token& stop);
    void write(std::size_t part, const std::string& stem, const std::stop_token& stop);
    void writeOverlay(const ReportPart& part, const std::string& stem, const inference::AnomalyMap& map,
                      const inference::Judgement& judgement, const std::stop_token& stop);
    bool isWanted(Kind kind) const;
    std::filesystem::path place(Kind kind, const std::string& stem) const;
    void put(Kind kind, const std::string& stem, const std::function<void(const std::filesystem::path& path)>& write);

    const Report& m_report;
    const ReportEvidence& m_evidence;
    const ExportOrder& m_order;
    ExportResult& m_result;
    std::optional<CocoFile> m_coco;
    std::array<bool, KindCount> m_written {};  ///< of the present part
};

}  // namespace app
