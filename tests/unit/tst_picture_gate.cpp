// What a recipe asks of a picture: what is found, what it does to a verdict, and what is proposed.
#include "core/error.h"
#include "judging/figures.h"
#include "judging/judge.h"
#include "judging/picture_gate.h"
#include "pipeline/figures_bytes.h"

#include <QtTest>

#include "map_text.h"

#include <random>

using namespace inference;
using judging::pictureFaults;
using judging::proposedGate;
using Kind = PictureFault::Kind;

namespace {

constexpr PictureFigures usual {120, 40, 300};
const PictureGate strict {80, 160, 150};

Recipe recipeWith(const PictureGate& gate)
{
    Recipe recipe;
    recipe.rule = {0.6f, 0.4f, {}, 1, 0};
    recipe.gate = gate;
    return recipe;
}

judging::RenderedMaps mapsOf(const QStringList& rows, const std::optional<PictureFigures>& picture)
{
    judging::RenderedMaps maps {{mapOf(rows), mapOf(rows)}, mapOf(rows), {}};
    maps.picture = picture;
    return maps;
}

}  // namespace

class TestPictureGate : public QObject {
    Q_OBJECT

private slots:
    void whatIsAskedIsFound_data()
    {
        using Faults = std::vector<PictureFault>;
        QTest::addColumn<std::optional<PictureFigures>>("picture");
        QTest::addColumn<PictureGate>("gate");
        QTest::addColumn<Faults>("faults");
        const auto row = [](const char* name, const std::optional<PictureFigures>& picture, const PictureGate& gate, const Faults& faults) {
            QTest::newRow(name) << picture << gate << faults;
        };
        row("nothing asked", usual, {}, {});
        row("nothing asked, nothing measured", std::nullopt, {}, {});
        row("as it should be", usual, strict, {});
        row("not measured", std::nullopt, {{}, {}, 1.0}, {{Kind::NotMeasured, 0, 0}});
        row("exactly at each limit", PictureFigures {80, 0, 150}, strict, {});
        row("exactly at the brightest", PictureFigures {160, 0, 150}, strict, {});
        row("dark", PictureFigures {79.9, 0, 300}, strict, {{Kind::TooDark, 79.9, 80}});
        row("bright", PictureFigures {161, 0, 300}, strict, {{Kind::TooBright, 161, 160}});
        row("blurred", PictureFigures {120, 0, 149}, strict, {{Kind::OutOfFocus, 149, 150}});
        row("a covered lens", PictureFigures {0, 0, 0}, strict, {{Kind::TooDark, 0, 80}, {Kind::OutOfFocus, 0, 150}});
        row("dark, and only focus asked", PictureFigures {1, 0, 300}, {{}, {}, 150.0}, {});
    }
    void whatIsAskedIsFound()
    {
        QFETCH(std::optional<PictureFigures>, picture);
        QFETCH(PictureGate, gate);
        QTEST(pictureFaults(picture, gate), "faults");
    }

    void aFaultAsksForAPersonAndNoMore_data()
    {
        QTest::addColumn<QStringList>("rows");
        QTest::addColumn<int>("good");     // verdict with a picture as it should be
        QTest::addColumn<int>("blurred");
        QTest::newRow("pass") << QStringList {"111", "111"} << int(Verdict::Pass) << int(Verdict::Review);
        QTest::newRow("review") << QStringList {"155", "111"} << int(Verdict::Review) << int(Verdict::Review);
        QTest::newRow("fail") << QStringList {"199", "111"} << int(Verdict::Fail) << int(Verdict::Fail);
    }
    void aFaultAsksForAPersonAndNoMore()
    {
        QFETCH(QStringList, rows);
        const Recipe recipe = recipeWith(strict);
        const PictureFigures blurred {120, 40, 10};
        const Judgement good = judging::judge(mapsOf(rows, usual), {6, 4}, recipe);
        const Judgement bad = judging::judge(mapsOf(rows, blurred), {6, 4}, recipe);
        QTEST(int(good.verdict), "good");
        QTEST(int(bad.verdict), "blurred");
        QVERIFY(good.pictureFaults.empty());
        QCOMPARE(bad.pictureFaults, (std::vector<PictureFault> {{Kind::OutOfFocus, 10, 150}}));
        QCOMPARE(bad.defects.size(), good.defects.size());
        // What figures tell is what the map tells, also of another gate than the one they were made under.
        for (const auto& picture : {std::optional(usual), std::optional(blurred), std::optional<PictureFigures>()}) {
            const auto maps = mapsOf(rows, picture);
            const judging::PartFigures figures = judging::figuresOf(maps, {6, 4}, recipeWith({}));
            for (const PictureGate& gate : {PictureGate {}, strict, PictureGate {121.0, {}, {}}})
                QCOMPARE(judging::verdictFrom(figures, recipeWith({}), recipeWith(gate)), judging::judge(maps, {6, 4}, recipeWith(gate)).verdict);
        }
    }

    void twoNumbersDontTellOfAPicture()
    {
        QVERIFY(judging::MovedLimits(recipeWith({}), recipeWith({})).verdict(0.1f, 0.1));
        QVERIFY(!judging::MovedLimits(recipeWith({}), recipeWith(strict)).verdict(0.1f, 0.1));
        QVERIFY(judging::MovedLimits(recipeWith(strict), recipeWith({})).verdict(0.1f, 0.1));
    }

    void keptFiguresHoldThePicture()
    {
        for (const auto& picture : {std::optional(usual), std::optional<PictureFigures>()}) {
            const judging::PartFigures figures = judging::figuresOf(mapsOf({"199", "111"}, picture), {6, 4}, recipeWith(strict), true);
            auto bytes = pipeline::bytesOf(figures, recipeWith(strict));
            const auto read = pipeline::FiguresReader().read(bytes);
            QCOMPARE(read.figures, figures);
            QCOMPARE(read.made->gate, strict);
            bytes.pop_back();
            QVERIFY_EXCEPTION_THROWN(pipeline::FiguresReader().read(bytes), inference::Error);
        }
    }

    void usualPicturesPassWhatIsProposed()
    {
        std::mt19937 random(7);
        std::normal_distribution<double> light(120, 3), sharp(0, 0.1);
        std::vector<PictureFigures> pictures;
        for (int i = 0; i < 2000; ++i)
            pictures.push_back({light(random), 40, 300 * std::exp(sharp(random))});
        const auto gate = proposedGate(pictures);
        QVERIFY(gate);
        for (const PictureFigures& picture : pictures)
            QVERIFY(pictureFaults(picture, *gate).empty());
        QVERIFY(*gate->leastBrightness >= 100 && *gate->greatestBrightness <= 140);
        QVERIFY(*gate->leastFocus > 100 && *gate->leastFocus < 200);
        // Odd ones among them change little.
        for (int i = 0; i < 200; ++i)
            pictures.push_back({i % 2 ? 5.0 : 250.0, 1, 2});
        const auto withOdd = proposedGate(pictures);
        QVERIFY(std::abs(*withOdd->leastBrightness - *gate->leastBrightness) <= 4);
        QVERIFY(!pictureFaults(PictureFigures {5, 1, 2}, *withOdd).empty());
        QVERIFY(!pictureFaults(PictureFigures {250, 1, 300}, *withOdd).empty());
    }

    void theSamePictureOverAndOverLeavesRoom()
    {
        const std::vector<PictureFigures> pictures(judging::leastPicturesToPropose, PictureFigures {120.4, 40, 300});
        QCOMPARE(proposedGate(pictures), (PictureGate {110, 131, 150}));
        const std::vector<PictureFigures> dark(9, PictureFigures {3, 0.5, 0});
        QCOMPARE(proposedGate(dark), (PictureGate {0, 13, 0}));
        const std::vector<PictureFigures> white(9, PictureFigures {255, 0, 4});
        QCOMPARE(proposedGate(white), (PictureGate {245, 255, 2}));
        QVERIFY(!proposedGate(std::span(pictures).first(judging::leastPicturesToPropose - 1)));
        QVERIFY(!proposedGate({}));
    }
};

QTEST_GUILESS_MAIN(TestPictureGate)
#include "tst_picture_gate.moc"
