#include "app/workbench/wrapped_text.h"

#include <QLabel>

namespace app {

QString breakable(const QString& text)
{
    constexpr QChar zeroWidthSpace(0x200b);
    QString out;
    for (const QChar c : text) {
        out += c;
        if (QStringLiteral("/\\_-.").contains(c))
            out += zeroWidthSpace;
    }
    return out;
}

QLabel* wrappedLabel(const QString& text)
{
    auto* label = new QLabel(breakable(text));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAccessibleName(text);
    return label;
}

QLabel* quietNote()
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    QSizePolicy policy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    return label;
}

}  // namespace app
