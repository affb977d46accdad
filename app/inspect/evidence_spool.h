#pragma once

#include "core/inspection.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace app {

/// Inspections of a run that its report will need again, in a file without a name: the disk holds them, however many there are, and the
/// system takes them back whatever becomes of the program. One thread at a time.
class EvidenceSpool {
public:
    /// In `folder`. Throws inference::Error(WriteFailed).
    explicit EvidenceSpool(const std::filesystem::path& folder);
    ~EvidenceSpool();
    EvidenceSpool(const EvidenceSpool&) = delete;
    EvidenceSpool& operator=(const EvidenceSpool&) = delete;

    /// Answers its number: 0, 1, ... Throws inference::Error(WriteFailed).
    std::size_t put(const inference::Inspection& inspection);
    /// Throws inference::Error(FileUnreadable, EvidenceCorrupt).
    std::shared_ptr<const inference::Inspection> get(std::size_t number) const;

private:
    struct Place {
        std::uint64_t offset = 0;
        std::uint64_t length = 0;
    };
    std::filesystem::path m_folder;
    int m_fd = -1;
    std::uint64_t m_end = 0;
    std::vector<Place> m_places;
};

}  // namespace app
