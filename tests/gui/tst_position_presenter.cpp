// Parts that lie elsewhere: one becomes the reference, the others are found by it, and zones lie where each part does.
#include "app/store/history_schema.h"
#include "app/workbench/baseline_presenter.h"
#include "app/workbench/part_placement.h"
#include "app/workbench/position_presenter.h"
#include "app/workbench/recipe_step.h"
#include "app/workbench/session.h"
#include "app/workbench/zone_presenter.h"
#include "fake_detector.h"
#include "tests/drawn_part.h"
#include "widgets/baseline_editor.h"
#include "widgets/canvas.h"
#include "widgets/fold_section.h"
#include "widgets/limit_editor.h"
#include "widgets/position_editor.h"
#include "widgets/zone_panel.h"

#include <QAction>
#include <QImage>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace app;
using inference::Placement;
using inference::Point;
using inference::Polygon;
using inference::Verdict;

namespace {

constexpr int longTime = 30000;
const Polygon hole {{370, 180}, {420, 180}, {420, 230}, {370, 230}};

Placement lying(double x, double y, double turn)
{
    return {{320, 240}, {x, y}, turn, 1, true};
}

bool isNear(const Polygon& seen, const Polygon& drawn, const Placement& placement)
{
    bool near = seen.size() == drawn.size();
    for (std::size_t i = 0; near && i < seen.size(); ++i) {
        const Point there = placed(drawn[i], placement);
        near = std::hypot(seen[i].x - there.x, seen[i].y - there.y) < 1.5;
    }
    return near;
}

}  // namespace

class TestPositionPresenter : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void thePartShownBecomesTheReference();
    void zonesAreSeenWhereThePartLies();
    void aZoneThatIsMovedOnThePartIsMovedInTheRecipe();
    void aPartThatIsntFoundAsksForAPerson();
    void anotherReferenceKeepsZonesWhereTheyAreSeen();
    void itIsTakenFromWhatOnlyTheArchiveHolds();
    void goodPartsAreLearnedFromWhereTheyLie();
    void zonesWaitUntilThePartIsFound();
    void thePictureOfThePartBeforeKeepsItsZones();
    void turnedOffAndTakenAgainTheMarkStays();
    void anotherRecipeMeanwhileHasNoReference();

private:
    void write(const QString& name, const inference::Image& picture);
    void open();
    void show(const QString& name);
    bool isSettled() const;
    QPushButton* takeButton() const { return m_limits->positionEditor()->findChildren<QPushButton*>()[1]; }
    void take(const QString& name);
    const PartRecord& part(const QString& name) const { return m_session->part(m_session->rowOf(m_folder->filePath(name))); }
    const widgets::PositionFacts& facts() const { return m_limits->positionEditor()->facts(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FakeDetector> m_detector;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<widgets::Canvas> m_canvas;
    std::unique_ptr<widgets::ZonePanel> m_panel;
    std::unique_ptr<widgets::LimitEditor> m_limits;
    std::unique_ptr<QAction> m_zones;
    std::unique_ptr<PartPlacement> m_place;
    std::unique_ptr<ZonePresenter> m_zonePresenter;
    std::unique_ptr<PositionPresenter> m_presenter;
};

void TestPositionPresenter::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_detector = std::make_shared<FakeDetector>();
    m_session = std::make_unique<Session>(nullptr, 1);  // evidence that is in the archive doesn't stay in memory
    m_canvas = std::make_unique<widgets::Canvas>();
    m_panel = std::make_unique<widgets::ZonePanel>();
    m_limits = std::make_unique<widgets::LimitEditor>();
    m_zones = std::make_unique<QAction>();
    // As the window wires it.
    connect(m_limits.get(), &widgets::LimitEditor::recipeChanged, m_session.get(), &Session::changeRecipe);
    connect(m_limits.get(), &widgets::LimitEditor::editingFinished, m_session.get(), &Session::endRecipeGesture);
    connect(m_session.get(), &Session::recipeChanged, m_limits.get(), &widgets::LimitEditor::setRecipe);
    m_place = std::make_unique<PartPlacement>(*m_session);
    m_zonePresenter = std::make_unique<ZonePresenter>(*m_session, *m_place, *m_canvas, *m_panel, m_zones.get());
    m_presenter = std::make_unique<PositionPresenter>(*m_session, *m_place, *m_canvas, *m_limits);
}

void TestPositionPresenter::cleanup()
{
    m_presenter.reset();
    m_zonePresenter.reset();
    m_place.reset();
    m_session.reset();
    m_limits.reset();
    m_panel.reset();
    m_canvas.reset();
}

void TestPositionPresenter::write(const QString& name, const inference::Image& picture)
{
    QVERIFY(QImage(picture.pixels.data(), picture.width, picture.height, picture.width, QImage::Format_Grayscale8).save(m_folder->filePath(name)));
}

/// "as drawn.png", "elsewhere.png" and "nothing.png", of a recipe with one don't-care area.
void TestPositionPresenter::open()
{
    write("as drawn.png", tests::pictureOfPart({}));
    write("elsewhere.png", tests::pictureOfPart(lying(40, -25, 6)));
    inference::Image flat = inference::makeImage(640, 480, 1);
    std::ranges::fill(flat.pixels, std::uint8_t(60));
    write("nothing.png", flat);
    inference::Recipe recipe;
    recipe.sigma = 0;
    recipe.rule = {0.9f, 0.8f, {}, 1, 0};
    recipe.drawnFor = {640, 480};
    recipe.dontCares = {{"hole", hole}};
    auto model = std::make_shared<inference::pipeline::LoadedModel>();
    model->detector = m_detector;
    model->facts.imageSize = 28;
    model->facts.patch = 14;
    model->facts.layers = {1};
    m_session->setModel(model, recipe);
    m_session->open({m_folder->path()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(), longTime);
}

bool TestPositionPresenter::isSettled() const
{
    for (int i = 0; i < m_session->count(); ++i)
        if (!m_session->part(i).isJudged() || m_session->part(i).state != widgets::Part::State::Done)
            return false;
    return m_session->count() > 0 && !m_session->isListing();
}

void TestPositionPresenter::show(const QString& name)
{
    QSignalSpy judged(m_session.get(), &Session::currentJudged);
    const int row = m_session->rowOf(m_folder->filePath(name));
    if (row == m_session->current())
        return;
    m_place->setShown(false);  // as CanvasPresenter tells it
    m_session->setCurrent(row);
    QTRY_VERIFY_WITH_TIMEOUT(judged.count() > 0, longTime);
    m_canvas->setImage(QImage(m_folder->filePath(name)));
    m_place->setShown(true);
}

void TestPositionPresenter::take(const QString& name)
{
    show(name);
    QTRY_VERIFY_WITH_TIMEOUT(takeButton()->isEnabled(), longTime);
    takeButton()->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->recipe().anchor && facts().isReference, longTime);
}

void TestPositionPresenter::thePartShownBecomesTheReference()
{
    QVERIFY(!takeButton()->isEnabled());
    open();
    const int asked = m_detector->calls();
    take("as drawn.png");
    const inference::Anchor& anchor = *m_session->recipe().anchor;
    QVERIFY(anchor.used);
    QCOMPARE(anchor.picture, (inference::Size {640, 480}));
    QCOMPARE(anchor.mark, inference::usualMark({640, 480}, anchor.greatestShift));
    QVERIFY(!takeButton()->isEnabled());
    QVERIFY(m_canvas->mark().empty());
    m_limits->show();
    m_limits->positionSection()->setOpen(true);
    QTRY_VERIFY(isNear(m_canvas->mark(), {{96, 96}, {544, 96}, {544, 384}, {96, 384}}, lying(0, 0, 0)));

    show("elsewhere.png");
    QTRY_VERIFY_WITH_TIMEOUT(facts().placement, longTime);
    QVERIFY(facts().placement->found && std::abs(facts().placement->turn - 6) < 0.2);
    QVERIFY(std::hypot(facts().placement->shift.x - 40, facts().placement->shift.y + 25) < 1);
    QVERIFY(isNear(m_canvas->mark(), {{96, 96}, {544, 96}, {544, 384}, {96, 384}}, lying(40, -25, 6)));
    QCOMPARE(m_session->undoStack().count(), 1);
    QCOMPARE(m_detector->calls(), asked);  // the model has nothing to do with it
    m_session->undoStack().undo();
    QVERIFY(!m_session->recipe().anchor);
    QTRY_VERIFY(m_canvas->mark().empty() && !facts().placement);
}

void TestPositionPresenter::zonesAreSeenWhereThePartLies()
{
    open();
    take("as drawn.png");
    show("elsewhere.png");
    QTRY_VERIFY_WITH_TIMEOUT(isNear(m_canvas->shapes().dontCares[0].outline, hole, lying(40, -25, 6)), longTime);
    show("as drawn.png");
    QTRY_VERIFY_WITH_TIMEOUT(isNear(m_canvas->shapes().dontCares[0].outline, hole, lying(0, 0, 0)), longTime);
    QCOMPARE(m_session->recipe().dontCares[0].outline, hole);
    // Where it isn't found it is seen as it was drawn.
    show("nothing.png");
    QTRY_COMPARE(m_canvas->shapes().dontCares[0].outline, hole);
    // Not looked for: as it was drawn, at once.
    show("elsewhere.png");
    QTRY_VERIFY_WITH_TIMEOUT(m_canvas->shapes().dontCares[0].outline != hole, longTime);
    m_session->undoStack().undo();
    QTRY_COMPARE_WITH_TIMEOUT(m_canvas->shapes().dontCares[0].outline, hole, longTime);
}

void TestPositionPresenter::aZoneThatIsMovedOnThePartIsMovedInTheRecipe()
{
    open();
    take("as drawn.png");
    show("elsewhere.png");
    QTRY_VERIFY_WITH_TIMEOUT(isNear(m_canvas->shapes().dontCares[0].outline, hole, lying(40, -25, 6)), longTime);
    const Placement placement = *facts().placement;
    widgets::ShapeSet shapes = m_canvas->shapes();
    const Polygon seen {{200, 200}, {260, 200}, {260, 240}};
    shapes.zones.push_back({"Zone 1", seen, {}});
    emit m_canvas->shapesEdited(shapes);
    const inference::Recipe& recipe = m_session->recipe();
    QCOMPARE(recipe.dontCares[0].outline, hole);  // wasn't touched
    QCOMPARE(recipe.zones.size(), std::size_t(1));
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const Point there = placed(recipe.zones[0].outline[i], placement);
        QVERIFY(std::hypot(there.x - seen[i].x, there.y - seen[i].y) < 1e-6);
    }
    QTRY_VERIFY_WITH_TIMEOUT(isNear(m_canvas->shapes().zones[0].outline, seen, lying(0, 0, 0)), longTime);
}

void TestPositionPresenter::aPartThatIsntFoundAsksForAPerson()
{
    open();
    QCOMPARE(part("nothing.png").judged.verdict, Verdict::Pass);
    take("as drawn.png");
    QTRY_VERIFY_WITH_TIMEOUT(isSettled() && part("nothing.png").judged.verdict == Verdict::Review, longTime);
    QCOMPARE(part("elsewhere.png").judged.verdict, Verdict::Pass);
    show("nothing.png");
    QTRY_VERIFY_WITH_TIMEOUT(facts().placement && !facts().placement->found, longTime);
    QCOMPARE(facts().placement->match, 0.0);
    m_session->undoStack().undo();
    QTRY_COMPARE_WITH_TIMEOUT(part("nothing.png").judged.verdict, Verdict::Pass, longTime);
}

void TestPositionPresenter::anotherReferenceKeepsZonesWhereTheyAreSeen()
{
    open();
    take("as drawn.png");
    show("elsewhere.png");
    QTRY_VERIFY_WITH_TIMEOUT(facts().placement, longTime);
    take("elsewhere.png");
    QVERIFY(isNear(m_session->recipe().dontCares[0].outline, hole, lying(40, -25, 6)));
    QVERIFY(isNear({{m_session->recipe().anchor->mark.x, m_session->recipe().anchor->mark.y}}, {{96 + 40, 96 - 25}}, lying(0, 0, 0)));
    show("as drawn.png");
    QTRY_VERIFY_WITH_TIMEOUT(isNear(m_canvas->shapes().dontCares[0].outline, hole, lying(0, 0, 0)), longTime);
}

void TestPositionPresenter::itIsTakenFromWhatOnlyTheArchiveHolds()
{
    const QTemporaryDir home;
    const auto history = std::filesystem::path(home.path().toStdString()) / "history.db";
    prepareHistory(history);
    m_session->setHistory(history);
    open();
    QTRY_VERIFY_WITH_TIMEOUT(!part("as drawn.png").inspection, longTime);
    take("as drawn.png");
    QTRY_VERIFY_WITH_TIMEOUT(isSettled() && part("nothing.png").judged.verdict == Verdict::Review, longTime);
    m_session->setHistory({});  // lets go of the file before its folder goes
}

void TestPositionPresenter::goodPartsAreLearnedFromWhereTheyLie()
{
    widgets::BaselineEditor editor;
    BaselinePresenter baseline(*m_session, editor);
    QSignalSpy told(&baseline, &BaselinePresenter::told);
    for (int i = 0; i < 5; ++i)
        write(QString("%1.png").arg(i), tests::pictureOfPart(lying(12 * i - 20, 6 * i, i)));
    open();
    take("as drawn.png");
    for (int i = 0; i < m_session->count(); ++i) {
        ReviewState review;
        review.human = Verdict::Pass;
        m_session->setReviews(std::vector<PartState> {{m_session->part(i).image, review, inference::Label::None}});
    }
    QPushButton* const learn = editor.findChildren<QPushButton*>()[1];
    QTRY_VERIFY(learn->isEnabled());
    learn->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->recipe().baseline, longTime);
    QCOMPARE(m_session->recipe().baseline->parts, 7);  // "nothing.png" isn't found
    QCOMPARE(told.count(), 1);
    QVERIFY(m_session->recipe().usedBaseline());
    QVERIFY(!editor.facts().otherFrame);
    // Without the anchor it lies elsewhere; with it again it counts again.
    inference::Recipe still = m_session->recipe();
    still.anchor->used = false;
    m_session->changeRecipe(still);
    m_session->endRecipeGesture();
    QVERIFY(!m_session->recipe().usedBaseline());
    QTRY_VERIFY(editor.facts().otherFrame);
    m_session->undoStack().undo();
    QVERIFY(m_session->recipe().usedBaseline());
    QTRY_VERIFY(!editor.facts().otherFrame);
}

void TestPositionPresenter::zonesWaitUntilThePartIsFound()
{
    open();
    take("as drawn.png");
    QSignalSpy told(m_zonePresenter.get(), &ZonePresenter::told);
    // Just shown: nobody knows yet where it lies.
    m_session->setCurrent(m_session->rowOf(m_folder->filePath("elsewhere.png")));
    QCOMPARE(m_place->state(), PartPlacement::State::Waiting);
    QVERIFY(m_canvas->shapes().dontCares.empty());
    QVERIFY(!takeButton()->isEnabled());
    widgets::ShapeSet drawn;
    drawn.drawnFor = {640, 480};
    drawn.zones.push_back({"Zone 1", {{200, 200}, {260, 200}, {260, 240}}, {}});
    emit m_canvas->shapesEdited(drawn);
    QCOMPARE(told.count(), 1);
    QVERIFY(m_session->recipe().zones.empty());
    QCOMPARE(m_session->recipe().dontCares[0].outline, hole);
    QTRY_COMPARE_WITH_TIMEOUT(m_place->state(), PartPlacement::State::Found, longTime);
    emit m_canvas->shapesEdited(m_canvas->shapes());
    QCOMPARE(m_session->recipe().dontCares[0].outline, hole);
    QCOMPARE(told.count(), 1);
}

void TestPositionPresenter::thePictureOfThePartBeforeKeepsItsZones()
{
    open();
    take("as drawn.png");
    QTRY_COMPARE_WITH_TIMEOUT(m_canvas->shapes().dontCares.size(), std::size_t(1), longTime);
    const Polygon before = m_canvas->shapes().dontCares[0].outline;
    m_place->setShown(false);  // as the canvas says while the next picture is opened
    m_session->setCurrent(m_session->rowOf(m_folder->filePath("elsewhere.png")));
    QTRY_COMPARE_WITH_TIMEOUT(m_place->state(), PartPlacement::State::Found, longTime);
    QCOMPARE(m_canvas->shapes().dontCares[0].outline, before);
    m_place->setShown(true);
    QVERIFY(isNear(m_canvas->shapes().dontCares[0].outline, hole, lying(40, -25, 6)));
    // Of a recipe that looks for nothing what is drawn counts at once, whatever picture is seen.
    m_session->undoStack().undo();
    QCOMPARE(m_place->state(), PartPlacement::State::Off);
    m_place->setShown(false);
    widgets::ShapeSet shapes = widgets::shapesOf(m_session->recipe());
    shapes.zones.push_back({"Zone 1", {{200, 200}, {260, 200}, {260, 240}}, {}});
    emit m_canvas->shapesEdited(shapes);
    QCOMPARE(m_session->recipe().zones.size(), std::size_t(1));
}

void TestPositionPresenter::turnedOffAndTakenAgainTheMarkStays()
{
    open();
    take("as drawn.png");
    inference::Recipe recipe = m_session->recipe();
    recipe.anchor->mark = {200, 150, 240, 180};
    recipe.anchor->used = false;
    m_session->changeRecipe(recipe);
    m_session->endRecipeGesture();
    QTRY_VERIFY_WITH_TIMEOUT(takeButton()->isEnabled(), longTime);
    takeButton()->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->recipe().usedAnchor(), longTime);
    QCOMPARE(m_session->recipe().anchor->mark, (inference::Rect {200, 150, 240, 180}));
}

void TestPositionPresenter::anotherRecipeMeanwhileHasNoReference()
{
    open();
    show("as drawn.png");
    QTRY_VERIFY_WITH_TIMEOUT(takeButton()->isEnabled(), longTime);
    QSignalSpy told(m_presenter.get(), &PositionPresenter::told);
    takeButton()->click();
    // Before the answer of the thread can have come back to this one.
    inference::Recipe another = m_session->recipe();
    another.rule.failLimit = 0.95f;
    m_session->undoStack().push(new RecipeStep(*m_session, m_session->recipe(), another, RecipeStep::anotherRecipe));
    QVERIFY(told.count() > 0 || told.wait(longTime));
    QVERIFY2(told[0][0].toString().contains("the recipe is another one meanwhile"), qPrintable(told[0][0].toString()));
    QVERIFY(!m_session->recipe().anchor);
}

QTEST_MAIN(TestPositionPresenter)
#include "tst_position_presenter.moc"
