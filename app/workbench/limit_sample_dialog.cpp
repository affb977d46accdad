#include "app/workbench/limit_sample_dialog.h"

#include "app/report/limit_sample_order.h"
#include "widgets/joined_sentences.h"
#include "widgets/number_text.h"
#include "widgets/sample_list.h"
#include "widgets/sample_painter.h"
#include "widgets/sample_view.h"
#include "widgets/wrapped_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QSignalBlocker>

#include <algorithm>
#include <utility>

namespace app {

using widgets::SampleCard;

namespace {

constexpr double scales[] {0, 0.5, 1, 2, 4, 8};  // logical pixels a pixel; 0: what fits all
constexpr int longestNote = 200;

/// The same entries stay, with what is highlighted in an open list.
void setItems(QComboBox& field, const QStringList& texts, const QStringList& values)
{
    bool same = field.count() == texts.size();
    for (int i = 0; same && i < field.count(); ++i)
        same = field.itemText(i) == texts[i] && field.itemData(i).toString() == values[i];
    if (same)
        return;
    field.clear();
    for (int i = 0; i < texts.size(); ++i)
        field.addItem(texts[i], values[i]);
}

QLabel* heading()
{
    auto* const label = new QLabel;
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    return label;
}

}  // namespace

LimitSampleDialog::LimitSampleDialog(QWidget* parent)
    : QDialog(parent, Qt::Window)
    , m_good {heading(), new widgets::SampleList}
    , m_bad {heading(), new widgets::SampleList}
    , m_classLabel(new QLabel)
    , m_measureLabel(new QLabel)
    , m_scaleLabel(new QLabel)
    , m_scaleText(new QLabel)
    , m_presentHeading(heading())
    , m_chosenHeading(heading())
    , m_chosenClassLabel(new QLabel)
    , m_noteLabel(new QLabel)
    , m_class(new QComboBox)
    , m_measure(new QComboBox)
    , m_scale(new QComboBox)
    , m_chosenClass(new QComboBox)
    , m_framed(new QCheckBox)
    , m_note(new QLineEdit)
    , m_presentView(new widgets::SampleView)
    , m_chosenView(new widgets::SampleView)
    , m_what(new widgets::WrappedText)
    , m_presentText(new widgets::WrappedText)
    , m_chosenText(new widgets::WrappedText)
    , m_addGood(new QPushButton)
    , m_addBad(new QPushButton)
    , m_show(new QPushButton)
    , m_move(new QPushButton)
    , m_remove(new QPushButton)
    , m_close(new QPushButton)
{
    for (std::size_t i = 0; i < std::size(limitSampleMeasures); ++i)
        m_measure->addItem(QString());
    for (std::size_t i = 0; i < std::size(scales); ++i)
        m_scale->addItem(QString());
    m_framed->setChecked(true);
    m_note->setMaxLength(longestNote);
    m_chosenClass->setEditable(true);
    m_chosenClass->setInsertPolicy(QComboBox::NoInsert);
    m_chosenClass->lineEdit()->setMaxLength(longestNote);
    // Return in a field gives up what was typed there; it must not press a button besides.
    for (QPushButton* const button : {m_addGood, m_addBad, m_show, m_move, m_remove, m_close})
        button->setAutoDefault(false);
    layOut();
    connectFields();
    retranslate();
    resize(QSize(960, 760).boundedTo(screen()->availableSize() * 0.9));
}

void LimitSampleDialog::connectFields()
{
    connect(m_class, &QComboBox::currentIndexChanged, this, &LimitSampleDialog::choiceChanged);
    connect(m_measure, &QComboBox::currentIndexChanged, this, &LimitSampleDialog::choiceChanged);
    connect(m_scale, &QComboBox::currentIndexChanged, this, &LimitSampleDialog::applyScale);
    connect(m_framed, &QCheckBox::toggled, this, &LimitSampleDialog::applyScale);
    const auto add = [this](bool good) {
        giveNote();  // a key leaves the focus in its field
        giveClass();
        emit addWanted(good);
    };
    connect(m_addGood, &QPushButton::clicked, this, [add] { add(true); });
    connect(m_addBad, &QPushButton::clicked, this, [add] { add(false); });
    connect(m_show, &QPushButton::clicked, this, [this] { emit showWanted(m_chosen); });
    connect(m_move, &QPushButton::clicked, this, [this] { emit moveWanted(m_chosen); });
    connect(m_remove, &QPushButton::clicked, this, [this] { emit removeWanted(m_chosen); });
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_note, &QLineEdit::editingFinished, this, &LimitSampleDialog::giveNote);
    connect(m_chosenClass->lineEdit(), &QLineEdit::editingFinished, this, &LimitSampleDialog::giveClass);
    connect(m_chosenClass, &QComboBox::textActivated, this, &LimitSampleDialog::giveClass);
    connectSide(m_good, true);
    connectSide(m_bad, false);
}

void LimitSampleDialog::connectSide(Side& side, bool good)
{
    const auto keyOf = [this, good](int card) { return card >= 0 && std::size_t(card) < entries(good).size() ? entries(good)[std::size_t(card)].key : QString(); };
    connect(side.list, &widgets::SampleList::cardChosen, this, [this, keyOf](int card) {
        if (const QString key = keyOf(card); !key.isEmpty())
            choose(key);
    });
    connect(side.list, &widgets::SampleList::cardActivated, this, [this, keyOf](int card) { emit showWanted(keyOf(card)); });
    connect(side.list, &widgets::SampleList::removeWanted, this, [this, keyOf](int card) {
        if (m_remove->isEnabled())
            emit removeWanted(keyOf(card));
    });
}

std::optional<QString> LimitSampleDialog::className() const
{
    return m_class->currentIndex() <= 0 ? std::nullopt : std::optional(m_class->currentData().toString());
}

widgets::Measure LimitSampleDialog::measure() const
{
    return limitSampleMeasures[std::size_t(std::max(0, m_measure->currentIndex()))];
}

int LimitSampleDialog::scale() const
{
    return m_scale->currentIndex();
}

bool LimitSampleDialog::framed() const
{
    return m_framed->isChecked();
}

void LimitSampleDialog::setChoice(widgets::Measure measure, int scale, bool framed)
{
    const QSignalBlocker quietMeasure(m_measure), quietScale(m_scale), quietFramed(m_framed);
    const auto found = std::ranges::find(limitSampleMeasures, measure);
    m_measure->setCurrentIndex(found == limitSampleMeasures.end() ? 0 : int(found - limitSampleMeasures.begin()));
    m_scale->setCurrentIndex(std::clamp(scale, 0, int(std::size(scales)) - 1));
    m_framed->setChecked(framed);
    applyScale();
}

void LimitSampleDialog::setWall(const LimitSampleWall& wall)
{
    if (wall == m_wall)
        return;
    m_wall = wall;
    fill();
}

void LimitSampleDialog::fill()
{
    if (!chosenEntry())
        m_chosen.clear();
    fillClasses();
    fillLists();
    fillPresent();
    fillChosen();
    applyScale();
}

void LimitSampleDialog::choose(const QString& key)
{
    if (key != m_chosen) {
        giveNote();  // of the one before
        giveClass();
    }
    m_chosen = key;
    fillLists();
    fillChosen();
}

void LimitSampleDialog::forget()
{
    m_chosen.clear();
    fill();
}

const LimitSampleEntry* LimitSampleDialog::chosenEntry() const
{
    for (const bool good : {true, false})
        if (const auto found = std::ranges::find(entries(good), m_chosen, &LimitSampleEntry::key); found != entries(good).end())
            return &*found;
    return nullptr;
}

void LimitSampleDialog::fillClasses()
{
    const QSignalBlocker quiet(m_class);
    const std::optional<QString> wanted = className();
    QStringList texts {tr("All")}, values {QString()};
    for (const QString& name : m_wall.classes) {
        texts.append(name.isEmpty() ? tr("not classified") : name);
        values.append(name);
    }
    setItems(*m_class, texts, values);
    int index = 0;
    if (wanted) {
        const auto found = std::ranges::find(m_wall.classes, *wanted);
        index = found == m_wall.classes.end() ? -1 : int(found - m_wall.classes.begin()) + 1;
    }
    m_class->setCurrentIndex(std::max(0, index));
    if (index < 0)  // its last sample is gone
        QMetaObject::invokeMethod(this, &LimitSampleDialog::choiceChanged, Qt::QueuedConnection);
}

void LimitSampleDialog::fillLists()
{
    const auto fill = [this](Side& side, bool good) {
        std::vector<SampleCard> cards;
        int current = -1;
        for (const LimitSampleEntry& entry : entries(good)) {
            if (entry.key == m_chosen)
                current = int(cards.size());
            cards.push_back(entry.card);
        }
        side.list->setCards(std::move(cards));
        side.list->setCurrentCard(current);
        side.list->setPlaceholder(m_wall.ofOneClass ? tr("None of this class") : good ? tr("Regions with which a part is still good") : tr("Regions with which a part is no longer good"));
        side.heading->setText((good ? tr("Still good: %1") : tr("No longer good: %1")).arg(widgets::wholeNumber(double(entries(good).size()))));
    };
    fill(m_good, true);
    fill(m_bad, false);
}

void LimitSampleDialog::fillPresent()
{
    m_presentView->setCard(m_wall.present);
    m_presentText->setSentence(widgets::joinedSentences({m_wall.presentText, m_wall.state}));
    m_addGood->setEnabled(m_wall.mayAdd && m_wall.present);
    m_addBad->setEnabled(m_wall.mayAdd && m_wall.present);
}

void LimitSampleDialog::fillChosen()
{
    const LimitSampleEntry* const entry = chosenEntry();
    const bool may = entry && m_wall.mayChange;
    m_chosenView->setCard(entry ? std::optional(entry->card) : std::nullopt);
    m_chosenText->setSentence(entry ? entry->card.sentence : m_wall.samples == 0 ? tr("There are no limit samples yet.") : tr("Choose a sample above."));
    m_show->setEnabled(entry && entry->isOpen);
    m_show->setToolTip(entry && !entry->isOpen ? tr("Its part is not among those that are open.") : QString());
    m_move->setEnabled(may);
    m_move->setText(entry && std::ranges::find(m_wall.good, entry->key, &LimitSampleEntry::key) == m_wall.good.end() ? tr("It &Is Still Good") : tr("It &Is No Longer Good"));
    m_remove->setEnabled(may);
    m_note->setEnabled(may);
    m_chosenClass->setEnabled(may);
    const bool another = std::exchange(m_written, m_chosen) != m_chosen;
    if (another || m_note->text() == m_writtenNote) {
        if (const QString note = entry ? entry->note : QString(); m_note->text() != note)
            m_note->setText(note);
        m_writtenNote = m_note->text();
    }
    const QSignalBlocker quiet(m_chosenClass);
    const QString typed = m_chosenClass->currentText();
    const bool isTyped = !another && typed != m_writtenClass;
    setItems(*m_chosenClass, m_wall.knownClasses, m_wall.knownClasses);
    const QString name = isTyped ? typed : entry ? entry->className : QString();
    if (m_chosenClass->currentText() != name)
        m_chosenClass->setEditText(name);
    if (!isTyped)
        m_writtenClass = m_chosenClass->currentText();
}

void LimitSampleDialog::giveNote()
{
    const LimitSampleEntry* const entry = chosenEntry();
    if (!entry || m_written != m_chosen || m_note->text() == m_writtenNote)
        return;
    m_writtenNote = m_note->text();
    emit noteWanted(QString(entry->key), m_note->text().trimmed());
}

void LimitSampleDialog::giveClass()
{
    const LimitSampleEntry* const entry = chosenEntry();
    if (!entry || m_written != m_chosen || m_chosenClass->currentText() == m_writtenClass)
        return;
    m_writtenClass = m_chosenClass->currentText();
    emit classWanted(QString(entry->key), m_chosenClass->currentText().trimmed());
}

void LimitSampleDialog::applyScale()
{
    double scale = scales[std::size_t(std::max(0, m_scale->currentIndex()))];
    if (scale == 0) {
        std::vector<SampleCard> cards;
        for (const bool good : {true, false})
            for (const LimitSampleEntry& entry : entries(good))
                cards.push_back(entry.card);
        if (m_wall.present)
            cards.push_back(*m_wall.present);
        scale = widgets::fittingScale(cards, widgets::sampleSide);
    }
    for (widgets::SampleList* const list : {m_good.list, m_bad.list})
        list->setLook(scale, m_framed->isChecked());
    for (widgets::SampleView* const view : {m_presentView, m_chosenView})
        view->setLook(scale, m_framed->isChecked());
    m_scaleText->setText(tr("A square is %1 wide.").arg(widgets::lengthText(widgets::sampleSide / scale, m_wall.mmPerPixel)));
}

QString LimitSampleDialog::presentText() const
{
    return m_presentText->sentence();
}

QString LimitSampleDialog::chosenText() const
{
    return m_chosenText->sentence();
}

void LimitSampleDialog::retranslate()
{
    setWindowTitle(tr("Limit Samples"));
    m_what->setSentence(tr("What people have agreed on: with these regions a part is still good, with those it no longer is. They lie in the recipe, go where it goes, and judge nothing by "
                           "themselves: they are for the eye, when a region is to be decided, and for whoever sets the limits."));
    m_classLabel->setText(tr("&Class"));
    m_measureLabel->setText(tr("&By"));
    for (std::size_t i = 0; i < limitSampleMeasures.size(); ++i)
        m_measure->setItemText(int(i), widgets::measureName(limitSampleMeasures[i]));
    m_scaleLabel->setText(tr("Sc&ale"));
    const QStringList names {tr("fitting"), QStringLiteral("1:2"), QStringLiteral("1:1"), QStringLiteral("2:1"), QStringLiteral("4:1"), QStringLiteral("8:1")};
    for (int i = 0; i < names.size(); ++i)
        m_scale->setItemText(i, names[i]);
    m_scale->setToolTip(tr("One scale for all: the same length is as long in every square"));
    m_framed->setText(tr("C&orners"));
    m_framed->setToolTip(tr("Corners around the region that is meant"));
    m_presentHeading->setText(tr("Region in the main window"));
    m_chosenHeading->setText(tr("Chosen sample"));
    m_addGood->setText(tr("Add as Still &Good"));
    m_addBad->setText(tr("Add as &No Longer Good"));
    m_chosenClassLabel->setText(tr("Cla&ss"));
    m_noteLabel->setText(tr("No&te"));
    m_show->setText(tr("Sho&w Part"));
    m_remove->setText(tr("&Remove"));
    m_close->setText(tr("Close"));
    m_good.list->setAccessibleName(tr("Samples that are still good"));
    m_bad.list->setAccessibleName(tr("Samples that are no longer good"));
    m_presentView->setAccessibleName(m_presentHeading->text());
    m_chosenView->setAccessibleName(m_chosenHeading->text());
    fill();
}

void LimitSampleDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

}  // namespace app
