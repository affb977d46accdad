#include "app/workbench/source_page.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>

namespace app {

SourcePage::SourcePage(QWidget* parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setVerticalSpacing(8);
}

void SourcePage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void SourcePage::addRow(QWidget* field)
{
    field->setSizePolicy(QSizePolicy::Expanding, field->sizePolicy().verticalPolicy());
    auto* const label = new QLabel;
    label->setBuddy(field);
    m_form->addRow(label, field);
}

void SourcePage::name(QWidget* field, const QString& text)
{
    auto* const label = qobject_cast<QLabel*>(m_form->labelForField(field));
    label->setText(text);
    field->setAccessibleName(QString(text).remove(QLatin1Char('&')));
}

void SourcePage::setRowVisible(QWidget* field, bool visible)
{
    m_form->setRowVisible(field, visible);
}

}  // namespace app
