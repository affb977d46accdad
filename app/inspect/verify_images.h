#pragma once

#include "app/report/report_check.h"

#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace inference::pipeline {
struct LoadedModel;
}

namespace app {

/// Finds the images of a report in a folder: by their names in it, else, for names that are left out or have moved, by their bytes.
class ReportImages {
public:
    explicit ReportImages(std::filesystem::path folder, std::stop_token stop = {});

    struct Found {
        std::filesystem::path path;  ///< empty: nowhere
        bool changed = false;        ///< a file of its name is there and holds other bytes
    };
    /// Throws inference::Error(FileUnreadable) naming the file, Cancelled.
    Found find(const ReportFacts::Image& image);

private:
    const std::map<std::string, std::filesystem::path>& byHash();

    std::filesystem::path m_folder;
    std::stop_token m_stop;
    bool m_hashed = false;
    std::map<std::string, std::filesystem::path> m_byHash;
};

/// Inspects one image again and compares; one that failed has to fail again, and in the same way. Scores may differ by `tolerance`.
/// Throws inference::Error naming the file, Cancelled.
std::vector<ReportFinding> inspectAgain(const ReportFacts& facts, const ReportFacts::Image& image, const std::filesystem::path& path,
                                        const inference::pipeline::LoadedModel& model, double tolerance, const std::stop_token& stop);

}  // namespace app
