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

std::string_view faultKey(inference::PictureFault::Kind fault)
{
    using Kind = inference::PictureFault::Kind;
    switch (fault) {
    case Kind::TooDark: return "too_dark";
    case Kind::TooBright: return "too_bright";
    case Kind::OutOfFocus: return "out_of_focus";
    case Kind::NotMeasured: return "not_measured";
    case Kind::NotFound: return "part_not_found";
    case Kind::OutOfPlace: return "part_out_of_place";
    case Kind::NotKept: return "position_not_kept";
    }
    return "error";
}

std::string_view verdictKey(const ResultRow& row)
{
    return row.error ? "error" : verdictKey(row.judgement.verdict);
}

}  // namespace app
