#include "core/error.h"
#include "imaging/colour_tables.h"
#include "imaging/overlay.h"

#include <QtTest>

using namespace inference;
using imaging::OverlayStyle;

namespace {

Image plain(int width, int height, std::uint8_t value = 100)
{
    Image image = makeImage(width, height, 3);
    std::fill(image.pixels.begin(), image.pixels.end(), value);
    return image;
}

AnomalyMap uniform(int width, int height, float value)
{
    return {width, height, std::vector<float>(std::size_t(width) * std::size_t(height), value)};
}

QList<int> colourAt(const Image& image, int x, int y)
{
    const std::uint8_t* pixel = image.row(y) + 3 * x;
    return {pixel[0], pixel[1], pixel[2]};
}

Judgement oneDefect(bool failing)
{
    Defect defect;
    defect.failing = failing;
    defect.contours = {{{20, 20}, {80, 20}, {80, 80}, {20, 80}}};
    return {failing ? Verdict::Fail : Verdict::Review, 1.0, Verdict::Pass, {defect}};
}

}  // namespace

class TestOverlay : public QObject {
    Q_OBJECT

private slots:
    void goodPartsStayAsTheyAre();
    void heatHasItsOpacityAtTheLimit_data();
    void heatHasItsOpacityAtTheLimit();
    void heatIsBilinearBetweenPixelCentres();
    void contoursAreDrawnInTheirColour_data();
    void contoursAreDrawnInTheirColour();
    void everyKindOfImageIsPainted_data();
    void everyKindOfImageIsPainted();
    void emptyMapIsRefused();
};

void TestOverlay::goodPartsStayAsTheyAre()
{
    const Image image = plain(40, 30);
    const Image painted = imaging::paintOverlay(image, uniform(5, 5, 0.29f), {}, OverlayStyle {});  // limit 0.6: fades to 0 at 0.3
    QCOMPARE(painted.size(), image.size());
    QCOMPARE(painted.pixels, image.pixels);
}

void TestOverlay::heatHasItsOpacityAtTheLimit_data()
{
    QTest::addColumn<float>("probability");
    QTest::addColumn<double>("opacity");
    QTest::addColumn<double>("share");
    QTest::newRow("at the limit") << 0.6f << 0.5 << 0.5;
    QTest::newRow("above the limit") << 1.0f << 0.5 << 0.5;
    QTest::newRow("half way of the fade") << 0.45f << 0.5 << 0.25;  // smoothstep(0.5) = 0.5
    QTest::newRow("opaque") << 0.6f << 1.0 << 1.0;
    QTest::newRow("no heat wanted") << 0.9f << 0.0 << 0.0;
}

void TestOverlay::heatHasItsOpacityAtTheLimit()
{
    QFETCH(float, probability);
    QFETCH(double, opacity);
    QFETCH(double, share);
    OverlayStyle style;
    style.opacity = opacity;
    const Image painted = imaging::paintOverlay(plain(8, 8), uniform(4, 4, probability), {}, style);
    const Rgb heat = imaging::colourTable(ColourMap::Viridis)[std::size_t(colourStep(probability))];
    const int colours[] = {heat.red, heat.green, heat.blue};
    for (int c = 0; c < 3; ++c)
        QVERIFY(std::abs(colourAt(painted, 3, 5)[c] - (100 + (colours[c] - 100) * share)) <= 1.0);
}

void TestOverlay::heatIsBilinearBetweenPixelCentres()
{
    // map of two pixels over an image of four: centres at 1 and 3, image pixels at 0.5, 1.5, 2.5, 3.5
    const AnomalyMap map {2, 1, {0.0f, 1.0f}};
    OverlayStyle style;
    style.colours = ColourMap::Grey;
    style.opacity = 1.0;
    style.limit = 0.2f;
    const Image painted = imaging::paintOverlay(plain(4, 1, 0), map, {}, style);
    QCOMPARE(colourAt(painted, 0, 0)[0], 0);
    QCOMPARE(colourAt(painted, 1, 0)[0], 64);    // 0.25 * 255, at full opacity
    QCOMPARE(colourAt(painted, 2, 0)[0], 191);   // 0.75 * 255
    QCOMPARE(colourAt(painted, 3, 0)[0], 255);
}

void TestOverlay::contoursAreDrawnInTheirColour_data()
{
    QTest::addColumn<bool>("failing");
    QTest::addColumn<QList<int>>("colour");
    QTest::newRow("failing") << true << QList<int> {220, 38, 38};
    QTest::newRow("review") << false << QList<int> {245, 158, 11};
}

void TestOverlay::contoursAreDrawnInTheirColour()
{
    QFETCH(bool, failing);
    QFETCH(QList<int>, colour);
    OverlayStyle style;
    // a line on a pixel's corner is spread over two pixels: 500 pixels make it 2 wide, which covers both
    const Image painted = imaging::paintOverlay(plain(1000, 100), uniform(10, 10, 0), oneDefect(failing), style);
    const auto near = [&](int x, int y) {
        for (int i = 0; i < 3; ++i)
            if (std::abs(colourAt(painted, x, y)[i] - colour[i]) > 40)
                return false;
        return true;
    };
    QVERIFY2(near(50, 20) || near(50, 19), qPrintable(QString::number(colourAt(painted, 50, 20)[0])));
    QVERIFY(near(80, 50) || near(79, 50));
    QCOMPARE(colourAt(painted, 50, 50), (QList<int> {100, 100, 100}));
    QCOMPARE(colourAt(painted, 500, 50), (QList<int> {100, 100, 100}));
    int darkest = 255;
    for (int y = 14; y < 27; ++y)
        darkest = std::min(darkest, colourAt(painted, 50, y)[0]);
    QVERIFY(darkest < 60);  // the rim

    style.contours = false;
    QCOMPARE(imaging::paintOverlay(plain(1000, 100), uniform(10, 10, 0), oneDefect(failing), style).pixels, plain(1000, 100).pixels);
}

void TestOverlay::everyKindOfImageIsPainted_data()
{
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("bytes");
    QTest::newRow("grey") << 1 << 1;
    QTest::newRow("grey with alpha") << 2 << 1;
    QTest::newRow("RGBA") << 4 << 1;
    QTest::newRow("grey, 16 bits") << 1 << 2;
    QTest::newRow("RGBA, 16 bits") << 4 << 2;
}

void TestOverlay::everyKindOfImageIsPainted()
{
    QFETCH(int, channels);
    QFETCH(int, bytes);
    const Image painted = imaging::paintOverlay(makeImage(9, 7, channels, bytes), uniform(3, 3, 0.9f), oneDefect(true), {});
    QCOMPARE(painted.size(), (Size {9, 7}));
    QCOMPARE(painted.channels, 3);
    QCOMPARE(painted.bytesPerChannel, 1);
    QVERIFY(colourAt(painted, 4, 3) != (QList<int> {0, 0, 0}));
}

void TestOverlay::emptyMapIsRefused()
{
    QVERIFY_EXCEPTION_THROWN(imaging::paintOverlay(plain(4, 4), {}, {}, {}), Error);
}

QTEST_APPLESS_MAIN(TestOverlay)
#include "tst_overlay.moc"
