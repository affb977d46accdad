// Sources of the live window that are really there, taken away, killed and started again: what is judged, and what is said of it.
#include "../unit/mjpeg_server.h"
#include "app/workbench/output_settings_form.h"
#include "app/workbench/recording_form.h"
#include "app/workbench/trigger_form.h"
#include "live_bench.h"
#include "widgets/recent_verdicts.h"

#include <QElapsedTimer>
#include <QProcess>

using namespace app;
using namespace source_tools;
using inference::sources::Clock;

class TestLiveSources : public QObject, private LiveBench {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }
    void withoutASourceThereIsNothingToStart();
    void anEachPictureVideoIsJudgedWholeAndKept();
    void aStreamThatIsKilledComesBack();
#ifdef FAKE_GV_CAMERA
    void aGigECameraThatIsKilledComesBack();
#endif
    void aFolderThatIsTakenAwayComesBack();
    void aVideoAtItsSpeedPausesStepsAndSeeks();
    void aVideoThatIsGoneIsSaidAndPlaysAgain();
};

void TestLiveSources::withoutASourceThereIsNothingToStart()
{
    m_presenter->sourceForm()->setChoice({});
    emit m_presenter->sourceForm()->changed();
    QCOMPARE(window().banner().word(), QString("STOPPED"));
    LiveActions& actions = window().actions();
    for (QAction* const action : {actions.start, actions.stop, actions.pause, actions.step, actions.hold, actions.trigger, actions.snapshot})
        QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
}

void TestLiveSources::anEachPictureVideoIsJudgedWholeAndKept()
{
    auto recording = window().findChild<RecordingForm*>()->options();
    recording.results = RecordedResults::Everything;
    window().findChild<RecordingForm*>()->setOptions(recording);
    emit window().findChild<RecordingForm*>()->optionsChanged(recording);
    const QString table = m_folder->filePath("verdicts.csv");
    OutputSettings outputs;
    outputs.csv.enabled = true;
    outputs.csv.file = table;
    window().findChild<OutputSettingsForm*>()->setSettings(outputs);

    start(videoChoice(writtenVideo(*m_folder, 12, 10), SourceChoice::Pace::EveryPicture));
    QTRY_COMPARE_WITH_TIMEOUT(judged(), 12u, longTime);
    QTRY_COMPARE_WITH_TIMEOUT(m_presenter->run().status().condition, LiveCondition::Over, longTime);
    window().actions().stop->trigger();
    QVERIFY(shows("STOPPED"));

    const auto kept = rows();
    QCOMPARE(kept.size(), std::size_t(12));
    for (std::size_t i = 0; i < kept.size(); ++i) {  // newest first
        QCOMPARE(kept[i].number, 12 - i);
        QCOMPARE(kept[i].part, 12 - i);
        QCOMPARE(kept[i].source, std::string("parts.avi"));
        QVERIFY(QFileInfo::exists(pathText(kept[i].path)));
        const cv::Mat picture = cv::imread(kept[i].path.string());
        QCOMPARE(picture.cols, 320);
    }
    const auto lines = [&] {
        QFile file(table);
        return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : 0;
    };
    QTRY_COMPARE_WITH_TIMEOUT(lines(), 13, longTime);  // and the header
    QCOMPARE(window().recent().current(), 0u);
    QCOMPARE(m_presenter->desk().recent().items().size(), qsizetype(RecentResults::most));
}

void TestLiveSources::aStreamThatIsKilledComesBack()
{
    MjpegServer camera;
    start(streamChoice(camera.address()));
    QTRY_VERIFY_WITH_TIMEOUT(judged() > 3, longTime);
    QVERIFY(window().banner().content().mark.has_value());
    QElapsedTimer clock;
    clock.start();
    camera.kill();
    QVERIFY(shows("NO PICTURE"));
    const qint64 told = clock.restart();
    QCOMPARE(window().banner().content().mark.value(), widgets::Mark::Error);
    camera.start();
    const std::uint64_t before = judged();
    QTRY_VERIFY_WITH_TIMEOUT(judged() > before, longTime);
    qInfo("stream: told after %lld ms, verdicts again after %lld ms", told, clock.elapsed());
    QTRY_VERIFY_WITH_TIMEOUT(window().banner().word() != "NO PICTURE", longTime);
    QVERIFY(events().size() >= 3);
    // In the picture again, another size.
    camera.width = 640;
    QTRY_VERIFY_WITH_TIMEOUT(m_presenter->picture().newest()->frame()->image.width == 640, longTime);
    QTRY_VERIFY_WITH_TIMEOUT(events().join('\n').contains("640"), longTime);
    // Silent, and back.
    camera.manner = MjpegServer::Manner::Stall;
    QVERIFY(shows("NO PICTURE"));
    camera.manner = MjpegServer::Manner::Good;
    QTRY_VERIFY_WITH_TIMEOUT(window().banner().word() != "NO PICTURE", longTime);
}

#ifdef FAKE_GV_CAMERA
void TestLiveSources::aGigECameraThatIsKilledComesBack()
{
    auto camera = std::make_unique<QProcess>();
    const auto plugIn = [&] {
        camera = std::make_unique<QProcess>();
        camera->start(FAKE_GV_CAMERA, QStringList());
        QVERIFY(camera->waitForReadyRead(10'000));
    };
    plugIn();
    auto choice = choiceOf(SourceChoice::Kind::Genicam);
    choice.genicam.id = "127.0.0.1";
    start(choice);
    QTRY_VERIFY_WITH_TIMEOUT(judged() > 1, longTime);
    QElapsedTimer clock;
    clock.start();
    camera->kill();
    camera->waitForFinished();
    QVERIFY(shows("NO PICTURE"));
    const qint64 told = clock.restart();
    plugIn();
    const std::uint64_t before = judged();
    QTRY_VERIFY_WITH_TIMEOUT(judged() > before, longTime);
    qInfo("GigE camera: told after %lld ms, verdicts again after %lld ms", told, clock.elapsed());
    window().actions().stop->trigger();
    QVERIFY(shows("STOPPED"));
    camera->closeWriteChannel();
    camera->waitForFinished();
}
#endif

void TestLiveSources::aFolderThatIsTakenAwayComesBack()
{
    const QString folder = m_folder->filePath("parts");
    QVERIFY(QDir().mkpath(folder));
    start(folderChoice(folder, false));
    QTRY_COMPARE_WITH_TIMEOUT(m_presenter->run().status().condition, LiveCondition::Running, longTime);
    for (int i = 1; i <= 3; ++i)
        writePicture(folder + QString("/part_%1.png").arg(i), i);
    QTRY_COMPARE_WITH_TIMEOUT(judged(), 3u, longTime);
    QVERIFY(QDir().rename(folder, folder + "-away"));
    QVERIFY(shows("NO PICTURE"));
    QVERIFY(QDir().rename(folder + "-away", folder));
    QTRY_COMPARE_WITH_TIMEOUT(m_presenter->run().status().condition, LiveCondition::Running, longTime);
    writePicture(folder + "/part_4.png", 4);
    QTRY_COMPARE_WITH_TIMEOUT(judged(), 4u, longTime);
    for (const LiveRow& row : rows())
        QVERIFY(pathText(row.path).startsWith(folder));
}

void TestLiveSources::aVideoAtItsSpeedPausesStepsAndSeeks()
{
    start(videoChoice(writtenVideo(*m_folder, 100, 25), SourceChoice::Pace::AtItsSpeed, true));
    QTRY_VERIFY_WITH_TIMEOUT(judged() > 2, longTime);
    LiveActions& actions = window().actions();
    QVERIFY(!actions.step->isEnabled());
    actions.pause->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(m_presenter->run().status().condition, LiveCondition::Paused, longTime);
    QVERIFY(actions.step->isEnabled());
    // What was on its way has arrived when a step is the only thing that gives another frame.
    QVERIFY(QTest::qWaitFor([&] { return m_presenter->picture().frameInView() && m_presenter->picture().heatInView() == m_presenter->picture().frameInView(); }, longTime));
    const auto before = m_presenter->picture().frameInView();
    actions.step->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_presenter->picture().frameInView() != before, longTime);
    emit window().seekWanted(2);
    actions.step->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_presenter->picture().frameInView()->position >= 1.9, longTime);
    actions.pause->trigger();
    const auto count = judged();
    QTRY_VERIFY_WITH_TIMEOUT(judged() > count, longTime);
}

void TestLiveSources::aVideoThatIsGoneIsSaidAndPlaysAgain()
{
    const QString video = writtenVideo(*m_folder, 50, 25);
    const auto choice = videoChoice(video, SourceChoice::Pace::AtItsSpeed, true);
    start(choice);
    QTRY_VERIFY_WITH_TIMEOUT(judged() > 2, longTime);
    window().actions().stop->trigger();
    QVERIFY(shows("STOPPED"));
    QVERIFY(QFile::rename(video, video + "-away"));
    window().actions().start->trigger();
    QVERIFY(shows("NO PICTURE"));
    QVERIFY(window().banner().content().sentence.contains("parts.avi"));
    window().actions().stop->trigger();
    QVERIFY(shows("STOPPED"));
    QVERIFY(QFile::rename(video + "-away", video));
    window().actions().start->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(judged() > 2, longTime);
    QVERIFY(window().banner().word() != "NO PICTURE");
}

QTEST_MAIN(TestLiveSources)
#include "tst_live_sources.moc"
