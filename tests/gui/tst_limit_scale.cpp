#include "widgets/limit_scale.h"

#include <QtTest>

using widgets::LimitScale;

class TestLimitScale : public QObject {
    Q_OBJECT

    const LimitScale m_linear{0, 1, 0.01, false, 1000};
    const LimitScale m_logarithmic{0, 1e5, 1, true, 1000};

private slots:
    void stepsStayOnTheGrid_data()
    {
        QTest::addColumn<bool>("logarithmic");
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("steps");
        QTest::addColumn<double>("result");
        QTest::newRow("one") << false << 0.6 << 1 << 0.61;
        QTest::newRow("a float's limit") << false << double(0.6f) << 1 << 0.61;
        QTest::newRow("page") << false << 0.6 << -5 << 0.55;
        QTest::newRow("upper end") << false << 0.98 << 5 << 1.0;
        QTest::newRow("lower end") << false << 0.02 << -5 << 0.0;
        QTest::newRow("log from zero") << true << 0.0 << 1 << 1.0;
        QTest::newRow("log to zero") << true << 1.0 << -1 << 0.0;
        QTest::newRow("log small") << true << 25.0 << 1 << 28.0;
        QTest::newRow("log large") << true << 2000.0 << 1 << 2200.0;
        QTest::newRow("log end") << true << 1e5 << 1 << 1e5;
    }
    void stepsStayOnTheGrid()
    {
        QFETCH(bool, logarithmic);
        QFETCH(double, value);
        QFETCH(int, steps);
        const LimitScale& scale = logarithmic ? m_logarithmic : m_linear;
        QTEST(scale.stepped(value, steps), "result");
    }

    void positionsAndValuesAreInverse()
    {
        for (int i = 0; i <= 100; ++i)
            QCOMPARE(m_linear.valueAt(m_linear.positionOf(i / 100.0)), i / 100.0);
        for (const double area : {0.0, 1.0, 2.0, 10.0, 25.0, 100.0, 1000.0, 10000.0, 100000.0})
            QCOMPARE(m_logarithmic.valueAt(m_logarithmic.positionOf(area)), area);
    }

    void positionsNeverFall()
    {
        double last = -1;
        for (int position = 0; position <= 1000; ++position) {
            const double value = m_logarithmic.valueAt(position);
            QVERIFY(value >= last);
            last = value;
        }
        QCOMPARE(last, 1e5);
    }

    void valuesOutsideLieAtTheEnds()
    {
        QCOMPARE(m_linear.positionOf(-3), 0);
        QCOMPARE(m_linear.positionOf(7), 1000);
        QCOMPARE(m_logarithmic.positionOf(1e9), 1000);
    }
};

QTEST_MAIN(TestLimitScale)
#include "tst_limit_scale.moc"
