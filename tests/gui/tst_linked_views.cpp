#include "shape_tools.h"

#include "widgets/linked_views.h"

#include <QPushButton>
#include <QSignalSpy>

using namespace widgets;
using namespace shapes;

class TestLinkedViews : public QObject {
    Q_OBJECT

    struct Desk {
        Canvas* part = new Canvas;
        LinkedViews views {part};
        Canvas* reference = views.reference();
        explicit Desk(QSize referenceSize = imageSize)
        {
            views.resize(1284, 600);
            views.show();
            part->setImage(grey());
            views.setReference(grey(referenceSize, 200), "golden.png");
            views.setMode(CompareMode::TwoViews);
            QCoreApplication::sendPostedEvents();
        }
        /// Middle of a view as a share of its picture.
        static QPointF centre(const Canvas& canvas)
        {
            const QPointF middle = canvas.view().toImage(canvas.view().viewportCentre());
            return {middle.x() / canvas.view().imageSize().width(), middle.y() / canvas.view().imageSize().height()};
        }
        bool agree() const
        {
            const QPointF off = centre(*part) - centre(*reference);
            const double ratio = part->view().zoom() * part->view().imageSize().width()
                / (reference->view().zoom() * reference->view().imageSize().width());
            return part->view().viewport() == reference->view().viewport() && std::abs(off.x()) < 2e-3 && std::abs(off.y()) < 2e-3
                && std::abs(ratio - 1) < 1e-9;
        }
    };

    static void turnWheel(Canvas& canvas, QPointF at, int angle)
    {
        QWheelEvent wheel(at, canvas.mapToGlobal(at), {}, {0, angle}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&canvas, &wheel);
    }

private slots:
    void bothViewsAreEquallyLargeAndFitted()
    {
        Desk desk;
        QVERIFY(desk.reference->isVisible());
        QCOMPARE(desk.part->size(), desk.reference->size());
        QVERIFY(desk.part->view().isFit() && desk.reference->view().isFit());
        QVERIFY(desk.agree());
    }

    void zoomAndPlaceFollowInBothDirections_data()
    {
        QTest::addColumn<bool>("fromPart");
        QTest::addColumn<QSize>("size");
        for (const QSize size : {imageSize, QSize(1600, 1200), QSize(400, 300)}) {
            QTest::addRow("part leads %d", size.width()) << true << size;
            QTest::addRow("reference leads %d", size.width()) << false << size;
        }
    }
    void zoomAndPlaceFollowInBothDirections()
    {
        QFETCH(bool, fromPart);
        QFETCH(QSize, size);
        Desk desk(size);
        Canvas& leader = fromPart ? *desk.part : *desk.reference;
        Canvas& follower = fromPart ? *desk.reference : *desk.part;
        QSignalSpy led(&leader, &Canvas::viewChanged);
        QSignalSpy followed(&follower, &Canvas::viewChanged);
        for (int i = 0; i < 6; ++i)
            turnWheel(leader, {150, 200}, 120);
        QVERIFY(!leader.view().isFit());
        QVERIFY(desk.agree());
        drag(leader, {300, 200}, {250, 230});
        QVERIFY(desk.agree());
        QCOMPARE(led.size(), followed.size());  // no loop: one answer for each move
        QTest::keyClick(&leader, Qt::Key_F);
        QVERIFY(leader.view().isFit() && follower.view().isFit());
    }

    void manyMovesDoNotDrift()
    {
        Desk desk;
        for (int i = 0; i < 5; ++i)
            turnWheel(*desk.part, {150, 200}, 120);
        const ViewTransform before = desk.part->view();
        for (int i = 0; i < 50; ++i) {
            drag(*desk.part, {300, 200}, {310, 207});
            drag(*desk.reference, {310, 207}, {300, 200});
        }
        QCOMPARE(desk.part->view().zoom(), before.zoom());
        const QPointF off = desk.part->view().toWidget(QPointF(0, 0)) - before.toWidget(QPointF(0, 0));
        QVERIFY2(off.manhattanLength() <= 2, qPrintable(QString("%1 %2").arg(off.x()).arg(off.y())));
    }

    void theReferenceTakesThePartsViewWhenItComes()
    {
        Desk desk;
        for (int i = 0; i < 5; ++i)
            turnWheel(*desk.part, {150, 200}, 120);
        const double zoom = desk.part->view().zoom();
        desk.views.setReference(grey({400, 300}, 180), "other.png");
        QCOMPARE(desk.part->view().zoom(), zoom);
        QVERIFY(desk.agree());
        desk.views.setMode(CompareMode::Off);
        QVERIFY(!desk.reference->isVisible());
        QCoreApplication::sendPostedEvents();
        const QSizeF wide = desk.part->view().viewport();
        desk.views.setMode(CompareMode::TwoViews);
        QTRY_VERIFY(desk.part->view().viewport() != wide);
        QCOMPARE(desk.part->view().zoom(), zoom);
        QTRY_VERIFY(desk.agree());
        desk.views.resize(1000, 500);
        QTRY_VERIFY(desk.agree());
        QCOMPARE(desk.part->view().zoom(), zoom);
    }

    void withoutAReferenceItIsAskedFor()
    {
        Desk desk;
        desk.views.setReference({}, {});
        QSignalSpy wanted(&desk.views, &LinkedViews::useAsReferenceWanted);
        auto* button = desk.reference->findChild<QPushButton*>();
        QVERIFY(button && button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        for (int i = 0; i < 5; ++i)
            turnWheel(*desk.part, {150, 200}, 120);
        QVERIFY(!desk.part->view().isFit());
    }

    void cWorksInBothViews()
    {
        Desk desk;
        QSignalSpy changed(&desk.views, &LinkedViews::modeChanged);
        for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
            QKeyEvent event(type, Qt::Key_C, Qt::NoModifier);
            event.setTimestamp(100);
            QCoreApplication::sendEvent(desk.reference, &event);
        }
        QCOMPARE(desk.views.mode(), CompareMode::Off);
        QVERIFY(!desk.reference->isVisible());
        QCOMPARE(changed.size(), 1);
        QCOMPARE(desk.reference->compareMode(), CompareMode::Off);
    }

    void holdingCShowsTheOtherModeWhileItIsHeld_data()
    {
        QTest::addColumn<CompareMode>("before");
        QTest::newRow("the part alone") << CompareMode::Off;
        QTest::newRow("both") << CompareMode::TwoViews;
    }
    void holdingCShowsTheOtherModeWhileItIsHeld()
    {
        QFETCH(CompareMode, before);
        Desk desk;
        desk.views.setMode(before);
        QSignalSpy changed(&desk.views, &LinkedViews::modeChanged);
        const bool both = before == CompareMode::TwoViews;
        const auto send = [&desk](QEvent::Type type, quint64 timestamp) {
            QKeyEvent event(type, Qt::Key_C, Qt::NoModifier);
            event.setTimestamp(timestamp);
            QCoreApplication::sendEvent(desk.part, &event);
        };
        send(QEvent::KeyPress, 100);
        QCOMPARE(desk.reference->isVisible(), !both);
        send(QEvent::KeyRelease, 1100);
        QCOMPARE(desk.reference->isVisible(), both);
        QCOMPARE(changed.size(), 0);
    }
};

QTEST_MAIN(TestLinkedViews)
#include "tst_linked_views.moc"
