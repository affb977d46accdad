#pragma once

#include "pipeline/json_fields_p.h"
#include "pipeline/trained_on.h"

namespace inference::pipeline {

/// Unknown keys are left alone: a later version may say more. Throws Error(BundleInvalid) with `place` and the key.
TrainedOn trainedOnFrom(const Json& json, const std::string& place);
Json jsonOf(const TrainedOn& trainedOn);

}  // namespace inference::pipeline
