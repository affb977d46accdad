#include "app/report/sheet.h"

#include "app/common/han_family.h"
#include "app/report/text_locale.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace app {
namespace sheet {

QRectF body(QSize paper)
{
    return QRectF(marginX, marginTop, paper.width() - 2 * marginX, paper.height() - marginTop - marginBottom);
}

QFont font(Type type)
{
    return font(type, textLocale().language());
}

QFont font(Type type, QLocale::Language language)
{
    struct Look {
        int tenths;
        QFont::Weight weight;
    };
    const Look look = [type]() -> Look {
        switch (type) {
        case Type::Title: return {260, QFont::Bold};
        case Type::Chapter: return {170, QFont::Bold};
        case Type::Section: return {115, QFont::Bold};
        case Type::Body: return {90, QFont::Normal};
        case Type::Strong: return {90, QFont::Bold};
        case Type::Small: return {75, QFont::Normal};
        case Type::SmallStrong: return {75, QFont::Bold};
        case Type::Mono: break;
        }
        return {75, QFont::Normal};
    }();
    QFont font;
    const QString han = hanFamily(language == QLocale::Japanese ? language : QLocale::Chinese);
    if (type == Type::Mono)
        font.setFamilies({QStringLiteral("DejaVu Sans Mono"), QString(han).replace(QLatin1String("Sans"), QLatin1String("Sans Mono")), QStringLiteral("monospace")});
    else
        font.setFamilies({QStringLiteral("DejaVu Sans"), han, QStringLiteral("sans-serif")});
    font.setPixelSize(look.tenths);
    font.setWeight(look.weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.02);  // no ligatures: "file" is found and copied as four letters
    return font;
}

}  // namespace sheet

TextBlock::TextBlock(const QString& text, const QFont& font, double width, Qt::Alignment alignment, int mostLines)
    : m_layout(std::make_unique<QTextLayout>(QString(text).replace(QLatin1Char('\n'), QChar::LineSeparator), font))
{
    QTextOption option(alignment);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_layout->setTextOption(option);
    m_layout->setCacheEnabled(true);
    // Lines stand at one distance whatever fonts are mixed in them: texts beside each other have one base line.
    const double size = font.pixelSize();
    const double baseline = std::ceil(1.05 * size), distance = std::ceil(1.38 * size);
    m_layout->beginLayout();
    int lines = 0;
    int cutAt = -1;
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        if (mostLines > 0 && ++lines > mostLines) {
            cutAt = line.textStart();
            break;
        }
        line.setLineWidth(width);
        line.setPosition({0, m_height + baseline - line.ascent()});
        m_height += distance;
        m_widest = std::max(m_widest, line.naturalTextWidth());
    }
    m_layout->endLayout();
    if (cutAt > 1) {
        // Lay out what is kept, with the sign that something is missing in place of its last letter or two.
        const QString kept = m_layout->text().left(cutAt - 2).trimmed() + QStringLiteral("…");
        *this = TextBlock(kept, font, width, alignment, 0);
    }
}

TextBlock::TextBlock(const QString& text, sheet::Type type, double width, Qt::Alignment alignment, int mostLines)
    : TextBlock(text, sheet::font(type), width, alignment, mostLines)
{
}

TextBlock::~TextBlock() = default;
TextBlock::TextBlock(TextBlock&&) noexcept = default;
TextBlock& TextBlock::operator=(TextBlock&&) noexcept = default;

int TextBlock::cutFor(double height) const
{
    for (int i = 0; i < m_layout->lineCount(); ++i)
        if ((i + 1) * m_height / m_layout->lineCount() > height + 1)
            return m_layout->lineAt(i).textStart();
    return int(m_layout->text().size());
}

void TextBlock::draw(QPainter& painter, QPointF at, const QColor& colour) const
{
    painter.setPen(colour);
    m_layout->draw(&painter, at);
}

TextBlock fittedLine(const QString& text, QFont font, double width)
{
    if (const double wide = QFontMetricsF(font).horizontalAdvance(text); wide > width)
        font.setPixelSize(std::max(1, int(font.pixelSize() * width / wide)));
    return TextBlock(text, font, 2 * width);  // never wrapped, however its letters are rounded
}

QString cutText(const QString& text, const QFont& font, double width)
{
    return QFontMetricsF(font).elidedText(QString(text).replace(QLatin1Char('\n'), QLatin1Char(' ')), Qt::ElideMiddle, width);
}

}  // namespace app
