#include "app/workbench/source_page_video.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QSignalBlocker>

namespace app {

SourcePageVideo::SourcePageVideo(PickFile pickFile, QWidget* parent)
    : SourcePage(parent)
    , m_file(new FileField(QString(), std::move(pickFile)))
    , m_pace(new QComboBox)
    , m_loop(new QCheckBox)
{
    m_pace->addItems({QString(), QString()});  // by SourceChoice::Pace; named in retranslate()
    addRow(m_file);
    addRow(m_pace);
    form()->addRow(m_loop);
    connect(m_file, &FileField::chosen, this, &SourcePage::changed);
    connect(m_pace, &QComboBox::currentIndexChanged, this, &SourcePage::changed);
    connect(m_loop, &QCheckBox::toggled, this, &SourcePage::changed);
    retranslate();
    fill({});
}

void SourcePageVideo::fill(const SourceChoice& choice)
{
    const QSignalBlocker f(m_file), p(m_pace), l(m_loop);
    m_file->setPath(choice.video.file);
    m_pace->setCurrentIndex(int(choice.video.pace));
    m_loop->setChecked(choice.video.loop);
}

void SourcePageVideo::collect(SourceChoice& choice) const
{
    choice.video = {m_file->path(), m_loop->isChecked(), SourceChoice::Pace(m_pace->currentIndex())};
}

void SourcePageVideo::setRunning(bool running)
{
    for (QWidget* const field : {static_cast<QWidget*>(m_file), static_cast<QWidget*>(m_pace), static_cast<QWidget*>(m_loop)})
        field->setEnabled(!running);
}

void SourcePageVideo::retranslate()
{
    name(m_file, tr("&Video"));
    name(m_pace, tr("&Pace"));
    m_file->setWhat(tr("Video"));
    m_file->setFilter(tr("Videos (*.mp4 *.avi *.mkv *.mov *.webm *.mpg *.mpeg *.wmv *.m4v);;All files (*)"));
    const QSignalBlocker nobodyChose(m_pace);
    m_pace->setItemText(int(SourceChoice::Pace::AtItsSpeed), tr("as fast as it was taken"));
    m_pace->setItemText(int(SourceChoice::Pace::EveryPicture), tr("every picture, in turn"));
    m_pace->setToolTip(tr("As fast as it was taken: the newest picture counts, as with a camera. Every picture: the next one comes when the last is judged."));
    m_loop->setText(tr("Start again at the &end"));
}

}  // namespace app
