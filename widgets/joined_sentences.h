#pragma once

#include <QString>
#include <QStringList>

namespace widgets {

/// One after the other, empty ones left out: with a blank between them, but for one that ends as Chinese and Japanese sentences do, which has its space in itself.
inline QString joinedSentences(const QStringList& sentences)
{
    QString text;
    for (const QString& sentence : sentences) {
        if (!text.isEmpty() && !sentence.isEmpty() && !text.endsWith(QChar(0x3002)))
            text += QLatin1Char(' ');
        text += sentence;
    }
    return text;
}

}  // namespace widgets
