#pragma once

#include "core/evidence.h"
#include "core/image.h"
#include "core/turns.h"

#include <memory>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

namespace inference {

/// The answers to images that were handed to a detector; perhaps not computed yet.
class PendingEvidence {
public:
    virtual ~PendingEvidence() = default;

    /// Waits for them: one Evidence per image, in order. Call once, on any thread. Throws what Detector::detect throws.
    virtual std::vector<Evidence> take() = 0;
};

/// Answers that are there already.
class ReadyEvidence final : public PendingEvidence {
public:
    explicit ReadyEvidence(std::vector<Evidence> evidence)
        : m_evidence(std::move(evidence))
    {
    }
    std::vector<Evidence> take() override { return std::move(m_evidence); }

private:
    std::vector<Evidence> m_evidence;
};

/// The port through which the rest of the program sees a model.
class Detector {
public:
    virtual ~Detector() = default;

    /// Whoever shares this with others takes a turn before detect() and begin(), also those who look at other sides of tiles.
    Turns& turns() { return m_turns; }

    /// Side S of the square input in pixels.
    virtual int imageSize() const = 0;

    /// One Evidence per image, in order. Each image is S x S, 8-bit RGB. The answer for an image does not depend on its
    /// neighbours in the batch. Blocking; one caller at a time. `stop` is looked at between encoder blocks.
    /// Throws Cancelled when stopped, Error(BadInput) for another form of image, Error(OutOfMemory).
    virtual std::vector<Evidence> detect(std::span<const Image> images, std::stop_token stop = {}) = 0;

    /// The same, where a card computes on its own: returns when it has been told to, so that the next images are made ready meanwhile. The
    /// images may go at once. At most a few answers may be out. Elsewhere the answers are there when this returns.
    virtual std::unique_ptr<PendingEvidence> begin(std::span<const Image> images, std::stop_token stop = {})
    {
        return std::make_unique<ReadyEvidence>(detect(images, std::move(stop)));
    }

    /// How many images together are fastest per image, when so many wait; 1 where a batch gains nothing.
    virtual int favouredBatch() const { return 1; }

private:
    Turns m_turns;
};

}  // namespace inference
