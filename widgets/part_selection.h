#pragma once

#include "core/judgement.h"
#include "core/label.h"

#include <optional>

namespace widgets {

/// Which parts a number stands for; none: any.
struct PartSelection {
    std::optional<inference::Label> label;
    std::optional<inference::Verdict> verdict;  ///< the machine's
    friend bool operator==(const PartSelection&, const PartSelection&) = default;
};

}  // namespace widgets
