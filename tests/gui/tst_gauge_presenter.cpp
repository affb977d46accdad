// The window Gauge Study over a session: pictures of the same parts, a fake model, limits that move.
#include "app/workbench/tsv_table.h"
#include "gauge_tools.h"
#include "plot_tools.h"

#include <QSplitter>
#include <QTabWidget>

using namespace app;

class TestGaugePresenter : public QObject, private GaugeBench {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }
    void aFolderIsAStudy();
    void itWaitsForTheLastPicture();
    void movedLimitsMoveTheVerdictsWithoutTheModel();
    void anotherPatternIsAnotherStudy();
    void aPatternIsRememberedForTheNextFolder();
    void anotherFolderLeavesNothingBehind();
    void foldersOpenedTogetherArePartOfTheNames();
    void whatStandsStillIsSaid();
    void anUnreadablePictureLeavesItsPartOut();
    void labelsAndCalibrationAreFollowed();
    void otherNamesTeachWhatToDo();
    void aToleranceIsHeldAgainstTheMeasure();
    void eachMeasureKeepsItsTolerance();
    void theWindowComesBackAsItWas();
    void picturesAndPartsCanBeLookedAt();
    void anUndoMeanwhileIsJudgedToo();
    void languageIsFollowed();

private:
    void type(const QString& pattern);
    void choose(GaugeMeasure measure);
};

void TestGaugePresenter::type(const QString& pattern)
{
    QLineEdit* const edit = m_presenter->window()->patternField().lineEdit();
    edit->selectAll();
    QTest::keyClicks(edit, pattern);
    QTest::keyClick(edit, Qt::Key_Return);
}

void TestGaugePresenter::choose(GaugeMeasure measure)
{
    QComboBox& field = m_presenter->window()->measureField();
    field.setCurrentIndex(int(measure));
    emit field.activated(int(measure));
}

void TestGaugePresenter::aFolderIsAStudy()
{
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    QCOMPARE(window.patternField().currentText(), QString("{appraiser}/{part}_{trial}"));
    QCOMPARE(window.designText(), QString("4 part(s) (part1, part2, part3, part4), 2 appraiser(s) (x, y), 2 picture(s) each."));
    QVERIFY(window.emptyText().isEmpty());
    QVERIFY(window.answer()->study);
    QCOMPARE(window.answer()->study->byAppraiser.squares, 0);  // both took the same pictures
    QVERIFY(window.answer()->study->repeatability > 0);
    QVERIFY(window.resultText().startsWith("The measuring makes "));
    QVERIFY(window.agreementText().startsWith("All verdicts on a part are the same: 4 of 4"));
    QCOMPARE(window.plot().itemCount(), 16);
    QCOMPARE(window.table(0).model()->rowCount(), 5);
    QCOMPARE(window.table(2).model()->rowCount(), 4);
}

void TestGaugePresenter::itWaitsForTheLastPicture()
{
    m_detector->holdFrom(10);
    m_session->open({m_folder->filePath("study")});
    GaugeDialog& window = shown();
    QTRY_VERIFY_WITH_TIMEOUT(window.designText().contains("not inspected yet") && window.answer()->waiting < 16, longTime);
    QVERIFY(window.emptyText().startsWith("Waiting for the inspection"));
    QVERIFY(!window.exportButton().isEnabled());
    m_detector->holdFrom(0);
    QTRY_VERIFY_WITH_TIMEOUT(window.answer()->study.has_value(), longTime);
    QVERIFY(window.emptyText().isEmpty());
    QVERIFY(window.exportButton().isEnabled());
}

void TestGaugePresenter::movedLimitsMoveTheVerdictsWithoutTheModel()
{
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    const int calls = m_detector->calls();
    QCOMPARE(window.table(2).model()->index(3, 3).data().toString(), QString("4"));  // part 4 fails
    const auto scoreOf = [&](int trial) { return m_session->part(m_session->rowOf(m_folder->filePath(QStringLiteral("study/x/part4_%1.png").arg(trial)))).judged.regionScore; };
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.failLimit = recipe.rule.reviewLimit = (scoreOf(0) + scoreOf(1)) / 2;
    m_session->changeRecipe(recipe);
    QTRY_COMPARE_WITH_TIMEOUT(window.table(2).model()->index(3, 3).data().toString(), QString("2"), longTime);
    QVERIFY(window.table(2).model()->index(3, 0).data(Qt::FontRole).value<QFont>().bold());
    QVERIFY(window.agreementText().startsWith("All verdicts on a part are the same: 3 of 4"));
    QCOMPARE(m_detector->calls(), calls);
}

void TestGaugePresenter::anotherPatternIsAnotherStudy()
{
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    type("{part}_*");
    QVERIFY(ask());
    QCOMPARE(window.designText(), QString("4 part(s) (part1, part2, part3, part4), 4 picture(s) each."));
    QCOMPARE(window.answer()->study->appraisers, 1);
    type("{prt}");
    QVERIFY(ask());
    QCOMPARE(window.designText(), QString("There is no {prt}. There are {part}, {appraiser} and {trial}; * is anything."));
    QVERIFY(!window.answer()->study);
    type("{appraiser}/{part}");  // the beginning of another one in the list
    QVERIFY(ask());
    QCOMPARE(window.pattern(), QString("{appraiser}/{part}"));
    window.patternField().lineEdit()->clear();
    QTest::keyClick(window.patternField().lineEdit(), Qt::Key_Return);  // found again
    QVERIFY(ask());
    QCOMPARE(window.patternField().currentText(), QString("{appraiser}/{part}_{trial}"));
    window.patternField().lineEdit()->clear();
    QTest::keyClick(window.patternField().lineEdit(), Qt::Key_Return);  // nothing else is asked: it stands there at once
    QCOMPARE(window.patternField().currentText(), QString("{appraiser}/{part}_{trial}"));
    QCOMPARE(window.designText(), QString("4 part(s) (part1, part2, part3, part4), 2 appraiser(s) (x, y), 2 picture(s) each."));
}

void TestGaugePresenter::aPatternIsRememberedForTheNextFolder()
{
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    type("{appraiser}/part{part}_{trial}");
    QVERIFY(ask());
    QCOMPARE(window.answer()->design.parts.front(), QString("1"));
    type("{prt}");  // a slip isn't remembered
    QVERIFY(ask());
    write("next", 3);
    openStudy("next");
    QTRY_VERIFY_WITH_TIMEOUT(window.answer()->study && window.answer()->study->parts == 3, longTime);
    QCOMPARE(window.pattern(), QString());
    QCOMPARE(window.patternField().currentText(), QString("{appraiser}/part{part}_{trial}"));
}

void TestGaugePresenter::anotherFolderLeavesNothingBehind()
{
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    QVERIFY(window.answer()->study);
    m_detector->hold(true);
    write("next", 3);
    m_session->open({m_folder->filePath("next")});
    QTRY_VERIFY_WITH_TIMEOUT(!window.answer()->study, longTime);
    QVERIFY(!window.exportButton().isEnabled());
}

void TestGaugePresenter::foldersOpenedTogetherArePartOfTheNames()
{
    m_session->open({m_folder->filePath("study/x"), m_folder->filePath("study/y")});
    GaugeDialog& window = shown();
    QTRY_VERIFY_WITH_TIMEOUT(window.answer()->study.has_value(), longTime);
    QCOMPARE(window.answer()->design.appraisers, (QStringList {"x", "y"}));
    QCOMPARE(window.answer()->study->trials, 2);
}

void TestGaugePresenter::whatStandsStillIsSaid()
{
    m_detector->holdFrom(5);
    m_session->open({m_folder->filePath("study")});
    GaugeDialog& window = shown();
    QTRY_VERIFY_WITH_TIMEOUT(window.answer()->waiting > 0 && window.answer()->waiting < 16, longTime);
    m_session->cancelInspection();
    QTRY_VERIFY_WITH_TIMEOUT(window.emptyText().startsWith("The inspection stands still"), longTime);
    m_detector->holdFrom(0);
    m_session->inspectRemaining();
    QTRY_VERIFY_WITH_TIMEOUT(window.answer()->study.has_value(), longTime);
}

void TestGaugePresenter::anUnreadablePictureLeavesItsPartOut()
{
    QFile broken(m_folder->filePath("study/y/part2_1.png"));
    QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("no picture") > 0);
    broken.close();
    m_session->open({m_folder->filePath("study")});
    GaugeDialog& window = shown();
    QTRY_VERIFY_WITH_TIMEOUT(window.answer()->study.has_value(), longTime);
    QCOMPARE(window.answer()->design.parts, (QStringList {"part1", "part3", "part4"}));
    QVERIFY(window.designText().contains("“part2” by “y” has 1 picture(s)"));
}

void TestGaugePresenter::labelsAndCalibrationAreFollowed()
{
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    window.setMeasure(GaugeMeasure::LargestArea);
    emit window.questionChanged();
    QVERIFY(ask());
    const double mean = window.answer()->study->mean;
    window.toleranceField().setValue(500);
    inference::Recipe recipe = m_session->recipe();
    recipe.mmPerPixel = 0.1;
    m_session->changeRecipe(recipe);
    QTRY_VERIFY_WITH_TIMEOUT(std::abs(window.answer()->study->mean - mean / 100) < mean * 1e-9, longTime);
    QCOMPARE(window.tolerance(), 0);  // 500 px² are no 500 mm²
    QVERIFY(!window.agreementText().contains("labels"));
    const std::string image = m_session->part(0).image;
    const PartState state {image, {}, inference::Label::Good};
    m_session->setReviews(std::span(&state, 1));
    QTRY_VERIFY_WITH_TIMEOUT(window.agreementText().contains("by the parts' labels: 1 of 1"), longTime);
}

void TestGaugePresenter::otherNamesTeachWhatToDo()
{
    QImage image(40, 30, QImage::Format_RGB888);
    image.fill(Qt::black);
    QVERIFY(QDir(m_folder->path()).mkpath("other") && image.save(m_folder->filePath("other/a.png")) && image.save(m_folder->filePath("other/b.png")));
    openStudy("other");
    GaugeDialog& window = shown();
    QVERIFY(ask());
    QCOMPARE(window.designText(), QString("These pictures have no names by which they are a study."));
    QVERIFY(window.emptyText().startsWith("How repeatable is the measuring?"));
}

void TestGaugePresenter::aToleranceIsHeldAgainstTheMeasure()
{
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    QCOMPARE(window.table(0).model()->columnCount(), 4);
    window.toleranceField().setValue(0.5);
    QCOMPARE(window.table(0).model()->columnCount(), 5);
    QVERIFY(window.resultText().contains("of the tolerance"));
    choose(GaugeMeasure::LargestArea);
    QCOMPARE(window.tolerance(), 0);
    QVERIFY(ask());
    QCOMPARE(window.answer()->question.measure, GaugeMeasure::LargestArea);
    QCOMPARE(m_settings->gaugeMeasure(), int(GaugeMeasure::LargestArea));
}

void TestGaugePresenter::eachMeasureKeepsItsTolerance()
{
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    window.toleranceField().setValue(0.5);
    choose(GaugeMeasure::LargestArea);
    QCOMPARE(window.tolerance(), 0);
    window.toleranceField().setValue(300);
    QVERIFY(!window.resultText().contains("of the tolerance"));  // what stands there is still of the scores
    QVERIFY(ask());
    QVERIFY(window.resultText().contains("of the tolerance"));
    choose(GaugeMeasure::RegionScore);
    QCOMPARE(window.tolerance(), 0.5);
    inference::Recipe recipe = m_session->recipe();
    recipe.mmPerPixel = 0.1;
    m_session->changeRecipe(recipe);
    QTRY_VERIFY_WITH_TIMEOUT(window.answer()->question.calibration.inMillimetres(), longTime);
    QCOMPARE(window.tolerance(), 0.5);  // scores have no unit
    choose(GaugeMeasure::LargestArea);
    QCOMPARE(window.tolerance(), 0);
    m_session->undoStack().undo();
    QTRY_COMPARE_WITH_TIMEOUT(window.tolerance(), 300, longTime);
}

void TestGaugePresenter::theWindowComesBackAsItWas()
{
    openStudy();
    GaugeDialog& before = shown();
    QVERIFY(ask());
    before.toleranceField().setValue(0.25);
    choose(GaugeMeasure::Regions);
    QVERIFY(ask());
    before.toleranceField().setValue(2);
    before.tabs().setCurrentIndex(2);
    QCoreApplication::processEvents();  // laid out
    const int usual = before.splitter().sizes().front();
    before.splitter().setSizes({1, 10000});
    const int chart = before.splitter().sizes().front();
    QVERIFY2(chart < usual - 20, qPrintable(QStringLiteral("%1 of %2").arg(chart).arg(usual)));
    m_presenter.reset();
    makePresenter();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    QCOMPARE(window.measure(), GaugeMeasure::Regions);
    QCOMPARE(window.tolerance(), 2);
    QCOMPARE(window.tabs().currentIndex(), 2);
    QTRY_VERIFY(std::abs(window.splitter().sizes().front() - chart) < 10);
    choose(GaugeMeasure::RegionScore);
    QCOMPARE(window.tolerance(), 0.25);
}

void TestGaugePresenter::picturesAndPartsCanBeLookedAt()
{
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    QSignalSpy part(m_presenter.get(), &GaugePresenter::partWanted), selection(m_presenter.get(), &GaugePresenter::selectionWanted);
    window.plot().refresh();
    QCoreApplication::processEvents();
    window.plot().grab();
    clickItem(window.plot(), 4);
    QCOMPARE(part.count(), 1);
    QCOMPARE(part[0][0].toString(), m_folder->filePath("study/x/part2_0.png"));
    TsvTable& verdicts = window.table(2);
    verdicts.setCurrentIndex(verdicts.model()->index(1, 0));
    QTest::keyClick(&verdicts, Qt::Key_Return);
    QCOMPARE(selection.count(), 1);
    QCOMPARE(selection[0][0].toStringList().size(), 4);
    QCOMPARE(selection[0][1].toString(), QString("pictures of “part2”"));
}

/// What was judged while a step was undone is on its way when the parts are as they were: it mustn't stay.
void TestGaugePresenter::anUndoMeanwhileIsJudgedToo()
{
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    inference::Recipe recipe = m_session->recipe();
    recipe.sigma = 1;  // no figures tell the verdicts: they are judged at once
    m_session->changeRecipe(recipe);
    m_session->endRecipeGesture();
    QTest::qSleep(100);  // their answers wait for this thread; had there been none yet, nothing would be wrong
    m_session->undoStack().undo();
    QCoreApplication::processEvents();
    const auto isSettled = [&] {
        for (int row = 0; row < m_session->count(); ++row)
            if (m_session->part(row).judged.recipe->sigma != 0)
                return false;
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(), longTime);
    QTRY_VERIFY_WITH_TIMEOUT(window.exportButton().isEnabled() && !window.designText().contains("judged anew"), longTime);
}

void TestGaugePresenter::languageIsFollowed()
{
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    MarkingTranslator translator;
    QCoreApplication::installTranslator(&translator);
    QCoreApplication::processEvents();
    QStringList texts {window.windowTitle(), window.resultText(), window.agreementText(), window.designText(), window.exportButton().text(),
                       window.measureField().itemText(0), window.table(0).model()->headerData(0, Qt::Horizontal).toString(), window.table(2).model()->index(0, 4).data().toString()};
    QCoreApplication::removeTranslator(&translator);
    texts.removeIf([](const QString& text) { return text.startsWith(u'~'); });
    QCOMPARE(texts, QStringList());
}

QTEST_MAIN(TestGaugePresenter)
#include "tst_gauge_presenter.moc"
