// Products of a few pixels, counted by hand; many pixels against one plain sort; what is refused.

#include "core/error.h"
#include "evaluated_pictures.h"

#include <QtTest>

#include <limits>
#include <random>

using namespace inference;
using namespace inference::evaluation;

namespace {

Picture picture(std::vector<float> map, std::vector<std::uint8_t> mask, bool anomalous, std::string type = {})
{
    return {std::move(map), std::move(mask), 2, 2, anomalous, std::move(type), anomalous ? 0.75 : 0.25, 0.125};
}

std::vector<Picture> manyPixels()
{
    // More than a chunk of sorted pixels (2^20), so that several chunks and an unfinished one are counted.
    std::mt19937 random(9);
    std::vector<Picture> pictures;
    for (int i = 0; i < 5; ++i) {
        Picture made;
        made.width = 700;
        made.height = 701;
        made.anomalous = i > 1;
        made.type = i == 2 ? "dent" : "stain";
        made.preScore = i;
        made.map.resize(std::size_t(made.width) * std::size_t(made.height));
        made.mask.resize(made.map.size());
        for (std::size_t pixel = 0; pixel < made.map.size(); ++pixel) {
            const bool defective = made.anomalous && (pixel / 90) % 17 == 0;
            made.mask[pixel] = defective ? 1 : 0;
            made.map[pixel] = float(random() % 65536 + (defective ? 20000 : 0));
        }
        pictures.push_back(made);
    }
    pictures[0].map[0] = 0;
    pictures[0].map[1] = 131072;
    return pictures;
}

}  // namespace

class TestProductEvaluation : public QObject {
    Q_OBJECT

private slots:
    void manyChunksAsOneSort();
    void limitIsOnTheScaleOfTheMaps();
    void typesAreThoseThatHaveAName();
    void outcomesAreInOrder();
    void finishLeavesNothing();
    void nothingAdded();
    void refused_data();
    void refused();
    void refusedImageLeavesNoTrace();
    void rangeOverImagesIsRefusedWithoutATrace();
    void streamedRefusesWhatIsOutsideTheRange();
    void stops();
};

void TestProductEvaluation::manyChunksAsOneSort()
{
    const std::vector<Picture> pictures = manyPixels();
    std::vector<RankedScore> scores;
    for (const Picture& each : pictures)
        for (std::size_t i = 0; i < each.map.size(); ++i)
            scores.push_back({double(each.map[i]), each.mask[i] != 0});
    const auto sorted = rankingOf(scores, pixelF1Epsilon);
    const ProductFigures found = exactly(pictures);
    QVERIFY(std::abs(*found.all.metrics.pixelAuroc - sorted->auroc) < 1e-12);
    QVERIFY(std::abs(*found.all.metrics.pixelAp - sorted->averagePrecision) < 1e-12);
    QCOMPARE(*found.all.metrics.pixelF1Max, sorted->f1Max);
    QCOMPARE(*found.all.pixelLimitAtF1Max, sorted->limitAtF1Max);
    QCOMPARE(*found.all.metrics.pixelIouAtF1Max, sorted->iouAtF1Max);
    QCOMPARE(found.all.pixelCurves.roc.size() > 100, true);

    // Whole numbers up to the greatest, a power of two: each has its own bin, so rounding changes nothing.
    const ProductFigures streams = streamed(pictures, 131072);
    QVERIFY(std::abs(*streams.all.metrics.pixelAuroc - sorted->auroc) < 1e-12);
    QVERIFY(std::abs(*streams.all.metrics.pixelAupro - *found.all.metrics.pixelAupro) < 1e-9);
    QVERIFY(std::abs(*streams.all.metrics.pixelAuproExact - *found.all.metrics.pixelAuproExact) < 1e-9);
    QCOMPARE(*streams.all.metrics.pixelThresholdAtF1Max, *found.all.metrics.pixelThresholdAtF1Max);
    for (std::size_t type = 0; type < 2; ++type)
        QVERIFY(
            std::abs(*streams.types[type].figures.metrics.pixelAupro - *found.types[type].figures.metrics.pixelAupro)
            < 1e-9);
}

void TestProductEvaluation::limitIsOnTheScaleOfTheMaps()
{
    const ProductFigures found = exactly({picture({4, 5, 9, 12}, {0, 0, 1, 1}, true)});
    QCOMPARE(*found.all.metrics.pixelThresholdAtF1Max, 0.625);  // (9 - 4)/8
    QCOMPARE(*found.all.pixelLimitAtF1Max, 9.0);
    QCOMPARE(*found.all.metrics.pixelIouAtF1Max, 0.5);  // 12 alone is above
    const ProductFigures constant = exactly({picture({4, 4, 4, 4}, {0, 0, 1, 1}, true)});
    QVERIFY(!constant.all.metrics.pixelThresholdAtF1Max);
    QCOMPARE(*constant.all.pixelLimitAtF1Max, 4.0);
    QCOMPARE(*constant.all.metrics.pixelAuroc, 0.5);
}

void TestProductEvaluation::typesAreThoseThatHaveAName()
{
    const ProductFigures found
        = exactly({picture({0, 0, 1, 2}, {0, 0, 1, 1}, true, "b"), picture({0, 1, 2, 3}, {}, false),
            picture({0, 0, 0, 2}, {0, 1, 0, 0}, true), picture({0, 5, 0, 0}, {}, true, "a")});
    QCOMPARE(found.types.size(), std::size_t(2));
    QCOMPARE(found.types[0].type, std::string("b"));
    QCOMPARE(found.types[0].figures.images, std::size_t(2));
    QCOMPARE(found.types[1].type, std::string("a"));
    QCOMPARE(found.types[1].figures.withoutMask, std::size_t(1));
    QVERIFY(!found.types[1].figures.metrics.pixelAuroc);  // nobody marked its pixels
    QVERIFY(found.types[1].figures.pixelCurves.roc.empty());
    QCOMPARE(*found.types[1].figures.metrics.imageAuroc, 1.0);
    QCOMPARE(found.all.images, std::size_t(4));
    QCOMPARE(found.all.anomalous, std::size_t(3));
}

void TestProductEvaluation::outcomesAreInOrder()
{
    const ProductFigures found = exactly({picture({0, 0, 1, 2}, {0, 0, 1, 1}, true), picture({0, 1, 2, 3}, {}, false)});
    QCOMPARE(found.outcomes, (std::vector<ImageOutcome> {{0.875, true}, {0.375, false}}));
    QCOMPARE(*found.all.imageLimitAtF1Max, 0.875);
}

void TestProductEvaluation::finishLeavesNothing()
{
    ProductEvaluation evaluation;
    evaluation.add(picture({0, 0, 1, 2}, {0, 0, 1, 1}, true).view());
    QCOMPARE(evaluation.finish().all.images, std::size_t(1));
    const ProductFigures none = evaluation.finish();
    QCOMPARE(none.all.images, std::size_t(0));
    QVERIFY(!none.all.metrics.pixelAuroc);
    evaluation.add(picture({0, 0, 1, 2}, {1, 1, 0, 0}, true).view());
    QCOMPARE(*evaluation.finish().all.metrics.pixelAuroc, 0.0);
}

void TestProductEvaluation::nothingAdded()
{
    const ProductFigures figures = ProductEvaluation().finish();
    QCOMPARE(figures.all.metrics, Metrics());
    QVERIFY(figures.types.empty() && figures.outcomes.empty());
}

void TestProductEvaluation::refused_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QString>("detail");
    QTest::newRow("map of another size") << 0 << "map of 3 pixels for 2 x 2";
    QTest::newRow("mask of another size") << 1 << "mask of 5 pixels for 2 x 2";
    QTest::newRow("NaN") << 2 << "pixel 2 is nan";
    QTest::newRow("infinite") << 3 << "pixel 0 is -inf";
    QTest::newRow("defective pixels of a good image") << 4 << "good image with 2 defective pixels";
    QTest::newRow("image score") << 5 << "image score nan + 0.125000";
    QTest::newRow("no pixels") << 6 << "map of 0 pixels for 0 x -4";
    QTest::newRow("a range that no float holds") << 7
                                                 << "scores from -300000000549775575777803994281145270272.000000 to "
                                                    "300000000549775575777803994281145270272.000000";
    QTest::newRow("image scores whose sum is infinite")
        << 8 << "image score " + QString::number(1e308, 'f', 6) + " + " + QString::number(1e308, 'f', 6);
}

void TestProductEvaluation::refused()
{
    QFETCH(int, which);
    QFETCH(QString, detail);
    std::vector<Picture> wrong(9, picture({0, 0, 1, 2}, {0, 0, 1, 1}, true, "x"));
    wrong[0].map.pop_back();
    wrong[1].mask.push_back(0);
    wrong[2].map[2] = std::numeric_limits<float>::quiet_NaN();
    wrong[3].map[0] = -std::numeric_limits<float>::infinity();
    wrong[4].anomalous = false;
    wrong[5].preScore = std::numeric_limits<double>::quiet_NaN();
    wrong[6] = {{}, {}, 0, -4, false, "", 0, 0};
    wrong[7].map = {-3e38f, 3e38f, 0, 0};
    wrong[8].preScore = wrong[8].postScore = 1e308;
    const auto detailOf = [&](auto&& evaluation) {
        try {
            evaluation.add(wrong[std::size_t(which)].view());
        } catch (const Error& error) {
            return error.code() == ErrorCode::BadInput ? QString::fromStdString(error.arguments().at(0))
                                                       : QString("another code");
        }
        return QString("nothing thrown");
    };
    QCOMPARE(detailOf(ProductEvaluation()), detail);
    QCOMPARE(detailOf(StreamedEvaluation({0, 2, false})), detail);
}

void TestProductEvaluation::refusedImageLeavesNoTrace()
{
    const Picture right = picture({0, 0, 1, 2}, {0, 0, 1, 1}, true, "x");
    Picture wrong = picture({0, 9, std::numeric_limits<float>::quiet_NaN(), 2}, {0, 0, 1, 1}, true, "y");
    ProductEvaluation evaluation;
    evaluation.add(right.view());
    QVERIFY_EXCEPTION_THROWN(evaluation.add(wrong.view()), Error);
    const ProductFigures found = evaluation.finish();
    QCOMPARE(found.all.metrics, exactly({right}).all.metrics);
    QCOMPARE(found.types.size(), std::size_t(1));
    QCOMPARE(found.all.images, std::size_t(1));
}

void TestProductEvaluation::rangeOverImagesIsRefusedWithoutATrace()
{
    ProductEvaluation evaluation;
    evaluation.add(picture({-3e38f, 0, 1, 2}, {0, 0, 1, 1}, true, "x").view());
    QVERIFY_EXCEPTION_THROWN(evaluation.add(picture({3e38f, 0, 1, 2}, {0, 0, 1, 1}, true, "y").view()), Error);
    const ProductFigures found = evaluation.finish();
    QCOMPARE(found.types.size(), std::size_t(1));
    QCOMPARE(*found.all.metrics.pixelAuroc, 0.75);  // beside -3e38, 0, 1 and 2 are one float on the published scale
}

void TestProductEvaluation::streamedRefusesWhatIsOutsideTheRange()
{
    StreamedEvaluation evaluation({0, 1, false});
    QVERIFY_EXCEPTION_THROWN(evaluation.add(picture({0, 0, 1, 2}, {0, 0, 1, 1}, true).view()), Error);
    QVERIFY_EXCEPTION_THROWN(evaluation.add(picture({-1, 0, 1, 1}, {0, 0, 1, 1}, true).view()), Error);
    evaluation.add(picture({-1, 0, 1, 7}, {}, true).view());  // its pixels aren't looked at
    QCOMPARE(evaluation.figures().all.images, std::size_t(1));
    QVERIFY_EXCEPTION_THROWN(StreamedEvaluation(ScoreRange {}), Error);
    QVERIFY_EXCEPTION_THROWN(StreamedEvaluation({1, 0, false}), Error);
    QVERIFY_EXCEPTION_THROWN(StreamedEvaluation({-3e38f, 3e38f, false}), Error);
    QVERIFY_EXCEPTION_THROWN(StreamedEvaluation({0, 1, false}, 1), Error);
    QVERIFY_EXCEPTION_THROWN(StreamedEvaluation({0, 1, false}, StreamedEvaluation::mostBins + 1), Error);
}

void TestProductEvaluation::stops()
{
    std::stop_source source;
    source.request_stop();
    ProductEvaluation evaluation;
    evaluation.add(picture({0, 0, 1, 2}, {0, 0, 1, 1}, true).view());
    QVERIFY_EXCEPTION_THROWN(evaluation.finish(1000, source.get_token()), Cancelled);
    QCOMPARE(evaluation.finish().all.images, std::size_t(0));
}

QTEST_GUILESS_MAIN(TestProductEvaluation)
#include "tst_product_evaluation.moc"
