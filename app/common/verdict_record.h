#pragma once

#include "core/defect.h"
#include "core/geometry.h"
#include "core/judgement.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace app {

/// One verdict of the live view, as it is kept and sent: of a part in the trigger modes, of a frame in free run. A value; any thread.
struct VerdictRecord {
    std::string run;           ///< names what was started and stopped together, with one model: UTC start time and eight random hex digits
    std::uint64_t number = 0;  ///< counts the verdicts of the run from 1, without a gap
    std::uint64_t part = 0;    ///< counts parts from 1, on into the next run where that began with another model only; 0 in free run
    std::uint64_t frame = 0;   ///< inference::sources::Frame::id
    std::string source;        ///< what a person knows it by; never a password
    std::string trigger;       ///< "free", "interval", "part", "software", "hardware"
    std::chrono::system_clock::time_point exposed;

    std::optional<inference::Verdict> verdict;  ///< nothing: it could not be judged, and `error` says why
    std::string error;                          ///< the code's name (codeName()), such as "out_of_memory"; empty: none
    double score = 0;                           ///< 0..1, by the recipe's score rule
    std::vector<inference::Defect> defects;     ///< in the judgement's order
    std::vector<inference::PictureFault> pictureFaults;  ///< what the recipe's gate says of the picture
    inference::Size image;                      ///< pixels; 0 x 0: it could not be read
    double mmPerPixel = 0;                      ///< 0: not calibrated
    double latencyMs = 0;                       ///< from exposure to verdict

    std::string recipe;      ///< its name, UTF-8; may be empty
    std::string recipeHash;  ///< SHA-256 of its canonical JSON (pipeline/recipe_file.h)
    std::string model;       ///< SHA-256 over both weight files' SHA-256
    std::filesystem::path file;  ///< where the picture lies or is about to be written; empty: it isn't kept
};

}  // namespace app
