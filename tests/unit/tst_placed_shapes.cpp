// Zones where the part lies, and what comes of it when a person changes one there.
#include "widgets/placed_shapes.h"

#include <QtTest>

using namespace widgets;
using inference::Placement;
using inference::Point;

namespace {

const Placement placement {{320, 240}, {30, -20}, 90, 1, true};

ShapeSet drawnShapes()
{
    return {{{"A", {{320, 240}, {330, 240}, {330, 260}}, {}}, {"B", {{10.1, 20.2}, {30.3, 40.4}, {50.5, 20.6}}, {}}}, {{"", {{600, 400}, {640, 400}, {640, 480}}}}, {640, 480}};
}

}  // namespace

class TestPlacedShapes : public QObject {
    Q_OBJECT

private slots:
    void theyLieWhereThePartDoes()
    {
        const ShapeSet seen = placedShapes(drawnShapes(), placement);
        const auto& outline = seen.zones[0].outline;
        const auto near = [](Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y) < 1e-9; };
        QVERIFY(near(outline[0], {350, 220}) && near(outline[1], {350, 230}) && near(outline[2], {330, 230}));
        QCOMPARE(seen.zones[0].name, std::string("A"));
        QCOMPARE(seen.drawnFor, (inference::Size {640, 480}));
    }

    void whatWasntTouchedStaysToTheLastBit()
    {
        const ShapeSet drawn = drawnShapes();
        ShapeSet seen = placedShapes(drawn, placement);
        QCOMPARE(unplacedShapes(seen, drawn, placement).shapes, drawn);
        QCOMPARE(unplacedShapes(seen, drawn, placement).lost, 0);
        // One gone, one renamed, the others in another order.
        seen.zones.erase(seen.zones.begin());
        seen.zones[0].name = "C";
        const ShapeSet changed = unplacedShapes(seen, drawn, placement).shapes;
        QCOMPARE(changed.zones.size(), std::size_t(1));
        QCOMPARE(changed.zones[0].outline, drawn.zones[1].outline);
        QCOMPARE(changed.dontCares, drawn.dontCares);
    }

    void whatWasMovedIsCarriedBack()
    {
        const ShapeSet drawn = drawnShapes();
        ShapeSet seen = placedShapes(drawn, placement);
        for (Point& point : seen.zones[0].outline)
            point.x += 5;  // turned by a quarter: up in the reference picture
        const ShapeSet changed = unplacedShapes(seen, drawn, placement).shapes;
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(std::abs(changed.zones[0].outline[i].x - drawn.zones[0].outline[i].x) < 1e-9);
            QVERIFY(std::abs(changed.zones[0].outline[i].y - (drawn.zones[0].outline[i].y - 5)) < 1e-9);
        }
        QCOMPARE(changed.zones[1], drawn.zones[1]);
    }

    void nothingLeavesThePicture()
    {
        const Placement far {{320, 240}, {200, 100}, 0, 1, true};
        ShapeSet seen;
        seen.drawnFor = {640, 480};
        // A rectangle of which the border cuts off a part, one that lies inside, and one that is cut off altogether.
        const auto rectangle = [](double left, double top, double right, double bottom) -> inference::Polygon {
            return {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
        };
        seen.zones = {{"A", rectangle(100, 150, 300, 300), {}}, {"B", rectangle(300, 200, 310, 220), {}}};
        seen.dontCares = {{"C", rectangle(10, 10, 190, 90)}};
        const CutShapes back = unplacedShapes(seen, {}, far);
        QCOMPARE(back.lost, 1);
        QVERIFY(back.shapes.dontCares.empty());
        QCOMPARE(back.shapes.drawnFor, seen.drawnFor);
        QCOMPARE(back.shapes.zones[1].outline, rectangle(100, 100, 110, 120));
        double left = 640, right = 0, top = 480, bottom = 0;
        for (const Point& point : back.shapes.zones[0].outline) {
            left = std::min(left, point.x);
            right = std::max(right, point.x);
            top = std::min(top, point.y);
            bottom = std::max(bottom, point.y);
        }
        QVERIFY(left == 0 && right == 100 && top == 50 && bottom == 200);
        const CutShapes cut = insidePicture(placedShapes(drawnShapes(), far));
        QCOMPARE(cut.lost, 1);
        QCOMPARE(cut.shapes.zones.size(), std::size_t(2));
        QVERIFY(cut.shapes.dontCares.empty());
    }
};

QTEST_APPLESS_MAIN(TestPlacedShapes)
#include "tst_placed_shapes.moc"
