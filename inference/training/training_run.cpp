#include "training/training_run.h"

#include "core/error.h"
#include "training/batches_ahead_p.h"
#include "training/training_log_p.h"
#include "training/validation.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

namespace inference::training {
namespace {

constexpr double leastRate = 0.01;

/// Of both learning rates, `steps` steps after the beginning and with `done` of the whole training behind (0..1).
double rateFactor(const TrainingPlan& plan, std::int64_t steps, double done)
{
    const double warm = plan.warmUpSteps > 0 ? std::min(1.0, double(steps + 1) / plan.warmUpSteps) : 1.0;
    return plan.cosine ? warm * (leastRate + (1 - leastRate) * 0.5 * (1 + std::cos(std::numbers::pi * done))) : warm;
}

class Run {
public:
    Run(Trainer& trainer, const ExampleSource& examples, const TrainingPlan& plan, const std::filesystem::path& folder, const TrainingEvents& events)
        : m_trainer(trainer)
        , m_examples(examples)
        , m_plan(plan)
        , m_folder(folder)
        , m_events(events)
    {
        m_log.fingerprint = plan.fingerprint;
    }

    /// What the folder holds of this training is taken up.
    void resume()
    {
        auto log = readTrainingLog(m_folder);
        if (!log)
            return;
        if (log->fingerprint != m_plan.fingerprint)
            throw Error(ErrorCode::TrainingOther, {}, m_folder);
        m_log = std::move(*log);
        if (!ended())  // nobody asks an ended training for its state
            m_trainer.restore(m_folder / m_log.state);
    }

    bool ended() const
    {
        const int since = int(m_log.epochs.size()) - m_log.best;
        return int(m_log.epochs.size()) >= m_plan.epochs || stoppedEarly(since);
    }
    bool stoppedEarly(int since) const { return m_plan.patience > 0 && m_log.best > 0 && since >= m_plan.patience; }

    void epoch(const ValidationSource* validation, const std::stop_token& stop)
    {
        const auto start = std::chrono::steady_clock::now();
        EpochFigures figures;
        figures.loss = learn(stop);
        if (validation) {
            const evaluation::Metrics mean = validate(m_trainer, *validation, m_plan.alpha, m_plan.sigma, m_events.validated, stop, examplesOf(*validation)).mean;
            figures.pixelAp = mean.pixelAp;
            figures.pixelAuroc = mean.pixelAuroc;
            figures.imageAuroc = mean.imageAuroc;
        }
        figures.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        keep(figures);
    }

    TrainingResult result() const
    {
        return {m_log.epochs, m_log.best, int(m_log.epochs.size()) < m_plan.epochs};
    }

private:
    /// Picks the few images whose maps are told.
    MapVisitor examplesOf(const ValidationSource& validation) const
    {
        if (!m_events.exampleMapped)
            return {};
        return [this, images = tellingImages(validation, greatestExamples), epoch = int(m_log.epochs.size()) + 1](std::size_t image, const ValidationExample& example, const AnomalyMap& map) {
            if (const auto found = std::ranges::find(images, image); found != images.end())
                m_events.exampleMapped(epoch, {std::size_t(found - images.begin()) + 1, images.size(), example, map});
        };
    }

    /// The mean loss of one epoch.
    double learn(const std::stop_token& stop)
    {
        const auto number = m_log.epochs.size();
        const auto size = m_examples.size();
        double sum = 0;
        int step = 0;
        std::size_t learned = 0;
        BatchesAhead batches(m_examples, number, std::size_t(m_plan.batch), m_plan.exampleThreads);
        const auto steps = int((size + std::size_t(m_plan.batch) - 1) / std::size_t(m_plan.batch));
        while (const auto batch = batches.next()) {
            if (stop.stop_requested())
                throw Cancelled();
            const double done = (double(number) + double(learned) / double(size)) / m_plan.epochs;
            const double loss = m_trainer.stepInPasses(*batch, rateFactor(m_plan, m_trainer.steps(), done), m_events.passHalved, stop);
            learned += batch->size();
            sum += loss * double(batch->size());
            if (m_events.stepped)
                m_events.stepped(int(number) + 1, ++step, steps, loss);
        }
        return sum / double(std::max<std::size_t>(learned, 1));
    }

    void keep(const EpochFigures& figures)
    {
        TrainingLog log = m_log;
        log.epochs.push_back(figures);
        const auto number = int(log.epochs.size());
        const auto apOf = [&](int epoch) { return log.epochs[std::size_t(epoch) - 1].pixelAp; };
        const bool best = log.best == 0 || !figures.pixelAp || figures.pixelAp > apOf(log.best);
        if (best) {
            log.best = number;
            if (m_trainer.towersLearn())
                m_trainer.writeClip(m_folder / "clip.safetensors");
            m_trainer.writeVcp(m_folder / "vcp.pth");
        }
        log.state = "state-" + std::to_string(number) + ".safetensors";
        m_trainer.save(m_folder / log.state);
        writeTrainingLog(m_folder, log);  // from here on this epoch counts
        std::error_code ignored;
        if (!m_log.state.empty())
            std::filesystem::remove(m_folder / m_log.state, ignored);
        m_log = std::move(log);
        if (m_events.epochEnded)
            m_events.epochEnded(number, figures, best);
    }

    Trainer& m_trainer;
    const ExampleSource& m_examples;
    const TrainingPlan& m_plan;
    const std::filesystem::path& m_folder;
    const TrainingEvents& m_events;
    TrainingLog m_log;
};

}  // namespace

TrainingResult train(Trainer& trainer, const ExampleSource& examples, const ValidationSource* validation, const TrainingPlan& plan,
                     const std::filesystem::path& folder, const TrainingEvents& events, std::stop_token stop)
{
    if (plan.epochs < 1 || plan.batch < 1 || examples.size() == 0)
        throw Error(ErrorCode::BadInput, {"plan"});
    Run run(trainer, examples, plan, folder, events);
    run.resume();
    while (!run.ended())
        run.epoch(validation, stop);
    return run.result();
}

}  // namespace inference::training
