// Contours of regions as polygons without holes: what even-odd filling gives stays the same.

#include "app/export/region_polygons.h"
#include "judging/contours.h"
#include "map_text.h"

#include <QtTest>

#include <random>

using inference::Contour;
using inference::Point;
using inference::Polygon;

namespace {

/// "0,0 10,0 10,10" -> a line.
Contour line(const QString& text)
{
    Contour points;
    for (const QString& pair : text.split(' ', Qt::SkipEmptyParts))
        points.push_back({pair.section(',', 0, 0).toDouble(), pair.section(',', 1, 1).toDouble()});
    return points;
}

std::vector<Contour> lines(const QStringList& texts)
{
    std::vector<Contour> all;
    for (const QString& text : texts)
        all.push_back(line(text));
    return all;
}

QStringList texts(const std::vector<Polygon>& polygons)
{
    QStringList all;
    for (const Polygon& polygon : polygons) {
        QStringList points;
        for (const Point& point : polygon)
            points.append(QString::number(point.x) + ',' + QString::number(point.y));
        all.append(points.join(' '));
    }
    return all;
}

QString square(double from, double to)
{
    return QString("%1,%1 %2,%1 %2,%2 %1,%2").arg(from).arg(to);
}

/// Whether a point lies inside an odd number of `all` lines.
bool isInside(const std::vector<Polygon>& all, Point at)
{
    bool inside = false;
    for (const Polygon& one : all)
        for (std::size_t i = 0; i < one.size(); ++i) {
            const Point &a = one[i], &b = one[(i + 1) % one.size()];
            if ((a.y <= at.y) != (b.y <= at.y) && at.x < a.x + (at.y - a.y) / (b.y - a.y) * (b.x - a.x))
                inside = !inside;
        }
    return inside;
}

double windingArea(const Polygon& polygon)
{
    double twice = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        const Point &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    return twice / 2;
}

}  // namespace

class TestRegionPolygons : public QObject {
    Q_OBJECT

private slots:
    void contoursBecomeSimplePolygons_data();
    void contoursBecomeSimplePolygons();
    void everyPointStaysOnItsSide_data();
    void everyPointStaysOnItsSide();
    void mapShapesStayAsTheyAre_data();
    void mapShapesStayAsTheyAre();
    void regionWithoutAreaIsItsBox();
    void boundsAndAreaAreThoseOfThePolygons();
};

void TestRegionPolygons::contoursBecomeSimplePolygons_data()
{
    QTest::addColumn<QStringList>("contours");
    QTest::addColumn<QStringList>("polygons");
    QTest::newRow("nothing") << QStringList() << QStringList();
    QTest::newRow("square") << QStringList {square(0, 10)} << QStringList {"0,0 10,0 10,10 0,10"};
    QTest::newRow("the other way round") << QStringList {"0,0 0,10 10,10 10,0"} << QStringList {"10,0 10,10 0,10 0,0"};
    QTest::newRow("ring") << QStringList {square(3, 7), square(0, 10)}
                          << QStringList {"0,0 10,0 10,10 0,10 0,3 3,3 3,7 7,7 7,3 3,3 0,3"};
    QTest::newRow("two islands, larger first") << QStringList {square(20, 24), square(0, 10)}
                                               << QStringList {"0,0 10,0 10,10 0,10", "20,20 24,20 24,24 20,24"};
    QTest::newRow("island in the hole of a ring") << QStringList {square(0, 20), square(4, 16), square(8, 12)}
                                                  << QStringList {"0,0 20,0 20,20 0,20 0,4 4,4 4,16 16,16 16,4 4,4 0,4", "8,8 12,8 12,12 8,12"};
    QTest::newRow("ring in the hole of a ring") << QStringList {square(0, 20), square(2, 18), square(4, 16), square(6, 14)}
                                                << QStringList {"0,0 20,0 20,20 0,20 0,2 2,2 2,18 18,18 18,2 2,2 0,2",
                                                                "4,4 16,4 16,16 4,16 4,6 6,6 6,14 14,14 14,6 6,6 4,6"};
    QTest::newRow("hole behind a hole") << QStringList {"0,0 20,0 20,10 0,10", "12,4 16,4 16,6 12,6", "4,4 8,4 8,6 4,6"}
                                        << QStringList {"0,0 20,0 20,10 0,10 0,4 4,4 4,6 8,6 8,4 12,4 12,6 16,6 16,4 12,4 8,4 4,4 0,4"};
    QTest::newRow("hole that touches with a corner") << QStringList {square(0, 10), "0,5 5,2 5,8"}
                                                     << QStringList {"0,0 10,0 10,10 0,10 0,5 5,8 5,2 0,5"};
    QTest::newRow("line of two points") << QStringList {square(0, 10), "20,20 30,30"} << QStringList {"0,0 10,0 10,10 0,10"};
    QTest::newRow("line without area") << QStringList {square(0, 10), "20,20 30,30 25,25"} << QStringList {"0,0 10,0 10,10 0,10"};
    QTest::newRow("point said again and again") << QStringList {"3,3 3,3 3,3 3,3", "0,0 0,0 10,0 10,10 10,10 0,10 0,0"}
                                                << QStringList {"0,0 10,0 10,10 0,10"};
    QTest::newRow("steps along an edge") << QStringList {"0,0 1,0 4,0 10,0 10,5 10,10 0,10"} << QStringList {"0,0 10,0 10,10 0,10"};
    QTest::newRow("rounded to hundredths") << QStringList {"0.004,0 10.006,0 10,10.123456 0,10"} << QStringList {"0,0 10.01,0 10,10.12 0,10"};
}

void TestRegionPolygons::contoursBecomeSimplePolygons()
{
    QFETCH(QStringList, contours);
    QFETCH(QStringList, polygons);
    QCOMPARE(texts(app::joinedContours(lines(contours))), polygons);
}

void TestRegionPolygons::everyPointStaysOnItsSide_data()
{
    QTest::addColumn<QStringList>("contours");
    QTest::newRow("ring") << QStringList {square(0, 10), square(3, 7)};
    QTest::newRow("hole in the notch of a C") << QStringList {"0,0 20,0 20,4 8,4 8,16 20,16 20,20 0,20", "3,9 5,9 5,11 3,11"};
    QTest::newRow("holes at one height") << QStringList {"0,0 30,0 30,10 0,10", "4,4 6,3 8,4 6,5", "12,4 14,3 16,4 14,5", "20,4 22,3 24,4 22,5"};
    QTest::newRow("holes that share a corner's height") << QStringList {"0,0 30,0 30,12 0,12", "4,4 8,2 8,8", "12,4 16,4 14,9"};
    QTest::newRow("holes one above the other") << QStringList {square(0, 20), "4,2 8,2 8,6 4,6", "4,10 8,10 8,14 4,14"};
    QTest::newRow("holes that touch each other") << QStringList {square(0, 20), "4,8 8,4 8,12", "8,8 12,4 12,12"};
    QTest::newRow("island in a hole that touches it") << QStringList {square(0, 20), square(4, 16), "4,10 8,8 8,12"};
    QTest::newRow("three levels, two of each") << QStringList {square(0, 40), square(2, 18), square(4, 16), "22,22 38,22 38,38 22,38", "24,24 36,24 36,36 24,36",
                                                               square(6, 14)};
}

void TestRegionPolygons::everyPointStaysOnItsSide()
{
    QFETCH(QStringList, contours);
    const auto before = lines(contours);
    const auto polygons = app::joinedContours(before);
    double area = 0;
    for (const Polygon& polygon : polygons) {
        QVERIFY(windingArea(polygon) > 0);
        QCOMPARE(app::polygonArea(polygon), windingArea(polygon));
        area += windingArea(polygon);
    }
    int inside = 0;
    for (double y = 0.21; y < 40; y += 0.5)
        for (double x = 0.17; x < 40; x += 0.5) {
            inside += isInside(before, {x, y});
            QVERIFY2(isInside(polygons, {x, y}) == isInside(before, {x, y}), qPrintable(QString("%1,%2").arg(x).arg(y)));
            // Holes run against their outer lines: no polygon overlaps another, so at most one of them holds a point.
            int holding = 0;
            for (const Polygon& polygon : polygons)
                holding += isInside({polygon}, {x, y});
            QCOMPARE(holding, int(isInside(before, {x, y})));
        }
    QVERIFY(std::abs(area - inside * 0.25) < 8);
}

void TestRegionPolygons::mapShapesStayAsTheyAre_data()
{
    QTest::addColumn<inference::AnomalyMap>("map");
    QTest::newRow("ring") << mapOf({".......", ".#####.", ".#...#.", ".#.#.#.", ".#...#.", ".#####.", "......."});
    QTest::newRow("single pixel") << mapOf({"...", ".9.", "..."});
    QTest::newRow("to the border") << mapOf({"##..", "#..#", "...#", "####"});
    QTest::newRow("values at the limit") << mapOf({".....", ".555.", ".5.5.", ".555.", "....."});
    for (unsigned seed = 0; seed < 8; ++seed) {
        std::minstd_rand random(seed + 1);
        inference::AnomalyMap map {24, 18, {}};
        for (int i = 0; i < 24 * 18; ++i)
            map.values.push_back(float(random() % 1000) / 1000.0f);
        QTest::addRow("noise %u", seed) << map;
    }
}

void TestRegionPolygons::mapShapesStayAsTheyAre()
{
    QFETCH(inference::AnomalyMap, map);
    const auto contours = inference::judging::traceContours(map, 0.5f, {map.width * 9, map.height * 7});
    const auto polygons = app::joinedContours(contours);
    int either = 0, both = 0;
    for (int y = 0; y < map.height * 7; ++y)
        for (int x = 0; x < map.width * 9; ++x) {
            // Aside of the places where rounding may decide.
            const Point at {x + 0.5031, y + 0.5017};
            const bool before = isInside(contours, at), after = isInside(polygons, at);
            either += before || after;
            both += before && after;
        }
    QVERIFY(either > 0);
    QVERIFY2(both >= 0.998 * either, qPrintable(QString("%1 of %2").arg(both).arg(either)));
}

void TestRegionPolygons::regionWithoutAreaIsItsBox()
{
    inference::Defect defect;
    defect.box = {4, 6, 2.5, 3};
    defect.contours = lines({"5,7 5,7 5,7 5,7"});
    QCOMPARE(texts(app::regionPolygons(defect)), QStringList {"4,6 6.5,6 6.5,9 4,9"});
    defect.contours = lines({square(4, 6)});
    QCOMPARE(texts(app::regionPolygons(defect)), QStringList {"4,4 6,4 6,6 4,6"});
}

void TestRegionPolygons::boundsAndAreaAreThoseOfThePolygons()
{
    const auto polygons = app::joinedContours(lines({square(2, 12), square(4, 8), square(20, 23)}));
    QCOMPARE(app::boundsOf(polygons), (inference::Rect {2, 2, 21, 21}));
    QCOMPARE(app::boundsOf({}), inference::Rect {});
    QCOMPARE(app::polygonArea(polygons[0]), 100.0 - 16.0);
    QCOMPARE(app::polygonArea(polygons[1]), 9.0);
}

QTEST_GUILESS_MAIN(TestRegionPolygons)
#include "tst_region_polygons.moc"
