#include "app/workbench/recording_form.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/workbench/model_facts.h"
#include "widgets/number_field.h"
#include "widgets/wrapped_text.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

namespace app {
namespace {

constexpr double bytesPerGigabyte = 1e9;

QString count(std::uint64_t number)
{
    return QLocale().toString(qulonglong(number));
}

}  // namespace

RecordingForm::RecordingForm(PickFile pickFolder, QWidget* parent)
    : QWidget(parent)
    , m_resultsLabel(new QLabel)
    , m_beforeLabel(new QLabel)
    , m_afterLabel(new QLabel)
    , m_folderLabel(new QLabel)
    , m_limitLabel(new QLabel)
    , m_daysLabel(new QLabel)
    , m_results(new QComboBox)
    , m_before(new QSpinBox)
    , m_after(new QSpinBox)
    , m_days(new QSpinBox)
    , m_folder(new FileField(tr("Folder for recordings"), std::move(pickFolder)))
    , m_gigabytes(new widgets::NumberField)
    , m_stateLine(new widgets::WrappedText)
    , m_open(new QPushButton)
    , m_show(new QPushButton)
{
    layOut();
    retranslate();
    setOptions({});
    connectAll();
}

void RecordingForm::layOut()
{
    for (QSpinBox* const frames : {m_before, m_after})
        frames->setRange(0, RecorderOptions::mostNeighbours);
    m_gigabytes->setDecimals(1);
    m_gigabytes->setRange(0.1, 100'000);
    m_days->setRange(0, 3650);
    m_results->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_results->setMinimumContentsLength(10);
    // A limit that is half typed would remove recordings.
    for (QAbstractSpinBox* const number : {static_cast<QAbstractSpinBox*>(m_before), static_cast<QAbstractSpinBox*>(m_after),
                                           static_cast<QAbstractSpinBox*>(m_gigabytes), static_cast<QAbstractSpinBox*>(m_days)})
        number->setKeyboardTracking(false);
    for (int i = 0; i < 4; ++i)
        m_results->addItem(QString());

    auto* const form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const std::pair<QLabel*, QWidget*> rows[] {{m_resultsLabel, m_results}, {m_beforeLabel, m_before}, {m_afterLabel, m_after},
                                               {m_limitLabel, m_gigabytes}, {m_daysLabel, m_days}};
    for (const auto& [label, field] : rows) {
        label->setBuddy(field);
        form->addRow(label, field);
    }
    m_folderLabel->setBuddy(m_folder->edit());  // the field around it takes no focus itself

    auto* const buttons = new QHBoxLayout;
    for (QPushButton* const button : {m_open, m_show}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(8, 4, 8, 4);
    column->addLayout(form);
    column->addWidget(m_folderLabel);
    column->addWidget(m_folder);
    column->addWidget(m_stateLine);
    column->addLayout(buttons);
    column->addStretch();
}

void RecordingForm::connectAll()
{
    connect(m_results, &QComboBox::currentIndexChanged, this, &RecordingForm::sayChanged);
    for (QSpinBox* const number : {m_before, m_after, m_days})
        connect(number, &QSpinBox::valueChanged, this, &RecordingForm::sayChanged);
    connect(m_gigabytes, &QDoubleSpinBox::valueChanged, this, &RecordingForm::sayChanged);
    connect(m_folder, &FileField::chosen, this, &RecordingForm::sayChanged);
    connect(m_open, &QPushButton::clicked, this, [this] { emit openWanted(m_folder->path() + QStringLiteral("/parts")); });
    connect(m_show, &QPushButton::clicked, this, [this] { emit showWanted(m_folder->path()); });
}

void RecordingForm::setOptions(const RecorderOptions& options)
{
    m_options = options;
    const QSignalBlocker blockers[] {QSignalBlocker(m_results), QSignalBlocker(m_before), QSignalBlocker(m_after), QSignalBlocker(m_days),
                                     QSignalBlocker(m_gigabytes), QSignalBlocker(m_folder)};
    m_results->setCurrentIndex(int(options.results));
    m_before->setValue(options.before);
    m_after->setValue(options.after);
    m_days->setValue(options.mostDays);
    m_gigabytes->setValue(double(options.mostBytes) / bytesPerGigabyte);
    m_folder->setPath(pathText(options.folder));
    enableWhatCounts();
    showState();
}

RecorderOptions RecordingForm::options() const
{
    RecorderOptions options = m_options;
    options.results = RecordedResults(m_results->currentIndex());
    options.before = m_before->value();
    options.after = m_after->value();
    options.mostDays = m_days->value();
    // What wasn't touched stays to the byte.
    if (const auto bytes = std::uintmax_t(m_gigabytes->value() * 10 + 0.5) * std::uintmax_t(bytesPerGigabyte / 10);
        m_gigabytes->text() != m_gigabytes->textFromValue(double(m_options.mostBytes) / bytesPerGigabyte) + m_gigabytes->suffix())
        options.mostBytes = bytes;
    options.folder = toPath(m_folder->path());
    return options;
}

void RecordingForm::setState(const RecorderState& state)
{
    m_state = state;
    showState();
}

void RecordingForm::sayChanged()
{
    m_options = options();
    enableWhatCounts();
    showState();
    emit optionsChanged(m_options);
}

void RecordingForm::enableWhatCounts()
{
    const bool records = m_options.results != RecordedResults::Nothing;
    for (QWidget* const field : {static_cast<QWidget*>(m_before), static_cast<QWidget*>(m_after), static_cast<QWidget*>(m_gigabytes), static_cast<QWidget*>(m_days)})
        field->setEnabled(records);
    for (QPushButton* const button : {m_open, m_show})
        button->setEnabled(!m_options.folder.empty());
}

/// What keeps it from recording first, then how it fared.
void RecordingForm::showState()
{
    QStringList lines;
    if (m_options.results != RecordedResults::Nothing && m_options.folder.empty())
        lines << tr("Choose a folder: no picture is kept without one.");
    if (m_state.spaceLow)
        lines << tr("The disk is nearly full: recording waits until more is free.");
    if (m_state.noRoom)
        lines << tr("The limit leaves no room for a picture: raise it, or choose another folder.");
    if (m_state.error)
        lines << sentence(*m_state.error);
    if (m_state.historyError)
        lines << sentence(*m_state.historyError);
    lines << tr("Recorded: %1 · on disk: %2").arg(count(m_state.recorded), bytesText(m_state.bytes));
    if (m_state.pruned > 0)
        lines << tr("Oldest removed to keep the limits: %1").arg(count(m_state.pruned));
    if (m_state.dropped + m_state.droppedNeighbours > 0)
        lines << tr("Not recorded: %1 pictures, %2 frames around them").arg(count(m_state.dropped), count(m_state.droppedNeighbours));
    if (m_state.lostVerdicts > 0)
        lines << tr("Verdicts that are not in the history, because too many waited: %1").arg(count(m_state.lostVerdicts));
    m_stateLine->setSentence(lines.join(u'\n'));
}

void RecordingForm::retranslate()
{
    m_resultsLabel->setText(tr("&Record:"));
    m_beforeLabel->setText(tr("Frames &before:"));
    m_afterLabel->setText(tr("Frames &after:"));
    m_limitLabel->setText(tr("At &most:"));
    m_daysLabel->setText(tr("&Keep for:"));
    m_folderLabel->setText(tr("F&older:"));
    m_folder->setWhat(tr("Folder for recordings"));
    m_folder->edit()->setPlaceholderText(tr("No folder"));
    const QString choices[] {tr("Nothing"), tr("Failed parts"), tr("Failed parts and reviews"), tr("Everything")};
    for (int i = 0; i < m_results->count(); ++i)
        m_results->setItemText(i, choices[i]);
    for (QSpinBox* const frames : {m_before, m_after})
        frames->setSpecialValueText(tr("none"));
    m_before->setToolTip(tr("Frames that came before the judged one are kept beside it."));
    m_after->setToolTip(tr("Frames that come after the judged one are kept beside it."));
    m_gigabytes->setSuffix(tr(" GB"));
    m_gigabytes->setToolTip(tr("Beyond that the oldest recordings are removed."));
    m_days->setSpecialValueText(tr("no limit"));
    m_days->setSuffix(tr(" days"));
    m_days->setToolTip(tr("Older recordings are removed."));
    m_stateLine->setAccessibleName(tr("State of the recording"));
    m_open->setText(tr("O&pen Recordings"));
    m_show->setText(tr("&Show in File Manager"));
    showState();
}

void RecordingForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace app
