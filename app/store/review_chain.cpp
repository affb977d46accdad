#include "app/store/review_chain.h"

#include "pipeline/file_hash.h"

namespace app {

std::string canonicalText(const ReviewRow& row)
{
    std::string text = "vcp-review-1\n";
    for (const std::string& field : {std::to_string(row.id), std::to_string(row.batch), row.utc, row.operatorName, row.image, row.kind,
                                     row.payload, row.previousHash})
        text += std::to_string(field.size()) + ':' + field + '\n';
    return text;
}

std::string chainHash(const ReviewRow& row)
{
    return inference::pipeline::sha256Of(canonicalText(row));
}

}  // namespace app
