#pragma once

#include "training/datasets/dataset.h"
#include "training/example_source.h"

#include <memory>
#include <mutex>

namespace inference::training {

/// Where one epoch's images come in which order: each of `count` once. Pure.
std::vector<std::size_t> shuffledOrder(std::size_t count, std::uint64_t seed, std::size_t epoch);

/// The images of a data set, S x S, decoded when asked for and kept as far as `keptBytes` reach. Any thread.
class LabelledImages {
public:
    LabelledImages(const datasets::Dataset& dataset, int size, std::size_t keptBytes);

    std::size_t count() const { return m_places.size(); }
    const std::string& product(std::size_t image) const { return m_products[m_places[image].product].name; }
    bool isAnomalous(std::size_t image) const { return m_places[image].sample.label == Label::Defective; }
    /// The anomalous images with a mask of the product of `image`.
    const std::vector<std::size_t>& anomalousBeside(std::size_t image) const { return m_products[m_places[image].product].anomalous; }

    /// The mask of an anomalous image without one is empty. Throws Error naming the file.
    Example read(std::size_t image) const;
    /// The images of `epoch` in the order of shuffledOrder(); kept for the epoch last asked for.
    std::size_t shuffled(std::uint64_t seed, std::size_t epoch, std::size_t index) const;

private:
    struct Place {
        datasets::Sample sample;
        std::size_t product = 0;
    };
    struct Product {
        std::string name;
        std::vector<std::size_t> anomalous;
    };

    int m_size;
    std::size_t m_mostKept;
    std::vector<Place> m_places;
    std::vector<Product> m_products;
    mutable std::mutex m_mutex;
    mutable std::vector<std::shared_ptr<const Example>> m_kept;  ///< by image; guarded by m_mutex
    mutable std::size_t m_keptCount = 0;                         ///< guarded by m_mutex
    mutable std::vector<std::size_t> m_order;                    ///< guarded by m_mutex
    mutable std::size_t m_orderOf = ~std::size_t(0);             ///< guarded by m_mutex
};

/// One image of a data set as the model sees it. Throws Error naming the file.
Example readExample(const datasets::Sample& sample, int size);

}  // namespace inference::training
