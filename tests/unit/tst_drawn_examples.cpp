// Drawn examples shown several times: which picture comes when, what is kept, and how a picture is shown as another one.
#include "core/error.h"
#include "training/drawn_examples.h"
#include "training/drawn_pool_p.h"
#include "training/example_views_p.h"

#include <QtTest>

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

using namespace inference;
using namespace inference::training;

namespace {

/// Green and blue say where a pixel is, red whether it is damaged.
Example picture(int size)
{
    Example example {makeImage(size, size, 3), std::vector<std::uint8_t>(std::size_t(size) * std::size_t(size))};
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            const bool damaged = x >= size / 4 && x < size / 2 && y >= size / 4 && y < size / 2;
            std::uint8_t* const pixel = example.image.row(y) + 3 * x;
            pixel[0] = damaged ? 220 : 40;
            pixel[1] = std::uint8_t(x);
            pixel[2] = std::uint8_t(y);
            example.mask[std::size_t(y) * std::size_t(size) + std::size_t(x)] = damaged;
        }
    return example;
}

bool same(const Example& a, const Example& b)
{
    return a.image.width == b.image.width && a.image.pixels == b.image.pixels && a.mask == b.mask;
}

}  // namespace

class TestDrawnExamples : public QObject {
    Q_OBJECT

private slots:
    void everyPictureIsShownAsOftenAsAsked_data();
    void everyPictureIsShownAsOftenAsAsked();
    void picturesOfAStepAreDifferent();
    void poolStaysWithinItsBound_data() { everyPictureIsShownAsOftenAsAsked_data(); }
    void poolStaysWithinItsBound();
    void pictureIsDrawnOnceForAllThreads();
    void failureIsThrownAndTriedAgain();
    void turnsByHand();
    void windowIsCutOut();
    void shownAnewIsAnotherPictureWithItsMask();
    void viewsLookAtTheirOwnPicture();
    void picturesOfAnotherFormAreRefused();
    void severalShowingsAreViewsOfTheSamePicture();
    void examplesDependOnTheirPlaceAlone();
    void bytesOfThePool();
};

void TestDrawnExamples::everyPictureIsShownAsOftenAsAsked_data()
{
    QTest::addColumn<int>("uses");
    QTest::addColumn<int>("most");
    for (const int uses : {1, 2, 3, 5})
        for (const int most : {1, 40, 100})
            QTest::addRow("%d times, %d kept", uses, most) << uses << most;
}

void TestDrawnExamples::everyPictureIsShownAsOftenAsAsked()
{
    QFETCH(int, uses);
    QFETCH(int, most);
    const DrawnPool pool(uses, std::size_t(most));
    std::map<std::uint64_t, int> shown;
    const std::uint64_t places = 4000 * std::uint64_t(uses);
    std::uint64_t newest = 0;
    for (std::uint64_t place = 0; place < places; ++place) {
        const std::uint64_t number = pool.at(place);
        if (place % std::uint64_t(uses) == 0)
            QCOMPARE(number, newest++);
        ++shown[number];
    }
    QCOMPARE(shown.size(), std::size_t(4000));
    // At the beginning there is little to choose from, the last ones are still to come.
    for (std::uint64_t number = 400; number < 3600; ++number)
        QCOMPARE(shown.at(number), uses);
}

void TestDrawnExamples::picturesOfAStepAreDifferent()
{
    const DrawnPool pool(3, 512);  // blocks of 128
    for (std::uint64_t step = 100; step < 200; ++step) {
        std::map<std::uint64_t, int> shown;
        for (std::uint64_t place = step * 48; place < (step + 1) * 48; ++place)
            ++shown[pool.at(place)];
        QCOMPARE(shown.size(), std::size_t(48));
    }
}

void TestDrawnExamples::poolStaysWithinItsBound()
{
    QFETCH(int, uses);
    QFETCH(int, most);
    DrawnPool pool(uses, std::size_t(most));
    const auto bound = std::size_t(std::max(most, uses + 1));
    int drawn = 0;
    for (std::uint64_t place = 0; place < 3000; ++place) {
        const auto shown = pool.picture(place, [&] {
            ++drawn;
            Example example;
            example.image.width = int(pool.at(place));
            return example;
        });
        QCOMPARE(shown->image.width, int(pool.at(place)));
        QVERIFY(pool.kept() <= bound);
    }
    QCOMPARE(drawn, (3000 + uses - 1) / uses);  // each once
}

void TestDrawnExamples::pictureIsDrawnOnceForAllThreads()
{
    DrawnPool pool(4, 80);  // blocks of 16: the first 64 places show one
    std::atomic<int> drawn = 0;
    std::vector<std::jthread> threads;
    for (int k = 0; k < 4; ++k)
        threads.emplace_back([&] {
            for (std::uint64_t place = 0; place < 64; ++place)
                pool.picture(place, [&] {
                    ++drawn;
                    std::this_thread::yield();
                    return Example();
                });
        });
    threads.clear();
    QCOMPARE(drawn, 16);
}

void TestDrawnExamples::failureIsThrownAndTriedAgain()
{
    DrawnPool pool(2, 8);
    QVERIFY_EXCEPTION_THROWN(pool.picture(0, []() -> Example { throw Error(ErrorCode::OutOfMemory); }), Error);
    Example example;
    example.image.width = 7;
    QCOMPARE(pool.picture(0, [&] { return example; })->image.width, 7);
}

void TestDrawnExamples::turnsByHand()
{
    Example two {makeImage(2, 2, 3), {1, 0, 0, 0}};
    two.image.pixels = {1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4};
    const auto reds = [&](unsigned way) {
        const Example out = turned(two, way);
        QList<int> list;
        for (std::size_t i = 0; i < 4; ++i)
            list << out.image.pixels[3 * i] << out.mask[i];
        return list;
    };
    QCOMPARE(reds(0), (QList<int> {1, 1, 2, 0, 3, 0, 4, 0}));
    QCOMPARE(reds(1), (QList<int> {2, 0, 1, 1, 4, 0, 3, 0}));
    QCOMPARE(reds(2), (QList<int> {3, 0, 4, 0, 1, 1, 2, 0}));
    QCOMPARE(reds(4), (QList<int> {1, 1, 3, 0, 2, 0, 4, 0}));
    QCOMPARE(reds(7), (QList<int> {4, 0, 2, 0, 3, 0, 1, 1}));
}

void TestDrawnExamples::windowIsCutOut()
{
    const Example whole = picture(20);
    const Example window = windowOf(whole, 16, 1 | std::uint64_t(2) << 32);  // of five places each: (1 + 2 * 2^32) mod 5 to the right, two down
    for (int y = 0; y < 16; ++y)
        for (int x = 0; x < 16; ++x) {
            QCOMPARE(int(window.image.row(y)[3 * x + 1]), x + 3);
            QCOMPARE(int(window.image.row(y)[3 * x + 2]), y + 2);
            QCOMPARE(window.mask[std::size_t(16 * y + x)], whole.mask[std::size_t(20 * (y + 2) + x + 3)]);
        }
    QVERIFY(same(windowOf(whole, 20, 99), whole));
}

void TestDrawnExamples::shownAnewIsAnotherPictureWithItsMask()
{
    Example whole = picture(80);
    QSet<QByteArray> pictures;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        whole.view = seed;
        const Example shown = shownAnew(whole, 64);
        QCOMPARE(shown.image.width, 64);
        QCOMPARE(shown.image.pixels.size(), std::size_t(64 * 64 * 3));
        QCOMPARE(shown.mask.size(), std::size_t(64 * 64));
        QVERIFY(same(shown, shownAnew(whole, 64)));
        pictures.insert(QByteArrayView(shown.image.pixels.data(), qsizetype(shown.image.pixels.size())).toByteArray());
        // One channel, whichever it has become, is bright on the damaged pixels and dark on the others.
        double best = -1;
        for (std::size_t channel = 0; channel < 3; ++channel) {
            double inside = 0, outside = 0, damaged = 0, sound = 0;
            for (std::size_t i = 0; i < shown.mask.size(); ++i) {
                (shown.mask[i] ? inside : outside) += shown.image.pixels[3 * i + channel];
                ++(shown.mask[i] ? damaged : sound);
            }
            QVERIFY(damaged > 0);  // it is never wholly outside
            best = std::max(best, inside / damaged - outside / sound);
        }
        QVERIFY2(best > 60, qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(best)));
    }
    QCOMPARE(pictures.size(), qsizetype(40));
}

/// A picture as large as its view fills the pixels of the view one by one where it isn't scaled.
void TestDrawnExamples::viewsLookAtTheirOwnPicture()
{
    Example whole = picture(64);
    int exact = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        whole.view = seed;
        const Example shown = shownAnew(whole, 64);
        bool found = false;
        for (unsigned way = 0; way < 8; ++way)
            found = found || turned(whole, way).mask == shown.mask;
        exact += found;
    }
    QVERIFY2(exact >= 10 && exact <= 30, qPrintable(QString::number(exact)));  // half of them
}

void TestDrawnExamples::picturesOfAnotherFormAreRefused()
{
    Example whole = picture(64);
    whole.view = 1;
    QVERIFY_EXCEPTION_THROWN(shownAnew(whole, 65), Error);
    whole.mask.pop_back();
    QVERIFY_EXCEPTION_THROWN(shownAnew(whole, 64), Error);
}

void TestDrawnExamples::severalShowingsAreViewsOfTheSamePicture()
{
    const DrawnExamples examples(64, 16, 5, {2, 3});  // blocks of one: what is first shown at place 2 n comes again at 2 n + 3
    for (std::size_t place = 0; place + 3 < 16; place += 2) {
        const Example first = examples.example(0, place), again = examples.example(0, place + 3);
        QVERIFY(first.image.width == 64 || first.image.width == 80);
        QVERIFY(same(first, again));
        QVERIFY(first.view != 0 && again.view != 0 && first.view != again.view);
    }
}

void TestDrawnExamples::examplesDependOnTheirPlaceAlone()
{
    const DrawnExamples forward(64, 12, 9, {3, 8}), anyhow(64, 12, 9, {3, 8});
    std::map<std::size_t, Example> examples;
    for (std::size_t epoch = 0; epoch < 2; ++epoch)
        for (std::size_t index = 0; index < 12; ++index)
            examples.emplace(12 * epoch + index, forward.example(epoch, index));
    for (const std::size_t place : {23u, 2u, 22u, 13u, 0u, 7u, 23u})
        QVERIFY(same(anyhow.example(place / 12, place % 12), examples.at(place)));
}

void TestDrawnExamples::bytesOfThePool()
{
    QCOMPARE((DrawnUse {1, 1000}.bytes(64)), std::size_t(0));
    QCOMPARE((DrawnUse {2, 1000}.bytes(64)), std::size_t(1000 * 80 * 80 * 4));
    QCOMPARE((DrawnUse {3, 1}.bytes(64)), std::size_t(4 * 80 * 80 * 4));
}

QTEST_GUILESS_MAIN(TestDrawnExamples)
#include "tst_drawn_examples.moc"
