#include "core/error.h"
#include "judging/contours.h"

#include <QtTest>

#include "map_text.h"

using namespace inference;

namespace {

/// Area inside a closed line, without sign.
double areaOf(const Contour& contour)
{
    double twice = 0;
    for (std::size_t i = 0; i < contour.size(); ++i) {
        const Point& a = contour[i];
        const Point& b = contour[(i + 1) % contour.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    return std::abs(twice) / 2;
}

QList<double> sortedAreas(const std::vector<Contour>& contours)
{
    QList<double> areas;
    for (const Contour& contour : contours)
        areas.append(areaOf(contour));
    std::sort(areas.begin(), areas.end(), std::greater<>());
    return areas;
}

bool holds(const Contour& contour, Point wanted)
{
    return std::any_of(contour.begin(), contour.end(),
                       [&](const Point& p) { return std::abs(p.x - wanted.x) < 1e-6 && std::abs(p.y - wanted.y) < 1e-6; });
}

/// Value of the map at a point, bilinear between pixel centres, 0 beyond the map.
double valueAt(const AnomalyMap& map, Point point)
{
    const double x = std::clamp(point.x - 0.5, 0.0, map.width - 1.0);
    const double y = std::clamp(point.y - 0.5, 0.0, map.height - 1.0);
    const int x0 = std::min(int(x), map.width - 2);
    const int y0 = std::min(int(y), map.height - 2);
    const double u = x - x0;
    const double v = y - y0;
    return (map.at(x0, y0) * (1 - u) + map.at(x0 + 1, y0) * u) * (1 - v) + (map.at(x0, y0 + 1) * (1 - u) + map.at(x0 + 1, y0 + 1) * u) * v;
}

}  // namespace

class TestContours : public QObject {
    Q_OBJECT

private slots:
    void shapes_data();
    void shapes();
    void crossingsAreInterpolated();
    void bordersAreClosedAlongTheImage();
    void bothScalesAreApplied();
    void pointsLieWhereTheMapCrossesTheLevel();
    void badInputIsRefused();
};

void TestContours::shapes_data()
{
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<QList<double>>("areas");  // at level 0.5 of 0 and 1: lines half way between pixels
    QTest::newRow("nothing") << QStringList {"...", "..."} << QList<double> {};
    QTest::newRow("one pixel is a diamond") << QStringList {"...", ".#.", "..."} << QList<double> {0.5};
    QTest::newRow("a square of four") << QStringList {"....", ".##.", ".##.", "...."} << QList<double> {3.5};
    QTest::newRow("two apart") << QStringList {".....", ".#.#.", "....."} << QList<double> {0.5, 0.5};
    QTest::newRow("a ring has two") << QStringList {".....", ".###.", ".#.#.", ".###.", "....."} << QList<double> {8.5, 0.5};
    QTest::newRow("a dot in a ring is the third")
        << QStringList {".......", ".#####.", ".#...#.", ".#.#.#.", ".#...#.", ".#####.", "......."} << QList<double> {24.5, 8.5, 0.5};
    // joined: two diamonds and the two triangles beside the diagonal
    QTest::newRow("a diagonal is joined") << QStringList {"....", ".#..", "..#.", "...."} << QList<double> {1.5};
    QTest::newRow("the other diagonal too") << QStringList {"....", "..#.", ".#..", "...."} << QList<double> {1.5};
    QTest::newRow("everything, corners cut") << QStringList {"##", "##"} << QList<double> {3.5};
    QTest::newRow("a single pixel that is the map") << QStringList {"#"} << QList<double> {0.5};
}

void TestContours::shapes()
{
    QFETCH(QStringList, rows);
    QFETCH(QList<double>, areas);
    const AnomalyMap map = mapOf(rows);
    QCOMPARE(sortedAreas(judging::traceContours(map, 0.5f, map.size())), areas);
}

void TestContours::crossingsAreInterpolated()
{
    // from 0 to 0.8 the level 0.6 is reached after three quarters of the way
    const AnomalyMap map = mapOf({"...", ".8.", "..."});
    const auto contours = judging::traceContours(map, 0.6f, map.size());
    QCOMPARE(contours.size(), 1u);
    QCOMPARE(contours[0].size(), 4u);
    for (const Point point : {Point {1.25, 1.5}, Point {1.75, 1.5}, Point {1.5, 1.25}, Point {1.5, 1.75}})
        QVERIFY(holds(contours[0], point));
}

void TestContours::bordersAreClosedAlongTheImage()
{
    const AnomalyMap map = mapOf({"##..", "##..", "...."});
    const auto contours = judging::traceContours(map, 0.5f, map.size());
    QCOMPARE(contours.size(), 1u);
    for (const Point point : {Point {0, 0.5}, Point {0.5, 0}, Point {1.5, 0}, Point {2, 0.5}, Point {2, 1.5}, Point {1.5, 2}, Point {0.5, 2}, Point {0, 1.5}})
        QVERIFY(holds(contours[0], point));
    QCOMPARE(contours[0].size(), 8u);
}

void TestContours::bothScalesAreApplied()
{
    const AnomalyMap map = mapOf({"...", ".#.", "..."});
    const auto contours = judging::traceContours(map, 0.5f, {30, 300});
    QCOMPARE(contours.size(), 1u);
    for (const Point point : {Point {10, 150}, Point {20, 150}, Point {15, 100}, Point {15, 200}})
        QVERIFY(holds(contours[0], point));
}

void TestContours::pointsLieWhereTheMapCrossesTheLevel()
{
    AnomalyMap map {40, 30, {}};
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x)
            map.values.push_back(float(0.5 + 0.5 * std::sin(x * 0.4 + 0.2) * std::cos(y * 0.35)));
    const auto contours = judging::traceContours(map, 0.7f, map.size());
    QVERIFY(contours.size() > 4);
    for (const Contour& contour : contours) {
        QVERIFY(contour.size() >= 4);
        for (const Point& point : contour) {
            const bool border = point.x == 0 || point.y == 0 || point.x == map.width || point.y == map.height;
            QVERIFY(border || std::abs(valueAt(map, point) - 0.7) < 1e-5);
        }
    }
}

void TestContours::badInputIsRefused()
{
    QVERIFY_EXCEPTION_THROWN(judging::traceContours({}, 0.5f, {4, 4}), Error);
    QVERIFY_EXCEPTION_THROWN(judging::traceContours(mapOf({"#"}), 0.5f, {4, 0}), Error);
}

QTEST_APPLESS_MAIN(TestContours)
#include "tst_contours.moc"
