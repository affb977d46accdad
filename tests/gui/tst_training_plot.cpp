#include "widgets/training_plot.h"

#include <QtTest>

using namespace widgets;

class TestTrainingPlot : public QObject {
    Q_OBJECT

private slots:
    void emptyUntilTheFirstStep();
    void epochsAreTheItems();
    void onlyTheNewestBestIsTheBest();
    void copiedAsATable();
    void manyStepsStayFew();
    void cleared();
};

void TestTrainingPlot::emptyUntilTheFirstStep()
{
    TrainingPlot plot;
    plot.refresh();
    QVERIFY(plot.isEmpty());
    QVERIFY(!plot.emptyText().isEmpty());
    plot.addLoss(0.1, 2);
    plot.refresh();
    QVERIFY(!plot.isEmpty());
    QCOMPARE(plot.itemCount(), 0);
}

void TestTrainingPlot::epochsAreTheItems()
{
    TrainingPlot plot;
    plot.resize(600, 400);
    plot.addEpoch({1, 2.5, 0.25, 0.5, true});
    plot.addEpoch({2, 2.25, {}, 0.75, false});
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    plot.refresh();
    QCOMPARE(plot.itemCount(), 2);
    QCOMPARE(plot.sentenceOf(0), QStringLiteral("Epoch 1: loss 2.500, pixel AP 25.0 %, image AUROC 50.0 % (the best)"));
    QCOMPARE(plot.sentenceOf(1), QStringLiteral("Epoch 2: loss 2.250, pixel AP –, image AUROC 75.0 %"));
    QVERIFY(plot.placeOf(0).x() < plot.placeOf(1).x());
}

void TestTrainingPlot::onlyTheNewestBestIsTheBest()
{
    TrainingPlot plot;
    plot.addEpoch({1, 2, 0.2, {}, true});
    plot.addEpoch({2, 2, 0.3, {}, true});
    plot.refresh();
    QVERIFY(!plot.sentenceOf(0).contains(QStringLiteral("best")));
    QVERIFY(plot.sentenceOf(1).contains(QStringLiteral("best")));
}

void TestTrainingPlot::copiedAsATable()
{
    TrainingPlot plot;
    plot.addEpoch({1, 2.5, 0.25, {}, true});
    QCOMPARE(plot.copyText(), QStringLiteral("Epoch\tLoss\tPixel AP\tImage AUROC\n1\t2.500000\t0.250000\t\n"));
}

void TestTrainingPlot::manyStepsStayFew()
{
    TrainingPlot plot;
    plot.resize(600, 400);
    plot.show();
    for (int step = 0; step < 1'000'000; ++step)
        plot.addLoss(step / 1000.0, 1 + 1.0 / (1 + step));
    plot.refresh();
    QVERIFY(plot.lossCount() > 1000 && plot.lossCount() <= 4000);
}

void TestTrainingPlot::cleared()
{
    TrainingPlot plot;
    plot.addLoss(0.5, 1);
    plot.addEpoch({1, 2, 0.2, {}, true});
    plot.clear();
    plot.refresh();
    QVERIFY(plot.isEmpty());
    QCOMPARE(plot.itemCount(), 0);
}

int main(int argc, char** argv)
{
    QLocale::setDefault(QLocale::c());
    QApplication application(argc, argv);
    TestTrainingPlot test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_training_plot.moc"
