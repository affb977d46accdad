#pragma once

namespace app {

/// What to write for each image besides its rows.
struct RunExtras {
    bool maps = false;
    bool branches = false;  ///< with the maps
    bool overlays = false;
    bool masks = false;
    bool labelme = false;
    bool coco = false;  ///< one file for all images
};

}  // namespace app
