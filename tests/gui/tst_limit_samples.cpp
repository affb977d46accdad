// Limit samples: what is cut out and kept of a region, and where a size stands among them.
#include "app/report/limit_sample_card.h"
#include "app/report/limit_sample_order.h"
#include "app/workbench/limit_sample_maker.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QtTest>

using namespace app;
using inference::LimitSample;
using inference::Rect;
using widgets::Calibration;
using widgets::Measure;

namespace {

QImage noise(int width, int height, QImage::Format format)
{
    QImage image(width, height, format);
    QRandomGenerator random(7);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < image.bytesPerLine(); ++x)
            image.scanLine(y)[x] = uchar(random.bounded(256));
    return image;
}

LimitSample sampleOf(bool good, double area, double mmPerPixel = 0, const std::string& className = {})
{
    LimitSample sample;
    sample.good = good;
    sample.area = area;
    sample.length = area / 2;
    sample.width = area / 4;
    sample.peak = float(area / 100);
    sample.mmPerPixel = mmPerPixel;
    sample.className = className;
    return sample;
}

std::shared_ptr<const std::vector<std::uint8_t>> shared(const QByteArray& bytes)
{
    return std::make_shared<const std::vector<std::uint8_t>>(bytes.begin(), bytes.end());
}

QByteArray encoded(const QImage& image, const char* format)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return buffer.data();
}

}  // namespace

Q_DECLARE_METATYPE(LimitStanding)

class TestLimitSamples : public QObject {
    Q_OBJECT

private slots:
    void cutHoldsTheRegionAndLiesInTheImage_data();
    void cutHoldsTheRegionAndLiesInTheImage();
    void whatIsKeptLooksAsTheCutDid();
    void largeRegionsAreKeptSmall();
    void noiseFitsIntoARecipe();
    void hostileBytesAreNoPicture_data();
    void hostileBytesAreNoPicture();
    void sizesAreOfTheirOwnCalibration();
    void smallestFirstAndOlderBeforeNewer();
    void standsAmongSamples_data();
    void standsAmongSamples();
};

void TestLimitSamples::cutHoldsTheRegionAndLiesInTheImage_data()
{
    QTest::addColumn<QRectF>("box");
    QTest::addColumn<QSize>("image");
    QTest::addColumn<QRectF>("cut");
    QTest::newRow("in the middle") << QRectF(495, 395, 10, 10) << QSize(1000, 800) << QRectF(420, 320, 160, 160);
    QTest::newRow("large") << QRectF(300, 300, 200, 100) << QSize(1000, 800) << QRectF(200, 150, 400, 400);
    QTest::newRow("first corner") << QRectF(0, 0, 3, 3) << QSize(1000, 800) << QRectF(0, 0, 160, 160);
    QTest::newRow("last corner") << QRectF(995, 797, 5, 3) << QSize(1000, 800) << QRectF(840, 640, 160, 160);
    QTest::newRow("small image") << QRectF(10, 10, 4, 4) << QSize(90, 200) << QRectF(0, 0, 90, 160);
    QTest::newRow("whole image") << QRectF(0, 0, 90, 50) << QSize(90, 50) << QRectF(0, 0, 90, 50);
    QTest::newRow("between pixels") << QRectF(500.5, 400.25, 1.5, 1.5) << QSize(1000, 800) << QRectF(421, 321, 160, 160);
    QTest::newRow("of a picture that has shrunk") << QRectF(900, 700, 10, 10) << QSize(300, 200) << QRectF(140, 40, 160, 160);
}

void TestLimitSamples::cutHoldsTheRegionAndLiesInTheImage()
{
    QFETCH(QRectF, box);
    QFETCH(QSize, image);
    const Rect cut = limitSampleCut({box.x(), box.y(), box.width(), box.height()}, image);
    QTEST(QRectF(cut.x, cut.y, cut.width, cut.height), "cut");
}

void TestLimitSamples::whatIsKeptLooksAsTheCutDid()
{
    QImage picture(400, 300, QImage::Format_RGB32);
    picture.fill(QColor(40, 90, 160));
    for (int y = 100; y < 110; ++y)
        for (int x = 200; x < 240; ++x)
            picture.setPixelColor(x, y, QColor(220, 30, 30));
    inference::Defect region;
    region.area = 400;
    region.length = 41.2;
    region.width = 10;
    region.box = {200, 100, 40, 10};
    region.peakAt = {220.5, 105.5};
    region.peak = 0.8f;
    LimitSample sample = measuredSample(region, 0.02, picture.size());
    QCOMPARE(std::tie(sample.area, sample.length, sample.width, sample.peakAt, sample.peak, sample.box, sample.mmPerPixel),
             std::make_tuple(400.0, 41.2, 10.0, region.peakAt, 0.8f, region.box, 0.02));
    QCOMPARE(sample.cut, Rect({140, 25, 160, 160}));
    sample.picture = limitSampleBytes(cutOut(picture, sample.cut));
    const QImage back = limitSamplePicture(sample);
    QCOMPARE(back.size(), QSize(160, 160));
    const auto near = [](const QColor& a, const QColor& b) { return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) < 40; };
    QVERIFY(near(back.pixelColor(80, 80), QColor(220, 30, 30)));
    QVERIFY(near(back.pixelColor(20, 20), QColor(40, 90, 160)));
}

void TestLimitSamples::largeRegionsAreKeptSmall()
{
    const QImage cut = cutOut(noise(2000, 1000, QImage::Format_Grayscale8), {100, 100, 1800, 900});
    QCOMPARE(cut.size(), QSize(mostLimitSampleSide, mostLimitSampleSide / 2));
    LimitSample sample;
    sample.picture = limitSampleBytes(cut);
    QCOMPARE(limitSamplePicture(sample).size(), cut.size());
}

void TestLimitSamples::noiseFitsIntoARecipe()
{
    for (const auto format : {QImage::Format_Grayscale8, QImage::Format_RGB32, QImage::Format_ARGB32_Premultiplied, QImage::Format_RGB888}) {
        const auto bytes = limitSampleBytes(noise(mostLimitSampleSide, mostLimitSampleSide, format));
        QVERIFY(bytes->size() <= inference::mostLimitSampleBytes);
        LimitSample sample;
        sample.picture = bytes;
        QVERIFY(!limitSamplePicture(sample).isNull());
    }
}

void TestLimitSamples::hostileBytesAreNoPicture_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QImage small = noise(32, 32, QImage::Format_RGB32);
    const QByteArray jpeg = encoded(small, "JPEG");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no picture") << QByteArray("hello");
    QTest::newRow("another format") << encoded(small, "PNG");
    QTest::newRow("one pixel too wide") << encoded(noise(mostLimitSampleSide + 1, 8, QImage::Format_RGB32), "JPEG");
    QByteArray bomb = jpeg;
    const qsizetype frame = bomb.indexOf("\xff\xc0");
    QVERIFY(frame > 0);
    bomb.replace(frame + 5, 4, "\xff\xff\xff\xff");  // 65,535 pixels a side
    QTest::newRow("claims 4 gigapixels") << bomb;
}

void TestLimitSamples::hostileBytesAreNoPicture()
{
    QFETCH(QByteArray, bytes);
    LimitSample sample;
    QVERIFY(limitSamplePicture(sample).isNull());
    sample.picture = shared(bytes);
    QVERIFY(limitSamplePicture(sample).isNull());
}

void TestLimitSamples::sizesAreOfTheirOwnCalibration()
{
    const LimitSample sample = sampleOf(true, 40, 0.5);
    QCOMPARE(limitSampleSize(sample, Measure::Area, {0.1}), 10.0);
    QCOMPARE(limitSampleSize(sample, Measure::Length, {0.1}), 10.0);
    QCOMPARE(limitSampleSize(sample, Measure::Width, {0.1}), 5.0);
    QCOMPARE(limitSampleSize(sample, Measure::Peak, {0.1}), 0.4);
    QCOMPARE(limitSampleSize(sample, Measure::Area, {}), 40.0);
    QCOMPARE(limitSampleSize(sampleOf(true, 40), Measure::Area, {0.1}), 0.4);  // taken before the recipe was calibrated
}

void TestLimitSamples::smallestFirstAndOlderBeforeNewer()
{
    const std::vector<LimitSample> samples {sampleOf(true, 30), sampleOf(false, 50), sampleOf(true, 10), sampleOf(true, 10, 0, "dent"), sampleOf(false, 20, 0, "dent")};
    using Indices = std::vector<std::size_t>;
    QCOMPARE(limitSamplesOn(true, samples, {}, Measure::Area, {}), (Indices {2, 3, 0}));
    QCOMPARE(limitSamplesOn(false, samples, {}, Measure::Area, {}), (Indices {4, 1}));
    QCOMPARE(limitSamplesOn(false, samples, "dent", Measure::Peak, {}), (Indices {4}));
    QCOMPARE(limitSamplesOn(true, samples, "", Measure::Area, {}), (Indices {2, 0}));  // not classified
}

void TestLimitSamples::standsAmongSamples_data()
{
    QTest::addColumn<double>("size");
    QTest::addColumn<std::vector<double>>("good");
    QTest::addColumn<std::vector<double>>("bad");
    QTest::addColumn<int>("place");
    QTest::addColumn<QString>("text");
    using Sizes = std::vector<double>;
    QTest::newRow("alone") << 5.0 << Sizes {} << Sizes {} << int(LimitStanding::Alone) << "";
    QTest::newRow("as large as a good one") << 5.0 << Sizes {1, 5} << Sizes {9} << int(LimitStanding::Good) << "Area 5 px²: samples up to 5 px² are still good.";
    QTest::newRow("as small as a bad one") << 9.0 << Sizes {1, 5} << Sizes {12, 9} << int(LimitStanding::Bad) << "Area 9 px²: samples from 9 px² on are no longer good.";
    QTest::newRow("between") << 7.0 << Sizes {1, 5} << Sizes {9} << int(LimitStanding::Between)
                             << "Area 7 px²: between the largest that is still good (5 px²) and the smallest that is no longer good (9 px²).";
    QTest::newRow("above all good ones") << 7.0 << Sizes {1, 5} << Sizes {} << int(LimitStanding::Between) << "Area 7 px²: more than any sample that is still good (up to 5 px²).";
    QTest::newRow("below all bad ones") << 7.0 << Sizes {} << Sizes {9} << int(LimitStanding::Between) << "Area 7 px²: less than any sample that is no longer good (from 9 px²).";
    QTest::newRow("disputed") << 7.0 << Sizes {8} << Sizes {6} << int(LimitStanding::Disputed)
                              << "Area 7 px²: samples up to 8 px² are still good, but samples from 6 px² on are no longer good. Compare by eye, or by another measure.";
    QTest::newRow("below what is disputed") << 5.0 << Sizes {8} << Sizes {6} << int(LimitStanding::Good) << "Area 5 px²: samples up to 8 px² are still good.";
}

void TestLimitSamples::standsAmongSamples()
{
    QFETCH(double, size);
    QFETCH(std::vector<double>, good);
    QFETCH(std::vector<double>, bad);
    const LimitStanding standing = limitStanding(size, good, bad);
    QTEST(int(standing.place), "place");
    QTEST(limitStandingText(standing, size, Measure::Area, {}).replace(QChar(0xa0), u' '), "text");  // a number and its unit stay together
}

QTEST_MAIN(TestLimitSamples)
#include "tst_limit_samples.moc"
