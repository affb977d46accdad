#include "app/common/filled_text.h"

namespace app {

QString filledText(const QString& text, const QStringList& values)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype place = text[i] == u'%' && i + 1 < text.size() ? text[i + 1].digitValue() : -1;
        if (place < 1) {
            out += text[i];
            continue;
        }
        out += values.value(place - 1, QStringLiteral("?"));
        ++i;
    }
    return out;
}

}  // namespace app
