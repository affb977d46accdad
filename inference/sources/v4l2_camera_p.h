#pragma once

#include "sources/v4l2.h"
#include "sources/v4l2_p.h"

#include <system_error>

#include <sys/mman.h>

/// Private to the .cpp files of V4L2: the open camera.
namespace inference::sources {

inline std::string systemText()
{
    return std::generic_category().message(errno);
}

struct V4l2Camera::Camera {
    explicit Camera(const std::filesystem::path& path)
        : file(path.c_str())
    {
    }
    ~Camera() { stop(); }

    struct Mapped {
        void* start = MAP_FAILED;
        std::size_t length = 0;
    };
    V4l2File file;
    std::string format;
    int width = 0, height = 0, stride = 0;
    std::vector<Mapped> buffers;
    std::optional<__u32> last;  ///< number of the last picture

    bool choose(const V4l2Options& options, const std::string& name);
    bool begin();
    void stop() noexcept;
    std::vector<std::string> formats() const;
    std::optional<Frame> taken(const v4l2_buffer& buffer, const std::string& name) const;
};

}  // namespace inference::sources
