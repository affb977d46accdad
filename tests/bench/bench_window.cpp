// The window under way: how soon a folder is seen, how long the event loop is held up while it runs, how much memory it takes,
// and how long a moved limit takes until it is judged and painted.
// usage: bench-window [PARTS] [--stub] [--tab N]   (offscreen; QT_QPA_PLATFORM=offscreen)
// PARTS: 2000 unless said. --stub: tiny files and small maps, evidence as large as ever, so that 100,000 parts are done in
// minutes. --tab: which of the plots is seen, 0 for the scores.
#include "app/common/program.h"
#include "app/workbench/judging_bench.h"
#include "app/workbench/main_actions.h"
#include "app/workbench/main_window.h"
#include "app/workbench/report_service.h"
#include "core/freed_memory.h"
#include "widgets/canvas.h"
#include "widgets/filmstrip.h"
#include "widgets/part_list_model.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QSettings>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

using namespace app;

namespace {

/// A detector whose evidence has the published size, that answers at once: the rest of the program is what is measured.
class QuickDetector : public inference::Detector {
public:
    explicit QuickDetector(int imageSize)
        : m_imageSize(imageSize)
    {
        std::normal_distribution<float> good(-3, 1);
        std::generate(m_noise.begin(), m_noise.end(), [&] { return good(m_random); });
    }

    int imageSize() const override { return m_imageSize; }
    std::vector<inference::Evidence> detect(std::span<const inference::Image> images, std::stop_token) override
    {
        std::vector<inference::Evidence> all;
        for (std::size_t i = 0; i < images.size(); ++i) {
            inference::Evidence evidence {4, 37, 37, m_imageSize, {}, {}};
            // Every third part has a spot, of another strength each time.
            const float spot = m_random() % 3 == 0 ? 0.001f * float(m_random() % 3000) : -3;
            for (auto* const branch : {&evidence.pre, &evidence.post}) {
                const auto from = m_noise.begin() + std::ptrdiff_t(m_random() % values);
                branch->assign(from, from + values);
                for (int value = 0; value < values; ++value)
                    if (value % 1369 / 37 == 9 && value % 37 > 8 && value % 37 < 14)
                        (*branch)[std::size_t(value)] = spot;
            }
            all.push_back(std::move(evidence));
        }
        return all;
    }

private:
    static constexpr int values = 4 * 37 * 37;
    int m_imageSize;
    std::mt19937 m_random {1};
    std::vector<float> m_noise = std::vector<float>(2 * values);
};

/// Milliseconds, sorted.
void print(const char* what, std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    if (times.empty())
        return;
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

void writeParts(const QString& folder, int count, QSize size, const char* format)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, qRgb((x * 7) & 255, (y * 5) & 255, ((x + y) * 3) & 255));
    for (int i = 0; i < count; ++i) {
        // Four blocks, so that no two files are alike after compression either.
        for (int block = 0; block < 4; ++block)
            for (int at = 0; at < 64; ++at)
                image.setPixel(block * 8 + at % 8, at / 8, qRgb((i >> (5 * block)) % 32 * 8, 0, 0));
        image.save(QStringLiteral("%1/part_%2.%3").arg(folder).arg(i, 6, 10, QLatin1Char('0')).arg(QString::fromLatin1(format).toLower()), format, 80);
    }
}

std::shared_ptr<const inference::pipeline::LoadedModel> quickModel(int imageSize)
{
    auto model = std::make_shared<inference::pipeline::LoadedModel>();
    model->detector = std::make_shared<QuickDetector>(imageSize);
    model->facts.precision = "fp32";
    return model;
}

/// Greatest resident memory so far.
double peakMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    return 0;
}

/// Runs a folder, and says what was seen of it.
void run(MainWindow& window, const QString& folder, int parts)
{
    QElapsedTimer clock;
    clock.start();
    double firstPicture = 0;
    auto& list = *window.findChild<widgets::Filmstrip*>()->filterModel()->partModel();
    QObject pictures;
    QObject::connect(&list, &QAbstractItemModel::dataChanged, &pictures, [&](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
        if (firstPicture == 0 && roles.contains(int(widgets::PartListModel::ThumbnailRole)))
            firstPicture = double(clock.elapsed());
    });
    window.openPaths({folder});
    Probe probe;
    waitFor([&] { return !window.session().isListing() && int(window.session().counts().all().total()) == parts; });
    std::printf("%d parts in %.1f s, first thumbnail after %.0f ms, peak memory %.0f MB\n", parts, double(clock.elapsed()) / 1000, firstPicture, peakMegabytes());
    print("event loop held up while the folder ran", probe.delays());
}

/// A report's snapshot on this thread, and the report that another makes of it.
void snapshots(MainWindow& window)
{
    std::vector<double> taken, made, evidence;
    for (int i = 0; i < 50; ++i) {
        QElapsedTimer clock;
        clock.start();
        const auto snapshot = std::make_shared<const SessionSnapshot>(snapshotOf(window.session(), [](int row) { return row % 2 == 0; }));
        taken.push_back(double(clock.nsecsElapsed()) / 1e6);
        clock.restart();
        const Report report = reportOf(*snapshot);
        made.push_back(double(clock.nsecsElapsed()) / 1e6);
        const ReportEvidence answers = evidenceOf(snapshot);
        for (std::size_t part = 0; part < report.parts.size() && part < 20; ++part) {
            clock.restart();
            answers(part);
            evidence.push_back(double(clock.nsecsElapsed()) / 1e6);
        }
    }
    print("report: snapshot, on the window's thread", taken);
    print("report: made of it, on another", made);
    print("report: the answer of a part", evidence);
}

/// A report's preview with a picture of every part: laid out, and a few of its pages painted as large as a screen shows them.
void preview(MainWindow& window)
{
    const auto snapshot = std::make_shared<const SessionSnapshot>(snapshotOf(window.session()));
    ReportForm form;
    form.pictured = PicturedParts::All;
    std::vector<double> laidOut, first, last;
    for (int i = 0; i < 5; ++i) {
        QElapsedTimer clock;
        clock.start();
        const ReportPages pages(makeReport({snapshot, form}, {}, {}), form.options, evidenceOf(snapshot));
        laidOut.push_back(double(clock.nsecsElapsed()) / 1e6);
        for (auto& [page, times] : std::initializer_list<std::pair<int, std::vector<double>*>> {{0, &first}, {pages.count() - 1, &last}}) {
            clock.restart();
            paintPage(pages, page, {700, 990});
            times->push_back(double(clock.nsecsElapsed()) / 1e6);
        }
    }
    print("report: pages laid out", laidOut);
    print("report: cover painted, its figures sealed", first);
    print("report: page of a picture painted", last);
}

/// The worst part comes onto the canvas.
void showDefective(Session& session)
{
    int worst = 0;
    for (int row = 0; row < session.count(); ++row)
        if (session.part(row).judged.regionScore > session.part(worst).judged.regionScore)
            worst = row;
    bool judged = false;
    QObject listener;
    QObject::connect(&session, &Session::currentJudged, &listener, [&] { judged = true; });
    if (session.current() == worst)
        return;
    session.setCurrent(worst);
    waitFor([&] { return judged; });
    QElapsedTimer clock;
    clock.start();
    waitFor([&] { return clock.elapsed() > 500; });  // its picture
}

void moveLimits(MainWindow& window, const char* what)
{
    Session& session = window.session();
    showDefective(session);
    PaintWatch watch;
    window.canvas().installEventFilter(&watch);
    bool judged = false;
    int paintsBefore = 0, painted = 0;
    QElapsedTimer clock;
    std::vector<double> times, steps, answers;
    QObject::connect(&session, &Session::currentJudged, &watch, [&] {
        judged = true;
        answers.push_back(double(clock.nsecsElapsed()) / 1e6);
        paintsBefore = watch.paints;
    });
    Probe probe;
    for (int step = 0; step < 200; ++step) {
        inference::Recipe recipe = session.recipe();
        recipe.rule.failLimit = 0.5f + 0.2f * float(std::sin(step * 0.1));
        recipe.rule.reviewLimit = 0.3f;
        judged = false;
        clock.start();
        session.changeRecipe(recipe);
        steps.push_back(double(clock.nsecsElapsed()) / 1e6);
        waitFor([&] { return judged; });
        QCoreApplication::processEvents();  // what has been asked to be painted is painted
        times.push_back(double(clock.nsecsElapsed()) / 1e6);
        painted += watch.paints > paintsBefore;
    }
    session.endRecipeGesture();
    print(what, times);
    print("  of this within the step: verdicts and counts of all", steps);
    print("  of this until the part on the canvas is judged", answers);
    print("  event loop held up meanwhile", probe.delays());
    std::printf("  %d of the steps changed the picture\n", painted);
}

/// All that the list shows get a label at once, and it is taken back.
void labelAll(MainWindow& window)
{
    const auto labelled = [&window] { return window.session().counts().of(inference::Label::Good).total(); };
    Probe probe;
    QElapsedTimer clock;
    clock.start();
    window.actionsOfWindow().shownGood->trigger();
    const double said = double(clock.nsecsElapsed()) / 1e6;
    waitFor([&] { return clock.elapsed() > 1500; });  // the list, the plots and the log follow
    std::printf("%zu parts labelled in %.1f ms\n", std::size_t(labelled()), said);
    clock.restart();
    window.session().undoStack().undo();
    std::printf("taken back in %.1f ms\n", double(clock.nsecsElapsed()) / 1e6);
    waitFor([&] { return clock.elapsed() > 1500; });
    print("event loop held up while many are labelled", probe.delays());
}

/// The window as large as it takes for a canvas of a whole screen.
void growTo(MainWindow& window, QSize canvas)
{
    for (int i = 0; i < 4 && window.canvas().size() != canvas; ++i) {
        window.resize(window.size() + canvas - window.canvas().size());
        QCoreApplication::processEvents();
    }
    std::printf("canvas of %d x %d\n", window.canvas().width(), window.canvas().height());
}

}  // namespace

int main(int argc, char** argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    QTemporaryDir home, parts, large;
    qputenv("XDG_DATA_HOME", home.filePath("data").toUtf8());
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home.path());
    inference::keepFreedMemory();
    QApplication application(argc, argv);
    nameProgram();
    QCommandLineParser options;
    options.addOptions({{"stub", "Tiny files and small maps."}, {"tab", "Which of the plots is seen.", "number", "0"}});
    options.addPositionalArgument("parts", "How many.");
    options.process(application);
    const int count = options.positionalArguments().isEmpty() ? 2000 : options.positionalArguments().first().toInt();
    const bool stub = options.isSet("stub");
    stub ? writeParts(parts.path(), count, {32, 24}, "BMP") : writeParts(parts.path(), count, {1200, 900}, "JPG");
    writeParts(large.path(), 5, {8000, 6000}, "JPG");
    Settings settings;
    Language language;
    MainWindow window(settings, language);
    window.show();
    for (QWidget* parent = window.bench().plots(); parent; parent = parent->parentWidget())
        parent->show();
    window.bench().plots()->setCurrentIndex(options.value("tab").toInt());
    growTo(window, {1920, 1080});
    window.session().setModel(quickModel(stub ? 56 : 518), {});
    std::printf("plot seen: %s\n", qPrintable(window.bench().plots()->tabText(window.bench().plots()->currentIndex())));
    run(window, parts.path(), count);
    snapshots(window);
    preview(window);
    moveLimits(window, stub ? "limit moved, judged and painted, many parts" : "limit moved, judged and painted, folder of 1 MP parts");
    labelAll(window);
    std::printf("peak memory %.0f MB\n", peakMegabytes());
    window.session().setModel(quickModel(518), {});
    run(window, large.path(), 5);
    moveLimits(window, "limit moved, judged and painted, part of 48 MP");
    return 0;
}
