#include "app/workbench/kept_answer.h"

#include "app/common/path_text.h"

namespace app {

KeptAnswer KeptAnswer::of(const PartRecord& part)
{
    return {part.path, part.inspection, part.image, part.archive};
}

std::shared_ptr<const inference::Inspection> KeptAnswer::fetched(ArchiveReader& reader) const
{
    try {
        return answer || !archive ? answer : reader.find(image, *archive);
    } catch (const inference::Error& error) {
        if (error.code() == inference::ErrorCode::EvidenceCorrupt)
            return nullptr;
        throw error.of(toPath(path));
    }
}

}  // namespace app
