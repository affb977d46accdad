// Good parts that are open teach what is taken off: without the model, as a step that can be undone.
#include "app/store/history_schema.h"
#include "app/workbench/baseline_presenter.h"
#include "app/workbench/recipe_step.h"
#include "app/workbench/session.h"
#include "fake_detector.h"
#include "widgets/baseline_editor.h"

#include <QCheckBox>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace app;
using inference::Label;
using inference::Verdict;

namespace {

constexpr int longTime = 30000;
constexpr int bright = 6;  ///< parts that fail, were they not known to be good

inference::Recipe recipeForTests()
{
    inference::Recipe recipe;
    recipe.sigma = 0;
    recipe.rule = {0.6f, 0.4f, {}, 1, 0};
    return recipe;
}

}  // namespace

class TestBaselinePresenter : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void goodPartsAreCountedAsPeopleSee();
    void learningTakesOffWhatGoodPartsShow();
    void itIsLearnedFromWhatOnlyTheArchiveHolds();
    void partsOfAnotherSizeAreLeftOut();
    void otherTilesStopIt();
    void anotherRecipeOfTheNameLearnsNothing_data();
    void anotherRecipeOfTheNameLearnsNothing();
    void aModelOfAnotherInputIsSaid();

private:
    void open();
    int row(const QString& name) const { return m_session->rowOf(m_folder->filePath(name)); }
    void say(const QString& name, Label label, std::optional<Verdict> human = {});
    Verdict verdictOf(const QString& name) const { return m_session->part(row(name)).judged.verdict; }
    bool isSettled() const;
    QPushButton* learn() const { return m_editor->findChildren<QPushButton*>()[1]; }
    void useModel(int imageSize, const inference::Recipe& recipe);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FakeDetector> m_detector;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<widgets::BaselineEditor> m_editor;
    std::unique_ptr<BaselinePresenter> m_presenter;
};

void TestBaselinePresenter::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_folder = std::make_unique<QTemporaryDir>();
    m_detector = std::make_shared<FakeDetector>();
    m_session = std::make_unique<Session>(nullptr, 1);  // evidence that is in the archive doesn't stay in memory
    m_editor = std::make_unique<widgets::BaselineEditor>();
    // As the window wires it.
    connect(m_editor.get(), &widgets::BaselineEditor::recipeChanged, m_session.get(), &Session::changeRecipe);
    connect(m_editor.get(), &widgets::BaselineEditor::editingFinished, m_session.get(), &Session::endRecipeGesture);
    connect(m_session.get(), &Session::recipeChanged, m_editor.get(), &widgets::BaselineEditor::setRecipe);
    m_presenter = std::make_unique<BaselinePresenter>(*m_session, *m_editor);
}

void TestBaselinePresenter::cleanup()
{
    m_detector->hold(false);
    m_presenter.reset();
    m_session.reset();
    m_editor.reset();
}

void TestBaselinePresenter::useModel(int imageSize, const inference::Recipe& recipe)
{
    auto model = std::make_shared<inference::pipeline::LoadedModel>();
    model->detector = m_detector;
    model->facts.imageSize = imageSize;
    model->facts.patch = 14;
    model->facts.layers = {1};
    m_session->setModel(model, recipe);
}

bool TestBaselinePresenter::isSettled() const
{
    for (int i = 0; i < m_session->count(); ++i)
        if (!m_session->part(i).isJudged() || m_session->part(i).state != widgets::Part::State::Done)
            return false;
    return m_session->count() > 0 && !m_session->isListing();
}

/// Six bright parts, "0.png" and on, and a brighter one, "defect.png".
void TestBaselinePresenter::open()
{
    const auto write = [this](const QString& name, int grey) {
        QImage image(40, 30, QImage::Format_RGB888);
        image.fill(QColor(grey, grey, grey));
        return image.save(m_folder->filePath(name));
    };
    for (int i = 0; i < bright; ++i)
        QVERIFY(write(QString("%1.png").arg(i), 170 + i));
    QVERIFY(write("defect.png", 250));
    useModel(28, recipeForTests());
    m_session->open({m_folder->path()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(), longTime);
    QCOMPARE(verdictOf("0.png"), Verdict::Fail);
}

void TestBaselinePresenter::say(const QString& name, Label label, std::optional<Verdict> human)
{
    ReviewState review;
    review.human = human;
    m_session->setReviews(std::vector<PartState> {{m_session->part(row(name)).image, review, label}});
}

void TestBaselinePresenter::goodPartsAreCountedAsPeopleSee()
{
    QVERIFY(!learn()->isEnabled());
    open();
    QTRY_COMPARE(m_editor->facts().goodParts, 0);
    for (int i = 0; i < 3; ++i)
        say(QString("%1.png").arg(i), Label::Good);
    say("3.png", Label::None, Verdict::Pass);
    say("4.png", Label::Defective, Verdict::Pass);  // the label knows better
    say("5.png", Label::None, Verdict::Fail);
    QTRY_COMPARE(m_editor->facts().goodParts, 4);
    QVERIFY(!learn()->isEnabled());
    say("5.png", Label::Good, Verdict::Fail);
    QTRY_COMPARE(m_editor->facts().goodParts, 5);
    QVERIFY(learn()->isEnabled());
}

void TestBaselinePresenter::learningTakesOffWhatGoodPartsShow()
{
    open();
    for (int i = 0; i < bright; ++i)
        say(QString("%1.png").arg(i), Label::Good);
    QTRY_VERIFY(learn()->isEnabled());
    const int asked = m_detector->calls();
    learn()->click();
    QVERIFY(m_editor->facts().learning);
    QTRY_VERIFY_WITH_TIMEOUT(m_session->recipe().baseline, longTime);
    QCOMPARE(m_session->recipe().baseline->parts, bright);
    QVERIFY(!m_editor->facts().learning && m_editor->facts().fits);
    QCOMPARE(m_editor->facts().covered, 1.0);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled() && verdictOf("0.png") == Verdict::Pass, longTime);
    QCOMPARE(verdictOf("defect.png"), Verdict::Review);
    QCOMPARE(m_detector->calls(), asked);  // the model has nothing to do with it

    QCOMPARE(m_session->undoStack().count(), 1);
    m_session->undoStack().undo();
    QVERIFY(!m_session->recipe().baseline);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled() && verdictOf("0.png") == Verdict::Fail, longTime);
    m_session->undoStack().redo();
    m_editor->findChild<QCheckBox*>()->click();
    QVERIFY(!m_session->recipe().baseline->used);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled() && verdictOf("0.png") == Verdict::Fail, longTime);
    m_editor->findChild<QCheckBox*>()->click();
    QTRY_VERIFY_WITH_TIMEOUT(isSettled() && verdictOf("0.png") == Verdict::Pass, longTime);
}

void TestBaselinePresenter::itIsLearnedFromWhatOnlyTheArchiveHolds()
{
    const QTemporaryDir home;
    const auto history = std::filesystem::path(home.path().toStdString()) / "history.db";
    prepareHistory(history);
    m_session->setHistory(history);
    open();
    for (int i = 0; i < bright; ++i)
        say(QString("%1.png").arg(i), Label::Good);
    QTRY_VERIFY_WITH_TIMEOUT(!m_session->part(row("0.png")).inspection && !m_session->part(row("1.png")).inspection, longTime);
    QTRY_VERIFY(learn()->isEnabled());
    learn()->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->recipe().baseline, longTime);
    QCOMPARE(m_session->recipe().baseline->parts, bright);
    m_session->setHistory({});  // lets go of the file before its folder goes
}

void TestBaselinePresenter::partsOfAnotherSizeAreLeftOut()
{
    QSignalSpy told(m_presenter.get(), &BaselinePresenter::told);
    for (int i = 0; i < 6; ++i) {
        QImage image(i < 2 ? 96 : 40, 30, QImage::Format_RGB888);
        image.fill(QColor(170 + i, 170 + i, 170 + i));
        QVERIFY(image.save(m_folder->filePath(QString("%1.png").arg(i))));
    }
    auto recipe = recipeForTests();
    recipe.tileSide = 32;
    useModel(28, recipe);
    m_session->open({m_folder->path()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(), longTime);
    for (int i = 0; i < 6; ++i)
        say(QString("%1.png").arg(i), Label::Good);
    QTRY_VERIFY(learn()->isEnabled());
    learn()->click();
    QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, longTime);
    QVERIFY2(told[0][0].toString().contains("at most 4"), qPrintable(told[0][0].toString()));
    QVERIFY(!m_session->recipe().baseline && !m_editor->facts().learning);

    QImage fifth(40, 30, QImage::Format_RGB888);
    fifth.fill(QColor(180, 180, 180));
    QVERIFY(fifth.save(m_folder->filePath("6.png")));
    m_session->open({m_folder->path()});
    QTRY_VERIFY_WITH_TIMEOUT(m_session->count() == 7 && isSettled(), longTime);
    for (int i = 0; i < 7; ++i)
        say(QString("%1.png").arg(i), Label::Good);
    QTRY_COMPARE(m_editor->facts().goodParts, 7);
    learn()->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->recipe().baseline, longTime);
    QCOMPARE(m_session->recipe().baseline->parts, 5);
    QCOMPARE(m_session->recipe().baseline->picture, (inference::Size {40, 30}));
    QCOMPARE(told.count(), 2);
    QVERIFY2(told[1][0].toString().contains("2 good part"), qPrintable(told[1][0].toString()));
}

void TestBaselinePresenter::otherTilesStopIt()
{
    open();
    for (int i = 0; i < bright; ++i)
        say(QString("%1.png").arg(i), Label::Good);
    QTRY_VERIFY(learn()->isEnabled());
    learn()->click();
    // Before the answer of the thread can have come back to this one.
    inference::Recipe tiled = m_session->recipe();
    tiled.tileSide = 32;
    m_session->changeRecipe(tiled);
    QTRY_VERIFY(!m_editor->facts().learning);
    QVERIFY(!m_session->recipe().baseline);
}

void TestBaselinePresenter::anotherRecipeOfTheNameLearnsNothing_data()
{
    QTest::addColumn<bool>("another");
    QTest::newRow("another one of the same name") << true;
    QTest::newRow("the same, called something else meanwhile") << false;
}

void TestBaselinePresenter::anotherRecipeOfTheNameLearnsNothing()
{
    QFETCH(bool, another);
    open();
    for (int i = 0; i < bright; ++i)
        say(QString("%1.png").arg(i), Label::Good);
    QTRY_VERIFY(learn()->isEnabled());
    QSignalSpy told(m_presenter.get(), &BaselinePresenter::told);
    learn()->click();
    // Before the answer of the thread can have come back to this one.
    inference::Recipe recipe = m_session->recipe();
    if (another) {
        recipe.rule.failLimit = 0.7f;
        m_session->undoStack().push(new RecipeStep(*m_session, m_session->recipe(), recipe, RecipeStep::anotherRecipe));
    } else {
        recipe.name = "Gear B";
        m_session->stepRecipe(recipe);
    }
    QTRY_VERIFY_WITH_TIMEOUT(!m_editor->facts().learning, longTime);
    QCOMPARE(m_session->recipe().baseline.has_value(), !another);
    QCOMPARE(told.count(), another ? 1 : 0);
}

void TestBaselinePresenter::aModelOfAnotherInputIsSaid()
{
    open();
    for (int i = 0; i < bright; ++i)
        say(QString("%1.png").arg(i), Label::Good);
    QTRY_VERIFY(learn()->isEnabled());
    learn()->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_session->recipe().baseline, longTime);
    useModel(56, m_session->recipe());
    QTRY_VERIFY(!m_editor->facts().fits);
    QVERIFY(m_editor->findChild<QLabel*>()->text().contains("doesn't fit"));
}

QTEST_MAIN(TestBaselinePresenter)
#include "tst_baseline_presenter.moc"
