#pragma once

#include "core/error.h"

#include <nlohmann/json.hpp>

namespace inference::datasets {

using Json = nlohmann::json;

/// JSON from a stranger: whatever is nested deeper than 16 levels, and the copy of the picture that labelme writes into its files, is left out.
/// Throws Error(DatasetInvalid) with the byte.
inline Json parseJson(std::string_view text)
{
    const auto keep = [](int depth, Json::parse_event_t event, const Json& parsed) {
        return depth <= 16 && !(event == Json::parse_event_t::key && parsed == "imageData");
    };
    try {
        return Json::parse(text, keep);
    } catch (const Json::parse_error& broken) {
        throw Error(ErrorCode::DatasetInvalid, {"byte " + std::to_string(broken.byte)});
    } catch (const Json::exception&) {
        throw Error(ErrorCode::DatasetInvalid, {"number"});  // such as 1e999
    }
}

/// The text under a key; empty when it is absent or no text.
inline std::string textIn(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace inference::datasets
