// What a training's process prints becomes signals, and it is held, stopped and survived.
#include "app/workbench/training_process.h"
#include "script_tools.h"

#include <QSignalSpy>
#include <QtTest>

using namespace app;

class TestTrainingProcess : public QObject {
    Q_OBJECT

private slots:
    void everyEventIsTold();
    void aCheckTellsFactsAndEnds();
    void examplesAreTold();
    void foreignLinesArePassedOver();
    void argumentsFollowTheCommand();
    void anEndWithoutAWordIsAFailure_data();
    void anEndWithoutAWordIsAFailure();
    void aMissingProgramIsSaid();
    void aStopIsAskedForAndTold();
    void aHeldProcessStandsStillAndGoesOn();
    void theEndOfTheObjectEndsTheProcess();
};

namespace {

/// The state letter of a process as the kernel names it; 0: there is none.
char stateOf(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray line = file.readAll();
    return line.at(line.lastIndexOf(')') + 2);
}

qint64 pidIn(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
}

}  // namespace

void TestTrainingProcess::everyEventIsTold()
{
    const Script script(R"(
echo '{"event":"step","epoch":1,"step":1,"steps":8,"loss":1.75,"seconds_left":null}'
echo '{"event":"step","epoch":1,"step":2,"steps":8,"loss":1.5,"seconds_left":90}'
printf '{"event":"validation",'; printf '"done":3,"of":9}\n'
echo '{"event":"memory","together":2}'
echo '{"event":"epoch","epoch":1,"loss":1.25,"pixel_ap":0.5,"pixel_auroc":null,"image_auroc":0.75,"seconds":3,"best":true}'
echo '{"event":"guard","before":{"pixel_ap":0.25,"image_auroc":0.7},"after":{"pixel_ap":0.5,"image_auroc":null},"images":9,"only_before":6,"only_after":1,"p_value":0.04,"worse":true}'
echo '{"event":"end","epochs":1,"best":1,"stopped_early":true}'
)");
    TrainingProcess process(script.path());
    QList<TrainingStep> steps;
    QList<TrainingEpoch> epochs;
    QList<TrainingGuard> guards;
    connect(&process, &TrainingProcess::stepped, this, [&](const TrainingStep& step) { steps.append(step); });
    connect(&process, &TrainingProcess::epochEnded, this, [&](const TrainingEpoch& epoch) { epochs.append(epoch); });
    connect(&process, &TrainingProcess::guarded, this, [&](const TrainingGuard& guard) { guards.append(guard); });
    QSignalSpy validated(&process, &TrainingProcess::validated), memory(&process, &TrainingProcess::memoryShort), finished(&process, &TrainingProcess::finished);
    process.start({});
    QVERIFY(finished.wait());
    QCOMPARE(finished.first(), (QVariantList {1, 1, true}));
    QCOMPARE(steps.size(), 2);
    QCOMPARE(steps[0].secondsLeft, std::optional<double>());
    QCOMPARE(steps[1].step, 2);
    QCOMPARE(steps[1].steps, 8);
    QCOMPARE(steps[1].loss, 1.5);
    QCOMPARE(steps[1].secondsLeft, std::optional(90.0));
    QCOMPARE(validated.size(), 1);
    QCOMPARE(validated.first(), (QVariantList {qint64(3), qint64(9)}));
    QCOMPARE(memory.first().first().toInt(), 2);
    QCOMPARE(epochs.size(), 1);
    QCOMPARE(epochs[0].pixelAp, std::optional(0.5));
    QCOMPARE(epochs[0].pixelAuroc, std::optional<double>());
    QVERIFY(epochs[0].best);
    QCOMPARE(guards.size(), 1);
    QCOMPARE(guards[0].mcnemar, std::optional(0.04));
    QCOMPARE(guards[0].onlyBefore, qint64(6));
    QCOMPARE(guards[0].onlyAfter, qint64(1));
    QVERIFY(guards[0].worse);
    QCOMPARE(guards[0].pixelApBefore, std::optional(0.25));
    QCOMPARE(guards[0].pixelApAfter, std::optional(0.5));
    QCOMPARE(guards[0].imageAurocAfter, std::optional<double>());
}

void TestTrainingProcess::aCheckTellsFactsAndEnds()
{
    const Script script(R"(
echo '{"event":"dataset","layout":"mvtec","products":2,"images":32,"good":16,"anomalous":16,"masks":15,"unlabelled":0}'
echo '{"event":"problem","code":"mask_missing","path":"/data/000.png","detail":""}'
echo '{"event":"leaks","images":1}'
echo '{"event":"data","role":"training","images":22,"anomalous":12,"masks":12,"products":["gear","washer"]}'
echo '{"event":"estimate","memory_mb":345,"free_mb":8000,"device":"CPU, 2 threads"}'
echo '{"event":"estimate","seconds":13.5}'
echo '{"event":"checked"}'
exit 3
)");
    TrainingProcess process(script.path());
    TrainingFacts facts;
    connect(&process, &TrainingProcess::factsChanged, this, [&](const TrainingFacts& now) { facts = now; });
    QSignalSpy checked(&process, &TrainingProcess::checked), finished(&process, &TrainingProcess::finished), failed(&process, &TrainingProcess::failed);
    process.start({QStringLiteral("--check")});
    QVERIFY(checked.wait());
    QVERIFY(finished.isEmpty() && failed.isEmpty());
    QVERIFY(facts.source && facts.training && !facts.validation);
    QCOMPARE(facts.source->images, qint64(32));
    QCOMPARE(facts.training->products, (QStringList {QStringLiteral("gear"), QStringLiteral("washer")}));
    QCOMPARE(facts.leaks, qint64(1));
    QCOMPARE(facts.problemCount, qint64(1));
    QVERIFY2(facts.problems[0].contains(QStringLiteral("/data/000.png")) && facts.problems[0].contains(QStringLiteral("mask")), qPrintable(facts.problems[0]));
    QCOMPARE(facts.memoryMb, std::optional<qint64>(345));
    QCOMPARE(facts.freeMb, std::optional<qint64>(8000));
    QCOMPARE(facts.seconds, std::optional(13.5));
    QCOMPARE(facts.device, QStringLiteral("CPU, 2 threads"));
}

void TestTrainingProcess::examplesAreTold()
{
    const Script script(R"(
echo '{"event":"example","epoch":2,"number":3,"of":4,"product":"gear","anomalous":true,"file":"/t/examples/epoch-2-3.png"}'
echo '{"event":"end","epochs":2,"best":1,"stopped_early":false}'
)");
    TrainingProcess process(script.path());
    QList<TrainingExample> examples;
    connect(&process, &TrainingProcess::exampleDrawn, this, [&](const TrainingExample& example) { examples.append(example); });
    QSignalSpy finished(&process, &TrainingProcess::finished);
    process.start({});
    QVERIFY(finished.wait());
    QCOMPARE(examples.size(), 1);
    QCOMPARE(examples[0].epoch, 2);
    QCOMPARE(examples[0].number, 3);
    QVERIFY(examples[0].defective);
    QCOMPARE(examples[0].product, QStringLiteral("gear"));
    QCOMPARE(examples[0].file, QStringLiteral("/t/examples/epoch-2-3.png"));
}

void TestTrainingProcess::foreignLinesArePassedOver()
{
    const Script script(R"(
echo 'hello'
echo '[1,2]'
echo '{"event":"elephant"}'
echo ''
echo '{"event":"end","epochs":2,"best":1,"stopped_early":false}'
)");
    TrainingProcess process(script.path());
    QSignalSpy finished(&process, &TrainingProcess::finished);
    process.start({});
    QVERIFY(finished.wait());
    QCOMPARE(finished.first(), (QVariantList {2, 1, false}));
}

void TestTrainingProcess::argumentsFollowTheCommand()
{
    const Script script("printf '%s|' \"$@\" > \"$(dirname \"$0\")/arguments\"\necho '{\"event\":\"end\",\"epochs\":1,\"best\":1}'\n");
    TrainingProcess process(script.path());
    QSignalSpy finished(&process, &TrainingProcess::finished);
    process.start({QStringLiteral("--out"), QStringLiteral("a folder/Ü")});
    QVERIFY(finished.wait());
    QFile file(script.folder() + QStringLiteral("/arguments"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()), QStringLiteral("train|--json-lines|--out|a folder/Ü|"));
}

void TestTrainingProcess::anEndWithoutAWordIsAFailure_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("says why") << QByteArray("echo 'a hint' >&2\necho 'The disk is full.' >&2\nexit 2\n") << QStringLiteral("The disk is full.");
    QTest::newRow("says nothing") << QByteArray("exit 3\n") << QString();
    QTest::newRow("leaves without the end") << QByteArray("exit 0\n") << QString();
    QTest::newRow("is killed") << QByteArray("echo 'half a sentence' >&2\nkill -9 $$\n") << QString();
}

void TestTrainingProcess::anEndWithoutAWordIsAFailure()
{
    QFETCH(QByteArray, lines);
    QFETCH(QString, sentence);
    const Script script(lines);
    TrainingProcess process(script.path());
    QSignalSpy failed(&process, &TrainingProcess::failed);
    process.start({});
    QVERIFY(failed.wait());
    const QString said = failed.first().first().toString();
    QVERIFY(sentence.isEmpty() ? said.contains(QStringLiteral("ended unexpectedly")) : said == sentence);
    QVERIFY(!process.isRunning());
}

void TestTrainingProcess::aMissingProgramIsSaid()
{
    TrainingProcess process(QStringLiteral("/nowhere/vcp-inspect"));
    QSignalSpy failed(&process, &TrainingProcess::failed);
    process.start({});
    QVERIFY(!failed.isEmpty() || failed.wait());
    QVERIFY(failed.first().first().toString().startsWith(QStringLiteral("The training can't be started")));
}

void TestTrainingProcess::aStopIsAskedForAndTold()
{
    const Script script("echo '{\"event\":\"memory\",\"together\":1}'\nexec sleep 60\n");
    TrainingProcess process(script.path());
    QSignalSpy running(&process, &TrainingProcess::memoryShort), stopped(&process, &TrainingProcess::stopped), failed(&process, &TrainingProcess::failed);
    process.start({});
    QVERIFY(running.wait());
    process.setPaused(true);  // a held process hears nothing: it has to be woken first
    process.stop();
    QVERIFY(stopped.wait());
    QVERIFY(failed.isEmpty());
}

void TestTrainingProcess::aHeldProcessStandsStillAndGoesOn()
{
    const Script script("echo $$ > \"$(dirname \"$0\")/pid\"\necho '{\"event\":\"memory\",\"together\":1}'\nread line < \"$(dirname \"$0\")/go\"\n"
                        "echo '{\"event\":\"end\",\"epochs\":1,\"best\":1}'\n");
    QCOMPARE(QProcess::execute(QStringLiteral("mkfifo"), {script.folder() + QStringLiteral("/go")}), 0);
    TrainingProcess process(script.path());
    QSignalSpy running(&process, &TrainingProcess::memoryShort), finished(&process, &TrainingProcess::finished);
    process.start({});
    QVERIFY(running.wait());
    process.setPaused(true);
    QVERIFY(process.isPaused());
    const qint64 pid = pidIn(script.folder() + QStringLiteral("/pid"));
    QTRY_COMPARE(stateOf(pid), 'T');
    process.setPaused(false);
    QVERIFY(!process.isPaused());
    QTRY_VERIFY(stateOf(pid) != 'T');
    QFile go(script.folder() + QStringLiteral("/go"));
    QVERIFY(go.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    go.write("go\n");
    go.close();
    QVERIFY(!finished.isEmpty() || finished.wait());
}

void TestTrainingProcess::theEndOfTheObjectEndsTheProcess()
{
    const Script script("echo $$ > \"$(dirname \"$0\")/pid\"\ntrap '' TERM\necho '{\"event\":\"memory\",\"together\":1}'\nwhile :; do sleep 1; done\n");
    qint64 pid = 0;
    {
        TrainingProcess process(script.path());
        QSignalSpy running(&process, &TrainingProcess::memoryShort);
        process.start({});
        QVERIFY(running.wait());
        pid = pidIn(script.folder() + QStringLiteral("/pid"));
        QVERIFY(stateOf(pid) != 0);
    }
    QCOMPARE(stateOf(pid), char(0));
}

QTEST_MAIN(TestTrainingProcess)
#include "tst_training_process.moc"
