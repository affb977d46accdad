#include "app/workbench/fine_tune_dialog.h"

#include "app/workbench/training_facts_view.h"
#include "widgets/example_strip.h"
#include "widgets/joined_sentences.h"
#include "widgets/number_field.h"
#include "widgets/time_estimate.h"
#include "widgets/training_plot.h"

#include <QCheckBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <cmath>

namespace app {
namespace {

constexpr int barSteps = 10'000;

QString percent(double share, int decimals = 1)
{
    return QLocale().toString(share * 100, 'f', decimals) + QStringLiteral(" %");
}

}  // namespace

FineTuneDialog::FineTuneDialog(PickFile pickFolder, QWidget* parent)
    : QDialog(parent)
    , m_model(new QLabel)
    , m_dataset(new FileField(tr("Data set"), std::move(pickFolder)))
    , m_reviewed(new QPushButton)
    , m_summary(new QLabel)
    , m_name(new QLineEdit)
    , m_epochs(new QSpinBox)
    , m_batch(new QSpinBox)
    , m_rate(new widgets::NumberField)
    , m_validation(new QSpinBox)
    , m_patience(new QSpinBox)
    , m_augment(new QCheckBox)
    , m_form(new QFormLayout)
    , m_settings(new QWidget)
    , m_facts(new TrainingFactsView)
    , m_examples(new widgets::ExampleStrip)
    , m_plot(new widgets::TrainingPlot)
    , m_progress(new QProgressBar)
    , m_status(new QLabel)
    , m_verdict(new QLabel)
    , m_check(new QPushButton)
    , m_start(new QPushButton)
    , m_pause(new QPushButton)
    , m_stop(new QPushButton)
    , m_keep(new QPushButton)
    , m_discard(new QPushButton)
    , m_close(new QPushButton)
{
    build();
    setOrder({});
    connectAll();
    retranslate();
    setState(State::Editing);
}

void FineTuneDialog::connectAll()
{
    connect(m_dataset, &FileField::chosen, this, [this](const QString& folder) {
        setDataset({}, false);
        emit datasetChosen(folder);
    });
    connect(m_reviewed, &QPushButton::clicked, this, &FineTuneDialog::reviewedWanted);
    connect(m_name, &QLineEdit::textChanged, this, [this] { setState(m_state); });
    for (QSpinBox* const number : {m_epochs, m_batch, m_validation})
        connect(number, &QSpinBox::valueChanged, this, &FineTuneDialog::forgetEstimates);
    connect(m_augment, &QCheckBox::toggled, this, &FineTuneDialog::forgetEstimates);
    connect(m_check, &QPushButton::clicked, this, [this] { emit checkWanted(order()); });
    connect(m_start, &QPushButton::clicked, this, [this] { emit startWanted(order()); });
    connect(m_pause, &QPushButton::clicked, this, [this] { emit pauseWanted(m_state != State::Paused); });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        setState(State::Stopping);
        m_status->setText(tr("Stopping…"));
        emit stopWanted();
    });
    connect(m_keep, &QPushButton::clicked, this, &FineTuneDialog::keepWanted);
    connect(m_discard, &QPushButton::clicked, this, &FineTuneDialog::discardWanted);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_examples, &widgets::ExampleStrip::pictureWanted, this, &FineTuneDialog::examplePictureWanted);
}

void FineTuneDialog::setModel(const QString& name)
{
    m_modelName = name;
    m_model->setText(name.isEmpty() ? tr("No model is loaded.") : name);
    setState(m_state);
}

void FineTuneDialog::setDataset(const QString& summary, bool usable)
{
    m_summary->setText(summary.isEmpty() ? tr("A folder with good and defective images and masks of the defects: MVTec AD, VisA and a dozen others, or your own.")
                                         : summary);
    m_usable = usable;
    if (usable && m_name->text().trimmed().isEmpty() && !m_dataset->path().isEmpty())
        m_name->setText(QDir(m_dataset->path()).dirName());  // a proposal, to be written over
    setFacts({});
    setState(m_state);
}

void FineTuneDialog::setDatasetPath(const QString& folder)
{
    {
        const QSignalBlocker nobodyChose(m_dataset);
        m_dataset->setPath(folder);
    }
    setDataset({}, false);
}

void FineTuneDialog::setReviewedOffered(bool offered)
{
    m_form->setRowVisible(m_reviewed, offered);
}

FineTuneOrder FineTuneDialog::order() const
{
    return {m_dataset->path(), m_name->text().trimmed(), m_epochs->value(), m_batch->value(), m_rate->value(), m_validation->value() / 100.0,
            m_patience->value(), m_augment->isChecked()};
}

void FineTuneDialog::setOrder(const FineTuneOrder& order)
{
    m_dataset->setPath(order.dataset);
    m_name->setText(order.name);
    m_epochs->setValue(order.epochs);
    m_batch->setValue(order.batch);
    m_rate->setValue(order.rate);
    m_validation->setValue(int(std::lround(order.validation * 100)));
    m_patience->setValue(order.patience);
    m_augment->setChecked(order.augment);
    setDataset({}, false);
}

void FineTuneDialog::setState(State state)
{
    m_state = state;
    const bool editing = state == State::Editing, running = state == State::Running || state == State::Paused, checking = state == State::Checking;
    m_settings->setEnabled(editing);
    m_check->setVisible(editing);
    m_check->setEnabled(editing && m_usable && !m_modelName.isEmpty());
    m_start->setEnabled(editing && m_usable && !m_modelName.isEmpty() && !m_name->text().trimmed().isEmpty());
    m_start->setVisible(editing);
    m_pause->setVisible(running || state == State::Stopping);
    m_pause->setEnabled(running);
    m_pause->setText(state == State::Paused ? tr("&Go On") : tr("&Pause"));
    m_stop->setVisible(running || checking || state == State::Stopping);
    m_stop->setEnabled(running || checking);
    m_progress->setVisible(running || checking || state == State::Stopping);
    m_progress->setRange(0, checking ? 0 : barSteps);  // a check doesn't know how long it takes
    m_keep->setVisible(state == State::Ended);
    m_discard->setVisible(state == State::Ended);
}

void FineTuneDialog::setFacts(const TrainingFacts& facts)
{
    m_facts->setFacts(facts);
    if (facts.source)
        m_summary->setText(sourceText(*facts.source));  // better than the first look at the folder
}

QString FineTuneDialog::factsText() const
{
    return m_summary->text() + QLatin1Char('\n') + m_facts->text();
}

/// Of other settings: what was estimated holds no longer.
void FineTuneDialog::forgetEstimates()
{
    TrainingFacts facts = m_facts->facts();
    facts.training.reset();
    facts.validation.reset();
    facts.leaks = 0;
    facts.memoryMb.reset();
    facts.freeMb.reset();
    facts.seconds.reset();
    facts.device.clear();
    setFacts(facts);
}

void FineTuneDialog::setChecking()
{
    setFacts({});
    m_verdict->hide();
    m_status->setText(tr("Checking: the data set is read, and a step is tried."));
    setState(State::Checking);
}

void FineTuneDialog::setChecked()
{
    m_status->setText(m_facts->facts().isShortOfMemory() ? tr("Checked: this machine may have too little memory for it.") : tr("Checked: ready to start."));
    setState(State::Editing);
}

void FineTuneDialog::setCheckStopped()
{
    m_status->setText(tr("The check was stopped."));
    setState(State::Editing);
}

void FineTuneDialog::setStarted()
{
    m_plot->clear();
    m_examples->clear();
    m_guard.reset();
    m_verdict->hide();
    m_progress->setValue(0);
    m_status->setText(tr("Starting: the data set is read and the model is loaded."));
    setState(State::Running);
}

void FineTuneDialog::setPaused(bool paused)
{
    if (m_state != State::Running && m_state != State::Paused)
        return;
    setState(paused ? State::Paused : State::Running);
    if (paused)
        m_status->setText(tr("Paused. The training keeps its memory; “Go On” continues at once."));
}

void FineTuneDialog::setStep(const TrainingStep& step)
{
    if (step.steps < 1 || m_epochs->value() < 1)
        return;
    const double place = step.epoch - 1 + double(step.step) / step.steps;
    m_plot->addLoss(place, step.loss);
    m_progress->setValue(int(std::lround(barSteps * place / m_epochs->value())));
    if (m_state == State::Running)
        m_status->setText(tr("Epoch %1 of %2, step %3 of %4, loss %5. %6")
                              .arg(step.epoch).arg(m_epochs->value()).arg(step.step).arg(step.steps)
                              .arg(QLocale().toString(step.loss, 'f', 3), step.secondsLeft ? widgets::timeLeftText(*step.secondsLeft) : QString())
                              .trimmed());
}

void FineTuneDialog::setValidation(qint64 done, qint64 total)
{
    if (m_state == State::Running)
        m_status->setText(tr("Judging validation image %1 of %2…").arg(QLocale().toString(done), QLocale().toString(total)));
}

void FineTuneDialog::addEpoch(const TrainingEpoch& epoch)
{
    m_plot->addEpoch({epoch.epoch, epoch.loss, epoch.pixelAp, epoch.imageAuroc, epoch.best});
}

void FineTuneDialog::addExample(const TrainingExample& example)
{
    m_examples->add({example.epoch, example.number, example.product, example.defective, example.file});
}

void FineTuneDialog::setExamplePicture(const QString& file, const QImage& picture)
{
    m_examples->setPicture(file, picture);
}

void FineTuneDialog::setNotice(const QString& sentence)
{
    m_verdict->setText(sentence);
    m_verdict->show();
}

QString FineTuneDialog::guardText() const
{
    const bool pixels = m_guard && m_guard->pixelApBefore && m_guard->pixelApAfter;
    if (!pixels && !(m_guard && m_guard->worse))
        return tr("The validation images can't tell whether the trained model is better: they need good and defective parts with masks.");
    QStringList sentences {pixels ? pixelText() : tr("Worse on the validation images. Discarding it is the safe choice.")};
    if (m_guard->imageAurocBefore && m_guard->imageAurocAfter)
        sentences << tr("Image AUROC %1, before %2.").arg(percent(*m_guard->imageAurocAfter), percent(*m_guard->imageAurocBefore));
    if (m_guard->mcnemar)
        sentences << verdictText();
    return widgets::joinedSentences(sentences);
}

QString FineTuneDialog::pixelText() const
{
    const double before = *m_guard->pixelApBefore, after = *m_guard->pixelApAfter;
    const QString text = after <= before ? tr("Not better on the validation images: pixel AP %1, before %2. Discarding it is the safe choice.")
        : m_guard->worse                 ? tr("Pixel AP is better on the validation images, %1, before %2, but the verdicts are worse. Discarding it is the safe choice.")
                                         : tr("Better on the validation images: pixel AP %1, before %2.");
    return text.arg(percent(after), percent(before));
}

QString FineTuneDialog::verdictText() const
{
    const QLocale locale;
    const QString p = locale.toString(*m_guard->mcnemar, 'g', 2);
    if (*m_guard->mcnemar >= 0.05)
        return tr("The images are too few to tell the two models' verdicts apart (McNemar's test, p = %1).").arg(p);
    const QString text = m_guard->onlyAfter > m_guard->onlyBefore ? tr("Its verdicts are better: right only now %1, right only before %2 (McNemar's test, p = %3).")
                                                                  : tr("Its verdicts are worse: right only now %1, right only before %2 (McNemar's test, p = %3).");
    return text.arg(locale.toString(m_guard->onlyAfter), locale.toString(m_guard->onlyBefore), p);
}

void FineTuneDialog::setGuard(const TrainingGuard& guard)
{
    m_guard = guard;
}

void FineTuneDialog::setFinished(int epochs, int best, bool stoppedEarly)
{
    m_status->setText((stoppedEarly ? tr("Ended early after epoch %1: it got no better. Epoch %2 was the best and is kept.")
                                    : tr("Done: %1 epochs. Epoch %2 was the best and is kept."))
                          .arg(epochs).arg(best));
    setNotice(guardText());
    setState(State::Ended);
}

void FineTuneDialog::setStopped()
{
    m_status->setText(tr("Stopped. What it had learned up to the last whole epoch is kept: start it again with the same settings to go on."));
    setState(State::Editing);
}

void FineTuneDialog::setFailed(const QString& sentence)
{
    m_status->clear();
    setNotice(sentence);
    setState(State::Editing);
}

void FineTuneDialog::setSettled(const QString& sentence)
{
    m_status->setText(sentence);
    m_verdict->hide();
    setState(State::Editing);
}

QString FineTuneDialog::status() const
{
    return m_verdict->isVisibleTo(this) ? m_status->text() + QLatin1Char('\n') + m_verdict->text() : m_status->text();
}

void FineTuneDialog::retranslate()
{
    setWindowTitle(tr("Fine-Tune"));
    const auto name = [this](QWidget* field, const QString& text) { qobject_cast<QLabel*>(m_form->labelForField(field))->setText(text); };
    m_dataset->setWhat(tr("Data set"));
    m_dataset->edit()->setPlaceholderText(tr("Drop a folder here"));
    name(m_model, tr("Begins with"));
    name(m_dataset, tr("&Data set"));
    m_reviewed->setText(tr("Take the Re&viewed Parts of the History"));
    m_reviewed->setToolTip(tr("What people have said on the desk, by label or verdict, becomes a data set. Masks are taken from where the parts' data sets keep them."));
    name(m_name, tr("&Name of the new model"));
    name(m_epochs, tr("&Epochs"));
    name(m_batch, tr("&Images a step"));
    name(m_rate, tr("&Learning rate"));
    name(m_validation, tr("Valida&tion"));
    name(m_patience, tr("Stop earl&y"));
    m_augment->setText(tr("Vary the images while learning (turned, brighter, noisier, &blurred)"));
    m_patience->setSpecialValueText(tr("never"));
    m_patience->setPrefix(tr("after ", "followed by a number of epochs"));
    m_patience->setSuffix(tr(" epochs without a better one"));
    m_validation->setToolTip(tr("Share of the data set that is not learned from: the training is judged by it."));
    m_rate->setToolTip(tr("Published: 0.00004, for MVTec AD 0.00002. Higher learns faster and forgets more."));
    m_check->setText(tr("&Check"));
    m_check->setToolTip(tr("Reads the data and tries a step: what it holds, and how much memory and time the training would take. Nothing is trained."));
    m_start->setText(tr("&Start"));
    m_stop->setText(tr("St&op"));
    m_keep->setText(tr("&Keep and Use"));
    m_discard->setText(tr("Disca&rd"));
    m_close->setText(tr("Close"));
    setModel(m_modelName);
    if (m_summary->text().isEmpty() || !m_usable)
        setDataset({}, false);
}

void FineTuneDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

}  // namespace app
