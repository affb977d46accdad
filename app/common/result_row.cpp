#include "app/common/result_row.h"

namespace app {

std::string_view verdictKey(inference::Verdict verdict)
{
    switch (verdict) {
    case inference::Verdict::Pass: return "pass";
    case inference::Verdict::Review: return "review";
    case inference::Verdict::Fail: return "fail";
    }
    return "error";
}

std::string_view verdictKey(const ResultRow& row)
{
    return row.error ? "error" : verdictKey(row.judgement.verdict);
}

}  // namespace app
