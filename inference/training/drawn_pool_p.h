#pragma once

#include "training/example_source.h"

#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace inference::training {

/// Pictures that are shown several times, kept in memory meanwhile. Of `uses` places in a row the first shows a picture that was never
/// shown before, the others pictures of some time ago, so that those of one step have nothing to do with each other. Which one a place
/// shows follows from its number alone; so a training that goes on draws again what it no longer has. Any threads.
class DrawnPool {
public:
    /// `uses` >= 1; `most`: pictures kept at most (at least one is).
    DrawnPool(int uses, std::size_t most);

    /// The picture that a place shows, numbered from 0 in the order in which they are first shown.
    std::uint64_t at(std::uint64_t place) const;

    /// Picture `picture`, for a place that shows it; drawn by `draw` unless it is kept, once even where several threads want it.
    /// Throws what `draw` throws.
    std::shared_ptr<const Example> picture(std::uint64_t place, const std::function<Example()>& draw);
    std::size_t kept() const;

private:
    struct Kept {
        std::once_flag drawn;
        Example example;
    };
    std::uint64_t blockOf(std::uint64_t picture) const { return picture / m_block; }
    /// Forgets the blocks that no place from this block on shows.
    void enter(std::uint64_t block);

    std::uint64_t m_uses, m_block;  ///< a block: pictures in a row, a power of two
    mutable std::mutex m_mutex;
    std::unordered_map<std::uint64_t, std::shared_ptr<Kept>> m_pictures;
    std::uint64_t m_newest = 0;     ///< block
};

}  // namespace inference::training
