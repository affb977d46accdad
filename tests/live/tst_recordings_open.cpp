// What the live view recorded opens in the main window with its verdicts, and the model isn't asked.

#include "app/common/path_text.h"
#include "app/live/live_inspector.h"
#include "live_tools.h"
#include "tests/gui/bench_tools.h"

using namespace live_tools;
using inference::Verdict;

class TestRecordingsOpen : public QObject {
    Q_OBJECT

private slots:
    void recordedPartsCostNoInference();
};

void TestRecordingsOpen::recordedPartsCostNoInference()
{
    const BenchFolder bench;
    const auto detector = std::make_shared<FakeDetector>();
    const auto recipe = std::make_shared<const inference::Recipe>(evenRecipe());
    Session session;
    session.setHistory(bench.history());
    session.setModel(modelWith(detector), *recipe);
    QVERIFY(session.archive());

    RunFacts of = facts();
    of.setup = session.archive()->setup;
    const auto model = std::make_shared<const inference::pipeline::Inspector>(detector);
    of.inspector = model;
    RecorderOptions options;
    options.results = RecordedResults::FailsAndReviews;
    options.folder = toPath(bench.home("recordings"));
    options.leastFree = 0;
    std::vector<VerdictRecord> records;  // read when all are judged
    {
        Recorder recorder(bench.history(), options);
        recorder.beginRun(of);
        RecordMaker maker(of);
        const auto shots = std::make_shared<LiveShots>();
        LiveInspector inspector(shots, [&](const LiveResultPtr& result) {
            VerdictRecord record = maker.recordOf(*result);
            record.file = recorder.note(result, record);
            records.push_back(record);
        });
        inspector.setRecipe(recipe);
        inspector.setInspector(model);
        std::uint64_t judged = 0;
        for (const int grey : {10, 130, 250, 20, 240}) {  // pass, review, fail, pass, fail
            const LiveFrame frame = frameOf(std::uint64_t(grey), 40, 30, 3);
            recorder.noteFrame(frame);
            shots->put({frame, ++judged});
            QTRY_COMPARE_WITH_TIMEOUT(inspector.figures().judged, judged, benchTimeout);
        }
    }
    QCOMPARE(detector->calls(), 5);
    QCOMPARE(records.size(), 5u);

    session.open({bench.home("recordings/parts")});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(session), benchTimeout);
    QCOMPARE(session.count(), 3);
    QCOMPARE(detector->calls(), 5);  // out of the history
    const VerdictRecord* const kept[] {&records[1], &records[2], &records[4]};
    for (int row = 0; row < 3; ++row) {
        QCOMPARE(toPath(session.part(row).path), kept[row]->file);
        QCOMPARE(session.part(row).judged.verdict, *kept[row]->verdict);
        QCOMPARE(session.part(row).judged.figures->score, kept[row]->score);
    }
}

QTEST_GUILESS_MAIN(TestRecordingsOpen)
#include "tst_recordings_open.moc"
