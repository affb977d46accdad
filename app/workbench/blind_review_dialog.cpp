#include "app/workbench/blind_review_dialog.h"

#include "app/common/filled_text.h"
#include "app/workbench/text_table_model.h"
#include "app/workbench/tsv_table.h"
#include "widgets/canvas.h"
#include "widgets/joined_sentences.h"
#include "widgets/rate_text.h"
#include "widgets/wrapped_text.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

using inference::Verdict;

constexpr int textWidth = 640, tableWidth = 800;
constexpr int timeToSee = 250;  // ms: a key struck twice says nothing of a picture that has only just come

/// What is read stands in the middle, no wider than lines can be followed.
QWidget* inTheMiddle(QLayout* column, int width)
{
    auto* const content = new QWidget;
    content->setMaximumWidth(width);
    content->setLayout(column);
    column->setContentsMargins({});
    auto* const page = new QWidget;
    auto* const row = new QHBoxLayout(page);
    row->addStretch(1);
    row->addWidget(content, 100);
    row->addStretch(1);
    return page;
}

QLabel* makeTitle()
{
    auto* const title = new QLabel;
    QFont font = title->font();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.4);
    title->setFont(font);
    return title;
}

void emphasise(QPushButton* button, bool said)
{
    QFont font = button->font();
    font.setBold(said);
    button->setFont(font);
}

}  // namespace

BlindReviewDialog::BlindReviewDialog(QWidget* parent)
    : QDialog(parent, Qt::Window)
    , m_stack(new QStackedWidget)
    , m_title(makeTitle())
    , m_reviewerLabel(new QLabel)
    , m_partsLabel(new QLabel)
    , m_mostLabel(new QLabel)
    , m_what(new widgets::WrappedText)
    , m_availableText(new widgets::WrappedText)
    , m_said(new widgets::WrappedText)
    , m_reviewer(new QLineEdit)
    , m_parts(new QComboBox)
    , m_most(new QSpinBox)
    , m_start(new QPushButton)
    , m_cancel(new QPushButton)
    , m_canvas(new widgets::Canvas)
    , m_progress(new QProgressBar)
    , m_good(new QPushButton)
    , m_notGood(new QPushButton)
    , m_skip(new QPushButton)
    , m_back(new QPushButton)
    , m_stop(new QPushButton)
    , m_outcomeTitle(makeTitle())
    , m_model(new TextTableModel(this))
    , m_table(new TsvTable)
    , m_more(new QPushButton)
    , m_reveal(new QPushButton)
    , m_differing(new QPushButton)
    , m_close(new QPushButton)
{
    setModal(true);
    m_stack->addWidget(makeSetup());
    m_stack->addWidget(makeParts());
    m_stack->addWidget(makeOutcome());
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_stack);
    wire();
    retranslate();
}

QWidget* BlindReviewDialog::makeSetup()
{
    m_reviewer->setMaxLength(100);
    m_parts->addItems({QString(), QString()});
    m_most->setRange(0, 100'000);
    m_most->setGroupSeparatorShown(true);
    m_reviewerLabel->setBuddy(m_reviewer);
    m_partsLabel->setBuddy(m_parts);
    m_mostLabel->setBuddy(m_most);
    auto* const form = new QFormLayout;
    form->addRow(m_reviewerLabel, m_reviewer);
    form->addRow(m_partsLabel, m_parts);
    form->addRow(m_mostLabel, m_most);
    auto* const buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_start);
    buttons->addWidget(m_cancel);
    m_start->setDefault(true);
    m_cancel->setAutoDefault(false);
    auto* const column = new QVBoxLayout;
    column->setSpacing(12);
    column->addStretch(1);
    column->addWidget(m_title);
    column->addWidget(m_what);
    column->addLayout(form);
    column->addWidget(m_availableText);
    column->addLayout(buttons);
    column->addStretch(2);
    return inTheMiddle(column, textWidth);
}

QWidget* BlindReviewDialog::makeParts()
{
    m_canvas->setKeepView(true);
    m_progress->setMaximumWidth(textWidth);
    for (QPushButton* const button : {m_good, m_notGood, m_skip, m_back, m_stop}) {
        button->setAutoDefault(false);
        button->setFocusPolicy(Qt::TabFocus);  // keys go on reaching the picture
    }
    for (QPushButton* const button : {m_good, m_notGood})
        button->setMinimumSize(160, 44);
    auto* const top = new QHBoxLayout;
    top->addWidget(m_progress, 1);
    top->addStretch();
    top->addWidget(m_stop);
    auto* const buttons = new QGridLayout;  // both verdicts in the middle, whatever stands beside them
    buttons->addWidget(m_back, 0, 0, Qt::AlignLeft);
    buttons->addWidget(m_good, 0, 1);
    buttons->addWidget(m_notGood, 0, 2);
    buttons->addWidget(m_skip, 0, 3, Qt::AlignRight);
    buttons->setColumnStretch(0, 1);
    buttons->setColumnStretch(3, 1);
    auto* const page = new QWidget;
    const auto key = [page](Qt::Key letter, QPushButton* button) {
        // Not the button's own, which would press it for a tenth of a second. A key that is held judges one part.
        auto* const shortcut = new QShortcut(letter, page, button, &QPushButton::click);
        shortcut->setAutoRepeat(false);
    };
    key(Qt::Key_A, m_good);
    key(Qt::Key_R, m_notGood);
    key(Qt::Key_S, m_skip);
    key(Qt::Key_Backspace, m_back);
    auto* const column = new QVBoxLayout(page);
    column->setContentsMargins({});
    column->addLayout(top);
    column->addWidget(m_canvas, 1);
    column->addLayout(buttons);
    return page;
}

QWidget* BlindReviewDialog::makeOutcome()
{
    m_table->setSortingEnabled(false);
    m_table->setModel(m_model);
    for (QPushButton* const button : {m_more, m_reveal, m_differing, m_close})
        button->setAutoDefault(false);
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_reveal);
    buttons->addWidget(m_differing);
    buttons->addWidget(m_more);
    buttons->addStretch();
    buttons->addWidget(m_close);
    auto* const column = new QVBoxLayout;
    column->setSpacing(12);
    column->addWidget(m_outcomeTitle);
    column->addWidget(m_said);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    column->addStretch();
    return inTheMiddle(column, tableWidth);
}

void BlindReviewDialog::wire()
{
    connect(m_reviewer, &QLineEdit::textChanged, this, &BlindReviewDialog::choiceChanged);
    connect(m_parts, &QComboBox::currentIndexChanged, this, &BlindReviewDialog::choiceChanged);
    connect(m_most, &QSpinBox::valueChanged, this, &BlindReviewDialog::showAvailable);
    m_seen.setSingleShot(true);
    m_seen.setInterval(timeToSee);
    connect(&m_seen, &QTimer::timeout, this, [this] { allowVerdict(true); });
    connect(m_canvas, &widgets::Canvas::pictureReady, this, [this] { m_seen.start(); });
    connect(m_reveal, &QPushButton::clicked, this, [this] {
        m_left = 0;
        fillOutcome();
    });
    connect(m_start, &QPushButton::clicked, this, &BlindReviewDialog::startWanted);
    connect(m_good, &QPushButton::clicked, this, [this] { emit judged(Verdict::Pass); });
    connect(m_notGood, &QPushButton::clicked, this, [this] { emit judged(Verdict::Fail); });
    connect(m_skip, &QPushButton::clicked, this, &BlindReviewDialog::skipped);
    connect(m_back, &QPushButton::clicked, this, &BlindReviewDialog::backWanted);
    connect(m_stop, &QPushButton::clicked, this, &BlindReviewDialog::stopWanted);
    connect(m_more, &QPushButton::clicked, this, &BlindReviewDialog::setupWanted);
    connect(m_differing, &QPushButton::clicked, this, &BlindReviewDialog::differingWanted);
    for (const QPushButton* const button : {m_cancel, m_close})
        connect(button, &QPushButton::clicked, this, &QDialog::reject);
}

BlindReviewDialog::Page BlindReviewDialog::page() const
{
    return Page(m_stack->currentIndex());
}

void BlindReviewDialog::showSetup(const QString& reviewer)
{
    m_reviewer->setText(reviewer);
    m_stack->setCurrentIndex(int(Page::Setup));
    m_reviewer->setFocus();
    m_reviewer->selectAll();
}

QString BlindReviewDialog::reviewer() const
{
    return m_reviewer->text().simplified();
}

BlindParts BlindReviewDialog::parts() const
{
    return m_parts->currentIndex() == 0 ? BlindParts::Decided : BlindParts::All;
}

int BlindReviewDialog::most() const
{
    return m_most->value();
}

void BlindReviewDialog::setAvailable(int count, int open, int unread)
{
    m_available = count;
    m_open = open;
    m_unread = unread;
    showAvailable();
}

void BlindReviewDialog::showAvailable()
{
    const int count = most() > 0 ? std::min(most(), m_available) : m_available;
    const auto sentence = [&] {
        if (reviewer().isEmpty())
            return tr("Say who judges: the verdicts are kept under that name.");
        if (m_open == 0)
            return tr("No parts are open: open a folder first.");
        if (m_available == 0 && m_unread > 0)
            return tr("%n part(s) have not been read yet: wait for the inspection, or go on with it.", nullptr, m_unread);
        if (m_available == 0)
            return parts() == BlindParts::Decided ? tr("There is no part that others have decided and %1 has not judged yet: accept and reject parts first, or choose all.").arg(reviewer())
                                                  : tr("%1 has judged every part that is open.").arg(reviewer());
        return tr("%n part(s) will be shown, by chance and in an order by chance.", nullptr, count);
    };
    m_availableText->setSentence(sentence());
    m_start->setEnabled(!reviewer().isEmpty() && m_available > 0);
}

void BlindReviewDialog::showPart(int index, int count, std::optional<Verdict> said)
{
    m_index = index;
    m_count = count;
    m_stack->setCurrentIndex(int(Page::Parts));
    m_back->setEnabled(index > 1);
    m_seen.stop();
    allowVerdict(false);
    m_skip->setEnabled(false);
    emphasise(m_good, said == Verdict::Pass);
    emphasise(m_notGood, said == Verdict::Fail);
    m_canvas->setBusy(tr("Opening…"));
    showProgress();
    m_canvas->setFocus();
}

void BlindReviewDialog::showProgress()
{
    m_progress->setRange(0, std::max(1, m_count));
    m_progress->setValue(m_index - 1);
    m_progress->setFormat(filledText(tr("Part %1 of %2"), {QLocale().toString(m_index), QLocale().toString(m_count)}));
}

void BlindReviewDialog::showPicture(const QImage& picture)
{
    m_skip->setEnabled(true);
    m_canvas->setImage(picture);
}

void BlindReviewDialog::allowVerdict(bool allowed)
{
    for (QPushButton* const button : {m_good, m_notGood})
        button->setEnabled(allowed);
}

void BlindReviewDialog::showUnreadable(const QString& reason)
{
    m_skip->setEnabled(true);
    m_canvas->setError(tr("This picture can't be shown"), reason + QLatin1Char('\n') + tr("Skip it."));
}

void BlindReviewDialog::showOutcome(const QString& reviewer, const BlindOutcome& outcome, int left)
{
    m_seen.stop();
    m_canvas->setImage({});
    m_left = left;
    m_outcomeOf = reviewer;
    m_outcome = outcome;
    fillOutcome();
    m_stack->setCurrentIndex(int(Page::Outcome));
    m_close->setFocus();
}

void BlindReviewDialog::fillOutcome()
{
    m_model->setTable(agreementRows(m_outcome.compared));
    m_table->fitColumns();

    const bool held = m_left > 0;
    m_reveal->setVisible(held);
    for (QWidget* const figures : std::initializer_list<QWidget*> {m_table, m_differing})
        figures->setVisible(!held);
    m_more->setText(held ? tr("&Go On…") : tr("&Judge More…"));
    QStringList sentences {tr("%1 has judged %n of the open parts blind.", nullptr, m_outcome.judged).arg(m_outcomeOf)};
    if (held)
        sentences.append(tr("%n part(s) of this series are left. How far people agree is best looked at when all are judged: whoever knows it judges otherwise.", nullptr, m_left));
    else if (!m_outcome.compared.empty())
        sentences.append(tr("A kappa of 1 is full agreement, 0 no more than chance would give; people who disagree on a part can't ask a machine to get it right."));
    if (!held && std::ranges::any_of(m_outcome.compared, [](const BlindComparison& one) { return !one.kappa; }))
        sentences.append(tr("Where every verdict is the same, there is no kappa."));
    if (!held && m_outcome.undecided > 0)
        sentences.append(tr("The machine neither passes nor fails %n of them: there it is not compared.", nullptr, m_outcome.undecided));
    m_said->setSentence(widgets::joinedSentences(sentences));
    m_differing->setText(tr("Show the %n Part(s) That &Differ", nullptr, int(m_outcome.differing.size())));
    m_differing->setEnabled(!m_outcome.differing.isEmpty());
}

QString BlindReviewDialog::availableText() const
{
    return m_availableText->sentence();
}

QString BlindReviewDialog::progressText() const
{
    return m_progress->text();
}

QString BlindReviewDialog::outcomeText() const
{
    return m_said->sentence();
}

void BlindReviewDialog::reject()
{
    if (page() == Page::Parts)
        emit stopWanted();
    else
        QDialog::reject();
}

void BlindReviewDialog::retranslate()
{
    setWindowTitle(tr("Blind Review"));
    m_title->setText(tr("Blind Review"));
    m_what->setSentence(tr("Another person judges parts without seeing what the machine or anybody else said of them. It decides nothing, is kept in the review log, and says how far people agree: "
                           "no machine can be asked for more. Whoever judges should not have seen these parts' verdicts."));
    m_reviewerLabel->setText(tr("&Who judges"));
    m_partsLabel->setText(tr("&Parts"));
    m_parts->setItemText(0, tr("that others have decided"));
    m_parts->setItemText(1, tr("all that are open"));
    m_mostLabel->setText(tr("&At most"));
    m_most->setSpecialValueText(tr("all of them"));
    m_start->setText(tr("&Begin"));
    m_cancel->setText(tr("Cancel"));
    m_good->setText(tr("Good (A)"));
    m_notGood->setText(tr("Not Good (R)"));
    m_skip->setText(tr("Skip (S)"));
    m_back->setText(tr("Back (Backspace)"));
    m_stop->setText(tr("End (Esc)"));
    m_stop->setToolTip(tr("What has been said is kept"));
    m_outcomeTitle->setText(tr("How far people agree"));
    m_reveal->setText(tr("&Show Agreement"));
    m_close->setText(tr("Close"));
    showAvailable();
    showProgress();
    fillOutcome();
}

void BlindReviewDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LocaleChange)
        retranslate();
    QDialog::changeEvent(event);
}

}  // namespace app
