#pragma once

#include "app/workbench/archive_reader.h"
#include "app/workbench/session.h"

namespace app {

/// Where the model's answer for a part is, in memory or in an archive: a copy of what the session knows, for another thread.
struct KeptAnswer {
    QString path;
    std::shared_ptr<const inference::Inspection> answer;
    std::string image;
    std::shared_ptr<const InspectionArchive> archive;

    static KeptAnswer of(const PartRecord& part);
    /// Null where it is kept nowhere any more. Waits for the disk. Throws inference::Error of the part's file.
    std::shared_ptr<const inference::Inspection> fetched(ArchiveReader& reader) const;
};

}  // namespace app
