// The window as such: its panels, its language, and how it is left and found again.

#include "app/workbench/export_presenter.h"
#include "app/workbench/judging_bench.h"
#include "app/workbench/output_desk.h"
#include "pipeline/recipe_file.h"
#include "window_bench.h"

#include <QAbstractButton>
#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDockWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QTabWidget>

using namespace app;

class TestWindowFrame : public QObject, private WindowBench {
    Q_OBJECT

private slots:
    void initTestCase() { stayAtHome(); }
    void init() { begin(); }
    void cleanup() { close(); }

    void languageChangesWithoutRestart();
    void panelsFoldAwayAndComeBack();
    void lookIsRemembered();
    void comesBackToWhereItWas();
    void closingKeepsTheLastChange();
    void closingAsksBeforeItEndsWork();
    void panelsFitASmallScreen();
};

void TestWindowFrame::languageChangesWithoutRestart()
{
    openSamples();
    const auto texts = [this] {
        QStringList all;
        for (const QAction* action : window().menuBar()->actions())
            all.append(action->text());
        for (const QDockWidget* dock : window().findChildren<QDockWidget*>())
            all.append(dock->windowTitle());
        all.append(find<widgets::VerdictPanel>().word());
        return all;
    };
    const QStringList english = texts();
    for (QAction* action : window().actionsOfWindow().languages->actions())
        if (action->data().toString() == "zh_CN")
            action->trigger();
    QCoreApplication::processEvents();
    const QStringList chinese = texts();
    QCOMPARE(chinese.size(), english.size());
    for (int i = 0; i < english.size(); ++i)
        QVERIFY2(chinese.at(i) != english.at(i), qPrintable(english.at(i)));
    QCOMPARE(m_settings->language(), "zh_CN");
}

void TestWindowFrame::panelsFoldAwayAndComeBack()
{
    const auto docks = window().findChildren<QDockWidget*>();
    QVERIFY(!docks.isEmpty());
    docks.first()->hide();
    window().actionsOfWindow().hideDocks->trigger();
    for (const QDockWidget* dock : docks)
        QVERIFY(!dock->isVisible());
    window().actionsOfWindow().hideDocks->trigger();
    for (const QDockWidget* dock : docks)
        QCOMPARE(dock->isVisible(), dock != docks.first());
}

void TestWindowFrame::lookIsRemembered()
{
    window().actionsOfWindow().colourMaps->actions().at(2)->trigger();
    emit window().canvas().opacityChanged(0.25);
    window().actionsOfWindow().contours->trigger();
    window().resize(1100, 700);
    window().close();
    m_window = std::make_unique<MainWindow>(*m_settings, *m_language);
    QCOMPARE(m_window->size(), QSize(1100, 700));
    QCOMPARE(m_window->canvas().opacity(), 0.25);
    QVERIFY(!m_window->actionsOfWindow().contours->isChecked());
    QVERIFY(m_window->actionsOfWindow().colourMaps->actions().at(2)->isChecked());
}

void TestWindowFrame::comesBackToWhereItWas()
{
    openSamples();
    window().session().setCurrent(2);
    // No close: a killed program has saved all the same.
    m_window = std::make_unique<MainWindow>(*m_settings, *m_language);
    m_window->start({{}, bundledModel()});
    QTRY_COMPARE_WITH_TIMEOUT(m_window->session().current(), 2, longTime);
    QCOMPARE(m_window->session().openedPaths(), QStringList {m_folder->path()});
    QCOMPARE(m_settings->recent(), QStringList {m_folder->path()});
}

/// A change made right before the window goes is in the recipe's file.
void TestWindowFrame::closingKeepsTheLastChange()
{
    openSamples();
    inference::Recipe recipe = window().session().recipe();
    recipe.rule.failLimit = 0.8125f;
    window().session().changeRecipe(recipe);
    const auto file = window().bench().recipeKeeper().file();
    m_window.reset();
    QCOMPARE(inference::pipeline::readRecipe(file, {}).rule.failLimit, 0.8125f);
}

void TestWindowFrame::closingAsksBeforeItEndsWork()
{
    openSamples();
    ExportPresenter& exporting = window().output().exporting();
    exporting.showDialog();
    ExportForm form;
    form.folder = m_home.filePath("export");
    const auto closes = [&](bool anyway) {
        emit exporting.dialog()->exportWanted(form);
        QTimer::singleShot(0, this, [anyway] {
            auto* const box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            QVERIFY(box);
            QVERIFY2(box->text().contains("an export"), qPrintable(box->text()));
            for (QAbstractButton* const button : box->buttons())
                if ((box->buttonRole(button) == QMessageBox::DestructiveRole) == anyway)
                    button->click();
        });
        return window().close();
    };
    QVERIFY(!closes(false));
    QTRY_VERIFY_WITH_TIMEOUT(!exporting.isExporting(), longTime);
    QVERIFY(QFile::exists(form.folder + "/images.csv"));
    QVERIFY(closes(true));
}

/// A laptop of 1280 x 720 with a task bar, in each language, on each page of the statistics.
void TestWindowFrame::panelsFitASmallScreen()
{
    openSamples();
    window().resize(1152, 640);
    const QList<QDockWidget*> docks = window().findChildren<QDockWidget*>();
    QVERIFY(docks.size() >= 5);
    for (const char* const language : {"en", "de", "ja", "zh_CN"}) {
        m_language->use(QString::fromLatin1(language));
        auto* const pages = window().findChild<QDockWidget*>(QStringLiteral("statistics"))->findChild<QTabWidget*>();
        for (int page = 0; page < pages->count(); ++page) {
            pages->setCurrentIndex(page);
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
            QCOMPARE(window().size(), QSize(1152, 640));
            for (const auto* const dock : docks)
                for (const auto* const other : docks)
                    if (dock != other && dock->isVisible() && other->isVisible() && !dock->visibleRegion().isEmpty() && !other->visibleRegion().isEmpty())
                        QVERIFY2(!dock->geometry().intersects(other->geometry()),
                                 qPrintable(QStringLiteral("%1: %2 over %3, page %4").arg(QString::fromLatin1(language), dock->objectName(), other->objectName()).arg(page)));
        }
    }
}

QTEST_MAIN(TestWindowFrame)
#include "tst_window_frame.moc"
