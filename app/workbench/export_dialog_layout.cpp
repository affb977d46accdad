// How the export dialog is put together, and its words.
#include "app/workbench/export_dialog.h"
#include "widgets/wrapped_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace app {
namespace {

constexpr int gap = 12;
constexpr int linesOfProblems = 5;

QFrame* rule()
{
    auto* const line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Sunken);
    return line;
}

}  // namespace

ExportDialog::ExportDialog(PickFile pickFolder, QWidget* parent)
    : QDialog(parent)
    , m_settings(new QWidget)
    , m_everything(new QCheckBox)
    , m_partsLabel(new QLabel)
    , m_parts(new QComboBox)
    , m_namesLabel(new QLabel)
    , m_names(new QComboBox)
    , m_times(new QCheckBox)
    , m_people(new QCheckBox)
    , m_privacy(new QLabel)
    , m_folderLabel(new QLabel)
    , m_folder(new FileField(tr("Export folder"), std::move(pickFolder)))
    , m_folderText(new QLabel)
    , m_progress(new QProgressBar)
    , m_status(new widgets::WrappedText)
    , m_problems(new QPlainTextEdit)
    , m_reason(new QLabel)
    , m_open(new QPushButton)
    , m_export(new QPushButton)
    , m_cancel(new QPushButton)
    , m_close(new QPushButton)
{
    build();
    connectAll();
    retranslate();
    setState(State::Editing);
}

void ExportDialog::build()
{
    auto* const settings = new QVBoxLayout(m_settings);
    settings->setContentsMargins(0, 0, 0, 0);
    settings->setSpacing(gap);
    settings->addLayout(buildKinds());
    settings->addWidget(rule());
    settings->addLayout(buildChoices());

    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_open);
    buttons->addWidget(m_reason, 1);
    m_reason->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_reason->setForegroundRole(QPalette::PlaceholderText);
    for (QPushButton* const button : {m_export, m_cancel, m_close})
        buttons->addWidget(button);
    for (QPushButton* const button : {m_open, m_cancel, m_close})
        button->setAutoDefault(false);
    m_export->setDefault(true);
    m_open->setEnabled(false);

    auto* const column = new QVBoxLayout(this);
    column->setSpacing(gap);
    column->addWidget(m_settings);
    column->addWidget(buildOutcome(), 1);
    column->addStretch();
    column->addLayout(buttons);
}

/// A window doesn't grow of itself where the height of its texts follows their width.
void ExportDialog::growAsNeeded()
{
    layout()->activate();
    if (const int needed = layout()->totalMinimumHeightForWidth(width()); height() < needed)
        resize(width(), needed);
}

/// A box and a line for each kind of file.
QGridLayout* ExportDialog::buildKinds()
{
    auto* const grid = new QGridLayout;
    grid->setHorizontalSpacing(2 * gap);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_everything, 0, 0, 1, 2);
    for (std::size_t i = 0; i < m_kinds.size(); ++i) {
        m_kinds[i] = new QCheckBox;
        m_kindTexts[i] = new QLabel;
        m_kindTexts[i]->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(m_kinds[i], int(i) + 1, 0);
        grid->addWidget(m_kindTexts[i], int(i) + 1, 1);
    }
    return grid;
}

QFormLayout* ExportDialog::buildChoices()
{
    auto* const form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->setVerticalSpacing(8);
    form->addRow(m_partsLabel, m_parts);
    form->addRow(m_namesLabel, m_names);
    auto* const left = new QHBoxLayout;
    left->setSpacing(2 * gap);
    left->addWidget(m_times);
    left->addWidget(m_people);
    left->addStretch();
    form->addRow(QString(), left);
    form->addRow(QString(), m_privacy);
    form->addRow(m_folderLabel, m_folder);
    form->addRow(QString(), m_folderText);
    m_partsLabel->setBuddy(m_parts);
    m_namesLabel->setBuddy(m_names);
    m_folderLabel->setBuddy(m_folder->edit());
    for (QLabel* const text : {m_privacy, m_folderText}) {
        text->setWordWrap(true);
        text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        text->setForegroundRole(QPalette::PlaceholderText);
    }
    for (QComboBox* const box : {m_parts, m_names})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (int i = 0; i < 3; ++i) {
        m_parts->addItem({});
        m_names->addItem({});
    }
    return form;
}

QWidget* ExportDialog::buildOutcome()
{
    m_outcome = new QWidget;
    auto* const column = new QVBoxLayout(m_outcome);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_progress);
    column->addWidget(m_status);
    column->addWidget(m_problems, 1);
    column->addStretch();  // without problems
    m_problems->setReadOnly(true);
    m_problems->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_problems->setTabChangesFocus(true);
    m_problems->setMinimumHeight(linesOfProblems * fontMetrics().lineSpacing());
    m_problems->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);  // what is left is theirs
    m_outcome->hide();
    return m_outcome;
}

void ExportDialog::connectAll()
{
    connect(m_everything, &QCheckBox::clicked, this, [this] {
        // A click on a box that is half on means all.
        const bool all = m_everything->checkState() != Qt::Unchecked;
        for (QCheckBox* const box : m_kinds)
            if (box->isEnabled())
                box->setChecked(all);
    });
    for (QCheckBox* const box : m_kinds)
        connect(box, &QCheckBox::toggled, this, &ExportDialog::followForm);
    for (QCheckBox* const box : {m_times, m_people})
        connect(box, &QCheckBox::toggled, this, &ExportDialog::followForm);
    for (QComboBox* const box : {m_parts, m_names})
        connect(box, &QComboBox::currentIndexChanged, this, &ExportDialog::followForm);
    connect(m_folder->edit(), &QLineEdit::textChanged, this, &ExportDialog::followForm);
    connect(m_export, &QPushButton::clicked, this, [this] { emit exportWanted(form()); });
    connect(m_cancel, &QPushButton::clicked, this, &ExportDialog::cancelWanted);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_open, &QPushButton::clicked, this, [this] { emit openFolderWanted(m_folder->path()); });
}

void ExportDialog::retranslate()
{
    setWindowTitle(tr("Export"));
    m_everything->setText(tr("E&verything"));
    retranslateKinds();
    fillParts();
    m_partsLabel->setText(tr("P&arts:"));
    m_namesLabel->setText(tr("&Names:"));
    const QSignalBlocker nobodyChose(m_names);
    m_names->setItemText(int(Redaction::Names::Kept), tr("As they are shown, with folders"));
    m_names->setItemText(int(Redaction::Names::Files), tr("Files, without folders"));
    m_names->setItemText(int(Redaction::Names::Numbers), tr("Numbers instead of names"));
    m_times->setText(tr("Leave out &when files were changed"));
    m_people->setText(tr("Leave out who &reviewed"));
    m_privacy->setText(tr("Pictures hold no EXIF data. Only the copy of the history tells where on this computer parts lie."));
    m_folderLabel->setText(tr("&Folder:"));
    m_folder->setWhat(tr("Export folder"));
    m_folder->edit()->setPlaceholderText(tr("Choose a folder, or drop one here"));
    m_folderText->setText(tr("Files of an earlier export are replaced, all others stay as they are."));
    m_open->setText(tr("&Open Folder"));
    m_export->setText(tr("&Export"));
    m_cancel->setText(tr("Cancel"));
    m_close->setText(tr("Close"));
    followForm();
}

void ExportDialog::retranslateKinds()
{
    const std::array<std::pair<QString, QString>, kinds> words {{
        {tr("&Table of parts"), tr("A line for each part: verdicts, score, counts, review. For Excel, LibreOffice, pandas.")},
        {tr("Table of &defects"), tr("A line for each defect: size, place, class, zone. For the same.")},
        {tr("Report as &JSON"), tr("All figures, the recipe and the review log, sealed. For programs.")},
        {tr("&COCO"), tr("Outlines of all defects in one file. For training, FiftyOne, CVAT.")},
        {tr("&labelme"), tr("A file of outlines for each part. For labelme, X-AnyLabeling.")},
        {tr("&Masks"), tr("A grey picture of each part: 0 background, 128 review, 255 fail. PNG.")},
        {tr("Overla&ys"), tr("Each part's picture with heat and outlines, at full size. PNG.")},
        {tr("&Heat maps"), tr("Each part's heat in numbers from 0 to 1: float TIFF. For ImageJ, Python.")},
        {tr("H&istory"), QString()},
    }};
    for (std::size_t i = 0; i < words.size(); ++i) {
        m_kinds[i]->setText(words[i].first);
        m_kindTexts[i]->setText(words[i].second);
        m_kinds[i]->setAccessibleDescription(words[i].second);
    }
}

void ExportDialog::fillParts()
{
    const QSignalBlocker nobodyChose(m_parts);
    const QLocale locale;
    m_parts->setItemText(int(ExportedParts::All), tr("All inspected parts (%1)").arg(locale.toString(m_counts.all)));
    m_parts->setItemText(int(ExportedParts::Shown), tr("Those that the list shows (%1)").arg(locale.toString(m_counts.shown)));
    m_parts->setItemText(int(ExportedParts::Failing), tr("Those that fail in the end (%1)").arg(locale.toString(m_counts.failing)));
}

}  // namespace app
