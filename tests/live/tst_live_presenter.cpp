// The live window's forms through the whole path: what is seen, what follows limits and models, what is kept and remembered.
#include "../unit/mjpeg_server.h"
#include "app/workbench/live_figures_bar.h"
#include "app/workbench/recording_form.h"
#include "app/workbench/trigger_form.h"
#include "live_bench.h"
#include "widgets/notice_bar.h"
#include "widgets/recent_verdicts.h"

#include <QSignalSpy>

using namespace app;
using namespace source_tools;
using inference::sources::Clock;

class TestLivePresenter : public QObject, private LiveBench {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }
    void overlaysAreOfTheFramesInView();
    void aKeyJudgesOnePart();
    void limitsMoveVerdicts();
    void aSnapshotHoldsItsEvidence();
    void anotherModelBeginsAnotherRun();
    void anotherModelJudgesTheFilesThatWait();
    void choicesAreRemembered();
    void aKilledProgramOffersToGoOn();
    void aProgramThatEndsOffersNothing();
    void aFolderThatWasClearedStaysSo();
    void thePictureIsSaidInWords();
};

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
