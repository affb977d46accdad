#pragma once

#include "pipeline/inspector.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace inference::pipeline {

/// Gives a model what waits for it, in batches made of what is ready, and what comes of it in the same order. While a batch is
/// computed the next is given, where the model takes several: it never waits for a decoder as long as those are fast enough together.
/// A batch that isn't full begins only when nothing else is under way.
template <typename Item>
class ModelFeed {
public:
    struct Steps {
        /// The next item; with `wait` until there is one, nothing then means the end. Without, nothing means: not now.
        std::function<std::optional<Item>(bool wait)> next;
        /// What of it the model gets; null: it passes by.
        std::function<PreparedImage*(Item& item)> image;
        /// Nothing inferred: it passed by, or was stopped.
        std::function<void(Item item, std::optional<InferredImage> inferred)> done;
        /// Asked for an item that goes alone; a batch is given whole.
        std::function<std::stop_token(const Item& item)> stop;
        /// Of the item: a model may be exchanged between two.
        std::function<std::shared_ptr<const Inspector>(const Item& item)> inspector;
        /// How far the model has come with an item of several inputs, 0..1; may be empty.
        std::function<void(const Item& item, double share)> progress {};
    };

    explicit ModelFeed(Steps steps)
        : m_steps(std::move(steps))
    {
    }

    /// Until the end. One thread.
    void run()
    {
        while (true) {
            while (!isFull())
                if (!gather(false))
                    break;
            if (isFull() || (m_underWay.empty() && !m_gathered.items.empty()))
                begin();
            else if (!m_underWay.empty())
                land();
            else if (!gather(true))
                return;
        }
    }

private:
    struct Batch {
        std::vector<Item> items;
        std::vector<bool> given;  ///< by item: whether the model gets it
        std::vector<PreparedImage> images;
        std::shared_ptr<const Inspector> inspector;
        std::optional<InferredBatch> inferred;
    };

    std::size_t inputs() const
    {
        std::size_t inputs = 0;
        for (const PreparedImage& image : m_gathered.images)
            inputs += image.inputs.size();
        return inputs;
    }
    std::size_t most() const { return m_gathered.inspector ? std::size_t(m_gathered.inspector->together()) : 1; }
    /// Also by what passes by: it shall not pile up behind a batch. Or the item that waits has another model.
    bool isFull() const { return (m_other && !m_gathered.items.empty()) || inputs() >= most() || m_gathered.items.size() >= 4 * most(); }

    bool gather(bool wait)
    {
        std::optional<Item> item = m_other ? std::exchange(m_other, std::nullopt) : m_steps.next(wait);
        if (!item)
            return false;
        PreparedImage* const image = m_steps.image(*item);
        if (image) {
            auto inspector = m_steps.inspector(*item);
            if (m_gathered.inspector && m_gathered.inspector != inspector) {
                m_other = std::move(item);
                return true;
            }
            m_gathered.inspector = std::move(inspector);
            m_gathered.images.push_back(std::move(*image));
        }
        m_gathered.given.push_back(image != nullptr);
        m_gathered.items.push_back(std::move(*item));
        return true;
    }

    /// Of the one item that the model gets, whatever passes by beside it; several have none.
    std::stop_token stopOf(const Batch& batch) const
    {
        const auto first = std::ranges::find(batch.given, true);
        if (first == batch.given.end() || std::find(first + 1, batch.given.end(), true) != batch.given.end())
            return {};
        return m_steps.stop(batch.items[std::size_t(first - batch.given.begin())]);
    }

    /// Tells what passes by ahead of the first image: it need not wait for the model.
    void passLeading(Batch& batch)
    {
        const auto leading = std::ranges::find(batch.given, true) - batch.given.begin();
        for (std::ptrdiff_t i = 0; i < leading; ++i)
            m_steps.done(std::move(batch.items[std::size_t(i)]), std::nullopt);
        batch.items.erase(batch.items.begin(), batch.items.begin() + leading);
        batch.given.erase(batch.given.begin(), batch.given.begin() + leading);
    }

    void begin()
    {
        Batch batch = std::exchange(m_gathered, {});
        if (m_underWay.empty())
            passLeading(batch);
        if (batch.items.empty())
            return;
        const bool several = batch.inspector && batch.inspector->together() > 1;
        if (!batch.images.empty()) {
            try {
                batch.inferred = batch.inspector->begin(std::move(batch.images), stopOf(batch));
            } catch (const Cancelled&) {
                // its items say so
            }
        }
        m_underWay.push_back(std::move(batch));
        if (!several || m_underWay.size() > 1)
            land();
    }

    InferenceProgress progressOf(const Batch& batch) const
    {
        if (!m_steps.progress)
            return {};
        std::vector<std::size_t> items;  // by image
        for (std::size_t item = 0; item < batch.given.size(); ++item)
            if (batch.given[item])
                items.push_back(item);
        return [this, &batch, items](std::size_t image, double share) { m_steps.progress(batch.items[items[image]], share); };
    }

    void land()
    {
        Batch batch = std::move(m_underWay.front());
        m_underWay.pop_front();
        std::vector<InferredImage> inferred;
        try {
            if (batch.inferred)
                inferred = batch.inferred->take(stopOf(batch), progressOf(batch));
        } catch (const Cancelled&) {
            inferred.clear();
        }
        auto next = inferred.begin();
        for (std::size_t i = 0; i < batch.items.size(); ++i) {
            const bool answered = batch.given[i] && next != inferred.end();
            m_steps.done(std::move(batch.items[i]), answered ? std::optional(std::move(*next++)) : std::nullopt);
        }
    }

    Steps m_steps;
    Batch m_gathered;
    std::optional<Item> m_other;  ///< for another model than what is gathered
    std::deque<Batch> m_underWay;
};

/// Threads of a folder's run beside the model's, and how many images may be decoded ahead of it.
struct RunThreads {
    int decoders = 1;
    int judges = 1;
    std::size_t ahead = 3;
};

/// For a model that takes `together` inputs on a machine of `cores`. On the processor, where the model itself uses every core, one of each.
/// An image in tiles fills a batch alone and may hold hundreds of inputs: few are decoded ahead.
inline RunThreads runThreads(int together, bool tiled, int cores)
{
    if (together == 1)
        return {};
    const int half = std::max(1, cores / 2);
    if (tiled)
        return {std::min(half, 2), half, 3};
    return {half, half, std::size_t(2 * together + half)};
}

}  // namespace inference::pipeline
