#include "app/inspect/evidence_spool.h"

#include "app/common/nameless_file.h"
#include "core/error.h"
#include "pipeline/evidence_bytes.h"

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace app {

using inference::Error;
using inference::ErrorCode;

EvidenceSpool::EvidenceSpool(const std::filesystem::path& folder)
    : m_folder(folder)
    , m_fd(openNameless(folder))
{
    if (m_fd < 0)
        throw Error(ErrorCode::WriteFailed, {std::strerror(errno)}, folder);
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
