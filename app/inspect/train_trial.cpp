#include "app/inspect/train_trial.h"

#include <algorithm>
#include <chrono>

namespace app {
namespace {

namespace training = inference::training;

constexpr double longStep = 5;  // seconds of one image after which more would make a person wait

template <class Work> double secondsFor(Work&& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double judgedSeconds(training::Trainer& trainer, const training::ValidationSource& validation, std::size_t count, const std::stop_token& stop)
{
    std::vector<inference::Image> images;
    return secondsFor([&] {
               for (std::size_t i = 0; i < count; ++i)
                   images.push_back(validation.at(i).example.image);
               trainer.detect(images, stop);
           })
        / double(count);
}

}  // namespace

TrainTrial tryOut(training::Trainer& trainer, const training::ExampleSource& examples, const training::ValidationSource* validation, const std::stop_token& stop)
{
    TrainTrial trial;
    const auto make = [&](std::size_t first, std::size_t count) {
        std::vector<training::Example> made;
        trial.made = secondsFor([&] {
                         for (std::size_t i = 0; i < count; ++i)
                             made.push_back(examples.example(0, (first + i) % examples.size()));
                     })
            / double(count);
        return made;
    };
    // The first step makes what later ones find ready.
    const auto first = make(0, 1);
    trial.learned = secondsFor([&] { trainer.stepInPasses(first, 1, {}, stop); });
    const bool isLong = trial.learned > longStep;
    if (!isLong) {
        const auto more = make(1, std::min(examples.size(), std::size_t(trainer.together())));
        trial.learned = secondsFor([&] { trainer.stepInPasses(more, 1, {}, stop); }) / double(more.size());
        trial.again = trainer.keptFeatures() > 0 ? secondsFor([&] { trainer.stepInPasses(more, 1, {}, stop); }) / double(more.size()) : trial.learned;
    } else {
        trial.again = trainer.keptFeatures() > 0 ? secondsFor([&] { trainer.stepInPasses(first, 1, {}, stop); }) : trial.learned;
    }
    if (validation && validation->size() > 0)
        trial.judged = judgedSeconds(trainer, *validation, isLong ? 1 : std::min<std::size_t>(validation->size(), 4), stop);
    return trial;
}

double secondsOf(const TrainTrial& trial, const training::TrainingPlan& plan, std::size_t images, std::size_t judged, bool kept)
{
    // Examples are made while the model learns from those before.
    const double made = trial.made / std::max(1, plan.exampleThreads);
    const double firstEpoch = double(images) * std::max(trial.learned, made);
    const double laterEpoch = kept ? double(images) * std::max(trial.again, made) : firstEpoch;
    return firstEpoch + (plan.epochs - 1) * laterEpoch + double(judged) * trial.judged * (plan.epochs + 2);
}

}  // namespace app
