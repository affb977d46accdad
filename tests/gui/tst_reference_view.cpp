// The picture that parts are found by: its mark is drawn, moved and nudged, and never leaves it.
#include "widgets/reference_view.h"

#include <QSignalSpy>
#include <QtTest>

using namespace widgets;
using inference::Anchor;
using inference::Rect;

namespace {

/// 640 x 480 in blocks of 5.
Anchor anchorOf(Rect mark)
{
    Anchor anchor;
    anchor.mark = mark;
    return withReference(anchor, std::make_shared<const inference::GreyCopy>(inference::GreyCopy {128, 96, 5, std::vector<std::uint8_t>(128 * 96, 130)}), {640, 480});
}

}  // namespace

class TestReferenceView : public QObject {
    Q_OBJECT

    struct Set {
        ReferenceView view;
        QSignalSpy moved {&view, &ReferenceView::markMoved};
        QSignalSpy finished {&view, &ReferenceView::editingFinished};

        explicit Set(const std::optional<Anchor>& anchor)
        {
            view.setAnchor(anchor);
            view.resize(320, 240);  // half a pixel of the widget for each of the picture
            view.show();
        }
        void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
        {
            QTest::mousePress(&view, Qt::LeftButton, modifiers, from);
            QTest::mouseMove(&view, (from + to) / 2);
            QTest::mouseMove(&view, to);
            QTest::mouseRelease(&view, Qt::LeftButton, modifiers, to);
        }
    };

private slots:
    void aDragBesideTheMarkDrawsAnother()
    {
        Set set(anchorOf({400, 300, 100, 100}));
        set.drag({50, 60}, {100, 90});
        QCOMPARE(set.view.mark(), (Rect {100, 120, 100, 60}));
        QCOMPARE(set.moved.count(), 2);
        QCOMPARE(set.finished.count(), 1);
        // Upwards and to the left, over the border: it ends there.
        set.drag({60, 50}, {-40, -30}, Qt::ShiftModifier);
        QCOMPARE(set.view.mark(), (Rect {0, 0, 120, 100}));
    }

    void theCursorSaysWhatADragWouldDo()
    {
        Set set(anchorOf({400, 300, 100, 100}));
        QVERIFY(set.view.hasMouseTracking());
        const auto hover = [&set](QPointF at) {
            QMouseEvent move(QEvent::MouseMove, at, set.view.mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
            QCoreApplication::sendEvent(&set.view, &move);
            return set.view.cursor().shape();
        };
        QCOMPARE(hover({220, 170}), Qt::SizeAllCursor);
        QCOMPARE(hover({20, 20}), Qt::CrossCursor);
    }

    void aDragInsideMovesIt()
    {
        Set set(anchorOf({400, 300, 100, 100}));
        set.drag({220, 170}, {200, 160});
        QCOMPARE(set.view.mark(), (Rect {360, 280, 100, 100}));
        set.drag({200, 160}, {319, 239});
        QCOMPARE(set.view.mark(), (Rect {540, 380, 100, 100}));
        QCOMPARE(set.finished.count(), 2);
        // With Shift another is drawn in it.
        set.drag({280, 200}, {300, 210}, Qt::ShiftModifier);
        QCOMPARE(set.view.mark(), (Rect {560, 400, 40, 40}));  // no less than eight pixels of the copy
    }

    void onOneThatCoversAllAnotherIsDrawn()
    {
        Set set(anchorOf({0, 0, 640, 480}));
        set.drag({20, 20}, {120, 120});
        QCOMPARE(set.view.mark(), (Rect {40, 40, 200, 200}));
    }

    void aClickChangesNothing()
    {
        Set set(anchorOf({400, 300, 100, 100}));
        QTest::mouseClick(&set.view, Qt::LeftButton, {}, QPoint(50, 60));
        QTest::mouseClick(&set.view, Qt::RightButton, {}, QPoint(50, 60));
        QCOMPARE(set.view.mark(), (Rect {400, 300, 100, 100}));
        QCOMPARE(set.finished.count() + set.moved.count(), 0);
    }

    void keysMoveAndResizeIt()
    {
        Set set(anchorOf({400, 300, 100, 100}));
        QTest::keyClick(&set.view, Qt::Key_Left);
        QTest::keyClick(&set.view, Qt::Key_Down);
        QCOMPARE(set.view.mark(), (Rect {395, 305, 100, 100}));
        QTest::keyClick(&set.view, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&set.view, Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(set.view.mark(), (Rect {395, 305, 105, 95}));
        QCOMPARE(set.moved.count(), 4);
        QCOMPARE(set.finished.count(), 0);  // more may follow
        // Its corner doesn't push it away from the border.
        Set atBorder(anchorOf({540, 300, 100, 100}));
        QTest::keyClick(&atBorder.view, Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(&atBorder.view, Qt::Key_Right);
        QCOMPARE(atBorder.view.mark(), (Rect {540, 300, 100, 100}));
        QCOMPARE(atBorder.moved.count(), 0);
    }

    void aDoubleClickMakesItTheUsualOne()
    {
        Set set(anchorOf({400, 300, 100, 100}));
        QTest::mouseDClick(&set.view, Qt::LeftButton, {}, QPoint(100, 100));
        QCOMPARE(set.view.mark(), inference::usualMark({640, 480}, 0.15));
        QCOMPARE(set.view.mark(), (Rect {96, 96, 448, 288}));
        QCOMPARE(set.finished.count(), 1);
    }

    void escapeGivesADragUp()
    {
        Set set(anchorOf({400, 300, 100, 100}));
        QTest::mousePress(&set.view, Qt::LeftButton, {}, QPoint(50, 60));
        QTest::mouseMove(&set.view, QPoint(100, 90));
        QTest::keyClick(&set.view, Qt::Key_Escape);
        QTest::mouseRelease(&set.view, Qt::LeftButton, {}, QPoint(100, 90));
        QCOMPARE(set.view.mark(), (Rect {400, 300, 100, 100}));
        QCOMPARE(set.finished.count(), 0);
    }

    void anotherPictureEndsADrag()
    {
        Set set(anchorOf({400, 300, 100, 100}));
        QTest::mousePress(&set.view, Qt::LeftButton, {}, QPoint(50, 60));
        QTest::mouseMove(&set.view, QPoint(100, 90));
        // The same one again, as after markMoved, doesn't.
        set.view.setAnchor(anchorOf({400, 300, 100, 100}));
        QCOMPARE(set.view.mark(), (Rect {100, 120, 100, 60}));
        Anchor other = anchorOf({1, 2, 300, 200});
        other.picture = {641, 480};
        set.view.setAnchor(other);
        QCOMPARE(set.view.mark(), (Rect {1, 2, 300, 200}));
        QTest::mouseRelease(&set.view, Qt::LeftButton, {}, QPoint(100, 90));
        QCOMPARE(set.finished.count(), 0);
        set.view.setAnchor({});
        QTest::mouseClick(&set.view, Qt::LeftButton, {}, QPoint(50, 60));
        QTest::keyClick(&set.view, Qt::Key_Left);
        QVERIFY(set.view.pictureArea().isEmpty());
    }

    void theMarkStandsOutFromWhatLiesAround()
    {
        Set set(anchorOf({160, 120, 320, 240}));
        const QImage shown = set.view.grab().toImage();
        QCOMPARE(qGray(shown.pixel(160, 120)), 130);
        QVERIFY(qGray(shown.pixel(20, 20)) < 90);
    }
};

QTEST_MAIN(TestReferenceView)
#include "tst_reference_view.moc"
