#include "pipeline/options_hash.h"

#include "pipeline/file_hash.h"

#include <array>
#include <charconv>

namespace inference::pipeline {
namespace {

/// Shortest text that reads back as the same number, in no one's language.
template <typename Number> void append(std::string& text, Number number)
{
    std::array<char, 32> digits {};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(1, ' ').append(digits.data(), end);
}

template <typename Numbers> void appendLine(std::string& text, const char* key, const Numbers& numbers)
{
    text += key;
    for (const auto number : numbers)
        append(text, number);
    text += '\n';
}

}  // namespace

std::string optionsHash(const model::ModelOptions& options)
{
    std::string text = "vcp-options-1\n";
    appendLine(text, "image_size", std::array {options.imageSize});
    appendLine(text, "layers", options.layers);
    appendLine(text, "good_before", options.good.before);
    appendLine(text, "good_after", options.good.after);
    appendLine(text, "damaged_before", options.damaged.before);
    appendLine(text, "damaged_after", options.damaged.after);
    appendLine(text, "mean", options.mean);
    appendLine(text, "std", options.std);
    return sha256Of(text);
}

}  // namespace inference::pipeline
