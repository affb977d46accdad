#include "widgets/shape_set.h"
#include "widgets/shape_snap.h"
#include "widgets/zone_shapes.h"

#include <QtTest>

#include <cmath>

using namespace widgets;
using inference::Point;
using inference::Polygon;

Q_DECLARE_METATYPE(inference::Point)
Q_DECLARE_METATYPE(inference::Polygon)

namespace inference {

char* toString(const Point& point)
{
    return QTest::toString(QString("(%1, %2)").arg(point.x, 0, 'g', 12).arg(point.y, 0, 'g', 12));
}

char* toString(const Polygon& outline)
{
    QString text;
    for (const Point& point : outline)
        text += QString("(%1, %2) ").arg(point.x, 0, 'g', 12).arg(point.y, 0, 'g', 12);
    return QTest::toString(text);
}

}  // namespace inference

namespace {

constexpr inference::Size image {200, 100};
const Polygon square {{10, 10}, {30, 10}, {30, 30}, {10, 30}};
const Polygon bowTie {{0, 0}, {10, 10}, {10, 0}, {0, 10}};

SnapRules rules(double reach, double grid = 1, bool angles = false, std::vector<Point> anchors = {})
{
    return {reach, grid, angles, std::move(anchors), image};
}

}  // namespace

class TestZoneShapes : public QObject {
    Q_OBJECT

private slots:
    void rectangleIsClockwiseFromAnyCorners_data()
    {
        QTest::addColumn<Point>("corner");
        QTest::addColumn<Point>("opposite");
        QTest::newRow("down right") << Point {1, 2} << Point {5, 9};
        QTest::newRow("up left") << Point {5, 9} << Point {1, 2};
        QTest::newRow("up right") << Point {1, 9} << Point {5, 2};
    }
    void rectangleIsClockwiseFromAnyCorners()
    {
        QFETCH(Point, corner);
        QFETCH(Point, opposite);
        QCOMPARE(rectangleOutline(corner, opposite), (Polygon {{1, 2}, {5, 2}, {5, 9}, {1, 9}}));
    }

    void ellipseLiesWithinAQuarterPixelOfTheCurve_data()
    {
        QTest::addColumn<double>("across");
        QTest::addColumn<double>("down");
        QTest::addColumn<int>("vertices");
        QTest::newRow("tiny") << 1.0 << 1.0 << 12;
        QTest::newRow("circle") << 40.0 << 40.0 << 32;  // pi / acos(1 - 0.25 / 40) = 28.1
        QTest::newRow("flat") << 100.0 << 10.0 << 48;   // 44.4
        QTest::newRow("large") << 400.0 << 300.0 << 92; // 88.8
    }
    void ellipseLiesWithinAQuarterPixelOfTheCurve()
    {
        QFETCH(double, across);
        QFETCH(double, down);
        QFETCH(int, vertices);
        const Polygon outline = ellipseOutline({1000 - across, 500 - down}, {1000 + across, 500 + down});
        QCOMPARE(int(outline.size()), vertices);
        QCOMPARE(outline[0], (Point {1000 + across, 500}));
        QCOMPARE(outline[outline.size() / 4], (Point {1000, 500 + down}));
        QCOMPARE(outline[outline.size() / 2], (Point {1000 - across, 500}));
        const double greatest = std::max(across, down);
        for (std::size_t i = 0; i < outline.size(); ++i) {
            const Point a = outline[i];
            const Point b = outline[(i + 1) % outline.size()];
            QVERIFY(std::abs(std::hypot((a.x - 1000) / across, (a.y - 500) / down) - 1) < 1e-12);
            const double middle = std::hypot(((a.x + b.x) / 2 - 1000) / across, ((a.y + b.y) / 2 - 500) / down);
            QVERIFY((1 - middle) * greatest <= 0.25 + 1e-9);
        }
        QVERIFY(!crossesItself(outline));
    }

    void squareStaysInsideTheImage_data()
    {
        QTest::addColumn<Point>("towards");
        QTest::addColumn<Point>("corner");
        QTest::newRow("longer side counts") << Point {70, 55} << Point {70, 70};
        QTest::newRow("up left") << Point {45, 30} << Point {30, 30};
        QTest::newRow("at the lower border") << Point {150, 60} << Point {100, 100};
    }
    void squareStaysInsideTheImage()
    {
        QFETCH(Point, towards);
        QTEST(squareCorner({50, 50}, towards, image), "corner");
    }

    void insideIsEvenOdd_data()
    {
        QTest::addColumn<Polygon>("outline");
        QTest::addColumn<Point>("point");
        QTest::addColumn<bool>("inside");
        QTest::newRow("inside") << square << Point {20, 20} << true;
        QTest::newRow("left") << square << Point {9.9, 20} << false;
        QTest::newRow("below") << square << Point {20, 30.1} << false;
        QTest::newRow("wing") << bowTie << Point {1, 5} << true;
        QTest::newRow("between the wings") << bowTie << Point {5, 1} << false;
        const Polygon twice {{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}, {10, 0}, {10, 10}, {0, 10}};
        QTest::newRow("twice around is outside") << twice << Point {5, 5} << false;
        QTest::newRow("no points") << Polygon {} << Point {0, 0} << false;
    }
    void insideIsEvenOdd()
    {
        QFETCH(Polygon, outline);
        QFETCH(Point, point);
        QTEST(contains(outline, point), "inside");
    }

    void nearestPlacesAreFound()
    {
        const auto vertex = nearestVertex(square, {33, 14});
        QVERIFY(vertex.has_value());
        QCOMPARE(vertex->index, 1);
        QCOMPARE(vertex->distance, 5.0);
        const auto edge = nearestEdge(square, {7, 20});
        QVERIFY(edge.has_value());
        QCOMPARE(edge->index, 3);  // from the last vertex to the first
        QCOMPARE(edge->at, (Point {10, 20}));
        QCOMPARE(edge->distance, 3.0);
        QVERIFY(!nearestVertex({}, {0, 0}).has_value());
        QVERIFY(!nearestEdge({}, {0, 0}).has_value());
    }

    void verticesComeGoAndMove()
    {
        QCOMPARE(withVertex(square, 3, {10, 20}), (Polygon {{10, 10}, {30, 10}, {30, 30}, {10, 30}, {10, 20}}));
        QCOMPARE(withVertex(square, 0, {20, 10}), (Polygon {{10, 10}, {20, 10}, {30, 10}, {30, 30}, {10, 30}}));
        QCOMPARE(withoutVertex(square, 1), (Polygon {{10, 10}, {30, 30}, {10, 30}}));
        const Polygon triangle {{0, 0}, {4, 0}, {0, 4}};
        QCOMPARE(withoutVertex(triangle, 1), triangle);
        QCOMPARE(withMovedVertex(triangle, 2, {1, 7}), (Polygon {{0, 0}, {4, 0}, {1, 7}}));
        QCOMPARE(moved(triangle, {2, -1}), (Polygon {{2, -1}, {6, -1}, {2, 3}}));
        QCOMPARE(boundsOf(square), (inference::Rect {10, 10, 20, 20}));
    }

    void aMoveEndsAtTheBorder_data()
    {
        QTest::addColumn<Polygon>("outline");
        QTest::addColumn<Point>("by");
        QTest::addColumn<Point>("allowed");
        QTest::newRow("free") << square << Point {5, -5} << Point {5, -5};
        QTest::newRow("left and up") << square << Point {-50, -7} << Point {-10, -7};
        QTest::newRow("right and down") << square << Point {500, 500} << Point {170, 70};
        const Polygon outside {{-20, 10}, {30, 10}, {30, 30}};
        QTest::newRow("not further out") << outside << Point {-5, 0} << Point {0, 0};
        QTest::newRow("may come in") << outside << Point {15, 0} << Point {15, 0};
    }
    void aMoveEndsAtTheBorder()
    {
        QFETCH(Polygon, outline);
        QFETCH(Point, by);
        QTEST(moveInside(outline, by, image), "allowed");
    }

    void clippingKeepsWhatIsInside()
    {
        QCOMPARE(clipped(square, {0, 0, 200, 100}), square);
        QVERIFY(clipped(square, {50, 50, 10, 10}).empty());
        const Polygon cut = clipped(square, {20, 0, 100, 20});
        QCOMPARE(boundsOf(cut), (inference::Rect {20, 10, 10, 10}));
        QVERIFY(contains(cut, {25, 15}));
        QCOMPARE(clipped({{-100, 50}, {100, -150}, {300, 50}, {100, 250}}, {90, 40, 20, 20}).size(), std::size_t(4));
    }

    void crossingOutlinesAreFound_data()
    {
        QTest::addColumn<Polygon>("outline");
        QTest::addColumn<bool>("crosses");
        QTest::newRow("square") << square << false;
        QTest::newRow("triangle") << Polygon {{0, 0}, {4, 0}, {0, 4}} << false;
        QTest::newRow("concave") << Polygon {{0, 0}, {10, 0}, {5, 5}, {10, 10}, {0, 10}} << false;
        QTest::newRow("bow tie") << bowTie << true;
        QTest::newRow("a corner on an edge") << Polygon {{0, 0}, {10, 0}, {10, 10}, {5, 0}, {0, 10}} << true;
        QTest::newRow("a spike") << Polygon {{0, 0}, {10, 0}, {5, 0}, {5, 10}} << true;
        QTest::newRow("straight on is no spike") << Polygon {{0, 0}, {5, 0}, {10, 0}, {5, 10}} << false;
        QTest::newRow("the same point twice") << Polygon {{0, 0}, {10, 0}, {10, 0}, {5, 10}} << true;
    }
    void crossingOutlinesAreFound()
    {
        QFETCH(Polygon, outline);
        QTEST(crossesItself(outline), "crosses");
    }

    void anOpenLineTellsWhereItWouldCross_data()
    {
        QTest::addColumn<Point>("next");
        QTest::addColumn<bool>("crosses");
        QTest::newRow("away") << Point {-5, 5} << false;
        QTest::newRow("through the first edge") << Point {5, -5} << true;
        QTest::newRow("back along itself") << Point {8, 10} << true;
        QTest::newRow("onto itself") << Point {5, 10} << true;
    }
    void anOpenLineTellsWhereItWouldCross()
    {
        QFETCH(Point, next);
        QTEST(wouldCross({{0, 0}, {10, 0}, {10, 10}, {5, 10}}, next), "crosses");
        QVERIFY(!wouldCross({}, next));
    }

    void placesSnap_data()
    {
        QTest::addColumn<Point>("wanted");
        QTest::addColumn<double>("reach");
        QTest::addColumn<Point>("at");
        QTest::addColumn<bool>("caught");
        QTest::newRow("free, to the grid") << Point {60.4, 50.6} << 4.0 << Point {60, 51} << false;
        QTest::newRow("vertex before edge") << Point {32, 31} << 4.0 << Point {30, 30} << true;
        QTest::newRow("edge") << Point {32.5, 20.25} << 4.0 << Point {30, 20.25} << true;
        QTest::newRow("left border") << Point {2, 50.5} << 4.0 << Point {0, 50.5} << true;
        QTest::newRow("corner of the image") << Point {198, 97} << 4.0 << Point {200, 100} << true;
        QTest::newRow("out of reach") << Point {35, 20} << 4.0 << Point {35, 20} << false;
        QTest::newRow("switched off") << Point {31, 31} << 0.0 << Point {31, 31} << false;
        QTest::newRow("outside, switched off") << Point {-40, 120} << 0.0 << Point {0, 100} << false;
    }
    void placesSnap()
    {
        QFETCH(Point, wanted);
        QFETCH(double, reach);
        const Snapped snapped = snapPoint(wanted, snapTargets({square}, image), rules(reach));
        QTEST(snapped.at, "at");
        QTEST(snapped.caught, "caught");
    }

    void anglesAreStepsOf45Degrees_data()
    {
        QTest::addColumn<Point>("wanted");
        QTest::addColumn<double>("reach");
        QTest::addColumn<Point>("at");
        QTest::newRow("level") << Point {92, 54} << 0.0 << Point {92, 50};
        QTest::newRow("upright") << Point {63, 20} << 0.0 << Point {60, 20};
        QTest::newRow("down right") << Point {81, 69} << 0.0 << Point {80, 70};
        QTest::newRow("up left") << Point {41, 29} << 0.0 << Point {40, 30};
        QTest::newRow("slides to an edge it crosses") << Point {32, 51} << 4.0 << Point {30, 50};
        QTest::newRow("stops at the border") << Point {260, 150} << 0.0 << Point {110, 100};
    }
    void anglesAreStepsOf45Degrees()
    {
        QFETCH(Point, wanted);
        QFETCH(double, reach);
        const Polygon wall {{10, 40}, {30, 40}, {30, 60}, {10, 60}};
        QTEST(snapPoint(wanted, snapTargets({wall}, image), rules(reach, 1, true, {{60, 50}})).at, "at");
    }

    void theNearerAnchorCounts()
    {
        const SnapRules how = rules(0, 1, true, {{0, 0}, {100, 40}});
        QCOMPARE(snapPoint({70, 42}, {}, how).at, (Point {70, 40}));
        QCOMPARE(snapPoint({52, 49}, {}, how).at, (Point {51, 51}));
    }

    void wholeShapesSnap_data()
    {
        QTest::addColumn<Point>("by");
        QTest::addColumn<bool>("angles");
        QTest::addColumn<Point>("moved");
        QTest::newRow("free") << Point {31.4, 20.2} << false << Point {31, 20};
        QTest::newRow("corner to corner") << Point {48, 31} << false << Point {50, 30};  // (30, 10) on (80, 40)
        QTest::newRow("to the border") << Point {-8, 35} << false << Point {-10, 35};
        QTest::newRow("level") << Point {31, 6} << true << Point {31, 0};
        QTest::newRow("never outside") << Point {-70, -70} << false << Point {-10, -10};
    }
    void wholeShapesSnap()
    {
        QFETCH(Point, by);
        QFETCH(bool, angles);
        const Polygon other {{80, 40}, {120, 40}, {120, 90}};
        QTEST(snapMove(square, by, snapTargets({other}, image), rules(4, 1, angles)), "moved");
    }

    void theGridIsWhatAPersonCanAimAt_data()
    {
        QTest::addColumn<double>("zoom");
        QTest::addColumn<double>("grid");
        QTest::newRow("far out") << 0.1 << 1.0;
        QTest::newRow("1:1") << 1.0 << 1.0;
        QTest::newRow("twofold") << 2.0 << 0.5;
        QTest::newRow("threefold") << 3.0 << 0.25;
        QTest::newRow("greatest") << 64.0 << 1.0 / 64;
    }
    void theGridIsWhatAPersonCanAimAt()
    {
        QFETCH(double, zoom);
        QTEST(aimGrid(zoom), "grid");
    }

    void shapesAreStretchedToAnotherImage()
    {
        ShapeSet shapes;
        shapes.drawnFor = {100, 50};
        shapes.zones.push_back({"A", {{10, 10}, {20, 10}, {20, 25}}, {}});
        const ShapeSet wide = stretchedTo(shapes, {200, 200});
        QCOMPARE(wide.zones[0].outline, (Polygon {{20, 40}, {40, 40}, {40, 100}}));
        QCOMPARE(wide.drawnFor, (inference::Size {200, 200}));
        QCOMPARE(stretchedTo(shapes, {}), shapes);
        shapes.drawnFor = {};
        QCOMPARE(stretchedTo(shapes, {200, 200}).zones[0].outline, shapes.zones[0].outline);
    }

    void setsChangeByWholeShapes()
    {
        ShapeSet shapes;
        shapes.drawnFor = image;
        inference::RegionRule rule;
        rule.failLimit = 0.9f;
        QCOMPARE(addShape(shapes, ShapeKind::Zone, square, rule), (ShapeId {ShapeKind::Zone, 0}));
        addShape(shapes, ShapeKind::Zone, square, {});
        addShape(shapes, ShapeKind::DontCare, square, {});
        QCOMPARE(shapes.zones[0].rule, rule);
        QCOMPARE(nameOf(shapes, {ShapeKind::Zone, 1}), QString("Zone 2"));
        QCOMPARE(nameOf(shapes, {ShapeKind::DontCare, 0}), QString("Don't care 1"));

        renameShape(shapes, {ShapeKind::Zone, 0}, "  Hub ");
        renameShape(shapes, {ShapeKind::Zone, 1}, "   ");
        renameShape(shapes, {ShapeKind::DontCare, 0}, "");
        QCOMPARE(shapes.zones[0].name, std::string("Hub"));
        QCOMPARE(shapes.zones[1].name, std::string("Zone 2"));
        QCOMPARE(shapes.dontCares[0].name, std::string());

        QCOMPARE(duplicateShape(shapes, {ShapeKind::Zone, 0}), (ShapeId {ShapeKind::Zone, 1}));
        QCOMPARE(nameOf(shapes, {ShapeKind::Zone, 1}), QString("Zone 1"));
        QCOMPARE(shapes.zones[1].outline, moved(square, {16, 16}));
        QCOMPARE(shapes.zones[1].rule, rule);

        QCOMPARE(reorderShape(shapes, {ShapeKind::Zone, 0}, 5), (ShapeId {ShapeKind::Zone, 2}));
        QCOMPARE(nameOf(shapes, {ShapeKind::Zone, 0}) + nameOf(shapes, {ShapeKind::Zone, 2}), QString("Zone 1Hub"));
        QCOMPARE(reorderShape(shapes, {ShapeKind::Zone, 2}, -1), (ShapeId {ShapeKind::Zone, 1}));
        QCOMPARE(nameOf(shapes, {ShapeKind::Zone, 1}), QString("Hub"));

        QCOMPARE(removeShape(shapes, {ShapeKind::Zone, 2}), (ShapeId {ShapeKind::Zone, 1}));
        QVERIFY(removeShape(shapes, {ShapeKind::DontCare, 0}).isNone());
    }

    void aCopyNeverHidesItsShape()
    {
        ShapeSet shapes;
        shapes.drawnFor = image;
        addShape(shapes, ShapeKind::DontCare, moved(square, {170, 70}), {});
        duplicateShape(shapes, {ShapeKind::DontCare, 0});
        QCOMPARE(shapes.dontCares[1].outline, moved(square, {154, 54}));
    }
};

QTEST_GUILESS_MAIN(TestZoneShapes)
#include "tst_zone_shapes.moc"
