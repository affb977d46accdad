#include "core/error.h"
#include "core/heat_opacity.h"
#include "core/render.h"

#include <QTest>

#include <cmath>

using namespace inference;

class TestRender : public QObject {
    Q_OBJECT

private slots:
    void constantEvidenceGivesItsSigmoid_data();
    void constantEvidenceGivesItsSigmoid();
    void cornersOfTheGridAreCornersOfTheMap();
    void layersAreAveragedAfterTheSigmoid();
    void alphaIsTheWeightOfPostVcp();
    void smoothingEqualsScipy();
    void noSigmaChangesNothing();
    void smoothingKeepsAConstant();
    void topMeanTakesTheGreatest_data();
    void topMeanTakesTheGreatest();
    void brokenEvidenceIsRefused();
    void heatFadesBelowTheLimit();
};

void TestRender::constantEvidenceGivesItsSigmoid_data()
{
    QTest::addColumn<float>("difference");
    for (const float d : {-100.0f, -14.3f, -1.0f, 0.0f, 0.25f, 3.0f, 14.3f, 100.0f})
        QTest::addRow("%g", double(d)) << d;
}

void TestRender::constantEvidenceGivesItsSigmoid()
{
    QFETCH(float, difference);
    const Evidence evidence {1, 2, 2, 28, std::vector<float>(4, difference), std::vector<float>(4, -difference)};
    const BranchMaps maps = renderBranches(evidence, 7);
    QCOMPARE(maps.pre.values.size(), 49u);
    for (const float value : maps.pre.values)
        QVERIFY(std::abs(double(value) - 1 / (1 + std::exp(-double(difference)))) < 2e-7);
    for (const float value : maps.post.values)
        QVERIFY(std::abs(double(value) - 1 / (1 + std::exp(double(difference)))) < 2e-7);
}

void TestRender::cornersOfTheGridAreCornersOfTheMap()
{
    const Evidence evidence {1, 2, 3, 42, {-2, 0, 2, 4, 6, 8}, {0, 0, 0, 0, 0, 0}};
    const AnomalyMap map = renderBranches(evidence, 5).pre;
    const auto sigmoid = [](double d) { return float(1 / (1 + std::exp(-d))); };
    QCOMPARE(map.at(0, 0), sigmoid(-2));
    QCOMPARE(map.at(4, 0), sigmoid(2));
    QCOMPARE(map.at(0, 4), sigmoid(4));
    QCOMPARE(map.at(4, 4), sigmoid(8));
    QCOMPARE(map.at(2, 2), sigmoid(3));   // half-way down between 0 and 6
    QCOMPARE(map.at(1, 0), sigmoid(-1));  // half-way between the first two columns
}

void TestRender::layersAreAveragedAfterTheSigmoid()
{
    const Evidence evidence {2, 1, 1, 14, {-3, 5}, {0, 0}};
    const double expected = (1 / (1 + std::exp(3.0)) + 1 / (1 + std::exp(-5.0))) / 2;
    QVERIFY(std::abs(double(renderBranches(evidence, 3).pre.at(1, 1)) - expected) < 1e-6);
}

void TestRender::alphaIsTheWeightOfPostVcp()
{
    const BranchMaps branches {{2, 1, {0.0f, 1.0f}}, {2, 1, {1.0f, 0.5f}}};
    QCOMPARE(blend(branches, 0.8, 0).values, (std::vector {0.8f, 0.6f}));
    QCOMPARE(blend(branches, 0, 0), branches.pre);
    QCOMPARE(blend(branches, 1, 0), branches.post);
}

void TestRender::smoothingEqualsScipy()
{
    // scipy.ndimage.gaussian_filter([[0, 0, 1, 0], [0, 0, 0, 0], [2, 0, 0, 0]], sigma=1)
    const AnomalyMap map {4, 3, {0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0}};
    const std::vector<float> expected {0.11818494f, 0.19253924f, 0.26588923f, 0.19027886f, 0.39684406f, 0.24699305f,
                                       0.15403566f, 0.09041648f, 0.82522386f, 0.39463198f, 0.10029641f, 0.02466628f};
    const AnomalyMap smoothed = smooth(map, 1);
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(std::abs(smoothed.values[i] - expected[i]) < 1e-6f, qPrintable(QString("%1: %2").arg(i).arg(double(smoothed.values[i]), 0, 'g', 8)));
}

void TestRender::noSigmaChangesNothing()
{
    const AnomalyMap map {2, 2, {0.1f, 0.2f, 0.3f, 0.4f}};
    QCOMPARE(smooth(map, 0), map);
    QCOMPARE(smooth(map, -1), map);
}

void TestRender::smoothingKeepsAConstant()
{
    // The kernel (radius 32) is much wider than the map: the repeated edge folds several times.
    for (const float value : smooth({5, 3, std::vector<float>(15, 0.7f)}, 8).values)
        QVERIFY(std::abs(value - 0.7f) < 1e-6f);
}

void TestRender::topMeanTakesTheGreatest_data()
{
    QTest::addColumn<int>("k");
    QTest::addColumn<double>("mean");
    QTest::newRow("none") << 0 << 0.0;
    QTest::newRow("one") << 1 << 5.0;
    QTest::newRow("three") << 3 << 4.0;
    QTest::newRow("more than there are") << 99 << 3.0;
}

void TestRender::topMeanTakesTheGreatest()
{
    QFETCH(int, k);
    QTEST(topMean({5, 1, {3, 1, 5, 2, 4}}, std::size_t(k)), "mean");
    QCOMPARE(topMean({}, std::size_t(k)), 0.0);
}

void TestRender::brokenEvidenceIsRefused()
{
    QVERIFY_EXCEPTION_THROWN(renderBranches({}, 10), Error);
    QVERIFY_EXCEPTION_THROWN(renderBranches({1, 2, 2, 28, {1, 2, 3}, {1, 2, 3, 4}}, 10), Error);
    QVERIFY_EXCEPTION_THROWN(renderBranches({1, 1, 1, 14, {1}, {1}}, 0), Error);
}

void TestRender::heatFadesBelowTheLimit()
{
    QCOMPARE(heatOpacity(0.3f, 0.6f, 0.5f), 0.0f);
    QCOMPARE(heatOpacity(0.45f, 0.6f, 0.5f), 0.25f);
    QCOMPARE(heatOpacity(0.6f, 0.6f, 0.5f), 0.5f);
    QCOMPARE(heatOpacity(1.0f, 0.6f, 0.5f), 0.5f);
    QCOMPARE(heatOpacity(0.0f, 0.0f, 0.5f), 0.5f);
}

QTEST_APPLESS_MAIN(TestRender)
#include "tst_render.moc"
