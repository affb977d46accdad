// Where the parts of the report dialog lie, and what they are called.
#include "app/workbench/report_dialog.h"

#include "widgets/icons.h"
#include "widgets/page_view.h"
#include "widgets/scrolled.h"
#include "widgets/wrapped_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace app {
namespace {

constexpr int longestField = 200;
constexpr int formWidth = 372;

/// Choices whose words are set later.
QComboBox* choices(int count)
{
    auto* const box = new QComboBox;
    for (int i = 0; i < count; ++i)
        box->addItem(QString());
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    return box;
}

QToolButton* iconButton(widgets::Icon icon, bool checkable = false)
{
    auto* const button = new QToolButton;
    button->setIcon(widgets::icon(icon));
    button->setAutoRaise(true);
    button->setCheckable(checkable);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QWidget* row(const QList<QWidget*>& widgets, int stretched)
{
    auto* const line = new QWidget;
    auto* const layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    for (int i = 0; i < widgets.size(); ++i)
        layout->addWidget(widgets.at(i), i == stretched ? 1 : 0);
    return line;
}

void setChoices(QComboBox* box, const QStringList& words)
{
    for (int i = 0; i < words.size(); ++i)
        box->setItemText(i, words.at(i));
}

}  // namespace

QWidget* ReportDialog::buildForm()
{
    for (QLineEdit* const edit : {m_product = new QLineEdit, m_lot = new QLineEdit, m_station = new QLineEdit, m_operator = new QLineEdit, m_heading = new QLineEdit})
        edit->setMaxLength(longestField);
    m_notes = new QPlainTextEdit;
    m_notes->setTabChangesFocus(true);
    m_notes->setFixedHeight(m_notes->fontMetrics().lineSpacing() * 3 + 14);
    m_logoPicture = new QLabel;
    m_logoPicture->hide();
    m_removeLogo = new QPushButton;
    m_removeLogo->setAutoDefault(false);
    m_logoProblem = new widgets::WrappedText;
    m_logoProblem->hide();
    m_template = choices(3);
    m_paper = choices(2);
    m_perPage = choices(2);
    m_pictured = choices(4);
    m_names = choices(3);
    m_withoutTimes = new QCheckBox;
    m_withoutPeople = new QCheckBox;

    const auto group = [this](QGroupBox*& box) {
        box = new QGroupBox;
        auto* const form = new QFormLayout(box);
        form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        return form;
    };
    const auto add = [this](QFormLayout* form, QWidget* field) {
        m_labels.append(new QLabel);
        m_labels.last()->setBuddy(field);
        form->addRow(m_labels.last(), field);
    };
    QFormLayout* const what = group(m_what);
    for (QWidget* const field : std::initializer_list<QWidget*> {m_product, m_lot, m_station, m_operator, m_notes})
        add(what, field);
    QFormLayout* const look = group(m_look);
    for (QWidget* const field : std::initializer_list<QWidget*> {m_template, m_pictured, m_perPage, m_paper, m_heading, m_logo})
        add(look, field);
    m_labels.last()->setBuddy(m_logo->edit());  // the field itself takes no focus
    look->addRow(row({m_logoPicture, new QWidget, m_removeLogo}, 1));
    look->addRow(m_logoProblem);
    QFormLayout* const privacy = group(m_privacy);
    add(privacy, m_names);
    privacy->addRow(m_withoutTimes);
    privacy->addRow(m_withoutPeople);

    auto* const column = new QWidget;
    auto* const groups = new QVBoxLayout(column);
    groups->setContentsMargins(0, 0, 4, 0);
    for (QGroupBox* const box : {m_what, m_look, m_privacy})
        groups->addWidget(box);
    groups->addStretch();
    auto* const area = widgets::scrolled(column);
    area->setFixedWidth(formWidth + area->verticalScrollBar()->sizeHint().width());
    return area;
}

QWidget* ReportDialog::buildPreview()
{
    m_warnings = new widgets::WrappedText;
    m_warnings->hide();
    m_pages = new widgets::PageView;
    m_previous = iconButton(widgets::Icon::Previous);
    m_next = iconButton(widgets::Icon::Next);
    m_page = new QSpinBox;
    m_page->setKeyboardTracking(false);
    m_page->setRange(0, 0);
    m_page->setAlignment(Qt::AlignRight);
    m_whole = iconButton(widgets::Icon::Fit, true);
    m_paperSize = iconButton(widgets::Icon::OneToOne, true);
    m_whole->setChecked(true);
    auto* const side = new QWidget;
    auto* const column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_warnings);
    column->addWidget(m_pages, 1);
    auto* const bar = new QHBoxLayout;
    bar->addStretch(1);
    for (QWidget* const widget : std::initializer_list<QWidget*> {m_previous, m_page, m_next})
        bar->addWidget(widget);
    bar->addStretch(1);
    bar->addWidget(m_whole);
    bar->addWidget(m_paperSize);
    column->addLayout(bar);
    return side;
}

QWidget* ReportDialog::buildFoot()
{
    m_outcome = new widgets::WrappedText;
    m_progress = new QProgressBar;
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(160);
    m_left = new QLabel;
    const auto button = [](QPushButton*& made) {
        made = new QPushButton;
        made->setAutoDefault(false);
    };
    for (QPushButton** const made : {&m_cancel, &m_open, &m_folder, &m_save, &m_close})
        button(*made);
    QWidget* const foot = row({m_outcome, m_left, m_progress, m_cancel, m_open, m_folder, m_save, m_close}, 0);
    m_outcome->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    return foot;
}

void ReportDialog::build()
{
    auto* const halves = new QHBoxLayout;
    halves->setSpacing(12);
    halves->addWidget(buildForm());
    halves->addWidget(buildPreview(), 1);
    auto* const column = new QVBoxLayout(this);
    column->addLayout(halves, 1);
    column->addWidget(buildFoot());
    resize(QSize(1060, 720).boundedTo(screen()->availableSize() * 0.9));
}

void ReportDialog::nameEverything()
{
    setWindowTitle(tr("Report"));
    m_what->setTitle(tr("What was inspected"));
    m_look->setTitle(tr("What the report shows"));
    m_privacy->setTitle(tr("What stays here"));
    const QStringList labels {tr("&Product"), tr("&Lot"), tr("S&tation"), tr("&Operator"), tr("&Notes"), tr("Te&mplate"), tr("P&ictures of"),
                              tr("Per p&age"), tr("Pape&r"), tr("&Header text"), tr("Lo&go"), tr("&File names")};
    for (int i = 0; i < labels.size(); ++i) {
        m_labels.at(i)->setText(labels.at(i));
        m_labels.at(i)->buddy()->setAccessibleName(QString(labels.at(i)).remove(QLatin1Char('&')));
    }
    int width = 0;
    for (QLabel* const label : m_labels)
        width = std::max(width, label->sizeHint().width());
    for (QLabel* const label : m_labels)
        label->setMinimumWidth(width);  // the fields of all groups begin at one line
    m_logo->setWhat(tr("logo"));
    m_logo->setFilter(FileField::imageFilter());
    m_removeLogo->setText(tr("Remove Logo"));
    m_logoPicture->setAccessibleName(tr("Logo"));
    m_withoutTimes->setText(tr("Leave out &dates of the files"));
    m_withoutPeople->setText(tr("Leave out names of peopl&e"));
    m_withoutPeople->setToolTip(tr("The entries of the review log hold names and are sealed with them: they are left out as a whole."));
    m_pages->setAccessibleName(tr("Preview"));
    m_previous->setToolTip(tr("Previous page (Page Up)"));
    m_next->setToolTip(tr("Next page (Page Down)"));
    m_page->setAccessibleName(tr("Page"));
    m_whole->setToolTip(tr("Whole page (F)"));
    m_paperSize->setToolTip(tr("Size on paper (1)"));
    for (QToolButton* const button : {m_previous, m_next, m_whole, m_paperSize})
        button->setAccessibleName(button->toolTip());
    m_cancel->setText(tr("&Cancel"));
    m_open->setText(tr("Open Report"));
    m_folder->setText(tr("Show in Folder"));
    m_save->setText(tr("&Save PDF…"));
    m_close->setText(tr("Close"));
    nameChoices();
}

void ReportDialog::nameChoices()
{
    setChoices(m_template, {tr("Short: without pictures"), tr("Full"), tr("Rejects only")});
    setChoices(m_paper, {tr("A4"), tr("Letter")});
    setChoices(m_perPage, {tr("One picture"), tr("Two pictures")});
    setChoices(m_names, {tr("As they are shown"), tr("Without folders"), tr("Numbers instead")});
    const auto counted = [](const QString& words, int count) { return QStringLiteral("%1 (%2)").arg(words, QLocale().toString(count)); };
    setChoices(m_pictured, {counted(tr("All parts"), m_counts[0]), counted(tr("Parts that the filter shows"), m_counts[1]),
                            counted(tr("Review and fail"), m_counts[2]), counted(tr("Fail only"), m_counts[3])});
}

}  // namespace app
