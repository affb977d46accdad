#include "app/workbench/model_import_dialog.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/workbench/result_line.h"
#include "widgets/scrolled.h"

#include <QEvent>
#include <QDialogButtonBox>
#include <QDropEvent>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QScreen>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

using widgets::Mark;

namespace {

struct Finding {
    Mark mark = Mark::Waiting;
    QString text;
    QString toolTip;
};

/// What is said of one of the two files.
Finding findingOf(const QString& what, const std::optional<inference::Error>& error, quint64 bytes, const std::string& sha256, bool hashing)
{
    if (error)
        return {Mark::Fail, sentence(*error), {}};
    const QString file = ModelImportDialog::tr("%1, %2.").arg(what, bytesText(bytes));
    if (sha256.empty())
        return {Mark::Pass, hashing ? ModelImportDialog::tr("%1\nSHA-256: being computed…").arg(file) : file, {}};
    const QString hash = QString::fromStdString(sha256);
    const QString brief = QStringLiteral("%1…%2").arg(hash.first(8), hash.last(8));
    return {Mark::Pass, ModelImportDialog::tr("%1\nSHA-256: %2\n%3").arg(file, brief, publishedText(publishedAs(sha256))), hash};
}

void apply(ResultLine* line, const Finding& finding)
{
    line->set(finding.mark, finding.text, finding.toolTip);
    line->show();
}

}  // namespace

ModelImportDialog::ModelImportDialog(ImportPlace place, PickFile pickFile, QWidget* parent)
    : QDialog(parent)
    , m_import(std::move(place))
    , m_pickFile(std::move(pickFile))
{
    setAcceptDrops(true);
    auto* scroll = widgets::scrolled(makeFields(), Qt::ScrollBarAsNeeded);
    scroll->setMinimumSize(fontMetrics().averageCharWidth() * 56, fontMetrics().height() * 12);
    m_busy = new QLabel;
    m_busy->setWordWrap(true);
    m_progress = new QProgressBar;
    m_progress->setRange(0, 1000);
    m_outcome = new ResultLine;
    m_outcome->hide();
    makeButtons();

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_busy);
    layout->addWidget(m_progress);
    layout->addWidget(m_outcome);
    layout->addWidget(m_buttons);
    wire();
    setBusy({});
    retranslate();
    resize(QSize(fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 34).boundedTo(screen()->availableSize() * 9 / 10));
}

QWidget* ModelImportDialog::makeFields()
{
    auto* page = new QWidget;
    m_intro = new QLabel;
    m_intro->setWordWrap(true);
    m_clip = new FileField({}, m_pickFile);
    m_vcp = new FileField({}, m_pickFile);
    m_name = new QLineEdit;
    m_imageSize = new QSpinBox;
    m_imageSize->setRange(1, 4096);
    m_imageSize->setValue(ImportRequest().imageSize);
    m_layers = new QLineEdit;

    m_fields = new QWidget;
    auto* form = new QFormLayout(m_fields);
    form->setContentsMargins(0, 0, 0, 0);
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (QWidget* field : std::initializer_list<QWidget*> {m_clip, m_vcp, m_name, m_imageSize, m_layers})
        form->addRow(QStringLiteral(" "), field);

    auto* layout = new QVBoxLayout(page);
    layout->setSpacing(12);
    layout->addWidget(m_intro);
    layout->addWidget(m_fields);
    for (ResultLine** line : {&m_clipLine, &m_vcpLine, &m_fitLine})
        layout->addWidget(*line = new ResultLine);
    layout->addStretch(1);
    return page;
}

void ModelImportDialog::makeButtons()
{
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_importButton = m_buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_importButton->setDefault(true);
    m_buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);  // Enter never means to give up
    connect(m_importButton, &QPushButton::clicked, this, &ModelImportDialog::beginImport);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void ModelImportDialog::retranslate()
{
    setWindowTitle(tr("Import a model"));
    m_intro->setText(tr("A model is made of two weight files: a CLIP, such as ViT-L-14-336px.pt, and the VCP weights that were trained "
                        "for it, such as train_visa.pth. Both are checked before anything is copied."));
    m_clip->setWhat(tr("CLIP weights"));
    m_vcp->setWhat(tr("VCP weights"));
    m_imageSize->setSuffix(tr(" px"));
    auto* const form = static_cast<QFormLayout*>(m_fields->layout());
    const auto label = [form](QWidget* field, const QString& text) { static_cast<QLabel*>(form->labelForField(field))->setText(text); };
    label(m_clip, tr("&CLIP weights:"));
    label(m_vcp, tr("&VCP weights:"));
    label(m_name, tr("&Name:"));
    label(m_imageSize, tr("Image &size:"));
    label(m_layers, tr("Tapped &layers:"));
    m_importButton->setText(tr("&Import"));
    if (const QString busy = busyText(); !busy.isEmpty()) {
        m_busy->setText(busy);
        m_progress->setAccessibleName(busy);
    }
    updateLines();
}

void ModelImportDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void ModelImportDialog::wire()
{
    connect(m_clip, &FileField::chosen, this, &ModelImportDialog::filesChanged);
    connect(m_vcp, &FileField::chosen, this, &ModelImportDialog::filesChanged);
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString& text) { m_nameIsTheirs = !text.isEmpty(); });
    connect(m_name, &QLineEdit::textChanged, this, &ModelImportDialog::updateButtons);
    connect(m_imageSize, &QSpinBox::valueChanged, this, &ModelImportDialog::updateLines);
    connect(m_layers, &QLineEdit::textChanged, this, &ModelImportDialog::updateLines);

    connect(&m_import, &ModelImport::progressed, this, [this](double fraction) { m_progress->setValue(int(1000 * fraction)); });
    connect(&m_import, &ModelImport::opened, this, [this](const ImportCheck& check) {
        if (m_clip->path().isEmpty() || m_vcp->path().isEmpty())
            return;  // emptied while the answer was on its way
        m_check = check;
        setBusy(check.fits() ? busyText() : QString());
        updateLines();
        if (!check.fits())
            emit settled();
    });
    connect(&m_import, &ModelImport::checked, this, [this](const ImportCheck& check) {
        m_check = check;
        setBusy({});
        updateLines();
        emit settled();
    });
    connect(&m_import, &ModelImport::failed, this, &ModelImportDialog::importEnded);
    connect(&m_import, &ModelImport::cancelled, this, [this] { importEnded({}); });
    connect(&m_import, &ModelImport::imported, this, [this](const inference::pipeline::ModelBundle& bundle) {
        importEnded({});
        emit imported(bundle);
        accept();
    });
}

void ModelImportDialog::filesChanged()
{
    m_check.reset();
    m_outcome->hide();
    if (!m_nameIsTheirs)
        m_name->setText(QFileInfo(m_vcp->path()).completeBaseName());
    if (m_clip->path().isEmpty() || m_vcp->path().isEmpty()) {
        m_import.cancel();
        setBusy({});
    } else {
        m_import.check(request());
        setBusy(busyText());
    }
    updateLines();
}

std::optional<std::vector<int>> ModelImportDialog::layers() const
{
    static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
    std::vector<int> numbers;
    for (const QString& part : m_layers->text().split(between, Qt::SkipEmptyParts)) {
        bool good = false;
        numbers.push_back(part.toInt(&good));
        if (!good)
            return {};
    }
    return numbers;
}

ImportRequest ModelImportDialog::request() const
{
    return {toPath(m_clip->path()), toPath(m_vcp->path()), m_name->text().trimmed(), m_imageSize->value(),
            layers().value_or(std::vector<int>())};
}

void ModelImportDialog::updateLines()
{
    for (ResultLine* line : {m_clipLine, m_vcpLine, m_fitLine})
        line->hide();
    const QString automatic = m_check ? layersText(defaultLayers(*m_check)) : QString();
    m_layers->setPlaceholderText(automatic.isEmpty() ? tr("Automatic") : tr("Automatic: %1").arg(automatic));
    if (m_check) {
        const bool hashing = m_import.isRunning();
        apply(m_clipLine, findingOf(m_check->clip ? tr("CLIP: %1").arg(clipText(*m_check->clip)) : QString(), m_check->clipError,
                                    m_check->clipBytes, m_check->clipSha256, hashing));
        apply(m_vcpLine, findingOf(m_check->vcp ? tr("VCP: %1").arg(vcpText(*m_check->vcp)) : QString(), m_check->vcpError,
                                   m_check->vcpBytes, m_check->vcpSha256, hashing));
        const auto options = optionsError(request(), *m_check);
        if (m_check->misfit)
            apply(m_fitLine, {Mark::Fail, sentence(*m_check->misfit), {}});
        else if (m_check->fits() && !layers())
            apply(m_fitLine, {Mark::Fail, tr("Tapped layers are whole numbers with commas between them, such as 6, 12, 18, 24."), {}});
        else if (options)
            apply(m_fitLine, {Mark::Fail, sentence(*options), {}});
        else if (m_check->fits())
            apply(m_fitLine, {Mark::Pass, tr("The two files belong together."), {}});
    }
    updateButtons();
}

void ModelImportDialog::updateButtons()
{
    m_importButton->setEnabled(!m_importing && m_check && m_check->complete() && layers() && !optionsError(request(), *m_check)
                               && !m_name->text().trimmed().isEmpty());
    m_fields->setEnabled(!m_importing);
}

void ModelImportDialog::setBusy(const QString& text)
{
    m_busy->setText(text);
    m_busy->setVisible(!text.isEmpty());
    m_progress->setVisible(!text.isEmpty());
    m_progress->setAccessibleName(text);
    m_progress->setValue(0);
}

QString ModelImportDialog::busyText() const
{
    if (m_importing)
        return tr("Copying both files to the library…");
    if (!m_import.isRunning())
        return {};
    return m_check ? tr("Computing SHA-256 of both files…") : tr("Opening both files…");
}

void ModelImportDialog::beginImport()
{
    if (!m_check)
        return;
    m_importing = true;
    m_outcome->hide();
    setBusy(busyText());
    updateButtons();
    m_import.start(request(), *m_check);
}

void ModelImportDialog::importEnded(const QString& problem)
{
    m_importing = false;
    setBusy({});
    if (!problem.isEmpty()) {
        m_outcome->set(Mark::Fail, problem);
        m_outcome->show();
    }
    updateButtons();
    emit settled();
}

void ModelImportDialog::dragEnterEvent(QDragEnterEvent* event)
{
    if (!m_importing && !FileField::filesOf(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ModelImportDialog::dropEvent(QDropEvent* event)
{
    QStringList files = FileField::filesOf(event->mimeData());
    event->acceptProposedAction();
    if (files.size() == 1) {
        (m_clip->path().isEmpty() ? m_clip : m_vcp)->setPath(files.front());
        return;
    }
    // Of two files the CLIP is by far the greater one.
    std::ranges::stable_sort(files, std::greater<>(), [](const QString& file) { return QFileInfo(file).size(); });
    m_clip->setPath(files.at(0));
    m_vcp->setPath(files.at(1));
}

void ModelImportDialog::done(int result)
{
    m_import.cancel();
    QDialog::done(result);
}

}  // namespace app
