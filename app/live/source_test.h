#pragma once

#include "app/live/source_choice.h"
#include "core/error.h"
#include "core/image.h"

#include <functional>
#include <stop_token>

namespace app {

/// What a source showed when it was tried out.
struct SourceTestResult {
    inference::sources::SourceFacts facts;
    inference::Size size;        ///< of the first picture; facts.size when there was none
    inference::Image picture;    ///< the first one as 8-bit RGB, at most SourceTestLimits::side on its longer side; may be empty
    int bits = 0, channels = 0;  ///< per channel, of the first picture as it came
    int pictures = 0;            ///< that came
    double framesPerSecond = 0;  ///< measured, of a live source that isn't triggered; 0: too few came to tell
    std::uint64_t lost = 0;      ///< by the transport, meanwhile
    bool waitsForTrigger = false;  ///< it is ready, and its input was not triggered meanwhile
    std::vector<inference::sources::Setting> settings;
    std::vector<std::string> pixelFormats;  ///< of a GenICam camera: those that are read
    std::vector<std::string> triggerLines;  ///< of a GenICam camera
    std::optional<inference::Error> error;  ///< set: it can't be used as it is, and the rest is what was found before
};

struct SourceTestLimits {
    int pictures = 30;  ///< of a live source; of a triggered one, of a video and of a folder one is enough
    std::chrono::milliseconds time {3000};     ///< from when it is open
    std::chrono::milliseconds trigger {1000};  ///< of this for a hardware trigger
    int side = 640;
};

using SourceMaker = std::function<std::unique_ptr<inference::sources::Source>(const SourceChoice&)>;

/// Opens what was chosen, looks at it and closes it: a software trigger is fired once, a watched folder shows a picture that lies there (none
/// is no error), a video its first one. The device must not be open elsewhere. Blocking, as long as open() of its kind and the limits;
/// any thread. Throws Cancelled only, when `stop` asks for it.
SourceTestResult testSource(
    const SourceChoice& choice, const std::stop_token& stop, const SourceTestLimits& limits = {}, const SourceMaker& make = makeSource);

}  // namespace app
