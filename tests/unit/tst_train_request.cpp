// What a training learns by: as published unless a person asks for something else, and another training when they do.
#include "app/inspect/train_request.h"

#include <QtTest>

#include <fstream>

using namespace app;

namespace {

TrainRequest requestOf(std::vector<std::string> options)
{
    const std::string golden = WORKBENCH_TEST_DATA "/golden/tiny/";
    std::vector<std::string> given {"--out", "training", "--clip", golden + "clip.pt", "--vcp", golden + "vcp.pth", "set"};
    if (std::ranges::count(options, "--from-scratch") > 0)
        given = {"--out", "training"};
    given.insert(given.end(), options.begin(), options.end());
    const std::vector<Option> known = trainOptions();
    return trainRequestOf(Arguments(given, known));
}

}  // namespace

class TestTrainRequest : public QObject {
    Q_OBJECT

private slots:
    void fineTuningIsAsPublished();
    void fromScratchHasItsOwn();
    void whatIsAskedForIsTaken_data();
    void whatIsAskedForIsTaken();
    void slipsAreSaid_data();
    void slipsAreSaid();
    void bothWeightFilesMakeTheTraining();
    void theModelItBeginsWithIsNotWrittenOver_data();
    void theModelItBeginsWithIsNotWrittenOver();
};

void TestTrainRequest::fineTuningIsAsPublished()
{
    const TrainRequest request = requestOf({});
    QCOMPARE(request.trainer.rate, 4e-5);
    QCOMPARE(request.trainer.temperatureRate, 0.01);
    QCOMPARE(request.trainer.focalWeight, 1.0);
    QCOMPARE(request.trainer.extremesWeight, 0.0);
    QCOMPARE(request.trainer.average, 0.0);
    QVERIFY(!request.trainer.towers && !request.plan.cosine);
    QCOMPARE(request.plan.batch, 32);
    QCOMPARE(request.plan.epochs, 10);
}

void TestTrainRequest::fromScratchHasItsOwn()
{
    const TrainRequest request = requestOf({"--from-scratch"});
    QVERIFY(request.trainer.towers && request.plan.cosine);
    QCOMPARE(request.trainer.average, 0.999);
    QCOMPARE(request.trainer.extremesWeight, 0.3);
    const TrainRequest other = requestOf({"--from-scratch", "--schedule", "constant", "--average", "0", "--extremes=0", "--focal=2"});
    QVERIFY(!other.plan.cosine);
    QCOMPARE(other.trainer.average + other.trainer.extremesWeight, 0.0);
    QCOMPARE(other.trainer.focalWeight, 2.0);
    QVERIFY(fingerprintOf(request, {}) != fingerprintOf(other, {}));
}

void TestTrainRequest::whatIsAskedForIsTaken_data()
{
    using Changed = std::function<bool(const TrainRequest&)>;
    QTest::addColumn<std::vector<std::string>>("options");
    QTest::addColumn<Changed>("changed");
    const auto row = [](std::vector<std::string> options, Changed changed) { QTest::newRow(options.front().c_str()) << options << changed; };
    row({"--schedule", "cosine"}, [](const TrainRequest& request) { return request.plan.cosine; });
    row({"--average", "0.99"}, [](const TrainRequest& request) { return request.trainer.average == 0.99; });
    row({"--focal", "6"}, [](const TrainRequest& request) { return request.trainer.focalWeight == 6; });
    row({"--extremes", "0.3"}, [](const TrainRequest& request) { return request.trainer.extremesWeight == 0.3; });
    row({"--lr", "1e-3"}, [](const TrainRequest& request) { return request.trainer.rate == 1e-3; });
}

void TestTrainRequest::whatIsAskedForIsTaken()
{
    QFETCH(std::vector<std::string>, options);
    QFETCH(std::function<bool(const TrainRequest&)>, changed);
    const TrainRequest plain = requestOf({}), other = requestOf(options);
    QVERIFY(!changed(plain) && changed(other));
    QVERIFY(fingerprintOf(plain, "data") != fingerprintOf(other, "data"));  // its folder is not gone on with
}

void TestTrainRequest::slipsAreSaid_data()
{
    QTest::addColumn<std::vector<std::string>>("options");
    QTest::addColumn<QString>("said");
    const auto row = [](std::vector<std::string> options, const char* said) { QTest::newRow(options.front().c_str()) << options << QString(said); };
    row({"--schedule", "linear"}, "“linear” is no --schedule: constant or cosine.");
    row({"--average", "1"}, "“1” doesn't fit --average");
    row({"--focal", "-1"}, "“-1” doesn't fit --focal");
    row({"--extremes", "nan"}, "“nan” doesn't fit --extremes");
}

void TestTrainRequest::slipsAreSaid()
{
    QFETCH(std::vector<std::string>, options);
    QFETCH(QString, said);
    try {
        requestOf(options);
        QFAIL("taken");
    } catch (const UsageError& error) {
        QVERIFY2(QString::fromUtf8(error.what()).contains(said), error.what());
    }
}

void TestTrainRequest::bothWeightFilesMakeTheTraining()
{
    const QTemporaryDir folder;
    const TrainRequest plain = requestOf({});
    for (const auto weights : {&inference::pipeline::ModelBundle::clip, &inference::pipeline::ModelBundle::vcp}) {
        TrainRequest other = plain;
        other.model.*weights = folder.filePath("weights").toStdString();
        std::filesystem::copy_file(plain.model.*weights, other.model.*weights, std::filesystem::copy_options::overwrite_existing);
        QCOMPARE(fingerprintOf(other, "data"), fingerprintOf(plain, "data"));  // wherever they lie
        std::ofstream(other.model.*weights, std::ios::app) << "other";
        QVERIFY(fingerprintOf(other, "data") != fingerprintOf(plain, "data"));
    }
}

void TestTrainRequest::theModelItBeginsWithIsNotWrittenOver_data()
{
    QTest::addColumn<QString>("clip");
    QTest::addColumn<QString>("vcp");
    QTest::addColumn<QString>("out");
    QTest::addColumn<bool>("taken");
    QTest::newRow("another folder") << "model/clip.pt" << "model/vcp.pth" << "out" << true;
    QTest::newRow("one that isn't there yet") << "model/clip.pt" << "model/vcp.pth" << "new" << true;
    QTest::newRow("its own") << "model/clip.pt" << "model/vcp.pth" << "model" << false;
    QTest::newRow("written otherwise") << "model/clip.pt" << "model/vcp.pth" << "out/../model/" << false;
    QTest::newRow("that of the CLIP weights") << "out/clip.pt" << "model/vcp.pth" << "out" << false;
    QTest::newRow("a link leads there") << "model/clip.pt" << "links/vcp.pth" << "out" << false;
    QTest::newRow("a link lies there") << "model/clip.pt" << "links/vcp.pth" << "links" << false;
}

void TestTrainRequest::theModelItBeginsWithIsNotWrittenOver()
{
    QFETCH(QString, clip);
    QFETCH(QString, vcp);
    QFETCH(QString, out);
    QFETCH(bool, taken);
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    for (const char* const name : {"model", "out", "links"})
        std::filesystem::create_directory(root / name);
    for (const char* const name : {"model/clip.pt", "model/vcp.pth", "out/clip.pt", "out/vcp.pth"})
        std::ofstream(root / name) << name;
    std::filesystem::create_symlink(root / "out/vcp.pth", root / "links/vcp.pth");
    const auto at = [&](const QString& name) { return folder.filePath(name).toStdString(); };
    const std::vector<std::string> given {"--out", at(out), "--clip", at(clip), "--vcp", at(vcp), "set"};
    const std::vector<Option> known = trainOptions();
    try {
        trainRequestOf(Arguments(given, known));
        QVERIFY(taken);
    } catch (const UsageError& error) {
        QVERIFY2(!taken && error.text().contains("would write over the model"), error.what());
    }
}

QTEST_APPLESS_MAIN(TestTrainRequest)
#include "tst_train_request.moc"
