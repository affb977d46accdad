// The window under way: how long a moved limit takes until it is judged and painted, and how long the event loop is held up
// while a folder runs. usage: bench-window [PARTS] (offscreen; QT_QPA_PLATFORM=offscreen)
#include "app/common/program.h"
#include "app/workbench/main_window.h"
#include "widgets/canvas.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

using namespace app;

namespace {

/// A detector of the published size that answers after a while, so that the rest of the program is what is measured.
class QuickDetector : public inference::Detector {
public:
    int imageSize() const override { return 518; }
    std::vector<inference::Evidence> detect(std::span<const inference::Image> images, std::stop_token) override
    {
        std::vector<inference::Evidence> all;
        for (std::size_t i = 0; i < images.size(); ++i) {
            std::normal_distribution<float> good(-3, 1);
            inference::Evidence evidence {4, 37, 37, 518, {}, {}};
            for (auto* const branch : {&evidence.pre, &evidence.post})
                for (int value = 0; value < 4 * 37 * 37; ++value)
                    branch->push_back(value % 1369 / 37 == 9 && value % 37 > 8 && value % 37 < 14 ? 2.5f : good(m_random));
            all.push_back(std::move(evidence));
        }
        return all;
    }

private:
    std::mt19937 m_random {1};
};

/// Milliseconds, sorted.
void print(const char* what, std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    const auto at = [&times](double share) { return times[std::min(times.size() - 1, std::size_t(share * double(times.size())))]; };
    std::printf("%-52s n %6zu  median %6.1f  p95 %6.1f  p99 %6.1f  max %6.1f ms\n", what, times.size(), at(0.5), at(0.95), at(0.99), times.back());
}

template <typename Condition>
void waitFor(Condition condition)
{
    while (!condition())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
}

/// Wakes as often as it can and notes how late it was.
class Probe : public QObject {
public:
    Probe()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(4);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_delays.push_back(std::max(0.0, double(m_clock.nsecsElapsed()) / 1e6 - 4));
            m_clock.restart();
        });
        m_clock.start();
        m_timer.start();
    }
    const std::vector<double>& delays() const { return m_delays; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_delays;
};

/// Tells when the canvas has been painted.
class PaintWatch : public QObject {
public:
    using QObject::QObject;
    int paints = 0;
    bool eventFilter(QObject*, QEvent* event) override
    {
        paints += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

void writeParts(const QString& folder, int count, QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, qRgb((x * 7) & 255, (y * 5) & 255, ((x + y) * 3) & 255));
    for (int i = 0; i < count; ++i) {
        image.setPixel(0, 0, qRgb(i & 255, i >> 8, 0));
        image.save(QStringLiteral("%1/part_%2.jpg").arg(folder).arg(i, 5, 10, QLatin1Char('0')), "JPG", 80);
    }
}

std::shared_ptr<const inference::pipeline::LoadedModel> quickModel()
{
    auto model = std::make_shared<inference::pipeline::LoadedModel>();
    model->detector = std::make_shared<QuickDetector>();
    model->facts.precision = "fp32";
    return model;
}

/// Runs a folder; the probe's delays.
void run(MainWindow& window, const QString& folder, int parts)
{
    window.openPaths({folder});
    Probe probe;
    QElapsedTimer clock;
    clock.start();
    waitFor([&] {
        const Session& session = window.session();
        if (session.count() < parts || session.isListing())
            return false;
        for (int row = 0; row < session.count(); ++row)
            if (session.part(row).state != widgets::Part::State::Done)
                return false;
        return true;
    });
    std::printf("%d parts in %.1f s\n", parts, double(clock.elapsed()) / 1000);
    print("event loop held up while the folder ran", probe.delays());
}

void moveLimits(MainWindow& window, const char* what)
{
    Session& session = window.session();
    PaintWatch watch;
    window.canvas().installEventFilter(&watch);
    bool judged = false;
    QObject::connect(&session, &Session::currentJudged, &watch, [&judged] { judged = true; });
    std::vector<double> times;
    for (int step = 0; step < 200; ++step) {
        inference::Recipe recipe = session.recipe();
        recipe.rule.failLimit = 0.5f + 0.2f * float(std::sin(step * 0.1));
        recipe.rule.reviewLimit = 0.3f;
        judged = false;
        QElapsedTimer clock;
        clock.start();
        session.changeRecipe(recipe);
        waitFor([&] { return judged; });
        const int painted = watch.paints;
        waitFor([&] { return watch.paints > painted; });
        times.push_back(double(clock.nsecsElapsed()) / 1e6);
    }
    print(what, times);
}

}  // namespace

int main(int argc, char** argv)
{
    QTemporaryDir home, parts, large;
    qputenv("XDG_DATA_HOME", home.filePath("data").toUtf8());
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home.path());
    QApplication application(argc, argv);
    nameProgram();
    const int count = argc > 1 ? std::atoi(argv[1]) : 200;
    writeParts(parts.path(), count, {1200, 900});
    writeParts(large.path(), 1, {8000, 6000});
    Settings settings;
    Language language;
    MainWindow window(settings, language);
    window.resize(1920, 1080);
    window.show();
    window.session().setModel(quickModel(), {});
    run(window, parts.path(), count);
    moveLimits(window, "limit moved, judged and painted, folder of 1 MP parts");
    run(window, large.path(), 1);
    moveLimits(window, "limit moved, judged and painted, part of 48 MP");
    return 0;
}
