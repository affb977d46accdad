// vcp-inspect train, as scripts see it: what it keeps whatever stops it, what it goes on with, and what it says at the end.
#include "layouts.h"
#include "tests/full_disk.h"
#include "training_tools.h"

#include <cmath>

using namespace inference;
using namespace training_tools;

namespace {

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

}  // namespace

class TestTrainingRun : public QObject, private TrainingBench {
    Q_OBJECT

private slots:
    void initTestCase() { prepare(); }

    void killedAndGoneOnWithEqualsTheUninterrupted();
    void fullDiskLeavesTheLastGoodState();
    void anotherTrainingsFolderIsRefused();
    void lossWithoutANumberKeepsTheLastGoodState();
    void guardComparesWithTheBeginning();
    void weightsOfTheTowersAreCopiedWhole();
    void nameOfTheFolderIsTheModels();
    void timeLeftIsSaidWhenItIsKnown();
    void bundleSaysWhatItWasTrainedOn();

private:
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
};

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

QTEST_GUILESS_MAIN(TestTrainingRun)
#include "tst_training_run.moc"
