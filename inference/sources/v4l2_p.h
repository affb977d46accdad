#pragma once

#include <cerrno>
#include <string>
#include <utility>

#include <fcntl.h>
#include <linux/videodev2.h>
#include <sys/ioctl.h>
#include <unistd.h>

/// Private to the .cpp files of V4L2.
namespace inference::sources {

/// An open device; closed with it.
class V4l2File {
public:
    explicit V4l2File(const char* path)
        : m_file(::open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC))
    {
    }
    ~V4l2File()
    {
        if (m_file >= 0)
            ::close(m_file);
    }
    V4l2File(const V4l2File&) = delete;
    V4l2File& operator=(const V4l2File&) = delete;

    bool isOpen() const { return m_file >= 0; }
    int number() const { return m_file; }
    /// False, and errno, when the driver refuses.
    template <typename Argument>
    bool ask(unsigned long request, Argument& argument) const
    {
        int answer = 0;
        do {
            answer = ::ioctl(m_file, request, &argument);
        } while (answer < 0 && errno == EINTR);
        return answer >= 0;
    }

private:
    int m_file;
};

/// "YUYV" and its number.
inline std::string fourCharacters(__u32 code)
{
    std::string text(4, ' ');
    for (int i = 0; i < 4; ++i)
        text[std::size_t(i)] = char(code >> (8 * i) & 0x7F);
    return text;
}
inline __u32 codeOfFour(const std::string& text)
{
    __u32 code = 0;
    for (std::size_t i = 0; i < 4; ++i)
        code |= __u32(static_cast<unsigned char>(i < text.size() ? text[i] : ' ')) << (8 * i);
    return code;
}

/// What a driver says in a fixed array, up to its end or first zero.
template <std::size_t Size>
std::string textOf(const __u8 (&array)[Size])
{
    std::string text;
    for (std::size_t i = 0; i < Size && array[i]; ++i)
        text += char(array[i]);
    return text;
}

/// Whether it captures single-plane pictures into mapped buffers.
inline bool capturesPictures(const v4l2_capability& capability)
{
    const __u32 can = capability.capabilities & V4L2_CAP_DEVICE_CAPS ? capability.device_caps : capability.capabilities;
    return (can & V4L2_CAP_VIDEO_CAPTURE) && (can & V4L2_CAP_STREAMING);
}

}  // namespace inference::sources
