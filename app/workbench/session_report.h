#pragma once

#include "app/report/report.h"
#include "app/workbench/inspection_worker.h"

#include <QString>

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace app {

class Session;
struct PartRecord;

/// A part as it stood in the session. What doesn't change is shared with it.
struct SnapshotPart {
    int row = 0;  ///< in the session, when it was taken
    QString name;
    QString path;
    QDateTime modified;
    std::string image;
    inference::Label label = inference::Label::None;
    ReviewState review;
    std::shared_ptr<const inference::Error> error;  ///< set: there is no judgement
    inference::Size imageSize;
    inference::Verdict verdict = inference::Verdict::Pass;
    double score = 0;
    std::optional<inference::PictureFigures> picture {};
    std::optional<inference::Placement> placement {};
    float regionScore = -1;  ///< as in ReportPart
    std::shared_ptr<const std::vector<inference::Defect>> defects;
    std::weak_ptr<const inference::Inspection> recent;  ///< the model's answer where it is in memory still, and kept in `archive`
    std::shared_ptr<const inference::Inspection> only;  ///< the answer where it is kept nowhere else
    std::shared_ptr<const InspectionArchive> archive;
    bool shown = true;  ///< by the list's filter
};

/// Judged, or failed with a reason: what a snapshot holds.
bool isInspected(const PartRecord& part);

/// Judged parts whose regions are those of a recipe before: their turn comes when limits have come to rest. GUI thread.
int outdatedParts(const Session& session);

/// The session at one moment, for other threads: taken on the GUI thread in a few milliseconds for 10,000 parts.
struct SessionSnapshot {
    QDateTime made;  ///< local time
    ReportModel model;
    inference::Recipe recipe;
    std::filesystem::path history;    ///< where the review log is; empty: nowhere
    std::vector<SnapshotPart> parts;  ///< that are inspected, in the session's order
    int notInspected = 0;  ///< parts of the session that are not among them
    int outdated = 0;  ///< outdatedParts(): a file waits for them
};

/// `isShown` tells which rows of the session are shown by the list's filter; none: all. GUI thread.
SessionSnapshot snapshotOf(const Session& session, const std::function<bool(int row)>& isShown = {});

/// Which parts get a picture of their own, by what counts in the end.
enum class PicturedParts { All, Shown, ReviewAndFail, Fail };

/// How many parts each choice takes, in the order of PicturedParts.
std::array<int, 4> picturedCounts(const SessionSnapshot& snapshot);

/// What the snapshot says, as a report: without words of people (product and operator included), and without reviews' rows. Parts stand
/// in the snapshot's order. Pure; any thread.
Report reportOf(const SessionSnapshot& snapshot, PicturedParts pictured = PicturedParts::All);

/// The answers of its parts: from memory where they are, else from their archive. As ReportEvidence says; throws what
/// ArchiveReader::find() throws.
ReportEvidence evidenceOf(std::shared_ptr<const SessionSnapshot> snapshot);

/// What the snapshot's review log says of its images, and of itself. None where there is no history. Blocking; any thread.
/// Throws inference::Error as ReviewLog does, Cancelled.
std::optional<ReportReviews> reviewsOf(const SessionSnapshot& snapshot, const std::stop_token& stop = {});

}  // namespace app
