#include "app/common/recipe_text.h"

#include <QtTest>

#include <functional>

using namespace inference;

using Change = std::function<void(Recipe&)>;
Q_DECLARE_METATYPE(Change)

namespace {

Recipe start()
{
    Recipe recipe;
    recipe.drawnFor = {100, 100};
    recipe.zones = {{"A", {{0, 0}, {9, 0}, {9, 9}}, {}}, {"B", {{0, 0}, {9, 0}, {9, 9}}, {}}};
    recipe.dontCares = {{"print", {{0, 0}, {9, 0}, {9, 9}}}};
    recipe.golden = {{std::string(64, 'a'), "one.png", Verdict::Pass}};
    return recipe;
}

}  // namespace

class TestRecipeText : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void differencesInPlainWords_data();
    void differencesInPlainWords();
    void changedLimitSamplesAreSaid();
    void zonesOfOneNameThatDifferAreSaid();
    void aStepSaysItsOnlyDifference();
    void partsLearnedAnewAreSaid();
    void whatFindsThePartIsSaid();
};

void TestRecipeText::differencesInPlainWords_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("texts");
    QTest::newRow("nothing") << Change([](Recipe&) {}) << QStringList {};
    QTest::newRow("limits") << Change([](Recipe& r) { r.rule.failLimit = 0.55f; r.rule.reviewLimit = 0.4f; })
                            << QStringList {"Fail limit: 0.6 → 0.55", "Review limit: 0.45 → 0.4"};
    QTest::newRow("hysteresis") << Change([](Recipe& r) { r.rule.growLimit = 0.3f; }) << QStringList {"Grow limit: none → 0.3"};
    QTest::newRow("area") << Change([](Recipe& r) { r.rule.minArea = 40; }) << QStringList {"Least area: 25 px² → 40 px²"};
    QTest::newRow("area, calibrated") << Change([](Recipe& r) { r.mmPerPixel = 0.1; r.rule.minArea = 40; })
                                      << QStringList {"Least area: 0.25 mm² → 0.4 mm²", "Millimetres per pixel: 0 → 0.1"};
    QTest::newRow("large area") << Change([](Recipe& r) { r.rule.minArea = 100'000; }) << QStringList {"Least area: 25 px² → 100,000 px²"};
    QTest::newRow("large area, calibrated") << Change([](Recipe& r) { r.mmPerPixel = 3; r.rule.minArea = 1111.3; r.rule.minLength = 4000; })
                                            << QStringList {"Least area: 225 mm² → 10,002 mm²", "Least length: 0 mm → 12,000 mm", "Millimetres per pixel: 0 → 3"};
    QTest::newRow("little") << Change([](Recipe& r) { r.mmPerPixel = 0.0001; r.scoreFraction = 1e-7; })
                            << QStringList {"Score: mean of the top 0.745 % of both branches → mean of the top 0.00001 % of both branches", "Millimetres per pixel: 0 → 0.0001"};
    QTest::newRow("gate") << Change([](Recipe& r) { r.gate = {40, {}, 12.5}; }) << QStringList {"Brightness from: none → 40", "Focus from: none → 12.5"};
    const auto baseline = [](bool used, std::uint8_t offset) {
        return withOffsets({used, 12, 1, {}, 1, 1, 1, 0, nullptr}, {offset, offset});
    };
    QTest::newRow("good parts") << Change([=](Recipe& r) { r.baseline = baseline(true, 9); }) << QStringList {"What good parts show: none → from 12 part(s)"};
    QTest::newRow("good parts turned off") << Change([=](Recipe& r) { r.baseline = baseline(false, 9); }) << QStringList {"What good parts show: none → turned off"};
    const auto anchor = [](bool used, std::uint8_t grey) {
        const Anchor unset {used, {}, {0, 0, 1, 1}, 0.1, 5, 0.7, nullptr};
        return withReference(unset, std::make_shared<const GreyCopy>(GreyCopy {1, 1, 1, {grey}}), {1, 1});
    };
    QTest::newRow("position") << Change([=](Recipe& r) { r.anchor = anchor(true, 9); }) << QStringList {"Where the part lies: none → by a mark"};
    QTest::newRow("position turned off") << Change([=](Recipe& r) { r.anchor = anchor(false, 9); }) << QStringList {"Where the part lies: none → turned off"};
    QTest::newRow("score rule") << Change([](Recipe& r) { r.scoreRule = ScoreRule::Maximum; })
                                << QStringList {"Score: mean of the top 0.745 % of both branches → greatest value"};
    QTest::newRow("score limits") << Change([](Recipe& r) { r.scoreLimits = LimitPair {0.5f, 0.5f}; })
                                  << QStringList {"Fail limit of the score: none → 0.5", "Review limit of the score: none → 0.5"};
    QTest::newRow("zone's limit") << Change([](Recipe& r) { r.zones[1].rule.failLimit = 0.7f; }) << QStringList {"Zone “B”, fail limit: 0.6 → 0.7"};
    QTest::newRow("zone moved") << Change([](Recipe& r) { r.zones[0].outline[0].x = 1; }) << QStringList {"Zone “A” reshaped"};
    QTest::newRow("zone gone, another come") << Change([](Recipe& r) { r.zones[0].name = "C"; }) << QStringList {"Zone “A” removed", "Zone “C” added"};
    QTest::newRow("zones swapped") << Change([](Recipe& r) { std::swap(r.zones[0], r.zones[1]); }) << QStringList {"Order of the zones changed"};
    QTest::newRow("don't care") << Change([](Recipe& r) { r.dontCares[0].outline[0].x = 2; }) << QStringList {"Don't-care area “print” reshaped"};
    QTest::newRow("picture of another size") << Change([](Recipe& r) { r.drawnFor = {200, 100}; }) << QStringList {"Picture that zones are drawn on: 100 × 100 → 200 × 100"};
    QTest::newRow("first zone") << Change([](Recipe& r) { r.zones.clear(); r.dontCares.clear(); r.drawnFor = {}; })
                                << QStringList {"Zone “A” removed", "Zone “B” removed", "Don't-care area “print” removed"};
    QTest::newRow("digits that aren't shown") << Change([](Recipe& r) { r.scoreFraction = 0.0074500001; })
                                              << QStringList {"Share of the pixels that the score looks at: 0.00745 → 0.0074500001"};
    QTest::newRow("zones of one name") << Change([](Recipe& r) { r.zones[1].name = "A"; }) << QStringList {"Zone “B” removed"};
    const auto sample = [](bool good, const char* note) {
        LimitSample made;
        made.good = good;
        made.note = note;
        made.part = "gear.png";
        made.utc = "2026-05-01T12:34:56.789Z";
        return made;
    };
    QTest::newRow("limit sample") << Change([=](Recipe& r) { r.limitSamples = std::vector {sample(false, "")}; }) << QStringList {"Limit sample of “gear.png” added: no longer good"};
    QTest::newRow("golden, renamed") << Change([](Recipe& r) { r.golden[0].name = "1.png"; }) << QStringList {"Order or names of the golden parts changed"};
    QTest::newRow("golden") << Change([](Recipe& r) { r.golden[0].verdict = Verdict::Fail; r.golden.push_back({std::string(64, 'b'), "two.png", Verdict::Review}); })
                            << QStringList {"Golden part “one.png”: Pass → Fail", "“two.png” joined the golden set as Review"};
}

void TestRecipeText::differencesInPlainWords()
{
    QFETCH(Change, change);
    Recipe after = start();
    change(after);
    QTEST(app::recipeDifferences(start(), after), "texts");
}

void TestRecipeText::changedLimitSamplesAreSaid()
{
    Recipe before = start(), after = start();
    LimitSample sample;
    sample.part = "gear.png";
    sample.utc = "2026-05-01T12:34:56.789Z";
    before.limitSamples = std::vector {sample};
    QCOMPARE(app::recipeDifferences(before, after), QStringList {"Limit sample of “gear.png” removed"});
    sample.note = "at the edge";
    after.limitSamples = std::vector {sample};
    QCOMPARE(app::recipeDifferences(before, after), QStringList {"Limit sample of “gear.png” changed"});
    sample.good = false;
    after.limitSamples = std::vector {sample};
    QCOMPARE(app::recipeDifferences(before, after), QStringList {"Limit sample of “gear.png”: still good → no longer good"});
    LimitSample other = sample;
    other.part = "cap.png";
    other.utc = "2026-05-02T12:34:56.789Z";
    before.limitSamples = std::vector {sample, other};
    after.limitSamples = std::vector {other, sample};
    QCOMPARE(app::recipeDifferences(before, after), QStringList {"Order of the limit samples changed"});
}

void TestRecipeText::zonesOfOneNameThatDifferAreSaid()
{
    Recipe before = start();
    before.zones[1].name = "A";
    before.zones[1].rule.failLimit = 0.9f;
    Recipe after = before;
    after.zones[1] = after.zones[0];
    QCOMPARE(app::recipeDifferences(before, after), QStringList {"Zones of the same name changed"});
}

void TestRecipeText::aStepSaysItsOnlyDifference()
{
    Recipe after = start();
    after.sigma = 6;
    QCOMPARE(app::recipeStepText(start(), after), QString("Sigma: 8 → 6"));
    after.alpha = 1;
    QVERIFY(app::recipeStepText(start(), after).contains(QLatin1Char('2')));
}

void TestRecipeText::partsLearnedAnewAreSaid()
{
    Recipe before = start(), after = start();
    before.baseline = withOffsets({true, 12, 1, {}, 1, 1, 1, 0, nullptr}, {1, 1});
    after.baseline = withOffsets({true, 12, 1, {}, 1, 1, 1, 0, nullptr}, {2, 2});
    QCOMPARE(app::recipeDifferences(before, after), QStringList {"What good parts show: learned anew"});
    after.baseline = withOffsets({true, 12, 1, {}, 1, 1, 1, 0, nullptr}, {1, 1});
    QCOMPARE(app::recipeDifferences(before, after), QStringList {});
}

void TestRecipeText::whatFindsThePartIsSaid()
{
    const auto recipeWith = [](std::uint8_t grey, Rect mark, double shift, double turn, double match) {
        Recipe recipe = start();
        recipe.anchor = withReference({true, {}, mark, shift, turn, match, nullptr}, std::make_shared<const GreyCopy>(GreyCopy {2, 1, 1, {grey, 7}}), {2, 1});
        return recipe;
    };
    const Recipe before = recipeWith(9, {0, 0, 1, 1}, 0.1, 5, 0.7);
    QCOMPARE(app::recipeDifferences(before, before), QStringList {});
    QCOMPARE(app::recipeDifferences(before, recipeWith(8, {1, 0, 1, 1}, 0.1, 5, 0.7)), QStringList {"Where the part lies: another reference picture"});
    QCOMPARE(app::recipeDifferences(before, recipeWith(9, {1, 0, 1, 1}, 0.1, 5, 0.7)), QStringList {"Where the part lies: another mark"});
    QCOMPARE(app::recipeDifferences(before, recipeWith(9, {0, 0, 1, 1}, 0.2, 180, 0.65)),
             (QStringList {"Greatest shift (%): 10 → 20", "Greatest turn (°): 5 → 180", "Least match: 0.7 → 0.65"}));
}

QTEST_APPLESS_MAIN(TestRecipeText)
#include "tst_recipe_text.moc"
