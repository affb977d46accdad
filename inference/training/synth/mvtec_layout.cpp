#include "training/synth/mvtec_layout.h"

#include "core/error.h"
#include "imaging/image_writer.h"
#include "training/synth/random_p.h"
#include "training/synth/specimen.h"

#include <algorithm>

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

/// Draws and writes the specimens of one product.
class ProductWriter {
public:
    ProductWriter(const LayoutRequest& request, const std::string& kind, const std::function<void()>& written, const std::stop_token& stop)
        : m_folder(request.folder / kind)
        , m_product {kind, mixed(request.seed)}
        , m_size(request.size)
        , m_random(mixed(request.seed) ^ hashOf(kind))
        , m_written(written)
        , m_stop(stop)
    {
    }

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
            imaging::writePng(truth / fileName(number, "_mask.png"), {m_size, m_size, 1, 1, false, specimen.mask});
            write(specimen, m_folder / "test" / entry.name, number);
        }
    }

private:
    Specimen next(std::optional<DefectKind> defect)
    {
        if (m_stop.stop_requested())
            throw Cancelled();
        return draw(m_product, m_random.next(), m_size, defect);
    }

    void write(const Specimen& specimen, const fs::path& folder, int number) const
    {
        makeFolder(folder);
        imaging::writePng(folder / fileName(number, ".png"), specimen.image);
        if (m_written)
            m_written();
    }

    fs::path m_folder;
    Product m_product;
    int m_size;
    Random m_random;
    const std::function<void()>& m_written;
    const std::stop_token& m_stop;
};

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
    return int(products.size()) * each;
}

void writeLayout(const LayoutRequest& request, const std::function<void()>& written, const std::stop_token& stop)
{
    pictureCount(request);  // refuses what can't be
    for (const std::string& kind : productsOf(request)) {
        ProductWriter writer(request, kind, written, stop);
        writer.writeGood("train", request.train);
        writer.writeGood("test", request.good);
        writer.writeDefective(request.defective);
    }
}

}  // namespace inference::synth
