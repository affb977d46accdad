#include "training/labelled_images_p.h"

#include "core/error.h"
#include "imaging/decode.h"
#include "imaging/resample.h"
#include "training/datasets/mask.h"
#include "training/synth/random_p.h"

#include <numeric>
#include <utility>

namespace inference::training {

std::vector<std::size_t> shuffledOrder(std::size_t count, std::uint64_t seed, std::size_t epoch)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t(0));
    synth::Random random(synth::mixed(seed) ^ synth::mixed(std::uint64_t(epoch) + 0x5af1e));
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[std::size_t(random.next() % i)]);
    return order;
}

Example readExample(const datasets::Sample& sample, int size)
{
    try {
        const Image image = imaging::decode(sample.image, {.applyOrientation = false});
        Example example {imaging::toModelInput(image, size), {}};
        if (sample.label == Label::Good)
            example.mask.resize(std::size_t(size) * std::size_t(size));
        else if (sample.mask.kind != datasets::MaskKind::None)
            example.mask = datasets::maskForModel(datasets::readMask(sample, image.size()), size).pixels;
        return example;
    } catch (const Error& error) {
        throw error.of(sample.image);
    }
}

LabelledImages::LabelledImages(const datasets::Dataset& dataset, int size, std::size_t keptBytes)
    : m_size(size)
{
    if (size < 1)
        throw Error(ErrorCode::BadInput, {"size"});
    m_mostKept = keptBytes / (std::size_t(size) * std::size_t(size) * 4);
    for (const datasets::Product& product : dataset.products) {
        m_products.push_back({product.name, {}});
        for (const datasets::Sample& sample : product.samples) {
            if (sample.label == Label::Defective && sample.mask.kind != datasets::MaskKind::None)
                m_products.back().anomalous.push_back(m_places.size());
            m_places.push_back({sample, m_products.size() - 1});
        }
    }
    m_kept.resize(m_places.size());
}

Example LabelledImages::read(std::size_t image) const
{
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto& kept = m_kept.at(image))
            return *kept;
    }
    auto example = std::make_shared<const Example>(readExample(m_places[image].sample, m_size));
    const std::scoped_lock lock(m_mutex);
    if (m_keptCount < m_mostKept && !m_kept[image]) {
        m_kept[image] = example;
        ++m_keptCount;
    }
    return *example;
}

std::size_t LabelledImages::shuffled(std::uint64_t seed, std::size_t epoch, std::size_t index) const
{
    const std::scoped_lock lock(m_mutex);
    if (m_orderOf != epoch || m_order.empty()) {
        m_order = shuffledOrder(count(), seed, epoch);
        m_orderOf = epoch;
    }
    return m_order.at(index);
}

}  // namespace inference::training
