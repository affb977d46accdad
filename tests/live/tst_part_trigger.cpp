// One verdict per part: when something has moved and come to rest, and not before, and not twice.

#include "app/live/part_trigger.h"

#include "app/live/score_sentinel.h"
#include "core/error.h"

#include <QtTest>

using namespace app;
using namespace std::chrono_literals;
using inference::Image;
using Clock = inference::sources::Clock;

namespace {

/// A grey ground with a bright square whose left edge is at `left`; outside for none.
Image scene(int left, int ground = 60, int width = 320, int height = 240)
{
    Image image = inference::makeImage(width, height, 1);
    std::ranges::fill(image.pixels, std::uint8_t(ground));
    for (int y = 80; y < 160; ++y)
        for (int x = std::max(0, left); x < std::min(width, left + 80); ++x)
            image.row(y)[x] = std::uint8_t(std::min(255, ground + 120));
    return image;
}

constexpr int outside = -100;

/// Feeds pictures of a camera of 30 per second.
struct Watcher {
    PartTrigger trigger;
    Clock::time_point now = Clock::time_point(1h);
    int parts = 0;

    explicit Watcher(const PartTrigger::Limits& limits = {}) : trigger(limits) { }
    void show(const Image& image, std::chrono::milliseconds time = 33ms)
    {
        for (auto end = now + time; now < end; now += 33ms)
            parts += int(trigger.look(cellsOf(image), now));
    }
};

}  // namespace

class TestPartTrigger : public QObject {
    Q_OBJECT

private slots:
    void cellsAreMeans_data();
    void cellsAreMeans();
    void anEmptyPictureIsRefused();
    void brighterAllOverIsNoChange();
    void otherShapesDifferWholly();

    void aPartCountsOnceWhenItHasComeToRest();
    void theNextPartNeedsAMovement();
    void whatNeverRestsIsNoPart();
    void slowMovementIsMovement();
    void theEmptyViewIsNoPart();
    void withoutTheEmptyViewEachRestCounts();
    void lightThatCreepsIsNoMovement();
    void anotherSizeIsAMovement();

    void scoresOfGoodPartsAreFollowed();
};

void TestPartTrigger::cellsAreMeans_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("rows");
    QTest::newRow("as wide as cells") << 64 << 32 << 1 << 1 << 64 << 32;
    QTest::newRow("smaller") << 5 << 3 << 1 << 1 << 5 << 3;
    QTest::newRow("large RGB") << 1920 << 1200 << 3 << 1 << 64 << 40;
    QTest::newRow("16 bit") << 640 << 640 << 1 << 2 << 64 << 64;
    QTest::newRow("one row") << 1000 << 1 << 3 << 1 << 64 << 1;
    QTest::newRow("high") << 100 << 1000 << 4 << 1 << 6 << 64;
}

void TestPartTrigger::cellsAreMeans()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, channels);
    QFETCH(int, bytes);
    Image image = inference::makeImage(width, height, channels, bytes);
    std::ranges::fill(image.pixels, std::uint8_t(120));  // 120 * 257 in two bytes
    const CellPicture cells = cellsOf(image);
    QTEST(cells.columns, "columns");
    QTEST(cells.rows, "rows");
    QCOMPARE(cells.values.size(), std::size_t(cells.columns * cells.rows));
    for (const float value : cells.values)
        QCOMPARE(value, 120.0f);
}

void TestPartTrigger::anEmptyPictureIsRefused()
{
    QVERIFY_THROWS_EXCEPTION(inference::Error, cellsOf(Image {}));
}

void TestPartTrigger::brighterAllOverIsNoChange()
{
    QCOMPARE(changedShare(cellsOf(scene(100)), cellsOf(scene(100, 90)), 10), 0.0);
    // 80 x 80 of 320 x 240 moved wholly: its old and its new place, 64 x 48 cells of 5 x 5
    QCOMPARE(changedShare(cellsOf(scene(0)), cellsOf(scene(160)), 10), 2 * 16 * 16 / (64.0 * 48.0));
}

void TestPartTrigger::otherShapesDifferWholly()
{
    QCOMPARE(changedShare(cellsOf(scene(0)), cellsOf(scene(0, 60, 320, 320)), 10), 1.0);
    QCOMPARE(changedShare({}, {}, 10), 1.0);
}

void TestPartTrigger::aPartCountsOnceWhenItHasComeToRest()
{
    Watcher line;
    for (int left = 0; left <= 120; left += 20)
        line.show(scene(left));
    QCOMPARE(line.parts, 0);
    QCOMPARE(line.trigger.state(), PartTrigger::State::Moving);
    line.show(scene(120), 200ms);
    QCOMPARE(line.parts, 0);  // not long enough
    QCOMPARE(line.trigger.state(), PartTrigger::State::Settling);
    line.show(scene(120), 5s);
    QCOMPARE(line.parts, 1);
    QCOMPARE(line.trigger.state(), PartTrigger::State::AtRest);
}

void TestPartTrigger::theNextPartNeedsAMovement()
{
    Watcher line;
    for (int part = 1; part <= 5; ++part) {
        for (int left = 0; left <= 120; left += 20)
            line.show(scene(left));
        line.show(scene(120), 1s);
        QCOMPARE(line.parts, part);
    }
}

void TestPartTrigger::whatNeverRestsIsNoPart()
{
    Watcher line;
    for (int i = 0; i < 300; ++i)
        line.show(scene(i % 2 ? 100 : 140));
    QCOMPARE(line.parts, 0);
}

void TestPartTrigger::slowMovementIsMovement()
{
    // A pixel in a tenth of a second: from one picture to the next no cell changes by as much as counts.
    Watcher line;
    for (int left = 0; left < 60; ++left)
        line.show(scene(left), 99ms);
    const int onTheWay = line.parts;
    line.show(scene(60), 1s);
    QVERIFY2(onTheWay <= 1, qPrintable(QString::number(onTheWay)));
    QCOMPARE(line.parts, onTheWay + 1);
}

void TestPartTrigger::theEmptyViewIsNoPart()
{
    Watcher line;
    line.show(scene(outside), 1s);
    line.trigger.takeAsEmpty();
    QVERIFY(line.trigger.knowsEmpty());
    line.parts = 0;
    for (int part = 1; part <= 3; ++part) {
        for (int left = -80; left <= 120; left += 20)
            line.show(scene(left));
        line.show(scene(120), 1s);
        QCOMPARE(line.parts, part);
        for (int left = 120; left <= 320; left += 20)
            line.show(scene(left));
        line.show(scene(outside), 2s);
        QCOMPARE(line.parts, part);
        QCOMPARE(line.trigger.state(), PartTrigger::State::Empty);
    }
}

void TestPartTrigger::withoutTheEmptyViewEachRestCounts()
{
    Watcher line;
    line.show(scene(outside), 1s);
    line.trigger.takeAsEmpty();
    line.trigger.forgetEmpty();
    QVERIFY(!line.trigger.knowsEmpty());
    line.parts = 0;
    line.show(scene(100), 1s);
    line.show(scene(outside), 1s);
    QCOMPARE(line.parts, 2);
}

void TestPartTrigger::lightThatCreepsIsNoMovement()
{
    // One side gets brighter by 40 levels in ten minutes: far more than counts as a change.
    Watcher line;
    line.show(scene(100), 1s);
    QCOMPARE(line.parts, 1);
    for (int step = 0; step < 400; ++step) {
        Image image = scene(100);
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width / 3; ++x)
                image.row(y)[x] = std::uint8_t(image.row(y)[x] + step / 10);
        line.now += 1450ms;
        line.show(image, 33ms);
    }
    QCOMPARE(line.parts, 1);
}

void TestPartTrigger::anotherSizeIsAMovement()
{
    Watcher line;
    line.show(scene(100), 1s);
    line.show(scene(100, 60, 400, 400), 1s);
    QCOMPARE(line.parts, 2);
}

void TestPartTrigger::scoresOfGoodPartsAreFollowed()
{
    ScoreSentinel sentinel;
    const auto score = [](int part, double mean) { return mean + 0.01 * (part % 5 - 2); };  // deviation 0.014
    for (int part = 0; part < 500; ++part)
        QVERIFY(!sentinel.look(score(part, 0.2)));
    int late = 0;
    while (!sentinel.look(score(late, 0.25)) && late < 100)
        ++late;
    QVERIFY2(late < 10, qPrintable(QString::number(late)));
    int back = 0;
    while (sentinel.look(score(back, 0.2)) && back < 100)
        ++back;
    QVERIFY2(back < 20, qPrintable(QString::number(back)));
}

QTEST_GUILESS_MAIN(TestPartTrigger)
#include "tst_part_trigger.moc"
