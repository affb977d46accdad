// The live window under way: a camera of 60 pictures per second of 1920 x 1200 before a model. How old what is shown is, how long the event
// loop is held up, whether memory stays, how soon a camera that is gone is said and is back.
// usage: bench-live [SECONDS] [--model FOLDER] [--locked]   (QT_QPA_PLATFORM=offscreen, or a real screen)
// SECONDS: 60 unless said. --model: a model bundle; without it a detector that takes 200 ms and says nothing is wrong.
#include "standstills.h"

#include "app/common/path_text.h"
#include "app/store/history_schema.h"
#include "app/workbench/live_presenter.h"
#include "pipeline/model_bundle.h"
#include "pipeline/model_loader.h"
#include "widgets/canvas.h"
#include "widgets/verdict_banner.h"

#include <QAction>
#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <mutex>
#include <sys/resource.h>
#include <time.h>

using namespace app;
using namespace inference::sources;
using namespace std::chrono_literals;

namespace {

constexpr int width = 1920, height = 1200;
constexpr double perSecond = 60;

/// Says that nothing is wrong, after a fifth of a second in which it computes nothing: what the rest of the program needs is what is measured.
class SlowDetector : public inference::Detector {
public:
    int imageSize() const override { return 336; }
    std::vector<inference::Evidence> detect(std::span<const inference::Image> images, std::stop_token stop) override
    {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any().wait_for(lock, stop, 200ms, [] { return false; });
        if (stop.stop_requested())
            throw inference::Cancelled();
        std::vector<inference::Evidence> all;
        for (std::size_t i = 0; i < images.size(); ++i)
            all.push_back({4, 24, 24, 336, std::vector<float>(4 * 24 * 24, -3.0f), std::vector<float>(4 * 24 * 24, -3.0f)});
        return all;
    }
};

/// Can be unplugged.
class Camera : public Source {
public:
    static inline std::atomic<bool> plugged = true;

    void open(const std::stop_token&) override
    {
        if (!plugged)
            throw inference::Error(inference::ErrorCode::SourceUnavailable, {"camera", "unplugged"});
        m_next = Clock::now();
        if (m_pictures.empty())
            draw();
    }
    std::optional<Frame> read(const std::stop_token& stop) override
    {
        m_next = std::max(m_next + std::chrono::microseconds(16'667), Clock::now() - 100ms);
        std::this_thread::sleep_until(m_next);
        if (!plugged)
            throw inference::Error(inference::ErrorCode::SourceLost, {"camera", "unplugged"});
        if (stop.stop_requested())
            throw inference::Cancelled();
        Frame frame;
        frame.image = m_pictures[m_count++ % m_pictures.size()];
        frame.image.pixels[0] = std::uint8_t(m_count);  // no two in a row are the same
        frame.exposed = Clock::now();
        return frame;
    }
    void close() noexcept override { }
    SourceFacts facts() const override { return {"camera", {width, height}, perSecond, "RGB8", true, false}; }

private:
    /// A board that moves a little.
    void draw()
    {
        for (int step = 0; step < 8; ++step) {
            inference::Image image = inference::makeImage(width, height, 3);
            for (int y = 0; y < height; ++y)
                for (int x = 0; x < width; ++x) {
                    std::uint8_t* const pixel = image.row(y) + 3 * x;
                    const int at = x + 4 * step;
                    pixel[0] = std::uint8_t(60 + (at / 40 + y / 40) % 2 * 40 + (at * 7 + y * 13) % 9);
                    pixel[1] = std::uint8_t(100 + (at * 3 + y * 5) % 11);
                    pixel[2] = std::uint8_t(50 + at % 64);
                }
            m_pictures.push_back(std::move(image));
        }
    }
    std::vector<inference::Image> m_pictures;
    Clock::time_point m_next;
    std::size_t m_count = 0;
};

Clock::time_point ofSeconds(double monotonic)
{
    return Clock::time_point(std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(monotonic)));
}

double statusMegabytes(const char* key)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith(key))
            return line.mid(qsizetype(qstrlen(key))).trimmed().split(' ').first().toDouble() / 1024;
    return 0;
}

void print(const char* what, std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    if (values.empty()) {
        std::printf("%-60s none\n", what);
        return;
    }
    const auto at = [&values](double share) { return values[std::min(values.size() - 1, std::size_t(share * double(values.size())))]; };
    std::printf("%-60s n %7zu  median %6.1f  p95 %6.1f  p99 %6.1f  max %6.1f ms\n", what, values.size(), at(0.5), at(0.95), at(0.99), values.back());
}

/// Notes when a frame has been painted, which is when it is said to be shown, and how old it was then.
class Paints : public QObject {
public:
    explicit Paints(LivePicture& picture)
    {
        connect(&picture, &LivePicture::shown, this, [this, &picture](const LiveFrame& frame) {
            const auto now = Clock::now();
            const double age = std::chrono::duration<double, std::milli>(now - frame->exposed).count();
            ages.push_back(age);
            took.push_back(std::chrono::duration<double, std::milli>(now - m_began).count());
            const LiveResultPtr& newest = picture.newest();
            if (picture.heatInView() != frame || !newest || newest->frame() != frame)
                return;
            judgedAges.push_back(age);
            beyondJudging.push_back(age - newest->judgingMs);
            if (beyondJudging.back() > 1000 / perSecond)
                late.push_back({frame->exposed, now, beyondJudging.back()});
            afterVerdict.push_back(age - newest->latencyMs);
        });
    }
    std::vector<double> ages, judgedAges, beyondJudging, afterVerdict, took;  ///< ms
    struct Late {
        Clock::time_point exposed, painted;
        double ms = 0;  ///< without the judging itself
    };
    std::vector<Late> late;

    void clear()
    {
        for (auto* const values : {&ages, &judgedAges, &beyondJudging, &afterVerdict, &took})
            values->clear();
        late.clear();
    }

    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            m_began = Clock::now();
        return false;
    }

private:
    Clock::time_point m_began = Clock::now();
};

/// Knows which events took longest: a loop that is held up is so by one of them, or by the machine.
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;

    struct Event {
        double wallMs = 0, cpuMs = 0;  ///< much less of the processor's time than of the clock's: it was waited for something
        const char* receiver = "";
        int type = 0;
        double at = 0;                 ///< s
        long waits = 0, preempted = 0, faults = 0;
    };
    std::vector<Event> longest;        ///< descending by wallMs

    bool notify(QObject* receiver, QEvent* event) override
    {
        if (thread() != QThread::currentThread() || m_depth > 0)
            return QApplication::notify(receiver, event);
        ++m_depth;
        const char* const name = receiver->metaObject()->className();
        const int type = event->type();
        const double wall = secondsOf(CLOCK_MONOTONIC), cpu = secondsOf(CLOCK_THREAD_CPUTIME_ID);
        rusage before {}, after {};
        getrusage(RUSAGE_THREAD, &before);
        const bool result = QApplication::notify(receiver, event);
        getrusage(RUSAGE_THREAD, &after);
        const double took = 1000 * (secondsOf(CLOCK_MONOTONIC) - wall);
        --m_depth;
        if (took > worthTelling)
            longest.push_back({took, 1000 * (secondsOf(CLOCK_THREAD_CPUTIME_ID) - cpu), name, type, wall, after.ru_nvcsw - before.ru_nvcsw,
                after.ru_nivcsw - before.ru_nivcsw, after.ru_minflt - before.ru_minflt});
        return result;
    }

    void print(double from)
    {
        std::erase_if(longest, [from](const Event& event) { return event.at < from; });
        std::ranges::sort(longest, std::greater(), &Event::wallMs);
        for (std::size_t i = 0; i < std::min(told, longest.size()); ++i)
            std::printf("  event %3d of %-24s %6.1f ms, %6.1f ms of the processor, waited %ld times, preempted %ld times, %ld page faults, at %.1f s\n", longest[i].type,
                longest[i].receiver, longest[i].wallMs, longest[i].cpuMs, longest[i].waits, longest[i].preempted, longest[i].faults, longest[i].at - from);
    }

    static double secondsOf(clockid_t clock)
    {
        timespec time {};
        clock_gettime(clock, &time);
        return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
    }

private:
    static constexpr double worthTelling = 12;  // ms
    static constexpr std::size_t told = 8;
    int m_depth = 0;
};

}  // namespace

int main(int argc, char** argv)
{
    TimedApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addPositionalArgument("seconds", "");
    parser.addOptions({{"model", "", "folder"}, {"locked", ""}});
    parser.process(application);
    const int seconds = parser.positionalArguments().isEmpty() ? 60 : parser.positionalArguments().first().toInt();

    QTemporaryDir folder;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.filePath("config"));
    const auto history = toPath(folder.filePath("history.db"));
    prepareHistory(history);
    Settings settings;
    Session session;
    session.setHistory(history);
    auto model = std::make_shared<inference::pipeline::LoadedModel>();
    if (parser.isSet("model")) {
        *model = inference::pipeline::loadModel(inference::pipeline::readBundle(toPath(parser.value("model"))));
    } else {
        model->detector = std::make_shared<SlowDetector>();
        model->facts.precision = "fp32";
        model->clipSha256 = model->vcpSha256 = std::string(64, '0');
    }
    session.setModel(model, {});

    LivePresenter::Outside outside;
    outside.history = history;
    outside.recordings = toPath(folder.filePath("recordings"));
    outside.source.make = [](const SourceChoice&) { return std::make_unique<Camera>(); };
    LivePresenter presenter(session, settings, outside);
    presenter.showWindow();
    presenter.window()->resize(1920, 1080);
    SourceChoice choice;
    choice.kind = SourceChoice::Kind::V4l2;
    choice.v4l2.file = "/dev/video0";
    presenter.sourceForm()->setChoice(choice);
    presenter.window()->actions().locked->setChecked(parser.isSet("locked"));
    Paints paints(presenter.picture());
    presenter.window()->canvas().installEventFilter(&paints);

    const Standstills standstills;
    std::vector<double> delays, memory;
    std::vector<std::pair<double, double>> delayed;  // when, s, and how much, ms
    QElapsedTimer probeClock;
    QTimer probe;
    probe.setTimerType(Qt::PreciseTimer);
    probe.setInterval(4);
    QObject::connect(&probe, &QTimer::timeout, [&] {
        delays.push_back(std::max(0.0, double(probeClock.nsecsElapsed()) / 1e6 - 4));
        if (delays.back() > 40)
            delayed.push_back({TimedApplication::secondsOf(CLOCK_MONOTONIC), delays.back()});
        probeClock.restart();
    });
    const auto runFor = [&](std::chrono::milliseconds time) {
        QEventLoop loop;
        QTimer::singleShot(time, &loop, &QEventLoop::quit);
        loop.exec();
    };
    const auto waitFor = [&](auto condition) {
        QElapsedTimer clock;
        clock.start();
        while (!condition() && clock.elapsed() < 30'000)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
        return double(clock.nsecsElapsed()) / 1e6;
    };
    presenter.start();
    waitFor([&] { return presenter.run().status().tally.total() > 0; });
    runFor(5s);
    paints.clear();
    application.longest.clear();
    const double begun = TimedApplication::secondsOf(CLOCK_MONOTONIC);
    probeClock.start();
    probe.start();
    const double peakBefore = statusMegabytes("VmHWM:"), before = statusMegabytes("VmRSS:");
    for (int second = 0; second < seconds; ++second) {
        runFor(1s);
        memory.push_back(statusMegabytes("VmRSS:"));
    }
    probe.stop();
    const LiveStatus status = presenter.run().status();
    std::printf("%d x %d RGB, %.0f per second, %s, %s, window %d x %d, %d s\n", width, height, perSecond, parser.isSet("model") ? qPrintable(parser.value("model")) : "detector of 200 ms",
        parser.isSet("locked") ? "judged frames only" : "smooth", presenter.window()->width(), presenter.window()->height(), seconds);
    std::printf("camera %.1f/s, judged %.1f/s, latency %.0f ms, received %llu, judged %llu, lost %llu\n", status.camera.framesPerSecond, status.judged.judgedPerSecond, status.judged.latencyMs,
        static_cast<unsigned long long>(status.camera.received), static_cast<unsigned long long>(status.judged.judged), static_cast<unsigned long long>(status.camera.lost));
    print("event loop held up", delays);
    for (const auto& [at, delay] : delayed)
        std::printf("  %.1f ms at %.2f s, while the machine stood still for up to %.1f ms\n", delay, at - begun, standstills.longestWithin(ofSeconds(at - delay / 1000), ofSeconds(at)));
    application.print(begun);
    print("painting", paints.took);
    print("age of a frame when it has been painted", paints.ages);
    print("of judged frames", paints.judgedAges);
    print("of judged frames, without the judging itself", paints.beyondJudging);
    std::printf("  more than a frame's interval in %zu of %zu%s\n", paints.late.size(), paints.beyondJudging.size(), standstills.certain() ? "" : " (whether the machine stood still isn't known: no real-time threads here)");
    for (const Paints::Late& late : paints.late)
        std::printf("    %.1f ms, while the machine stood still for up to %.1f ms\n", late.ms, standstills.longestWithin(late.exposed, late.painted));
    print("of judged frames, from the verdict until painted", paints.afterVerdict);
    std::printf("memory %.1f MB after 5 s, at the end %.1f MB, between %.1f and %.1f (peak before %.1f, after %.1f)\n", before, memory.back(), *std::ranges::min_element(memory),
        *std::ranges::max_element(memory), peakBefore, statusMegabytes("VmHWM:"));

    std::vector<double> told, back;
    for (int i = 0; i < 5; ++i) {
        Camera::plugged = false;
        told.push_back(waitFor([&] { return presenter.window()->banner().content().mark == widgets::Mark::Error; }));
        runFor(1500ms);
        Camera::plugged = true;
        const auto shown = presenter.picture().frameInView();
        back.push_back(waitFor([&] { return presenter.picture().frameInView() != shown; }));
        runFor(500ms);
    }
    print("unplugged to message", told);
    print("plugged in to frames", back);
    presenter.stop();
    std::printf("stopped in %.0f ms\n", waitFor([&] { return presenter.run().status().condition == LiveCondition::Stopped; }));
}
