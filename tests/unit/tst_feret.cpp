#include "judging/feret.h"

#include <QtTest>

#include <cmath>

using namespace inference;

class TestFeret : public QObject {
    Q_OBJECT

private slots:
    void byHand_data();
    void byHand();
    void hullLeavesOutWhatLiesInsideOrOnAnEdge();
};

void TestFeret::byHand_data()
{
    QTest::addColumn<QList<QPointF>>("points");
    QTest::addColumn<double>("longest");
    QTest::addColumn<double>("shortest");
    QTest::newRow("nothing") << QList<QPointF> {} << 0.0 << 0.0;
    QTest::newRow("a point") << QList<QPointF> {{3, 4}} << 0.0 << 0.0;
    QTest::newRow("twice the same") << QList<QPointF> {{3, 4}, {3, 4}} << 0.0 << 0.0;
    QTest::newRow("a line") << QList<QPointF> {{0, 0}, {1.5, 2}, {3, 4}} << 5.0 << 0.0;
    QTest::newRow("a rectangle") << QList<QPointF> {{0, 0}, {4, 0}, {4, 3}, {0, 3}} << 5.0 << 3.0;
    QTest::newRow("3-4-5") << QList<QPointF> {{0, 0}, {4, 0}, {0, 3}} << 5.0 << 2.4;
    QTest::newRow("a diamond") << QList<QPointF> {{0, 2}, {2, 0}, {4, 2}, {2, 4}} << 4.0 << std::sqrt(8.0);
    QTest::newRow("a hook is its hull") << QList<QPointF> {{0, 0}, {10, 0}, {10, 1}, {1, 1}, {1, 10}, {0, 10}} << std::sqrt(200.0) << std::sqrt(2.0) * 5.5;
}

void TestFeret::byHand()
{
    QFETCH(QList<QPointF>, points);
    QFETCH(double, longest);
    QFETCH(double, shortest);
    std::vector<Point> given;
    for (const QPointF& point : points)
        given.push_back({point.x(), point.y()});
    const auto feret = judging::feretOf(given);
    QVERIFY2(std::abs(feret.longest - longest) < 1e-12, qPrintable(QString::number(feret.longest)));
    QVERIFY2(std::abs(feret.shortest - shortest) < 1e-12, qPrintable(QString::number(feret.shortest)));
}

void TestFeret::hullLeavesOutWhatLiesInsideOrOnAnEdge()
{
    const auto hull = judging::convexHull({{0, 0}, {2, 0}, {4, 0}, {4, 4}, {2, 2}, {0, 4}, {0, 2}});
    QCOMPARE(hull.size(), 4u);
}

QTEST_APPLESS_MAIN(TestFeret)
#include "tst_feret.moc"
