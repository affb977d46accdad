#include "widgets/fold_section.h"

#include <QApplication>
#include <QEvent>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace widgets {

FoldSection::FoldSection(QWidget* content, QWidget* parent)
    : QWidget(parent), m_heading(new QToolButton), m_content(content)
{
    m_heading->setAutoRaise(true);
    m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_heading->setArrowType(Qt::RightArrow);
    m_heading->setFocusPolicy(Qt::TabFocus);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_heading, 0, Qt::AlignLeading);
    column->addWidget(m_content);
    m_content->hide();
    connect(m_heading, &QToolButton::clicked, this, [this] {
        setOpen(!m_open);
        if (m_open)
            reveal();
    });
}

/// What a person makes appear in it, as by ticking a box, shall be seen too.
bool FoldSection::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest && m_open) {
        const int before = std::exchange(m_wanted, m_content->sizeHint().height());
        const QWidget* const focus = QApplication::focusWidget();
        if (m_wanted > before && focus && m_content->isAncestorOf(focus))
            reveal();
    }
    return QWidget::event(event);
}

/// What a person has opened shall be seen: the area that it scrolls in follows, as far as the heading stays in sight.
void FoldSection::reveal()
{
    QWidget* ancestor = parentWidget();
    while (ancestor && !qobject_cast<QScrollArea*>(ancestor))
        ancestor = ancestor->parentWidget();
    auto* const area = qobject_cast<QScrollArea*>(ancestor);
    if (!area || !area->widget())
        return;
    QApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);  // all around takes its place first
    const QRect own(mapTo(area->widget(), QPoint(0, 0)), size());
    area->ensureVisible(0, own.bottom(), 0, 8);
    area->ensureVisible(0, own.top(), 0, 0);
}

void FoldSection::setTitle(const QString& title)
{
    m_heading->setText(title);
}

bool FoldSection::isOpen() const
{
    return m_open;
}

void FoldSection::setOpen(bool open)
{
    if (std::exchange(m_open, open) == open)
        return;
    m_heading->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    m_content->setVisible(open);
    emit openChanged(open);
}

}  // namespace widgets
