#include "model/options.h"

namespace inference::model {
namespace {

constexpr std::int64_t startOfText = 49406, endOfText = 49407, a = 320, photo = 1125, of = 539, good = 886, damaged = 13568;

}  // namespace

PromptTemplate publishedGoodPrompt()
{
    return {{startOfText, a, photo, of, a, good}, {endOfText}};
}

PromptTemplate publishedDamagedPrompt()
{
    return {{startOfText, a, photo, of, a, damaged}, {endOfText}};
}

}  // namespace inference::model
