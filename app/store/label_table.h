#pragma once

#include "core/label.h"

#include <optional>
#include <string>
#include <string_view>

namespace app {

class Database;

/// The ground truth of one image: what it is, said by whom and when.
struct LabelRecord {
    std::string image;  ///< SHA-256 of the file's bytes
    inference::Label label = inference::Label::None;  ///< None: taken back
    std::string utc;    ///< ISO 8601
    std::string operatorName;
    friend bool operator==(const LabelRecord&, const LabelRecord&) = default;
};

/// "none", "good", "defective"
std::string_view labelKey(inference::Label label);
std::optional<inference::Label> labelOfKey(std::string_view key);

/// The table `label` of an open history. The review log alone writes it: what stands there follows from the rows of kind Label,
/// and ReviewLog::verify() holds one against the other. Throw what Database throws.
void writeLabel(Database& database, const LabelRecord& record);
inference::Label readLabel(Database& database, const std::string& image);

}  // namespace app
