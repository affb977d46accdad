#include "app/common/study_design.h"
#include "core/error.h"

#include <QtTest>

using namespace app;
using Problem = ReadingPattern::Problem;

namespace {

/// "part:appraiser", or "-" where it isn't in the study.
QString placesOf(const StudyDesign& design)
{
    QStringList texts;
    for (const StudyDesign::Place& place : design.places)
        texts.append(place.isInStudy() ? design.parts[place.part] + u':' + design.appraisers[place.appraiser] : QStringLiteral("-"));
    return texts.join(u' ');
}

/// Names for every part, appraiser and trial; % stands for a number or letter.
QStringList names(const QString& pattern, int parts, int appraisers, int trials)
{
    QStringList all;
    for (int appraiser = 0; appraiser < appraisers; ++appraiser)
        for (int part = 1; part <= parts; ++part)
            for (int trial = 1; trial <= trials; ++trial)
                all.append(QString(pattern).replace("P", QString::number(part)).replace("A", QString(QChar('a' + appraiser))).replace("T", QString::number(trial)));
    return all;
}

}  // namespace

class TestStudyDesign : public QObject {
    Q_OBJECT

private slots:
    void namesAreRead_data();
    void namesAreRead();
    void patternsWithAProblem_data();
    void patternsWithAProblem();
    void partsAreCountedAsPeopleDo();
    void partsSeenUnequallyOftenAreLeftOut();
    void anAppraiserWhoSawLittleLeavesOutTheRest();
    void otherNamesAreTold();
    void patternsAreSuggested_data();
    void patternsAreSuggested();
    void aRememberedPatternIsAnotherToTry();
    void aSearchCanBeStopped();
};

void TestStudyDesign::namesAreRead_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");  // part:appraiser, empty: no match
    const auto row = [](const char* pattern, const char* name, const char* expected) {
        QTest::addRow("%s %s", pattern, name) << pattern << name << expected;
    };
    row("{part}_{trial}", "gear_1.png", "gear:");
    row("{part}_{trial}", "lot 7/gear_1.png", "gear:");
    row("{part}_{trial}", "gear.png", "");
    row("{part}_{appraiser}_{trial}", "big_gear_12_anna_3.jpeg", "big_gear_12:anna");
    row("{appraiser}_{part}_{trial}", "anna_big_gear_12_3.png", "big_gear_12:anna");
    row("{appraiser}/{part}_{trial}", "line 2/night shift/gear_1.png", "gear:night shift");
    row("{appraiser}/{part}_{trial}", "gear_1.png", "");
    row("{part}/{trial}", "gear/2026-11-27.v2.png", "gear:");
    row("{part}/*", "gear/anything at all", "gear:");
    row("{part}-*x", "gear-1.png", "");
    row("*{part}_{trial}", "gear-07_1.png", "gear-07:");
    row("*_{part}_{trial}", "lot_big_gear_1.png", "big_gear:");
    row("{part}***_{trial}", "gear_1.png", "gear:");
    row("{part}_{trial}", "line\n2/gear_1.png", "gear:");
    row("{part}_{trial}", "gear_1\n.png", "gear:");
    row("{part}", "a.b/gear", "gear:");
    row("{part} ({trial})", "gear (2).png", "gear:");
    row("{part}.{trial}", "gear.2.png", "gear:");
    row("{part}.{trial}", "gear_2.png", "");
    row("零件{part}_{appraiser}", "零件七_王.png", "七:王");
}

void TestStudyDesign::namesAreRead()
{
    QFETCH(QString, pattern);
    QFETCH(QString, name);
    const auto reading = ReadingPattern(pattern).match(name);
    QTEST(reading ? reading->part + u':' + reading->appraiser : QString(), "expected");
}

void TestStudyDesign::patternsWithAProblem_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<Problem>("problem");
    QTest::addColumn<QString>("placeholder");
    QTest::newRow("nothing") << "" << Problem::NoPart << "{part}";
    QTest::newRow("no part") << "{appraiser}_{trial}" << Problem::NoPart << "{part}";
    QTest::newRow("twice") << "{part}_{part}" << Problem::Twice << "{part}";
    QTest::newRow("another word") << "{part}_{operator}" << Problem::Unknown << "{operator}";
    QTest::newRow("longer than anybody writes") << "{part}" + QString(200, u'*') << Problem::TooLong << "";
    QTest::newRow("a brace alone is a brace") << "{part}_{x" << Problem::None << "";
}

void TestStudyDesign::patternsWithAProblem()
{
    QFETCH(QString, pattern);
    QFETCH(Problem, problem);
    const ReadingPattern made(pattern);
    QTEST(made.problem(), "problem");
    QTEST(made.placeholder(), "placeholder");
    if (problem != Problem::None)
        QVERIFY(!made.match("a/b_1_2.png"));
}

void TestStudyDesign::partsAreCountedAsPeopleDo()
{
    const QStringList files {"p10_b_1.png", "p2_b_1.png", "p10_B_1.png", "p2_B_1.png", "p10_b_2.png", "p2_b_2.png", "p10_B_2.png", "p2_B_2.png"};
    const StudyDesign design = studyDesign(files, ReadingPattern("{part}_{appraiser}_{trial}"));
    QCOMPARE(design.parts, (QStringList {"p2", "p10"}));
    QCOMPARE(design.appraisers, (QStringList {"B", "b"}));
    QCOMPARE(design.trials, 2);
    QVERIFY(design.isStudy());
    QCOMPARE(placesOf(design), QString("p10:b p2:b p10:B p2:B p10:b p2:b p10:B p2:B"));
}

void TestStudyDesign::partsSeenUnequallyOftenAreLeftOut()
{
    QStringList files = names("A/P_T.png", 5, 2, 3);
    files.removeOne("b/2_3.png");
    files.append("a/4_4.png");
    const StudyDesign design = studyDesign(files, ReadingPattern("{appraiser}/{part}_{trial}"));
    QCOMPARE(design.trials, 3);
    QCOMPARE(design.parts, (QStringList {"1", "3", "5"}));
    QCOMPARE(design.leftOut, (std::vector<StudyDesign::LeftOut> {{"2", "b", 2}, {"4", "a", 4}}));
    QCOMPARE(std::ranges::count_if(design.places, &StudyDesign::Place::isInStudy), 18);
}

void TestStudyDesign::anAppraiserWhoSawLittleLeavesOutTheRest()
{
    QStringList files = names("P_A_T.png", 4, 2, 2);
    files.append("1_z_1.png");
    const StudyDesign design = studyDesign(files, ReadingPattern("{part}_{appraiser}_{trial}"));
    QVERIFY(!design.isStudy());
    QCOMPARE(design.leftOut.size(), std::size_t(4));
    QCOMPARE(design.leftOut.front(), (StudyDesign::LeftOut {"1", "z", 1}));
}

void TestStudyDesign::otherNamesAreTold()
{
    QStringList files = names("P_T.png", 2, 1, 2);
    files.append("readme.png");
    const StudyDesign design = studyDesign(files, ReadingPattern("{part}_{trial}"));
    QVERIFY(design.isStudy());
    QCOMPARE(design.otherNames, QStringList {"readme.png"});
    QCOMPARE(design.appraisers, QStringList {""});
    QCOMPARE(placesOf(design), QString("1: 1: 2: 2: -"));
}

void TestStudyDesign::patternsAreSuggested_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QString>("pattern");
    QTest::newRow("nothing") << QStringList() << "";
    QTest::newRow("appraisers first") << names("A_P_T.png", 10, 2, 2) << "{appraiser}_{part}_{trial}";
    QTest::newRow("folders of parts below appraisers") << names("A/gear P/T.png", 3, 2, 3) << "{appraiser}/{part}/{trial}";
    QTest::newRow("more letters than parts") << names("P_A_T.png", 2, 5, 2) << "{appraiser}_{part}_{trial}";
    QTest::newRow("folders of appraisers and rounds") << names("A/round T/part P.png", 3, 2, 2) << "{appraiser}/{trial}/{part}";
    QTest::newRow("folders of appraisers") << names("A/P_T.png", 3, 2, 2) << "{appraiser}/{part}_{trial}";
    QTest::newRow("names alone") << names("gear P_A_T.png", 3, 3, 3) << "{part}_{appraiser}_{trial}";
    QTest::newRow("folders of parts") << names("P/T.png", 5, 1, 3) << "{part}/{trial}";
    QTest::newRow("one appraiser") << names("P-T.png", 3, 1, 4) << "{part}-{trial}";
    QTest::newRow("rounds") << names("T/part P.png", 5, 1, 2) << "{trial}/{part}";
    QTest::newRow("any folder of pictures") << QStringList {"crack/1.png", "crack/2.png", "good/1.png", "good/2.png", "good/3.png"} << "";
}

void TestStudyDesign::patternsAreSuggested()
{
    QFETCH(QStringList, files);
    QTEST(suggestedPattern(files), "pattern");
}

void TestStudyDesign::aRememberedPatternIsAnotherToTry()
{
    const QStringList files = names("P by A, T.png", 4, 2, 2);
    QCOMPARE(suggestedPattern(files), QString());
    QCOMPARE(suggestedPattern(files, "{part} by {appraiser}, {trial}"), QString("{part} by {appraiser}, {trial}"));
    // It knows no appraisers, where another does.
    QCOMPARE(suggestedPattern(names("A/P_T.png", 4, 2, 2), "{part}_{trial}"), QString("{appraiser}/{part}_{trial}"));
    // Parts would be left out.
    QCOMPARE(suggestedPattern(QStringList {"1_a.png", "1_b.png", "2_a.png", "2_b.png", "3_a.png"}, "{part}_*"), QString());
}

void TestStudyDesign::aSearchCanBeStopped()
{
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_THROWS_EXCEPTION(inference::Cancelled, suggestedPattern(names("P_T.png", 4, 1, 2), {}, stop.get_token()));
}

QTEST_GUILESS_MAIN(TestStudyDesign)
#include "tst_study_design.moc"
