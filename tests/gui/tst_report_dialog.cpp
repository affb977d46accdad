#include "app/workbench/report_dialog.h"
#include "app/workbench/settings.h"
#include "widgets/page_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace app;

namespace {

/// The field that a label with this mnemonic leads to.
template <typename Field>
Field* fieldOf(ReportDialog& dialog, const QString& label)
{
    for (const QLabel* const one : dialog.findChildren<QLabel*>())
        if (QString(one->text()).remove(QLatin1Char('&')) == label)
            return qobject_cast<Field*>(one->buddy());
    return nullptr;
}

QPushButton* buttonOf(ReportDialog& dialog, const QString& words)
{
    for (QPushButton* const one : dialog.findChildren<QPushButton*>())
        if (QString(one->text()).remove(QLatin1Char('&')) == words)
            return one;
    return nullptr;
}

ReportForm filledForm()
{
    ReportForm form;
    form.product = "Gear";
    form.lot = "17";
    form.station = "Desk 3";
    form.operatorName = "Anna";
    form.notes = "Second shift\nafter the tool change";
    form.heading = "Acme";
    form.logoFile = "/pictures/logo.png";
    form.options = {ReportTemplate::Rejects, ReportPaper::Letter, 2, inference::ColourMap::Inferno, 0.3};
    form.pictured = PicturedParts::Shown;
    form.redaction = {Redaction::Names::Numbers, true, true};
    return form;
}

}  // namespace

class TestReportDialog : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_dialog.reset(); }
    void formComesBackAsItWasSet();
    void settingTheFormIsNoChangeOfThePersons();
    void everyFieldIsAChange_data();
    void everyFieldIsAChange();
    void shortTemplateHasNoPictures();
    void everyMnemonicLeadsToOneThing();
    void tabGoesDownTheForm();
    void notesAreBounded();
    void logoCanBeRemoved();
    void pageFieldAndViewSayTheSame();
    void controlPageDownTurnsFromAnyField();
    void statesOfSaving_data();
    void statesOfSaving();
    void choicesAreRememberedByProduct();
    void brokenSettingsAreChoicesThatExist();
    void proposedNameIsOneThatAnySystemTakes_data();
    void proposedNameIsOneThatAnySystemTakes();

private:
    std::unique_ptr<ReportDialog> m_dialog;
};

void TestReportDialog::init()
{
    m_dialog = std::make_unique<ReportDialog>([](QWidget*, const QString&, const QString&, const QString&) { return QStringLiteral("/chosen/logo.png"); });
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

void TestReportDialog::formComesBackAsItWasSet()
{
    m_dialog->setForm(filledForm());
    QCOMPARE(m_dialog->form(), filledForm());
    m_dialog->setForm({});
    QCOMPARE(m_dialog->form(), ReportForm());
}

void TestReportDialog::settingTheFormIsNoChangeOfThePersons()
{
    QSignalSpy changed(m_dialog.get(), &ReportDialog::formChanged);
    m_dialog->setForm(filledForm());
    m_dialog->setPartCounts({9, 8, 7, 6});
    QVERIFY(changed.isEmpty());
}

void TestReportDialog::everyFieldIsAChange_data()
{
    using Change = std::function<void(ReportDialog&)>;
    QTest::addColumn<Change>("change");
    QTest::addColumn<std::function<bool(const ReportForm&)>>("changed");
    const auto type = [](const QString& label) { return Change([label](ReportDialog& dialog) { QTest::keyClick(fieldOf<QLineEdit>(dialog, label), Qt::Key_X); }); };
    const auto choose = [](const QString& label, int index) { return Change([label, index](ReportDialog& dialog) { fieldOf<QComboBox>(dialog, label)->setCurrentIndex(index); }); };
    const auto tick = [](int which) { return Change([which](ReportDialog& dialog) { dialog.findChildren<QCheckBox*>().at(which)->click(); }); };
    const auto is = [](auto test) { return std::function<bool(const ReportForm&)>(test); };
    QTest::newRow("product") << type("Product") << is([](const ReportForm& form) { return form.product == "x"; });
    QTest::newRow("lot") << type("Lot") << is([](const ReportForm& form) { return form.lot == "x"; });
    QTest::newRow("station") << type("Station") << is([](const ReportForm& form) { return form.station == "x"; });
    QTest::newRow("operator") << type("Operator") << is([](const ReportForm& form) { return form.operatorName == "x"; });
    QTest::newRow("header") << type("Header text") << is([](const ReportForm& form) { return form.heading == "x"; });
    QTest::newRow("template") << choose("Template", 0) << is([](const ReportForm& form) { return form.options.style == ReportTemplate::Short; });
    QTest::newRow("paper") << choose("Paper", 1) << is([](const ReportForm& form) { return form.options.paper == ReportPaper::Letter; });
    QTest::newRow("per page") << choose("Per page", 1) << is([](const ReportForm& form) { return form.options.picturesPerPage == 2; });
    QTest::newRow("pictures") << choose("Pictures of", 3) << is([](const ReportForm& form) { return form.pictured == PicturedParts::Fail; });
    QTest::newRow("names") << choose("File names", 1) << is([](const ReportForm& form) { return form.redaction.names == Redaction::Names::Files; });
    QTest::newRow("dates") << tick(0) << is([](const ReportForm& form) { return form.redaction.times; });
    QTest::newRow("people") << tick(1) << is([](const ReportForm& form) { return form.redaction.operators; });
    QTest::newRow("logo") << Change([](ReportDialog& dialog) { buttonOf(dialog, "Browse…")->click(); })
                          << is([](const ReportForm& form) { return form.logoFile == "/chosen/logo.png"; });
}

void TestReportDialog::everyFieldIsAChange()
{
    QFETCH(std::function<void(ReportDialog&)>, change);
    QFETCH(std::function<bool(const ReportForm&)>, changed);
    m_dialog->setForm({});
    QVERIFY(!changed(m_dialog->form()));
    QSignalSpy told(m_dialog.get(), &ReportDialog::formChanged);
    change(*m_dialog);
    QCOMPARE(told.size(), 1);
    QVERIFY(changed(m_dialog->form()));
}

void TestReportDialog::shortTemplateHasNoPictures()
{
    m_dialog->setForm({});
    for (const char* const label : {"Pictures of", "Per page"})
        QVERIFY(fieldOf<QComboBox>(*m_dialog, label)->isEnabled());
    fieldOf<QComboBox>(*m_dialog, "Template")->setCurrentIndex(int(ReportTemplate::Short));
    for (const char* const label : {"Pictures of", "Per page"})
        QVERIFY(!fieldOf<QComboBox>(*m_dialog, label)->isEnabled());
}

void TestReportDialog::everyMnemonicLeadsToOneThing()
{
    QStringList letters;
    const auto take = [&letters](const QString& text) {
        if (const qsizetype at = text.indexOf(QLatin1Char('&')); at >= 0)
            letters.append(text.mid(at + 1, 1).toLower());
    };
    for (const QLabel* const label : m_dialog->findChildren<QLabel*>())
        if (label->buddy()) {
            take(label->text());
            QVERIFY(!label->buddy()->accessibleName().isEmpty());
            QVERIFY(label->buddy()->focusPolicy() != Qt::NoFocus);
        }
    QVERIFY(letters.size() >= 12);
    for (const QAbstractButton* const button : m_dialog->findChildren<QAbstractButton*>())
        take(button->text());
    QCOMPARE(QSet<QString>(letters.begin(), letters.end()).size(), letters.size());
    QTest::keyClick(m_dialog.get(), Qt::Key_L, Qt::AltModifier);
    QTRY_VERIFY(fieldOf<QLineEdit>(*m_dialog, "Lot")->hasFocus());
}

void TestReportDialog::tabGoesDownTheForm()
{
    auto* const product = fieldOf<QLineEdit>(*m_dialog, "Product");
    product->setFocus();
    for (const char* const label : {"Lot", "Station", "Operator"}) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(fieldOf<QLineEdit>(*m_dialog, label)->hasFocus());
    }
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(fieldOf<QPlainTextEdit>(*m_dialog, "Notes")->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(fieldOf<QComboBox>(*m_dialog, "Template")->hasFocus());
}

void TestReportDialog::notesAreBounded()
{
    fieldOf<QPlainTextEdit>(*m_dialog, "Notes")->setPlainText(QString(100'000, QLatin1Char('n')));
    QCOMPARE(m_dialog->form().notes.size(), 4000);
}

void TestReportDialog::logoCanBeRemoved()
{
    auto* const remove = buttonOf(*m_dialog, "Remove Logo");
    QVERIFY(!remove->isEnabled());
    m_dialog->setForm(filledForm());
    QVERIFY(remove->isEnabled());
    QSignalSpy changed(m_dialog.get(), &ReportDialog::formChanged);
    remove->click();
    QCOMPARE(changed.size(), 1);
    QVERIFY(m_dialog->form().logoFile.isEmpty());
    QVERIFY(!remove->isEnabled());
}

void TestReportDialog::pageFieldAndViewSayTheSame()
{
    auto* const field = m_dialog->findChild<QSpinBox*>();
    QVERIFY(!field->isEnabled());
    m_dialog->pages().setPages(41, {8.27, 11.69});
    QCOMPARE(field->text(), "1 of 41");
    m_dialog->pages().setPage(2);
    QCOMPARE(field->text(), "3 of 41");
    field->selectAll();
    QTest::keyClicks(field, "40");
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_dialog->pages().page(), 39);
    m_dialog->pages().setPages(10, {8.27, 11.69});
    QCOMPARE(field->text(), "10 of 10");
}

void TestReportDialog::controlPageDownTurnsFromAnyField()
{
    m_dialog->pages().setPages(5, {8.27, 11.69});
    fieldOf<QPlainTextEdit>(*m_dialog, "Notes")->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(m_dialog->pages().page(), 1);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageUp, Qt::ControlModifier);
    QCOMPARE(m_dialog->pages().page(), 0);
}

void TestReportDialog::statesOfSaving_data()
{
    using Step = std::function<void(ReportDialog&)>;
    QTest::addColumn<Step>("step");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QStringList>("buttons");  // that can be pressed
    QTest::newRow("nothing to report") << Step([](ReportDialog& dialog) { dialog.setSavable(false); }) << QString() << QStringList();
    QTest::newRow("ready") << Step([](ReportDialog& dialog) { dialog.setSavable(true); }) << QString() << QStringList {"Save PDF…"};
    QTest::newRow("waiting") << Step([](ReportDialog& dialog) { dialog.setWaiting("Judging…"); }) << "Judging…" << QStringList {"Cancel"};
    QTest::newRow("writing") << Step([](ReportDialog& dialog) { dialog.setWriting(11, 41); }) << "Writing page 12 of 41…" << QStringList {"Cancel"};
    QTest::newRow("saved") << Step([](ReportDialog& dialog) { dialog.setSaved("Saved."); }) << "Saved." << QStringList {"Save PDF…", "Open Report", "Show in Folder"};
    QTest::newRow("failed") << Step([](ReportDialog& dialog) { dialog.setFailed("The disk is full."); }) << "The disk is full." << QStringList {"Save PDF…"};
}

void TestReportDialog::statesOfSaving()
{
    QFETCH(std::function<void(ReportDialog&)>, step);
    QFETCH(QStringList, buttons);
    m_dialog->setSavable(true);
    step(*m_dialog);
    QTEST(m_dialog->outcome(), "outcome");
    for (const char* const words : {"Cancel", "Save PDF…", "Open Report", "Show in Folder"}) {
        const QPushButton* const button = buttonOf(*m_dialog, words);
        QCOMPARE(button->isVisible() && button->isEnabled(), buttons.contains(words));
    }
    QCOMPARE(m_dialog->findChild<QProgressBar*>()->isVisible(), buttons.contains("Cancel"));
}

void TestReportDialog::choicesAreRememberedByProduct()
{
    QTemporaryDir home;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home.path());
    Settings settings;
    settings.clear();
    QCOMPARE(rememberedForm(settings, "Gear").pictured, PicturedParts::ReviewAndFail);
    ReportForm form = filledForm();
    rememberForm(settings, form);
    ReportForm other = form;
    other.product = "Shaft / 2";
    other.station = "Desk 4";
    other.options.style = ReportTemplate::Full;
    rememberForm(settings, other);
    settings.flush();
    const ReportForm gear = rememberedForm(settings, "Gear"), shaft = rememberedForm(settings, "Shaft / 2"), fresh = rememberedForm(settings, "Nut");
    QCOMPARE(gear.product, "Gear");
    QCOMPARE(gear.station, "Desk 3");
    QCOMPARE(gear.heading, "Acme");
    QCOMPARE(gear.logoFile, form.logoFile);
    QCOMPARE(gear.options.style, ReportTemplate::Rejects);
    QCOMPARE(gear.options.paper, ReportPaper::Letter);
    QCOMPARE(gear.options.picturesPerPage, 2);
    QCOMPARE(gear.pictured, PicturedParts::Shown);
    QCOMPARE(gear.redaction, form.redaction);
    QVERIFY(gear.lot.isEmpty() && gear.notes.isEmpty());  // those of the lot before
    QCOMPARE(gear.operatorName, settings.operatorName());
    QCOMPARE(shaft.station, "Desk 4");
    QCOMPARE(shaft.options.style, ReportTemplate::Full);
    QCOMPARE(fresh.station, "Desk 4");  // as the last report of all
}

void TestReportDialog::brokenSettingsAreChoicesThatExist()
{
    QTemporaryDir home;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home.path());
    Settings settings;
    settings.clear();
    settings.setReportChoices("Gear", {{"template", 99}, {"paper", -4}, {"per_page", "many"}, {"pictured", 1 << 30}, {"names", "?"}});
    const ReportForm form = rememberedForm(settings, "Gear");
    QCOMPARE(form.options.style, ReportTemplate::Rejects);
    QCOMPARE(form.options.paper, ReportPaper::A4);
    QCOMPARE(form.options.picturesPerPage, 1);
    QCOMPARE(form.pictured, PicturedParts::Fail);
    QCOMPARE(form.redaction.names, Redaction::Names::Kept);
}

void TestReportDialog::proposedNameIsOneThatAnySystemTakes_data()
{
    QTest::addColumn<QString>("product");
    QTest::addColumn<QString>("lot");
    QTest::addColumn<QString>("name");
    QTest::newRow("both") << "Gear A" << "L17" << "Gear A-L17-2026-05-01.pdf";
    QTest::newRow("no lot") << "Gear A" << "" << "Gear A-2026-05-01.pdf";
    QTest::newRow("neither") << "" << "  " << "report-2026-05-01.pdf";
    QTest::newRow("separators") << "../../etc/passwd" << "a\\b:c" << "_.._etc_passwd-a_b_c-2026-05-01.pdf";
    QTest::newRow("hidden") << ".gear" << "" << "gear-2026-05-01.pdf";
    QTest::newRow("line break") << "Gear\nA" << "1\t2" << "Gear A-1 2-2026-05-01.pdf";
    QTest::newRow("Chinese") << "齿轮" << "批次 7" << "齿轮-批次 7-2026-05-01.pdf";
    QTest::newRow("long") << QString(400, 'g') << "" << QString(100, 'g') + "-2026-05-01.pdf";
}

void TestReportDialog::proposedNameIsOneThatAnySystemTakes()
{
    QFETCH(QString, product);
    QFETCH(QString, lot);
    ReportForm form;
    form.product = product;
    form.lot = lot;
    QTEST(proposedName(form, QDate(2026, 5, 1)), "name");
}

QTEST_MAIN(TestReportDialog)
#include "tst_report_dialog.moc"
