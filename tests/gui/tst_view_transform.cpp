#include "widgets/view_transform.h"

#include <QtTest>

using widgets::ViewTransform;

namespace {

ViewTransform fitted(QSize image, QSizeF viewport, double ratio = 1)
{
    ViewTransform view;
    view.setViewport(viewport, ratio);
    view.setImageSize(image);
    view.fit();
    return view;
}

bool near(QPointF a, QPointF b, double tolerance)
{
    return std::abs(a.x() - b.x()) <= tolerance && std::abs(a.y() - b.y()) <= tolerance;
}

}  // namespace

class TestViewTransform : public QObject {
    Q_OBJECT

private slots:
    void fitShowsTheWholePictureInTheMiddle_data();
    void fitShowsTheWholePictureInTheMiddle();
    void marginsKeepAPictureClear();
    void mappingsUndoEachOther();
    void zoomKeepsThePointBelowTheCursor_data();
    void zoomKeepsThePointBelowTheCursor();
    void zoomingInAndOutDriftsByNothing();
    void zoomStaysInRange();
    void oneToOneCanBeReachedFromATinyPicture();
    void stepsStopAtFitAndAtOne();
    void pictureCannotBeLost();
    void panMovesByWholeDevicePixels();
    void resizingKeepsTheMiddle();
    void resizingAFittedPictureFitsIt();
    void anEmptyPictureIsHarmless();
};

void TestViewTransform::fitShowsTheWholePictureInTheMiddle_data()
{
    QTest::addColumn<QSize>("image");
    QTest::addColumn<QSizeF>("viewport");
    QTest::addColumn<double>("ratio");
    QTest::addColumn<double>("zoom");
    QTest::addColumn<QRectF>("place");
    QTest::newRow("wide") << QSize(2000, 500) << QSizeF(1000, 800) << 1.0 << 0.5 << QRectF(0, 275, 1000, 250);
    QTest::newRow("tall") << QSize(500, 2000) << QSizeF(1000, 800) << 1.0 << 0.4 << QRectF(400, 0, 200, 800);
    QTest::newRow("small is enlarged") << QSize(100, 100) << QSizeF(1000, 800) << 1.0 << 8.0 << QRectF(100, 0, 800, 800);
    QTest::newRow("two device pixels each") << QSize(2000, 500) << QSizeF(1000, 800) << 2.0 << 1.0 << QRectF(0, 275, 1000, 250);
    QTest::newRow("line scan") << QSize(200, 50000) << QSizeF(1000, 800) << 1.0 << 0.016 << QRectF(498, 0, 3.2, 800);
}

void TestViewTransform::fitShowsTheWholePictureInTheMiddle()
{
    QFETCH(QSize, image);
    QFETCH(QSizeF, viewport);
    QFETCH(double, ratio);
    QFETCH(double, zoom);
    QFETCH(QRectF, place);
    const ViewTransform view = fitted(image, viewport, ratio);
    QCOMPARE(view.zoom(), zoom);
    const QRectF at = view.toWidget(QRectF(QPointF(0, 0), QSizeF(image)));
    QVERIFY2(near(at.topLeft(), place.topLeft(), 1) && near(at.bottomRight(), place.bottomRight(), 1), qPrintable(QDebug::toString(at)));
    QVERIFY(view.isFit());
    QVERIFY(view.showsWholeImage());
}

void TestViewTransform::marginsKeepAPictureClear()
{
    ViewTransform view = fitted({1600, 900}, {1000, 600});
    view.setMargins({8, 8, 108, 8});
    const QRectF wide = view.toWidget(QRectF(0, 0, 1600, 900));
    QVERIFY(wide.left() >= 7.5);
    QVERIFY(wide.right() <= 892.5);

    view.setImageSize({500, 500});  // leaves room at both sides: in the middle of the whole view
    const QRectF square = view.toWidget(QRectF(0, 0, 500, 500));
    QVERIFY(std::abs(square.center().x() - 500) <= 0.5);
}

void TestViewTransform::mappingsUndoEachOther()
{
    ViewTransform view = fitted({4000, 3000}, {800, 600}, 1.5);
    view.zoomTo(3.7, {120, 340});
    for (const QPointF point : {QPointF(0, 0), QPointF(17.25, 2999.5), QPointF(4000, 3000)})
        QVERIFY(near(view.toImage(view.toWidget(point)), point, 1e-6));
}

void TestViewTransform::zoomKeepsThePointBelowTheCursor_data()
{
    QTest::addColumn<double>("ratio");
    QTest::addColumn<double>("factor");
    for (const double ratio : {1.0, 1.25, 2.0})
        for (const double factor : {1.25, 0.8, 3.0})
            QTest::addRow("ratio %g factor %g", ratio, factor) << ratio << factor;
}

void TestViewTransform::zoomKeepsThePointBelowTheCursor()
{
    QFETCH(double, ratio);
    QFETCH(double, factor);
    ViewTransform view = fitted({8000, 6000}, {900, 700}, ratio);
    view.zoomTo(2, view.viewportCentre());
    const QPointF cursor(612, 155);
    const QPointF before = view.toImage(cursor);
    view.zoomTo(view.zoom() * factor, cursor);
    QVERIFY(near(view.toWidget(before), cursor, (0.5 * factor + 0.5) / ratio));  // the corner lies on a whole device pixel
}

void TestViewTransform::zoomingInAndOutDriftsByNothing()
{
    ViewTransform view = fitted({8000, 6000}, {900, 700});
    view.zoomTo(2, {450, 350});
    const ViewTransform before = view;
    for (int i = 0; i < 12; ++i)
        view.zoomTo(view.zoom() * 1.25, {33, 44});
    for (int i = 0; i < 12; ++i)
        view.zoomTo(view.zoom() / 1.25, {33, 44});
    QCOMPARE(view.deviceOrigin(), before.deviceOrigin());
    QVERIFY(std::abs(view.zoom() - before.zoom()) < 1e-9);
}

void TestViewTransform::zoomStaysInRange()
{
    ViewTransform view = fitted({8000, 6000}, {800, 600});
    view.zoomTo(1000, {10, 10});
    QCOMPARE(view.zoom(), 64.0);
    view.zoomTo(0, {10, 10});
    QCOMPARE(view.zoom(), 0.025);
}

void TestViewTransform::oneToOneCanBeReachedFromATinyPicture()
{
    ViewTransform view = fitted({8, 8}, {800, 600});
    QCOMPARE(view.zoom(), 64.0);
    view.zoomTo(1, view.viewportCentre());
    QCOMPARE(view.zoom(), 1.0);
}

void TestViewTransform::stepsStopAtFitAndAtOne()
{
    ViewTransform view = fitted({8000, 6000}, {800, 600});
    view.zoomTo(0.9, {300, 300});
    view.zoomBy(1.25, {300, 300});
    QCOMPARE(view.zoom(), 1.0);
    view.zoomBy(1.25, {300, 300});
    QCOMPARE(view.zoom(), 1.25);
    view.zoomTo(0.11, {10, 10});
    QVERIFY(!view.isFit());
    view.zoomBy(0.8, {10, 10});
    QVERIFY(view.isFit());
    QCOMPARE(view, fitted({8000, 6000}, {800, 600}));
    view.zoomBy(0.8, {10, 10});
    QCOMPARE(view.zoom(), 0.08);

    for (int i = 0; i < 6; ++i)  // as many steps back as there: no stop takes one twice
        view.zoomBy(1.25, {10, 10});
    for (int i = 0; i < 6; ++i)
        view.zoomBy(0.8, {10, 10});
    QVERIFY(std::abs(view.zoom() - 0.08) < 1e-9);
}

void TestViewTransform::pictureCannotBeLost()
{
    ViewTransform view = fitted({8000, 6000}, {800, 600});
    view.zoomTo(1, {400, 300});
    view.panBy({1e6, -1e6});
    QCOMPARE(view.toWidget(QPointF(0, 6000)), QPointF(400, 300));
    view.fit();
    view.panBy({50, 50});
    QCOMPARE(view, fitted({8000, 6000}, {800, 600}));
    QVERIFY(view.isFit());
}

void TestViewTransform::panMovesByWholeDevicePixels()
{
    ViewTransform view = fitted({8000, 6000}, {800, 600}, 2);
    view.zoomTo(1.7, {100, 100});
    const QPoint before = view.deviceOrigin();
    view.panBy({-13, 7});
    QCOMPARE(view.deviceOrigin() - before, QPoint(-26, 14));
}

void TestViewTransform::resizingKeepsTheMiddle()
{
    ViewTransform view = fitted({8000, 6000}, {800, 600});
    view.zoomTo(2, {400, 300});
    view.centreOn({1234, 2345});
    view.setViewport({1000, 500}, 1);
    QVERIFY(near(view.toImage(view.viewportCentre()), {1234, 2345}, 0.5));
    QCOMPARE(view.zoom(), 2.0);
}

void TestViewTransform::resizingAFittedPictureFitsIt()
{
    ViewTransform view = fitted({8000, 6000}, {800, 600});
    view.setViewport({400, 300}, 1);
    QCOMPARE(view, fitted({8000, 6000}, {400, 300}));
}

void TestViewTransform::anEmptyPictureIsHarmless()
{
    ViewTransform view;
    view.setViewport({800, 600}, 1);
    view.zoomBy(2, {1, 1});
    view.panBy({5, 5});
    QVERIFY(view.isEmpty());
    QVERIFY(view.showsWholeImage());
    QVERIFY(view.visibleImageRect().isEmpty());
}

QTEST_APPLESS_MAIN(TestViewTransform)
#include "tst_view_transform.moc"
