#include "app/workbench/evaluation_setup.h"

#include "app/common/evaluation_text.h"
#include "app/workbench/product_ticks.h"
#include "pipeline/dataset_evaluation.h"
#include "widgets/fold_section.h"
#include "widgets/joined_list.h"
#include "widgets/wrapped_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace datasets = inference::datasets;

namespace {

constexpr int barSteps = 1000;

QString shown(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// A combo box as narrow as its place: long names of models must not widen the column.
QComboBox* narrowChoice()
{
    auto* const choice = new QComboBox;
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(12);
    choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return choice;
}

}  // namespace

EvaluationSetup::EvaluationSetup(PickFile pickFolder, QWidget* parent)
    : QWidget(parent)
    , m_folderLabel(new QLabel)
    , m_folder(new FileField(tr("Data set"), std::move(pickFolder)))
    , m_samples(new QPushButton)
    , m_layoutLabel(new QLabel)
    , m_layout(narrowChoice())
    , m_summary(new widgets::WrappedText)
    , m_warnings(new widgets::WrappedText)
    , m_problemText(new widgets::WrappedText)
    , m_splitLabel(new QLabel)
    , m_split(narrowChoice())
    , m_products(new ProductTicks)
    , m_modelLabel(new QLabel)
    , m_model(narrowChoice())
    , m_otherLabel(new QLabel)
    , m_other(narrowChoice())
    , m_baseline(new QCheckBox)
    , m_scoreLabel(new QLabel)
    , m_score(narrowChoice())
    , m_start(new QPushButton)
    , m_cancel(new QPushButton)
    , m_progress(new QProgressBar)
    , m_status(new widgets::WrappedText)
{
    m_problems = new widgets::FoldSection(m_problemText);
    build();
    wire();
    fillProducts();
    retranslate();
}

void EvaluationSetup::build()
{
    m_layout->addItem(QString());
    for (const datasets::Layout layout : datasets::everyLayout)
        m_layout->addItem(shown(datasets::layoutName(layout)), int(layout));
    m_split->addItem(QString(), int(datasets::Split::Test));
    m_split->addItem(QString(), int(datasets::Split::Train));
    m_score->addItems({QString(), QString()});
    m_progress->setRange(0, barSteps);
    m_progress->setTextVisible(false);
    for (QPushButton* const button : {m_samples, m_start, m_cancel})
        button->setAutoDefault(false);

    auto* const column = new QVBoxLayout(this);
    column->setSpacing(4);
    const auto add = [column](QLabel* label, QWidget* field) {
        label->setBuddy(field);
        if (column->count() > 0)
            column->addSpacing(8);
        column->addWidget(label);
        column->addWidget(field);
    };
    add(m_folderLabel, m_folder);
    m_folderLabel->setBuddy(m_folder->edit());  // the field around it takes no focus itself
    column->addWidget(m_samples, 0, Qt::AlignLeading);
    add(m_layoutLabel, m_layout);
    for (QWidget* const said : {static_cast<QWidget*>(m_summary), static_cast<QWidget*>(m_warnings), static_cast<QWidget*>(m_problems)})
        column->addWidget(said);
    add(m_splitLabel, m_split);
    column->addWidget(m_products);
    add(m_modelLabel, m_model);
    add(m_otherLabel, m_other);
    column->addSpacing(8);
    column->addWidget(m_baseline);
    add(m_scoreLabel, m_score);
    auto* const buttons = new QHBoxLayout;
    buttons->addWidget(m_start);
    buttons->addWidget(m_cancel);
    buttons->addStretch();
    column->addSpacing(8);
    column->addLayout(buttons);
    column->addWidget(m_progress);
    column->addWidget(m_status);
    column->addStretch();
}

void EvaluationSetup::wire()
{
    connect(m_folder, &FileField::chosen, this, &EvaluationSetup::askForDataset);
    connect(m_layout, &QComboBox::activated, this, &EvaluationSetup::askForDataset);
    connect(m_samples, &QPushButton::clicked, this, &EvaluationSetup::samplesWanted);
    connect(m_split, &QComboBox::activated, this, &EvaluationSetup::fillProducts);
    connect(m_products, &ProductTicks::ticksChanged, this, &EvaluationSetup::showState);
    for (QComboBox* const choice : {m_model, m_other})
        connect(choice, &QComboBox::activated, this, [this] {
            closeSameModel();
            showState();
            emit modelsChanged();
        });
    connect(m_start, &QPushButton::clicked, this, [this] { emit startWanted(wish()); });
    connect(m_cancel, &QPushButton::clicked, this, &EvaluationSetup::cancelWanted);
}

void EvaluationSetup::setFolder(const QString& folder)
{
    m_folder->setPath(folder);
}

void EvaluationSetup::askForDataset()
{
    m_look.reset();
    m_leaks = {};
    m_failure.clear();
    m_said.clear();
    m_data = Data::None;
    fillProducts();
    showDataset();
    const QVariant layout = m_layout->currentData();
    emit datasetWanted(m_folder->path(), layout.isValid() ? std::optional(datasets::Layout(layout.toInt())) : std::nullopt);
}

void EvaluationSetup::setLooking()
{
    m_data = Data::Looking;
    showDataset();
}

void EvaluationSetup::setLook(const DatasetLook& look)
{
    m_look = look;
    m_data = Data::Ready;
    const auto has = [&](datasets::Split split) {
        return std::ranges::any_of(look.dataset->products, [split](const datasets::Product& product) { return ProductTicks::imagesOf(product, split) > 0; });
    };
    if (!has(datasets::Split::Test) && has(datasets::Split::Train))
        m_split->setCurrentIndex(m_split->findData(int(datasets::Split::Train)));
    else if (!has(datasets::Split::Train))
        m_split->setCurrentIndex(m_split->findData(int(datasets::Split::Test)));
    fillProducts();
    showDataset();
}

void EvaluationSetup::setLookFailed(const QString& sentence)
{
    m_data = Data::Failed;
    m_failure = sentence;
    showDataset();
}

void EvaluationSetup::setLeaks(const DatasetLeaks& leaks)
{
    m_leaks = leaks;
    showDataset();
}

void EvaluationSetup::setModels(const QStringList& names)
{
    const QString model = m_model->currentText(), other = m_other->currentText();
    const bool ofTheModelInUse = m_model->currentIndex() <= 0;
    m_model->clear();
    m_model->addItems(names);
    m_other->clear();
    m_other->addItem(QString());
    m_other->addItems(names);
    // The one in use stays the one in use, whichever that has become.
    m_model->setCurrentIndex(ofTheModelInUse ? (names.isEmpty() ? -1 : 0) : std::max(0, m_model->findText(model)));
    m_other->setCurrentIndex(std::max(0, m_other->findText(other)));
    closeSameModel();
    retranslate();
}

int EvaluationSetup::model() const
{
    return m_model->currentIndex();
}

int EvaluationSetup::other() const
{
    return std::max(-1, m_other->currentIndex() - 1);
}

/// A model is not compared with itself.
void EvaluationSetup::closeSameModel()
{
    auto* const choices = qobject_cast<QStandardItemModel*>(m_other->model());
    for (int i = 1; i < m_other->count(); ++i)
        choices->item(i)->setEnabled(i - 1 != model());
    if (m_other->currentIndex() > 0 && other() == model())
        m_other->setCurrentIndex(0);
}

EvaluationWish EvaluationSetup::wish() const
{
    EvaluationWish wish {datasets::Split(m_split->currentData().toInt()), {}, model(), other(), m_baseline->isChecked() && m_baseline->isEnabled(), m_score->currentIndex() == 1};
    if (!m_products->areAllTicked())
        wish.products = m_products->ticked();
    return wish;
}

/// Good training images are there, for test images.
bool EvaluationSetup::canLearn() const
{
    inference::pipeline::EvaluationRequest request;
    request.products = m_products->ticked();
    return m_look && datasets::Split(m_split->currentData().toInt()) == datasets::Split::Test && !request.products.empty()
        && inference::pipeline::teachesBaseline(*m_look->dataset, request);
}

void EvaluationSetup::fillProducts()
{
    m_products->setDataset(m_look ? m_look->dataset.get() : nullptr, datasets::Split(m_split->currentData().toInt()));
}

void EvaluationSetup::showDataset()
{
    m_layoutLabel->setVisible(!m_folder->path().isEmpty());
    m_layout->setVisible(!m_folder->path().isEmpty());
    m_samples->setVisible(m_folder->path().isEmpty());
    for (QWidget* const one : {static_cast<QWidget*>(m_splitLabel), static_cast<QWidget*>(m_split)})
        one->setVisible(m_look.has_value());
    QStringList lines, warnings, problems;
    if (m_data == Data::None)
        lines.append(tr("A folder with good and defective images and masks of the defects: MVTec AD, VisA and a dozen others, or your own."));
    else if (m_data == Data::Looking)
        lines.append(tr("Looking at the folder…"));
    else if (m_data == Data::Failed)
        lines.append(m_failure);
    if (m_look) {
        const QString layout = shown(datasets::layoutName(m_look->dataset->layout));
        lines.append(m_look->sign.empty() ? tr("“%1”, read as %2.").arg(shown(m_look->dataset->name), layout)
                                          : tr("“%1”, layout %2, told by %3.").arg(shown(m_look->dataset->name), layout, shown(m_look->sign)));
        QStringList others;
        for (const datasets::Layout other : m_look->alsoFits)
            others.append(shown(datasets::layoutName(other)));
        if (!others.isEmpty())
            lines.append(tr("It would also fit: %1.").arg(widgets::joinedList(others)));
        lines += contentLines(m_look->summary);
        problems = problemSentences(m_look->dataset->problems);
    }
    warnings = leakSentences(m_leaks.shared);
    for (const DatasetLeaks::Seen& seen : m_leaks.seen)
        warnings += leakSentences(seen.model, seen.what);
    m_summary->setSentence(lines.join(QLatin1Char('\n')));
    m_warnings->say(warnings.join(QLatin1Char('\n')));
    m_problems->setTitle(tr("%n problem(s) of the data set", nullptr, m_look ? int(m_look->dataset->problems.size()) : 0));
    m_problemText->setSentence(problems.join(QStringLiteral("\n\n")));
    m_problems->setVisible(!problems.isEmpty());
    showState();
}

void EvaluationSetup::showState()
{
    const bool free = !m_running;
    for (QWidget* const field : {static_cast<QWidget*>(m_folder), static_cast<QWidget*>(m_samples), static_cast<QWidget*>(m_layout), static_cast<QWidget*>(m_split),
                                 static_cast<QWidget*>(m_products), static_cast<QWidget*>(m_model), static_cast<QWidget*>(m_other), static_cast<QWidget*>(m_score)})
        field->setEnabled(free);
    m_baseline->setEnabled(free && canLearn());
    const bool ready = m_data == Data::Ready && m_products->tickedImages() > 0 && model() >= 0;
    // One takes the place of the other, under the fingers too.
    const bool hadFocus = m_start->hasFocus() || m_cancel->hasFocus();
    m_start->setEnabled(free && ready);
    m_start->setVisible(free);
    m_cancel->setVisible(m_running);
    if (hadFocus)
        (m_running ? m_cancel : m_start)->setFocus();
    m_progress->setVisible(m_running);
    if (m_running)
        return;
    QString text = m_said;
    if (m_data == Data::Ready && !ready)
        text = model() < 0 ? tr("No model is loaded.")
            : m_products->hasAny() ? tr("Tick a product.")
                                 : tr("No image here is known to be good or defective: there is nothing to evaluate.");
    else if (text.isEmpty() && ready)
        text = tr("%n image(s) would be evaluated.", nullptr, int(m_products->tickedImages()));
    m_status->setSentence(text);
}

void EvaluationSetup::setLoading(const QString& model, double fraction)
{
    m_running = true;
    m_pace = {};
    showState();
    m_progress->setValue(0);
    m_status->setSentence(tr("Loading %1… %2 %").arg(model).arg(int(fraction * 100)));
}

void EvaluationSetup::setProgress(const QString& model, qint64 done, qint64 total)
{
    m_pace = widgets::updatedPace(m_pace, int(done), std::chrono::steady_clock::now());
    m_progress->setValue(total > 0 ? int(barSteps * done / total) : 0);
    if (done >= total) {
        m_status->setSentence(tr("%1: working out the last figures…").arg(model));
        return;
    }
    const QString place = tr("%1: image %2 of %3").arg(model, QLocale().toString(done), QLocale().toString(total));
    const auto left = widgets::secondsLeft(m_pace, int(total - done));
    m_status->setSentence(left && done > 0 ? tr("%1, %2", "how far, how long").arg(place, widgets::timeLeftText(*left)) : place);
}

void EvaluationSetup::setIdle(const QString& sentence)
{
    m_running = false;
    m_said = sentence;
    showState();
}

void EvaluationSetup::setSaid(const QString& sentence)
{
    m_said = sentence;
    showState();
}

QString EvaluationSetup::status() const
{
    return m_status->sentence();
}

void EvaluationSetup::retranslate()
{
    m_folderLabel->setText(tr("&Data set"));
    m_folder->setWhat(tr("Data set"));
    m_folder->edit()->setPlaceholderText(tr("Drop a folder here"));
    m_samples->setText(tr("Use the Sample Pa&rts"));
    m_layoutLabel->setText(tr("La&yout"));
    m_layout->setItemText(0, tr("Found out by itself"));
    m_splitLabel->setText(tr("&Images"));
    m_split->setItemText(0, tr("Test images"));
    m_split->setItemText(1, tr("Training images"));
    m_modelLabel->setText(tr("&Model"));
    m_otherLabel->setText(tr("&Compare with"));
    if (m_other->count() > 0)
        m_other->setItemText(0, tr("no other model"));
    m_baseline->setText(tr("Ta&ke off what good ones show"));
    m_baseline->setToolTip(tr("From at least five good training images of a product it is learned what good parts show at each place, and taken off:\n"
                              "what the recipe's “Good parts” are worth for this product. Figures are not zero-shot then."));
    m_scoreLabel->setText(tr("Score of an ima&ge"));
    m_score->setItemText(0, tr("as published"));
    m_score->setItemText(1, tr("the model's own, by which verdicts are given"));
    m_start->setText(tr("&Start"));
    m_cancel->setText(tr("C&ancel"));
    m_progress->setAccessibleName(tr("Progress of the evaluation"));
    m_summary->setAccessibleName(tr("What the data set holds"));
    m_warnings->setAccessibleName(tr("Warnings"));
    m_problemText->setAccessibleName(tr("Problems of the data set"));
    m_status->setAccessibleName(tr("State of the evaluation"));
    showDataset();
}

void EvaluationSetup::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace app
