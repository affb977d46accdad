#include "app/workbench/flip_model.h"
#include "app/workbench/what_if_dialog.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace app;
using inference::Verdict;

namespace {

WhatIf answerOf(int flips)
{
    WhatIf answer;
    answer.parts = answer.byFigures = flips;
    for (int i = 0; i < flips; ++i)
        answer.flips.append({std::string(64, 'a'), QStringLiteral("/parts/line %1/part_%2.png").arg(i % 7).arg(i), inference::Label::Good,
                             i % 3 ? Verdict::Pass : Verdict::Fail, i % 3 ? Verdict::Fail : Verdict::Pass, i % 100 / 100.0});
    return answer;
}

}  // namespace

class TestWhatIfDialog : public QObject {
    Q_OBJECT

private slots:
    void everyFlipIsARow();
    void columnsSortByWhatTheyMean_data();
    void columnsSortByWhatTheyMean();
    void aQuestionEndsWithAnAnswer_data();
    void aQuestionEndsWithAnAnswer();
    void flippedPartsCanBeLookedAt();
    void hundredThousandFlipsDoNotHoldTheWindowUp();
};

void TestWhatIfDialog::everyFlipIsARow()
{
    FlipModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFlips(answerOf(5).flips);
    QCOMPARE(model.rowCount(), 5);
    QStringList row;
    for (int column = 0; column < model.columnCount(); ++column)
        row.append(model.index(1, column).data().toString());
    QCOMPARE(row, (QStringList {"part_1.png", "Pass", "Fail", "0.01", "good", "/parts/line 1"}));
    QCOMPARE(model.index(1, 0).data(FlipModel::PathRole).toString(), QString("/parts/line 1/part_1.png"));
    model.setFlips({});
    QCOMPARE(model.rowCount(), 0);
}

void TestWhatIfDialog::columnsSortByWhatTheyMean_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("first");
    QTest::newRow("score, a number") << int(FlipModel::ScoreColumn) << "part_0.png";
    QTest::newRow("after, worst last") << int(FlipModel::AfterColumn) << "part_0.png";
    QTest::newRow("before, worst last") << int(FlipModel::BeforeColumn) << "part_1.png";
}

void TestWhatIfDialog::columnsSortByWhatTheyMean()
{
    QFETCH(int, column);
    WhatIfDialog dialog;
    dialog.setAnswer(answerOf(3));
    auto* const table = dialog.findChild<QTableView*>();
    table->sortByColumn(column, Qt::AscendingOrder);
    QTEST(table->model()->index(0, FlipModel::PartColumn).data().toString(), "first");
}

void TestWhatIfDialog::aQuestionEndsWithAnAnswer_data()
{
    QTest::addColumn<bool>("hasHistory");
    QTest::addColumn<QString>("failure");
    QTest::addColumn<QString>("summary");
    QTest::newRow("answered") << true << QString() << "No verdict flips.";
    QTest::newRow("no history") << false << QString() << "There is no history to judge: it can't be opened.";
    QTest::newRow("failed") << true << "The disk is gone." << "The disk is gone.";
}

void TestWhatIfDialog::aQuestionEndsWithAnAnswer()
{
    QFETCH(bool, hasHistory);
    QFETCH(QString, failure);
    QFETCH(QString, summary);
    WhatIfDialog dialog;
    dialog.setQuestion({"Fail limit: 0.6 → 0.5"});
    QCOMPARE(dialog.summary(), QString("Judging…"));
    dialog.setProgress(1, 2);
    QVERIFY(dialog.summary().startsWith("Judging 1 of 2"));
    QVERIFY(!dialog.findChild<QProgressBar*>()->isHidden());
    WhatIf answer;
    answer.hasHistory = hasHistory;
    if (failure.isEmpty())
        dialog.setAnswer(answer);
    else
        dialog.setFailure(failure);
    QVERIFY2(dialog.summary().startsWith(summary), qPrintable(dialog.summary()));
    QVERIFY(dialog.findChild<QProgressBar*>()->isHidden());
    dialog.setProgress(2, 2);  // late
    QVERIFY(dialog.summary().startsWith(summary));
}

void TestWhatIfDialog::flippedPartsCanBeLookedAt()
{
    WhatIfDialog dialog;
    dialog.setAnswer(answerOf(3));
    auto* const table = dialog.findChild<QTableView*>();
    table->sortByColumn(FlipModel::ScoreColumn, Qt::DescendingOrder);
    QSignalSpy part(&dialog, &WhatIfDialog::partActivated), selection(&dialog, &WhatIfDialog::selectionWanted);
    emit table->activated(table->model()->index(0, FlipModel::LabelColumn));
    QCOMPARE(part[0][0].toString(), QString("/parts/line 2/part_2.png"));
    for (QPushButton* const button : dialog.findChildren<QPushButton*>())
        if (button->text().contains("List"))
            button->click();
    QCOMPARE(selection[0][0].toStringList().size(), 3);
}

void TestWhatIfDialog::hundredThousandFlipsDoNotHoldTheWindowUp()
{
    WhatIfDialog dialog;
    dialog.show();
    const WhatIf answer = answerOf(100000);
    QElapsedTimer time;
    time.start();
    dialog.setAnswer(answer);
    QApplication::processEvents();
    const qint64 filled = time.restart();
    dialog.findChild<QTableView*>()->sortByColumn(FlipModel::ScoreColumn, Qt::DescendingOrder);
    QApplication::processEvents();
    qInfo("filled in %lld ms, sorted in %lld ms", filled, time.elapsed());
    QVERIFY2(filled < 3000, qPrintable(QString::number(filled)));  // measured: 46 ms; a cell each made it seconds
}

QTEST_MAIN(TestWhatIfDialog)
#include "tst_what_if_dialog.moc"
