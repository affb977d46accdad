#include "core/error.h"
#include "judging/regions.h"

#include <QtTest>

#include "map_text.h"

using namespace inference;

class TestRegions : public QObject {
    Q_OBJECT

private slots:
    void countAndAreas_data();
    void countAndAreas();
    void measurements();
    void bothScalesAreApplied();
    void equalAreasKeepTheirOrder();
    void badInputIsRefused();
};

void TestRegions::countAndAreas_data()
{
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<double>("minArea");
    QTest::addColumn<QList<double>>("areas");  // image = raster: areas are pixels
    const QStringList diagonal {"9...", ".9..", "..9.", "...."};
    QTest::newRow("nothing there") << QStringList {"....", "4444"} << 0.0 << QList<double> {};
    QTest::newRow("at the limit counts") << QStringList {"454", "444"} << 0.0 << QList<double> {1};
    QTest::newRow("everything") << QStringList {"55", "99"} << 0.0 << QList<double> {4};
    QTest::newRow("diagonal neighbours belong together") << diagonal << 0.0 << QList<double> {3};
    QTest::newRow("area equal to the least one stays") << diagonal << 3.0 << QList<double> {3};
    QTest::newRow("area below the least one is dropped") << diagonal << 3.01 << QList<double> {};
    QTest::newRow("largest first") << QStringList {"9.99.999", "9......."} << 0.0 << QList<double> {3, 2, 2};
    QTest::newRow("a ring is one region") << QStringList {"999", "9.9", "999"} << 0.0 << QList<double> {8};
    QTest::newRow("a dot in a ring is another") << QStringList {"99999", "9...9", "9.9.9", "9...9", "99999"} << 0.0 << QList<double> {16, 1};
}

void TestRegions::countAndAreas()
{
    QFETCH(QStringList, rows);
    QFETCH(double, minArea);
    QFETCH(QList<double>, areas);
    const AnomalyMap map = mapOf(rows);
    QList<double> found;
    for (const Defect& defect : judging::findRegions(map, 0.5f, minArea, map.size()))
        found.append(defect.area);
    QCOMPARE(found, areas);
}

void TestRegions::measurements()
{
    const AnomalyMap map = mapOf({"......", ".56...", ".5..9.", "......"});
    const auto defects = judging::findRegions(map, 0.5f, 0, map.size());
    QCOMPARE(defects.size(), 2u);
    const Defect& corner = defects[0];
    QCOMPARE(corner.area, 3.0);
    QCOMPARE(corner.box, (Rect {1, 1, 2, 2}));
    QCOMPARE(corner.centroid.x, (1.5 + 2.5 + 1.5) / 3);
    QCOMPARE(corner.centroid.y, (1.5 + 1.5 + 2.5) / 3);
    QCOMPARE(corner.peakAt, (Point {2.5, 1.5}));
    QCOMPARE(corner.peak, 0.6f);
    QVERIFY(std::abs(corner.mean - 1.6f / 3) < 1e-6f);
    QVERIFY(!corner.failing);
    QVERIFY(corner.contours.empty());
    QCOMPARE(defects[1].box, (Rect {4, 2, 1, 1}));
    QCOMPARE(defects[1].peak, 0.9f);
    QCOMPARE(defects[1].mean, 0.9f);
}

void TestRegions::bothScalesAreApplied()
{
    // a raster of 4 x 2 over an image of 40 x 6: a raster pixel is 10 x 3
    const AnomalyMap map = mapOf({"....", ".89."});
    const auto defects = judging::findRegions(map, 0.5f, 60, {40, 6});
    QCOMPARE(defects.size(), 1u);
    QCOMPARE(defects[0].area, 60.0);
    QCOMPARE(defects[0].box, (Rect {10, 3, 20, 3}));
    QCOMPARE(defects[0].centroid, (Point {20, 4.5}));
    QCOMPARE(defects[0].peakAt, (Point {25, 4.5}));
    QVERIFY(judging::findRegions(map, 0.5f, 60.5, {40, 6}).empty());
}

void TestRegions::equalAreasKeepTheirOrder()
{
    const AnomalyMap map = mapOf({"9.9", "...", "9.."});
    const auto defects = judging::findRegions(map, 0.5f, 0, map.size());
    QCOMPARE(defects.size(), 3u);
    QCOMPARE(defects[0].peakAt, (Point {0.5, 0.5}));
    QCOMPARE(defects[1].peakAt, (Point {2.5, 0.5}));
    QCOMPARE(defects[2].peakAt, (Point {0.5, 2.5}));
}

void TestRegions::badInputIsRefused()
{
    const AnomalyMap lacking {3, 3, {1.0f}};
    QVERIFY_EXCEPTION_THROWN(judging::findRegions({}, 0.5f, 0, {4, 4}), Error);
    QVERIFY_EXCEPTION_THROWN(judging::findRegions(lacking, 0.5f, 0, {4, 4}), Error);
    QVERIFY_EXCEPTION_THROWN(judging::findRegions(mapOf({"9"}), 0.5f, 0, {0, 4}), Error);
}

QTEST_APPLESS_MAIN(TestRegions)
#include "tst_regions.moc"
