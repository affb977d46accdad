#pragma once

#include "app/report/report_pages.h"

namespace app {

struct PictureWants {
    QSize most;        ///< of the picture, in dots; it is never enlarged
    int closeUps = 0;  ///< how many at most
    QSize closeUp;     ///< of one of them, in dots
};

/// Decodes and judges one part for print. What is wrong stands in the answer; throws Cancelled only. Any thread.
PartPicture partPicture(const Report& report, std::size_t part, const ReportEvidence& evidence, const ReportOptions& options,
                        const PictureWants& wants, const std::stop_token& stop);

}  // namespace app
