#pragma once

#include "core/detector.h"
#include "core/inspection.h"
#include "pipeline/turns.h"

#include <filesystem>
#include <memory>
#include <stop_token>

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

/// Image -> evidence. Synchronous, no threads of its own; any thread: callers take turns at the model.
class Inspector {
public:
    explicit Inspector(std::shared_ptr<Detector> detector);

    int modelSize() const { return m_detector->imageSize(); }

    /// Throws Error(OutOfMemory, Internal), Cancelled.
    Inspection infer(const PreparedImage& prepared, std::stop_token stop = {}) const;

    /// Both steps. Throws Error naming the file, Cancelled.
    Inspection inspect(const std::filesystem::path& path, std::stop_token stop = {}) const;

private:
    std::shared_ptr<Detector> m_detector;
    mutable Turns m_turns;
};

}  // namespace inference::pipeline
