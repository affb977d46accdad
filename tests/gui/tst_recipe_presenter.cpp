#include "app/common/data_paths.h"
#include "app/store/review_log.h"
#include "app/workbench/golden_changes.h"
#include "app/workbench/main_actions.h"
#include "app/workbench/recipe_presenter.h"
#include "app/workbench/review_desk.h"
#include "app/workbench/what_if_dialog.h"
#include "bench_tools.h"
#include "widgets/notice_bar.h"

#include <QAction>
#include <QApplication>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QWidget>

#include <fstream>

using namespace app;
using inference::Verdict;
namespace fs = std::filesystem;

class TestRecipePresenter : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void goldenChangesAreByImage();
    void actionsWaitForAModel();
    void everyChangeOfTheGoldenSetIsInTheLog();
    void reasonIsInTheLog();
    void aReasonIsOfTheFlipsItWasGivenFor();
    void detailsKeepWhatCameMeanwhile_data();
    void detailsKeepWhatCameMeanwhile();
    void backToTheSavedRecipeLeavesReviewsAlone();
    void uncheckedPartsAreSaid();
    void missingChosenRecipeIsSaid();
    void closingAsksWhenTheRecipeIsOnNoDisk();
    void whatIfFollowsTheRecipe();

private:
    void load();
    std::vector<std::pair<std::string, std::string>> logged(const std::string& image);

    QTemporaryDir m_home;
    std::unique_ptr<BenchFolder> m_folder;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<MainActions> m_actions;
    std::unique_ptr<widgets::NoticeBar> m_notices;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<HistoryService> m_log;
    std::unique_ptr<WhatIfService> m_history;
    std::unique_ptr<RecipeKeeper> m_keeper;
    std::unique_ptr<ReviewDesk> m_desk;
    std::unique_ptr<RecipePresenter> m_presenter;
    int m_white = -1;
};

void TestRecipePresenter::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
    qputenv("XDG_DATA_HOME", m_home.filePath("data").toUtf8());
}

void TestRecipePresenter::init()
{
    fs::remove_all(userFolder());
    m_folder = std::make_unique<BenchFolder>();
    m_folder->write("dark.png", 5);
    m_folder->write("white.png", 250);
    m_window = std::make_unique<QWidget>();
    m_actions = std::make_unique<MainActions>(m_window.get());
    m_notices = std::make_unique<widgets::NoticeBar>();
    m_settings = std::make_unique<Settings>();
    m_settings->clear();
    m_session = std::make_unique<Session>();
    m_log = std::make_unique<HistoryService>(m_folder->history());
    m_history = std::make_unique<WhatIfService>();
    m_keeper = std::make_unique<RecipeKeeper>(*m_session, *m_settings, *m_history);
    m_desk = std::make_unique<ReviewDesk>(*m_session, *m_log);
    m_presenter = std::make_unique<RecipePresenter>(*m_session, *m_keeper, *m_desk, *m_history, *m_actions, *m_notices, m_window.get());
    m_log->start();
}

void TestRecipePresenter::cleanup()
{
    m_presenter.reset();
    m_desk.reset();
    m_keeper.reset();
    m_history.reset();
    m_log.reset();
    m_session.reset();
    m_settings.reset();
    m_notices.reset();
    m_actions.reset();
    m_window.reset();
}

void TestRecipePresenter::load()
{
    m_session->setHistory(m_folder->history());
    auto model = std::make_shared<inference::pipeline::LoadedModel>(*modelWith(std::make_shared<FakeDetector>()));
    model->bundle.recipe = evenRecipe();
    m_session->setModel(model, m_keeper->recipeFor(*model));
    m_history->setArchive(m_session->archive());
    m_session->open({m_folder->folder()});
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*m_session), benchTimeout);
    m_white = m_session->rowOf(m_folder->path("white.png"));
    m_session->setCurrent(m_white);
    m_keeper->flush();
}

/// Kind and payload of what the log holds of an image, oldest first.
std::vector<std::pair<std::string, std::string>> TestRecipePresenter::logged(const std::string& image)
{
    [this] { QTRY_COMPARE_WITH_TIMEOUT(m_log->pending(), qsizetype(0), benchTimeout); }();
    std::vector<std::pair<std::string, std::string>> found;
    for (const ReviewRow& row : ReviewLog(m_folder->history()).rowsOf(image))
        found.emplace_back(row.kind, row.payload);
    return found;
}

void TestRecipePresenter::goldenChangesAreByImage()
{
    const auto changes = goldenChanges({{"a", "a.png", Verdict::Pass}, {"b", "b.png", Verdict::Pass}, {"c", "c.png", Verdict::Fail}},
                                       {{"c", "renamed.png", Verdict::Fail}, {"b", "b.png", Verdict::Review}, {"d", "d.png", Verdict::Pass}});
    QStringList texts;
    const auto text = [](const std::optional<Verdict>& verdict) { return verdict ? QString::number(int(*verdict)) : QString("-"); };
    for (const auto& [image, change] : changes)
        texts.append(QStringLiteral("%1 %2 %3").arg(QString::fromStdString(image), text(change.before), text(change.after)));
    QCOMPARE(texts, (QStringList {"a 0 -", "b 0 1", "d - 0"}));
    QVERIFY(goldenChanges({{"a", "", Verdict::Pass}}, {{"a", "", Verdict::Pass}}).empty());
}

void TestRecipePresenter::actionsWaitForAModel()
{
    const auto enabled = [this] {
        return int(std::ranges::count_if(QList<QAction*> {m_actions->openRecipe, m_actions->saveRecipeAs, m_actions->compareRecipe, m_actions->recipeDetails, m_actions->whatIf},
                                         &QAction::isEnabled));
    };
    QCOMPARE(enabled(), 0);
    load();
    QCOMPARE(enabled(), 5);
}

void TestRecipePresenter::everyChangeOfTheGoldenSetIsInTheLog()
{
    load();
    m_actions->golden->trigger();
    m_session->undoStack().undo();
    m_session->undoStack().redo();
    const auto entries = logged(m_session->part(m_white).image);
    QCOMPARE(entries.size(), 3u);
    const auto holds = [&entries](std::size_t entry, const char* text) { return entries[entry].second.find(text) != std::string::npos; };
    for (const auto& [kind, payload] : entries)
        QCOMPARE(kind, std::string("golden_set"));
    QVERIFY(holds(0, R"("after":"fail","before":null)"));
    QVERIFY(holds(1, R"("after":null,"before":"fail")"));
    QVERIFY(holds(2, R"("after":"fail","before":null)"));
}

void TestRecipePresenter::reasonIsInTheLog()
{
    load();
    m_actions->golden->trigger();
    m_session->endRecipeGesture();
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.failLimit = 0.99f;
    m_session->changeRecipe(recipe);
    QTRY_VERIFY_WITH_TIMEOUT(m_notices->text().contains("white.png"), benchTimeout);
    QTimer::singleShot(0, this, [] {
        QWidget* const dialog = QApplication::activeModalWidget();
        QVERIFY(dialog);
        dialog->findChild<QPlainTextEdit*>()->setPlainText("a dent is allowed now");
        for (QPushButton* const button : dialog->findChildren<QPushButton*>())
            if (button->text().contains("Save"))
                button->click();
    });
    emit m_notices->actionWanted("golden", 1);
    const auto entries = logged(m_session->part(m_white).image);
    QCOMPARE(entries.size(), 2u);
    QCOMPARE(entries[1].first, std::string("golden_flip"));
    QVERIFY(entries[1].second.find("a dent is allowed now") != std::string::npos);
}

/// The recipe goes back while somebody still thinks of a reason.
void TestRecipePresenter::aReasonIsOfTheFlipsItWasGivenFor()
{
    load();
    m_actions->golden->trigger();
    m_session->endRecipeGesture();
    const inference::Recipe locked = m_session->recipe();
    inference::Recipe recipe = locked;
    recipe.rule.failLimit = 0.99f;
    m_session->stepRecipe(recipe);
    QTRY_VERIFY_WITH_TIMEOUT(m_keeper->isDraft(), benchTimeout);
    QTimer::singleShot(0, this, [this] {
        QWidget* const dialog = QApplication::activeModalWidget();
        QVERIFY(dialog);
        m_session->undoStack().undo();
        QTRY_VERIFY_WITH_TIMEOUT(!m_keeper->isDraft(), benchTimeout);
        dialog->findChild<QPlainTextEdit*>()->setPlainText("a dent is allowed now");
        for (QPushButton* const button : dialog->findChildren<QPushButton*>())
            if (button->text().contains("Save"))
                button->click();
    });
    emit m_notices->actionWanted("golden", 1);
    QCOMPARE(m_session->recipe(), locked);
    QCOMPARE(logged(m_session->part(m_white).image).size(), 1u);
}

void TestRecipePresenter::detailsKeepWhatCameMeanwhile_data()
{
    QTest::addColumn<bool>("otherModel");
    QTest::newRow("the same recipe, changed") << false;
    QTest::newRow("another model's recipe") << true;
}

void TestRecipePresenter::detailsKeepWhatCameMeanwhile()
{
    QFETCH(bool, otherModel);
    load();
    inference::Recipe came;
    QTimer::singleShot(0, this, [this, otherModel, &came] {
        QWidget* const dialog = QApplication::activeModalWidget();
        QVERIFY(dialog);
        if (otherModel) {
            auto other = std::make_shared<inference::pipeline::LoadedModel>(*m_session->model());
            other->vcpSha256 = std::string(64, 'd');
            m_session->setModel(other, m_keeper->recipeFor(*other));
        } else {
            inference::Recipe recipe = m_session->recipe();
            recipe.rule.minArea = 7;
            m_session->stepRecipe(recipe);
        }
        came = m_session->recipe();
        dialog->findChild<QLineEdit*>()->setText("Gear A");
        dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->click();
    });
    m_actions->recipeDetails->trigger();
    QCOMPARE(m_notices->text().contains("stay as they are"), otherModel);
    if (!otherModel)
        came.name = "Gear A";
    QCOMPARE(m_session->recipe(), came);
}

void TestRecipePresenter::backToTheSavedRecipeLeavesReviewsAlone()
{
    load();
    m_actions->golden->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(m_keeper->baseline().golden.size() + m_session->recipe().golden.size(), 1u, benchTimeout);
    QSignalSpy saved(m_keeper.get(), &RecipeKeeper::saved);
    QVERIFY(saved.wait(benchTimeout));
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.failLimit = 0.99f;
    m_session->changeRecipe(recipe);
    QTRY_VERIFY_WITH_TIMEOUT(m_keeper->isDraft(), benchTimeout);
    m_desk->accept(m_white);
    emit m_notices->actionWanted("golden", 0);
    QCOMPARE(m_session->part(m_white).review.human, std::optional(Verdict::Pass));
    QCOMPARE(m_session->recipe().rule.failLimit, 0.6f);
    QTRY_VERIFY_WITH_TIMEOUT(m_notices->isHidden(), benchTimeout);
}

void TestRecipePresenter::uncheckedPartsAreSaid()
{
    load();
    inference::Recipe recipe = m_session->recipe();
    recipe.golden = {{std::string(64, 'e'), "elsewhere.png", Verdict::Pass}};
    m_session->changeRecipe(recipe);
    QTRY_VERIFY_WITH_TIMEOUT(m_notices->text().contains("elsewhere.png"), benchTimeout);
    QVERIFY(m_notices->text().contains("can't be checked"));
}

void TestRecipePresenter::missingChosenRecipeIsSaid()
{
    load();
    inference::Recipe recipe = m_session->recipe();
    recipe.name = "Shaft";
    m_session->stepRecipe(recipe);
    m_keeper->flush();
    const fs::path chosen(m_folder->home("gear.json").toStdString());
    m_keeper->saveAs(chosen);
    QTRY_COMPARE_WITH_TIMEOUT(m_keeper->file(), chosen, benchTimeout);
    fs::remove(chosen);
    m_session->setModel(std::make_shared<inference::pipeline::LoadedModel>(*m_session->model()), m_keeper->recipeFor(*m_session->model()));
    QVERIFY2(m_notices->text().contains("gear.json"), qPrintable(m_notices->text()));
    QVERIFY2(m_notices->text().contains("“Shaft” is in use instead"), qPrintable(m_notices->text()));
    m_keeper->saveAs(chosen);  // what is in use lies where it is looked for again
    QTRY_VERIFY_WITH_TIMEOUT(m_notices->isHidden(), benchTimeout);
}

void TestRecipePresenter::closingAsksWhenTheRecipeIsOnNoDisk()
{
    load();
    QVERIFY(m_presenter->mayClose());
    fs::remove_all(userFolder() / "recipes");
    std::ofstream(userFolder() / "recipes") << "not a folder";
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.failLimit = 0.8f;
    m_session->changeRecipe(recipe);
    const auto answer = [this](bool close) {
        QTimer::singleShot(0, this, [close] {
            auto* const box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            QVERIFY(box);
            for (QAbstractButton* const button : box->buttons())
                if ((box->buttonRole(button) == QMessageBox::DestructiveRole) == close)
                    button->click();
        });
        return m_presenter->mayClose();
    };
    QVERIFY(!answer(false));
    QVERIFY(answer(true));
    fs::remove(userFolder() / "recipes");
    QVERIFY(m_presenter->mayClose());  // written now
}

void TestRecipePresenter::whatIfFollowsTheRecipe()
{
    load();
    QSignalSpy answered(m_history.get(), &WhatIfService::answered);
    m_actions->whatIf->trigger();
    auto* const dialog = m_window->findChild<WhatIfDialog*>();
    QVERIFY(dialog);
    QTRY_VERIFY_WITH_TIMEOUT(dialog->summary().startsWith("No verdict flips."), benchTimeout);
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.failLimit = 0.99f;
    m_session->changeRecipe(recipe);
    QTRY_VERIFY_WITH_TIMEOUT(dialog->summary().startsWith("0 towards fail, 1 towards pass."), benchTimeout);
    dialog->close();
}

QTEST_MAIN(TestRecipePresenter)
#include "tst_recipe_presenter.moc"
