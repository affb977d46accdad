// What vcp-inspect eval writes and says of figures made by hand.

#include "app/common/curve_files.h"
#include "app/common/dataset_problem_text.h"
#include "app/common/eval_comparison.h"
#include "app/common/evaluation_text.h"
#include "app/inspect/eval_report.h"

#include <QtTest>

#include <deque>
#include <limits>

using namespace inference;
using pipeline::DatasetEvaluation;
using pipeline::EvaluatedProduct;

namespace {

QString contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString("none");
}

/// Images whose verdicts follow from a limit of 0.5; samples live as long as `samples`.
EvaluatedProduct product(const std::string& name, const std::vector<evaluation::ImageOutcome>& outcomes, std::deque<datasets::Sample>& samples)
{
    EvaluatedProduct made {name, {}, {}};
    made.figures.outcomes = outcomes;
    made.figures.all.imageLimitAtF1Max = 0.5;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        samples.push_back({"/set/" + name + "/" + std::to_string(i) + ".png", outcomes[i].anomalous ? Label::Defective : Label::Good, outcomes[i].anomalous ? "dent" : "", datasets::Split::Test, {}});
        made.samples.push_back(&samples.back());
    }
    return made;
}

}  // namespace

class TestEvalFiles : public QObject {
    Q_OBJECT

private slots:
    void imagesStandInTheCellOfTheirVerdict();
    void curvesAreRowsWithoutInfinity();
    void namesOfProductsStayInTheFolder();
    void verdictsOfTheSameImagesArePaired();
    void comparisonIsSaidInASentence_data();
    void comparisonIsSaidInASentence();
    void tableIsInPerCentAndAligned();
    void differencesHaveASign();
    void everyProblemHasASentence_data();
    void everyProblemHasASentence();
    void problemsOfAKindAreCutShort();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }

    const QTemporaryDir m_folder;
};

void TestEvalFiles::imagesStandInTheCellOfTheirVerdict()
{
    std::deque<datasets::Sample> samples;
    DatasetEvaluation evaluation;
    evaluation.products = {product("a", {{0.5, true}, {0.25, true}, {0.75, false}, {0.125, false}}, samples), product("b", {{0.5, true}}, samples)};
    evaluation.products[1].figures.all.imageLimitAtF1Max.reset();
    app::writeCurveFiles(m_folder.path().toStdString(), evaluation, "/set");
    QCOMPARE(contents(path("a.images.csv")), QString("image,defect,anomalous,score,limit,cell\r\na/0.png,dent,1,0.5,0.5,hit\r\na/1.png,dent,1,0.25,0.5,escape\r\n"
                                                     "a/2.png,,0,0.75,0.5,overkill\r\na/3.png,,0,0.125,0.5,pass\r\n"));
    QCOMPARE(contents(path("b.images.csv")), QString("image,defect,anomalous,score,limit,cell\r\nb/0.png,dent,1,0.5,,\r\n"));
    QCOMPARE(contents(path("a.curves.csv")), QString("level,curve,x,y,limit\r\n"));
}

void TestEvalFiles::curvesAreRowsWithoutInfinity()
{
    DatasetEvaluation evaluation;
    EvaluatedProduct made {"c", {}, {}};
    made.figures.all.pixelCurves.roc = {{0, 0, std::numeric_limits<double>::infinity()}, {0.25, 1, 0.1}};
    made.figures.all.imageCurves.precisionRecall = {{1, 0.5, 0.75}};
    evaluation::SetFigures dent;
    dent.images = 3;
    dent.anomalous = 1;
    dent.metrics.pixelAp = 0.25;
    made.figures.types = {{"=dent", dent}};
    evaluation.products = {made};
    app::writeCurveFiles(m_folder.path().toStdString(), evaluation, "/set");
    QCOMPARE(contents(path("c.curves.csv")), QString("level,curve,x,y,limit\r\npixels,roc,0,0,\r\npixels,roc,0.25,1,0.1\r\nimages,precision_recall,1,0.5,0.75\r\n"));
    QCOMPARE(contents(path("defects.csv")).section("\r\n", 1), QString("c,'=dent,,,,0.25,,,,,,,3,1\r\n"));
}

void TestEvalFiles::namesOfProductsStayInTheFolder()
{
    const QTemporaryDir folder;
    DatasetEvaluation evaluation;
    for (const char* name : {"../up", "a/b", "a_b", "", ".hidden", "Zahnräder"})
        evaluation.products.push_back({name, {}, {}});
    app::writeCurveFiles(folder.path().toStdString(), evaluation, "/set");
    QCOMPARE(QDir(folder.path()).entryList({"*.curves.csv"}, QDir::Files | QDir::Hidden, QDir::Name),
             QStringList({"Zahnräder.curves.csv", "___up.curves.csv", "_hidden.curves.csv", "a_b-2.curves.csv", "a_b.curves.csv", "product.curves.csv"}));
}

void TestEvalFiles::verdictsOfTheSameImagesArePaired()
{
    std::deque<datasets::Sample> samples;
    DatasetEvaluation first, second;
    first.products = {product("a", {{0.9, true}, {0.1, true}, {0.9, false}, {0.1, false}, {0.1, false}}, samples), product("b", {{0.9, true}}, samples)};
    second = first;
    // Right and wrong, wrong and right, both wrong; the fourth both right; the fifth was not read by the second model.
    second.products[0].figures.outcomes = {{0.1, true}, {0.9, true}, {0.9, false}, {0.1, false}};
    second.products[0].samples.pop_back();
    second.products[1].figures.all.imageLimitAtF1Max.reset();
    const auto test = app::compareVerdicts(first, second);
    QCOMPARE(test.onlyFirst, std::size_t(1));
    QCOMPARE(test.onlySecond, std::size_t(1));
    QCOMPARE(test.bothWrong, std::size_t(1));
    QCOMPARE(test.bothRight, std::size_t(1));
}

void TestEvalFiles::comparisonIsSaidInASentence_data()
{
    QTest::addColumn<int>("onlyFirst");
    QTest::addColumn<int>("onlySecond");
    QTest::addColumn<QString>("said");
    QTest::newRow("chance") << 3 << 1 << "This may well be chance (McNemar's test: p = 0.625).";  // 2 (1 + 4)/16
    QTest::newRow("first") << 10 << 0 << "“%2” is right more often, by more than chance (McNemar's test: p = 0.002).";
    QTest::newRow("second") << 0 << 20 << "“B” is right more often, by more than chance (McNemar's test: p < 0.001).";
}

void TestEvalFiles::comparisonIsSaidInASentence()
{
    QFETCH(int, onlyFirst);
    QFETCH(int, onlySecond);
    QFETCH(QString, said);
    const QString text = app::comparisonSentence(evaluation::mcNemar(5, std::size_t(onlyFirst), std::size_t(onlySecond), 2), "%2", "B");
    QVERIFY2(text.startsWith(QString("Of %1 images").arg(7 + onlyFirst + onlySecond)) && text.endsWith(said), qPrintable(text));
    QVERIFY(app::comparisonSentence(evaluation::mcNemar(0, 0, 0, 0), "A", "B").startsWith("No image can be compared"));
}

void TestEvalFiles::tableIsInPerCentAndAligned()
{
    evaluation::Metrics metrics;
    metrics.pixelAuroc = 0.91249;
    const QStringList lines = app::figureTable({{"bottle", metrics, 83, 63}, {"x", {}, 1, 0}}).split('\n');
    QVERIFY2(lines[0].startsWith("Product  images  anomalous  pixel AUROC  PRO"), qPrintable(lines[0]));
    QCOMPARE(lines[1].simplified(), QString("bottle 83 63 91.2 – – – – – – –"));
    QCOMPARE(lines[2].simplified(), QString("x 1 0 – – – – – – – –"));
    QCOMPARE(lines[3].simplified(), QString("Mean 91.2 – – – – – – –"));
    QCOMPARE(lines[1].indexOf("91.2") + 4, lines[0].indexOf("pixel AUROC") + 11);
}

void TestEvalFiles::differencesHaveASign()
{
    evaluation::Metrics first, second;
    first.pixelAuroc = 0.5;
    second.pixelAuroc = 0.625;
    first.pixelAp = 0.5;
    second.pixelAp = 0.25;
    first.imageAuroc = second.imageAuroc = 0.75;
    first.imageAp = 1;
    const QStringList lines = app::differenceTable({{"a", first, 2, 1}, {"gone", first, 2, 1}}, {{"a", second, 2, 1}}).split('\n');
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[1].simplified(), QString("a +12.5 – – -25.0 – 0.0 – –"));
    QCOMPARE(lines[2].simplified(), QString("Mean +12.5 – – -25.0 – 0.0 – –"));
}

void TestEvalFiles::everyProblemHasASentence_data()
{
    QTest::addColumn<int>("code");
    for (int code = 0; code <= int(datasets::ProblemCode::OneClass); ++code)
        QTest::newRow(std::string(datasets::codeName(datasets::ProblemCode(code))).c_str()) << code;
}

void TestEvalFiles::everyProblemHasASentence()
{
    QFETCH(int, code);
    const QString text = app::sentence(datasets::Problem {datasets::ProblemCode(code), "/set/%2.png", "the detail"});
    QVERIFY2(text.contains("“/set/%2.png”") || text.contains("“the detail”"), qPrintable(text));
    QVERIFY2(!text.contains('?') && !text.contains("%1") && text.endsWith('.'), qPrintable(text));
}

void TestEvalFiles::problemsOfAKindAreCutShort()
{
    std::vector<datasets::Problem> problems(23, {datasets::ProblemCode::MaskUnused, "/set/m.png", ""});
    problems.push_back({datasets::ProblemCode::OneClass, "/set", "b"});
    const QStringList lines = app::problemSentences(problems);
    QCOMPARE(lines.size(), 22);
    QCOMPARE(lines[20], QString("The same is true of 3 more."));
    QVERIFY(lines[21].contains("“b”"));
}

QTEST_GUILESS_MAIN(TestEvalFiles)
#include "tst_eval_files.moc"
