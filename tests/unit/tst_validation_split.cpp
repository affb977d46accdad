// Splits for validation: shares by hand, the same again, and little moved when a set grows.

#include "core/error.h"
#include "training/datasets/validation_split.h"

#include <QSet>
#include <QTest>

using namespace inference;
using namespace inference::datasets;

namespace {

/// Products with so many good and defective images.
Dataset made(const std::vector<std::pair<int, int>>& counts)
{
    Dataset dataset {Layout::Folder, "/set", "set", {}, {{ProblemCode::OneClass, "/set", "p0"}}};
    for (std::size_t p = 0; p < counts.size(); ++p) {
        Product product {"p" + std::to_string(p), {}};
        for (int i = 0; i < counts[p].first + counts[p].second; ++i) {
            const bool good = i < counts[p].first;
            product.samples.push_back({"/set/" + product.name + "/" + std::to_string(i) + ".png", good ? Label::Good : Label::Defective, good ? "" : "cut", Split::Test, {}});
        }
        dataset.products.push_back(product);
    }
    return dataset;
}

QSet<QString> imagesOf(const Dataset& dataset)
{
    QSet<QString> images;
    for (const Product& product : dataset.products)
        for (const Sample& sample : product.samples)
            images.insert(QString::fromStdString(sample.image.string()));
    return images;
}

QList<int> countsOf(const Dataset& dataset)
{
    QList<int> counts;
    for (const Product& product : dataset.products) {
        counts.append(int(std::ranges::count(product.samples, Label::Good, &Sample::label)));
        counts.append(int(std::ranges::count(product.samples, Label::Defective, &Sample::label)));
    }
    return counts;
}

}  // namespace

class TestValidationSplit : public QObject {
    Q_OBJECT

private slots:
    void imagesByLabel_data();
    void imagesByLabel();
    void productsAreWhole();
    void sameSeedSameSplit();
    void everyImageIsOnOneSide();
    void growingMovesLittle();
    void sameFileTwiceStaysTogether();
    void shareMustLeaveBothSides();
};

void TestValidationSplit::imagesByLabel_data()
{
    QTest::addColumn<double>("fraction");
    QTest::addColumn<QList<int>>("training");
    QTest::addColumn<QList<int>>("validation");
    // products: 10 good + 4 defective, 1 + 2, 3 + 0
    QTest::newRow("a quarter") << 0.25 << QList<int> {7, 3, 1, 1, 2, 0} << QList<int> {3, 1, 0, 1, 1, 0};
    QTest::newRow("a hundredth: at least one of two") << 0.01 << QList<int> {9, 3, 1, 1, 2, 0} << QList<int> {1, 1, 0, 1, 1, 0};
    QTest::newRow("nearly all: never all") << 0.99 << QList<int> {1, 1, 1, 1, 1, 0} << QList<int> {9, 3, 0, 1, 2, 0};
}

void TestValidationSplit::imagesByLabel()
{
    QFETCH(double, fraction);
    const ValidationSplit split = splitByImage(made({{10, 4}, {1, 2}, {3, 0}}), fraction, 1);
    QTEST(countsOf(split.training), "training");
    QTEST(countsOf(split.validation), "validation");
    QCOMPARE(split.validation.name, std::string("set"));
    QCOMPARE(split.training.problems.size(), 1u);
    QCOMPARE(split.validation.problems.size(), 0u);
}

void TestValidationSplit::productsAreWhole()
{
    const Dataset dataset = made({{1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}});
    const ValidationSplit split = splitByProduct(dataset, 0.4, 3);
    QCOMPARE(split.validation.products.size(), 2u);
    QCOMPARE(split.training.products.size(), 3u);
    QVERIFY(!imagesOf(split.training).intersects(imagesOf(split.validation)));
    QCOMPARE(splitByProduct(made({{1, 1}, {2, 2}}), 0.01, 3).validation.products.size(), 1u);
    QCOMPARE(splitByProduct(made({{1, 1}}), 0.5, 3).validation.products.size(), 0u);
}

void TestValidationSplit::sameSeedSameSplit()
{
    Dataset dataset = made({{40, 40}, {40, 40}});
    const auto images = imagesOf(splitByImage(dataset, 0.2, 7).validation);
    std::ranges::reverse(dataset.products[0].samples);  // the order of the listing plays no part
    QCOMPARE(imagesOf(splitByImage(dataset, 0.2, 7).validation), images);
    QVERIFY(imagesOf(splitByImage(dataset, 0.2, 8).validation) != images);
    dataset.root = "/elsewhere";  // nor where it lies
    for (Product& product : dataset.products)
        for (Sample& sample : product.samples)
            sample.image = "/elsewhere" / sample.image.lexically_relative("/set");
    QSet<QString> moved;
    for (const QString& image : imagesOf(splitByImage(dataset, 0.2, 7).validation))
        moved.insert(QString(image).replace("/elsewhere", "/set"));
    QCOMPARE(moved, images);
}

void TestValidationSplit::everyImageIsOnOneSide()
{
    const Dataset dataset = made({{40, 7}, {13, 13}});
    const ValidationSplit split = splitByImage(dataset, 0.3, 5);
    QVERIFY(!imagesOf(split.training).intersects(imagesOf(split.validation)));
    QCOMPARE(imagesOf(split.training) + imagesOf(split.validation), imagesOf(dataset));
}

void TestValidationSplit::growingMovesLittle()
{
    const auto before = imagesOf(splitByImage(made({{100, 0}}), 0.2, 1).validation);
    const auto after = imagesOf(splitByImage(made({{101, 0}}), 0.2, 1).validation);
    QVERIFY((before - after).size() <= 1);
}

void TestValidationSplit::sameFileTwiceStaysTogether()
{
    Dataset dataset = made({{10, 0}});
    const auto samples = dataset.products[0].samples;
    dataset.products[0].samples.insert(dataset.products[0].samples.end(), samples.begin(), samples.end());
    const ValidationSplit split = splitByImage(dataset, 0.5, 1);
    QCOMPARE(countsOf(split.training), (QList<int> {10, 0}));
    QVERIFY(!imagesOf(split.training).intersects(imagesOf(split.validation)));
}

void TestValidationSplit::shareMustLeaveBothSides()
{
    for (const double fraction : {0.0, 1.0, -0.5, std::nan("")}) {
        QVERIFY_EXCEPTION_THROWN(splitByImage(made({{2, 2}}), fraction, 1), Error);
        QVERIFY_EXCEPTION_THROWN(splitByProduct(made({{2, 2}}), fraction, 1), Error);
    }
}

QTEST_APPLESS_MAIN(TestValidationSplit)
#include "tst_validation_split.moc"
