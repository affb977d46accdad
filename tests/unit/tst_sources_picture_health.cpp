#include "core/error.h"
#include "imaging/picture_figures.h"
#include "sources/picture_health.h"

#include <QtTest>

#include <cmath>
#include <cstring>
#include <random>

using namespace inference;
using inference::imaging::figuresOf;
using namespace inference::sources;

namespace {

Image grey(int width, int height, const std::function<int(int x, int y)>& value)
{
    Image image = makeImage(width, height, 1);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.row(y)[x] = std::uint8_t(value(x, y));
    return image;
}

Image flat(int value)
{
    return grey(16, 16, [value](int, int) { return value; });
}

/// Of a picture with a part in it: half 40, half 200, one pixel that differs.
Image part(int noise)
{
    Image image = grey(16, 16, [](int x, int) { return x < 8 ? 40 : 200; });
    image.pixels[5] = std::uint8_t(noise);
    return image;
}

}  // namespace

class TestSourcesPictureHealth : public QObject {
    Q_OBJECT

private slots:
    void figuresByHand_data();
    void figuresByHand();
    void blurLowersTheFocus();
    void resolutionHardlyMatters();
    void hashTellsOneBit();
    void blackAndFrozen_data();
    void blackAndFrozen();
    void driftIsToldAndSettles();
    void oneOddPictureIsNoDrift();
    void noiseAloneIsNoDrift();
    void badInput();
};

void TestSourcesPictureHealth::figuresByHand_data()
{
    QTest::addColumn<Image>("image");
    QTest::addColumn<double>("brightness");
    QTest::addColumn<double>("spread");
    QTest::addColumn<double>("focus");
    QTest::newRow("flat") << flat(7) << 7.0 << 0.0 << 0.0;
    QTest::newRow("one pixel") << grey(1, 1, [](int, int) { return 9; }) << 9.0 << 0.0 << 0.0;
    QTest::newRow("two halves") << grey(4, 2, [](int x, int) { return x < 2 ? 10 : 30; }) << 20.0 << 10.0
                                << 0.0;  // no inner pixel
    // Inner pixels of one row: x = 1 has -4*0 + 0 + 40 + 0 + 0 = 40, x = 2 has 0 + 40 + 40 + 40 - 160 = -40; mean 0, variance 1600.
    QTest::newRow("an edge") << grey(4, 3, [](int x, int) { return x < 2 ? 0 : 40; }) << 20.0 << 20.0 << 1600.0;
    Image rgb = makeImage(2, 1, 3);
    rgb.pixels = {255, 0, 0, 0, 0, 255};  // 76.245 and 29.07
    QTest::newRow("colours") << rgb << (76.245 + 29.07) / 2 << (76.245 - 29.07) / 2 << 0.0;
    Image deep = makeImage(2, 1, 1, 2);
    const std::uint16_t samples[] = {0, 65535};
    std::memcpy(deep.pixels.data(), samples, 4);
    QTest::newRow("16 bits") << deep << 127.5 << 127.5 << 0.0;
    Image alpha = makeImage(2, 1, 2);
    alpha.pixels = {10, 255, 30, 0};
    QTest::newRow("alpha doesn't count") << alpha << 20.0 << 10.0 << 0.0;
    // 512 wide: blocks of two. Columns of 0 and 100 in turn become 50 everywhere.
    QTest::newRow("blocks") << grey(512, 8, [](int x, int) { return x % 2 * 100; }) << 50.0 << 0.0 << 0.0;
    QTest::newRow("one row of 600") << grey(600, 1, [](int x, int) { return x % 3 * 30; }) << 30.0 << 0.0
                                    << 0.0;  // blocks of 3 x 1
}

void TestSourcesPictureHealth::figuresByHand()
{
    QFETCH(Image, image);
    QFETCH(double, brightness);
    QFETCH(double, spread);
    QFETCH(double, focus);
    const PictureFigures figures = figuresOf(image);
    QVERIFY(std::abs(figures.brightness - brightness) < 1e-9);
    QVERIFY(std::abs(figures.spread - spread) < 1e-6);
    QVERIFY(std::abs(figures.focus - focus) < 1e-6);
}

void TestSourcesPictureHealth::blurLowersTheFocus()
{
    double last = 1e9;
    for (const int width : {1, 4, 16}) {  // of a slope between dark and bright
        const auto image
            = grey(64, 64, [width](int x, int) { return std::clamp((x - 32) * 160 / width + 40, 40, 200); });
        const double focus = figuresOf(image).focus;
        QVERIFY(focus < last / 2);
        last = focus;
    }
}

void TestSourcesPictureHealth::resolutionHardlyMatters()
{
    const auto rings = [](int size) {
        return figuresOf(grey(size, size, [size](int x, int y) {
            return int(127.5 + 100 * std::sin(120.0 * std::hypot(x - size / 2, y - size / 2) / size));
        }));
    };
    const PictureFigures small = rings(256), large = rings(1024);
    QVERIFY(std::abs(small.brightness - large.brightness) < 1);
    QVERIFY(std::abs(small.focus / large.focus - 1) < 0.1);
}

void TestSourcesPictureHealth::hashTellsOneBit()
{
    const Image image = grey(13, 11, [](int x, int y) { return x * y; });
    QCOMPARE(bytesHash(image), bytesHash(image));
    QSet<quint64> hashes {bytesHash(image)};
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            Image other = image;
            other.pixels[i] ^= std::uint8_t(1 << bit);
            hashes << bytesHash(other);
        }
    QCOMPARE(hashes.size(), 13 * 11 * 8 + 1);
    Image turned = image;
    std::swap(turned.width, turned.height);
    QVERIFY(bytesHash(turned) != bytesHash(image));
}

void TestSourcesPictureHealth::blackAndFrozen_data()
{
    QTest::addColumn<QList<Image>>("pictures");
    QTest::addColumn<bool>("black");  // of the last one
    QTest::addColumn<bool>("frozen");
    QTest::newRow("good") << QList<Image> {part(1), part(2), part(3)} << false << false;
    QTest::newRow("black") << QList<Image> {flat(2)} << true << false;
    QTest::newRow("at the limit") << QList<Image> {flat(4)} << false << false;
    QTest::newRow("dark, with a lamp in it")
        << QList<Image> {grey(16, 16, [](int x, int y) { return x + y == 0 ? 250 : 2; })} << false << false;
    QTest::newRow("three times") << QList<Image> {part(1), part(1), part(1)} << false << true;
    QTest::newRow("twice") << QList<Image> {part(1), part(2), part(2)} << false << false;
    QTest::newRow("and on") << QList<Image> {part(1), part(1), part(1), part(1), part(1)} << false << true;
    QTest::newRow("moves again") << QList<Image> {part(1), part(1), part(1), part(2)} << false << false;
    QTest::newRow("white repeats") << QList<Image> {flat(255), flat(255), flat(255), flat(255)} << false << false;
    QTest::newRow("black repeats") << QList<Image> {flat(0), flat(0), flat(0), flat(0)} << true << false;
}

void TestSourcesPictureHealth::blackAndFrozen()
{
    QFETCH(QList<Image>, pictures);
    QFETCH(bool, black);
    QFETCH(bool, frozen);
    PictureHealth::Limits limits;
    limits.frozenPictures = 3;
    PictureHealth health(limits);
    PictureHealth::Signs signs;
    for (const Image& image : pictures)
        signs = health.look(image);
    QCOMPARE(signs.black, black);
    QCOMPARE(signs.frozen, frozen);
}

void TestSourcesPictureHealth::driftIsToldAndSettles()
{
    DriftSentinel::Limits limits;
    limits.reference = 30;
    limits.slack = 1;
    DriftSentinel sentinel(limits);
    // Reference: 99 and 101 in turn, deviation just above 1 (1.017).
    for (int i = 0; i < 30; ++i)
        QCOMPARE(sentinel.look({i % 2 ? 101.0 : 99.0, 20, 500}).known, i == 29);
    QVERIFY(!sentinel.look({100, 20, 500}).changed);
    // 3 deviations up: each adds 2 to the sum; the fourth reaches 8.
    const double shifted = 100 + 3 * std::sqrt(30.0 / 29);
    QList<bool> said;
    for (int i = 0; i < 5; ++i)
        said << sentinel.look({shifted, 20, 500}).changed;
    QCOMPARE(said.mid(0, 3), (QList<bool> {false, false, false}));
    QVERIFY(said[4]);
    for (int i = 0; i < 1000; ++i)
        QVERIFY(sentinel.look({shifted, 20, 500}).changed);
    // Back: 16 falls by 1 each; below 2 after 15.
    int pictures = 0;
    while (sentinel.look({100, 20, 500}).changed)
        ++pictures;
    QCOMPARE(pictures, 14);
    // Out of focus: half of it is ln 2 / 0.05 = 14 deviations, taken for 4: 3 each.
    QVERIFY(!sentinel.look({100, 20, 250}).changed);
    QVERIFY(!sentinel.look({100, 20, 250}).changed);
    const auto state = sentinel.look({100, 20, 250});
    QVERIFY(state.changed && state.focus < -13 && std::abs(state.brightness) < 1e-9);
    sentinel.reset();
    QVERIFY(!sentinel.look({100, 20, 250}).known);
}

void TestSourcesPictureHealth::oneOddPictureIsNoDrift()
{
    DriftSentinel sentinel;
    for (int i = 0; i < 100; ++i)
        sentinel.look({100, 20, 500});
    for (int i = 0; i < 50; ++i) {
        QVERIFY(!sentinel.look({255, 20, 5000}).changed);
        for (int good = 0; good < 3; ++good)
            QVERIFY(!sentinel.look({100, 20, 500}).changed);
    }
}

void TestSourcesPictureHealth::noiseAloneIsNoDrift()
{
    std::mt19937 random(7);
    std::normal_distribution<double> noise(0, 5);
    DriftSentinel sentinel;
    for (int i = 0; i < 50'000; ++i)
        QVERIFY2(!sentinel.look({120 + noise(random), 20, 500 * std::exp(0.02 * noise(random))}).changed,
            qPrintable(QString::number(i)));
}

void TestSourcesPictureHealth::badInput()
{
    QVERIFY_EXCEPTION_THROWN(figuresOf(Image {}), Error);
    Image five = makeImage(2, 2, 1);
    five.channels = 5;
    QVERIFY_EXCEPTION_THROWN(figuresOf(five), Error);
}

QTEST_GUILESS_MAIN(TestSourcesPictureHealth)
#include "tst_sources_picture_health.moc"
