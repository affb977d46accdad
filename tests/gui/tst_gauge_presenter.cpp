// The window Gauge Study over a session: pictures of the same parts, a fake model, limits that move.
#include "app/report/report_check.h"
#include "app/report/report_reader.h"
#include "app/store/history_service.h"
#include "app/workbench/gauge_dialog.h"
#include "app/workbench/gauge_presenter.h"
#include "app/workbench/report_form.h"
#include "app/workbench/session.h"
#include "app/workbench/settings.h"
#include "app/workbench/tsv_table.h"
#include "fake_detector.h"
#include "plot_tools.h"
#include "widgets/gauge_plot.h"
#include "widgets/notice_bar.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace app;

namespace {

constexpr int longTime = 30000;

inference::Recipe recipeForTests()
{
    inference::Recipe recipe;
    recipe.sigma = 0;
    recipe.rule = {0.6f, 0.4f, {}, 1, 0};
    return recipe;
}

}  // namespace

class TestGaugePresenter : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
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
    void picturesAndPartsCanBeLookedAt();
    void valuesAreExported();
    void whatCannotBeWrittenIsSaid();
    void theReportHoldsTheStudy();
    void aReportIsOfOneRecipe_data();
    void aReportIsOfOneRecipe();
    void anotherFolderEndsAWaitingReport();
    void aReportKeepsWhatThePersonLeavesOut();
    void anUndoMeanwhileIsJudgedToo();
    void languageIsFollowed();

private:
    QJsonObject figures() const { return QJsonDocument::fromJson(QByteArray::fromStdString(attachedReport(m_target.toStdString()).value_or(""))).object(); }
    void moveReviewLimit(float limit);
    /// Parts 1 to 4 of appraisers x and y, twice each; the grey says what the fake model finds.
    void write(const QString& folder, int parts = 4);
    void openStudy(const QString& folder = QStringLiteral("study"));
    GaugeDialog& shown();
    bool ask();
    void type(const QString& pattern);

    QTemporaryDir m_home;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FakeDetector> m_detector;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<HistoryService> m_history;
    std::unique_ptr<GaugePresenter> m_presenter;
    QString m_target;  ///< what the person says when asked for a file
};

void TestGaugePresenter::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
    QDir(m_home.path()).removeRecursively();
    m_folder = std::make_unique<QTemporaryDir>();
    m_detector = std::make_shared<FakeDetector>();
    m_settings = std::make_unique<Settings>();
    m_session = std::make_unique<Session>();
    m_history = std::make_unique<HistoryService>(m_folder->filePath("history.db").toStdString());
    m_target.clear();
    m_presenter = std::make_unique<GaugePresenter>(*m_session, *m_history, *m_settings, [this](QWidget*, const QString&, const QString&, const QString&) { return m_target; });
    auto model = std::make_shared<inference::pipeline::LoadedModel>();
    model->detector = m_detector;
    model->facts.imageSize = m_detector->imageSize();
    model->facts.layers = {1};
    model->facts.precision = "fp32";
    m_session->setModel(model, recipeForTests());
    write("study");
}

void TestGaugePresenter::cleanup()
{
    m_detector->hold(false);
    m_presenter.reset();
    m_history.reset();
    m_session.reset();
    m_settings.reset();
}

void TestGaugePresenter::write(const QString& folder, int parts)
{
    for (const QString& who : {QStringLiteral("x"), QStringLiteral("y")}) {
        QDir(m_folder->path()).mkpath(folder + u'/' + who);
        for (int part = 1; part <= parts; ++part)
            for (int trial = 0; trial < 2; ++trial) {
                QImage image(40, 30, QImage::Format_RGB888);
                const int grey = 60 * (part - 1) + 2 * trial;
                image.fill(QColor(grey, grey, grey));
                QVERIFY(image.save(QStringLiteral("%1/%2/%3/part%4_%5.png").arg(m_folder->path(), folder, who).arg(part).arg(trial)));
            }
    }
}

void TestGaugePresenter::openStudy(const QString& folder)
{
    m_session->open({m_folder->filePath(folder)});
    QTRY_VERIFY_WITH_TIMEOUT(m_session->count() > 0 && !m_session->isListing(), longTime);
    const auto isDone = [this] {
        for (int i = 0; i < m_session->count(); ++i)
            if (!m_session->part(i).isJudged())
                return false;
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isDone(), longTime);
}

GaugeDialog& TestGaugePresenter::shown()
{
    m_presenter->showWindow();
    return *m_presenter->window();
}

/// Waits until the window shows an answer that is newer than what was done last.
bool TestGaugePresenter::ask()
{
    QSignalSpy answered(m_presenter.get(), &GaugePresenter::answered);
    return answered.wait(longTime);
}

void TestGaugePresenter::type(const QString& pattern)
{
    QLineEdit* const edit = m_presenter->window()->patternField().lineEdit();
    edit->selectAll();
    QTest::keyClicks(edit, pattern);
    QTest::keyClick(edit, Qt::Key_Return);
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
    inference::Recipe recipe = recipeForTests();
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
    inference::Recipe recipe = recipeForTests();
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
    window.measureField().setCurrentIndex(int(GaugeMeasure::LargestArea));
    emit window.measureField().activated(int(GaugeMeasure::LargestArea));
    QCOMPARE(window.tolerance(), 0);
    QVERIFY(ask());
    QCOMPARE(window.answer()->question.measure, GaugeMeasure::LargestArea);
    QCOMPARE(m_settings->gaugeMeasure(), int(GaugeMeasure::LargestArea));
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

void TestGaugePresenter::valuesAreExported()
{
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    QSignalSpy exported(m_presenter.get(), &GaugePresenter::exported);
    window.exportButton().click();  // and cancelled
    m_target = m_folder->filePath("values.csv");
    window.exportButton().click();
    QVERIFY(exported.count() > 0 || exported.wait(longTime));
    QFile file(m_target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count("\r\n"), 17);
    QVERIFY(window.notices().text().startsWith("Values written to "));
    QVERIFY(window.notices().text().endsWith(": 16"));
}

void TestGaugePresenter::whatCannotBeWrittenIsSaid()
{
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    QSignalSpy exported(m_presenter.get(), &GaugePresenter::exported);
    m_target = m_folder->filePath("no such folder/values.csv");
    window.exportButton().click();
    QVERIFY(exported.count() > 0 || exported.wait(longTime));
    QVERIFY(window.notices().text().startsWith("The study could not be exported."));
    QVERIFY(window.notices().text().contains("values.csv"));
}

void TestGaugePresenter::theReportHoldsTheStudy()
{
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    window.toleranceField().setValue(0.5);
    QSignalSpy exported(m_presenter.get(), &GaugePresenter::exported);
    m_target = m_folder->filePath("study.pdf");
    window.reportButton().click();
    QVERIFY(exported.count() > 0 || exported.wait(longTime));
    QVERIFY2(window.notices().text().startsWith("Saved as "), qPrintable(window.notices().text()));
    QCOMPARE(checkReport(m_target.toStdString()).findings, std::vector<ReportFinding>());
    const QByteArray figures = QByteArray::fromStdString(attachedReport(m_target.toStdString()).value());
    const QJsonObject gauge = QJsonDocument::fromJson(figures).object().value("gauge").toObject();
    QCOMPARE(gauge.value("names").toString(), QString("{appraiser}/{part}_{trial}"));
    QCOMPARE(gauge.value("tolerance").toDouble(), 0.5);
    QCOMPARE(gauge.value("trials").toInt(), 2);
    QCOMPARE(gauge.value("grr_of_variation").toDouble(), window.answer()->study->share(window.answer()->study->gauge()));
    QCOMPARE(gauge.value("readings").toArray().size(), 16);
    QCOMPARE(gauge.value("readings").toArray().first().toObject().value("file").toString(), QString("x/part1_0.png"));
    m_target = m_folder->filePath("no such folder/study.pdf");
    exported.clear();
    window.reportButton().click();
    QVERIFY(exported.count() > 0 || exported.wait(longTime));
    QVERIFY(window.notices().text().startsWith("The report could not be written."));
}

void TestGaugePresenter::moveReviewLimit(float limit)
{
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.reviewLimit = limit;
    m_session->changeRecipe(recipe);
    m_session->endRecipeGesture();
}

void TestGaugePresenter::aReportIsOfOneRecipe_data()
{
    QTest::addColumn<bool>("closed");
    QTest::newRow("seen") << false;
    QTest::newRow("closed meanwhile") << true;
}

/// Regions of moved limits come later than verdicts: whoever asks for a report at once gets one of the new limits all the same.
void TestGaugePresenter::aReportIsOfOneRecipe()
{
    QFETCH(bool, closed);
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    window.setMeasure(GaugeMeasure::LargestArea);
    emit window.questionChanged();
    QVERIFY(ask());
    moveReviewLimit(0.59f);  // fewer pictures have a region now
    QVERIFY(window.reportButton().isEnabled());
    QSignalSpy exported(m_presenter.get(), &GaugePresenter::exported);
    m_target = m_folder->filePath("moved.pdf");
    window.reportButton().click();
    QVERIFY(!window.reportButton().isEnabled());  // one at a time
    QVERIFY(window.notices().text().startsWith("Waiting until every part"));
    if (closed)
        window.close();
    QVERIFY(exported.wait(longTime));
    QVERIFY2(window.notices().text().startsWith("Saved as "), qPrintable(window.notices().text()));
    QVERIFY(window.reportButton().isEnabled());
    const QJsonObject report = figures();
    QCOMPARE(report["recipe"]["limits"]["review"].toDouble(), 0.59);
    QMap<QString, double> areas;
    for (const QJsonValue& image : report["images"].toArray()) {
        double largest = 0;
        for (const QJsonValue& defect : image["defects"].toArray())
            largest = std::max(largest, defect["area_px"].toDouble());
        areas[image["file"].toString()] = largest;
    }
    QCOMPARE(areas.size(), 16);
    for (const QJsonValue& reading : report["gauge"]["readings"].toArray())
        QCOMPARE(reading["value"].toDouble(), areas.value(reading["file"].toString(), -1));
    QVERIFY(areas.values().contains(0) && areas.values().contains(1200));
}

void TestGaugePresenter::anotherFolderEndsAWaitingReport()
{
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    moveReviewLimit(0.59f);
    QSignalSpy exported(m_presenter.get(), &GaugePresenter::exported);
    m_target = m_folder->filePath("never.pdf");
    window.reportButton().click();
    QCOMPARE(exported.count(), 0);
    write("next", 3);
    m_session->open({m_folder->filePath("next")});
    QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, longTime);
    QCOMPARE(window.notices().text(), QString("There is no study to report any more."));
    QTRY_VERIFY_WITH_TIMEOUT(window.answer()->study && window.answer()->study->parts == 3, longTime);
    QCOMPARE(exported.count(), 1);
    QVERIFY(!QFile::exists(m_target));
}

void TestGaugePresenter::aReportKeepsWhatThePersonLeavesOut()
{
    ReportForm form;
    form.operatorName = "Anna";
    form.redaction = {Redaction::Names::Numbers, true, true};
    rememberForm(*m_settings, form);
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    QSignalSpy exported(m_presenter.get(), &GaugePresenter::exported);
    m_target = m_folder->filePath("quiet.pdf");
    window.reportButton().click();
    QVERIFY(exported.count() > 0 || exported.wait(longTime));
    const QJsonObject report = figures();
    QCOMPARE(report["operator"].toString(), QString());
    QVERIFY(report["images"][0]["modified"].toString().isEmpty());
    QCOMPARE(report["gauge"]["readings"].toArray().size(), 16);  // the names alone have to stay
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
