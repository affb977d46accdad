// Rankings of a few scores, counted by hand.

#include "core/error.h"
#include "evaluation/ranking.h"

#include <QtTest>

#include <limits>
#include <random>

using namespace inference;
using namespace inference::evaluation;

namespace {

/// "0.9+ 0.5- ...": scores with their labels.
std::vector<RankedScore> scoresOf(const QString& text)
{
    std::vector<RankedScore> scores;
    for (const QString& word : text.split(' ', Qt::SkipEmptyParts))
        scores.push_back({word.chopped(1).toDouble(), word.endsWith('+')});
    return scores;
}

double area(const Curve& curve)
{
    double sum = 0;
    for (std::size_t i = 1; i < curve.size(); ++i)
        sum += (curve[i].x - curve[i - 1].x) * (curve[i].y + curve[i - 1].y) / 2;
    return sum;
}

QString text(const Curve& curve)
{
    QStringList points;
    for (const CurvePoint& point : curve)
        points.append(QString("%1,%2").arg(point.x, 0, 'g', 4).arg(point.y, 0, 'g', 4));
    return points.join(' ');
}

bool close(double a, double b)
{
    return std::abs(a - b) < 1e-12;
}

/// Many scores of which every tenth positive, a little higher than the others.
std::vector<RankedScore> many(int count, int levels)
{
    std::mt19937 random(4);
    std::vector<RankedScore> scores;
    for (int i = 0; i < count; ++i) {
        const bool positive = i % 10 == 0;
        scores.push_back({double(random() % unsigned(levels) + (positive ? unsigned(levels) / 4 : 0u)), positive});
    }
    return scores;
}

}  // namespace

class TestRanking : public QObject {
    Q_OBJECT

private slots:
    void figuresByHand_data();
    void figuresByHand();
    void epsilonLowersF1();
    void ofEqualF1TheLowestLimit();
    void oneClassHasNoRanking_data();
    void oneClassHasNoRanking();
    void notFiniteIsRefused();
    void orderPlaysNoPart();
    void curvesByHand();
    void limitsCatchWhatThePointSays();
    void areaUnderTheWholeRocIsAuroc();
    void thinnedCurveKeepsEndsAndExtremes();
};

void TestRanking::figuresByHand_data()
{
    QTest::addColumn<QString>("scores");
    QTest::addColumn<double>("auroc");
    QTest::addColumn<double>("averagePrecision");
    QTest::addColumn<double>("f1");
    QTest::addColumn<double>("limit");
    QTest::addColumn<double>("iou");
    const auto row
        = [](const char* name, const char* scores, double auroc, double precision, double f1, double limit,
              double iou) { QTest::newRow(name) << QString(scores) << auroc << precision << f1 << limit << iou; };
    row("parted", "0.9+ 0.8+ 0.2- 0.1-", 1, 1, 1, 0.8, 1 / 2.0);
    row("all the wrong way", "0.9- 0.8- 0.2+ 0.1+", 0, (1 / 3.0 + 2 / 4.0) / 2, 4 / 6.0, 0.1, 1 / 4.0);
    // scikit-learn's own example: AUROC 0.75, AP 0.8333
    row("scikit-learn's example", "0.1- 0.4- 0.35+ 0.8+", 0.75, 0.5 * 1 + 0.5 * 2 / 3, 4 / 5.0, 0.35, 1 / 3.0);
    row("one score", "0.5+ 0.5- 0.5- 0.5-", 0.5, 0.25, 2 / 5.0, 0.5, 0);
    // pairs: 0.7+ over both, 0.4+ ties with one, under none: (2 + 1.5)/4
    row("a tie across the classes", "0.7+ 0.4+ 0.4- 0.1-", 3.5 / 4, 0.5 * 1 + 0.5 * 2 / 3, 4 / 5.0, 0.4, 1 / 2.0);
    row("negative scores", "-1+ -2- -3+", 0.5, 0.5 * 1 + 0.5 * 2 / 3, 4 / 5.0, -3, 1 / 3.0);
}

void TestRanking::figuresByHand()
{
    QFETCH(QString, scores);
    const auto ranking = rankingOf(scoresOf(scores));
    QVERIFY(ranking);
    QTEST(ranking->auroc, "auroc");
    QTEST(ranking->averagePrecision, "averagePrecision");
    QTEST(ranking->f1Max, "f1");
    QTEST(ranking->limitAtF1Max, "limit");
    QTEST(ranking->iouAtF1Max, "iou");
    QVERIFY(!ranking->aupro);
    QVERIFY(ranking->curves.pro.empty());
}

void TestRanking::epsilonLowersF1()
{
    const auto ranking = rankingOf(scoresOf("2+ 1-"), 0.5);
    QCOMPARE(ranking->f1Max, 2 / 2.5);
    QVERIFY(rankingOf(scoresOf("2+ 1-"), pixelF1Epsilon)->f1Max < 1);
}

void TestRanking::ofEqualF1TheLowestLimit()
{
    // At 4: 1 of 1 caught, recall 1/3: 2/4. At 2: 2 of 5: 4/8. At 1: 3 of 9: 6/12. All are one half.
    const auto ranking = rankingOf(scoresOf("4+ 3- 3- 3- 2+ 1.5- 1.5- 1.5- 1+"));
    QCOMPARE(ranking->f1Max, 0.5);
    QCOMPARE(ranking->limitAtF1Max, 1.0);
    QCOMPARE(ranking->iouAtF1Max, 2 / 9.0);
}

void TestRanking::oneClassHasNoRanking_data()
{
    QTest::addColumn<QString>("scores");
    QTest::newRow("nothing") << "";
    QTest::newRow("positives alone") << "0.5+ 0.7+";
    QTest::newRow("negatives alone") << "0.5- 0.7-";
}

void TestRanking::oneClassHasNoRanking()
{
    QFETCH(QString, scores);
    QVERIFY(!rankingOf(scoresOf(scores)));
}

void TestRanking::notFiniteIsRefused()
{
    for (const double bad :
        {std::nan(""), std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()})
        QVERIFY_EXCEPTION_THROWN(rankingOf(std::vector<RankedScore> {{1, true}, {bad, false}}), Error);
}

void TestRanking::orderPlaysNoPart()
{
    auto scores = many(500, 40);
    const auto first = rankingOf(scores);
    std::shuffle(scores.begin(), scores.end(), std::mt19937(1));
    const auto again = rankingOf(scores);
    QCOMPARE(again->auroc, first->auroc);
    QCOMPARE(again->averagePrecision, first->averagePrecision);
    QCOMPARE(again->curves, first->curves);
}

void TestRanking::curvesByHand()
{
    const auto ranking = rankingOf(scoresOf("9- 8+ 7- 7+ 3- 2-"));
    QCOMPARE(text(ranking->curves.roc), "0,0 0.25,0 0.25,0.5 0.5,1 1,1");
    QCOMPARE(text(ranking->curves.precisionRecall), "0,1 0,0 0.5,0.5 1,0.5 1,0.3333");
}

void TestRanking::limitsCatchWhatThePointSays()
{
    const auto scores = many(300, 30);
    const auto ranking = rankingOf(scores);
    for (const CurvePoint& point : ranking->curves.roc) {
        const auto caught = [&](bool positive) {
            return std::ranges::count_if(scores,
                [&](const RankedScore& each) { return each.positive == positive && each.score >= point.limit; });
        };
        QVERIFY(close(point.y, double(caught(true)) / 30));
        QVERIFY(close(point.x, double(caught(false)) / 270));
    }
}

void TestRanking::areaUnderTheWholeRocIsAuroc()
{
    for (const int levels : {2, 7, 50, 100000}) {
        const auto ranking = rankingOf(many(2000, levels), 0, 100000);
        QVERIFY(close(area(ranking->curves.roc), ranking->auroc));
    }
}

void TestRanking::thinnedCurveKeepsEndsAndExtremes()
{
    const auto scores = many(20000, 1 << 20);
    const auto whole = rankingOf(scores, 0, 1 << 20)->curves;
    const auto thin = rankingOf(scores, 0, 200)->curves;
    QVERIFY(whole.roc.size() > 2000);
    for (const auto curve : {&RankingCurves::roc, &RankingCurves::precisionRecall}) {
        const Curve& all = whole.*curve;
        const Curve& few = thin.*curve;
        QVERIFY(few.size() <= 200 && few.size() > 60);
        QCOMPARE(few.front(), all.front());
        QCOMPARE(few.back(), all.back());
        QVERIFY(std::ranges::is_sorted(few, {}, &CurvePoint::x));
        // Every point kept is one of the curve; each column's extremes are kept, so the highest and lowest are.
        QVERIFY(std::ranges::all_of(
            few, [&](const CurvePoint& point) { return std::ranges::find(all, point) != all.end(); }));
        QCOMPARE(std::ranges::min(few, {}, &CurvePoint::y).y, std::ranges::min(all, {}, &CurvePoint::y).y);
    }
    QVERIFY(std::abs(area(thin.roc) - area(whole.roc)) < 0.01);
}

QTEST_GUILESS_MAIN(TestRanking)
#include "tst_ranking.moc"
