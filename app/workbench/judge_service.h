#pragma once

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

/// What lists, statistics and plots know of a judged part.
struct JudgedPart {
    int part = 0;
    std::shared_ptr<const inference::Inspection> inspection;  ///< what was judged: rows change their meaning, this does not
    std::shared_ptr<const inference::Recipe> recipe;          ///< by which
    std::shared_ptr<const inference::judging::PartFigures> figures;       ///< with area curves
    std::shared_ptr<const std::vector<inference::Defect>> defects;        ///< without contours
    inference::Verdict verdict = inference::Verdict::Pass;
    float regionScore = -1;  ///< on the scale of the recipe's own limits (combinedRegionScore); -1: no region at any limit
};

/// All of a judgement, for the part on the canvas.
struct JudgedCurrent {
    int part = 0;
    std::shared_ptr<const inference::Inspection> inspection;
    inference::Recipe recipe;
    std::shared_ptr<const inference::judging::RenderedMaps> maps;
    std::shared_ptr<const inference::Judgement> judgement;
    float peak = 0;
};

/// Judges stored evidence on a thread of its own; the model is never run. The newest recipe wins: what was asked for with an
/// older one is dropped. The part on the canvas goes first, and its maps are kept while only limits move.
/// GUI thread API; signals are emitted on the service's thread: connect queued.
class JudgeService : public QObject {
    Q_OBJECT

public:
    using Inspection = std::shared_ptr<const inference::Inspection>;

    explicit JudgeService(QObject* parent = nullptr);
    ~JudgeService() override;

    void judgeCurrent(int part, Inspection inspection, const inference::Recipe& recipe);
    void forgetCurrent();

    /// A part to judge, with what is known of it from the last time: curves are made again only when the maps change.
    struct Request {
        int part = 0;
        Inspection inspection;
        std::shared_ptr<const inference::Recipe> lastRecipe;
        std::shared_ptr<const inference::judging::PartFigures> lastFigures;
    };
    /// Adds one part to the list of those to judge.
    void judge(Request request, const inference::Recipe& recipe);
    /// Replaces the list.
    void judgeAll(std::deque<Request> parts, const inference::Recipe& recipe);

signals:
    void currentJudged(const app::JudgedCurrent& judged);
    void judged(const QList<app::JudgedPart>& parts);

private:
    void loop(const std::stop_token& stop);
    void judgeOnCanvas(int part, const Inspection& inspection, const inference::Recipe& recipe);

    struct Current {
        int part = 0;
        Inspection inspection;
        inference::Recipe recipe;
    };

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<Current> m_current;                  ///< guarded by m_mutex
    std::deque<Request> m_waiting;                     ///< guarded by m_mutex
    std::shared_ptr<const inference::Recipe> m_recipe; ///< guarded by m_mutex
    quint64 m_generation = 0;                          ///< guarded by m_mutex; of m_waiting

    Inspection m_keptFor;                                                   ///< service's thread
    inference::Recipe m_keptRecipe;                                         ///< service's thread
    std::shared_ptr<const inference::judging::RenderedMaps> m_keptMaps;     ///< service's thread

    std::jthread m_thread;
};

}  // namespace app

Q_DECLARE_METATYPE(app::JudgedPart)
Q_DECLARE_METATYPE(app::JudgedCurrent)
