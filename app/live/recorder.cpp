#include "app/live/recorder.h"

#include <algorithm>
#include <new>
#include <utility>

namespace app {

using inference::Error;
using inference::ErrorCode;
using inference::Verdict;

namespace {

constexpr std::chrono::seconds lookWhileLow {5};
constexpr std::chrono::hours lookAtLimits {1};  // recordings grow old, and others may have removed some

/// Runs `work` and turns what it throws into a value: the writer's thread catches here only.
template <typename Work>
std::optional<Error> errorOf(const std::filesystem::path& file, Work&& work)
{
    try {
        work();
        return std::nullopt;
    } catch (const Error& error) {
        return error.of(file);
    } catch (const std::bad_alloc&) {
        return Error(ErrorCode::OutOfMemory, {}, file);
    } catch (const std::exception& error) {
        return Error(ErrorCode::Internal, {error.what()}, file);
    }
}

RecorderOptions bounded(RecorderOptions options)
{
    options.before = std::clamp(options.before, 0, RecorderOptions::mostNeighbours);
    options.after = std::clamp(options.after, 0, RecorderOptions::mostNeighbours);
    return options;
}

/// The first of a queue of jobs, and its bytes off the sum.
template <typename Job>
Job taken(std::deque<Job>& jobs, std::size_t& bytes)
{
    Job job = std::move(jobs.front());
    jobs.pop_front();
    bytes -= job.bytes();
    return job;
}

}  // namespace

Recorder::Recorder(std::filesystem::path history, RecorderOptions options, RecorderTools tools, QObject* parent)
    : QObject(parent)
    , m_tools(std::move(tools))
    , m_options(bounded(std::move(options)))
    , m_writer(m_tools)
    , m_history(std::make_unique<LiveHistory>(std::move(history), m_tools.historyRetry, [this](const auto& error) { noteHistory(error); }))
{
    setRingBounds();
    m_thread = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

Recorder::~Recorder()
{
    m_thread.request_stop();
    m_thread.join();
    m_history.reset();
}

void Recorder::setOptions(RecorderOptions options)
{
    {
        const std::lock_guard lock(m_mutex);
        m_options = bounded(std::move(options));
        setRingBounds();
        m_lookWanted = true;
    }
    m_changed.notify_all();
}

void Recorder::beginRun(RunFacts facts)
{
    const std::lock_guard lock(m_mutex);
    m_facts = std::move(facts);
    forgetFrames();
    setRingBounds();
}

void Recorder::changeRun(RunFacts facts)
{
    const std::lock_guard lock(m_mutex);
    m_facts = std::move(facts);
}

void Recorder::endRun()
{
    const std::lock_guard lock(m_mutex);
    forgetFrames();
}

void Recorder::forgetFrames()
{
    m_unfinished.clear();
    m_ring.clear();
}

/// Nothing is held that nobody will ask for.
void Recorder::setRingBounds()
{
    const bool needed = m_options.before + m_options.after > 0 && m_options.results != RecordedResults::Nothing && !m_options.folder.empty()
        && !m_facts.filesAreParts;
    m_ring.setBounds(needed ? m_tools.ring : FrameRing::Bounds {0, 0});
}

void Recorder::noteFrame(LiveFrame frame)
{
    if (frame->image.empty())
        return;
    {
        const std::lock_guard lock(m_mutex);
        std::vector<NeighbourJob> jobs;  // more than one where another folder was chosen meanwhile
        for (Unfinished& one : m_unfinished) {
            if (frame->id <= one.frame)
                continue;
            if (jobs.empty() || jobs.back().folder != one.folder)
                jobs.push_back({frame, one.folder, {}});
            jobs.back().places.push_back({one.name, ++one.came});
        }
        std::erase_if(m_unfinished, [](const Unfinished& one) { return one.came >= one.wanted; });
        m_ring.put(std::move(frame));
        if (jobs.empty())
            return;
        for (NeighbourJob& job : jobs)
            push(std::move(job));
    }
    m_changed.notify_all();
}

std::filesystem::path Recorder::note(const LiveResultPtr& result, const VerdictRecord& record)
{
    LiveRow row = liveRow(record);
    std::filesystem::path place;
    {
        const std::lock_guard lock(m_mutex);
        const LiveFrame& frame = result->frame();
        const bool isFile = m_facts.filesAreParts && !frame->file.empty();
        bool wanted = isWanted(record) && !frame->image.empty();
        if (isFile) {
            place = frame->file;
        } else if (wanted) {
            wanted = hasRoomFor(frame);
            m_state.dropped += !wanted;
            m_lookWanted |= m_state.spaceLow;
            if (wanted)
                place = RecordingFolder::placeOf(m_options.folder, recordingName(record));
        }
        row.path = place;
        m_history->note(std::move(row));  // before the writer can say anything of its picture
        if (wanted)
            push(*result, record, isFile);
    }
    m_changed.notify_all();
    sayChanged();
    return place;
}

/// What couldn't be judged needs a person's look as a review does.
bool Recorder::isWanted(const VerdictRecord& record) const
{
    const Verdict verdict = record.verdict.value_or(Verdict::Review);
    if (m_options.folder.empty() && !m_facts.filesAreParts)
        return false;
    switch (m_options.results) {
    case RecordedResults::Nothing: return false;
    case RecordedResults::Fails: return verdict == Verdict::Fail;
    case RecordedResults::FailsAndReviews: return verdict != Verdict::Pass;
    case RecordedResults::Everything: return true;
    }
    return false;
}

bool Recorder::hasRoomFor(const LiveFrame& frame) const
{
    return !m_state.spaceLow && (m_pictures.empty() || m_pictureBytes + frame->image.pixels.size() <= m_tools.pictureBytes);
}

void Recorder::push(const LiveResult& result, const VerdictRecord& record, bool isFile)
{
    const bool isOfRun = record.run == m_facts.run;
    const bool isOfModel = isOfRun && result.inspector == m_facts.inspector.lock();
    PictureJob job {result.frame(), m_options.folder, recordingName(record), record.run, record.number, isOfModel ? result.inspection : nullptr,
                    m_facts.setup, isFile};
    if (isFile && m_pictureBytes + job.bytes() > m_tools.pictureBytes && !m_pictures.empty()) {
        ++m_state.dropped;
        return;
    }
    m_pictureBytes += job.bytes();
    m_pictures.push_back(std::move(job));
    if (!isFile && isOfRun)
        pushNeighbours(m_pictures.back().name, result.frame()->id);
}

/// Those that came already; the others follow when they come.
void Recorder::pushNeighbours(const RecordingName& name, std::uint64_t frame)
{
    auto before = m_ring.before(frame, std::size_t(m_options.before));
    auto after = m_ring.after(frame, std::size_t(m_options.after));
    for (std::size_t i = 0; i < before.size(); ++i)
        push({std::move(before[i]), m_options.folder, {{name, int(i) - int(before.size())}}});
    const int came = int(after.size());
    for (int i = 0; i < came; ++i)
        push({std::move(after[std::size_t(i)]), m_options.folder, {{name, i + 1}}});
    if (came >= m_options.after)
        return;
    if (m_unfinished.size() >= mostUnfinished)
        finishOne();
    m_unfinished.push_back({m_options.folder, name, frame, came, m_options.after});
}

void Recorder::finishOne()
{
    m_state.droppedNeighbours += std::uint64_t(m_unfinished.front().wanted - m_unfinished.front().came);
    m_unfinished.pop_front();
}

void Recorder::push(NeighbourJob job)
{
    if (!m_neighbours.empty() && m_neighbourBytes + job.bytes() > m_tools.neighbourBytes) {
        m_state.droppedNeighbours += job.places.size();
        return;
    }
    m_neighbourBytes += job.bytes();
    m_neighbours.push_back(std::move(job));
}

RecorderState Recorder::state()
{
    const std::uint64_t lost = m_history->lost();
    const std::lock_guard lock(m_mutex);
    m_said = false;
    m_state.lostVerdicts = lost;
    return m_state;
}

void Recorder::waitUntilWritten()
{
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_pictures.empty() && m_neighbours.empty() && !m_lookWanted && !m_working; });
    }
    m_history->waitUntilWritten();
}

void Recorder::loop(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    while (waitForWork(lock, stop))
        work(lock);
}

/// False when stopped and everything is written.
bool Recorder::waitForWork(std::unique_lock<std::mutex>& lock, const std::stop_token& stop)
{
    const auto hasJobs = [this] { return !m_pictures.empty() || !m_neighbours.empty(); };
    const auto pause = m_state.spaceLow ? std::chrono::milliseconds(lookWhileLow) : std::chrono::milliseconds(lookAtLimits);
    if (!m_changed.wait_for(lock, stop, pause, [&] { return hasJobs() || m_lookWanted; }))
        m_lookWanted = true;
    return hasJobs() || !stop.stop_requested();
}

void Recorder::work(std::unique_lock<std::mutex>& lock)
{
    const RecorderOptions options = m_options;
    const bool look = std::exchange(m_lookWanted, false);
    std::optional<PictureJob> picture;
    std::optional<NeighbourJob> neighbour;
    if (!m_pictures.empty())
        picture = taken(m_pictures, m_pictureBytes);
    else if (!m_neighbours.empty())
        neighbour = taken(m_neighbours, m_neighbourBytes);
    m_working = true;
    lock.unlock();

    const Outcome outcome = write(options, look, picture, neighbour);
    account(outcome, picture, neighbour);
    picture.reset();  // pixels are freed outside the lock
    neighbour.reset();

    lock.lock();
    m_lookWanted |= m_writer.folderPath() != m_options.folder;
    m_working = false;
    m_changed.notify_all();
}

/// In the folder that was promised; where that isn't the present one any more, the present one is looked at again afterwards.
Recorder::Outcome Recorder::write(RecorderOptions options, bool look, const std::optional<PictureJob>& picture,
                                  const std::optional<NeighbourJob>& neighbour)
{
    Outcome outcome;
    outcome.error = errorOf(options.folder, [&] {
        m_writer.setOptions(options);
        if (look)
            m_writer.look();
        if (picture && !picture->isFile)
            options.folder = picture->folder;
        else if (neighbour)
            options.folder = neighbour->folder;
        m_writer.setOptions(options);
        if (picture)
            outcome.picture = m_writer.keep(*picture);
        if (neighbour)
            outcome.neighbours = m_writer.keep(*neighbour);
    });
    if (picture) {
        if (!outcome.picture) {
            outcome.picture = KeptPicture {picture->run, picture->number, {}, {}, {}, {}};
            if (picture->isFile)
                outcome.picture->stamp.path = picture->frame->file;
        }
        m_history->note(*outcome.picture);
    }
    return outcome;
}

/// What has come of it, for state() and whoever hears of it.
void Recorder::account(const Outcome& outcome, const std::optional<PictureJob>& picture, const std::optional<NeighbourJob>& neighbour)
{
    const bool recorded = outcome.picture && !outcome.picture->image.empty();
    bool failed = false, recovered = false, spaceChanged = false, low = false, roomChanged = false, none = false;
    {
        const std::lock_guard lock(m_mutex);
        m_state.recorded += recorded;
        m_state.dropped += picture && !recorded;
        m_state.neighbours += outcome.neighbours;
        m_state.droppedNeighbours += neighbour ? neighbour->places.size() - outcome.neighbours : 0;
        m_state.bytes = m_writer.bytes();
        m_state.pruned = m_writer.pruned();
        low = m_writer.isSpaceLow();
        spaceChanged = std::exchange(m_state.spaceLow, low) != low;
        none = m_writer.hasNoRoom();
        roomChanged = std::exchange(m_state.noRoom, none) != none;
        if (outcome.error) {
            failed = !std::exchange(m_state.error, outcome.error);
        } else if (recorded || outcome.neighbours > 0) {
            recovered = m_state.error.has_value();
            m_state.error.reset();
        }
    }
    if (failed) {
        qWarning("recording: %s", outcome.error->what());
        emit picturesFailed(*outcome.error);
    }
    if (recovered)
        emit picturesRecovered();
    if (spaceChanged)
        emit spaceLowChanged(low);
    if (roomChanged)
        emit noRoomChanged(none);
    sayChanged();
}

void Recorder::noteHistory(const std::optional<Error>& error)
{
    {
        const std::lock_guard lock(m_mutex);
        m_state.historyError = error;
    }
    if (error)
        emit historyFailed(*error);
    else
        emit historyRecovered();
    sayChanged();
}

void Recorder::sayChanged()
{
    {
        const std::lock_guard lock(m_mutex);
        if (std::exchange(m_said, true))
            return;
    }
    emit stateChanged();
}

}  // namespace app
