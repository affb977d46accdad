// vcp-inspect train on a data set, as scripts see it: what it keeps, what it goes on with, what it refuses, what it says at the end.
#include "layouts.h"
#include "tests/full_disk.h"

#include "model/device.h"
#include "training/fresh_weights.h"
#include "training/validation.h"

#include <QImage>
#include <QtTest>

#include <cmath>

using namespace inference;

namespace {

constexpr int side = 64;
constexpr int patience = 120'000;  // milliseconds after which a process hangs

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A part with shading of its own, and a spot darker than it when `mask` is given, which then marks it.
void makePart(const QString& path, int number, const QString& mask = {})
{
    QImage image(side, side, QImage::Format_RGB888), marked(side, side, QImage::Format_Grayscale8);
    marked.fill(0);
    const int left = number * 7 % (side - 14), top = number * 13 % (side - 14);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const bool spot = !mask.isEmpty() && x >= left && x < left + 14 && y >= top && y < top + 14;
            image.setPixelColor(x, y, spot ? QColor(30, 20, 40) : QColor(140 + x / 2, 150 + (y + number) % 16, 130));
            if (spot)
                marked.scanLine(y)[x] = 255;
        }
    image.setPixelColor(0, 0, QColor(number / 256, number % 256, 7));  // no two with the same bytes
    QDir().mkpath(QFileInfo(path).path());
    if (!image.save(path))
        qFatal("cannot write %s", qPrintable(path));
    if (mask.isEmpty())
        return;
    QDir().mkpath(QFileInfo(mask).path());
    if (!marked.save(mask))
        qFatal("cannot write %s", qPrintable(mask));
}

/// MVTec AD's layout: `products` with 3 good and 5 defective test images each, no two with the same bytes.
void makeDataset(const QString& root, const QStringList& products, int first = 0)
{
    for (int p = 0; p < products.size(); ++p) {
        const QString product = root + '/' + products[p];
        makePart(product + "/train/good/000.png", first + 100 * p + 50);
        for (int i = 0; i < 3; ++i)
            makePart(QStringLiteral("%1/test/good/%2.png").arg(product).arg(i), first + 100 * p + i);
        for (int i = 0; i < 5; ++i)
            makePart(QStringLiteral("%1/test/spot/%2.png").arg(product).arg(i), first + 100 * p + 10 + i, QStringLiteral("%1/ground_truth/spot/%2_mask.png").arg(product).arg(i));
    }
}

/// The next step of this training throws every weight far away, so that the one after it has no number.
void makeMomentsHuge(const std::filesystem::path& state)
{
    layouts::Owned owned;
    {
        const auto file = weights::WeightFile::open(state);
        for (const auto& [name, view] : file->tensors()) {
            std::vector<float> values(std::size_t(view.elements()));
            weights::copyAsFloat(view, values);
            if (name.starts_with("adam.first."))
                std::ranges::fill(values, 1e30f);
            owned.add(name, {view.shape.begin(), view.shape.end()}, std::move(values));
        }
    }
    weights::writeSafetensors(state, owned.tensors());
}

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

QList<QJsonObject> events(const QByteArray& out, const QString& event)
{
    QList<QJsonObject> found;
    for (const QByteArray& line : out.split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object["event"].toString() == event)
            found << object;
    }
    return found;
}

/// What was said of the images that are learned from ("training") or judged by ("validation").
QJsonObject dataOf(const QByteArray& out, const QString& role)
{
    for (const QJsonObject& object : events(out, "data"))
        if (object["role"].toString() == role)
            return object;
    return {};
}

struct Finished {
    int code = -1;
    QByteArray out;
    QString err;
};

}  // namespace

class TestTrainingRun : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void killedAndGoneOnWithEqualsTheUninterrupted();
    void endedTrainingNeedsNoState();
    void trainingBeginsWithAnothersWeights();
    void weightsToBeginWithAreChecked();
    void towerIsGrown();
    void beginningIsAskedForInOneWay_data();
    void beginningIsAskedForInOneWay();
    void fullDiskLeavesTheLastGoodState();
    void anotherTrainingsFolderIsRefused();
    void lossWithoutANumberKeepsTheLastGoodState();
    void unreadableFilesAreNamedAndLeftOut();
    void leaksAreLeftOutOfTheTraining();
    void guardComparesWithTheBeginning();
    void weightsOfTheTowersAreCopiedWhole();
    void nameOfTheFolderIsTheModels();
    void timeLeftIsSaidWhenItIsKnown();
    void bundleSaysWhatItWasTrainedOn();
    void productsAreKeptApartForTheValidation();
    void examplesOfEveryEpochAreDrawn();
    void checkTrainsNothing();
    void tellingImagesAreChosen_data();
    void tellingImagesAreChosen();
    void wrongUsageIsSaid_data();
    void wrongUsageIsSaid();

private:
    QStringList command(const QString& out, const QStringList& more = {}) const
    {
        return QStringList {"train", "--clip", at("clip.safetensors"), "--vcp", at("vcp.pth"), "--image-size", QString::number(side), "--layers", "1,2,3,4",
                            "--device", "cpu", "--batch", "4", "--lr", "0.003", "--json-lines", "--out", at(out)}
            + more;
    }
    QString at(const QString& name) const { return m_folder.filePath(name); }
    static Finished run(const QStringList& arguments)
    {
        QProcess process;
        process.start(VCP_INSPECT, arguments);
        if (!process.waitForFinished(patience))
            qFatal("vcp-inspect hangs");
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), QString::fromUtf8(process.readAllStandardError())};
    }
    /// Killed as soon as it has told of its first epoch.
    static void killAfterFirstEpoch(const QStringList& arguments)
    {
        QProcess process;
        process.start(VCP_INSPECT, arguments);
        QByteArray out;
        while (events(out, "epoch").isEmpty()) {
            if (!process.waitForReadyRead(patience))
                qFatal("no epoch: %s", process.readAllStandardError().constData());
            out += process.readAllStandardOutput();
        }
        process.kill();
        process.waitForFinished(patience);
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    }
    QList<double> losses(const QString& folder) const
    {
        QList<double> found;
        for (const auto& epoch : QJsonDocument::fromJson(contents(at(folder + "/training.json"))).object()["epochs"].toArray())
            found << epoch.toObject()["loss"].toDouble();
        return found;
    }
    void compareTrainings(const QString& one, const QString& other) const
    {
        const QList<double> first = losses(one), second = losses(other);
        QCOMPARE(first.size(), second.size());
        for (qsizetype i = 0; i < first.size(); ++i)
            QVERIFY2(std::abs(first[i] - second[i]) <= 1e-6, qPrintable(QStringLiteral("epoch %1: %2, %3").arg(i + 1).arg(first[i], 0, 'g', 9).arg(second[i], 0, 'g', 9)));
        QVERIFY(!contents(at(one + "/vcp.pth")).isEmpty());
        QVERIFY(contents(at(one + "/vcp.pth")) == contents(at(other + "/vcp.pth")));
    }

    QTemporaryDir m_folder;
};

void TestTrainingRun::initTestCase()
{
    model::prepareMachine();
    model::ModelOptions options;
    options.imageSize = side;
    training::writeFreshWeights({64, 4, 16, 4, 64, 2, 4, 2}, options, 3, at("clip.safetensors").toStdString(), at("vcp.pth").toStdString());
    makeDataset(at("parts"), {"nut", "tube"});
}

void TestTrainingRun::killedAndGoneOnWithEqualsTheUninterrupted()
{
    const QStringList options {"--epochs", "8", at("parts")};
    QCOMPARE(run(command("whole", options)).code, 0);
    QCOMPARE(losses("whole").size(), 8);
    killAfterFirstEpoch(command("killed", options));
    const auto before = losses("killed").size();
    QVERIFY2(before >= 1 && before < 8, qPrintable(QString::number(before)));
    const Finished rest = run(command("killed", options));
    QVERIFY2(rest.code == 0, qPrintable(rest.err));
    QCOMPARE(events(rest.out, "epoch").size(), 8 - before);
    compareTrainings("whole", "killed");
}

void TestTrainingRun::endedTrainingNeedsNoState()
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

void TestTrainingRun::trainingBeginsWithAnothersWeights()
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

void TestTrainingRun::weightsToBeginWithAreChecked()
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

void TestTrainingRun::towerIsGrown()
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

void TestTrainingRun::beginningIsAskedForInOneWay_data()
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

void TestTrainingRun::beginningIsAskedForInOneWay()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    arguments.replaceInStrings(QRegularExpression("^W"), at("nothing")).replaceInStrings(QRegularExpression("^O$"), at("refused")).replaceInStrings("DATA", at("parts"));
    const Finished refused = run(QStringList {"train"} + arguments);
    QCOMPARE(refused.code, 2);
    QVERIFY2(QString(refused.err).replace(u'\'', u'’').contains(said), qPrintable(refused.err));
    QVERIFY(!QFile::exists(at("refused/training.json")));
}

void TestTrainingRun::fullDiskLeavesTheLastGoodState()
{
    const QStringList options {"--epochs", "8", at("parts")};
    killAfterFirstEpoch(command("full", options));
    const auto before = losses("full");
    Finished stopped;
    {
        // The weights fit, the state with its moments doesn't.
        const FullDisk full(rlim_t(QFileInfo(at("full/vcp.pth")).size() + 4096));
        stopped = run(command("full", options));
    }
    QCOMPARE(stopped.code, 2);
    QVERIFY2(stopped.err.contains("could not be written") && stopped.err.contains("The last whole epoch is kept"), qPrintable(stopped.err));
    QCOMPARE(losses("full"), before);
    QCOMPARE(run(command("full", options)).code, 0);
    QCOMPARE(losses("full").size(), 8);
    compareTrainings("whole", "full");
}

void TestTrainingRun::anotherTrainingsFolderIsRefused()
{
    const QByteArray before = contents(at("whole/training.json"));
    for (const QStringList& other : {QStringList {"--epochs", "8", "--seed", "4", at("parts")}, QStringList {"--epochs", "8", "--augment", "off", at("parts")},
                                     QStringList {"--epochs", "8", "--val-share", "0.5", at("parts")}}) {
        const Finished refused = run(command("whole", other));
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("holds another training"), qPrintable(refused.err));
    }
    QCOMPARE(contents(at("whole/training.json")), before);
}

void TestTrainingRun::lossWithoutANumberKeepsTheLastGoodState()
{
    const QStringList options {"--epochs", "8", at("parts")};
    killAfterFirstEpoch(command("broken", options));
    const auto before = losses("broken");
    const QString state = at(QStringLiteral("broken/state-%1.safetensors").arg(before.size()));
    makeMomentsHuge(state.toStdString());
    const QByteArray log = contents(at("broken/training.json")), weights = contents(at("broken/vcp.pth")), huge = contents(state);
    const Finished broken = run(command("broken", options));
    QCOMPARE(broken.code, 2);
    QVERIFY2(broken.err.contains("no longer a number") && broken.err.contains("The last whole epoch is kept"), qPrintable(broken.err));
    QVERIFY(contents(at("broken/training.json")) == log);
    QVERIFY(contents(at("broken/vcp.pth")) == weights);
    QVERIFY(contents(state) == huge);
}

void TestTrainingRun::unreadableFilesAreNamedAndLeftOut()
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

void TestTrainingRun::leaksAreLeftOutOfTheTraining()
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

void TestTrainingRun::guardComparesWithTheBeginning()
{
    const Finished ended = run(command("whole", {"--epochs", "8", at("parts")}));
    QCOMPARE(ended.code, 0);
    QCOMPARE(events(ended.out, "guard").size(), 1);
    const QJsonObject guard = events(ended.out, "guard")[0];
    const int images = guard["images"].toInt();
    QCOMPARE(guard["both_right"].toInt() + guard["only_before"].toInt() + guard["only_after"].toInt() + guard["both_wrong"].toInt(), images);
    QCOMPARE(images, 4);  // of each product one good and one defective image
    const QJsonObject log = QJsonDocument::fromJson(contents(at("whole/training.json"))).object();
    const double best = log["epochs"].toArray()[log["best"].toInt() - 1].toObject()["pixel_ap"].toDouble();
    const double after = guard["after"].toObject()["pixel_ap"].toDouble(), before = guard["before"].toObject()["pixel_ap"].toDouble();
    QVERIFY2(std::abs(after - best) < 1e-4, qPrintable(QStringLiteral("%1, in the log %2").arg(after).arg(best)));
    QVERIFY2(after > before, qPrintable(QStringLiteral("from %1 to %2").arg(before).arg(after)));
    QCOMPARE(guard["worse"].toBool(), false);
}

void TestTrainingRun::weightsOfTheTowersAreCopiedWhole()
{
    const QStringList again = command("whole", {"--epochs", "8", at("parts")});
    const QByteArray clip = contents(at("clip.safetensors"));
    QFile copy(at("whole/clip.safetensors"));
    QCOMPARE(contents(copy.fileName()), clip);
    // As a kill in the middle leaves it.
    QVERIFY(copy.resize(copy.size() / 2));
    QCOMPARE(run(again).code, 0);
    QVERIFY(contents(copy.fileName()) == clip);
    QVERIFY(copy.remove() && QFile::remove(at("whole/model.json")));
    Finished stopped;
    {
        const FullDisk full(rlim_t(clip.size() / 2));
        stopped = run(again);
    }
    QCOMPARE(stopped.code, 2);
    QVERIFY2(stopped.err.contains("whole/clip.safetensors” could not be written"), qPrintable(stopped.err));
    QVERIFY(QDir(at("whole")).entryList({"clip*", "model.json"}, QDir::Files).isEmpty());
    QCOMPARE(run(again).code, 0);
    QVERIFY(contents(copy.fileName()) == clip);
    QVERIFY(QFile::exists(at("whole/model.json")));
}

void TestTrainingRun::nameOfTheFolderIsTheModels()
{
    QCOMPARE(run(command("whole/", {"--epochs", "8", at("parts")})).code, 0);
    QCOMPARE(QJsonDocument::fromJson(contents(at("whole/model.json"))).object()["name"].toString(), QStringLiteral("whole"));
    // A data set whose name isn't UTF-8 has one all the same.
    const std::filesystem::path strange = std::filesystem::path(m_folder.path().toStdString()) / "str\xffnge";
    makeDataset(at("plain"), {"nut"}, 3000);
    std::filesystem::rename(at("plain").toStdString(), strange);
    std::filesystem::create_directory_symlink(strange, at("alias").toStdString());
    const Finished ended = run(command("from-strange", {"--epochs", "1", at("alias")}));
    std::filesystem::remove_all(strange);  // Qt can't name it
    QVERIFY2(ended.code == 0, qPrintable(ended.err));
    const auto names = QJsonDocument::fromJson(contents(at("from-strange/model.json"))).object()["trained_on"].toObject()["datasets"].toArray();
    QCOMPARE(names, QJsonArray {QStringLiteral("str\uFFFDnge")});
}

void TestTrainingRun::timeLeftIsSaidWhenItIsKnown()
{
    const Finished ended = run(command("timed", {"--epochs", "2", "--augment", "off", at("parts")}));
    QVERIFY2(ended.code == 0, qPrintable(ended.err));
    const auto steps = events(ended.out, "step");
    QVERIFY(steps.size() >= 2);
    QVERIFY(steps.first()["seconds_left"].isNull());
    QVERIFY(steps.last()["seconds_left"].isDouble());
}

void TestTrainingRun::bundleSaysWhatItWasTrainedOn()
{
    const QJsonObject bundle = QJsonDocument::fromJson(contents(at("whole/model.json"))).object();
    const QJsonObject trainedOn = bundle["trained_on"].toObject();
    QCOMPARE(trainedOn["datasets"].toArray().size(), 1);
    QCOMPARE(trainedOn["images"].toArray().size(), 12);  // without the four that it was judged by
    const Finished inspected = run({"run", "--model", at("whole"), "--out", at("results"), at("parts/nut/test/good/0.png")});
    QVERIFY2(inspected.code == 0 || inspected.code == 1, qPrintable(inspected.err));
}

void TestTrainingRun::productsAreKeptApartForTheValidation()
{
    makeDataset(at("three"), {"nut", "tube", "bolt"}, 2000);
    const Finished ended = run(command("apart", {"--epochs", "1", "--augment", "off", at("three")}));
    QVERIFY2(ended.code == 0, qPrintable(ended.err));
    const auto training = dataOf(ended.out, "training")["products"].toArray(), validation = dataOf(ended.out, "validation")["products"].toArray();
    QCOMPARE(training.size(), 2);
    QCOMPARE(validation.size(), 1);
    QVERIFY(!training.contains(validation[0]));
}

void TestTrainingRun::examplesOfEveryEpochAreDrawn()
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

void TestTrainingRun::checkTrainsNothing()
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

void TestTrainingRun::tellingImagesAreChosen_data()
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

void TestTrainingRun::tellingImagesAreChosen()
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

void TestTrainingRun::wrongUsageIsSaid_data()
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

void TestTrainingRun::wrongUsageIsSaid()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    arguments.replaceInStrings("PARTS", at("parts"));
    const Finished refused = run(command("refused", arguments));
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.err.contains(said), qPrintable(refused.err));
    QVERIFY(!QFile::exists(at("refused/training.json")));
}

QTEST_GUILESS_MAIN(TestTrainingRun)
#include "tst_training_run.moc"
