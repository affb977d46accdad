// What decides the evidence beside the weights is told apart, and nothing else is.

#include "pipeline/file_hash.h"
#include "pipeline/options_hash.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <string>

using inference::model::ModelOptions;
using inference::pipeline::optionsHash;

class TestOptionsHash : public QObject {
    Q_OBJECT

private slots:
    void hashIsThatOfTheText();
    void everyOptionThatMattersCounts_data();
    void everyOptionThatMattersCounts();
};

void TestOptionsHash::hashIsThatOfTheText()
{
    ModelOptions options;
    options.imageSize = 336;
    options.layers = {6, 12, 18, 24};
    options.good = {{49406, 320}, {49407}};
    options.damaged = {{49406}, {}};
    options.mean = {0.5f, 0.25f, 0.1f};
    options.std = {1, 2, 3};
    QCOMPARE(optionsHash(options),
        inference::pipeline::sha256Of(
            "vcp-options-1\nimage_size 336\nlayers 6 12 18 24\ngood_before 49406 320\ngood_after 49407\n"
            "damaged_before 49406\ndamaged_after\nmean 0.5 0.25 0.1\nstd 1 2 3\n"));
}

void TestOptionsHash::everyOptionThatMattersCounts_data()
{
    using Change = std::function<void(ModelOptions&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<bool>("counts");
    const auto row = [](const char* name, bool counts, Change change) { QTest::newRow(name) << change << counts; };
    row("nothing", false, [](ModelOptions&) {});
    row("image size", true, [](ModelOptions& options) { options.imageSize = 336; });
    row("layers", true, [](ModelOptions& options) { options.layers = {5, 12, 18, 24}; });
    row("fewer layers", true, [](ModelOptions& options) { options.layers = {6, 12, 18}; });
    row("good prompt", true, [](ModelOptions& options) { options.good.before.push_back(1); });
    row("end of the good prompt", true, [](ModelOptions& options) { options.good.after.front() += 1; });
    row("damaged prompt", true, [](ModelOptions& options) { options.damaged.before.front() += 1; });
    row("end of the damaged prompt", true, [](ModelOptions& options) { options.damaged.after.push_back(1); });
    row("prompts the other way round", true, [](ModelOptions& options) { std::swap(options.good, options.damaged); });
    row("mean", true, [](ModelOptions& options) { options.mean[1] = std::nextafter(options.mean[1], 1.0f); });
    row("std", true, [](ModelOptions& options) { options.std[2] = std::nextafter(options.std[2], 1.0f); });
    row("device", false, [](ModelOptions& options) { options.device = "cuda:1"; });
    row("precision, which stands beside", false, [](ModelOptions& options) { options.precision = "fp32"; });
}

void TestOptionsHash::everyOptionThatMattersCounts()
{
    QFETCH(std::function<void(ModelOptions&)>, change);
    QFETCH(bool, counts);
    ModelOptions options, changed;
    options.layers = changed.layers = {6, 12, 18, 24};
    change(changed);
    QCOMPARE(optionsHash(changed) != optionsHash(options), counts);
}

QTEST_GUILESS_MAIN(TestOptionsHash)
#include "tst_options_hash.moc"
