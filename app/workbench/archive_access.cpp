#include "app/workbench/archive_access.h"

#include "pipeline/file_hash.h"

#include <QtGlobal>

namespace app {

using inference::Error;

History& ArchiveAccess::open(const InspectionArchive& archive)
{
    if (!m_history || m_path != archive.history) {
        m_history.reset();
        m_history.emplace(archive.history);
        m_path = archive.history;
    }
    return *m_history;
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
        qWarning("history: %s", error.what());
    }
    const std::string image = inference::pipeline::sha256OfFile(file, stop);
    try {
        if (archive)
            open(*archive).putStamp(stamp, image);
    } catch (const Error& error) {
        qWarning("history: %s", error.what());
    }
    return image;
}

std::shared_ptr<const inference::Inspection> ArchiveAccess::find(const std::string& image, const InspectionArchive& archive)
{
    try {
        return open(archive).find({image, archive.setup});
    } catch (const Error& error) {
        qWarning("history: %s", error.what());
        return nullptr;
    }
}

}  // namespace app
