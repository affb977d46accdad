#pragma once

#include <QtGlobal>

#include <string>

namespace app {

/// What, besides the image, decides the evidence of an inspection. All compared as they are.
struct InspectionSetup {
    std::string model;      ///< SHA-256 over both weight files' SHA-256 (pipeline/recipe_file.h), 64 lower-case hex digits
    std::string engine;     ///< revision of the engine: changed when the same input gives other evidence
    std::string precision;  ///< "fp32", "bf16", ...
    std::string views;      ///< how the image is cut into views; "whole" for one view of everything
    /// SHA-256 over the model's options: input size, tapped layers, prompts, mean and std (pipeline/options_hash.h). Empty for
    /// what was kept before the history knew of them (schema 1): no model asks for that.
    std::string options {};
    friend bool operator==(const InspectionSetup&, const InspectionSetup&) = default;
};

struct InspectionKey {
    std::string image;  ///< SHA-256 of the file's bytes, 64 lower-case hex digits
    InspectionSetup setup;
    friend bool operator==(const InspectionKey&, const InspectionKey&) = default;
};

/// Names a stored inspection within one history file. Stays when its evidence is replaced.
using InspectionId = qint64;

/// Whether `text` is a SHA-256 as it is written here: 64 lower-case hex digits.
inline bool isSha256(const std::string& text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace app
