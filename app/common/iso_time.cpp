#include "app/common/iso_time.h"

namespace app {

std::string isoTime(const QDateTime& time)
{
    return time.isValid() ? time.toOffsetFromUtc(time.offsetFromUtc()).toString(Qt::ISODate).toStdString() : std::string();
}

}  // namespace app
