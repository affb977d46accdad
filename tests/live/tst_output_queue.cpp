// The queue of an output: order, bounds, retries, an end that nothing holds up.

#include "app/outputs/output_queue.h"
#include "record_tools.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QtTest>

#include <condition_variable>
#include <mutex>
#include <vector>

using namespace app;
using namespace std::chrono_literals;
using inference::Error;
using inference::ErrorCode;
using Clock = std::chrono::steady_clock;

namespace {

/// What the test and its output on the queue's thread share.
struct Receiver {
    enum class Manner { Takes, Fails, Refuses, Hangs, HangsForGood };

    void set(Manner next)
    {
        {
            const std::lock_guard lock(mutex);
            manner = next;
        }
        news.notify_all();
    }
    std::vector<std::uint64_t> taken()
    {
        const std::lock_guard lock(mutex);
        return numbers;
    }
    int attempts()
    {
        const std::lock_guard lock(mutex);
        return int(times.size());
    }

    std::mutex mutex;
    std::condition_variable_any news;
    Manner manner = Manner::Takes;
    std::vector<std::uint64_t> numbers;
    std::vector<Clock::time_point> times;  ///< of the attempts
    bool gone = false;                     ///< the output was destroyed
};

class FakeOutput : public Output {
public:
    explicit FakeOutput(std::shared_ptr<Receiver> receiver)
        : m_receiver(std::move(receiver))
    {
    }
    ~FakeOutput() override
    {
        {
            const std::lock_guard lock(m_receiver->mutex);
            m_receiver->gone = true;
        }
        m_receiver->news.notify_all();
    }
    void deliver(const VerdictMessage& message, const std::stop_token& stop) override
    {
        using Manner = Receiver::Manner;
        std::unique_lock lock(m_receiver->mutex);
        m_receiver->times.push_back(Clock::now());
        m_receiver->news.notify_all();
        if (m_receiver->manner == Manner::Hangs
            && !m_receiver->news.wait(lock, stop, [this] { return m_receiver->manner != Manner::Hangs; }))
            throw inference::Cancelled();
        m_receiver->news.wait(lock, [this] { return m_receiver->manner != Manner::HangsForGood; });
        if (m_receiver->manner == Manner::Fails)
            throw Error(ErrorCode::SourceUnavailable, {"x", "receiver:refused"});
        if (m_receiver->manner == Manner::Refuses)
            throw MessageRefused(ErrorCode::SourceUnavailable, {"x", "receiver:http:404"});
        m_receiver->numbers.push_back(message.record.number);
    }

private:
    const std::shared_ptr<Receiver> m_receiver;
};

MakeOutput maker(const std::shared_ptr<Receiver>& receiver)
{
    return [receiver] { return std::make_unique<FakeOutput>(receiver); };
}

MessagePtr message(std::uint64_t number)
{
    return std::make_shared<const VerdictMessage>(verdictMessage(records::record(number)));
}

std::vector<std::uint64_t> upTo(std::uint64_t last, std::uint64_t first = 1)
{
    std::vector<std::uint64_t> numbers;
    for (; first <= last; ++first)
        numbers.push_back(first);
    return numbers;
}

constexpr QueueLimits quick {1000, 1ms, 4ms, 2000ms, 0ms};

}  // namespace

class TestOutputQueue : public QObject {
    Q_OBJECT

private slots:
    void messagesArriveInOrder();
    void sendingReturnsWhileTheOutputHangs();
    void theOldestIsDroppedAndCounted();
    void theOneUnderWayIsNotDropped();
    void failuresAreTriedAgainInOrder();
    void waitsDoubleUpToTheLongest();
    void refusedMessagesAreGivenUp();
    void anOutputThatCannotBeMadeIsAnError();
    void theEndDeliversWhatWaits();
    void theEndInterruptsAWait();
    void theEndGivesUpAndCounts();
    void aHangingOutputDoesNotHoldUpTheEnd();
    void anOutputThatHearsNoStopIsLeftBehind();
    void nothingIsTakenAfterTheEnd();
    void changesAreToldNowAndThen();
};

void TestOutputQueue::messagesArriveInOrder()
{
    const auto receiver = std::make_shared<Receiver>();
    OutputQueue queue(maker(receiver));
    for (std::uint64_t number = 1; number <= 200; ++number)
        queue.send(message(number));
    QTRY_COMPARE(queue.state().delivered, 200U);
    QCOMPARE(receiver->taken(), upTo(200));
    const OutputState state = queue.state();
    QCOMPARE(state.waiting, 0U);
    QCOMPARE(state.dropped + state.refused + state.abandoned, 0U);
    QVERIFY(!state.error && !state.failing && !state.ended);
}

void TestOutputQueue::sendingReturnsWhileTheOutputHangs()
{
    const auto receiver = std::make_shared<Receiver>();
    receiver->set(Receiver::Manner::Hangs);
    OutputQueue queue(maker(receiver));
    // Had send() waited for the output, this would never end.
    for (std::uint64_t number = 1; number <= 5000; ++number)
        queue.send(message(number));
    QTRY_COMPARE(receiver->attempts(), 1);
    QCOMPARE(receiver->taken().size(), 0U);
    receiver->set(Receiver::Manner::Takes);
    QTRY_COMPARE(queue.state().waiting, 0U);
    const OutputState state = queue.state();
    QCOMPARE(state.delivered + state.dropped, 5000U);
}

void TestOutputQueue::theOldestIsDroppedAndCounted()
{
    const auto receiver = std::make_shared<Receiver>();
    receiver->set(Receiver::Manner::Fails);
    OutputQueue queue(maker(receiver), {3, 1h, 1h, 2s, 0ms});
    queue.send(message(1));
    QTRY_VERIFY(queue.state().failing);  // waits for an hour: none is under way
    for (std::uint64_t number = 2; number <= 10; ++number)
        queue.send(message(number));
    QCOMPARE(queue.state().dropped, 7U);
    QCOMPARE(queue.state().waiting, 3U);
    receiver->set(Receiver::Manner::Takes);
    QSignalSpy finished(&queue, &OutputQueue::finished);
    queue.finish();
    QVERIFY(finished.wait());
    QCOMPARE(receiver->taken(), upTo(10, 8));
}

void TestOutputQueue::theOneUnderWayIsNotDropped()
{
    const auto receiver = std::make_shared<Receiver>();
    receiver->set(Receiver::Manner::Hangs);
    OutputQueue queue(maker(receiver), {3, 1ms, 1ms, 2s, 0ms});
    queue.send(message(1));
    QTRY_COMPARE(receiver->attempts(), 1);
    for (std::uint64_t number = 2; number <= 10; ++number)
        queue.send(message(number));
    QCOMPARE(queue.state().dropped, 7U);
    receiver->set(Receiver::Manner::Takes);
    QTRY_COMPARE(queue.state().delivered, 3U);
    QCOMPARE(receiver->taken(), (std::vector<std::uint64_t> {1, 9, 10}));
}

void TestOutputQueue::failuresAreTriedAgainInOrder()
{
    const auto receiver = std::make_shared<Receiver>();
    receiver->set(Receiver::Manner::Fails);
    OutputQueue queue(maker(receiver), quick);
    for (std::uint64_t number = 1; number <= 20; ++number)
        queue.send(message(number));
    QTRY_VERIFY(receiver->attempts() > 5);
    OutputState state = queue.state();
    QVERIFY(state.failing);
    QCOMPARE(state.delivered, 0U);
    QCOMPARE(state.error->arguments().at(1), "receiver:refused");
    QVERIFY(std::chrono::system_clock::now() - state.when < 1min);
    receiver->set(Receiver::Manner::Takes);
    QTRY_COMPARE(queue.state().delivered, 20U);
    QCOMPARE(receiver->taken(), upTo(20));
    state = queue.state();
    QVERIFY(!state.failing && state.error);  // what was is still said
}

void TestOutputQueue::waitsDoubleUpToTheLongest()
{
    const auto receiver = std::make_shared<Receiver>();
    receiver->set(Receiver::Manner::Fails);
    OutputQueue queue(maker(receiver), {10, 10ms, 40ms, 2s, 0ms});
    queue.send(message(1));
    QTRY_VERIFY(receiver->attempts() >= 6);
    const std::lock_guard lock(receiver->mutex);
    const auto least = {10ms, 20ms, 40ms, 40ms, 40ms};
    std::size_t i = 0;
    for (const auto wait : least) {
        QVERIFY(receiver->times[i + 1] - receiver->times[i] >= wait);
        ++i;
    }
}

void TestOutputQueue::refusedMessagesAreGivenUp()
{
    const auto receiver = std::make_shared<Receiver>();
    receiver->set(Receiver::Manner::Refuses);
    OutputQueue queue(maker(receiver), {10, 1h, 1h, 2s, 0ms});
    for (std::uint64_t number = 1; number <= 3; ++number)
        queue.send(message(number));
    QTRY_COMPARE(queue.state().refused, 3U);
    QCOMPARE(receiver->attempts(), 3);
    QCOMPARE(queue.state().error->arguments().at(1), "receiver:http:404");
    QVERIFY(!queue.state().failing);
    receiver->set(Receiver::Manner::Takes);
    queue.send(message(4));
    QTRY_COMPARE(queue.state().delivered, 1U);
}

void TestOutputQueue::anOutputThatCannotBeMadeIsAnError()
{
    const auto receiver = std::make_shared<Receiver>();
    std::atomic<bool> there = false;
    OutputQueue queue(
        [&]() -> std::unique_ptr<Output> {
            if (!there)
                throw std::runtime_error("not yet");
            return std::make_unique<FakeOutput>(receiver);
        },
        quick);
    queue.send(message(1));
    QTRY_VERIFY(queue.state().failing);
    QCOMPARE(queue.state().error->code(), ErrorCode::Internal);
    there = true;
    QTRY_COMPARE(queue.state().delivered, 1U);
}

void TestOutputQueue::theEndDeliversWhatWaits()
{
    const auto receiver = std::make_shared<Receiver>();
    OutputQueue queue(maker(receiver), {1000, 250ms, 30s, 10s, 0ms});
    QSignalSpy finished(&queue, &OutputQueue::finished);
    for (std::uint64_t number = 1; number <= 300; ++number)
        queue.send(message(number));
    queue.finish();
    QVERIFY(finished.wait());
    QCOMPARE(receiver->taken(), upTo(300));
    QVERIFY(queue.state().ended);
    QCOMPARE(queue.state().abandoned, 0U);
    QVERIFY(receiver->gone);
}

void TestOutputQueue::theEndInterruptsAWait()
{
    const auto receiver = std::make_shared<Receiver>();
    receiver->set(Receiver::Manner::Fails);
    OutputQueue queue(maker(receiver), {10, 1h, 1h, 10s, 0ms});
    queue.send(message(1));
    QTRY_VERIFY(queue.state().failing);
    receiver->set(Receiver::Manner::Takes);
    QSignalSpy finished(&queue, &OutputQueue::finished);
    queue.finish();
    QVERIFY(finished.wait());
    QCOMPARE(receiver->taken(), upTo(1));
}

void TestOutputQueue::theEndGivesUpAndCounts()
{
    const auto receiver = std::make_shared<Receiver>();
    receiver->set(Receiver::Manner::Fails);
    OutputQueue queue(maker(receiver), {10, 1ms, 4ms, 50ms, 0ms});
    for (std::uint64_t number = 1; number <= 4; ++number)
        queue.send(message(number));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression("4 verdicts given up.* 0 dropped"));
    QSignalSpy finished(&queue, &OutputQueue::finished);
    queue.finish();
    queue.finish();  // twice is once
    QVERIFY(finished.wait());
    QCOMPARE(finished.size(), 1);
    QCOMPARE(queue.state().abandoned, 4U);
    QCOMPARE(queue.state().waiting, 0U);
    QVERIFY(queue.state().ended && !queue.state().failing);
}

void TestOutputQueue::aHangingOutputDoesNotHoldUpTheEnd()
{
    const auto receiver = std::make_shared<Receiver>();
    receiver->set(Receiver::Manner::Hangs);
    {
        OutputQueue queue(maker(receiver), {10, 1ms, 4ms, 20ms, 0ms});
        queue.send(message(1));
        QTRY_COMPARE(receiver->attempts(), 1);
        QSignalSpy finished(&queue, &OutputQueue::finished);
        queue.finish();
        QVERIFY(finished.wait());
        QCOMPARE(queue.state().abandoned, 1U);
    }
    {
        // Nobody asked for an end, and no event is handled: its owner goes.
        OutputQueue queue(maker(receiver), {10, 1ms, 4ms, 20ms, 0ms});
        queue.send(message(1));
        QTRY_COMPARE(receiver->attempts(), 2);
    }
    const std::lock_guard lock(receiver->mutex);
    QVERIFY(receiver->gone);
}

void TestOutputQueue::anOutputThatHearsNoStopIsLeftBehind()
{
    const auto receiver = std::make_shared<Receiver>();
    receiver->set(Receiver::Manner::HangsForGood);
    {
        OutputQueue queue(maker(receiver), {10, 1ms, 4ms, 20ms, 0ms});
        queue.send(message(1));
        QTRY_COMPARE(receiver->attempts(), 1);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression("1 verdicts given up"));
    }
    {
        const std::lock_guard lock(receiver->mutex);
        QVERIFY(!receiver->gone);
    }
    receiver->set(Receiver::Manner::Takes);
    std::unique_lock lock(receiver->mutex);
    receiver->news.wait(lock, [&] { return receiver->gone; });  // it ends behind it, and harms nobody
}

void TestOutputQueue::nothingIsTakenAfterTheEnd()
{
    const auto receiver = std::make_shared<Receiver>();
    OutputQueue queue(maker(receiver), quick);
    QSignalSpy finished(&queue, &OutputQueue::finished);
    queue.finish();
    queue.send(message(1));
    QVERIFY(finished.wait());
    QCOMPARE(receiver->attempts(), 0);
    QCOMPARE(queue.state().waiting, 0U);
}

void TestOutputQueue::changesAreToldNowAndThen()
{
    const auto receiver = std::make_shared<Receiver>();
    OutputQueue queue(maker(receiver), {100000, 1ms, 4ms, 2s, 200ms});
    std::vector<Clock::time_point> told;
    connect(&queue, &OutputQueue::changed, this, [&] {
        QCOMPARE(QThread::currentThread(), thread());
        told.push_back(Clock::now());
    });
    std::uint64_t number = 0;
    QTimer often;
    connect(&often, &QTimer::timeout, this, [&] { queue.send(message(++number)); });
    often.start(1);
    QTRY_COMPARE(told.size(), 4U);
    often.stop();
    for (std::size_t i = 1; i < told.size(); ++i)
        QVERIFY(told[i] - told[i - 1] >= 200ms);
    // The last change is told too.
    QSignalSpy finished(&queue, &OutputQueue::finished);
    queue.finish();
    QVERIFY(finished.wait());
    QCOMPARE(queue.state().delivered, number);
}

QTEST_GUILESS_MAIN(TestOutputQueue)
#include "tst_output_queue.moc"
