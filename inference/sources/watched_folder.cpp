#include "sources/watched_folder.h"

#include "core/natural_order.h"
#include "imaging/decode.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <tuple>

#include <sys/stat.h>

namespace inference::sources {
namespace {

void waitFor(std::chrono::milliseconds time, const std::stop_token& stop)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any().wait_for(lock, stop, time, [] { return false; });
    if (stop.stop_requested())
        throw Cancelled();
}

constexpr std::chrono::milliseconds longestWait {250};  // of one read()

}  // namespace

WatchedFolder::WatchedFolder(std::filesystem::path folder)
    : WatchedFolder(std::move(folder), Options())
{
}

WatchedFolder::WatchedFolder(std::filesystem::path folder, Options options)
    : m_folder(std::move(folder))
    , m_options(options)
{
}

void WatchedFolder::open(const std::stop_token& stop)
{
    std::error_code failed;
    const bool folder = std::filesystem::is_directory(m_folder, failed);
    if (!folder)
        throw Error(ErrorCode::SourceUnavailable, {m_folder.string(), failed ? failed.message() : "not-a-folder"});
    try {
        poll(stop);
    } catch (const Error& error) {
        throw Error(ErrorCode::SourceUnavailable, error.arguments());
    }
    m_everOpen = true;
}

/// One look at everything in the folder.
void WatchedFolder::poll(const std::stop_token& stop)
{
    const auto began = Clock::now();
    ++m_poll;
    const std::size_t first = m_ready.size();
    std::error_code failed;
    std::filesystem::directory_iterator entries(m_folder, failed);
    if (failed)
        throwLost(failed);
    for (; entries != std::filesystem::directory_iterator(); entries.increment(failed)) {
        if (stop.stop_requested())
            break;
        look(entries->path(), !m_everOpen && !m_options.existingToo);
    }
    sortReady(first);
    if (failed)
        throwLost(failed);
    if (stop.stop_requested())
        throw Cancelled();
    const auto gone
        = [this](const auto& one) { return one.second.poll != m_poll && one.second.state != State::Waiting; };
    if (std::size_t(std::ranges::count_if(m_known, gone)) > greatestGone)
        std::erase_if(m_known, gone);
    const auto now = Clock::now();
    m_nextPoll = now + std::max<Clock::duration>(m_options.poll, 4 * (now - began));
}

void WatchedFolder::look(const std::filesystem::path& file, bool old)
{
    std::string name = file.filename().string();
    if (name.starts_with('.') || !imaging::hasImageExtension(file))
        return;
    struct stat status { };
    if (::stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode))
        return;
    const Stamp stamp {
        std::uintmax_t(status.st_size), std::int64_t(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec};
    const auto now = Clock::now();
    const auto [found, isNew] = m_known.try_emplace(std::move(name));
    Known& known = found->second;
    known.poll = m_poll;
    if (isNew || known.stamp != stamp) {
        known.stamp = stamp;
        known.since = now;
        known.attempts = 0;
        if (known.state != State::Waiting)  // one that waits is given as it is by then
            known.state = isNew && old ? State::Given : State::New;
    } else if (known.state == State::New && now - known.since >= m_options.poll) {
        known.state = State::Waiting;
        m_ready.push_back(found->first);
    }
}

void WatchedFolder::sortReady(std::size_t first)
{
    if (m_ready.size() < first + 2)
        return;
    std::vector<std::tuple<std::int64_t, std::string, std::string>> keyed;
    keyed.reserve(m_ready.size() - first);
    for (auto name = m_ready.begin() + std::ptrdiff_t(first); name != m_ready.end(); ++name)
        keyed.emplace_back(m_known[*name].stamp.time, naturalKey(*name), *name);
    std::ranges::sort(keyed);
    std::ranges::transform(
        keyed, m_ready.begin() + std::ptrdiff_t(first), [](auto& key) { return std::move(std::get<2>(key)); });
}

std::optional<Frame> WatchedFolder::read(const std::stop_token& stop)
{
    const auto end = Clock::now() + longestWait;
    while (m_ready.empty()) {
        const auto now = Clock::now();
        if (now >= m_nextPoll) {
            poll(stop);
        } else if (now >= end) {
            return std::nullopt;
        } else {
            const auto wait = std::chrono::ceil<std::chrono::milliseconds>(std::min(m_nextPoll, end) - now);
            waitFor(wait, stop);
        }
    }
    if (stop.stop_requested())
        throw Cancelled();
    const std::string name = m_ready.front();
    try {
        Frame frame = decoded(name);
        m_ready.pop_front();
        m_known[name].state = State::Given;
        return frame;
    } catch (const Error& error) {
        std::error_code failed;
        if (!std::filesystem::is_directory(m_folder, failed))  // the file waits for its return
            throwLost(failed ? failed : std::make_error_code(std::errc::no_such_file_or_directory));
        m_ready.pop_front();
        if (isToBeTriedAgain(name, error.code()))
            return std::nullopt;
        throw;
    }
}

bool WatchedFolder::isToBeTriedAgain(const std::string& name, ErrorCode code)
{
    Known& known = m_known[name];
    const bool unfinished = code == ErrorCode::FileUnreadable || code == ErrorCode::FileEmpty
        || code == ErrorCode::FileChanging || code == ErrorCode::ImageUnknownFormat || code == ErrorCode::ImageTruncated
        || code == ErrorCode::ImageCorrupt;
    const bool again = unfinished && known.attempts++ < m_options.patience;
    known.state = again ? State::New : State::Given;
    known.since = Clock::now();
    return again;
}

Frame WatchedFolder::decoded(const std::string& name) const
{
    Frame frame;
    frame.file = m_folder / name;
    frame.image = imaging::decode(frame.file);
    frame.exposed = Clock::now();
    return frame;
}

SourceFacts WatchedFolder::facts() const
{
    SourceFacts facts;
    facts.name = m_folder.string();
    facts.live = false;
    return facts;
}

void WatchedFolder::throwLost(const std::error_code& reason) const
{
    throw Error(ErrorCode::SourceLost, {m_folder.string(), reason.message()});
}

}  // namespace inference::sources
