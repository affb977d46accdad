// The export dialog by itself: what may be chosen, what is asked for, what is told of an export.
#include "app/workbench/export_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace app;
using inference::Error;
using inference::ErrorCode;
using std::chrono::seconds;

namespace {

template <typename Button>
Button* named(QWidget& dialog, const QString& text)
{
    for (Button* const one : dialog.findChildren<Button*>())
        if (one->text().remove(QLatin1Char('&')) == text)
            return one;
    return nullptr;
}

/// A dialog over ten parts.
struct Ready {
    ExportDialog dialog {[](QWidget*, const QString&, const QString&, const QString&) { return QStringLiteral("/chosen"); }};
    QSignalSpy wanted {&dialog, &ExportDialog::exportWanted};
    Ready()
    {
        ExportForm form;
        form.folder = QStringLiteral("/out");
        dialog.setForm(form);
        dialog.setCounts({10, 4, 0});
        dialog.show();
    }
    QCheckBox* box(const char* text) { return named<QCheckBox>(dialog, QString::fromUtf8(text)); }
    QPushButton* button(const char* text) { return named<QPushButton>(dialog, QString::fromUtf8(text)); }
    bool says(const QString& text)
    {
        for (const QLabel* const label : dialog.findChildren<QLabel*>())
            if (label->isVisible() && label->text() == text)
                return true;
        return false;
    }
    QComboBox* choice(int number) { return dialog.findChildren<QComboBox*>().at(number); }
};

}  // namespace

class TestExportDialog : public QObject {
    Q_OBJECT

private slots:
    void oneClickAsksForAll();
    void theFormIsWhatStands();
    void everythingTurnsAllOnAndOff();
    void nothingToExportIsSaid_data();
    void nothingToExportIsSaid();
    void historyIsNotForRedactedExports_data();
    void historyIsNotForRedactedExports();
    void choicesTellHowManyPartsTheyMean();
    void runTellsHowFarAndHowLong();
    void endsAreTold_data();
    void endsAreTold();
    void problemsAreListed();
    void manyProblemsAreCut();
    void cancelAndOpenAreAskedFor();
    void comingBackAsksForCounts();
    void nothingIsCutOff();
    void keysLeadToTheFields();
};

void TestExportDialog::oneClickAsksForAll()
{
    Ready ready;
    QTest::keyClick(&ready.dialog, Qt::Key_Return);
    QCOMPARE(ready.wanted.size(), 1);
    const auto form = ready.wanted[0][0].value<ExportForm>();
    QCOMPARE(form.wants, (ExportWants {true, true, true, true, true, true, true, true, false}));
    QCOMPARE(form.folder, QString("/out"));
    QCOMPARE(form.parts, ExportedParts::All);
    QVERIFY(!form.isRedacted());
}

void TestExportDialog::theFormIsWhatStands()
{
    Ready ready;
    ExportForm form;
    form.folder = "/other place";
    form.wants = {false, true, false, true, false, true, false, true, true};
    form.parts = ExportedParts::Failing;
    form.redaction = {Redaction::Names::Numbers, true, false};
    ready.dialog.setForm(form);
    QCOMPARE(ready.dialog.form(), form);
    QTest::mouseClick(ready.button("Browse…"), Qt::LeftButton);
    QCOMPARE(ready.dialog.form().folder, QString("/chosen"));
}

void TestExportDialog::everythingTurnsAllOnAndOff()
{
    Ready ready;
    QCheckBox* const everything = ready.box("Everything");
    QCOMPARE(everything->checkState(), Qt::PartiallyChecked);  // the history is off
    everything->click();
    QVERIFY(ready.box("History")->isChecked());
    QCOMPARE(everything->checkState(), Qt::Checked);
    everything->click();
    QVERIFY(ready.dialog.form().wants.isNothing());
    QCOMPARE(everything->checkState(), Qt::Unchecked);
    ready.box("Masks")->click();
    QCOMPARE(everything->checkState(), Qt::PartiallyChecked);
    everything->click();
    QCOMPARE(everything->checkState(), Qt::Checked);
}

void TestExportDialog::nothingToExportIsSaid_data()
{
    QTest::addColumn<ExportForm>("form");
    QTest::addColumn<ExportCounts>("counts");
    QTest::addColumn<QString>("reason");
    ExportForm form;
    form.folder = "/out";
    QTest::newRow("ready") << form << ExportCounts {10, 4, 0} << QString();
    QTest::newRow("no parts") << form << ExportCounts {} << "Nothing has been inspected yet.";
    ExportForm other = form;
    other.parts = ExportedParts::Failing;
    QTest::newRow("no such parts") << other << ExportCounts {10, 4, 0} << "There are no such parts.";
    other = form;
    other.wants = {};
    QTest::newRow("no files") << other << ExportCounts {10, 4, 0} << "Nothing is chosen.";
    other.wants.history = true;
    other.redaction.times = true;
    QTest::newRow("only what isn't allowed") << other << ExportCounts {10, 4, 0} << "Nothing is chosen.";
    other = form;
    other.folder.clear();
    QTest::newRow("no folder") << other << ExportCounts {10, 4, 0} << "No folder is chosen.";
}

void TestExportDialog::nothingToExportIsSaid()
{
    QFETCH(ExportForm, form);
    QFETCH(ExportCounts, counts);
    QFETCH(QString, reason);
    Ready ready;
    ready.dialog.setForm(form);
    ready.dialog.setCounts(counts);
    QCOMPARE(ready.button("Export")->isEnabled(), reason.isEmpty());
    QVERIFY(reason.isEmpty() || ready.says(reason));
}

void TestExportDialog::historyIsNotForRedactedExports_data()
{
    QTest::addColumn<Redaction>("redaction");
    QTest::newRow("folders left out") << Redaction {Redaction::Names::Files, false, false};
    QTest::newRow("names left out") << Redaction {Redaction::Names::Numbers, false, false};
    QTest::newRow("times left out") << Redaction {Redaction::Names::Kept, true, false};
    QTest::newRow("people left out") << Redaction {Redaction::Names::Kept, false, true};
}

void TestExportDialog::historyIsNotForRedactedExports()
{
    QFETCH(Redaction, redaction);
    Ready ready;
    QCheckBox* const history = ready.box("History");
    history->setChecked(true);
    QVERIFY(ready.dialog.form().allowedWants().history);
    ExportForm form = ready.dialog.form();
    form.redaction = redaction;
    ready.dialog.setForm(form);
    QVERIFY(!history->isEnabled());
    QVERIFY(!ready.dialog.form().allowedWants().history);
    QVERIFY(ready.says("Not where something is left out: it holds paths and names."));
    form.redaction = {};
    ready.dialog.setForm(form);
    QVERIFY(history->isEnabled() && history->isChecked());  // the wish is kept
    ready.dialog.setHistoryThere(false);
    QVERIFY(!history->isEnabled());
    QVERIFY(ready.says("There is none: inspections aren't kept."));
}

void TestExportDialog::choicesTellHowManyPartsTheyMean()
{
    Ready ready;
    ready.dialog.setCounts({1234, 56, 7});
    QCOMPARE(ready.choice(0)->itemText(0), "All inspected parts (" + QLocale().toString(1234) + ")");
    QCOMPARE(ready.choice(0)->itemText(1), QString("Those that the list shows (56)"));
    QCOMPARE(ready.choice(0)->itemText(2), QString("Those that fail in the end (7)"));
}

void TestExportDialog::runTellsHowFarAndHowLong()
{
    Ready ready;
    ready.dialog.setWaiting("Waiting for the log");
    auto* const bar = ready.dialog.findChild<QProgressBar*>();
    QCOMPARE(bar->maximum(), 0);
    QVERIFY(ready.dialog.status().startsWith("Waiting"));
    const widgets::Pace::Time begin {};
    ready.dialog.setProgress(0, 100, begin);
    QVERIFY(!ready.button("Export")->isVisible() && ready.button("Cancel")->isVisible());
    QCOMPARE(ready.dialog.focusWidget(), ready.button("Cancel"));
    QVERIFY(!ready.box("Masks")->isEnabled());
    ready.dialog.setProgress(25, 100, begin + seconds(20));
    QCOMPARE(bar->value(), 25);
    QCOMPARE(bar->maximum(), 100);
    QVERIFY2(ready.dialog.status().startsWith("25 of 100 parts are done. "), qPrintable(ready.dialog.status()));
    QVERIFY2(ready.dialog.status().endsWith("left"), qPrintable(ready.dialog.status()));
    ready.dialog.setProgress(100, 100, begin + seconds(80));
    QCOMPARE(ready.dialog.status(), QString("100 of 100 parts are done."));
}

void TestExportDialog::endsAreTold_data()
{
    QTest::addColumn<QString>("end");
    QTest::addColumn<QString>("told");
    QTest::newRow("finished") << "finished" << "45 file(s) written.";
    QTest::newRow("refused") << "refused" << "“/data/masks” is there already and is not an export's. Nothing was written. Choose another folder, or an empty one.";
    QTest::newRow("failed") << "failed" << "The disk is full.";
    QTest::newRow("cancelled") << "cancelled" << "Cancelled. Files of parts that were done stay in the folder; tables are as they were before.";
}

void TestExportDialog::endsAreTold()
{
    QFETCH(QString, end);
    QFETCH(QString, told);
    Ready ready;
    ready.dialog.setProgress(3, 10);
    if (end == "finished")
        ready.dialog.setFinished({10, 45, {}});
    else if (end == "refused")
        ready.dialog.setRefused("/data/masks");
    else if (end == "failed")
        ready.dialog.setFailed("The disk is full.");
    else
        ready.dialog.setCancelled();
    QCOMPARE(ready.dialog.status(), told);
    QVERIFY(ready.button("Export")->isVisible() && ready.button("Export")->isEnabled() && !ready.button("Cancel")->isVisible());
    QVERIFY(!ready.dialog.findChild<QProgressBar*>()->isVisible());
    QVERIFY(ready.box("Masks")->isEnabled());
    QCOMPARE(ready.button("Open Folder")->isEnabled(), end == "finished");
    QCOMPARE(ready.dialog.problems(), QString());
}

void TestExportDialog::problemsAreListed()
{
    Ready ready;
    ready.dialog.setFinished({2, 5, {{ExportProblem::Kind::EvidenceGone, "a.png", {}}, {ExportProblem::Kind::Failed, "b.png", Error(ErrorCode::FileMissing, {}, "/parts/b.png")}}});
    QCOMPARE(ready.dialog.status(), QString("5 file(s) written. 2 thing(s) could not be exported:"));
    const QStringList lines = ready.dialog.problems().split('\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[0].startsWith("a.png: "));
    QVERIFY(lines[1].contains("/parts/b.png"));
    ready.dialog.setProgress(0, 2);
    QCOMPARE(ready.dialog.problems(), QString());
}

void TestExportDialog::manyProblemsAreCut()
{
    Ready ready;
    ExportResult result {5000, 5, {}};
    result.problems.assign(5000, {ExportProblem::Kind::EvidenceGone, "a.png", {}});
    ready.dialog.setFinished(result);
    const QStringList lines = ready.dialog.problems().split('\n');
    QCOMPARE(lines.size(), 1001);
    QCOMPARE(lines.last(), QString("4000 more, all of them in export.json."));
}

void TestExportDialog::cancelAndOpenAreAskedFor()
{
    Ready ready;
    QSignalSpy cancel(&ready.dialog, &ExportDialog::cancelWanted), open(&ready.dialog, &ExportDialog::openFolderWanted);
    ready.dialog.setProgress(0, 10);
    QTest::keyClick(ready.button("Cancel"), Qt::Key_Space);
    QCOMPARE(cancel.size(), 1);
    ready.dialog.setFinished({10, 45, {}});
    QTest::mouseClick(ready.button("Open Folder"), Qt::LeftButton);
    QCOMPARE(open.size(), 1);
    QCOMPARE(open[0][0].toString(), QString("/out"));
    QCOMPARE(ready.wanted.size(), 0);
}

void TestExportDialog::comingBackAsksForCounts()
{
    Ready ready;
    QVERIFY(QTest::qWaitForWindowActive(&ready.dialog));
    QSignalSpy counts(&ready.dialog, &ExportDialog::countsWanted);
    QWidget other;
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    ready.dialog.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&ready.dialog));
    QCOMPARE(counts.size(), 1);
}

void TestExportDialog::nothingIsCutOff()
{
    Ready ready;
    QVERIFY(QTest::qWaitForWindowExposed(&ready.dialog));
    ready.dialog.setFinished({2, 5, {{ExportProblem::Kind::EvidenceGone, "a.png", {}}, {ExportProblem::Kind::EvidenceGone, "b.png", {}}}});
    QCoreApplication::processEvents();
    for (const QLabel* const label : ready.dialog.findChildren<QLabel*>())
        if (label->isVisible() && !label->text().isEmpty())
            QVERIFY2(label->width() >= label->minimumSizeHint().width() && label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
    for (const QAbstractButton* const button : ready.dialog.findChildren<QAbstractButton*>())
        if (button->isVisible() && !button->text().isEmpty())
            QVERIFY2(button->width() >= button->sizeHint().width() && button->height() >= button->sizeHint().height(), qPrintable(button->text()));
    QVERIFY(ready.dialog.width() <= 1280 && ready.dialog.height() <= 800);
}

void TestExportDialog::keysLeadToTheFields()
{
    Ready ready;
    QVERIFY(QTest::qWaitForWindowActive(&ready.dialog));
    QTest::keyClick(&ready.dialog, Qt::Key_F, Qt::AltModifier);
    QVERIFY(qobject_cast<QLineEdit*>(ready.dialog.focusWidget()));
    QTest::keyClick(&ready.dialog, Qt::Key_A, Qt::AltModifier);
    QCOMPARE(ready.dialog.focusWidget(), ready.choice(0));
    QTest::keyClick(&ready.dialog, Qt::Key_M, Qt::AltModifier);
    QCOMPARE(ready.dialog.focusWidget(), ready.box("Masks"));
    QTRY_VERIFY(!ready.dialog.form().wants.masks);  // the box is shown pressed for a moment
    // Every key is one's own.
    QSet<QChar> keys;
    const auto take = [&keys](const QString& text) {
        const auto at = text.indexOf('&');
        return at < 0 || !std::exchange(keys, keys + QSet<QChar> {text[at + 1].toUpper()}).contains(text[at + 1].toUpper());
    };
    for (const QAbstractButton* const button : ready.dialog.findChildren<QAbstractButton*>())
        QVERIFY2(take(button->text()), qPrintable(button->text()));
    for (const QLabel* const label : ready.dialog.findChildren<QLabel*>())
        QVERIFY2(!label->buddy() || take(label->text()), qPrintable(label->text()));
}

QTEST_MAIN(TestExportDialog)
#include "tst_export_dialog.moc"
