// Parts are judged anew under another recipe without the model, and whoever shows them is told once.
#include "app/workbench/canvas_presenter.h"
#include "session_bench.h"
#include "widgets/canvas.h"
#include "widgets/defect_table.h"
#include "widgets/verdict_panel.h"

#include <QSignalSpy>

#include <algorithm>

using namespace app;

class TestSessionJudging : public QObject, private SessionBench {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { close(); }

    void movedLimitRejudgesWithoutTheModel();
    void oneGestureIsOneUndoStep();
    void aGateHoldsBackWhatCameraOrLightLetDown();
    void recipeThatCantBeJudgedByIsAReason_data();
    void recipeThatCantBeJudgedByIsAReason();
    void manyPartsAreToldAtOnce();
    void regionsFollowWhenLimitsRest();
    void canvasJudgementIsNotTakenBack();
    void whatIsSaidOfManyIsToldOnce();
};

void TestSessionJudging::movedLimitRejudgesWithoutTheModel()
{
    write("a.png", 128);
    write("b.png", 128);
    m_session->setModel(modelWith(m_detector), evenRecipe());
    m_session->open({m_folder->path()});
    finish();
    QCOMPARE(verdictOf("b.png"), inference::Verdict::Review);
    const int calls = m_detector->calls();
    QSignalSpy current(m_session.get(), &Session::currentJudged);
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.failLimit = 0.5f;
    m_session->changeRecipe(recipe);
    QTRY_COMPARE_WITH_TIMEOUT(verdictOf("b.png"), inference::Verdict::Fail, benchTimeout);
    QTRY_VERIFY_WITH_TIMEOUT(!current.isEmpty(), benchTimeout);
    QCOMPARE(current.last().first().value<JudgedCurrent>().recipe, recipe);
    QCOMPARE(m_detector->calls(), calls);
}

void TestSessionJudging::oneGestureIsOneUndoStep()
{
    const inference::Recipe start = m_session->recipe();
    inference::Recipe recipe = start;
    for (const float limit : {0.61f, 0.62f, 0.63f}) {
        recipe.rule.failLimit = limit;
        m_session->changeRecipe(recipe);
    }
    m_session->endRecipeGesture();
    recipe.rule.minArea = 99;
    m_session->changeRecipe(recipe);
    QCOMPARE(m_session->undoStack().count(), 2);
    m_session->undoStack().undo();
    QCOMPARE(m_session->recipe().rule.failLimit, 0.63f);
    QCOMPARE(m_session->recipe().rule.minArea, start.rule.minArea);
    m_session->undoStack().undo();
    QCOMPARE(m_session->recipe(), start);
    m_session->undoStack().redo();
    QCOMPARE(m_session->recipe().rule.failLimit, 0.63f);
}

void TestSessionJudging::aGateHoldsBackWhatCameraOrLightLetDown()
{
    write("dark.png", 10);
    write("dim.png", 60);
    write("bright.png", 250);  // fails by what the fake detector sees in brightness
    m_session->setModel(modelWith(m_detector), evenRecipe());
    m_session->open({m_folder->path()});
    finish();
    QCOMPARE(m_session->part(row("dark.png")).judged.figures->picture->brightness, 10.0);
    QCOMPARE(verdictOf("dark.png"), inference::Verdict::Pass);
    const int calls = m_detector->calls();
    inference::Recipe recipe = evenRecipe();
    recipe.gate.leastBrightness = 40;
    m_session->changeRecipe(recipe);
    m_session->endRecipeGesture();
    // At once, and without the model.
    QCOMPARE(verdictOf("dark.png"), inference::Verdict::Review);
    QCOMPARE(verdictOf("dim.png"), inference::Verdict::Pass);
    QCOMPARE(verdictOf("bright.png"), inference::Verdict::Fail);
    QCOMPARE(m_session->counts().all().review, 1);
    finish();
    QCOMPARE(verdictOf("dark.png"), inference::Verdict::Review);
    m_session->setCurrent(row("dark.png"));
    QSignalSpy judged(m_session.get(), &Session::currentJudged);
    recipe.gate.leastFocus = 1;  // nothing in these flat pictures
    m_session->changeRecipe(recipe);
    QTRY_VERIFY_WITH_TIMEOUT(!judged.isEmpty() && judged.last().first().value<JudgedCurrent>().judgement->pictureFaults.size() == 2, benchTimeout);
    QCOMPARE(verdictOf("dim.png"), inference::Verdict::Review);
    m_session->endRecipeGesture();
    m_session->undoStack().undo();
    m_session->undoStack().undo();
    QCOMPARE(verdictOf("dark.png"), inference::Verdict::Pass);
    QCOMPARE(m_detector->calls(), calls);
}

void TestSessionJudging::recipeThatCantBeJudgedByIsAReason_data()
{
    QTest::addColumn<bool>("crossed");
    QTest::newRow("limits that cross") << true;
    QTest::newRow("more zones than there can be") << false;
}

void TestSessionJudging::recipeThatCantBeJudgedByIsAReason()
{
    QFETCH(bool, crossed);
    write("a.png", 250);
    write("b.png", 5);
    m_session->setModel(modelWith(m_detector), evenRecipe());
    m_session->open({m_folder->path()});
    finish();
    inference::Recipe recipe = evenRecipe();
    if (crossed)
        recipe.rule.growLimit = 0.5f;
    else
        recipe.zones.assign(255, {"Z", {{0, 0}, {9, 0}, {9, 9}}, {}});
    m_session->changeRecipe(recipe);
    for (const char* name : {"a.png", "b.png"}) {
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(name), State::Failed, benchTimeout);
        QCOMPARE(m_session->part(row(name)).error->code(), inference::ErrorCode::BadInput);
        QCOMPARE(QString::fromStdString(m_session->part(row(name)).error->file().string()), m_folder->filePath(name));
    }
    QCOMPARE(m_session->counts().all().total(), 0u);
    m_session->undoStack().undo();
    for (const char* name : {"a.png", "b.png"}) {
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(name), State::Done, benchTimeout);
        QVERIFY(!m_session->part(row(name)).error);
    }
    QCOMPARE(verdictOf("a.png"), inference::Verdict::Fail);
    QCOMPARE(m_session->counts().all(), (inference::evaluation::VerdictRow {1, 0, 1}));
    QCOMPARE(m_detector->calls(), 2);
}

void TestSessionJudging::manyPartsAreToldAtOnce()
{
    for (int i = 0; i < 9; ++i)
        write(QString("%1.png").arg(i), 128);
    m_session->setModel(modelWith(m_detector), evenRecipe());
    m_session->open({m_folder->path()});
    finish();
    QSignalSpy one(m_session.get(), &Session::partChanged);
    QSignalSpy many(m_session.get(), &Session::partsChanged);
    // How many rows one signal has named; -1 when there were others.
    const auto toldOnce = [&] {
        const bool once = one.isEmpty() && many.size() == 1;
        const auto rows = once ? many.first().first().value<QList<int>>() : QList<int>();
        many.clear();
        return once ? int(QSet<int>(rows.begin(), rows.end()).size()) : -1;
    };
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.failLimit = 0.45f;
    m_session->changeRecipe(recipe);
    QCOMPARE(toldOnce(), 9);
    QCOMPARE(m_session->counts().all(), (inference::evaluation::VerdictRow {0, 0, 9}));
    m_detector->hold(true);
    m_session->setModel(modelWith(m_detector), recipe);
    QCOMPARE(toldOnce(), 9);
    QCOMPARE(m_session->counts().all().total(), 0u);
    m_session->cancelInspection();
    QCOMPARE(toldOnce(), 9 - InspectionWorker::depth);
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->queue().isRunning(), benchTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf("0.png"), State::Cancelled, benchTimeout);
    one.clear();
    many.clear();
    m_session->inspectRemaining();
    QCOMPARE(toldOnce(), 9);
}

void TestSessionJudging::regionsFollowWhenLimitsRest()
{
    write("a.png", 250);
    write("b.png", 128);
    m_session->setModel(modelWith(m_detector), evenRecipe());
    m_session->open({m_folder->path()});
    finish();
    QCOMPARE(m_session->part(row("b.png")).judged.defects->size(), 1u);
    const quint64 answer = m_session->part(row("b.png")).answer;
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.failLimit = recipe.rule.reviewLimit = 0.7f;
    m_session->changeRecipe(recipe);
    QCOMPARE(verdictOf("b.png"), inference::Verdict::Pass);
    QTRY_COMPARE_WITH_TIMEOUT(m_session->part(row("b.png")).judged.defects->size(), 0u, benchTimeout);
    QCOMPARE(m_session->part(row("b.png")).answer, answer);
    QCOMPARE(*m_session->part(row("b.png")).judged.recipe, recipe);
}

/// The list learns of a verdict later than the canvas: what happens in between must not say that the model still looks.
void TestSessionJudging::canvasJudgementIsNotTakenBack()
{
    for (int i = 0; i < 4; ++i)
        write(QString("%1.png").arg(i), 250 - i);
    widgets::Canvas canvas;
    widgets::DefectTable table;
    widgets::VerdictPanel verdict;
    CanvasPresenter presenter(*m_session, canvas, table, verdict);
    QStringList words;
    connect(m_session.get(), &Session::currentJudged, this, [&] {
        const PartRecord& part = m_session->part(m_session->current());
        m_session->setReviews(std::vector<PartState> {{part.image, {}, part.label == inference::Label::Good ? inference::Label::None : inference::Label::Good}});
        words.append(verdict.word());
    });
    m_session->setModel(modelWith(m_detector), evenRecipe());
    m_session->open({m_folder->path()});
    finish();
    for (int row = 0; row < 4; ++row) {
        const qsizetype before = words.size();
        m_session->setCurrent(row);
        if (row > 0)
            QTRY_VERIFY_WITH_TIMEOUT(words.size() > before, benchTimeout);
    }
    QTRY_COMPARE_WITH_TIMEOUT(verdict.word(), QStringLiteral("FAIL"), benchTimeout);
    QCOMPARE(words, QStringList(words.size(), QStringLiteral("FAIL")));
}

void TestSessionJudging::whatIsSaidOfManyIsToldOnce()
{
    for (int i = 0; i < 5; ++i)
        write(QString("%1.png").arg(i), 90 + i / 2);  // 0 and 1 are the same picture, 2 and 3 too
    m_session->setModel(modelWith(m_detector), evenRecipe());
    m_session->open({m_folder->path()});
    finish();
    QSignalSpy one(m_session.get(), &Session::partChanged), many(m_session.get(), &Session::partsChanged), said(m_session.get(), &Session::reviewsChanged);
    const auto label = [this](std::initializer_list<int> rows, inference::Label as) {
        std::vector<PartState> states;
        for (const int row : rows)
            states.push_back({m_session->part(row).image, {}, as});
        m_session->setReviews(states);
    };
    label({4}, inference::Label::Good);
    QCOMPARE(one.size(), 1);
    QCOMPARE(said.takeFirst().at(0).value<QList<int>>(), QList<int> {4});
    QVERIFY(many.isEmpty());
    label({0, 2, 4}, inference::Label::Good);  // 4 has it already
    QCOMPARE(one.size(), 1);
    QCOMPARE(many.size(), 1);
    QList<int> rows = said.takeFirst().at(0).value<QList<int>>();
    QCOMPARE(many.takeFirst().at(0).value<QList<int>>(), rows);
    std::ranges::sort(rows);
    QCOMPARE(rows, (QList<int> {0, 1, 2, 3}));
    for (int row = 0; row < 5; ++row)
        QCOMPARE(m_session->part(row).label, inference::Label::Good);
    label({0, 1, 2, 3, 4}, inference::Label::Good);
    QVERIFY(many.isEmpty() && said.isEmpty() && one.size() == 1);
}

QTEST_MAIN(TestSessionJudging)
#include "tst_session_judging.moc"
