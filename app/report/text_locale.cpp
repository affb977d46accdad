#include "app/report/text_locale.h"

#include <QCoreApplication>

namespace app {

QLocale textLocale()
{
    //: The code of the language that you translate into, such as zh_CN: dates in reports are written in it.
    const QLocale texts(QCoreApplication::translate("TextLocale", "en"));
    return QLocale().language() == texts.language() ? QLocale() : texts;
}

}  // namespace app
