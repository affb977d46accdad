// Folder -> queue -> judging, with a detector that can be held.
#include "app/workbench/canvas_presenter.h"
#include "app/workbench/session.h"
#include "fake_detector.h"
#include "widgets/canvas.h"
#include "widgets/defect_table.h"
#include "widgets/verdict_panel.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace app;
using State = widgets::Part::State;

namespace {

constexpr int longTime = 30000;

std::shared_ptr<const inference::pipeline::LoadedModel> modelWith(std::shared_ptr<inference::Detector> detector)
{
    auto model = std::make_shared<inference::pipeline::LoadedModel>();
    model->detector = std::move(detector);
    return model;
}

inference::Recipe recipeForTests()
{
    inference::Recipe recipe;
    recipe.sigma = 0;
    recipe.rule.failLimit = 0.6f;
    recipe.rule.reviewLimit = 0.4f;
    recipe.rule.minArea = 1;
    return recipe;
}

}  // namespace

class TestSession : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void everyPartGetsItsVerdict();
    void partsWaitForTheModel();
    void badFilesAreRowsAndTheRunGoesOn();
    void movedLimitRejudgesWithoutTheModel();
    void oneGestureIsOneUndoStep();
    void cancelStopsAtOnceAndCanBeTakenUpAgain();
    void partLookedAtComesFirst();
    void partGoneToWhileItIsListedComesFirst();
    void otherModelInspectsAnew();
    void otherTilesInspectAnew();
    void howFarATiledPictureIsShows();
    void aGateHoldsBackWhatCameraOrLightLetDown();
    void pictureOfTooManyTilesIsARow();
    void otherFolderForgetsTheOldOne();
    void vanishedFileIsARow();
    void recipeThatCantBeJudgedByIsAReason_data();
    void recipeThatCantBeJudgedByIsAReason();
    void manyPartsAreToldAtOnce();
    void regionsFollowWhenLimitsRest();
    void canvasJudgementIsNotTakenBack();
    void whatIsSaidOfManyIsToldOnce();

private:
    void write(const QString& name, int grey);
    void finish();
    State stateOf(const QString& name) const;
    inference::Verdict verdictOf(const QString& name) const;
    int row(const QString& name) const { return m_session->rowOf(m_folder->filePath(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FakeDetector> m_detector;
    std::unique_ptr<Session> m_session;
};

void TestSession::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_detector = std::make_shared<FakeDetector>();
    m_session = std::make_unique<Session>();
}

void TestSession::cleanup()
{
    m_detector->hold(false);
    m_session.reset();
}

void TestSession::write(const QString& name, int grey)
{
    QImage image(40, 30, QImage::Format_RGB888);
    image.fill(QColor(grey, grey, grey));
    QVERIFY(image.save(m_folder->filePath(name)));
}

void TestSession::finish()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_session->count() > 0 && !m_session->isListing(), longTime);
    const auto settled = [this] {
        for (int i = 0; i < m_session->count(); ++i)
            if (const State state = m_session->part(i).state; state == State::Waiting || state == State::Running)
                return false;
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(settled(), longTime);
}

State TestSession::stateOf(const QString& name) const
{
    return m_session->part(row(name)).state;
}

inference::Verdict TestSession::verdictOf(const QString& name) const
{
    return m_session->part(row(name)).judged.verdict;
}

void TestSession::everyPartGetsItsVerdict()
{
    write("bright.png", 250);
    write("middle.png", 128);
    write("dark 部品 ü.png", 5);
    m_session->setModel(modelWith(m_detector), recipeForTests());
    m_session->open({m_folder->path()});
    finish();
    QCOMPARE(m_session->count(), 3);
    QCOMPARE(verdictOf("bright.png"), inference::Verdict::Fail);
    QCOMPARE(verdictOf("middle.png"), inference::Verdict::Review);
    QCOMPARE(verdictOf("dark 部品 ü.png"), inference::Verdict::Pass);
    QCOMPARE(m_session->part(row("bright.png")).judged.defects->size(), 1u);
    QCOMPARE(m_session->part(row("bright.png")).name, "bright.png");
}

void TestSession::partsWaitForTheModel()
{
    write("a.png", 250);
    QSignalSpy listed(m_session.get(), &Session::listingFinished);
    m_session->open({m_folder->path()});
    QVERIFY(listed.wait(longTime));
    QCOMPARE(stateOf("a.png"), State::Waiting);
    m_session->setModel(modelWith(m_detector), recipeForTests());
    finish();
    QCOMPARE(verdictOf("a.png"), inference::Verdict::Fail);
}

void TestSession::badFilesAreRowsAndTheRunGoesOn()
{
    write("1.png", 250);
    write("6.png", 5);
    QFile whole(m_folder->filePath("1.png"));
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    for (const auto& [name, content] : {std::pair {"2.png", QByteArray()}, {"3.png", bytes.left(bytes.size() / 2)}, {"4.jpg", QByteArray("text")}}) {
        QFile file(m_folder->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    QVERIFY(QFile::link("nowhere", m_folder->filePath("5.png")));
    m_session->setModel(modelWith(m_detector), recipeForTests());
    m_session->open({m_folder->path(), m_folder->filePath("5.png")});
    finish();
    using inference::ErrorCode;
    for (const auto& [name, code] : {std::pair {"2.png", ErrorCode::FileEmpty}, {"3.png", ErrorCode::ImageTruncated}, {"4.jpg", ErrorCode::ImageUnknownFormat}}) {
        QCOMPARE(stateOf(name), State::Failed);
        QCOMPARE(m_session->part(row(name)).error->code(), code);
        QCOMPARE(QString::fromStdString(m_session->part(row(name)).error->file().string()), m_folder->filePath(name));
    }
    QCOMPARE(stateOf("1.png"), State::Done);
    QCOMPARE(stateOf("6.png"), State::Done);
}

void TestSession::movedLimitRejudgesWithoutTheModel()
{
    write("a.png", 128);
    write("b.png", 128);
    m_session->setModel(modelWith(m_detector), recipeForTests());
    m_session->open({m_folder->path()});
    finish();
    QCOMPARE(verdictOf("b.png"), inference::Verdict::Review);
    const int calls = m_detector->calls();
    QSignalSpy current(m_session.get(), &Session::currentJudged);
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.failLimit = 0.5f;
    m_session->changeRecipe(recipe);
    QTRY_COMPARE_WITH_TIMEOUT(verdictOf("b.png"), inference::Verdict::Fail, longTime);
    QTRY_VERIFY_WITH_TIMEOUT(!current.isEmpty(), longTime);
    QCOMPARE(current.last().first().value<JudgedCurrent>().recipe, recipe);
    QCOMPARE(m_detector->calls(), calls);
}

void TestSession::oneGestureIsOneUndoStep()
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

void TestSession::cancelStopsAtOnceAndCanBeTakenUpAgain()
{
    for (int i = 0; i < 8; ++i)
        write(QString("%1.png").arg(i), 250);
    m_detector->hold(true);
    m_session->setModel(modelWith(m_detector), recipeForTests());
    m_session->open({m_folder->path()});
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->isListing(), longTime);
    m_detector->waitForCall(1);
    m_session->cancelInspection();
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->queue().isRunning(), longTime);
    for (int i = 0; i < m_session->count(); ++i)
        QCOMPARE(m_session->part(i).state, State::Cancelled);
    m_detector->hold(false);
    m_session->inspectRemaining();
    finish();
    for (int i = 0; i < m_session->count(); ++i)
        QCOMPARE(m_session->part(i).state, State::Done);
}

void TestSession::partLookedAtComesFirst()
{
    for (int i = 0; i < 9; ++i)
        write(QString("%1.png").arg(i), 250);
    m_detector->hold(true);
    m_session->setModel(modelWith(m_detector), recipeForTests());
    m_session->open({m_folder->path()});
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->isListing(), longTime);
    m_session->setCurrent(8);
    QList<int> order;
    connect(m_session.get(), &Session::partChanged, this, [&](int part) {
        if (m_session->part(part).state == State::Running)
            order.append(part);
    });
    m_detector->hold(false);
    finish();
    QCOMPARE(order.first(), 8);
    QCOMPARE(order.size(), 9 - InspectionWorker::depth);
}

void TestSession::partGoneToWhileItIsListedComesFirst()
{
    for (int i = 0; i < 9; ++i)
        write(QString("%1.png").arg(i), 250);
    m_detector->hold(true);
    m_session->setModel(modelWith(m_detector), recipeForTests());
    connect(m_session.get(), &Session::partsAppended, this, [this] { m_session->setCurrent(row("8.png")); });
    m_session->open({m_folder->path()});
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->isListing(), longTime);
    QList<int> order;
    connect(m_session.get(), &Session::partChanged, this, [&](int part) {
        if (m_session->part(part).state == State::Running)
            order.append(part);
    });
    m_detector->hold(false);
    finish();
    QCOMPARE(order.value(0), 8);
}

void TestSession::otherModelInspectsAnew()
{
    write("a.png", 250);
    m_session->setModel(modelWith(m_detector), recipeForTests());
    m_session->open({m_folder->path()});
    finish();
    const auto first = m_session->part(0).inspection;
    const auto other = std::make_shared<FakeDetector>();
    inference::Recipe recipe = recipeForTests();
    recipe.rule.failLimit = 0.99f;
    m_session->setModel(modelWith(other), recipe);
    QVERIFY(!m_session->part(0).inspection);
    finish();
    QVERIFY(m_session->part(0).inspection != first);
    QCOMPARE(other->calls(), 1);
    QCOMPARE(verdictOf("a.png"), inference::Verdict::Review);
}

void TestSession::otherTilesInspectAnew()
{
    for (int i = 0; i < 4; ++i)
        write(QString("%1.png").arg(i), 250);
    m_session->setModel(modelWith(m_detector), recipeForTests());
    m_session->open({m_folder->path()});
    finish();
    QCOMPARE(m_session->counts().all().total(), 4);
    QSignalSpy judged(m_session.get(), &Session::currentJudged);
    m_detector->hold(true);
    inference::Recipe recipe = recipeForTests();
    recipe.tileSide = 32;  // 40 x 30 pixels: two tiles
    m_session->changeRecipe(recipe);
    QCOMPARE(m_session->counts().all().total(), 0);  // nothing is said of it before the model has looked
    for (int i = 0; i < 4; ++i)
        QVERIFY(!m_session->part(i).inspection && !m_session->part(i).isJudged());
    m_detector->waitForCall(5);
    recipe.tileSide = 0;
    m_session->changeRecipe(recipe);  // while it is looking
    recipe.tileSide = 36;
    m_session->changeRecipe(recipe);
    m_detector->hold(false);
    finish();
    QCOMPARE(m_session->counts().all().total(), 4);
    for (int i = 0; i < 4; ++i)
        QCOMPARE(m_session->part(i).inspection->views.front().area, (inference::Rect {0, 0, 36, 30}));
    QTRY_VERIFY_WITH_TIMEOUT(!judged.isEmpty() && judged.last().first().value<JudgedCurrent>().recipe.tileSide == 36, longTime);
    QCOMPARE(judged.last().first().value<JudgedCurrent>().maps->blended.size(), (inference::Size {31, 28}));
}

void TestSession::howFarATiledPictureIsShows()
{
    QImage wide(120, 32, QImage::Format_RGB888);
    wide.fill(Qt::black);
    QVERIFY(wide.save(m_folder->filePath("wide.png")));
    inference::Recipe recipe = recipeForTests();
    recipe.tileSide = 32;  // five tiles
    m_session->setModel(modelWith(m_detector), recipe);
    double share = -1;
    int done = -1;
    connect(m_session.get(), &Session::progressed, this, [&](int partsDone, int, double shareOfNext) {
        done = partsDone;
        share = shareOfNext;
    });
    m_detector->holdFrom(4);
    m_session->open({m_folder->path()});
    QTRY_COMPARE_WITH_TIMEOUT(share, 0.6, longTime);
    QCOMPARE(done, 0);
    m_detector->holdFrom(0);
    finish();
    QTRY_VERIFY_WITH_TIMEOUT(done == 1 && share == 0, longTime);
}

void TestSession::aGateHoldsBackWhatCameraOrLightLetDown()
{
    write("dark.png", 10);
    write("dim.png", 60);
    write("bright.png", 250);  // fails by what the fake detector sees in brightness
    m_session->setModel(modelWith(m_detector), recipeForTests());
    m_session->open({m_folder->path()});
    finish();
    QCOMPARE(m_session->part(row("dark.png")).judged.figures->picture->brightness, 10.0);
    QCOMPARE(verdictOf("dark.png"), inference::Verdict::Pass);
    const int calls = m_detector->calls();
    inference::Recipe recipe = recipeForTests();
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
    QTRY_VERIFY_WITH_TIMEOUT(!judged.isEmpty() && judged.last().first().value<JudgedCurrent>().judgement->pictureFaults.size() == 2, longTime);
    QCOMPARE(verdictOf("dim.png"), inference::Verdict::Review);
    m_session->endRecipeGesture();
    m_session->undoStack().undo();
    m_session->undoStack().undo();
    QCOMPARE(verdictOf("dark.png"), inference::Verdict::Pass);
    QCOMPARE(m_detector->calls(), calls);
}

void TestSession::pictureOfTooManyTilesIsARow()
{
    QImage large(4000, 3000, QImage::Format_Grayscale8);
    large.fill(Qt::white);
    QVERIFY(large.save(m_folder->filePath("large.png")));
    write("small.png", 250);
    inference::Recipe recipe = recipeForTests();
    recipe.tileSide = 100;
    m_session->setModel(modelWith(m_detector), recipe);
    m_session->open({m_folder->path()});
    finish();
    QCOMPARE(stateOf("large.png"), State::Failed);
    QCOMPARE(m_session->part(row("large.png")).error->code(), inference::ErrorCode::TilesTooMany);
    QCOMPARE(verdictOf("small.png"), inference::Verdict::Fail);
    recipe.tileSide = 1000;
    m_session->changeRecipe(recipe);
    finish();
    QCOMPARE(verdictOf("large.png"), inference::Verdict::Fail);
}

void TestSession::otherFolderForgetsTheOldOne()
{
    for (int i = 0; i < 6; ++i)
        write(QString("%1.png").arg(i), 250);
    QTemporaryDir second;
    QImage image(10, 10, QImage::Format_RGB888);
    image.fill(Qt::black);
    QVERIFY(image.save(second.filePath("only.png")));
    m_detector->hold(true);
    m_session->setModel(modelWith(m_detector), recipeForTests());
    m_session->open({m_folder->path()});
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->isListing(), longTime);
    m_detector->waitForCall(1);
    m_session->open({second.path()});
    m_detector->hold(false);
    finish();
    QCOMPARE(m_session->count(), 1);
    QCOMPARE(m_session->part(0).name, "only.png");
    QCOMPARE(m_session->part(0).judged.verdict, inference::Verdict::Pass);
}

void TestSession::vanishedFileIsARow()
{
    write("a.png", 250);
    write("b.png", 250);
    QSignalSpy listed(m_session.get(), &Session::listingFinished);
    m_session->open({m_folder->path()});
    QVERIFY(listed.wait(longTime));
    QVERIFY(QFile::remove(m_folder->filePath("b.png")));
    m_session->setModel(modelWith(m_detector), recipeForTests());
    finish();
    QCOMPARE(stateOf("a.png"), State::Done);
    QCOMPARE(stateOf("b.png"), State::Failed);
    QCOMPARE(m_session->part(row("b.png")).error->code(), inference::ErrorCode::FileMissing);
}

void TestSession::recipeThatCantBeJudgedByIsAReason_data()
{
    QTest::addColumn<bool>("crossed");
    QTest::newRow("limits that cross") << true;
    QTest::newRow("more zones than there can be") << false;
}

void TestSession::recipeThatCantBeJudgedByIsAReason()
{
    QFETCH(bool, crossed);
    write("a.png", 250);
    write("b.png", 5);
    m_session->setModel(modelWith(m_detector), recipeForTests());
    m_session->open({m_folder->path()});
    finish();
    inference::Recipe recipe = recipeForTests();
    if (crossed)
        recipe.rule.growLimit = 0.5f;
    else
        recipe.zones.assign(255, {"Z", {{0, 0}, {9, 0}, {9, 9}}, {}});
    m_session->changeRecipe(recipe);
    for (const char* name : {"a.png", "b.png"}) {
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(name), State::Failed, longTime);
        QCOMPARE(m_session->part(row(name)).error->code(), inference::ErrorCode::BadInput);
        QCOMPARE(QString::fromStdString(m_session->part(row(name)).error->file().string()), m_folder->filePath(name));
    }
    QCOMPARE(m_session->counts().all().total(), 0u);
    m_session->undoStack().undo();
    for (const char* name : {"a.png", "b.png"}) {
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(name), State::Done, longTime);
        QVERIFY(!m_session->part(row(name)).error);
    }
    QCOMPARE(verdictOf("a.png"), inference::Verdict::Fail);
    QCOMPARE(m_session->counts().all(), (inference::evaluation::VerdictRow {1, 0, 1}));
    QCOMPARE(m_detector->calls(), 2);
}

void TestSession::manyPartsAreToldAtOnce()
{
    for (int i = 0; i < 9; ++i)
        write(QString("%1.png").arg(i), 128);
    m_session->setModel(modelWith(m_detector), recipeForTests());
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
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->queue().isRunning(), longTime);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf("0.png"), State::Cancelled, longTime);
    one.clear();
    many.clear();
    m_session->inspectRemaining();
    QCOMPARE(toldOnce(), 9);
}

void TestSession::regionsFollowWhenLimitsRest()
{
    write("a.png", 250);
    write("b.png", 128);
    m_session->setModel(modelWith(m_detector), recipeForTests());
    m_session->open({m_folder->path()});
    finish();
    QCOMPARE(m_session->part(row("b.png")).judged.defects->size(), 1u);
    const quint64 answer = m_session->part(row("b.png")).answer;
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.failLimit = recipe.rule.reviewLimit = 0.7f;
    m_session->changeRecipe(recipe);
    QCOMPARE(verdictOf("b.png"), inference::Verdict::Pass);
    QTRY_COMPARE_WITH_TIMEOUT(m_session->part(row("b.png")).judged.defects->size(), 0u, longTime);
    QCOMPARE(m_session->part(row("b.png")).answer, answer);
    QCOMPARE(*m_session->part(row("b.png")).judged.recipe, recipe);
}

/// The list learns of a verdict later than the canvas: what happens in between must not say that the model still looks.
void TestSession::canvasJudgementIsNotTakenBack()
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
    m_session->setModel(modelWith(m_detector), recipeForTests());
    m_session->open({m_folder->path()});
    finish();
    for (int row = 0; row < 4; ++row) {
        const qsizetype before = words.size();
        m_session->setCurrent(row);
        if (row > 0)
            QTRY_VERIFY_WITH_TIMEOUT(words.size() > before, longTime);
    }
    QTRY_COMPARE_WITH_TIMEOUT(verdict.word(), QStringLiteral("FAIL"), longTime);
    QCOMPARE(words, QStringList(words.size(), QStringLiteral("FAIL")));
}

void TestSession::whatIsSaidOfManyIsToldOnce()
{
    for (int i = 0; i < 5; ++i)
        write(QString("%1.png").arg(i), 90 + i / 2);  // 0 and 1 are the same picture, 2 and 3 too
    m_session->setModel(modelWith(m_detector), recipeForTests());
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

QTEST_MAIN(TestSession)
#include "tst_session.moc"
