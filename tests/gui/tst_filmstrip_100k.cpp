// A real folder of 100,000 pictures through the window's own path: lister, session, presenter, list, filmstrip. Figures are
// printed; asserted is only what holds on any machine.

#include "app/workbench/parts_presenter.h"
#include "app/workbench/session.h"
#include "event_loop_probe.h"
#include "widgets/expression_edit.h"
#include "widgets/filmstrip.h"
#include "widgets/part_list_model.h"

#include <QImage>
#include <QListView>
#include <QtTest>

#include <filesystem>

namespace {

constexpr int folders = 20;

int pictureCount()
{
    const int wanted = qEnvironmentVariableIntValue("WORKBENCH_FILMSTRIP_PARTS");
    return wanted > 0 ? wanted : 100'000;
}

/// A line of /proc/self/status in MB; -1 where there is none.
double statusMb(const QByteArray& name)
{
    QFile file("/proc/self/status");
    if (file.open(QIODevice::ReadOnly))
        for (const QByteArray& line : file.readAll().split('\n'))
            if (line.startsWith(name + ':'))
                return line.mid(name.size() + 1).trimmed().split(' ').first().toDouble() / 1024;
    return -1;
}

/// Hard links to a few pictures; flat, or in twenty folders.
void makePictures(const QString& root, bool flat)
{
    namespace fs = std::filesystem;
    const fs::path base = root.toStdString();
    std::vector<fs::path> originals;
    for (int i = 0; i < 4; ++i) {
        QImage image(96, 72, QImage::Format_RGB32);
        image.fill(QColor::fromHsv(i * 90, 120, 200));
        originals.push_back(base / (".original" + std::to_string(i) + ".png"));
        if (!image.save(QString::fromStdString(originals.back().string())))
            qFatal("cannot write");
    }
    for (int i = 0; i < pictureCount(); ++i) {
        const fs::path folder = flat ? base : base / ("line " + std::to_string(i % folders));
        if (i < folders)
            fs::create_directories(folder);
        // The file systems allow some 65,000 links to one file.
        fs::create_hard_link(originals[std::size_t(i) % 4], folder / ("gear_" + std::to_string((i * 7919LL) % 1'000'003) + ".png"));
    }
}

void print(const char* what, double milliseconds, const EventLoopProbe::Delays& delays)
{
    qInfo("%-44s %7.0f ms   event loop p99 %6.1f ms, max %6.1f ms   peak %4.0f MB", what, milliseconds, delays.p99,
          delays.greatest, statusMb("VmHWM"));
}

widgets::Part resultFor(widgets::Part part, int row)
{
    const double score = (row * 7919 % 1000) / 1000.0;
    part.state = widgets::Part::State::Done;
    part.score = score;
    part.verdict = score > 0.8 ? inference::Verdict::Fail : score > 0.6 ? inference::Verdict::Review : inference::Verdict::Pass;
    part.defects = int(score * 5);
    part.area = score * 400;
    return part;
}

}  // namespace

class TestFilmstrip100k : public QObject {
    Q_OBJECT

private slots:
    void greatFolders_data()
    {
        QTest::addColumn<bool>("flat");
        QTest::newRow("twenty folders") << false;
        QTest::newRow("one folder") << true;
    }
    void greatFolders();

private:
    using Order = widgets::PartOrder;
    /// Does something and waits until the strip shows it.
    void timed(const char* what, widgets::Filmstrip& strip, EventLoopProbe& probe, const std::function<void()>& change);
};

void TestFilmstrip100k::timed(const char* what, widgets::Filmstrip& strip, EventLoopProbe& probe, const std::function<void()>& change)
{
    QSignalSpy arranged(strip.filterModel(), &widgets::PartFilterModel::arranged);
    QCoreApplication::processEvents();
    probe.take();
    QElapsedTimer clock;
    clock.start();
    change();
    QTRY_VERIFY_WITH_TIMEOUT(!strip.filterModel()->isArranging() && !arranged.isEmpty(), 60'000);
    const double took = double(clock.nsecsElapsed()) / 1e6;
    QTest::qWait(20);
    print(what, took, probe.take());
}

void TestFilmstrip100k::greatFolders()
{
    QFETCH(bool, flat);
    QTemporaryDir folder;
    makePictures(folder.path(), flat);
    const double before = statusMb("VmRSS");

    app::Session session;
    widgets::PartListModel parts;
    app::PartsPresenter presenter(session, parts);
    widgets::Filmstrip strip(&parts);
    presenter.connectTo(strip);
    strip.resize(340, 800);
    strip.show();
    QVERIFY(QTest::qWaitForWindowExposed(&strip));

    EventLoopProbe probe;
    QElapsedTimer clock;
    double firstRows = 0, firstPicture = 0, screen = 0, listed = 0;
    int pictures = 0;
    const auto now = [&clock] { return double(clock.nsecsElapsed()) / 1e6; };
    connect(&session, &app::Session::partsAppended, &strip, [&] { firstRows = firstRows > 0 ? firstRows : now(); });
    connect(&session, &app::Session::listingFinished, &strip, [&] { listed = now(); });
    connect(&parts, &QAbstractItemModel::dataChanged, &strip, [&](const QModelIndex&, const QModelIndex&, const QList<int>& roles) {
        if (!roles.contains(widgets::PartListModel::ThumbnailRole))
            return;
        firstPicture = firstPicture > 0 ? firstPicture : now();
        if (++pictures == 8)
            screen = now();
    });
    clock.start();
    session.open({folder.path()});
    QTRY_VERIFY_WITH_TIMEOUT(listed > 0 && screen > 0, 120'000);
    QTRY_COMPARE_WITH_TIMEOUT(strip.filterModel()->rowCount(), pictureCount(), 60'000);
    qInfo("first rows %.0f ms, first thumbnail %.0f ms, eight of them %.0f ms, %d files listed %.0f ms", firstRows, firstPicture,
          screen, parts.rowCount(), listed);
    print("listing", listed, probe.take());
    qInfo("memory of the list: %.0f MB over %.0f MB", statusMb("VmRSS") - before, before);

    timed("sort by name, first time", strip, probe, [&] { strip.setOrder(Order::Name); });
    timed("sort by name, descending", strip, probe, [&] { strip.setOrder(Order::Name, Qt::DescendingOrder); });
    timed("group by folder", strip, probe, [&] { strip.setGrouped(true); });
    timed("filter name ~ gear_1*", strip, probe, [&] { strip.filterEdit()->setText("name ~ gear_1*"); });
    timed("filter off", strip, probe, [&] { strip.filterEdit()->setText({}); });
    QElapsedTimer folding;
    folding.start();
    probe.take();
    strip.filterModel()->setAllFolded(true);
    strip.filterModel()->setAllFolded(false);
    const double folded = double(folding.nsecsElapsed()) / 1e6;
    QTest::qWait(20);
    print("fold and unfold all", folded, probe.take());

    // A run: some hundred results a second in the order that each result changes.
    timed("sort by score", strip, probe, [&] { strip.setOrder(Order::Score); });
    probe.take();
    clock.start();
    int row = 0;
    while (row < 2000) {
        for (const int end = row + 5; row < end; ++row)
            parts.updatePart(row * 37 % parts.rowCount(), resultFor(parts.part(row * 37 % parts.rowCount()), row));
        QTest::qWait(10);
    }
    print("2000 results while sorted and grouped", now(), probe.take());
    for (row = 0; row < parts.rowCount(); ++row)
        parts.updatePart(row, resultFor(parts.part(row), row));
    QTRY_VERIFY_WITH_TIMEOUT(!strip.filterModel()->isArranging(), 60'000);
    QTest::qWait(2 * widgets::PartFilterModel::settleInterval);
    QTRY_VERIFY_WITH_TIMEOUT(!strip.filterModel()->isArranging(), 60'000);
    timed("filter score > 0.6 and defects >= 2", strip, probe,
          [&] { strip.filterEdit()->setText("score > 0.6 and defects >= 2 and verdict = fail or review"); });
    timed("sort by area", strip, probe, [&] { strip.setOrder(Order::Area); });
    timed("show fail", strip, probe, [&] { strip.setShow(widgets::PartShow::Fail); });
    QVERIFY(strip.filterModel()->shownCount() > 0);
    for (int i = 1; i < strip.filterModel()->shownCount(); ++i)
        QVERIFY(strip.filterModel()->groups().size() > 1
                || strip.filterModel()->part(i + 1).area <= strip.filterModel()->part(i).area);
    qInfo("peak memory of the program: %.0f MB", statusMb("VmHWM"));
}

QTEST_MAIN(TestFilmstrip100k)
#include "tst_filmstrip_100k.moc"
