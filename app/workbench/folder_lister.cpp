#include "app/workbench/folder_lister.h"

#include "app/common/folder_walk.h"
#include "app/common/path_text.h"

#include <QDir>
#include <QFileInfo>
#include <QThread>

#include <algorithm>
#include <utility>

namespace app {
namespace {

/// True when `text`, made from `path`, leads back to it: bytes that are no text in the system's encoding do not.
bool isFaithful(const QString& text, const std::filesystem::path& path)
{
    return !text.contains(QChar(QChar::ReplacementCharacter)) || toPath(text) == path;
}

}  // namespace

FolderLister::FolderLister(QObject* parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &FolderLister::deliver);
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

FolderLister::~FolderLister()
{
    m_jobStop.request_stop();
}

quint64 FolderLister::list(const QStringList& pathsOrFolders)
{
    m_jobStop.request_stop();
    m_jobStop = std::stop_source();
    replaceJob(Job {m_generation + 1, pathsOrFolders, m_jobStop.get_token()});
    return m_generation;
}

void FolderLister::cancel()
{
    m_jobStop.request_stop();
    replaceJob(std::nullopt);
}

void FolderLister::replaceJob(std::optional<Job> job)
{
    Q_ASSERT(QThread::currentThread() == thread());
    ++m_generation;
    m_total = 0;
    m_timer.stop();
    m_sinceChunk.invalidate();
    Mail old;  // freed outside the lock
    const std::lock_guard lock(m_mutex);
    old = std::exchange(m_mail, Mail {m_generation, {}, {}, false, m_mail.woken});
    m_next = std::move(job);
    m_wake.notify_one();
}

void FolderLister::run(const std::stop_token& stop)
{
    for (;;) {
        Job job;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return m_next.has_value(); }))
                return;
            job = std::move(*m_next);
            m_next.reset();
        }
        walk(job);
    }
}

void FolderLister::walk(const Job& job)
{
    const auto mail = [&](auto&& change) {
        const std::lock_guard lock(m_mutex);
        if (m_mail.generation == job.generation)
            change(m_mail);
    };
    const auto problem = [&](const std::filesystem::path& path, std::error_code = {}) { mail([&](Mail& box) { box.problems.append(pathText(path)); }); };
    FolderVisitor visitor;
    visitor.problem = problem;
    visitor.found = [&](const std::filesystem::path& path) {
        const QString text = pathText(path);
        if (!isFaithful(text, path))
            return problem(path);
        const QDateTime modified = QFileInfo(text).lastModified();
        mail([&](Mail& box) {
            QStringList& paths = box.files.paths;
            paths.append(text);
            box.files.modified.append(modified);
            if (paths.size() == 1 || paths.size() == chunkSize)
                wake();
        });
    };
    std::vector<std::filesystem::path> named;
    for (const QString& root : job.roots)
        named.push_back(root.isEmpty() ? std::filesystem::path() : toPath(QDir::cleanPath(QDir::current().absoluteFilePath(root))));
    walkFolders(named, visitor, job.stop);
    mail([&](Mail& box) {
        box.done = true;
        wake();
    });
}

/// With the mutex held.
void FolderLister::wake()
{
    if (std::exchange(m_mail.woken, true))
        return;
    QMetaObject::invokeMethod(this, &FolderLister::deliver, Qt::QueuedConnection);
}

/// Nothing while a chunk is not due yet: fewer than a whole one and the last less than the interval ago.
std::optional<FolderLister::Files> FolderLister::takeChunk()
{
    Files& files = m_mail.files;
    const qint64 wait = m_sinceChunk.isValid() ? chunkInterval - m_sinceChunk.elapsed() : 0;
    if (files.paths.size() < chunkSize && !m_mail.done && wait > 0) {
        if (!files.paths.isEmpty())
            m_timer.start(int(wait));
        return std::nullopt;
    }
    const qsizetype count = std::min<qsizetype>(files.paths.size(), chunkSize);
    const Files chunk {files.paths.first(count), files.modified.first(count)};
    files.paths.remove(0, count);
    files.modified.remove(0, count);
    if (!files.paths.isEmpty())
        m_timer.start(files.paths.size() >= chunkSize || m_mail.done ? 0 : chunkInterval);
    return chunk;
}

void FolderLister::deliver()
{
    std::optional<Files> chunk;
    std::optional<QStringList> problems;  // at the end
    {
        const std::lock_guard lock(m_mutex);
        m_mail.woken = false;
        chunk = takeChunk();
        if (m_mail.done && m_mail.files.paths.isEmpty()) {
            problems = std::exchange(m_mail.problems, {});
            m_mail.done = false;
        }
    }
    const quint64 generation = m_generation;
    if (chunk && !chunk->paths.isEmpty()) {
        m_sinceChunk.start();
        m_total += int(chunk->paths.size());
        emit found(generation, chunk->paths, chunk->modified);
    }
    // The listener may have started another list meanwhile.
    if (problems && generation == m_generation)
        emit finished(generation, m_total, *problems);
}

}  // namespace app
