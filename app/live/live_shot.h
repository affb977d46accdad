#pragma once

#include "sources/frame.h"
#include "sources/mailbox.h"
#include "sources/picture_health.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace app {

using LiveFrame = std::shared_ptr<const inference::sources::Frame>;

/// What has a frame judged.
enum class TriggerMode {
    FreeRun,   ///< the newest frame, whenever the model is free
    Interval,  ///< every so many milliseconds
    Part,      ///< once for each part that comes to rest in view
    Software,  ///< a person's key
    Hardware,  ///< the camera's own input: each frame is one part
};

/// A frame that is to be judged.
struct LiveShot {
    LiveFrame frame;
    std::uint64_t part = 0;  ///< counts triggers up from 1, one for each part; 0 in free run
    std::uint64_t asked = 0;  ///< LiveFeed::ask(): the number that was given there; 0: nobody's
    std::optional<inference::PictureFigures> figures {};  ///< of this picture, or of one a little more than LiveFeed::healthEvery older at most
};

using LiveShots = inference::sources::Mailbox<LiveShot>;

}  // namespace app
