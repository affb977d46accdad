#include "app/workbench/model_details.h"

#include "app/common/path_text.h"
#include "app/workbench/result_line.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QToolButton>

namespace app {
namespace {

/// A label that wraps; long names break behind their separators, so that no text asks for more width than there is.
QLabel* wrapped(const QString& text)
{
    QString breakable;
    for (const QChar c : text) {
        breakable += c;
        if (QStringLiteral("/\\_-.").contains(c))
            breakable += QChar(0x200b);
    }
    auto* label = new QLabel(breakable);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAccessibleName(text);
    return label;
}

QString shortHash(const std::string& sha256)
{
    const QString hash = QString::fromStdString(sha256);
    return hash.size() > 16 ? QStringLiteral("%1…%2").arg(hash.first(8), hash.last(8)) : hash;
}

}  // namespace

ModelDetails::ModelDetails(QWidget* parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setAccessibleName(tr("Details of the model"));
    startPage();
}

QWidget* ModelDetails::startPage()
{
    auto* page = new QWidget;
    m_form = new QFormLayout(page);
    m_form->setContentsMargins(12, 12, 12, 12);
    m_form->setHorizontalSpacing(16);
    m_form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    setWidget(page);
    return page;
}

void ModelDetails::addRow(const QString& label, QWidget* field)
{
    m_form->addRow(label, field);
}

void ModelDetails::addCopyRow(const QString& label, const QString& shown, const QString& whole, const QString& accessibleName)
{
    auto* text = wrapped(shown);
    text->setToolTip(whole);
    text->setAccessibleDescription(whole);
    auto* copy = new QToolButton;
    copy->setText(tr("Copy"));
    copy->setAccessibleName(accessibleName);
    copy->setFocusPolicy(Qt::StrongFocus);
    connect(copy, &QToolButton::clicked, this, [whole] { QGuiApplication::clipboard()->setText(whole); });

    auto* field = new QWidget;
    auto* layout = new QHBoxLayout(field);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(text, 1, Qt::AlignVCenter);
    layout->addWidget(copy, 0, Qt::AlignTop);
    addRow(label, field);
}

void ModelDetails::addFile(const QString& label, const std::filesystem::path& file, quint64 bytes, const QString& what,
                           const std::string& sha256)
{
    const QString name = pathText(file.filename());
    addRow(label, wrapped(bytes > 0 ? tr("%1, %2").arg(name, bytesText(bytes)) : name));
    if (!what.isEmpty())
        addRow({}, wrapped(what));
    if (sha256.empty()) {
        addRow(tr("SHA-256:"), wrapped(tr("Not recorded.")));
        return;
    }
    addCopyRow(tr("SHA-256:"), shortHash(sha256), QString::fromStdString(sha256), tr("Copy the SHA-256 of %1").arg(name));
    addRow({}, wrapped(publishedText(publishedAs(sha256))));
}

void ModelDetails::show(const ModelEntry& entry)
{
    startPage();
    const auto& bundle = entry.bundle;
    auto* title = wrapped(QString::fromStdString(bundle.name));
    QFont font = title->font();
    font.setBold(true);
    title->setFont(font);
    m_form->addRow(title);
    if (!entry.problem.isEmpty()) {
        auto* problem = new ResultLine;
        problem->set(widgets::Mark::Error, entry.problem);
        m_form->addRow(problem);
    }
    const auto hashOf = [&](const std::filesystem::path& file) {
        const auto found = bundle.sha256.find(file.filename().string());
        return found == bundle.sha256.end() ? std::string() : found->second;
    };
    if (!bundle.clip.empty())
        addFile(tr("CLIP:"), bundle.clip, entry.facts ? entry.facts->clipBytes : 0, entry.facts ? clipText(entry.facts->clip) : QString(),
                hashOf(bundle.clip));
    if (!bundle.vcp.empty())
        addFile(tr("VCP:"), bundle.vcp, entry.facts ? entry.facts->vcpBytes : 0, entry.facts ? vcpText(entry.facts->vcp) : QString(),
                hashOf(bundle.vcp));
    if (entry.facts) {
        const int size = bundle.options.imageSize, patches = size / entry.facts->clip.patch;
        addRow(tr("Image size:"), wrapped(tr("%1 px, %2 × %2 patches").arg(size).arg(patches)));
        addRow(tr("Tapped layers:"), wrapped(layersText(entry.facts->layers)));
    }
    const QString place = pathText(bundle.folder.empty() ? bundle.clip.parent_path() : bundle.folder);
    addCopyRow(tr("Folder:"), place, place, tr("Copy the folder's path"));
}

void ModelDetails::showHint(const QString& text)
{
    startPage();
    m_form->addRow(wrapped(text));
}

}  // namespace app
