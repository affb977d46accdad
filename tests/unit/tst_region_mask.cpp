// Masks: which pixels a region covers, and which of two regions is seen.

#include "app/export/region_mask.h"

#include "app/export/region_polygons.h"
#include "core/error.h"

#include <QtTest>

using app::RegionShape;
using inference::Polygon;

namespace {

Polygon box(double left, double top, double right, double bottom)
{
    return {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
}

RegionShape region(std::vector<Polygon> polygons, bool failing)
{
    RegionShape shape;
    shape.polygons = std::move(polygons);
    shape.failing = failing;
    return shape;
}

/// Rows of the mask: '.' nothing, 'r' review, 'f' fail.
QStringList rows(const inference::Image& mask)
{
    QStringList all;
    for (int y = 0; y < mask.height; ++y) {
        QString row;
        for (int x = 0; x < mask.width; ++x) {
            const int value = mask.row(y)[x];
            row += value == 0 ? '.' : value == 128 ? 'r' : value == 255 ? 'f' : '?';
        }
        all.append(row);
    }
    return all;
}

}  // namespace

Q_DECLARE_METATYPE(std::vector<RegionShape>)

class TestRegionMask : public QObject {
    Q_OBJECT

private slots:
    void pixelsAreThoseWhoseCentreLiesInside_data();
    void pixelsAreThoseWhoseCentreLiesInside();
    void emptySizeIsRefused();
};

void TestRegionMask::pixelsAreThoseWhoseCentreLiesInside_data()
{
    QTest::addColumn<std::vector<RegionShape>>("regions");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, std::vector<RegionShape> regions, QStringList expected) { QTest::newRow(name) << regions << expected; };
    row("none", {}, {".....", ".....", "....."});
    row("whole pixels", {region({box(1, 0, 3, 2)}, true)}, {".ff..", ".ff..", "....."});
    row("half and more of a pixel", {region({box(0.4, 0.4, 2.6, 1.6)}, false)}, {"rrr..", "rrr..", "....."});
    row("less than half of a pixel", {region({box(0.6, 0.6, 2.4, 2.4)}, false)}, {".....", ".r...", "....."});
    row("centre on the left and upper line is inside", {region({box(0.5, 0.5, 2.5, 1.5)}, true)}, {"ff...", ".....", "....."});
    row("triangle", {region({{{0, 0}, {4, 0}, {0, 4}}}, true)}, {"fff..", "ff...", "f...."});
    row("ring", {region(app::joinedContours(std::vector<Polygon> {box(0, 0, 5, 3), box(1, 1, 4, 2)}), true)}, {"fffff", "f...f", "fffff"});
    row("two pieces of one region", {region({box(0, 0, 1, 3), box(3, 0, 4, 1)}, false)}, {"r..r.", "r....", "r...."});
    row("failing over review, whatever the order", {region({box(0, 0, 3, 3)}, true), region({box(1, 1, 5, 3)}, false)}, {"fff..", "fffrr", "fffrr"});
    row("what reaches beyond is cut off", {region({box(-3, -2, 2, 1), box(4, 2, 9, 9)}, true)}, {"ff...", ".....", "....f"});
    row("wholly beyond", {region({box(-9, -9, -2, -2), box(7, 7, 9, 9)}, true)}, {".....", ".....", "....."});
    row("thinner than a pixel", {region({box(0.1, 0, 0.4, 3)}, true)}, {".....", ".....", "....."});
}

void TestRegionMask::pixelsAreThoseWhoseCentreLiesInside()
{
    QFETCH(std::vector<RegionShape>, regions);
    QFETCH(QStringList, expected);
    const inference::Image mask = app::regionMask({5, 3}, regions);
    QCOMPARE(mask.channels, 1);
    QCOMPARE(mask.bytesPerChannel, 1);
    QCOMPARE(rows(mask), expected);
}

void TestRegionMask::emptySizeIsRefused()
{
    for (const inference::Size size : {inference::Size {0, 5}, {5, 0}, {-1, 4}})
        QVERIFY_THROWS_EXCEPTION(inference::Error, app::regionMask(size, {}));
}

QTEST_GUILESS_MAIN(TestRegionMask)
#include "tst_region_mask.moc"
