#include "app/workbench/result_line.h"

#include "app/workbench/wrapped_text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace app {

ResultLine::ResultLine(QWidget* parent)
    : QWidget(parent)
    , m_label(wrappedLabel({}))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(fontMetrics().height() + 8, 0, 0, 0);
    layout->addWidget(m_label, 1, Qt::AlignTop);
}

void ResultLine::set(widgets::Mark mark, const QString& text, const QString& toolTip)
{
    m_mark = mark;
    m_text = text;
    m_label->setText(breakable(text));
    m_label->setToolTip(toolTip);
    // The symbol says to the eye what the word says to a screen reader.
    m_label->setAccessibleName(QStringLiteral("%1: %2").arg(widgets::styleOf(mark, palette()).word, text));
    update();
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
