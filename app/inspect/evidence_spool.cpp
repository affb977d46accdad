#include "app/inspect/evidence_spool.h"

#include "core/error.h"
#include "pipeline/evidence_bytes.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace app {

using inference::Error;
using inference::ErrorCode;

EvidenceSpool::EvidenceSpool(const std::filesystem::path& folder)
    : m_folder(folder)
    , m_fd(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600))
{
    if (m_fd >= 0)
        return;
    // Not every file system knows files without a name: made with one, which is taken away at once.
    std::string name = (folder / ".vcp-evidence-XXXXXX").string();
    m_fd = ::mkostemp(name.data(), O_CLOEXEC);
    if (m_fd < 0)
        throw Error(ErrorCode::WriteFailed, {std::strerror(errno)}, folder);
    ::unlink(name.c_str());
}

EvidenceSpool::~EvidenceSpool()
{
    ::close(m_fd);
}

std::size_t EvidenceSpool::put(const inference::Inspection& inspection)
{
    const std::vector<std::byte> bytes = inference::pipeline::evidenceBytes(inspection);
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t written = ::pwrite(m_fd, bytes.data() + done, bytes.size() - done, off_t(m_end + done));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            throw Error(ErrorCode::WriteFailed, {std::strerror(written < 0 ? errno : ENOSPC)}, m_folder);
        done += std::size_t(written);
    }
    m_places.push_back({m_end, bytes.size()});
    m_end += bytes.size();
    return m_places.size() - 1;
}

std::shared_ptr<const inference::Inspection> EvidenceSpool::get(std::size_t number) const
{
    const Place place = m_places.at(number);
    std::vector<std::byte> bytes(place.length);
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t read = ::pread(m_fd, bytes.data() + done, bytes.size() - done, off_t(place.offset + done));
        if (read < 0 && errno == EINTR)
            continue;
        if (read <= 0)
            throw Error(ErrorCode::FileUnreadable, {std::strerror(read < 0 ? errno : EIO)}, m_folder);
        done += std::size_t(read);
    }
    return std::make_shared<const inference::Inspection>(inference::pipeline::inspectionFrom(bytes));
}

}  // namespace app
