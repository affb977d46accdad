#include "core/error.h"
#include "evaluation/verdict_agreement.h"

#include <QtTest>

using namespace inference::evaluation;
using inference::Label;
using inference::Verdict;

namespace {

/// A word for each part: its verdicts by the first appraiser, then, behind a bar, by the next; p, r and f.
std::vector<VerdictReading> readingsOf(const QString& text)
{
    std::vector<VerdictReading> readings;
    int part = 0;
    for (const QString& word : text.split(u' ')) {
        int appraiser = 0;
        for (const QChar letter : word)
            if (letter == u'|')
                ++appraiser;
            else
                readings.push_back({part, appraiser, letter == u'p' ? Verdict::Pass : letter == u'r' ? Verdict::Review : Verdict::Fail});
        ++part;
    }
    return readings;
}

}  // namespace

class TestVerdictAgreement : public QObject {
    Q_OBJECT

private slots:
    void counts_data();
    void counts();
    void rightIsWhatTheLabelsSay();
    void negativePartsAreRefused();
};

void TestVerdictAgreement::counts_data()
{
    QTest::addColumn<QString>("readings");
    QTest::addColumn<std::vector<Share>>("within");
    QTest::addColumn<Share>("between");
    QTest::addColumn<std::optional<double>>("kappa");
    const auto row = [](const char* name, const char* readings, std::vector<Share> within, Share between, std::optional<double> kappa) {
        QTest::newRow(name) << readings << within << between << kappa;
    };
    row("all agree", "ppp fff", {{2, 2}}, {2, 2}, 1.0);
    row("always the same", "pp|pp pp|pp", {{2, 2}, {2, 2}}, {2, 2}, std::nullopt);
    row("judged once", "p f", {{0, 0}}, {0, 0}, std::nullopt);
    row("never agree", "pf fp", {{0, 2}}, {0, 2}, -1.0);
    // (1 + 1/3 + 1 + 0) / 4 = 7/12 agree, by chance (6² + 1² + 5²) / 12² = 62/144
    row("three verdicts", "ppp ppf fff prf", {{2, 4}}, {2, 4}, (7 / 12.0 - 62 / 144.0) / (1 - 62 / 144.0));
    // each is sure of itself, both disagree on one part
    row("two appraisers", "pp|pp ff|ff pp|ff", {{3, 3}, {3, 3}}, {2, 3}, ((1 + 1 + 1 / 3.0) / 3 - 0.5) / 0.5);
    row("one of them unsure", "pp|pp ff|fp", {{2, 2}, {1, 2}}, {1, 2}, ((1 + 0.5) / 2 - (25 + 9) / 64.0) / (1 - (25 + 9) / 64.0));
    row("unequally often", "pp fff p|p f", {{2, 2}, {0, 0}}, {3, 3}, 1.0);
}

void TestVerdictAgreement::counts()
{
    QFETCH(QString, readings);
    QFETCH(std::optional<double>, kappa);
    const VerdictAgreement agreement = verdictAgreement(readingsOf(readings), {});
    QTEST(agreement.within, "within");
    QTEST(agreement.between, "between");
    QCOMPARE(agreement.right, (Share {0, 0}));
    QCOMPARE(agreement.kappa.has_value(), kappa.has_value());
    if (kappa)
        QVERIFY(std::abs(*agreement.kappa - *kappa) < 1e-12);
}

void TestVerdictAgreement::rightIsWhatTheLabelsSay()
{
    const std::vector<Label> labels {Label::Good, Label::Defective, Label::Good, Label::Defective, Label::None, Label::Good};
    const VerdictAgreement agreement = verdictAgreement(readingsOf("pp ff ff rr pp pr pp"), labels);
    QCOMPARE(agreement.right, (Share {2, 5}));  // the first two; a review decides nothing; the last has no label
}

void TestVerdictAgreement::negativePartsAreRefused()
{
    const std::vector<VerdictReading> readings {{-1, 0, Verdict::Pass}};
    QVERIFY_THROWS_EXCEPTION(inference::Error, verdictAgreement(readings, {}));
}

QTEST_GUILESS_MAIN(TestVerdictAgreement)
#include "tst_verdict_agreement.moc"
