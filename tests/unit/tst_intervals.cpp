#include "core/error.h"
#include "evaluation/intervals.h"

#include <QtTest>

#include <cmath>

using namespace inference;
using namespace inference::evaluation;

Q_DECLARE_METATYPE(inference::evaluation::Bound)

class TestIntervals : public QObject {
    Q_OBJECT

private slots:
    /// Worked out from the formula apart from this program; the first four also stand in R. G. Newcombe, Statist. Med. 17
    /// (1998) 857, table I, method 3, with four decimals.
    void wilson_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("of");
        QTest::addColumn<double>("z");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::newRow("81 of 263") << 81 << 263 << z95 << 0.2552885199 << 0.3662095770;
        QTest::newRow("15 of 148") << 15 << 148 << z95 << 0.0623863995 << 0.1604872417;
        QTest::newRow("1 of 29") << 1 << 29 << z95 << 0.0061132143 << 0.1717552188;
        QTest::newRow("0 of 20") << 0 << 20 << z95 << 0.0 << 0.1611251581;
        QTest::newRow("20 of 20") << 20 << 20 << z95 << 0.8388748419 << 1.0;
        QTest::newRow("5 of 10 at z = 1") << 5 << 10 << 1.0 << 0.3492443277 << 0.6507556723;
        QTest::newRow("0 of 0") << 0 << 0 << z95 << 0.0 << 1.0;
    }
    void wilson()
    {
        QFETCH(int, count);
        QFETCH(int, of);
        QFETCH(double, z);
        QFETCH(double, low);
        QFETCH(double, high);
        const Interval interval = wilsonInterval(std::size_t(count), std::size_t(of), z);
        QVERIFY2(std::abs(interval.low - low) < 1e-8, qPrintable(QString::number(interval.low, 'f', 10)));
        QVERIFY2(std::abs(interval.high - high) < 1e-8, qPrintable(QString::number(interval.high, 'f', 10)));
    }

    /// The ends of Wilson's interval are the rates whose own normal test just rejects the count.
    void wilsonEndsSolveTheScoreEquation()
    {
        for (std::size_t of = 1; of < 60; ++of)
            for (std::size_t count = 0; count <= of; ++count) {
                const double rate = double(count) / double(of);
                const Interval interval = wilsonInterval(count, of);
                QVERIFY(interval.low <= rate && rate <= interval.high);
                for (const double end : {interval.low, interval.high})
                    if (end > 0 && end < 1)
                        QVERIFY(std::abs(std::abs(rate - end) / std::sqrt(end * (1 - end) / double(of)) - z95) < 1e-9);
            }
    }

    void theEndsAreSaidAsBounds_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("of");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<Bound>("bound");
        QTest::newRow("0 of 1") << 0 << 1 << 0.0 << 0.95 << Bound::AtMost;
        QTest::newRow("0 of 10") << 0 << 10 << 0.0 << 0.2588655509 << Bound::AtMost;
        QTest::newRow("0 of 100") << 0 << 100 << 0.0 << 0.0295130496 << Bound::AtMost;  // about 3/n
        QTest::newRow("0 of 1e6") << 0 << 1000000 << 0.0 << 2.9957277864e-6 << Bound::AtMost;
        QTest::newRow("10 of 10") << 10 << 10 << 0.7411344491 << 1.0 << Bound::AtLeast;
        QTest::newRow("1 of 29") << 1 << 29 << 0.0061132143 << 0.1717552188 << Bound::TwoSided;
        QTest::newRow("0 of 0") << 0 << 0 << 0.0 << 1.0 << Bound::Unknown;
    }
    void theEndsAreSaidAsBounds()
    {
        QFETCH(int, count);
        QFETCH(int, of);
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(Bound, bound);
        const RateInterval interval = rateInterval(std::size_t(count), std::size_t(of));
        QVERIFY2(std::abs(interval.low - low) < 1e-8, qPrintable(QString::number(interval.low, 'g', 12)));
        QVERIFY2(std::abs(interval.high - high) < 1e-8 && (high > 1e-4 || std::abs(interval.high / high - 1) < 1e-6),
                 qPrintable(QString::number(interval.high, 'g', 12)));
        QCOMPARE(interval.bound, bound);
    }

    void samplesToProve_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<int>("parts");
        QTest::newRow("10 %") << 0.1 << 29;
        QTest::newRow("5 %") << 0.05 << 59;
        QTest::newRow("1 %") << 0.01 << 299;
        QTest::newRow("1000 ppm") << 0.001 << 2995;
    }
    void samplesToProve()
    {
        QFETCH(double, rate);
        QFETCH(int, parts);
        QCOMPARE(evaluation::samplesToProve(rate), std::size_t(parts));
        QVERIFY(rateInterval(0, std::size_t(parts)).high <= rate);
        QVERIFY(rateInterval(0, std::size_t(parts) - 1).high > rate);
    }

    void sharesOfNothingAreZero()
    {
        QCOMPARE(Share().rate(), 0.0);
        QCOMPARE((Share {3, 40}).rate(), 0.075);
        QCOMPARE((Share {3, 40}).ppm(), 75000.0);
        QCOMPARE(Share().interval().bound, Bound::Unknown);
    }

    void nonsenseIsRefused()
    {
        QVERIFY_EXCEPTION_THROWN(wilsonInterval(2, 1), Error);
        QVERIFY_EXCEPTION_THROWN(rateInterval(2, 1), Error);
        QVERIFY_EXCEPTION_THROWN(wilsonInterval(1, 2, 0), Error);
        QVERIFY_EXCEPTION_THROWN(wilsonInterval(1, 2, std::nan("")), Error);
        QVERIFY_EXCEPTION_THROWN(evaluation::samplesToProve(0), Error);
        QVERIFY_EXCEPTION_THROWN(evaluation::samplesToProve(1), Error);
    }
};

QTEST_GUILESS_MAIN(TestIntervals)
#include "tst_intervals.moc"
