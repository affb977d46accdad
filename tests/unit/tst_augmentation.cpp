// What is changed at random before an image is learned from, by tables made by hand.
#include "core/error.h"
#include "training/augmentation.h"

#include <QtTest>

#include <numeric>

using namespace inference;
using training::Example;

namespace {

/// Rows of digits separated by "/": each digit is ten levels of grey, and the mask where it is 5 or more.
Example exampleOf(const QString& text)
{
    const QStringList rows = text.split('/');
    const int side = int(rows.size());
    Example example {makeImage(side, side, 3), std::vector<std::uint8_t>(std::size_t(side * side))};
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const int digit = rows[y][x].digitValue();
            std::fill_n(example.image.row(y) + 3 * x, 3, std::uint8_t(10 * digit));
            example.mask[std::size_t(y * side + x)] = digit >= 5;
        }
    return example;
}

QString imageText(const Image& image)
{
    QStringList rows;
    for (int y = 0; y < image.height; ++y) {
        QStringList cells;
        for (int x = 0; x < image.width; ++x)
            cells << QString::number(image.row(y)[3 * x]);
        rows << cells.join(' ');
    }
    return rows.join('/');
}

QString maskText(const Example& example)
{
    QString text;
    for (std::size_t i = 0; i < example.mask.size(); ++i)
        text += (i > 0 && i % std::size_t(example.image.width) == 0 ? "/" : "") + QString::number(example.mask[i]);
    return text;
}

/// Red falls to the right, green downwards, blue in steps; the mask is where red is above 100.
Example coloured(int side)
{
    Example example {makeImage(side, side, 3), std::vector<std::uint8_t>(std::size_t(side * side))};
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            std::uint8_t* rgb = example.image.row(y) + 3 * x;
            rgb[0] = std::uint8_t(200 - 3 * x);
            rgb[1] = std::uint8_t(40 + 2 * y);
            rgb[2] = std::uint8_t(90 + 40 * ((x / 4 + y / 4) % 2));
            example.mask[std::size_t(y * side + x)] = rgb[0] > 100;
        }
    return example;
}

Image onePixel(int red, int green, int blue)
{
    Image image = makeImage(1, 1, 3);
    image.pixels = {std::uint8_t(red), std::uint8_t(green), std::uint8_t(blue)};
    return image;
}

}  // namespace

class TestAugmentation : public QObject {
    Q_OBJECT

private slots:
    void quarterTurnsAreExact_data();
    void quarterTurnsAreExact();
    void rotationByQuartersIsThatOfTheTurns_data();
    void rotationByQuartersIsThatOfTheTurns();
    void bordersAreMirroredWithoutTheEdge();
    void maskFollowsTheImage();
    void brightnessAndContrastAreLevels_data();
    void brightnessAndContrastAreLevels();
    void blurIsTheMeanOfNine();
    void gaussianKernelsAreOpenCvs_data();
    void gaussianKernelsAreOpenCvs();
    void noiseHasItsVariance();
    void coloursJitterByHand_data();
    void coloursJitterByHand();
    void sameSeedSameBytes();
    void halfOfTheExamplesAreTurned();
    void mosaicPutsFourTogether();
    void otherFormsAreRefused();
};

void TestAugmentation::quarterTurnsAreExact_data()
{
    QTest::addColumn<int>("quarters");
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("mask");
    QTest::newRow("none") << 0 << "10 20 30/40 50 60/70 80 90" << "000/011/111";
    QTest::newRow("one, counter-clockwise") << 1 << "30 60 90/20 50 80/10 40 70" << "011/011/001";
    QTest::newRow("two") << 2 << "90 80 70/60 50 40/30 20 10" << "111/110/000";
    QTest::newRow("three") << 3 << "70 40 10/80 50 20/90 60 30" << "100/110/110";
}

void TestAugmentation::quarterTurnsAreExact()
{
    QFETCH(int, quarters);
    const Example turned = training::quarterTurned(exampleOf("123/456/789"), quarters);
    QTEST(imageText(turned.image), "image");
    QTEST(maskText(turned), "mask");
}

void TestAugmentation::rotationByQuartersIsThatOfTheTurns_data()
{
    QTest::addColumn<int>("quarters");
    for (const int quarters : {0, 1, 2, 3})
        QTest::addRow("%d", quarters) << quarters;
}

void TestAugmentation::rotationByQuartersIsThatOfTheTurns()
{
    QFETCH(int, quarters);
    for (const int side : {3, 8}) {
        const Example example = coloured(side);
        const Example rotated = training::rotated(example, 0.25f * float(quarters)), turned = training::quarterTurned(example, quarters);
        QCOMPARE(rotated.image.pixels, turned.image.pixels);
        QCOMPARE(rotated.mask, turned.mask);
    }
}

void TestAugmentation::bordersAreMirroredWithoutTheEdge()
{
    // An eighth of a turn, counter-clockwise: the corners come from beyond the middles of the sides, by 1.414 - 1. The top left one from
    // (1, -0.414), mirrored 0.414 of the way from 20 to 50; the top right one from (2.414, 1), as far from 60 to 50.
    const Example rotated = training::rotated(exampleOf("123/456/789"), 0.125f);
    QCOMPARE(int(rotated.image.row(1)[3]), 50);
    QCOMPARE(int(rotated.image.row(0)[0]), 32);
    QCOMPARE(int(rotated.image.row(0)[6]), 56);
}

void TestAugmentation::maskFollowsTheImage()
{
    // White where the mask is: after any rotation the mask is where the image is bright.
    Example example {makeImage(40, 40, 3), std::vector<std::uint8_t>(1600)};
    for (int y = 6; y < 19; ++y)
        for (int x = 20; x < 33; ++x) {
            std::fill_n(example.image.row(y) + 3 * x, 3, std::uint8_t(255));
            example.mask[std::size_t(40 * y + x)] = 1;
        }
    for (const float degrees : {-30.0f, -11.0f, 7.5f, 29.0f}) {
        const Example rotated = training::rotated(example, degrees / 360);
        int differing = 0, marked = 0;
        for (std::size_t i = 0; i < rotated.mask.size(); ++i) {
            differing += (rotated.image.pixels[3 * i] > 127) != (rotated.mask[i] == 1) ? 1 : 0;
            marked += rotated.mask[i];
        }
        QVERIFY2(differing <= 6, qPrintable(QString::number(differing)));  // where the edge runs through the middle of a pixel
        QVERIFY2(std::abs(marked - 169) <= 8, qPrintable(QString::number(marked)));
    }
}

void TestAugmentation::brightnessAndContrastAreLevels_data()
{
    QTest::addColumn<float>("contrast");
    QTest::addColumn<float>("brightness");
    QTest::addColumn<QString>("image");
    QTest::newRow("nothing") << 1.0f << 0.0f << "0 100/200 90";
    QTest::newRow("contrast") << 1.2f << 0.0f << "0 120/240 108";
    QTest::newRow("brighter, cut at 255") << 1.0f << 0.2f << "51 151/251 141";
    QTest::newRow("both, cut") << 1.2f << 0.2f << "51 171/255 159";
    QTest::newRow("darker, cut at 0") << 1.0f << -0.2f << "0 49/149 39";
}

void TestAugmentation::brightnessAndContrastAreLevels()
{
    QFETCH(float, contrast);
    QFETCH(float, brightness);
    Image image = exampleOf("00/09").image;
    std::fill_n(image.row(0) + 3, 3, std::uint8_t(100));
    std::fill_n(image.row(1), 3, std::uint8_t(200));
    training::changeBrightnessContrast(image, contrast, brightness);
    QTEST(imageText(image), "image");
}

void TestAugmentation::blurIsTheMeanOfNine()
{
    // Corner: 4 x 90 of nine (mirrored without the edge: the middle counts four times). Beside it: the middle counts twice.
    Image image = exampleOf("000/090/000").image;
    training::blur3(image);
    QCOMPARE(imageText(image), "40 20 40/20 10 20/40 20 40");
}

void TestAugmentation::gaussianKernelsAreOpenCvs_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<QString>("row");
    // 255 in the middle of 15 x 15: its row is 255 x (weight x middle weight).
    QTest::newRow("3: 1 2 1") << 3 << "0 0 0 32 64 32 0 0 0";
    QTest::newRow("5: 1 4 6 4 1") << 5 << "0 0 6 24 36 24 6 0 0";
    QTest::newRow("7: 2 7 14 18 14 7 2") << 7 << "0 2 8 16 20 16 8 2 0";
}

void TestAugmentation::gaussianKernelsAreOpenCvs()
{
    QFETCH(int, size);
    Image image = makeImage(15, 15, 3);
    std::fill_n(image.row(7) + 3 * 7, 3, std::uint8_t(255));
    training::gaussianBlur(image, size);
    QTEST(imageText(image).section('/', 7, 7).split(' ').mid(3, 9).join(' '), "row");
}

void TestAugmentation::noiseHasItsVariance()
{
    Image image = makeImage(200, 200, 3);
    std::ranges::fill(image.pixels, std::uint8_t(128));
    training::addNoise(image, 30, 5);
    double sum = 0, squares = 0;
    for (const std::uint8_t value : image.pixels) {
        sum += value - 128;
        squares += (value - 128) * (value - 128);
    }
    const double count = double(image.pixels.size());
    QVERIFY2(std::abs(sum / count) < 0.05, qPrintable(QString::number(sum / count)));
    QVERIFY2(std::abs(squares / count - 30) < 1, qPrintable(QString::number(squares / count)));  // rounding adds 1/12
    QVERIFY(image.pixels[0] != image.pixels[1] || image.pixels[1] != image.pixels[2]);
}

void TestAugmentation::coloursJitterByHand_data()
{
    QTest::addColumn<training::Jitter>("jitter");
    QTest::addColumn<QString>("rgb");
    using training::Jitter;
    // Of (200, 100, 50), whose grey is 59.8 + 58.7 + 5.7 = 124.2.
    QTest::newRow("nothing") << Jitter {} << "200 100 50";
    QTest::newRow("brightness") << Jitter {.brightness = 1.2f} << "240 120 60";
    QTest::newRow("contrast about the mean") << Jitter {.contrast = 0.8f} << "185 105 65";
    QTest::newRow("saturation about the grey") << Jitter {.saturation = 1.2f} << "215 95 35";
    // A third of a turn: red becomes green, green blue, blue red.
    QTest::newRow("hue") << Jitter {.hue = 1.0f / 3} << "50 200 100";
    QTest::newRow("hue backwards") << Jitter {.hue = -1.0f / 3} << "100 50 200";
    // 200 x 1.2 = 240, then 0.8 x 240 + 0.2 x grey (149.0) = 221.8. The other way round: 184.8 -> 185, x 1.2 = 222; 104.8 -> 105, 126; 64.8 -> 65, 78.
    QTest::newRow("brightness, then contrast") << Jitter {.brightness = 1.2f, .contrast = 0.8f} << "222 126 78";
}

void TestAugmentation::coloursJitterByHand()
{
    QFETCH(training::Jitter, jitter);
    Image image = onePixel(200, 100, 50);
    training::jitterColours(image, jitter);
    QTEST(QStringLiteral("%1 %2 %3").arg(image.pixels[0]).arg(image.pixels[1]).arg(image.pixels[2]), "rgb");
}

void TestAugmentation::sameSeedSameBytes()
{
    const Example example = coloured(24);
    int changed = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const Example one = training::augmented(example, seed), other = training::augmented(example, seed);
        QCOMPARE(one.image.pixels, other.image.pixels);
        QCOMPARE(one.mask, other.mask);
        changed += one.image.pixels != example.image.pixels ? 1 : 0;
        QVERIFY(std::ranges::all_of(one.mask, [](std::uint8_t value) { return value <= 1; }));
    }
    // 1/2 each, a quarter turn only three times in four: unchanged 1/2^4 x 5/8, less than one of 40 x 4 %.
    QVERIFY(changed >= 34);
}

void TestAugmentation::halfOfTheExamplesAreTurned()
{
    // Of a picture without edges only the mask tells that it was turned: by Rotate (1/2) or by RandomRotate90 (1/2 x 3/4).
    Example example {makeImage(24, 24, 3), std::vector<std::uint8_t>(24 * 24)};
    std::fill_n(example.mask.begin(), 24 * 3, std::uint8_t(1));
    int turned = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed)
        turned += training::augmented(example, seed).mask != example.mask ? 1 : 0;
    QVERIFY2(std::abs(turned / 400.0 - 0.6875) < 0.07, qPrintable(QString::number(turned)));
}

void TestAugmentation::mosaicPutsFourTogether()
{
    const auto flat = [](int level, bool damaged) {
        Example example {makeImage(6, 6, 3), std::vector<std::uint8_t>(36, damaged ? 1 : 0)};
        std::ranges::fill(example.image.pixels, std::uint8_t(level));
        return example;
    };
    const Example sheet = training::mosaicOf({flat(10, true), flat(20, false), flat(30, false), flat(40, true)});
    QCOMPARE(imageText(sheet.image), "10 10 10 20 20 20/10 10 10 20 20 20/10 10 10 20 20 20/30 30 30 40 40 40/30 30 30 40 40 40/30 30 30 40 40 40");
    QCOMPARE(maskText(sheet), "111000/111000/111000/000111/000111/000111");
}

void TestAugmentation::otherFormsAreRefused()
{
    Example wide {makeImage(4, 3, 3), std::vector<std::uint8_t>(12)};
    QVERIFY_EXCEPTION_THROWN(training::augmented(wide, 1), Error);
    Example maskless {makeImage(4, 4, 3), {}};
    QVERIFY_EXCEPTION_THROWN(training::augmented(maskless, 1), Error);
    Image image = makeImage(4, 4, 3);
    QVERIFY_EXCEPTION_THROWN(training::gaussianBlur(image, 9), Error);
}

QTEST_GUILESS_MAIN(TestAugmentation)
#include "tst_augmentation.moc"
