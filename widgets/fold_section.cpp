#include "widgets/fold_section.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace widgets {

FoldSection::FoldSection(QWidget* content, QWidget* parent)
    : QWidget(parent), m_heading(new QToolButton), m_content(content)
{
    m_heading->setCheckable(true);
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
    connect(m_heading, &QToolButton::toggled, this, [this](bool open) {
        m_heading->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        m_content->setVisible(open);
        emit openChanged(open);
    });
}

void FoldSection::setTitle(const QString& title)
{
    m_heading->setText(title);
}

bool FoldSection::isOpen() const
{
    return m_heading->isChecked();
}

void FoldSection::setOpen(bool open)
{
    m_heading->setChecked(open);
}

}  // namespace widgets
