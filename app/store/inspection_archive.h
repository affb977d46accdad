#pragma once

#include "app/store/inspection_key.h"

#include <filesystem>

namespace app {

/// Where inspections are kept, and under which setup one model's are.
struct InspectionArchive {
    std::filesystem::path history;  ///< prepared (prepareHistory())
    InspectionSetup setup;
};

}  // namespace app
