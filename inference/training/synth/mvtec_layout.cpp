#include "training/synth/mvtec_layout.h"

#include "core/error.h"
#include "imaging/decode.h"
#include "imaging/image_writer.h"
#include "imaging/resample.h"
#include "training/synth/random_p.h"
#include "training/synth/specimen.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

namespace inference::synth {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> productsOf(const LayoutRequest& request)
{
    std::vector<std::string> products = request.products;
    if (products.empty())
        for (const ProductKind& kind : productKinds())
            products.emplace_back(kind.name);
    return products;
}

void makeFolder(const fs::path& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw Error(ErrorCode::WriteFailed, {error.message()}, folder);
}

std::string fileName(int number, const char* ending)
{
    std::string digits = std::to_string(number);
    digits.insert(0, digits.size() < 3 ? 3 - digits.size() : 0, '0');
    return digits + ending;
}

/// A good specimen, or one with a defect.
using DrawSpecimen = std::function<Specimen(std::uint64_t seed, std::optional<DefectKind> defect)>;

/// Draws and writes the specimens of one product.
class ProductWriter {
public:
    ProductWriter(const LayoutRequest& request, const std::string& name, DrawSpecimen draw, const std::function<void()>& written, const std::stop_token& stop)
        : m_folder(request.folder / name)
        , m_draw(std::move(draw))
        , m_random(mixed(request.seed) ^ hashOf(name))
        , m_written(written)
        , m_stop(stop)
    {
    }

    void writeAll(const LayoutRequest& request)
    {
        writeGood("train", request.train);
        writeGood("test", request.good);
        writeDefective(request.defective);
    }

private:
    void writeGood(const fs::path& part, int count)
    {
        for (int i = 0; i < count; ++i)
            write(next({}), m_folder / part / "good", i);
    }

    void writeDefective(int count)
    {
        const auto kinds = defectKinds();
        for (int i = 0; i < count; ++i) {
            const DefectEntry& entry = kinds[std::size_t(i) % kinds.size()];
            const int number = i / int(kinds.size());
            const Specimen specimen = next(entry.kind);
            const fs::path truth = m_folder / "ground_truth" / entry.name;
            makeFolder(truth);
            imaging::writePng(truth / fileName(number, "_mask.png"), {specimen.image.width, specimen.image.height, 1, 1, false, specimen.mask});
            write(specimen, m_folder / "test" / entry.name, number);
        }
    }

    Specimen next(std::optional<DefectKind> defect)
    {
        if (m_stop.stop_requested())
            throw Cancelled();
        return m_draw(m_random.next(), defect);
    }

    void write(const Specimen& specimen, const fs::path& folder, int number) const
    {
        makeFolder(folder);
        imaging::writePng(folder / fileName(number, ".png"), specimen.image);
        if (m_written)
            m_written();
    }

    fs::path m_folder;
    DrawSpecimen m_draw;
    Random m_random;
    const std::function<void()>& m_written;
    const std::stop_token& m_stop;
};

/// A window of the photograph, `size` pixels a side.
Image windowOf(const Image& photograph, std::uint64_t seed, int size)
{
    Random random(mixed(seed));
    const int shorter = std::min(photograph.width, photograph.height);
    const int side = std::clamp(floorInt(float(shorter) * random.in(0.6f, 1.0f)), 1, shorter);
    const int left = random.inclusive(0, photograph.width - side), top = random.inclusive(0, photograph.height - side);
    Image window = makeImage(side, side, 3);
    for (int row = 0; row < side; ++row)
        std::copy_n(photograph.row(top + row) + 3 * left, 3 * side, window.row(row));
    return imaging::resizeBicubic(window, size, size);
}

/// The file's name without its ending; a number behind what was there before, so that no product is written over another.
std::string nameFor(const fs::path& photograph, std::set<std::string>& taken)
{
    const std::string stem = photograph.stem().string();
    std::string name = stem;
    for (int i = 2; !taken.insert(name).second; ++i)
        name = stem + "-" + std::to_string(i);
    return name;
}

}  // namespace

int pictureCount(const LayoutRequest& request)
{
    const std::vector<std::string> products = productsOf(request);
    for (std::size_t i = 0; i < products.size(); ++i) {
        if (!isProductKind(products[i]))
            throw Error(ErrorCode::BadInput, {"product " + products[i]});
        if (std::find(products.begin(), products.begin() + std::ptrdiff_t(i), products[i]) != products.begin() + std::ptrdiff_t(i))
            throw Error(ErrorCode::BadInput, {"product " + products[i] + " twice"});
    }
    if (request.size < leastSize || request.size > greatestSize)
        throw Error(ErrorCode::BadInput, {"size " + std::to_string(request.size)});
    for (const int count : {request.train, request.good, request.defective})
        if (count < 0 || count > greatestCount)
            throw Error(ErrorCode::BadInput, {"count " + std::to_string(count)});
    const int each = request.train + request.good + request.defective;
    if (each == 0)
        throw Error(ErrorCode::BadInput, {"count 0"});
    return int(request.photographs.empty() ? products.size() : request.photographs.size()) * each;
}

void writeLayout(const LayoutRequest& request, const std::function<void()>& written, const std::stop_token& stop, const std::function<void(const Error&)>& problem)
{
    pictureCount(request);  // refuses what can't be
    if (request.photographs.empty())
        for (const std::string& kind : productsOf(request)) {
            const Product product {kind, mixed(request.seed)};
            ProductWriter(request, kind, [&](std::uint64_t seed, std::optional<DefectKind> defect) { return draw(product, seed, request.size, defect); }, written, stop)
                .writeAll(request);
        }
    std::set<std::string> names;
    for (const fs::path& file : request.photographs) {
        Image photograph;
        try {
            photograph = imaging::toRgb8(imaging::decode(file));
        } catch (const Error& error) {
            if (problem)
                problem(error);
            continue;
        }
        const std::string name = nameFor(file, names);
        const auto onPhotograph = [&](std::uint64_t seed, std::optional<DefectKind> defect) { return drawOn(windowOf(photograph, seed, request.size), name, seed, defect); };
        ProductWriter(request, name, onPhotograph, written, stop).writeAll(request);
    }
}

}  // namespace inference::synth
