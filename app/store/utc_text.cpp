#include "app/store/utc_text.h"

#include <QDateTime>

namespace app {

std::string utcNow()
{
    return QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss.zzz'Z'")).toStdString();
}

std::string utcFileStamp()
{
    return QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmsszzz'Z'")).toStdString();
}

}  // namespace app
