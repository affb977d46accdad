// Tiles of a picture, and the maps that are put together of them.
#include "core/error.h"
#include "core/mosaic.h"
#include "core/tiling.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>

using namespace inference;

namespace {

constexpr int modelSize = 28;
constexpr int grid = 4;

/// An inspection in tiles of `side` whose logit differences are `difference` at each patch's place in the picture.
Inspection inspectionOf(Size image, int side, const std::function<double(double x, double y)>& difference)
{
    Inspection inspection;
    inspection.imageSize = image;
    for (const Rect& area : tilesOf(image, side)) {
        Evidence evidence {1, grid, grid, modelSize, {}, {}};
        for (int row = 0; row < grid; ++row)
            for (int column = 0; column < grid; ++column) {
                // Corners of the grid are corners of the map: its outermost pixels' centres.
                const double u = double(column) / (grid - 1) * (modelSize - 1) + 0.5, v = double(row) / (grid - 1) * (modelSize - 1) + 0.5;
                const double value = difference(area.x + u / modelSize * area.width, area.y + v / modelSize * area.height);
                evidence.pre.push_back(float(value));
                evidence.post.push_back(float(-value));
            }
        inspection.views.push_back({area, std::move(evidence)});
    }
    return inspection;
}

double sigmoid(double value)
{
    return 1 / (1 + std::exp(-value));
}

ErrorCode refused(const std::function<void()>& step)
{
    try {
        step();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::Internal;
}

}  // namespace

class TestMosaic : public QObject {
    Q_OBJECT

private slots:
    void tilesCoverThePicture_data();
    void tilesCoverThePicture();
    void noTilesIsOneLook();
    void tooManyTilesNameTheLeastSide();
    void oneViewIsTheModelsOwnMap();
    void rasterHasTheScaleOfTheTiles();
    void evenTiltPassesOverTheSeams_data();
    void evenTiltPassesOverTheSeams();
    void tilesThatDisagreeMeetHalfWay();
    void insideATileItsOwnMapStands();
    void otherViewsAreRefused_data();
    void otherViewsAreRefused();
};

void TestMosaic::tilesCoverThePicture_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("side");
    QTest::addColumn<int>("across");
    QTest::addColumn<int>("down");
    QTest::newRow("fits exactly") << 100 << 100 << 100 << 1 << 1;
    QTest::newRow("smaller than a tile") << 60 << 40 << 100 << 1 << 1;
    QTest::newRow("one pixel more") << 101 << 100 << 100 << 2 << 1;
    QTest::newRow("two steps") << 260 << 180 << 100 << 3 << 2;
    QTest::newRow("one pixel beyond two steps") << 261 << 181 << 100 << 4 << 3;
    QTest::newRow("a line scan") << 5000 << 200 << 400 << 16 << 1;
    QTest::newRow("a camera of 20 megapixels") << 5472 << 3648 << 1024 << 7 << 5;
}

void TestMosaic::tilesCoverThePicture()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, side);
    QFETCH(int, across);
    QFETCH(int, down);
    const std::vector<Rect> tiles = tilesOf({width, height}, side);
    QCOMPARE(int(tiles.size()), across * down);
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const Rect& tile = tiles[i];
        QCOMPARE(tile.width, double(std::min(side, width)));
        QCOMPARE(tile.height, double(std::min(side, height)));
        QVERIFY(tile.x == std::floor(tile.x) && tile.y == std::floor(tile.y));
        const int column = int(i) % across, row = int(i) / across;
        if (column > 0)  // a fifth is shared, and rows stand in line
            QVERIFY(tiles[i - 1].x + tiles[i - 1].width - tile.x >= std::floor(tileOverlap * side) && tiles[i - 1].y == tile.y);
        if (row > 0)
            QVERIFY(tiles[i - std::size_t(across)].y + tile.height - tile.y >= std::floor(tileOverlap * side));
    }
    QCOMPARE(tiles.front().x, 0.0);
    QCOMPARE(tiles.front().y, 0.0);
    QCOMPARE(tiles.back().x + tiles.back().width, double(width));
    QCOMPARE(tiles.back().y + tiles.back().height, double(height));
}

void TestMosaic::noTilesIsOneLook()
{
    QCOMPARE(tilesOf({640, 480}, 0), (std::vector<Rect> {{0, 0, 640, 480}}));
    QCOMPARE(refused([] { tilesOf({0, 480}, 0); }), ErrorCode::BadInput);
    QCOMPARE(refused([] { tilesOf({640, 480}, -1); }), ErrorCode::BadInput);
}

void TestMosaic::tooManyTilesNameTheLeastSide()
{
    for (const Size image : {Size {20000, 15000}, Size {100000, 500}, Size {1, 1}, Size {400, 400}}) {
        const int least = leastTileSideFor(image);
        QVERIFY(int(tilesOf(image, least).size()) <= greatestTileCount);
        if (least > leastTileSide)
            QCOMPARE(refused([&] { tilesOf(image, least - 1); }), ErrorCode::TilesTooMany);
    }
    try {
        tilesOf({20000, 15000}, 518);
        QFAIL("not refused");
    } catch (const Error& error) {
        QCOMPARE(error.arguments(), (std::vector<std::string> {"20000", "15000", "518", "1764", "256", std::to_string(leastTileSideFor({20000, 15000}))}));
    }
}

void TestMosaic::oneViewIsTheModelsOwnMap()
{
    const Inspection inspection = inspectionOf({333, 77}, 0, [](double x, double y) { return std::sin(x / 20) + y / 30; });
    const BranchMaps own = renderBranches(inspection.views.front().evidence, modelSize), mosaic = renderMosaic(inspection);
    QCOMPARE(mosaic.pre, own.pre);
    QCOMPARE(mosaic.post, own.post);
}

void TestMosaic::rasterHasTheScaleOfTheTiles()
{
    // 56 pixels of the picture to 28 of the model: half its size.
    const Inspection inspection = inspectionOf({200, 120}, 56, [](double, double) { return 0.0; });
    QCOMPARE(renderMosaic(inspection).pre.size(), (Size {100, 60}));
    QCOMPARE(renderMosaic(inspection).post.size(), (Size {100, 60}));
    // Along an axis that fits into a tile the model sees all of it, stretched.
    QCOMPARE(renderMosaic(inspectionOf({200, 14}, 56, [](double, double) { return 0.0; })).pre.size(), (Size {100, modelSize}));
}

void TestMosaic::evenTiltPassesOverTheSeams_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("side");
    QTest::newRow("whole steps") << 200 << 120 << 56;
    QTest::newRow("a scale that isn't whole") << 231 << 157 << 45;
    QTest::newRow("smaller than the model's input") << 101 << 73 << 20;
    QTest::newRow("tiles that overlap by nearly all") << 57 << 58 << 56;
    QTest::newRow("three share a place") << 104 << 56 << 56;
}

void TestMosaic::evenTiltPassesOverTheSeams()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, side);
    const auto tilt = [](double x, double y) { return 0.02 * x - 0.03 * y + 0.4; };
    const Inspection inspection = inspectionOf({width, height}, side, tilt);
    const BranchMaps maps = renderMosaic(inspection);
    const Size size = maps.pre.size();
    const double edge = 0.5 * 0.05 * side / modelSize;  // half a sample at each tile's border takes its neighbour's place
    double greatest = 0;
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const double value = tilt((x + 0.5) * side / modelSize, (y + 0.5) * side / modelSize);
            greatest = std::max(greatest, std::abs(double(maps.pre.at(x, y)) - sigmoid(value)));
            QVERIFY(std::abs(double(maps.pre.at(x, y)) + double(maps.post.at(x, y)) - 1) < 1e-5);
        }
    QVERIFY2(greatest < edge, qPrintable(QString::number(greatest)));
}

void TestMosaic::tilesThatDisagreeMeetHalfWay()
{
    // Two tiles side by side, sure of opposite things: from one to the other without a step.
    Inspection inspection = inspectionOf({100, 56}, 56, [](double, double) { return -20.0; });
    QCOMPARE(inspection.views.size(), std::size_t(2));
    std::ranges::fill(inspection.views.back().evidence.pre, 20.0f);
    const AnomalyMap map = renderMosaic(inspection).pre;
    QCOMPARE(map.width, 50);
    for (int y = 0; y < map.height; ++y) {
        QVERIFY(map.at(21, y) < 1e-6f && map.at(28, y) > 1 - 1e-6f);  // they share samples 22 to 27
        QVERIFY(std::abs(map.at(24, y) + map.at(25, y) - 1) < 1e-6f);
        for (int x = 22; x < 28; ++x)
            QVERIFY(map.at(x, y) - map.at(x - 1, y) < 0.18f && map.at(x, y) >= map.at(x - 1, y));
    }
}

void TestMosaic::insideATileItsOwnMapStands()
{
    const Inspection inspection = inspectionOf({100, 56}, 56, [](double x, double y) { return std::sin(x / 9) * std::cos(y / 7); });
    const AnomalyMap mosaic = renderMosaic(inspection).pre;
    const AnomalyMap left = renderBranches(inspection.views[0].evidence, modelSize).pre, right = renderBranches(inspection.views[1].evidence, modelSize).pre;
    for (int y = 0; y < modelSize; ++y)
        for (int x = 0; x < 22; ++x) {
            QCOMPARE(mosaic.at(x, y), left.at(x, y));
            QCOMPARE(mosaic.at(49 - x, y), right.at(27 - x, y));
        }
}

void TestMosaic::otherViewsAreRefused_data()
{
    QTest::addColumn<std::function<void(Inspection&)>>("change");
    const auto row = [](const char* name, std::function<void(Inspection&)> change) { QTest::newRow(name) << change; };
    row("none", [](Inspection& of) { of.views.clear(); });
    row("one is missing", [](Inspection& of) { of.views.pop_back(); });
    row("a row is missing", [](Inspection& of) { of.views.resize(of.views.size() / 2); });
    row("another size", [](Inspection& of) { of.views[1].area.width -= 1; });
    row("another model", [](Inspection& of) { of.views[1].evidence.imageSize += 14; });
    row("a gap", [](Inspection& of) { of.views[1].area.x += 500; });
    row("out of line", [](Inspection& of) { of.views.back().area.x -= 1; });
    row("not of this picture", [](Inspection& of) { of.imageSize.width += 1; });
    row("no evidence", [](Inspection& of) { of.views[2].evidence.pre.clear(); });
    row("a raster without end", [](Inspection& of) {
        of.imageSize = {1 << 30, 1 << 30};
        for (View& view : of.views) {
            view.area.x *= (1 << 30) / 200.0;
            view.area.y *= (1 << 30) / 120.0;
            view.area.width = 56.0 * (1 << 30) / 200;
            view.area.height = 56.0 * (1 << 30) / 120;
            view.evidence.imageSize = 65536;
        }
    });
}

void TestMosaic::otherViewsAreRefused()
{
    QFETCH(std::function<void(Inspection&)>, change);
    Inspection inspection = inspectionOf({200, 120}, 56, [](double, double) { return 0.0; });
    renderMosaic(inspection);
    change(inspection);
    QCOMPARE(refused([&] { renderMosaic(inspection); }), ErrorCode::BadInput);
}

QTEST_APPLESS_MAIN(TestMosaic)
#include "tst_mosaic.moc"
