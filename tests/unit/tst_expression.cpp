// The filter language: text in, matches or an error with its place out.

#include "widgets/expression.h"
#include "widgets/expression_completion.h"
#include "widgets/part_fields.h"

#include <QtTest>

#include <limits>

using namespace widgets;
using Verdict = inference::Verdict;
using Label = inference::Label;

namespace {

Part done(const QString& name, Verdict verdict, double score, int defects, double area)
{
    Part part;
    part.path = "/data/plant/" + name;
    part.name = name;
    part.state = Part::State::Done;
    part.verdict = verdict;
    part.score = score;
    part.defects = defects;
    part.area = area;
    return part;
}

/// a to e, one of each kind.
std::vector<Part> sampleParts()
{
    Part a = done("line 1/Gear_01.png", Verdict::Fail, 0.83, 3, 240);
    a.label = Label::Defective;
    a.regionScore = 0.91;
    a.largestArea = 120;
    a.modified = QDateTime(QDate(2026, 11, 1), QTime(0, 0));
    Part b = done("line 1/gear_02.png", Verdict::Review, 0.598, 1, 30);
    b.human = Verdict::Pass;
    b.label = Label::Good;
    b.modified = QDateTime(QDate(2026, 11, 2), QTime(14, 30, 20));
    Part c = done("line 2/bolt_and_nut.png", Verdict::Pass, 0.1, 0, 0);
    c.modified = QDateTime(QDate(2025, 12, 31), QTime(23, 59, 59));
    Part d;
    d.path = "/data/plant/line 2/left/waiting_10.png";
    d.name = "line 2/left/waiting_10.png";
    Part e;
    e.path = "/data/plant/e.png";
    e.name = "e.png";
    e.state = Part::State::Failed;
    e.errorSentence = "The file ends too early.";
    return {a, b, c, d, e};
}

QString matchesOf(const Expression& expression)
{
    QString letters;
    const std::vector<Part> parts = sampleParts();
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (expression.matches(PartValues(parts[i])))
            letters += QChar(u'a' + char16_t(i));
    return letters;
}

}  // namespace

class TestExpression : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void matches_data();
    void matches();
    void errors_data();
    void errors();
    void numbersAreReadInThePersonsLanguage();
    void millimetresNeedACalibration();
    void todayIsToday();
    void fieldsMayLackAPlainOne();
    void anEmptyTextTakesEverything();
    void equalityIsOfTheParse();
    void completes_data();
    void completes();
    void examplesParse();
    void folders_data();
    void folders();
    void deepTextsEndInASentence();
    void randomTextsNeverFail();
    void matchesAreQuick();
};

void TestExpression::matches_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("letters");
    const auto row = [](const char* text, const char* letters) { QTest::newRow(text) << QString::fromUtf8(text) << letters; };
    row("score > 0.6 and defects >= 2", "a");
    row("score>0.5", "ab");
    row("score = 0.6", "b");
    row("score = 0.598", "b");
    row("score = 0.59", "");
    row("score != 0.6", "ac");
    row("score < 60%", "bc");
    row("score < 60 %", "bc");
    row("score <= .598", "bc");
    row("score = none", "de");
    row("score != none", "abc");
    row("not (score < 0.5)", "abde");
    row("defects = 1 or 3", "ab");
    row("count = 3", "a");
    row("defects ≥ 1", "ab");
    row("defects ≠ 1", "ac");
    row("defects <> 1", "ac");
    row("regionscore > 0.9", "a");
    row("area > 30", "a");
    row("area >= 30 px2", "ab");
    row("area >= 30px²", "ab");
    row("largest = 120", "a");
    row("verdict = fail or review", "ab");
    row("VERDICT = Fail OR Review", "ab");
    row("verdict != fail or review", "cde");
    row("verdict = fail or review and label = good", "b");
    row("verdict = fail or label = good", "ab");
    row("verdict = waiting or error", "de");
    row("label = bad", "a");
    row("label = none", "cde");
    row("human = pass", "b");
    row("human = none", "acde");
    row("verdict = fail && !(label = good)", "a");
    row("verdict = fail || label = good", "ab");
    row("not verdict = fail", "bcde");
    row("not not verdict = fail", "a");
    row("(verdict = fail or score < 0.2) and defects = 0", "c");
    row("verdict = fail or score < 0.2 and defects = 0", "ac");
    row("name ~ gear*", "ab");
    row("name ~ GEAR_0?.png", "ab");
    row("name ~ *.png", "abcde");
    row("name ~ 'line 1/*'", "ab");
    row("name ~ line*", "");
    row("name ~ 01 or 02", "ab");
    row("name !~ gear*", "cde");
    row("name = gear_01.png", "a");
    row("name = 'line 1/gear_01.png'", "a");
    row("name = ear_01.png", "");
    row("folder = \"line 2\"", "c");
    row("folder = “line 1”", "ab");
    row("folder = left", "d");
    row("folder = 'line 2/left'", "d");
    row("folder = plant", "e");
    row("folder ~ 'line 2'", "cd");
    row("error ~ early", "e");
    row("error = none", "abcd");
    row("date >= 2026-11-01", "ab");
    row("date > 2026-11-01", "b");
    row("date = 2026-11-01", "a");
    row("date <= 2026-11-01", "ac");
    row("date < 2026-11-01", "c");
    row("date = 2026-11", "ab");
    row("date = 2025", "c");
    row("date = 2026-11-02 14:30", "b");
    row("date = 2026-11-02T14:30", "b");
    row("date > \"2026-11-02 14:29\"", "b");
    row("date = none", "de");
    row("gear", "ab");
    row("gear 02", "b");
    row("GEAR", "ab");
    row("gear or bolt", "abc");
    row("gear score > 0.7", "a");
    row("ear*2", "b");
    row("\"line 1\"", "ab");
    row("'and'", "c");
    row("bolt_and_nut", "c");
    row("line 2/", "cd");
    row("not gear", "cde");
    row("!gear", "cde");
    row("e.png", "e");
    row("score＞0.6", "a");
    row("（verdict ＝ fail）", "a");
    row("", "abcde");
    row("   ", "abcde");
}

void TestExpression::matches()
{
    QFETCH(QString, text);
    const auto parsed = Expression::parse(text, partFields());
    const auto* error = std::get_if<ExpressionError>(&parsed);
    QVERIFY2(!error, error ? qPrintable(error->sentence) : "");
    QTEST(matchesOf(std::get<Expression>(parsed)), "letters");
    QCOMPARE(std::get<Expression>(parsed).text(), text);
}

void TestExpression::errors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("part");  // of the sentence
    const auto row = [](const char* text, int position, int length, const char* part) {
        QTest::newRow(text) << QString::fromUtf8(text) << position << length << QString::fromUtf8(part);
    };
    row("scor > 0.6", 0, 4, "Did you mean “score”?");
    row("weight > 3", 0, 6, "There is no field “weight”. Fields: score,");
    row("score > ", 8, 0, "A number belongs here");
    row("score >", 7, 0, "A number belongs here");
    row("score > high", 8, 4, "A number belongs here");
    row("score > 0.6 and", 15, 0, "A condition such as");
    row("score > 0.6 or", 14, 0, "A condition such as");
    row("and score > 0.6", 0, 3, "A condition such as");
    row("score > 0.6 and or gear", 16, 2, "A condition such as");
    row("not", 3, 0, "A condition such as");
    row("()", 1, 1, "A condition such as");
    row("(score > 0.6", 12, 0, "A closing bracket is missing");
    row("score > 0.6)", 11, 1, "never opened");
    row("folder = \"line 2", 9, 7, "closing quote is missing");
    row("\"gear", 0, 5, "closing quote is missing");
    row("> 0.6", 0, 1, "A field belongs before the operator");
    row("score > > 0.6", 8, 1, "A number belongs here");
    row("0.4 < score < 0.6", 0, 3, "There is no field “0.4”");
    row("score > 0.4 < 0.6", 12, 1, "A field belongs before the operator");
    row("score ~ 0.6", 6, 1, "compare it with =, !=, <");
    row("verdict > pass", 8, 1, "compare it with = or !=");
    row("verdict ~ pa*", 8, 1, "compare it with = or !=");
    row("name < b", 5, 1, "compare it with =, !=, ~ or !~");
    row("verdict = bad", 10, 3, "fail, review, error, pass, running, waiting, cancelled");
    row("verdict = fail or gear", 18, 4, "One of these words belongs here");
    row("label = ", 8, 0, "none, good, defective");
    row("area > 1.2 mm2", 11, 3, "no calibration");
    row("area > 1.2mm2", 10, 3, "no calibration");
    row("area > 1.2 mm", 11, 2, "no unit of area");
    row("area > 5kg", 8, 2, "no unit of area");
    row("defects > 2 px", 12, 2, "has no unit");
    row("score > none", 8, 4, "A number belongs here");
    row("score > 1e999", 9, 4, "has no unit");
    row("date > 2026-13-01", 7, 10, "A date belongs here");
    row("date > 2026-02-30", 7, 10, "A date belongs here");
    row("date > 2026-11-02 25:00", 7, 16, "A date belongs here");
    row("date > soon", 7, 4, "A date belongs here");
}

void TestExpression::errors()
{
    QFETCH(QString, text);
    const auto parsed = Expression::parse(text, partFields());
    const auto* error = std::get_if<ExpressionError>(&parsed);
    QVERIFY(error);
    QFETCH(QString, part);
    QVERIFY2(error->sentence.contains(part), qPrintable(error->sentence));
    QTEST(int(error->position), "position");
    QTEST(int(error->length), "length");
}

void TestExpression::numbersAreReadInThePersonsLanguage()
{
    const auto isNumber = [](const char* text) {
        return std::holds_alternative<Expression>(Expression::parse(text, partFields()));
    };
    const auto restore = qScopeGuard([before = QLocale()] { QLocale::setDefault(before); });
    QVERIFY(isNumber("area > 1,240"));
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    const auto parsed = Expression::parse("score > 0,6", partFields());
    QVERIFY(std::holds_alternative<Expression>(parsed));
    QCOMPARE(matchesOf(std::get<Expression>(parsed)), QString("a"));
    QVERIFY(isNumber("score > 0.6"));
}

void TestExpression::millimetresNeedACalibration()
{
    const auto matching = [](const char* text, double mmPerPixel) {
        const auto parsed = Expression::parse(text, partFields(), mmPerPixel);
        return std::holds_alternative<Expression>(parsed) ? matchesOf(std::get<Expression>(parsed)) : QString("error");
    };
    QCOMPARE(matching("area > 1 mm2", 0), QString("error"));
    QCOMPARE(matching("area >= 2.4 mm2", 0.1), QString("a"));
    QCOMPARE(matching("area > 2.41 mm²", 0.1), QString());
    QCOMPARE(matching("area >= 0.3mm^2", 0.1), QString("ab"));
    QCOMPARE(matching("area = 2.4 mm2", 0.1), QString("a"));
    QCOMPARE(matching("area > 0.02 cm2", 0.1), QString("a"));
    QCOMPARE(matching("area > 2000000 µm2", 0.1), QString("a"));
    QCOMPARE(matching("area > 30 px", 0.1), QString("a"));
}

void TestExpression::todayIsToday()
{
    Part part;
    part.modified = QDateTime::currentDateTime();
    const auto holds = [&part](const char* text) {
        return std::get<Expression>(Expression::parse(text, partFields())).matches(PartValues(part));
    };
    QVERIFY(holds("date >= yesterday"));
    QVERIFY(!holds("date < yesterday"));
    part.modified = QDate::currentDate().addDays(-1).startOfDay().addSecs(60);
    QVERIFY(holds("date = yesterday or today"));
    part.modified = part.modified.addDays(-1);
    QVERIFY(!holds("date = yesterday or today"));
}

void TestExpression::fieldsMayLackAPlainOne()
{
    ExpressionFields fields;
    fields.fields = {{"length", ExpressionField::Type::Length, "length"}};
    const auto parsed = Expression::parse("scratch", fields);
    QVERIFY(std::holds_alternative<ExpressionError>(parsed));
    QCOMPARE(std::get<ExpressionError>(parsed).sentence, QString("A condition belongs here. Fields: length."));
    QVERIFY(std::holds_alternative<Expression>(Expression::parse("length > 1.5 mm", fields, 0.2)));
}

void TestExpression::anEmptyTextTakesEverything()
{
    QVERIFY(std::get<Expression>(Expression::parse("  ", partFields())).isEmpty());
    QVERIFY(Expression() == std::get<Expression>(Expression::parse("", partFields())));
    QVERIFY(!std::get<Expression>(Expression::parse("gear", partFields())).isEmpty());
}

void TestExpression::equalityIsOfTheParse()
{
    const Expression one = std::get<Expression>(Expression::parse("gear", partFields()));
    const Expression other = std::get<Expression>(Expression::parse("gear", partFields()));
    QVERIFY(one == Expression(one));
    QVERIFY(!(one == other));
}

void TestExpression::completes_data()
{
    QTest::addColumn<QString>("text");  // | is the cursor
    QTest::addColumn<QString>("items");
    QTest::addColumn<QString>("replaced");
    QTest::addColumn<bool>("eager");
    QTest::newRow("field") << "sc|" << "score" << "sc" << true;
    QTest::newRow("fields") << "l|" << "largest label" << "l" << true;
    QTest::newRow("field after and") << "gear and ver|" << "verdict" << "ver" << true;
    QTest::newRow("field after a bracket") << "(reg|" << "regionscore" << "reg" << true;
    QTest::newRow("field after a word") << "gear hum|" << "human" << "hum" << true;
    QTest::newRow("operators of a choice") << "verdict |" << "= !=" << "" << true;
    QTest::newRow("operators of a text") << "name |" << "~ !~ = !=" << "" << true;
    QTest::newRow("values") << "verdict = |" << "fail review error pass running waiting cancelled" << "" << true;
    QTest::newRow("value") << "verdict = re|" << "review" << "re" << true;
    QTest::newRow("date") << "date >= |" << "today yesterday none" << "" << true;
    QTest::newRow("label") << "label != g|ood" << "good" << "good" << true;
    QTest::newRow("joins") << "score > 0.6 |" << "and or" << "" << false;
    QTest::newRow("join") << "score > 0.6 a|" << "and area" << "a" << true;
    QTest::newRow("complete") << "verdict = review|" << "" << "review" << true;
    QTest::newRow("in quotes") << "folder = \"l|" << "" << "" << false;
    QTest::newRow("unknown field") << "scor = |" << "" << "" << false;
}

void TestExpression::completes()
{
    QFETCH(QString, text);
    const qsizetype cursor = text.indexOf('|');
    text.remove('|');
    const ExpressionCompletion completion = completeExpression(text, cursor, partFields());
    QStringList words;
    for (const auto& item : completion.items)
        words.append(item.word);
    QTEST(words.join(' '), "items");
    QTEST(text.mid(completion.start, completion.length), "replaced");
    QTEST(completion.eager, "eager");
}

void TestExpression::examplesParse()
{
    for (const ExpressionExample& example : partExamples())
        QVERIFY2(std::holds_alternative<Expression>(Expression::parse(example.text, partFields())), qPrintable(example.text));
}

void TestExpression::folders_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("folder");
    QTest::newRow("in the opened folder") << "/data/line 2/a.png" << "a.png" << "line 2";
    QTest::newRow("below it") << "/data/line 2/x/y/a.png" << "x/y/a.png" << "line 2/x/y";
    QTest::newRow("opened at the root") << "/data/a.png" << "data/a.png" << "data";
    QTest::newRow("in the root") << "/a.png" << "a.png" << "";
    QTest::newRow("a name of its own") << "/data/a.png" << "first" << "data";
    QTest::newRow("no folder") << "a.png" << "a.png" << "";
}

void TestExpression::folders()
{
    Part part;
    QFETCH(QString, path);
    QFETCH(QString, name);
    part.path = path;
    part.name = name;
    QTEST(folderOf(part), "folder");
}

void TestExpression::deepTextsEndInASentence()
{
    const auto tooDeep = [](const QString& text) {
        const auto parsed = Expression::parse(text, partFields());
        return std::holds_alternative<ExpressionError>(parsed) && std::get<ExpressionError>(parsed).sentence.contains("at most");
    };
    QVERIFY(tooDeep(QString(400, '(') + "gear" + QString(400, ')')));
    QVERIFY(tooDeep(QString("not ").repeated(200) + "gear"));
    QVERIFY(tooDeep(QString(Expression::greatestLength + 1, 'x')));
    QVERIFY(!tooDeep(QString(Expression::greatestDepth, '(') + "gear" + QString(Expression::greatestDepth, ')')));
    QVERIFY(!tooDeep(QString(Expression::greatestLength, 'x')));
}

void TestExpression::randomTextsNeverFail()
{
    const QStringList pieces{"score", "verdict", "name", "date", "area", "folder", "fail", "none", "0.6", "-1,5", "2026-11-01", "14:30",
                             "mm2", "%", "=", "!=", ">=", "<", "~", "!~", "(", ")", "and", "or", "not", "!", "&&", "||", "\"", "'", "“",
                             "*", "?", "＝", "\xff", "+", ".", "x/y", "\n", "\t", QString(QChar(0)), QString(QChar(0xd83d))};
    QRandomGenerator random(7);
    int parsed = 0;
    for (int i = 0; i < 30'000; ++i) {
        QString text;
        for (int count = random.bounded(14); count > 0; --count)
            text += pieces[random.bounded(int(pieces.size()))] + (random.bounded(3) ? " " : "");
        if (random.bounded(4) == 0 && !text.isEmpty())
            text[random.bounded(int(text.size()))] = QChar(random.bounded(0x10000));
        const auto result = Expression::parse(text, partFields(), i % 2 ? 0.1 : 0);
        if (const auto* error = std::get_if<ExpressionError>(&result)) {
            QVERIFY2(!error->sentence.isEmpty(), qPrintable(text));
            QVERIFY2(error->position >= 0 && error->length >= 0 && error->position + error->length <= text.size(), qPrintable(text));
        } else {
            matchesOf(std::get<Expression>(result));
            ++parsed;
        }
        completeExpression(text, random.bounded(int(text.size()) + 1), partFields());
    }
    QVERIFY(parsed > 100);
}

void TestExpression::matchesAreQuick()
{
    const Expression expression
        = std::get<Expression>(Expression::parse("score > 0.2 and name ~ *gear*1* and verdict = fail or review", partFields()));
    const std::vector<Part> parts = sampleParts();
    int hits = 0;
    QBENCHMARK {
        for (int i = 0; i < 1000; ++i)
            hits += expression.matches(PartValues(parts[std::size_t(i) % parts.size()]));
    }
    QVERIFY(hits > 0);
}

QTEST_GUILESS_MAIN(TestExpression)
#include "tst_expression.moc"
