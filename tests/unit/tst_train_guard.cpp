// When a training counts as having made the model worse.
#include "app/inspect/train_guard.h"

#include <QtTest>

using inference::training::ValidationFigures;

namespace {

/// A letter for each image: 'r' right, 'w' wrong, '-' without a verdict.
ValidationFigures figuresOf(double pixelAp, const QString& verdicts)
{
    ValidationFigures figures;
    if (pixelAp >= 0)
        figures.mean.pixelAp = pixelAp;
    for (const QChar verdict : verdicts)
        figures.right.push_back(verdict == '-' ? std::nullopt : std::optional(verdict == 'r'));
    return figures;
}

}  // namespace

class TestTrainGuard : public QObject {
    Q_OBJECT

private slots:
    void worseIsSaid_data();
    void worseIsSaid();
    void withoutPixelsTheImagesDecide();
};

void TestTrainGuard::worseIsSaid_data()
{
    QTest::addColumn<double>("apBefore");
    QTest::addColumn<QString>("before");
    QTest::addColumn<double>("apAfter");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("counts");  ///< both right, only before, only after, both wrong
    QTest::addColumn<double>("p");
    QTest::addColumn<bool>("worse");
    QTest::newRow("the same") << 0.5 << "rrww" << 0.5 << "rrww" << "2 0 0 2" << 1.0 << false;
    QTest::newRow("pixels better") << 0.5 << "rrww" << 0.6 << "rrrw" << "2 0 1 1" << 1.0 << false;
    QTest::newRow("pixels worse") << 0.5 << "rrww" << 0.49 << "rrrr" << "2 0 2 0" << 0.5 << true;
    // 5 of 5 one way: 2/32; 6 of 6: 2/64.
    QTest::newRow("verdicts worse by chance") << 0.5 << "rrrrr" << 0.5 << "wwwww" << "0 5 0 0" << 0.0625 << false;
    QTest::newRow("verdicts worse") << 0.5 << "rrrrrr" << 0.5 << "wwwwww" << "0 6 0 0" << 0.03125 << true;
    QTest::newRow("verdicts better") << 0.5 << "wwwwww" << 0.5 << "rrrrrr" << "0 0 6 0" << 0.03125 << false;
    QTest::newRow("without a verdict") << 0.5 << "r-rw" << 0.5 << "rr-w" << "1 0 0 1" << 1.0 << false;
}

void TestTrainGuard::worseIsSaid()
{
    QFETCH(double, apBefore);
    QFETCH(QString, before);
    QFETCH(double, apAfter);
    QFETCH(QString, after);
    const app::TrainGuard guard = app::compared(figuresOf(apBefore, before), figuresOf(apAfter, after));
    const auto& verdicts = guard.verdicts;
    QTEST(QStringLiteral("%1 %2 %3 %4").arg(verdicts.bothRight).arg(verdicts.onlyFirst).arg(verdicts.onlySecond).arg(verdicts.bothWrong), "counts");
    QTEST(verdicts.pValue, "p");
    QTEST(guard.isWorse(), "worse");
}

void TestTrainGuard::withoutPixelsTheImagesDecide()
{
    ValidationFigures before = figuresOf(-1, "rw"), after = figuresOf(-1, "rw");
    QVERIFY(!app::compared(before, after).isWorse());
    before.mean.imageAuroc = 0.8;
    after.mean.imageAuroc = 0.7;
    QVERIFY(app::compared(before, after).isWorse());
    std::swap(before, after);
    QVERIFY(!app::compared(before, after).isWorse());
}

QTEST_GUILESS_MAIN(TestTrainGuard)
#include "tst_train_guard.moc"
