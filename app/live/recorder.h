#pragma once

#include "app/live/frame_ring.h"
#include "app/live/live_result.h"
#include "app/live/recorder_options.h"
#include "app/live/recording_writer.h"
#include "app/live/run_facts.h"
#include "core/error.h"

#include <QObject>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace app {

/// Keeps what the live view judges: every verdict in the history, and of those that are wanted the picture with its neighbours, as PNG
/// (recording_name.h says where), and the evidence in the history under the file's SHA-256, so that the folder of pictures opens in the
/// main window without the model.
///
/// Nothing here ever waits for a disk: noteFrame(), note() and all else are for any thread and cost microseconds; two threads of its
/// own write. What they hold is bounded: the ring by RecorderTools::ring, pictures and neighbours that wait to be written by
/// RecorderTools::pictureBytes and ::neighbourBytes, what waits for the history by LiveHistory::most. Where the disk is slower than the
/// line, neighbours go first (pictures are always written before them), then whole recordings; each is counted.
/// Of a result that could not be judged the picture is kept as that of a review is. Of a watched folder's parts nothing is copied: the file is what
/// is kept, and there are no neighbours.
///
/// Nothing is removed but recordings, the oldest first, when they exceed the limits (recording_folder.h). While the disk has less free
/// than `leastFree` no picture is written; that is looked at with every verdict and every few seconds.
/// The destructor writes what waits, which can take as long as the disk takes for some hundred pictures. Signals come from the recorder's threads: connect queued.
class Recorder : public QObject {
    Q_OBJECT

public:
    /// Recordings for which frames are still to come, at the same time: of more the oldest is left as it is.
    static constexpr std::size_t mostUnfinished = 64;

    /// `history` must have been prepared (prepareHistory()), at some time: until then verdicts wait. Empty: there is none.
    explicit Recorder(std::filesystem::path history, RecorderOptions options = {}, RecorderTools tools = {}, QObject* parent = nullptr);
    ~Recorder() override;

    /// Holds from the next verdict on.
    void setOptions(RecorderOptions options);

    /// Frames of before belong to no recording of this run.
    void beginRun(RunFacts facts);
    /// Another model goes on with the same source: frames of before are neighbours as ever.
    void changeRun(RunFacts facts);
    /// What is missing behind the last verdicts doesn't come any more.
    void endRun();

    /// Every frame that comes, in order, whether it is judged or not. The feed's thread.
    void noteFrame(LiveFrame frame);
    /// A verdict, in order; one of an earlier run is kept without evidence and neighbours. Answers where its picture is about to lie, or the part's own file; empty when none is kept.
    std::filesystem::path note(const LiveResultPtr& result, const VerdictRecord& record);

    /// As of now; stateChanged() may then come again.
    RecorderState state();
    /// Blocks until everything that was noted is on the disk, or given up.
    void waitUntilWritten();

signals:
    /// Not said again until state() was asked.
    void stateChanged();
    /// Pictures can't be written; said once until they can again.
    void picturesFailed(const inference::Error& error);
    void picturesRecovered();
    /// Less is free than must be: no pictures until it is told otherwise.
    void spaceLowChanged(bool low);
    /// The limits leave no room for a picture, or do again.
    void noRoomChanged(bool none);
    /// The history can't be written: verdicts wait; said once until it can again.
    void historyFailed(const inference::Error& error);
    void historyRecovered();

private:
    /// A recording that frames are still to come for.
    struct Unfinished {
        std::filesystem::path folder;
        RecordingName name;
        std::uint64_t frame = 0;
        int came = 0;
        int wanted = 0;
    };
    struct Outcome {
        std::optional<KeptPicture> picture;
        std::size_t neighbours = 0;
        std::optional<inference::Error> error;
    };

    // under m_mutex
    bool isWanted(const VerdictRecord& record) const;
    bool hasRoomFor(const LiveFrame& frame) const;
    void push(const LiveResult& result, const VerdictRecord& record, bool isFile);
    void pushNeighbours(const RecordingName& name, std::uint64_t frame);
    void push(NeighbourJob job);
    void finishOne();
    void forgetFrames();
    void setRingBounds();

    void loop(const std::stop_token& stop);
    bool waitForWork(std::unique_lock<std::mutex>& lock, const std::stop_token& stop);
    void work(std::unique_lock<std::mutex>& lock);
    Outcome write(RecorderOptions options, bool look, const std::optional<PictureJob>& picture, const std::optional<NeighbourJob>& neighbour);
    void account(const Outcome& outcome, const std::optional<PictureJob>& picture, const std::optional<NeighbourJob>& neighbour);
    void noteHistory(const std::optional<inference::Error>& error);
    void sayChanged();

    const RecorderTools m_tools;

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    RecorderOptions m_options;            ///< guarded by m_mutex
    RunFacts m_facts;                     ///< guarded by m_mutex
    FrameRing m_ring;
    std::deque<Unfinished> m_unfinished;  ///< guarded by m_mutex; at most mostUnfinished
    std::deque<PictureJob> m_pictures;    ///< guarded by m_mutex
    std::deque<NeighbourJob> m_neighbours;  ///< guarded by m_mutex
    std::size_t m_pictureBytes = 0;       ///< guarded by m_mutex; of m_pictures
    std::size_t m_neighbourBytes = 0;     ///< guarded by m_mutex; of m_neighbours
    RecorderState m_state;                ///< guarded by m_mutex
    bool m_said = false;                  ///< guarded by m_mutex; that m_state has changed
    bool m_lookWanted = true;             ///< guarded by m_mutex; at the folder and its limits
    bool m_working = false;               ///< guarded by m_mutex

    RecordingWriter m_writer;  ///< the writer's thread
    std::unique_ptr<LiveHistory> m_history;
    std::jthread m_thread;
};

}  // namespace app
