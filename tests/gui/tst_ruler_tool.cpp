// Measuring on the picture: by mouse and by keys, in pixels and in millimetres.
#include "canvas_tools.h"
#include "widgets/ruler_tool.h"

#include <QSignalSpy>

using namespace canvas_tools;
using inference::Point;
using widgets::RulerLine;

class TestRulerTool : public QObject {
    Q_OBJECT

    /// An 800 x 600 picture, pixel for pixel; places are those of the picture.
    struct Set {
        Canvas canvas;
        QSignalSpy changed {&canvas, &Canvas::rulerChanged};
        QSignalSpy ended {&canvas, &Canvas::rulerEnded};
        QSignalSpy calibration {&canvas, &Canvas::rulerCalibrationWanted};
        QSignalSpy clicked {&canvas, &Canvas::defectClicked};

        Set()
        {
            canvas.resize(imageSize);
            canvas.show();
            canvas.setImage(grey());
            canvas.actualSize();
            canvas.setRulerOn(true);
        }
        QPoint at(QPointF place) const { return canvas.view().toWidget(place).toPoint(); }
        void dragFrom(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
        {
            QTest::mousePress(&canvas, Qt::LeftButton, modifiers, at(from));
            QMouseEvent move(QEvent::MouseMove, at(to), canvas.mapToGlobal(QPointF(at(to))), Qt::NoButton, Qt::LeftButton, modifiers);
            QCoreApplication::sendEvent(&canvas, &move);
            QTest::mouseRelease(&canvas, Qt::LeftButton, modifiers, at(to));
        }
        RulerLine line() const { return canvas.rulerLine().value_or(RulerLine {}); }
    };

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aDragMeasures()
    {
        Set set;
        const QPointF before = set.canvas.view().toImage({0, 0});
        set.dragFrom({100, 200}, {400, 600});
        QCOMPARE(set.line(), (RulerLine {{100, 200}, {400, 600}}));
        QCOMPARE(set.line().length(), 500.0);
        QCOMPARE(set.changed.count(), 1);
        QCOMPARE(set.canvas.view().toImage({0, 0}), before);  // nothing was moved
        QCOMPARE(set.clicked.count(), 0);
        // Off it is an ordinary canvas; on again the line is still there.
        set.canvas.setRulerOn(false);
        QTest::mouseClick(&set.canvas, Qt::LeftButton, {}, {10, 10});
        QCOMPARE(set.clicked.count(), 1);
        set.canvas.setRulerOn(true);
        QCOMPARE(set.line().length(), 500.0);
    }

    void anEndIsMoved()
    {
        Set set;
        set.dragFrom({100, 200}, {400, 200});
        set.dragFrom({98, 203}, {148, 263});  // it keeps its place beside the cursor
        QCOMPARE(set.line(), (RulerLine {{150, 260}, {400, 200}}));
        set.dragFrom({400, 200}, {420, 210});
        QCOMPARE(set.line(), (RulerLine {{150, 260}, {420, 210}}));
        // Beside both another one begins.
        set.dragFrom({10, 10}, {20, 10});
        QCOMPARE(set.line(), (RulerLine {{10, 10}, {20, 10}}));
        QCOMPARE(set.changed.count(), 4);
    }

    void shiftKeepsToFortyFiveDegrees()
    {
        Set set;
        set.dragFrom({100, 100}, {300, 108}, Qt::ShiftModifier);
        QVERIFY(std::abs(set.line().to.x - 300) < 1e-9 && std::abs(set.line().to.y - 100) < 1e-9);
        set.dragFrom({500, 100}, {600, 210}, Qt::ShiftModifier);
        QVERIFY(std::abs(set.line().to.x - 605) < 1e-9 && std::abs(set.line().to.y - 205) < 1e-9);
        // At the border too.
        set.canvas.fit();
        set.dragFrom({700, 100}, {830, 215}, Qt::ShiftModifier);
        QVERIFY(std::abs(set.line().to.x - 800) < 1e-9 && std::abs(set.line().to.y - set.line().from.y - 800 + set.line().from.x) < 1e-9);
    }

    void itNeverLeavesThePicture()
    {
        Set set;
        set.canvas.resize(1000, 800);
        set.canvas.actualSize();
        set.dragFrom({-40, -30}, {810, 300});
        QCOMPARE(set.line(), (RulerLine {{0, 0}, {800, 300}}));
        QTest::keyClick(&set.canvas, Qt::Key_Right);
        QCOMPARE(set.line().to, (Point {800, 300}));
    }

    void keysNudgeTheEndThatWasMovedLast()
    {
        Set set;
        set.dragFrom({100, 200}, {400, 200});
        QTest::keyClick(&set.canvas, Qt::Key_Right);
        QTest::keyClick(&set.canvas, Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(set.line(), (RulerLine {{100, 200}, {401, 190}}));
        set.dragFrom({100, 200}, {110, 200});
        QTest::keyClick(&set.canvas, Qt::Key_Left);
        QCOMPARE(set.line(), (RulerLine {{109, 200}, {401, 190}}));
        QTest::keyClick(&set.canvas, Qt::Key_Return);
        QCOMPARE(set.calibration.count(), 1);
        QTest::keyClick(&set.canvas, Qt::Key_Delete);
        QVERIFY(!set.canvas.rulerLine());
        // Without a line keys are the window's.
        QTest::keyClick(&set.canvas, Qt::Key_Return);
        QCOMPARE(set.calibration.count(), 1);
    }

    void theEndsNeverMeet()
    {
        Set set;
        set.dragFrom({100, 200}, {110, 200});
        QTest::keyClick(&set.canvas, Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(set.line().length(), 10.0);
        QTest::keyClick(&set.canvas, Qt::Key_Left);
        QCOMPARE(set.line().length(), 9.0);
    }

    void aHandThatTremblesClicks()
    {
        Set set;
        set.dragFrom({100, 200}, {400, 200});
        // On an end: keys move it from now on, and it stays where it is.
        set.dragFrom({102, 203}, {103, 203});
        QCOMPARE(set.line(), (RulerLine {{100, 200}, {400, 200}}));
        QTest::keyClick(&set.canvas, Qt::Key_Down);
        QCOMPARE(set.line().from, (Point {100, 201}));
        // Dragged, it keeps its place beside the cursor.
        set.dragFrom({103, 204}, {153, 254});
        QCOMPARE(set.line().from, (Point {150, 251}));
        // Beside the line: it goes.
        set.dragFrom({500, 50}, {501, 51});
        QVERIFY(!set.canvas.rulerLine());
    }

    void theSecondPressOfAQuickPairDrawsToo()
    {
        Set set;
        QTest::mouseClick(&set.canvas, Qt::LeftButton, {}, set.at({100, 100}));
        QMouseEvent press(QEvent::MouseButtonDblClick, set.at({100, 100}), set.canvas.mapToGlobal(QPointF(set.at({100, 100}))), Qt::LeftButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(&set.canvas, &press);
        mouseMove(set.canvas, set.at({200, 100}), Qt::LeftButton);
        QTest::mouseRelease(&set.canvas, Qt::LeftButton, {}, set.at({200, 100}));
        QCOMPARE(set.line().length(), 100.0);
    }

    void aReleaseThatWentElsewhereEndsTheDrag()
    {
        Set set;
        QTest::mousePress(&set.canvas, Qt::LeftButton, {}, set.at({100, 100}));
        mouseMove(set.canvas, set.at({200, 100}), Qt::LeftButton);
        mouseMove(set.canvas, set.at({300, 300}));
        mouseMove(set.canvas, set.at({400, 300}));
        QCOMPARE(set.line().to, (Point {200, 100}));
        QCOMPARE(set.changed.count(), 1);
    }

    void anotherPictureGivesADragUp()
    {
        Set set;
        set.dragFrom({100, 200}, {400, 200});
        QTest::mousePress(&set.canvas, Qt::LeftButton, {}, set.at({400, 200}));
        mouseMove(set.canvas, set.at({300, 300}), Qt::LeftButton);
        QTest::keyClick(&set.canvas, Qt::Key_Delete);  // the mouse has the line
        QVERIFY(set.canvas.rulerLine());
        set.canvas.setImage({});
        QCOMPARE(set.line(), (RulerLine {{100, 200}, {400, 200}}));
    }

    void theViewIsMovedAsEver()
    {
        Set set;
        const double zoom = set.canvas.view().zoom();
        turnWheel(set.canvas, {400, 300}, 120);
        QVERIFY(set.canvas.view().zoom() > zoom);
        const QPointF corner = set.canvas.view().toWidget(QPointF(0, 0));
        drag(set.canvas, {300, 300}, {340, 320}, Qt::MiddleButton);
        QCOMPARE(set.canvas.view().toWidget(QPointF(0, 0)), corner + QPointF(40, 20));
        QSignalSpy heat(&set.canvas, &Canvas::heatVisibleChanged);
        QTest::keyClick(&set.canvas, Qt::Key_Space);
        QCOMPARE(heat.count(), 1);
        QTest::keyClick(&set.canvas, Qt::Key_F);
        QVERIFY(set.canvas.view().isFit());
        QVERIFY(!set.canvas.rulerLine());
    }

    void itIsSpoken()
    {
        Set set;
        set.dragFrom({100, 200}, {400, 600});
        QVERIFY(set.canvas.accessibleDescription().contains("53.1"));
        set.canvas.setRulerOn(false);
        QVERIFY(!set.canvas.accessibleDescription().contains("53.1"));
    }

    void escapeGoesOneStepBack()
    {
        Set set;
        set.dragFrom({100, 200}, {400, 200});
        QTest::mousePress(&set.canvas, Qt::LeftButton, {}, set.at({400, 200}));
        mouseMove(set.canvas, set.at({300, 300}), Qt::LeftButton);
        QCOMPARE(set.line().to, (Point {300, 300}));
        QTest::keyClick(&set.canvas, Qt::Key_Escape);
        QCOMPARE(set.line().to, (Point {400, 200}));
        QTest::mouseRelease(&set.canvas, Qt::LeftButton, {}, set.at({300, 300}));
        QTest::keyClick(&set.canvas, Qt::Key_Escape);
        QVERIFY(!set.canvas.rulerLine());
        QCOMPARE(set.ended.count(), 0);
        QTest::keyClick(&set.canvas, Qt::Key_Escape);
        QCOMPARE(set.ended.count(), 1);
    }

    void aClickBesideTakesTheLineAway()
    {
        Set set;
        set.dragFrom({100, 200}, {400, 200});
        QTest::mouseClick(&set.canvas, Qt::LeftButton, {}, set.at({50, 50}));
        QVERIFY(!set.canvas.rulerLine());
        QCOMPARE(set.changed.count(), 2);
    }

    void itStaysOnPicturesOfTheSameSize()
    {
        Set set;
        set.dragFrom({100, 200}, {400, 200});
        set.canvas.setImage({});
        set.canvas.setImage(grey(imageSize, 50));
        QCOMPARE(set.line().length(), 300.0);
        set.canvas.setImage(grey({640, 600}));
        QVERIFY(!set.canvas.rulerLine());
    }

    void whatIsMeasuredIsSaid()
    {
        widgets::RulerTool ruler;
        QVERIFY(ruler.texts().isEmpty() && ruler.hint().isEmpty());
        widgets::ViewTransform view;
        view.setImageSize({800, 600});
        view.setViewport({800, 600}, 1);
        ruler.setImageSize({800, 600});
        ruler.setActive(true);
        const auto send = [&](QEvent::Type type, QPointF at, Qt::MouseButtons buttons) {
            QMouseEvent event(type, at, at, Qt::LeftButton, buttons, {});
            ruler.handle(&event, view);
        };
        QVERIFY(ruler.hint().startsWith("Drag from end to end."));
        send(QEvent::MouseButtonPress, {100, 100}, Qt::LeftButton);
        send(QEvent::MouseMove, {400, 500}, Qt::LeftButton);
        send(QEvent::MouseButtonRelease, {400, 500}, Qt::NoButton);
        QVERIFY(ruler.hint().contains("Enter: calibrate"));
        QCOMPARE(ruler.texts(), (QStringList {QString::fromUtf16(u"500.0\u00a0px"), QString::fromUtf16(u"across 300.0\u00a0px, down 400.0\u00a0px, 53.1°")}));
        ruler.setMmPerPixel(0.025);
        QCOMPARE(ruler.texts(), (QStringList {QString::fromUtf16(u"12.50\u00a0mm (500.0\u00a0px)"), QString::fromUtf16(u"across 7.50\u00a0mm, down 10.00\u00a0mm, 53.1°")}));
    }

    void theLineIsSeen()
    {
        Set set;
        const QImage before = set.canvas.grab().toImage();
        set.dragFrom({200, 300}, {600, 300});
        const QImage after = set.canvas.grab().toImage();
        const QPoint middle = set.at({400, 300});
        QVERIFY(before.pixel(middle) != after.pixel(middle));
        set.canvas.setRulerOn(false);
        QCOMPARE(set.canvas.grab().toImage().pixel(middle), before.pixel(middle));
    }

    void theScaleBarIsSeenWhereItIsWanted()
    {
        Set set;
        set.canvas.setRulerOn(false);
        const QImage before = set.canvas.grab().toImage();
        set.canvas.setScaleBarVisible(true);
        QVERIFY(set.canvas.grab().toImage() != before);
        set.canvas.setScaleBarVisible(false);
        QCOMPARE(set.canvas.grab().toImage(), before);
    }
};

QTEST_MAIN(TestRulerTool)
#include "tst_ruler_tool.moc"
