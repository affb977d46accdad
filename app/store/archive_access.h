#pragma once

#include "app/store/file_stamp.h"
#include "app/store/history.h"
#include "app/store/inspection_archive.h"

#include <optional>
#include <stop_token>
#include <string>

namespace app {

/// One thread's way to the archive: opens it when it is first wanted, and anew when another is or when its file has been set
/// aside and another lies in its place. Confined to its thread.
class ArchiveAccess {
public:
    /// The history of an archive; good for one use. Throws inference::Error as History does.
    History& open(const InspectionArchive& archive);
    /// To be told of what the history threw: one that is damaged is closed. Logged once as long as it stays the same.
    void noteFailure(const inference::Error& error);

    /// SHA-256 of a file's bytes, from its stamp where the file is known. Without an archive, or where that fails, the file
    /// is read. Throws inference::Error naming the file, Cancelled.
    std::string imageOf(const std::filesystem::path& file, const InspectionArchive* archive, const std::stop_token& stop);

    /// What is kept of an image; null when nothing is, or when it can't be read: then it is inspected again.
    std::shared_ptr<const inference::Inspection> find(const std::string& image, const InspectionArchive& archive);

private:
    std::optional<History> m_history;
    std::filesystem::path m_path;
    std::optional<FileIdentity> m_file;
    std::string m_logged;
};

}  // namespace app
