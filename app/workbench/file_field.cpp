#include "app/workbench/file_field.h"

#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>

namespace app {

QString pickFileFromDesktop(QWidget* parent, const QString& title, const QString& folder, const QString& filter)
{
    return QFileDialog::getOpenFileName(parent, title, folder, filter);
}

QString pickFolderFromDesktop(QWidget* parent, const QString& title, const QString& folder, const QString&)
{
    return QFileDialog::getExistingDirectory(parent, title, folder);
}

FileField::FileField(const QString& what, PickFile pickFile, QWidget* parent)
    : QWidget(parent)
    , m_pickFile(std::move(pickFile))
    , m_edit(new QLineEdit)
    , m_browse(new QPushButton)
{
    m_edit->setClearButtonEnabled(true);
    m_edit->installEventFilter(this);
    m_browse->setAutoDefault(false);
    setWhat(what);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_browse);
    setFocusProxy(m_edit);

    connect(m_edit, &QLineEdit::editingFinished, this, &FileField::settle);
    connect(m_browse, &QPushButton::clicked, this, &FileField::browse);
}

void FileField::setWhat(const QString& what)
{
    m_what = what;
    m_edit->setAccessibleName(what);
    m_edit->setPlaceholderText(tr("Drop a file here"));
    m_browse->setText(tr("Browse…"));
    m_browse->setAccessibleName(tr("Browse for %1").arg(what));
}

QString FileField::imageFilter()
{
    return tr("Images (*.png *.jpg *.jpeg *.bmp *.tif *.tiff *.webp);;All files (*)");
}

QString FileField::path() const
{
    const QString text = m_edit->text().trimmed();
    const QUrl url(text);
    return url.isLocalFile() ? url.toLocalFile() : text;
}

void FileField::setPath(const QString& path)
{
    m_edit->setText(QDir::toNativeSeparators(path));
    settle();
}

QStringList FileField::filesOf(const QMimeData* data)
{
    QStringList files;
    for (const QUrl& url : data->urls())
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    return files;
}

bool FileField::eventFilter(QObject* watched, QEvent* event)
{
    const bool drag = event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove || event->type() == QEvent::Drop;
    if (watched != m_edit || !drag)
        return QWidget::eventFilter(watched, event);
    auto* drop = static_cast<QDropEvent*>(event);
    const QStringList files = filesOf(drop->mimeData());
    if (files.isEmpty())
        return QWidget::eventFilter(watched, event);
    if (files.size() > 1) {
        event->ignore();  // two at once are for the dialog, which knows what to do with them
        return true;
    }
    drop->acceptProposedAction();
    if (event->type() == QEvent::Drop)
        setPath(files.front());
    return true;
}

void FileField::browse()
{
    const QString filter = !m_filter.isEmpty() ? m_filter : tr("Weights (*.pt *.pth *.bin *.safetensors);;All files (*)");
    const QString file = m_pickFile(this, tr("Choose the %1").arg(m_what), QFileInfo(path()).path(), filter);
    if (!file.isEmpty())
        setPath(file);
}

void FileField::settle()
{
    if (path() == m_settled)
        return;
    m_settled = path();
    emit chosen(m_settled);
}

}  // namespace app
