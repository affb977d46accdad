#include "core/error.h"
#include "pipeline/recipe_file.h"

#include <QtTest>

#include <fstream>
#include <random>

using namespace inference;
using namespace inference::pipeline;

namespace {

const std::string someHash(64, 'a');

Recipe full()
{
    Recipe recipe;
    recipe.name = "Gear – 齿轮";
    recipe.model = someHash;
    recipe.scoreRule = ScoreRule::AreaOver;
    recipe.scoreLevel = 0.35f;
    recipe.scoreLimits = LimitPair {0.02f, 0.01f};
    recipe.rule = {0.7f, 0.55f, 0.3f, 12.5, 4.25};
    recipe.drawnFor = {640, 480};
    recipe.zones = {{"B", {{0, 0}, {640, 0}, {320.125, 480}}, {0.5f, 0.5f, {}, 1, 0}}, {"A", {{1, 2}, {3, 4}, {5, 2}}, {}}};
    recipe.dontCares = {{"", {{10, 10}, {20, 10}, {20, 20}}}};
    recipe.tileSide = 1024;
    recipe.gate = {40, 215.5, 120.25};
    recipe.baseline = withOffsets({false, 7, 2, {4096, 3072}, 1, 1, 2, 0xfedcba9876543210u, nullptr}, {0, 1, 15, 16, 0x7f, 0x80, 0xa9, 0xff});
    Anchor anchor {false, {}, {1.5, 0, 7, 2.25}, 0.125, 180, 0.55, nullptr};
    recipe.anchor = withReference(anchor, std::make_shared<const GreyCopy>(GreyCopy {9, 3, 1, {0, 1, 15, 16, 0x7f, 0x80, 0xa9, 0xff, 7, 9, 8, 7, 6, 5, 4, 3, 2, 1, 200, 201, 202, 203, 204, 205, 206, 207, 208}}), {9, 3});
    recipe.mmPerPixel = 0.0215;
    recipe.golden = {{someHash, "gear_012.png", Verdict::Fail}};
    const auto jpeg = std::make_shared<const std::vector<std::uint8_t>>(std::vector<std::uint8_t> {0xff, 0xd8, 0x00, 0x7f});
    recipe.limitSamples = std::vector<LimitSample> {{true, "Kratzer", "nur am Rand", "gear_012.png", someHash, "Anna", "2026-05-01T12:34:56.789Z", 12.5, 6.25, 2, {10.5, 11.5}, 0.71f, {8, 9, 5, 6.5}, 0.02, {0, 0, 160, 120}, jpeg},
                           {false, "", "", "", someHash, "", "", 0, 0, 0, {0, 0}, 1, {0, 0, 1, 1}, 0, {3, 4, 5, 6}, jpeg}};
    return recipe;
}

/// A limit sample that is in order, but for what replaces one of its keys.
QByteArray limitSample(const QByteArray& key = {}, const QByteArray& value = {})
{
    QList<std::pair<QByteArray, QByteArray>> keys {{"good", "true"}, {"image", '"' + QByteArray(64, 'b') + '"'}, {"area_px", "12"}, {"length_px", "5"}, {"width_px", "3"}, {"peak", "0.5"},
                                                   {"peak_at", "[1, 2]"}, {"box", "[0, 0, 4, 4]"}, {"mm_per_pixel", "0"}, {"cut", "[0, 0, 9, 9]"}, {"jpeg", "\"ffd8\""}};
    QByteArrayList texts;
    for (auto& [name, text] : keys)
        if (const QByteArray& shown = name == key ? value : text; !shown.isEmpty())
            texts.append('"' + name + "\": " + shown);
    if (std::ranges::none_of(keys, [&key](const auto& one) { return one.first == key; }) && !key.isEmpty())
        texts.append('"' + key + "\": " + value);
    return "\"limit_samples\": [{" + texts.join(", ") + "}]";
}

QString errorOf(const std::string& text, const std::string& model = {})
{
    try {
        recipeFromText(text, {}, model);
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

}  // namespace

class TestRecipeFile : public QObject {
    Q_OBJECT

private slots:
    void everythingReadsBack();
    void randomNumbersReadBackToTheBit();
    void hashIsOfTheContent();
    void versionOneIsRead();
    void absentPolygonsAreNone();
    void absentScoreRuleIsTheModels();
    void brokenTextNamesItsPlace_data();
    void brokenTextNamesItsPlace();
    void recipeOfAnotherModelIsRefused();
    void baselineIsOfTheModelItNamesItself();
    void brokenFileIsRefusedNotFatal_data();
    void brokenFileIsRefusedNotFatal();
    void whatCouldNotBeReadBackIsNotWritten_data();
    void whatCouldNotBeReadBackIsNotWritten();
    void failedWritingLeavesNothingBehind();

private:
    std::filesystem::path file(const char* name) const { return std::filesystem::path(m_home.path().toStdString()) / name; }

    QTemporaryDir m_home;
};

void TestRecipeFile::everythingReadsBack()
{
    QCOMPARE(recipeFromText(recipeText(full()), {}), full());
    Recipe without;
    QCOMPARE(recipeFromText(recipeText(without), full()).golden.size(), 0u);
    QCOMPARE(recipeFromText(recipeText(without), full()).tileSide, 0);
    QVERIFY(!recipeFromText(recipeText(without), full()).gate.asks());
    QVERIFY(recipeText(without).find("picture") == std::string::npos);
    QVERIFY(!recipeFromText(recipeText(without), full()).baseline);
    QCOMPARE(*recipeFromText(recipeText(full()), {}).baseline->offsets, *full().baseline->offsets);
    QCOMPARE(recipeFromText(recipeText(full()), {}).baseline->picture, (Size {4096, 3072}));
    QVERIFY(recipeText(without).find("baseline") == std::string::npos);
    QCOMPARE(recipeFromText(recipeText(full()), {}).baseline->frame, 0xfedcba9876543210u);
    QVERIFY(recipeText(full()).find(R"("00010f10")") != std::string::npos && recipeText(full()).find(R"("7f80a9ff")") != std::string::npos);
    QVERIFY(!recipeFromText(recipeText(without), full()).anchor);
    QCOMPARE(*recipeFromText(recipeText(full()), {}).anchor->reference, *full().anchor->reference);
    QVERIFY(recipeText(without).find("anchor") == std::string::npos);
    QVERIFY(recipeText(full()).find(R"("00010f107f80a9ff07")") != std::string::npos);
    Recipe focusAlone;
    focusAlone.gate.leastFocus = 0;
    QCOMPARE(recipeFromText(recipeText(focusAlone), full()).gate, focusAlone.gate);
    QVERIFY(recipeText(without).find("tile") == std::string::npos);  // hashes of recipes from before there were tiles stay
}

void TestRecipeFile::randomNumbersReadBackToTheBit()
{
    std::mt19937 random(1);
    std::uniform_real_distribution<double> uniform(0, 1);
    for (int i = 0; i < 500; ++i) {
        Recipe recipe = full();
        recipe.alpha = uniform(random);
        recipe.sigma = 64 * uniform(random);
        const float fail = float(uniform(random));
        recipe.rule = {fail, fail * float(uniform(random)), {}, 1e4 * uniform(random), uniform(random)};
        recipe.zones[0].outline[1] = {640 * uniform(random), 480 * uniform(random)};
        QCOMPARE(recipeFromText(recipeText(recipe), {}), recipe);
    }
}

void TestRecipeFile::hashIsOfTheContent()
{
    QCOMPARE(recipeHash(full()), recipeHash(recipeFromText(recipeText(full()), {})));
    QCOMPARE(recipeHash(full()).size(), 64u);
    Recipe moved = full();
    moved.zones[0].outline[0].x += 1e-9;
    QVERIFY(recipeHash(moved) != recipeHash(full()));
}

void TestRecipeFile::versionOneIsRead()
{
    const Recipe recipe = recipeFromText(R"({"format": "vcp-recipe", "version": 1, "alpha": 0.5, "score": {"rule": "maximum", "fraction": 0.1},
        "limits": {"fail": 0.7, "review": 0.6, "min_area": 9}})", {});
    QCOMPARE(recipe.alpha, 0.5);
    QCOMPARE(recipe.scoreRule, ScoreRule::Maximum);
    QCOMPARE(recipe.rule, (RegionRule {0.7f, 0.6f, {}, 9, 0}));
    QVERIFY(!recipe.scoreLimits);
}

void TestRecipeFile::absentPolygonsAreNone()
{
    const Recipe recipe = recipeFromText(R"({"format": "vcp-recipe", "version": 2})", full());
    QCOMPARE(recipe.zones.size(), 0u);
    QCOMPARE(recipe.dontCares.size(), 0u);
    QCOMPARE(recipe.name, full().name);
}

void TestRecipeFile::absentScoreRuleIsTheModels()
{
    const Recipe recipe = recipeFromText(R"({"format": "vcp-recipe", "version": 2, "score": {"fail": 0.7, "review": 0.6}})", full());
    QCOMPARE(recipe.scoreRule, full().scoreRule);
    QCOMPARE(recipe.scoreLevel, full().scoreLevel);
    QCOMPARE(*recipe.scoreLimits, (LimitPair {0.7f, 0.6f}));
}

void TestRecipeFile::brokenTextNamesItsPlace_data()
{
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QString>("error");
    const QByteArray square = R"("outline": [[0, 0], [9, 0], [9, 9]])";
    QTest::newRow("unknown key") << QByteArray(R"("limts": {})") << "recipe_invalid: limts";
    QTest::newRow("unknown key of the limits") << QByteArray(R"("limits": {"fail": 0.5, "mn_area": 3})") << "recipe_invalid: limits.mn_area";
    QTest::newRow("unknown key of the score") << QByteArray(R"("score": {"rule": "maximum", "fial": 0.5})") << "recipe_invalid: score.fial";
    QTest::newRow("unknown key of a zone") << R"("drawn_for": [9, 10], "zones": [{"name": "A", )" + square + R"(}, {"name": "B", "colour": 1, )" + square + "}]"
                                           << "recipe_invalid: zones[1].colour";
    QTest::newRow("unknown key of a zone's limits") << R"("drawn_for": [9, 10], "zones": [{"name": "A", "limits": {"failing": 1}, )" + square + "}]"
                                                    << "recipe_invalid: zones[0].limits.failing";
    QTest::newRow("unknown key of a don't-care area") << R"("drawn_for": [9, 10], "dont_care": [{"limits": {}, )" + square + "}]" << "recipe_invalid: dont_care[0].limits";
    QTest::newRow("unknown key of a golden part") << R"("golden": [{"image": ")" + QByteArray(64, 'b') + R"(", "verdict": "pass", "why": ""}])" << "recipe_invalid: golden[0].why";
    QTest::newRow("limits cross") << QByteArray(R"("limits": {"fail": 0.5, "review": 0.6})") << "recipe_limits: 0.6, 0.5";
    QTest::newRow("grow above review") << QByteArray(R"("limits": {"fail": 0.5, "review": 0.4, "grow": 0.45})") << "recipe_limits: 0.45, 0.4";
    QTest::newRow("score limits cross") << QByteArray(R"("score": {"rule": "maximum", "fail": 0.5, "review": 0.6})") << "recipe_limits: 0.6, 0.5";
    QTest::newRow("negative length") << QByteArray(R"("limits": {"min_length": -1})") << "recipe_invalid: min_length";
    QTest::newRow("score is a number") << QByteArray(R"("score": 0.5)") << "recipe_invalid: score";
    QTest::newRow("score rule") << QByteArray(R"("score": {"rule": "best"})") << "recipe_invalid: score.rule";
    QTest::newRow("no size") << R"("zones": [{"name": "A", )" + square + "}]" << "recipe_invalid: drawn_for";
    QTest::newRow("size of zero") << R"("drawn_for": [0, 10], "zones": [{"name": "A", )" + square + "}]" << "recipe_invalid: drawn_for";
    QTest::newRow("outside") << R"("drawn_for": [8, 10], "zones": [{"name": "A", )" + square + "}]" << "recipe_outline: zones[0], 8, 10";
    QTest::newRow("outside, don't care") << R"("drawn_for": [8, 10], "dont_care": [{)" + square + "}]" << "recipe_outline: dont_care[0], 8, 10";
    QTest::newRow("two points") << QByteArray(R"("drawn_for": [8, 10], "dont_care": [{"outline": [[1, 1], [2, 2]]}])") << "recipe_invalid: dont_care[0].outline";
    QTest::newRow("words as points") << QByteArray(R"("drawn_for": [8, 10], "dont_care": [{"outline": ["a", "b", "c"]}])") << "recipe_invalid: dont_care[0].outline";
    QTest::newRow("no name") << R"("drawn_for": [9, 10], "zones": [{)" + square + "}]" << "recipe_invalid: zones[0].name";
    QTest::newRow("zone is a number") << QByteArray(R"("drawn_for": [9, 10], "zones": [7])") << "recipe_invalid: zones[0]";
    QTest::newRow("too many zones") << R"("drawn_for": [9, 10], "zones": [)" + QByteArray("1,").repeated(254) + "1]" << "recipe_invalid: zones";
    QTest::newRow("limit sample") << limitSample() << QString();
    QTest::newRow("limit samples are a number") << QByteArray(R"("limit_samples": 3)") << "recipe_invalid: limit_samples";
    QTest::newRow("limit sample is a number") << QByteArray(R"("limit_samples": [3])") << "recipe_invalid: limit_samples[0]";
    QTest::newRow("too many limit samples") << "\"limit_samples\": [" + QByteArrayList(int(mostLimitSamples) + 1, "{}").join(',') + ']' << "recipe_invalid: limit_samples";
    QTest::newRow("unknown key of a limit sample") << limitSample("why", "1") << "recipe_invalid: limit_samples[0].why";
    for (const char* const key : {"good", "image", "area_px", "length_px", "width_px", "peak", "peak_at", "box", "mm_per_pixel", "cut", "jpeg"})
        QTest::addRow("limit sample without %s", key) << limitSample(key) << QStringLiteral("recipe_invalid: limit_samples[0].") + key;
    const auto badSample = [](const char* key, const QByteArray& value) { QTest::addRow("limit sample, %s %s", key, value.left(40).constData()) << limitSample(key, value) << QStringLiteral("recipe_invalid: limit_samples[0].") + key; };
    badSample("good", "1");
    badSample("image", R"("abc")");
    badSample("class", "7");
    badSample("note", '"' + QByteArray(1001, 'n') + '"');
    badSample("peak", "1.01");
    badSample("area_px", "-1");
    badSample("peak_at", "[1]");
    badSample("peak_at", "[1, -1]");
    badSample("box", "[0, 0, 0, 4]");
    badSample("cut", "[0, 0, 1e7, 4]");
    badSample("cut", "[0, 0.5, 9, 9]");
    badSample("jpeg", R"("")");
    badSample("jpeg", R"("ffd")");
    badSample("jpeg", R"("ffdx")");
    badSample("jpeg", '"' + QByteArray(2 * int(mostLimitSampleBytes) + 2, 'a') + '"');
    QTest::newRow("golden without a hash") << QByteArray(R"("golden": [{"image": "abc", "verdict": "pass"}])") << "recipe_invalid: image";
    QTest::newRow("golden verdict") << R"("golden": [{"image": ")" + QByteArray(64, 'b') + R"(", "verdict": "good"}])" << "recipe_invalid: golden[0].verdict";
    QTest::newRow("tiles of part of a pixel") << QByteArray(R"("tile_side": 512.5)") << "recipe_invalid: tile_side";
    QTest::newRow("tiles too small") << QByteArray(R"("tile_side": 31)") << "recipe_invalid: tile_side";
    QTest::newRow("tiles too large") << QByteArray(R"("tile_side": 65537)") << "recipe_invalid: tile_side";
    QTest::newRow("tiles in words") << QByteArray(R"("tile_side": "large")") << "recipe_invalid: tile_side";
    QTest::newRow("gate is a number") << QByteArray(R"("picture": 40)") << "recipe_invalid: picture";
    QTest::newRow("unknown key of the gate") << QByteArray(R"("picture": {"sharp": 1})") << "recipe_invalid: picture.sharp";
    QTest::newRow("brighter than white") << QByteArray(R"("picture": {"brightness_to": 256})") << "recipe_invalid: brightness_to";
    QTest::newRow("focus in words") << QByteArray(R"("picture": {"focus_from": "sharp"})") << "recipe_invalid: focus_from";
    QTest::newRow("no brightness fits") << QByteArray(R"("picture": {"brightness_from": 200, "brightness_to": 100})") << "recipe_invalid: picture.brightness_to";
    const auto baseline = [](const char* rest) { return QByteArray(R"("model": ")") + QByteArray(64, 'a') + R"(", "baseline": {"layers": 1, "rows": 1, "columns": 2, )" + rest + "}"; };
    QTest::newRow("baseline of good parts") << baseline(R"("parts": 5, "offsets": ["00ff10a9"])") << QString();
    QTest::newRow("baseline is a number") << QByteArray(R"("baseline": 40)") << "recipe_invalid: baseline";
    QTest::newRow("baseline without a model") << QByteArray(R"("baseline": {"parts": 5, "layers": 1, "rows": 1, "columns": 1, "offsets": ["0000"]})") << "recipe_invalid: model";
    QTest::newRow("unknown key of the baseline") << baseline(R"("parts": 5, "offset": 1, "offsets": ["00ff10a9"])") << "recipe_invalid: baseline.offset";
    QTest::newRow("baseline of nothing") << baseline(R"("parts": 0, "offsets": ["00ff10a9"])") << "recipe_invalid: baseline.parts";
    QTest::newRow("baseline without parts") << baseline(R"("offsets": ["00ff10a9"])") << "recipe_invalid: baseline.parts";
    QTest::newRow("baseline without offsets") << baseline(R"("parts": 5, "offsets": [])") << "recipe_invalid: baseline.offsets";
    QTest::newRow("baseline used in words") << baseline(R"("parts": 5, "used": "yes", "offsets": ["00ff10a9"])") << "recipe_invalid: baseline.used";
    QTest::newRow("baseline of a frame") << baseline(R"("parts": 5, "frame": "00000000000000ff", "offsets": ["00ff10a9"])") << QString();
    QTest::newRow("frame cut") << baseline(R"("parts": 5, "frame": "00000000000000f", "offsets": ["00ff10a9"])") << "recipe_invalid: baseline.frame";
    QTest::newRow("frame as a number") << baseline(R"("parts": 5, "frame": 255, "offsets": ["00ff10a9"])") << "recipe_invalid: baseline.frame";
    QTest::newRow("offsets cut") << baseline(R"("parts": 5, "picture": [64, 32], "offsets": ["00ff10a9", "00ff10"])") << "recipe_invalid: baseline.offsets[1]";
    QTest::newRow("tiles of no picture") << baseline(R"("parts": 5, "offsets": ["00ff10a9", "00ff10a9"])") << "recipe_invalid: baseline.picture";
    QTest::newRow("offsets not hexadecimal") << baseline(R"("parts": 5, "offsets": ["00ff10G9"])") << "recipe_invalid: baseline.offsets[0]";
    QTest::newRow("offsets as numbers") << baseline(R"("parts": 5, "offsets": [12])") << "recipe_invalid: baseline.offsets[0]";
    QTest::newRow("more patches than can be") << QByteArray(R"("baseline": {"parts": 5, "layers": 1, "rows": 1025, "columns": 1, "offsets": ["00"]})") << "recipe_invalid: baseline.rows";
    QTest::newRow("more offsets than are kept") << QByteArray(R"("baseline": {"parts": 5, "layers": 64, "rows": 1024, "columns": 1024, "offsets": ["00"]})") << "recipe_invalid: baseline.rows";
    const auto anchor = [](const char* rest) { return QByteArray(R"("anchor": {"picture": [2, 2], "grey": ["00ff", "10a9"], )") + rest + "}"; };
    QTest::newRow("anchor") << anchor(R"("mark": [0, 0, 2, 2])") << QString();
    QTest::newRow("anchor is a number") << QByteArray(R"("anchor": 40)") << "recipe_invalid: anchor";
    QTest::newRow("unknown key of the anchor") << anchor(R"("mark": [0, 0, 2, 2], "angle": 3)") << "recipe_invalid: anchor.angle";
    QTest::newRow("anchor without a mark") << anchor(R"("shift": 0.5)") << "recipe_invalid: anchor.mark";
    QTest::newRow("mark of three numbers") << anchor(R"("mark": [0, 0, 2])") << "recipe_invalid: anchor.mark";
    QTest::newRow("mark in words") << anchor(R"("mark": [0, 0, 2, "2"])") << "recipe_invalid: anchor.mark";
    QTest::newRow("mark outside") << anchor(R"("mark": [1, 0, 2, 2])") << "recipe_invalid: anchor.mark";
    QTest::newRow("mark of nothing") << anchor(R"("mark": [1, 0, 0, 2])") << "recipe_invalid: anchor.mark";
    QTest::newRow("mark before the picture") << anchor(R"("mark": [-1, 0, 2, 2])") << "recipe_invalid: anchor.mark";
    QTest::newRow("moved beyond the picture") << anchor(R"("mark": [0, 0, 2, 2], "shift": 1.5)") << "recipe_invalid: anchor.shift";
    QTest::newRow("turned more than round") << anchor(R"("mark": [0, 0, 2, 2], "turn": 181)") << "recipe_invalid: anchor.turn";
    QTest::newRow("match in words") << anchor(R"("mark": [0, 0, 2, 2], "match": "good")") << "recipe_invalid: anchor.match";
    QTest::newRow("anchor used in words") << anchor(R"("mark": [0, 0, 2, 2], "used": 1)") << "recipe_invalid: anchor.used";
    QTest::newRow("anchor of no picture") << QByteArray(R"("anchor": {"mark": [0, 0, 2, 2], "grey": ["00"]})") << "recipe_invalid: anchor.picture";
    QTest::newRow("copy without a row") << QByteArray(R"("anchor": {"picture": [2, 2], "mark": [0, 0, 2, 2], "grey": ["00ff"]})") << "recipe_invalid: anchor.grey";
    QTest::newRow("row of the copy cut") << QByteArray(R"("anchor": {"picture": [2, 2], "mark": [0, 0, 2, 2], "grey": ["00ff", "10a"]})") << "recipe_invalid: anchor.grey[1]";
    QTest::newRow("copy not hexadecimal") << QByteArray(R"("anchor": {"picture": [2, 2], "mark": [0, 0, 2, 2], "grey": ["00fg", "10a9"]})") << "recipe_invalid: anchor.grey[0]";
    QTest::newRow("calibration") << QByteArray(R"("mm_per_pixel": -0.1)") << "recipe_invalid: mm_per_pixel";
}

void TestRecipeFile::brokenTextNamesItsPlace()
{
    QFETCH(QByteArray, rest);
    QTEST(errorOf((R"({"format": "vcp-recipe", "version": 2, )" + rest + "}").toStdString()), "error");
}

void TestRecipeFile::recipeOfAnotherModelIsRefused()
{
    QCOMPARE(errorOf(recipeText(full()), someHash), QString());
    QCOMPARE(errorOf(recipeText(full()), std::string(64, 'b')), "recipe_model: aaaaaaaaaaaa, bbbbbbbbbbbb");
    QCOMPARE(errorOf(recipeText({}), std::string(64, 'b')), QString());  // names none
}

/// The model in use, which a file without one is read for, may not be the one that was learned from.
void TestRecipeFile::baselineIsOfTheModelItNamesItself()
{
    Recipe defaults;
    defaults.model = someHash;
    const std::string baseline = R"({"format": "vcp-recipe", "version": 2, "baseline": {"parts": 5, "layers": 1, "rows": 1, "columns": 1, "offsets": ["0000"]})";
    QVERIFY_THROWS_EXCEPTION(Error, recipeFromText(baseline + "}", defaults));
    QVERIFY_THROWS_EXCEPTION(Error, recipeFromText(baseline + R"(, "model": ""})", defaults));
    QVERIFY(recipeFromText(baseline + R"(, "model": ")" + someHash + R"("})", defaults).baseline);
    QCOMPARE(recipeFromText(R"({"format": "vcp-recipe", "version": 2})", defaults).model, defaults.model);
}

void TestRecipeFile::brokenFileIsRefusedNotFatal_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("error");
    QTest::newRow("no number can hold it") << QByteArray(R"({"format": "vcp-recipe", "version": 2, "alpha": 1e999})") << "number";
    QTest::newRow("cut") << QByteArray(R"({"format": )") << "byte 12";
    QTest::newRow("a list") << QByteArray("[1]") << "{}";
    QTest::newRow("no UTF-8") << QByteArray("{\"format\": \"\xff\"}") << "byte 13";
}

void TestRecipeFile::brokenFileIsRefusedNotFatal()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, error);
    std::ofstream(file("broken.json"), std::ios::binary) << text.toStdString();
    try {
        readRecipe(file("broken.json"), {});
        QFAIL("was read");
    } catch (const Error& met) {
        QCOMPARE(met.code(), ErrorCode::RecipeInvalid);
        QCOMPARE(met.file(), file("broken.json"));
        QCOMPARE(QString::fromStdString(met.arguments().at(0)), error);
    }
}

void TestRecipeFile::whatCouldNotBeReadBackIsNotWritten_data()
{
    QTest::addColumn<int>("zones");
    QTest::addColumn<int>("areas");
    QTest::addColumn<QString>("error");
    QTest::newRow("as many as there may be") << 254 << 254 << QString();
    QTest::newRow("a zone too many") << 255 << 1 << "zones";
    QTest::newRow("an area too many") << 1 << 255 << "dont_care";
}

void TestRecipeFile::whatCouldNotBeReadBackIsNotWritten()
{
    QFETCH(int, zones);
    QFETCH(int, areas);
    QFETCH(QString, error);
    Recipe recipe = full();
    recipe.zones.assign(std::size_t(zones), recipe.zones.front());
    recipe.dontCares.assign(std::size_t(areas), recipe.dontCares.front());
    QString met;
    try {
        writeRecipe(file("many.json"), recipe);
    } catch (const Error& refused) {
        QCOMPARE(refused.file(), file("many.json"));
        met = QString::fromStdString(refused.arguments().at(0));
    }
    QCOMPARE(met, error);
    QCOMPARE(std::filesystem::exists(file("many.json")), error.isEmpty());
    if (error.isEmpty())
        QCOMPARE(readRecipe(file("many.json"), {}), recipe);
    std::filesystem::remove(file("many.json"));
}

void TestRecipeFile::failedWritingLeavesNothingBehind()
{
    // A folder in the file's place is what nobody can write over.
    std::filesystem::create_directories(file("folder.json"));
    try {
        writeRecipe(file("folder.json"), full());
        QFAIL("was written");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::WriteFailed);
        QCOMPARE(error.file(), file("folder.json"));
    }
    QVERIFY(!std::filesystem::exists(file("folder.json.new")));
}

QTEST_APPLESS_MAIN(TestRecipeFile)
#include "tst_recipe_file.moc"
