#include "app/workbench/fine_tune_dialog.h"
#include "widgets/training_plot.h"

#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace app;

namespace {

QPushButton* button(FineTuneDialog& dialog, const QString& text)
{
    for (QPushButton* const one : dialog.findChildren<QPushButton*>())
        if (one->text().remove(QLatin1Char('&')) == text)
            return one;
    return nullptr;
}

/// A dialog in which all is said that a training needs.
struct Ready {
    FineTuneDialog dialog {[](QWidget*, const QString&, const QString&, const QString&) { return QStringLiteral("/data/gears"); }};
    Ready()
    {
        dialog.setModel(QStringLiteral("Starter"));
        FineTuneOrder order;
        order.dataset = QStringLiteral("/data/gears");
        order.name = QStringLiteral("Gears");
        dialog.setOrder(order);
        dialog.setDataset(QStringLiteral("Layout mvtec: 1 products, 40 images"), true);
        dialog.show();
    }
};

}  // namespace

class TestFineTuneDialog : public QObject {
    Q_OBJECT

private slots:
    void nothingStartsWithoutModelDataAndName();
    void theOrderIsWhatStands();
    void aChosenFolderIsLookedAt();
    void runsPausesAndStops();
    void theEndAsksToKeepOrDiscard_data();
    void theEndAsksToKeepOrDiscard();
    void aFailureLeavesTheSettings();
    void closingDoesNotStopIt();
};

void TestFineTuneDialog::nothingStartsWithoutModelDataAndName()
{
    FineTuneDialog dialog([](QWidget*, const QString&, const QString&, const QString&) { return QString(); });
    dialog.show();
    QPushButton* const start = button(dialog, QStringLiteral("Start"));
    QVERIFY(start);
    QVERIFY(!start->isEnabled());
    dialog.setModel(QStringLiteral("Starter"));
    FineTuneOrder order;
    order.name = QStringLiteral("Gears");
    dialog.setOrder(order);
    QVERIFY(!start->isEnabled());
    dialog.setDataset(QStringLiteral("no masks"), false);
    QVERIFY(!start->isEnabled());
    dialog.setDataset(QStringLiteral("40 images"), true);
    QVERIFY(start->isEnabled());
    order.name = QStringLiteral("  ");
    dialog.setOrder(order);
    dialog.setDataset(QStringLiteral("40 images"), true);
    QVERIFY(!start->isEnabled());
}

void TestFineTuneDialog::theOrderIsWhatStands()
{
    Ready ready;
    const FineTuneOrder order {QStringLiteral("/data/gears"), QStringLiteral("Gears 2"), 25, 16, 2e-5, 0.3, 0, false};
    ready.dialog.setOrder(order);
    QCOMPARE(ready.dialog.order(), order);
    ready.dialog.setDataset(QStringLiteral("40 images"), true);
    QList<FineTuneOrder> wanted;
    connect(&ready.dialog, &FineTuneDialog::startWanted, this, [&](const FineTuneOrder& one) { wanted.append(one); });
    QTest::mouseClick(button(ready.dialog, QStringLiteral("Start")), Qt::LeftButton);
    QCOMPARE(wanted, QList<FineTuneOrder> {order});
}

void TestFineTuneDialog::aChosenFolderIsLookedAt()
{
    Ready ready;
    QSignalSpy chosen(&ready.dialog, &FineTuneDialog::datasetChosen);
    auto* const field = ready.dialog.findChild<FileField*>();
    field->edit()->setText(QStringLiteral("/data/washers"));
    QTest::keyClick(field->edit(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().toString(), QStringLiteral("/data/washers"));
    // What was known of the other folder no longer counts.
    QVERIFY(!button(ready.dialog, QStringLiteral("Start"))->isEnabled());
}

void TestFineTuneDialog::runsPausesAndStops()
{
    Ready ready;
    FineTuneDialog& dialog = ready.dialog;
    QSignalSpy paused(&dialog, &FineTuneDialog::pauseWanted), stop(&dialog, &FineTuneDialog::stopWanted);
    dialog.setStarted();
    QVERIFY(!button(dialog, QStringLiteral("Start"))->isVisible());
    dialog.setStep({2, 5, 10, 1.25, 130});
    QVERIFY2(dialog.status().contains(QStringLiteral("Epoch 2 of 10, step 5 of 10, loss 1.250")), qPrintable(dialog.status()));
    QCOMPARE(dialog.findChild<QProgressBar*>()->value(), 1500);
    QTest::mouseClick(button(dialog, QStringLiteral("Pause")), Qt::LeftButton);
    QCOMPARE(paused.takeFirst().first().toBool(), true);
    dialog.setPaused(true);
    QVERIFY(dialog.status().startsWith(QStringLiteral("Paused")));
    QTest::mouseClick(button(dialog, QStringLiteral("Go On")), Qt::LeftButton);
    QCOMPARE(paused.takeFirst().first().toBool(), false);
    dialog.setPaused(false);
    QTest::mouseClick(button(dialog, QStringLiteral("Stop")), Qt::LeftButton);
    QCOMPARE(stop.size(), 1);
    QVERIFY(!button(dialog, QStringLiteral("Stop"))->isEnabled());
    dialog.setStopped();
    QVERIFY(button(dialog, QStringLiteral("Start"))->isVisible());
    QVERIFY(dialog.status().contains(QStringLiteral("go on")));
}

void TestFineTuneDialog::theEndAsksToKeepOrDiscard_data()
{
    QTest::addColumn<double>("before");
    QTest::addColumn<double>("after");
    QTest::addColumn<double>("p");
    QTest::addColumn<QString>("said");
    QTest::newRow("better") << 0.25 << 0.5 << 0.01 << QStringLiteral("Better on the validation images: pixel AP 50.0 %, before 25.0 %.");
    QTest::newRow("worse") << 0.5 << 0.25 << 0.2 << QStringLiteral("Discarding it is the safe choice.");
    QTest::newRow("too few") << 0.25 << 0.5 << 0.2 << QStringLiteral("too few to tell");
    QTest::newRow("untold") << -1.0 << 0.5 << 0.2 << QStringLiteral("can't tell whether the trained model is better");
}

void TestFineTuneDialog::theEndAsksToKeepOrDiscard()
{
    QFETCH(double, before);
    QFETCH(double, after);
    QFETCH(double, p);
    QFETCH(QString, said);
    Ready ready;
    FineTuneDialog& dialog = ready.dialog;
    dialog.setStarted();
    dialog.addEpoch({1, 1.5, 0.5, {}, 0.75, true});
    QCOMPARE(dialog.plot().itemCount(), 1);
    dialog.setGuard({before < 0 ? std::nullopt : std::optional(before), after, 0.7, 0.8, p});
    dialog.setFinished(3, 1, true);
    QVERIFY2(dialog.status().contains(said), qPrintable(dialog.status()));
    QSignalSpy keep(&dialog, &FineTuneDialog::keepWanted), discard(&dialog, &FineTuneDialog::discardWanted);
    QTest::mouseClick(button(dialog, QStringLiteral("Keep and Use")), Qt::LeftButton);
    QTest::mouseClick(button(dialog, QStringLiteral("Discard")), Qt::LeftButton);
    QCOMPARE(keep.size(), 1);
    QCOMPARE(discard.size(), 1);
    dialog.setSettled(QStringLiteral("Kept."));
    QVERIFY(!button(dialog, QStringLiteral("Discard"))->isVisible());
    QCOMPARE(dialog.status(), QStringLiteral("Kept."));
}

void TestFineTuneDialog::aFailureLeavesTheSettings()
{
    Ready ready;
    const FineTuneOrder order = ready.dialog.order();
    ready.dialog.setStarted();
    ready.dialog.setFailed(QStringLiteral("The disk is full."));
    QVERIFY(ready.dialog.status().contains(QStringLiteral("The disk is full.")));
    QCOMPARE(ready.dialog.order(), order);
    QVERIFY(button(ready.dialog, QStringLiteral("Start"))->isEnabled());
}

void TestFineTuneDialog::closingDoesNotStopIt()
{
    Ready ready;
    QSignalSpy stop(&ready.dialog, &FineTuneDialog::stopWanted);
    ready.dialog.setStarted();
    ready.dialog.close();
    QVERIFY(stop.isEmpty());
    ready.dialog.setStep({1, 1, 10, 2, 60});
    ready.dialog.show();
    QVERIFY(ready.dialog.status().contains(QStringLiteral("step 1 of 10")));
}

QTEST_MAIN(TestFineTuneDialog)
#include "tst_fine_tune_dialog.moc"
