// A data set through a model that answers what a picture's first pixel says: what is gathered, left out, told and stopped.

#include "core/render.h"
#include "dataset_tools.h"
#include "pipeline/dataset_evaluation.h"
#include "training/datasets/read_dataset.h"

#include <QImageReader>
#include <QtTest>

using namespace inference;
using namespace inference::pipeline;

namespace {

constexpr int side = 8;
constexpr int patches = 2;

/// Damaged in the upper left patch, the more the brighter the picture is. Refuses batches with a picture of value 1, and that picture.
class BrightnessDetector : public Detector {
public:
    int imageSize() const override { return side; }
    std::vector<Evidence> detect(std::span<const Image> images, std::stop_token stop) override
    {
        if (stop.stop_requested())
            throw Cancelled();
        batches.push_back(int(images.size()));
        if (outOfMemory && images.size() > 1)
            throw Error(ErrorCode::OutOfMemory);
        std::vector<Evidence> answers;
        for (const Image& image : images) {
            const int brightness = image.pixels.front();
            if (brightness == 1)
                throw Error(ErrorCode::AnswerNotFinite);
            const float logit = float(brightness) / 32 - 4;
            const std::vector<float> logits {logit, -4, -4, -4};
            answers.push_back({1, patches, patches, side, logits, logits});
        }
        return answers;
    }

    std::vector<int> batches;
    bool outOfMemory = false;
};

/// A grey picture of side 8.
QString grey(int value)
{
    const QString pixel = value < 10 ? QString::number(value) : value == 255 ? "#" : value == 128 ? "h" : "l";
    return "mask " + QStringList(side, pixel.repeated(side)).join('/');
}

QString cornerMask()
{
    return "mask " + (QStringList(4, "####....") + QStringList(4, "........")).join('/');
}

QStringList twoProducts()
{
    return {"a/train/good/0.png: " + grey(0), "a/test/good/0.png: " + grey(0), "a/test/good/1.png: " + grey(2), "a/test/dent/0.png: " + grey(255), "a/test/dent/1.png: " + grey(128),
            "a/ground_truth/dent/0_mask.png: " + cornerMask(), "a/ground_truth/dent/1_mask.png: " + cornerMask(), "b/train/good/0.png: " + grey(0), "b/test/good/0.png: " + grey(128),
            "b/test/hole/0.png: " + grey(0), "b/ground_truth/hole/0_mask.png: " + cornerMask()};
}

/// "product images/anomalous/withoutMask"
QStringList countsOf(const DatasetEvaluation& evaluation)
{
    QStringList lines;
    for (const EvaluatedProduct& product : evaluation.products) {
        const auto& all = product.figures.all;
        lines.append(QString("%1 %2/%3/%4").arg(QString::fromStdString(product.name)).arg(all.images).arg(all.anomalous).arg(all.withoutMask));
    }
    return lines;
}

QStringList errorsOf(const std::vector<Error>& errors, const std::filesystem::path& root)
{
    QStringList lines;
    for (const Error& error : errors)
        lines.append(QString::fromLatin1(codeName(error.code()).data()) + ' ' + relativeText(error.file(), root));
    return lines;
}

}  // namespace

class TestDatasetEvaluation : public QObject {
    Q_OBJECT

private slots:
    void figuresAndScoresAreThePublishedOnes_data();
    void figuresAndScoresAreThePublishedOnes();
    void scoresAreThoseOfARecipe();
    void whatGoodTrainingImagesShowIsTakenOff_data() { figuresAndScoresAreThePublishedOnes_data(); }
    void whatGoodTrainingImagesShowIsTakenOff();
    void choosesSplitAndProducts();
    void badFilesAreToldAndLeftOut();
    void productOfUnreadableImagesHasNoFigures();
    void oneRefusedImageDoesNotTakeItsBatchAlong();
    void batchThatDoesNotFitIsTakenSingly();
    void picturesAreNotTurned();
    void progressCountsEveryImage();
    void stopsWhereAsked();
    void requestOutOfRangeIsRefused();

private:
    datasets::Dataset make(const QStringList& files);

    std::unique_ptr<QTemporaryDir> m_folder;
    BrightnessDetector m_detector;
};

datasets::Dataset TestDatasetEvaluation::make(const QStringList& files)
{
    m_detector.batches.clear();
    m_detector.outOfMemory = false;
    m_folder = std::make_unique<QTemporaryDir>();
    makeFiles(m_folder->path(), files);
    return datasets::readDataset(m_folder->path().toStdString(), datasets::Layout::Mvtec);
}

void TestDatasetEvaluation::figuresAndScoresAreThePublishedOnes_data()
{
    QTest::addColumn<bool>("streaming");
    QTest::newRow("exact") << false;
    QTest::newRow("streaming") << true;
}

void TestDatasetEvaluation::figuresAndScoresAreThePublishedOnes()
{
    QFETCH(bool, streaming);
    const auto dataset = make(twoProducts());
    EvaluationRequest request;
    request.streaming = streaming;
    request.sigma = 0;
    const auto evaluation = evaluateDataset(m_detector, dataset, request);
    QCOMPARE(countsOf(evaluation), QStringList({"a 4/2/0", "b 2/1/0"}));
    QVERIFY(evaluation.problems.empty() && evaluation.withoutImages.empty() && evaluation.unlabelled == 0);
    QCOMPARE(evaluation.products[0].samples.size(), std::size_t(4));

    // Fewer than 2000 pixels: the mean over all, of both branches, which are equal here.
    for (const EvaluatedProduct& product : evaluation.products)
        for (std::size_t i = 0; i < product.samples.size(); ++i) {
            const bool anomalous = product.samples[i]->label == Label::Defective;
            QCOMPARE(product.figures.outcomes[i].anomalous, anomalous);
        }
    const auto scoreOf = [](int brightness) {
        const std::vector<float> logits {float(brightness) / 32 - 4, -4, -4, -4};
        const BranchMaps branches = renderBranches({1, patches, patches, side, logits, logits}, side);
        return topMean(branches.pre, 64) + topMean(branches.post, 64);
    };
    std::vector<double> scores;
    for (const auto& outcome : evaluation.products[0].figures.outcomes)
        scores.push_back(outcome.score);
    std::ranges::sort(scores);
    QCOMPARE(scores, (std::vector<double> {scoreOf(0), scoreOf(2), scoreOf(128), scoreOf(255)}));

    QCOMPARE(evaluation.products[0].figures.all.metrics.imageAuroc, 1.0);
    QCOMPARE(evaluation.products[1].figures.all.metrics.imageAuroc, 0.0);
    QCOMPARE(evaluation.products[0].figures.types.size(), std::size_t(1));
    QCOMPARE(evaluation.products[0].figures.types[0].type, std::string("dent"));
    QVERIFY(evaluation.products[0].figures.all.metrics.pixelAuroc > 0.9);
}

void TestDatasetEvaluation::scoresAreThoseOfARecipe()
{
    const auto dataset = make(twoProducts());
    EvaluationRequest request;
    request.sigma = 0;
    request.scoredBy.emplace();
    request.scoredBy->scoreRule = ScoreRule::Maximum;
    const auto evaluation = evaluateDataset(m_detector, dataset, request);
    // The brightest patch lies in a corner, which the map shows as it is; both branches are equal.
    for (const auto& outcome : evaluation.products[0].figures.outcomes) {
        std::vector<double> known;
        for (const int brightness : {0, 2, 128, 255})
            known.push_back(1 / (1 + std::exp(4 - brightness / 32.0)));
        QVERIFY2(std::ranges::any_of(known, [&](double score) { return std::abs(score - outcome.score) < 1e-6; }), qPrintable(QString::number(outcome.score)));
    }
}

void TestDatasetEvaluation::whatGoodTrainingImagesShowIsTakenOff()
{
    QFETCH(bool, streaming);
    QStringList files = twoProducts();
    for (int i = 1; i < 70; ++i)
        files.append(QString("a/train/good/%1.png: ").arg(i) + grey(128));
    const auto dataset = make(files);
    EvaluationRequest request;
    request.streaming = streaming;
    request.sigma = 0;
    request.scoredBy.emplace();
    request.scoredBy->scoreRule = ScoreRule::Maximum;
    request.baseline = true;
    QCOMPARE(evaluatedImages(dataset, request), std::size_t(6 + 64));
    const auto evaluation = evaluateDataset(m_detector, dataset, request);
    QVERIFY(evaluation.baseline);
    QCOMPARE(countsOf(evaluation), QStringList({"a 4/2/0", "b 2/1/0"}));
    QCOMPARE(evaluation.products[0].baselineParts, std::size_t(64));
    QCOMPARE(evaluation.products[1].baselineParts, std::size_t(0));  // one good image teaches nothing
    // Of a brightness of 128, as good parts have it, 0.1 is left; 255 lies as far above it in logits as before.
    const double offset = std::round(-std::log(0.1 / 0.9) * 16) / 16;
    for (std::size_t i = 0; i < evaluation.products[0].samples.size(); ++i) {
        const double score = evaluation.products[0].figures.outcomes[i].score;
        std::vector<double> known {1 / (1 + std::exp(4.0))};  // the quiet patches
        for (const int brightness : {0, 2, 128, 255})
            known.push_back(std::max(known.front(), 1 / (1 + std::exp(4 - brightness / 32.0 + offset))));
        QVERIFY2(std::ranges::any_of(known, [&](double one) { return std::abs(one - score) < 1e-6; }), qPrintable(QString::number(score)));
    }
    QCOMPARE(evaluation.products[1].figures.outcomes.size(), std::size_t(2));
    request.split = datasets::Split::Train;
    QVERIFY_EXCEPTION_THROWN(evaluateDataset(m_detector, dataset, request), Error);
}

void TestDatasetEvaluation::choosesSplitAndProducts()
{
    const auto dataset = make(twoProducts() + QStringList {"c/train/good/0.png: " + grey(0)});
    EvaluationRequest request;
    QCOMPARE(evaluatedImages(dataset, request), std::size_t(6));
    const auto all = evaluateDataset(m_detector, dataset, request);
    QCOMPARE(countsOf(all), QStringList({"a 4/2/0", "b 2/1/0"}));
    QCOMPARE(all.withoutImages, std::vector<std::string> {"c"});
    request.products = {"b"};
    QCOMPARE(countsOf(evaluateDataset(m_detector, dataset, request)), QStringList {"b 2/1/0"});
    request.products = {};
    request.split = datasets::Split::Train;
    const auto train = evaluateDataset(m_detector, dataset, request);
    QCOMPARE(countsOf(train), QStringList({"a 1/0/0", "b 1/0/0", "c 1/0/0"}));
    QVERIFY(!train.products[0].figures.all.metrics.imageAuroc && !train.products[0].figures.all.metrics.pixelAuroc);
}

void TestDatasetEvaluation::badFilesAreToldAndLeftOut()
{
    const auto dataset = make(twoProducts().filter("a/") + QStringList {"a/test/good/2.png: text no picture", "a/test/dent/2.png: " + grey(255), "a/ground_truth/dent/2_mask.png: text no picture",
                                                                        "a/test/dent/3.png: " + grey(255), "a/ground_truth/dent/3_mask.png: mask ##/##", "a/test/dent/4.png: " + grey(255),
                                                                        "a/test/dent/5.png: " + grey(255), "a/ground_truth/dent/5_mask.png: " + grey(0)});
    std::vector<Error> told;
    EvaluationEvents events;
    events.problem = [&](const Error& error) { told.push_back(error); };
    for (const bool streaming : {false, true}) {
        told.clear();
        EvaluationRequest request;
        request.streaming = streaming;
        const auto evaluation = evaluateDataset(m_detector, dataset, request, events);
        QCOMPARE(countsOf(evaluation), QStringList {"a 8/6/4"});
        QStringList lines = errorsOf(evaluation.problems, dataset.root);
        QCOMPARE(errorsOf(told, dataset.root), lines);
        lines.sort();
        QCOMPARE(lines, QStringList({"image_unknown_format a/ground_truth/dent/2_mask.png", "image_unknown_format a/test/good/2.png", "mask_missing a/ground_truth/dent/5_mask.png",
                                     "mask_missing a/test/dent/4.png",
                                     "mask_size a/ground_truth/dent/3_mask.png"}));
        for (const Error& error : evaluation.problems)
            if (error.code() == ErrorCode::MaskSize)
                QCOMPARE(error.arguments(), (std::vector<std::string> {"2", "2", "8", "8"}));
    }
}

void TestDatasetEvaluation::productOfUnreadableImagesHasNoFigures()
{
    const auto dataset = make({"a/train/good/0.png: " + grey(0), "a/test/good/0.png: text no picture", "a/test/dent/0.png: text no picture", "a/ground_truth/dent/0_mask.png: " + cornerMask()});
    for (const bool streaming : {false, true}) {
        EvaluationRequest request;
        request.streaming = streaming;
        const auto evaluation = evaluateDataset(m_detector, dataset, request);
        QCOMPARE(countsOf(evaluation), QStringList {"a 0/0/0"});
        QCOMPARE(evaluation.products[0].figures.all.metrics, evaluation::Metrics());
        QCOMPARE(evaluation.problems.size(), std::size_t(2));
    }
}

void TestDatasetEvaluation::oneRefusedImageDoesNotTakeItsBatchAlong()
{
    const auto dataset = make(twoProducts().filter("a/") + QStringList {"a/test/good/2.png: " + grey(1)});
    const auto evaluation = evaluateDataset(m_detector, dataset, {});
    QCOMPARE(countsOf(evaluation), QStringList {"a 4/2/0"});
    QCOMPARE(errorsOf(evaluation.problems, dataset.root), QStringList {"answer_not_finite a/test/good/2.png"});
}

void TestDatasetEvaluation::batchThatDoesNotFitIsTakenSingly()
{
    const auto dataset = make(twoProducts());
    m_detector.outOfMemory = true;
    const auto evaluation = evaluateDataset(m_detector, dataset, {});
    QCOMPARE(countsOf(evaluation), QStringList({"a 4/2/0", "b 2/1/0"}));
    QVERIFY(evaluation.problems.empty());
    QCOMPARE(m_detector.batches, (std::vector<int> {4, 1, 1, 1, 1, 1, 1}));
}

void TestDatasetEvaluation::picturesAreNotTurned()
{
    // EXIF says that the picture is to be turned by a quarter; its mask is made for the pixels as stored.
    auto dataset = make(twoProducts().filter("a/"));
    const std::filesystem::path picture(WORKBENCH_TEST_DATA "/golden/images/exif6.jpg");
    QImageReader reader(QString::fromStdString(picture.string()));
    const QSize stored = reader.size();  // before it is turned
    QVERIFY(stored.isValid() && stored.width() != stored.height());
    QImage mask(stored, QImage::Format_Grayscale8);
    mask.fill(255);
    QVERIFY(mask.save(m_folder->filePath("mask.png")));
    datasets::Sample sample {picture, Label::Defective, "dent", datasets::Split::Test, {datasets::MaskKind::File, m_folder->filePath("mask.png").toStdString()}};
    dataset.products[0].samples = {sample};
    const auto evaluation = evaluateDataset(m_detector, dataset, {});
    QVERIFY(evaluation.problems.empty());
    QCOMPARE(countsOf(evaluation), QStringList {"a 1/1/0"});
}

void TestDatasetEvaluation::progressCountsEveryImage()
{
    const auto dataset = make(twoProducts() + QStringList {"b/test/good/2.png: text no picture"});
    std::vector<std::size_t> done;
    EvaluationEvents events;
    events.advanced = [&](std::size_t count, std::size_t total) {
        QCOMPARE(total, std::size_t(7));
        done.push_back(count);
    };
    evaluateDataset(m_detector, dataset, {}, events);
    QCOMPARE(done, (std::vector<std::size_t> {1, 2, 3, 4, 5, 6, 7}));
}

void TestDatasetEvaluation::stopsWhereAsked()
{
    const auto dataset = make(twoProducts());
    std::stop_source stop;
    std::size_t done = 0;
    EvaluationEvents events;
    events.advanced = [&](std::size_t count, std::size_t) {
        done = count;
        stop.request_stop();
    };
    EvaluationRequest request;
    request.batch = 1;
    QVERIFY_EXCEPTION_THROWN(evaluateDataset(m_detector, dataset, request, events, stop.get_token()), Cancelled);
    QCOMPARE(done, std::size_t(1));
}

void TestDatasetEvaluation::requestOutOfRangeIsRefused()
{
    const auto dataset = make(twoProducts());
    const auto refuses = [&](auto change) {
        EvaluationRequest request;
        change(request);
        try {
            evaluateDataset(m_detector, dataset, request);
        } catch (const Error& error) {
            return error.code() == ErrorCode::BadInput;
        }
        return false;
    };
    QVERIFY(refuses([](EvaluationRequest& request) { request.alpha = 1.01; }));
    QVERIFY(refuses([](EvaluationRequest& request) { request.sigma = std::nan(""); }));
    QVERIFY(refuses([](EvaluationRequest& request) { request.batch = 0; }));
    QVERIFY(refuses([](EvaluationRequest& request) { request.curvePoints = 2; }));
    QCOMPARE(tooLargeToKeep(dataset, {}, 65536), std::string("a"));
    EvaluationRequest streaming;
    streaming.streaming = true;
    QCOMPARE(tooLargeToKeep(dataset, streaming, 65536), std::string());
}

QTEST_GUILESS_MAIN(TestDatasetEvaluation)
#include "tst_dataset_evaluation.moc"
