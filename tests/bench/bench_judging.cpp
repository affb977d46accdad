// How quickly stored evidence is judged again, in processor time of one core: other programs on the machine don't count.
// usage: bench-judging [IMAGES [TILE_SIDE]]
#include "core/freed_memory.h"
#include "judging/figures.h"
#include "judging/registration.h"
#include "made_up.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace inference;

namespace {

/// Of the processor, spent by this program.
struct Clock {
    static double now() { return double(std::clock()) / CLOCKS_PER_SEC; }
};

double secondsSince(double start)
{
    return Clock::now() - start;
}

void print(const char* what, double seconds, int images)
{
    std::printf("%-44s %8.3f s  %10.3f ms an image  %10.0f images/s\n", what, seconds, 1000 * seconds / images, images / seconds);
}

}  // namespace

int main(int argc, char** argv)
{
    keepFreedMemory();  // as both programs do
    const int images = argc > 1 ? std::atoi(argv[1]) : 100;
    Recipe recipe;
    std::vector<Inspection> inspections;
    for (int i = 0; i < images; ++i)
        inspections.push_back(madeUp(unsigned(i), argc > 2 ? std::atoi(argv[2]) : 0));
    std::printf("%zu looks an image\n", inspections.empty() ? 0 : inspections.front().views.size());

    std::vector<judging::RenderedMaps> maps;
    auto start = Clock::now();
    for (const Inspection& inspection : inspections) {
        maps.push_back(judging::renderMaps(inspection, recipe));
        if (maps.size() > 8)
            maps.erase(maps.begin());
    }
    print("maps of stored evidence (alpha, sigma)", secondsSince(start), images);

    start = Clock::now();
    for (int i = 0; i < images; ++i)
        judging::judge(maps[std::size_t(i) % maps.size()], {2448, 2048}, recipe);
    print("regions, contours, verdict", secondsSince(start), images);

    start = Clock::now();
    for (int i = 0; i < images; ++i)
        judging::figuresOf(maps[std::size_t(i) % maps.size()], {2448, 2048}, recipe);
    print("score and region score", secondsSince(start), images);

    start = Clock::now();
    std::vector<judging::PartFigures> figures;
    for (int i = 0; i < images; ++i)
        figures.push_back(judging::figuresOf(maps[std::size_t(i) % maps.size()], {2448, 2048}, recipe, true));
    print("the same with area curves", secondsSince(start), images);

    start = Clock::now();
    for (const Inspection& inspection : inspections) {
        const auto again = judging::renderMaps(inspection, recipe);
        const auto judged = judging::judge(again, inspection.imageSize, recipe, false);
        judging::figuresOf(again, inspection.imageSize, recipe, judged.score, false);
    }
    print("everything anew, curves known", secondsSince(start), images);

    // What the window does when alpha, sigma or polygons change: the area curves are those of new maps.
    start = Clock::now();
    for (const Inspection& inspection : inspections) {
        const auto again = judging::renderMaps(inspection, recipe);
        const auto judged = judging::judge(again, inspection.imageSize, recipe, false);
        judging::figuresOf(again, inspection.imageSize, recipe, judged.score, true);
    }
    print("everything anew, with new curves", secondsSince(start), images);

    Recipe zoned = recipe;
    zoned.drawnFor = {2448, 2048};
    zoned.zones = {{"A", {{0, 0}, {1200, 0}, {1200, 900}, {0, 900}}, {0.5f, 0.4f, 0.3f, 100, 40}}};
    zoned.dontCares = {{"", {{1500, 1500}, {2000, 1500}, {2000, 2000}}}};
    start = Clock::now();
    for (const Inspection& inspection : inspections) {
        const auto again = judging::renderMaps(inspection, zoned);
        const auto judged = judging::judge(again, inspection.imageSize, zoned, false);
        judging::figuresOf(again, inspection.imageSize, zoned, judged.score, true);
    }
    print("the same with zones and hysteresis", secondsSince(start), images);

    // A drawn grey copy: what is looked for hangs on its size and the anchor, not on the part.
    GreyCopy copy {122, 102, greyBlock({2448, 2048}), {}};
    for (int i = 0; i < copy.width * copy.height; ++i)
        copy.values.push_back(std::uint8_t(128 + 100 * std::sin(i % copy.width / 9.0) * std::cos(i / copy.width / 7.0)));
    const auto reference = std::make_shared<const GreyCopy>(copy);
    for (const double turn : {10.0, 180.0}) {
        Anchor anchor;
        anchor.greatestTurn = turn;
        anchor.mark = usualMark({2448, 2048}, anchor.greatestShift);
        anchor = withReference(anchor, reference, {2448, 2048});
        start = Clock::now();
        for (int i = 0; i < images; ++i)
            judging::placementOf(copy, {2448, 2048}, anchor);
        print(turn < 180 ? "where the part lies, turned by 10 degrees" : "the same, any way round", secondsSince(start), images);
    }

    constexpr int stored = 10000;
    int told = 0;
    start = Clock::now();
    for (int i = 0; i < stored; ++i) {
        Recipe moved = recipe;
        moved.rule.failLimit = 0.57f;
        moved.rule.minArea = 40;
        told += judging::verdictFrom(figures[std::size_t(i) % figures.size()], recipe, moved) ? 1 : 0;
    }
    print("10,000 verdicts for moved limits and area", secondsSince(start), stored);
    std::printf("of these told by the curve alone: %d\n", told);
}
