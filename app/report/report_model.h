#pragma once

#include "app/report/report.h"

namespace inference::pipeline {
struct LoadedModel;
}

namespace app {

/// What a report says of the model in use.
ReportModel reportModel(const inference::pipeline::LoadedModel& model);

}  // namespace app
