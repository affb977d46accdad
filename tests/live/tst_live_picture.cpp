// Frames are numbered by their brightness, and so is the heat that the model makes of them: what lies over each other on the screen
// must be of one number.

#include "app/workbench/live_picture.h"

#include "../gui/fake_detector.h"
#include "../unit/scripted_source.h"
#include "app/workbench/recent_results.h"
#include "widgets/canvas.h"

#include <QSignalSpy>
#include <QtTest>

using namespace app;
using scripted::Script;
using scripted::ScriptedSource;
using widgets::Canvas;

namespace {

constexpr int side = 200;

/// The grey of the picture in the middle of the canvas, or that of the heat over it.
int middleOf(Canvas& canvas, bool heat)
{
    canvas.setHeatVisible(heat);
    const QImage image = canvas.grab().toImage();
    return qGray(image.pixel(image.width() / 2, image.height() / 2));
}

/// What FakeDetector and a grey colour table make of a brightness.
int heatOf(int brightness)
{
    return int(std::lround(255 / (1 + std::exp(-(brightness / 255.0 * 8 - 4)))));
}

}  // namespace

class TestLivePicture : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aLockedPictureHasItsOwnHeat();
    void aSmoothPictureSaysWhoseHeatItHas();
    void theHeatComesWhenTheFrameInViewIsJudged();
    void heldFramesStay();
    void anOlderResultCanBeLookedAtAgain();
    void heatOfAnotherSizeIsNotShown();
    void clearedNothingIsLeft();
    void aPartWithoutAPictureHasNoOthers_data();
    void aPartWithoutAPictureHasNoOthers();

    void recentResultsAreThoseWorthALook();
    void recentResultsAreBounded();

private:
    void add(int brightness, int width = side, int height = side) { m_script->addFrame(brightness, width, height); }
    bool showsFrame(int brightness)
    {
        return QTest::qWaitFor([&] {
            const LiveFrame frame = m_picture->frameInView();
            return frame && !frame->image.empty() && frame->image.pixels[0] == brightness;
        }, 30000);
    }

    std::shared_ptr<Script> m_script;
    std::shared_ptr<FakeDetector> m_detector;
    std::unique_ptr<LiveRun> m_run;
    std::unique_ptr<Canvas> m_canvas;
    std::unique_ptr<LivePicture> m_picture;
};

void TestLivePicture::init()
{
    m_script = std::make_shared<Script>();
    m_detector = std::make_shared<FakeDetector>();
    m_run = std::make_unique<LiveRun>();
    m_canvas = std::make_unique<Canvas>();
    m_canvas->resize(300, 300);
    m_canvas->setLimits(0, 0);
    m_canvas->setOpacity(1);
    m_canvas->setContoursVisible(false);
    m_canvas->show();
    m_picture = std::make_unique<LivePicture>(*m_run, *m_canvas);
    auto recipe = std::make_shared<inference::Recipe>();
    recipe->sigma = 0;
    m_run->setTools(std::make_shared<const inference::pipeline::Inspector>(m_detector), recipe);
    LiveSetup setup;
    setup.source = std::make_unique<ScriptedSource>(m_script);
    setup.seen = [screen = &m_picture->screen()](const LiveFrame& frame) { screen->offer(frame); };
    m_run->start(std::move(setup));
}

void TestLivePicture::cleanup()
{
    m_detector->hold(false);
    m_run.reset();
    m_picture.reset();
    m_canvas.reset();
}

void TestLivePicture::aLockedPictureHasItsOwnHeat()
{
    m_picture->setMode(LiveScreen::Mode::Locked);
    int seen = 0;
    bool same = true;
    connect(m_picture.get(), &LivePicture::shown, this, [&](const LiveFrame& frame) {
        ++seen;
        same = same && m_picture->heatInView() == frame && m_picture->frameInView() == frame;
    });
    for (int number = 40; number <= 220; number += 5) {
        add(number);
        // Others come before the model is free; whichever is shown, its heat is its own.
        add(number + 1);
        add(number + 2);
        const int before = seen;
        QTRY_VERIFY_WITH_TIMEOUT(seen > before, 30000);
        const int brightness = middleOf(*m_canvas, false);
        QCOMPARE(brightness, int(m_picture->frameInView()->image.pixels[0]));
        QVERIFY2(std::abs(middleOf(*m_canvas, true) - heatOf(brightness)) <= 2, qPrintable(QString::number(brightness)));
    }
    QVERIFY(same);
}

void TestLivePicture::aSmoothPictureSaysWhoseHeatItHas()
{
    add(60);
    QTRY_VERIFY_WITH_TIMEOUT(m_picture->newest(), 30000);
    QVERIFY(showsFrame(60));
    m_detector->hold(true);
    for (int number = 100; number <= 200; number += 20) {
        add(number);
        QVERIFY(showsFrame(number));
        QCOMPARE(middleOf(*m_canvas, false), number);
        QCOMPARE(int(m_picture->heatInView()->image.pixels[0]), 60);
        QVERIFY(std::abs(middleOf(*m_canvas, true) - heatOf(60)) <= 2);
        QVERIFY(m_picture->heatInView() != m_picture->frameInView());
        QVERIFY2(m_canvas->busy().contains("ago"), qPrintable(m_canvas->busy()));
    }
}

void TestLivePicture::theHeatComesWhenTheFrameInViewIsJudged()
{
    m_detector->hold(true);
    add(180);
    QVERIFY(showsFrame(180));
    QVERIFY(!m_picture->heatInView());
    QCOMPARE(middleOf(*m_canvas, true), 180);
    m_detector->hold(false);
    QTRY_COMPARE_WITH_TIMEOUT(m_picture->heatInView(), m_picture->frameInView(), 30000);
    QVERIFY(std::abs(middleOf(*m_canvas, true) - heatOf(180)) <= 2);
    QVERIFY(m_canvas->busy().isEmpty());
}

void TestLivePicture::heldFramesStay()
{
    add(60);
    QTRY_VERIFY_WITH_TIMEOUT(m_picture->newest(), 30000);
    QSignalSpy held(m_picture.get(), &LivePicture::held);
    m_picture->setHeld(true);
    QVERIFY(showsFrame(60));
    for (int number = 100; number <= 200; number += 20) {
        add(number);
        QTRY_COMPARE_WITH_TIMEOUT(int(m_picture->newest()->frame()->image.pixels[0]), number, 30000);  // judging goes on
        QCOMPARE(middleOf(*m_canvas, false), 60);
    }
    QCOMPARE(int(m_picture->resultInView()->frame()->image.pixels[0]), 60);
    QVERIFY(!m_canvas->busy().isEmpty());
    m_picture->setHeld(false);
    QCOMPARE(held.size(), 2);
    add(220);
    QVERIFY(showsFrame(220));
    QCOMPARE(middleOf(*m_canvas, false), 220);
}

void TestLivePicture::anOlderResultCanBeLookedAtAgain()
{
    add(60);
    QTRY_VERIFY_WITH_TIMEOUT(m_picture->newest(), 30000);
    const LiveResultPtr first = m_picture->newest();
    add(150);
    QTRY_VERIFY_WITH_TIMEOUT(m_picture->newest() != first, 30000);
    QVERIFY(showsFrame(150));
    m_picture->hold(first);
    QVERIFY(m_picture->isHeld());
    QVERIFY(showsFrame(60));
    QCOMPARE(middleOf(*m_canvas, false), 60);
    QVERIFY(std::abs(middleOf(*m_canvas, true) - heatOf(60)) <= 2);
    QCOMPARE(m_picture->resultInView(), first);
}

void TestLivePicture::heatOfAnotherSizeIsNotShown()
{
    add(60);
    QTRY_VERIFY_WITH_TIMEOUT(m_picture->newest(), 30000);
    m_detector->hold(true);
    add(120, side, side / 2);
    QVERIFY(showsFrame(120));
    QVERIFY(!m_picture->heatInView());
    QCOMPARE(middleOf(*m_canvas, true), 120);
}

void TestLivePicture::clearedNothingIsLeft()
{
    add(60);
    QTRY_VERIFY_WITH_TIMEOUT(m_picture->newest(), 30000);
    QVERIFY(showsFrame(60));
    m_picture->setHeld(true);
    m_picture->clear();
    QVERIFY(!m_picture->isHeld() && !m_picture->resultInView() && !m_picture->frameInView() && !m_picture->heatInView());
    QVERIFY(!m_canvas->hasPicture());
}

void TestLivePicture::aPartWithoutAPictureHasNoOthers_data()
{
    QTest::addColumn<bool>("locked");
    QTest::newRow("every frame") << false;
    QTest::newRow("judged frames") << true;
}

void TestLivePicture::aPartWithoutAPictureHasNoOthers()
{
    QFETCH(bool, locked);
    m_picture->setMode(locked ? LiveScreen::Mode::Locked : LiveScreen::Mode::Smooth);
    add(120);
    QVERIFY(showsFrame(120));
    QTRY_VERIFY_WITH_TIMEOUT(m_picture->newest(), 30000);
    m_canvas->zoomIn();
    const widgets::ViewTransform view = m_canvas->view();
    m_script->add([] {
        scripted::Frame bad;
        bad.exposed = scripted::Clock::now();
        bad.error = inference::Error(inference::ErrorCode::ImageCorrupt, {}, "part_17.jpg");
        return bad;
    });
    QTRY_VERIFY_WITH_TIMEOUT(!m_canvas->hasPicture() && m_picture->newest()->error, 30000);
    QTRY_VERIFY_WITH_TIMEOUT(m_picture->newest(), 30000);
    const LiveResultPtr bad = m_picture->newest();
    QCOMPARE(bad->error->code(), inference::ErrorCode::ImageCorrupt);
    add(60);
    QVERIFY(showsFrame(60));
    QCOMPARE(m_canvas->view(), view);  // of the picture before, as the person had it
    m_picture->hold(bad);
    QTRY_VERIFY_WITH_TIMEOUT(!m_canvas->hasPicture() && !m_picture->heatInView(), 30000);
    QVERIFY2(m_canvas->accessibleDescription().contains("part_17.jpg"), qPrintable(m_canvas->accessibleDescription()));
    m_picture->setHeld(false);
    QVERIFY(showsFrame(60));
    QVERIFY(m_canvas->hasPicture());
}

void TestLivePicture::recentResultsAreThoseWorthALook()
{
    RecentResults recent;
    const auto resultOf = [](std::uint64_t number, std::uint64_t part, inference::Verdict verdict, int seconds) {
        auto frame = std::make_shared<inference::sources::Frame>(scripted::frameOf(100, 40, 20));
        frame->exposed = inference::sources::Clock::time_point(std::chrono::milliseconds(seconds));
        auto result = std::make_shared<LiveResult>();
        result->shot = {frame, part, {}};
        result->number = number;
        result->judgement = std::make_shared<inference::Judgement>(inference::Judgement {verdict, 0.5, verdict, {}});
        return result;
    };
    using inference::Verdict;
    QSignalSpy changed(&recent, &RecentResults::changed);
    recent.add(resultOf(1, 0, Verdict::Pass, 0));        // free run, passed: nothing to see
    recent.add(resultOf(2, 0, Verdict::Fail, 100));
    recent.add(resultOf(3, 0, Verdict::Fail, 900));      // the same part still
    recent.add(resultOf(4, 0, Verdict::Review, 950));
    recent.add(resultOf(5, 0, Verdict::Review, 1951));
    recent.add(resultOf(6, 1, Verdict::Pass, 1952));     // a part
    recent.add(resultOf(7, 2, Verdict::Pass, 1953));
    QList<quint64> numbers;
    for (const auto& item : recent.items())
        numbers.append(item.number);
    QCOMPARE(numbers, (QList<quint64> {7, 6, 5, 4, 2}));
    QCOMPARE(changed.size(), 5);
    QCOMPARE(recent.items().last().mark, widgets::Mark::Fail);
    QCOMPARE(recent.items().last().thumbnail.size(), QSize(40, 20));
    QCOMPARE(recent.find(4)->number, 4u);
    QVERIFY(!recent.find(3));
    recent.clear();
    QVERIFY(recent.items().isEmpty());
}

void TestLivePicture::recentResultsAreBounded()
{
    RecentResults recent;
    const auto add = [&](std::uint64_t number, int width, int height) {
        auto result = std::make_shared<LiveResult>();
        result->shot = {std::make_shared<inference::sources::Frame>(scripted::frameOf(9, width, height)), number, {}};
        result->number = number;
        recent.add(result);
    };
    for (std::uint64_t number = 1; number <= 30; ++number)
        add(number, 10, 10);
    QCOMPARE(recent.items().size(), qsizetype(RecentResults::most));
    QCOMPARE(recent.items().first().number, 30u);
    QCOMPARE(recent.items().first().mark, widgets::Mark::Error);  // without a judgement
    for (std::uint64_t number = 31; number <= 34; ++number)
        add(number, 8000, 6000);  // 48 MB each
    QCOMPARE(recent.items().size(), qsizetype(2));
    add(35, 16000, 12000);  // alone larger than the bound
    QCOMPARE(recent.items().size(), qsizetype(1));
    QCOMPARE(recent.items().first().number, 35u);
}

QTEST_MAIN(TestLivePicture)
#include "tst_live_picture.moc"
