// How quickly specimens are drawn, in processor time of one core, and what they look like.
// usage: bench-synth [IMAGES [SIZE]]                 milliseconds by kind of product and of defect
//        bench-synth --sheet F.png [SEED [PRODUCT|all [DEFECT|all|good]]]   8 x 6 specimens, the masks outlined
#include "core/freed_memory.h"
#include "imaging/image_writer.h"
#include "training/synth/specimen.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>

using namespace inference;
using namespace inference::synth;

namespace {

double processorSeconds()
{
    return double(std::clock()) / CLOCKS_PER_SEC;
}

void outline(Specimen& specimen)
{
    const int size = specimen.image.width;
    const auto damaged = [&](int x, int y) { return x >= 0 && y >= 0 && x < size && y < size && specimen.mask[std::size_t(y * size + x)] != 0; };
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x)
            if (!damaged(x, y) && (damaged(x - 1, y) || damaged(x + 1, y) || damaged(x, y - 1) || damaged(x, y + 1))) {
                std::uint8_t* pixel = specimen.image.row(y) + 3 * x;
                pixel[0] = 255;
                pixel[1] = 0;
                pixel[2] = 200;
            }
}

int writeSheet(const char* file, std::uint64_t seed, const std::string& product, const std::string& defect)
{
    constexpr int size = 200;
    constexpr int columns = 8;
    constexpr int rows = 6;
    Image sheet = makeImage(columns * size, rows * size, 3);
    for (int i = 0; i < columns * rows; ++i) {
        const auto kinds = productKinds();
        const auto defects = defectKinds();
        const std::uint64_t number = seed * 1000 + std::uint64_t(i);
        const std::string kind = product == "all" ? std::string(kinds[std::size_t(i) % kinds.size()].name) : product;
        std::optional<DefectKind> wrong = defects[std::size_t(number * 7919 % 104729) % defects.size()].kind;
        if (defect != "all")
            wrong = defectNamed(defect);
        Specimen specimen = draw({kind, number / 2}, number, size, wrong);
        // Every second one shows the mask; the one before is the same design.
        if (i % 2)
            outline(specimen);
        for (int y = 0; y < size; ++y)
            std::memcpy(sheet.row(i / columns * size + y) + 3 * size * (i % columns), specimen.image.row(y), 3 * size);
    }
    imaging::writePng(file, sheet);
    return 0;
}

}  // namespace

int main(int argc, char** argv)
{
    inference::keepFreedMemory();
    if (argc > 2 && std::string(argv[1]) == "--sheet")
        return writeSheet(argv[2], argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1, argc > 4 ? argv[4] : "all", argc > 5 ? argv[5] : "all");
    const int images = argc > 1 ? std::atoi(argv[1]) : 20;
    const int size = argc > 2 ? std::atoi(argv[2]) : 160;
    std::uint64_t seed = 0;
    double total = 0;
    int drawn = 0;
    for (const ProductKind& kind : productKinds()) {
        double start = processorSeconds();
        for (int i = 0; i < images; ++i, ++seed)
            draw({std::string(kind.name), seed}, seed, size);
        const double good = (processorSeconds() - start) / images;
        start = processorSeconds();
        const int defective = images * int(defectKinds().size());
        for (int i = 0; i < defective; ++i, ++seed)
            draw({std::string(kind.name), seed}, seed, size, defectKinds()[std::size_t(i) % defectKinds().size()].kind);
        const double bad = (processorSeconds() - start) / defective;
        std::printf("%-10s good %6.2f ms   defective %6.2f ms\n", std::string(kind.name).c_str(), 1000 * good, 1000 * bad);
        total += good + bad;
        drawn += 2;
    }
    std::printf("mean of half good, half defective ones: %.2f ms at %d px\n", 1000 * total / drawn, size);
}
