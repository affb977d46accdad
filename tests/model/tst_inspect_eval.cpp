// vcp-inspect eval as scripts see it: the published figures of a miniature data set, what it says of bad data, two models compared.

#include "golden.h"
#include "pipeline/model_bundle.h"
#include "program_tools.h"
#include "weights/weight_writer.h"

#include <QtTest>

#include <csignal>

using program_tools::contents;
using program_tools::Finished;

namespace {

QString tiny(const QString& name)
{
    return QDir(WORKBENCH_TEST_DATA "/golden/tiny").filePath(name);
}

QStringList goldenModel()
{
    return {"--clip", tiny("clip.pt"), "--vcp", tiny("vcp.pth"), "--image-size", "154", "--layers", "3,6,9,12", "--sigma", "8"};
}

const QStringList figureKeys {"pixel_auroc", "pixel_aupro", "pixel_aupro_exact", "pixel_ap", "pixel_f1_max", "pixel_threshold_at_f1_max",
                              "pixel_iou_at_f1_max", "image_auroc", "image_ap", "image_f1_max", "images", "anomalous"};

void write(const QString& path, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

void copy(const QString& from, const QString& to)
{
    write(to, contents(from));
}

/// Cells of a CSV file without quoted cells, header first.
QList<QStringList> table(const QString& path)
{
    QList<QStringList> rows;
    for (const QString& line : QString::fromUtf8(contents(path)).split("\r\n", Qt::SkipEmptyParts))
        rows.append(line.split(','));
    return rows;
}

QJsonObject jsonOf(const QString& path)
{
    return QJsonDocument::fromJson(contents(path)).object();
}

/// The four golden images as a product of MVTec AD's layout: image_3 is the good one.
void makeProduct(const QString& product)
{
    for (int i = 0; i < 3; ++i) {
        copy(tiny(QString("image_%1.png").arg(i)), QString("%1/test/broken/%2.png").arg(product).arg(i));
        copy(tiny(QString("image_%1_mask.png").arg(i)), QString("%1/ground_truth/broken/%2_mask.png").arg(product).arg(i));
    }
    copy(tiny("image_3.png"), product + "/test/good/3.png");
}

}  // namespace

class TestInspectEval : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void figuresEqualThePublishedCode_data();
    void figuresEqualThePublishedCode();
    void filesHoldTheContractsKeysAlone();
    void goodTrainingImagesTeachABaseline();
    void badDataIsSaidAndTheRunGoesOn_data();
    void badDataIsSaidAndTheRunGoesOn();
    void oneClassHasNoFigures();
    void sharedImagesAreWarnedOf();
    void weightsThatSawTheSetAreWarnedOf();
    void twoModelsAreCompared();
    void unusableSecondModelLeavesTheFirstsFigures();
    void stoppedRunWritesNothing();

private:
    void start(QProcess& process, const QStringList& arguments) const { program_tools::start(process, m_folder.path(), QStringList {"eval"} + arguments); }
    Finished eval(const QStringList& arguments) const { return program_tools::run(m_folder.path(), QStringList {"eval"} + arguments); }
    QString makeBundle(const QString& name, double promptFactor, const inference::pipeline::TrainedOn& trainedOn) const;
    QString path(const QString& name) const { return m_folder.filePath(name); }

    const QTemporaryDir m_folder;
};

void TestInspectEval::initTestCase()
{
    makeProduct(path("set/part"));
}

void TestInspectEval::figuresEqualThePublishedCode_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<double>("pixelTolerance");  ///< of the figures that streaming takes from levels
    QTest::newRow("exact") << QStringList() << 1e-6;
    QTest::newRow("streaming") << QStringList {"--streaming"} << 1e-4;
}

void TestInspectEval::figuresEqualThePublishedCode()
{
    QFETCH(QStringList, options);
    QFETCH(double, pixelTolerance);
    const Finished run = eval(goldenModel() + options + QStringList {"--json", "figures.json", path("set")});
    QVERIFY2(run.code == 0, qPrintable(run.err));
    QVERIFY2(run.out.contains("Layout mvtec") && run.out.contains("3 anomalous"), qPrintable(run.out));
    const QJsonObject expected = jsonOf(tiny("golden.json")).value("metrics").toObject();
    const QJsonObject found = jsonOf(path("figures.json")).value("products").toObject().value("part").toObject();
    QCOMPARE(expected.size(), 9);
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        const bool exact = it.key().startsWith("image") || it.key() == "pixel_aupro";
        const double difference = std::abs(found.value(it.key()).toDouble(INFINITY) - it.value().toDouble());
        QVERIFY2(difference <= (exact ? 1e-6 : pixelTolerance), qPrintable(QString("%1 by %2").arg(it.key()).arg(difference)));
    }
    QCOMPARE(found.value("images").toInt(), 4);
    QCOMPARE(found.value("anomalous").toInt(), 3);
}

void TestInspectEval::filesHoldTheContractsKeysAlone()
{
    const Finished run = eval(goldenModel() + QStringList {"--json", "all.json", "--csv", "all.csv", "--curves", "curves", path("set")});
    QVERIFY2(run.code == 0, qPrintable(run.err));
    const QJsonObject json = jsonOf(path("all.json")), part = json.value("products").toObject().value("part").toObject();
    QStringList sorted = figureKeys;
    sorted.sort();
    QCOMPARE(json.keys(), QStringList({"mean", "products"}));
    QCOMPARE(json.value("mean").toObject().keys(), sorted);
    QCOMPARE(json.value("products").toObject().keys(), QStringList {"part"});
    QCOMPARE(part.keys(), sorted);

    const auto figures = table(path("all.csv"));
    QCOMPARE(figures.size(), 3);
    QCOMPARE(figures[0], QStringList {"product"} + figureKeys);
    QCOMPARE(figures[1][0], QString("part"));
    QCOMPARE(figures[2][0], QString("mean"));
    QCOMPARE(figures[1][1].toDouble(), std::round(part.value("pixel_auroc").toDouble() * 1e6) / 1e6);

    // One type of defect: its figures are the product's.
    const auto defects = table(path("curves/defects.csv"));
    QCOMPARE(defects.size(), 2);
    QCOMPARE(defects[0], QStringList({"product", "defect"}) + figureKeys);
    QCOMPARE(defects[1].first(2), QStringList({"part", "broken"}));
    QCOMPARE(defects[1][2].toDouble(), part.value("pixel_auroc").toDouble());

    // The greatest F1 of one good and three defective images, where the good one scores second: all are caught.
    const auto images = table(path("curves/part.images.csv"));
    QCOMPARE(images[0], QStringList({"image", "defect", "anomalous", "score", "limit", "cell"}));
    QMap<QString, QString> cells;
    for (const QStringList& row : images.mid(1)) {
        QCOMPARE(row[3].toDouble() >= row[4].toDouble(), row[5] == "hit" || row[5] == "overkill");
        cells[row[0]] = row[5];
    }
    QCOMPARE(cells, (QMap<QString, QString> {{"part/test/broken/0.png", "hit"}, {"part/test/broken/1.png", "hit"}, {"part/test/broken/2.png", "hit"}, {"part/test/good/3.png", "overkill"}}));

    const auto curves = table(path("curves/part.curves.csv"));
    QCOMPARE(curves[0], QStringList({"level", "curve", "x", "y", "limit"}));
    QSet<QString> kinds;
    for (const QStringList& row : curves.mid(1)) {
        kinds.insert(row[0] + ' ' + row[1]);
        QVERIFY(row[2].toDouble() >= 0 && row[2].toDouble() <= 1 && row[3].toDouble() >= 0 && row[3].toDouble() <= 1);
    }
    QCOMPARE(kinds, (QSet<QString> {"pixels roc", "pixels precision_recall", "pixels pro", "images roc", "images precision_recall"}));
    QCOMPARE(curves[1], QStringList({"pixels", "roc", "0", "0", ""}));
}

void TestInspectEval::goodTrainingImagesTeachABaseline()
{
    makeProduct(path("taught/part"));
    makeProduct(path("taught/untaught"));
    for (int i = 0; i < 5; ++i)  // as good as can be: the good test image itself
        copy(tiny("image_3.png"), path(QString("taught/part/train/good/%1.png").arg(i)));
    copy(tiny("image_3.png"), path("taught/untaught/train/good/0.png"));
    const Finished run = eval(goldenModel() + QStringList {"--baseline", "--json", "taught.json", path("taught")});
    QVERIFY2(run.code == 0, qPrintable(run.err));
    QVERIFY2(run.out.contains("not zero-shot") && run.out.contains("nothing was learned: untaught"), qPrintable(run.out));
    const Finished without = eval(goldenModel() + QStringList {"--json", "plain.json", path("taught")});
    QVERIFY2(!without.out.contains("zero-shot"), qPrintable(without.out));
    const QJsonObject taught = jsonOf(path("taught.json"))[QLatin1String("products")].toObject(), plain = jsonOf(path("plain.json"))[QLatin1String("products")].toObject();
    QCOMPARE(taught[QLatin1String("part")][QLatin1String("baseline_parts")], QJsonValue(5));
    QCOMPARE(taught[QLatin1String("untaught")][QLatin1String("baseline_parts")], QJsonValue(0));
    QVERIFY(!plain[QLatin1String("part")].toObject().contains("baseline_parts"));
    // The good image scored second of four before; nothing of it is left.
    QVERIFY(plain[QLatin1String("part")][QLatin1String("image_auroc")].toDouble() < 1);
    QCOMPARE(taught[QLatin1String("part")][QLatin1String("image_auroc")], QJsonValue(1.0));
    QCOMPARE(taught[QLatin1String("untaught")][QLatin1String("image_auroc")], plain[QLatin1String("untaught")][QLatin1String("image_auroc")]);

    const Finished refused = eval(goldenModel() + QStringList {"--baseline", "--split", "train", path("taught")});
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.err.contains("--split test"), qPrintable(refused.err));
    const Finished untaught = eval(goldenModel() + QStringList {"--baseline", "--products", "untaught", path("taught")});
    QCOMPARE(untaught.code, 2);
    QVERIFY2(untaught.err.contains("nothing to learn from"), qPrintable(untaught.err));
}

void TestInspectEval::badDataIsSaidAndTheRunGoesOn_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("with");  ///< "": removed; "half": truncated; else a file of the golden ones
    QTest::addColumn<QString>("said");
    QTest::addColumn<int>("images");
    QTest::newRow("image that ends early") << "test/broken/0.png" << "half" << "0.png” ends early" << 3;
    QTest::newRow("mask that ends early") << "ground_truth/broken/1_mask.png" << "half" << "1_mask.png” ends early" << 4;
    QTest::newRow("mask of another size") << "ground_truth/broken/1_mask.png" << "image_0_mask.png" << "1_mask.png” has another size than its image: 300 × 200 pixels, the image 181 × 257" << 4;
    QTest::newRow("mask that is missing") << "ground_truth/broken/2_mask.png" << "" << "2.png” is defective: its mask is missing" << 4;
}

void TestInspectEval::badDataIsSaidAndTheRunGoesOn()
{
    QFETCH(QString, file);
    QFETCH(QString, with);
    QFETCH(QString, said);
    QFETCH(int, images);
    QTemporaryDir set(path("bad-XXXXXX"));
    makeProduct(set.filePath("part"));
    const QString bad = set.filePath("part/" + file);
    const QByteArray bytes = contents(bad);
    QVERIFY(QFile::remove(bad));
    if (with == "half")
        write(bad, bytes.first(bytes.size() / 2));
    else if (!with.isEmpty())
        copy(tiny(with), bad);
    const Finished run = eval(goldenModel() + QStringList {"--json", "bad.json", set.path()});
    QCOMPARE(run.code, 3);
    QCOMPARE(run.err.count(said), 1);
    const QJsonObject part = jsonOf(path("bad.json")).value("products").toObject().value("part").toObject();
    QCOMPARE(part.value("images").toInt(), images);
    QVERIFY(part.value("pixel_auroc").isDouble() && part.value("image_auroc").isDouble());
    QCOMPARE(run.out.contains("without a usable mask"), images == 4);
    if (images == 4)  // the image figures don't hang on masks
        QVERIFY(std::abs(part.value("image_auroc").toDouble() - 1.0 / 3) < 1e-6);
}

void TestInspectEval::oneClassHasNoFigures()
{
    makeProduct(path("one class/a"));
    copy(tiny("image_3.png"), path("one class/b/test/good/0.png"));
    QVERIFY(QDir().mkpath(path("one class/c/test/good")) && QDir().mkpath(path("one class/c/train/good")));
    for (const QStringList& mode : {QStringList(), QStringList {"--streaming"}}) {
        const Finished run = eval(goldenModel() + mode + QStringList {"--json", "one.json", "--layout", "mvtec", path("one class")});
        QVERIFY2(run.code == 0, qPrintable(run.err));
        QVERIFY2(run.err.contains("The test images of “b” are all good or all defective"), qPrintable(run.err));
        QVERIFY2(run.err.contains("The product “c” holds no image"), qPrintable(run.err));
        const QJsonObject json = jsonOf(path("one.json")), products = json.value("products").toObject();
        QCOMPARE(products.keys(), QStringList({"a", "b"}));
        const QJsonObject b = products.value("b").toObject();
        for (const QString& key : figureKeys.first(10))
            QVERIFY2(b.value(key).isNull(), qPrintable(key));
        QCOMPARE(b.value("images").toInt(), 1);
        // The mean is over those that have the figure.
        QCOMPARE(json.value("mean").toObject().value("pixel_auroc"), products.value("a").toObject().value("pixel_auroc"));
    }
}

void TestInspectEval::sharedImagesAreWarnedOf()
{
    makeProduct(path("leak/part"));
    copy(tiny("image_3.png"), path("leak/part/train/good/7.png"));
    const Finished run = eval(goldenModel() + QStringList {path("leak")});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.err.contains("in both training and test of this data set") && run.err.contains("7.png"), qPrintable(run.err));
}

QString TestInspectEval::makeBundle(const QString& name, double promptFactor, const inference::pipeline::TrainedOn& trainedOn) const
{
    using namespace inference::weights;
    const QString folder = path(name);
    copy(tiny("clip.pt"), folder + "/clip.pt");
    const auto file = WeightFile::open(tiny("vcp.pth").toStdString());
    NamedTensors tensors(file->tensors().begin(), file->tensors().end());
    auto& query = tensors.at("New_Lan_Embed.prompt_query");
    std::vector<float> values(std::size_t(query.elements()));
    copyAsFloat(query, values);
    for (float& value : values)
        value = float(value * promptFactor);
    query = {DType::F32, query.shape, query.strides, std::as_bytes(std::span(values))};
    writeSafetensors((folder + "/vcp.safetensors").toStdString(), tensors);
    auto bundle = inference::pipeline::bundleOf((folder + "/clip.pt").toStdString(), (folder + "/vcp.safetensors").toStdString());
    bundle.name = name.toStdString();
    bundle.options.imageSize = 154;
    bundle.options.layers = {3, 6, 9, 12};
    bundle.trainedOn = trainedOn;
    inference::pipeline::writeBundle(folder.toStdString(), bundle);
    return folder;
}

void TestInspectEval::weightsThatSawTheSetAreWarnedOf()
{
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(contents(tiny("image_1.png")), QCryptographicHash::Sha256).toHex());
    const QString bundle = makeBundle("seen", 1, {{"Set"}, {hash.toStdString()}});
    const Finished run = eval({"--model", bundle, path("set")});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.err.contains("the weights “seen” were trained on this data set (Set)"), qPrintable(run.err));
    QVERIFY2(run.err.contains("the weights “seen” have seen 1 of these images in training") && run.err.contains("1.png"), qPrintable(run.err));
}

void TestInspectEval::twoModelsAreCompared()
{
    const QString other = makeBundle("other", -3, {});
    const Finished run = eval(goldenModel() + QStringList {"--json", "first.json", "--compare", other, path("set")});
    QVERIFY2(run.code == 0, qPrintable(run.err));
    QVERIFY2(run.out.contains("Model vcp, 154 pixels, alpha 0.8, sigma 8") && run.out.contains("Model other, 154 pixels, alpha 0.8, sigma 8"), qPrintable(run.out));
    QVERIFY2(run.out.contains("Second minus first model"), qPrintable(run.out));
    QVERIFY2(run.out.contains("Of 4 images, each judged at its own model's limit") && run.out.contains("McNemar's test: p = "), qPrintable(run.out));

    // The file tells the first model's figures; the differences are those of both models alone.
    const Finished alone = eval({"--model", other, "--json", "second.json", path("set")});
    QVERIFY2(alone.code == 0, qPrintable(alone.err));
    const double first = jsonOf(path("first.json")).value("mean").toObject().value("pixel_auroc").toDouble();
    const double second = jsonOf(path("second.json")).value("mean").toObject().value("pixel_auroc").toDouble();
    QVERIFY(std::abs(first - 0.3385288501192856) < 1e-6 && first != second);
    const QString difference = QString::number(100 * (second - first), 'f', 1);
    const QString differences = run.out.section("Second minus first model", 1);
    QVERIFY2(differences.contains(QRegularExpression("part +\\+?" + QRegularExpression::escape(difference) + " ")), qPrintable(differences));
}

void TestInspectEval::unusableSecondModelLeavesTheFirstsFigures()
{
    const QString broken = makeBundle("broken", 1, {});
    write(broken + "/vcp.safetensors", "no weights");
    const Finished run = eval(goldenModel() + QStringList {"--json", "kept.json", "--compare", broken, path("set")});
    QCOMPARE(run.code, 2);
    QVERIFY2(run.err.contains("broken/vcp.safetensors"), qPrintable(run.err));
    QVERIFY(jsonOf(path("kept.json")).value("products").toObject().contains("part"));
}

void TestInspectEval::stoppedRunWritesNothing()
{
    constexpr int images = 1000;
    makeProduct(path("many/part"));
    for (int i = 0; i < images; ++i)
        QVERIFY(QFile::link("3.png", path(QString("many/part/test/good/more%1.png").arg(i))));
    QProcess process;
    start(process, goldenModel() + QStringList {"--json", "stopped.json", "--csv", "stopped.csv", "--curves", "stopped", path("many")});
    // The data set's summary comes before the first image.
    QTRY_VERIFY_WITH_TIMEOUT(process.bytesAvailable() > 0, 120000);
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(120000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(process.readAllStandardError().contains("nothing was written"));
    QVERIFY(QDir(path("stopped")).isEmpty());
    QCOMPARE(QDir(m_folder.path()).entryList({"stopped.*"}), QStringList());
}

QTEST_GUILESS_MAIN(TestInspectEval)
#include "tst_inspect_eval.moc"
