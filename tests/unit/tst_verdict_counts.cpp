#include "core/error.h"
#include "evaluation/score_distribution.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace inference;
using namespace inference::evaluation;

namespace {

/// "g0.2 d0.9 u0.5": a label and a score each.
std::vector<ScoredPart> partsOf(const QString& text)
{
    std::vector<ScoredPart> parts;
    for (const QString& word : text.split(' ', Qt::SkipEmptyParts)) {
        const Label label = word[0] == 'g' ? Label::Good : word[0] == 'd' ? Label::Defective : Label::None;
        parts.push_back({word.mid(1).toDouble(), label});
    }
    return parts;
}

/// "good 2/0/1 defective 0/1/3 unlabelled 0/0/0": pass, review, fail.
QString textOf(const VerdictCounts& counts)
{
    const auto row = [](const char* name, const VerdictRow& of) {
        return QString("%1 %2/%3/%4").arg(name).arg(of.pass).arg(of.review).arg(of.fail);
    };
    return QStringList {row("good", counts.good), row("defective", counts.defective),
                        row("unlabelled", counts.unlabelled)}
        .join(' ');
}

std::vector<ScoredPart> randomParts(int count, unsigned seed, int levels)
{
    std::mt19937 random(seed);
    std::vector<ScoredPart> parts;
    for (int i = 0; i < count; ++i)
        parts.push_back({double(random() % unsigned(levels + 1)) / levels, Label(random() % 3)});
    return parts;
}

}  // namespace

class TestVerdictCounts : public QObject {
    Q_OBJECT

private slots:
    void countsByHand_data()
    {
        QTest::addColumn<QString>("parts");
        QTest::addColumn<float>("review");
        QTest::addColumn<float>("fail");
        QTest::addColumn<QString>("counts");
        const QString six = "g0.1 g0.5 g0.75 d0.25 d0.5 d0.9 u0.6";
        QTest::newRow("none") << "" << 0.5f << 0.75f << "good 0/0/0 defective 0/0/0 unlabelled 0/0/0";
        QTest::newRow("a band") << six << 0.5f << 0.75f << "good 1/1/1 defective 1/1/1 unlabelled 0/1/0";
        QTest::newRow("no band") << six << 0.5f << 0.5f << "good 1/0/2 defective 1/0/2 unlabelled 0/0/1";
        QTest::newRow("all fail") << six << 0.0f << 0.0f << "good 0/0/3 defective 0/0/3 unlabelled 0/0/1";
        QTest::newRow("all pass") << six << 1.0f << 1.0f << "good 3/0/0 defective 3/0/0 unlabelled 1/0/0";
        QTest::newRow("1 reaches 1") << "d1 g0" << 1.0f << 1.0f << "good 1/0/0 defective 0/0/1 unlabelled 0/0/0";
        QTest::newRow("all equal") << "g0.5 g0.5 d0.5" << 0.5f << 0.75f
                                   << "good 0/2/0 defective 0/1/0 unlabelled 0/0/0";
    }
    void countsByHand()
    {
        QFETCH(QString, parts);
        QFETCH(float, review);
        QFETCH(float, fail);
        QFETCH(QString, counts);
        QCOMPARE(textOf(ScoreDistribution(partsOf(parts)).counts({fail, review})), counts);
    }

    void countsAreThoseOfEachPart()
    {
        const auto parts = randomParts(500, 1, 40);
        const ScoreDistribution distribution(parts);
        for (int fail = 0; fail <= 40; ++fail)
            for (int review = 0; review <= fail; ++review) {
                const LimitPair limits {float(fail) / 40, float(review) / 40};
                std::vector<JudgedPart> judged;
                for (const ScoredPart& part : parts)
                    judged.push_back({part.label, verdictOf(part.score, limits)});
                QCOMPARE(textOf(distribution.counts(limits)), textOf(countVerdicts(judged)));
            }
    }

    void whatIsAddedCanBeTakenAway()
    {
        VerdictCounts counts {{90, 8, 2}, {1, 4, 45}, {7, 0, 0}};
        const VerdictCounts before = counts;
        for (const Label label : {Label::None, Label::Good, Label::Defective})
            for (const Verdict verdict : {Verdict::Pass, Verdict::Review, Verdict::Fail}) {
                const std::size_t was = counts.of(label).of(verdict);
                counts.add(label, verdict);
                QCOMPARE(counts.of(label).of(verdict), was + 1);
                QCOMPARE(counts.all().total(), before.all().total() + 1);
                counts.remove(label, verdict);
                QCOMPARE(counts, before);
            }
    }

    void escapesAndOverkills()
    {
        const VerdictCounts counts {{90, 8, 2}, {1, 4, 45}, {7, 0, 0}};
        QCOMPARE(counts.escapes(), (Share {1, 50}));
        QCOMPARE(counts.overkills(), (Share {2, 100}));
        QCOMPARE(counts.goodInReview(), (Share {8, 100}));
        QCOMPARE(counts.defectiveInReview(), (Share {4, 50}));
        QCOMPARE(counts.reviews(), (Share {12, 150}));
        QCOMPARE(counts.all(), (VerdictRow {98, 12, 47}));
        QCOMPARE(counts.labelled(), std::size_t(150));
        QCOMPARE(counts.escapes().ppm(), 20000.0);
        QCOMPARE(counts.of(Label::Defective).of(Verdict::Review), std::size_t(4));
        QCOMPARE(counts.of(Label::None).of(Verdict::Pass), std::size_t(7));
        QCOMPARE(cost(counts, {100, 5, 0.5}), 100 + 2 * 5 + 12 * 0.5);
        QCOMPARE(cost(counts, {}), 0.0);
    }

    void rangesAreHalfOpen()
    {
        const ScoreDistribution distribution(partsOf("g0.25 g0.5 g0.5 g0.75 d0.5"));
        QCOMPARE(distribution.countIn(Label::Good, 0.25, 0.5), std::size_t(1));
        QCOMPARE(distribution.countIn(Label::Good, 0.5, 0.75), std::size_t(2));
        QCOMPARE(distribution.countIn(Label::Good, 0.75, 0.25), std::size_t(0));
        QCOMPARE(distribution.countFrom(Label::Good, 0.5), std::size_t(3));
        QCOMPARE(distribution.count(Label::Defective), std::size_t(1));
        QCOMPARE(distribution.size(), std::size_t(5));
    }

    void nonsenseIsRefused()
    {
        const auto made = [](double score) {
            return ScoreDistribution(std::vector<ScoredPart> {{0.5, Label::Good}, {score, Label::Good}});
        };
        QVERIFY_EXCEPTION_THROWN(made(std::nan("")), Error);
        QVERIFY_EXCEPTION_THROWN(made(-0.01), Error);
        QVERIFY_EXCEPTION_THROWN(made(1.01), Error);
        QVERIFY_EXCEPTION_THROWN(made(HUGE_VAL), Error);
        QVERIFY_EXCEPTION_THROWN(made(0.5).counts({0.4f, 0.5f}), Error);
        QVERIFY_EXCEPTION_THROWN(made(0.5).counts({std::nanf(""), 0.5f}), Error);
        QVERIFY_EXCEPTION_THROWN(cost({}, {-1, 0, 0}), Error);
        QVERIFY_EXCEPTION_THROWN(cost({}, {0, std::nan(""), 0}), Error);
    }

    void countsOf100000Parts()
    {
        const ScoreDistribution distribution(randomParts(100000, 2, 1 << 20));
        std::size_t sum = 0;
        float limit = 0;
        QBENCHMARK {
            limit = limit < 0.9f ? limit + 0.001f : 0;
            sum += distribution.counts({limit + 0.1f, limit}).escapes().count;
        }
        QVERIFY(sum > 0);
    }

    void sorting100000Parts()
    {
        const auto parts = randomParts(100000, 2, 1 << 20);
        std::size_t sum = 0;
        QBENCHMARK {
            sum += ScoreDistribution(parts).size();
        }
        QVERIFY(sum >= 100000);
    }
};

QTEST_GUILESS_MAIN(TestVerdictCounts)
#include "tst_verdict_counts.moc"
