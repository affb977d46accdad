// The canvas: what it shows of a picture and its heat, and how mouse and keys change that.
#include "canvas_tools.h"
#include "widgets/colour_bar.h"

#include <QSignalSpy>

using namespace canvas_tools;
using namespace widgets;

class TestCanvas : public QObject {
    Q_OBJECT

private slots:
    void init() { m_canvas = shownCanvas(); }
    void cleanup() { m_canvas.reset(); }

    void showsThePictureFitted();
    void wheelZoomsAtTheCursor();
    void keysChangeTheView();
    void arrowKeysAreLeftToTheWindow_data();
    void arrowKeysAreLeftToTheWindow();
    void keysWinOverShortcutsOfTheWindow();
    void dragPans_data();
    void dragPans();
    void doubleClickGoesBetweenFitAndOneToOne();
    void sameSizeKeepsTheView_data();
    void sameSizeKeepsTheView();
    void heatIsInvisibleUpToHalfTheLimit();
    void heatIsOpaqueAtTheLimit();
    void movedLimitChangesPixels();
    void bracketsChangeTheOpacity();
    void tapOnSpaceSwitchesTheHeat();
    void heldSpacePeeks();
    void aNewPictureTakesMapAndRegionsAway();
    void draggedBarMarkerIsPassedOn();

private:
    std::unique_ptr<Canvas> m_canvas;
};

void TestCanvas::showsThePictureFitted()
{
    QVERIFY(m_canvas->view().isFit());
    QCOMPARE(shownAt(*m_canvas, {400, 300}), QColor(100, 100, 100));
    QCOMPARE(shownAt(*m_canvas, {2, 2}), QColor(100, 100, 100));
    QVERIFY(shownAt(*m_canvas, {400, -5}) != QColor(100, 100, 100));
}

void TestCanvas::wheelZoomsAtTheCursor()
{
    QSignalSpy changed(m_canvas.get(), &Canvas::viewChanged);
    const QPointF cursor(200, 150);
    const QPointF below = m_canvas->view().toImage(cursor);
    for (int i = 0; i < 8; ++i)
        turnWheel(*m_canvas, cursor, 120);
    QVERIFY(m_canvas->view().zoom() > 3);
    QVERIFY((m_canvas->view().toImage(cursor) - below).manhattanLength() < 2);
    QCOMPARE(changed.size(), 8);
    QCOMPARE(changed.last()[0].toDouble(), m_canvas->view().zoom());
    for (int i = 0; i < 8; ++i)
        turnWheel(*m_canvas, cursor, -120);
    QVERIFY(m_canvas->view().isFit());
}

void TestCanvas::keysChangeTheView()
{
    const double fitting = m_canvas->view().zoom();
    QTest::keyClick(m_canvas.get(), Qt::Key_Plus);
    QVERIFY(m_canvas->view().zoom() > fitting);
    QTest::keyClick(m_canvas.get(), Qt::Key_Minus);
    QCOMPARE(m_canvas->view().zoom(), fitting);
    QTest::keyClick(m_canvas.get(), Qt::Key_1);
    QCOMPARE(m_canvas->view().zoom(), 1.0);
    const QPointF before = m_canvas->view().toWidget(QPointF(0, 0));
    QTest::keyClick(m_canvas.get(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(m_canvas->view().toWidget(QPointF(0, 0)).x() < before.x());
    QTest::keyClick(m_canvas.get(), Qt::Key_F);
    QVERIFY(m_canvas->view().isFit());
}

void TestCanvas::arrowKeysAreLeftToTheWindow_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    for (const int code : {Qt::Key_Left, Qt::Key_Right, Qt::Key_Up, Qt::Key_Down}) {
        QTest::addRow("plain %x", code) << code << Qt::KeyboardModifiers();
        QTest::addRow("control %x", code) << code << Qt::KeyboardModifiers(Qt::ControlModifier);
    }
    QTest::newRow("accept") << int(Qt::Key_A) << Qt::KeyboardModifiers();
    QTest::newRow("find") << int(Qt::Key_F) << Qt::KeyboardModifiers(Qt::ControlModifier);
}

void TestCanvas::arrowKeysAreLeftToTheWindow()
{
    QFETCH(int, code);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    m_canvas->actualSize();
    const ViewTransform before = m_canvas->view();
    QVERIFY(!key(*m_canvas, QEvent::KeyPress, code, 0, modifiers));
    QCOMPARE(m_canvas->view(), before);
}

void TestCanvas::keysWinOverShortcutsOfTheWindow()
{
    const auto claimed = [this](int code) {
        QKeyEvent event(QEvent::ShortcutOverride, code, Qt::NoModifier);
        event.ignore();
        QCoreApplication::sendEvent(m_canvas.get(), &event);
        return event.isAccepted();
    };
    QVERIFY(claimed(Qt::Key_F));
    QVERIFY(claimed(Qt::Key_Space));
    QVERIFY(!claimed(Qt::Key_Left));
    QVERIFY(!claimed(Qt::Key_A));
}

void TestCanvas::dragPans_data()
{
    QTest::addColumn<Qt::MouseButton>("button");
    QTest::newRow("left") << Qt::LeftButton;
    QTest::newRow("middle") << Qt::MiddleButton;
}

void TestCanvas::dragPans()
{
    QFETCH(Qt::MouseButton, button);
    m_canvas->actualSize();
    const QPointF before = m_canvas->view().toWidget(QPointF(0, 0));
    drag(*m_canvas, {300, 200}, {270, 215}, button);
    // The picture's corner lies on a whole device pixel.
    const QPointF moved = (m_canvas->view().toWidget(QPointF(0, 0)) - before - QPointF(-30, 15)) * m_canvas->devicePixelRatioF();
    QVERIFY2(std::abs(moved.x()) < 1 && std::abs(moved.y()) < 1, qPrintable(QStringLiteral("%1 %2").arg(moved.x()).arg(moved.y())));
}

void TestCanvas::doubleClickGoesBetweenFitAndOneToOne()
{
    QTest::mouseDClick(m_canvas.get(), Qt::LeftButton, {}, {300, 200});
    QCOMPARE(m_canvas->view().zoom(), 1.0);
    QTest::mouseDClick(m_canvas.get(), Qt::LeftButton, {}, {300, 200});
    QVERIFY(m_canvas->view().isFit());
}

void TestCanvas::sameSizeKeepsTheView_data()
{
    QTest::addColumn<bool>("keep");
    QTest::addColumn<QSize>("next");
    QTest::addColumn<bool>("kept");
    QTest::newRow("same size") << true << imageSize << true;
    QTest::newRow("other size") << true << QSize(801, 600) << false;
    QTest::newRow("not wanted") << false << imageSize << false;
}

void TestCanvas::sameSizeKeepsTheView()
{
    QFETCH(bool, keep);
    QFETCH(QSize, next);
    QFETCH(bool, kept);
    m_canvas->setKeepView(keep);
    turnWheel(*m_canvas, {100, 100}, 480);
    const ViewTransform before = m_canvas->view();
    m_canvas->setImage(grey(next));
    QCOMPARE(m_canvas->view() == before, kept);
    QCOMPARE(m_canvas->view().isFit(), !kept);
}

void TestCanvas::heatIsInvisibleUpToHalfTheLimit()
{
    m_canvas->setMap(evenMap(0.29f));
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(100, 100, 100));
}

void TestCanvas::heatIsOpaqueAtTheLimit()
{
    m_canvas->setMap(evenMap(0.6f));
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(0, 255, 0));
    QCOMPARE(shownAt(*m_canvas, {1, 1}), QColor(0, 255, 0));
    m_canvas->setHeatVisible(false);
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(100, 100, 100));
}

void TestCanvas::movedLimitChangesPixels()
{
    m_canvas->setMap(evenMap(0.5f));
    const QColor faded = shownAt(*m_canvas, {300, 300});
    QVERIFY(faded != QColor(100, 100, 100));
    QVERIFY(faded != QColor(0, 255, 0));
    m_canvas->setLimits(0.5f, 0.4f);
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(0, 255, 0));
    m_canvas->setLimits(1.0f, 0.4f);
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(100, 100, 100));
}

void TestCanvas::bracketsChangeTheOpacity()
{
    QSignalSpy changed(m_canvas.get(), &Canvas::opacityChanged);
    QTest::keyClick(m_canvas.get(), Qt::Key_BracketRight);
    QCOMPARE(changed.size(), 0);  // already opaque
    QTest::keyClick(m_canvas.get(), Qt::Key_BracketLeft);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toDouble(), 0.9);
    QCOMPARE(m_canvas->opacity(), 0.9);
}

void TestCanvas::tapOnSpaceSwitchesTheHeat()
{
    QSignalSpy changed(m_canvas.get(), &Canvas::heatVisibleChanged);
    key(*m_canvas, QEvent::KeyPress, Qt::Key_Space, 1000);
    QVERIFY(!m_canvas->heatVisible());  // at once
    key(*m_canvas, QEvent::KeyRelease, Qt::Key_Space, 1100);
    QVERIFY(!m_canvas->heatVisible());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toBool(), false);
}

void TestCanvas::heldSpacePeeks()
{
    QSignalSpy changed(m_canvas.get(), &Canvas::heatVisibleChanged);
    m_canvas->setMap(evenMap(0.9f));
    key(*m_canvas, QEvent::KeyPress, Qt::Key_Space, 1000);
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(100, 100, 100));
    key(*m_canvas, QEvent::KeyRelease, Qt::Key_Space, 1300);
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(0, 255, 0));
    QCOMPARE(changed.size(), 0);
}

void TestCanvas::aNewPictureTakesMapAndRegionsAway()
{
    m_canvas->setMap(evenMap(0.9f));
    m_canvas->setDefects({square(100, 100, 50, true)});
    m_canvas->setImage(grey());
    QCOMPARE(shownAt(*m_canvas, {300, 300}), QColor(100, 100, 100));
    QCOMPARE(shownAt(*m_canvas, {100, 125}), QColor(100, 100, 100));
}

void TestCanvas::draggedBarMarkerIsPassedOn()
{
    m_canvas->setMap(evenMap(0.2f));
    auto* bar = m_canvas->findChild<ColourBar*>();
    QVERIFY(bar->isVisible());
    QSignalSpy asked(m_canvas.get(), &Canvas::limitDragged);
    const QRectF strip = bar->barRect();
    const int x = int(strip.left()) - 4;
    drag(*bar, {x, int(barPlace(0.6, strip))}, {x, int(barPlace(0.8, strip))}, Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    QVERIFY(std::abs(asked[0][0].toFloat() - 0.8f) < 0.02f);
}

QTEST_MAIN(TestCanvas)
#include "tst_canvas.moc"
