#pragma once

#include "app/inspect/train_examples.h"
#include "app/inspect/train_machine.h"
#include "training/training_run.h"

#include <QString>

#include <chrono>

namespace app {

/// Tells how a training gets on: for people on stderr, a line about every ten seconds and one an epoch; or for programs on stdout,
/// a JSON object a line: {"event": "step", "epoch", "step", "steps", "loss", "seconds_left" (null at the first step seen)}, {"event": "validation", "done", "of"},
/// {"event": "epoch", "epoch", "loss", "pixel_ap", "pixel_auroc", "image_auroc", "seconds", "best"}, {"event": "memory", "together"},
/// {"event": "estimate", "memory_mb", "free_mb", "device"} before the first step (free_mb only where the device says it), {"event": "estimate",
/// "seconds"} after the third: what is left of the whole training by the time of the steps so far, without the validation; or, of a check alone, the
/// whole training, before {"event": "checked"}; {"event": "example", "epoch", "number", "of", "product", "anomalous", "file"}
/// for each picture of an epoch (train_examples.h), before the epoch's own line, {"event": "end", "epochs", "best", "stopped_early"}. Pictures
/// that can't be written are said once and end no training.
class TrainReport {
public:
    TrainReport(int epochs, const TrainExamples& examples, bool jsonLines, bool quiet);

    /// An estimate of the memory that the training will take, before it begins.
    void willTake(std::uint64_t bytes, const TrainMachine& machine);
    /// All that a check has to say: the whole training takes so long; none where it was not tried, for want of memory.
    void checked(std::optional<double> seconds);
    inference::training::TrainingEvents events();
    void ended(const inference::training::TrainingResult& result);

private:
    using Clock = std::chrono::steady_clock;

    void stepped(int epoch, int step, int steps, double loss);
    void epochEnded(int epoch, const inference::training::EpochFigures& figures, bool best);
    void exampleMapped(int epoch, const inference::training::EpochExample& example);
    void tellTime(double seconds);
    /// None at the first step seen: there is no time yet to go by.
    std::optional<double> secondsLeft(int epoch, int step, int steps) const;

    int m_epochs;
    TrainExamples m_examples;
    bool m_examplesFailed = false;
    bool m_jsonLines;
    bool m_quiet;
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_lastTold;
    int m_steps = 0;            ///< seen
    double m_doneAtStart = -1;  ///< share of the whole training that lay behind at the first step seen
};

}  // namespace app
