#include "app/workbench/result_line.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace app {

ResultLine::ResultLine(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel)
{
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(fontMetrics().height() + 8, 0, 0, 0);
    layout->addWidget(m_text, 1, Qt::AlignTop);
}

void ResultLine::set(widgets::Mark mark, const QString& text, const QString& toolTip)
{
    m_mark = mark;
    m_text->setText(text);
    m_text->setToolTip(toolTip);
    // The symbol says to the eye what the word says to a screen reader.
    m_text->setAccessibleName(QStringLiteral("%1: %2").arg(widgets::styleOf(mark, palette()).word, text));
    update();
}

QString ResultLine::text() const
{
    return m_text->text();
}

void ResultLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double side = fontMetrics().height();
    const double x = layoutDirection() == Qt::RightToLeft ? width() - side : 0;
    widgets::paintBadge(&painter, QRectF(x, 0, side, side), widgets::styleOf(m_mark, palette()));
}

}  // namespace app
