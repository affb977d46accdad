// Batches that several threads make are those that one thread makes, in the same order.
#include "core/error.h"
#include "training/batches_ahead_p.h"

#include <QtTest>

using namespace inference;
using training::BatchesAhead;
using training::Example;

namespace {

constexpr std::size_t nowhere = ~std::size_t(0);

/// An example's number is its image's width.
class Numbers : public training::ExampleSource {
public:
    explicit Numbers(std::size_t size, std::size_t broken = nowhere)
        : m_size(size)
        , m_broken(broken)
    {
    }
    std::size_t size() const override { return m_size; }
    Example example(std::size_t epoch, std::size_t index) const override
    {
        if (index == m_broken)
            throw Error(ErrorCode::FileMissing, {}, "broken.png");
        if (index % 3 == 0)
            std::this_thread::yield();  // the order in which they are made is not that in which they are asked for
        Example example;
        example.image.width = int(100 * epoch + index);
        return example;
    }

private:
    std::size_t m_size, m_broken;
};

QStringList batchesOf(BatchesAhead& ahead)
{
    QStringList batches;
    while (const auto batch = ahead.next()) {
        QStringList numbers;
        for (const Example& example : *batch)
            numbers.append(QString::number(example.image.width));
        batches.append(numbers.join(' '));
    }
    return batches;
}

}  // namespace

class TestBatchesAhead : public QObject {
    Q_OBJECT

private slots:
    void comeInOrder_data();
    void comeInOrder();
    void failureIsThrownAndEndsThem_data() { comeInOrder_data(); }
    void failureIsThrownAndEndsThem();
    void nobodyHasToTakeThem_data() { comeInOrder_data(); }
    void nobodyHasToTakeThem();
};

void TestBatchesAhead::comeInOrder_data()
{
    QTest::addColumn<int>("threads");
    for (const int threads : {1, 2, 7})
        QTest::addRow("%d threads", threads) << threads;
}

void TestBatchesAhead::comeInOrder()
{
    QFETCH(int, threads);
    const Numbers ten(10);
    BatchesAhead ahead(ten, 2, 4, threads);
    QCOMPARE(batchesOf(ahead), QStringList({"200 201 202 203", "204 205 206 207", "208 209"}));
    QVERIFY(!ahead.next());
    const Numbers many(997);
    BatchesAhead alone(many, 0, 5, 1), together(many, 0, 5, threads);
    QCOMPARE(batchesOf(together), batchesOf(alone));
}

void TestBatchesAhead::failureIsThrownAndEndsThem()
{
    QFETCH(int, threads);
    const Numbers source(40, 30);
    BatchesAhead ahead(source, 0, 4, threads);
    QVERIFY_EXCEPTION_THROWN(batchesOf(ahead), Error);
    QVERIFY_EXCEPTION_THROWN(ahead.next(), Error);
}

void TestBatchesAhead::nobodyHasToTakeThem()
{
    QFETCH(int, threads);
    const Numbers source(1000);
    std::optional<BatchesAhead> ahead(std::in_place, source, 0, 4, threads);
    QVERIFY(ahead->next());
    ahead.reset();  // comes back: the threads end although most was never taken
}

QTEST_GUILESS_MAIN(TestBatchesAhead)
#include "tst_batches_ahead.moc"
