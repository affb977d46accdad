#include "shape_tools.h"

#include <QSignalSpy>

using namespace widgets;
using namespace shapes;
using inference::Point;
using inference::Polygon;

namespace {

const Polygon square {{320, 240}, {400, 240}, {400, 320}, {320, 320}};
const Polygon triangle {{420, 240}, {480, 240}, {420, 320}};

}  // namespace

class TestZoneTool : public QObject {
    Q_OBJECT

    struct Desk {
        Canvas canvas;
        QSignalSpy edited {&canvas, &Canvas::shapesEdited};
        QSignalSpy selected {&canvas, &Canvas::shapeSelected};
        QSignalSpy mode {&canvas, &Canvas::zoneToolChanged};

        explicit Desk(double zoom = 1)
        {
            canvas.resize(640, 480);
            canvas.show();
            canvas.setImage(grey());
            look(zoom);
        }
        /// `zoom` with image point (400, 300) in the middle.
        void look(double zoom)
        {
            ViewTransform leader = canvas.view();
            leader.zoomTo(zoom, leader.viewportCentre());
            leader.centreOn({400, 300});
            canvas.follow(leader);
        }
        QPoint at(double x, double y) const { return ::shapes::at(canvas, x, y); }
        void clickAt(double x, double y, Qt::KeyboardModifiers modifiers = {}) { click(canvas, at(x, y), modifiers); }
        void dragFrom(Point from, Point to, Qt::KeyboardModifiers modifiers = {})
        {
            drag(canvas, at(from.x, from.y), at(to.x, to.y), modifiers);
        }
        void edit(const ShapeSet& shapes, ShapeId chosen = {})
        {
            canvas.setShapes(shapes);
            canvas.setZoneTool(ZoneMode::Select);
            canvas.setSelectedShape(chosen);
        }
        bool key(int code, Qt::KeyboardModifiers modifiers = {}, QEvent::Type type = QEvent::KeyPress, bool repeated = false)
        {
            QKeyEvent event(type, code, modifiers, {}, repeated);
            QCoreApplication::sendEvent(&canvas, &event);
            return event.isAccepted();
        }
        ShapeSet last() const { return edited.last()[0].value<ShapeSet>(); }
        Polygon zone(int index = 0) const { return last().zones.at(std::size_t(index)).outline; }
    };

    static constexpr ShapeId zoneAt(int index) { return {ShapeKind::Zone, index}; }
    static constexpr ShapeId dontCareAt(int index) { return {ShapeKind::DontCare, index}; }

    static void addZooms()
    {
        QTest::addColumn<double>("zoom");
        QTest::newRow("half") << 0.5;
        QTest::newRow("1:1") << 1.0;
        QTest::newRow("twofold") << 2.0;
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aDraggedRectangleIsOneZone_data() { addZooms(); }
    void aDraggedRectangleIsOneZone()
    {
        QFETCH(double, zoom);
        Desk desk(zoom);
        inference::RegionRule rule;
        rule.failLimit = 0.8f;
        desk.canvas.setNewZoneRule(rule);
        desk.canvas.setZoneTool(ZoneMode::Rectangle);
        desk.dragFrom({500, 380}, {300, 220});
        QCOMPARE(desk.edited.size(), 1);
        QCOMPARE(desk.zone(), (Polygon {{300, 220}, {500, 220}, {500, 380}, {300, 380}}));
        QCOMPARE(desk.last().zones[0].name, std::string("Zone 1"));
        QCOMPARE(desk.last().zones[0].rule, rule);
        QCOMPARE(desk.last().drawnFor, (inference::Size {800, 600}));
        QCOMPARE(desk.canvas.selectedShape(), zoneAt(0));
        QCOMPARE(desk.selected.size(), 1);
        QCOMPARE(desk.canvas.zoneTool(), ZoneMode::Select);
        QCOMPARE(desk.mode.size(), 1);
    }

    void shiftMakesSquaresAndCircles()
    {
        Desk desk;
        desk.canvas.setZoneTool(ZoneMode::Rectangle);
        desk.dragFrom({300, 220}, {380, 250}, Qt::ShiftModifier);
        QCOMPARE(desk.zone(), (Polygon {{300, 220}, {380, 220}, {380, 300}, {300, 300}}));
        desk.canvas.setZoneTool(ZoneMode::Ellipse, ShapeKind::DontCare);
        desk.dragFrom({420, 300}, {480, 320}, Qt::ShiftModifier);
        QCOMPARE(desk.edited.size(), 2);
        const Polygon circle = desk.last().dontCares.at(0).outline;
        QCOMPARE(int(circle.size()), 28);  // pi / acos(1 - 0.25 / 30) = 24.3
        QCOMPARE(circle[0].x, 480.0);
        QCOMPARE(circle[0].y, 330.0);
        QCOMPARE(circle[7].x, 450.0);
        QCOMPARE(circle[7].y, 360.0);
        QCOMPARE(desk.last().dontCares[0].name, std::string("Don't care 1"));
    }

    void noMoreZonesThanARecipeHas()
    {
        const std::vector<Polygon> most(inference::mostZones, Polygon {{10, 10}, {30, 10}, {30, 30}});
        Desk desk;
        desk.canvas.setShapes(setOf(most));
        for (const ZoneMode mode : {ZoneMode::Rectangle, ZoneMode::Ellipse}) {
            desk.canvas.setZoneTool(mode);
            desk.dragFrom({300, 220}, {500, 380});
        }
        QCOMPARE(desk.edited.size(), 0);
        desk.canvas.setZoneTool(ZoneMode::Rectangle, ShapeKind::DontCare);
        desk.dragFrom({300, 220}, {500, 380});
        QCOMPARE(desk.edited.size(), 1);

        ZoneTool tool;
        tool.setImageSize({800, 600});
        tool.setShapes(setOf(most));
        tool.setMode(ZoneMode::Polygon);
        QVERIFY2(tool.hint().contains("254"), qPrintable(tool.hint()));
        ShapeSet full = setOf(most);
        QVERIFY(addShape(full, ShapeKind::Zone, most.front(), {}).isNone());
        QCOMPARE(duplicateShape(full, zoneAt(7)), zoneAt(7));
        QCOMPARE(full, setOf(most));
    }

    void aTinyDragDrawsNothing()
    {
        Desk desk;
        desk.canvas.setZoneTool(ZoneMode::Rectangle);
        desk.clickAt(300, 220);
        desk.dragFrom({300, 220}, {340, 220});
        QCOMPARE(desk.edited.size(), 0);
        QCOMPARE(desk.canvas.zoneTool(), ZoneMode::Rectangle);
    }

    void clicksDrawAPolygon_data()
    {
        QTest::addColumn<double>("zoom");
        QTest::addColumn<int>("end");
        for (const double zoom : {0.5, 1.0, 2.0}) {
            QTest::addRow("Enter at %g", zoom) << zoom << 0;
            QTest::addRow("first point at %g", zoom) << zoom << 1;
            QTest::addRow("double click at %g", zoom) << zoom << 2;
        }
    }
    void clicksDrawAPolygon()
    {
        QFETCH(double, zoom);
        QFETCH(int, end);
        Desk desk(zoom);
        desk.canvas.setZoneTool(ZoneMode::Polygon);
        for (const Point point : Polygon {{320, 240}, {480, 240}, {480, 360}, {320, 300}})
            desk.clickAt(point.x, point.y);
        QCOMPARE(desk.edited.size(), 0);
        if (end == 0)
            QTest::keyClick(&desk.canvas, Qt::Key_Return);
        else if (end == 1)
            desk.clickAt(322, 242);
        else
            QTest::mouseDClick(&desk.canvas, Qt::LeftButton, {}, desk.at(320, 300));
        QCOMPARE(desk.edited.size(), 1);
        QCOMPARE(desk.zone(), (Polygon {{320, 240}, {480, 240}, {480, 360}, {320, 300}}));
        QCOMPARE(desk.canvas.zoneTool(), ZoneMode::Select);
    }

    void aDrawingCanBeTakenBackAndGivenUp()
    {
        Desk desk;
        desk.canvas.setZoneTool(ZoneMode::Polygon);
        desk.clickAt(300, 220);
        desk.clickAt(400, 220);
        desk.clickAt(450, 300);
        QVERIFY(desk.key(Qt::Key_Backspace));
        desk.clickAt(400, 350);
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.zone(), (Polygon {{300, 220}, {400, 220}, {400, 350}}));
        desk.canvas.setZoneTool(ZoneMode::Polygon);
        desk.clickAt(420, 220);
        desk.clickAt(500, 220);
        QVERIFY(desk.key(Qt::Key_Return));  // two points are no polygon
        QVERIFY(desk.key(Qt::Key_Escape));
        QVERIFY(!desk.key(Qt::Key_Return));
        QCOMPARE(desk.canvas.zoneTool(), ZoneMode::Polygon);
        QVERIFY(desk.key(Qt::Key_Escape));
        QCOMPARE(desk.canvas.zoneTool(), ZoneMode::Select);
        QCOMPARE(desk.edited.size(), 1);
    }

    void aLineDoesNotCrossItself()
    {
        Desk desk;
        desk.canvas.setZoneTool(ZoneMode::Polygon);
        for (const Point point : Polygon {{300, 220}, {400, 220}, {400, 300}, {350, 300}})
            desk.clickAt(point.x, point.y);
        desk.clickAt(350, 180);  // would cross the first line
        QCOMPARE(desk.canvas.cursor().shape(), Qt::ForbiddenCursor);
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.zone(), (Polygon {{300, 220}, {400, 220}, {400, 300}, {350, 300}}));
    }

    void shiftDrawsIn45Degrees()
    {
        Desk desk;
        desk.canvas.setZoneTool(ZoneMode::Polygon);
        desk.clickAt(300, 240);
        desk.clickAt(400, 247, Qt::ShiftModifier);
        desk.clickAt(461, 299, Qt::ShiftModifier);
        desk.key(Qt::Key_Enter, Qt::KeypadModifier);
        QCOMPARE(desk.zone(), (Polygon {{300, 240}, {400, 240}, {460, 300}}));
    }

    void drawingSnapsToOtherShapesButNotWithAlt()
    {
        Desk desk;
        desk.canvas.setShapes(setOf({square}));
        desk.canvas.setZoneTool(ZoneMode::Rectangle, ShapeKind::DontCare);
        desk.dragFrom({404, 323}, {480, 360});
        QCOMPARE(desk.last().dontCares.at(0).outline, (Polygon {{400, 320}, {480, 320}, {480, 360}, {400, 360}}));
        desk.canvas.setZoneTool(ZoneMode::Rectangle, ShapeKind::DontCare);
        desk.dragFrom({404, 235}, {480, 180}, Qt::AltModifier);
        QCOMPARE(desk.last().dontCares.at(1).outline, (Polygon {{404, 180}, {480, 180}, {480, 235}, {404, 235}}));
    }

    void aVertexFollowsTheMouse_data() { addZooms(); }
    void aVertexFollowsTheMouse()
    {
        QFETCH(double, zoom);
        Desk desk(zoom);
        desk.edit(setOf({triangle, square}), zoneAt(1));
        desk.dragFrom({320, 320}, {300, 360});
        QCOMPARE(desk.edited.size(), 1);
        QCOMPARE(desk.zone(1), (Polygon {{320, 240}, {400, 240}, {400, 320}, {300, 360}}));
        QCOMPARE(desk.zone(0), triangle);
    }

    void aDragIsShownLiveAndEscEndsIt()
    {
        Desk desk;
        desk.edit(setOf({square}), zoneAt(0));
        QTest::mousePress(&desk.canvas, Qt::LeftButton, {}, desk.at(400, 320));
        mouseMove(desk.canvas, desk.at(450, 350), Qt::LeftButton);
        QCOMPARE(desk.canvas.shapes().zones[0].outline[2], (Point {450, 350}));
        desk.canvas.setShapes(setOf({square}));  // as the owner has them: the drag goes on
        QCOMPARE(desk.canvas.shapes().zones[0].outline[2], (Point {450, 350}));
        QVERIFY(desk.key(Qt::Key_Escape));
        QCOMPARE(desk.canvas.shapes().zones[0].outline, square);
        mouseMove(desk.canvas, desk.at(460, 350), Qt::LeftButton);
        QTest::mouseRelease(&desk.canvas, Qt::LeftButton, {}, desk.at(460, 350));
        QCOMPARE(desk.canvas.shapes().zones[0].outline, square);
        QCOMPARE(desk.edited.size(), 0);
    }

    void aVertexStopsBeforeTheOutlineCrossesItself()
    {
        Desk desk;
        desk.edit(setOf({square}), zoneAt(0));
        QTest::mousePress(&desk.canvas, Qt::LeftButton, {}, desk.at(320, 240));
        mouseMove(desk.canvas, desk.at(380, 250), Qt::LeftButton);
        mouseMove(desk.canvas, desk.at(440, 300), Qt::LeftButton);  // beyond the right edge
        QCOMPARE(desk.canvas.cursor().shape(), Qt::ForbiddenCursor);
        QTest::mouseRelease(&desk.canvas, Qt::LeftButton, {}, desk.at(440, 300));
        QCOMPARE(desk.zone(), (Polygon {{380, 250}, {400, 240}, {400, 320}, {320, 320}}));
    }

    void aDoubleClickOnAnEdgeAddsAPoint_data() { addZooms(); }
    void aDoubleClickOnAnEdgeAddsAPoint()
    {
        QFETCH(double, zoom);
        Desk desk(zoom);
        desk.edit(setOf({square}), zoneAt(0));
        desk.clickAt(360, 320);
        QTest::mouseDClick(&desk.canvas, Qt::LeftButton, {}, desk.at(360, 320));
        QCOMPARE(desk.edited.size(), 1);
        QCOMPARE(desk.zone(), (Polygon {{320, 240}, {400, 240}, {400, 320}, {360, 320}, {320, 320}}));
        QVERIFY(!desk.canvas.view().isFit());  // the double click was not the canvas'
        desk.key(Qt::Key_Delete);              // the new point is the selected one
        QCOMPARE(desk.zone(), square);
    }

    void deleteTakesThePointOrTheShape()
    {
        Desk desk;
        desk.edit(setOf({square}, {triangle}), zoneAt(0));
        desk.clickAt(400, 320);
        QVERIFY(desk.key(Qt::Key_Delete));
        QCOMPARE(desk.zone(), (Polygon {{320, 240}, {400, 240}, {320, 320}}));
        desk.clickAt(320, 320);
        QVERIFY(desk.key(Qt::Key_Delete));  // three points stay three
        QCOMPARE(desk.edited.size(), 1);
        QVERIFY(desk.key(Qt::Key_Escape));
        QVERIFY(desk.key(Qt::Key_Delete));
        QCOMPARE(desk.edited.size(), 2);
        QVERIFY(desk.last().zones.empty());
        QCOMPARE(desk.last().dontCares.size(), std::size_t(1));
        QVERIFY(desk.canvas.selectedShape().isNone());
        QVERIFY(desk.selected.last()[0].value<ShapeId>().isNone());
        QVERIFY(!desk.key(Qt::Key_Delete));
    }

    void aDragInsideMovesTheShape_data() { addZooms(); }
    void aDragInsideMovesTheShape()
    {
        QFETCH(double, zoom);
        Desk desk(zoom);
        desk.edit(setOf({square}));
        desk.dragFrom({360, 280}, {420, 300});
        QCOMPARE(desk.edited.size(), 1);
        QCOMPARE(desk.zone(), (Polygon {{380, 260}, {460, 260}, {460, 340}, {380, 340}}));
        QCOMPARE(desk.canvas.selectedShape(), zoneAt(0));
    }

    void aShapeStaysInsideTheImage()
    {
        Desk desk(0.5);
        desk.edit(setOf({square}), zoneAt(0));
        desk.dragFrom({360, 280}, {-100, 290});
        QCOMPARE(desk.zone(), (Polygon {{0, 250}, {80, 250}, {80, 330}, {0, 330}}));
    }

    void aMovedShapeSnapsToAnother()
    {
        Desk desk;
        desk.edit(setOf({square, triangle}), zoneAt(0));
        desk.dragFrom({360, 280}, {377, 283});  // its corner (400, 240) comes to (417, 243): beside (420, 240)
        QCOMPARE(desk.zone(), (Polygon {{340, 240}, {420, 240}, {420, 320}, {340, 320}}));
    }

    void arrowsNudge_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("shift");
        QTest::addColumn<int>("vertex");
        QTest::addColumn<Polygon>("outline");
        QTest::newRow("right") << int(Qt::Key_Right) << false << -1 << Polygon {{321, 240}, {401, 240}, {401, 320}, {321, 320}};
        QTest::newRow("up by ten") << int(Qt::Key_Up) << true << -1 << Polygon {{320, 230}, {400, 230}, {400, 310}, {320, 310}};
        QTest::newRow("one point") << int(Qt::Key_Down) << true << 2 << Polygon {{320, 240}, {400, 240}, {400, 330}, {320, 320}};
    }
    void arrowsNudge()
    {
        QFETCH(int, code);
        QFETCH(bool, shift);
        QFETCH(int, vertex);
        Desk desk;
        desk.edit(setOf({square}), zoneAt(0));
        if (vertex >= 0)
            desk.clickAt(square[std::size_t(vertex)].x, square[std::size_t(vertex)].y);
        QTest::keyClick(&desk.canvas, Qt::Key(code), shift ? Qt::ShiftModifier : Qt::NoModifier);
        QCOMPARE(desk.edited.size(), 1);
        QTEST(desk.zone(), "outline");
    }

    void aHeldArrowIsOneStepToUndo()
    {
        Desk desk;
        desk.edit(setOf({square}), zoneAt(0));
        desk.key(Qt::Key_Left);
        for (int i = 0; i < 4; ++i) {
            desk.key(Qt::Key_Left, {}, QEvent::KeyRelease, true);
            desk.key(Qt::Key_Left, {}, QEvent::KeyPress, true);
        }
        QCOMPARE(desk.canvas.shapes().zones[0].outline[0], (Point {315, 240}));
        QCOMPARE(desk.edited.size(), 0);
        desk.key(Qt::Key_Left, {}, QEvent::KeyRelease);
        QCOMPARE(desk.edited.size(), 1);
        QCOMPARE(desk.zone(), (Polygon {{315, 240}, {395, 240}, {395, 320}, {315, 320}}));
    }

    void keysAreLeftToTheWindowWhereNothingIsSelected()
    {
        Desk desk;
        desk.edit(setOf({square}));
        for (const int code : {Qt::Key_Left, Qt::Key_Delete, Qt::Key_Escape, Qt::Key_Return}) {
            QVERIFY(!desk.key(code));
            QVERIFY(!desk.key(code, {}, QEvent::KeyRelease));
        }
        desk.canvas.setSelectedShape(zoneAt(0));
        QKeyEvent claim(QEvent::ShortcutOverride, Qt::Key_Left, Qt::NoModifier);
        claim.ignore();
        QCoreApplication::sendEvent(&desk.canvas, &claim);
        QVERIFY(claim.isAccepted());  // wins over the window's "previous part"
        QCOMPARE(desk.edited.size(), 0);
    }

    void aClickSelectsTheTopShapeAndASecondTheOneBelow()
    {
        Desk desk;
        const Polygon large {{300, 200}, {500, 200}, {500, 400}, {300, 400}};
        desk.edit(setOf({square, large}, {square}));
        desk.clickAt(360, 280);
        QCOMPARE(desk.canvas.selectedShape(), dontCareAt(0));
        desk.clickAt(360, 280);
        QCOMPARE(desk.canvas.selectedShape(), zoneAt(1));
        desk.clickAt(360, 280);
        QCOMPARE(desk.canvas.selectedShape(), zoneAt(0));
        desk.clickAt(360, 280);
        QCOMPARE(desk.canvas.selectedShape(), dontCareAt(0));
        QCOMPARE(desk.selected.size(), 4);
        desk.clickAt(600, 280);
        QVERIFY(desk.canvas.selectedShape().isNone());
        QCOMPARE(desk.edited.size(), 0);
    }

    void cursorsTellWhatADragWouldDo()
    {
        Desk desk;
        desk.edit(setOf({square}), zoneAt(0));
        const auto shapeAt = [&](double x, double y) {
            mouseMove(desk.canvas, desk.at(x, y));
            return desk.canvas.cursor().shape();
        };
        QCOMPARE(shapeAt(320, 240), Qt::OpenHandCursor);
        QCOMPARE(shapeAt(360, 280), Qt::SizeAllCursor);
        QCOMPARE(shapeAt(600, 280), Qt::ArrowCursor);
        desk.canvas.setSelectedShape({});
        QCOMPARE(shapeAt(360, 280), Qt::PointingHandCursor);
        desk.canvas.setZoneTool(ZoneMode::Ellipse);
        QCOMPARE(shapeAt(600, 280), Qt::CrossCursor);
        desk.canvas.setZoneTool(ZoneMode::Off);
        QCOMPARE(shapeAt(360, 280), Qt::ArrowCursor);
    }

    void shapesOfAnotherSizeAreStretchedAndWrittenInThisOne()
    {
        Desk desk;
        desk.edit(setOf({{{160, 120}, {200, 120}, {200, 160}, {160, 160}}}, {}, {400, 300}), zoneAt(0));
        QCOMPARE(desk.canvas.shapes().zones[0].outline, square);
        desk.dragFrom({400, 320}, {440, 360});
        QCOMPARE(desk.zone(), (Polygon {{320, 240}, {400, 240}, {440, 360}, {320, 320}}));
        QCOMPARE(desk.last().drawnFor, (inference::Size {800, 600}));
        desk.canvas.setImage(grey({400, 300}));
        QCOMPARE(desk.canvas.shapes().zones[0].outline, (Polygon {{160, 120}, {200, 120}, {220, 180}, {160, 160}}));
    }

    void anotherPictureOfTheSameSizeLeavesADrawingAlone_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("edits");
        QTest::newRow("same size, as from a camera") << imageSize << 1;
        QTest::newRow("another size") << QSize(801, 600) << 0;
    }
    void anotherPictureOfTheSameSizeLeavesADrawingAlone()
    {
        QFETCH(QSize, size);
        Desk desk;
        desk.canvas.setZoneTool(ZoneMode::Polygon);
        for (const Point point : triangle)
            desk.clickAt(point.x, point.y);
        desk.canvas.setImage(grey(size, 140));
        desk.key(Qt::Key_Return);
        QTEST(int(desk.edited.size()), "edits");
    }

    void offTheCanvasIsAsBefore()
    {
        Desk desk;
        desk.canvas.setShapes(setOf({square}));
        const QPointF before = desk.canvas.view().toWidget(QPointF(0, 0));
        desk.dragFrom({360, 280}, {380, 290});
        QCOMPARE(desk.canvas.view().toWidget(QPointF(0, 0)) - before, QPointF(20, 10));
        QVERIFY(!desk.key(Qt::Key_Left));
        QCOMPARE(desk.edited.size() + desk.selected.size(), 0);
    }

    void besideShapesTheCanvasPans()
    {
        Desk desk;
        desk.edit(setOf({square}), zoneAt(0));
        const QPointF before = desk.canvas.view().toWidget(QPointF(0, 0));
        desk.dragFrom({560, 280}, {580, 290});
        QCOMPARE(desk.canvas.view().toWidget(QPointF(0, 0)) - before, QPointF(20, 10));
        QTest::mousePress(&desk.canvas, Qt::MiddleButton, {}, desk.at(360, 280));
        mouseMove(desk.canvas, desk.at(360, 280) - QPoint(20, 10), Qt::MiddleButton);
        QTest::mouseRelease(&desk.canvas, Qt::MiddleButton, {}, desk.at(360, 280));
        QCOMPARE(desk.canvas.view().toWidget(QPointF(0, 0)), before);
        QCOMPARE(desk.edited.size(), 0);
    }

    void hintsSayWhatCanBeDone()
    {
        ZoneTool tool;
        QVERIFY(tool.hint().isEmpty());
        tool.setImageSize({800, 600});
        tool.setMode(ZoneMode::Select);
        const QString nothing = tool.hint();
        tool.setShapes(setOf({square}));
        const QString choose = tool.hint();
        tool.setSelected({ShapeKind::Zone, 0});
        QSet<QString> all {nothing, choose, tool.hint()};
        for (const ZoneMode mode : {ZoneMode::Polygon, ZoneMode::Rectangle, ZoneMode::Ellipse}) {
            tool.setMode(mode);
            all.insert(tool.hint());
        }
        QCOMPARE(all.size(), 6);
        QVERIFY(!all.contains(QString()));
    }
};

QTEST_MAIN(TestZoneTool)
#include "tst_zone_tool.moc"
