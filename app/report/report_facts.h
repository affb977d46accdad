#pragma once

#include "app/store/review_chain.h"
#include "core/judgement.h"
#include "core/recipe.h"

#include <optional>
#include <string>
#include <vector>

namespace app {

/// A report whose model reads larger inputs is none that can be inspected again: pixels of a side.
inline constexpr int greatestImageSize = 2048;

/// What a report's JSON (report_json.h) says that can be checked again.
struct ReportFacts {
    struct Image {
        std::string file;
        std::string sha256;  ///< empty: the file could not be read
        std::optional<inference::Verdict> verdict;  ///< the machine's; none: it failed
        std::string error;  ///< why it failed, by the name of its code (core/error.h)
        double score = 0;
        std::optional<double> regionScore;
    };
    struct ReviewLogFacts {
        std::string finding;  ///< "intact", ...
        qint64 findingRow = 0;
        qint64 rows = 0;
        std::string tipHash;
        std::vector<ReviewRow> entries;
    };

    std::string program;
    std::string made;
    bool redacted = false;
    std::string clipSha256;
    std::string vcpSha256;
    std::string optionsSha256;
    int imageSize = 0;
    std::vector<int> layers;
    std::string engine;
    std::string device;
    std::string precision;
    inference::Recipe recipe;
    std::string recipeSha256;
    struct Counts {
        long long pass = 0, review = 0, fail = 0, error = 0;
        friend bool operator==(const Counts&, const Counts&) = default;
    };
    Counts counted;  ///< as the report says
    Counts counts;   ///< of its images' final verdicts
    std::vector<Image> images;
    std::optional<ReviewLogFacts> reviewLog;
};

/// Throws inference::Error(BadInput, {place}) for a text that is no report, naming the key or the place; a version that is newer than this
/// program's is one ("version"). Pure; any thread.
ReportFacts reportFacts(const std::string& json);

}  // namespace app
