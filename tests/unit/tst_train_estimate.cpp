// What a training is expected to take, from a trial and from what the machine says.
#include "app/inspect/train_machine.h"
#include "app/inspect/train_trial.h"

#include <QtTest>

using namespace app;

class TestTrainEstimate : public QObject {
    Q_OBJECT

private slots:
    void timeOfATraining_data();
    void timeOfATraining();
    void freeMemoryIsRead_data();
    void freeMemoryIsRead();
    void theDeviceIsNamed();
};

void TestTrainEstimate::timeOfATraining_data()
{
    QTest::addColumn<double>("again");
    QTest::addColumn<double>("made");
    QTest::addColumn<bool>("kept");
    QTest::addColumn<double>("seconds");
    // 3 epochs of 10 images at 2 s, each judged by 4 images at 0.5 s, and both models at the end: 60 + 4 * 0.5 * 5.
    QTest::newRow("plain") << 2.0 << 0.1 << false << 70.0;
    QTest::newRow("features are kept after the first epoch") << 0.5 << 0.1 << true << 20 + 2 * 5 + 10.0;
    QTest::newRow("not all of them") << 0.5 << 0.1 << false << 70.0;
    QTest::newRow("making examples takes longer") << 2.0 << 8.0 << false << 3 * 10 * 4 + 10.0;  // by two threads
}

void TestTrainEstimate::timeOfATraining()
{
    QFETCH(double, again);
    QFETCH(double, made);
    QFETCH(bool, kept);
    QFETCH(double, seconds);
    inference::training::TrainingPlan plan;
    plan.epochs = 3;
    plan.exampleThreads = 2;
    QCOMPARE(secondsOf({2.0, again, made, 0.5}, plan, 10, 4, kept), seconds);
}

void TestTrainEstimate::freeMemoryIsRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("as Linux says it") << QStringLiteral("MemTotal:       24000000 kB\nMemAvailable:    2048 kB\n") << qint64(2048) * 1024;
    QTest::newRow("not there") << QStringLiteral("MemTotal: 24000000 kB\n") << qint64(-1);
    QTest::newRow("no number") << QStringLiteral("MemAvailable: many\n") << qint64(-1);
    QTest::newRow("cut off") << QStringLiteral("MemAvailable:") << qint64(-1);
    QTest::newRow("nothing") << QString() << qint64(-1);
}

void TestTrainEstimate::freeMemoryIsRead()
{
    QFETCH(QString, text);
    QFETCH(qint64, bytes);
    const auto found = availableIn(text.toStdString());
    QCOMPARE(found ? qint64(*found) : qint64(-1), bytes);
}

void TestTrainEstimate::theDeviceIsNamed()
{
    inference::model::Machine machine;
    machine.threads = 2;
    QCOMPARE(trainMachine(machine, "auto").device, std::string("CPU, 2 threads"));
    machine.cudaDevices = {"First", "Second"};
    QCOMPARE(trainMachine(machine, "auto").device, std::string("First"));
    QCOMPARE(trainMachine(machine, "cuda:1").device, std::string("Second"));
    QVERIFY(!trainMachine(machine, "cuda:1").freeBytes);
    QCOMPARE(trainMachine(machine, "cpu").device, std::string("CPU, 2 threads"));
    QVERIFY(trainMachine(machine, "cpu").freeBytes);
}

QTEST_APPLESS_MAIN(TestTrainEstimate)
#include "tst_train_estimate.moc"
