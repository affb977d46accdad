#pragma once

#include "core/detector.h"
#include "core/error.h"
#include "core/inspection.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

namespace inference::pipeline {

/// Changed whenever the same image and model give other evidence: evidence that is kept is then made anew.
inline constexpr char engineRevision[] = "1";

/// How images are made ready for a model.
struct Looks {
    int modelSize = 0;  ///< side S of the model's input
    int tileSide = 0;   ///< as Recipe::tileSide
};

/// How the views of such an inspection are called where inspections are kept: "whole", "tiles 1024 0.2" (side and overlap).
std::string viewsName(int tileSide);

/// An image on its way to the model: decoded, oriented, cut and resampled.
struct PreparedImage {
    Size imageSize;             ///< of the oriented image
    std::vector<Rect> areas;    ///< what the model looks at, image pixels
    std::vector<Image> inputs;  ///< one for each area, S x S, 8-bit RGB
    double decodeMs = 0;
    double prepareMs = 0;
    PictureFigures picture {};
    std::shared_ptr<const GreyCopy> grey {};
};

/// Decodes, cuts and resamples. The full picture is let go of before this returns.
/// Throws Error naming the file (TilesTooMany among them), Cancelled. Any thread.
PreparedImage prepareImage(const std::filesystem::path& path, Looks looks, std::stop_token stop = {});

/// The same for a picture that is in memory already, such as a camera's. Throws Error(BadInput, TilesTooMany, OutOfMemory), Cancelled.
PreparedImage prepareImage(const Image& image, Looks looks, const std::stop_token& stop = {});

/// What became of one image of a batch.
using InferredImage = std::variant<Inspection, Error>;

/// How far the model has come with an image of a batch, 0..1. Told of images with several inputs alone, on the thread that takes their answers.
using InferenceProgress = std::function<void(std::size_t image, double share)>;

class Inspector;

/// Images that the model was given together. Must not outlive its inspector.
class InferredBatch {
public:
    /// Waits for the answers: one for each image, in order. Where a part of the batch fails each of its images is tried alone, so that only
    /// the one at fault has an error. Call once. Throws Cancelled.
    std::vector<InferredImage> take(const std::stop_token& stop = {}, const InferenceProgress& progress = {});

private:
    friend class Inspector;
    struct Part {
        std::size_t first = 0;  ///< input
        std::size_t count = 0;
        std::unique_ptr<PendingEvidence> answers;  ///< null: its images are tried alone
    };
    /// What is known of an input: nothing where its part failed.
    struct Answer {
        std::optional<Evidence> evidence;
        double milliseconds = 0;
    };
    void beginNext(const std::stop_token& stop);
    std::vector<Answer> takeAnswers(const std::stop_token& stop, const InferenceProgress& progress);
    void tell(const InferenceProgress& progress, std::size_t answered) const;
    InferredImage inferAlone(const PreparedImage& image, std::span<const Image> inputs, const std::stop_token& stop) const;

    const Inspector* m_inspector = nullptr;
    std::vector<Image> m_inputs;          ///< of all images, one after the other
    std::vector<PreparedImage> m_images;  ///< without their inputs
    std::size_t m_given = 0;              ///< inputs that the model has, or has answered
    std::deque<Part> m_parts;             ///< under way
    std::chrono::steady_clock::time_point m_begun;
};

/// Image -> evidence. Synchronous, no threads of its own; any thread: callers take turns at the model, those of other inspectors of it too.
class Inspector {
public:
    /// `tileSide` as Recipe::tileSide.
    explicit Inspector(std::shared_ptr<Detector> detector, int tileSide = 0);

    int modelSize() const { return m_detector->imageSize(); }
    Looks looks() const { return {m_detector->imageSize(), m_tileSide}; }

    /// As many inputs together as together() says. Throws Error(OutOfMemory, Internal), Cancelled.
    Inspection infer(const PreparedImage& prepared, std::stop_token stop = {}) const;

    /// How many inputs to give at once when so many wait: what the model favours, or fewer since memory ran out.
    int together() const { return m_together; }

    /// Gives the model several images and returns as soon as it has them, which on a card is before it has answered: so the next ones can be
    /// made ready meanwhile. More inputs than together() go in parts, two ahead of the answers that are taken. A part that finds no memory is
    /// halved, and so is together() from then on. Throws Cancelled.
    InferredBatch begin(std::vector<PreparedImage> images, std::stop_token stop = {}) const;

    /// Both steps. Throws Error naming the file, Cancelled.
    Inspection inspect(const std::filesystem::path& path, std::stop_token stop = {}) const;

private:
    friend class InferredBatch;
    Inspection inferOne(const PreparedImage& prepared, std::span<const Image> inputs, const std::stop_token& stop) const;
    double answered(std::chrono::steady_clock::time_point begun) const;
    InferredBatch::Part beginPart(std::span<const Image> inputs, std::size_t first, const std::stop_token& stop) const;

    std::shared_ptr<Detector> m_detector;
    const int m_tileSide;
    mutable std::atomic<int> m_together;
    mutable std::mutex m_answering;
    mutable std::chrono::steady_clock::time_point m_answered;  ///< when the last answers of a batch were there; under m_answering
};

}  // namespace inference::pipeline
