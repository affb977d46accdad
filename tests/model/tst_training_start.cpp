// vcp-inspect train, as scripts start it: from nothing, with another's weights, only to be checked, and wrongly.
#include "layouts.h"
#include "training_tools.h"

#include <cmath>

using namespace inference;
using namespace training_tools;

namespace {

/// The weight file without one of its tensors.
void leaveOut(const std::filesystem::path& weights, const std::string& tensor)
{
    layouts::Owned owned;
    {
        const auto file = weights::WeightFile::open(weights);
        for (const auto& [name, view] : file->tensors()) {
            if (name == tensor)
                continue;
            std::vector<float> values(std::size_t(view.elements()));
            weights::copyAsFloat(view, values);
            owned.add(name, {view.shape.begin(), view.shape.end()}, std::move(values));
        }
    }
    weights::writeSafetensors(weights, owned.tensors());
}

}  // namespace

class TestTrainingStart : public QObject, private TrainingBench {
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }

    void endedTrainingNeedsNoState();
    void trainingBeginsWithAnothersWeights();
    void weightsToBeginWithAreChecked();
    void towerIsGrown();
    void beginningIsAskedForInOneWay_data();
    void beginningIsAskedForInOneWay();
    void checkTrainsNothing();
    void wrongUsageIsSaid_data();
    void wrongUsageIsSaid();
};

void TestTrainingStart::endedTrainingNeedsNoState()
{
    const QStringList fromNothing {"train", "--from-scratch", "--drawn", "8", "--epochs", "1", "--validation", "4", "--batch", "8", "--width", "64", "--depth", "4",
                                   "--image-size", "64", "--bundle-size", "96", "--device", "cpu", "--quiet", "--out", at("nothing")};
    Finished finished = run(fromNothing);
    QVERIFY2(finished.code == 0, qPrintable(finished.err));
    const QByteArray bundle = contents(at("nothing/model.json"));
    QCOMPARE(QJsonDocument::fromJson(bundle).object()["image_size"].toInt(), 96);
    // As it comes from another computer: the bundle is made of the weights.
    QVERIFY(QFile::remove(at("nothing/state-1.safetensors")) && QFile::remove(at("nothing/model.json")));
    finished = run(fromNothing);
    QVERIFY2(finished.code == 0, qPrintable(finished.err));
    QCOMPARE(contents(at("nothing/model.json")), bundle);
}

void TestTrainingStart::trainingBeginsWithAnothersWeights()
{
    // With hardly any step taken the weights are those that it began with, and of the same sizes: 64 wide, 4 deep.
    const auto onward = [this](const QString& begin, const QString& uses, const QString& pool) {
        return run({"train", "--from-scratch", "--begin-with", begin, "--drawn", "8", "--uses", uses, "--pool", pool, "--epochs", "1", "--validation", "4", "--batch", "8",
                    "--image-size", "64", "--lr", "1e-9", "--lr-temperature", "0", "--device", "cpu", "--quiet", "--out", at("onward")});
    };
    Finished finished = onward(at("nothing"), "2", "8");
    QVERIFY2(finished.code == 0, qPrintable(finished.err));
    const auto before = weights::WeightFile::open(at("nothing/clip.safetensors").toStdString()), after = weights::WeightFile::open(at("onward/clip.safetensors").toStdString());
    QCOMPARE(before->tensors().size(), after->tensors().size());
    for (const auto& [name, view] : before->tensors()) {
        const auto found = after->tensors().find(name);
        QVERIFY2(found != after->tensors().end(), name.c_str());
        QCOMPARE(found->second.shape, view.shape);
        std::vector<float> one(std::size_t(view.elements())), other(one.size());
        weights::copyAsFloat(view, one);
        weights::copyAsFloat(found->second, other);
        for (std::size_t i = 0; i < one.size(); ++i)
            QVERIFY2(std::abs(one[i] - other[i]) <= 1e-3f * (std::abs(one[i]) + 1e-3f), name.c_str());
    }
    // The same options go on with it; other uses, another pool or other weights are another training.
    QCOMPARE(onward(at("nothing"), "2", "8").code, 0);
    for (const Finished& refused : {onward(at("nothing"), "3", "8"), onward(at("nothing"), "2", "9"), onward(m_folder.path(), "2", "8")}) {
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("holds another training"), qPrintable(refused.err));
    }
}

void TestTrainingStart::weightsToBeginWithAreChecked()
{
    QVERIFY(QDir().mkpath(at("bad")));
    QVERIFY(QFile::copy(at("nothing/clip.safetensors"), at("bad/clip.safetensors")) && QFile::copy(at("nothing/vcp.pth"), at("bad/vcp.pth")));
    leaveOut(at("bad/clip.safetensors").toStdString(), "visual.ln_post.weight");
    const auto begun = [this](const QString& folder) {
        return run({"train", "--from-scratch", "--begin-with", at(folder), "--drawn", "8", "--epochs", "1", "--validation", "4", "--image-size", "64", "--device", "cpu", "--quiet",
                    "--out", at("from-bad")});
    };
    Finished refused = begun("bad");
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.err.contains("tensor visual.ln_post.weight") && refused.err.contains("bad/clip.safetensors"), qPrintable(refused.err));
    refused = begun("nowhere");
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.err.contains("nowhere/clip.safetensors"), qPrintable(refused.err));
    QVERIFY(!QFile::exists(at("from-bad/training.json")));
}

void TestTrainingStart::towerIsGrown()
{
    const auto grown = [this](const QString& folder, const QStringList& depth) {
        return run(QStringList {"train", "--from-scratch", "--begin-with", at(folder), "--drawn", "8", "--epochs", "1", "--validation", "4", "--batch", "8", "--image-size", "64",
                                "--device", "cpu", "--quiet", "--out", at("grown")} + depth);
    };
    // Of 4 blocks 1, 2, 3 and 4 are tapped, of 6 then 2, 3, 4 and 6.
    Finished finished = grown("nothing", {"--depth", "6"});
    QVERIFY2(finished.code == 0, qPrintable(finished.err));
    QCOMPARE(weights::ClipWeights::open(at("grown/clip.safetensors").toStdString()).shape.visionLayers, 6);
    QCOMPARE(QJsonDocument::fromJson(contents(at("grown/model.json"))).object()["layers"].toArray(), (QJsonArray {2, 3, 4, 6}));
    // The same options go on with it; another depth, or none, is another training.
    QCOMPARE(grown("nothing", {"--depth", "6"}).code, 0);
    for (const QStringList& other : {QStringList {"--depth", "7"}, QStringList {}}) {
        finished = grown("nothing", other);
        QCOMPARE(finished.code, 2);
        QVERIFY2(finished.err.contains("holds another training"), qPrintable(finished.err));
    }
    QVERIFY(QDir().mkpath(at("seven")));
    training::writeFreshWeights({64, 7, 8, 8, 64, 2, 4, 2}, {}, 3, at("seven/clip.safetensors").toStdString(), at("seven/vcp.pth").toStdString());
    for (const char* const depth : {"6", "8"}) {
        finished = grown("seven", {"--depth", depth});
        QCOMPARE(finished.code, 2);
        QVERIFY2(finished.err.contains(QStringLiteral("can’t be grown to --depth ") + depth), qPrintable(finished.err));
    }
}

void TestTrainingStart::beginningIsAskedForInOneWay_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    QTest::newRow("a width too") << QStringList {"--from-scratch", "--begin-with", "W", "--width", "64", "--out", "O"} << "leave out --width";
    QTest::newRow("no training from scratch") << QStringList {"--begin-with", "W", "--out", "O"} << "--begin-with belongs to --from-scratch";
    QTest::newRow("its own folder") << QStringList {"--from-scratch", "--begin-with", "W", "--out", "W/"} << "another folder than --begin-with";
    QTest::newRow("uses") << QStringList {"--from-scratch", "--uses", "0", "--out", "O"} << "doesn’t fit --uses";
    QTest::newRow("pool") << QStringList {"--from-scratch", "--pool", "0", "--out", "O"} << "doesn’t fit --pool";
    QTest::newRow("uses of a data set") << QStringList {"--from-scratch", "--uses", "2", "--out", "O", "DATA"} << "--uses belongs to drawn examples";
}

void TestTrainingStart::beginningIsAskedForInOneWay()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    arguments.replaceInStrings(QRegularExpression("^W"), at("nothing")).replaceInStrings(QRegularExpression("^O$"), at("refused")).replaceInStrings("DATA", at("parts"));
    const Finished refused = run(QStringList {"train"} + arguments);
    QCOMPARE(refused.code, 2);
    QVERIFY2(QString(refused.err).replace(u'\'', u'’').contains(said), qPrintable(refused.err));
    QVERIFY(!QFile::exists(at("refused/training.json")));
}

void TestTrainingStart::checkTrainsNothing()
{
    QStringList arguments = command("never", {"--check", "--epochs", "2", at("parts")});
    const qsizetype out = arguments.indexOf("--out");
    arguments.remove(out, 2);
    const QStringList before = QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    const Finished checked = run(arguments);
    QVERIFY2(checked.code == 0, qPrintable(checked.err));
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), before);
    QCOMPARE(events(checked.out, "dataset").size(), 1);
    QCOMPARE(dataOf(checked.out, "training")["images"].toInt(), 12);
    QCOMPARE(dataOf(checked.out, "validation")["images"].toInt(), 4);
    const auto estimates = events(checked.out, "estimate");
    QCOMPARE(estimates.size(), 2);
    QVERIFY(estimates[0]["memory_mb"].toDouble() > 100);
    QVERIFY(estimates[0]["free_mb"].toDouble() > 0);
    QVERIFY(estimates[0]["device"].toString().startsWith("CPU, "));
    QVERIFY(estimates[1]["seconds"].toDouble() > 0);
    QCOMPARE(events(checked.out, "checked").size(), 1);
    QVERIFY(events(checked.out, "step").isEmpty() && events(checked.out, "end").isEmpty());
}

void TestTrainingStart::wrongUsageIsSaid_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const QStringList& arguments, const char* said) { QTest::newRow(name) << arguments << QString::fromUtf8(said); };
    row("no such folder", {"/nowhere/at/all"}, "/nowhere/at/all");
    row("no such layout", {"--layout", "mvtek", "PARTS"}, "There is no layout “mvtek”");
    row("another layout", {"--layout", "ksdd2", "PARTS"}, "ksdd2");
    row("drawn too", {"--drawn", "5", "PARTS"}, "--drawn belongs to drawn examples");
    row("two data sets", {"PARTS", "PARTS"}, "One data set at a time");
    row("layout without data", {"--layout", "mvtec"}, "--layout belongs to a data set");
    row("augment", {"--augment", "maybe", "PARTS"}, "is on or off");
    row("share and data set", {"--val-share", "0.5", "--val", "PARTS", "PARTS"}, "either --val or --val-share");
    row("check and a folder", {"--check", "PARTS"}, "--check writes nothing");
    row("mosaic", {"--mosaic", "2", "PARTS"}, "doesn't fit --mosaic");
}

void TestTrainingStart::wrongUsageIsSaid()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    arguments.replaceInStrings("PARTS", at("parts"));
    const Finished refused = run(command("refused", arguments));
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.err.contains(said), qPrintable(refused.err));
    QVERIFY(!QFile::exists(at("refused/training.json")));
}

QTEST_GUILESS_MAIN(TestTrainingStart)
#include "tst_training_start.moc"
