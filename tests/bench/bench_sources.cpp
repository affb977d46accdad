// A camera of 60 pictures per second before a reader that takes 5 per second, for the given number of seconds (10): the greatest age of a
// picture when it is handed out, and whether memory stays.
#include "sources/grabber.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

using namespace inference;
using namespace inference::sources;

namespace {

constexpr int width = 1920, height = 1200;

class SixtyPerSecond : public Source {
public:
    void open(const std::stop_token&) override { m_next = Clock::now(); }
    std::optional<Frame> read(const std::stop_token& stop) override
    {
        m_next += std::chrono::microseconds(16'667);
        std::this_thread::sleep_until(m_next);
        if (stop.stop_requested())
            throw Cancelled();
        Frame frame;
        frame.image = makeImage(width, height, 3);
        frame.image.pixels[0] = std::uint8_t(++m_count);
        frame.exposed = Clock::now();
        return frame;
    }
    void close() noexcept override { }
    SourceFacts facts() const override { return {"sixty", {width, height}, 60, "RGB8", true, false}; }

private:
    Clock::time_point m_next;
    int m_count = 0;
};

double residentMegabytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:"))
            return std::stod(line.substr(6)) / 1024;
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    const int seconds = argc > 1 ? std::atoi(argv[1]) : 10;
    Grabber grabber(std::make_unique<SixtyPerSecond>(), [](const SourceEvent&) {});
    double greatest = 0, sum = 0, first = 0;
    int taken = 0;
    const auto end = Clock::now() + std::chrono::seconds(seconds);
    while (Clock::now() < end) {
        const auto frame = grabber.frames().take({});
        const double age = std::chrono::duration<double, std::milli>(Clock::now() - (*frame)->exposed).count();
        greatest = std::max(greatest, age);
        sum += age;
        if (++taken == 5)
            first = residentMegabytes();
        std::this_thread::sleep_for(std::chrono::milliseconds(200));  // the model
    }
    const GrabberCounts counts = grabber.counts();
    std::printf("%d x %d, %d s: %llu received (%.1f per second), %d taken, %llu replaced\n", width, height, seconds,
        static_cast<unsigned long long>(counts.received), counts.framesPerSecond, taken,
        static_cast<unsigned long long>(counts.replaced));
    std::printf("age of a picture handed out: mean %.1f ms, greatest %.1f ms\n", sum / std::max(1, taken), greatest);
    std::printf("memory: %.1f MB after the first second, %.1f MB at the end\n", first, residentMegabytes());
    const auto began = Clock::now();
    grabber.stop();
    std::printf("stopped in %.1f ms\n", std::chrono::duration<double, std::milli>(Clock::now() - began).count());
}
