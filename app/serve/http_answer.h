#pragma once

#include <QString>

#include <string>

namespace app {

struct HttpAnswer {
    int status = 200;
    std::string body {};
    const char* type = "application/json";
    const char* extraField = nullptr;  ///< "Retry-After"; null: none
    const char* extraValue = nullptr;
};

/// Why a request gets nothing else: the codes are stable and stand in the README.
namespace refusals {
HttpAnswer unknownPath();
HttpAnswer wrongMethod(const char* allowed);
HttpAnswer token();
HttpAnswer browser();
HttpAnswer recipeWanted();
HttpAnswer unknownRecipe();
HttpAnswer name();
HttpAnswer form();
HttpAnswer length();
HttpAnswer tooLarge();
HttpAnswer busy();
HttpAnswer stopping();
HttpAnswer gone();
HttpAnswer unknownPart();
/// In the words of something else.
HttpAnswer because(int status, std::string_view code, const QString& sentence);
}  // namespace refusals

}  // namespace app
