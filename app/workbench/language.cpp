#include "app/workbench/language.h"

#include "app/common/han_family.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace app {

Language::Language(QObject* parent)
    : QObject(parent)
    , m_font(QApplication::font())
{
}

QList<Language::Choice> Language::choices()
{
    return {{"de", QStringLiteral("Deutsch")}, {"en", QStringLiteral("English")}, {"ja", QStringLiteral("日本語")}, {"zh_CN", QStringLiteral("简体中文")}};
}

void Language::use(const QString& code)
{
    bool known = false;
    for (const Choice& choice : choices())
        known = known || choice.code == code;
    m_code = known ? code : QString();
    const QLocale locale = known ? QLocale(code) : QLocale::system();

    for (QTranslator* translator : {&m_own, &m_qt})
        QCoreApplication::removeTranslator(translator);
    // English has a file of its own for its plural forms; a language without a file falls back to the source texts.
    if (!m_own.load(locale, QStringLiteral("vcp-workbench"), QStringLiteral("_"), QStringLiteral(":/i18n")))
        (void)m_own.load(QLocale(QLocale::English), QStringLiteral("vcp-workbench"), QStringLiteral("_"), QStringLiteral(":/i18n"));
    if (m_qt.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    QCoreApplication::installTranslator(&m_own);
    useFont(locale.language());
}

void Language::useFont(QLocale::Language language)
{
    QFont font = m_font;
    if (const QString han = hanFamily(language); !han.isEmpty())
        font.setFamilies(font.families() + QStringList {han});
    if (font.families() != QApplication::font().families())
        QApplication::setFont(font);
}

}  // namespace app
