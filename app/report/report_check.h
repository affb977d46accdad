#pragma once

#include "app/report/report_facts.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace app {

/// What is not as it was when the report was made.
enum class ReportProblem {
    SealMissing,       ///< the file doesn't end with a seal
    PdfChanged,        ///< the seal doesn't fit the bytes before it
    FiguresMissing,    ///< no report.json can be reached in it
    FiguresChanged,    ///< its own seal doesn't fit report.json; or it has none
    FiguresInvalid,    ///< {place}    report.json is none of ours
    RecipeChanged,     ///< the recipe is not the one whose hash stands beside it
    CountsChanged,     ///< the counts are not those of the images
    EntryChanged,      ///< {row}      an entry of the review log doesn't fit its hash
    EntryUnlinked,     ///< {row}      an entry doesn't follow the one before it
    EntryForeign,      ///< {row}      an entry is of an image that the report doesn't hold
    LogWasBroken,      ///< {finding}  the review log failed its check when the report was made
    LogIsBroken,       ///< {finding}  it fails its check now
    LogEndUnknown,     ///< {}         nothing tells how long it was: it may have been cut at its end
    LogLacksEntry,     ///< {row}      the review log holds another row there now, or none
    // images, when they are looked at
    ImageMissing,      ///< {file}
    ImageIncomparable, ///< {file}  it failed when the report was made, and nothing tells whether it has to fail again
    ImageUnreadable,   ///< {file, sentence}
    ImageChanged,      ///< {file}
    OtherVerdict,      ///< {file, then, now}
    OtherScore,        ///< {file, then, now}
    ModelMissing,      ///< {CLIP's SHA-256, VCP's}  no model with these weights is here
    ModelOther,        ///< {}         the model given is not the one of the report
};

struct ReportFinding {
    ReportProblem problem;
    std::vector<std::string> arguments {};
    friend bool operator==(const ReportFinding&, const ReportFinding&) = default;
};

struct CheckedReport {
    std::vector<ReportFinding> findings;  ///< empty: nothing was changed
    std::optional<ReportFacts> facts;     ///< none where they can't be read
};

/// The file by itself: both seals, what is attached, whether its parts agree. Throws inference::Error(FileMissing, FileUnreadable,
/// OutOfMemory), Cancelled. Blocking; any thread.
CheckedReport checkReport(const std::filesystem::path& pdf, const std::stop_token& stop = {});

/// Whether that log holds any of the report's entries, or the one that was the last when it was made: others say nothing of it.
/// The log is only read. Throws what ReviewLog does. Blocking; any thread.
bool stemsFromLog(const ReportFacts& facts, const std::filesystem::path& history);

/// The report's entries against the review log that they were taken from, or a copy of it, which is only read: it may be evidence, and its program
/// another version. Throws what ReviewLog does. Blocking; any thread.
std::vector<ReportFinding> checkAgainstLog(const ReportFacts& facts, const std::filesystem::path& history, const std::stop_token& stop = {});

}  // namespace app
