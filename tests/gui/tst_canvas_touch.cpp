// Fingers on the canvas, as a touch screen tells of them.
#include "canvas_tools.h"

#include "widgets/zone_tool.h"

#include <QGuiApplication>
#include <QSignalSpy>
#include <QStyleHints>

using namespace widgets;
using namespace canvas_tools;

class TestCanvasTouch : public QObject {
    Q_OBJECT

    /// Enlarged, so that there is somewhere to go.
    struct Set {
        std::unique_ptr<Canvas> canvas = shownCanvas();
        QTest::QTouchEventWidgetSequence fingers;
        QSignalSpy clicked {canvas.get(), &Canvas::defectClicked};
        QSignalSpy edited {canvas.get(), &Canvas::shapesEdited};

        explicit Set(QPointingDevice* screen) : fingers(QTest::touchEvent(canvas.get(), screen, false))
        {
            canvas->actualSize();
            for (int i = 0; i < 4; ++i)
                canvas->zoomIn();
        }
        ~Set() { QGuiApplication::styleHints()->setMouseDoubleClickInterval(-1); }
        const ViewTransform& view() const { return canvas->view(); }
        void press(QPoint at) { send(fingers.press(0, at, canvas.get())); }
        void move(QPoint to) { send(fingers.move(0, to, canvas.get())); }
        void release(QPoint at) { send(fingers.release(0, at, canvas.get())); }
        void tap(QPoint at)
        {
            press(at);
            release(at);
        }
        void pressSecond(QPoint at) { send(fingers.stationary(0).press(1, at, canvas.get())); }
        void moveBoth(QPoint first, QPoint second) { send(fingers.move(0, first, canvas.get()).move(1, second, canvas.get())); }
        void releaseBoth(QPoint first, QPoint second) { send(fingers.release(0, first, canvas.get()).release(1, second, canvas.get())); }
        static void send(QTest::QTouchEventWidgetSequence& sequence) { sequence.commit(); }
    };

    QPointingDevice* m_screen = QTest::createTouchDevice();

private slots:
    void oneFingerMovesThePicture()
    {
        Set set(m_screen);
        const QPointF corner = set.view().toWidget(QPointF(0, 0));
        set.press({300, 200});
        set.move({270, 215});
        set.move({250, 230});
        set.release({250, 230});
        QCOMPARE(set.view().toWidget(QPointF(0, 0)) - corner, QPointF(-50, 30));
        QCOMPARE(set.clicked.size(), 0);
    }

    void aTapClicks()
    {
        Set set(m_screen);
        set.canvas->setDefects({square(380, 280, 40, true)});
        set.tap(set.view().toWidget(QPointF(400, 300)).toPoint());
        QCOMPARE(set.clicked.size(), 1);
        QCOMPARE(set.clicked[0][0].toInt(), 0);
    }

    void twoQuickTapsAreADoubleClick()
    {
        Set set(m_screen);
        QGuiApplication::styleHints()->setMouseDoubleClickInterval(1'000'000);  // however slow the machine is
        set.tap({300, 200});
        QVERIFY(!set.view().isFit());
        set.tap({301, 200});
        QVERIFY(set.view().isFit());
    }

    void twoFingersZoomAndMove()
    {
        Set set(m_screen);
        const double zoom = set.view().zoom();
        const QPointF held = set.view().toImage({320, 240});
        set.press({300, 240});
        set.pressSecond({340, 240});
        QCOMPARE(set.view().zoom(), zoom);
        set.moveBoth({290, 250}, {370, 250});  // twice as far apart, their middle 10 to the right and down
        QVERIFY(std::abs(set.view().zoom() / zoom - 2) < 1e-9);
        QVERIFY((set.view().toWidget(held) - QPointF(330, 250)).manhattanLength() < 2);
        set.moveBoth({290, 250}, {370, 250});
        QVERIFY(std::abs(set.view().zoom() / zoom - 2) < 1e-9);
        set.releaseBoth({290, 250}, {370, 250});
        QCOMPARE(set.clicked.size(), 0);
    }

    void oneFingerDraws()
    {
        Set set(m_screen);
        set.canvas->setZoneTool(ZoneMode::Rectangle);
        set.press({200, 150});
        set.move({260, 200});
        set.move({300, 250});
        set.release({300, 250});
        QCOMPARE(set.edited.size(), 1);
        QCOMPARE(set.canvas->shapes().zones.size(), std::size_t(1));
    }

    void aSecondFingerTakesADrawingBack()
    {
        Set set(m_screen);
        set.canvas->setZoneTool(ZoneMode::Rectangle);
        const double zoom = set.view().zoom();
        set.press({200, 150});
        set.move({260, 200});
        set.pressSecond({300, 200});
        set.moveBoth({240, 200}, {320, 200});
        set.releaseBoth({240, 200}, {320, 200});
        QCOMPARE(set.edited.size(), 0);
        QVERIFY(set.canvas->shapes().zones.empty());
        QVERIFY(set.view().zoom() > zoom);
    }
    void aSecondFingerSetsNoCorner()
    {
        Set set(m_screen);
        set.canvas->setZoneTool(ZoneMode::Polygon);
        for (const QPoint corner : {QPoint(100, 100), QPoint(300, 100)})
            set.tap(corner);
        set.press({100, 100});
        set.move({160, 150});
        set.pressSecond({300, 200});
        set.moveBoth({140, 150}, {320, 200});
        set.releaseBoth({140, 150}, {320, 200});
        for (const QPoint corner : {QPoint(300, 300), QPoint(100, 300)})
            set.tap(corner);
        QTest::keyClick(set.canvas.get(), Qt::Key_Return);
        QCOMPARE(set.canvas->shapes().zones.size(), 1u);
        QCOMPARE(set.canvas->shapes().zones[0].outline.size(), 4u);
    }
};

QTEST_MAIN(TestCanvasTouch)
#include "tst_canvas_touch.moc"
