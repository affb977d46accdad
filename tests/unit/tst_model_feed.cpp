// Batches for a model: what is given together, what happens where memory runs out, in which order the answers come, and how a run ends.
#include "core/error.h"
#include "pipeline/model_feed.h"
#include "pipeline/ordered_workers.h"

#include <QTest>

#include <atomic>
#include <semaphore>
#include <set>
#include <thread>

using namespace inference;
using namespace inference::pipeline;

namespace {

constexpr int size = 4;

/// Answers with the image's first byte. Notes how many images came together.
class FakeDetector final : public Detector {
public:
    int favoured = 1;
    int memory = 1000;    ///< the most images that it has memory for
    int spoilt = -1;      ///< an image with this byte fails, and the batch with it
    std::vector<int> batches;
    std::function<void()> asked = [] {};

    int imageSize() const override { return size; }
    int favouredBatch() const override { return favoured; }
    std::vector<Evidence> detect(std::span<const Image> images, std::stop_token stop) override
    {
        asked();
        batches.push_back(int(images.size()));
        if (stop.stop_requested())
            throw Cancelled();
        if (int(images.size()) > memory)
            throw Error(ErrorCode::OutOfMemory);
        std::vector<Evidence> evidence;
        for (const Image& image : images) {
            if (int(image.pixels[0]) == spoilt)
                throw Error(ErrorCode::AnswerNotFinite);
            evidence.push_back({1, 1, 1, size, {float(image.pixels[0])}, {0}});
        }
        return evidence;
    }
};

PreparedImage imageOf(int number)
{
    PreparedImage prepared {{100, 50}, {{0, 0, 100, 50}}, {makeImage(size, size, 3)}, 1, 2};
    prepared.inputs.front().pixels[0] = std::uint8_t(number);
    return prepared;
}

/// In `count` tiles that tell number, number + 1, ...
PreparedImage tiledImage(int number, int count)
{
    PreparedImage prepared {{100, 50}, {}, {}, 1, 2};
    for (int i = 0; i < count; ++i) {
        prepared.areas.push_back({10.0 * i, 0, 50, 50});
        prepared.inputs.push_back(makeImage(size, size, 3));
        prepared.inputs.back().pixels[0] = std::uint8_t(number + i);
    }
    return prepared;
}

std::vector<PreparedImage> imagesOf(int count)
{
    std::vector<PreparedImage> images;
    for (int i = 0; i < count; ++i)
        images.push_back(imageOf(i));
    return images;
}

/// Counts the answers that nobody has taken.
class CountingDetector final : public Detector {
public:
    int out = 0;
    int mostOut = 0;

    int imageSize() const override { return size; }
    int favouredBatch() const override { return 2; }
    std::vector<Evidence> detect(std::span<const Image> images, std::stop_token) override
    {
        return std::vector<Evidence>(images.size(), Evidence {1, 1, 1, size, {0}, {0}});
    }
    std::unique_ptr<PendingEvidence> begin(std::span<const Image> images, std::stop_token) override
    {
        struct Pending final : PendingEvidence {
            CountingDetector& detector;
            std::size_t count;
            Pending(CountingDetector& of, std::size_t images)
                : detector(of)
                , count(images)
            {
                detector.mostOut = std::max(detector.mostOut, ++detector.out);
            }
            ~Pending() override { --detector.out; }
            std::vector<Evidence> take() override { return std::vector<Evidence>(count, Evidence {1, 1, 1, size, {0}, {0}}); }
        };
        return std::make_unique<Pending>(*this, images.size());
    }
};

/// The number that an answer tells, or -1 for an error.
int numberIn(const InferredImage& image)
{
    const auto* const inspection = std::get_if<Inspection>(&image);
    return inspection ? int(inspection->views.front().evidence.pre.front()) : -1;
}

/// An image on its way, or something that passes by.
struct Item {
    int number = 0;
    std::optional<PreparedImage> image;
};

/// Feeds items 0..count-1 that are all there at once; those in `passing` have no image.
std::vector<std::pair<int, int>> fed(const std::shared_ptr<FakeDetector>& detector, int count, const std::set<int>& passing = {}, int stopped = -1,
                                     const std::function<void(std::size_t done)>& asked = {})
{
    const auto inspector = std::make_shared<const Inspector>(detector);
    int next = 0;
    std::vector<std::pair<int, int>> done;  // item, answer; -2 where it passed by
    detector->asked = [&] {
        if (asked)
            asked(done.size());
    };
    const auto forget = qScopeGuard([&] { detector->asked = [] {}; });
    ModelFeed<Item>::Steps steps;
    steps.next = [&](bool) -> std::optional<Item> {
        if (next == count)
            return std::nullopt;
        Item item {next, passing.contains(next) ? std::nullopt : std::optional(imageOf(next))};
        ++next;
        return item;
    };
    steps.image = [](Item& item) { return item.image ? &*item.image : nullptr; };
    steps.inspector = [&](const Item&) { return inspector; };
    std::stop_source stop;
    stop.request_stop();
    steps.stop = [&](const Item& item) { return item.number == stopped ? stop.get_token() : std::stop_token(); };
    steps.done = [&](Item item, std::optional<InferredImage> inferred) { done.emplace_back(item.number, inferred ? numberIn(*inferred) : -2); };
    ModelFeed<Item>(std::move(steps)).run();
    return done;
}

}  // namespace

class TestModelFeed : public QObject {
    Q_OBJECT

private slots:
    void batchesAreHalvedWhereMemoryRunsOut_data();
    void batchesAreHalvedWhereMemoryRunsOut();
    void inspectorsOfOneModelTakeTurns();
    void oneImageWithoutMemoryIsAnError();
    void oneSpoiltImageFailsAlone();
    void cancelledBatchThrows();
    void tilesGoTogetherAndComeBackToTheirImage_data();
    void tilesGoTogetherAndComeBackToTheirImage();
    void aSpoiltTileFailsItsImageAlone();
    void tilesFillABatch();
    void howFarAnImageIsIsTold_data();
    void howFarAnImageIsIsTold();
    void fewPartsAreOutAtOnce();
    void picturesAreCutAsTheTilesSay();
    void batchesAreMadeOfWhatWaits_data();
    void batchesAreMadeOfWhatWaits();
    void whatPassesByKeepsItsPlace();
    void whatIsKnownDoesNotWaitForTheModel_data();
    void whatIsKnownDoesNotWaitForTheModel();
    void aStoppedItemEndsAlsoBesideOneThatPassesBy();
    void workersKeepTheOrder();
    void workersHoldNoMoreThanTheirCapacity();
    void stoppedWorkersGiveNothing();
    void aFailedStepThrowsInItsPlace();
};

void TestModelFeed::batchesAreHalvedWhereMemoryRunsOut_data()
{
    QTest::addColumn<int>("favoured");
    QTest::addColumn<int>("memory");
    QTest::addColumn<int>("images");
    QTest::addColumn<QList<int>>("batches");
    QTest::addColumn<int>("together");
    QTest::newRow("enough") << 8 << 8 << 8 << QList<int> {8} << 8;
    QTest::newRow("more images than favoured") << 4 << 8 << 10 << QList<int> {4, 4, 2} << 4;
    QTest::newRow("for half") << 8 << 4 << 8 << QList<int> {8, 4, 4} << 4;
    QTest::newRow("for three of eight") << 8 << 3 << 8 << QList<int> {8, 4, 2, 2, 2, 2} << 2;
    QTest::newRow("for one") << 4 << 1 << 3 << QList<int> {3, 1, 1, 1} << 1;
}

void TestModelFeed::batchesAreHalvedWhereMemoryRunsOut()
{
    QFETCH(int, favoured);
    QFETCH(int, memory);
    QFETCH(int, images);
    const auto detector = std::make_shared<FakeDetector>();
    detector->favoured = favoured;
    detector->memory = memory;
    const Inspector inspector(detector);
    const auto answers = inspector.begin(imagesOf(images)).take();
    QCOMPARE(int(answers.size()), images);
    for (int i = 0; i < images; ++i)
        QCOMPARE(numberIn(answers[std::size_t(i)]), i);
    QTEST(QList<int>(detector->batches.begin(), detector->batches.end()), "batches");
    QTEST(inspector.together(), "together");

    // It is remembered.
    detector->batches.clear();
    inspector.begin(imagesOf(inspector.together())).take();
    QCOMPARE(detector->batches, std::vector {inspector.together()});
}

/// A recipe with other tiles has an inspector of its own before the last one has ended.
void TestModelFeed::inspectorsOfOneModelTakeTurns()
{
    const auto detector = std::make_shared<FakeDetector>();
    std::atomic<int> inside = 0, most = 0;
    detector->asked = [&] {
        most = std::max(most.load(), ++inside);
        std::this_thread::yield();
        --inside;
    };
    const Inspector whole(detector), tiles(detector, 20);
    {
        std::vector<std::jthread> threads;
        for (const Inspector* const inspector : {&whole, &tiles})
            threads.emplace_back([inspector] {
                for (int i = 0; i < 2000; ++i)
                    static_cast<void>(inspector->infer(imageOf(i)));
            });
    }
    QCOMPARE(most.load(), 1);
}

void TestModelFeed::oneImageWithoutMemoryIsAnError()
{
    const auto detector = std::make_shared<FakeDetector>();
    detector->memory = 0;
    const auto answers = Inspector(detector).begin(imagesOf(1)).take();
    QCOMPARE(answers.size(), 1u);
    QCOMPARE(std::get<Error>(answers.front()).code(), ErrorCode::OutOfMemory);
}

void TestModelFeed::oneSpoiltImageFailsAlone()
{
    const auto detector = std::make_shared<FakeDetector>();
    detector->favoured = 4;
    detector->spoilt = 2;
    const Inspector inspector(detector);
    const auto answers = inspector.begin(imagesOf(4)).take();
    QCOMPARE(std::get<Error>(answers[2]).code(), ErrorCode::AnswerNotFinite);
    for (const int good : {0, 1, 3})
        QCOMPARE(numberIn(answers[std::size_t(good)]), good);
    const auto& inspection = std::get<Inspection>(answers[3]);
    QCOMPARE(inspection.imageSize, (Size {100, 50}));
    QCOMPARE(inspection.times.decode, 1.0);
}

void TestModelFeed::cancelledBatchThrows()
{
    const Inspector inspector(std::make_shared<FakeDetector>());
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(inspector.begin(imagesOf(1), stop.get_token()), Cancelled);
}

void TestModelFeed::tilesGoTogetherAndComeBackToTheirImage_data()
{
    QTest::addColumn<int>("favoured");
    QTest::addColumn<int>("memory");
    QTest::addColumn<QList<int>>("batches");
    QTest::newRow("one at a time") << 1 << 8 << QList<int> {1, 1, 1, 1, 1, 1};
    QTest::newRow("across images") << 4 << 8 << QList<int> {4, 2};
    QTest::newRow("halved") << 4 << 2 << QList<int> {4, 2, 2, 2};
}

void TestModelFeed::tilesGoTogetherAndComeBackToTheirImage()
{
    QFETCH(int, favoured);
    QFETCH(int, memory);
    const auto detector = std::make_shared<FakeDetector>();
    detector->favoured = favoured;
    detector->memory = memory;
    const Inspector inspector(detector);
    std::vector<PreparedImage> images {tiledImage(10, 2), tiledImage(20, 3), tiledImage(30, 1)};
    const auto answers = inspector.begin(images).take();
    QTEST(QList<int>(detector->batches.begin(), detector->batches.end()), "batches");
    QCOMPARE(answers.size(), images.size());
    for (std::size_t i = 0; i < images.size(); ++i) {
        const Inspection& inspection = std::get<Inspection>(answers[i]);
        QCOMPARE(inspection.views.size(), images[i].areas.size());
        for (std::size_t tile = 0; tile < inspection.views.size(); ++tile) {
            QCOMPARE(inspection.views[tile].area, images[i].areas[tile]);
            QCOMPARE(inspection.views[tile].evidence.pre.front(), float(10 * (i + 1) + tile));
        }
        QCOMPARE(inspector.infer(images[i]).views, inspection.views);  // the same one by one
    }
}

void TestModelFeed::aSpoiltTileFailsItsImageAlone()
{
    const auto detector = std::make_shared<FakeDetector>();
    detector->favoured = 8;
    detector->spoilt = 21;
    const Inspector inspector(detector);
    const auto answers = inspector.begin({tiledImage(10, 2), tiledImage(20, 3), tiledImage(30, 1)}).take();
    QCOMPARE(std::get<Inspection>(answers[0]).views.size(), std::size_t(2));
    QCOMPARE(std::get<Error>(answers[1]).code(), ErrorCode::AnswerNotFinite);
    QCOMPARE(std::get<Inspection>(answers[2]).views.size(), std::size_t(1));
    QVERIFY_EXCEPTION_THROWN(inspector.infer(tiledImage(20, 3)), Error);
}

/// Inputs are counted, not images: memory is bounded by what the model takes.
void TestModelFeed::tilesFillABatch()
{
    const auto detector = std::make_shared<FakeDetector>();
    detector->favoured = 4;
    const auto inspector = std::make_shared<const Inspector>(detector);
    std::vector<Item> items {{0, tiledImage(10, 3)}, {1, tiledImage(20, 3)}, {2, tiledImage(30, 3)}};
    std::size_t next = 0;
    ModelFeed<Item>::Steps steps;
    steps.next = [&](bool) { return next < items.size() ? std::optional(std::move(items[next++])) : std::nullopt; };
    steps.image = [](Item& item) { return &*item.image; };
    steps.inspector = [&](const Item&) { return inspector; };
    steps.stop = [](const Item&) { return std::stop_token(); };
    std::vector<std::size_t> views;
    steps.done = [&](Item, std::optional<InferredImage> inferred) {
        if (views.empty())
            QCOMPARE(next, std::size_t(3));  // one batch of two is at the model while the third is gathered
        views.push_back(std::get<Inspection>(*inferred).views.size());
    };
    ModelFeed<Item>(std::move(steps)).run();
    QCOMPARE(views, (std::vector<std::size_t> {3, 3, 3}));
    QCOMPARE(detector->batches, (std::vector {4, 2, 3}));
}

void TestModelFeed::howFarAnImageIsIsTold_data()
{
    using Told = QList<QPair<int, double>>;
    QTest::addColumn<int>("favoured");
    QTest::addColumn<Told>("told");
    QTest::newRow("one at a time") << 1 << Told {{0, 0.25}, {0, 0.5}, {0, 0.75}, {0, 1}, {3, 0.5}, {3, 1}};
    QTest::newRow("a batch each") << 4 << Told {{0, 1}, {3, 1}};
}

/// Of images in tiles: one that passes by and one of a single input have nothing to tell.
void TestModelFeed::howFarAnImageIsIsTold()
{
    QFETCH(int, favoured);
    const auto detector = std::make_shared<FakeDetector>();
    detector->favoured = favoured;
    const auto inspector = std::make_shared<const Inspector>(detector);
    std::vector<Item> items {{0, tiledImage(10, 4)}, {1, std::nullopt}, {2, tiledImage(20, 1)}, {3, tiledImage(30, 2)}};
    std::size_t next = 0;
    ModelFeed<Item>::Steps steps;
    steps.next = [&](bool) { return next < items.size() ? std::optional(std::move(items[next++])) : std::nullopt; };
    steps.image = [](Item& item) { return item.image ? &*item.image : nullptr; };
    steps.inspector = [&](const Item&) { return inspector; };
    steps.stop = [](const Item&) { return std::stop_token(); };
    QList<QPair<int, double>> told;
    steps.progress = [&](const Item& item, double share) { told.append({item.number, share}); };
    int done = 0;
    steps.done = [&](Item, const std::optional<InferredImage>&) { ++done; };
    ModelFeed<Item>(std::move(steps)).run();
    QCOMPARE(done, 4);
    QTEST(told, "told");
}

/// A picture of many tiles doesn't fill a card's memory.
void TestModelFeed::fewPartsAreOutAtOnce()
{
    const auto detector = std::make_shared<CountingDetector>();
    const Inspector inspector(detector);
    const auto answers = inspector.begin({tiledImage(0, 21), tiledImage(30, 2)}).take();
    QCOMPARE(std::get<Inspection>(answers[0]).views.size(), std::size_t(21));
    QCOMPARE(std::get<Inspection>(answers[1]).views.size(), std::size_t(2));
    QCOMPARE(detector->mostOut, 2);
    QCOMPARE(detector->out, 0);
}

void TestModelFeed::picturesAreCutAsTheTilesSay()
{
    Image image = makeImage(200, 120, 1, 2);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            reinterpret_cast<std::uint16_t*>(image.row(y))[x] = std::uint16_t(257 * x);
    const PreparedImage whole = prepareImage(image, {16, 0}), tiled = prepareImage(image, {16, 56});
    QCOMPARE(whole.areas, (std::vector<Rect> {{0, 0, 200, 120}}));
    QCOMPARE(whole.inputs.size(), std::size_t(1));
    QCOMPARE(tiled.areas.size(), std::size_t(15));
    QCOMPARE(tiled.inputs.size(), tiled.areas.size());
    for (std::size_t i = 0; i < tiled.areas.size(); ++i) {
        const Image& input = tiled.inputs[i];
        QVERIFY(input.width == 16 && input.height == 16 && input.channels == 3 && input.bytesPerChannel == 1);
        const double middle = tiled.areas[i].x + tiled.areas[i].width / 2;  // grey tells the place
        QVERIFY(std::abs((input.row(8)[3 * 7] + input.row(8)[3 * 8]) / 2.0 - (middle - 0.5)) <= 1);
    }
    QVERIFY_EXCEPTION_THROWN(prepareImage(makeImage(5000, 5000, 1), {16, 32}), Error);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(prepareImage(image, {16, 56}, stop.get_token()), Cancelled);
}

void TestModelFeed::batchesAreMadeOfWhatWaits_data()
{
    QTest::addColumn<int>("favoured");
    QTest::addColumn<int>("items");
    QTest::addColumn<QList<int>>("batches");
    QTest::newRow("one at a time") << 1 << 3 << QList<int> {1, 1, 1};
    QTest::newRow("full ones and what is left") << 4 << 10 << QList<int> {4, 4, 2};
    QTest::newRow("less than one") << 8 << 3 << QList<int> {3};
    QTest::newRow("none") << 8 << 0 << QList<int> {};
}

void TestModelFeed::batchesAreMadeOfWhatWaits()
{
    QFETCH(int, favoured);
    QFETCH(int, items);
    const auto detector = std::make_shared<FakeDetector>();
    detector->favoured = favoured;
    const auto done = fed(detector, items);
    QCOMPARE(int(done.size()), items);
    for (int i = 0; i < items; ++i)
        QCOMPARE(done[std::size_t(i)], std::pair(i, i));
    QTEST(QList<int>(detector->batches.begin(), detector->batches.end()), "batches");
}

void TestModelFeed::whatPassesByKeepsItsPlace()
{
    const auto detector = std::make_shared<FakeDetector>();
    detector->favoured = 2;
    const auto done = fed(detector, 6, {0, 3});
    QCOMPARE(done, (std::vector<std::pair<int, int>> {{0, -2}, {1, 1}, {2, 2}, {3, -2}, {4, 4}, {5, 5}}));
    QCOMPARE(detector->batches, (std::vector {2, 2}));
}

void TestModelFeed::whatIsKnownDoesNotWaitForTheModel_data()
{
    QTest::addColumn<int>("favoured");
    QTest::newRow("one at a time") << 1;
    QTest::newRow("several") << 4;
}

void TestModelFeed::whatIsKnownDoesNotWaitForTheModel()
{
    QFETCH(int, favoured);
    const auto detector = std::make_shared<FakeDetector>();
    detector->favoured = favoured;
    std::vector<std::size_t> doneWhenAsked;
    const auto done = fed(detector, 4, {0, 1}, -1, [&](std::size_t count) { doneWhenAsked.push_back(count); });
    QCOMPARE(done, (std::vector<std::pair<int, int>> {{0, -2}, {1, -2}, {2, 2}, {3, 3}}));
    QVERIFY(!doneWhenAsked.empty());
    QCOMPARE(doneWhenAsked.front(), std::size_t(2));
    QCOMPARE(fed(detector, 3, {0, 1, 2}).size(), std::size_t(3));  // nothing for the model at all
}

void TestModelFeed::aStoppedItemEndsAlsoBesideOneThatPassesBy()
{
    const auto detector = std::make_shared<FakeDetector>();
    const auto done = fed(detector, 4, {0, 2}, 1);  // 0 passes by together with 1
    QCOMPARE(done, (std::vector<std::pair<int, int>> {{0, -2}, {1, -2}, {2, -2}, {3, 3}}));
}

void TestModelFeed::workersKeepTheOrder()
{
    // The first task ends only after the second one has.
    std::binary_semaphore second {0};
    OrderedWorkers<int, int> workers(2, 8, [&] {
        return [&](int task, const std::stop_token&) {
            if (task == 0)
                second.acquire();
            else if (task == 1)
                second.release();
            return 10 * task;
        };
    });
    for (int i = 0; i < 8; ++i)
        QVERIFY(workers.push(i, {}));
    workers.close();
    for (int i = 0; i < 8; ++i)
        QCOMPARE(workers.pop({}), std::optional(10 * i));
    QCOMPARE(workers.pop({}), std::optional<int>());
    QCOMPARE(workers.tryPop(), std::optional<int>());
}

void TestModelFeed::workersHoldNoMoreThanTheirCapacity()
{
    std::atomic<int> begun = 0;
    OrderedWorkers<int, int> workers(2, 3, [&] {
        return [&](int task, const std::stop_token&) {
            ++begun;
            return task;
        };
    });
    for (int i = 0; i < 3; ++i)
        QVERIFY(workers.push(i, {}));
    std::stop_source stop;
    std::atomic<bool> pushed = false;
    std::jthread pusher([&] { pushed = workers.push(3, stop.get_token()); });
    QCOMPARE(workers.pop({}), std::optional(0));  // makes room
    pusher.join();
    QVERIFY(pushed);
    stop.request_stop();
    QVERIFY(!workers.push(4, stop.get_token()));
    for (int i = 1; i < 4; ++i)
        QCOMPARE(workers.pop({}), std::optional(i));
    QCOMPARE(begun.load(), 4);
}

void TestModelFeed::stoppedWorkersGiveNothing()
{
    std::binary_semaphore asked {0};
    OrderedWorkers<int, int> workers(1, 2, [&] {
        return [&](int task, const std::stop_token& stop) {
            std::stop_callback wake(stop, [&] { asked.release(); });
            asked.acquire();
            return task;
        };
    });
    QVERIFY(workers.push(0, {}));
    std::stop_source stop;
    std::jthread stopper([&] { stop.request_stop(); });
    QCOMPARE(workers.pop(stop.get_token()), std::optional<int>());
    // and the workers end, though their step is waiting
}

void TestModelFeed::aFailedStepThrowsInItsPlace()
{
    OrderedWorkers<int, int> workers(2, 4, [] {
        return [](int task, const std::stop_token&) {
            if (task == 1)
                throw Error(ErrorCode::FileMissing);
            return task;
        };
    });
    for (int i = 0; i < 3; ++i)
        QVERIFY(workers.push(i, {}));
    QCOMPARE(workers.pop({}), std::optional(0));
    QVERIFY_EXCEPTION_THROWN(workers.pop({}), Error);
    QCOMPARE(workers.pop({}), std::optional(2));
}

QTEST_GUILESS_MAIN(TestModelFeed)
#include "tst_model_feed.moc"
