#include "core/error.h"
#include "judging/figures.h"

#include <QtTest>

#include <random>

#include "map_text.h"

using namespace inference;
using judging::RenderedMaps;

namespace {

RenderedMaps mapsOf(const QStringList& rows)
{
    return {{mapOf(rows), mapOf(rows)}, mapOf(rows), {}};
}

/// A smooth map with several hills, the same for a seed.
RenderedMaps hills(unsigned seed, const Recipe& recipe, Size image)
{
    std::mt19937 random(seed);
    AnomalyMap map {48, 48, std::vector<float>(48 * 48)};
    std::uniform_real_distribution<float> uniform(0, 1);
    for (float& value : map.values)
        value = uniform(random);
    map = smooth(map, 2);
    const auto [least, greatest] = std::ranges::minmax(map.values);
    for (float& value : map.values)
        value = (value - least) / (greatest - least) * 0.98f;
    return {{map, map}, map, judging::rasterOf(recipe, map.size(), image)};
}

Recipe with(float fail, float review, double minArea, double minLength = 0, std::optional<float> grow = {})
{
    Recipe recipe;
    recipe.rule = {fail, review, grow, minArea, minLength};
    return recipe;
}

Recipe zoned(Recipe recipe)
{
    recipe.drawnFor = {96, 96};
    recipe.zones = {{"A", {{0, 0}, {50, 0}, {50, 96}, {0, 96}}, {0.8f, 0.7f, {}, 10, 0}}, {"B", {{40, 40}, {96, 40}, {96, 96}}, {0.5f, 0.5f, {}, 40, 9}}};
    recipe.dontCares = {{"print", {{10, 10}, {30, 10}, {30, 40}}}};
    return recipe;
}

}  // namespace

class TestFigures : public QObject {
    Q_OBJECT

private slots:
    void regionScoreByHand_data();
    void regionScoreByHand();
    void regionScoreIsWhereTheVerdictTurns_data();
    void regionScoreIsWhereTheVerdictTurns();
    void twoNumbersAreEnoughWithoutZones();
    void peaksByZone();
    void whatJudgesAlike();
    void verdictFromFiguresIsThatOfTheMaps_data();
    void verdictFromFiguresIsThatOfTheMaps();
    void areaCurveIsTheLargestRegionAtEachLevel();
    void regionsHoldTogetherAtTheCornersOfZones();
    void otherMapsAreNotTold();
    void combinedScoreReachesTheLimitsWhereAZoneDoes();
};

void TestFigures::regionScoreByHand_data()
{
    QTest::addColumn<QStringList>("rows");
    QTest::addColumn<double>("minArea");
    QTest::addColumn<double>("minLength");
    QTest::addColumn<float>("grow");
    QTest::addColumn<float>("score");
    const QStringList rows {"1111111", "1971111", "1861111", "1111141", "1111111"};
    QTest::newRow("any pixel") << rows << 0.0 << 0.0 << -1.0f << 0.9f;
    QTest::newRow("two pixels") << rows << 2.0 << 0.0 << -1.0f << 0.8f;
    QTest::newRow("four pixels") << rows << 4.0 << 0.0 << -1.0f << 0.6f;
    QTest::newRow("all pixels") << rows << 35.0 << 0.0 << -1.0f << 0.1f;
    QTest::newRow("more than there are") << rows << 35.5 << 0.0 << -1.0f << -1.0f;
    QTest::newRow("longer than one pixel's diagonal") << rows << 0.0 << 1.5 << -1.0f << 0.8f;  // 9 and 8: sqrt(5)
    QTest::newRow("longer than the square of four") << rows << 0.0 << 3.0 << -1.0f << 0.1f;
    QTest::newRow("the peak of what grew") << rows << 4.0 << 0.0 << 0.5f << 0.9f;
    QTest::newRow("grown too small") << rows << 5.0 << 0.0 << 0.5f << -1.0f;
}

void TestFigures::regionScoreByHand()
{
    QFETCH(QStringList, rows);
    QFETCH(double, minArea);
    QFETCH(double, minLength);
    QFETCH(float, grow);
    const RenderedMaps maps = mapsOf(rows);
    const Recipe recipe = with(0.6f, 0.5f, minArea, minLength, grow < 0 ? std::nullopt : std::optional(grow));
    const auto figures = judging::figuresOf(maps, maps.blended.size(), recipe);
    QTEST(figures.zones.at(0).regionScore, "score");
    QCOMPARE(figures.peak, 0.9f);
}

void TestFigures::regionScoreIsWhereTheVerdictTurns_data()
{
    QTest::addColumn<bool>("zones");
    QTest::addColumn<double>("minArea");
    QTest::addColumn<double>("minLength");
    QTest::addColumn<float>("grow");
    QTest::newRow("area") << false << 30.0 << 0.0 << -1.0f;
    QTest::newRow("area and length") << false << 30.0 << 17.0 << -1.0f;
    QTest::newRow("hysteresis") << false << 30.0 << 0.0 << 0.3f;
    QTest::newRow("hysteresis and length") << false << 30.0 << 12.0 << 0.4f;
    QTest::newRow("around zones") << true << 25.0 << 0.0 << -1.0f;
}

void TestFigures::regionScoreIsWhereTheVerdictTurns()
{
    QFETCH(bool, zones);
    QFETCH(double, minArea);
    QFETCH(double, minLength);
    QFETCH(float, grow);
    const Size image {96, 96};
    for (unsigned seed = 0; seed < 20; ++seed) {
        Recipe recipe = with(1, 1, minArea, minLength, grow < 0 ? std::nullopt : std::optional(grow));
        if (zones)
            recipe = zoned(recipe);
        const RenderedMaps maps = hills(seed, recipe, image);
        const auto figures = judging::figuresOf(maps, image, recipe);
        for (std::size_t zone = 0; zone < figures.zones.size(); ++zone) {
            const float score = figures.zones[zone].regionScore;
            Recipe only = recipe;
            const auto failsAt = [&](float limit) {
                only.rule.failLimit = only.rule.reviewLimit = zone == 0 ? limit : 2.0f;
                for (std::size_t i = 0; i < only.zones.size(); ++i)
                    only.zones[i].rule.failLimit = only.zones[i].rule.reviewLimit = zone == i + 1 ? limit : 2.0f;
                return judging::judge(maps, image, only).verdict == Verdict::Fail;
            };
            if (score >= 0)
                QVERIFY(failsAt(score));
            QVERIFY(!failsAt(std::nextafter(std::max(score, 0.0f), 2.0f)) || score < 0);
            if (score < 0)
                QVERIFY(!failsAt(grow < 0 ? 0.0f : grow));
        }
    }
}

void TestFigures::verdictFromFiguresIsThatOfTheMaps_data()
{
    QTest::addColumn<bool>("zones");
    QTest::addColumn<bool>("score");
    QTest::newRow("plain") << false << false;
    QTest::newRow("zones") << true << false;
    QTest::newRow("score limits") << false << true;
    QTest::newRow("both") << true << true;
}

void TestFigures::verdictFromFiguresIsThatOfTheMaps()
{
    QFETCH(bool, zones);
    QFETCH(bool, score);
    const Size image {96, 96};
    std::mt19937 random(7);
    std::uniform_real_distribution<float> uniform(0.3f, 1);
    int told = 0, asked = 0;
    for (unsigned seed = 0; seed < 20; ++seed) {
        Recipe made = with(0.6f, 0.45f, 25);
        if (zones)
            made = zoned(made);
        const RenderedMaps maps = hills(seed, made, image);
        const auto figures = judging::figuresOf(maps, image, made, true);
        for (int i = 0; i < 40; ++i) {
            Recipe recipe = made;
            const float a = std::round(uniform(random) * 100) / 100, b = uniform(random);
            recipe.rule = {std::max(a, b), std::min(a, b), {}, i % 3 == 0 ? 25.0 : double(10 * i), 0};
            if (score)
                recipe.scoreLimits = LimitPair {std::max(a, b), std::min(a, b)};
            const auto verdict = judging::verdictFrom(figures, made, recipe);
            ++asked;
            told += verdict ? 1 : 0;
            if (verdict)
                QCOMPARE(*verdict, judging::judge(maps, image, recipe).verdict);
        }
    }
    QVERIFY2(told * 10 >= asked * 9, qPrintable(QStringLiteral("%1 of %2").arg(told).arg(asked)));
}

void TestFigures::areaCurveIsTheLargestRegionAtEachLevel()
{
    const Size image {96, 192};
    const Recipe recipe;
    const RenderedMaps maps = hills(3, recipe, image);
    const auto figures = judging::figuresOf(maps, image, recipe, true);
    for (int level = 0; level < judging::ZoneFigures::leastLevel; ++level)
        QVERIFY(std::isinf(figures.zones[0].largestArea[std::size_t(level)]));
    for (int level = judging::ZoneFigures::leastLevel; level < judging::ZoneFigures::levels; ++level) {
        const float limit = float(level) / 200.0f;
        Recipe at = with(limit, limit, 0);
        const auto defects = judging::judge(maps, image, at).defects;
        const double largest = defects.empty() ? 0 : defects.front().area;
        QCOMPARE(double(figures.zones[0].largestArea[std::size_t(level)]), largest);
    }
}

/// Where zones meet, a pixel below touches the next zone's first pixel by its corner alone.
void TestFigures::regionsHoldTogetherAtTheCornersOfZones()
{
    Recipe recipe = with(0.6f, 0.5f, 0);
    recipe.drawnFor = {10, 2};
    recipe.zones = {{"A", {{0, 0}, {5, 0}, {5, 1}, {0, 1}}, {0.6f, 0.5f, {}, 6, 0}}, {"B", {{5, 0}, {10, 0}, {10, 2}, {0, 2}, {0, 1}, {5, 1}}, {0.6f, 0.5f, {}, 8, 0}}};
    RenderedMaps maps = mapsOf({"9999999999", "..999....."});
    maps.zones = judging::rasterOf(recipe, maps.blended.size(), {10, 2});
    const Judgement judgement = judging::judge(maps, {10, 2}, recipe);
    QCOMPARE(judgement.defects.size(), 1u);
    QCOMPARE(judgement.defects[0].area, 8.0);
    QCOMPARE(judgement.verdict, Verdict::Fail);
    QCOMPARE(judging::verdictFrom(judging::figuresOf(maps, {10, 2}, recipe), recipe, recipe), std::optional(judgement.verdict));
}

void TestFigures::otherMapsAreNotTold()
{
    const Recipe made = with(0.6f, 0.45f, 25);
    const auto figures = judging::figuresOf(mapsOf({"19", "91"}), {2, 2}, made);
    Recipe other = made;
    QVERIFY(judging::verdictFrom(figures, made, other));
    other.sigma = 9;
    QVERIFY(!judging::verdictFrom(figures, made, other));
    other = made;
    other.scoreRule = ScoreRule::Maximum;
    QVERIFY(!judging::verdictFrom(figures, made, other));
    other = made;
    other.rule.minArea = 30;
    QVERIFY(!judging::verdictFrom(figures, made, other));  // no curve was asked for
}

void TestFigures::combinedScoreReachesTheLimitsWhereAZoneDoes()
{
    const Size image {96, 96};
    for (unsigned seed = 0; seed < 40; ++seed) {
        const Recipe recipe = zoned(with(0.65f, 0.6f, 60));
        const RenderedMaps maps = hills(seed, recipe, image);
        const auto figures = judging::figuresOf(maps, image, recipe);
        const float combined = judging::combinedRegionScore(figures, recipe);
        QCOMPARE(judging::verdictOf(double(combined), {recipe.rule.failLimit, recipe.rule.reviewLimit}), judging::judge(maps, image, recipe).verdict);
    }
}

void TestFigures::twoNumbersAreEnoughWithoutZones()
{
    Recipe made = with(0.6f, 0.4f, 20);
    const auto figures = judging::figuresOf(hills(5, made, {96, 96}), {96, 96}, made);
    for (const bool scored : {false, true})
        for (float fail = 0; fail <= 1; fail += 0.05f) {
            Recipe moved = with(fail, fail / 2, 20);
            if (scored)
                moved.scoreLimits = LimitPair {fail, fail / 3};
            const judging::MovedLimits limits(made, moved);
            QVERIFY(limits.verdict(figures).has_value());
            QCOMPARE(limits.verdict(figures.zones[0].regionScore, figures.score), limits.verdict(figures));
        }
    QVERIFY(!judging::MovedLimits(made, with(0.6f, 0.4f, 21)).verdict(0.5f, 0.5));
    QVERIFY(!judging::MovedLimits(made, zoned(made)).verdict(0.5f, 0.5));
    QVERIFY(!judging::MovedLimits(zoned(made), zoned(with(0.7f, 0.4f, 20))).verdict(0.5f, 0.5));
}

void TestFigures::peaksByZone()
{
    const Recipe recipe = zoned({});
    const RenderedMaps maps = hills(3, recipe, {96, 96});
    std::vector<float> wanted(3, 0);
    for (std::size_t i = 0; i < maps.blended.values.size(); ++i)
        if (const auto zone = maps.zones.at(i); zone != judging::ZoneRaster::dontCare)
            wanted[zone] = std::max(wanted[zone], maps.blended.values[i]);
    QCOMPARE(judging::zonePeaks(maps, 2), wanted);
    QCOMPARE(judging::figuresOf(maps, {96, 96}, recipe).peak, std::ranges::max(wanted));
    const RenderedMaps plain = hills(3, {}, {96, 96});
    QCOMPARE(judging::zonePeaks(plain, 0), std::vector<float> {greatestValue(plain.blended.values)});
}

void TestFigures::whatJudgesAlike()
{
    const Recipe recipe = zoned(with(0.6f, 0.4f, 20));
    Recipe other = recipe;
    other.name = "another";
    other.model = "abc";
    other.mmPerPixel = 0.1;
    other.golden = {{"00", "part", Verdict::Fail}};
    QVERIFY(judging::judgeAlike(recipe, other));
    for (const auto& change : std::vector<void (*)(Recipe&)> {[](Recipe& r) { r.rule.minArea = 21; }, [](Recipe& r) { r.alpha = 0.5; },
                                                              [](Recipe& r) { r.zones[0].rule.failLimit = 0.9f; }, [](Recipe& r) { r.zones[0].name = "C"; },
                                                              [](Recipe& r) { r.scoreLimits = LimitPair {}; }, [](Recipe& r) { r.dontCares.clear(); }}) {
        Recipe changed = recipe;
        change(changed);
        QVERIFY(!judging::judgeAlike(recipe, changed));
    }
}

QTEST_APPLESS_MAIN(TestFigures)
#include "tst_figures.moc"
