#include "core/error.h"
#include "evaluation/limit_suggestion.h"

#include <QtTest>

#include <cmath>
#include <random>
#include <set>

using namespace inference;
using namespace inference::evaluation;

Q_DECLARE_METATYPE(inference::evaluation::SuggestionMethod)
Q_DECLARE_METATYPE(inference::evaluation::SuggestionProblem)
Q_DECLARE_METATYPE(inference::evaluation::SuggestionRequest)
Q_DECLARE_METATYPE(std::vector<double>)

namespace {

using Method = SuggestionMethod;
using Problem = SuggestionProblem;

ScoreDistribution distributionOf(const std::vector<double>& good, const std::vector<double>& defective)
{
    std::vector<ScoredPart> parts;
    for (const double score : good)
        parts.push_back({score, Label::Good});
    for (const double score : defective)
        parts.push_back({score, Label::Defective});
    parts.push_back({0.123, Label::None});  // plays no part
    return ScoreDistribution(parts);
}

/// first, first + step, ...
std::vector<double> row(int count, double first, double step)
{
    std::vector<double> scores;
    for (int i = 0; i < count; ++i)
        scores.push_back(first + step * i);
    return scores;
}

struct Achieved {
    std::size_t good = 0, defective = 0;  ///< caught
    double f1 = 0, cost = 0;
};

Achieved achievedAt(const std::vector<double>& good, const std::vector<double>& defective, double limit, const Costs& costs)
{
    Achieved at;
    for (const double score : good)
        at.good += score >= limit;
    for (const double score : defective)
        at.defective += score >= limit;
    at.f1 = 2 * double(at.defective) / double(defective.size() + at.defective + at.good);
    at.cost = costs.escape * double(defective.size() - at.defective) + costs.overkill * double(at.good);
    return at;
}

/// Every outcome that some limit 0..1 gives, on a grid finer than the scores'.
std::vector<Achieved> allOutcomes(const std::vector<double>& good, const std::vector<double>& defective, const Costs& costs)
{
    std::vector<Achieved> outcomes;
    for (int i = 0; i <= 256; ++i)
        outcomes.push_back(achievedAt(good, defective, i / 256.0, costs));
    return outcomes;
}

}  // namespace

class TestLimitSuggestion : public QObject {
    Q_OBJECT

private slots:
    void byHand_data();
    void byHand();
    void noLimitDoesBetter_data();
    void noLimitDoesBetter();
    void problems_data();
    void problems();
    void tailOfAnExponential();
    void tailOfAPareto();
    void tailInsideTheSampleIsEmpirical();
    void tailBeyondOneIsNoLimit();
    void rangeHoldsTheLimitAndIsTheSameAgain();
    void rangeShrinksWithMoreParts();
    void demandIsProvenByEnoughPartsOnly();
    void limitBetweenScoresTooCloseForAFloat();
    void stops();
    void nonsenseIsRefused();
    void suggestionOf100000Parts_data();
    void suggestionOf100000Parts();
};

void TestLimitSuggestion::byHand_data()
{
    QTest::addColumn<std::vector<double>>("good");
    QTest::addColumn<std::vector<double>>("defective");
    QTest::addColumn<Method>("method");
    QTest::addColumn<double>("demand");
    QTest::addColumn<float>("limit");
    QTest::addColumn<int>("caughtGood");
    QTest::addColumn<int>("caughtDefective");
    const auto apart = row(10, 0.0625, 0.03125);   // 0.0625 .. 0.34375
    const auto bad = row(8, 0.5, 0.0625);          // 0.5 .. 0.9375
    const std::vector<double> mixedGood {0.125, 0.125, 0.25, 0.25, 0.375, 0.375, 0.5, 0.5, 0.5, 0.625};
    const std::vector<double> mixedBad {0.25, 0.5, 0.75, 0.75, 0.875};
    for (const Method method : {Method::F1Max, Method::RecallAtOverkill, Method::OverkillAtEscape, Method::Cheapest})
        QTest::addRow("apart, method %d", int(method)) << apart << bad << method << 0.0 << 0.421875f << 0 << 8;
    // Limits of the mixed scores, with caught good and defective: 0.1875: 8, 5; 0.3125: 6, 4; 0.4375: 4, 4; 0.5625: 1, 3;
    // 0.6875: 0, 3; 0.8125: 0, 1; 0.9375: 0, 0. F1 at 0.6875 = 6/8, at 0.4375 = 8/13.
    QTest::newRow("mixed, F1") << mixedGood << mixedBad << Method::F1Max << 0.0 << 0.6875f << 0 << 3;
    QTest::newRow("mixed, no overkill") << mixedGood << mixedBad << Method::RecallAtOverkill << 0.0 << 0.6875f << 0 << 3;
    QTest::newRow("mixed, 10 % overkill is no better")
        << mixedGood << mixedBad << Method::RecallAtOverkill << 0.1 << 0.6875f << 0 << 3;
    QTest::newRow("mixed, 40 % overkill") << mixedGood << mixedBad << Method::RecallAtOverkill << 0.4 << 0.4375f << 4 << 4;
    QTest::newRow("mixed, no escape") << mixedGood << mixedBad << Method::OverkillAtEscape << 0.0 << 0.1875f << 8 << 5;
    QTest::newRow("mixed, 20 % escape") << mixedGood << mixedBad << Method::OverkillAtEscape << 0.2 << 0.4375f << 4 << 4;
    QTest::newRow("mixed, cheapest: an escape costs 3 overkills")
        << mixedGood << mixedBad << Method::Cheapest << 0.0 << 0.6875f << 0 << 3;
    QTest::newRow("good alone, 20 %") << mixedGood << mixedBad << Method::GoodPercentile << 0.2 << 0.5625f << 1 << 3;
    QTest::newRow("good alone, 10 %") << mixedGood << mixedBad << Method::GoodPercentile << 0.1 << 0.5625f << 1 << 3;
    QTest::newRow("everything is caught") << row(5, 0.5, 0.0625) << std::vector<double>(5, 0.25) << Method::OverkillAtEscape
                                          << 0.0 << 0.125f << 5 << 5;
}

void TestLimitSuggestion::byHand()
{
    QFETCH(std::vector<double>, good);
    QFETCH(std::vector<double>, defective);
    QFETCH(Method, method);
    QFETCH(double, demand);
    QFETCH(float, limit);
    QFETCH(int, caughtGood);
    QFETCH(int, caughtDefective);
    const Suggestion found = suggestLimit(distributionOf(good, defective), {method, demand, {3, 1, 0}});
    QCOMPARE(found.problem, Problem::None);
    QCOMPARE(found.limit, limit);
    QCOMPARE(found.overkill, (Share {std::size_t(caughtGood), good.size()}));
    QCOMPARE(found.recall, (Share {std::size_t(caughtDefective), defective.size()}));
    QCOMPARE(found.good, good.size());
    QCOMPARE(found.defective, method == Method::GoodPercentile ? 0 : defective.size());
    QCOMPARE(found.cost, 3.0 * double(defective.size() - std::size_t(caughtDefective)) + caughtGood);
}

void TestLimitSuggestion::noLimitDoesBetter_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 60; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

/// Against every limit there is, tried one by one.
void TestLimitSuggestion::noLimitDoesBetter()
{
    QFETCH(int, seed);
    std::mt19937 random {unsigned(seed)};
    const auto score = [&random](unsigned low, unsigned high) { return double(low + random() % (high - low + 1)) / 64; };
    std::vector<double> good(5 + random() % 40);
    std::vector<double> defective(5 + random() % 40);
    std::generate(good.begin(), good.end(), [&] { return score(0, 40); });
    std::generate(defective.begin(), defective.end(), [&] { return score(10, 63); });
    const ScoreDistribution parts = distributionOf(good, defective);
    const Costs costs {double(random() % 20), 1 + double(random() % 5), 0};
    const double demand = double(random() % 10) / 20;
    const auto outcomes = allOutcomes(good, defective, costs);

    for (const Method method : {Method::F1Max, Method::RecallAtOverkill, Method::OverkillAtEscape, Method::Cheapest}) {
        const Suggestion found = suggestLimit(parts, {method, demand, costs});
        QCOMPARE(found.problem, Problem::None);
        const Achieved at = achievedAt(good, defective, double(found.limit), costs);
        QCOMPARE(found.overkill.count, at.good);
        QCOMPARE(found.recall.count, at.defective);
        QVERIFY(std::abs(found.f1 - at.f1) < 1e-12);
        const auto overkill = [&](const Achieved& a) { return double(a.good) / double(good.size()); };
        const auto escape = [&](const Achieved& a) { return 1 - double(a.defective) / double(defective.size()); };
        if (method == Method::RecallAtOverkill)
            QVERIFY(overkill(at) <= demand + 1e-9);
        if (method == Method::OverkillAtEscape)
            QVERIFY(escape(at) <= demand + 1e-9);
        for (const Achieved& other : outcomes) {
            switch (method) {
            case Method::F1Max: QVERIFY(other.f1 <= at.f1 + 1e-12); break;
            case Method::Cheapest: QVERIFY(other.cost >= at.cost - 1e-9); break;
            case Method::RecallAtOverkill:
                if (overkill(other) <= demand + 1e-9)
                    QVERIFY(other.defective < at.defective || (other.defective == at.defective && other.good >= at.good));
                break;
            default:
                if (escape(other) <= demand + 1e-9)
                    QVERIFY(other.good > at.good || (other.good == at.good && other.defective <= at.defective));
            }
        }
    }
}

void TestLimitSuggestion::problems_data()
{
    QTest::addColumn<std::vector<double>>("good");
    QTest::addColumn<std::vector<double>>("defective");
    QTest::addColumn<SuggestionRequest>("request");
    QTest::addColumn<Problem>("problem");
    QTest::addColumn<int>("needed");
    const auto five = row(5, 0.25, 0.125);
    const auto four = row(4, 0.25, 0.125);
    const std::vector<double> none;
    const SuggestionRequest f1 {Method::F1Max, 0, {}};
    const SuggestionRequest percentile {Method::GoodPercentile, 0.01, {}};
    const SuggestionRequest tail {Method::ExtremeTail, 0.001, {}};
    QTest::newRow("nothing") << none << none << f1 << Problem::TooFewGood << 5;
    QTest::newRow("one good") << std::vector {0.5} << five << f1 << Problem::TooFewGood << 5;
    QTest::newRow("four defective") << five << four << f1 << Problem::TooFewDefective << 5;
    QTest::newRow("enough") << five << five << f1 << Problem::None << 0;
    QTest::newRow("no costs") << five << five << SuggestionRequest {Method::Cheapest, 0, {0, 0, 1}} << Problem::NoCosts << 0;
    QTest::newRow("all equal") << std::vector<double>(9, 0.5) << std::vector<double>(9, 0.5) << f1
                               << Problem::AllScoresEqual << 0;
    QTest::newRow("99 for 1 %") << row(99, 0.25, 0.001) << none << percentile << Problem::TooFewGood << 100;
    QTest::newRow("100 for 1 %") << row(100, 0.25, 0.001) << none << percentile << Problem::None << 0;
    QTest::newRow("39 for a tail") << row(39, 0.25, 0.001) << none << tail << Problem::TooFewGood << 40;
    QTest::newRow("40 for a tail") << row(40, 0.25, 0.001) << none << tail << Problem::None << 0;
    auto tied = row(30, 0.125, 0.001);
    tied.insert(tied.end(), 20, 0.5);
    QTest::newRow("a tail of ties") << tied << none << tail << Problem::AllScoresEqual << 0;
    QTest::newRow("a good part scores 1") << std::vector {0.1, 0.1, 0.1, 0.1, 1.0} << five
                                          << SuggestionRequest {Method::RecallAtOverkill, 0.01, {}}
                                          << Problem::DemandUnreachable << 0;
}

void TestLimitSuggestion::problems()
{
    QFETCH(std::vector<double>, good);
    QFETCH(std::vector<double>, defective);
    QFETCH(SuggestionRequest, request);
    QFETCH(Problem, problem);
    QFETCH(int, needed);
    const Suggestion found = suggestLimit(distributionOf(good, defective), request);
    QCOMPARE(found.problem, problem);
    QCOMPARE(found.needed, std::size_t(needed));
    QCOMPARE(found.request, request);
    QCOMPARE(found.good, good.size());
}

/// 60 good parts have 15 exceedances; their mean excess is worked out by hand.
void TestLimitSuggestion::tailOfAnExponential()
{
    std::vector<double> good(45, 0.125);
    for (int i = 1; i <= 15; ++i)
        good.push_back(0.125 + i / 128.0);
    const Suggestion found = suggestLimit(distributionOf(good, {}), {Method::ExtremeTail, 0.001, {}});
    QCOMPARE(found.problem, Problem::None);
    QCOMPARE(found.tail, TailModel::Exponential);
    QCOMPARE(found.exceedances, std::size_t(15));
    // Mean excess 8/128; above the threshold 15 of 60: 0.125 - 0.0625 ln(0.001 * 60 / 15).
    QVERIFY(std::abs(double(found.limit) - (0.125 + 0.0625 * std::log(250))) < 1e-6);
    QVERIFY(!found.demandProven);
}

/// The generating distribution's own quantile comes back: u + s/xi (q^-xi - 1) over all of the sample.
void TestLimitSuggestion::tailOfAPareto()
{
    for (const double shape : {-0.3, 0.2}) {
        std::vector<double> good;
        constexpr int count = 20000;
        for (int i = 0; i < count; ++i) {
            const double above = (i + 0.5) / count;
            good.push_back(0.1 + 0.02 / shape * (std::pow(above, -shape) - 1));
        }
        const double demand = 1e-4;
        const Suggestion found = suggestLimit(distributionOf(good, {}), {Method::ExtremeTail, demand, {}});
        QCOMPARE(found.tail, TailModel::GeneralisedPareto);
        QCOMPARE(found.exceedances, std::size_t(2000));
        QVERIFY2(std::abs(found.tailShape - shape) < 0.02, qPrintable(QString::number(found.tailShape)));
        const double expected = 0.1 + 0.02 / shape * (std::pow(demand, -shape) - 1);
        QVERIFY2(std::abs(double(found.limit) / expected - 1) < 0.02, qPrintable(QString::number(double(found.limit))));
    }
}

void TestLimitSuggestion::tailInsideTheSampleIsEmpirical()
{
    const ScoreDistribution parts = distributionOf(row(100, 0.25, 1 / 256.0), {});
    const Suggestion tail = suggestLimit(parts, {Method::ExtremeTail, 0.3, {}});
    QCOMPARE(tail.tail, TailModel::Empirical);
    QCOMPARE(tail.limit, suggestLimit(parts, {Method::GoodPercentile, 0.3, {}}).limit);
    QCOMPARE(tail.overkill, (Share {30, 100}));
}

void TestLimitSuggestion::tailBeyondOneIsNoLimit()
{
    std::vector<double> good(45, 0.5);
    for (int i = 1; i <= 15; ++i)
        good.push_back(0.5 + i / 32.0);
    const Suggestion found = suggestLimit(distributionOf(good, {}), {Method::ExtremeTail, 0.001, {}});
    QCOMPARE(found.problem, Problem::DemandUnreachable);
}

void TestLimitSuggestion::rangeHoldsTheLimitAndIsTheSameAgain()
{
    const ScoreDistribution parts = distributionOf(row(80, 0.1, 0.004), row(40, 0.3, 0.01));
    for (const Method method : {Method::F1Max, Method::RecallAtOverkill, Method::OverkillAtEscape, Method::GoodPercentile,
                                Method::ExtremeTail, Method::Cheapest}) {
        const SuggestionRequest request {method, 0.05, {10, 1, 0}};
        const Suggestion first = suggestLimit(parts, request);
        QCOMPARE(first.problem, Problem::None);
        QVERIFY(first.limitRange);
        QVERIFY(first.limitRange->low < first.limitRange->high);
        QVERIFY2(first.limitRange->low <= double(first.limit) && double(first.limit) <= first.limitRange->high,
                 qPrintable(QString("method %1").arg(int(method))));
        QCOMPARE(suggestLimit(parts, request).limitRange, first.limitRange);
    }
}

void TestLimitSuggestion::rangeShrinksWithMoreParts()
{
    const auto width = [](int parts) {
        std::mt19937 random(3);
        const auto scores = [&](double centre) {
            std::vector<double> made;
            for (int i = 0; i < parts; ++i)  // a sum of uniforms, near enough to a bell; between 0 and 1
                made.push_back(centre + (double(random() % 1000 + random() % 1000 + random() % 1000) / 3000 - 0.5) * 0.6);
            return made;
        };
        const auto good = scores(0.35);
        const auto range = suggestLimit(distributionOf(good, scores(0.65)), {Method::F1Max, 0, {}}).limitRange;
        return range->high - range->low;
    };
    const double few = width(30);
    const double many = width(3000);
    QVERIFY2(many < few / 2, qPrintable(QString("%1 of 30 parts, %2 of 3000").arg(few).arg(many)));
}

void TestLimitSuggestion::demandIsProvenByEnoughPartsOnly()
{
    const auto proven = [](int good) {
        return suggestLimit(distributionOf(row(good, 0.1, 0.0001), row(5, 0.6, 0.01)), {Method::RecallAtOverkill, 0.01, {}})
            .demandProven;
    };
    QVERIFY(!proven(298));
    QVERIFY(proven(299));  // 0 of 299: at most 1 %
}

void TestLimitSuggestion::limitBetweenScoresTooCloseForAFloat()
{
    // No float lies between 0.5 and the next double, so the fifth good part can't be parted from the defective ones.
    std::vector<double> good(4, 0.25);
    good.push_back(0.5);
    const std::vector<double> defective(5, std::nextafter(0.5, 1.0));
    const Suggestion found = suggestLimit(distributionOf(good, defective), {Method::F1Max, 0, {}});
    QCOMPARE(found.limit, 0.375f);
    QCOMPARE(found.overkill.count, std::size_t(1));
    QCOMPARE(found.recall.count, std::size_t(5));
}

void TestLimitSuggestion::stops()
{
    std::stop_source source;
    source.request_stop();
    const ScoreDistribution parts = distributionOf(row(10, 0.1, 0.01), row(10, 0.5, 0.01));
    QVERIFY_EXCEPTION_THROWN(suggestLimit(parts, {}, source.get_token()), Cancelled);
}

void TestLimitSuggestion::nonsenseIsRefused()
{
    const ScoreDistribution parts = distributionOf(row(10, 0.1, 0.01), row(10, 0.5, 0.01));
    QVERIFY_EXCEPTION_THROWN(suggestLimit(parts, {Method::RecallAtOverkill, 1, {}}), Error);
    QVERIFY_EXCEPTION_THROWN(suggestLimit(parts, {Method::RecallAtOverkill, -0.1, {}}), Error);
    QVERIFY_EXCEPTION_THROWN(suggestLimit(parts, {Method::OverkillAtEscape, std::nan(""), {}}), Error);
    QVERIFY_EXCEPTION_THROWN(suggestLimit(parts, {Method::GoodPercentile, 0, {}}), Error);
    QVERIFY_EXCEPTION_THROWN(suggestLimit(parts, {Method::ExtremeTail, 0, {}}), Error);
    QVERIFY_EXCEPTION_THROWN(suggestLimit(parts, {Method::Cheapest, 0, {-1, 1, 0}}), Error);
}

void TestLimitSuggestion::suggestionOf100000Parts_data()
{
    QTest::addColumn<Method>("method");
    QTest::newRow("F1") << Method::F1Max;
    QTest::newRow("tail") << Method::ExtremeTail;
}

void TestLimitSuggestion::suggestionOf100000Parts()
{
    QFETCH(Method, method);
    std::mt19937 random(5);
    std::vector<double> good(90000);
    std::vector<double> defective(10000);
    std::generate(good.begin(), good.end(), [&] { return double(random() % 5000000) / 1e7; });
    std::generate(defective.begin(), defective.end(), [&] { return 0.4 + double(random() % 5000000) / 1e7; });
    const ScoreDistribution parts = distributionOf(good, defective);
    Suggestion found;
    QBENCHMARK_ONCE {
        found = suggestLimit(parts, {method, 0.001, {}});
    }
    QCOMPARE(found.problem, Problem::None);
}

QTEST_GUILESS_MAIN(TestLimitSuggestion)
#include "tst_limit_suggestion.moc"
