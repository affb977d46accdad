#include "widgets/trend.h"

#include <QtTest>

using namespace widgets;

class TestTrend : public QObject {
    Q_OBJECT

private slots:
    void runningMeanTakesThoseBefore_data()
    {
        QTest::addColumn<int>("window");
        QTest::addColumn<QList<double>>("means");
        QTest::newRow("of two") << 2 << QList<double>{1, 1.5, 2.5, 3.5};
        QTest::newRow("of one") << 1 << QList<double>{1, 2, 3, 4};
        QTest::newRow("of more than there are") << 10 << QList<double>{1, 1.5, 2, 2.5};
    }

    void runningMeanTakesThoseBefore()
    {
        QFETCH(int, window);
        QFETCH(QList<double>, means);
        const std::vector<double> found = runningMean({1, 2, 3, 4}, window);
        QCOMPARE(QList<double>(found.begin(), found.end()), means);
    }

    void failRateHasLimitsOfItsGroup()
    {
        // 110 parts, 11 fail: p = 0.1. Groups of 50, 50 and 10: 0.1 + 3 sqrt(0.09 / 50) = 0.227279, of ten 0.384605.
        std::vector<bool> failing(110, false);
        for (int i = 0; i < 11; ++i)
            failing[std::size_t(i)] = true;
        const FailRateChart chart = failRateChart(failing, 50);
        QCOMPARE(chart.mean, 0.1);
        QCOMPARE(chart.groups.size(), std::size_t(3));
        QCOMPARE(chart.groups[0].failing, 11);
        QCOMPARE(chart.groups[0].rate, 0.22);
        QCOMPARE(chart.groups[1].rate, 0.0);
        QCOMPARE(chart.groups[2].first, 100);
        QCOMPARE(chart.groups[2].size, 10);
        QVERIFY(qAbs(chart.groups[0].upper - 0.227279) < 5e-7);
        QVERIFY(qAbs(chart.groups[2].upper - 0.384605) < 5e-7);
        QCOMPARE(chart.groups[0].lower, 0.0);
    }

    void lowerLimitIsAboveNoughtForLargeGroups()
    {
        std::vector<bool> failing(400, false);
        for (std::size_t i = 0; i < failing.size(); i += 2)
            failing[i] = true;
        const FailRateChart chart = failRateChart(failing, 100);  // 0.5 -+ 3 x 0.05
        QCOMPARE(chart.groups.size(), std::size_t(4));
        QCOMPARE(chart.groups[3].lower, 0.35);
        QCOMPARE(chart.groups[3].upper, 0.65);
    }

    void noPartsGiveNoGroups()
    {
        QVERIFY(failRateChart({}, 5).groups.empty());
        QVERIFY(runningMean({}, 5).empty());
    }

    void partsWithoutATimeAreLeftOut()
    {
        QCOMPARE(orderByTime({60, 0, std::nullopt, -60, 0}), (std::vector<int>{3, 1, 4, 0}));
    }
};

QTEST_APPLESS_MAIN(TestTrend)
#include "tst_trend.moc"
