// From the session to the pages in the dialog and the file on the disk.
#include "app/report/report_reader.h"
#include "app/store/database.h"
#include "app/workbench/recipe_step.h"
#include "app/workbench/report_presenter.h"
#include "app/workbench/review_desk.h"
#include "report_tools.h"
#include "widgets/page_view.h"
#include "widgets/part_filter_model.h"
#include "widgets/part_list_model.h"
#include "widgets/wrapped_text.h"

#include <QComboBox>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>

using namespace app;
using inference::Verdict;

class TestReportPresenter : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void nothingToReportSaysWhatToDo();
    void pagesAreSeen();
    void previewFollowsTheSession();
    void productFollowsTheRecipe();
    void lotStaysUntilTheRecipeIsAnotherOne();
    void reportIsSavedWhereThePersonWants();
    void nameWithoutEndingGetsOne();
    void thoughtBetterOfItWritesNothing();
    void savingWaitsForTheLimits();
    void whatIsOpenMeanwhileIsNotReported_data();
    void whatIsOpenMeanwhileIsNotReported();
    void savingWaitsForTheReviewLog();
    void unwritableTargetIsASentence();
    void cancelSaysSo();
    void whatIsNotInspectedIsSaid();
    void goneImageIsSaid();
    void changedLogIsSaid();
    void filterChoosesPictures();
    void emptiedSessionShowsWhy();
    void closedDialogAsksForNothing();

private:
    void start(int parts, const inference::Recipe& recipe = evenRecipe());
    void show();
    QString warnings() const;
    QString target() const { return m_bench->folder.home("report.pdf"); }
    void save(const QString& file);

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<ReportBench> m_bench;
    std::unique_ptr<HistoryService> m_history;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<widgets::PartListModel> m_parts;
    std::unique_ptr<widgets::PartFilterModel> m_filter;
    std::unique_ptr<QWidget> m_window;
    ReportPresenter* m_presenter = nullptr;
    QString m_picked;    ///< what the person chooses
    QString m_proposed;
    QList<QUrl> m_opened;
};

void TestReportPresenter::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home->path());
    m_bench = std::make_unique<ReportBench>();
    m_settings = std::make_unique<Settings>();
    m_settings->clear();
    m_opened.clear();
}

void TestReportPresenter::cleanup()
{
    m_window.reset();  // and the presenter with it
    m_presenter = nullptr;
    m_filter.reset();
    m_parts.reset();
    m_history.reset();
    m_settings.reset();
    m_bench.reset();
}

void TestReportPresenter::start(int parts, const inference::Recipe& recipe)
{
    m_bench->inspect(parts, recipe);
    m_history = std::make_unique<HistoryService>(m_bench->folder.history());
    m_history->start();
    m_parts = std::make_unique<widgets::PartListModel>();
    std::vector<widgets::Part> listed;
    for (int row = 0; row < m_bench->session->count(); ++row) {
        widgets::Part part;
        part.path = m_bench->session->part(row).path;
        part.name = m_bench->session->part(row).name;
        listed.push_back(part);
    }
    m_parts->setParts(listed);
    m_filter = std::make_unique<widgets::PartFilterModel>(m_parts.get());
    m_window = std::make_unique<QWidget>();
    m_window->resize(400, 300);
    m_window->show();
    const PickFile pick = [this](QWidget*, const QString&, const QString& proposal, const QString&) {
        m_proposed = proposal;
        return m_picked;
    };
    m_presenter = new ReportPresenter(*m_bench->session, *m_history, *m_settings, *m_filter, {pick, pick, [this](const QUrl& url) {
        m_opened.append(url);
        return url.path().endsWith(".pdf");
    }}, m_window.get());
}

void TestReportPresenter::show()
{
    m_presenter->showDialog();
    QVERIFY(m_presenter->dialog());
    QTRY_COMPARE_WITH_TIMEOUT(m_presenter->dialog()->pages().shownPage(), 0, benchTimeout);
}

QString TestReportPresenter::warnings() const
{
    for (const widgets::WrappedText* const text : m_presenter->dialog()->findChildren<widgets::WrappedText*>())
        if (text->isVisible() && text->sentence() != m_presenter->dialog()->outcome())
            return text->sentence();
    return {};
}

void TestReportPresenter::save(const QString& file)
{
    m_picked = file;
    emit m_presenter->dialog()->saveWanted();
}

void TestReportPresenter::nothingToReportSaysWhatToDo()
{
    start(0);
    m_presenter->showDialog();
    QVERIFY(!m_presenter->dialog());
    const auto boxes = m_window->findChildren<QMessageBox*>();
    QCOMPARE(boxes.size(), 1);
    QVERIFY(boxes.first()->text().contains("Open a folder"));
}

void TestReportPresenter::pagesAreSeen()
{
    start(4);
    show();
    widgets::PageView& pages = m_presenter->dialog()->pages();
    QVERIFY(pages.count() > 3);
    QVERIFY(warnings().isEmpty());
    pages.setPage(pages.count() - 1);
    QTRY_COMPARE_WITH_TIMEOUT(pages.shownPage(), pages.count() - 1, benchTimeout);
}

void TestReportPresenter::previewFollowsTheSession()
{
    start(4);
    show();
    widgets::PageView& pages = m_presenter->dialog()->pages();
    const int before = pages.count();
    m_bench->session->changeRecipe(evenRecipe(0.99f, 0.985f));  // the white ones pass now: no pictures any more
    QTRY_VERIFY_WITH_TIMEOUT(pages.count() <= before - 2, benchTimeout);
}

void TestReportPresenter::productFollowsTheRecipe()
{
    inference::Recipe recipe = evenRecipe();
    recipe.name = "Gear";
    start(2, recipe);
    show();
    QCOMPARE(m_presenter->dialog()->form().product, "Gear");
    recipe.name = "Shaft";
    m_bench->session->changeRecipe(recipe);
    QCOMPARE(m_presenter->dialog()->form().product, "Shaft");
}

void TestReportPresenter::lotStaysUntilTheRecipeIsAnotherOne()
{
    start(2);
    show();
    ReportForm form = m_presenter->dialog()->form();
    form.lot = "17";
    form.notes = "second shift";
    m_presenter->dialog()->setForm(form);
    m_presenter->dialog()->close();
    show();
    QCOMPARE(m_presenter->dialog()->form().lot, "17");
    inference::Recipe recipe = evenRecipe();
    recipe.name = "Gear";
    m_bench->session->stepRecipe(recipe);  // the same one, named now
    QCOMPARE(m_presenter->dialog()->form().product, "Gear");
    QCOMPARE(m_presenter->dialog()->form().lot, "17");
    QCOMPARE(m_presenter->dialog()->form().notes, "second shift");
    inference::Recipe other = recipe;
    other.name = "Shaft";
    m_bench->session->undoStack().push(new RecipeStep(*m_bench->session, recipe, other, RecipeStep::anotherRecipe));
    QCOMPARE(m_presenter->dialog()->form().product, "Shaft");
    QVERIFY(m_presenter->dialog()->form().lot.isEmpty());
    QVERIFY(m_presenter->dialog()->form().notes.isEmpty());
}

void TestReportPresenter::reportIsSavedWhereThePersonWants()
{
    start(4);
    show();
    ReportForm form = m_presenter->dialog()->form();
    form.product = "Gear";
    form.lot = "17";
    m_presenter->dialog()->setForm(form);
    save(target());
    QVERIFY(m_proposed.endsWith(QStringLiteral("/Gear-17-%1.pdf").arg(QDate::currentDate().toString(Qt::ISODate))));
    QTRY_VERIFY_WITH_TIMEOUT(m_presenter->dialog()->outcome().startsWith("Saved as"), benchTimeout);
    QVERIFY(m_presenter->dialog()->outcome().contains(target()));
    QVERIFY(attachedReport(target().toStdString())->find("\"lot\": \"17\"") != std::string::npos);
    emit m_presenter->dialog()->openWanted();
    emit m_presenter->dialog()->folderWanted();
    QCOMPARE(m_opened, (QList<QUrl> {QUrl::fromLocalFile(target()), QUrl::fromLocalFile(QFileInfo(target()).path())}));
    QVERIFY(m_presenter->dialog()->outcome().startsWith("No program is known"));  // of the folder
    save({});  // the next one is proposed beside it
    QCOMPARE(QFileInfo(m_proposed).path(), QFileInfo(target()).path());
    m_presenter->dialog()->close();
    show();
    QVERIFY(m_presenter->dialog()->outcome().isEmpty());  // a new visit
}

void TestReportPresenter::nameWithoutEndingGetsOne()
{
    start(1);
    show();
    save(m_bench->folder.home("report"));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(target()), benchTimeout);
}

void TestReportPresenter::thoughtBetterOfItWritesNothing()
{
    start(1);
    show();
    save({});
    QVERIFY(m_presenter->dialog()->outcome().isEmpty());
}

void TestReportPresenter::savingWaitsForTheLimits()
{
    start(4);
    show();
    inference::Recipe recipe = evenRecipe();
    recipe.rule.reviewLimit = 0.55f;
    m_bench->session->changeRecipe(recipe);
    save(target());
    QVERIFY(m_presenter->dialog()->outcome().startsWith("Waiting until every part"));
    QTRY_VERIFY_WITH_TIMEOUT(m_presenter->dialog()->outcome().startsWith("Saved as"), benchTimeout);
    QCOMPARE(snapshotOf(*m_bench->session).outdated, 0);
    QVERIFY(attachedReport(target().toStdString())->find("\"review\": 0.55") != std::string::npos);
}

void TestReportPresenter::whatIsOpenMeanwhileIsNotReported_data()
{
    QTest::addColumn<QString>("other");
    for (const char* const other : {"folder", "model", "tiles", "recipe"})
        QTest::newRow(other) << QString(other);
}

void TestReportPresenter::whatIsOpenMeanwhileIsNotReported()
{
    QFETCH(QString, other);
    start(4);
    show();
    Session& session = *m_bench->session;
    session.stepRecipe(evenRecipe(0.6f, 0.55f));
    save(target());
    QVERIFY(m_presenter->dialog()->outcome().startsWith("Waiting until every part"));
    m_presenter->dialog()->close();
    inference::Recipe recipe = session.recipe();
    recipe.tileSide = other == "tiles" ? 32 : 0;
    if (other == "folder")
        session.open({m_bench->folder.path("part_000.png")});
    else if (other == "model")
        session.setModel(modelWith(m_bench->detector), recipe);
    else if (other == "tiles")
        session.stepRecipe(recipe);
    else
        session.undoStack().push(new RecipeStep(session, recipe, evenRecipe(0.9f, 0.8f), RecipeStep::anotherRecipe));
    QVERIFY(m_presenter->dialog()->isVisible());
    QVERIFY2(m_presenter->dialog()->outcome().startsWith("Nothing was saved"), qPrintable(m_presenter->dialog()->outcome()));
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(session) && outdatedParts(session) == 0, benchTimeout);
    QVERIFY(m_presenter->dialog()->outcome().startsWith("Nothing was saved"));
    QVERIFY(!QFile::exists(target()));
}

void TestReportPresenter::savingWaitsForTheReviewLog()
{
    start(2);
    ReviewDesk desk(*m_bench->session, *m_history);
    desk.setOperatorName("Anna");
    show();
    desk.accept(1);
    save(target());
    QTRY_VERIFY_WITH_TIMEOUT(m_presenter->dialog()->outcome().startsWith("Saved as"), benchTimeout);
    const std::string json = *attachedReport(target().toStdString());
    QVERIFY(json.find("\"overruled\": 1") != std::string::npos);
    QVERIFY(json.find("\"operator\":\"Anna\"") != std::string::npos);
    QVERIFY(json.find("\"previous_hash\"") != std::string::npos);
}

void TestReportPresenter::unwritableTargetIsASentence()
{
    start(1);
    show();
    const QString file = m_bench->folder.path("part_000.png") + "/report.pdf";
    save(file);
    QTRY_VERIFY_WITH_TIMEOUT(m_presenter->dialog()->outcome().contains("could not be written"), benchTimeout);
    QVERIFY(m_presenter->dialog()->outcome().contains(file));
}

void TestReportPresenter::cancelSaysSo()
{
    start(10);
    show();
    save(target());
    emit m_presenter->dialog()->cancelWanted();
    QCOMPARE(m_presenter->dialog()->outcome(), "Cancelled.");
    save(target());
    QTRY_VERIFY_WITH_TIMEOUT(m_presenter->dialog()->outcome().startsWith("Saved as"), benchTimeout);
}

void TestReportPresenter::whatIsNotInspectedIsSaid()
{
    start(2);
    show();
    m_bench->detector->hold(true);
    m_bench->folder.write("part_900.png", 77);
    m_bench->session->open({m_bench->folder.folder()});
    QTRY_VERIFY_WITH_TIMEOUT(warnings().contains("1 part(s) aren't inspected"), benchTimeout);
    m_bench->detector->hold(false);
    QTRY_VERIFY_WITH_TIMEOUT(warnings().isEmpty(), benchTimeout);
}

void TestReportPresenter::goneImageIsSaid()
{
    start(4);
    QVERIFY(QFile::remove(m_bench->folder.path("part_003.png")));
    show();
    QTRY_VERIFY_WITH_TIMEOUT(warnings().contains("“part_003.png”"), benchTimeout);
}

void TestReportPresenter::changedLogIsSaid()
{
    start(1);
    ReviewLog(m_bench->folder.history()).append(std::vector {noteEntry(m_bench->session->part(0).image, "Anna", "good")});
    Database database(m_bench->folder.history());
    database.execute(QStringLiteral("DROP TRIGGER review_no_update"));
    database.execute(QStringLiteral("UPDATE review SET operator = 'Otto'"));
    show();
    QVERIFY(warnings().contains("Row 1 of the review log was changed."));
}

void TestReportPresenter::filterChoosesPictures()
{
    start(6);
    show();
    m_filter->setSelection(QSet<QString> {m_bench->session->part(0).path, m_bench->session->part(2).path});
    bool counted = false;
    const auto hasTwo = [&] {
        for (const QComboBox* const box : m_presenter->dialog()->findChildren<QComboBox*>())
            counted = counted || box->findText("Parts that the filter shows (2)") >= 0;
        return counted;
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasTwo(), benchTimeout);
}

void TestReportPresenter::emptiedSessionShowsWhy()
{
    start(2);
    show();
    m_bench->session->open({});
    QTRY_COMPARE_WITH_TIMEOUT(m_presenter->dialog()->pages().count(), 0, benchTimeout);
    QVERIFY(m_presenter->dialog()->pages().accessibleDescription().contains("Open a folder"));
    for (const QPushButton* const button : m_presenter->dialog()->findChildren<QPushButton*>())
        if (button->text().contains("Save"))
            QVERIFY(!button->isEnabled());
}

void TestReportPresenter::closedDialogAsksForNothing()
{
    start(2);
    show();
    m_presenter->dialog()->close();
    QSignalSpy wanted(&m_presenter->dialog()->pages(), &widgets::PageView::paintWanted);
    m_bench->session->changeRecipe(evenRecipe(0.7f, 0.3f));
    QTRY_COMPARE_WITH_TIMEOUT(snapshotOf(*m_bench->session).outdated, 0, benchTimeout);
    QCOMPARE(wanted.size(), 0);
    show();
    QTRY_VERIFY_WITH_TIMEOUT(!wanted.isEmpty(), benchTimeout);
}

QTEST_MAIN(TestReportPresenter)
#include "tst_report_presenter.moc"
