// vcp-inspect train on a data set: which images it learns from, which it is judged by, and which it draws.
#include "training/validation.h"
#include "training_tools.h"

using namespace inference;
using namespace training_tools;

class TestTrainingData : public QObject, private TrainingBench {
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }

    void unreadableFilesAreNamedAndLeftOut();
    void leaksAreLeftOutOfTheTraining();
    void productsAreKeptApartForTheValidation();
    void examplesOfEveryEpochAreDrawn();
    void tellingImagesAreChosen_data();
    void tellingImagesAreChosen();
};

void TestTrainingData::unreadableFilesAreNamedAndLeftOut()
{
    makeDataset(at("damaged"), {"nut"});
    const QByteArray whole = contents(at("damaged/nut/test/spot/2.png"));
    QFile cut(at("damaged/nut/test/spot/2.png"));
    QVERIFY(cut.open(QIODevice::WriteOnly) && cut.write(whole.left(whole.size() / 2)) > 0);
    cut.close();
    const Finished ended = run(command("from-damaged", {"--epochs", "1", at("damaged")}));
    QVERIFY2(ended.code == 3, qPrintable(ended.err));
    const auto problems = events(ended.out, "problem");
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems[0]["code"].toString(), "image_unreadable");
    QVERIFY(problems[0]["path"].toString().endsWith("spot/2.png"));
    QCOMPARE(dataOf(ended.out, "training")["images"].toInt() + dataOf(ended.out, "validation")["images"].toInt(), 7);
}

void TestTrainingData::leaksAreLeftOutOfTheTraining()
{
    makeDataset(at("others"), {"bolt"}, 1000);
    QVERIFY(QFile::remove(at("others/bolt/test/good/0.png")));
    QVERIFY(QFile::copy(at("parts/nut/test/good/1.png"), at("others/bolt/test/good/0.png")));
    const Finished ended = run(command("leaky", {"--epochs", "1", "--val", at("others"), at("parts")}));
    QVERIFY2(ended.code == 0, qPrintable(ended.err));
    QCOMPARE(events(ended.out, "leaks").size(), 1);
    QCOMPARE(events(ended.out, "leaks")[0]["images"].toInt(), 1);
    QCOMPARE(dataOf(ended.out, "training")["images"].toInt(), 15);
    QCOMPARE(dataOf(ended.out, "validation")["images"].toInt(), 8);
}

void TestTrainingData::productsAreKeptApartForTheValidation()
{
    makeDataset(at("three"), {"nut", "tube", "bolt"}, 2000);
    const Finished ended = run(command("apart", {"--epochs", "1", "--augment", "off", at("three")}));
    QVERIFY2(ended.code == 0, qPrintable(ended.err));
    const auto training = dataOf(ended.out, "training")["products"].toArray(), validation = dataOf(ended.out, "validation")["products"].toArray();
    QCOMPARE(training.size(), 2);
    QCOMPARE(validation.size(), 1);
    QVERIFY(!training.contains(validation[0]));
}

void TestTrainingData::examplesOfEveryEpochAreDrawn()
{
    const Finished ended = run(command("drawn", {"--epochs", "2", "--augment", "off", at("parts")}));
    QVERIFY2(ended.code == 0, qPrintable(ended.err));
    auto examples = events(ended.out, "example");
    // Judged by a good and a defective image of both products: two defective ones, and one of the good ones.
    QCOMPARE(examples.size(), 6);
    std::ranges::sort(examples, {}, [](const QJsonObject& example) { return example["epoch"].toInt() * 10 + example["number"].toInt(); });
    QStringList products;
    for (int i = 0; i < 6; ++i) {
        const QJsonObject& example = examples[i];
        QCOMPARE(example["epoch"].toInt(), 1 + i / 3);
        QCOMPARE(example["number"].toInt(), 1 + i % 3);
        QCOMPARE(example["of"].toInt(), 3);
        const QString file = example["file"].toString();
        QCOMPARE(file, at(QStringLiteral("drawn/examples/epoch-%1-%2.png").arg(1 + i / 3).arg(1 + i % 3)));
        const QImage drawn(file);
        QCOMPARE(drawn.size(), QSize(256, 256));
        int red = 0;
        for (int y = 0; y < drawn.height(); ++y)
            for (int x = 0; x < drawn.width(); ++x)
                red += drawn.pixelColor(x, y).red() > 150 && drawn.pixelColor(x, y).green() < 60;
        QCOMPARE(red > 100, example["anomalous"].toBool());  // the outline of what is marked
        products << example["product"].toString() + (example["anomalous"].toBool() ? " defective" : " good");
    }
    QCOMPARE(products.mid(0, 3), products.mid(3));
    QCOMPARE(products.mid(0, 2), (QStringList {"nut defective", "tube defective"}));
    QVERIFY(products[2].endsWith("good"));
    QVERIFY(ended.out.indexOf("\"example\"") < ended.out.indexOf("\"event\":\"epoch\""));
    QVERIFY(QDir(at("drawn/examples")).entryList({"*.part"}, QDir::Files).isEmpty());
}

void TestTrainingData::tellingImagesAreChosen_data()
{
    QTest::addColumn<QString>("images");
    QTest::addColumn<int>("most");
    QTest::addColumn<QList<int>>("chosen");
    // A letter for each image: its product, small where it is good.
    QTest::newRow("products in turn, a good one last") << "aABb" << 4 << QList<int> {1, 2, 0};
    QTest::newRow("spread over one product") << "AAAAAAaa" << 4 << QList<int> {0, 2, 4, 6};
    QTest::newRow("more products than places") << "aABCDE" << 4 << QList<int> {1, 2, 3, 0};
    QTest::newRow("no good one") << "AAB" << 4 << QList<int> {0, 2, 1};
    QTest::newRow("all good") << "aab" << 4 << QList<int> {0};
    QTest::newRow("nothing") << "" << 4 << QList<int> {};
    QTest::newRow("nothing wanted") << "aA" << 0 << QList<int> {};
    QTest::newRow("few of one, many of the other") << "ABBBBBBb" << 4 << QList<int> {0, 1, 4, 7};
}

void TestTrainingData::tellingImagesAreChosen()
{
    struct Letters : training::ValidationSource {
        QString images;
        std::size_t size() const override { return std::size_t(images.size()); }
        training::ValidationKind kind(std::size_t index) const override
        {
            const QChar letter = images[qsizetype(index)];
            return {std::string(1, letter.toUpper().toLatin1()), letter.isUpper()};
        }
        training::ValidationExample at(std::size_t) const override { throw std::logic_error("nothing is read"); }
    };
    QFETCH(QString, images);
    QFETCH(int, most);
    QFETCH(QList<int>, chosen);
    Letters source;
    source.images = images;
    QList<int> found;
    for (const std::size_t image : training::tellingImages(source, std::size_t(most)))
        found << int(image);
    QCOMPARE(found, chosen);
}

QTEST_GUILESS_MAIN(TestTrainingData)
#include "tst_training_data.moc"
