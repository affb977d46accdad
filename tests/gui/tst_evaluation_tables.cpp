// Tables of an evaluation made by hand, and what is opened to see its images.
#include "app/workbench/evaluated_image_model.h"
#include "app/workbench/evaluated_places.h"
#include "app/workbench/evaluation_service.h"
#include "app/workbench/evaluation_table_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

#include <deque>

using namespace app;
using namespace inference;

namespace {

using Model = EvaluationTableModel;

ProductMetrics product(const std::string& name, std::optional<double> pixelAuroc, std::size_t images = 4)
{
    ProductMetrics one {name, {}, images, 2};
    one.metrics.pixelAuroc = pixelAuroc;
    return one;
}

QStringList columnOf(const QAbstractItemModel& model, int column)
{
    QStringList cells;
    for (int row = 0; row < model.rowCount(); ++row)
        cells.append(model.index(row, column).data().toString());
    return cells;
}

}  // namespace

class TestEvaluationTables : public QObject {
    Q_OBJECT

private slots:
    void figuresAreInPerCentWithTheirMean();
    void differencesHaveASign();
    void typesHaveNoMean();
    void theMeanStaysBelow_data();
    void theMeanStaysBelow();
    void copiesAsTabSeparatedLines();
    void imagesAreThoseOfTheirPlaces();
    void pathsToOpenHoldNoMasks_data();
    void pathsToOpenHoldNoMasks();
    void streamsWhatMemoryCannotHold();
};

void TestEvaluationTables::figuresAreInPerCentWithTheirMean()
{
    Model model;
    QAbstractItemModelTester tester(&model);
    model.setRows({product("a", 0.91249), product("b", std::nullopt), product("c", 0.5)}, Model::Rows::Products);
    QCOMPARE(columnOf(model, Model::NameColumn), QStringList({"a", "b", "c", "Mean"}));
    QCOMPARE(columnOf(model, Model::firstFigureColumn), QStringList({"91.2", "–", "50.0", "70.6"}));
    QCOMPARE(columnOf(model, Model::ImagesColumn), QStringList({"4", "4", "4", ""}));
    QStringList titles;
    for (int column = Model::firstFigureColumn; column < model.columnCount(); ++column)
        titles.append(model.headerData(column, Qt::Horizontal).toString());
    QCOMPARE(titles, QStringList({"pixel AUROC", "PRO", "AUPRO", "pixel AP", "pixel F1", "pixel IoU", "image AUROC", "image AP", "image F1"}));
    model.setRows({}, Model::Rows::Products);
    QCOMPARE(model.rowCount(), 0);
}

void TestEvaluationTables::differencesHaveASign()
{
    Model model;
    QAbstractItemModelTester tester(&model);
    model.setRows({product("a", 0.125), product("b", -0.25), product("c", 0.0001), product("d", -0.0001)}, Model::Rows::Differences);
    QCOMPARE(columnOf(model, Model::firstFigureColumn), QStringList({"+12.5", "-25.0", "0.0", "0.0", "-3.1"}));
}

void TestEvaluationTables::typesHaveNoMean()
{
    Model model;
    QAbstractItemModelTester tester(&model);
    model.setRows({product("dent", 0.5), product("", 0.25)}, Model::Rows::DefectTypes);
    QCOMPARE(columnOf(model, Model::NameColumn), QStringList({"dent", "unnamed"}));
}

void TestEvaluationTables::theMeanStaysBelow_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("order");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("names as a person counts") << int(Model::NameColumn) << int(Qt::AscendingOrder) << QStringList {"part2", "part10", "x", "Mean"};
    QTest::newRow("names backwards") << int(Model::NameColumn) << int(Qt::DescendingOrder) << QStringList {"x", "part10", "part2", "Mean"};
    QTest::newRow("figures") << int(Model::firstFigureColumn) << int(Qt::AscendingOrder) << QStringList {"part10", "x", "part2", "Mean"};
    QTest::newRow("figures backwards") << int(Model::firstFigureColumn) << int(Qt::DescendingOrder) << QStringList {"part2", "x", "part10", "Mean"};
    QTest::newRow("images") << int(Model::ImagesColumn) << int(Qt::DescendingOrder) << QStringList {"x", "part10", "part2", "Mean"};
}

void TestEvaluationTables::theMeanStaysBelow()
{
    QFETCH(int, column);
    QFETCH(int, order);
    QFETCH(QStringList, names);
    Model model;
    MeanLastProxy sorted;
    sorted.setSourceModel(&model);
    QAbstractItemModelTester tester(&sorted);
    model.setRows({product("x", 0.09, 100), product("part10", std::nullopt, 20), product("part2", 0.1, 3)}, Model::Rows::Products);
    sorted.sort(column, Qt::SortOrder(order));
    QCOMPARE(columnOf(sorted, Model::NameColumn), names);
}

void TestEvaluationTables::copiesAsTabSeparatedLines()
{
    Model model;
    MeanLastProxy sorted;
    sorted.setSourceModel(&model);
    TsvTable table;
    table.setModel(&sorted);
    model.setRows({product("=b", 0.5, 1234), product("a", std::nullopt)}, Model::Rows::Products);
    const QString heading = "Product\timages\tanomalous\tpixel AUROC\tPRO\tAUPRO\tpixel AP\tpixel F1\tpixel IoU\timage AUROC\timage AP\timage F1\n";
    const QString empty = QString("\t").repeated(8) + '\n';
    QCOMPARE(table.copyText(), heading + "'=b\t1234\t2\t50.0" + empty + "a\t4\t2\t" + empty + "Mean\t\t\t50.0" + empty);
    table.selectRow(1);
    QCOMPARE(table.copyText(), heading + "a\t4\t2\t" + empty);
}

void TestEvaluationTables::imagesAreThoseOfTheirPlaces()
{
    std::deque<datasets::Sample> samples;
    pipeline::EvaluatedProduct product {"p", {}, {}};
    for (int i = 0; i < 3; ++i) {
        samples.push_back({"/set/p/" + std::to_string(i) + ".png", Label::Defective, "dent", datasets::Split::Test, {}});
        product.samples.push_back(&samples.back());
        product.figures.outcomes.push_back({0.25 * i, true});
    }
    EvaluatedImageModel model;
    QAbstractItemModelTester tester(&model);
    model.setImages(&product, {2, 0}, "/set");
    QCOMPARE(columnOf(model, EvaluatedImageModel::ImageColumn), QStringList({"p/2.png", "p/0.png"}));
    QCOMPARE(columnOf(model, EvaluatedImageModel::ScoreColumn), QStringList({"0.5", "0"}));
    QCOMPARE(model.index(0, 0).data(EvaluatedImageModel::PathRole).toString(), QString("/set/p/2.png"));
    model.setImages(nullptr, {}, {});
    QCOMPARE(model.rowCount(), 0);
}

void TestEvaluationTables::pathsToOpenHoldNoMasks_data()
{
    QTest::addColumn<QStringList>("images");
    QTest::addColumn<QString>("mask");  ///< of the first
    QTest::addColumn<QStringList>("opened");
    QTest::newRow("MVTec AD") << QStringList {"/set/a/test/hole/0.png", "/set/a/test/good/0.png"} << "/set/a/ground_truth/hole/0_mask.png" << QStringList {"/set/a/test"};
    QTest::newRow("one folder") << QStringList {"/set/a/good/0.png", "/set/a/good/1.png"} << "" << QStringList {"/set/a/good"};
    QTest::newRow("names that begin alike") << QStringList {"/set/ab/0.png", "/set/a/1.png"} << "" << QStringList {"/set"};
    QTest::newRow("masks beside images") << QStringList {"/set/test/1.png", "/set/test/2.png"} << "/set/test/1_GT.png" << QStringList {"/set/test/1.png", "/set/test/2.png"};
}

void TestEvaluationTables::pathsToOpenHoldNoMasks()
{
    QFETCH(QStringList, images);
    QFETCH(QString, mask);
    QFETCH(QStringList, opened);
    std::deque<datasets::Sample> samples;
    pipeline::EvaluatedProduct product {"p", {}, {}};
    for (const QString& image : images) {
        samples.push_back({image.toStdString(), Label::Good, "", datasets::Split::Test, {}});
        product.samples.push_back(&samples.back());
    }
    if (!mask.isEmpty())
        samples.front().mask = {datasets::MaskKind::File, mask.toStdString()};
    QCOMPARE(pathsToOpen(product), opened);
    QCOMPARE(pathsToOpen({}), QStringList());
}

void TestEvaluationTables::streamsWhatMemoryCannotHold()
{
    datasets::Dataset dataset;
    dataset.products = {{"small", {2, {"/s.png", Label::Good, "", datasets::Split::Test, {}}}}, {"large", {10, {"/l.png", Label::Good, "", datasets::Split::Test, {}}}}};
    pipeline::EvaluationRequest request;
    // 10 images of 100 x 100 pixels at 8 bytes: 800,000 bytes.
    QVERIFY(!needsStreaming(dataset, request, 100, 1'600'000));
    QVERIFY(needsStreaming(dataset, request, 100, 1'599'999));
    request.products = {"small"};
    QVERIFY(!needsStreaming(dataset, request, 100, 1'599'999));
    // Past 2^32 - 1 pixels there are no exact figures, whatever the memory.
    request.products = {};
    QVERIFY(needsStreaming(dataset, request, 30'000, std::uint64_t(1) << 62));
}

QTEST_MAIN(TestEvaluationTables)
#include "tst_evaluation_tables.moc"
