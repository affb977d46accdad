// From the pictures of a list to what a study says of them, in words too.
#include "app/report/gauge_answer.h"
#include "app/export/gauge_csv.h"
#include "app/report/gauge_text.h"
#include "app/report/report.h"
#include "app/report/report_json.h"
#include "app/workbench/text_table_model.h"
#include "core/error.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace app;
using inference::Label;
using inference::Verdict;
using inference::evaluation::GaugeGrade;
using State = GaugePicture::State;

namespace {

GaugePicture picture(const QString& name, double area, Verdict verdict = Verdict::Pass, Label label = Label::None)
{
    GaugePicture picture;
    picture.path = "/s/" + name;
    picture.name = picture.placed = name;
    picture.state = State::Judged;
    picture.verdict = verdict;
    picture.label = label;
    picture.values[std::size_t(GaugeMeasure::LargestArea)] = area;
    picture.values[std::size_t(GaugeMeasure::RegionScore)] = 0.5;
    return picture;
}

/// Three parts, two appraisers, twice each: areas 100, 200, 300, b sees 10 more, the second time is 2 more.
GaugeQuestion question()
{
    GaugeQuestion question;
    question.measure = GaugeMeasure::LargestArea;
    for (const char* const who : {"a", "b"})
        for (int part = 1; part <= 3; ++part)
            for (int trial = 0; trial < 2; ++trial)
                question.pictures.push_back(picture(QStringLiteral("%1/p%2_%3.png").arg(who).arg(part).arg(trial), part * 100 + (*who == 'b' ? 10 : 0) + trial * 2,
                                                    part == 3 ? Verdict::Fail : Verdict::Pass, part == 3 ? Label::Defective : Label::Good));
    return question;
}

QString plain(QString text)
{
    return text.replace(QChar(0x00a0), u' ');
}

}  // namespace

class TestGaugeAnswer : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void picturesBecomeAStudy();
    void failedPicturesAreNotThere();
    void nothingIsSaidBeforeTheLastPicture();
    void aTypedPatternCounts();
    void partsWithoutAnyFindingAreCounted();
    void aStopIsHeard();
    void noStudyIsExplained_data();
    void noStudyIsExplained();
    void valuesAreInTheUnitThatIsShown();
    void labelsThatContradictAreNone();
    void sentences_data();
    void sentences();
    void tablesTellTheComponents();
    void verdictsThatDifferStandOut();
    void csv();
    void namesThatAreLeftOutTakeTheStudyWithThem();
    void tableModelKeepsTheRules();
};

void TestGaugeAnswer::picturesBecomeAStudy()
{
    const GaugeAnswer answer = answerOf(question());
    QCOMPARE(answer.pattern.text(), QString("{appraiser}/{part}_{trial}"));
    QVERIFY(answer.study);
    QCOMPARE(answer.study->parts, 3);
    QCOMPARE(answer.study->appraisers, 2);
    QCOMPARE(answer.study->trials, 2);
    QCOMPARE(answer.study->mean, 206);
    QCOMPARE(answer.points.size(), std::size_t(12));
    QCOMPARE(answer.agreement.between, (inference::evaluation::Share {3, 3}));
    QCOMPARE(answer.agreement.right, (inference::evaluation::Share {3, 3}));
    QCOMPARE(designSentence(answer), QString("3 part(s) (p1, p2, p3), 2 appraiser(s) (a, b), 2 picture(s) each."));
}

void TestGaugeAnswer::failedPicturesAreNotThere()
{
    GaugeQuestion asked = question();
    asked.pictures[0].state = State::Failed;
    const GaugeAnswer rest = answerOf(asked);
    QCOMPARE(rest.pattern.text(), QString("{appraiser}/{part}_{trial}"));  // by the names of all
    QCOMPARE(rest.study->parts, 2);
    QCOMPARE(rest.failed, 1);
    QCOMPARE(designSentence(rest), QString("2 part(s) (p2, p3), 2 appraiser(s) (a, b), 2 picture(s) each. Left out: 1 part(s) that weren't seen as often as most (“p1” by “a” has 1 picture(s)). "
                                           "1 picture(s) couldn't be inspected and are left aside."));
}

void TestGaugeAnswer::nothingIsSaidBeforeTheLastPicture()
{
    GaugeQuestion asked = question();
    asked.pictures[3].state = State::Waiting;
    const GaugeAnswer answer = answerOf(asked);
    QVERIFY(answer.design.isStudy());
    QVERIFY(!answer.study);
    QCOMPARE(answer.waiting, 1);
    QCOMPARE(answer.stopped, 0);
    QVERIFY(designSentence(answer).endsWith("1 picture(s) are not inspected yet."));
}

void TestGaugeAnswer::aTypedPatternCounts()
{
    GaugeQuestion asked = question();
    asked.pattern = "{part}_*";
    QCOMPARE(answerOf(asked).pattern.text(), asked.pattern);
    QCOMPARE(answerOf(asked).study->appraisers, 1);
    asked.pattern.clear();
    asked.remembered = "{part}_*";  // another knows the appraisers
    QCOMPARE(answerOf(asked).pattern.text(), QString("{appraiser}/{part}_{trial}"));
    asked.remembered = "{appraiser}/p{part}_{trial}";
    QCOMPARE(answerOf(asked).pattern.text(), asked.remembered);
}

void TestGaugeAnswer::partsWithoutAnyFindingAreCounted()
{
    GaugeQuestion asked = question();
    for (GaugePicture& picture : asked.pictures)
        if (picture.name.contains("p1"))
            picture.values = {};
    const GaugeAnswer answer = answerOf(asked);
    QCOMPARE(answer.silentParts, 1);
    QVERIFY(designSentence(answer).endsWith("In 1 part(s) nothing was found at all: they say nothing of how repeatable the measuring is, and make it look better."));
}

void TestGaugeAnswer::aStopIsHeard()
{
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_THROWS_EXCEPTION(inference::Cancelled, answerOf(question(), stop.get_token()));
}

void TestGaugeAnswer::noStudyIsExplained_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("nothing open") << QStringList() << "" << "There are no pictures.";
    QTest::newRow("other names") << QStringList {"a.png", "b.png"} << "" << "These pictures have no names by which they are a study.";
    QTest::newRow("no part") << QStringList {"a.png"} << "{trial}" << "The names have to say which part a picture shows: {part} is missing.";
    QTest::newRow("twice") << QStringList {"a.png"} << "{part}{part}" << "{part} stands there twice.";
    QTest::newRow("unknown") << QStringList {"a.png"} << "{part}_{who}" << "There is no {who}. There are {part}, {appraiser} and {trial}; * is anything.";
    QTest::newRow("long") << QStringList {"a.png"} << QString(201, u'x') << "This is longer than 200 characters.";
    QTest::newRow("once each") << QStringList {"a.png", "b.png"} << "{part}" << "2 part(s) (a, b), 1 picture(s) each. A study needs at least two pictures of each part.";
    QTest::newRow("one part") << QStringList {"a_1.png", "a_2.png"} << "{part}_{trial}" << "1 part(s) (a), 2 picture(s) each. A study needs at least two parts that were seen equally often.";
    QTest::newRow("nothing fits") << QStringList {"a.png", "b.png"} << "{part}_{trial}"
                                  << "0 part(s), 0 picture(s) each. A study needs at least two parts that were seen equally often. 2 picture(s) have other names, such as “a.png”.";
}

void TestGaugeAnswer::noStudyIsExplained()
{
    QFETCH(QStringList, names);
    QFETCH(QString, pattern);
    GaugeQuestion asked;
    asked.pattern = pattern;
    for (const QString& name : names)
        asked.pictures.push_back(picture(name, 1));
    const GaugeAnswer answer = answerOf(asked);
    QVERIFY(!answer.study);
    QTEST(designSentence(answer), "sentence");
}

void TestGaugeAnswer::valuesAreInTheUnitThatIsShown()
{
    GaugeQuestion asked = question();
    asked.calibration = {0.1};
    const GaugeAnswer answer = answerOf(asked);
    QVERIFY(std::abs(answer.study->mean - 2.06) < 1e-12);
    const widgets::GaugeAxis axis = axisOf(GaugeMeasure::LargestArea, asked.calibration);
    QCOMPARE(axis.name, QString("Area of the largest region"));
    QCOMPARE(plain(axis.text(2.06)), QString("2.06 mm²"));
    QCOMPARE(axisOf(GaugeMeasure::LongestRegion, {}).unit, QString("px"));
    QCOMPARE(axisOf(GaugeMeasure::RegionScore, asked.calibration).text(0.5), QString("0.500"));
    QCOMPARE(axisOf(GaugeMeasure::Regions, asked.calibration).text(3), QString("3"));
}

void TestGaugeAnswer::labelsThatContradictAreNone()
{
    GaugeQuestion asked = question();
    asked.pictures[0].label = Label::Defective;  // p1 is good in its other pictures
    asked.pictures[2].label = Label::None;       // p2 too: one says nothing
    const GaugeAnswer answer = answerOf(asked);
    QCOMPARE(answer.verdicts[0].label, Label::None);
    QCOMPARE(answer.verdicts[1].label, Label::Good);
    QCOMPARE(answer.agreement.right, (inference::evaluation::Share {2, 2}));
}

void TestGaugeAnswer::sentences_data()
{
    QTest::addColumn<double>("deviation");  // of the gauge, the parts' is 1
    QTest::addColumn<double>("tolerance");
    QTest::addColumn<GaugeGrade>("grade");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("good") << 0.05 << 0.0 << GaugeGrade::Good << "The measuring makes 5.0 % of the variation (%GRR): good (below 10 %). 28 class(es) of parts can be told apart (ndc); at least 5 are asked for.";
    QTest::newRow("marginal") << 0.25 << 0.0 << GaugeGrade::Marginal
                              << "The measuring makes 24.3 % of the variation (%GRR): may do, depending on what it is for (10 to 30 %). 5 class(es) of parts can be told apart (ndc); at least 5 are asked for.";
    QTest::newRow("unusable") << 1.0 << 0.0 << GaugeGrade::Unusable
                              << "The measuring makes 70.7 % of the variation (%GRR): not usable (above 30 %). 1 class(es) of parts can be told apart (ndc); at least 5 are asked for.";
    QTest::newRow("of a tolerance") << 0.05 << 2.0 << GaugeGrade::Marginal
                                    << "The measuring makes 5.0 % of the variation (%GRR): good (below 10 %). It takes 15.0 % of the tolerance: may do, depending on what it is for (10 to 30 %). "
                                       "28 class(es) of parts can be told apart (ndc); at least 5 are asked for.";
}

void TestGaugeAnswer::sentences()
{
    QFETCH(double, deviation);
    QFETCH(double, tolerance);
    inference::evaluation::GaugeStudy study;
    study.repeatability = deviation * deviation;
    study.partVariance = 1;
    QTEST(plain(gaugeSentence(study, tolerance)), "sentence");
    QTEST(gradeOf(study, tolerance).value(), "grade");
    study.repeatability = study.partVariance = 0;
    QVERIFY(!gradeOf(study, tolerance));
    QCOMPARE(gaugeSentence(study, tolerance), QString("All values are the same: nothing can be said of the measuring."));
}

void TestGaugeAnswer::tablesTellTheComponents()
{
    const GaugeAnswer answer = answerOf(question());
    const widgets::GaugeAxis axis = axisOf(GaugeMeasure::LargestArea, {});
    const TextRows components = componentRows(*answer.study, axis, 50);
    QCOMPARE(components.headings, (QStringList {"Source", "Std deviation, px²", "Of the variation", "Of the variance", "Of the tolerance"}));
    QCOMPARE(components.rows.size(), 5);  // the interaction is pooled
    QCOMPARE(components.rows[1][0], QString("Repeatability"));
    // Six degrees within, two of the interaction, which is 0: 12 values 1 off their mean.
    QCOMPARE(components.rows[1][1], QString("1.225"));  // sqrt(12/8)
    QCOMPARE(plain(components.rows[1][4]), QString("14.7 %"));
    QCOMPARE(plain(components.rows[4].join('|')), QString("All|100.3|100.0 %|100.0 %|1,203.0 %"));
    QCOMPARE(componentRows(*answer.study, axis, 0).headings.size(), 4);
    const TextRows variance = varianceRows(*answer.study);
    QCOMPARE(variance.rows.size(), 5);
    QCOMPARE(variance.rows[0].join('|'), QString("Parts|2|80,000|40,000|26,666.67|< 0.0001"));
    QCOMPARE(variance.rows[2].join('|'), QString("Appraisers and parts (pooled)|2|0|0|0.00|1.0000"));
    QCOMPARE(variance.rows[4].join('|'), QString("All|11|80,312|||"));
}

void TestGaugeAnswer::verdictsThatDifferStandOut()
{
    GaugeQuestion asked = question();
    asked.pictures[4].verdict = Verdict::Review;
    const GaugeAnswer answer = answerOf(asked);
    const TextRows rows = verdictRows(answer);
    QCOMPARE(rows.headings, (QStringList {"Part", "Pass", "Review", "Fail", "Agree", "Label"}));
    QCOMPARE(rows.rows[0].join('|'), QString("p1|4|0|0|yes|Good"));
    QCOMPARE(rows.rows[2].join('|'), QString("p3|0|1|3|no|Defective"));
    QCOMPARE(rows.strong, QList<int> {2});
    QCOMPARE(plain(agreementSentence(answer)),
             QString("All verdicts on a part are the same: 2 of 3 (66.7 %; 20.7 % to 93.9 %). Each appraiser's own: a 2 of 3 (66.7 %; 20.7 % to 93.9 %), b 3 of 3 (100 %; at least 36.8 %). "
                     "All are right, by the parts' labels: 2 of 3 (66.7 %; 20.7 % to 93.9 %). Agreement beyond chance (Fleiss' kappa): 0.66, middling."));
}

void TestGaugeAnswer::csv()
{
    GaugeQuestion asked = question();
    asked.calibration = {0.5};
    asked.pictures.push_back(picture("=other.png", 1));
    asked.pattern = "{appraiser}/{part}_{trial}";
    const QStringList lines = QString::fromStdString(gaugeCsv(answerOf(asked))).split("\r\n");
    QCOMPARE(lines.size(), 14);
    QVERIFY(lines[0].startsWith("part,appraiser,file,verdict,label,region_score"));
    QCOMPARE(lines[1], QString("p1,a,a/p1_0.png,pass,good,0.500000,0.000000,100.0,25.000000,0.0,0.000000,0.00,0.0000,0"));
    QVERIFY(lines[3].startsWith("p1,b,b/p1_0.png,pass,good,"));
    QVERIFY(lines[12].startsWith("p3,b,b/p3_1.png,fail,defective,"));
}

void TestGaugeAnswer::namesThatAreLeftOutTakeTheStudyWithThem()
{
    Report report;
    report.gauge = ReportGauge {std::make_shared<const GaugeAnswer>(answerOf(question())), 0};
    QVERIFY(reportJson(report).find("b/p3_1.png") != std::string::npos);
    Redaction redaction;
    redaction.times = redaction.operators = true;
    redact(report, redaction);
    QVERIFY(report.gauge);
    redaction.names = Redaction::Names::Files;
    redact(report, redaction);
    QVERIFY(!report.gauge);
    QVERIFY(reportJson(report).find("\"gauge\": null") != std::string::npos);
}

void TestGaugeAnswer::tableModelKeepsTheRules()
{
    TextTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTable({{"Source", "Value"}, {{"one", "1"}, {"two", "2"}}, {1}});
    QCOMPARE(model.index(1, 1).data().toString(), QString("2"));
    QCOMPARE(model.headerData(1, Qt::Horizontal).toString(), QString("Value"));
    QVERIFY(model.index(1, 0).data(Qt::FontRole).value<QFont>().bold());
    QVERIFY(!model.index(0, 0).data(Qt::FontRole).isValid());
    model.setTable({{"Source", "Value"}, {{"one", "3"}, {"two", "2"}}});
    QCOMPARE(model.index(0, 1).data().toString(), QString("3"));
    model.setTable({{"Source"}, {}});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.columnCount(), 1);
}

QTEST_MAIN(TestGaugeAnswer)
#include "tst_gauge_answer.moc"
