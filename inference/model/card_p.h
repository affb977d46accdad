#pragma once

#include "core/detector.h"
#include "model/torch_p.h"

#include <functional>
#include <memory>
#include <span>
#include <string>

namespace inference::model {

using at::Tensor;

/// Batches on a card. Pictures go up as bytes from pinned memory on a stream of their own while an earlier batch is computed; a
/// batch size that comes again is replayed as one CUDA graph; the answers of a batch come down in one copy, and nothing waits
/// for the card before somebody takes them.
class Card {
public:
    /// The whole model: bytes [B, S, S, 3] on the card -> joined answers, float32, on the card. Waits for nothing.
    using Forward = std::function<Tensor(const Tensor& bytes)>;
    /// Answers in the host's memory -> evidence; called in take().
    using Finish = std::function<std::vector<Evidence>(const Tensor& host)>;

    virtual ~Card() = default;

    /// One caller at a time; the answer may be taken on any thread, once, also after the card is gone. Throws Error(BadInput, "image form"),
    /// what LibTorch throws.
    virtual std::unique_ptr<PendingEvidence> begin(std::span<const Image> images, int size, const Finish& finish) = 0;

    /// Waits for what is under way and gives back all memory that isn't in use, graphs included.
    virtual void letGo() = 0;

    /// How many graphs there are, and why there are no more: empty where nothing hinders them.
    virtual std::pair<int, std::string> graphs() const = 0;
};

/// Null where this LibTorch has no CUDA or `device` is no card.
std::unique_ptr<Card> makeCard(at::Device device, Card::Forward forward);

/// What a card can compute fast: bf16 from Ampere on, fp16 from Volta on, else float32.
at::ScalarType fastestType(at::Device device);

/// The most bytes that LibTorch's allocator had given out on a card since the last reset; 0 on the CPU.
double peakOfCard(at::Device device);
void resetPeakOfCard(at::Device device);

}  // namespace inference::model
