#include "app/serve/http_answer.h"

#include "app/serve/serve_json.h"

#include <QCoreApplication>

namespace app::refusals {

HttpAnswer because(int status, std::string_view code, const QString& sentence)
{
    return {status, problemText(std::string(code), sentence)};
}

HttpAnswer unknownPath()
{
    return because(404, "unknown_path",
                   QCoreApplication::translate("Serve", "There is nothing here. There are: POST /v1/inspect, GET /v1/status, GET /v1/recipes/NAME, GET /v1/parts/N and below "
                                                        "it overlay.png, mask.png and map.tiff."));
}

HttpAnswer wrongMethod(const char* allowed)
{
    HttpAnswer answer = because(405, "wrong_method", QCoreApplication::translate("Serve", "This is not asked for with this method, but with %1.").arg(QLatin1String(allowed)));
    answer.extraField = "Allow";
    answer.extraValue = allowed;
    return answer;
}

HttpAnswer token()
{
    HttpAnswer answer = because(401, "token", QCoreApplication::translate("Serve", "The token is missing or wrong. Send it as Authorization: Bearer TOKEN."));
    answer.extraField = "WWW-Authenticate";
    answer.extraValue = "Bearer";
    return answer;
}

HttpAnswer browser()
{
    return because(403, "browser",
                   QCoreApplication::translate("Serve", "Without a token, pages in a browser and other names of this computer are not answered: --token-file F gives the service one."));
}

HttpAnswer recipeWanted()
{
    return because(400, "recipe_wanted", QCoreApplication::translate("Serve", "Several recipes are served. Say which: /v1/inspect?recipe=NAME. GET /v1/status lists them."));
}

HttpAnswer unknownRecipe()
{
    return because(404, "unknown_recipe", QCoreApplication::translate("Serve", "There is no recipe of this name. GET /v1/status lists those there are."));
}

HttpAnswer name()
{
    return because(400, "name", QCoreApplication::translate("Serve", "A part's name has at most 255 bytes and no control characters."));
}

HttpAnswer form()
{
    return because(415, "form", QCoreApplication::translate("Serve", "Send the bytes of the picture's file as the body itself and not as a form: curl --data-binary @part.png."));
}

HttpAnswer length()
{
    return because(411, "length", QCoreApplication::translate("Serve", "Send the bytes of the picture's file as the body, with their number as Content-Length or in chunks."));
}

HttpAnswer tooLarge()
{
    return because(413, "too_large", QCoreApplication::translate("Serve", "The picture's file is larger than this service reads. Send a smaller one, or start the service with a greater --largest."));
}

HttpAnswer busy()
{
    HttpAnswer answer = because(503, "busy", QCoreApplication::translate("Serve", "As much is being done as this service takes at a time. Ask again."));
    answer.extraField = "Retry-After";
    answer.extraValue = "1";
    return answer;
}

HttpAnswer stopping()
{
    return because(503, "stopping", QCoreApplication::translate("Serve", "The service is being stopped."));
}

HttpAnswer gone()
{
    return because(410, "gone", QCoreApplication::translate("Serve", "This part is no longer kept: only the last ones are."));
}

HttpAnswer unknownPart()
{
    return because(404, "unknown_part", QCoreApplication::translate("Serve", "There is no part of this number, or not yet."));
}

}  // namespace app::refusals
