// A data set as examples: who is in, in which order, and what the model sees.
#include "dataset_tools.h"

#include "core/detector.h"
#include "core/error.h"
#include "imaging/decode.h"
#include "imaging/resample.h"
#include "training/augmentation.h"
#include "training/dataset_examples.h"
#include "training/datasets/read_dataset.h"

#include <QtTest>

using namespace inference;
using namespace inference::training;

namespace {

constexpr int size = 4;

/// Two products in MVTec AD's layout: nut with 3 defective ones, tube with 1; two good ones each, one of them to train.
QStringList twoProducts()
{
    return {"nut/train/good/1.png: mask 9999/9999/9999/9999",
            "nut/test/good/1.png: mask 1111/1111/1111/1111",
            "nut/test/bent/1.png: mask 2222/2222/2222/2222",
            "nut/ground_truth/bent/1_mask.png: mask #.../..../..../....",
            "nut/test/bent/2.png: mask 3333/3333/3333/3333",
            "nut/ground_truth/bent/2_mask.png: mask ##../##../..../....",
            "nut/test/scratch/1.png: mask 4444/4444/4444/4444",
            "nut/ground_truth/scratch/1_mask.png: mask ..../..../..../####",
            "tube/train/good/1.png: mask 8888/8888/8888/8888",
            "tube/test/good/1.png: mask 5555/5555/5555/5555",
            "tube/test/burr/1.png: mask 6666/6666/6666/6666",
            "tube/ground_truth/burr/1_mask.png: mask ..../.##./.##./...."};
}

int greyOf(const Example& example)
{
    return example.image.pixels.at(0);
}

QString maskText(const Example& example)
{
    return ::maskText(datasets::Mask {size, size, example.mask});
}

}  // namespace

class TestDatasetExamples : public QObject {
    Q_OBJECT

private slots:
    void init();
    void anEpochIsEveryLabelledTestImageOnce();
    void trainSplitIsTakenWhenAsked();
    void masksAreThoseOfTheImages();
    void orderHangsOnSeedAndEpochAlone();
    void whatCannotBeLearnedFromIsLeftOutAndNamed();
    void unmarkedImagesCanBeJudged();
    void imageThatGoesAwayIsNamed();
    void keptImagesAreTheSame();
    void changedAtRandomButTheSameForAPlace();
    void mosaicTakesDefectiveImagesOfTheProductOnly();
    void onlyUnchangedExamplesComeAgain();
    void validationKeepsProductsAndLabels();
    void stopIsHeard();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    datasets::Dataset read(bool trainSplit = false) const
    {
        return labelledImages(datasets::readDataset(m_folder->path().toStdString(), datasets::Layout::Mvtec), trainSplit);
    }
    static DatasetExamplesOptions plain()
    {
        DatasetExamplesOptions options;
        options.size = size;
        options.augment = false;
        return options;
    }
};

void TestDatasetExamples::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    makeFiles(m_folder->path(), twoProducts());
}

void TestDatasetExamples::anEpochIsEveryLabelledTestImageOnce()
{
    const DatasetExamples examples(read(), plain());
    QCOMPARE(examples.size(), std::size_t(6));
    for (const std::size_t epoch : {0, 1, 7}) {
        QList<int> seen;
        for (std::size_t i = 0; i < examples.size(); ++i)
            seen << greyOf(examples.example(epoch, i));
        std::ranges::sort(seen);
        QCOMPARE(seen, (QList<int> {1, 2, 3, 4, 5, 6}));
    }
}

void TestDatasetExamples::trainSplitIsTakenWhenAsked()
{
    QCOMPARE(DatasetExamples(read(true), plain()).size(), std::size_t(8));
}

void TestDatasetExamples::masksAreThoseOfTheImages()
{
    const DatasetExamples examples(read(), plain());
    const QMap<int, QString> expected {{1, "..../..../..../...."}, {2, "#.../..../..../...."}, {3, "##../##../..../...."},
                                       {4, "..../..../..../####"}, {5, "..../..../..../...."}, {6, "..../.##./.##./...."}};
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const Example example = examples.example(0, i);
        QCOMPARE(maskText(example), expected[greyOf(example)]);
    }
    // At another size they are what the readers and PIL make of them.
    DatasetExamplesOptions large = plain();
    large.size = 8;
    const DatasetExamples enlarged(read(), large);
    for (std::size_t i = 0; i < enlarged.size(); ++i) {
        const Example example = enlarged.example(0, i);
        QCOMPARE(example.image.width, 8);
        if (greyOf(example) == 3)
            QCOMPARE(std::accumulate(example.mask.begin(), example.mask.end(), 0), 16);
    }
}

void TestDatasetExamples::orderHangsOnSeedAndEpochAlone()
{
    const auto order = [&](std::uint64_t seed, std::size_t epoch) {
        DatasetExamplesOptions options = plain();
        options.seed = seed;
        const DatasetExamples examples(read(), options);
        QList<int> greys;
        for (std::size_t i = 0; i < examples.size(); ++i)
            greys << greyOf(examples.example(epoch, i));
        return greys;
    };
    QCOMPARE(order(1, 0), order(1, 0));
    QSet<QList<int>> others;
    for (std::size_t epoch = 0; epoch < 4; ++epoch)
        others << order(1, epoch) << order(2, epoch);
    QVERIFY(others.size() >= 7);  // two of 720 orders may be one
}

void TestDatasetExamples::whatCannotBeLearnedFromIsLeftOutAndNamed()
{
    makeFiles(m_folder->path(), {"nut/test/good/2.png: text no picture", "nut/test/bent/3.png: 4x4", "nut/ground_truth/bent/3_mask.png: text no mask",
                                 "nut/test/bent/4.png: 4x4", "nut/ground_truth/bent/4_mask.png: mask ../..", "nut/test/bent/5.png: 4x4",
                                 "nut/test/bent/6.png: 4x4", "nut/ground_truth/bent/6_mask.png: mask ..../..../..../...."});
    datasets::Dataset dataset = read();
    std::size_t done = 0;
    const auto problems = leaveOutUnusable(dataset, Unmarked::LeaveOut, [&](std::size_t, std::size_t of) { ++done; QCOMPARE(of, std::size_t(11)); });
    QCOMPARE(done, std::size_t(11));
    QStringList lines = problemsOf(problems, dataset.root);
    std::ranges::sort(lines);
    QCOMPARE(lines, (QStringList {"image_unreadable nut/test/good/2.png image_unknown_format",
                                  "mask_empty nut/ground_truth/bent/6_mask.png",
                                  "mask_missing nut/test/bent/5.png",
                                  "mask_size nut/ground_truth/bent/4_mask.png 2x2, image 4x4",
                                  "mask_unreadable nut/ground_truth/bent/3_mask.png image_unknown_format"}));
    QCOMPARE(DatasetExamples(dataset, plain()).size(), std::size_t(6));
}

void TestDatasetExamples::unmarkedImagesCanBeJudged()
{
    makeFiles(m_folder->path(), {"nut/test/bent/5.png: 4x4"});
    datasets::Dataset dataset = read();
    QVERIFY(leaveOutUnusable(dataset, Unmarked::Keep).empty());
    const DatasetValidation validation(dataset, size);
    QCOMPARE(validation.size(), std::size_t(7));
    int unmarked = 0;
    for (std::size_t i = 0; i < validation.size(); ++i)
        unmarked += validation.at(i).anomalous && validation.at(i).example.mask.empty() ? 1 : 0;
    QCOMPARE(unmarked, 1);
}

void TestDatasetExamples::imageThatGoesAwayIsNamed()
{
    const DatasetExamples examples(read(), plain());
    QVERIFY(QFile::remove(m_folder->filePath("tube/test/burr/1.png")));
    int failed = 0;
    for (std::size_t i = 0; i < examples.size(); ++i)
        try {
            examples.example(0, i);
        } catch (const Error& error) {
            ++failed;
            QCOMPARE(error.code(), ErrorCode::FileMissing);
            QCOMPARE(QString::fromStdString(error.file().filename().string()), "1.png");
        }
    QCOMPARE(failed, 1);
}

void TestDatasetExamples::keptImagesAreTheSame()
{
    // Room for two images of 4 x 4 x 4 bytes.
    DatasetExamplesOptions options = plain();
    options.keptBytes = 2 * 64 + 63;
    const DatasetExamples examples(read(), options);
    std::vector<Example> before;
    for (std::size_t i = 0; i < examples.size(); ++i)
        before.push_back(examples.example(0, i));
    for (std::size_t i = 0; i < examples.size(); ++i)
        QCOMPARE(examples.example(0, i).image.pixels, before[i].image.pixels);
    QVERIFY(QDir(m_folder->path()).removeRecursively());
    int kept = 0;
    for (std::size_t i = 0; i < examples.size(); ++i)
        try {
            QCOMPARE(examples.example(0, i).image.pixels, before[i].image.pixels);
            ++kept;
        } catch (const Error&) {
        }
    QCOMPARE(kept, 2);
}

void TestDatasetExamples::changedAtRandomButTheSameForAPlace()
{
    DatasetExamplesOptions options = plain();
    options.augment = true;
    const DatasetExamples one(read(), options), other(read(), options);
    int changed = 0;
    for (std::size_t epoch = 0; epoch < 4; ++epoch)
        for (std::size_t i = one.size(); i-- > 0;) {
            const Example example = one.example(epoch, i);
            QCOMPARE(other.example(epoch, i).image.pixels, example.image.pixels);
            QCOMPARE(other.example(epoch, i).mask, example.mask);
            QCOMPARE(example.same, std::uint64_t(0));
            changed += std::ranges::any_of(example.image.pixels, [&](std::uint8_t value) { return value != example.image.pixels[0] || value > 6; }) ? 1 : 0;
        }
    QVERIFY(changed > 8);
}

void TestDatasetExamples::mosaicTakesDefectiveImagesOfTheProductOnly()
{
    DatasetExamplesOptions options = plain();
    options.mosaic = 1;
    const DatasetExamples examples(read(), options);
    bool mixed = false;
    for (std::size_t epoch = 0; epoch < 5; ++epoch)
        for (std::size_t i = 0; i < examples.size(); ++i) {
            const Example example = examples.example(epoch, i);
            QSet<int> greys;
            for (std::size_t at = 0; at < example.image.pixels.size(); at += 3)
                greys << example.image.pixels[at];
            const QSet<int> nuts {2, 3, 4}, tubes {6};
            QVERIFY(nuts.contains(greys) || tubes.contains(greys));
            mixed = mixed || greys.size() > 1;
        }
    QVERIFY(mixed);
}

void TestDatasetExamples::onlyUnchangedExamplesComeAgain()
{
    const DatasetExamples examples(read(), plain());
    QMap<std::uint64_t, int> greys;
    for (std::size_t epoch = 0; epoch < 2; ++epoch)
        for (std::size_t i = 0; i < examples.size(); ++i) {
            const Example example = examples.example(epoch, i);
            QVERIFY(example.same != 0);
            QCOMPARE(greys.value(example.same, greyOf(example)), greyOf(example));
            greys[example.same] = greyOf(example);
        }
    QCOMPARE(greys.size(), 6);
}

void TestDatasetExamples::validationKeepsProductsAndLabels()
{
    const DatasetValidation validation(read(), size);
    QStringList lines;
    for (std::size_t i = 0; i < validation.size(); ++i) {
        const ValidationExample example = validation.at(i);
        lines << QStringLiteral("%1 %2 %3").arg(QString::fromStdString(example.product)).arg(greyOf(example.example)).arg(example.anomalous);
    }
    std::ranges::sort(lines);
    QCOMPARE(lines, (QStringList {"nut 1 0", "nut 2 1", "nut 3 1", "nut 4 1", "tube 5 0", "tube 6 1"}));
}

void TestDatasetExamples::stopIsHeard()
{
    datasets::Dataset dataset = read();
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_EXCEPTION_THROWN(leaveOutUnusable(dataset, Unmarked::LeaveOut, {}, stop.get_token()), Cancelled);
    QCOMPARE(samplesOf(dataset).size(), 6);
}

QTEST_GUILESS_MAIN(TestDatasetExamples)
#include "tst_dataset_examples.moc"
