// Training against the reference's losses and gradients, and what a training leaves behind.
#include "golden_training.h"

#include "core/error.h"
#include "model/device.h"
#include "training/fresh_weights.h"
#include "training/trainer.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>

using namespace inference;
using training::Trainer;
using training::TrainerOptions;

namespace {

const std::filesystem::path tiny = std::filesystem::path(WORKBENCH_TEST_DATA) / "golden" / "tiny";
constexpr int size = 154;

TrainerOptions published()
{
    return golden::trainingOptions(tiny, "cpu");
}

Trainer tinyTrainer(const TrainerOptions& options)
{
    return golden::trainerOf(tiny, options);
}

golden::TrainingBatch goldenBatch()
{
    return golden::trainingBatch(tiny);
}

float greatestDifference(const std::vector<float>& a, const std::vector<float>& b)
{
    if (a.size() != b.size())
        return std::numeric_limits<float>::infinity();
    float found = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        found = std::max(found, std::abs(a[i] - b[i]));
    return found;
}

/// A grey square with a dark spot, another place for each seed.
training::Example spotted(int side, unsigned seed)
{
    training::Example example {makeImage(side, side, 3), std::vector<std::uint8_t>(std::size_t(side) * std::size_t(side))};
    example.image.pixels.assign(example.mask.size() * 3, 150);
    const int left = int(seed * 7 % unsigned(side - 12)), top = int(seed * 13 % unsigned(side - 12));
    for (int y = top; y < top + 12; ++y)
        for (int x = left; x < left + 12; ++x) {
            const std::size_t at = std::size_t(y) * std::size_t(side) + std::size_t(x);
            example.mask[at] = 1;
            std::fill_n(example.image.pixels.begin() + std::ptrdiff_t(at) * 3, 3, 40);
        }
    return example;
}

}  // namespace

class TestTrainer : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { model::prepareMachine(); }
    void lossesAndGradientsAreThoseOfTheReference();
    void threeStepsEndWhereTheReferenceEnds();
    void towersStayAsTheyWere();
    void writtenWeightsGiveTheSameMaps();
    void restoredTrainingGoesOnAsIfNeverStopped();
    void keptAnswersChangeNoNumber();
    void stateOfAnotherModelIsRefused();
    void lossWithoutANumberChangesNothing();
    void examplesOfAnotherFormAreRefused();
    void fromNothingTheTowersLearnToo();
    void headsLearnTheSameBesideTowersThatLearn();
    void extremesArePartOfTheLoss();
    void averageIsWrittenAndGoneOnWith();

private:
    QTemporaryDir m_folder;
    std::filesystem::path at(const char* name) const { return std::filesystem::path(m_folder.path().toStdString()) / name; }
};

void TestTrainer::lossesAndGradientsAreThoseOfTheReference()
{
    const auto figures = golden::compareTraining(tiny, "cpu");
    QCOMPARE(figures.size(), std::size_t(3 + 27));
    for (const auto& figure : figures)
        QVERIFY2(figure.passes(), qPrintable(QStringLiteral("%1: off by %2 of %3").arg(QString::fromStdString(figure.name)).arg(figure.greatestDifference).arg(figure.scale)));
}

void TestTrainer::threeStepsEndWhereTheReferenceEnds()
{
    Trainer trainer = tinyTrainer(published());
    const auto batch = goldenBatch();
    for (int step = 0; step < 3; ++step)
        trainer.stepNormalised(batch.pixels, batch.masks, 2);
    for (const auto& [name, values] : golden::trainingTensors(tiny, "after.")) {
        if (golden::isNearlyZero(name))
            continue;
        // Adam's first steps are nearly of one length whatever the gradient: where that is rounding, they may point the other way.
        const float reach = name.find("temp") != std::string::npos ? 3 * 0.01f : 3 * 4e-5f;
        std::size_t far = 0;
        const auto found = trainer.value(name);
        QCOMPARE(found.size(), values.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            QVERIFY(std::abs(found[i] - values[i]) <= 2.1f * reach);
            far += std::abs(found[i] - values[i]) > 0.02f * reach ? 1 : 0;
        }
        QVERIFY2(far <= values.size() / 100, qPrintable(QStringLiteral("%1: %2 of %3 elsewhere").arg(QString::fromStdString(name)).arg(far).arg(values.size())));
    }
}

void TestTrainer::towersStayAsTheyWere()
{
    Trainer trainer = tinyTrainer(published());
    const auto before = trainer.value("visual.transformer.resblocks.0.mlp.c_fc.weight");
    const auto batch = goldenBatch();
    trainer.stepNormalised(batch.pixels, batch.masks, 2);
    QCOMPARE(trainer.value("visual.transformer.resblocks.0.mlp.c_fc.weight"), before);
    QVERIFY(trainer.value("Zero_try.q_proj_pre.weight") != tinyTrainer(published()).value("Zero_try.q_proj_pre.weight"));
}

void TestTrainer::writtenWeightsGiveTheSameMaps()
{
    Trainer trainer = tinyTrainer(published());
    std::vector<training::Example> examples {spotted(size, 1), spotted(size, 2)};
    for (int step = 0; step < 3; ++step)
        trainer.step(examples);
    trainer.writeVcp(at("trained.pth"));
    trainer.writeClip(at("clip.safetensors"));
    const std::vector<Image> images {examples[0].image, examples[1].image};
    const auto expected = trainer.detect(images);
    for (const auto& clip : {tiny / "clip.pt", at("clip.safetensors")}) {
        const auto loaded = model::VcpClip::load(weights::ClipWeights::open(clip), weights::VcpWeights::open(at("trained.pth")), published().model);
        const auto found = loaded->detect(images);
        for (std::size_t i = 0; i < images.size(); ++i) {
            QVERIFY(greatestDifference(found[i].pre, expected[i].pre) < 1e-5f);
            QVERIFY(greatestDifference(found[i].post, expected[i].post) < 1e-5f);
        }
    }
    const auto file = weights::WeightFile::open(at("trained.pth"));
    QCOMPARE(file->container(), weights::Container::TorchZip);
    QVERIFY(file->tensors().contains("prompt_text_projection"));
}

void TestTrainer::restoredTrainingGoesOnAsIfNeverStopped()
{
    TrainerOptions options = published();
    options.promptDropout = 0.1;
    const std::vector<training::Example> examples {spotted(size, 1), spotted(size, 2)};
    std::vector<double> losses;
    Trainer whole = tinyTrainer(options);
    for (int step = 0; step < 4; ++step) {
        losses.push_back(whole.step(examples));
        if (step == 1)
            whole.save(at("state.safetensors"));
    }
    Trainer rest = tinyTrainer(options);
    rest.restore(at("state.safetensors"));
    QCOMPARE(rest.steps(), 2);
    QCOMPARE(rest.step(examples), losses[2]);
    QCOMPARE(rest.step(examples), losses[3]);
    QCOMPARE(rest.value("Zero_try.q_proj_pre.weight"), whole.value("Zero_try.q_proj_pre.weight"));
}

void TestTrainer::keptAnswersChangeNoNumber()
{
    std::vector<training::Example> examples;
    for (unsigned seed = 0; seed < 5; ++seed) {
        examples.push_back(spotted(size, seed));
        examples.back().same = seed + 1;
    }
    // In another order and other company each time, some for the first time beside some that are known.
    const std::vector<std::vector<std::size_t>> steps {{0, 1, 2}, {3, 1, 0}, {4, 2}, {2, 3, 4, 0, 1}};
    const auto losses = [&](std::size_t bytes, std::size_t keptAtEnd) {
        TrainerOptions options = published();
        options.promptDropout = 0.1;
        options.keptFeatures = bytes;
        Trainer trainer = tinyTrainer(options);
        std::vector<double> all;
        for (const auto& step : steps) {
            std::vector<training::Example> batch;
            for (const std::size_t place : step)
                batch.push_back(examples[place]);
            all.push_back(trainer.step(batch));
        }
        return std::tuple(all, trainer.value("Zero_try.q_proj_pre.weight"), trainer.keptFeatures() == keptAtEnd);
    };
    const auto without = losses(0, 0);
    QCOMPARE(losses(std::size_t(64) << 20, 5), without);
    // Room for two and a half: tokens x width of each tap, and the global answer, 4 bytes each.
    const auto shape = weights::ClipWeights::open(tiny / "clip.pt").shape;
    const int grid = size / shape.patch;
    const auto one = std::size_t(4 * (4 * (1 + grid * grid) * shape.visionWidth + shape.embed));
    QCOMPARE(losses(2 * one + one / 2, 2), without);
}

void TestTrainer::stateOfAnotherModelIsRefused()
{
    model::ModelOptions options = published().model;
    options.layers = {};
    options.imageSize = 32;
    training::writeFreshWeights({64, 2, 16, 2, 64, 2, 2, 2}, options, 1, at("other-clip.safetensors"), at("other.pth"));
    TrainerOptions others = published();
    others.model = options;
    Trainer other(weights::ClipWeights::open(at("other-clip.safetensors")), weights::VcpWeights::open(at("other.pth")), others);
    other.save(at("other-state.safetensors"));
    Trainer trainer = tinyTrainer(published());
    const auto before = trainer.value("prompt_proj.weight");
    try {
        trainer.restore(at("other-state.safetensors"));
        QFAIL("taken");
    } catch (const Error& error) {
        QVERIFY(error.code() == ErrorCode::TensorMissing || error.code() == ErrorCode::TensorShape);
        QCOMPARE(error.file(), at("other-state.safetensors"));
    }
    QCOMPARE(trainer.value("prompt_proj.weight"), before);
}

void TestTrainer::lossWithoutANumberChangesNothing()
{
    Trainer trainer = tinyTrainer(published());
    const auto batch = goldenBatch();
    const auto before = trainer.value("prompt_proj.weight");
    auto broken = batch.pixels;
    broken[5] = std::numeric_limits<float>::quiet_NaN();
    try {
        trainer.stepNormalised(broken, batch.masks, 2);
        QFAIL("taken");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::LossNotFinite);
        QCOMPARE(error.arguments(), std::vector<std::string> {"1"});
    }
    QCOMPARE(trainer.value("prompt_proj.weight"), before);
    QCOMPARE(trainer.steps(), 0);
    QVERIFY(std::isfinite(trainer.stepNormalised(batch.pixels, batch.masks, 2)));
}

void TestTrainer::examplesOfAnotherFormAreRefused()
{
    Trainer trainer = tinyTrainer(published());
    QVERIFY_EXCEPTION_THROWN(trainer.step({}), Error);
    std::vector<training::Example> small {spotted(64, 1)};
    QVERIFY_EXCEPTION_THROWN(trainer.step(small), Error);
    std::vector<training::Example> maskless {spotted(size, 1)};
    maskless[0].mask.pop_back();
    QVERIFY_EXCEPTION_THROWN(trainer.step(maskless), Error);
}

void TestTrainer::fromNothingTheTowersLearnToo()
{
    TrainerOptions options;
    options.model.imageSize = 64;
    options.model.layers = {};
    options.model.device = "cpu";
    options.towers = true;
    options.rate = 1e-3;
    options.decay = 0.01;
    options.greatestGradient = 1;
    options.promptDropout = 0;
    // Positions are trained on 4 x 4 patches and used on 8 x 8.
    training::writeFreshWeights({64, 2, 8, 4, 64, 2, 2, 2}, options.model, 7, at("clip.safetensors"), at("vcp.pth"));
    training::writeFreshWeights({64, 2, 8, 4, 64, 2, 2, 2}, options.model, 7, at("again.safetensors"), at("again.pth"));
    for (const auto& [one, other] : {std::pair("clip.safetensors", "again.safetensors"), std::pair("vcp.pth", "again.pth")}) {
        QFile a(QString::fromStdString(at(one).string())), b(QString::fromStdString(at(other).string()));
        QVERIFY(a.open(QIODevice::ReadOnly) && b.open(QIODevice::ReadOnly));
        QVERIFY(a.readAll() == b.readAll());
    }
    Trainer trainer(weights::ClipWeights::open(at("clip.safetensors")), weights::VcpWeights::open(at("vcp.pth")), options);
    const auto words = trainer.value("token_embedding.weight");
    const auto positions = trainer.value("visual.positional_embedding");
    std::vector<training::Example> examples;
    for (unsigned seed = 0; seed < 4; ++seed)
        examples.push_back(spotted(64, seed));
    const double first = trainer.step(examples);
    double last = first;
    for (int step = 0; step < 40; ++step)
        last = trainer.step(examples);
    QVERIFY2(last < 0.6 * first, qPrintable(QStringLiteral("from %1 to %2").arg(first).arg(last)));
    QVERIFY(trainer.value("visual.positional_embedding") != positions);
    QCOMPARE(trainer.value("token_embedding.weight"), words);
}

/// The loss's gradient is worked out by hand where towers learn, and by autograd where they don't.
void TestTrainer::headsLearnTheSameBesideTowersThatLearn()
{
    const auto batch = goldenBatch();
    const auto gradients = [&](bool towers) {
        TrainerOptions options = published();
        options.towers = towers;
        options.focalWeight = 6;
        Trainer trainer = tinyTrainer(options);
        trainer.keepGradients(true);
        const double loss = trainer.stepNormalised(batch.pixels, batch.masks, 2);
        return std::pair(loss, trainer.gradients());
    };
    const auto [publishedLoss, expected] = gradients(false);
    const auto [loss, found] = gradients(true);
    QVERIFY2(std::abs(loss - publishedLoss) < 1e-5 * publishedLoss, qPrintable(QStringLiteral("%1, %2").arg(loss).arg(publishedLoss)));
    QVERIFY(!expected.empty());
    for (const auto& [name, values] : expected) {
        if (golden::isNearlyZero(name))
            continue;
        float scale = 0;
        for (const float value : values)
            scale = std::max(scale, std::abs(value));
        const float difference = greatestDifference(found.at(name), values);
        QVERIFY2(difference <= 2e-4f * scale, qPrintable(QStringLiteral("%1: %2 of %3").arg(QString::fromStdString(name)).arg(difference).arg(scale)));
    }
}

void TestTrainer::extremesArePartOfTheLoss()
{
    const auto batch = goldenBatch();
    const auto lossWith = [&](double weight, std::uint8_t mask) {
        TrainerOptions options = published();
        options.towers = true;
        options.focalWeight = options.diceWeight = 0;
        options.extremesWeight = weight;
        const auto first = std::span(batch.pixels).first(batch.pixels.size() / 2);
        return tinyTrainer(options).stepNormalised(first, std::vector<std::uint8_t>(batch.masks.size() / 2, mask), 1);
    };
    QCOMPARE(lossWith(0, 0), 0.0);
    // Of one picture: only its greatest patch counts where all is damaged, only the mean of the three greatest where nothing is.
    const double greatest = std::exp(-lossWith(1, 1)), three = 1 - std::exp(-lossWith(1, 0));
    QVERIFY2(three > 0 && greatest < 1 && three <= greatest + 1e-3 && three > 0.8 * greatest, qPrintable(QStringLiteral("%1, %2").arg(three).arg(greatest)));
    QCOMPARE(float(lossWith(2, 0)), float(2 * lossWith(1, 0)));
}

void TestTrainer::averageIsWrittenAndGoneOnWith()
{
    const std::string name = "prompt_proj.weight";
    TrainerOptions options = published();
    options.average = 0.9;
    const std::vector<training::Example> examples {spotted(size, 1), spotted(size, 2)};
    Trainer whole = tinyTrainer(options);
    const auto begun = whole.value(name);
    whole.step(examples);
    const auto stepped = whole.value(name);
    const auto written = [&](Trainer& trainer) {
        trainer.writeVcp(at("average.pth"));
        const auto file = weights::WeightFile::open(at("average.pth"));
        std::vector<float> values(begun.size());
        weights::copyAsFloat(file->tensors().at(name), values);
        return values;
    };
    std::vector<float> expected;
    for (std::size_t i = 0; i < begun.size(); ++i)
        expected.push_back(begun[i] * 2 / 11 + stepped[i] * 9 / 11);  // (1 + 1) / (10 + 1) of what was before
    QVERIFY(greatestDifference(written(whole), expected) < 1e-6f);
    whole.save(at("average-state.safetensors"));
    whole.step(examples);
    Trainer rest = tinyTrainer(options);
    rest.restore(at("average-state.safetensors"));
    rest.step(examples);
    QCOMPARE(written(rest), written(whole));
}

QTEST_GUILESS_MAIN(TestTrainer)
#include "tst_trainer.moc"
