// The table of an evaluation as JSON and CSV: the keys of the contract, and nothing that looks like a figure where there is none.

#include "app/common/metrics_table.h"

#include <QtTest>

using app::ProductMetrics;
using inference::evaluation::metricColumns;

namespace {

ProductMetrics product(const char* name)
{
    ProductMetrics made {name, {}, 20, 13};
    double value = 0.125;
    for (const auto& column : metricColumns)
        made.metrics.*column.value = value += 0.0625;
    return made;
}

QJsonObject parsed(const std::string& text)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(text), &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject {{"broken", error.errorString()}};
}

QStringList linesOf(const std::string& csv)
{
    return QString::fromStdString(csv).split("\r\n");
}

const QStringList keys {"pixel_auroc", "pixel_aupro", "pixel_aupro_exact", "pixel_ap", "pixel_f1_max",
    "pixel_threshold_at_f1_max", "pixel_iou_at_f1_max", "image_auroc", "image_ap", "image_f1_max", "images",
    "anomalous"};

}  // namespace

class TestMetricsTable : public QObject {
    Q_OBJECT

private slots:
    void keysAreThoseOfTheContract();
    void figuresKeepEveryDigit();
    void undefinedIsNullAndEmpty();
    void meanOverThoseThatHaveTheFigure();
    void noProducts();
    void anyNameIsValid_data();
    void anyNameIsValid();
    void csvByHand();
    void productsKeepTheirOrder();
};

void TestMetricsTable::keysAreThoseOfTheContract()
{
    const std::vector<ProductMetrics> products {product("bottle")};
    const QJsonObject table = parsed(app::metricsJson(products));
    QCOMPARE(table.keys(), (QStringList {"mean", "products"}));
    QStringList sorted = keys;
    sorted.sort();
    QCOMPARE(table["products"].toObject()["bottle"].toObject().keys(), sorted);
    QCOMPARE(table["mean"].toObject().keys(), sorted);
    QCOMPARE(linesOf(app::metricsCsv(products))[0], "product," + keys.join(','));
}

void TestMetricsTable::figuresKeepEveryDigit()
{
    ProductMetrics made = product("a");
    made.metrics.pixelAuroc = 1 / 3.0;
    const QJsonObject figures = parsed(app::metricsJson({{made}}))["products"].toObject()["a"].toObject();
    QCOMPARE(figures["pixel_auroc"].toDouble(), 1 / 3.0);
    QCOMPARE(figures["pixel_aupro"].toDouble(), 0.25);
    QCOMPARE(figures["image_f1_max"].toDouble(), 0.75);
    QCOMPARE(figures["images"].toInt(), 20);
    QCOMPARE(figures["anomalous"].toInt(), 13);
}

void TestMetricsTable::undefinedIsNullAndEmpty()
{
    const std::vector<ProductMetrics> products {{"good parts", {}, 4, 0}};
    const QJsonObject table = parsed(app::metricsJson(products));
    for (const QJsonObject& figures : {table["products"].toObject()["good parts"].toObject(), table["mean"].toObject()})
        for (const auto& column : metricColumns)
            QVERIFY(figures[QString::fromLatin1(column.key.data(), qsizetype(column.key.size()))].isNull());
    QCOMPARE(linesOf(app::metricsCsv(products))[1], QString("good parts,,,,,,,,,,,4,0"));
}

void TestMetricsTable::meanOverThoseThatHaveTheFigure()
{
    std::vector<ProductMetrics> products {product("a"), product("b"), {"c", {}, 5, 0}};
    products[1].metrics.pixelAp = 0.875;
    const QJsonObject mean = parsed(app::metricsJson(products))["mean"].toObject();
    QCOMPARE(mean["pixel_ap"].toDouble(), (0.375 + 0.875) / 2);
    QCOMPARE(mean["pixel_auroc"].toDouble(), 0.1875);
    QCOMPARE(mean["images"].toDouble(), 15.0);
    QCOMPARE(mean["anomalous"].toDouble(), 26 / 3.0);
}

void TestMetricsTable::noProducts()
{
    const QJsonObject table = parsed(app::metricsJson({}));
    QVERIFY(table["products"].isObject() && table["products"].toObject().isEmpty());
    QVERIFY(table["mean"].toObject()["pixel_auroc"].isNull());
    QVERIFY(table["mean"].toObject()["images"].isNull());
    QCOMPARE(linesOf(app::metricsCsv({}))[1], "mean" + QString(12, ','));
}

void TestMetricsTable::anyNameIsValid_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("inJson");
    QTest::addColumn<QString>("inCsv");
    QTest::newRow("quote") << QByteArray("a\"b") << "a\"b"
                           << "\"a\"\"b\",";
    QTest::newRow("comma") << QByteArray("a,b") << "a,b"
                           << "\"a,b\",";
    QTest::newRow("formula") << QByteArray("=1+1") << "=1+1"
                             << "'=1+1,";
    QTest::newRow("Chinese") << QByteArray("瓶") << "瓶"
                             << "瓶,";
    QTest::newRow("not UTF-8") << QByteArray("a\xff") << QString("a\uFFFD") << QString("a\uFFFD,");
}

void TestMetricsTable::anyNameIsValid()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, inJson);
    QFETCH(QString, inCsv);
    const std::vector<ProductMetrics> products {product(name.constData())};
    QCOMPARE(parsed(app::metricsJson(products))["products"].toObject().keys(), QStringList {inJson});
    QVERIFY(linesOf(app::metricsCsv(products))[1].startsWith(inCsv));
}

void TestMetricsTable::csvByHand()
{
    const QStringList lines = linesOf(app::metricsCsv({{product("bottle")}}));
    const QString figures = "0.187500,0.250000,0.312500,0.375000,0.437500,0.500000,0.562500,0.625000,0.687500,0.750000";
    QCOMPARE(lines, (QStringList {lines[0], "bottle," + figures + ",20,13", "mean," + figures + ",20.00,13.00", ""}));
}

void TestMetricsTable::productsKeepTheirOrder()
{
    const std::vector<ProductMetrics> products {product("zipper"), product("bottle")};
    const std::string json = app::metricsJson(products);
    QVERIFY(json.find("zipper") < json.find("bottle"));
    const QStringList lines = linesOf(app::metricsCsv(products));
    QVERIFY(lines[1].startsWith("zipper,") && lines[2].startsWith("bottle,") && lines[3].startsWith("mean,"));
}

QTEST_GUILESS_MAIN(TestMetricsTable)
#include "tst_metrics_table.moc"
