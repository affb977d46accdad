#pragma once

#include "app/workbench/training_facts.h"

#include <QObject>
#include <QProcess>
#include <QStringList>

#include <optional>

namespace app {

struct TrainingStep {
    int epoch = 0;  ///< from 1
    int step = 0;   ///< from 1
    int steps = 0;  ///< of an epoch
    double loss = 0;
    std::optional<double> secondsLeft = {};  ///< none as long as nobody can say
};

struct TrainingEpoch {
    int epoch = 0;  ///< from 1
    double loss = 0;
    std::optional<double> pixelAp;  ///< of the validation, 0..1
    std::optional<double> pixelAuroc;
    std::optional<double> imageAuroc;
    bool best = false;  ///< the best so far: its weights are kept
};

/// A picture of what an epoch makes of one part of the validation.
struct TrainingExample {
    int epoch = 0;   ///< from 1
    int number = 0;  ///< from 1: the same part in every epoch
    QString product;
    bool defective = false;
    QString file;
};

/// What the training did to the validation set: the model it began with beside the best epoch.
struct TrainingGuard {
    std::optional<double> pixelApBefore;
    std::optional<double> pixelApAfter;
    std::optional<double> imageAurocBefore;
    std::optional<double> imageAurocAfter;
    std::optional<double> mcnemar;  ///< p of McNemar's test over the images' verdicts
    qint64 onlyBefore = 0;          ///< images of which only the verdict before was right
    qint64 onlyAfter = 0;           ///< images of which only the verdict now is right
    bool worse = false;             ///< by what is said above (inspect/train_guard.h)
};

/// A training in a process of its own (`vcp-inspect train --json-lines`, at low priority), so that neither a full memory nor a kill
/// takes the window along. What it prints becomes signals; lines that are none of ours are passed over. GUI thread; its end
/// stops the process: all but the epoch under way is kept.
class TrainingProcess : public QObject {
    Q_OBJECT

public:
    /// `program`: path of vcp-inspect.
    explicit TrainingProcess(const QString& program, QObject* parent = nullptr);
    ~TrainingProcess() override;

    /// `arguments` follow "train --json-lines". Nothing happens while one runs. With "--check" among them it ends in checked() instead
    /// of finished().
    void start(const QStringList& arguments);
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

    /// Holds the process where it is (SIGSTOP), at once; it keeps its memory.
    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }

    /// Asks for a stop; after five seconds it is killed. Ends in stopped().
    void stop();

signals:
    /// What is known by now of data, memory, time: a few times at the beginning.
    void factsChanged(const app::TrainingFacts& facts);
    void checked();
    void exampleDrawn(const app::TrainingExample& example);
    void stepped(const app::TrainingStep& step);
    void validated(qint64 done, qint64 total);
    void epochEnded(const app::TrainingEpoch& epoch);
    void memoryShort(int together);  ///< so many images go through the model at once from now on
    void guarded(const app::TrainingGuard& guard);
    void finished(int epochs, int best, bool stoppedEarly);
    void stopped();
    void failed(const QString& sentence);  ///< what the process said, or that it could not be started or died

private:
    void readLines();
    void takeLine(const QByteArray& line);
    void end(int code, QProcess::ExitStatus status);

    QString m_program;
    QProcess m_process;
    QByteArray m_line;
    TrainingFacts m_facts;
    bool m_factsChanged = false;
    bool m_checked = false;  ///< it has said that it was a check and is done
    QByteArray m_said;  ///< the end of what came on stderr
    bool m_paused = false;
    bool m_stopping = false;
    struct End {
        int epochs = 0;
        int best = 0;
        bool early = false;
    };
    std::optional<End> m_end;  ///< it has said that it is done
};

}  // namespace app
