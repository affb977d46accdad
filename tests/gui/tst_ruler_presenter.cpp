// Measuring as the window wires it: one tool at a time, and a recipe that is calibrated by what was measured.
#include "app/workbench/main_actions.h"
#include "app/workbench/part_placement.h"
#include "app/workbench/ruler_presenter.h"
#include "app/workbench/session.h"
#include "app/workbench/zone_presenter.h"
#include "canvas_tools.h"
#include "fake_detector.h"
#include "widgets/zone_panel.h"
#include "widgets/zone_tool.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTimer>

using namespace app;
using namespace canvas_tools;

class TestRulerPresenter : public QObject {
    Q_OBJECT

    struct Set {
        QWidget window;
        Session session;
        MainActions actions {&window};
        Canvas canvas {&window};
        widgets::ZonePanel panel;
        PartPlacement place {session};
        ZonePresenter zones {session, place, canvas, panel, actions.zones};
        RulerPresenter ruler {session, canvas, actions};

        Set()
        {
            QObject::connect(&zones, &ZonePresenter::editingStarted, &ruler, &RulerPresenter::end);
            load("first");
            canvas.resize(imageSize);
            window.show();
            canvas.setImage(grey());
            canvas.actualSize();
        }
        /// A model, and its recipe.
        void load(const char* name)
        {
            auto model = std::make_shared<inference::pipeline::LoadedModel>();
            model->detector = std::make_shared<FakeDetector>();
            inference::Recipe recipe;
            recipe.model = name;
            session.setModel(model, recipe);
        }
        void measure() { drag(canvas, {100, 200}, {500, 500}, Qt::LeftButton); }
        double scale() const { return session.recipe().mmPerPixel; }
    };

    /// What is done with the dialog that comes up next, once it is there.
    static void answer(const std::function<void(QDialog&)>& act)
    {
        QTimer::singleShot(0, qApp, [act] {
            auto* const dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            act(*dialog);
        });
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void oneToolAtATime()
    {
        Set set;
        set.actions.ruler->trigger();
        QVERIFY(set.canvas.isRulerOn() && set.actions.ruler->isChecked());
        set.actions.zones->trigger();
        QVERIFY(set.canvas.zoneTool() != widgets::ZoneMode::Off);
        QVERIFY(!set.canvas.isRulerOn() && !set.actions.ruler->isChecked());
        set.actions.ruler->trigger();
        QVERIFY(set.canvas.isRulerOn());
        QCOMPARE(set.canvas.zoneTool(), widgets::ZoneMode::Off);
        QTest::keyClick(&set.canvas, Qt::Key_Escape);
        QVERIFY(!set.canvas.isRulerOn() && !set.actions.ruler->isChecked());
    }

    void calibratedByALine()
    {
        Set set;
        QVERIFY(!set.actions.calibrate->isEnabled());
        set.actions.ruler->trigger();
        set.measure();
        QVERIFY(set.actions.calibrate->isEnabled());
        answer([](QDialog& dialog) {
            auto* const ok = dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
            QVERIFY(!ok->isEnabled());  // nothing is known yet
            dialog.findChild<QDoubleSpinBox*>()->setValue(12.5);
            QStringList texts;
            for (const QLabel* const label : dialog.findChildren<QLabel*>())
                texts.append(label->text());
            QVERIFY(texts.contains("500.0 px"));
            QVERIFY(texts.contains("0.025 mm per pixel, to about 0.28 % when both ends are right to a pixel. The longer the line, the more exact."));
            ok->click();
        });
        QTest::keyClick(&set.canvas, Qt::Key_Return);
        QCOMPARE(set.scale(), 0.025);
        QCOMPARE(set.session.undoStack().count(), 1);
        set.session.undoStack().undo();
        QCOMPARE(set.scale(), 0.0);
    }

    void cancelledNothingChanges()
    {
        Set set;
        set.actions.ruler->trigger();
        set.measure();
        answer([](QDialog& dialog) {
            dialog.findChild<QDoubleSpinBox*>()->setValue(3);
            dialog.reject();
        });
        set.actions.calibrate->trigger();
        QCOMPARE(set.scale(), 0.0);
        QCOMPARE(set.session.undoStack().count(), 0);
    }

    void whatIsShownRoundedIsntTaken()
    {
        Set set;
        inference::Recipe recipe = set.session.recipe();
        recipe.mmPerPixel = 0.0123456789;
        set.session.changeRecipe(recipe);
        set.session.endRecipeGesture();
        set.actions.ruler->trigger();
        set.measure();
        answer([](QDialog& dialog) { dialog.accept(); });
        set.actions.calibrate->trigger();
        QCOMPARE(set.scale(), 0.0123456789);
        // What no recipe may hold is refused.
        answer([](QDialog& dialog) {
            dialog.findChild<QDoubleSpinBox*>()->setValue(1e6);
            QVERIFY(!dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->isEnabled());
            dialog.accept();
        });
        set.actions.calibrate->trigger();
        QCOMPARE(set.scale(), 0.0123456789);
    }

    /// A model may come while the question is asked: its recipe isn't the one that was to be calibrated.
    void theRecipeOfAModelThatCameMeanwhileStays_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<double>("scale");
        QTest::addColumn<int>("told");
        QTest::newRow("the same again, for another device") << "first" << 0.025 << 0;
        QTest::newRow("another one") << "second" << 0.0 << 1;
    }

    void theRecipeOfAModelThatCameMeanwhileStays()
    {
        QFETCH(QString, model);
        Set set;
        QSignalSpy told(&set.ruler, &RulerPresenter::told);
        set.actions.ruler->trigger();
        set.measure();
        answer([&](QDialog& dialog) {
            dialog.findChild<QDoubleSpinBox*>()->setValue(12.5);
            set.load(qPrintable(model));
            dialog.accept();
        });
        set.actions.calibrate->trigger();
        QTEST(set.scale(), "scale");
        QTEST(int(told.count()), "told");
    }

    void withoutALineThereIsNothingToCalibrateBy()
    {
        Set set;
        set.actions.ruler->trigger();
        set.measure();
        QTest::keyClick(&set.canvas, Qt::Key_Delete);
        QVERIFY(!set.actions.calibrate->isEnabled());
    }
};

QTEST_MAIN(TestRulerPresenter)
#include "tst_ruler_presenter.moc"
