#pragma once

#include "app/workbench/inspection_worker.h"
#include "core/error.h"
#include "core/inspection.h"
#include "core/judgement.h"
#include "core/recipe.h"
#include "judging/figures.h"

#include <QList>
#include <QObject>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace app {

class ArchiveAccess;

/// What lists, statistics and plots know of a judged part.
struct JudgedPart {
    int part = 0;
    quint64 answer = 0;  ///< the answer that was judged (PartRecord::answer): rows change their meaning, this does not
    inference::Size imageSize;
    std::shared_ptr<const inference::Recipe> recipe;                ///< by which
    std::shared_ptr<const inference::judging::PartFigures> figures; ///< with area curves; null where it couldn't be judged
    std::shared_ptr<const std::vector<inference::Defect>> defects;  ///< without contours
    inference::Verdict verdict = inference::Verdict::Pass;
    float regionScore = -1;  ///< on the scale of the recipe's own limits (combinedRegionScore); -1: no region at any limit
    double score = 0;       ///< the figures' own
    std::shared_ptr<const inference::Error> error;  ///< why it couldn't be judged; null: it was
    bool lost = false;  ///< its evidence is no longer where it was kept: the part has to be inspected again
};

/// All of a judgement, for the part on the canvas.
struct JudgedCurrent {
    int part = 0;
    quint64 answer = 0;
    inference::Size imageSize {};
    inference::Recipe recipe;
    std::shared_ptr<const inference::judging::RenderedMaps> maps;
    std::shared_ptr<const inference::Judgement> judgement;
    std::vector<float> zonePeaks;  ///< greatest values that are judged: [0] in no zone, [i + 1] in zone i
};

/// Judges stored evidence on a thread of its own; the model is never run. The newest recipe wins: what was asked for with an
/// older one is dropped. The part on the canvas goes first, and its maps are kept while only limits move. Evidence that is no
/// longer in memory is read from the archive, on the same thread. A part that can't be judged has an error, and the thread
/// goes on. GUI thread API; signals are emitted on the service's thread: connect queued.
class JudgeService : public QObject {
    Q_OBJECT

public:
    using Inspection = std::shared_ptr<const inference::Inspection>;
    using Recipe = std::shared_ptr<const inference::Recipe>;

    explicit JudgeService(QObject* parent = nullptr);
    ~JudgeService() override;

    /// A part to judge.
    struct Request {
        int part = 0;
        quint64 answer = 0;
        Inspection inspection;  ///< null: `image` is read from `archive`
        std::string image;
        std::shared_ptr<const InspectionArchive> archive;
        /// What was made of the same answer before, and by which recipe: while the anchor stays, the part isn't looked for again. Null: nothing.
        Recipe recipeBefore;
        std::shared_ptr<const inference::judging::PartFigures> figuresBefore;
    };
    void judgeCurrent(Request request, const Recipe& recipe);
    void forgetCurrent();

    /// Adds one part to the list of those to judge.
    void judge(Request request, const Recipe& recipe);
    /// Forgets the list; of what is under way nothing is told.
    void forgetList();
    /// How many parts are on the list, the one under way not counted.
    std::size_t listed();

signals:
    void currentJudged(const app::JudgedCurrent& judged);
    /// A few times a second, and whenever the list is done.
    void judged(const QList<app::JudgedPart>& parts);

private:
    void loop(const std::stop_token& stop);
    void judgeOnCanvas(Request request, const Recipe& recipe, ArchiveAccess& archive);

    /// The part on the canvas, as far as a moved limit leaves it as it is.
    struct Kept {
        quint64 answer = 0;
        Recipe recipe;
        inference::Size size;
        std::shared_ptr<const inference::judging::RenderedMaps> maps;
        double score = 0;
        std::vector<float> zonePeaks;
    };
    static Kept kept(const Request& request, const Recipe& recipe);

    struct Current {
        Request request;
        Recipe recipe;
    };

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<Current> m_current;                  ///< guarded by m_mutex
    std::deque<Request> m_waiting;                     ///< guarded by m_mutex
    Recipe m_recipe;                                   ///< guarded by m_mutex; of m_waiting
    quint64 m_generation = 0;                          ///< guarded by m_mutex; of m_waiting

    // service's thread
    std::optional<Kept> m_kept;

    std::jthread m_thread;
};

}  // namespace app

Q_DECLARE_METATYPE(app::JudgedPart)
Q_DECLARE_METATYPE(app::JudgedCurrent)
