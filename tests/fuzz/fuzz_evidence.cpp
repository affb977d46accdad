// Stored evidence. The checksum is put right first, or no change would ever come past it; what is read must be written
// back as the same bytes; of versions before as bytes of the present one that say the same.

#include "core/error.h"
#include "pipeline/evidence_bytes.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace inference::pipeline;
    const auto given = std::as_bytes(std::span(data, size));
    std::vector<std::byte> bytes(given.begin(), given.end());
    for (const bool mended : {false, true}) {
        if (mended && bytes.size() >= evidenceChecksumEnd) {
            const auto checksum = evidenceChecksum(std::span<const std::byte>(bytes).subspan(evidenceChecksumEnd));
            std::memcpy(bytes.data() + evidenceChecksumEnd - sizeof checksum, &checksum, sizeof checksum);
        }
        try {
            const inference::Inspection inspection = inspectionFrom(bytes);
            const auto again = evidenceBytes(inspection);
            const bool present = std::ranges::equal(std::span(bytes).first(8), std::span(again).first(8));  // magic and version
            const auto told = inspectionFrom(again);
            if (present ? again != bytes : inspection.grey || told.picture != inspection.picture || told.views != inspection.views)
                std::abort();
        } catch (const inference::Error& error) {
            if (error.code() != inference::ErrorCode::EvidenceCorrupt)
                std::abort();
        }
    }
    return 0;
}
