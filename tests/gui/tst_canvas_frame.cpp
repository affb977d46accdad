#include "widgets/canvas_frame.h"

#include <QtTest>

#include <cmath>

using namespace widgets;

namespace {

QImage noise(QSize size, QImage::Format format)
{
    QImage image(size, QImage::Format_RGB32);
    quint32 state = 1;
    for (int y = 0; y < size.height(); ++y)
        for (int x = 0; x < size.width(); ++x) {
            state = state * 1664525u + 1013904223u;
            image.setPixel(x, y, qRgb(int(state >> 24), int(state >> 16 & 255), int(x % 256)));
        }
    return image.convertToFormat(format);
}

HeatLayer gradient()
{
    inference::AnomalyMap map {16, 16, std::vector<float>(256)};
    for (std::size_t i = 0; i < map.values.size(); ++i)
        map.values[i] = float(i) / 255.0f;
    HeatLayer heat;
    heat.setMap(std::make_shared<const inference::AnomalyMap>(std::move(map)));
    return heat;
}

ViewTransform viewOf(QSize image, double zoom, double ratio = 1)
{
    ViewTransform view;
    view.setViewport({320, 200}, ratio);
    view.setImageSize(image);
    view.zoomTo(zoom, view.viewportCentre());
    return view;
}

constexpr QRgb background = 0xff303030u;

/// Both layers of the frame after an update, as one picture.
QImage updated(CanvasFrame& frame, const ViewTransform& view, const std::shared_ptr<const CanvasPyramid>& picture, const HeatLayer* heat)
{
    frame.update(view, picture, heat, background);
    QImage whole = frame.picture().copy();
    for (int y = frame.heatedArea().top(); y <= frame.heatedArea().bottom(); ++y)
        for (int x = frame.heatedArea().left(); x <= frame.heatedArea().right(); ++x)
            whole.setPixel(x, y, frame.heated().pixel(x, y));
    return whole;
}

}  // namespace

class TestCanvasFrame : public QObject {
    Q_OBJECT

private slots:
    void aMovedViewEqualsAFreshOne_data();
    void aMovedViewEqualsAFreshOne();
    void movedLimitRepaintsTheHeat();
    void aheadOfTimeTheSameIsPainted_data();
    void aheadOfTimeTheSameIsPainted();
    void whatWasPaintedForAnotherViewIsNotTaken();
    void hiddenHeatLeavesThePicture();
    void oneToOneShowsTheOwnPixels();
    void enlargedPixelsHaveSharpEdges();
    void reducedPictureKeepsItsMean_data();
    void reducedPictureKeepsItsMean();
    void pictureLiesWhereTheViewSays();
    void aThinPictureKeepsALine_data();
    void aThinPictureKeepsALine();
    void allFormatsLookAlike_data();
    void allFormatsLookAlike();
    void levelsCoverThePicture();
    void previewIsSmallAndOfTheSameSize();
    void stoppedBuildGivesNothing();
};

void TestCanvasFrame::aMovedViewEqualsAFreshOne_data()
{
    QTest::addColumn<double>("zoom");
    QTest::addColumn<double>("ratio");
    for (const double zoom : {0.13, 0.6, 1.0, 1.7, 3.3, 21.0})
        for (const double ratio : {1.0, 1.25, 2.0})
            QTest::addRow("zoom %g ratio %g", zoom, ratio) << zoom << ratio;
}

void TestCanvasFrame::aMovedViewEqualsAFreshOne()
{
    QFETCH(double, zoom);
    QFETCH(double, ratio);
    const auto picture = CanvasPyramid::build(noise({1501, 1003}, QImage::Format_RGB888));
    const HeatLayer heat = gradient();
    ViewTransform view = viewOf(picture->size(), zoom, ratio);
    CanvasFrame moved;
    for (const QPointF by : {QPointF(0, 0), QPointF(13, 0), QPointF(0, -21), QPointF(-40, 33), QPointF(500, 2), QPointF(-3, -1)}) {
        view.panBy(by);
        CanvasFrame fresh;
        QCOMPARE(updated(moved, view, picture, &heat), updated(fresh, view, picture, &heat));
    }
}

void TestCanvasFrame::aheadOfTimeTheSameIsPainted_data()
{
    aMovedViewEqualsAFreshOne_data();
}

void TestCanvasFrame::aheadOfTimeTheSameIsPainted()
{
    QFETCH(double, zoom);
    QFETCH(double, ratio);
    const QSize size(300, 180);
    const auto first = CanvasPyramid::build(noise(size, QImage::Format_RGB32));
    const auto second = CanvasPyramid::build(noise(size, QImage::Format_RGB32).mirrored());
    const ViewTransform view = viewOf(size, zoom, ratio);
    const HeatLayer heat = gradient();
    CanvasFrame usual, ahead;
    for (CanvasFrame* const frame : {&usual, &ahead})
        frame->update(view, first, &heat, background);
    const auto painted = PaintedPicture::paint(view, second, background);
    QVERIFY(painted);
    ahead.offer(painted);
    QCOMPARE(updated(ahead, view, second, &heat), updated(usual, view, second, &heat));
    QCOMPARE(ahead.picture(), usual.picture());
    QCOMPARE(ahead.picture().constBits(), painted->image.constBits());  // taken, not painted again
    // What is painted on later isn't what was offered.
    ViewTransform moved = view;
    moved.panBy({11, -7});
    QCOMPARE(updated(ahead, moved, second, &heat), updated(usual, moved, second, &heat));
    QCOMPARE(painted->image, PaintedPicture::paint(view, second, background)->image);
}

void TestCanvasFrame::whatWasPaintedForAnotherViewIsNotTaken()
{
    const QSize size(300, 180);
    const auto picture = CanvasPyramid::build(noise(size, QImage::Format_RGB32));
    const auto other = CanvasPyramid::build(noise(size, QImage::Format_RGB32).mirrored());
    const ViewTransform view = viewOf(size, 0.6);
    CanvasFrame usual;
    const QImage wanted = updated(usual, view, picture, nullptr);
    const auto shows = [&](const std::shared_ptr<const PaintedPicture>& painted) {
        CanvasFrame frame;
        frame.offer(painted);
        return updated(frame, view, picture, nullptr);
    };
    QCOMPARE(shows(PaintedPicture::paint(viewOf(size, 0.7), picture, background)), wanted);
    QCOMPARE(shows(PaintedPicture::paint(view, other, background)), wanted);
    QCOMPARE(shows(PaintedPicture::paint(view, picture, 0xff00ff00u)), wanted);
    QCOMPARE(shows(nullptr), wanted);
    QVERIFY(!PaintedPicture::paint(ViewTransform(), picture, background));
    QVERIFY(!PaintedPicture::paint(view, nullptr, background));
}

void TestCanvasFrame::movedLimitRepaintsTheHeat()
{
    const auto picture = CanvasPyramid::build(noise({600, 400}, QImage::Format_RGB32));
    HeatLayer heat = gradient();
    heat.setLimit(0.9f);
    const ViewTransform view = viewOf(picture->size(), 0.5);
    CanvasFrame frame;
    const QImage before = updated(frame, view, picture, &heat);
    heat.setLimit(0.3f);
    const QImage after = updated(frame, view, picture, &heat);
    QVERIFY(before != after);
    CanvasFrame fresh;
    QCOMPARE(after, updated(fresh, view, picture, &heat));
}

void TestCanvasFrame::hiddenHeatLeavesThePicture()
{
    const auto picture = CanvasPyramid::build(noise({600, 400}, QImage::Format_RGB32));
    const HeatLayer heat = gradient();
    ViewTransform view = viewOf(picture->size(), 1.5);
    CanvasFrame frame;
    const QImage with = updated(frame, view, picture, &heat);
    const QImage without = updated(frame, view, picture, nullptr);
    QVERIFY(with != without);
    view.panBy({7, 7});  // moved while hidden: the heat must come back in the right place
    frame.update(view, picture, nullptr, background);
    view.panBy({-7, -7});
    QCOMPARE(updated(frame, view, picture, &heat), with);
}

void TestCanvasFrame::oneToOneShowsTheOwnPixels()
{
    const QImage image = noise({900, 700}, QImage::Format_RGB32);
    const auto picture = CanvasPyramid::build(image);
    const ViewTransform view = viewOf(image.size(), 1);
    CanvasFrame frame;
    const QImage shown = updated(frame, view, picture, nullptr);
    QCOMPARE(shown, image.copy(QRect(-view.deviceOrigin(), QSize(320, 200))));
}

void TestCanvasFrame::enlargedPixelsHaveSharpEdges()
{
    QImage image(40, 40, QImage::Format_RGB32);
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 40; ++x)
            image.setPixel(x, y, (x + y) % 2 ? qRgb(255, 255, 255) : qRgb(0, 0, 0));
    ViewTransform view = viewOf(image.size(), 10);
    CanvasFrame frame;
    const QImage shown = updated(frame, view, CanvasPyramid::build(image), nullptr);
    for (int y = 0; y < shown.height(); ++y)
        for (int x = 0; x < shown.width(); ++x) {
            const QPointF at = view.toImage(QPointF(x + 0.5, y + 0.5));
            QCOMPARE(shown.pixel(x, y), image.pixel(int(at.x()), int(at.y())));
        }
}

void TestCanvasFrame::reducedPictureKeepsItsMean_data()
{
    QTest::addColumn<double>("zoom");
    QTest::newRow("a little") << 0.8;
    QTest::newRow("half") << 0.5;
    QTest::newRow("between levels") << 0.3;
    QTest::newRow("much") << 0.11;
}

void TestCanvasFrame::reducedPictureKeepsItsMean()
{
    QFETCH(double, zoom);
    QImage stripes(2000, 2000, QImage::Format_Grayscale8);  // what nearest neighbour would turn into moire
    for (int y = 0; y < stripes.height(); ++y)
        for (int x = 0; x < stripes.width(); ++x)
            stripes.scanLine(y)[x] = (x + y) % 2 ? 200 : 100;
    CanvasFrame frame;
    const ViewTransform view = viewOf(stripes.size(), zoom);
    const QImage shown = updated(frame, view, CanvasPyramid::build(stripes), nullptr);
    const QRect inside = CanvasFrame::pictureRect(view).adjusted(2, 2, -2, -2);
    double sum = 0;
    for (int y = inside.top(); y <= inside.bottom(); ++y)
        for (int x = inside.left(); x <= inside.right(); ++x)
            sum += qRed(shown.pixel(x, y));
    const double mean = sum / (double(inside.width()) * inside.height());
    QVERIFY2(std::abs(mean - 150) < 2, qPrintable(QString::number(mean)));
}

void TestCanvasFrame::pictureLiesWhereTheViewSays()
{
    QImage white(100, 50, QImage::Format_RGB32);
    white.fill(Qt::white);
    const ViewTransform view = viewOf(white.size(), 2);
    CanvasFrame frame;
    const QImage shown = updated(frame, view, CanvasPyramid::build(white), nullptr);
    QCOMPARE(CanvasFrame::pictureRect(view), QRect(60, 50, 200, 100));
    QCOMPARE(shown.pixel(60, 50), qRgb(255, 255, 255));
    QCOMPARE(shown.pixel(259, 149), qRgb(255, 255, 255));
    QCOMPARE(shown.pixel(59, 100), background);
    QCOMPARE(shown.pixel(260, 100), background);
    QCOMPARE(shown.pixel(100, 150), background);
}

void TestCanvasFrame::aThinPictureKeepsALine_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("wide") << QSize(30000, 10);
    QTest::newRow("tall") << QSize(10, 30000);
}

void TestCanvasFrame::aThinPictureKeepsALine()
{
    QFETCH(QSize, size);
    QImage white(size, QImage::Format_Grayscale8);
    white.fill(255);
    ViewTransform view;
    view.setViewport({320, 200}, 1);
    view.setImageSize(size);
    const QRect line = CanvasFrame::pictureRect(view);
    QCOMPARE(std::min(line.width(), line.height()), 1);
    QVERIFY(std::max(line.width(), line.height()) >= 200);
    CanvasFrame frame;
    const HeatLayer heat = gradient();
    const QImage shown = updated(frame, view, CanvasPyramid::build(white), nullptr);
    QCOMPARE(shown.pixel(line.center()), qRgb(255, 255, 255));
    QVERIFY(updated(frame, view, CanvasPyramid::build(white), &heat).pixel(line.center()) != qRgb(255, 255, 255));
}

void TestCanvasFrame::allFormatsLookAlike_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<double>("zoom");
    for (const auto format : {QImage::Format_RGB888, QImage::Format_ARGB32, QImage::Format_RGBA8888, QImage::Format_RGBX64,
                              QImage::Format_BGR888, QImage::Format_ARGB32_Premultiplied})
        for (const double zoom : {0.4, 1.0, 1.5, 4.0})
            QTest::addRow("format %d zoom %g", int(format), zoom) << int(format) << zoom;
}

void TestCanvasFrame::allFormatsLookAlike()
{
    QFETCH(int, format);
    QFETCH(double, zoom);
    const QImage image = noise({501, 333}, QImage::Format_RGB32);
    const ViewTransform view = viewOf(image.size(), zoom);
    CanvasFrame one;
    CanvasFrame other;
    QCOMPARE(updated(one, view, CanvasPyramid::build(image.convertToFormat(QImage::Format(format))), nullptr),
             updated(other, view, CanvasPyramid::build(image), nullptr));
}

void TestCanvasFrame::levelsCoverThePicture()
{
    const auto picture = CanvasPyramid::build(noise({1001, 301}, QImage::Format_Grayscale8));
    QCOMPARE(picture->levelFor(2).exponent, 0);
    QCOMPARE(picture->levelFor(1).exponent, 0);
    QCOMPARE(picture->levelFor(0.51).exponent, 0);
    QCOMPARE(picture->levelFor(0.5).exponent, 1);
    QCOMPARE(picture->levelFor(0.5).image.size(), QSize(501, 151));
    QCOMPARE(picture->levelFor(0.26).exponent, 1);
    QCOMPARE(picture->levelFor(0.2).image.size(), QSize(251, 76));
    QCOMPARE(picture->levelFor(1e-6).exponent, int(picture->levelCount()) - 1);
}

void TestCanvasFrame::previewIsSmallAndOfTheSameSize()
{
    const auto preview = CanvasPyramid::preview(noise({3000, 2000}, QImage::Format_RGB888));
    QCOMPARE(preview->size(), QSize(3000, 2000));
    QCOMPARE(preview->levelFor(1).exponent, 0);
    const auto& small = preview->levelFor(0.4);
    QVERIFY(small.image.width() * small.image.height() <= 600'000);
    QVERIFY(small.exponent > 0);
}

void TestCanvasFrame::stoppedBuildGivesNothing()
{
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!CanvasPyramid::build(noise({300, 300}, QImage::Format_RGB32), {}, stop.get_token()));
    QVERIFY(!CanvasPyramid::build({}));
    QVERIFY(!CanvasPyramid::preview({}));
}

QTEST_GUILESS_MAIN(TestCanvasFrame)
#include "tst_canvas_frame.moc"
