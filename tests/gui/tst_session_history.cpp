// Folder -> history -> judging: what is kept is not inspected again, and what is judged from it is the same to the bit.
#include "app/store/database.h"
#include "app/store/history.h"
#include "app/workbench/what_if_service.h"
#include "bench_tools.h"
#include "judging/baseline.h"

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>

using namespace app;
using inference::Verdict;

class TestSessionHistory : public QObject {
    Q_OBJECT

private slots:
    void reopenedFolderCostsNoInference();
    void judgedFromTheHistoryIsTheSameToTheBit();
    void changedFileIsInspectedAgain();
    void otherPrecisionIsInspectedAgain();
    void otherOptionsAreInspectedAgain_data();
    void otherOptionsAreInspectedAgain();
    void tilesAreKeptApartAndFoundAgain();
    void aPictureThatWasNeverMeasuredIsMeasuredOnce();
    void whatCouldNotBeKeptIsKeptLater();
    void whatIsKeptGoesIntoTheHistoryThatLiesThere();
    void nothingStartsBeforeTheHistoryIsKnown();
    void whatIfListsEveryFlip_data();
    void whatIfListsEveryFlip();
    void whatIfOfTheNewestQuestionAlone();
    void goldenPartsAreJudgedFromTheHistory();
    void whatGoodPartsShowIsNotAskedOfPicturesItDoesNotFit();
    void evidenceIsReadAgainWhereItIsKept();
    void lostEvidenceIsMadeAnew();
    void evidenceThatIsNotKeptStays();

private:
    std::unique_ptr<Session> opened(const BenchFolder& folder, const std::shared_ptr<FakeDetector>& detector, const inference::Recipe& recipe = evenRecipe());
};

std::unique_ptr<Session> TestSessionHistory::opened(const BenchFolder& folder, const std::shared_ptr<FakeDetector>& detector, const inference::Recipe& recipe)
{
    auto session = std::make_unique<Session>();
    session->setHistory(folder.history());
    session->setModel(modelWith(detector), recipe);
    session->open({folder.folder()});
    [&session] { QTRY_VERIFY_WITH_TIMEOUT(isSettled(*session), benchTimeout); }();
    return session;
}

void TestSessionHistory::reopenedFolderCostsNoInference()
{
    BenchFolder folder;
    for (int i = 0; i < 5; ++i)
        folder.write(QStringLiteral("part_%1.png").arg(i), 50 * i);
    const auto detector = std::make_shared<FakeDetector>();
    const auto first = opened(folder, detector);
    QCOMPARE(detector->calls(), 5);
    const auto second = opened(folder, detector);
    QCOMPARE(detector->calls(), 5);
    for (int row = 0; row < 5; ++row) {
        QCOMPARE(second->part(row).judged.verdict, first->part(row).judged.verdict);
        QCOMPARE(second->part(row).image, first->part(row).image);
        QCOMPARE(second->part(row).inspection->views, first->part(row).inspection->views);
    }
}

void TestSessionHistory::judgedFromTheHistoryIsTheSameToTheBit()
{
    BenchFolder folder;
    folder.write("part.png", 140);
    const auto detector = std::make_shared<FakeDetector>();
    const auto live = opened(folder, detector);
    const auto kept = opened(folder, detector);
    inference::Recipe recipe = evenRecipe(0.3f, 0.2f);
    recipe.alpha = 0.37;
    const auto a = inference::judging::renderMaps(*live->part(0).inspection, recipe);
    const auto b = inference::judging::renderMaps(*kept->part(0).inspection, recipe);
    QCOMPARE(a.blended, b.blended);
    QCOMPARE(inference::judging::judge(a, {40, 30}, recipe).score, inference::judging::judge(b, {40, 30}, recipe).score);
    QCOMPARE(*live->part(0).judged.figures, *kept->part(0).judged.figures);
}

void TestSessionHistory::changedFileIsInspectedAgain()
{
    BenchFolder folder;
    folder.write("part.png", 10);
    const auto detector = std::make_shared<FakeDetector>();
    QCOMPARE(opened(folder, detector)->part(0).judged.verdict, Verdict::Pass);
    folder.write("part.png", 250);
    QCOMPARE(opened(folder, detector)->part(0).judged.verdict, Verdict::Fail);
    QCOMPARE(detector->calls(), 2);
}

void TestSessionHistory::otherPrecisionIsInspectedAgain()
{
    BenchFolder folder;
    folder.write("part.png", 10);
    const auto detector = std::make_shared<FakeDetector>();
    opened(folder, detector);
    auto model = std::make_shared<inference::pipeline::LoadedModel>(*modelWith(detector));
    model->facts.precision = "bf16";
    Session session;
    session.setHistory(folder.history());
    session.setModel(model, evenRecipe());
    session.open({folder.folder()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(session), benchTimeout);
    QCOMPARE(detector->calls(), 2);
}

void TestSessionHistory::otherOptionsAreInspectedAgain_data()
{
    using Change = std::function<void(inference::pipeline::LoadedModel&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<int>("calls");
    QTest::newRow("the same") << Change([](auto&) {}) << 1;
    QTest::newRow("image size") << Change([](auto& model) { model.bundle.options.imageSize = 336; }) << 2;
    QTest::newRow("tapped layers") << Change([](auto& model) { model.facts.layers = {1, 2}; }) << 2;
    QTest::newRow("prompt") << Change([](auto& model) { model.bundle.options.good.before.push_back(7); }) << 2;
    QTest::newRow("normalisation") << Change([](auto& model) { model.bundle.options.std[0] = 1; }) << 2;
    QTest::newRow("name alone") << Change([](auto& model) { model.bundle.name = "another"; }) << 1;
}

void TestSessionHistory::otherOptionsAreInspectedAgain()
{
    QFETCH(std::function<void(inference::pipeline::LoadedModel&)>, change);
    BenchFolder folder;
    folder.write("part.png", 10);
    const auto detector = std::make_shared<FakeDetector>();
    opened(folder, detector);
    auto model = std::make_shared<inference::pipeline::LoadedModel>(*modelWith(detector));
    change(*model);
    Session session;
    session.setHistory(folder.history());
    session.setModel(model, evenRecipe());
    session.open({folder.folder()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(session), benchTimeout);
    QTEST(detector->calls(), "calls");
}

void TestSessionHistory::tilesAreKeptApartAndFoundAgain()
{
    BenchFolder folder;
    // Dark but for a square at its left: lost in the whole picture, all there is in the first tile.
    QImage picture(120, 32, QImage::Format_RGB888);
    picture.fill(Qt::black);
    QPainter(&picture).fillRect(0, 0, 32, 32, Qt::white);
    QVERIFY(picture.save(QDir(folder.folder()).filePath("part.png")));
    const auto detector = std::make_shared<FakeDetector>();
    const auto session = opened(folder, detector);
    QCOMPARE(session->part(0).judged.verdict, Verdict::Pass);
    QCOMPARE(detector->calls(), 1);

    const auto settle = [&session] { QTRY_VERIFY_WITH_TIMEOUT(isSettled(*session), benchTimeout); };
    inference::Recipe tiled = session->recipe();
    tiled.tileSide = 32;
    session->changeRecipe(tiled);
    settle();
    QCOMPARE(session->part(0).inspection->views.size(), std::size_t(5));
    QCOMPARE(session->part(0).judged.verdict, Verdict::Fail);
    QCOMPARE(detector->calls(), 6);
    QCOMPARE(session->archive()->setup.views, std::string("tiles 32 0.2"));

    // Back and forth again: all is known.
    session->undoStack().undo();
    settle();
    QCOMPARE(session->part(0).judged.verdict, Verdict::Pass);
    session->undoStack().redo();
    settle();
    QCOMPARE(session->part(0).judged.verdict, Verdict::Fail);
    QCOMPARE(opened(folder, detector, tiled)->part(0).judged.verdict, Verdict::Fail);
    QCOMPARE(detector->calls(), 6);

    // Each recipe is asked about what its own tiles show.
    WhatIfService service;
    service.setArchive(session->archive());
    QSignalSpy answered(&service, &WhatIfService::answered);
    service.ask(evenRecipe(), tiled);
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, benchTimeout);
    const auto answer = answered[0][0].value<WhatIf>();
    QCOMPARE(answer.flips.size(), 1);
    QCOMPARE(answer.flips[0].before, Verdict::Pass);
    QCOMPARE(answer.flips[0].after, Verdict::Fail);
    inference::Recipe never = evenRecipe();
    never.tileSide = 48;
    service.ask(never, tiled);
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 2, benchTimeout);
    QCOMPARE(answered[1][0].value<WhatIf>().otherwiseCut, qint64(1));
    QCOMPARE(answered[1][0].value<WhatIf>().parts, qint64(0));
}

void TestSessionHistory::aPictureThatWasNeverMeasuredIsMeasuredOnce()
{
    BenchFolder folder;
    folder.write("part.png", 50);
    const auto detector = std::make_shared<FakeDetector>();
    inference::Inspection old;
    InspectionKey key;
    {
        const auto session = opened(folder, detector);
        old = *session->part(0).inspection;
        key = {session->part(0).image, session->archive()->setup};
        QCOMPARE(old.picture->brightness, 50.0);
        // As it was kept before pictures were measured.
        old.picture.reset();
        History(session->archive()->history).put(key, old);
        // Nothing is said of it that isn't known.
        inference::Recipe asking = evenRecipe();
        asking.gate.leastBrightness = 20;
        asking.golden = {{key.image, "part.png", Verdict::Pass}};
        WhatIfService service;
        service.setArchive(session->archive());
        QSignalSpy answered(&service, &WhatIfService::answered), golden(&service, &WhatIfService::goldenJudged);
        service.ask(evenRecipe(), asking);
        QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, benchTimeout);
        const auto answer = answered[0][0].value<WhatIf>();
        QCOMPARE(answer.unmeasured, qint64(1));
        QCOMPARE(answer.parts, qint64(0));
        QVERIFY(answer.flips.isEmpty());
        service.judgeGolden(asking);
        QTRY_COMPARE_WITH_TIMEOUT(golden.size(), 1, benchTimeout);
        QVERIFY(!golden[0][0].value<QList<GoldenVerdict>>()[0].now);
    }
    inference::Recipe recipe = evenRecipe();
    recipe.gate.leastBrightness = 20;
    {
        const auto session = opened(folder, detector, recipe);
        QCOMPARE(session->part(0).inspection->picture->brightness, 50.0);
        QCOMPARE(session->part(0).judged.verdict, Verdict::Pass);
        QTRY_VERIFY_WITH_TIMEOUT(History(session->archive()->history).find(key)->picture.has_value(), benchTimeout);
    }
    QCOMPARE(detector->calls(), 1);
    QCOMPARE(inference::judging::judge(old, recipe).verdict, Verdict::Review);  // what can't be measured isn't passed
}

void TestSessionHistory::whatCouldNotBeKeptIsKeptLater()
{
    BenchFolder folder;
    for (int i = 0; i < 5; ++i)
        folder.write(QStringLiteral("part_%1.png").arg(i), 50 * i);
    const auto detector = std::make_shared<FakeDetector>();
    const std::filesystem::path history = (folder.home("later") + "/history.db").toStdString();
    const auto inspect = [&](Session& session) {
        session.setHistory(history);
        session.setModel(modelWith(detector), evenRecipe());
        session.open({folder.folder()});
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(session), benchTimeout);
    };
    Session session;
    QSignalSpy refused(&session, &Session::notKept), kept(&session, &Session::keptAgain);
    inspect(session);
    QCOMPARE(detector->calls(), 5);
    QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, benchTimeout);
    QCOMPARE(kept.size(), 0);
    prepareHistory(history);
    QTRY_COMPARE_WITH_TIMEOUT(kept.size(), 1, benchTimeout);
    QCOMPARE(History(history).counts().inspections, qint64(5));
    Session again;
    inspect(again);
    QCOMPARE(detector->calls(), 5);
    QCOMPARE(refused.size(), 1);
}

void TestSessionHistory::whatIsKeptGoesIntoTheHistoryThatLiesThere()
{
    BenchFolder folder;
    folder.write("part.png", 10);
    const auto detector = std::make_shared<FakeDetector>();
    const auto session = opened(folder, detector);
    // As a damaged one is set aside while it is open; a new one takes its place.
    const std::filesystem::path history = folder.history(), aside = folder.home("aside.db").toStdString();
    for (const char* const ending : {"-wal", "-shm", ""})
        if (std::filesystem::exists(history.string() + ending))
            std::filesystem::rename(history.string() + ending, aside.string() + ending);
    prepareHistory(history);
    folder.write("other.png", 250);
    session->open({folder.folder()});
    QTRY_VERIFY_WITH_TIMEOUT(session->count() == 2 && isSettled(*session), benchTimeout);
    QCOMPARE(History(history).counts().inspections, qint64(2));
    QCOMPARE(History(aside).counts().inspections, qint64(1));
}

void TestSessionHistory::nothingStartsBeforeTheHistoryIsKnown()
{
    BenchFolder folder;
    folder.write("part.png", 10);
    const auto detector = std::make_shared<FakeDetector>();
    Session session;
    session.awaitHistory();
    session.setModel(modelWith(detector), evenRecipe());
    QSignalSpy listed(&session, &Session::listingFinished);
    session.open({folder.folder()});
    QVERIFY(listed.wait(benchTimeout));
    QCOMPARE(detector->calls(), 0);
    session.setHistory({});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(session), benchTimeout);
    QCOMPARE(detector->calls(), 1);
}

void TestSessionHistory::whatIfListsEveryFlip_data()
{
    QTest::addColumn<bool>("withFigures");
    QTest::addColumn<double>("alpha");
    QTest::addColumn<qint64>("byFigures");
    QTest::newRow("limits, from kept figures") << true << 0.8 << qint64(6);
    QTest::newRow("limits, from evidence") << false << 0.8 << qint64(0);
    QTest::newRow("alpha, from evidence") << true << 0.5 << qint64(0);
}

void TestSessionHistory::whatIfListsEveryFlip()
{
    QFETCH(bool, withFigures);
    QFETCH(double, alpha);
    BenchFolder folder;
    for (int i = 0; i < 6; ++i)
        folder.write(QStringLiteral("part_%1.png").arg(i), 50 * i);  // 0.02 .. 0.98
    const auto session = opened(folder, std::make_shared<FakeDetector>());
    WhatIfService service;
    service.setArchive(session->archive());
    if (withFigures)
        for (int row = 0; row < 6; ++row)
            service.keep(session->part(row).image, session->part(row).judged);
    QSignalSpy answered(&service, &WhatIfService::answered);
    inference::Recipe after = evenRecipe(0.9f, 0.3f);
    after.alpha = alpha;
    service.ask(evenRecipe(), after);
    QVERIFY(answered.wait(benchTimeout));
    const auto answer = answered[0][0].value<WhatIf>();
    QCOMPARE(answer.parts, qint64(6));
    QTEST(answer.byFigures, "byFigures");
    QStringList expected, found;
    for (int row = 0; row < 6; ++row) {
        const auto before = inference::judging::judge(*session->part(row).inspection, evenRecipe()).verdict;
        const auto now = inference::judging::judge(*session->part(row).inspection, after).verdict;
        if (before != now)
            expected.append(QStringLiteral("%1 %2 %3").arg(session->part(row).path).arg(int(before)).arg(int(now)));
    }
    for (const Flip& flip : answer.flips)
        found.append(QStringLiteral("%1 %2 %3").arg(flip.path).arg(int(flip.before)).arg(int(flip.after)));
    expected.sort();
    found.sort();
    QCOMPARE(found, expected);
    QVERIFY(!expected.isEmpty());
}

void TestSessionHistory::whatIfOfTheNewestQuestionAlone()
{
    BenchFolder folder;
    for (int i = 0; i < 6; ++i)
        folder.write(QStringLiteral("part_%1.png").arg(i), 50 * i);
    const auto session = opened(folder, std::make_shared<FakeDetector>());
    WhatIfService service;
    service.setArchive(session->archive());
    QSignalSpy answered(&service, &WhatIfService::answered);
    service.ask(evenRecipe(), evenRecipe(0.9f, 0.8f));
    service.ask(evenRecipe(), evenRecipe());
    QTRY_VERIFY_WITH_TIMEOUT(!answered.isEmpty() && answered.last()[0].value<WhatIf>().flips.isEmpty(), benchTimeout);
}

void TestSessionHistory::goldenPartsAreJudgedFromTheHistory()
{
    BenchFolder folder;
    folder.write("dark.png", 5);
    folder.write("white.png", 250);
    const auto session = opened(folder, std::make_shared<FakeDetector>());
    inference::Recipe recipe = evenRecipe();
    for (int row = 0; row < 2; ++row)
        recipe.golden.push_back({session->part(row).image, session->part(row).name.toStdString(), session->part(row).judged.verdict});
    recipe.golden.push_back({std::string(64, 'e'), "elsewhere.png", Verdict::Pass});
    recipe.rule.failLimit = 0.99f;
    WhatIfService service;
    service.setArchive(session->archive());
    QSignalSpy judged(&service, &WhatIfService::goldenJudged);
    service.judgeGolden(recipe);
    QVERIFY(judged.wait(benchTimeout));
    const auto verdicts = judged[0][0].value<QList<GoldenVerdict>>();
    QCOMPARE(verdicts.size(), 3);
    QCOMPARE(verdicts[0].now, std::optional(Verdict::Pass));
    QCOMPARE(verdicts[1].now, std::optional(Verdict::Review));  // was fail
    QCOMPARE(verdicts[2].now, std::nullopt);
}

void TestSessionHistory::whatGoodPartsShowIsNotAskedOfPicturesItDoesNotFit()
{
    BenchFolder folder;
    folder.write("small.png", 250);
    QImage wide(96, 30, QImage::Format_RGB888);
    wide.fill(QColor(250, 250, 250));
    QVERIFY(wide.save(folder.path("wide.png")));
    inference::Recipe tiled = evenRecipe();
    tiled.tileSide = 32;
    const auto session = opened(folder, std::make_shared<FakeDetector>(), tiled);
    inference::judging::BaselineLearner learner;
    for (std::size_t i = 0; i < inference::judging::leastPartsToLearn; ++i)
        learner.add(*session->part(0).inspection);
    inference::Recipe learned = tiled;
    learned.baseline = learner.learned();
    for (int row = 0; row < 2; ++row)
        learned.golden.push_back({session->part(row).image, session->part(row).name.toStdString(), Verdict::Fail});
    WhatIfService service;
    service.setArchive(session->archive());
    QSignalSpy answered(&service, &WhatIfService::answered), golden(&service, &WhatIfService::goldenJudged);
    service.ask(tiled, learned);
    QTRY_COMPARE_WITH_TIMEOUT(answered.size(), 1, benchTimeout);
    const auto answer = answered[0][0].value<WhatIf>();
    QCOMPARE(answer.parts, qint64(1));
    QCOMPARE(answer.unfit, qint64(1));
    QCOMPARE(answer.flips.size(), 1);  // the small one is as good parts are
    service.judgeGolden(learned);
    QTRY_COMPARE_WITH_TIMEOUT(golden.size(), 1, benchTimeout);
    const auto verdicts = golden[0][0].value<QList<GoldenVerdict>>();
    QCOMPARE(verdicts[0].now, std::optional(Verdict::Pass));
    QCOMPARE(verdicts[1].now, std::nullopt);
    // In the list it is a row with its reason, and one with a verdict again when nothing is taken off.
    session->changeRecipe(learned);
    QTRY_VERIFY_WITH_TIMEOUT(session->part(1).state == widgets::Part::State::Failed && session->part(1).error, benchTimeout);
    QCOMPARE(session->part(1).error->code(), inference::ErrorCode::BaselineMismatch);
    QTRY_COMPARE_WITH_TIMEOUT(session->part(0).judged.verdict, Verdict::Pass, benchTimeout);
    learned.baseline->used = false;
    session->changeRecipe(learned);
    QTRY_VERIFY_WITH_TIMEOUT(session->part(1).state == widgets::Part::State::Done && !session->part(1).error, benchTimeout);
    QCOMPARE(session->part(1).judged.verdict, Verdict::Fail);
}

/// Nothing but the newest evidence is held; a judgement that needs the others finds them in the history.
void TestSessionHistory::evidenceIsReadAgainWhereItIsKept()
{
    BenchFolder folder;
    for (int i = 0; i < 5; ++i)
        folder.write(QStringLiteral("part_%1.png").arg(i), 50 * i);
    const auto detector = std::make_shared<FakeDetector>();
    Session session(nullptr, 40);  // bytes: one answer of the fake detector has 32
    session.setHistory(folder.history());
    session.setModel(modelWith(detector), evenRecipe());
    session.open({folder.folder()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(session), benchTimeout);
    int held = 0;
    for (int row = 0; row < 5; ++row)
        held += session.part(row).inspection ? 1 : 0;
    QCOMPARE(held, 1);
    inference::Recipe recipe = evenRecipe();
    recipe.alpha = 0.3;  // new maps
    recipe.rule.minArea = 5000;
    session.changeRecipe(recipe);
    const auto all = [&session](double area) {
        for (int row = 0; row < 5; ++row)
            if (!session.part(row).judged.recipe || session.part(row).judged.recipe->rule.minArea != area)
                return false;
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(all(5000), benchTimeout);
    for (int row = 0; row < 5; ++row)
        QCOMPARE(session.part(row).judged.verdict, Verdict::Pass);
    QSignalSpy current(&session, &Session::currentJudged);
    session.setCurrent(3);
    QTRY_VERIFY_WITH_TIMEOUT(!current.isEmpty(), benchTimeout);
    QCOMPARE(detector->calls(), 5);
}

void TestSessionHistory::lostEvidenceIsMadeAnew()
{
    BenchFolder folder;
    folder.write("a.png", 250);
    folder.write("b.png", 5);
    const auto detector = std::make_shared<FakeDetector>();
    Session session(nullptr, 0);
    session.setHistory(folder.history());
    session.setModel(modelWith(detector), evenRecipe());
    session.open({folder.folder()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(session), benchTimeout);
    QVERIFY(!session.part(0).inspection && !session.part(1).inspection);
    const quint64 before = session.part(0).answer;
    Database(folder.history()).execute(QStringLiteral("DELETE FROM evidence"));
    inference::Recipe recipe = evenRecipe();
    recipe.alpha = 0.3;
    session.changeRecipe(recipe);
    QTRY_VERIFY_WITH_TIMEOUT(session.part(0).answer > before && isSettled(session), benchTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(session.part(0).judged.verdict, Verdict::Fail, benchTimeout);
}

void TestSessionHistory::evidenceThatIsNotKeptStays()
{
    BenchFolder folder;
    folder.write("a.png", 250);
    Session session(nullptr, 0);
    session.setModel(modelWith(std::make_shared<FakeDetector>()), evenRecipe());
    session.open({folder.folder()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(session), benchTimeout);
    QVERIFY(session.part(0).inspection);
}

QTEST_MAIN(TestSessionHistory)
#include "tst_session_history.moc"
