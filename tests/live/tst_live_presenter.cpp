// From the live window's forms through the whole path, with sources that are really there, killed and started again: what is seen, what is
// said, what is kept and what the line hears.
#include "app/workbench/live_presenter.h"

#include "../gui/bench_tools.h"
#include "../gui/fake_detector.h"
#include "../unit/mjpeg_server.h"
#include "app/common/path_text.h"
#include "app/store/history_schema.h"
#include "app/store/live_log.h"
#include "app/workbench/live_events.h"
#include "app/workbench/live_figures_bar.h"
#include "app/workbench/output_settings_form.h"
#include "app/workbench/trigger_form.h"
#include "app/workbench/recording_form.h"
#include "source_tools.h"
#ifdef WORKBENCH_TEST_MODBUS
#include "modbus_client.h"
#endif
#include "widgets/canvas.h"
#include "widgets/notice_bar.h"
#include "widgets/recent_verdicts.h"
#include "widgets/verdict_banner.h"

#include <QAction>
#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace app;
using namespace source_tools;
using inference::sources::Clock;

namespace {

constexpr int longTime = 60'000;

QStringList eventsOf(LiveWindow& window)
{
    QStringList texts;
    for (int row = 0; row < window.events().count(); ++row)
        texts.append(window.events().item(row)->text());
    return texts;
}

}  // namespace

class TestLivePresenter : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void withoutASourceThereIsNothingToStart();
    void anEachPictureVideoIsJudgedWholeAndKept();
    void aStreamThatIsKilledComesBack();
#ifdef FAKE_GV_CAMERA
    void aGigECameraThatIsKilledComesBack();
#endif
    void aFolderThatIsTakenAwayComesBack();
    void aVideoAtItsSpeedPausesStepsAndSeeks();
    void aVideoThatIsGoneIsSaidAndPlaysAgain();
    void overlaysAreOfTheFramesInView();
    void aKeyJudgesOnePart();
#ifdef WORKBENCH_TEST_MODBUS
    void aPlcAsksForPartsAndReadsVerdicts();
#endif
    void limitsMoveVerdicts();
    void aSnapshotHoldsItsEvidence();
    void anotherModelBeginsAnotherRun();
    void anotherModelJudgesTheFilesThatWait();
    void aFileThatIsNoPictureIsToldAsAPart();
    void choicesAreRemembered();
    void aKilledProgramOffersToGoOn();
    void aProgramThatEndsOffersNothing();
    void aFolderThatWasClearedStaysSo();
    void outputsFollowTheFormWhileItRuns();
    void thePictureIsSaidInWords();

private:
    void build();
    void start(const SourceChoice& choice);
    LiveWindow& window() { return *m_presenter->window(); }
    bool shows(const QString& word)
    {
        return QTest::qWaitFor([&] { return window().banner().word() == word; }, longTime);
    }
    std::uint64_t judged() { return m_presenter->run().status().tally.total(); }
    std::vector<LiveRow> rows()
    {
        m_presenter->desk().recorder().waitUntilWritten();
        return LiveLog(m_history).page({}, 1000);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_history;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::shared_ptr<FakeDetector> m_detector;
    std::unique_ptr<LivePresenter> m_presenter;
};

void TestLivePresenter::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QStandardPaths::setTestModeEnabled(true);
    qputenv("XDG_CONFIG_HOME", m_folder->filePath("config").toLocal8Bit());
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder->filePath("config"));
    m_history = toPath(m_folder->filePath("history/history.db"));
    prepareHistory(m_history);
    m_settings = std::make_unique<Settings>();
    m_detector = std::make_shared<FakeDetector>();
    build();
}

void TestLivePresenter::build()
{
    m_session = std::make_unique<Session>();
    m_session->setHistory(m_history);
    auto model = std::make_shared<inference::pipeline::LoadedModel>(*modelWith(m_detector));
    model->clipSha256 = std::string(64, 'a');
    model->vcpSha256 = std::string(64, 'b');
    m_session->setModel(model, evenRecipe(0.8f, 0.7f));
    LivePresenter::Outside outside;
    outside.pickFile = outside.pickFolder = [](QWidget*, const QString&, const QString&, const QString&) { return QString(); };
    outside.history = m_history;
    outside.recordings = toPath(m_folder->filePath("recordings"));
    m_presenter = std::make_unique<LivePresenter>(*m_session, *m_settings, outside);
    m_presenter->showWindow();
}

void TestLivePresenter::cleanup()
{
    m_detector->hold(false);
    m_presenter.reset();
    m_session.reset();
    m_settings.reset();
    m_folder.reset();
}

void TestLivePresenter::start(const SourceChoice& choice)
{
    m_presenter->sourceForm()->setChoice(choice);
    emit m_presenter->sourceForm()->changed();
    QVERIFY(window().actions().start->isEnabled());
    window().actions().start->trigger();
}

void TestLivePresenter::withoutASourceThereIsNothingToStart()
{
    m_presenter->sourceForm()->setChoice({});
    emit m_presenter->sourceForm()->changed();
    QCOMPARE(window().banner().word(), QString("STOPPED"));
    LiveActions& actions = window().actions();
    for (QAction* const action : {actions.start, actions.stop, actions.pause, actions.step, actions.hold, actions.trigger, actions.snapshot})
        QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
}

void TestLivePresenter::anEachPictureVideoIsJudgedWholeAndKept()
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

void TestLivePresenter::aStreamThatIsKilledComesBack()
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
    QVERIFY(eventsOf(window()).size() >= 3);
    // In the picture again, another size.
    camera.width = 640;
    QTRY_VERIFY_WITH_TIMEOUT(m_presenter->picture().newest()->frame()->image.width == 640, longTime);
    QTRY_VERIFY_WITH_TIMEOUT(eventsOf(window()).join('\n').contains("640"), longTime);
    // Silent, and back.
    camera.manner = MjpegServer::Manner::Stall;
    QVERIFY(shows("NO PICTURE"));
    camera.manner = MjpegServer::Manner::Good;
    QTRY_VERIFY_WITH_TIMEOUT(window().banner().word() != "NO PICTURE", longTime);
}

#ifdef FAKE_GV_CAMERA
void TestLivePresenter::aGigECameraThatIsKilledComesBack()
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

void TestLivePresenter::aFolderThatIsTakenAwayComesBack()
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

void TestLivePresenter::aVideoAtItsSpeedPausesStepsAndSeeks()
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

void TestLivePresenter::aVideoThatIsGoneIsSaidAndPlaysAgain()
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

void TestLivePresenter::overlaysAreOfTheFramesInView()
{
    MjpegServer camera;
    window().actions().locked->setChecked(true);
    int seen = 0, wrong = 0;
    connect(&m_presenter->picture(), &LivePicture::shown, this, [&](const LiveFrame& frame) {
        ++seen;
        const LiveResultPtr newest = m_presenter->picture().newest();
        wrong += m_presenter->picture().heatInView() != frame;
        // The number in the pixels on the canvas is that of the frame.
        const int number = numbered::numberOf(frame->image);
        wrong += number < 1 || number > camera.number;
    });
    start(streamChoice(camera.address()));
    QTRY_VERIFY_WITH_TIMEOUT(seen >= 30, longTime);
    QCOMPARE(wrong, 0);
}

void TestLivePresenter::aKeyJudgesOnePart()
{
    MjpegServer camera;
    TriggerChoice trigger;
    trigger.mode = TriggerMode::Software;
    window().trigger().setChoice(trigger);
    start(streamChoice(camera.address()));
    QVERIFY(shows("READY"));
    QTRY_VERIFY_WITH_TIMEOUT(m_presenter->run().status().feed.frames > 5, longTime);
    QCOMPARE(judged(), 0u);
    for (std::uint64_t part = 1; part <= 3; ++part) {
        QTest::keyClick(&window(), Qt::Key_T);
        QTRY_COMPARE_WITH_TIMEOUT(judged(), part, longTime);
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_presenter->desk().recent().items().size(), qsizetype(3), longTime);
    QTRY_COMPARE_WITH_TIMEOUT(window().banner().content().title.contains("3"), true, longTime);
    QCOMPARE(rows().size(), std::size_t(3));
}

#ifdef WORKBENCH_TEST_MODBUS
void TestLivePresenter::aPlcAsksForPartsAndReadsVerdicts()
{
    PlcSettings plcSettings;
    plcSettings.enabled = true;
    plcSettings.listen = "127.0.0.1:0";
    m_presenter->desk().plc().setSettings(plcSettings);
    const ModbusClient plc(m_presenter->desk().plc().state().address.port);
    QCOMPARE(plc.status(), 0u);
    QCOMPARE(plc.read().value()[plc::condition], std::uint16_t(PlcCondition::Stopped));

    MjpegServer camera;
    TriggerChoice trigger;
    trigger.mode = TriggerMode::Software;
    window().trigger().setChoice(trigger);
    start(streamChoice(camera.address()));
    for (std::uint16_t part = 1; part <= 3; ++part) {
        QTRY_COMPARE_WITH_TIMEOUT(plc.status() & (plc::ready | plc::running), unsigned(plc::ready | plc::running), longTime);
        QVERIFY(plc.write(plcTrigger));
        QTRY_VERIFY_WITH_TIMEOUT(plc.status() & plc::done, longTime);
        const PlcRegisters table = plc.read().value();
        QVERIFY(!(table[plc::status] & plc::noVerdict));
        QVERIFY(table[plc::verdict] >= 1 && table[plc::verdict] <= 3);
        QCOMPARE(table[plc::part + 1], part);
        QCOMPARE(judged(), std::uint64_t(part));
        QVERIFY(plc.write(plcAcknowledge));
        QVERIFY(plc.write(0));
    }
    // A part of the person's is kept and told to the other outputs, but isn't the PLC's.
    QTest::keyClick(&window(), Qt::Key_T);
    QTRY_COMPARE_WITH_TIMEOUT(judged(), 4u, longTime);
    QCOMPARE(plc.status() & plc::done, 0u);
    QCOMPARE(plc.read().value()[plc::part + 1], 3);

    // The model hangs, and the line is stopped.
    m_detector->hold(true);
    QTRY_VERIFY(plc.status() & plc::ready);
    QVERIFY(plc.write(plcTrigger));
    QVERIFY(plc.status() & plc::busy);
    window().actions().stop->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(plc.status() & plc::done, longTime);
    QCOMPARE(plc.read().value()[plc::reason], std::uint16_t(PlcReason::Ended));
    m_detector->hold(false);
    QCOMPARE(m_presenter->desk().plc().state().counts.triggers, 4u);
}
#endif

void TestLivePresenter::limitsMoveVerdicts()
{
    MjpegServer camera;
    start(streamChoice(camera.address()));
    QVERIFY(shows("PASS"));
    m_session->changeRecipe(evenRecipe(0.2f, 0.1f));
    QVERIFY(shows("FAIL"));
    m_session->changeRecipe(evenRecipe(0.95f, 0.2f));
    QVERIFY(shows("REVIEW"));
}

void TestLivePresenter::aSnapshotHoldsItsEvidence()
{
    MjpegServer camera;
    start(streamChoice(camera.address()));
    QTRY_VERIFY_WITH_TIMEOUT(window().actions().snapshot->isEnabled(), longTime);
    window().actions().hold->trigger();
    QVERIFY(m_presenter->picture().isHeld());
    const LiveResultPtr held = m_presenter->picture().resultInView();
    QTest::keyClick(&window(), Qt::Key_S);
    QTRY_VERIFY_WITH_TIMEOUT(window().notices().text().contains("snapshots"), longTime);
    const QString folder = window().notices().text().section(": ", 1).trimmed();
    for (const char* name : {"frame.png", "overlay.png", "map.tiff", "verdict.json"})
        QVERIFY2(QFileInfo::exists(folder + '/' + name), qPrintable(folder + '/' + name));
    const cv::Mat frame = cv::imread((folder + "/frame.png").toStdString());
    QCOMPARE(frame.cols, held->frame()->image.width);
    // Held while the line goes on.
    const auto count = judged();
    QTRY_VERIFY_WITH_TIMEOUT(judged() > count + 2, longTime);
    QCOMPARE(m_presenter->picture().resultInView(), held);
}

void TestLivePresenter::anotherModelBeginsAnotherRun()
{
    MjpegServer camera;
    start(streamChoice(camera.address()));
    QTRY_VERIFY_WITH_TIMEOUT(judged() > 1, longTime);
    QSignalSpy stopped(&m_presenter->run(), &LiveRun::stopped);
    window().actions().pause->trigger();
    QVERIFY(window().actions().pause->isChecked());
    auto other = std::make_shared<FakeDetector>();
    m_session->setModel(modelWith(other), evenRecipe());
    QTRY_COMPARE_WITH_TIMEOUT(m_presenter->run().inspector(), m_session->inspector(), longTime);
    QVERIFY(window().actions().pause->isChecked() && m_presenter->run().isPaused());  // it is the same source
    window().actions().pause->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(other->calls() > 1, longTime);
    QCOMPARE(stopped.size(), 0);
    QMap<std::string, std::pair<std::string, quint64>> runs;  // the model, and how many verdicts
    const auto all = rows();
    for (const LiveRow& row : all) {
        auto& [model, count] = runs[row.run];
        QVERIFY(model.empty() || model == row.model);
        model = row.model;
        ++count;
    }
    QCOMPARE(runs.size(), 2);
    for (const LiveRow& row : all)
        QVERIFY(row.number <= runs[row.run].second);  // from 1, without a gap
}

void TestLivePresenter::anotherModelJudgesTheFilesThatWait()
{
    const QString folder = m_folder->filePath("parts");
    QVERIFY(QDir().mkpath(folder));
    for (int i = 1; i <= 8; ++i)
        writePicture(folder + QString("/part_%1.png").arg(i), i);
    m_detector->hold(true);
    start(folderChoice(folder, true));
    m_detector->waitForCall(1);
    const auto other = std::make_shared<FakeDetector>();
    m_session->setModel(modelWith(other), evenRecipe());
    QTRY_COMPARE_WITH_TIMEOUT(m_presenter->run().inspector(), m_session->inspector(), longTime);
    m_detector->hold(false);
    QTRY_COMPARE_WITH_TIMEOUT(rows().size(), std::size_t(8), longTime);
    QCOMPARE(m_detector->calls(), 1);
    QCOMPARE(other->calls(), 7);
    const auto all = rows();
    QSet<std::string> names;
    for (std::size_t i = 0; i < all.size(); ++i) {  // newest first
        names.insert(all[i].path.filename().string());
        QCOMPARE(all[i].part, 8 - i);
        QCOMPARE(all[i].number, i == 7 ? 1u : 7 - i);
        QCOMPARE(all[i].run == all.back().run, i == 7);
        QCOMPARE(all[i].model == all.back().model, i == 7);
    }
    QCOMPARE(names.size(), 8);
    const auto newest = [this] { return m_presenter->picture().newest(); };
    QTRY_VERIFY_WITH_TIMEOUT(newest() && newest()->number == 8, longTime);
    const VerdictRecord record = m_presenter->desk().recordOf(*newest());
    QCOMPARE(record.run, all.front().run);
    QCOMPARE(record.number, 7u);
}

void TestLivePresenter::aFileThatIsNoPictureIsToldAsAPart()
{
    OutputSettings outputs;
    outputs.csv = {true, WantedVerdicts::Fail, m_folder->filePath("verdicts.csv")};
    window().findChild<OutputSettingsForm*>()->setSettings(outputs);
    const QString folder = m_folder->filePath("parts");
    QVERIFY(QDir().mkpath(folder));
    start(folderChoice(folder, false));
    QTRY_COMPARE_WITH_TIMEOUT(m_presenter->run().status().condition, LiveCondition::Running, longTime);
    QFile bad(folder + "/part_17.jpg");
    QVERIFY(bad.open(QIODevice::WriteOnly) && bad.write("no picture") > 0);
    bad.close();
    QVERIFY(shows("NOT JUDGED"));
    QCOMPARE(window().banner().content().title, QString("Part 1"));
    QVERIFY(window().banner().content().sentence.contains("part_17.jpg"));
    QVERIFY(!window().actions().snapshot->isEnabled());
    const LiveRow row = rows().at(0);
    QVERIFY(!row.verdict);
    QCOMPARE(row.part, 1u);
    QCOMPARE(row.error, std::string("image_unknown_format"));
    QCOMPARE(pathText(row.path), bad.fileName());
    const auto table = [&] {
        QFile file(outputs.csv.file);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QTRY_VERIFY_WITH_TIMEOUT(table().contains(",none,image_unknown_format,"), longTime);
}

void TestLivePresenter::choicesAreRemembered()
{
    auto choice = streamChoice("http://me:s3cret@127.0.0.1:1/video");
    m_presenter->sourceForm()->setChoice(choice);
    TriggerChoice trigger;
    trigger.mode = TriggerMode::Part;
    trigger.restMs = 450;
    window().trigger().setChoice(trigger);
    emit window().trigger().changed(trigger);
    window().actions().locked->setChecked(true);
    m_presenter.reset();
    m_settings.reset();
    QFile file(m_folder->filePath("config/vcp-workbench/settings.ini"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("s3cret"));
    m_settings = std::make_unique<Settings>();
    build();
    QCOMPARE(m_presenter->sourceForm()->choice().kind, SourceChoice::Kind::Stream);
    QCOMPARE(m_presenter->sourceForm()->choice().stream.address, QString("http://127.0.0.1:1/video"));
    QCOMPARE(window().trigger().choice(), trigger);
    QVERIFY(window().actions().locked->isChecked());
}

void TestLivePresenter::aKilledProgramOffersToGoOn()
{
    MjpegServer camera;
    start(streamChoice(camera.address()));
    QTRY_VERIFY_WITH_TIMEOUT(judged() > 0, longTime);
    QVERIFY(m_settings->liveRunning());
    m_presenter.reset();
    m_settings->setLiveRunning(true);  // as a killed program leaves it
    build();
    m_presenter->offerToGoOn();
    QVERIFY(window().notices().text().contains("ended"));
    emit window().notices().actionWanted("ended", 0);
    QTRY_VERIFY_WITH_TIMEOUT(judged() > 0, longTime);
    QVERIFY(!window().notices().isVisible());
    window().close();
    QTRY_VERIFY_WITH_TIMEOUT(!m_settings->liveRunning(), longTime);
}

void TestLivePresenter::aProgramThatEndsOffersNothing()
{
    MjpegServer camera;
    start(streamChoice(camera.address()));
    QTRY_VERIFY_WITH_TIMEOUT(judged() > 0, longTime);
    QVERIFY(m_settings->liveRunning());
    m_presenter.reset();  // while it watches
    QVERIFY(!m_settings->liveRunning());
}

void TestLivePresenter::aFolderThatWasClearedStaysSo()
{
    auto* const form = window().findChild<RecordingForm*>();
    QCOMPARE(form->options().folder, toPath(m_folder->filePath("recordings")));
    RecorderOptions none = form->options();
    none.folder.clear();
    form->setOptions(none);
    emit form->optionsChanged(none);
    m_presenter.reset();
    build();
    QCOMPARE(window().findChild<RecordingForm*>()->options().folder, std::filesystem::path());
}

void TestLivePresenter::outputsFollowTheFormWhileItRuns()
{
    MjpegServer camera;
    start(streamChoice(camera.address()));
    QTRY_VERIFY_WITH_TIMEOUT(judged() > 0, longTime);
    auto* const form = window().findChild<OutputSettingsForm*>();
    OutputSettings settings;
    settings.csv = {true, WantedVerdicts::All, m_folder->filePath("verdicts.csv")};
    form->setSettings(settings);
    emit form->settled();
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(settings.csv.file).size() > 1000, longTime);
    settings.csv.enabled = false;
    form->setSettings(settings);
    emit form->settled();
    QVERIFY(m_presenter->desk().outputs().empty());
    QVERIFY(m_presenter->run().isRunning());
}

void TestLivePresenter::thePictureIsSaidInWords()
{
    MjpegServer camera;
    start(streamChoice(camera.address()));
    QTRY_VERIFY_WITH_TIMEOUT(judged() > 5, longTime);
    QTRY_VERIFY_WITH_TIMEOUT(window().figures().texts().value(1).startsWith("Judged "), longTime);
    QTRY_VERIFY_WITH_TIMEOUT(window().figures().texts().value(0).section(' ', 1).section('/', 0, 0).toDouble() > 20, longTime);
    QVERIFY(window().figures().texts().value(2).endsWith(" ms"));
    QVERIFY(window().figures().accessibleName().contains("Latency"));
    window().actions().stop->trigger();
    QVERIFY(shows("STOPPED"));
    QCOMPARE(window().figures().texts().value(0), QString("Camera –"));
}

QTEST_MAIN(TestLivePresenter)
#include "tst_live_presenter.moc"
