// The form by itself: what it asks for, and what it tells of the recorder.

#include "app/workbench/recording_form.h"
#include "widgets/wrapped_text.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QtTest>

using namespace app;

namespace {

struct Ready {
    RecordingForm form {[](QWidget*, const QString&, const QString&, const QString&) { return QStringLiteral("/chosen"); }};
    QSignalSpy changed {&form, &RecordingForm::optionsChanged};

    Ready()
    {
        RecorderOptions options;
        options.folder = "/rec";
        form.setOptions(options);
    }
    /// The field that a label leads to.
    template <typename Field>
    Field* field(const char* label) const
    {
        for (const QLabel* const one : form.findChildren<QLabel*>())
            if (QString(one->text()).remove(u'&') == QLatin1String(label))
                return qobject_cast<Field*>(one->buddy());
        return nullptr;
    }
    QPushButton* button(const char* text) const
    {
        for (QPushButton* const one : form.findChildren<QPushButton*>())
            if (QString(one->text()).remove(u'&') == QLatin1String(text))
                return one;
        return nullptr;
    }
    QString state() const { return form.findChild<widgets::WrappedText*>()->sentence(); }
    RecorderOptions last() const { return changed.last()[0].value<RecorderOptions>(); }
};

}  // namespace

class TestRecordingForm : public QObject {
    Q_OBJECT

private slots:
    void whatIsSetComesBackAndSaysNothing();
    void eachChoiceIsSaid();
    void aHalfTypedLimitIsNotSaid();
    void theFolderIsChosen();
    void buttonsLeadToTheFolder();
    void whatDoesNotCountIsDisabled();
    void theStateIsTold_data();
    void theStateIsTold();
    void itFitsANarrowColumn();
    void noTwoFieldsHaveTheSameKey();
};

void TestRecordingForm::whatIsSetComesBackAndSaysNothing()
{
    Ready ready;
    const RecorderOptions options {RecordedResults::Everything, 3, 50, "/a/b", 1'234'567'890'123, 14, 77};
    ready.form.setOptions(options);
    QVERIFY(ready.form.options() == options);  // to the byte, although tenths of a gigabyte are shown
    QCOMPARE(ready.changed.size(), 0);
}

void TestRecordingForm::eachChoiceIsSaid()
{
    Ready ready;
    ready.field<QComboBox>("Record:")->setCurrentIndex(2);
    QCOMPARE(ready.last().results, RecordedResults::FailsAndReviews);
    ready.field<QSpinBox>("Frames before:")->setValue(5);
    ready.field<QSpinBox>("Frames after:")->setValue(99);
    QCOMPARE(ready.last().before, 5);
    QCOMPARE(ready.last().after, 50);
    ready.field<QDoubleSpinBox>("At most:")->setValue(2.5);
    QCOMPARE(ready.last().mostBytes, std::uintmax_t(2'500'000'000));
    ready.field<QSpinBox>("Keep for:")->setValue(30);
    QCOMPARE(ready.last().mostDays, 30);
    QCOMPARE(ready.last().leastFree, RecorderOptions().leastFree);
    QCOMPARE(ready.changed.size(), 5);
    QVERIFY(ready.form.options() == ready.last());
}

void TestRecordingForm::aHalfTypedLimitIsNotSaid()
{
    Ready ready;
    ready.form.show();
    auto* const limit = ready.field<QDoubleSpinBox>("At most:");
    limit->setFocus();
    limit->selectAll();
    QTest::keyClicks(limit, "25");
    QCOMPARE(ready.changed.size(), 0);  // 2 GB would have removed recordings
    QTest::keyClick(limit, Qt::Key_Return);
    QCOMPARE(ready.last().mostBytes, std::uintmax_t(25'000'000'000));
    QCOMPARE(ready.changed.size(), 1);
}

void TestRecordingForm::theFolderIsChosen()
{
    Ready ready;
    QVERIFY(ready.field<QLineEdit>("Folder:"));
    for (QPushButton* const one : ready.form.findChildren<QPushButton*>())
        if (one->text().startsWith("Browse"))
            one->click();
    QCOMPARE(ready.last().folder, std::filesystem::path("/chosen"));
}

void TestRecordingForm::buttonsLeadToTheFolder()
{
    Ready ready;
    QSignalSpy open(&ready.form, &RecordingForm::openWanted), show(&ready.form, &RecordingForm::showWanted);
    ready.button("Open Recordings")->click();
    ready.button("Show in File Manager")->click();
    QCOMPARE(open.value(0).value(0).toString(), QString("/rec/parts"));
    QCOMPARE(show.value(0).value(0).toString(), QString("/rec"));
}

void TestRecordingForm::whatDoesNotCountIsDisabled()
{
    Ready ready;
    ready.field<QComboBox>("Record:")->setCurrentIndex(0);
    QVERIFY(!ready.field<QSpinBox>("Frames before:")->isEnabled());
    QVERIFY(!ready.field<QDoubleSpinBox>("At most:")->isEnabled());
    QVERIFY(ready.button("Open Recordings")->isEnabled());
    RecorderOptions options;
    ready.form.setOptions(options);
    QVERIFY(ready.field<QSpinBox>("Frames before:")->isEnabled());
    QVERIFY(!ready.button("Open Recordings")->isEnabled() && !ready.button("Show in File Manager")->isEnabled());
    QVERIFY(ready.state().contains("Choose a folder"));
}

void TestRecordingForm::theStateIsTold_data()
{
    QTest::addColumn<RecorderState>("state");
    QTest::addColumn<QStringList>("lines");
    const QString gigabytes = QString("2.5") + QChar::Nbsp + "GB";
    RecorderState state;
    state.recorded = 1234;
    state.bytes = 2'500'000'000;
    QTest::newRow("well") << state << QStringList {"Recorded: 1,234 · on disk: " + gigabytes};
    state.dropped = 3;
    state.droppedNeighbours = 40;
    state.pruned = 7;
    QTest::newRow("slow") << state << QStringList {"Recorded: 1,234 · on disk: " + gigabytes, "Oldest removed to keep the limits: 7",
                                                   "Not recorded: 3 pictures, 40 frames around them"};
    state.lostVerdicts = 12;
    QTest::newRow("history lost") << state << QStringList {"Recorded: 1,234 · on disk: " + gigabytes, "Oldest removed to keep the limits: 7",
                                                           "Not recorded: 3 pictures, 40 frames around them",
                                                           "Verdicts that are not in the history, because too many waited: 12"};
    RecorderState low;
    low.spaceLow = true;
    RecorderState full;
    full.noRoom = true;
    QTest::newRow("no room") << full << QStringList {"The limit leaves no room for a picture: raise it, or choose another folder.",
                                                    QString("Recorded: 0 · on disk: 0") + QChar::Nbsp + "B"};
    QTest::newRow("little space") << low << QStringList {"The disk is nearly full: recording waits until more is free.",
                                                         QString("Recorded: 0 · on disk: 0") + QChar::Nbsp + "B"};
}

void TestRecordingForm::theStateIsTold()
{
    QFETCH(RecorderState, state);
    QFETCH(QStringList, lines);
    Ready ready;
    ready.form.setState(state);
    QCOMPARE(ready.state().split('\n'), lines);
}

void TestRecordingForm::itFitsANarrowColumn()
{
    Ready ready;
    RecorderState state;
    state.error = inference::Error(inference::ErrorCode::WriteFailed, {"No space left on device"}, "/a/very/long/path/" + std::string(80, 'x') + ".png");
    ready.form.setState(state);
    ready.form.resize(312, 600);
    ready.form.show();
    QVERIFY2(ready.form.minimumSizeHint().width() <= 312, qPrintable(QString::number(ready.form.minimumSizeHint().width())));
    QCOMPARE(ready.form.width(), 312);
}

void TestRecordingForm::noTwoFieldsHaveTheSameKey()
{
    Ready ready;
    QStringList keys;
    const auto note = [&](const QString& text) {
        if (const qsizetype at = text.indexOf('&'); at >= 0)
            keys << text.mid(at + 1, 1).toLower();
    };
    for (const QLabel* const label : ready.form.findChildren<QLabel*>())
        note(label->text());
    for (const QPushButton* const button : ready.form.findChildren<QPushButton*>())
        note(button->text());
    QCOMPARE(keys.size(), QSet<QString>(keys.begin(), keys.end()).size());
    QCOMPARE(keys.size(), 8);
}

QTEST_MAIN(TestRecordingForm)
#include "tst_recording_form.moc"
