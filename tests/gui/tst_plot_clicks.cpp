// A click in every plot of the window leaves exactly the parts in the list that a person would count by hand.
#include "bench_tools.h"
#include "plot_tools.h"

#include "app/common/program.h"
#include "app/workbench/judging_bench.h"
#include "app/workbench/main_window.h"
#include "widgets/canvas.h"
#include "widgets/defect_list.h"
#include "widgets/defect_list_model.h"
#include "widgets/defect_list_view.h"
#include "widgets/filmstrip.h"
#include "widgets/location_map.h"
#include "widgets/measure_histogram.h"
#include "widgets/pareto_plot.h"
#include "widgets/score_histogram.h"
#include "widgets/statistics_panel.h"
#include "widgets/suggestion_panel.h"
#include "widgets/trend_plot.h"

#include <QComboBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTabWidget>

using namespace app;
using inference::Label;
using inference::Verdict;

/// Five even parts: two fail, one asks for review, two pass. One of the failing is larger than the others.
class TestPlotClicks : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void scoreHistogramSelectsABar();
    void scoreHistogramSelectsByTheImageScoreToo();
    void numbersSelectTheirParts();
    void measureHistogramSelectsABin();
    void paretoSelectsABar();
    void locationMapSelectsACell();
    void trendSelectsARange();
    void aRowOfAllDefectsShowsItsPart();
    void onlyWhatIsSeenIsMade();
    void countsFollowWithinTheStep();
    void suggestedLimitsCountWhatFailsAnyway();
    void aPushedLimitComesBackInOneGesture();
    void theImageScoreHasLimitsOfItsOwn();

private:
    void showTab(int tab);
    QStringList listed();
    void drag(widgets::ScoreHistogram& histogram, std::initializer_list<inference::LimitPair> limits);
    MainWindow& window() { return *m_window; }
    Session& session() { return m_window->session(); }
    template <typename Widget>
    Widget& find() { return *m_window->findChild<Widget*>(); }

    QTemporaryDir m_home;
    std::unique_ptr<BenchFolder> m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<MainWindow> m_window;
};

void TestPlotClicks::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
    nameProgram();
}

void TestPlotClicks::init()
{
    m_folder = std::make_unique<BenchFolder>();
    qputenv("XDG_DATA_HOME", m_folder->home("data").toUtf8());  // a history of its own
    m_folder->write("1_white.png", 250);
    m_folder->write("2_black.png", 5);
    m_folder->write("3_grey.png", 128);
    m_folder->write("4_black.png", 5);
    QImage large(80, 60, QImage::Format_RGB888);
    large.fill(QColor(250, 250, 250));
    QVERIFY(large.save(m_folder->path("5_large.png")));
    m_settings = std::make_unique<Settings>();
    m_settings->clear();
    m_language = std::make_unique<Language>();
    m_language->use("en");
    m_window = std::make_unique<MainWindow>(*m_settings, *m_language);
    m_window->resize(1600, 1000);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    session().setModel(modelWith(std::make_shared<FakeDetector>()), evenRecipe());
    window().openPaths({m_folder->folder()});
    QTRY_VERIFY_WITH_TIMEOUT(session().knowsHistory() && isSettled(session()), benchTimeout);
    QCOMPARE(session().count(), 5);
}

void TestPlotClicks::cleanup()
{
    m_window.reset();
}

void TestPlotClicks::showTab(int tab)
{
    QTabWidget& plots = *window().bench().plots();
    for (QWidget* parent = &plots; parent; parent = parent->parentWidget())
        parent->show();
    plots.setCurrentIndex(tab);
    QCoreApplication::processEvents();
}

/// What the list of parts shows, in its order.
QStringList TestPlotClicks::listed()
{
    const widgets::PartFilterModel& model = *find<widgets::Filmstrip>().filterModel();
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.part(row).name.section('.', 0, 0));
    return names;
}

void TestPlotClicks::scoreHistogramSelectsABar()
{
    showTab(0);
    auto& histogram = find<widgets::ScoreHistogram>();
    QTRY_COMPARE_WITH_TIMEOUT(histogram.plot()->distribution()->size(), 5u, benchTimeout);
    const widgets::HistogramPlot& plot = *histogram.plot();
    const double score = double(session().part(0).judged.regionScore);
    QTest::mouseClick(histogram.overlay(), Qt::LeftButton, {}, QPoint(int(plot.placeOf(score)), plot.area().bottom() - 3));
    QCOMPARE(listed(), QStringList({"1_white", "5_large"}));
}

void TestPlotClicks::scoreHistogramSelectsByTheImageScoreToo()
{
    showTab(0);
    auto& histogram = find<widgets::ScoreHistogram>();
    auto& choice = *histogram.findChild<QComboBox*>();
    choice.setCurrentIndex(1);
    emit choice.activated(1);
    QTRY_COMPARE_WITH_TIMEOUT(histogram.plot()->distribution()->size(), 5u, benchTimeout);
    QCOMPARE(histogram.limits(), (inference::LimitPair {1, 1}));
    const widgets::HistogramPlot& plot = *histogram.plot();
    QTest::mouseClick(histogram.overlay(), Qt::LeftButton, {},
                      QPoint(int(plot.placeOf(session().part(2).judged.figures->score)), plot.area().bottom() - 3));
    QCOMPARE(listed(), QStringList({"3_grey"}));
}

void TestPlotClicks::numbersSelectTheirParts()
{
    showTab(0);
    widgets::PartSelection wanted;
    wanted.verdict = Verdict::Pass;
    emit find<widgets::StatisticsPanel>().selectionWanted(wanted);
    QCOMPARE(listed(), QStringList({"2_black", "4_black"}));
}

void TestPlotClicks::measureHistogramSelectsABin()
{
    showTab(4);
    auto& sizes = find<widgets::MeasureHistogram>();
    QTRY_VERIFY_WITH_TIMEOUT(sizes.itemCount() > 0, benchTimeout);
    sizes.grab();
    QStringList all;
    for (int bin = 0; bin < sizes.itemCount(); ++bin)
        if (sizes.bins().counts[std::size_t(bin)] == 1) {
            clickItem(sizes, bin);
            all = listed();
        }
    QCOMPARE(all, QStringList({"5_large"}));
}

void TestPlotClicks::paretoSelectsABar()
{
    showTab(2);
    auto& pareto = find<widgets::ParetoPlot>();
    QTRY_COMPARE_WITH_TIMEOUT(pareto.itemCount(), 1, benchTimeout);
    pareto.grab();
    clickItem(pareto, 0);
    QCOMPARE(listed(), QStringList({"1_white", "3_grey", "5_large"}));
}

void TestPlotClicks::locationMapSelectsACell()
{
    showTab(3);
    auto& map = find<widgets::LocationMap>();
    QTRY_VERIFY_WITH_TIMEOUT(map.itemCount() > 0, benchTimeout);
    map.grab();
    const auto& counts = map.grid().counts;
    const auto cell = std::ranges::find_if(counts, [](auto count) { return count > 0; });
    QVERIFY(cell != counts.end());
    clickItem(map, int(cell - counts.begin()));
    QCOMPARE(listed(), QStringList({"1_white", "3_grey", "5_large"}));
}

void TestPlotClicks::trendSelectsARange()
{
    showTab(1);
    auto& trend = find<widgets::TrendPlot>();
    QTRY_COMPARE_WITH_TIMEOUT(trend.itemCount(), 5, benchTimeout);
    trend.setOrder(widgets::TrendPlot::Order::File);
    trend.refresh();
    trend.grab();
    const QPoint second = trend.placeOf(1).toPoint();
    const QPoint fourth = trend.placeOf(3).toPoint();
    const QPoint a((trend.placeOf(0).toPoint().x() + second.x()) / 2, trend.plotArea()->height() / 2);
    const QPoint b((trend.placeOf(4).toPoint().x() + fourth.x()) / 2, trend.plotArea()->height() / 2);
    dragOver(trend, a, b);
    QCOMPARE(listed(), QStringList({"2_black", "3_grey", "4_black"}));
    clickItem(trend, 4);
    QCOMPARE(session().part(session().current()).name, QString("5_large.png"));
}

void TestPlotClicks::aRowOfAllDefectsShowsItsPart()
{
    showTab(5);
    auto& list = find<widgets::DefectList>();
    QTRY_COMPARE_WITH_TIMEOUT(list.model()->rowCount(), 3, benchTimeout);
    const QModelIndex row = list.model()->index(1, 0);
    QTest::mouseClick(list.view()->viewport(), Qt::LeftButton, {}, list.view()->visualRect(row).center());
    QCOMPARE(find<widgets::Filmstrip>().currentPath(), m_folder->path("3_grey.png"));
    QCOMPARE(listed().size(), 5);
}

void TestPlotClicks::onlyWhatIsSeenIsMade()
{
    showTab(2);
    QTRY_COMPARE_WITH_TIMEOUT(find<widgets::ParetoPlot>().itemCount(), 1, benchTimeout);
    QCOMPARE(find<widgets::DefectList>().model()->rowCount(), 0);
    showTab(5);
    QCOMPARE(find<widgets::DefectList>().model()->rowCount(), 3);
    // What changes while nobody looks is there when somebody does.
    showTab(0);
    inference::Recipe recipe = session().recipe();
    recipe.rule.reviewLimit = 0.01f;
    recipe.rule.minArea = 0;
    session().changeRecipe(recipe);
    QTRY_COMPARE_WITH_TIMEOUT(int(session().part(1).judged.defects->size()), 1, benchTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(int(session().part(3).judged.defects->size()), 1, benchTimeout);
    QCOMPARE(find<widgets::DefectList>().model()->rowCount(), 3);
    showTab(5);
    QTRY_COMPARE_WITH_TIMEOUT(find<widgets::DefectList>().model()->rowCount(), 5, benchTimeout);
}

void TestPlotClicks::countsFollowWithinTheStep()
{
    using inference::evaluation::VerdictRow;
    const auto all = [this] { return session().counts().all(); };
    QCOMPARE(all(), (VerdictRow {2, 1, 2}));
    inference::Recipe recipe = session().recipe();
    recipe.rule.failLimit = 0.45f;
    QSignalSpy moved(&session(), &Session::verdictsMoved);
    session().changeRecipe(recipe);
    QCOMPARE(moved.count(), 1);
    QCOMPARE(all(), (VerdictRow {2, 0, 3}));
    session().setReviews(std::vector<PartState> {{session().part(1).image, {}, Label::Good}});  // both black ones are the same picture
    QCOMPARE(session().counts().good, (VerdictRow {2, 0, 0}));
    QCOMPARE(session().counts().unlabelled, (VerdictRow {0, 0, 3}));
    std::vector<inference::evaluation::JudgedPart> parts;
    for (int row = 0; row < session().count(); ++row)
        parts.push_back({session().part(row).label, session().part(row).judged.verdict});
    QCOMPARE(session().counts(), inference::evaluation::countVerdicts(parts));
}

void TestPlotClicks::suggestedLimitsCountWhatFailsAnyway()
{
    showTab(0);
    inference::Recipe recipe = session().recipe();
    recipe.scoreLimits = inference::LimitPair {0.9f, 0.9f};  // both white parts fail by their score alone
    session().changeRecipe(recipe);
    window().bench().desk().setLabel({0}, Label::Good);
    window().bench().desk().setLabel({1, 2, 4}, Label::Defective);
    auto& suggestions = find<widgets::SuggestionPanel>();
    QTRY_VERIFY_WITH_TIMEOUT(suggestions.suggestion().has_value(), benchTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(suggestions.suggestion()->good, 1u, benchTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(suggestions.suggestion()->defective, 4u, benchTimeout);
}

void TestPlotClicks::drag(widgets::ScoreHistogram& histogram, std::initializer_list<inference::LimitPair> limits)
{
    for (const inference::LimitPair& pair : limits)
        emit histogram.limitsDragged(pair);
    emit histogram.limitDragEnded();
}

void TestPlotClicks::aPushedLimitComesBackInOneGesture()
{
    inference::Recipe start = session().recipe();
    start.rule.growLimit = 0.35f;
    session().changeRecipe(start);
    session().endRecipeGesture();
    drag(find<widgets::ScoreHistogram>(), {{0.6f, 0.3f}, {0.6f, 0.1f}, {0.6f, 0.38f}});
    QCOMPARE(*session().recipe().rule.growLimit, 0.35f);
    QCOMPARE(session().recipe().rule.reviewLimit, 0.38f);

    auto& canvas = window().canvas();
    session().changeRecipe(start);
    session().endRecipeGesture();
    for (const float fail : {0.5f, 0.2f, 0.55f})
        emit canvas.limitDragged(fail);
    emit canvas.limitDragEnded();
    QCOMPARE(session().recipe().rule.failLimit, 0.55f);
    QCOMPARE(session().recipe().rule.reviewLimit, start.rule.reviewLimit);
    QCOMPARE(*session().recipe().rule.growLimit, 0.35f);
    for (const float review : {0.2f, 0.9f, 0.45f})
        emit canvas.reviewLimitDragged(review);
    emit canvas.limitDragEnded();
    QCOMPARE(session().recipe().rule.failLimit, 0.55f);
    QCOMPARE(*session().recipe().rule.growLimit, 0.35f);
}

void TestPlotClicks::theImageScoreHasLimitsOfItsOwn()
{
    showTab(0);
    auto& histogram = find<widgets::ScoreHistogram>();
    auto& choice = *histogram.findChild<QComboBox*>();
    choice.setCurrentIndex(1);
    emit choice.activated(1);
    const inference::RegionRule rule = session().recipe().rule;
    drag(histogram, {{0.9f, 0.4f}});
    QCOMPARE(session().recipe().scoreLimits, (std::optional<inference::LimitPair> {{0.9f, 0.4f}}));
    QCOMPARE(session().recipe().rule, rule);
    auto& suggestions = find<widgets::SuggestionPanel>();
    emit suggestions.failLimitWanted(0.3f);
    QCOMPARE(session().recipe().scoreLimits, (std::optional<inference::LimitPair> {{0.3f, 0.3f}}));
    emit suggestions.reviewLimitWanted(0.5f);
    QCOMPARE(session().recipe().scoreLimits, (std::optional<inference::LimitPair> {{0.5f, 0.5f}}));
    QCOMPARE(session().recipe().rule, rule);
    session().undoStack().undo();
    QCOMPARE(session().recipe().scoreLimits, (std::optional<inference::LimitPair> {{0.3f, 0.3f}}));
}

QTEST_MAIN(TestPlotClicks)
#include "tst_plot_clicks.moc"
