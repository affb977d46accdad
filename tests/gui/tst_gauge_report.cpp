// What leaves the window Gauge Study: a table and a report, of one recipe whatever happens meanwhile.
#include "app/report/report_check.h"
#include "app/report/report_reader.h"
#include "app/workbench/report_form.h"
#include "gauge_tools.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace app;

class TestGaugeReport : public QObject, private GaugeBench {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }
    void valuesAreExported();
    void whatCannotBeWrittenIsSaid();
    void theReportHoldsTheStudy();
    void aReportIsOfOneRecipe_data();
    void aReportIsOfOneRecipe();
    void anotherFolderEndsAWaitingReport();
    void anotherRecipeEndsAWaitingReport_data();
    void anotherRecipeEndsAWaitingReport();
    void aReportKeepsWhatThePersonLeavesOut();

private:
    QJsonObject figures() const { return QJsonDocument::fromJson(QByteArray::fromStdString(attachedReport(m_target.toStdString()).value_or(""))).object(); }
    void moveReviewLimit(float limit);
};

void TestGaugeReport::moveReviewLimit(float limit)
{
    inference::Recipe recipe = m_session->recipe();
    recipe.rule.reviewLimit = limit;
    m_session->changeRecipe(recipe);
    m_session->endRecipeGesture();
}

void TestGaugeReport::theReportHoldsTheStudy()
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

void TestGaugeReport::aReportIsOfOneRecipe_data()
{
    QTest::addColumn<bool>("closed");
    QTest::newRow("seen") << false;
    QTest::newRow("closed meanwhile") << true;
}

/// Regions of moved limits come later than verdicts: whoever asks for a report at once gets one of the new limits all the same.
void TestGaugeReport::aReportIsOfOneRecipe()
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

void TestGaugeReport::anotherFolderEndsAWaitingReport()
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

void TestGaugeReport::anotherRecipeEndsAWaitingReport_data()
{
    QTest::addColumn<bool>("tiles");
    QTest::newRow("of another model") << false;
    QTest::newRow("other tiles") << true;
}

void TestGaugeReport::anotherRecipeEndsAWaitingReport()
{
    QFETCH(bool, tiles);
    openStudy();
    GaugeDialog& window = shown();
    QVERIFY(ask());
    moveReviewLimit(0.59f);
    QSignalSpy exported(m_presenter.get(), &GaugePresenter::exported);
    m_target = m_folder->filePath("never.pdf");
    window.reportButton().click();
    QCOMPARE(exported.count(), 0);
    if (tiles) {
        inference::Recipe other = m_session->recipe();
        other.tileSide = 32;
        m_session->changeRecipe(other);
    } else {
        m_session->setModel(std::make_shared<const inference::pipeline::LoadedModel>(*m_session->model()), recipe());
    }
    QCOMPARE(exported.count(), 1);
    QVERIFY2(window.notices().text().startsWith("Nothing was saved: "), qPrintable(window.notices().text()));
    QTRY_VERIFY_WITH_TIMEOUT(window.answer()->study && window.reportButton().isEnabled(), longTime);  // the study of the new one
    QCOMPARE(exported.count(), 1);
    QVERIFY(!QFile::exists(m_target));
}

void TestGaugeReport::aReportKeepsWhatThePersonLeavesOut()
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

void TestGaugeReport::valuesAreExported()
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

void TestGaugeReport::whatCannotBeWrittenIsSaid()
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

QTEST_MAIN(TestGaugeReport)
#include "tst_gauge_report.moc"
