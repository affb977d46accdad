#include "app/store/archive_access.h"

#include "pipeline/file_hash.h"

#include <QtGlobal>

#include <utility>

namespace app {

using inference::Error;

History& ArchiveAccess::open(const InspectionArchive& archive)
{
    const auto file = identityOf(archive.history);
    if (!m_history || m_path != archive.history || m_file != file) {
        m_history.reset();
        m_history.emplace(archive.history);
        m_path = archive.history;
        m_file = file;
    }
    return *m_history;
}

void ArchiveAccess::noteFailure(const Error& error)
{
    if (error.code() == inference::ErrorCode::HistoryDamaged)
        m_history.reset();
    if (std::exchange(m_logged, error.what()) != error.what())
        qWarning("history: %s", error.what());
}

std::string ArchiveAccess::imageOf(const std::filesystem::path& file, const InspectionArchive* archive, const std::stop_token& stop)
{
    // Before the bytes are read: a change in between is then seen the next time.
    const FileStamp stamp = stampOf(file);
    try {
        if (archive)
            if (auto known = open(*archive).imageOf(stamp))
                return *known;
    } catch (const Error& error) {
        noteFailure(error);
    }
    const std::string image = inference::pipeline::sha256OfFile(file, stop);
    try {
        if (archive)
            open(*archive).putStamp(stamp, image);
    } catch (const Error& error) {
        noteFailure(error);
    }
    return image;
}

std::shared_ptr<const inference::Inspection> ArchiveAccess::find(const std::string& image, const InspectionArchive& archive)
{
    try {
        return open(archive).find({image, archive.setup});
    } catch (const Error& error) {
        noteFailure(error);
        return nullptr;
    }
}

}  // namespace app
