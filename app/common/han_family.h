#pragma once

#include <QLocale>
#include <QString>

namespace app {

/// The font that has Chinese characters in the forms of a language: the same character is drawn otherwise in Japanese than in simplified Chinese, and asked
/// for one alone, systems answer with either. Empty for languages that are written without.
inline QString hanFamily(QLocale::Language language)
{
    switch (language) {
    case QLocale::Chinese: return QStringLiteral("Noto Sans CJK SC");
    case QLocale::Japanese: return QStringLiteral("Noto Sans CJK JP");
    default: return {};
    }
}

}  // namespace app
