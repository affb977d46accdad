#pragma once

#include "core/detector.h"
#include "core/error.h"
#include "core/inspection.h"
#include "pipeline/turns.h"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <variant>
#include <vector>

namespace inference::pipeline {

/// Changed whenever the same image and model give other evidence: evidence that is kept is then made anew.
inline constexpr char engineRevision[] = "1";
/// How the one view of a plain inspection is called where inspections are kept.
inline constexpr char wholeView[] = "whole";

/// An image on its way to the model: decoded, oriented and resampled.
struct PreparedImage {
    Size imageSize;  ///< of the oriented image
    Image input;     ///< S x S, 8-bit RGB
    double decodeMs = 0;
    double prepareMs = 0;
};

/// Decodes and resamples for a model of side `modelSize`. The full picture is let go of before this returns.
/// Throws Error naming the file, Cancelled. Any thread.
PreparedImage prepareImage(const std::filesystem::path& path, int modelSize, std::stop_token stop = {});

/// The same for a picture that is in memory already, such as a camera's. Throws Error(BadInput, OutOfMemory).
PreparedImage prepareImage(const Image& image, int modelSize);

/// What became of one image of a batch.
using InferredImage = std::variant<Inspection, Error>;

class Inspector;

/// Images that the model was given together. Must not outlive its inspector.
class InferredBatch {
public:
    /// Waits for the answers: one for each image, in order. Where the batch as a whole fails each image is tried alone, so that only the
    /// one at fault has an error. Call once. Throws Cancelled.
    std::vector<InferredImage> take(const std::stop_token& stop = {});

private:
    friend class Inspector;
    struct Part {
        std::size_t first = 0;
        std::size_t count = 0;
        std::unique_ptr<PendingEvidence> answers;  ///< null: each is tried alone
    };
    std::vector<InferredImage> inferEach(const Part& part, const std::stop_token& stop) const;

    const Inspector* m_inspector = nullptr;
    std::vector<Image> m_inputs;
    std::vector<PreparedImage> m_images;  ///< without their inputs
    std::vector<Part> m_parts;
    std::chrono::steady_clock::time_point m_begun;
};

/// Image -> evidence. Synchronous, no threads of its own; any thread: callers take turns at the model.
class Inspector {
public:
    explicit Inspector(std::shared_ptr<Detector> detector);

    int modelSize() const { return m_detector->imageSize(); }

    /// Throws Error(OutOfMemory, Internal), Cancelled.
    Inspection infer(const PreparedImage& prepared, std::stop_token stop = {}) const;

    /// How many images to give at once when so many wait: what the model favours, or fewer since memory ran out.
    int together() const { return m_together; }

    /// Gives the model several images and returns as soon as it has them, which on a card is before it has answered: so the next ones can be
    /// made ready meanwhile. More than together() go in parts. A batch that finds no memory is halved, and so is together() from then on.
    /// Throws Cancelled.
    InferredBatch begin(std::vector<PreparedImage> images, std::stop_token stop = {}) const;

    /// Both steps. Throws Error naming the file, Cancelled.
    Inspection inspect(const std::filesystem::path& path, std::stop_token stop = {}) const;

private:
    friend class InferredBatch;
    Inspection inferOne(const PreparedImage& prepared, const Image& input, const std::stop_token& stop) const;
    double answered(std::chrono::steady_clock::time_point begun) const;
    InferredBatch::Part beginPart(std::span<const Image> inputs, std::size_t first, const std::stop_token& stop) const;

    std::shared_ptr<Detector> m_detector;
    mutable Turns m_turns;
    mutable std::atomic<int> m_together;
    mutable std::mutex m_answering;
    mutable std::chrono::steady_clock::time_point m_answered;  ///< when the last answers of a batch were there; under m_answering
};

}  // namespace inference::pipeline
