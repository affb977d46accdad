#pragma once

#include "app/common/input_paths.h"
#include "app/common/result_row.h"
#include "app/inspect/arguments.h"
#include "app/report/gauge_answer.h"
#include "judging/judge.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>

namespace app {

/// What `run --study` was asked for.
struct StudyRequest {
    QString pattern;  ///< of the images' names
    GaugeMeasure measure = GaugeMeasure::RegionScore;
    double tolerance = 0;  ///< in the measure's unit; 0: none
};

/// The options that go with --study, that one included.
std::vector<Option> studyOptions();

/// Nothing where no study is wanted. Throws UsageError: an option that is none, one of a study without --study, and images whose names make none.
std::optional<StudyRequest> readStudyRequest(const Arguments& arguments, std::span<const InputPath> inputs);

/// Gathers the images of a run and works out their study at the end.
class RunStudy {
public:
    RunStudy(StudyRequest request, const inference::Recipe& recipe);

    /// An image that was judged; `row` without an error. Changes nothing: any thread.
    GaugePicture pictureOf(const ResultRow& row, const inference::judging::RenderedMaps& maps, const inference::Recipe& recipe) const;
    void add(GaugePicture picture);
    void addFailed(const ResultRow& row);

    /// Once, at the end. Writes study.csv, unless images that failed leave no study. Never null. Throws inference::Error(WriteFailed).
    std::shared_ptr<const GaugeAnswer> finish(const std::filesystem::path& folder);
    double tolerance() const { return m_request.tolerance; }

private:
    StudyRequest m_request;
    GaugeQuestion m_question;
};

/// What a study comes to, a sentence or two in a line; or why there is none.
QString studyText(const GaugeAnswer& answer, double tolerance);

}  // namespace app
