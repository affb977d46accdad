#include "core/error.h"
#include "core/tiling.h"
#include "judging/contours.h"
#include "judging/judge.h"

#include <QtTest>

#include "map_text.h"

using namespace inference;

namespace {

judging::RenderedMaps mapsOf(const QStringList& rows) { return {{mapOf(rows), mapOf(rows)}, mapOf(rows), {}}; }

Recipe recipeFor(float failLimit, float reviewLimit, double minArea)
{
    Recipe recipe;
    recipe.rule.failLimit = failLimit;
    recipe.rule.reviewLimit = reviewLimit;
    recipe.rule.minArea = minArea;
    return recipe;
}

/// Defects as text: F or R, area.
QStringList described(const Judgement& judgement)
{
    QStringList texts;
    for (const Defect& defect : judgement.defects)
        texts.append((defect.failing ? "F " : "R ") + QString::number(defect.area));
    return texts;
}

ErrorCode codeOf(const std::function<void()>& work)
{
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return ErrorCode::Internal;
}

}  // namespace

class TestJudge : public QObject {
    Q_OBJECT

private slots:
    void verdicts_data();
    void verdicts();
    void contoursCanBeLeftOut();
    void contoursBelongToTheirRegion();
    void contoursAreThoseOfTheWholeMap();
    void scores_data();
    void scores();
    void scoreOfTilesIsOfOneTilesPixels();
    void tilesAreJudgedAsOnePicture();
    void renderedMapsFollowTheRecipe();
    void oneViewIsNeeded();
    void badInputIsRefused();
    void largeMapIsJudgedFast();
};

void TestJudge::verdicts_data()
{
    QTest::addColumn<QStringList>("rows");  // fail limit 0.6, review limit 0.4, least area 2
    QTest::addColumn<int>("verdict");
    QTest::addColumn<QStringList>("defects");
    QTest::newRow("good") << QStringList {"123", "333"} << int(Verdict::Pass) << QStringList {};
    QTest::newRow("review, at the limit") << QStringList {"44.", "..."} << int(Verdict::Review) << QStringList {"R 2"};
    QTest::newRow("fail, at the limit") << QStringList {"66.", "..."} << int(Verdict::Fail) << QStringList {"F 2"};
    QTest::newRow("the halo of a failing region is no region of its own") << QStringList {"55555", "56665", "55555"} << int(Verdict::Fail)
                                                                          << QStringList {"F 3"};
    QTest::newRow("two failing regions in one halo") << QStringList {"66566", "55555"} << int(Verdict::Fail) << QStringList {"F 2", "F 2"};
    QTest::newRow("a failing spot too small leaves its halo for review") << QStringList {"555", "595", "555"} << int(Verdict::Review)
                                                                         << QStringList {"R 9"};
    QTest::newRow("too small for either") << QStringList {"9..", "..."} << int(Verdict::Pass) << QStringList {};
    QTest::newRow("failing first, then largest") << QStringList {"77.4444", "......4", "888...."} << int(Verdict::Fail)
                                                 << QStringList {"F 3", "F 2", "R 5"};
}

void TestJudge::verdicts()
{
    QFETCH(QStringList, rows);
    QFETCH(int, verdict);
    QFETCH(QStringList, defects);
    const auto maps = mapsOf(rows);
    const Judgement judgement = judging::judge(maps, maps.blended.size(), recipeFor(0.6f, 0.4f, 2));
    QCOMPARE(described(judgement), defects);
    QCOMPARE(int(judgement.verdict), verdict);
    for (const Defect& defect : judgement.defects)
        QVERIFY(!defect.contours.empty());
}

void TestJudge::contoursCanBeLeftOut()
{
    const AnomalyMap map = mapOf({"66.44", "66.44", ".....", "77..."});
    const judging::RenderedMaps maps {{map, map}, map, {}};
    Recipe recipe;
    recipe.rule = {0.6f, 0.4f, {}, 1, 0};
    const Judgement with = judging::judge(maps, {50, 40}, recipe);
    const Judgement without = judging::judge(maps, {50, 40}, recipe, false);
    QCOMPARE(without.verdict, with.verdict);
    QCOMPARE(without.score, with.score);
    QCOMPARE(without.defects.size(), with.defects.size());
    QCOMPARE(with.defects.size(), 3u);
    for (std::size_t i = 0; i < with.defects.size(); ++i) {
        QVERIFY(!with.defects[i].contours.empty() && without.defects[i].contours.empty());
        QCOMPARE(without.defects[i].area, with.defects[i].area);
        QCOMPARE(without.defects[i].failing, with.defects[i].failing);
    }
}

void TestJudge::contoursBelongToTheirRegion()
{
    // a dot inside a ring: each box holds both
    const auto maps = mapsOf({".......", ".#####.", ".#...#.", ".#.#.#.", ".#...#.", ".#####.", "......."});
    const Judgement judgement = judging::judge(maps, {7, 7}, recipeFor(0.5f, 0.5f, 0));
    QCOMPARE(judgement.defects.size(), 2u);
    QCOMPARE(judgement.defects[0].contours.size(), 2u);  // outside and hole
    QCOMPARE(judgement.defects[1].contours.size(), 1u);
    for (const Point& point : judgement.defects[1].contours[0])
        QVERIFY(std::hypot(point.x - 3.5, point.y - 3.5) <= 0.5);
}

void TestJudge::contoursAreThoseOfTheWholeMap()
{
    AnomalyMap map {60, 50, {}};
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x)
            map.values.push_back(float(0.5 + 0.5 * std::sin(x * 0.5) * std::cos(y * 0.4 + 0.3)));
    const Judgement judgement = judging::judge({{map, map}, map}, {120, 25}, recipeFor(0.7f, 0.7f, 0));
    using Points = std::vector<std::pair<double, double>>;
    const auto sorted = [](const std::vector<Contour>& contours) {
        std::vector<Points> all;
        for (const Contour& contour : contours) {
            Points points;
            for (const Point& point : contour)
                points.emplace_back(point.x, point.y);
            std::sort(points.begin(), points.end());
            all.push_back(points);
        }
        std::sort(all.begin(), all.end());
        return all;
    };
    std::vector<Contour> together;
    for (const Defect& defect : judgement.defects)
        together.insert(together.end(), defect.contours.begin(), defect.contours.end());
    QVERIFY(together.size() > 10);
    QVERIFY(sorted(together) == sorted(judging::traceContours(map, 0.7f, {120, 25})));
}

void TestJudge::scores_data()
{
    QTest::addColumn<int>("rule");
    QTest::addColumn<double>("fraction");
    QTest::addColumn<double>("expected");
    // pre: 0.1 0.2 0.3 0.4   post: 0.5 0.6 0.7 0.8   blended: 0.2 0.4 0.6 0.9
    QTest::newRow("published, two of four") << int(ScoreRule::Published) << 0.5 << 0.5 * (0.35 + 0.75);
    QTest::newRow("published, at least one") << int(ScoreRule::Published) << 1e-9 << 0.5 * (0.4 + 0.8);
    QTest::newRow("published, all") << int(ScoreRule::Published) << 1.0 << 0.5 * (0.25 + 0.65);
    QTest::newRow("count is rounded") << int(ScoreRule::TopMean) << 0.4 << (0.9 + 0.6) / 2;  // 1.6 -> 2
    QTest::newRow("top mean, one") << int(ScoreRule::TopMean) << 0.25 << 0.9;
    QTest::newRow("maximum") << int(ScoreRule::Maximum) << 0.5 << 0.9;
}

void TestJudge::scores()
{
    QFETCH(int, rule);
    QFETCH(double, fraction);
    QFETCH(double, expected);
    Recipe recipe;
    recipe.scoreRule = ScoreRule(rule);
    recipe.scoreFraction = fraction;
    const judging::RenderedMaps maps {{mapOf({"12", "34"}), mapOf({"56", "78"})}, mapOf({"24", "69"}), {}};
    QVERIFY(std::abs(judging::scoreOf(maps, recipe) - expected) < 1e-6);
    QCOMPARE(judging::judge(maps, {2, 2}, recipe).score, judging::scoreOf(maps, recipe));
}

void TestJudge::scoreOfTilesIsOfOneTilesPixels()
{
    Recipe recipe;
    recipe.scoreFraction = 0.5;
    judging::RenderedMaps maps {{mapOf({"12", "34"}), mapOf({"56", "78"})}, mapOf({"24", "69"}), {}};
    maps.viewPixels = 2;  // of four: the greatest one of each branch
    QVERIFY(std::abs(judging::scoreOf(maps, recipe) - 0.5 * (0.4 + 0.8)) < 1e-6);
    recipe.scoreRule = ScoreRule::AreaOver;  // a share of all
    recipe.scoreLevel = 0.5f;
    QVERIFY(std::abs(judging::scoreOf(maps, recipe) - 0.5) < 1e-6);
    maps.viewPixels = 100;  // more than there are
    recipe.scoreRule = ScoreRule::TopMean;
    QVERIFY(std::abs(judging::scoreOf(maps, recipe) - (0.9 + 0.6) / 2) < 1e-6);
}

void TestJudge::tilesAreJudgedAsOnePicture()
{
    // Sure of a defect in two patches of one tile alone: one region, in pixels of the picture.
    Recipe recipe;
    recipe.sigma = 0;
    recipe.rule.minArea = 0;
    Inspection inspection {{180, 56}, {}, {}};
    for (const Rect& area : tilesOf(inspection.imageSize, 56)) {
        Evidence evidence {1, 4, 4, 28, std::vector<float>(16, -9.0f), {}};
        if (area.x == 41)  // of 0, 41, 83, 124
            evidence.pre[5] = evidence.pre[6] = 9;  // second row, in the middle
        evidence.post = evidence.pre;
        inspection.views.push_back({area, std::move(evidence)});
    }
    QCOMPARE(inspection.views.size(), std::size_t(4));
    const Judgement judgement = judging::judge(inspection, recipe);
    QCOMPARE(judgement.defects.size(), std::size_t(1));
    // Their places in the tile's map are (9, 9) and (18, 9) of 28: 19 and 37 of 56 pixels; the tile begins at 41.
    QVERIFY(std::abs(judgement.defects[0].centroid.x - 69) < 1.5 && std::abs(judgement.defects[0].centroid.y - 19) < 1.5);
    QVERIFY(judgement.defects[0].peak > 0.99f);
}

void TestJudge::renderedMapsFollowTheRecipe()
{
    // the same difference everywhere: M1 = sigmoid(0), M2 = sigmoid(ln 3) = 0.75, in every layer and pixel
    Evidence evidence {2, 3, 3, 42, {}, {}};
    evidence.pre.assign(2 * 9, 0.0f);
    evidence.post.assign(2 * 9, std::log(3.0f));
    Recipe recipe;
    recipe.alpha = 0.4;
    recipe.rule.failLimit = 0.61f;
    const Inspection inspection {{84, 126}, {{{0, 0, 84, 126}, evidence}}, {}};
    const auto maps = judging::renderMaps(inspection, recipe);
    QCOMPARE(maps.blended.size(), (Size {42, 42}));
    QCOMPARE(maps.branches.pre.size(), (Size {42, 42}));
    for (const float value : maps.blended.values)
        QVERIFY(std::abs(value - (0.6f)) < 1e-5f);
    QVERIFY(std::abs(judging::scoreOf(maps, recipe) - 0.625) < 1e-5);
    const Judgement judgement = judging::judge(inspection, recipe);
    QCOMPARE(described(judgement), QStringList {"R 10584"});  // 0.6 everywhere: the whole image, 84 * 126
}

void TestJudge::oneViewIsNeeded()
{
    Inspection inspection;
    inspection.imageSize = {10, 10};
    QCOMPARE(codeOf([&] { judging::renderMaps(inspection, {}); }), ErrorCode::BadInput);
    inspection.views.resize(2);
    QCOMPARE(codeOf([&] { judging::judge(inspection, {}); }), ErrorCode::BadInput);
}

void TestJudge::badInputIsRefused()
{
    const auto maps = mapsOf({"12", "34"});
    QCOMPARE(codeOf([&] { judging::judge({}, {4, 4}, {}); }), ErrorCode::BadInput);
    QCOMPARE(codeOf([&] { judging::judge(maps, {0, 4}, {}); }), ErrorCode::BadInput);
    QCOMPARE(codeOf([&] { judging::judge(maps, {4, 4}, recipeFor(0.3f, 0.4f, 0)); }), ErrorCode::BadInput);
    QCOMPARE(codeOf([&] { judging::scoreOf({}, {}); }), ErrorCode::BadInput);
}

void TestJudge::largeMapIsJudgedFast()
{
    AnomalyMap map {518, 518, {}};
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x)
            map.values.push_back(float(0.5 + 0.5 * std::sin(x * 0.05) * std::cos(y * 0.06)));
    const judging::RenderedMaps maps {{map, map}, map, {}};
    std::size_t defects = 0;
    QBENCHMARK { defects = judging::judge(maps, {2592, 1944}, Recipe {}).defects.size(); }
    QVERIFY(defects > 20);
}

QTEST_APPLESS_MAIN(TestJudge)
#include "tst_judge.moc"
