// What good parts show: learned place by place, taken off, and what of it doesn't fit.
#include "core/error.h"
#include "judging/baseline.h"
#include "judging/figures.h"
#include "judging/judge.h"
#include "pipeline/figures_bytes.h"

#include <QtTest>

#include <cmath>
#include <vector>

using namespace inference;
using judging::BaselineLearner;

namespace {

constexpr int patches = 4;
constexpr int modelSize = 8;
constexpr float quiet = -6;

/// Quiet everywhere but at one place of both branches.
Inspection inspectionWith(float there, std::size_t place = 0, std::size_t views = 1)
{
    Inspection inspection;
    inspection.imageSize = {modelSize * int(views), modelSize};
    for (std::size_t view = 0; view < views; ++view) {
        std::vector<float> logits(patches * patches, quiet);
        logits[place] = there;
        inspection.views.push_back({{double(modelSize * int(view)), 0, modelSize, modelSize}, {1, patches, patches, modelSize, logits, logits}});
    }
    return inspection;
}

Baseline learnedFrom(const std::vector<float>& goodParts, std::size_t views = 1)
{
    BaselineLearner learner;
    for (const float value : goodParts)
        learner.add(inspectionWith(value, 0, views));
    return learner.learned();
}

QString refusalOf(const std::function<void()>& call)
{
    try {
        call();
    } catch (const Error& error) {
        return QString::fromUtf8(error.what());
    }
    return QStringLiteral("none");
}

/// Sigma and limits of a small map.
Recipe recipeOf(std::optional<Baseline> baseline)
{
    Recipe recipe;
    recipe.sigma = 0;
    recipe.rule.minArea = 1;
    recipe.baseline = std::move(baseline);
    return recipe;
}

}  // namespace

class TestBaseline : public QObject {
    Q_OBJECT

private slots:
    void aPlaceComesDownToWhatAQuietOneMayReach_data()
    {
        QTest::addColumn<std::vector<float>>("goodParts");
        QTest::addColumn<double>("above");  // median and one robust deviation
        QTest::newRow("all alike") << std::vector<float>(5, 2.0f) << 2.0;
        QTest::newRow("odd number") << std::vector<float> {0, 1, 2, 3, 4} << 2 + 1.4826;
        QTest::newRow("even number") << std::vector<float> {5, 0, 1, 2, 3, 4} << 2.5 + 1.4826 * 1.5;
        QTest::newRow("one odd part doesn't count") << std::vector<float> {2, 2, 2, 2, 90} << 2.0;
        QTest::newRow("louder than a byte holds") << std::vector<float>(5, 40.0f) << 255 / 16.0 + std::log(0.1 / 0.9);
        QTest::newRow("quiet") << std::vector<float>(5, -2.3f) << std::log(0.1 / 0.9);
    }

    void aPlaceComesDownToWhatAQuietOneMayReach()
    {
        QFETCH(std::vector<float>, goodParts);
        QFETCH(double, above);
        const Baseline baseline = learnedFrom(goodParts);
        QCOMPARE(baseline.parts, int(goodParts.size()));
        QCOMPARE(baseline.offsets->size(), std::size_t(2 * patches * patches));
        const double offset = above - std::log(0.1 / 0.9);
        for (std::size_t i = 0; i < baseline.offsets->size(); ++i) {
            const double expected = i % (patches * patches) == 0 ? std::round(offset * 16) : 0;
            QCOMPARE(double((*baseline.offsets)[i]), expected);
        }
        const Inspection off = judging::takenOff(inspectionWith(3), baseline);
        QVERIFY(std::abs(double(off.views[0].evidence.pre[0]) - (3 - offset)) <= 1.0 / 32 + 1e-6);
        QCOMPARE(off.views[0].evidence.post[0], off.views[0].evidence.pre[0]);
        QCOMPARE(off.views[0].evidence.pre[6], quiet);
    }

    void whatGoesBeyondGoodPartsIsLeft()
    {
        const Baseline baseline = learnedFrom({1, 1.5, 2, 2.5, 3});
        const auto verdictOf = [&](float there, bool learned) {
            return judging::judge(inspectionWith(there), recipeOf(learned ? std::optional(baseline) : std::nullopt)).verdict;
        };
        QCOMPARE(verdictOf(2, false), Verdict::Fail);  // a good part
        QCOMPARE(verdictOf(2, true), Verdict::Pass);
        QCOMPARE(verdictOf(8, true), Verdict::Fail);
        // Elsewhere a defect is what it was.
        QCOMPARE(judging::judge(inspectionWith(2, 15), recipeOf(baseline)).verdict, Verdict::Fail);
    }

    void whatIsTurnedOffTakesNothingOff()
    {
        Baseline baseline = learnedFrom(std::vector<float>(5, 3.0f));
        baseline.used = false;
        QCOMPARE(judging::takenOff(inspectionWith(1), baseline).views, inspectionWith(1).views);
        QCOMPARE(judging::judge(inspectionWith(1), recipeOf(baseline)).verdict, Verdict::Fail);
        QVERIFY(judging::renderAlike(recipeOf(baseline), recipeOf(std::nullopt)));
        baseline.used = true;
        QVERIFY(!judging::renderAlike(recipeOf(baseline), recipeOf(std::nullopt)));
        QVERIFY(judging::renderAlike(recipeOf(baseline), recipeOf(learnedFrom(std::vector<float>(5, 3.0f)))));
        QVERIFY(!judging::renderAlike(recipeOf(baseline), recipeOf(learnedFrom(std::vector<float>(5, 2.0f)))));
        // Its figures answer no question about the other maps.
        QVERIFY(!judging::verdictFrom({}, recipeOf(baseline), recipeOf(std::nullopt)));
    }

    void eachTileHasItsOwn()
    {
        BaselineLearner learner;
        for (int part = 0; part < 5; ++part) {
            Inspection good = inspectionWith(quiet, 0, 2);
            good.views[1].evidence.post[3] = 4;
            learner.add(good);
        }
        const Baseline baseline = learner.learned();
        QCOMPARE(baseline.views, 2);
        const Inspection off = judging::takenOff(inspectionWith(4, 3, 2), baseline);
        QCOMPARE(off.views[0].evidence.post[3], 4.0f);
        QCOMPARE(off.views[1].evidence.pre[3], 4.0f);
        QVERIFY(off.views[1].evidence.post[3] < -2);
    }

    void whatDoesNotFitIsRefused()
    {
        const Baseline baseline = learnedFrom(std::vector<float>(5, 3.0f));
        const QString tiles = refusalOf([&] { judging::renderMaps(inspectionWith(1, 0, 2), recipeOf(baseline)); });
        QCOMPARE(tiles, QString("baseline_mismatch: 1 x 1 x 4 x 4, 2 x 1 x 4 x 4 of 16 x 8 px"));
        // As many tiles of another picture lie elsewhere.
        Inspection upright = inspectionWith(1, 0, 2);
        upright.imageSize = {8, 16};
        QCOMPARE(refusalOf([&] { judging::takenOff(upright, learnedFrom(std::vector<float>(5, 3.0f), 2)); }),
                 QString("baseline_mismatch: 2 x 1 x 4 x 4 of 16 x 8 px, 2 x 1 x 4 x 4 of 8 x 16 px"));
        // A single look is the whole picture, whatever its size.
        Inspection large = inspectionWith(1);
        large.imageSize = {4096, 3072};
        judging::takenOff(large, baseline);
        Inspection otherSize = inspectionWith(1);
        otherSize.views[0].evidence = {1, 2, 2, modelSize, {0, 0, 0, 0}, {0, 0, 0, 0}};
        QCOMPARE(refusalOf([&] { judging::takenOff(otherSize, baseline); }), QString("baseline_mismatch: 1 x 1 x 4 x 4, 1 x 1 x 2 x 2"));
        Inspection torn = inspectionWith(1);
        torn.views[0].evidence.post.pop_back();
        QVERIFY(refusalOf([&] { judging::takenOff(torn, baseline); }).startsWith("baseline_mismatch"));
        QVERIFY(refusalOf([&] { judging::takenOff({}, baseline); }).startsWith("baseline_mismatch"));
        BaselineLearner learner;
        learner.add(inspectionWith(1));
        QVERIFY(refusalOf([&] { learner.add(otherSize); }).startsWith("baseline_mismatch"));
        QVERIFY(!learner.tryAdd(otherSize));
        QCOMPARE(learner.parts(), std::size_t(1));
        QVERIFY(learner.tryAdd(inspectionWith(2)));
        QCOMPARE(learner.parts(), std::size_t(2));
        QCOMPARE(refusalOf([&] { learner.add({}); }), QString("bad_input: views"));
    }

    void fewPartsAndTooManyTeachNothing()
    {
        BaselineLearner learner;
        for (std::size_t i = 0; i < judging::mostPartsToLearn; ++i) {
            if (i < judging::leastPartsToLearn)
                QCOMPARE(refusalOf([&] { learner.learned(); }), QString("bad_input: parts"));
            learner.add(inspectionWith(1));
        }
        QCOMPARE(learner.learned().parts, int(judging::mostPartsToLearn));
        QCOMPARE(refusalOf([&] { learner.add(inspectionWith(1)); }), QString("bad_input: parts"));
    }

    void moreTilesThanCanBeKeptAreRefused()
    {
        // 2 x 1 x 512 x 512 offsets a tile: two are kept.
        Inspection inspection;
        const std::vector<float> logits(512 * 512, quiet);
        for (int i = 0; i < 3; ++i)
            inspection.views.push_back({{}, {1, 512, 512, 1024, logits, logits}});
        BaselineLearner learner;
        QCOMPARE(refusalOf([&] { learner.add(inspection); }), QString("baseline_too_large: 3, 2"));
        inspection.views.pop_back();
        learner.add(inspection);
        QCOMPARE(learner.parts(), std::size_t(1));
    }

    void equalOnesHaveOneFingerprint()
    {
        const Baseline shape {true, 12, 1, {}, 1, 1, 2, 0, nullptr};
        const Baseline one = withOffsets(shape, {1, 2, 3, 4});
        QCOMPARE(one, withOffsets(shape, {1, 2, 3, 4}));
        QVERIFY(one != withOffsets(shape, {1, 2, 4, 3}));
        QVERIFY(one != withOffsets({true, 12, 1, {}, 1, 2, 1, 0, nullptr}, {1, 2, 3, 4}));
        QVERIFY(one != withOffsets({true, 13, 1, {}, 1, 1, 2, 0, nullptr}, {1, 2, 3, 4}));
        QVERIFY(one != withOffsets({false, 12, 1, {}, 1, 1, 2, 0, nullptr}, {1, 2, 3, 4}));
        QCOMPARE(refusalOf([&] { withOffsets(shape, {1, 2, 3}); }), QString("bad_input: offsets"));
    }

    void keptFiguresKnowWhatTheyWereMadeUnder()
    {
        const Recipe used = recipeOf(learnedFrom(std::vector<float>(5, 3.0f))), other = recipeOf(learnedFrom(std::vector<float>(5, 2.0f))), without = recipeOf(std::nullopt);
        const auto bytesUnder = [](const Recipe& recipe) {
            const auto maps = judging::renderMaps(inspectionWith(2), recipe);
            return pipeline::bytesOf(judging::figuresOf(maps, {modelSize, modelSize}, recipe), recipe);
        };
        // Its offsets, which are as many as the values of the answer, aren't kept with each part.
        QCOMPARE(bytesUnder(used).size(), bytesUnder(without).size() + 12);
        pipeline::FiguresReader reader;
        const auto kept = reader.read(bytesUnder(used)), again = reader.read(bytesUnder(used)), plain = reader.read(bytesUnder(without));
        QCOMPARE(kept.made, again.made);  // shared
        QVERIFY(!plain.made->baseline);
        QVERIFY(judging::renderAlike(*kept.made, used) && !judging::renderAlike(*kept.made, other) && !judging::renderAlike(*kept.made, without));
        QCOMPARE(judging::verdictFrom(kept.figures, *kept.made, used), std::optional(judging::judge(inspectionWith(2), used).verdict));
        QVERIFY(!judging::verdictFrom(kept.figures, *kept.made, without));
        QVERIFY(!judging::verdictFrom(plain.figures, *plain.made, used));
        auto torn = bytesUnder(used);
        torn.pop_back();
        QVERIFY(refusalOf([&] { reader.read(torn); }).startsWith("evidence_corrupt"));
        // One that is turned off makes no other figures.
        Recipe unused = used;
        unused.baseline->used = false;
        QCOMPARE(bytesUnder(unused), bytesUnder(without));
    }

    void whatItCoversIsCounted()
    {
        QCOMPARE(judging::coveredShare({}), 0.0);
        QCOMPARE(judging::coveredShare(learnedFrom(std::vector<float>(5, quiet))), 0.0);
        QCOMPARE(judging::coveredShare(learnedFrom(std::vector<float>(5, 3.0f))), 1.0 / 16);
        QCOMPARE(judging::coveredShare(learnedFrom(std::vector<float>(5, 3.0f), 2)), 1.0 / 16);
        // Half a logit is little.
        QCOMPARE(judging::coveredShare(learnedFrom(std::vector<float>(5, -1.7f))), 0.0);
    }
};

QTEST_APPLESS_MAIN(TestBaseline)
#include "tst_baseline.moc"
