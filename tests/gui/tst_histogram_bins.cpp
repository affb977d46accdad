#include "widgets/histogram_bins.h"

#include <QtTest>

#include <random>

using namespace widgets;
using inference::Label;
using inference::evaluation::ScoreDistribution;
using inference::evaluation::ScoredPart;

using Parts = std::vector<ScoredPart>;

class TestHistogramBins : public QObject {
    Q_OBJECT

private slots:
    void barsHoldEveryPartOnce_data();
    void barsHoldEveryPartOnce();
    void barWidthsAreRound_data();
    void barWidthsAreRound();
};

void TestHistogramBins::barsHoldEveryPartOnce_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<double>("pixels");
    QTest::newRow("whole") << 0.0 << 1.0 << 600.0;
    QTest::newRow("narrow") << 0.0 << 1.0 << 40.0;
    QTest::newRow("zoomed") << 0.31 << 0.47 << 600.0;
    QTest::newRow("top") << 0.99 << 1.0 << 600.0;
}

void TestHistogramBins::barsHoldEveryPartOnce()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(double, pixels);
    std::mt19937 random(7);
    Parts parts;
    for (int i = 0; i < 5000; ++i)
        parts.push_back({double(random() % 1001) / 1000, Label(random() % 3)});  // many on the edges
    parts.push_back({1, Label::Defective});
    parts.push_back({0, Label::Good});
    const HistogramBins bins = binned(ScoreDistribution(parts), low, high, pixels);
    QVERIFY(bins.from(0) <= low + 1e-9 && bins.to(bins.counts.size() - 1) >= high - 1e-9);
    QVERIFY(double(bins.counts.size()) * 4 <= pixels + 8 * 4);
    std::vector<std::array<std::size_t, 3>> expected(bins.counts.size());
    for (const ScoredPart& part : parts)
        for (std::size_t bar = 0; bar < expected.size(); ++bar)
            if (part.score >= bins.from(bar) && part.score < bins.to(bar))
                ++expected[bar][std::size_t(part.label)];
    QCOMPARE(bins.counts, expected);
}

void TestHistogramBins::barWidthsAreRound_data()
{
    QTest::addColumn<int>("parts");
    QTest::addColumn<double>("span");
    QTest::addColumn<int>("perUnit");
    QTest::newRow("none") << 0 << 0.0 << 200;
    QTest::newRow("few") << 2 << 0.8 << 5;           // 0.16 wanted
    QTest::newRow("some") << 64 << 0.8 << 20;        // 16 bars of 0.05
    QTest::newRow("thousand") << 1000 << 0.8 << 50;  // 40 bars of 0.02
    QTest::newRow("close together") << 1000 << 0.1 << 200;
}

void TestHistogramBins::barWidthsAreRound()
{
    QFETCH(int, parts);
    QFETCH(double, span);
    QFETCH(int, perUnit);
    Parts all;
    for (int i = 0; i < parts; ++i)
        all.push_back({0.1 + span * i / (parts - 1), Label::Good});
    QCOMPARE(binned(ScoreDistribution(all), 0, 1, 1000).perUnit, std::max(perUnit, 10));  // never wider than a tenth
}

QTEST_GUILESS_MAIN(TestHistogramBins)
#include "tst_histogram_bins.moc"
