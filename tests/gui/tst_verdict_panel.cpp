#include "widgets/verdict_panel.h"

#include "widgets/number_text.h"
#include "widgets/verdict_sentence.h"
#include "widgets/wrapped_text.h"

#include <QClipboard>
#include <QtTest>

using namespace widgets;
using inference::Defect;
using inference::Judgement;
using inference::Verdict;

namespace {

const QString space(QChar(0xa0));

Defect region(float peak, double area, bool failing)
{
    Defect defect;
    defect.peak = peak;
    defect.area = area;
    defect.failing = failing;
    return defect;
}

}  // namespace

class TestVerdictPanel : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void scoresNeverReadLikeALimitTheyMiss_data()
    {
        QTest::addColumn<double>("score");
        QTest::addColumn<double>("limit");
        QTest::addColumn<QString>("text");
        QTest::newRow("apart") << 0.83 << 0.6 << "0.83";
        QTest::newRow("just below") << 0.5998 << 0.6 << "0.5998";
        QTest::newRow("just above") << 0.601 << 0.6 << "0.601";
        QTest::newRow("equal") << 0.6 << 0.6 << "0.60";
        QTest::newRow("equal as floats") << double(0.6f) << 0.6 << "0.60";
    }
    void scoresNeverReadLikeALimitTheyMiss()
    {
        QFETCH(double, score);
        QFETCH(double, limit);
        QTEST(scoreText(score, limit), "text");
    }

    void sentencesSayWhatDecided_data()
    {
        QTest::addColumn<int>("verdict");
        QTest::addColumn<QList<Defect>>("regions");
        QTest::addColumn<double>("maximum");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("fail") << int(Verdict::Fail) << QList<Defect>{region(0.83f, 1240, true)} << 0.83
                              << "Region 1: peak 0.83 ≥ limit 0.60, area 1,240_px² ≥ 25_px².";
        QTest::newRow("at the limit") << int(Verdict::Fail) << QList<Defect>{region(0.6f, 25, true)} << 0.6
                                      << "Region 1: peak 0.60 ≥ limit 0.60, area 25_px² ≥ 25_px².";
        QTest::newRow("more fail") << int(Verdict::Fail)
                                   << QList<Defect>{region(0.83f, 1240, true), region(0.7f, 90, true),
                                                    region(0.5f, 90, false)}
                                   << 0.83
                                   << "Region 1: peak 0.83 ≥ limit 0.60, area 1,240_px² ≥ 25_px². "
                                      "1 more region(s) reach(es) it.";
        QTest::newRow("review") << int(Verdict::Review) << QList<Defect>{region(0.52f, 80, false)} << 0.52
                                << "Region 1: peak 0.52 ≥ review limit 0.45, area 80_px² ≥ 25_px².";
        QTest::newRow("pass") << int(Verdict::Pass) << QList<Defect>{} << 0.31
                              << "No region reaches the limits. Highest value 0.31, review limit 0.45.";
        QTest::newRow("just passes") << int(Verdict::Pass) << QList<Defect>{} << 0.4497
                                     << "No region reaches the limits. Highest value 0.4497, review limit 0.45.";
        QTest::newRow("too small") << int(Verdict::Pass) << QList<Defect>{} << 0.7
                                   << "No region is large enough: highest value 0.70, every region below 25_px².";
    }
    void sentencesSayWhatDecided()
    {
        QFETCH(int, verdict);
        QFETCH(QList<Defect>, regions);
        QFETCH(double, maximum);
        QFETCH(QString, sentence);
        Judgement judgement;
        judgement.verdict = Verdict(verdict);
        judgement.defects.assign(regions.begin(), regions.end());
        const std::array peaks {float(maximum)};
        QCOMPARE(verdictSentence(judgement, {}, peaks), sentence.replace('_', space));
    }

    void thePictureHasItsSentence()
    {
        Judgement judgement;
        judgement.verdict = Verdict::Review;
        judgement.pictureFaults = {{inference::PictureFault::Kind::TooDark, 12, 40}};
        const QString dark = "The picture is too dark: brightness 12, at least 40 asked for.";
        const std::array peaks {0.1f};
        inference::Recipe recipe;
        QCOMPARE(verdictSentence(judgement, recipe, peaks), dark);
        recipe.scoreLimits = inference::LimitPair {0.9f, 0.5f};  // the score isn't the reason
        QCOMPARE(verdictSentence(judgement, recipe, peaks), dark);
        judgement.scoreVerdict = Verdict::Review;
        judgement.score = 0.6;
        QCOMPARE(verdictSentence(judgement, recipe, peaks), "Score 0.60 ≥ review limit 0.50. " + dark);
        judgement.verdict = Verdict::Fail;
        judgement.defects = {region(0.83f, 1240, true)};
        QCOMPARE(verdictSentence(judgement, recipe, peaks), QString("Region 1: peak 0.83 ≥ limit 0.60, area 1,240_px² ≥ 25_px². ").replace('_', space) + dark);
    }

    void aPassSaysWhichZoneAndWhatItsRegionsLack_data()
    {
        using Rule = inference::RegionRule;
        QTest::addColumn<Rule>("own");
        QTest::addColumn<QList<Rule>>("zones");
        QTest::addColumn<QList<float>>("peaks");
        QTest::addColumn<QString>("sentence");
        const Rule usual {0.6f, 0.45f, {}, 25, 0};
        QTest::newRow("too short") << Rule {0.6f, 0.45f, {}, 25, 12} << QList<Rule> {} << QList<float> {0.7f}
                                   << "No region is large enough: highest value 0.70, every region below 25_px² or shorter than 12_px.";
        QTest::newRow("only too short") << Rule {0.6f, 0.45f, {}, 0, 12} << QList<Rule> {} << QList<float> {0.7f}
                                        << "No region is large enough: highest value 0.70, every region shorter than 12_px.";
        QTest::newRow("all is don't-care") << usual << QList<Rule> {} << QList<float> {0.0f}
                                           << "No region reaches the limits. Highest value 0.00, review limit 0.45.";
        QTest::newRow("hot only where a zone allows it") << usual << QList<Rule> {{0.95f, 0.9f, {}, 25, 0}} << QList<float> {0.1f, 0.8f}
                                                         << "No region reaches the limits. Highest value in zone Z1 0.80, its review limit 0.90.";
        QTest::newRow("the nearest to its limit") << usual << QList<Rule> {{0.95f, 0.9f, {}, 25, 0}} << QList<float> {0.4f, 0.8f}
                                                  << "No region reaches the limits. Highest value 0.40, review limit 0.45.";
        QTest::newRow("too small in a zone") << usual << QList<Rule> {{0.5f, 0.4f, {}, 25, 0}, {0.3f, 0.2f, {}, 90, 0}}
                                             << QList<float> {0.1f, 0.3f, 0.35f}
                                             << "No region in zone Z2 is large enough: highest value 0.35, every region below 90_px².";
    }
    void aPassSaysWhichZoneAndWhatItsRegionsLack()
    {
        QFETCH(inference::RegionRule, own);
        QFETCH(QList<inference::RegionRule>, zones);
        QFETCH(QList<float>, peaks);
        QFETCH(QString, sentence);
        inference::Recipe recipe;
        recipe.rule = own;
        for (const inference::RegionRule& rule : zones)
            recipe.zones.push_back({"Z" + std::to_string(recipe.zones.size() + 1), {}, rule});
        QCOMPARE(verdictSentence({}, recipe, peaks), sentence.replace('_', space));
    }

    void theHeadNamesTheState()
    {
        VerdictPanel panel;
        QCOMPARE(panel.word(), QString());
        QCOMPARE(panel.sentence(), QString("No part is open."));
        panel.setWaiting();
        QCOMPARE(panel.word(), QString("WAITING"));
        panel.setRunning("Frame 12 is on its way.");
        QCOMPARE(panel.word(), QString("RUNNING"));
        QCOMPARE(panel.sentence(), QString("Frame 12 is on its way."));
        Judgement judgement;
        judgement.verdict = Verdict::Pass;
        panel.setJudgement(judgement, {}, {0.2f});
        QCOMPARE(panel.word(), QString("PASS"));
        QVERIFY(panel.accessibleName().startsWith("PASS. No region"));
        panel.setError("gear.png ends too early.");
        QCOMPARE(panel.word(), QString("ERROR"));
        QCOMPARE(panel.sentence(), QString("gear.png ends too early."));
        panel.setCancelled();
        QCOMPARE(panel.word(), QString("CANCELLED"));
        panel.clear();
        QCOMPARE(panel.word(), QString());
    }

    void aLongPathWrapsAndCanBeCopied()
    {
        VerdictPanel panel;
        const QString sentence = "/parts/" + QString(300, 'x') + ".png ends before its picture does.";
        panel.setError(sentence);
        panel.resize(240, 600);
        panel.show();
        auto* text = panel.findChild<WrappedText*>();
        QVERIFY(text->document()->idealWidth() <= text->viewport()->width() + 1);
        QVERIFY(text->height() >= 10 * text->fontMetrics().lineSpacing());
        text->selectAll();
        QTest::keyClick(text, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), sentence);
    }

    void aShorterSentenceGivesItsRoomBack()
    {
        VerdictPanel panel;
        panel.resize(240, 600);
        panel.show();
        auto* text = panel.findChild<WrappedText*>();
        panel.setError(QString(300, 'x'));
        const int high = text->height();
        panel.setError("Short.");
        QTRY_VERIFY(text->height() < high / 3);
    }
};

QTEST_MAIN(TestVerdictPanel)
#include "tst_verdict_panel.moc"
