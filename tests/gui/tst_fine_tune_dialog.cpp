#include "app/workbench/fine_tune_dialog.h"
#include "widgets/example_strip.h"
#include "widgets/training_plot.h"

#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
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
    void aCheckSaysWhatItWouldTake();
    void otherSettingsForgetTheEstimates();
    void examplesOfTheNewestEpochAreShown();
    void reviewedPartsAreOfferedWhereThereAreAny();
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
    // A model is named by its data until somebody names it.
    order.dataset = QStringLiteral("/data/gears/");
    dialog.setOrder(order);
    dialog.setDataset(QStringLiteral("40 images"), true);
    QCOMPARE(dialog.order().name, QStringLiteral("gears"));
    QVERIFY(start->isEnabled());
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
    dialog.setStep({1, 1, 10, 1.5, {}});
    QVERIFY2(dialog.status().endsWith(QStringLiteral("loss 1.500.")), qPrintable(dialog.status()));  // nobody knows yet how long it takes
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
    QTest::addColumn<int>("onlyBefore");
    QTest::addColumn<int>("onlyAfter");
    QTest::addColumn<bool>("worse");
    QTest::addColumn<QString>("said");
    QTest::newRow("better") << 0.25 << 0.5 << 0.01 << 1 << 9 << false << QStringLiteral("Better on the validation images: pixel AP 50.0 %, before 25.0 %.");
    QTest::newRow("verdicts better") << 0.25 << 0.5 << 0.01 << 1 << 9 << false << QStringLiteral("Its verdicts are better: right only now 9, right only before 1 (McNemar's test, p = 0.01).");
    QTest::newRow("worse") << 0.5 << 0.25 << 0.2 << 3 << 3 << true << QStringLiteral("Discarding it is the safe choice.");
    QTest::newRow("pixels better, verdicts worse") << 0.25 << 0.5 << 0.0005 << 20 << 3 << true
                                                   << QStringLiteral("Pixel AP is better on the validation images, 50.0 %, before 25.0 %, but the verdicts are worse. Discarding it is the safe choice.");
    QTest::newRow("verdicts worse") << 0.25 << 0.5 << 0.0005 << 20 << 3 << true << QStringLiteral("Its verdicts are worse: right only now 3, right only before 20 (McNemar's test, p = 0.0005).");
    QTest::newRow("too few") << 0.25 << 0.5 << 0.2 << 1 << 3 << false << QStringLiteral("too few to tell");
    QTest::newRow("untold") << -1.0 << 0.5 << 0.2 << 1 << 3 << false << QStringLiteral("can't tell whether the trained model is better");
    QTest::newRow("worse without pixels") << -1.0 << 0.5 << 0.01 << 9 << 1 << true << QStringLiteral("Worse on the validation images. Discarding it is the safe choice.");
}

void TestFineTuneDialog::theEndAsksToKeepOrDiscard()
{
    QFETCH(double, before);
    QFETCH(double, after);
    QFETCH(double, p);
    QFETCH(int, onlyBefore);
    QFETCH(int, onlyAfter);
    QFETCH(bool, worse);
    QFETCH(QString, said);
    Ready ready;
    FineTuneDialog& dialog = ready.dialog;
    dialog.setStarted();
    dialog.addEpoch({1, 1.5, 0.5, {}, 0.75, true});
    QCOMPARE(dialog.plot().itemCount(), 1);
    dialog.setGuard({before < 0 ? std::nullopt : std::optional(before), after, 0.7, 0.8, p, onlyBefore, onlyAfter, worse});
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

void TestFineTuneDialog::aCheckSaysWhatItWouldTake()
{
    Ready ready;
    FineTuneDialog& dialog = ready.dialog;
    QList<FineTuneOrder> wanted;
    connect(&dialog, &FineTuneDialog::checkWanted, this, [&](const FineTuneOrder& order) { wanted.append(order); });
    QTest::mouseClick(button(dialog, QStringLiteral("Check")), Qt::LeftButton);
    QCOMPARE(wanted, QList<FineTuneOrder> {dialog.order()});
    dialog.setChecking();
    QVERIFY(!button(dialog, QStringLiteral("Start"))->isVisible());
    QVERIFY(button(dialog, QStringLiteral("Stop"))->isEnabled());
    QVERIFY(!button(dialog, QStringLiteral("Pause"))->isVisible());
    TrainingFacts facts;
    facts.source = {QStringLiteral("mvtec"), 2, 1032, 16, 1016, 0, 15, false, false};
    facts.training = {22, 12, 12, {QStringLiteral("gear"), QStringLiteral("washer")}};
    facts.validation = TrainingFacts::Side {};
    facts.leaks = 2;
    facts.memoryMb = 9000;
    facts.freeMb = 8000;
    facts.seconds = 7500;
    facts.device = QStringLiteral("CPU, 2 threads");
    facts.problems = {QStringLiteral("The mask of 7 is missing.")};
    facts.problemCount = 5;
    dialog.setFacts(facts);
    for (const char* const said : {"(layout mvtec)", "15 with a mask", "12 of them defective: gear, washer", "nothing, for want of images", "stood on both sides",
                                   "about 9,000 MB, but only 8,000 MB are free", "about 2 h 5 min", "CPU, 2 threads", "The mask of 7 is missing.", "4 more"})
        QVERIFY2(dialog.factsText().contains(QLatin1String(said)), qPrintable(dialog.factsText()));
    dialog.setChecked();
    QVERIFY(dialog.status().contains(QStringLiteral("too little memory")));
    QVERIFY(button(dialog, QStringLiteral("Start"))->isEnabled());
}

void TestFineTuneDialog::otherSettingsForgetTheEstimates()
{
    Ready ready;
    TrainingFacts facts;
    facts.source = {QStringLiteral("mvtec"), 2, 32, 16, 16, 0, 15, false, false};
    facts.memoryMb = 345;
    facts.seconds = 14;
    facts.problems = {QStringLiteral("The mask of 7 is missing.")};
    facts.problemCount = 1;
    ready.dialog.setFacts(facts);
    QVERIFY(ready.dialog.factsText().contains(QStringLiteral("about 14 s")));
    ready.dialog.findChild<QSpinBox*>()->stepUp();
    QVERIFY2(!ready.dialog.factsText().contains(QStringLiteral("about")), qPrintable(ready.dialog.factsText()));
    QVERIFY(ready.dialog.factsText().contains(QStringLiteral("The mask of 7 is missing.")));
    QVERIFY(ready.dialog.factsText().contains(QStringLiteral("15 with a mask")));
}

void TestFineTuneDialog::examplesOfTheNewestEpochAreShown()
{
    Ready ready;
    QSignalSpy wanted(&ready.dialog, &FineTuneDialog::examplePictureWanted);
    ready.dialog.setStarted();
    QVERIFY(!ready.dialog.examples().isVisible());
    ready.dialog.addExample({1, 1, QStringLiteral("gear"), true, QStringLiteral("/t/epoch-1-1.png")});
    QVERIFY(ready.dialog.examples().isVisible());
    QCOMPARE(wanted.size(), 1);
    QImage picture(4, 4, QImage::Format_RGB32);
    picture.fill(Qt::red);
    ready.dialog.setExamplePicture(QStringLiteral("/t/epoch-1-1.png"), picture);
    QCOMPARE(ready.dialog.examples().pictureOf(0), picture);
    ready.dialog.setFinished(1, 1, false);
    QVERIFY(ready.dialog.examples().isVisible());
    ready.dialog.setStarted();
    QVERIFY(!ready.dialog.examples().isVisible());
}

void TestFineTuneDialog::reviewedPartsAreOfferedWhereThereAreAny()
{
    Ready ready;
    QPushButton* const reviewed = button(ready.dialog, QStringLiteral("Take the Reviewed Parts of the History"));
    QVERIFY(reviewed);
    QVERIFY(!reviewed->isVisible());
    ready.dialog.setReviewedOffered(true);
    QVERIFY(reviewed->isVisible());
    QSignalSpy wanted(&ready.dialog, &FineTuneDialog::reviewedWanted);
    QTest::mouseClick(reviewed, Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    ready.dialog.setDatasetPath(QStringLiteral("/home/reviewed-parts"));
    QCOMPARE(ready.dialog.order().dataset, QStringLiteral("/home/reviewed-parts"));
    QVERIFY(!button(ready.dialog, QStringLiteral("Start"))->isEnabled());
}

QTEST_MAIN(TestFineTuneDialog)
#include "tst_fine_tune_dialog.moc"
