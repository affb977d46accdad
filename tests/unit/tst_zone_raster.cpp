#include "core/error.h"
#include "judging/judge.h"
#include "judging/zone_raster.h"

#include <QtTest>

#include "map_text.h"

using namespace inference;

namespace {

Polygon rectangle(double x, double y, double width, double height)
{
    return {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}};
}

QStringList text(const judging::ZoneRaster& raster)
{
    QStringList rows;
    for (int y = 0; y < raster.height; ++y) {
        rows.append(QString());
        for (int x = 0; x < raster.width; ++x) {
            const auto zone = raster.at(std::size_t(y * raster.width + x));
            rows.last() += zone == judging::ZoneRaster::dontCare ? QLatin1Char('x') : zone == 0 ? QLatin1Char('.') : QLatin1Char(char('0' + zone));
        }
    }
    return rows;
}

judging::RenderedMaps mapsOf(const QStringList& rows, const Recipe& recipe)
{
    const AnomalyMap map = mapOf(rows);
    return {{map, map}, map, judging::rasterOf(recipe, map.size(), map.size())};
}

}  // namespace

class TestZoneRaster : public QObject {
    Q_OBJECT

private slots:
    void pixelsWhoseCentreIsInside();
    void laterZonesAndDontCaresLieOver();
    void stretchedToTheImage();
    void outsideAndDegeneratePolygonsAreHarmless();
    void tooManyAreRefused();
    void zonesAreJudgedByTheirOwnLimits();
    void regionsEndAtTheBorderOfAZone();
    void dontCarePixelsAreNeverLookedAt();
    void hysteresisGrowsFromSeeds();
};

void TestZoneRaster::pixelsWhoseCentreIsInside()
{
    Recipe recipe;
    recipe.zones = {{"A", {{0.6, 0.4}, {3.4, 0.4}, {3.4, 2.6}}, {}}};
    QCOMPARE(text(judging::rasterOf(recipe, {4, 3}, {4, 3})), (QStringList {".11.", "..1.", "...."}));
    QVERIFY(judging::rasterOf({}, {4, 3}, {4, 3}).uniform());
}

void TestZoneRaster::laterZonesAndDontCaresLieOver()
{
    Recipe recipe;
    recipe.zones = {{"A", rectangle(0, 0, 3, 3), {}}, {"B", rectangle(1, 1, 3, 2), {}}};
    recipe.dontCares = {{"", rectangle(2, 0, 1, 2)}};
    QCOMPARE(text(judging::rasterOf(recipe, {4, 3}, {4, 3})), (QStringList {"11x.", "12x2", "1222"}));
}

void TestZoneRaster::stretchedToTheImage()
{
    Recipe recipe;
    recipe.drawnFor = {400, 100};
    recipe.zones = {{"A", rectangle(100, 0, 200, 50), {}}};
    QCOMPARE(text(judging::rasterOf(recipe, {4, 4}, {40, 40})), (QStringList {".11.", ".11.", "....", "...."}));
}

void TestZoneRaster::outsideAndDegeneratePolygonsAreHarmless()
{
    Recipe recipe;
    recipe.zones = {{"outside", rectangle(-50, -50, 20, 20), {}}, {"huge", rectangle(-1e9, -1e9, 2e9, 1e9 + 1), {}}, {"line", {{0, 2}, {4, 2}, {2, 2}}, {}}};
    QCOMPARE(text(judging::rasterOf(recipe, {3, 2}, {3, 2})), (QStringList {"222", "..."}));
}

void TestZoneRaster::tooManyAreRefused()
{
    Recipe recipe;
    recipe.zones.assign(255, {"A", rectangle(0, 0, 1, 1), {}});
    QVERIFY_EXCEPTION_THROWN(judging::rasterOf(recipe, {4, 4}, {4, 4}), Error);
}

void TestZoneRaster::zonesAreJudgedByTheirOwnLimits()
{
    Recipe recipe;
    recipe.rule = {0.8f, 0.6f, {}, 0, 0};
    recipe.zones = {{"A", rectangle(0, 0, 3, 2), {0.4f, 0.3f, {}, 2, 0}}};
    const auto judged = judging::judge(mapsOf({"551.7", "11111"}, recipe), {5, 2}, recipe);
    QCOMPARE(judged.verdict, Verdict::Fail);
    QCOMPARE(judged.defects.size(), 2u);
    QCOMPARE(judged.defects[0].zone, 0);
    QVERIFY(judged.defects[0].failing);
    QCOMPARE(judged.defects[1].zone, -1);
    QVERIFY(!judged.defects[1].failing);
    recipe.zones[0].rule.minArea = 3;
    QCOMPARE(judging::judge(mapsOf({"551.7", "11111"}, recipe), {5, 2}, recipe).verdict, Verdict::Review);
}

void TestZoneRaster::regionsEndAtTheBorderOfAZone()
{
    Recipe recipe;
    recipe.rule = {0.5f, 0.5f, {}, 0, 0};
    recipe.zones = {{"A", rectangle(0, 0, 2, 2), {0.5f, 0.5f, {}, 0, 0}}};
    const auto judged = judging::judge(mapsOf({"9999", "1111"}, recipe), {4, 2}, recipe);
    QCOMPARE(judged.defects.size(), 2u);
    for (const Defect& defect : judged.defects) {
        QCOMPARE(defect.area, 2.0);
        QCOMPARE(defect.contours.size(), 1u);
        for (const Point& point : defect.contours[0])
            QVERIFY(defect.zone == 0 ? point.x <= 2.0 : point.x >= 2.0);
    }
}

void TestZoneRaster::dontCarePixelsAreNeverLookedAt()
{
    Recipe recipe;
    recipe.rule = {0.5f, 0.5f, {}, 0, 0};
    recipe.dontCares = {{"serial number", rectangle(0, 0, 2, 1)}};
    recipe.scoreFraction = 0.5;
    const auto maps = mapsOf({"9911", "1131"}, recipe);
    for (const auto& [rule, score] : {std::pair {ScoreRule::Maximum, 0.3}, {ScoreRule::TopMean, (0.3 + 0.1 + 0.1) / 3}, {ScoreRule::Published, (0.3 + 0.1 + 0.1) / 3},
                                      {ScoreRule::AreaOver, 1.0 / 6}}) {
        recipe.scoreRule = rule;
        recipe.scoreLevel = 0.3f;
        const auto judged = judging::judge(maps, {4, 2}, recipe);
        QVERIFY(std::abs(judged.score - score) < 1e-7);
        QCOMPARE(judged.verdict, Verdict::Pass);
    }
}

void TestZoneRaster::hysteresisGrowsFromSeeds()
{
    Recipe recipe;
    recipe.rule = {0.8f, 0.6f, 0.4f, 0, 0};
    const auto judged = judging::judge(mapsOf({"459.44.67", "4........"}, recipe), {9, 2}, recipe);
    QCOMPARE(judged.defects.size(), 2u);  // 4 4 has no seed
    QCOMPARE(judged.defects[0].area, 4.0);
    QVERIFY(judged.defects[0].failing);
    QCOMPARE(judged.defects[1].area, 2.0);
    QVERIFY(!judged.defects[1].failing);
    recipe.rule.minArea = 3;
    QCOMPARE(judging::judge(mapsOf({"459.44.67", "4........"}, recipe), {9, 2}, recipe).defects.size(), 1u);
}

QTEST_APPLESS_MAIN(TestZoneRaster)
#include "tst_zone_raster.moc"
