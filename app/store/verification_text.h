#pragma once

#include "app/store/review_log.h"

#include <QString>

namespace app {

/// What a check of the review log found, as a sentence.
QString verificationText(const ReviewVerification& verification);

}  // namespace app
