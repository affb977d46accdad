#pragma once

#include "app/workbench/setting_field.h"
#include "sources/source.h"

#include <span>
#include <vector>

namespace app {

/// One field for one key of Source::settings().
struct CameraField {
    const char* key;
    SettingField* field;
    int decimals = 0;
};

/// Bounds and present values as the camera says them; the field of a key that it doesn't have is switched off, unless a number was chosen
/// for it, which has to be taken back first. Where `follow`, a number that was chosen becomes what the camera made of it.
void showInFields(std::span<const CameraField> fields, const std::vector<inference::sources::Setting>& settings, bool follow);

/// Nothing is known: wide bounds, no present values.
void forgetCamera(std::span<const CameraField> fields);

}  // namespace app
