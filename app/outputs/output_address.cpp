#include "app/outputs/output_address.h"

namespace app {

std::string shownAddress(const QUrl& address)
{
    if (!address.isValid() || address.host().isEmpty())
        return "?";
    return address.toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment).toStdString();
}

}  // namespace app
