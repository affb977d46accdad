#include "app/workbench/trigger_form.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace app {
namespace {

constexpr int leastInterval = 50, greatestInterval = 3'600'000;
constexpr int leastRest = 50, greatestRest = 10'000;
constexpr int leastLevel = 2, greatestLevel = 100;

QSpinBox* spinBox(int least, int greatest, int step)
{
    auto* const box = new QSpinBox;
    box->setRange(least, greatest);
    box->setSingleStep(step);
    box->setGroupSeparatorShown(true);
    return box;
}

QLabel* quietText()
{
    auto* const label = new QLabel;
    label->setWordWrap(true);
    return label;
}

}  // namespace

QVariantMap TriggerChoice::toMap() const
{
    return {{"mode", int(mode)}, {"interval_ms", intervalMs}, {"rest_ms", restMs}, {"level", level}};
}

TriggerChoice TriggerChoice::fromMap(const QVariantMap& map)
{
    const TriggerChoice fresh;
    TriggerChoice choice;
    choice.mode = TriggerMode(std::clamp(map.value("mode").toInt(), 0, int(TriggerMode::Hardware)));
    choice.intervalMs = std::clamp(map.value("interval_ms", fresh.intervalMs).toInt(), leastInterval, greatestInterval);
    choice.restMs = std::clamp(map.value("rest_ms", fresh.restMs).toInt(), leastRest, greatestRest);
    choice.level = std::clamp(map.value("level", fresh.level).toDouble(), double(leastLevel), double(greatestLevel));
    return choice;
}

PartTrigger::Limits TriggerChoice::partLimits() const
{
    PartTrigger::Limits limits;
    limits.rest = std::chrono::milliseconds(restMs);
    limits.level = level;
    return limits;
}

TriggerForm::TriggerForm(QWidget* parent)
    : QWidget(parent)
    , m_mode(new QComboBox)
    , m_every(quietText())
{
    m_mode->addItems({{}, {}, {}, {}, {}});
    m_pages.append(textPage(&m_free));
    m_pages.append(intervalPage());
    m_pages.append(partPage());
    m_pages.append(softwarePage());
    m_pages.append(textPage(&m_hardwareText));
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->addWidget(m_every);
    layout->addWidget(m_mode);
    for (QWidget* const page : m_pages)
        layout->addWidget(page);
    for (QSpinBox* const box : {m_interval, m_rest, m_level})
        connect(box, &QSpinBox::valueChanged, this, &TriggerForm::edit);
    connect(m_mode, &QComboBox::currentIndexChanged, this, &TriggerForm::edit);
    connect(m_empty, &QPushButton::clicked, this, &TriggerForm::emptyWanted);
    connect(m_forget, &QPushButton::clicked, this, &TriggerForm::forgetEmptyWanted);
    connect(m_trigger, &QPushButton::clicked, this, &TriggerForm::triggerWanted);
    retranslate();
    setChoice({});
}

QWidget* TriggerForm::textPage(QLabel** text)
{
    auto* const page = new QWidget;
    auto* const layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(*text = quietText());
    layout->addStretch();
    return page;
}

QWidget* TriggerForm::intervalPage()
{
    auto* const page = new QWidget;
    auto* const form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    m_interval = spinBox(leastInterval, greatestInterval, 100);
    form->addRow(m_intervalLabel = new QLabel, m_interval);
    m_intervalLabel->setBuddy(m_interval);
    return page;
}

QWidget* TriggerForm::partPage()
{
    auto* const page = new QWidget;
    auto* const form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    m_rest = spinBox(leastRest, greatestRest, 50);
    m_level = spinBox(leastLevel, greatestLevel, 1);
    form->addRow(m_restLabel = new QLabel, m_rest);
    form->addRow(m_levelLabel = new QLabel, m_level);
    m_restLabel->setBuddy(m_rest);
    m_levelLabel->setBuddy(m_level);
    form->addRow(m_partText = quietText());
    form->addRow(m_empty = new QPushButton);
    form->addRow(m_forget = new QPushButton);
    return page;
}

QWidget* TriggerForm::softwarePage()
{
    QWidget* const page = textPage(&m_softwareText);
    m_trigger = new QPushButton;
    static_cast<QVBoxLayout*>(page->layout())->insertWidget(1, m_trigger);
    return page;
}

void TriggerForm::setChoice(const TriggerChoice& choice)
{
    m_choice = choice;
    {
        const QSignalBlocker mode(m_mode), interval(m_interval), rest(m_rest), level(m_level);
        m_mode->setCurrentIndex(int(choice.mode));
        m_interval->setValue(choice.intervalMs);
        m_rest->setValue(choice.restMs);
        m_level->setValue(int(choice.level));
    }
    follow();
}

void TriggerForm::edit()
{
    m_choice.mode = TriggerMode(m_mode->currentIndex());
    m_choice.intervalMs = m_interval->value();
    m_choice.restMs = m_rest->value();
    m_choice.level = m_level->value();
    follow();
    emit changed(m_choice);
}

void TriggerForm::setRunning(bool running)
{
    m_running = running;
    follow();
}

void TriggerForm::setLocked(bool locked)
{
    m_locked = locked;
    follow();
}

void TriggerForm::setEveryPicture(bool every)
{
    m_everyPicture = every;
    follow();
}

void TriggerForm::showPart(PartTrigger::State state, bool knowsEmpty)
{
    if (state == m_part && knowsEmpty == m_knowsEmpty)
        return;
    m_part = state;
    m_knowsEmpty = knowsEmpty;
    follow();
}

void TriggerForm::follow()
{
    m_every->setVisible(m_everyPicture);
    m_mode->setVisible(!m_everyPicture);
    for (int page = 0; page < m_pages.size(); ++page)
        m_pages[page]->setVisible(!m_everyPicture && page == int(m_choice.mode));
    m_mode->setEnabled(!m_running && !m_locked);
    m_interval->setEnabled(!m_running && !m_locked);
    for (QWidget* const number : {m_rest, m_level})
        number->setEnabled(!m_locked);
    m_empty->setEnabled(m_running && !m_locked);
    m_forget->setEnabled(m_running && m_knowsEmpty && !m_locked);
    m_trigger->setEnabled(m_running);
    QString text;
    if (m_running) {
        switch (m_part) {
        case PartTrigger::State::Empty: text = tr("Now: the empty view."); break;
        case PartTrigger::State::Moving: text = tr("Now: something moves."); break;
        case PartTrigger::State::Settling: text = tr("Now: coming to rest."); break;
        case PartTrigger::State::AtRest: text = tr("Now: a part at rest, judged."); break;
        }
    }
    m_partText->setText(text.isEmpty() ? tr("A part is judged once, when it has come to rest in view. Show the empty place and press the button, so that it isn't taken for a part.") : text);
}

void TriggerForm::retranslate()
{
    const QStringList modes {tr("All the time, the newest picture"), tr("Every so many milliseconds"), tr("When a part comes to rest"), tr("On a key, or when a PLC asks"), tr("By the camera's input")};
    const QSignalBlocker blocker(m_mode);
    for (int mode = 0; mode < modes.size(); ++mode)
        m_mode->setItemText(mode, modes[mode]);
    m_mode->setAccessibleName(tr("When to judge"));
    m_free->setText(tr("A verdict for each picture that the model has time for."));
    m_intervalLabel->setText(tr("&Every"));
    m_interval->setSuffix(tr(" ms"));
    m_restLabel->setText(tr("At &rest for"));
    m_rest->setSuffix(tr(" ms"));
    m_levelLabel->setText(tr("&Least change"));
    m_level->setToolTip(tr("Grey levels, of 255, by which a piece of the picture must differ to count as changed. Smaller: more sensitive, and easier fooled by noise."));
    m_empty->setText(tr("This Is the Empty View"));
    m_forget->setText(tr("Forget the Empty View"));
    m_softwareText->setText(tr("One verdict for each press of T or trigger of a PLC, of the next picture."));
    m_trigger->setText(tr("Judge Now"));
    m_hardwareText->setText(tr("Each picture is one part. Set the camera's own trigger in the source's settings."));
    m_every->setText(tr("Each picture of this source is one part, and none is left out."));
    follow();
}

void TriggerForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace app
