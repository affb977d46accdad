// Whole products against scikit-learn, scikit-image and the published PRO (tests/oracle/make_metrics.py), and against the figures
// that stand beside the golden maps of the tiny model.

#include "core/error.h"
#include "evaluation/product_evaluation.h"
#include "evaluation/streamed_evaluation.h"

#include <QtTest>

#include <limits>
#include <random>

using namespace inference;
using namespace inference::evaluation;

namespace {

struct Picture {
    std::vector<float> map;
    std::vector<std::uint8_t> mask;
    int width = 0, height = 0;
    bool anomalous = false;
    std::string type;
    double preScore = 0, postScore = 0;

    EvaluatedImage view() const { return {map, width, height, mask, anomalous, type, preScore, postScore}; }
};

QByteArray contentsOf(const QString& name)
{
    QFile file(QStringLiteral(WORKBENCH_TEST_DATA) + "/golden/" + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

template <typename Number>
std::vector<Number> numbersOf(const QByteArray& bytes)
{
    std::vector<Number> numbers(std::size_t(bytes.size()) / sizeof(Number));
    std::memcpy(numbers.data(), bytes.constData(), numbers.size() * sizeof(Number));
    return numbers;
}

QJsonArray cases()
{
    return QJsonDocument::fromJson(contentsOf("metrics/cases.json")).object()["cases"].toArray();
}

std::vector<Picture> picturesOf(const QJsonObject& product)
{
    std::vector<Picture> pictures;
    for (const auto& each : product["images"].toArray()) {
        const QJsonObject image = each.toObject();
        Picture picture;
        picture.width = product["width"].toInt();
        picture.height = product["height"].toInt();
        picture.map = numbersOf<float>(QByteArray::fromBase64(image["map"].toString().toLatin1()));
        picture.mask = numbersOf<std::uint8_t>(QByteArray::fromBase64(image["mask"].toString().toLatin1()));
        picture.anomalous = image["type"].isString();
        picture.type = image["type"].toString().toStdString();
        picture.preScore = image["score"].toArray()[0].toDouble();
        picture.postScore = image["score"].toArray()[1].toDouble();
        pictures.push_back(picture);
    }
    return pictures;
}

ScoreRange rangeOf(const std::vector<Picture>& pictures)
{
    ScoreRange range;
    for (const Picture& picture : pictures)
        if (!picture.anomalous || !picture.mask.empty())
            range.add(picture.map);
    return range;
}

ProductFigures exactly(const std::vector<Picture>& pictures)
{
    ProductEvaluation evaluation;
    for (const Picture& picture : pictures)
        evaluation.add(picture.view());
    return evaluation.finish();
}

ProductFigures streamed(const std::vector<Picture>& pictures, int bins)
{
    StreamedEvaluation evaluation(rangeOf(pictures), bins);
    for (const Picture& picture : pictures)
        evaluation.add(picture.view());
    return evaluation.figures();
}

/// What is not as expected, as text; empty when all is.
QString difference(const SetFigures& found, const QJsonObject& expected, double tolerance)
{
    QStringList wrong;
    for (const MetricColumn& column : metricColumns) {
        const auto value = found.metrics.*column.value;
        const QJsonValue wanted = expected[QLatin1String(column.key.data(), qsizetype(column.key.size()))];
        if (wanted.isUndefined() || value.has_value() != wanted.isDouble() || (value && std::abs(*value - wanted.toDouble()) > tolerance))
            wrong.append(QString("%1: %2 for %3").arg(column.key.data(), value ? QString::number(*value, 'g', 12) : "none",
                                                      wanted.isDouble() ? QString::number(wanted.toDouble(), 'g', 12) : "none"));
    }
    if (int(found.images) != expected["images"].toInt() || int(found.anomalous) != expected["anomalous"].toInt())
        wrong.append(QString("%1 images, %2 anomalous").arg(found.images).arg(found.anomalous));
    return wrong.join("; ");
}

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
    void equalsScikitLearn_data();
    void equalsScikitLearn();
    void equalsTheFiguresOfTheTinyModel();
    void streamedIsExactOfRoundedScores_data() { equalsScikitLearn_data(); }
    void streamedIsExactOfRoundedScores();
    void streamedIsCloseToExact_data() { equalsScikitLearn_data(); }
    void streamedIsCloseToExact();
    void manyChunksAsOneSort();
    void orderOfImagesPlaysNoPart();
    void limitIsOnTheScaleOfTheMaps();
    void typesAreThoseThatHaveAName();
    void outcomesAreInOrder();
    void curvesReachTheirEnds();
    void finishLeavesNothing();
    void nothingAdded();
    void refused_data();
    void refused();
    void refusedImageLeavesNoTrace();
    void streamedRefusesWhatIsOutsideTheRange();
    void stops();
};

void TestProductEvaluation::equalsScikitLearn_data()
{
    QTest::addColumn<QJsonObject>("product");
    QVERIFY(cases().size() >= 18);
    for (const auto& each : cases())
        QTest::newRow(qPrintable(each.toObject()["name"].toString())) << each.toObject();
}

void TestProductEvaluation::equalsScikitLearn()
{
    QFETCH(QJsonObject, product);
    const ProductFigures found = exactly(picturesOf(product));
    QCOMPARE(difference(found.all, product["expected"].toObject(), 1e-9), QString());
    const QJsonObject types = product["types"].toObject();
    QCOMPARE(qsizetype(found.types.size()), types.size());
    for (const TypeFigures& type : found.types)
        QCOMPARE(difference(type.figures, types[QString::fromStdString(type.type)].toObject(), 1e-9), QString());
}

void TestProductEvaluation::equalsTheFiguresOfTheTinyModel()
{
    const QByteArray file = contentsOf("tiny/golden.safetensors");
    QVERIFY(file.size() > 8);
    const auto headerSize = qsizetype(qFromLittleEndian<quint64>(file.constData()));
    const QJsonObject header = QJsonDocument::fromJson(file.mid(8, headerSize)).object();
    const auto tensor = [&](const char* name) {
        const QJsonArray place = header[name].toObject()["data_offsets"].toArray();
        return numbersOf<float>(file.mid(8 + headerSize + place[0].toInteger(), place[1].toInteger() - place[0].toInteger()));
    };
    const QJsonObject golden = QJsonDocument::fromJson(contentsOf("tiny/golden.json")).object();
    QJsonObject expected = golden["metrics"].toObject();
    const int side = golden["image_size"].toInt();
    const auto pixels = std::size_t(side * side);
    const std::vector<float> maps = tensor("map_blended_smoothed"), masks = tensor("mask"), scores = tensor("image_score");
    QCOMPARE(scores.size(), std::size_t(4));

    std::vector<Picture> pictures;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const auto first = std::ptrdiff_t(i * pixels), end = first + std::ptrdiff_t(pixels);
        const std::vector<std::uint8_t> mask(masks.begin() + first, masks.begin() + end);
        const bool anomalous = std::ranges::count(mask, 0) < std::ptrdiff_t(pixels);
        pictures.push_back({{maps.begin() + first, maps.begin() + end}, mask, side, side, anomalous, "stain", double(scores[i]), 0});
    }
    const ProductFigures found = exactly(pictures);
    QVERIFY(found.all.metrics.pixelAuproExact);
    expected["pixel_aupro_exact"] = *found.all.metrics.pixelAuproExact;  // not among the recorded ones
    expected["images"] = 4;
    expected["anomalous"] = 3;
    QCOMPARE(difference(found.all, expected, 1e-9), QString());
}

void TestProductEvaluation::streamedIsExactOfRoundedScores()
{
    QFETCH(QJsonObject, product);
    constexpr int bins = 97;
    std::vector<Picture> pictures = picturesOf(product);
    const ScoreRange range = rangeOf(pictures);
    const ProductFigures found = streamed(pictures, bins);
    for (Picture& picture : pictures)
        for (float& score : picture.map)
            score = float(std::min(bins - 1, int(double(range.normalised(score)) * bins)));
    const ProductFigures rounded = exactly(pictures);
    for (const auto figure : {&Metrics::pixelAuroc, &Metrics::pixelAuproExact, &Metrics::pixelAp, &Metrics::pixelF1Max, &Metrics::pixelIouAtF1Max}) {
        QCOMPARE((found.all.metrics.*figure).has_value(), (rounded.all.metrics.*figure).has_value());
        QVERIFY(std::abs((found.all.metrics.*figure).value_or(0) - (rounded.all.metrics.*figure).value_or(0)) < 1e-12);
    }
    QCOMPARE(found.all.metrics.pixelThresholdAtF1Max.has_value(), range.greatest > range.least && rounded.all.pixelLimitAtF1Max.has_value());
    if (found.all.metrics.pixelThresholdAtF1Max)
        QVERIFY(std::abs(*found.all.metrics.pixelThresholdAtF1Max - *rounded.all.pixelLimitAtF1Max / bins) < 1e-8);
}

void TestProductEvaluation::streamedIsCloseToExact()
{
    QFETCH(QJsonObject, product);
    const std::vector<Picture> pictures = picturesOf(product);
    const ProductFigures exact = exactly(pictures), found = streamed(pictures, StreamedEvaluation::defaultBins);
    const auto compare = [](const SetFigures& streamedSet, const SetFigures& exactSet) {
        for (const MetricColumn& column : metricColumns) {
            const auto value = streamedSet.metrics.*column.value, wanted = exactSet.metrics.*column.value;
            // The published PRO and the images' figures don't come from the bins. IoU loses the pixels that share the threshold's bin.
            const bool same = column.key.starts_with("image") || column.key == "pixel_aupro";
            const double tolerance = same ? 1e-12 : column.key == "pixel_iou_at_f1_max" ? 0.02 : 1e-3;
            QCOMPARE(value.has_value(), wanted.has_value());
            QVERIFY2(std::abs(value.value_or(0) - wanted.value_or(0)) < tolerance,
                     qPrintable(QString("%1: %2 for %3").arg(column.key.data()).arg(value.value_or(0)).arg(wanted.value_or(0))));
        }
        QCOMPARE(streamedSet.images, exactSet.images);
        QCOMPARE(streamedSet.withoutMask, exactSet.withoutMask);
    };
    compare(found.all, exact.all);
    QCOMPARE(found.types.size(), exact.types.size());
    for (std::size_t i = 0; i < found.types.size(); ++i) {
        QCOMPARE(found.types[i].type, exact.types[i].type);
        compare(found.types[i].figures, exact.types[i].figures);
    }
}

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
        QVERIFY(std::abs(*streams.types[type].figures.metrics.pixelAupro - *found.types[type].figures.metrics.pixelAupro) < 1e-9);
}

void TestProductEvaluation::orderOfImagesPlaysNoPart()
{
    std::vector<Picture> pictures = picturesOf(cases()[10].toObject());
    const ProductFigures first = exactly(pictures);
    std::ranges::reverse(pictures);
    const ProductFigures again = exactly(pictures);
    for (const MetricColumn& column : metricColumns)
        QVERIFY(std::abs(*(first.all.metrics.*column.value) - *(again.all.metrics.*column.value)) < 1e-12);
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
    const ProductFigures found = exactly({picture({0, 0, 1, 2}, {0, 0, 1, 1}, true, "b"), picture({0, 1, 2, 3}, {}, false),
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

void TestProductEvaluation::curvesReachTheirEnds()
{
    for (const auto& each : cases()) {
        const ProductFigures found = exactly(picturesOf(each.toObject()));
        if (!found.all.metrics.pixelAuroc)
            continue;
        const RankingCurves& curves = found.all.pixelCurves;
        QCOMPARE(curves.roc.front().x, 0.0);
        QCOMPARE(curves.roc.back(), (CurvePoint {1, 1, curves.roc.back().limit}));
        QCOMPARE(curves.precisionRecall.back().x, 1.0);
        QCOMPARE(curves.pro.front(), (CurvePoint {0, 0, std::numeric_limits<double>::infinity()}));
        QCOMPARE(curves.pro.back().x, 0.3);
        double area = 0;
        for (std::size_t i = 1; i < curves.pro.size(); ++i)
            area += (curves.pro[i].x - curves.pro[i - 1].x) * (curves.pro[i].y + curves.pro[i - 1].y) / 2;
        QVERIFY(std::abs(area / 0.3 - *found.all.metrics.pixelAuproExact) < 1e-9);
        QCOMPARE(found.all.imageCurves.roc.empty(), !found.all.metrics.imageAuroc.has_value());
    }
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
}

void TestProductEvaluation::refused()
{
    QFETCH(int, which);
    QFETCH(QString, detail);
    std::vector<Picture> wrong(7, picture({0, 0, 1, 2}, {0, 0, 1, 1}, true, "x"));
    wrong[0].map.pop_back();
    wrong[1].mask.push_back(0);
    wrong[2].map[2] = std::numeric_limits<float>::quiet_NaN();
    wrong[3].map[0] = -std::numeric_limits<float>::infinity();
    wrong[4].anomalous = false;
    wrong[5].preScore = std::numeric_limits<double>::quiet_NaN();
    wrong[6] = {{}, {}, 0, -4, false, "", 0, 0};
    const auto detailOf = [&](auto&& evaluation) {
        try {
            evaluation.add(wrong[std::size_t(which)].view());
        } catch (const Error& error) {
            return error.code() == ErrorCode::BadInput ? QString::fromStdString(error.arguments().at(0)) : QString("another code");
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

void TestProductEvaluation::streamedRefusesWhatIsOutsideTheRange()
{
    StreamedEvaluation evaluation({0, 1, false});
    QVERIFY_EXCEPTION_THROWN(evaluation.add(picture({0, 0, 1, 2}, {0, 0, 1, 1}, true).view()), Error);
    QVERIFY_EXCEPTION_THROWN(evaluation.add(picture({-1, 0, 1, 1}, {0, 0, 1, 1}, true).view()), Error);
    evaluation.add(picture({-1, 0, 1, 7}, {}, true).view());  // its pixels aren't looked at
    QCOMPARE(evaluation.figures().all.images, std::size_t(1));
    QVERIFY_EXCEPTION_THROWN(StreamedEvaluation(ScoreRange {}), Error);
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
