#include "widgets/colour_bar.h"
#include "widgets/navigator.h"

#include <QSignalSpy>
#include <QtTest>

using namespace widgets;

namespace {

inference::ColourTable redTable()
{
    inference::ColourTable table {};
    table.fill({255, 0, 0});
    return table;
}

void prepare(ColourBar& bar)
{
    bar.resize(bar.sizeHint().width(), 300);
    bar.setColourTable(redTable());
    bar.setLimits(0.6f, 0.4f);
}

QPoint markerOf(const ColourBar& bar, double value)
{
    return QPointF(bar.barRect().left() - 4, barPlace(value, bar.barRect())).toPoint();
}

void drag(QWidget& widget, QPoint from, QPoint to)
{
    QTest::mousePress(&widget, Qt::LeftButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, to, widget.mapToGlobal(QPointF(to)), Qt::NoButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&widget, &move);
    QTest::mouseRelease(&widget, Qt::LeftButton, {}, to);
}

/// In the middle of the bar, where `value` stands; the picture of it is in device pixels.
QRgb pixelAt(const QImage& shown, const ColourBar& bar, double value)
{
    const QPointF at = QPointF(bar.barRect().center().x(), barPlace(value, bar.barRect())) * bar.devicePixelRatioF();
    return shown.pixel(int(at.x()), int(at.y()));
}

}  // namespace

class TestColourBar : public QObject {
    Q_OBJECT

private slots:
    void placesAndProbabilitiesUndoEachOther();
    void labelsGiveWay_data();
    void labelsGiveWay();
    void draggedMarkerAsksForALimit_data();
    void draggedMarkerAsksForALimit();
    void dragOutsideTheScaleIsClamped();
    void anotherButtonLeavesTheDragAlone();
    void pressBesideTheMarkersIsForThePictureBelow();
    void heatIsFadedBelowHalfTheLimit();
    void movedLimitChangesTheBar();
    void showsWhatItWasToldLast_data();
    void showsWhatItWasToldLast();
    void describesItself();
    void navigatorMovesTheView();
    void navigatorShowsTheFrame();
};

void TestColourBar::placesAndProbabilitiesUndoEachOther()
{
    const QRectF bar(10, 20, 12, 200);
    QCOMPARE(barPlace(1, bar), 20.0);
    QCOMPARE(barPlace(0, bar), 220.0);
    QCOMPARE(barPlace(7, bar), 20.0);
    QCOMPARE(barProbability(barPlace(0.37, bar), bar), 0.37);
    QCOMPARE(barProbability(-50, bar), 1.0);
}

void TestColourBar::labelsGiveWay_data()
{
    QTest::addColumn<QList<double>>("wanted");
    QTest::addColumn<QList<double>>("placed");
    QTest::newRow("apart") << QList<double> {20, 60} << QList<double> {20, 60};
    QTest::newRow("too near: each by half") << QList<double> {50, 56} << QList<double> {46, 60};
    QTest::newRow("lower first in the list") << QList<double> {56, 50} << QList<double> {60, 46};
    QTest::newRow("at the top") << QList<double> {0, 4} << QList<double> {0, 14};
    QTest::newRow("at the bottom") << QList<double> {98, 100} << QList<double> {86, 100};
    QTest::newRow("one") << QList<double> {-5} << QList<double> {0};
}

void TestColourBar::labelsGiveWay()
{
    QFETCH(QList<double>, wanted);
    QFETCH(QList<double>, placed);
    const std::vector<double> result = spreadLabels({wanted.begin(), wanted.end()}, 14, 0, 100);
    QCOMPARE(QList<double>(result.begin(), result.end()), placed);
}

void TestColourBar::draggedMarkerAsksForALimit_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::addColumn<bool>("fail");
    QTest::newRow("fail up") << 0.6 << 0.8 << true;
    QTest::newRow("fail down") << 0.6 << 0.1 << true;
    QTest::newRow("review up") << 0.4 << 0.5 << false;
}

void TestColourBar::draggedMarkerAsksForALimit()
{
    QFETCH(double, from);
    QFETCH(double, to);
    QFETCH(bool, fail);
    ColourBar bar;
    prepare(bar);
    QSignalSpy failed(&bar, &ColourBar::limitDragged);
    QSignalSpy reviewed(&bar, &ColourBar::reviewLimitDragged);
    QSignalSpy ended(&bar, &ColourBar::limitDragEnded);
    const QImage before = bar.grab().toImage();
    drag(bar, markerOf(bar, from), markerOf(bar, to));
    QSignalSpy& asked = fail ? failed : reviewed;
    QSignalSpy& quiet = fail ? reviewed : failed;
    QCOMPARE(asked.size(), 1);
    QVERIFY(std::abs(asked[0][0].toFloat() - to) < 0.011);
    QCOMPARE(quiet.size(), 0);
    QCOMPARE(ended.size(), 1);
    QTest::mouseMove(&bar, QPoint(0, 0));
    QCoreApplication::processEvents();
    QCOMPARE(bar.accessibleDescription(), QStringLiteral("Fail limit 0.60, review limit 0.40"));  // only the owner moves it
}

void TestColourBar::dragOutsideTheScaleIsClamped()
{
    ColourBar bar;
    prepare(bar);
    QSignalSpy asked(&bar, &ColourBar::limitDragged);
    drag(bar, markerOf(bar, 0.6), QPoint(5, -500));
    QCOMPARE(asked.last()[0].toFloat(), 1.0f);
}

void TestColourBar::anotherButtonLeavesTheDragAlone()
{
    ColourBar bar;
    prepare(bar);
    QSignalSpy asked(&bar, &ColourBar::limitDragged), ended(&bar, &ColourBar::limitDragEnded);
    const QPoint from = markerOf(bar, 0.6), to = markerOf(bar, 0.8);
    QTest::mousePress(&bar, Qt::LeftButton, {}, from);
    QTest::mousePress(&bar, Qt::RightButton, {}, from);
    QMouseEvent move(QEvent::MouseMove, to, bar.mapToGlobal(QPointF(to)), Qt::NoButton, Qt::LeftButton | Qt::RightButton, {});
    QCoreApplication::sendEvent(&bar, &move);
    QTest::mouseRelease(&bar, Qt::RightButton, {}, to);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(ended.size(), 0);
    QTest::mouseRelease(&bar, Qt::LeftButton, {}, to);
    QCOMPARE(ended.size(), 1);
}

void TestColourBar::pressBesideTheMarkersIsForThePictureBelow()
{
    ColourBar bar;
    prepare(bar);
    const QPointF at(bar.barRect().center().x(), barPlace(0.9, bar.barRect()));
    QMouseEvent press(QEvent::MouseButtonPress, at, bar.mapToGlobal(at), Qt::LeftButton, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&bar, &press);
    QVERIFY(!press.isAccepted());
}

void TestColourBar::heatIsFadedBelowHalfTheLimit()
{
    ColourBar bar;
    prepare(bar);
    bar.setOpacity(1);
    const QImage shown = bar.grab().toImage();
    const QRgb good = pixelAt(shown, bar, 0.15);
    QCOMPARE(qRed(good), qGreen(good));  // the grey board behind
    QCOMPARE(QColor(pixelAt(shown, bar, 0.9)), QColor(255, 0, 0));
}

void TestColourBar::movedLimitChangesTheBar()
{
    ColourBar bar;
    prepare(bar);
    const auto shown = [&bar] { return pixelAt(bar.grab().toImage(), bar, 0.35); };
    const QRgb before = shown();
    bar.setLimits(0.3f, 0.2f);
    const QRgb after = shown();
    QVERIFY(qRed(after) > qRed(before));
    bar.setCursorValue(0.35f);
    QVERIFY(shown() != after);
}

void TestColourBar::showsWhatItWasToldLast_data()
{
    QTest::addColumn<std::function<void(ColourBar&)>>("tell");
    const auto row = [](const char* name, std::function<void(ColourBar&)> tell) { QTest::newRow(name) << std::move(tell); };
    row("limits", [](ColourBar& bar) { bar.setLimits(0.5f, 0.3f); });
    row("colours", [](ColourBar& bar) {
        inference::ColourTable blue {};
        blue.fill({0, 0, 255});
        bar.setColourTable(blue);
    });
    row("opacity", [](ColourBar& bar) { bar.setOpacity(0.3); });
    row("cursor", [](ColourBar& bar) { bar.setCursorValue(0.7f); });
    row("height", [](ColourBar& bar) { bar.resize(bar.width(), 200); });
    row("font", [](ColourBar& bar) {
        QFont font = bar.font();
        font.setPointSizeF(1.5 * font.pointSizeF());
        bar.setFont(font);
    });
    row("palette", [](ColourBar& bar) { bar.setPalette({Qt::white, Qt::black, Qt::white, Qt::black, Qt::gray, Qt::white, Qt::white, Qt::black, Qt::black}); });
}

/// What it paints is kept: nothing of it may outlive what it shows.
void TestColourBar::showsWhatItWasToldLast()
{
    QFETCH(std::function<void(ColourBar&)>, tell);
    ColourBar bar, fresh;
    prepare(bar);
    prepare(fresh);
    const QImage before = bar.grab().toImage();
    tell(bar);
    tell(fresh);
    const QImage after = bar.grab().toImage();
    QVERIFY(after != before);
    QCOMPARE(after, fresh.grab().toImage());
    QCOMPARE(bar.grab().toImage(), after);
}

void TestColourBar::describesItself()
{
    ColourBar bar;
    prepare(bar);
    QCOMPARE(bar.accessibleName(), QStringLiteral("Heat scale"));
    bar.setLimits(0.5f, 0.5f);
    QCOMPARE(bar.accessibleDescription(), QStringLiteral("Fail limit 0.50"));
}

void TestColourBar::navigatorMovesTheView()
{
    QImage image(2000, 1000, QImage::Format_RGB32);
    image.fill(Qt::gray);
    Navigator navigator;
    navigator.setPicture(CanvasPyramid::build(image));
    navigator.setView({0, 0, 500, 400}, 1);
    navigator.resize(navigator.sizeHint());
    QSignalSpy asked(&navigator, &Navigator::centreRequested);
    const QRectF picture = navigator.pictureRect();
    QTest::mousePress(&navigator, Qt::LeftButton, {}, picture.center().toPoint());
    QTest::mouseRelease(&navigator, Qt::LeftButton, {}, picture.center().toPoint());
    QCOMPARE(asked.size(), 1);
    QVERIFY((asked[0][0].toPointF() - QPointF(1000, 500)).manhattanLength() < 20);

    asked.clear();  // gripped inside the frame: the view's middle moves by as much as the hand
    const QPoint grip = (picture.topLeft() + QPointF(5, 5)).toPoint();
    drag(navigator, grip, grip + QPoint(40, 0));
    QCOMPARE(asked.size(), 1);
    QVERIFY((asked[0][0].toPointF() - QPointF(250 + 40 * 2000 / picture.width(), 200)).manhattanLength() < 1);
}

void TestColourBar::navigatorShowsTheFrame()
{
    QImage image(2000, 1000, QImage::Format_RGB32);
    image.fill(QColor(0, 0, 200));
    Navigator navigator;
    navigator.setPicture(CanvasPyramid::build(image));
    navigator.setView({1000, 0, 1000, 1000}, 1);
    navigator.resize(navigator.sizeHint());
    const QImage shown = navigator.grab().toImage();
    const QRectF picture = navigator.pictureRect();
    const int y = int(picture.center().y());
    const int inside = qBlue(shown.pixel(int(picture.left() + picture.width() * 0.75), y));
    const int outside = qBlue(shown.pixel(int(picture.left() + picture.width() * 0.25), y));
    QCOMPARE(inside, 200);
    QVERIFY(outside < 150);
}

QTEST_MAIN(TestColourBar)
#include "tst_colour_bar.moc"
