// Pictures from several callers at once: verdicts, what is turned away, what is kept, and what becomes of those inside at the end.
#include "served_parts.h"

#include <QtTest>

#include <thread>

using namespace app;
using namespace served_parts;

class TestPartService : public QObject {
    Q_OBJECT

private slots:
    void aPartIsJudgedByTheRecipeThatItAsksFor();
    void whatIsWrongWithAPictureIsItsOwn();
    void severalCallersGetTheirOwnVerdicts();
    void whoComesWhenItIsFullIsTurnedAway();
    void onlyTheLastPartsAreKept();
    void filesOfKeptPartsAreBounded();
    void aModelThatFailsIsNotTheEnd();
    void whoWaitsAtTheEndIsLetGo();
};

namespace {

ServedPartPtr judged(PartService& service, std::vector<std::uint8_t> file, const std::string& name = {}, const std::string& by = "A")
{
    const auto place = service.enter();
    return place ? service.judge(*place, std::move(file), name, service.recipe(by)) : nullptr;
}

}  // namespace

void TestPartService::aPartIsJudgedByTheRecipeThatItAsksFor()
{
    ServedRecipe tiled = recipe("tiles");
    tiled.recipe.tileSide = 20;
    PartService service(std::make_shared<BrightDetector>(), {recipe("A"), tiled}, {});
    QCOMPARE(judged(service, picture(10))->row.judgement.verdict, inference::Verdict::Pass);
    const ServedPartPtr bad = judged(service, picture(250), "bad.png");
    QCOMPARE(bad->row.judgement.verdict, inference::Verdict::Fail);
    QCOMPARE(bad->row.file, "bad.png");
    QCOMPARE(bad->row.imageSize, (inference::Size {40, 30}));
    QCOMPARE(bad->inspection->views.size(), 1u);
    QVERIFY(judged(service, picture(250), {}, "tiles")->inspection->views.size() > 1);
    QVERIFY(!service.recipe("B"));
    QCOMPARE(service.figures().judged, 3u);
    QCOMPARE(service.figures().inside, 0u);
}

void TestPartService::whatIsWrongWithAPictureIsItsOwn()
{
    PartService service(std::make_shared<BrightDetector>(), {recipe("A")}, {});
    const ServedPartPtr text = judged(service, {'h', 'e', 'l', 'l', 'o'});
    QCOMPARE(text->row.error->code(), inference::ErrorCode::ImageUnknownFormat);
    QCOMPARE(text->row.error->file(), std::filesystem::path("part 1"));
    auto torn = picture(10);
    torn.resize(torn.size() / 2);
    QCOMPARE(judged(service, torn, "torn.png")->row.error->code(), inference::ErrorCode::ImageTruncated);
    QVERIFY(judged(service, {})->row.error);
    QVERIFY(!judged(service, picture(10))->row.error);
    QCOMPARE(service.figures().failed, 3u);
    QCOMPARE(service.figures().judged, 1u);
}

void TestPartService::severalCallersGetTheirOwnVerdicts()
{
    PartService service(std::make_shared<BrightDetector>(), {recipe("A")}, {16});
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> callers;
        for (int caller = 0; caller < 8; ++caller)
            callers.emplace_back([&service, &wrong, caller] {
                for (int i = 0; i < 10; ++i) {
                    const bool bad = (caller + i) % 3 == 0;
                    const auto name = std::to_string(caller) + '/' + std::to_string(i);
                    const ServedPartPtr part = judged(service, picture(bad ? 250 : 10), name);
                    wrong += !part || part->row.file != name || (part->row.judgement.verdict == inference::Verdict::Fail) != bad;
                }
            });
    }
    QCOMPARE(wrong.load(), 0);
    QCOMPARE(service.newest(), 80u);
    QCOMPARE(service.figures().judged, 80u);
}

void TestPartService::whoComesWhenItIsFullIsTurnedAway()
{
    PartService service(std::make_shared<BrightDetector>(), {recipe("A")}, {2});
    {
        const auto first = service.enter(), second = service.enter();
        QVERIFY(first && second);
        QVERIFY(!service.enter());
        QCOMPARE(service.figures().inside, 2u);
        QCOMPARE(service.figures().turnedAway, 1u);
    }
    QVERIFY(service.enter());
}

void TestPartService::onlyTheLastPartsAreKept()
{
    PartService service(std::make_shared<BrightDetector>(), {recipe("A")}, {8, 3});
    QVERIFY(!service.kept(1));
    for (int i = 0; i < 5; ++i)
        judged(service, picture(10));
    QVERIFY(!service.kept(2));
    QCOMPARE(service.kept(3)->number, 3u);
    QCOMPARE(service.kept(5)->file, picture(10));
    QVERIFY(!service.kept(6));
}

void TestPartService::filesOfKeptPartsAreBounded()
{
    const auto file = picture(10);
    PartService service(std::make_shared<BrightDetector>(), {recipe("A")}, {8, 100, 2 * file.size()});
    for (int i = 0; i < 4; ++i)
        judged(service, file);
    QVERIFY(!service.kept(2));
    QVERIFY(service.kept(3) && service.kept(4));
    judged(service, picture(10, 2000, 1500));  // larger than all that is kept
    QVERIFY(service.kept(5) && !service.kept(4));
}

void TestPartService::aModelThatFailsIsNotTheEnd()
{
    const auto detector = std::make_shared<BrightDetector>();
    PartService service(detector, {recipe("A")}, {});
    detector->broken = true;
    QCOMPARE(judged(service, picture(10))->row.error->code(), inference::ErrorCode::AnswerNotFinite);
    detector->broken = false;
    QVERIFY(!judged(service, picture(10))->row.error);
}

void TestPartService::whoWaitsAtTheEndIsLetGo()
{
    const auto detector = std::make_shared<BrightDetector>();
    while (detector->turns.try_acquire()) { }
    auto service = std::make_unique<PartService>(detector, std::vector {recipe("A")}, PartService::Bounds {});
    std::atomic<int> cancelled = 0;
    std::vector<std::jthread> callers;
    std::counting_semaphore<> inside(0);
    for (int i = 0; i < 3; ++i)
        callers.emplace_back([&] {
            const auto place = service->enter();
            inside.release();
            try {
                service->judge(*place, picture(10), {}, service->recipe("A"));
            } catch (const inference::Cancelled&) {
                ++cancelled;
            }
        });
    for (int i = 0; i < 3; ++i)
        inside.acquire();
    QTRY_VERIFY(detector->asked > 0);  // the model has the first of them
    service->letGo();
    detector->turns.release(100);  // of what was given together a model that has begun makes an end
    callers.clear();
    QVERIFY(cancelled > 0 || service->figures().judged == 3);
    QCOMPARE(service->figures().inside, 0u);
}

QTEST_GUILESS_MAIN(TestPartService)
#include "tst_part_service.moc"
