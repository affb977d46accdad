#include "app/workbench/source_page_folder.h"
#include "app/workbench/wrapped_text.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

namespace app {

SourcePageFolder::SourcePageFolder(PickFile pickFolder, QWidget* parent)
    : SourcePage(parent)
    , m_folder(new FileField(QString(), std::move(pickFolder)))
    , m_poll(new QSpinBox)
    , m_existing(new QCheckBox)
    , m_hint(quietNote())
{
    m_poll->setRange(SourceBounds::leastPollMs, SourceBounds::greatestPollMs);
    m_poll->setSingleStep(50);
    m_poll->setGroupSeparatorShown(true);
    m_poll->setKeyboardTracking(false);
    addRow(m_folder);
    addRow(m_poll);
    form()->addRow(m_existing);
    form()->addRow(m_hint);
    connect(m_folder, &FileField::chosen, this, &SourcePage::changed);
    connect(m_poll, &QSpinBox::valueChanged, this, &SourcePage::changed);
    connect(m_existing, &QCheckBox::toggled, this, &SourcePage::changed);
    retranslate();
    fill({});
}

void SourcePageFolder::fill(const SourceChoice& choice)
{
    const QSignalBlocker f(m_folder), p(m_poll), e(m_existing);
    m_folder->setPath(choice.folder.folder);
    m_poll->setValue(choice.folder.pollMs);
    m_existing->setChecked(choice.folder.existingToo);
}

void SourcePageFolder::collect(SourceChoice& choice) const
{
    choice.folder = {m_folder->path(), m_existing->isChecked(), m_poll->value()};
}

void SourcePageFolder::setRunning(bool running)
{
    for (QWidget* const field : {static_cast<QWidget*>(m_folder), static_cast<QWidget*>(m_poll), static_cast<QWidget*>(m_existing)})
        field->setEnabled(!running);
}

void SourcePageFolder::retranslate()
{
    name(m_folder, tr("&Folder"));
    name(m_poll, tr("&Looked at every"));
    m_folder->setWhat(tr("Folder"));
    m_folder->edit()->setPlaceholderText(tr("Drop a folder here"));
    m_poll->setSuffix(tr(" ms"));
    m_existing->setText(tr("Also pictures &already there"));
    m_hint->setText(tr("Each picture is judged once, when it has been written. Folders inside are not watched."));
}

}  // namespace app
