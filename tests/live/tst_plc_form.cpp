// How a PLC is let in, and what the window says of it.
#include "app/workbench/plc_form.h"

#include "app/workbench/plc_register_dialog.h"
#include "app/workbench/plc_register_model.h"
#include "app/workbench/plc_text.h"
#include "app/workbench/tsv_table.h"
#include "widgets/number_field.h"
#include "widgets/wrapped_text.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace app;

namespace {

QStringList sentencesOf(const PlcForm& form)
{
    QStringList texts;
    for (const auto* text : form.findChildren<widgets::WrappedText*>())
        if (text->isVisibleTo(&form))
            texts.append(text->sentence());
    return texts;
}

PlcLinkState stateOn()
{
    PlcLinkState state;
    state.on = true;
    state.address = {.host = "0.0.0.0", .port = 1502};
    state.line.ready = true;
    state.line.condition = PlcCondition::Running;
    return state;
}

QString pickNothing(QWidget*, const QString&, const QString&, const QString&)
{
    return {};
}

}  // namespace

class TestPlcForm : public QObject {
    Q_OBJECT

private slots:
    void settingsGoRound();
    void whatThePersonChangesIsSaid();
    void aWrongAddressIsSaidOnceItIsOn();
    void theStateIsSaid();
    void theRecipeIsSaidWhereOneIsChosen();
    void whyNobodyCanCallIsSaid_data();
    void whyNobodyCanCallIsSaid();
    void theRegistersAreShown();
    void rowsNameEveryRegister();
};

void TestPlcForm::settingsGoRound()
{
    PlcForm form(pickNothing);
    QSignalSpy changed(&form, &PlcForm::changed);
    PlcSettings settings;
    settings.enabled = true;
    settings.listen = "127.0.0.1:502";
    settings.only = "10.0.0.1";
    settings.acknowledged = false;
    settings.limitMs = 1500;
    settings.recipes = "/recipes of the line";
    form.setSettings(settings);
    QCOMPARE(form.settings(), settings);
    QVERIFY(changed.isEmpty());
}

void TestPlcForm::whatThePersonChangesIsSaid()
{
    PlcForm form(pickNothing);
    form.show();
    QSignalSpy changed(&form, &PlcForm::changed);
    QSignalSpy settled(&form, &PlcForm::settled);
    QTest::mouseClick(form.findChildren<QCheckBox*>().first(), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(form.settings().enabled);
    QCOMPARE(settled.size(), 1);
    QLineEdit* const listen = form.findChild<QLineEdit*>();
    listen->selectAll();
    QTest::keyClicks(listen, "127.0.0.1:1");
    QCOMPARE(settled.size(), 1);  // no address that is half typed
    QTest::keyClick(listen, Qt::Key_Return);
    QCOMPARE(settled.size(), 2);
    QCOMPARE(form.settings().listen, QString("127.0.0.1:1"));
    QVERIFY(changed.size() > 2);
}

void TestPlcForm::aWrongAddressIsSaidOnceItIsOn()
{
    PlcForm form(pickNothing);
    PlcSettings settings;
    settings.listen = "plc";
    form.setSettings(settings);
    QVERIFY(sentencesOf(form).isEmpty());
    settings.enabled = true;
    form.setSettings(settings);
    QCOMPARE(sentencesOf(form), QStringList {problemText(PlcProblem::AddressInvalid)});
}

void TestPlcForm::theStateIsSaid()
{
    PlcForm form(pickNothing);
    PlcSettings settings;
    settings.enabled = true;
    form.setSettings(settings);
    PlcLinkState state = stateOn();
    form.showState(state);
    QString text = sentencesOf(form).join('\n');
    QVERIFY2(text.contains("Listens at 0.0.0.0:1502. Nobody is connected."), qPrintable(text));
    QVERIFY2(text.contains("Ready"), qPrintable(text));
    state.callers = {{"192.168.0.10", 1204, {}}};
    state.sentAway = 2;
    state.counts = {12, 1, 2, 3};
    state.line.control = plcTrigger;
    state.line.busy = true;
    state.line.ready = false;
    form.showState(state);
    text = sentencesOf(form).join('\n');
    for (const char* const part : {"192.168.0.10: 1204 request", "Sent away: 2", "Triggers: 12", "refused: 1", "without a verdict: 2", "not acknowledged in time: 3",
                                   "From the PLC: Trigger", "To the PLC: Busy \u00b7 Running"})
        QVERIFY2(text.contains(QString::fromUtf8(part)), qPrintable(text));
    settings.enabled = false;
    form.setSettings(settings);
    state.on = false;
    form.showState(state);
    QVERIFY(sentencesOf(form).isEmpty());
}

void TestPlcForm::theRecipeIsSaidWhereOneIsChosen()
{
    PlcForm form(pickNothing);
    PlcSettings settings;
    settings.enabled = true;
    form.setSettings(settings);
    PlcLinkState state = stateOn();
    form.showState(state);
    QVERIFY(!sentencesOf(form).join('\n').contains("ecipe"));
    settings.recipes = "/recipes of the line";
    form.setSettings(settings);
    using Reason = PlcRecipeReason;
    const std::pair<PlcRecipe, const char*> said[] {{{0, 0, Reason::None, false}, "A recipe without a number is in use."},
                                                    {{3, 3, Reason::None, false}, "Recipe 3 is in use."},
                                                    {{4, 3, Reason::None, true}, "Recipe 4 is being opened."},
                                                    {{4, 3, Reason::Unknown, false}, "Recipe 4 is unknown"},
                                                    {{4, 3, Reason::Unusable, false}, "Recipe 4 can't be used"},
                                                    {{4, 3, Reason::Refused, false}, "the desk is locked"},
                                                    {{4, 3, Reason::Busy, false}, "while a part was awaited"},
                                                    {{4, 3, Reason::Occupied, false}, "Recipe 3 is in use. Recipe 4 is not opened: somebody is at the one in use"}};
    for (const auto& [recipe, text] : said) {
        state.line.recipe = recipe;
        form.showState(state);
        QVERIFY2(sentencesOf(form).join('\n').contains(QString::fromUtf8(text)), text);
    }
}

void TestPlcForm::whyNobodyCanCallIsSaid_data()
{
    QTest::addColumn<int>("problem");
    QTest::addColumn<QString>("word");
    QTest::newRow("taken") << EADDRINUSE << "another program";
    QTest::newRow("no right") << EACCES << "1024";
    QTest::newRow("no such address") << EADDRNOTAVAIL << "no such address";
    QTest::newRow("other") << ENOMEM << "memory";
}

void TestPlcForm::whyNobodyCanCallIsSaid()
{
    QFETCH(const int, problem);
    QFETCH(const QString, word);
    PlcLinkState state = stateOn();
    state.problem = std::error_code(problem, std::generic_category());
    const QString text = linkText(state);
    QVERIFY2(text.contains(word), qPrintable(text));
    QVERIFY2(text.contains("0.0.0.0:1502"), qPrintable(text));
}

void TestPlcForm::theRegistersAreShown()
{
    PlcForm form(pickNothing);
    form.show();
    QVERIFY(!form.registers());
    const auto buttons = form.findChildren<QPushButton*>();
    QTest::mouseClick(*std::ranges::find(buttons, QString("Registers…"), &QPushButton::text), Qt::LeftButton);
    QVERIFY(form.registers() && form.registers()->isVisible());
    const auto* model = form.registers()->table().model();
    QCOMPARE(model->rowCount(), int(plcRows(plcRegisters({})).size()));
    PlcLinkState state = stateOn();
    state.line.heartbeat = 41;
    form.showState(state);
    bool found = false;
    for (int row = 0; row < model->rowCount(); ++row)
        if (model->index(row, PlcRegisterModel::AddressColumn).data().toString() == "3")
            found = model->index(row, PlcRegisterModel::ValueColumn).data().toString() == "41";
    QVERIFY(found);
    QVERIFY(form.registers()->table().copyText().startsWith("Address\tRegister\tValue\n"));

    PlcRegisterModel own;
    const QAbstractItemModelTester tester(&own, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy changed(&own, &QAbstractItemModel::dataChanged);
    own.setRegisters(plcRegisters(state.line));
    QVERIFY(!changed.isEmpty());
    changed.clear();
    own.setRegisters(plcRegisters(state.line));
    QVERIFY(changed.isEmpty());
}

/// Each register of the table stands in one row, but for the one that each defect leaves free.
void TestPlcForm::rowsNameEveryRegister()
{
    QList<int> named;
    for (const PlcRow& row : plcRows(plcRegisters({}))) {
        QVERIFY(!row.name.isEmpty() && !row.name.contains("%"));
        if (row.address.contains('.'))
            continue;
        const QStringList ends = row.address.split(QChar(0x2013));
        for (int at = ends.first().toInt(); at <= ends.last().toInt(); ++at)
            named.append(at);
    }
    QList<int> expected;
    for (int at = 0; at < int(plc::registers); ++at)
        if (at < int(plc::firstDefect) || (at - int(plc::firstDefect)) % int(plc::defectSize) != 11)
            expected.append(at);
    QCOMPARE(named, expected);
}

QTEST_MAIN(TestPlcForm)
#include "tst_plc_form.moc"
