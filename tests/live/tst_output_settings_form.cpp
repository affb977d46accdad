// The form of the outputs: what is typed is what comes out, secrets stay out of sight, a test says what came of it.

#include "app/workbench/output_section.h"
#include "app/workbench/output_settings_form.h"
#include "app/workbench/output_text.h"
#include "http_receiver.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLayout>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

#include <nlohmann/json.hpp>

using namespace app;
using inference::Error;
using inference::ErrorCode;

namespace {

OutputSettings filled()
{
    OutputSettings settings;
    settings.csv = {true, WantedVerdicts::Fail, "/data/line 1/verdicts.csv"};
    settings.webhook = {true, WantedVerdicts::ReviewAndFail, "http://127.0.0.1:1/hook", "t0ken"};
    settings.mqtt = {false, WantedVerdicts::All, "mqtt://127.0.0.1:1", "plant/line 1", "me", " pw "};
    return settings;
}

/// The form in a window as narrow as the panel that it lives in.
struct Shown {
    OutputSettingsForm form {[](QWidget*, const QString&, const QString&, const QString&) { return QStringLiteral("/chosen.csv"); }};
    QSignalSpy changed {&form, &OutputSettingsForm::changed};

    Shown()
    {
        form.resize(312, 900);
        form.show();
    }
    OutputSection* section(OutputKind kind) { return form.findChildren<OutputSection*>().at(int(kind)); }
    QLineEdit* field(const QString& name)
    {
        for (QLineEdit* const one : form.findChildren<QLineEdit*>())
            if (one->accessibleName() == name)
                return one;
        return nullptr;
    }
    QCheckBox* box(OutputKind kind) { return section(kind)->findChild<QCheckBox*>(); }
    QPushButton* button(OutputKind kind, const QString& text)
    {
        for (QPushButton* const one : section(kind)->findChildren<QPushButton*>())
            if (one->text() == text)
                return one;
        return nullptr;
    }
    void openAll()
    {
        for (OutputSection* const one : form.findChildren<OutputSection*>())
            one->setOpen(true);
    }
};

}  // namespace

class TestOutputSettingsForm : public QObject {
    Q_OBJECT

private slots:
    void allIsOffAndFolded();
    void whatIsSetComesBack();
    void whatThePersonChangesIsTold();
    void whatRunsFollowsWhenTypingHasEnded();
    void aChosenFileIsTaken();
    void secretsAreNotShown();
    void problemsAreSaidWhenItMatters();
    void everyProblemHasASentence();
    void everyFieldHasAName();
    void tabGoesDownTheForm();
    void nothingIsCutAtTheWidthOfThePanel();
    void aTestOfTheTableOpensIt();
    void aTestMessageIsTaken();
    void aTestThatFailsSaysWhy();
    void anEditEndsTheTest();
    void statesAreShown_data();
    void statesAreShown();
    void statesOfOtherOutputsAreNot();
    void anEndWithLossesIsSaid();
};

void TestOutputSettingsForm::allIsOffAndFolded()
{
    Shown shown;
    QVERIFY(shown.form.settings() == OutputSettings());
    for (const OutputKind kind : outputKinds) {
        QVERIFY(!shown.box(kind)->isVisible());
        QVERIFY(shown.section(kind)->problem().isEmpty());
    }
}

void TestOutputSettingsForm::whatIsSetComesBack()
{
    Shown shown;
    shown.form.setSettings(filled());
    QVERIFY(shown.form.settings() == filled());
    QVERIFY(shown.changed.isEmpty());
    QVERIFY(shown.box(OutputKind::Csv)->isVisible());
    QVERIFY(!shown.box(OutputKind::Mqtt)->isVisible());
    QCOMPARE(shown.section(OutputKind::Webhook)->findChild<QToolButton*>()->text(), "Webhook: on");
    QCOMPARE(shown.section(OutputKind::Mqtt)->findChild<QToolButton*>()->text(), "MQTT");
    shown.form.setSettings({});
    QVERIFY(shown.form.settings() == OutputSettings());
    QVERIFY(shown.changed.isEmpty());
}

void TestOutputSettingsForm::whatThePersonChangesIsTold()
{
    Shown shown;
    shown.openAll();
    shown.box(OutputKind::Mqtt)->click();
    QCOMPARE(shown.changed.size(), 1);
    QVERIFY(shown.form.settings().mqtt.enabled);
    QTest::keyClicks(shown.field("Topic on the broker"), "a/b");
    QCOMPARE(shown.changed.size(), 4);
    QCOMPARE(shown.form.settings().mqtt.topic, "a/b");
    shown.section(OutputKind::Mqtt)->findChild<QComboBox*>()->setCurrentIndex(2);
    QCOMPARE(shown.changed.size(), 5);
    QCOMPARE(int(shown.form.settings().mqtt.wanted), int(WantedVerdicts::Fail));
}

void TestOutputSettingsForm::whatRunsFollowsWhenTypingHasEnded()
{
    Shown shown;
    shown.openAll();
    QSignalSpy settled(&shown.form, &OutputSettingsForm::settled);
    shown.form.setSettings(filled());
    QCOMPARE(settled.size(), 0);
    shown.box(OutputKind::Webhook)->click();
    QCOMPARE(settled.size(), 1);
    QLineEdit* const url = shown.field("Address of the webhook");
    QTest::keyClicks(url, "s");
    QCOMPARE(settled.size(), 1);
    QTest::keyClick(url, Qt::Key_Return);
    QCOMPARE(settled.size(), 2);
    shown.button(OutputKind::Csv, "Browse…")->click();
    QCOMPARE(settled.size(), 3);
}

void TestOutputSettingsForm::aChosenFileIsTaken()
{
    Shown shown;
    shown.openAll();
    shown.button(OutputKind::Csv, "Browse…")->click();
    QCOMPARE(shown.form.settings().csv.file, "/chosen.csv");
    QVERIFY(!shown.changed.isEmpty());
}

void TestOutputSettingsForm::secretsAreNotShown()
{
    Shown shown;
    for (const char* name : {"Token of the webhook", "Password on the broker"})
        QCOMPARE(int(shown.field(name)->echoMode()), int(QLineEdit::Password));
}

void TestOutputSettingsForm::problemsAreSaidWhenItMatters()
{
    Shown shown;
    shown.openAll();
    OutputSection* const mqtt = shown.section(OutputKind::Mqtt);
    QCOMPARE(mqtt->problem(), "");
    shown.box(OutputKind::Mqtt)->click();
    QCOMPARE(mqtt->problem(), "The address is missing.");
    shown.field("Address of the broker")->setText("mqtt://line");
    QCOMPARE(mqtt->problem(), "The topic is missing.");
    shown.field("Topic on the broker")->setText("a/#");
    QCOMPARE(mqtt->problem(), "A topic to publish to has neither + nor #.");
    shown.field("Topic on the broker")->setText("a");
    QCOMPARE(mqtt->problem(), "");

    // Off, but tried.
    OutputSection* const webhook = shown.section(OutputKind::Webhook);
    shown.button(OutputKind::Webhook, "Send a test message")->click();
    QCOMPARE(webhook->problem(), "The address is missing.");
    QCOMPARE(webhook->outcome(), "");
    shown.field("Address of the webhook")->setText("http://line");
    QCOMPARE(webhook->problem(), "");
}

void TestOutputSettingsForm::everyProblemHasASentence()
{
    QSet<QString> sentences;
    for (int problem = 0; problem <= int(OutputProblem::MqttMissing); ++problem) {
        const QString text = problemText(OutputProblem(problem));
        QVERIFY2(text.endsWith('.') && text.count(' ') >= 3, qPrintable(text));
        sentences.insert(text);
    }
    QCOMPARE(sentences.size(), int(OutputProblem::MqttMissing) + 1);
}

void TestOutputSettingsForm::everyFieldHasAName()
{
    Shown shown;
    QStringList names;
    for (const QLineEdit* const field : shown.form.findChildren<QLineEdit*>()) {
        QVERIFY2(!field->accessibleName().isEmpty(), qPrintable(field->placeholderText()));
        QVERIFY(!field->placeholderText().isEmpty());
        names.append(field->accessibleName());
    }
    for (const QComboBox* const choice : shown.form.findChildren<QComboBox*>())
        names.append(choice->accessibleName());
    QCOMPARE(names.size(), 10);
    QCOMPARE(names.removeDuplicates(), 0);
    for (const QLabel* const label : shown.form.findChildren<QLabel*>())
        QVERIFY2(label->buddy() && !label->text().isEmpty(), qPrintable(label->text()));
}

void TestOutputSettingsForm::tabGoesDownTheForm()
{
    Shown shown;
    shown.openAll();
    shown.form.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&shown.form));
    shown.section(OutputKind::Csv)->findChild<QToolButton*>()->setFocus(Qt::TabFocusReason);
    int above = -1;
    QStringList stops;
    while (QWidget* const now = QApplication::focusWidget()) {
        const int place = now->mapTo(&shown.form, QPoint(0, 0)).y();
        if (place < above - 4)  // fields beside each other are centred
            break;
        above = std::max(above, place);
        stops.append(QString::fromLatin1(now->metaObject()->className()));
        QTest::keyClick(now, Qt::Key_Tab);
    }
    QCOMPARE(stops.join(' '),
        "QToolButton QCheckBox QLineEdit QPushButton QComboBox QPushButton "
        "QToolButton QCheckBox QLineEdit QLineEdit QComboBox QPushButton "
        "QToolButton QCheckBox QLineEdit QLineEdit QLineEdit QLineEdit QComboBox QPushButton");
}

void TestOutputSettingsForm::nothingIsCutAtTheWidthOfThePanel()
{
    Shown shown;
    OutputSettings settings = filled();
    settings.mqtt.enabled = true;
    shown.form.setSettings(settings);
    QVERIFY2(shown.form.minimumSizeHint().width() <= 312, qPrintable(QString::number(shown.form.minimumSizeHint().width())));
    QCOMPARE(shown.form.width(), 312);
    QSet<int> left, fields, right;
    for (const QLabel* const label : shown.form.findChildren<QLabel*>()) {
        QVERIFY(label->width() >= label->sizeHint().width());
        left.insert(label->mapTo(&shown.form, QPoint(0, 0)).x());
        fields.insert(label->buddy()->mapTo(&shown.form, QPoint(0, 0)).x());
    }
    for (QWidget* const field : shown.form.findChildren<QComboBox*>())
        right.insert(field->mapTo(&shown.form, QPoint(field->width(), 0)).x());
    for (QLineEdit* const field : shown.form.findChildren<QLineEdit*>())
        if (field->parentWidget()->metaObject() != &FileField::staticMetaObject)
            right.insert(field->mapTo(&shown.form, QPoint(field->width(), 0)).x());
    QCOMPARE(left.size(), 1);
    QCOMPARE(fields.size(), 1);
    QCOMPARE(right, QSet<int> {312 - shown.form.layout()->contentsMargins().right()});
    for (QAbstractButton* const button : shown.form.findChildren<QAbstractButton*>())
        if (button->isVisible() && !button->text().isEmpty())
            QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
}

void TestOutputSettingsForm::aTestOfTheTableOpensIt()
{
    const QTemporaryDir folder;
    Shown shown;
    OutputSettings settings;
    settings.csv.file = folder.filePath("a.csv");
    shown.form.setSettings(settings);
    shown.openAll();
    shown.button(OutputKind::Csv, "Try the file")->click();
    QTRY_COMPARE(shown.section(OutputKind::Csv)->outcome(), "The table can be written.");
    QVERIFY(!QFile::exists(settings.csv.file));

    settings.csv.file = folder.filePath("missing/a.csv");
    shown.form.setSettings(settings);
    QCOMPARE(shown.section(OutputKind::Csv)->outcome(), "");
    shown.button(OutputKind::Csv, "Try the file")->click();
    QTRY_VERIFY2(shown.section(OutputKind::Csv)->outcome().startsWith("“" + settings.csv.file + "” could not be written: "),
        qPrintable(shown.section(OutputKind::Csv)->outcome()));
}

void TestOutputSettingsForm::aTestMessageIsTaken()
{
    HttpReceiver server;
    QVERIFY(server.start());
    Shown shown;
    OutputSettings settings;
    settings.webhook.url = server.url();
    settings.webhook.token = "t0ken";
    shown.form.setSettings(settings);
    shown.openAll();
    QPushButton* const button = shown.button(OutputKind::Webhook, "Send a test message");
    button->click();
    QVERIFY(!button->isEnabled());
    QTRY_COMPARE(shown.section(OutputKind::Webhook)->outcome(), "The test message was taken.");
    QVERIFY(button->isEnabled());
    QCOMPARE(server.requests.size(), 1U);
    QCOMPARE(server.requests[0].header("authorization"), "Bearer t0ken");
    QCOMPARE(nlohmann::json::parse(server.requests[0].body.toStdString()).at("test"), true);
}

void TestOutputSettingsForm::aTestThatFailsSaysWhy()
{
    Shown shown;
    shown.form.setSettings(filled());
    shown.openAll();
    shown.button(OutputKind::Webhook, "Send a test message")->click();
    QTRY_COMPARE(shown.section(OutputKind::Webhook)->outcome(), "“http://127.0.0.1:1” did not take the message: no program answers there.");
    shown.button(OutputKind::Mqtt, "Send a test message")->click();
    QTRY_COMPARE(shown.section(OutputKind::Mqtt)->outcome(), "“mqtt://127.0.0.1:1” did not take the message: no program answers there.");
}

void TestOutputSettingsForm::anEditEndsTheTest()
{
    HttpReceiver server;
    QVERIFY(server.start());
    server.answers = {HttpReceiver::hang};
    Shown shown;
    OutputSettings settings;
    settings.webhook.url = server.url();
    shown.form.setSettings(settings);
    shown.openAll();
    QSignalSpy asked(&server, &HttpReceiver::asked);
    QPushButton* const button = shown.button(OutputKind::Webhook, "Send a test message");
    button->click();
    QVERIFY(asked.wait());
    QCOMPARE(shown.section(OutputKind::Webhook)->outcome(), "Trying…");
    QTest::keyClicks(shown.field("Token of the webhook"), "x");
    QCOMPARE(shown.section(OutputKind::Webhook)->outcome(), "");
    QVERIFY(button->isEnabled());
    button->click();
    QTRY_COMPARE(shown.section(OutputKind::Webhook)->outcome(), "The test message was taken.");
}

void TestOutputSettingsForm::statesAreShown_data()
{
    QTest::addColumn<bool>("failing");
    QTest::addColumn<QString>("last");
    QTest::newRow("failing") << true << "Failed at 14:03:11, tried again by itself: “x” did not take the message: it closed the connection.";
    QTest::newRow("well again") << false << "Last error, at 14:03:11: “x” did not take the message: it closed the connection.";
}

void TestOutputSettingsForm::statesAreShown()
{
    QFETCH(bool, failing);
    QFETCH(QString, last);
    Shown shown;
    OutputState state;
    state.delivered = 12;
    state.waiting = 3;
    shown.form.showStates({{OutputKind::Mqtt, state}});
    QCOMPARE(shown.section(OutputKind::Mqtt)->state(), "Delivered: 12 · waiting: 3 · dropped: 0");
    state.dropped = 4;
    state.refused = 5;
    state.abandoned = 6;
    state.failing = failing;
    state.error = Error(ErrorCode::SourceUnavailable, {"x", "receiver:closed"});
    state.when = std::chrono::system_clock::time_point(std::chrono::milliseconds(QDateTime(QDate(2026, 5, 1), QTime(14, 3, 11)).toMSecsSinceEpoch()));
    shown.form.showStates({{OutputKind::Mqtt, state}});
    QCOMPARE(shown.section(OutputKind::Mqtt)->state(),
        "Delivered: 12 · waiting: 3 · dropped: 4 · refused: 5 · given up at the end: 6\n" + last);
}

void TestOutputSettingsForm::anEndWithLossesIsSaid()
{
    OutputState state;
    state.delivered = 12;
    QCOMPARE(endText(OutputKind::Webhook, state), QString());
    state.abandoned = 3;
    QCOMPARE(endText(OutputKind::Webhook, state), QStringLiteral("Webhook has ended. Delivered: 12 \u00b7 waiting: 0 \u00b7 dropped: 0 \u00b7 given up at the end: 3"));
}

void TestOutputSettingsForm::statesOfOtherOutputsAreNot()
{
    Shown shown;
    shown.form.showStates({{OutputKind::Csv, {}}, {OutputKind::Mqtt, {}}});
    QVERIFY(!shown.section(OutputKind::Csv)->state().isEmpty());
    QCOMPARE(shown.section(OutputKind::Webhook)->state(), "");
    shown.form.showStates({});
    QCOMPARE(shown.section(OutputKind::Csv)->state(), "");
}

QTEST_MAIN(TestOutputSettingsForm)
#include "tst_output_settings_form.moc"
