#pragma once

#include "app/store/settled_file.h"

#include <string>

namespace app {

/// The file of a picture, as it stayed while the picture was decoded.
struct PictureFile {
    FileLook look;
    std::string sha256;  ///< of its bytes; empty: nobody asked
};

}  // namespace app
