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
    qint64 parts = 0;     ///< judged
    qint64 byFigures = 0; ///< of these, told by their kept figures alone
    qint64 unreadable = 0;
    double seconds = 0;
    QList<Flip> flips;
};

/// A golden part's verdict under a recipe; none when its evidence isn't in the history.
struct GoldenVerdict {
    inference::GoldenPart part;
    std::optional<inference::Verdict> now;
};

/// Judges what is in the history, on a thread of its own with its own connection, the model never runs. Keeps the figures of
/// parts there as they are judged, so that the next question about moved limits is answered from them.
/// GUI thread API; signals come from the service's thread: connect queued.
class WhatIfService : public QObject {
    Q_OBJECT

public:
    explicit WhatIfService(QObject* parent = nullptr);
    ~WhatIfService() override;

    /// From now on; null: nothing is asked or kept.
    void setArchive(std::shared_ptr<const InspectionArchive> archive);

    /// Keeps the figures of a judged part. Bounded: what isn't taken in time is made again when it is asked for.
    void keep(const std::string& image, const JudgedPart& judged);

    /// Verdicts of the whole history under both recipes. The newest question wins; answered by `answered`, or by nothing
    /// after cancel().
    void ask(const inference::Recipe& before, const inference::Recipe& after);
    void cancel();
    /// Verdicts of a golden set. The newest question wins; answered by `goldenJudged`.
    void judgeGolden(const inference::Recipe& recipe);

signals:
    /// At most every 60 ms.
    void progressed(qint64 done, qint64 total);
    void answered(const app::WhatIf& answer);
    void goldenJudged(const QList<app::GoldenVerdict>& verdicts);
    void failed(const inference::Error& error);

private:
    struct Question {
        inference::Recipe before;
        inference::Recipe after;
        std::stop_source stop;
    };
    struct Kept {
        std::string image;
        std::shared_ptr<const inference::Recipe> made;
        std::shared_ptr<const inference::judging::PartFigures> figures;
    };

    void loop(const std::stop_token& stop);
    History& history(const InspectionArchive& archive);
    void write(const std::deque<Kept>& kept, const InspectionArchive& archive);
    WhatIf answer(const Question& question, const InspectionArchive& archive);
    QList<GoldenVerdict> goldenVerdicts(const inference::Recipe& recipe, const InspectionArchive& archive);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::shared_ptr<const InspectionArchive> m_archive;  ///< guarded by m_mutex
    std::deque<Kept> m_kept;                             ///< guarded by m_mutex
    std::optional<Question> m_question;                  ///< guarded by m_mutex
    std::stop_source m_running;                          ///< guarded by m_mutex; of the question being answered
    std::optional<inference::Recipe> m_golden;           ///< guarded by m_mutex

    std::optional<History> m_history;      ///< service's thread
    std::filesystem::path m_historyPath;   ///< service's thread

    std::jthread m_thread;
};

}  // namespace app

Q_DECLARE_METATYPE(app::WhatIf)
Q_DECLARE_METATYPE(app::GoldenVerdict)
