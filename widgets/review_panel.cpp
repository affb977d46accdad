#include "widgets/review_panel.h"

#include "widgets/verdict_style.h"
#include "widgets/wrapped_text.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>

namespace widgets {
namespace {

/// What holds now, told by the accent: a pressed look alone is lost on a dark ground.
void emphasise(QAbstractButton* button, bool on)
{
    QPalette palette = button->parentWidget()->palette();
    if (on) {
        palette.setColor(QPalette::Button, palette.color(QPalette::Highlight));
        palette.setColor(QPalette::ButtonText, palette.color(QPalette::HighlightedText));
    }
    button->setPalette(palette);
}

}  // namespace

using inference::Label;
using inference::Verdict;

ReviewPanel::ReviewPanel(QWidget* parent)
    : QFrame(parent)
    , m_accept(new QPushButton)
    , m_reject(new QPushButton)
    , m_overrule(new QPushButton)
    , m_state(new WrappedText)
    , m_withdraw(new QToolButton)
    , m_labelTitle(new QLabel)
    , m_labels(new QButtonGroup(this))
    , m_classTitle(new QLabel)
    , m_class(new QComboBox)
    , m_noteTitle(new QLabel)
    , m_note(new QPlainTextEdit)
{
    build();
    connect(m_accept, &QPushButton::clicked, this, &ReviewPanel::acceptWanted);
    connect(m_reject, &QPushButton::clicked, this, &ReviewPanel::rejectWanted);
    connect(m_overrule, &QPushButton::clicked, this, &ReviewPanel::overruleWanted);
    connect(m_withdraw, &QToolButton::clicked, this, &ReviewPanel::withdrawWanted);
    connect(m_labels, &QButtonGroup::idClicked, this, [this](int id) { emit labelWanted(Label(id)); });
    connect(m_class, &QComboBox::activated, this, &ReviewPanel::commitClass);
    m_note->installEventFilter(this);
    m_class->installEventFilter(this);  // not its line, which gets its keys from the box
    retranslate();
    refresh();
}

ReviewPanel::~ReviewPanel()
{
    // A field that loses the focus because it goes away has nothing more to say, and nobody to say it to.
    m_class->disconnect(this);
}

void ReviewPanel::build()
{
    auto* const grid = new QGridLayout(this);
    grid->setContentsMargins(12, 8, 12, 8);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);

    auto* const verdicts = new QHBoxLayout;
    verdicts->setSpacing(4);
    for (QPushButton* const button : {m_accept, m_reject, m_overrule})
        verdicts->addWidget(button, 1);
    grid->addLayout(verdicts, 0, 0, 1, 2);

    auto* const state = new QHBoxLayout;
    state->setSpacing(4);
    state->addWidget(m_state, 1);
    state->addWidget(m_withdraw, 0, Qt::AlignTop);
    grid->addLayout(state, 1, 0, 1, 2);

    auto* const labels = new QHBoxLayout;
    labels->setSpacing(4);
    for (const Label label : {Label::None, Label::Good, Label::Defective}) {
        auto* const button = new QToolButton;
        button->setCheckable(true);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        m_labels->addButton(button, int(label));
        labels->addWidget(button, 1);
    }
    grid->addWidget(m_labelTitle, 2, 0);
    grid->addLayout(labels, 2, 1);

    m_class->setFocusPolicy(Qt::StrongFocus);
    m_class->setEditable(true);
    m_class->setInsertPolicy(QComboBox::NoInsert);
    m_class->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_class->lineEdit()->setMaxLength(100);
    m_classTitle->setBuddy(m_class);
    grid->addWidget(m_classTitle, 3, 0);
    grid->addWidget(m_class, 3, 1);

    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(m_note->fontMetrics().lineSpacing() * 2 + 16);
    m_noteTitle->setBuddy(m_note);
    grid->addWidget(m_noteTitle, 4, 0, Qt::AlignTop);
    grid->addWidget(m_note, 4, 1);
}

void ReviewPanel::setFacts(const QString& part, const ReviewFacts& facts)
{
    const QString partBefore = m_part;
    const int regionBefore = m_facts.region;
    const bool samePart = part == m_part;
    const bool sameRegion = samePart && facts.region == m_facts.region;
    const bool typingNote = samePart && m_note->hasFocus() && m_note->toPlainText() != m_facts.note;
    const bool typingClass = sameRegion && m_class->hasFocus();
    // A button or a key that leads to another part needn't take the focus: what was typed till then is given up now.
    const std::optional<QString> note = !samePart && m_note->hasFocus() ? typedNote() : std::nullopt;
    const std::optional<QString> name = !sameRegion && m_class->hasFocus() ? typedClass() : std::nullopt;
    m_part = part;
    m_facts = facts;
    if (!typingNote && m_note->toPlainText() != facts.note)
        m_note->setPlainText(facts.note);
    if (!typingClass) {
        const QSignalBlocker quiet(m_class);
        m_class->clear();
        m_class->addItems(facts.classes);
        m_class->setCurrentIndex(-1);
        m_class->setEditText(facts.regionClass);
    }
    refresh();
    // Last: who hears it may answer with facts.
    if (note)
        emit noteWanted(partBefore, *note);
    if (name)
        emit classWanted(partBefore, regionBefore, *name);
}

void ReviewPanel::editClass()
{
    if (!m_class->isEnabled())
        return;
    m_class->setFocus(Qt::ShortcutFocusReason);
    m_class->lineEdit()->selectAll();
}

void ReviewPanel::editNote()
{
    if (!m_note->isEnabled())
        return;
    m_note->setFocus(Qt::ShortcutFocusReason);
    m_note->moveCursor(QTextCursor::End);
}

std::optional<QString> ReviewPanel::typedNote() const
{
    const QString text = m_note->toPlainText().trimmed();
    return text != m_facts.note ? std::optional(text) : std::nullopt;
}

std::optional<QString> ReviewPanel::typedClass() const
{
    QString name = m_class->currentText().trimmed();
    // One class, one spelling: typed in another case it is still the known one.
    for (const QString& known : m_facts.classes)
        if (known.compare(name, Qt::CaseInsensitive) == 0)
            name = known;
    return m_facts.region > 0 && name != m_facts.regionClass ? std::optional(name) : std::nullopt;
}

void ReviewPanel::commitNote()
{
    if (const auto text = typedNote())
        emit noteWanted(m_part, *text);
}

void ReviewPanel::commitClass()
{
    if (const auto name = typedClass())
        emit classWanted(m_part, m_facts.region, *name);
}

QString ReviewPanel::stateText() const
{
    if (!m_facts.reviewable)
        return {};
    if (!m_facts.human)
        return tr("Not reviewed yet.");
    const QString word = styleOf(*m_facts.human, palette()).word;
    const QString who = m_facts.by.isEmpty() ? tr("somebody") : m_facts.by;
    const QString when = QLocale().toString(m_facts.when.toLocalTime(), QLocale::ShortFormat);
    if (m_facts.machine && *m_facts.machine != *m_facts.human)
        return tr("Overruled: %1, says %2, %3. The machine says %4.").arg(word, who, when, styleOf(*m_facts.machine, palette()).word);
    return tr("%1, says %2, %3.").arg(word, who, when);
}

void ReviewPanel::refresh()
{
    m_accept->setEnabled(m_facts.reviewable);
    m_reject->setEnabled(m_facts.reviewable);
    m_overrule->setEnabled(m_facts.reviewable && m_facts.machine.has_value());
    emphasise(m_accept, m_facts.human == Verdict::Pass);
    emphasise(m_reject, m_facts.human == Verdict::Fail);
    m_withdraw->setVisible(m_facts.human.has_value());
    m_state->setSentence(m_facts.blind.isEmpty() ? stateText() : tr("%1 Judged blind: %2.").arg(stateText(), m_facts.blind));
    for (QAbstractButton* const button : m_labels->buttons())
        button->setEnabled(m_facts.reviewable);
    m_labels->button(int(m_facts.label))->setChecked(true);
    for (QAbstractButton* const button : m_labels->buttons())
        emphasise(button, button->isChecked() && m_facts.label != Label::None);
    const bool region = m_facts.reviewable && m_facts.region > 0;
    m_class->setEnabled(region);
    m_classTitle->setEnabled(region);
    m_classTitle->setText(region ? tr("Region %1").arg(m_facts.region) : tr("Region"));
    m_class->lineEdit()->setPlaceholderText(region ? tr("Class, such as scratch") : tr("Select a region first"));
    m_note->setEnabled(m_facts.reviewable);
}

void ReviewPanel::retranslate()
{
    m_accept->setText(tr("Accept"));
    m_accept->setToolTip(tr("The part is good (A)"));
    m_reject->setText(tr("Reject"));
    m_reject->setToolTip(tr("The part is defective (R)"));
    m_overrule->setText(tr("Overrule"));
    m_overrule->setToolTip(tr("The opposite of what the machine says (O)"));
    m_withdraw->setText(tr("Take Back"));
    m_withdraw->setToolTip(tr("Take your verdict back; the log keeps both"));
    m_labelTitle->setText(tr("Really is"));
    const QStringList words {tr("Unknown"), tr("Good"), tr("Defective")};
    const QStringList tips {tr("What the part really is isn't known (U)"), tr("The part is really good; limits are tuned against this (G)"),
                            tr("The part is really defective; limits are tuned against this (B)")};
    for (int i = 0; i < words.size(); ++i) {
        m_labels->button(i)->setText(words.at(i));
        m_labels->button(i)->setToolTip(tips.at(i));
    }
    m_class->setAccessibleName(tr("Class of the region"));
    m_class->setToolTip(tr("Class of the selected region (L)"));
    m_noteTitle->setText(tr("Note"));
    m_note->setPlaceholderText(tr("Note on this part (N)"));
    m_note->setAccessibleName(tr("Note on this part"));
}

void ReviewPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();
    }
    if (event->type() == QEvent::PaletteChange)
        refresh();
    QFrame::changeEvent(event);
}

bool ReviewPanel::onNoteKey(int key, bool control)
{
    if (key == Qt::Key_Escape) {
        m_note->setPlainText(m_facts.note);
        m_note->moveCursor(QTextCursor::End);
    } else if (control && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        commitNote();
    } else {
        return false;
    }
    emit editingDone();
    return true;
}

bool ReviewPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut) {
        watched == m_note ? commitNote() : commitClass();
    } else if (event->type() == QEvent::KeyPress) {
        const auto* const key = dynamic_cast<QKeyEvent*>(event);
        if (watched == m_note)
            return onNoteKey(key->key(), key->modifiers().testFlag(Qt::ControlModifier));
        if (key->key() == Qt::Key_Escape)
            m_class->setEditText(m_facts.regionClass);
        else if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)
            commitClass();
        else
            return false;
        emit editingDone();
        return true;
    } else if (event->type() == QEvent::Wheel && watched == m_class) {
        event->ignore();  // scrolls the panel: a turn too far must never class a region
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace widgets
