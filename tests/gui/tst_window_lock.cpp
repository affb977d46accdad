// A locked desk in the whole window: nobody moves a limit, everybody judges parts.
#include "app/workbench/judging_bench.h"
#include "app/workbench/live_presenter.h"
#include "app/workbench/lock_presenter.h"
#include "app/workbench/model_presenter.h"
#include "app/workbench/trigger_form.h"
#include "widgets/limit_editor.h"
#include "widgets/limit_handle.h"
#include "widgets/limit_overlay.h"
#include "widgets/notice_bar.h"
#include "widgets/score_histogram.h"
#include "widgets/zone_panel.h"
#include "window_bench.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTimer>
#include <QtTest>

#include <functional>

using namespace app;

class TestWindowLock : public QObject, private WindowBench {
    Q_OBJECT

private slots:
    void initTestCase() { stayAtHome(); }
    void init() { begin(); }
    void cleanup() { close(); }

    void theRecipeStaysAsItIs();
    void partsAreJudgedAsBefore();
    void whatItForbidsComesBackAsItWas();
    void otherRecipesMayBeOpenedOrNot();
    void theLiveViewKeepsWhatItIsSetTo();
    void noOtherModelComes();
    void aModelThatWasLoadingDoesNotCome();
    void theHistogramIsStillThereToBeRead();
    void theAnswerStandsBeforeOtherNotices();
    void itIsLockedAgainAfterAStart();
    void theCodeIsAskedForTwice();
    void itAsksUntilTheCodeIsRight();

private:
    /// Once the next dialog stands.
    void onDialog(std::function<void(QDialog& dialog)> act)
    {
        QTimer::singleShot(0, &window(), [act = std::move(act)] {
            auto* const dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog && QTest::qWaitForWindowExposed(dialog));
            act(*dialog);
        });
    }
    static QPushButton* defaultButton(const QDialog& dialog)
    {
        for (QPushButton* const button : dialog.findChildren<QPushButton*>())
            if (button->isDefault())
                return button;
        return nullptr;
    }
    OperatorLock& lock() { return window().lock().lock(); }
    MainActions& actions() { return window().actionsOfWindow(); }
    QString notice() { return window().bench().notices()->isHidden() ? QString() : window().bench().notices()->text(); }
};

void TestWindowLock::theRecipeStaysAsItIs()
{
    openSamples();
    const inference::Recipe recipe = window().session().recipe();
    QVERIFY(window().session().undoStack().canUndo());
    lock().lock("1234", true);
    QVERIFY(!window().session().undoStack().canUndo());
    QVERIFY(!find<widgets::LimitEditor>().isEnabled());
    QVERIFY(!find<widgets::ZonePanel>().isEnabled());
    emit window().canvas().limitDragged(0.9f);
    emit window().canvas().limitDragEnded();
    QCOMPARE(window().session().recipe(), recipe);
    QVERIFY(!notice().isEmpty());
    lock().unlock("1234");
    QVERIFY(notice().isEmpty());
    emit window().canvas().limitDragged(0.9f);
    emit window().canvas().limitDragEnded();
    QVERIFY(window().session().recipe() != recipe);
}

void TestWindowLock::partsAreJudgedAsBefore()
{
    openSamples();
    lock().lock("1234", true);
    window().session().setCurrent(1);
    actions().accept->trigger();
    QTRY_VERIFY(window().session().part(1).review.human);
    actions().labelDefective->trigger();
    QTRY_COMPARE(window().session().part(1).label, inference::Label::Defective);
    QVERIFY(window().session().undoStack().canUndo());
    window().session().undoStack().undo();
    QTRY_COMPARE(window().session().part(1).label, inference::Label::None);
}

void TestWindowLock::whatItForbidsComesBackAsItWas()
{
    openSamples();
    const QList<QAction*> forbidden {actions().zones, actions().golden, actions().saveRecipeAs, actions().recipeDetails, actions().calibrate, actions().checkerboard,
                                     actions().models, actions().fineTune};
    QList<bool> before;
    for (const QAction* action : forbidden)
        before.append(action->isEnabled());
    actions().zones->trigger();
    QVERIFY(window().canvas().zoneTool() != widgets::ZoneMode::Off);
    lock().lock("1234", true);
    QCOMPARE(window().canvas().zoneTool(), widgets::ZoneMode::Off);
    window().session().setCurrent(2);  // what there is to be done is looked at anew
    QCoreApplication::processEvents();
    for (const QAction* action : forbidden)
        QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
    QVERIFY(actions().compareRecipe->isEnabled() && actions().whatIf->isEnabled() && actions().live->isEnabled());
    lock().unlock("1234");
    for (qsizetype i = 0; i < forbidden.size(); ++i)
        QCOMPARE(forbidden.at(i)->isEnabled(), before.at(i));
}

void TestWindowLock::otherRecipesMayBeOpenedOrNot()
{
    openSamples();
    lock().lock("1234", true);
    QVERIFY(actions().openRecipe->isEnabled());
    lock().lock("1234", false);
    QVERIFY(!actions().openRecipe->isEnabled());
    lock().unlock("1234");
    QVERIFY(actions().openRecipe->isEnabled());
}

void TestWindowLock::theLiveViewKeepsWhatItIsSetTo()
{
    lock().lock("1234", true);
    window().live().showWindow();
    QVERIFY(!window().live().sourceForm()->isEnabled());
    auto* const mode = window().live().window()->trigger().findChild<QComboBox*>();
    QVERIFY(!mode->isEnabled());
    lock().unlock("1234");
    QVERIFY(window().live().sourceForm()->isEnabled());
    QVERIFY(mode->isEnabled());
}

void TestWindowLock::noOtherModelComes()
{
    openSamples();
    const auto* const model = window().session().model();
    lock().lock("1234", true);
    auto* const presenter = window().findChild<ModelPresenter*>();
    QSignalSpy loads(presenter, &ModelPresenter::statusChanged);
    presenter->use(bundledModel());
    QVERIFY(!notice().isEmpty());
    QCOMPARE(window().session().model(), model);
    QVERIFY(loads.isEmpty());
}

void TestWindowLock::aModelThatWasLoadingDoesNotCome()
{
    openSamples();
    const auto* const model = window().session().model();
    auto* const presenter = window().findChild<ModelPresenter*>();
    presenter->use(bundledModel());
    lock().lock("1234", true);
    QTRY_VERIFY_WITH_TIMEOUT(!notice().isEmpty(), longTime);  // it has come, and wasn't taken
    QCOMPARE(window().session().model(), model);
}

void TestWindowLock::theHistogramIsStillThereToBeRead()
{
    openSamples();
    auto* const overlay = find<widgets::ScoreHistogram>().overlay();
    lock().lock("1234", true);
    QVERIFY(overlay->isEnabled() && !overlay->isMovable());
    QVERIFY(!overlay->failHandle()->isEnabled());
    lock().unlock("1234");
    QVERIFY(overlay->isMovable() && overlay->failHandle()->isEnabled());
}

void TestWindowLock::theAnswerStandsBeforeOtherNotices()
{
    openSamples();
    window().bench().notices()->say({QStringLiteral("other"), QStringLiteral("Something else."), {}});
    lock().lock("1234", true);
    emit window().canvas().limitDragged(0.9f);
    QVERIFY2(notice().contains("locked"), qPrintable(notice()));
    lock().unlock("1234");
    QCOMPARE(notice(), QString("Something else."));
}

void TestWindowLock::itIsLockedAgainAfterAStart()
{
    lock().lock("1234", true);
    close();
    m_window = std::make_unique<MainWindow>(*m_settings, *m_language);
    window().show();
    QVERIFY(lock().isLocked());
    QVERIFY(!find<widgets::LimitEditor>().isEnabled());
    lock().unlock("1234");
}

void TestWindowLock::theCodeIsAskedForTwice()
{
    QStringList said;
    onDialog([&](QDialog& dialog) {
        const auto fields = dialog.findChildren<QLineEdit*>();
        QPushButton* const done = defaultButton(dialog);
        const auto type = [&](const char* code, const char* again) {
            fields.at(0)->setText(code);
            fields.at(1)->setText(again);
            said.append(done->isEnabled() ? "takes it" : dialog.findChild<QLabel*>("hint")->text());
        };
        type("", "");
        type("123", "123");
        type("1234", "123");
        type("1234", "1234");
        dialog.findChild<QCheckBox*>()->setChecked(false);
        QTest::keyClick(&dialog, Qt::Key_Return);
    });
    actions().lock->trigger();
    QCOMPARE(said, QStringList({"", "At least 4 letters or digits.", "The two are not the same yet.", "takes it"}));
    QVERIFY(lock().isLocked());
    QVERIFY(!lock().mayOpenRecipes());
    QCOMPARE(actions().lock->text().remove(QLatin1Char('&')), QString("Unlock…"));
}

void TestWindowLock::itAsksUntilTheCodeIsRight()
{
    lock().lock("1234", true);
    QString said, left;
    onDialog([&](QDialog& dialog) {
        onDialog([&](QDialog& again) {
            said = again.findChild<QLabel*>("hint")->text();
            left = again.findChild<QLineEdit*>()->text();
            again.findChild<QLineEdit*>()->setText("1234");
            QTest::keyClick(&again, Qt::Key_Return);
        });
        dialog.findChild<QLineEdit*>()->setText("4321");
        QTest::keyClick(&dialog, Qt::Key_Return);
    });
    actions().lock->trigger();
    QCOMPARE(said, QString("That is not the code."));
    QCOMPARE(left, QString());
    QVERIFY(!lock().isLocked());

    lock().lock("1234", true);
    onDialog([](QDialog& dialog) { QTest::keyClick(&dialog, Qt::Key_Escape); });
    actions().lock->trigger();
    QVERIFY(lock().isLocked());
    lock().unlock("1234");
}

QTEST_MAIN(TestWindowLock)
#include "tst_window_lock.moc"
