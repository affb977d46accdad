// The last frames, by number and by bytes.

#include "app/live/frame_ring.h"

#include <QtTest>

#include <algorithm>
#include <thread>

using namespace app;

namespace {

LiveFrame frameOf(std::uint64_t id, int pixels = 10)
{
    auto frame = std::make_shared<inference::sources::Frame>();
    frame->image = inference::makeImage(pixels, 1, 1);
    frame->id = id;
    return frame;
}

QString ids(const std::vector<LiveFrame>& frames)
{
    QStringList texts;
    for (const LiveFrame& frame : frames)
        texts << QString::number(frame->id);
    return texts.join(' ');
}

}  // namespace

class TestFrameRing : public QObject {
    Q_OBJECT

private slots:
    void neighboursOfAFrame_data();
    void neighboursOfAFrame();
    void theOldestGoBeyondEitherBound_data();
    void theOldestGoBeyondEitherBound();
    void aNumberThatFallsBelongsToAnotherSource();
    void smallerBoundsHoldAtOnce();
    void itIsPutAndAskedFromTwoThreads();
};

void TestFrameRing::neighboursOfAFrame_data()
{
    QTest::addColumn<int>("id");
    QTest::addColumn<int>("n");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    // what was put: 3 4 5 7 8
    QTest::newRow("in the middle") << 5 << 2 << "3 4" << "7 8";
    QTest::newRow("of a lost frame") << 6 << 2 << "4 5" << "7 8";
    QTest::newRow("fewer than asked for") << 4 << 9 << "3" << "5 7 8";
    QTest::newRow("the first") << 3 << 2 << "" << "4 5";
    QTest::newRow("the last") << 8 << 2 << "5 7" << "";
    QTest::newRow("older than all") << 1 << 2 << "" << "3 4";
    QTest::newRow("newer than all") << 20 << 2 << "7 8" << "";
    QTest::newRow("none asked for") << 5 << 0 << "" << "";
}

void TestFrameRing::neighboursOfAFrame()
{
    QFETCH(int, id);
    QFETCH(int, n);
    FrameRing ring;
    for (const std::uint64_t one : {3u, 4u, 5u, 7u, 8u})
        ring.put(frameOf(one));
    QTEST(ids(ring.before(std::uint64_t(id), std::size_t(n))), "before");
    QTEST(ids(ring.after(std::uint64_t(id), std::size_t(n))), "after");
}

void TestFrameRing::theOldestGoBeyondEitherBound_data()
{
    QTest::addColumn<int>("frames");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<QString>("left");
    QTest::newRow("by number") << 3 << 1000 << "8 9 10";
    QTest::newRow("by bytes") << 100 << 49 << "7 8 9 10";
    QTest::newRow("exactly") << 100 << 50 << "6 7 8 9 10";
    QTest::newRow("one frame is too large") << 100 << 9 << "";
    QTest::newRow("none") << 0 << 1000 << "";
}

void TestFrameRing::theOldestGoBeyondEitherBound()
{
    QFETCH(int, frames);
    QFETCH(int, bytes);
    FrameRing ring({std::size_t(frames), std::size_t(bytes)});
    std::weak_ptr<const inference::sources::Frame> first;
    for (std::uint64_t id = 1; id <= 10; ++id) {
        const LiveFrame frame = frameOf(id);
        if (id == 1)
            first = frame;
        ring.put(frame);
        QVERIFY(ring.bytes() <= std::size_t(bytes) && ring.size() <= std::size_t(frames));
    }
    QTEST(ids(ring.before(100, 100)), "left");
    QVERIFY(first.expired());
}

void TestFrameRing::aNumberThatFallsBelongsToAnotherSource()
{
    FrameRing ring;
    for (const std::uint64_t id : {7u, 8u, 1u, 2u})
        ring.put(frameOf(id));
    QCOMPARE(ids(ring.before(100, 100)), QString("1 2"));
    QCOMPARE(ring.bytes(), std::size_t(20));
}

void TestFrameRing::smallerBoundsHoldAtOnce()
{
    FrameRing ring;
    for (std::uint64_t id = 1; id <= 5; ++id)
        ring.put(frameOf(id));
    ring.setBounds({2, 1000});
    QCOMPARE(ids(ring.before(100, 100)), QString("4 5"));
    ring.clear();
    QCOMPARE(ring.size(), std::size_t(0));
    QCOMPARE(ring.bytes(), std::size_t(0));
}

void TestFrameRing::itIsPutAndAskedFromTwoThreads()
{
    FrameRing ring({16, 10'000});
    std::jthread feed([&] {
        for (std::uint64_t id = 1; id <= 20'000; ++id)
            ring.put(frameOf(id));
    });
    bool sound = true;
    for (int i = 0; i < 2000; ++i) {
        const auto frames = ring.before(20'001, 8);
        for (std::size_t k = 1; k < frames.size(); ++k)
            sound &= frames[k]->id == frames[k - 1]->id + 1;
    }
    feed.join();
    QVERIFY(sound);
    QCOMPARE(ids(ring.before(30'000, 2)), QString("19999 20000"));
}

QTEST_APPLESS_MAIN(TestFrameRing)
#include "tst_frame_ring.moc"
