#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <QTranslator>

namespace app {

/// The program's language, switched while it runs: installing a translator makes Qt send LanguageChange to every window.
class Language : public QObject {
    Q_OBJECT

public:
    struct Choice {
        QString code;  ///< "de", "en", "zh_CN"; empty: the system's
        QString name;  ///< in the language itself
    };

    explicit Language(QObject* parent = nullptr);

    static QList<Choice> choices();
    const QString& code() const { return m_code; }
    /// An unknown code means the system's language.
    void use(const QString& code);

private:
    QString m_code;
    QTranslator m_own;
    QTranslator m_qt;
};

}  // namespace app
