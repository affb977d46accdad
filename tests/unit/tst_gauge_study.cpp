#include "core/error.h"
#include "evaluation/fisher_tail_p.h"
#include "evaluation/gauge_study.h"

#include <QtTest>

#include <algorithm>
#include <limits>
#include <numbers>
#include <random>

using namespace inference::evaluation;
using Readings = std::vector<GaugeReading>;

namespace {

/// [appraiser][trial][part] of AIAG's worked example, Measurement Systems Analysis, chapter III section B.
constexpr double aiag[3][3][10] = {
    {{0.29, -0.56, 1.34, 0.47, -0.80, 0.02, 0.59, -0.31, 2.26, -1.36},
     {0.41, -0.68, 1.17, 0.50, -0.92, -0.11, 0.75, -0.20, 1.99, -1.25},
     {0.64, -0.58, 1.27, 0.64, -0.84, -0.21, 0.66, -0.17, 2.01, -1.31}},
    {{0.08, -0.47, 1.19, 0.01, -0.56, -0.20, 0.47, -0.63, 1.80, -1.68},
     {0.25, -1.22, 0.94, 1.03, -1.20, 0.22, 0.55, 0.08, 2.12, -1.62},
     {0.07, -0.68, 1.34, 0.20, -1.28, 0.06, 0.83, -0.34, 2.19, -1.50}},
    {{0.04, -1.38, 0.88, 0.14, -1.46, -0.29, 0.02, -0.46, 1.77, -1.49},
     {-0.11, -1.13, 1.09, 0.20, -1.07, -0.67, 0.01, -0.56, 1.45, -1.77},
     {-0.15, -0.96, 0.67, 0.11, -1.45, -0.49, 0.21, -0.49, 1.87, -2.16}}};

Readings aiagReadings(double scale = 1, double shift = 0)
{
    Readings readings;
    for (int appraiser = 0; appraiser < 3; ++appraiser)
        for (const auto& trial : aiag[appraiser])
            for (int part = 0; part < 10; ++part)
                readings.push_back({part, appraiser, trial[part] * scale + shift});
    return readings;
}

bool isNear(double value, double expected, double within)
{
    if (std::abs(value - expected) <= within)
        return true;
    qWarning() << value << "is not" << expected;
    return false;
}

}  // namespace

class TestGaugeStudy : public QObject {
    Q_OBJECT

private slots:
    void equalsTheWorkedExample();
    void appraisersThatMeetPartsDifferentlyAreNotPooled();
    void oneAppraiserHasRepeatabilityOnly();
    void orderScaleAndShiftChangeNoShare();
    void nothingVaries();
    void aGaugeThatSeesNoDifferenceIsUnusable();
    void grades();
    void refused_data();
    void refused();
    void fishersTail_data();
    void fishersTail();
};

void TestGaugeStudy::equalsTheWorkedExample()
{
    const GaugeStudy study = gaugeStudy(aiagReadings());
    QCOMPARE(study.parts, 10);
    QCOMPARE(study.appraisers, 3);
    QCOMPARE(study.trials, 3);
    // The book's table of the analysis of variance.
    QVERIFY(isNear(study.byAppraiser.squares, 3.16726, 5e-6));
    QVERIFY(isNear(study.byPart.squares, 88.3619, 5e-5));
    QVERIFY(isNear(study.interaction.squares, 0.35898, 5e-6));
    QVERIFY(isNear(study.repetition.squares, 2.75893, 5e-6));
    QVERIFY(isNear(study.total.squares, 94.64711, 5e-6));
    QCOMPARE(study.byAppraiser.freedom, 2);
    QCOMPARE(study.byPart.freedom, 9);
    QCOMPARE(study.interaction.freedom, 18);
    QCOMPARE(study.repetition.freedom, 60);
    QCOMPARE(study.total.freedom, 89);
    QVERIFY(isNear(study.byPart.meanSquare(), 9.81799, 5e-6));
    // The interaction is chance, so it is pooled; statistics programs give 245.614 and 39.617 then, and 0.974.
    QVERIFY(isNear(*study.interaction.f, 0.434, 5e-4));
    QVERIFY(isNear(*study.interaction.p, 0.974, 5e-4));
    QVERIFY(study.pooled);
    QVERIFY(isNear(*study.byPart.f, 245.614, 5e-4));
    QVERIFY(isNear(*study.byAppraiser.f, 39.617, 5e-4));
    QVERIFY(*study.byPart.p < 1e-12 && *study.byAppraiser.p < 1e-10);
    // The book's standard deviations and shares.
    QVERIFY(isNear(std::sqrt(study.repeatability), 0.199933, 5e-7));
    QVERIFY(isNear(std::sqrt(study.reproducibility()), 0.226838, 5e-7));
    QCOMPARE(study.interactionVariance, 0);
    QVERIFY(isNear(std::sqrt(study.gauge()), 0.302373, 2e-6));  // of deviations that were rounded
    QVERIFY(isNear(std::sqrt(study.partVariance), 1.042327, 5e-7));
    QVERIFY(isNear(study.share(study.repeatability), 0.184, 5e-4));
    QVERIFY(isNear(study.share(study.reproducibility()), 0.209, 5e-4));
    QVERIFY(isNear(study.share(study.gauge()), 0.279, 5e-4));
    QVERIFY(isNear(study.share(study.partVariance), 0.960, 5e-4));
    QCOMPARE(study.distinctCategories(), 4);
    QVERIFY(isNear(GaugeStudy::shareOfTolerance(study.gauge(), 4), 6 * 0.302373 / 4, 3e-6));
}

void TestGaugeStudy::appraisersThatMeetPartsDifferentlyAreNotPooled()
{
    // Two parts whose values change places with the appraiser: cell means 0, 10 and 10, 0, within them +-1.
    const Readings readings {{0, 0, -1}, {0, 0, 1}, {1, 0, 9}, {1, 0, 11}, {0, 1, 9}, {0, 1, 11}, {1, 1, -1}, {1, 1, 1}};
    const GaugeStudy study = gaugeStudy(readings);
    QVERIFY(!study.pooled);
    QCOMPARE(study.byPart.squares, 0);
    QCOMPARE(study.byAppraiser.squares, 0);
    QCOMPARE(study.interaction.squares, 200);  // 8 values 5 off the mean
    QCOMPARE(study.repetition.squares, 8);
    QCOMPARE(*study.interaction.f, 100);  // 200/1 by 8/4
    QVERIFY(*study.interaction.p < 0.001);
    QCOMPARE(study.repeatability, 2);
    QCOMPARE(study.interactionVariance, 99);  // (200 - 2) / 2
    QCOMPARE(study.reproducibility(), 99);
    QCOMPARE(study.partVariance, 0);  // never below 0
    QCOMPARE(study.distinctCategories(), 0);
}

void TestGaugeStudy::oneAppraiserHasRepeatabilityOnly()
{
    const Readings readings {{0, 0, 1}, {0, 0, 3}, {1, 0, 5}, {1, 0, 7}, {2, 0, 9}, {2, 0, 11}};
    const GaugeStudy study = gaugeStudy(readings);
    QCOMPARE(study.mean, 6);
    QCOMPARE(study.byPart.squares, 64);      // means 2, 6, 10, each of two
    QCOMPARE(study.repetition.squares, 6);
    QCOMPARE(study.byAppraiser.freedom, 0);
    QVERIFY(!study.byAppraiser.f && !study.interaction.f);
    QCOMPARE(*study.byPart.f, 16);  // 32 by 2
    QCOMPARE(study.repeatability, 2);
    QCOMPARE(study.reproducibility(), 0);
    QCOMPARE(study.partVariance, 15);
    QCOMPARE(study.distinctCategories(), 3);  // 1.41 sqrt(7.5) = 3.86
}

void TestGaugeStudy::orderScaleAndShiftChangeNoShare()
{
    const GaugeStudy plain = gaugeStudy(aiagReadings());
    Readings shuffled = aiagReadings(-250, 1e6);
    std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(1));
    const GaugeStudy other = gaugeStudy(shuffled);
    QVERIFY(isNear(other.share(other.gauge()), plain.share(plain.gauge()), 1e-9));
    QVERIFY(isNear(*other.interaction.p, *plain.interaction.p, 1e-6));
    QCOMPARE(other.pooled, plain.pooled);
    QCOMPARE(other.distinctCategories(), plain.distinctCategories());
}

void TestGaugeStudy::nothingVaries()
{
    Readings readings;
    for (int i = 0; i < 18; ++i)
        readings.push_back({i % 3, i / 3 % 2, 0.1});
    const GaugeStudy study = gaugeStudy(readings);
    QCOMPARE(study.all(), 0);
    QVERIFY(!study.byPart.p && !study.interaction.p);
    QCOMPARE(study.share(study.gauge()), 0);
    QVERIFY(!study.distinctCategories());
    // Parts differ and the gauge is exact.
    for (GaugeReading& reading : readings)
        reading.value = reading.part * 0.1;
    const GaugeStudy exact = gaugeStudy(readings);
    QCOMPARE(exact.gauge(), 0);
    QVERIFY(std::isinf(*exact.byPart.f));
    QCOMPARE(*exact.byPart.p, 0);
    QVERIFY(!exact.distinctCategories());
}

void TestGaugeStudy::aGaugeThatSeesNoDifferenceIsUnusable()
{
    const Readings readings {{0, 0, 1}, {0, 0, 3}, {1, 0, 1}, {1, 0, 3}};
    const GaugeStudy study = gaugeStudy(readings);
    QCOMPARE(study.share(study.gauge()), 1);
    QCOMPARE(study.distinctCategories(), 0);
}

void TestGaugeStudy::grades()
{
    QCOMPARE(gradeOf(0.0999), GaugeGrade::Good);
    QCOMPARE(gradeOf(0.1), GaugeGrade::Marginal);
    QCOMPARE(gradeOf(0.3), GaugeGrade::Marginal);
    QCOMPARE(gradeOf(0.301), GaugeGrade::Unusable);
}

void TestGaugeStudy::refused_data()
{
    QTest::addColumn<Readings>("readings");
    QTest::newRow("none") << Readings {};
    QTest::newRow("one part") << Readings {{0, 0, 1}, {0, 0, 2}};
    QTest::newRow("once each") << Readings {{0, 0, 1}, {1, 0, 2}};
    QTest::newRow("a part more often") << Readings {{0, 0, 1}, {0, 0, 1}, {0, 0, 1}, {1, 0, 2}};
    QTest::newRow("one value too few") << Readings {{0, 0, 1}, {0, 0, 1}, {1, 0, 2}};
    QTest::newRow("a part that nobody measured") << Readings {{0, 0, 1}, {0, 0, 1}, {2, 0, 2}, {2, 0, 2}, {2, 0, 2}, {0, 0, 3}};
    QTest::newRow("below 0") << Readings {{0, -1, 1}, {0, 0, 1}, {1, 0, 2}, {1, 0, 2}};
    QTest::newRow("no number") << Readings {{0, 0, 1}, {0, 0, std::numeric_limits<double>::quiet_NaN()}, {1, 0, 2}, {1, 0, 2}};
}

void TestGaugeStudy::refused()
{
    QFETCH(Readings, readings);
    QVERIFY_THROWS_EXCEPTION(inference::Error, gaugeStudy(readings));
}

void TestGaugeStudy::fishersTail_data()
{
    QTest::addColumn<double>("f");
    QTest::addColumn<double>("above");
    QTest::addColumn<double>("below");
    QTest::addColumn<double>("expected");
    QTest::addColumn<double>("within");
    const auto row = [](const char* name, double f, double above, double below, double expected, double within = 1e-12) {
        QTest::newRow(name) << f << above << below << expected << within;
    };
    row("nothing", 0, 3, 4, 1);
    row("everything", std::numeric_limits<double>::infinity(), 3, 4, 0);
    row("1 and 1", 3, 1, 1, 1 - 2 / std::numbers::pi * std::atan(std::sqrt(3)));
    row("two above", 2.5, 2, 7, std::pow(1 + 5.0 / 7, -3.5));
    row("two below", 2.5, 7, 2, 1 - std::pow(1 + 2 / 17.5, -3.5));
    row("two above, far out", 1e4, 2, 60, std::pow(1 + 2e4 / 60, -30));
    row("half of equal ones", 1, 250, 250, 0.5, 1e-10);
    row("tabled at 5 %", 3.325835, 5, 10, 0.05, 1e-7);
    row("tabled at 1 %", 4.938193, 3, 20, 0.01, 1e-8);
    row("of large studies", 1.01, 2e5, 2, 1 - std::pow(1 + 2 / 202e3, -1e5), 1e-8);
}

void TestGaugeStudy::fishersTail()
{
    QFETCH(double, f);
    QFETCH(double, above);
    QFETCH(double, below);
    QFETCH(double, expected);
    QFETCH(double, within);
    QVERIFY(isNear(fisherTail(f, above, below), expected, within));
}

QTEST_GUILESS_MAIN(TestGaugeStudy)
#include "tst_gauge_study.moc"
