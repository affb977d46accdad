#pragma once

#include "app/live/live_shot.h"
#include "app/live/recording_name.h"
#include "app/store/inspection_key.h"
#include "core/inspection.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace app {

/// A judged frame that waits to be written, or a part's own file that is to be looked at.
struct PictureJob {
    LiveFrame frame;
    std::filesystem::path folder;  ///< of all recordings, as it was chosen when the verdict came
    RecordingName name;
    std::string run;
    std::uint64_t number = 0;
    std::shared_ptr<const inference::Inspection> inspection;  ///< null: none, or of another model
    InspectionSetup setup;
    bool isFile = false;  ///< Frame::file is the picture

    std::size_t bytes() const { return frame->image.pixels.size(); }
};

/// A frame and the recordings that it lies beside: encoded once, written for each.
struct NeighbourJob {
    struct Place {
        RecordingName name;
        int offset = 0;  ///< counts frames: -1 came directly before the judged one
    };
    LiveFrame frame;
    std::filesystem::path folder;  ///< likewise
    std::vector<Place> places;

    std::size_t bytes() const { return frame->image.pixels.size(); }
};

}  // namespace app
