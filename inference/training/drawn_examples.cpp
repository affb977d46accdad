#include "training/drawn_examples.h"

#include "core/error.h"
#include "training/synth/specimen.h"

#include <algorithm>
#include <utility>

namespace inference::training {
namespace {

constexpr std::size_t everyGood = 4;  // of a product's images to judge by, every fourth is drawn without a defect

std::vector<std::string> trainedProducts()
{
    std::vector<std::string> names;
    for (const synth::ProductKind& kind : synth::productKinds())
        if (!kind.heldOut)
            names.emplace_back(kind.name);
    return names;
}

std::vector<synth::DefectKind> trainedDefects()
{
    std::vector<synth::DefectKind> kinds;
    for (const synth::DefectEntry& entry : synth::defectKinds())
        if (!entry.heldOut)
            kinds.push_back(entry.kind);
    return kinds;
}

/// SplitMix64: one well-mixed number for each place.
std::uint64_t mixed(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

/// One of the eight ways to lay a square down.
Example turned(const Example& example, unsigned way)
{
    const int size = example.image.width;
    Example out {makeImage(size, size, 3), std::vector<std::uint8_t>(example.mask.size())};
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            int fromX = way & 1 ? size - 1 - x : x, fromY = way & 2 ? size - 1 - y : y;
            if (way & 4)
                std::swap(fromX, fromY);
            const std::size_t from = std::size_t(fromY) * std::size_t(size) + std::size_t(fromX), to = std::size_t(y) * std::size_t(size) + std::size_t(x);
            std::copy_n(example.image.pixels.begin() + std::ptrdiff_t(from) * 3, 3, out.image.pixels.begin() + std::ptrdiff_t(to) * 3);
            out.mask[to] = example.mask[from];
        }
    return out;
}

/// The square window of `size` at a random place.
Example windowOf(const Example& example, int size, std::uint64_t number)
{
    const int from = example.image.width;
    if (from == size)
        return example;
    const int left = int(number % std::uint64_t(from - size + 1)), top = int((number >> 32) % std::uint64_t(from - size + 1));
    Example out {makeImage(size, size, 3), std::vector<std::uint8_t>(std::size_t(size) * std::size_t(size))};
    for (int y = 0; y < size; ++y) {
        std::copy_n(example.image.row(top + y) + 3 * left, 3 * size, out.image.row(y));
        std::copy_n(example.mask.begin() + std::ptrdiff_t(top + y) * from + left, size, out.mask.begin() + std::ptrdiff_t(y) * size);
    }
    return out;
}

/// A defect that can't be drawn there (one of some hundred thousand) leaves a good part: no reason to end a training.
synth::Specimen drawn(const synth::Product& product, std::uint64_t seed, int size, std::optional<synth::DefectKind> defect)
{
    try {
        return synth::draw(product, seed, size, defect);
    } catch (const Error& error) {
        if (!defect || error.code() != ErrorCode::Internal)
            throw;
        return synth::draw(product, seed, size);
    }
}

Example exampleOf(synth::Specimen&& specimen)
{
    for (std::uint8_t& value : specimen.mask)
        value = value != 0;
    return {std::move(specimen.image), std::move(specimen.mask)};
}

}  // namespace

DrawnExamples::DrawnExamples(int size, std::size_t perEpoch, std::uint64_t seed, double defective)
    : m_size(size)
    , m_perEpoch(perEpoch)
    , m_seed(seed)
    , m_defective(defective)
{
}

Example DrawnExamples::example(std::size_t epoch, std::size_t index) const
{
    static const std::vector<std::string> products = trainedProducts();
    static const std::vector<synth::DefectKind> defects = trainedDefects();
    const std::uint64_t place = mixed(m_seed ^ mixed(std::uint64_t(epoch) * m_perEpoch + index));
    const std::uint64_t choice = mixed(place + 1), design = mixed(place + 2) & ~std::uint64_t(1), seed = mixed(place + 3);
    std::optional<synth::DefectKind> defect;
    if (double(choice >> 40) / double(1 << 24) < m_defective)
        defect = defects[choice / products.size() % defects.size()];
    const int drawnSize = seed & 1 ? m_size : std::clamp(m_size * 5 / 4, m_size, synth::greatestSize);
    const Example whole = exampleOf(drawn({products[choice % products.size()], design}, seed, drawnSize, defect));
    return turned(windowOf(whole, m_size, mixed(place + 5)), unsigned(mixed(place + 4) & 7));
}

DrawnValidation::DrawnValidation(int size, std::size_t perProduct, std::uint64_t seed)
    : m_size(size)
    , m_perProduct(perProduct)
    , m_seed(seed)
{
}

std::size_t DrawnValidation::size() const
{
    return trainedProducts().size() * m_perProduct;
}

ValidationKind DrawnValidation::kind(std::size_t index) const
{
    static const std::vector<std::string> products = trainedProducts();
    return {products.at(index / m_perProduct), index % m_perProduct % everyGood != everyGood - 1};
}

ValidationExample DrawnValidation::at(std::size_t index) const
{
    static const std::vector<std::string> products = trainedProducts();
    static const std::vector<synth::DefectKind> defects = trainedDefects();
    const std::string& product = products.at(index / m_perProduct);
    const std::size_t number = index % m_perProduct;
    const std::uint64_t place = mixed(m_seed ^ mixed(~std::uint64_t(index)));
    std::optional<synth::DefectKind> defect;
    if (number % everyGood != everyGood - 1)
        defect = defects[(number - number / everyGood) % defects.size()];
    // Three designs of each product.
    const std::uint64_t design = mixed(m_seed + number % 3 + 1000 * (index / m_perProduct)) | 1;
    Example example = exampleOf(drawn({product, design}, place, m_size, defect));
    const bool anomalous = std::ranges::count(example.mask, 1) > 0;
    return {std::move(example), product, anomalous};
}

}  // namespace inference::training
