// How long the figures of one product take, in processor time of one core, and how much memory: the goal is 3 s for 82 images of
// 518 x 518 pixels (22 megapixels), 3 % of them defective.
// usage: bench-metrics [IMAGES [SIDE]]
#include "evaluation/mask_regions.h"
#include "evaluation/product_evaluation.h"
#include "evaluation/streamed_evaluation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <random>
#include <string>

using namespace inference::evaluation;

namespace {

/// Of the processor, spent by this program between start and stop: making the images up isn't measured.
class Stopwatch {
public:
    void start() { m_start = std::clock(); }
    void stop() { m_spent += std::clock() - m_start; }
    double seconds() const { return double(m_spent) / CLOCKS_PER_SEC; }

private:
    std::clock_t m_start = 0, m_spent = 0;
};

double peakMemoryMb()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::atof(line.c_str() + 6) / 1024;
    return 0;
}

struct Picture {
    std::vector<float> map;
    std::vector<std::uint8_t> mask;
    int side = 0;
    bool anomalous = false;
    const char* type = "";

    EvaluatedImage view() const
    {
        return {map, side, side, anomalous ? std::span<const std::uint8_t>(mask) : std::span<const std::uint8_t>(),
            anomalous, type, double(map[0]), 0};
    }
};

/// A smooth map of probabilities that is higher in a few round defects; three images in four have some, of three types.
Picture pictureOf(unsigned number, int side)
{
    std::mt19937 random(number);
    Picture made;
    made.side = side;
    made.anomalous = number % 4 != 0;
    made.type = number % 3 == 0 ? "hole" : number % 3 == 1 ? "scratch" : "dirt";
    made.map.resize(std::size_t(side) * std::size_t(side));
    made.mask.resize(made.map.size());
    const float phase = float(random() % 1000) / 100, speed = 6.0f / float(side);
    std::vector<std::array<int, 3>> spots;  // x, y, radius
    for (unsigned i = 0; made.anomalous && i < 1 + random() % 12; ++i)
        spots.push_back({int(random() % unsigned(side)), int(random() % unsigned(side)),
            int(side * 3 / 100 + int(random() % unsigned(side / 20 + 1)))});
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const auto at = std::size_t(y) * std::size_t(side) + std::size_t(x);
            float logit = -2 + std::sin(float(x) * speed + phase) + std::cos(float(y) * speed * 1.3f)
                + float(random() % 65536) / 65536;
            for (const auto& [centreX, centreY, radius] : spots) {
                const int distance = (x - centreX) * (x - centreX) + (y - centreY) * (y - centreY);
                logit += 2.5f * std::exp(-float(distance) / float(2 * radius * radius));
                made.mask[at] |= distance < radius * radius ? 255 : 0;
            }
            made.map[at] = 1 / (1 + std::exp(-logit));
        }
    return made;
}

void print(const char* what, double seconds)
{
    std::printf("%-70s %8.3f s   peak memory %6.0f MB\n", what, seconds, peakMemoryMb());
}

void print(const SetFigures& figures)
{
    for (const MetricColumn& column : metricColumns)
        if (const auto value = figures.metrics.*column.value)
            std::printf("  %s %.6f", column.key.data(), *value);
    std::printf("\n");
}

/// Both passes over the maps.
void streamed(int images, int side)
{
    Stopwatch ranging, counting, figuring;
    ScoreRange range;
    for (int i = 0; i < images; ++i) {
        const Picture picture = pictureOf(unsigned(i), side);
        ranging.start();
        range.add(picture.map);
        ranging.stop();
    }
    print("streamed: least and greatest score of all maps", ranging.seconds());
    StreamedEvaluation evaluation(range);
    for (int i = 0; i < images; ++i) {
        const Picture picture = pictureOf(unsigned(i), side);
        counting.start();
        evaluation.add(picture.view());
        counting.stop();
    }
    print("streamed: images counted in 65536 bins", counting.seconds());
    figuring.start();
    const ProductFigures figures = evaluation.figures();
    figuring.stop();
    print("streamed: figures of the product and of each type", figuring.seconds());
    print("streamed, all", ranging.seconds() + counting.seconds() + figuring.seconds());
    print(figures.all);
}

void exact(int images, int side)
{
    Stopwatch labelling, coming, figuring;
    std::size_t pixels = 0, defective = 0, regions = 0;
    ProductEvaluation evaluation;
    for (int i = 0; i < images; ++i) {
        const Picture picture = pictureOf(unsigned(i), side);
        pixels += picture.map.size();
        defective += std::size_t(std::ranges::count(picture.mask, 255));
        labelling.start();
        regions += findMaskRegions(picture.view().mask, side, side).sizes.size();
        labelling.stop();
        coming.start();
        evaluation.add(picture.view());
        coming.stop();
    }
    std::printf("%.1f megapixels, %.2f %% defective, %zu regions\n", double(pixels) / 1e6,
        100 * double(defective) / double(pixels), regions);
    print("exact: regions of the masks (once more, alone)", labelling.seconds());
    print("exact: images come in (checked, regions, sorted in chunks)", coming.seconds());
    figuring.start();
    const ProductFigures figures = evaluation.finish();
    figuring.stop();
    print("exact: figures and curves of the product and of each type", figuring.seconds());
    print("exact, all", coming.seconds() + figuring.seconds());
    print(figures.all);
}

}  // namespace

int main(int argc, char** argv)
{
    const int images = argc > 1 ? std::max(1, std::atoi(argv[1])) : 82;
    const int side = argc > 2 ? std::max(16, std::atoi(argv[2])) : 518;
    std::printf("%d images of %d x %d\n", images, side, side);
    streamed(images, side);
    exact(images, side);
}
