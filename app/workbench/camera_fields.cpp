#include "app/workbench/camera_fields.h"

#include <QLatin1String>

#include <algorithm>
#include <cmath>

namespace app {
namespace {

using inference::sources::Setting;

/// What any camera might have, for a field whose camera hasn't been asked.
Setting widest(QLatin1String key)
{
    if (key == QLatin1String("exposure"))
        return {{}, {}, 0, 1, 60'000'000};
    if (key == QLatin1String("fps"))
        return {{}, {}, 0, 0.01, 100'000};
    if (key == QLatin1String("packet_size"))
        return {{}, {}, 0, 576, 9000};
    return {{}, {}, 0, -1000, 100'000};
}

/// A driver's bounds may be anything; a field shows no more than fifteen digits.
void bound(const CameraField& one, double least, double greatest)
{
    constexpr double most = 1e12;
    if (!std::isfinite(least) || !std::isfinite(greatest) || least > greatest)
        return;
    one.field->setBounds(std::clamp(least, -most, most), std::clamp(greatest, -most, most), one.decimals,
        QLatin1String(one.key) == QLatin1String("packet_size") ? 4 : 1);
}

}  // namespace

void showInFields(std::span<const CameraField> fields, const std::vector<Setting>& settings, bool follow)
{
    for (const CameraField& one : fields) {
        const auto found = std::ranges::find(settings, one.key, &Setting::key);
        if (found == settings.end()) {
            one.field->setPresent(std::nullopt);
            one.field->setEnabled(one.field->chosen().has_value());
            continue;
        }
        bound(one, found->least, found->greatest);
        one.field->setPresent(std::isfinite(found->value) ? std::optional(found->value) : std::nullopt);
        one.field->setEnabled(true);
        if (follow && one.field->chosen() && !one.field->isBeingTyped())
            one.field->setChosen(found->value);
    }
}

void forgetCamera(std::span<const CameraField> fields)
{
    for (const CameraField& one : fields) {
        const Setting any = widest(QLatin1String(one.key));
        bound(one, any.least, any.greatest);
        one.field->setPresent(std::nullopt);
        one.field->setEnabled(true);
    }
}

}  // namespace app
