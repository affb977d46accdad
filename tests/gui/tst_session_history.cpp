// Folder -> history -> judging: what is kept is not inspected again, and what is judged from it is the same to the bit.
#include "app/store/history.h"
#include "app/workbench/what_if_service.h"
#include "bench_tools.h"

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
    void nothingStartsBeforeTheHistoryIsKnown();
    void whatIfListsEveryFlip_data();
    void whatIfListsEveryFlip();
    void whatIfOfTheNewestQuestionAlone();
    void goldenPartsAreJudgedFromTheHistory();

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

QTEST_MAIN(TestSessionHistory)
#include "tst_session_history.moc"
