#include "app/inspect/train_report.h"

#include "app/common/error_text.h"
#include "app/inspect/console.h"

#include <QCoreApplication>

#include <nlohmann/json.hpp>

#include <cmath>
#include <utility>

namespace app {
namespace {

using inference::training::EpochFigures;
using nlohmann::json;

json optional(const std::optional<double>& value)
{
    return value ? json(*value) : json();
}

void printJson(const json& object)
{
    printLine(QString::fromStdString(object.dump(-1, ' ', false, json::error_handler_t::replace)));
}

constexpr int stepsToEstimate = 3;

QString figure(const std::optional<double>& value)
{
    return value ? QString::number(*value, 'f', 4) : QStringLiteral("–");
}

QString duration(double seconds)
{
    const auto minutes = qint64(std::ceil(seconds / 60));  // nothing takes no time
    return QStringLiteral("%1:%2").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

}  // namespace

TrainReport::TrainReport(int epochs, const TrainExamples& examples, bool jsonLines, bool quiet)
    : m_epochs(epochs)
    , m_examples(examples)
    , m_jsonLines(jsonLines)
    , m_quiet(quiet)
{
}

inference::training::TrainingEvents TrainReport::events()
{
    inference::training::TrainingEvents events;
    events.stepped = [this](int epoch, int step, int steps, double loss) { stepped(epoch, step, steps, loss); };
    events.epochEnded = [this](int epoch, const EpochFigures& figures, bool best) { epochEnded(epoch, figures, best); };
    events.exampleMapped = [this](int epoch, const inference::training::EpochExample& example) { exampleMapped(epoch, example); };
    events.passHalved = [this](int together) {
        if (m_jsonLines)
            printJson({{"event", "memory"}, {"together", together}});
        else
            printError(QCoreApplication::translate("Train", "Memory ran out: from now on %n image(s) go through the model at once. The steps stay the same.", nullptr, together));
    };
    events.validated = [this](std::size_t done, std::size_t of) {
        if (m_jsonLines)
            printJson({{"event", "validation"}, {"done", done}, {"of", of}});
    };
    return events;
}

void TrainReport::willTake(std::uint64_t bytes, const TrainMachine& machine)
{
    const auto megabytes = [](std::uint64_t count) { return (count + (1u << 20) - 1) >> 20; };
    if (m_jsonLines) {
        json object {{"event", "estimate"}, {"memory_mb", megabytes(bytes)}, {"device", machine.device}};
        if (machine.freeBytes)
            object["free_mb"] = megabytes(*machine.freeBytes);
        printJson(object);
        return;
    }
    const bool tooLittle = machine.freeBytes && *machine.freeBytes < bytes;
    if (m_quiet && !tooLittle)
        return;
    const QString device = QString::fromStdString(machine.device);
    printError(machine.freeBytes ? QCoreApplication::translate("Train", "Estimated memory: %1 MB of %2 MB that are free (%3)").arg(megabytes(bytes)).arg(megabytes(*machine.freeBytes)).arg(device)
                                 : QCoreApplication::translate("Train", "Estimated memory: %1 MB (%2)").arg(megabytes(bytes)).arg(device));
    if (tooLittle)
        printError(QCoreApplication::translate("Train", "That is more than this machine has free: the training may be slow or be ended by the system. Close other programs, or take a smaller --batch or --together."));
}

void TrainReport::checked(std::optional<double> seconds)
{
    if (m_jsonLines) {
        if (seconds)
            printJson({{"event", "estimate"}, {"seconds", *seconds}});
        printJson({{"event", "checked"}});
    } else {
        printLine(seconds ? QCoreApplication::translate("Train", "Estimated time by a trial: %1 h. Nothing has been trained or written.").arg(duration(*seconds))
                          : QCoreApplication::translate("Train", "No step was tried, for want of memory. Nothing has been trained or written."));
    }
}

void TrainReport::tellTime(double seconds)
{
    if (m_jsonLines)
        printJson({{"event", "estimate"}, {"seconds", seconds}});
    else if (!m_quiet)
        printError(QCoreApplication::translate("Train", "Estimated time by the first steps: %1 h, without the validation").arg(duration(seconds)));
}

std::optional<double> TrainReport::secondsLeft(int epoch, int step, int steps) const
{
    const double done = (epoch - 1 + double(step) / steps) / m_epochs;
    const double since = done - m_doneAtStart;
    return since > 0 ? std::optional(std::chrono::duration<double>(Clock::now() - m_start).count() / since * (1 - done)) : std::nullopt;
}

void TrainReport::stepped(int epoch, int step, int steps, double loss)
{
    if (m_doneAtStart < 0) {
        m_start = Clock::now();
        m_doneAtStart = (epoch - 1 + double(step) / steps) / m_epochs;
    }
    const auto left = secondsLeft(epoch, step, steps);
    if (++m_steps == stepsToEstimate && left)
        tellTime(*left);
    const auto now = Clock::now();
    if (now - m_lastTold < (m_jsonLines ? std::chrono::milliseconds(200) : std::chrono::milliseconds(10'000)) && step < steps)
        return;
    m_lastTold = now;
    if (m_jsonLines) {
        printJson({{"event", "step"}, {"epoch", epoch}, {"step", step}, {"steps", steps}, {"loss", loss}, {"seconds_left", optional(left)}});
    } else if (!m_quiet) {
        const QString line = (left ? QCoreApplication::translate("Train", "epoch %1 of %2, step %3 of %4, loss %5, %6 h left")
                                   : QCoreApplication::translate("Train", "epoch %1 of %2, step %3 of %4, loss %5"))
                                 .arg(epoch).arg(m_epochs).arg(step).arg(steps).arg(loss, 0, 'f', 4);
        printError(left ? line.arg(duration(*left)) : line);
    }
}

void TrainReport::epochEnded(int epoch, const EpochFigures& figures, bool best)
{
    if (m_jsonLines) {
        printJson({{"event", "epoch"}, {"epoch", epoch}, {"loss", figures.loss}, {"pixel_ap", optional(figures.pixelAp)},
                   {"pixel_auroc", optional(figures.pixelAuroc)}, {"image_auroc", optional(figures.imageAuroc)}, {"seconds", figures.seconds}, {"best", best}});
        return;
    }
    const QString line = QCoreApplication::translate("Train", "Epoch %1: loss %2, pixel AP %3, pixel AUROC %4, image AUROC %5, %6 s")
                             .arg(epoch).arg(figures.loss, 0, 'f', 4)
                             .arg(figure(figures.pixelAp), figure(figures.pixelAuroc), figure(figures.imageAuroc))
                             .arg(figures.seconds, 0, 'f', 0);
    printLine(best ? line + QCoreApplication::translate("Train", " (best so far)") : line);
}

void TrainReport::exampleMapped(int epoch, const inference::training::EpochExample& example)
{
    try {
        const auto file = m_examples.write(epoch, example);
        if (m_jsonLines)
            printJson({{"event", "example"}, {"epoch", epoch}, {"number", example.number}, {"of", example.of}, {"product", example.example.product},
                       {"anomalous", example.example.anomalous}, {"file", file.string()}});
    } catch (const inference::Error& error) {
        if (!std::exchange(m_examplesFailed, true))
            printError(sentence(error));
    }
}

void TrainReport::ended(const inference::training::TrainingResult& result)
{
    if (m_jsonLines)
        printJson({{"event", "end"}, {"epochs", result.epochs.size()}, {"best", result.best}, {"stopped_early", result.stoppedEarly}});
}

}  // namespace app
