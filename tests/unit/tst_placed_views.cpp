// A part that lies elsewhere: zones, don't-care areas and what good parts show lie where it does, and one that isn't found is never passed.
#include "core/error.h"
#include "imaging/picture_figures.h"
#include "judging/baseline.h"
#include "judging/figures.h"
#include "judging/judge.h"
#include "judging/picture_gate.h"
#include "judging/placed_views.h"
#include "pipeline/figures_bytes.h"
#include "tests/drawn_part.h"

#include <QtTest>

using namespace inference;

namespace {

constexpr float quiet = -6, loud = 6;
constexpr std::size_t bytesOfAnchor = 4 + 2 * 4 + 7 * 8 + 8 + 4 + 6 * 8 + 4;
constexpr int columns = 32, rows = 24, modelSize = 480;

/// A picture of 640 x 480 with a part that lies as `placement` says; the model finds something where the part has (x, y).
Inspection inspectionOf(const Placement& placement, std::optional<Point> defect = {})
{
    Inspection inspection;
    inspection.imageSize = {640, 480};
    std::vector<float> logits(std::size_t(columns) * rows, quiet);
    if (defect) {
        const Point at = placed(*defect, placement);
        logits[std::size_t(int(at.y / 20)) * columns + std::size_t(int(at.x / 20))] = loud;
    }
    inspection.views.push_back({{0, 0, 640, 480}, {1, rows, columns, modelSize, logits, logits}});
    const Image picture = tests::pictureOfPart(placement);
    inspection.grey = imaging::greyCopyOf(picture);
    inspection.picture = imaging::figuresOf(picture);
    return inspection;
}

Placement lying(double x, double y, double turn = 0)
{
    return {{320, 240}, {x, y}, turn, 1, true};
}

Recipe recipeWithAnchor()
{
    Recipe recipe;
    recipe.sigma = 0;
    recipe.rule.minArea = 1;
    Anchor anchor;
    anchor.mark = {170, 130, 300, 220};
    recipe.anchor = withReference(anchor, imaging::greyCopyOf(tests::pictureOfPart({})), {640, 480});
    return recipe;
}

Polygon rectangle(double x, double y, double width, double height)
{
    return {{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}};
}

}  // namespace

class TestPlacedViews : public QObject {
    Q_OBJECT

private slots:
    void aPartThatLiesAsInTheReferenceKeepsItsValues()
    {
        const Inspection inspection = inspectionOf({}, Point {230, 190});
        QCOMPARE(judging::inReferenceFrame(inspection, lying(0, 0)).views, inspection.views);
    }

    void valuesMoveAlongWithThePart()
    {
        // Whole patches: exact. The border is what it was at the border.
        const Placement placement = lying(40, 20);
        const Inspection moved = inspectionOf(placement, Point {230, 190});
        QCOMPARE(judging::inReferenceFrame(moved, placement).views.front().evidence.pre, inspectionOf({}, Point {230, 190}).views.front().evidence.pre);
        // Half a patch: two patches share it.
        const auto shared = judging::inReferenceFrame(inspectionOf({}, Point {230, 190}), lying(10, 0)).views.front().evidence.post;
        const std::size_t place = 9 * columns + 11;
        QCOMPARE(shared[place], (quiet + loud) / 2);
        QCOMPARE(shared[place - 1], (quiet + loud) / 2);
        QCOMPARE(shared[place + 1], quiet);
    }

    void aQuarterTurnTurnsThem()
    {
        const Placement placement {{320, 240}, {0, 0}, 90, 1, true};
        std::vector<float> values(2 * std::size_t(columns) * rows, quiet);
        const std::size_t right = 12 * columns + 20;  // centre (410, 250): 90 to the right of the middle, 10 below
        values[right] = loud;
        const auto turned = judging::carriedToPicture(values, inspectionOf({}), placement);
        // Comes to lie 90 below and 10 to the left: centre (310, 330).
        QCOMPARE(turned[16 * columns + 15], loud);
        QCOMPARE(turned[right], quiet);
    }

    void tilesGiveToEachOther()
    {
        // Two tiles beside each other that overlap; what lies in the one comes to lie in the other.
        Inspection inspection;
        inspection.imageSize = {180, 100};
        const Evidence empty {1, 10, 10, 100, std::vector<float>(100, quiet), std::vector<float>(100, quiet)};
        inspection.views = {{{0, 0, 100, 100}, empty}, {{80, 0, 100, 100}, empty}};
        inspection.views[0].evidence.pre[5 * 10 + 2] = loud;  // centre (25, 55)
        const Inspection carried = judging::inReferenceFrame(inspection, {{90, 50}, {-90, 0}, 0, 1, true});
        // In the reference frame it lies at (115, 55): fourth column of the second tile.
        QCOMPARE(carried.views[1].evidence.pre[5 * 10 + 3], loud);
        QCOMPARE(std::ranges::count(carried.views[0].evidence.pre, loud), 0);
    }

    void valuesOfAnotherShapeAreRefused()
    {
        QVERIFY_THROWS_EXCEPTION(Error, judging::carriedToPicture({1, 2, 3}, inspectionOf({}), lying(0, 0)));
    }

    void zonesLieWhereThePartDoes()
    {
        // A hole of the part that is never looked at: around (395, 205).
        Recipe recipe = recipeWithAnchor();
        recipe.drawnFor = {640, 480};
        recipe.dontCares.push_back({"hole", rectangle(370, 180, 50, 50)});
        const Point hole {395, 205};
        for (const Placement& placement : {lying(0, 0), lying(55, -32), lying(-40, 30, 8), lying(12, 60, -9)}) {
            const Inspection inspection = inspectionOf(placement, hole);
            const Judgement judgement = judging::judge(inspection, recipe);
            QVERIFY(judgement.placement && judgement.placement->found);
            QCOMPARE(judgement.verdict, Verdict::Pass);
            // Beside the hole it counts.
            QCOMPARE(judging::judge(inspectionOf(placement, Point {260, 230}), recipe).verdict, Verdict::Fail);
            // Without the anchor the area stays behind.
            Recipe still = recipe;
            still.anchor->used = false;
            QCOMPARE(judging::judge(inspection, still).verdict, placement.shift.x == 0 ? Verdict::Pass : Verdict::Fail);
            QVERIFY(!judging::judge(inspection, still).placement);
        }
    }

    void zonesOfARecipeFromAnotherPictureAreStretchedFirst()
    {
        Recipe recipe = recipeWithAnchor();
        recipe.drawnFor = {1280, 960};
        recipe.dontCares.push_back({"hole", rectangle(740, 360, 100, 100)});
        QCOMPARE(judging::judge(inspectionOf(lying(30, -20, 5), Point {395, 205}), recipe).verdict, Verdict::Pass);
        QCOMPARE(judging::judge(inspectionOf(lying(30, -20, 5), Point {260, 230}), recipe).verdict, Verdict::Fail);
    }

    void whatGoodPartsShowLiesWhereThePartDoes()
    {
        // Each good part shows its hole, wherever it lies.
        Recipe recipe = recipeWithAnchor();
        const Point hole {390, 210};
        judging::BaselineLearner learner;
        for (const Placement& placement : {lying(0, 0), lying(20, 0), lying(-40, 20), lying(0, -20), lying(60, 40)})
            learner.add(judging::inReferenceFrame(inspectionOf(placement, hole), placement));
        recipe.baseline = learner.learned(recipe.frame());
        const Inspection elsewhere = inspectionOf(lying(40, -20), hole);
        QCOMPARE(judging::judge(elsewhere, recipe).verdict, Verdict::Pass);
        QCOMPARE(judging::judge(inspectionOf(lying(40, -20), Point {250, 230}), recipe).verdict, Verdict::Fail);
        recipe.anchor->used = false;
        QCOMPARE(judging::judge(elsewhere, recipe).verdict, Verdict::Fail);
        // What was learned otherwise isn't taken off, whatever the place.
        QVERIFY(recipe.baseline->used && !recipe.usedBaseline());
        QCOMPARE(judging::judge(inspectionOf({}, hole), recipe).verdict, Verdict::Fail);
        recipe.anchor->used = true;
        recipe.baseline = learner.learned();
        QVERIFY(!recipe.usedBaseline());
        QCOMPARE(judging::judge(inspectionOf({}, hole), recipe).verdict, Verdict::Fail);
        QVERIFY(learner.learned(1) != learner.learned(2) && learner.learned(1) == learner.learned(1));
    }

    void aPartThatIsntFoundIsLookedAtByAPerson()
    {
        const Recipe recipe = recipeWithAnchor();
        Inspection inspection = inspectionOf(lying(0, 0, 60));
        const Judgement lost = judging::judge(inspection, recipe);
        QCOMPARE(lost.verdict, Verdict::Review);
        QCOMPARE(lost.pictureFaults.size(), std::size_t(1));
        QCOMPARE(lost.pictureFaults.front().kind, PictureFault::Kind::NotFound);
        QCOMPARE(lost.pictureFaults.front().limit, recipe.anchor->leastMatch);
        QVERIFY(lost.placement && !lost.placement->found);
        // Like it, but not where it may lie: said otherwise.
        Recipe narrow = recipe;
        narrow.anchor->greatestShift = 0.02;
        const Judgement away = judging::judge(inspectionOf(lying(40, 0)), narrow);
        QCOMPARE(away.verdict, Verdict::Review);
        QCOMPARE(away.pictureFaults.front().kind, PictureFault::Kind::OutOfPlace);
        // A fail stays one.
        QCOMPARE(judging::judge(inspectionOf(lying(0, 0, 60), Point {300, 240}), recipe).verdict, Verdict::Fail);
        // Kept before there were copies: nobody can tell.
        inspection = inspectionOf(lying(0, 0));
        inspection.grey.reset();
        const Judgement unknown = judging::judge(inspection, recipe);
        QCOMPARE(unknown.verdict, Verdict::Review);
        QCOMPARE(unknown.pictureFaults.front().kind, PictureFault::Kind::NotKept);
        QVERIFY(!unknown.placement);
        // Nothing is asked while it isn't used.
        Recipe unused = recipe;
        unused.anchor->used = false;
        QCOMPARE(judging::judge(inspection, unused).verdict, Verdict::Pass);
    }

    void gateAndAnchorBothSpeak()
    {
        Recipe recipe = recipeWithAnchor();
        recipe.gate.leastBrightness = 250;
        const auto faults = judging::pictureFaults(PictureFigures {100, 10, 20}, std::nullopt, recipe);
        QCOMPARE(faults.size(), std::size_t(2));
        QCOMPARE(faults[0].kind, PictureFault::Kind::TooDark);
        QCOMPARE(faults[1].kind, PictureFault::Kind::NotKept);
    }

    void figuresTellWhetherItWasFound()
    {
        const Recipe recipe = recipeWithAnchor();
        for (const Placement& placement : {lying(10, 5, 3), lying(0, 0, 60)}) {
            const Inspection inspection = inspectionOf(placement);
            const judging::RenderedMaps maps = judging::renderMaps(inspection, recipe);
            const auto figures = judging::figuresOf(maps, inspection.imageSize, recipe);
            QCOMPARE(figures.placement, maps.placement);
            const Verdict verdict = judging::judge(inspection, recipe).verdict;
            Recipe moved = recipe;
            moved.rule.failLimit = 0.9f;
            QCOMPARE(judging::verdictFrom(figures, recipe, moved), std::optional(verdict));
            // One number alone doesn't tell it.
            QCOMPARE(judging::MovedLimits(recipe, moved).verdict(figures.zones.front().regionScore, figures.score), std::nullopt);
            // Found otherwise, or not looked for: other maps.
            for (const auto change : {+[](Anchor& anchor) { anchor.used = false; }, +[](Anchor& anchor) { anchor.leastMatch = 0.1; },
                                      +[](Anchor& anchor) { anchor.greatestTurn = 90; }, +[](Anchor& anchor) { anchor.mark.x += 1; }}) {
                Recipe other = recipe;
                change(*other.anchor);
                QVERIFY(!judging::renderAlike(recipe, other));
                QVERIFY(!judging::judgeAlike(recipe, other));
                QCOMPARE(judging::verdictFrom(figures, recipe, other), std::nullopt);
            }
        }
    }

    void figuresAreKeptWithAnchorAndPlacement()
    {
        Recipe recipe = recipeWithAnchor();
        const Inspection inspection = inspectionOf(lying(10, 5, 3));
        judging::BaselineLearner learner;
        for (int i = 0; i < 5; ++i)
            learner.add(inspection);
        inference::pipeline::FiguresReader reader;
        for (const bool withBaseline : {false, true}) {
            recipe.baseline = withBaseline ? std::optional(learner.learned(recipe.frame())) : std::nullopt;
            const auto figures = judging::figuresOf(judging::renderMaps(inspection, recipe), inspection.imageSize, recipe);
            const std::vector<std::byte> bytes = inference::pipeline::bytesOf(figures, recipe);
            QVERIFY(bytes.size() < 4000);  // the copy isn't among them
            const auto kept = reader.read(bytes);
            QCOMPARE(kept.figures, figures);
            QCOMPARE(kept.made->anchor, recipe.anchor);
            QCOMPARE(kept.made->baseline, recipe.baseline);
            QCOMPARE(kept.made->usedBaseline() != nullptr, withBaseline);
            QVERIFY(judging::renderAlike(*kept.made, recipe));
            for (std::size_t size = 0; size < bytes.size(); ++size)
                if (size != bytes.size() - bytesOfAnchor && (!withBaseline || size != bytes.size() - bytesOfAnchor - 12))  // as many recipes have
                    QVERIFY_THROWS_EXCEPTION(Error, reader.read(std::span(bytes).first(size)));
        }
        // A picture without a copy: asked for, and not known.
        Inspection bare = inspection;
        bare.grey.reset();
        const auto figures = judging::figuresOf(judging::renderMaps(bare, recipe), bare.imageSize, recipe);
        QCOMPARE(reader.read(inference::pipeline::bytesOf(figures, recipe)).figures, figures);
    }
};

QTEST_APPLESS_MAIN(TestPlacedViews)
#include "tst_placed_views.moc"
