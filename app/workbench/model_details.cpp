#include "app/workbench/model_details.h"

#include "app/common/path_text.h"
#include "app/workbench/result_line.h"
#include "app/workbench/wrapped_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace app {
namespace {

constexpr int betweenSections = 12;

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
    startPage();
}

void ModelDetails::startPage()
{
    setAccessibleName(tr("Details of the model"));
    auto* page = new QWidget;
    m_page = new QVBoxLayout(page);
    m_page->setContentsMargins(12, 12, 12, 12);
    m_page->setSpacing(4);
    setWidget(page);
}

void ModelDetails::addTitle(const QString& text)
{
    auto* title = wrappedLabel(text);
    QFont font = title->font();
    font.setBold(true);
    title->setFont(font);
    m_page->addWidget(title);
}

void ModelDetails::addCaption(const QString& text)
{
    auto* caption = wrappedLabel(text);
    caption->setForegroundRole(QPalette::PlaceholderText);
    m_page->addSpacing(betweenSections);
    m_page->addWidget(caption);
}

void ModelDetails::addCopied(const QString& shown, const QString& whole, const QString& accessibleName)
{
    auto* text = wrappedLabel(shown);
    text->setToolTip(whole);
    text->setAccessibleDescription(whole);
    auto* copy = new QToolButton;
    copy->setText(tr("Copy"));
    copy->setAccessibleName(accessibleName);
    copy->setFocusPolicy(Qt::StrongFocus);
    connect(copy, &QToolButton::clicked, this, [whole] { QGuiApplication::clipboard()->setText(whole); });

    auto* row = new QHBoxLayout;
    row->addWidget(text, 1, Qt::AlignVCenter);
    row->addWidget(copy, 0, Qt::AlignTop);
    m_page->addLayout(row);
}

void ModelDetails::addFile(const std::filesystem::path& file, quint64 bytes, const QString& what, const std::string& sha256)
{
    const QString name = pathText(file.filename());
    m_page->addWidget(wrappedLabel(bytes > 0 ? tr("%1, %2").arg(name, bytesText(bytes)) : name));
    if (!what.isEmpty())
        m_page->addWidget(wrappedLabel(what));
    if (sha256.empty()) {
        m_page->addWidget(wrappedLabel(tr("SHA-256: not recorded")));
        return;
    }
    addCopied(tr("SHA-256: %1").arg(shortHash(sha256)), QString::fromStdString(sha256), tr("Copy the SHA-256 of %1").arg(name));
    m_page->addWidget(wrappedLabel(publishedText(publishedAs(sha256))));
}

void ModelDetails::addFiles(const ModelEntry& entry)
{
    const auto hashOf = [&](const std::filesystem::path& file) {
        const auto found = entry.bundle.sha256.find(file.filename().string());
        return found == entry.bundle.sha256.end() ? std::string() : found->second;
    };
    const auto &clip = entry.bundle.clip, &vcp = entry.bundle.vcp;
    if (!clip.empty()) {
        addCaption(tr("CLIP weights"));
        addFile(clip, entry.facts ? entry.facts->clipBytes : 0, entry.facts ? clipText(entry.facts->clip) : QString(), hashOf(clip));
    }
    if (!vcp.empty()) {
        addCaption(tr("VCP weights"));
        addFile(vcp, entry.facts ? entry.facts->vcpBytes : 0, entry.facts ? vcpText(entry.facts->vcp) : QString(), hashOf(vcp));
    }
}

void ModelDetails::show(const ModelEntry& entry)
{
    startPage();
    addTitle(QString::fromStdString(entry.bundle.name));
    if (!entry.problem.isEmpty()) {
        auto* problem = new ResultLine;
        problem->set(widgets::Mark::Error, entry.problem);
        m_page->addWidget(problem);
    }
    addFiles(entry);
    if (entry.facts) {
        const int size = entry.bundle.options.imageSize, patches = size / entry.facts->clip.patch;
        addCaption(tr("Image size"));
        m_page->addWidget(wrappedLabel(tr("%1 px, %2 × %2 patches").arg(size).arg(patches)));
        addCaption(tr("Tapped layers"));
        m_page->addWidget(wrappedLabel(layersText(entry.facts->layers)));
    }
    addCaption(tr("Folder"));
    const QString place = pathText(entry.bundle.folder.empty() ? entry.bundle.clip.parent_path() : entry.bundle.folder);
    addCopied(place, place, tr("Copy the folder's path"));
    m_page->addStretch(1);
}

void ModelDetails::showHint(const QString& text)
{
    startPage();
    m_page->addWidget(wrappedLabel(text));
    m_page->addStretch(1);
}

}  // namespace app
