#pragma once

#include <QFont>
#include <QList>
#include <QLocale>
#include <QObject>
#include <QString>
#include <QTranslator>

namespace app {

/// The program's language, switched while it runs: installing a translator makes Qt send LanguageChange to every window. Chinese characters
/// have the forms of that language.
class Language : public QObject {
    Q_OBJECT

public:
    struct Choice {
        QString code;  ///< "de", "en", "ja", "zh_CN"; empty: the system's
        QString name;  ///< in the language itself
    };

    explicit Language(QObject* parent = nullptr);

    static QList<Choice> choices();
    const QString& code() const { return m_code; }
    /// An unknown code means the system's language.
    void use(const QString& code);

private:
    void useFont(QLocale::Language language);

    const QFont m_font;  ///< the system's
    QString m_code;
    QTranslator m_own;
    QTranslator m_qt;
};

}  // namespace app
