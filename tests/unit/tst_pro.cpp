// The published PRO, counted by hand and against its own slow definition.

#include "core/error.h"
#include "evaluation/mask_regions.h"
#include "evaluation/pro.h"

#include <QtTest>

#include <limits>
#include <random>

using namespace inference;
using namespace inference::evaluation;

namespace {

struct Image {
    std::vector<float> scores;
    std::vector<std::uint8_t> mask;
    int width = 0, height = 0;
};

std::vector<Image> madeUp(unsigned seed, int images, int levels)
{
    std::mt19937 random(seed);
    std::vector<Image> made;
    for (int i = 0; i < images; ++i) {
        Image image;
        image.width = 9 + int(random() % 20);
        image.height = 7 + int(random() % 20);
        for (int pixel = 0; pixel < image.width * image.height; ++pixel) {
            const bool defective = random() % 100 < 12;
            image.mask.push_back(defective ? 255 : 0);
            image.scores.push_back(float(random() % unsigned(levels)) / float(levels) + (defective ? 0.3f : 0.0f));
        }
        made.push_back(image);
    }
    return made;
}

/// As the published code does it: every limit looks at every pixel.
std::optional<double> slowly(const std::vector<Image>& images, const std::vector<float>& thresholds)
{
    std::vector<ProPoint> points;
    for (const float threshold : thresholds) {
        double overlaps = 0, caught = 0, good = 0;
        std::size_t count = 0;
        for (const Image& image : images) {
            const MaskRegions regions = findMaskRegions(image.mask, image.width, image.height);
            std::vector<double> hits(regions.sizes.size());
            for (const MaskRun& run : regions.runs)
                for (std::size_t i = run.first; i < run.first + run.length; ++i)
                    hits[run.region] += image.scores[i] > threshold;
            for (std::size_t region = 0; region < hits.size(); ++region)
                overlaps += hits[region] / regions.sizes[region];
            count += hits.size();
            for (std::size_t i = 0; i < image.mask.size(); ++i) {
                good += image.mask[i] == 0;
                caught += image.mask[i] == 0 && image.scores[i] > threshold;
            }
        }
        points.push_back({caught / good, overlaps / double(count)});
    }
    return publishedProArea(points);
}

}  // namespace

class TestPro : public QObject {
    Q_OBJECT

private slots:
    void thresholdsAsNumpyComputesThem_data();
    void thresholdsAsNumpyComputesThem();
    void noThresholds_data();
    void noThresholds();
    void areaByHand();
    void noArea_data();
    void noArea();
    void onePassEqualsTheDefinition_data();
    void onePassEqualsTheDefinition();
    void partsAddUp();
    void nothingToRank();
    void nonsenseIsRefused();
};

void TestPro::thresholdsAsNumpyComputesThem_data()
{
    QTest::addColumn<float>("least");
    QTest::addColumn<float>("greatest");
    QTest::addColumn<int>("count");
    QTest::addColumn<QList<float>>("some");  // [1], [7], [123], the last
    // numpy 1.24: t = np.arange(a, b, (b - a)/200).astype(np.float32); t[[1, 7, 123, -1]] printed with 9 digits
    QTest::newRow("0 to 1") << 0.0f << 1.0f << 200
                            << QList<float> {0.00499999989f, 0.0350000001f, 0.61500001f, 0.995000005f};
    QTest::newRow("a product's range") << 0.388594568f << 0.57041043f << 200
                                       << QList<float> {0.389503658f, 0.394958109f, 0.500411332f, 0.56950134f};
    QTest::newRow("below 0") << -3.25f << 5.5f << 200
                             << QList<float> {-3.20624995f, -2.9437499f, 2.1312499f, 5.45625019f};
    QTest::newRow("neighbouring floats") << 0.5f << 0.500000119f << 200
                                         << QList<float> {0.5f, 0.5f, 0.50000006f, 0.500000119f};
    QTest::newRow("tiny") << 1e-30f << 3.00000001e-30f << 200
                          << QList<float> {1.00999998e-30f, 1.07000003e-30f, 2.23000005e-30f, 2.99000003e-30f};
    QTest::newRow("a range of 0.7") << 0.100000001f << 0.800000012f << 200
                                    << QList<float> {0.103500001f, 0.124499999f, 0.530499995f, 0.796499968f};
    QTest::newRow("rounding makes one more")
        << 0.145586446f << 0.973162949f << 201 << QList<float> {0.149724334f, 0.174551621f, 0.654546022f, 0.973162949f};
}

void TestPro::thresholdsAsNumpyComputesThem()
{
    QFETCH(float, least);
    QFETCH(float, greatest);
    QFETCH(QList<float>, some);
    const std::vector<float> thresholds = publishedThresholds(least, greatest);
    QTEST(int(thresholds.size()), "count");
    QCOMPARE(thresholds.front(), least);
    QCOMPARE((QList<float> {thresholds[1], thresholds[7], thresholds[123], thresholds.back()}), some);
    QVERIFY(std::ranges::is_sorted(thresholds));
}

void TestPro::noThresholds_data()
{
    QTest::addColumn<float>("least");
    QTest::addColumn<float>("greatest");
    QTest::newRow("equal") << 0.5f << 0.5f;
    QTest::newRow("the wrong way") << 0.6f << 0.5f;
    QTest::newRow("NaN") << std::numeric_limits<float>::quiet_NaN() << 1.0f;
    QTest::newRow("infinite") << 0.0f << std::numeric_limits<float>::infinity();
    QTest::newRow("an infinite difference") << -3e38f << 3e38f;
}

void TestPro::noThresholds()
{
    QFETCH(float, least);
    QFETCH(float, greatest);
    QVERIFY(publishedThresholds(least, greatest).empty());
}

void TestPro::areaByHand()
{
    // Rates below 0.3 are 0.25, 0.15, 0.05: stretched 1, 0.5, 0. Area 0.5 (0.9 + 0.8)/2 + 0.5 (0.8 + 0.2)/2.
    const std::vector<ProPoint> points {{1, 1}, {0.3, 0.95}, {0.25, 0.9}, {0.15, 0.8}, {0.05, 0.2}};
    QCOMPARE(*publishedProArea(points), 0.425 + 0.25);
}

void TestPro::noArea_data()
{
    QTest::addColumn<QList<double>>("rates");
    QTest::newRow("no limit") << QList<double> {};
    QTest::newRow("none below 0.3") << QList<double> {1, 0.5, 0.3};
    QTest::newRow("one below 0.3") << QList<double> {1, 0.5, 0.2};
    QTest::newRow("all of one rate") << QList<double> {1, 0.2, 0.2, 0.2};
}

void TestPro::noArea()
{
    QFETCH(QList<double>, rates);
    std::vector<ProPoint> points;
    for (const double rate : rates)
        points.push_back({rate, 0.5});
    QVERIFY(!publishedProArea(points));
}

void TestPro::onePassEqualsTheDefinition_data()
{
    QTest::addColumn<int>("images");
    QTest::addColumn<int>("levels");
    QTest::newRow("one image") << 1 << 100000;
    QTest::newRow("several") << 5 << 100000;
    QTest::newRow("coarse scores") << 4 << 11;
    QTest::newRow("scores that lie on limits") << 4 << 200;
}

void TestPro::onePassEqualsTheDefinition()
{
    QFETCH(int, images);
    QFETCH(int, levels);
    for (unsigned seed = 0; seed < 10; ++seed) {
        const auto made = madeUp(seed, images, levels);
        float least = 9, greatest = -9;
        for (const Image& image : made)
            for (const float score : image.scores) {
                least = std::min(least, score);
                greatest = std::max(greatest, score);
            }
        const auto thresholds = publishedThresholds(least, greatest);
        PublishedPro pro(thresholds);
        for (const Image& image : made)
            pro.add(image.scores, image.mask, image.width, image.height);
        const auto expected = slowly(made, thresholds);
        QVERIFY(expected && pro.area());
        QVERIFY2(std::abs(*pro.area() - *expected) < 1e-12,
            qPrintable(QString("%1 for %2").arg(*pro.area()).arg(*expected)));
    }
}

void TestPro::partsAddUp()
{
    const auto made = madeUp(3, 4, 1000);
    const auto thresholds = publishedThresholds(0, 1.3f);
    PublishedPro all(thresholds), odd(thresholds), even(thresholds);
    for (std::size_t i = 0; i < made.size(); ++i) {
        all.add(made[i].scores, made[i].mask, made[i].width, made[i].height);
        (i % 2 ? odd : even).add(made[i].scores, made[i].mask, made[i].width, made[i].height);
    }
    even.add(odd);
    QVERIFY(std::abs(*even.area() - *all.area()) < 1e-12);
    QVERIFY_EXCEPTION_THROWN(even.add(PublishedPro(publishedThresholds(0, 1))), Error);
}

void TestPro::nothingToRank()
{
    const std::vector<float> scores {0, 0.25f, 0.5f, 1};
    const std::vector<std::uint8_t> all {1, 1, 1, 1};
    PublishedPro none(publishedThresholds(0, 1));
    QVERIFY(!none.area());
    none.add(scores, {}, 2, 2);
    QVERIFY(!none.area());
    PublishedPro defective(publishedThresholds(0, 1));
    defective.add(scores, all, 2, 2);
    QVERIFY(!defective.area());
    PublishedPro constant(publishedThresholds(1, 1));
    constant.add(scores, std::vector<std::uint8_t> {0, 0, 1, 0}, 2, 2);
    QVERIFY(!constant.area());
}

void TestPro::nonsenseIsRefused()
{
    const std::vector<float> scores {0, 0.25f, 0.5f, 1};
    const std::vector<std::uint8_t> mask {0, 0, 0, 1};
    PublishedPro pro(publishedThresholds(0, 1));
    QVERIFY_EXCEPTION_THROWN(pro.add(scores, mask, 4, 2), Error);
    QVERIFY_EXCEPTION_THROWN(pro.add(scores, mask, -2, -2), Error);
    QVERIFY_EXCEPTION_THROWN(pro.add(scores, std::span(mask).first(3), 2, 2), Error);
    const std::vector<float> bad {0, 0, std::numeric_limits<float>::quiet_NaN(), 1};
    QVERIFY_EXCEPTION_THROWN(pro.add(bad, mask, 2, 2), Error);
    QVERIFY(!pro.area());  // nothing came in
}

QTEST_GUILESS_MAIN(TestPro)
#include "tst_pro.moc"
