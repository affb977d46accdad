#include "core/heat_opacity.h"
#include "widgets/heat_layer.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace widgets;

namespace {

inference::ColourTable redTable()
{
    inference::ColourTable table {};
    for (std::size_t step = 0; step < table.size(); ++step)
        table[step] = {std::uint8_t(step), 0, std::uint8_t(255 - step)};
    return table;
}

std::shared_ptr<inference::AnomalyMap> map(int width, int height, std::vector<float> values)
{
    return std::make_shared<inference::AnomalyMap>(inference::AnomalyMap {width, height, std::move(values)});
}

std::vector<QRgb> painted(const HeatLayer& heat, double y, QSize image, QRgb below = 0xff808080u)
{
    std::vector<QRgb> row(std::size_t(image.width()), below);
    heat.paintRow(row.data(), heat.columns(0.5, 1, image.width(), image), y, image);
    return row;
}

}  // namespace

class TestHeatLayer : public QObject {
    Q_OBJECT

private slots:
    void coloursFadeBelowTheLimit_data();
    void coloursFadeBelowTheLimit();
    void coloursArePremultiplied();
    void mapIsReadBetweenPixelCentres_data();
    void mapIsReadBetweenPixelCentres();
    void nothingIsReadOutsideThePicture();
    void rowHasTheColoursOfItsValues();
    void goodPartsStayAsTheyAre();
    void valuesOutsideTheScaleAreClamped();
    void eachChangeIsANewRevision();
    void aMapOfOnePixelCoversThePicture();
};

void TestHeatLayer::coloursFadeBelowTheLimit_data()
{
    QTest::addColumn<float>("limit");
    QTest::addColumn<int>("step");
    QTest::addColumn<int>("alpha");
    QTest::newRow("nothing at zero") << 0.6f << 0 << 0;
    QTest::newRow("nothing at half the limit") << 0.6f << 76 << 0;
    QTest::newRow("all at the limit") << 0.6f << 153 << 204;
    QTest::newRow("all above") << 0.6f << 255 << 204;
    QTest::newRow("limit zero") << 0.0f << 0 << 204;
}

void TestHeatLayer::coloursFadeBelowTheLimit()
{
    QFETCH(float, limit);
    QFETCH(int, step);
    QFETCH(int, alpha);
    QCOMPARE(qAlpha(heatLut(redTable(), limit, 0.8f)[std::size_t(step)]), alpha);
}

void TestHeatLayer::coloursArePremultiplied()
{
    const HeatLut lut = heatLut(redTable(), 0.6f, 0.5f);
    for (const QRgb colour : lut) {
        QVERIFY(qRed(colour) <= qAlpha(colour));
        QVERIFY(qBlue(colour) <= qAlpha(colour));
    }
    QCOMPARE(qUnpremultiply(lut[255]), qRgba(255, 0, 0, 128));
}

void TestHeatLayer::mapIsReadBetweenPixelCentres_data()
{
    QTest::addColumn<QPointF>("at");
    QTest::addColumn<float>("value");
    // Two map pixels over a picture of 400 x 100: their centres are at x = 100 and 300.
    QTest::newRow("left centre") << QPointF(100, 50) << 0.2f;
    QTest::newRow("right centre") << QPointF(300, 10) << 0.8f;
    QTest::newRow("halfway") << QPointF(200, 99) << 0.5f;
    QTest::newRow("edge repeats") << QPointF(0, 0) << 0.2f;
    QTest::newRow("other edge") << QPointF(399.9, 0) << 0.8f;
}

void TestHeatLayer::mapIsReadBetweenPixelCentres()
{
    QFETCH(QPointF, at);
    QFETCH(float, value);
    const auto heat = heatAt(*map(2, 1, {0.2f, 0.8f}), {400, 100}, at);
    QVERIFY(heat.has_value());
    QCOMPARE(*heat, value);
}

void TestHeatLayer::nothingIsReadOutsideThePicture()
{
    const auto small = map(2, 1, {0.2f, 0.8f});
    QVERIFY(!heatAt(*small, {400, 100}, {-0.1, 5}));
    QVERIFY(!heatAt(*small, {400, 100}, {400, 5}));
    QVERIFY(!heatAt(inference::AnomalyMap(), {400, 100}, {5, 5}));
}

void TestHeatLayer::rowHasTheColoursOfItsValues()
{
    std::vector<float> values;
    for (int i = 0; i < 7 * 5; ++i)
        values.push_back(0.5f + 0.5f * std::sin(float(i)));
    HeatLayer heat;
    heat.setColourTable(redTable());
    heat.setLimit(0.5f);
    heat.setOpacity(1);
    heat.setMap(map(7, 5, values));
    const QSize image(97, 41);
    for (int y = 0; y < image.height(); ++y) {
        const std::vector<QRgb> row = painted(heat, y + 0.5, image);
        for (int x = 0; x < image.width(); ++x) {
            const float value = *heatAt(*heat.map(), image, {x + 0.5, y + 0.5});
            if (value < 0.5f)
                continue;  // opaque from the limit on
            const auto colour = heat.colourTable()[std::size_t(inference::colourStep(value))];
            QVERIFY(std::abs(qRed(row[std::size_t(x)]) - colour.red) <= 1);
            QVERIFY(std::abs(qBlue(row[std::size_t(x)]) - colour.blue) <= 1);
        }
    }
}

void TestHeatLayer::goodPartsStayAsTheyAre()
{
    HeatLayer heat;
    heat.setColourTable(redTable());
    heat.setLimit(0.6f);
    heat.setMap(map(3, 3, std::vector<float>(9, 0.29f)));
    QCOMPARE(painted(heat, 10, {50, 20}), std::vector<QRgb>(50, 0xff808080u));
    heat.setLimit(0.3f);
    QVERIFY(painted(heat, 10, {50, 20}) != std::vector<QRgb>(50, 0xff808080u));
}

void TestHeatLayer::valuesOutsideTheScaleAreClamped()
{
    HeatLayer heat;
    heat.setColourTable(redTable());
    heat.setLimit(0);
    heat.setOpacity(1);
    heat.setMap(map(3, 1, {-5.0f, 7.0f, std::numeric_limits<float>::quiet_NaN()}));
    const std::vector<QRgb> row = painted(heat, 0.5, {3, 1});
    QCOMPARE(row[0], qRgb(0, 0, 255));
    QCOMPARE(row[1], qRgb(255, 0, 0));
    QCOMPARE(row[2], qRgb(0, 0, 255));
}

void TestHeatLayer::eachChangeIsANewRevision()
{
    HeatLayer heat;
    quint64 last = heat.revision();
    const auto grew = [&] { return std::exchange(last, heat.revision()) < heat.revision(); };
    heat.setLimit(0.4f);
    QVERIFY(grew());
    heat.setOpacity(0.3);
    QVERIFY(grew());
    heat.setColourTable(redTable());
    QVERIFY(grew());
    heat.setMap(map(1, 1, {0.5f}));
    QVERIFY(grew());
}

void TestHeatLayer::aMapOfOnePixelCoversThePicture()
{
    HeatLayer heat;
    heat.setColourTable(redTable());
    heat.setLimit(0.5f);
    heat.setOpacity(1);
    heat.setMap(map(1, 1, {1.0f}));
    QCOMPARE(painted(heat, 3, {20, 6}), std::vector<QRgb>(20, qRgb(255, 0, 0)));
}

QTEST_APPLESS_MAIN(TestHeatLayer)
#include "tst_heat_layer.moc"
