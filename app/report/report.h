#pragma once

#include "app/store/review_chain.h"
#include "app/store/review_log.h"
#include "app/store/review_state.h"
#include "core/error.h"
#include "core/inspection.h"
#include "core/judgement.h"
#include "core/label.h"
#include "core/recipe.h"
#include "pipeline/self_test.h"

#include <QDateTime>
#include <QImage>
#include <QString>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace app {

struct GaugeAnswer;
struct ReportEvaluation;

/// A weight file, by its name without folder and the SHA-256 of its bytes.
struct ReportWeights {
    std::string file;
    std::string sha256;
};

/// The model that the parts were inspected with, and how.
struct ReportModel {
    std::string name;
    ReportWeights clip;
    ReportWeights vcp;
    std::string options;  ///< SHA-256 over its options (pipeline/options_hash.h)
    int imageSize = 0;
    std::vector<int> layers;
    std::string device;
    std::string precision;
    std::optional<inference::pipeline::SelfTest> selfTest = std::nullopt;
};

/// One part of a report: judged, or failed with its reason.
struct ReportPart {
    std::string file;            ///< UTF-8, what the person knows it by
    std::filesystem::path path;  ///< where its pixels are; never written into a report
    std::string image;           ///< SHA-256 of the file's bytes; empty where it could not be read
    QDateTime modified;          ///< of the file; invalid: not known, or left out
    std::optional<inference::Error> error;  ///< set: size and judgement are not
    inference::Size imageSize;
    inference::Judgement judgement;  ///< without contours
    float regionScore = -1;  ///< on the scale of the recipe's own limits (judging/figures.h, combinedRegionScore); -1: no region
    inference::Label label = inference::Label::None;
    ReviewState review;
    bool pictured = false;  ///< it gets a picture of its own where the template has pictures
};

/// What people said of the parts, as the review log holds it.
struct ReportReviews {
    ReviewVerification check;     ///< of the whole log, when the report was made
    ReviewTip tip;                ///< length and last hash of the log then
    std::vector<ReviewRow> rows;  ///< those of the report's images, in the log's order
    bool unread = false;          ///< there is a log, but it could not be read: the rest says nothing then
};
/// Of a log that could not be read.
inline ReportReviews unreadReviews()
{
    ReportReviews reviews;
    reviews.unread = true;
    return reviews;
}

/// A study of how repeatably the report's parts are measured.
struct ReportGauge {
    std::shared_ptr<const GaugeAnswer> answer;  ///< never null, with a study (gauge_answer.h)
    double tolerance = 0;                       ///< in the measure's unit; 0: none
};

/// All that a report says: what was inspected, with what, under which limits, what was found, who overruled. A value; made on the
/// thread that knows it, read by any. Written as JSON by report_json.h, as pages by report_pages.h.
struct Report {
    QString product;
    QString lot;
    QString station;
    QString operatorName;
    QString notes;    ///< may have several lines
    QString heading;  ///< at the head of every page
    QImage logo;      ///< null: none
    QDateTime made;   ///< local time, with its offset
    QString program;  ///< "vcp-inspect 0.1.0"
    bool complete = true;  ///< false: the run was stopped before its last part
    bool redacted = false; ///< redact() was applied
    ReportModel model;
    inference::Recipe recipe;
    std::string recipeHash;  ///< of the recipe as it judged: redact() may have taken names out of `recipe`
    std::vector<ReportPart> parts;
    std::optional<ReportReviews> reviews;  ///< none: no review log was there
    std::shared_ptr<const ReportEvaluation> evaluation;  ///< null: none belongs to it

    std::optional<ReportGauge> gauge;  ///< names its pictures: redact() takes it out with them

    /// It tells of an evaluation, not of an inspection.
    bool isEvaluation() const { return evaluation && parts.empty(); }
};

/// The evidence of a part, by its index in Report::parts; null where it is gone. Called from any thread, one call at a time;
/// throws inference::Error.
using ReportEvidence = std::function<std::shared_ptr<const inference::Inspection>(std::size_t part)>;

/// What a person doesn't want to leave the desk.
struct Redaction {
    enum class Names {
        Kept,    ///< as they are shown, folders inside the opened one included
        Files,   ///< without folders
        Numbers, ///< "part 0001": neither file nor folder
    } names = Names::Kept;
    bool times = false;    ///< times of the files are left out
    bool operators = false; ///< names of people are left out, those in reviews included
    friend bool operator==(const Redaction&, const Redaction&) = default;
};

/// Leaves out what is not to be told. Review rows hold names of people and cannot be changed without breaking their chain: with `operators`
/// they are left out altogether. Pictures never carry EXIF: they are drawn anew.
void redact(Report& report, const Redaction& redaction);

/// What counts in the end: the person's verdict where there is one, else the machine's. Means nothing for a failed part.
inference::Verdict finalVerdict(const ReportPart& part);
/// A person saw it otherwise than the machine.
bool isOverruled(const ReportPart& part);

/// How many parts end as what.
struct ReportCounts {
    int pass = 0;
    int review = 0;
    int fail = 0;
    int errors = 0;
    int reviewed = 0;   ///< with a person's verdict
    int overruled = 0;
    int total() const { return pass + review + fail + errors; }
};
ReportCounts countsOf(const Report& report);

}  // namespace app
