// Whole products against scikit-learn, scikit-image and the published PRO (tests/oracle/make_metrics.py), and against the figures
// that stand beside the golden maps of the tiny model.

#include "evaluated_pictures.h"

#include <QtTest>

#include <limits>

using namespace inference::evaluation;

namespace {

QByteArray contentsOf(const QString& name)
{
    QFile file(QStringLiteral(WORKBENCH_TEST_DATA) + "/golden/" + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

template <typename Number> std::vector<Number> numbersOf(const QByteArray& bytes)
{
    std::vector<Number> numbers(std::size_t(bytes.size()) / sizeof(Number));
    if (!numbers.empty())
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

/// What is not as expected, as text; empty when all is.
QString difference(const SetFigures& found, const QJsonObject& expected, double tolerance)
{
    QStringList wrong;
    for (const MetricColumn& column : metricColumns) {
        const auto value = found.metrics.*column.value;
        const QJsonValue wanted = expected[QLatin1String(column.key.data(), qsizetype(column.key.size()))];
        if (wanted.isUndefined() || value.has_value() != wanted.isDouble()
            || (value && std::abs(*value - wanted.toDouble()) > tolerance))
            wrong.append(QString("%1: %2 for %3")
                             .arg(column.key.data(), value ? QString::number(*value, 'g', 12) : "none",
                                 wanted.isDouble() ? QString::number(wanted.toDouble(), 'g', 12) : "none"));
    }
    if (int(found.images) != expected["images"].toInt() || int(found.anomalous) != expected["anomalous"].toInt())
        wrong.append(QString("%1 images, %2 anomalous").arg(found.images).arg(found.anomalous));
    return wrong.join("; ");
}

}  // namespace

class TestProductMetrics : public QObject {
    Q_OBJECT

private slots:
    void equalsScikitLearn_data();
    void equalsScikitLearn();
    void equalsTheFiguresOfTheTinyModel();
    void streamedIsExactOfRoundedScores_data() { equalsScikitLearn_data(); }
    void streamedIsExactOfRoundedScores();
    void streamedIsCloseToExact_data() { equalsScikitLearn_data(); }
    void streamedIsCloseToExact();
    void orderOfImagesPlaysNoPart();
    void curvesReachTheirEnds();
};

void TestProductMetrics::equalsScikitLearn_data()
{
    QTest::addColumn<QJsonObject>("product");
    QVERIFY(cases().size() >= 18);
    for (const auto& each : cases())
        QTest::newRow(qPrintable(each.toObject()["name"].toString())) << each.toObject();
}

void TestProductMetrics::equalsScikitLearn()
{
    QFETCH(QJsonObject, product);
    const ProductFigures found = exactly(picturesOf(product));
    QCOMPARE(difference(found.all, product["expected"].toObject(), 1e-9), QString());
    const QJsonObject types = product["types"].toObject();
    QCOMPARE(qsizetype(found.types.size()), types.size());
    for (const TypeFigures& type : found.types)
        QCOMPARE(difference(type.figures, types[QString::fromStdString(type.type)].toObject(), 1e-9), QString());
}

void TestProductMetrics::equalsTheFiguresOfTheTinyModel()
{
    const QByteArray file = contentsOf("tiny/golden.safetensors");
    QVERIFY(file.size() > 8);
    const auto headerSize = qsizetype(qFromLittleEndian<quint64>(file.constData()));
    const QJsonObject header = QJsonDocument::fromJson(file.mid(8, headerSize)).object();
    const auto tensor = [&](const char* name) {
        const QJsonArray place = header[name].toObject()["data_offsets"].toArray();
        return numbersOf<float>(
            file.mid(8 + headerSize + place[0].toInteger(), place[1].toInteger() - place[0].toInteger()));
    };
    const QJsonObject golden = QJsonDocument::fromJson(contentsOf("tiny/golden.json")).object();
    QJsonObject expected = golden["metrics"].toObject();
    const int side = golden["image_size"].toInt();
    const auto pixels = std::size_t(side * side);
    const std::vector<float> maps = tensor("map_blended_smoothed"), masks = tensor("mask"),
                             scores = tensor("image_score");
    QCOMPARE(scores.size(), std::size_t(4));

    std::vector<Picture> pictures;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const auto first = std::ptrdiff_t(i * pixels), end = first + std::ptrdiff_t(pixels);
        const std::vector<std::uint8_t> mask(masks.begin() + first, masks.begin() + end);
        const bool anomalous = std::ranges::count(mask, 0) < std::ptrdiff_t(pixels);
        pictures.push_back(
            {{maps.begin() + first, maps.begin() + end}, mask, side, side, anomalous, "stain", double(scores[i]), 0});
    }
    const ProductFigures found = exactly(pictures);
    QVERIFY(found.all.metrics.pixelAuproExact);
    expected["pixel_aupro_exact"] = *found.all.metrics.pixelAuproExact;  // not among the recorded ones
    expected["images"] = 4;
    expected["anomalous"] = 3;
    QCOMPARE(difference(found.all, expected, 1e-9), QString());
}

void TestProductMetrics::streamedIsExactOfRoundedScores()
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
    for (const auto figure : {&Metrics::pixelAuroc, &Metrics::pixelAuproExact, &Metrics::pixelAp, &Metrics::pixelF1Max,
             &Metrics::pixelIouAtF1Max}) {
        QCOMPARE((found.all.metrics.*figure).has_value(), (rounded.all.metrics.*figure).has_value());
        QVERIFY(std::abs((found.all.metrics.*figure).value_or(0) - (rounded.all.metrics.*figure).value_or(0)) < 1e-12);
    }
    QCOMPARE(found.all.metrics.pixelThresholdAtF1Max.has_value(),
        range.greatest > range.least && rounded.all.pixelLimitAtF1Max.has_value());
    if (found.all.metrics.pixelThresholdAtF1Max)
        QVERIFY(std::abs(*found.all.metrics.pixelThresholdAtF1Max - *rounded.all.pixelLimitAtF1Max / bins) < 1e-8);
}

void TestProductMetrics::streamedIsCloseToExact()
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
                qPrintable(
                    QString("%1: %2 for %3").arg(column.key.data()).arg(value.value_or(0)).arg(wanted.value_or(0))));
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

void TestProductMetrics::orderOfImagesPlaysNoPart()
{
    std::vector<Picture> pictures = picturesOf(cases()[10].toObject());
    const ProductFigures first = exactly(pictures);
    std::ranges::reverse(pictures);
    const ProductFigures again = exactly(pictures);
    for (const MetricColumn& column : metricColumns)
        QVERIFY(std::abs(*(first.all.metrics.*column.value) - *(again.all.metrics.*column.value)) < 1e-12);
}

void TestProductMetrics::curvesReachTheirEnds()
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

QTEST_GUILESS_MAIN(TestProductMetrics)
#include "tst_product_metrics.moc"
