#include "training/drawn_examples.h"

#include "core/error.h"
#include "training/drawn_pool_p.h"
#include "training/example_views_p.h"
#include "training/synth/random_p.h"
#include "training/synth/specimen.h"

#include <algorithm>
#include <utility>

namespace inference::training {
namespace {

using synth::mixed;

constexpr std::size_t everyGood = 4;  // of a product's images to judge by, every fourth is drawn without a defect

std::vector<std::string> trainedProducts()
{
    std::vector<std::string> names;
    for (const synth::ProductKind& kind : synth::productKinds())
        if (!kind.heldOut)
            names.emplace_back(kind.name);
    return names;
}

/// Each as often as its share says: one of them at random is a picture's.
std::vector<std::string> trainedShares()
{
    std::vector<std::string> names;
    for (const synth::ProductKind& kind : synth::productKinds())
        if (!kind.heldOut)
            names.insert(names.end(), std::size_t(kind.share), std::string(kind.name));
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

std::size_t DrawnUse::bytes(int size) const
{
    const auto side = std::size_t(size) * 5 / 4;
    return uses > 1 ? std::max(pool, std::size_t(uses) + 1) * side * side * 4 : 0;
}

DrawnExamples::DrawnExamples(int size, std::size_t perEpoch, std::uint64_t seed, const DrawnUse& use, double defective)
    : m_size(size)
    , m_perEpoch(perEpoch)
    , m_seed(seed)
    , m_defective(defective)
{
    if (use.uses > 1)
        m_pool = std::make_unique<DrawnPool>(use.uses, use.pool);
}

DrawnExamples::~DrawnExamples() = default;

Example DrawnExamples::picture(std::uint64_t place) const
{
    static const std::vector<std::string> products = trainedShares();
    static const std::vector<synth::DefectKind> defects = trainedDefects();
    const std::uint64_t choice = mixed(place + 1), design = mixed(place + 2) & ~std::uint64_t(1), seed = mixed(place + 3);
    std::optional<synth::DefectKind> defect;
    if (double(choice >> 40) / double(1 << 24) < m_defective)
        defect = defects[choice / products.size() % defects.size()];
    const int drawnSize = seed & 1 ? m_size : std::clamp(m_size * 5 / 4, m_size, synth::greatestSize);
    return exampleOf(drawn({products[choice % products.size()], design}, seed, drawnSize, defect));
}

Example DrawnExamples::example(std::size_t epoch, std::size_t index) const
{
    const std::uint64_t number = std::uint64_t(epoch) * m_perEpoch + index;
    const auto placeOf = [this](std::uint64_t one) { return mixed(m_seed ^ mixed(one)); };
    if (!m_pool) {
        const std::uint64_t place = placeOf(number);
        return turned(windowOf(picture(place), m_size, mixed(place + 5)), unsigned(mixed(place + 4) & 7));
    }
    Example whole = *m_pool->picture(number, [&] { return picture(placeOf(m_pool->at(number))); });
    whole.view = mixed(placeOf(number) + 6) | 1;
    return whole;
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
