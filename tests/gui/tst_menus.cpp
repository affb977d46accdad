// The menus of the window, in every language: each letter leads to one entry.
#include "app/common/program.h"
#include "app/workbench/language.h"
#include "app/workbench/main_window.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace app;

namespace {

/// "E" for "&Edit"; empty without one.
QString letterOf(const QString& text)
{
    const QKeySequence letter = QKeySequence::mnemonic(text);
    return letter.isEmpty() ? QString() : QKeySequence(letter[0].key()).toString();
}

/// Entries of one menu that share a letter: "Review: N in &Note…, Your &Name…".
void collect(const QString& menu, const QList<QAction*>& actions, QStringList& problems)
{
    QMap<QString, QStringList> entries;
    for (const QAction* const action : actions) {
        if (action->isSeparator() || !action->isVisible() || action->text().isEmpty())
            continue;
        if (const QString letter = letterOf(action->text()); !letter.isEmpty())
            entries[letter].append(action->text());
        if (action->menu())
            collect(action->text(), action->menu()->actions(), problems);
    }
    for (const auto& [letter, texts] : entries.asKeyValueRange())
        if (texts.size() > 1)
            problems.append(QStringLiteral("%1: %2 in %3").arg(menu, letter, texts.join(QStringLiteral(", "))));
}

}  // namespace

class TestMenus : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyLetterLeadsToOneEntry_data();
    void everyLetterLeadsToOneEntry();

private:
    QTemporaryDir m_home;
};

void TestMenus::initTestCase()
{
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_home.path());
    qputenv("XDG_DATA_HOME", m_home.filePath("data").toUtf8());
    nameProgram();
}

void TestMenus::everyLetterLeadsToOneEntry_data()
{
    QTest::addColumn<QString>("language");
    for (const auto& choice : Language::choices())
        QTest::newRow(qPrintable(choice.code)) << choice.code;
}

void TestMenus::everyLetterLeadsToOneEntry()
{
    QFETCH(QString, language);
    Settings settings;
    Language spoken;
    spoken.use(language);
    MainWindow window(settings, spoken);
    QStringList problems;
    QVERIFY(window.menuBar()->actions().size() > 5);
    collect(QStringLiteral("the bar"), window.menuBar()->actions(), problems);
    QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
}

QTEST_MAIN(TestMenus)
#include "tst_menus.moc"
