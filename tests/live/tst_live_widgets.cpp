// What stands in the live window: banner, last verdicts, figures, when to judge, what happened.
#include "app/workbench/live_banner_text.h"
#include "app/workbench/live_events.h"
#include "app/workbench/live_figures_bar.h"
#include "app/workbench/trigger_form.h"
#include "widgets/contrast.h"
#include "widgets/recent_verdicts.h"
#include "widgets/verdict_banner.h"

#include <QComboBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QtTest>

using namespace app;
using inference::Verdict;
using inference::sources::Clock;
using widgets::Mark;
using widgets::RecentVerdicts;
using widgets::VerdictBanner;

namespace {

LiveResultPtr resultOf(Verdict verdict, std::uint64_t part = 0, Clock::duration age = {})
{
    auto frame = std::make_shared<inference::sources::Frame>();
    frame->image = inference::makeImage(4, 4, 1);
    frame->id = 7;
    frame->exposed = Clock::now() - age;
    auto result = std::make_shared<LiveResult>();
    result->shot = {frame, part, {}};
    result->recipe = std::make_shared<inference::Recipe>();
    result->maps = std::make_shared<inference::judging::RenderedMaps>(inference::judging::RenderedMaps {});
    auto judgement = std::make_shared<inference::Judgement>();
    judgement->verdict = verdict;
    judgement->score = 0.5;
    result->judgement = judgement;
    return result;
}

LiveStatus statusOf(LiveCondition condition)
{
    LiveStatus status;
    status.condition = condition;
    return status;
}

VerdictBanner::Content bannerOf(LiveCondition condition, const LiveResultPtr& result = {}, TriggerMode trigger = TriggerMode::FreeRun)
{
    return app::bannerOf(statusOf(condition), result, false, trigger, "camera", Clock::now());
}

}  // namespace

Q_DECLARE_METATYPE(app::LiveCondition)

class TestLiveWidgets : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void theWorstIsSaid_data();
    void theWorstIsSaid();
    void aVerdictIsOldWhenTheNextPartComes();
    void aVerdictIsOldWhileTheNextPartIsJudged();
    void driftIsSaidBesideTheVerdict();
    void whatCannotBeJudgedSaysWhy();

    void theBannerIsReadFromAfar();
    void theBannerNeverCutsItsWord();
    void lastVerdictsAreChosenByMouseAndKeys();
    void figuresThatWarn();
    void triggerChoices_data();
    void triggerChoices();
    void triggerChoicesSurviveTheProgram();
    void whileItRunsTheModeStays();
    void eventsAreBounded();
};

void TestLiveWidgets::theWorstIsSaid_data()
{
    QTest::addColumn<LiveCondition>("condition");
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("alarm");
    QTest::newRow("stopped") << LiveCondition::Stopped << "STOPPED" << false;
    QTest::newRow("opening") << LiveCondition::Opening << QStringLiteral("OPENING…") << false;
    QTest::newRow("lost") << LiveCondition::Lost << "NO PICTURE" << true;
    QTest::newRow("silent") << LiveCondition::Silent << "NO PICTURE" << true;
    QTest::newRow("black") << LiveCondition::Black << "BLACK" << true;
    QTest::newRow("frozen") << LiveCondition::Frozen << "FROZEN" << true;
    QTest::newRow("no model") << LiveCondition::NoModel << "NO MODEL" << false;
    QTest::newRow("running") << LiveCondition::Running << "READY" << false;
    QTest::newRow("paused") << LiveCondition::Paused << "PAUSED" << false;
    QTest::newRow("over") << LiveCondition::Over << "END" << false;
}

void TestLiveWidgets::theWorstIsSaid()
{
    QFETCH(LiveCondition, condition);
    QFETCH(bool, alarm);
    const auto content = bannerOf(condition);
    QTEST(content.word, "word");
    QCOMPARE(content.mark == Mark::Error, alarm);
    QVERIFY(!alarm || !content.sentence.isEmpty());
    // No verdict stands there while there is no picture to which it could belong.
    const auto after = bannerOf(condition, resultOf(Verdict::Pass));
    const bool judges = condition == LiveCondition::Running || condition == LiveCondition::Paused || condition == LiveCondition::Over;
    QCOMPARE(after.mark == Mark::Pass, judges);
}

void TestLiveWidgets::aVerdictIsOldWhenTheNextPartComes()
{
    using namespace std::chrono_literals;
    QVERIFY(!bannerOf(LiveCondition::Running, resultOf(Verdict::Fail)).old);
    QVERIFY(bannerOf(LiveCondition::Running, resultOf(Verdict::Fail, 0, 4s)).old);
    QVERIFY(!bannerOf(LiveCondition::Running, resultOf(Verdict::Fail, 1, 60s), TriggerMode::Software).old);
    LiveStatus status = statusOf(LiveCondition::Running);
    status.feed.part = PartTrigger::State::AtRest;
    QVERIFY(!app::bannerOf(status, resultOf(Verdict::Fail, 1, 60s), false, TriggerMode::Part, {}, Clock::now()).old);
    status.feed.part = PartTrigger::State::Moving;
    const auto content = app::bannerOf(status, resultOf(Verdict::Fail, 3), false, TriggerMode::Part, {}, Clock::now());
    QVERIFY(content.old);
    QCOMPARE(content.title, QString("Part 3"));
    QCOMPARE(content.number, QString("0.50"));
    QVERIFY(!app::bannerOf(status, resultOf(Verdict::Fail, 3), true, TriggerMode::Part, {}, Clock::now()).old);  // held
}

void TestLiveWidgets::aVerdictIsOldWhileTheNextPartIsJudged()
{
    LiveStatus status = statusOf(LiveCondition::Running);
    status.feed.part = PartTrigger::State::AtRest;  // the next part, which the model has in hand
    for (const TriggerMode trigger : {TriggerMode::Part, TriggerMode::Software, TriggerMode::Hardware}) {
        status.feed.parts = 3;
        QVERIFY(!app::bannerOf(status, resultOf(Verdict::Pass, 3), false, trigger, {}, Clock::now()).old);
        status.feed.parts = 4;
        QVERIFY(app::bannerOf(status, resultOf(Verdict::Pass, 3), false, trigger, {}, Clock::now()).old);
        QVERIFY(!app::bannerOf(status, resultOf(Verdict::Pass, 3), true, trigger, {}, Clock::now()).old);
    }
    // The next file of a folder is always there already.
    for (const TriggerMode trigger : {TriggerMode::FreeRun, TriggerMode::Interval}) {
        const auto result = resultOf(Verdict::Pass, 3);
        QVERIFY(!app::bannerOf(status, result, false, trigger, {}, result->frame()->exposed).old);
        QVERIFY(app::bannerOf(status, result, false, trigger, {}, result->frame()->exposed + std::chrono::hours(1)).old);
    }
}

void TestLiveWidgets::driftIsSaidBesideTheVerdict()
{
    LiveStatus status = statusOf(LiveCondition::Running);
    status.cameraChanged = true;
    const auto content = app::bannerOf(status, resultOf(Verdict::Pass, 3), false, TriggerMode::Software, {}, Clock::now());
    QCOMPARE(content.mark, std::optional(Mark::Pass));
    QVERIFY(content.sentence.startsWith("Camera or light changed"));
    status.cameraChanged = false;
    status.scoresChanged = true;
    QVERIFY(app::bannerOf(status, resultOf(Verdict::Pass, 3), false, TriggerMode::Software, {}, Clock::now()).sentence.startsWith("Good parts score"));
}

void TestLiveWidgets::whatCannotBeJudgedSaysWhy()
{
    auto failed = std::make_shared<LiveResult>(*resultOf(Verdict::Pass, 2));
    failed->judgement.reset();
    failed->error = inference::Error(inference::ErrorCode::OutOfMemory);
    const auto content = bannerOf(LiveCondition::Running, failed, TriggerMode::Software);
    QCOMPARE(content.word, QString("NOT JUDGED"));
    QCOMPARE(content.mark, std::optional(Mark::Error));
    QVERIFY(!content.sentence.isEmpty());
    LiveStatus next = statusOf(LiveCondition::Running);
    next.feed.parts = 3;
    QVERIFY(app::bannerOf(next, failed, false, TriggerMode::Software, {}, Clock::now()).old);
}

void TestLiveWidgets::theBannerIsReadFromAfar()
{
    VerdictBanner banner;
    banner.resize(1300, banner.sizeHint().height());
    QColor grounds[3];
    int i = 0;
    for (const Mark mark : {Mark::Pass, Mark::Review, Mark::Fail}) {
        banner.set({mark, {}, "0.83", "Part 1", "Region 1: peak 0.83", false});
        const QImage image = banner.grab().toImage();
        grounds[i] = image.pixelColor(image.width() - 3, 3);
        // Letters of 66 pixels on a ground of the verdict's colour: a column of their ink is that high.
        int highest = 0;
        for (int x = 120; x < image.width() / 2; ++x) {
            int ink = 0;
            for (int y = 0; y < image.height(); ++y)
                ink += widgets::contrast(image.pixelColor(x, y), grounds[i]) > 4.4;
            highest = std::max(highest, ink);
        }
        QVERIFY2(highest >= 64, qPrintable(QString::number(highest)));
        QCOMPARE(banner.accessibleName(), banner.word());
        ++i;
    }
    QVERIFY(grounds[0] != grounds[1] && grounds[1] != grounds[2] && grounds[0] != grounds[2]);
}

void TestLiveWidgets::theBannerNeverCutsItsWord()
{
    VerdictBanner banner;
    banner.set({Mark::Error, "NO PICTURE", {}, "camera", QString("It is gone. ").repeated(60), false});
    for (const int width : {480, 640, 900, 1600}) {
        banner.resize(width, banner.sizeHint().height());
        const QImage image = banner.grab().toImage();
        const QColor ground = image.pixelColor(2, 2);
        for (int y = 0; y < image.height(); ++y)
            QVERIFY2(image.pixelColor(width - 2, y) == ground, qPrintable(QString::number(width)));
    }
}

void TestLiveWidgets::lastVerdictsAreChosenByMouseAndKeys()
{
    RecentVerdicts recent;
    recent.resize(600, recent.sizeHint().height());
    QList<RecentVerdicts::Item> items;
    for (quint64 number = 9; number >= 5; --number)
        items.append({number, QImage(40, 30, QImage::Format_RGB32), Mark::Fail, "12:00:00"});
    recent.setItems(items);
    QSignalSpy chosen(&recent, &RecentVerdicts::chosen);
    QTest::mouseClick(&recent, Qt::LeftButton, {}, {130, 30});
    QCOMPARE(chosen.takeFirst().at(0).toULongLong(), 8u);
    QTest::keyClick(&recent, Qt::Key_Right);
    QCOMPARE(chosen.takeFirst().at(0).toULongLong(), 7u);
    QTest::keyClick(&recent, Qt::Key_Home);
    QCOMPARE(chosen.takeFirst().at(0).toULongLong(), 9u);
    QTest::keyClick(&recent, Qt::Key_Left);
    QCOMPARE(chosen.takeFirst().at(0).toULongLong(), 9u);
    QCOMPARE(recent.current(), 9u);
    QTest::mouseClick(&recent, Qt::LeftButton, {}, {596, 30});  // behind the last
    QCOMPARE(chosen.size(), 0);
    recent.setItems({});
    QTest::keyClick(&recent, Qt::Key_Return);
    QCOMPARE(chosen.size(), 0);
}

void TestLiveWidgets::figuresThatWarn()
{
    LiveFiguresBar bar;
    QCOMPARE(bar.texts().first(), QStringLiteral("Camera –"));
    LiveStatus status = statusOf(LiveCondition::Running);
    status.camera.framesPerSecond = 29.97;
    status.judged = {5.04, 182.4, 1234, 5000};
    status.camera.lost = 3;
    status.tally = {1200, 20, 14, 0};
    bar.set(status);
    QCOMPARE(bar.texts(), (QStringList {"Camera 30.0/s", "Judged 5.0/s", "Latency 182 ms", "Dropped 3", "Passed over 5,000", QStringLiteral("Pass · review · fail 1,200 · 20 · 14")}));
    status.missedParts = 2;
    status.tally.none = 1;
    bar.set(status);
    QVERIFY(bar.texts().contains("Missed parts 2") && bar.texts().contains("Not judged 1"));
    bar.clear();
    QVERIFY(!bar.texts().contains("Missed parts 2"));
}

void TestLiveWidgets::triggerChoices_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("spinBoxes");
    QTest::addColumn<int>("buttons");
    QTest::newRow("free run") << 0 << 0 << 0;
    QTest::newRow("interval") << 1 << 1 << 0;
    QTest::newRow("part") << 2 << 2 << 2;
    QTest::newRow("key") << 3 << 0 << 1;
    QTest::newRow("input") << 4 << 0 << 0;
}

void TestLiveWidgets::triggerChoices()
{
    QFETCH(int, mode);
    TriggerForm form;
    form.show();
    QSignalSpy changed(&form, &TriggerForm::changed);
    form.findChild<QComboBox*>()->setCurrentIndex(mode);
    QCOMPARE(int(form.choice().mode), mode);
    QCOMPARE(changed.size(), mode == 0 ? 0 : 1);
    const auto visible = [](const auto& widgets) { return int(std::ranges::count_if(widgets, [](const QWidget* widget) { return widget->isVisible(); })); };
    QTEST(visible(form.findChildren<QSpinBox*>()), "spinBoxes");
    QTEST(visible(form.findChildren<QPushButton*>()), "buttons");
}

void TestLiveWidgets::triggerChoicesSurviveTheProgram()
{
    const TriggerChoice choice {TriggerMode::Part, 250, 700, 14};
    QCOMPARE(TriggerChoice::fromMap(choice.toMap()), choice);
    QCOMPARE(TriggerChoice::fromMap({}), TriggerChoice());
    const TriggerChoice bounded = TriggerChoice::fromMap({{"mode", 99}, {"interval_ms", -5}, {"rest_ms", 1e9}, {"level", "x"}});
    QCOMPARE(bounded.mode, TriggerMode::Hardware);
    QVERIFY(bounded.intervalMs >= 50 && bounded.restMs <= 10'000 && bounded.level >= 2);
}

void TestLiveWidgets::whileItRunsTheModeStays()
{
    TriggerForm form;
    form.setChoice({TriggerMode::Part, 1000, 300, 10});
    form.setRunning(true);
    QVERIFY(!form.findChild<QComboBox*>()->isEnabled());
    QSignalSpy empty(&form, &TriggerForm::emptyWanted), forget(&form, &TriggerForm::forgetEmptyWanted);
    const auto buttons = form.findChildren<QPushButton*>();
    buttons[0]->click();
    QCOMPARE(empty.size(), 1);
    buttons[1]->click();
    QCOMPARE(forget.size(), 0);  // there is nothing to forget
    form.showPart(PartTrigger::State::Empty, true);
    buttons[1]->click();
    QCOMPARE(forget.size(), 1);
    form.setEveryPicture(true);
    QVERIFY(form.findChild<QComboBox*>()->isHidden());
}

void TestLiveWidgets::eventsAreBounded()
{
    LiveEvents events;
    events.add(inference::sources::SizeChanged {{640, 480}, {1920, 1200}}, QTime(9, 5, 3));
    QCOMPARE(events.item(0)->text(), QStringLiteral("09:05:03  The picture's size changed from 640 × 480 to 1920 × 1200. Zones are stretched to it."));
    events.add(inference::sources::Retrying {1});  // not worth a line
    QCOMPARE(events.count(), 1);
    events.add(LiveClockJump {3600});
    QVERIFY(events.item(0)->text().contains("3,600 s"));
    for (int i = 0; i < 2 * LiveEvents::most; ++i)
        events.add(LiveCameraChanged {});
    QCOMPARE(events.count(), LiveEvents::most);
}

QTEST_MAIN(TestLiveWidgets)
#include "tst_live_widgets.moc"
