#include "app/workbench/model_dialog.h"

#include "app/common/path_text.h"
#include "app/workbench/input_sizes.h"
#include "app/workbench/model_details.h"
#include "app/workbench/model_import_dialog.h"
#include "app/workbench/model_list.h"
#include "app/workbench/result_line.h"

#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QListView>
#include <QMessageBox>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

using inference::pipeline::ModelBundle;
using widgets::Mark;

namespace {

/// The model in use as its folder has it, whatever size was chosen for it. Two files alone have no size of their own.
ModelBundle asItIs(const ModelBundle& inUse)
{
    try {
        return inUse.folder.empty() ? inUse : inference::pipeline::readBundle(inUse.folder);
    } catch (const inference::Error&) {
        return inUse;
    }
}

}  // namespace

ModelDialog::ModelDialog(ModelLibrary library, ModelQuestions questions, QWidget* parent)
    : QDialog(parent)
    , m_library(std::move(library))
    , m_questions(std::move(questions))
    , m_models(new ModelListModel(this))
{
    setSizeGripEnabled(true);
    auto* splitter = new QSplitter;
    splitter->addWidget(makeList());
    splitter->addWidget(m_details = new ModelDetails);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    makeStatus();
    auto* runsOn = makeRunsOn();
    makeButtons();
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_status);
    layout->addWidget(runsOn);
    layout->addWidget(m_buttons);

    const int character = fontMetrics().averageCharWidth(), line = fontMetrics().height();
    m_list->setMinimumSize(character * 28, line * 6);
    m_details->setMinimumWidth(character * 32);
    splitter->setSizes({character * 42, character * 74});
    resize(QSize(character * 120, line * 38).boundedTo(screen()->availableSize() * 9 / 10));
    setIdle();
    retranslate();
    refresh();
}

ModelDialog::~ModelDialog() = default;

QWidget* ModelDialog::makeList()
{
    m_list = new QListView;
    m_list->setModel(m_models);
    m_list->setItemDelegate(new ModelRowDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ModelDialog::showSelected);
    connect(m_list, &QListView::doubleClicked, this, &ModelDialog::useSelected);

    m_removeAction = new QAction(m_list);
    m_removeAction->setShortcut(QKeySequence::Delete);
    m_removeAction->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(m_removeAction);
    connect(m_removeAction, &QAction::triggered, this, &ModelDialog::removeSelected);

    m_caption = new QLabel;
    m_caption->setBuddy(m_list);
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_caption);
    layout->addWidget(m_list, 1);
    layout->addWidget(makeListButtons());
    return column;
}

QWidget* ModelDialog::makeListButtons()
{
    m_import = new QPushButton;
    m_remove = new QPushButton;
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    for (QPushButton* button : {m_import, m_remove}) {
        button->setAutoDefault(false);
        layout->addWidget(button);
    }
    layout->addStretch(1);
    connect(m_import, &QPushButton::clicked, this, &ModelDialog::importModel);
    connect(m_remove, &QPushButton::clicked, this, &ModelDialog::removeSelected);
    return row;
}

void ModelDialog::makeStatus()
{
    m_progress = new QProgressBar;
    m_status = new ResultLine;
}

QWidget* ModelDialog::makeRunsOn()
{
    m_device = new QComboBox;
    m_precision = new QComboBox;
    m_precision->addItem(QString(), QStringLiteral("auto"));
    m_precision->addItem(QStringLiteral("float32"), QStringLiteral("fp32"));
    m_precision->addItem(QStringLiteral("bfloat16"), QStringLiteral("bf16"));
    m_precision->addItem(QStringLiteral("float16"), QStringLiteral("fp16"));
    m_inputSize = new QComboBox;
    for (QComboBox* box : {m_device, m_precision, m_inputSize})
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);  // cards become known later and have long names
    connect(m_device, &QComboBox::activated, this, [this] { m_wantedDevice = m_device->currentData().toString(); });

    auto* row = new QWidget;
    auto* grid = new QGridLayout(row);  // a form would squeeze long names instead of asking for their width
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setColumnStretch(2, 1);
    const auto add = [grid](QComboBox* box) {
        auto* label = new QLabel;
        label->setBuddy(box);
        const int line = grid->rowCount();
        grid->addWidget(label, line, 0);
        grid->addWidget(box, line, 1);
        return label;
    };
    m_deviceLabel = add(m_device);
    m_precisionLabel = add(m_precision);
    m_inputSizeLabel = add(m_inputSize);
    m_sizeNote = new QLabel;
    m_sizeNote->setWordWrap(true);
    grid->addWidget(m_sizeNote, grid->rowCount(), 0, 1, 3);
    connect(m_inputSize, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_sizeNote->setVisible(index > 0);
        keepTextsWhole();
    });
    return row;
}

void ModelDialog::makeButtons()
{
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    m_buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    m_use = m_buttons->addButton(QString(), QDialogButtonBox::ApplyRole);
    m_use->setDefault(true);
    connect(m_use, &QPushButton::clicked, this, &ModelDialog::useSelected);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ModelDialog::retranslate()
{
    setWindowTitle(tr("Models"));
    m_list->setAccessibleName(tr("Models"));
    m_caption->setText(tr("&Models:"));
    m_import->setText(tr("&Import…"));
    m_remove->setText(tr("&Remove"));
    m_removeAction->setText(tr("Remove"));
    m_progress->setAccessibleName(tr("Loading the model"));
    m_deviceLabel->setText(tr("&Device:"));
    m_precisionLabel->setText(tr("&Precision:"));
    m_precision->setItemText(0, tr("Automatic"));
    m_inputSizeLabel->setText(tr("Input &size:"));
    m_use->setText(tr("&Use model"));
    fillDevices();
    showSelected();
    keepTextsWhole();
}

void ModelDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        refresh();  // what is wrong with a model was said in the old language
    }
    QDialog::changeEvent(event);
}

void ModelDialog::setMachine(const inference::model::Machine& machine)
{
    m_cards = machine.cudaDevices;
    fillDevices();
}

void ModelDialog::fillDevices()
{
    m_device->clear();
    m_device->addItem(m_cards.empty() ? tr("Automatic") : tr("Automatic (%1)").arg(QString::fromStdString(m_cards.front())),
                      QStringLiteral("auto"));
    m_device->addItem(tr("CPU"), QStringLiteral("cpu"));
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_device->addItem(tr("CUDA %1: %2").arg(i).arg(QString::fromStdString(m_cards[i])), QStringLiteral("cuda:%1").arg(i));
    m_device->setCurrentIndex(std::max(0, m_device->findData(m_wantedDevice)));
}

void ModelDialog::fillInputSizes()
{
    m_inputSize->clear();
    const int row = selectedRow();
    if (row >= 0) {
        const ModelEntry entry = m_models->entryAt(row);
        for (const InputSize& size : inputSizes(entry))
            m_inputSize->addItem(size.text, size.pixels);
        m_sizeNote->setText(inputSizeNote(entry));
        if (m_current && m_models->isCurrent(row))
            m_inputSize->setCurrentIndex(std::max(0, m_inputSize->findData(m_current->options.imageSize)));
    }
    m_inputSize->setEnabled(m_inputSize->count() > 0);
    m_sizeNote->setVisible(m_inputSize->currentIndex() > 0);
}

void ModelDialog::setCurrent(const ModelBundle& bundle)
{
    m_current = bundle;
    m_models->setCurrent(bundle);
    m_wantedDevice = bundle.options.device == "cuda" ? QStringLiteral("cuda:0") : QString::fromStdString(bundle.options.device);
    m_device->setCurrentIndex(std::max(0, m_device->findData(m_wantedDevice)));
    m_precision->setCurrentIndex(std::max(0, m_precision->findData(QString::fromStdString(bundle.options.precision))));
    setIdle();
    if (m_listed && m_models->rowOf(bundle) < 0)
        refresh();
    showSelected();
}

void ModelDialog::setLoading(double fraction, const QString& text)
{
    m_progress->setRange(0, fraction < 0 ? 0 : 1000);
    m_progress->setValue(fraction < 0 ? -1 : int(1000 * fraction));
    m_progress->show();
    m_status->set(Mark::Running, text);
    m_status->show();
    keepTextsWhole();
}

void ModelDialog::setLoadFailed(const QString& sentence)
{
    m_progress->hide();
    m_status->set(Mark::Fail, sentence);
    m_status->show();
    keepTextsWhole();
}

void ModelDialog::setIdle()
{
    m_progress->hide();
    m_status->hide();
    keepTextsWhole();
}

/// A wrapped text needs more height the narrower it is; the layout alone would cut it rather than grow the window.
void ModelDialog::keepTextsWhole()
{
    layout()->activate();
    setMinimumHeight(layout()->hasHeightForWidth() ? layout()->minimumHeightForWidth(width()) : layout()->minimumSize().height());
}

void ModelDialog::resizeEvent(QResizeEvent* event)
{
    QDialog::resizeEvent(event);
    keepTextsWhole();
}

void ModelDialog::refresh(const std::optional<ModelBundle>& select)
{
    const quint64 reading = ++m_reading;
    // A model that was given as two files lies in no folder of the library; it is read with the rest.
    m_reader = std::jthread([this, reading, select, library = m_library, current = m_current, before = std::move(m_reader)]() mutable {
        if (before.joinable())
            before.join();
        QList<ModelEntry> entries = library.read();
        const bool known = !current || std::ranges::any_of(entries, [&](const ModelEntry& e) { return sameModel(e.bundle, *current); });
        if (!known)
            entries.prepend(entryOf(asItIs(*current), false));
        QMetaObject::invokeMethod(this, [this, reading, entries, select] {
            if (reading == m_reading)
                showEntries(entries, select);
        }, Qt::QueuedConnection);
    });
}

void ModelDialog::showEntries(const QList<ModelEntry>& entries, const std::optional<ModelBundle>& select)
{
    const int before = selectedRow();
    const std::optional<ModelBundle> wanted = select ? select : before >= 0 ? m_models->entryAt(before).bundle : m_current;
    m_listed = true;
    m_models->setEntries(entries);
    m_models->setCurrent(m_current);
    int row = wanted ? m_models->rowOf(*wanted) : -1;
    if (row < 0)
        row = std::clamp(before, 0, std::max(0, m_models->rowCount() - 1));
    m_list->setCurrentIndex(m_models->index(row));
    showSelected();
    if (m_current && m_models->rowOf(*m_current) < 0)
        refresh(wanted);  // came into use while the folders were being read
    else
        emit listed();
}

int ModelDialog::selectedRow() const
{
    return m_list->currentIndex().isValid() ? m_list->currentIndex().row() : -1;
}

void ModelDialog::showSelected()
{
    const int row = selectedRow();
    fillInputSizes();
    m_use->setEnabled(row >= 0 && m_models->entryAt(row).problem.isEmpty());
    m_remove->setEnabled(row >= 0 && m_models->entryAt(row).removable && !m_models->isCurrent(row));
    if (row < 0) {
        m_remove->setToolTip({});
        m_details->showHint(m_listed ? tr("No model is here yet. Import makes one of two weight files: a CLIP and the VCP weights trained for it.")
                                     : tr("Looking for models…"));
        return;
    }
    const ModelEntry& entry = m_models->entryAt(row);
    m_remove->setToolTip(!entry.removable          ? tr("Models outside your own library can't be removed here.")
                         : m_models->isCurrent(row) ? tr("The model in use can't be removed. Use another one first.")
                                                    : QString());
    m_details->show(entry);
}

void ModelDialog::useSelected()
{
    const int row = selectedRow();
    if (row < 0 || !m_use->isEnabled())
        return;
    ModelBundle bundle = m_models->entryAt(row).bundle;
    bundle.options.device = m_device->currentData().toString().toStdString();
    bundle.options.precision = m_precision->currentData().toString().toStdString();
    if (m_inputSize->currentIndex() >= 0)
        bundle.options.imageSize = m_inputSize->currentData().toInt();
    emit modelChosen(bundle);
}

bool ModelDialog::askRemoval(const ModelEntry& entry)
{
    if (m_questions.mayRemove)
        return m_questions.mayRemove(this, entry);
    QMessageBox box(QMessageBox::Question, tr("Remove a model"), tr("Remove the model “%1” with its files?").arg(QString::fromStdString(entry.bundle.name)),
                    QMessageBox::Cancel, this);
    box.setInformativeText(tr("Its folder goes to the trash where there is one, and is deleted otherwise."));
    auto* remove = box.addButton(tr("Remove"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == remove;
}

void ModelDialog::removeSelected()
{
    const int row = selectedRow();
    if (row < 0 || !m_remove->isEnabled())
        return;
    const ModelEntry entry = m_models->entryAt(row);
    if (!askRemoval(entry))
        return;
    if (removeModel(entry) == Removal::Failed)
        setLoadFailed(tr("The folder %1 could not be removed. It may belong to somebody else.").arg(pathText(entry.bundle.folder)));
    refresh();
}

void ModelDialog::importModel()
{
    auto* dialog = new ModelImportDialog({m_library.userFolder(), {}}, m_questions.pickFile, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ModelImportDialog::imported, this, [this](const ModelBundle& bundle) { refresh(bundle); });
    dialog->open();
}

}  // namespace app
