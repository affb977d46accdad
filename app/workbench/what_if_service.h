#pragma once

#include "app/store/history.h"
#include "app/workbench/inspection_worker.h"
#include "app/workbench/judge_service.h"
#include "pipeline/figures_bytes.h"

#include <QList>
#include <QObject>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

namespace app {

/// A part of the history whose verdict another recipe changes.
struct Flip {
    std::string image;  ///< SHA-256
    QString path;       ///< where it was seen last; may be gone
    inference::Label label = inference::Label::None;
    inference::Verdict before = inference::Verdict::Pass;
    inference::Verdict after = inference::Verdict::Pass;
    double score = 0;   ///< region score under `after`, 0..1
};

/// What another recipe would do to the whole history.
struct WhatIf {
    bool hasHistory = true;  ///< false: there is none to judge
    qint64 parts = 0;     ///< judged
    qint64 byFigures = 0; ///< of these, told by their kept figures alone
    qint64 unreadable = 0;
    qint64 unfit = 0;       ///< what a recipe knows of good parts doesn't fit the picture; likewise
    qint64 otherwiseCut = 0;  ///< never looked at in the tiles that one of the recipes asks for; likewise
    qint64 unmeasured = 0;  ///< kept before pictures were measured and copied, and a recipe asks for brightness, focus or where the part lies; likewise
    double seconds = 0;
    QList<Flip> flips;
};

/// A golden part's verdict under a recipe; none when it can't be told: its evidence isn't in the history, or can't be read.
struct GoldenVerdict {
    inference::GoldenPart part;
    std::optional<inference::Verdict> now;
    friend bool operator==(const GoldenVerdict&, const GoldenVerdict&) = default;
};

/// Judges what is in the history, on a thread of its own with its own connection, the model never runs. Keeps the figures of
/// parts there as they are judged (here, too), so that the next question about moved limits is answered from them.
/// Questions wait until setArchive() has said where to look.
/// GUI thread API; signals come from the service's thread: connect queued.
class WhatIfService : public QObject {
    Q_OBJECT

public:
    explicit WhatIfService(QObject* parent = nullptr);
    ~WhatIfService() override;

    /// From now on; null: there is no history. What is being answered is begun anew.
    void setArchive(std::shared_ptr<const InspectionArchive> archive);

    /// Keeps the figures of a judged part. Bounded: what isn't taken in time is made again when it is asked for.
    void keep(const std::string& image, const JudgedPart& judged);

    /// Verdicts of the whole history under both recipes. The newest question wins; answered by `answered` or `failed`, or by
    /// nothing after cancel().
    void ask(const inference::Recipe& before, const inference::Recipe& after);
    void cancel();
    /// Verdicts of a golden set. The newest question wins and is always answered by `goldenJudged`, ahead of the others.
    void judgeGolden(const inference::Recipe& recipe);

signals:
    /// At most every 60 ms.
    void progressed(qint64 done, qint64 total);
    void answered(const app::WhatIf& answer);
    /// By which recipe is said with it: the person may have moved on.
    void goldenJudged(const QList<app::GoldenVerdict>& verdicts, const inference::Recipe& recipe);
    /// The question of ask() can't be answered.
    void failed(const inference::Error& error);

private:
    struct Question {
        quint64 number = 0;
        inference::Recipe before;
        inference::Recipe after;
        std::stop_source stop;
    };
    struct Kept {
        std::string image;
        std::shared_ptr<const inference::Recipe> made;
        std::shared_ptr<const inference::judging::PartFigures> figures;
    };
    using Archive = std::shared_ptr<const InspectionArchive>;
    struct Undecided;
    class Collector;

    void loop(const std::stop_token& stop);
    History& history(const Archive& archive);
    void write(const std::deque<Kept>& kept, const Archive& archive);
    void answer(const Question& question, const Archive& archive);
    WhatIf judgeAll(const Question& question, const Archive& archive);
    void judgeEvidence(const std::vector<Undecided>& undecided, const Question& question, const Archive& archive, Collector& collector);
    /// `before`: the same part as the earlier recipe's tiles show it, the same inspection where both have the same.
    static void judgeEvidence(const Undecided& one, const inference::Inspection& before, const inference::Inspection& inspection, const Question& question,
                              Collector& collector, std::vector<StoredSummary>& made);
    void keepMade(std::vector<StoredSummary>& made, const Archive& archive);
    void answerGolden(const Archive& archive);
    QList<GoldenVerdict> goldenVerdicts(const inference::Recipe& recipe, const Archive& archive);
    bool isGoldenWaiting();

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_archiveKnown = false;                         ///< guarded by m_mutex
    Archive m_archive;                                   ///< guarded by m_mutex
    std::deque<Kept> m_kept;                             ///< guarded by m_mutex
    std::optional<Question> m_question;                  ///< guarded by m_mutex
    quint64 m_asked = 0;                                 ///< guarded by m_mutex; number of the newest question
    bool m_wanted = false;                               ///< guarded by m_mutex; its answer is
    std::stop_source m_running;                          ///< guarded by m_mutex; of the question being answered
    std::optional<inference::Recipe> m_golden;           ///< guarded by m_mutex

    std::optional<History> m_history;  ///< service's thread
    Archive m_historyOf;               ///< service's thread; another archive at the same place is another history

    std::jthread m_thread;
};

}  // namespace app

Q_DECLARE_METATYPE(app::WhatIf)
Q_DECLARE_METATYPE(app::GoldenVerdict)
