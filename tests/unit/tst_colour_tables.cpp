#include "imaging/colour_tables.h"

#include <QtTest>


using namespace inference;

class TestColourTables : public QObject {
    Q_OBJECT

private slots:
    void knownColours_data();
    void knownColours();
    void greyIsARamp();
    void stepsAreClamped_data();
    void stepsAreClamped();
};

void TestColourTables::knownColours_data()
{
    // first, middle and last colour as the maps' authors publish them, within what rounding may do
    QTest::addColumn<int>("map");
    QTest::addColumn<int>("step");
    QTest::addColumn<QList<int>>("rgb");
    QTest::newRow("viridis dark") << int(ColourMap::Viridis) << 0 << QList<int> {68, 1, 84};
    QTest::newRow("viridis middle") << int(ColourMap::Viridis) << 128 << QList<int> {33, 145, 140};
    QTest::newRow("viridis bright") << int(ColourMap::Viridis) << 255 << QList<int> {253, 231, 37};
    QTest::newRow("inferno dark") << int(ColourMap::Inferno) << 0 << QList<int> {0, 0, 4};
    QTest::newRow("inferno bright") << int(ColourMap::Inferno) << 255 << QList<int> {252, 255, 164};
    QTest::newRow("turbo dark") << int(ColourMap::Turbo) << 0 << QList<int> {48, 18, 59};
    QTest::newRow("turbo bright") << int(ColourMap::Turbo) << 255 << QList<int> {122, 4, 3};
}

void TestColourTables::knownColours()
{
    QFETCH(int, map);
    QFETCH(int, step);
    QFETCH(QList<int>, rgb);
    const Rgb colour = imaging::colourTable(ColourMap(map))[std::size_t(step)];
    const QByteArray found = QByteArray::number(colour.red) + ' ' + QByteArray::number(colour.green) + ' ' + QByteArray::number(colour.blue);
    QVERIFY2(std::abs(colour.red - rgb[0]) <= 2 && std::abs(colour.green - rgb[1]) <= 2 && std::abs(colour.blue - rgb[2]) <= 2, found);
}

void TestColourTables::greyIsARamp()
{
    const ColourTable& grey = imaging::colourTable(ColourMap::Grey);
    for (int i = 0; i < 256; ++i) {
        const auto value = std::uint8_t(i);
        QCOMPARE(grey[std::size_t(i)], (Rgb {value, value, value}));
    }
}

void TestColourTables::stepsAreClamped_data()
{
    QTest::addColumn<float>("probability");
    QTest::addColumn<int>("step");
    QTest::newRow("below") << -3.0f << 0;
    QTest::newRow("none") << 0.0f << 0;
    QTest::newRow("half") << 0.5f << 128;
    QTest::newRow("certain") << 1.0f << 255;
    QTest::newRow("above") << 7.0f << 255;
}

void TestColourTables::stepsAreClamped()
{
    QFETCH(float, probability);
    QFETCH(int, step);
    QCOMPARE(colourStep(probability), step);
}

QTEST_APPLESS_MAIN(TestColourTables)
#include "tst_colour_tables.moc"
