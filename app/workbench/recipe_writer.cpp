#include "app/workbench/recipe_writer.h"

#include "pipeline/recipe_file.h"

#include <algorithm>
#include <utility>

namespace app {

using inference::Error;
using inference::ErrorCode;

RecipeWriter::RecipeWriter(QObject* parent)
    : QObject(parent)
    , m_thread([this](const std::stop_token& stop) { loop(stop); })
{
}

RecipeWriter::~RecipeWriter()
{
    m_thread.request_stop();
    m_thread.join();
}

void RecipeWriter::write(const Path& file, const inference::Recipe& recipe, const std::vector<Path>& obsolete)
{
    put({file, recipe, obsolete});
}

void RecipeWriter::remove(const Path& file)
{
    put({{}, {}, {file}});
}

void RecipeWriter::put(Job job)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_waiting, [&job](const Job& other) {
        return !other.file.empty() && (other.file == job.file || std::ranges::find(job.obsolete, other.file) != job.obsolete.end());
    });
    m_waiting.push_back(std::move(job));
    m_changed.notify_all();
}

void RecipeWriter::loop(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return !m_waiting.empty(); })) {
        Job job = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_working = true;
        lock.unlock();
        work(job);
        lock.lock();
        m_working = false;
        m_done.push_back(std::move(job));
        m_changed.notify_all();
        if (!stop.stop_requested())
            QMetaObject::invokeMethod(this, &RecipeWriter::tell, Qt::QueuedConnection);
    }
}

void RecipeWriter::work(Job& job)
{
    try {
        std::error_code ignored;  // writing says why it can't
        if (!job.file.empty()) {
            std::filesystem::create_directories(job.file.parent_path(), ignored);
            inference::pipeline::writeRecipe(job.file, job.recipe);
        }
        for (const Path& file : job.obsolete)
            if (file != job.file)
                std::filesystem::remove(file, ignored);  // there may be none
    } catch (const Error& error) {
        job.error = error;
    } catch (const std::bad_alloc&) {
        job.error = Error(ErrorCode::OutOfMemory, {}, job.file);
    } catch (const std::exception& error) {
        job.error = Error(ErrorCode::WriteFailed, {error.what()}, job.file);
    }
}

void RecipeWriter::tell()
{
    std::unique_lock lock(m_mutex);
    const auto done = std::exchange(m_done, {});
    lock.unlock();
    for (const Job& job : done) {
        if (job.file.empty())
            continue;
        if (job.error)
            emit failed(job.file, *job.error);
        else
            emit written(job.file, job.recipe);
    }
}

void RecipeWriter::flush()
{
    for (bool isTold = false; !isTold;) {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_waiting.empty() && !m_working; });
        isTold = m_done.empty();
        lock.unlock();
        tell();
    }
}

}  // namespace app
