#include "scripted_source.h"

#include <QtTest>

using namespace scripted;
using namespace std::chrono_literals;

namespace {

const GrabberTimes quick {{1ms, 2ms}, 20ms, 4};

QString joined(const Listener& listener)
{
    QStringList words;
    for (const std::string& word : listener.heard())
        words << QString::fromStdString(word);
    return words.join(", ");
}

Error lostError()
{
    return Error(ErrorCode::SourceLost, {"scripted", "ended"});
}

}  // namespace

class TestSourcesGrabber : public QObject {
    Q_OBJECT

private slots:
    void idsGoOnOverReconnectionsAndGapsAreLostPictures();
    void newestPictureOfALiveSourceWins();
    void everyPictureOfAFileComesInOrder();
    void whatASourceThrows_data();
    void whatASourceThrows();
    void oneBadPictureEndsNothing();
    void aCamerasBadPictureIsOnlyTold();
    void changedSizeIsTold();
    void silenceIsToldOnceAndEndsInANewOpening();
    void triggeredSourceMayBeSilent();
    void pausedFileGivesOnePicturePerStep();
    void pausedCameraIsReadOn();
    void seekGoesOnAfterTheEnd();
    void questionsAreAnsweredOnTheGrabbersThread();
    void lostSourceRefusesQuestions();
    void stopEndsEveryWait();
    void backOffStartsAnewAfterAPicture();
    void frameRateIsThatOfTheLastTwoSeconds();
};

void TestSourcesGrabber::idsGoOnOverReconnectionsAndGapsAreLostPictures()
{
    auto script = std::make_shared<Script>();
    script->facts.live = false;  // so that each is seen
    script->addFrame(1);
    script->add([&] {
        script->lost = 3;
        return frameOf(2);
    });
    script->add([]() -> std::optional<Frame> { throw lostError(); });
    script->addFrame(3);
    script->add([&] {
        script->lost = 1;
        return frameOf(4);
    });
    Listener listener;
    Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell(), quick);
    QList<int> ids, values;
    for (int i = 0; i < 4; ++i) {
        const auto frame = next(grabber);
        QVERIFY(frame);
        ids << int(frame->id);
        values << frame->image.pixels[0];
    }
    QCOMPARE(values, (QList<int> {1, 2, 3, 4}));
    QCOMPARE(ids, (QList<int> {1, 5, 6, 8}));
    QCOMPARE(joined(listener), QString("opened, lost source_lost, retrying, opened"));
    QCOMPARE(grabber.counts().lost, std::uint64_t(4));
    QCOMPARE(grabber.counts().received, std::uint64_t(4));
}

void TestSourcesGrabber::newestPictureOfALiveSourceWins()
{
    auto script = std::make_shared<Script>();
    for (int value = 1; value <= 5; ++value)
        script->addFrame(value);
    std::promise<void> allRead;
    script->add([&]() -> std::optional<Frame> {
        allRead.set_value();
        return std::nullopt;
    });
    Listener listener;
    Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell());
    allRead.get_future().wait();
    const auto frame = next(grabber);
    QVERIFY(frame);
    QCOMPARE(int(frame->image.pixels[0]), 5);
    QCOMPARE(frame->id, std::uint64_t(5));
    QCOMPARE(grabber.counts().replaced, std::uint64_t(4));
    QVERIFY(!grabber.frames().takeNow());
}

void TestSourcesGrabber::everyPictureOfAFileComesInOrder()
{
    auto script = std::make_shared<Script>();
    script->facts.live = script->endless = false;
    for (int value = 1; value <= 50; ++value)
        script->addFrame(value);
    Listener listener;
    Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell());
    for (int value = 1; value <= 50; ++value) {
        const auto frame = next(grabber);
        QVERIFY(frame);
        QCOMPARE(int(frame->image.pixels[0]), value);
    }
    QVERIFY(listener.waitFor("over"));
    QCOMPARE(joined(listener), QString("opened, over"));
    QCOMPARE(grabber.counts().replaced, std::uint64_t(0));
}

void TestSourcesGrabber::whatASourceThrows_data()
{
    QTest::addColumn<std::function<void()>>("thrown");
    QTest::addColumn<bool>("atOpening");
    QTest::addColumn<QString>("heard");  // up to the next opening, or the end
    const auto row = [](const char* name, bool atOpening, std::function<void()> thrown, const char* heard) {
        QTest::newRow(name) << std::move(thrown) << atOpening << QString(heard);
    };
    row(
        "lost", false, [] { throw lostError(); }, "opened, lost source_lost, retrying, opened");
    row(
        "silent", false,
        [] {
            throw Error(ErrorCode::SourceSilent, {"x", "9"});
        },
        "opened, lost source_silent, retrying, opened");
    row(
        "exception", false, [] { throw std::runtime_error("x"); }, "opened, lost internal, retrying, opened");
    row(
        "no exception at all", false, [] { throw 7; }, "opened, lost internal, retrying, opened");
    row(
        "memory", false, [] { throw std::bad_alloc(); }, "opened, lost source_lost, retrying, opened");
    row(
        "not supported", false,
        [] {
            throw Error(ErrorCode::SourceUnsupported, {"x", "y"});
        },
        "opened, lost source_unsupported");
    row(
        "not there", true,
        [] {
            throw Error(ErrorCode::SourceUnavailable, {"x", "y"});
        },
        "lost source_unavailable, retrying, opened");
    row(
        "exception at opening", true, [] { throw std::logic_error("x"); }, "lost internal, retrying, opened");
    row(
        "not supported at opening", true,
        [] {
            throw Error(ErrorCode::SourceUnsupported, {"x", "y"});
        },
        "lost source_unsupported");
    row(
        "file missing", true, [] { throw Error(ErrorCode::FileMissing, {}, "x"); }, "lost file_missing");
}

void TestSourcesGrabber::whatASourceThrows()
{
    QFETCH(std::function<void()>, thrown);
    QFETCH(bool, atOpening);
    QFETCH(QString, heard);
    auto script = std::make_shared<Script>();
    if (atOpening)
        script->opens.push_back(thrown);
    else
        script->add([=]() -> std::optional<Frame> {
            thrown();
            return std::nullopt;
        });
    Listener listener;
    Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell(), quick);
    if (heard.contains("retrying")) {
        QVERIFY(listener.waitFor("opened", atOpening ? 1 : 2));
        script->addFrame(9);
        QVERIFY(next(grabber));
    } else {
        QVERIFY(listener.waitFor(heard.section(", ", -1).toStdString()));
        try {  // nobody is there to answer
            grabber.ask([](Source&) {}).get();
            QFAIL("answered");
        } catch (const Error& error) {
            QCOMPARE(error.code(), ErrorCode::SourceLost);
        }
    }
    grabber.stop();
    QCOMPARE(joined(listener), heard);
    QCOMPARE(script->closed, script->opened);
}

void TestSourcesGrabber::oneBadPictureEndsNothing()
{
    auto script = std::make_shared<Script>();
    script->facts.live = false;
    script->add([] {
        Frame frame = frameOf(1);
        frame.position = 2.5;
        return frame;
    });
    script->add([]() -> std::optional<Frame> { throw Error(ErrorCode::ImageTruncated, {}, "b.png"); });
    script->addFrame(2);
    Listener listener;
    Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell());
    QCOMPARE(int(next(grabber)->image.pixels[0]), 1);
    const auto bad = next(grabber);
    QVERIFY(bad->error && bad->error->code() == ErrorCode::ImageTruncated && bad->image.empty());
    QCOMPARE(bad->file, std::filesystem::path("b.png"));
    QCOMPARE(bad->id, std::uint64_t(2));
    QCOMPARE(bad->position, 2.5);  // a video is where it was
    QCOMPARE(int(next(grabber)->image.pixels[0]), 2);
    QCOMPARE(joined(listener), QString("opened, problem image_truncated"));
}

void TestSourcesGrabber::aCamerasBadPictureIsOnlyTold()
{
    auto script = std::make_shared<Script>();
    script->add([]() -> std::optional<Frame> { throw Error(ErrorCode::ImageTruncated); });
    script->addFrame(2);
    Listener listener;
    Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell());
    QVERIFY(listener.waitFor("problem image_truncated"));
    QCOMPARE(int(next(grabber)->image.pixels[0]), 2);
}

void TestSourcesGrabber::changedSizeIsTold()
{
    auto script = std::make_shared<Script>();
    script->addFrame(1, 4, 3);
    script->addFrame(2, 4, 3);
    script->addFrame(3, 8, 6);
    script->addFrame(4, 8, 6);
    Listener listener;
    Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell());
    QVERIFY(listener.waitFor("size 4x3 8x6"));
    grabber.stop();
    QCOMPARE(joined(listener), QString("opened, size 4x3 8x6"));
}

void TestSourcesGrabber::silenceIsToldOnceAndEndsInANewOpening()
{
    auto script = std::make_shared<Script>();
    Listener listener;
    Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell(), quick);
    QVERIFY(listener.waitFor("opened", 2));
    const auto heard = listener.heard();
    QCOMPARE(QString::fromStdString(heard[1]), QString("silent"));
    QCOMPARE(QString::fromStdString(heard[2]), QString("lost source_silent"));
}

void TestSourcesGrabber::triggeredSourceMayBeSilent()
{
    auto script = std::make_shared<Script>();
    script->facts.triggered = true;
    Listener listener;
    Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell(), {{1ms}, 0ms, 1});
    std::promise<void> readALot;
    for (int i = 0; i < 20; ++i)
        script->add([]() -> std::optional<Frame> { return std::nullopt; });
    script->add([&]() -> std::optional<Frame> {
        readALot.set_value();
        return std::nullopt;
    });
    readALot.get_future().wait();
    QCOMPARE(joined(listener), QString("opened"));
    grabber.ask([](Source& source) { source.trigger(); }).get();
    QCOMPARE(int(next(grabber)->image.pixels[0]), 77);
}

void TestSourcesGrabber::pausedFileGivesOnePicturePerStep()
{
    auto script = std::make_shared<Script>();
    script->facts.live = script->endless = false;
    script->addFrame(0);
    Listener listener;
    Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell());
    QVERIFY(next(grabber));
    QVERIFY(listener.waitFor("over"));
    grabber.pause();
    for (int value = 1; value <= 3; ++value)
        script->addFrame(value);
    grabber.ask([](Source&) {}).get();  // it looks again whether there is more
    QVERIFY(!grabber.frames().takeNow());
    for (int value = 1; value <= 2; ++value) {
        grabber.step();
        QCOMPARE(int(next(grabber)->image.pixels[0]), value);
        grabber.ask([](Source&) {}).get();
        QVERIFY(!grabber.frames().takeNow());
    }
    grabber.resume();
    QCOMPARE(int(next(grabber)->image.pixels[0]), 3);
}

void TestSourcesGrabber::pausedCameraIsReadOn()
{
    auto script = std::make_shared<Script>();
    Listener listener;
    Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell());
    grabber.pause();
    const auto readAll = [&] {
        auto read = std::make_shared<std::promise<void>>();
        script->add([=]() -> std::optional<Frame> {
            read->set_value();
            return std::nullopt;
        });
        read->get_future().wait();
    };
    script->addFrame(1);
    readAll();
    QVERIFY(!grabber.frames().takeNow());
    QCOMPARE(grabber.counts().received, std::uint64_t(1));
    grabber.step();
    script->addFrame(2);
    script->addFrame(3);
    readAll();
    QCOMPARE(int(next(grabber)->image.pixels[0]), 2);
    QVERIFY(!grabber.frames().takeNow());
    grabber.resume();
    script->addFrame(4);
    QCOMPARE(int(next(grabber)->image.pixels[0]), 4);
}

void TestSourcesGrabber::seekGoesOnAfterTheEnd()
{
    auto script = std::make_shared<Script>();
    script->facts.live = script->endless = false;
    script->addFrame(1);
    Listener listener;
    Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell());
    QVERIFY(next(grabber));
    QVERIFY(listener.waitFor("over"));
    grabber.seek(0.5).get();
    QCOMPARE(int(next(grabber)->image.pixels[0]), 50);
    QVERIFY(listener.waitFor("over", 2));
}

void TestSourcesGrabber::questionsAreAnsweredOnTheGrabbersThread()
{
    auto script = std::make_shared<Script>();
    Listener listener;
    Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell());
    std::thread::id first, second;
    grabber.ask([&](Source&) { first = std::this_thread::get_id(); }).get();
    grabber.ask([&](Source&) { second = std::this_thread::get_id(); }).get();
    QVERIFY(first == second && first != std::this_thread::get_id());
    try {
        grabber.ask([](Source& source) { source.set("gain", 3); }).get();
        QFAIL("a scripted source has no gain");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::SourceUnsupported);
    }
    QCOMPARE(joined(listener), QString("opened"));  // a refused setting loses nothing
    try {
        grabber.ask([](Source&) { throw lostError(); }).get();
    } catch (const Error&) {
    }
    QVERIFY(listener.waitFor("lost source_lost"));
}

void TestSourcesGrabber::lostSourceRefusesQuestions()
{
    auto script = std::make_shared<Script>();
    script->opens.assign(1000, [] { throw Error(ErrorCode::SourceUnavailable, {"x", "y"}); });
    Listener listener;
    Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell(), {{1h}, 1s, 4});
    QVERIFY(listener.waitFor("retrying"));
    try {
        grabber.ask([](Source&) {}).get();
        QFAIL("answered by a source that isn't open");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::SourceLost);
    }
}

void TestSourcesGrabber::stopEndsEveryWait()
{
    QElapsedTimer clock;
    clock.start();
    Listener listener;
    {  // the mailbox is full and nobody takes
        auto script = std::make_shared<Script>();
        script->facts.live = false;
        for (int i = 0; i < 10; ++i)
            script->addFrame(i);
        Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell());
        QVERIFY(listener.waitFor("opened", 1));
        grabber.stop();
        QCOMPARE(script->closed, 1);
    }
    {  // it waits to try again
        auto script = std::make_shared<Script>();
        script->opens.assign(1, [] { throw Error(ErrorCode::SourceUnavailable, {"x", "y"}); });
        Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell(), {{1h}, 1s, 4});
        QVERIFY(listener.waitFor("retrying"));
    }
    {  // paused, and at its end
        auto script = std::make_shared<Script>();
        script->facts.live = script->endless = false;
        Grabber grabber(std::make_unique<ScriptedSource>(script), listener.tell());
        grabber.pause();
        QVERIFY(listener.waitFor("over"));
    }
    QVERIFY(clock.elapsed() < 2000);
}

void TestSourcesGrabber::backOffStartsAnewAfterAPicture()
{
    auto script = std::make_shared<Script>();
    const auto refuse = [] { throw Error(ErrorCode::SourceUnavailable, {"x", "y"}); };
    script->opens = {refuse, refuse, refuse, [] {}, refuse};
    script->addFrame(1);
    script->add([]() -> std::optional<Frame> { throw lostError(); });
    std::mutex mutex;
    QList<int> waits;
    Listener listener;
    {
        Grabber grabber(std::make_unique<ScriptedSource>(script),
            [&](const SourceEvent& event) {
                if (const auto* retrying = std::get_if<Retrying>(&event)) {
                    const std::lock_guard lock(mutex);
                    waits << int(retrying->seconds * 1000 + 0.5);
                }
                listener.hear(event);
            },
            {{1ms, 3ms}, 1s, 4});
        QVERIFY(listener.waitFor("opened", 2));
    }
    QCOMPARE(waits, (QList<int> {1, 3, 3, 1, 3}));
}

void TestSourcesGrabber::frameRateIsThatOfTheLastTwoSeconds()
{
    FrameRate rate;
    const Clock::time_point start {};
    QCOMPARE(rate.at(start), 0.0);
    for (int i = 0; i <= 30; ++i)  // 10 per second for 3 s
        rate.note(start + i * 100ms);
    QCOMPARE(rate.at(start + 3000ms), 10.0);
    for (int i = 1; i <= 60; ++i)  // then 20 per second
        rate.note(start + 3000ms + i * 50ms);
    QCOMPARE(rate.at(start + 6000ms), 20.0);
    // A picture each 50 ms from 5.05 s on, and none for a second: 20 in 1.95 s.
    QVERIFY(qAbs(rate.at(start + 7000ms) - 20 / 1.95) < 1e-9);
    QCOMPARE(rate.at(start + 9000ms), 0.0);
}

QTEST_GUILESS_MAIN(TestSourcesGrabber)
#include "tst_sources_grabber.moc"
