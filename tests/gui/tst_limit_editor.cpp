#include "widgets/limit_editor.h"

#include "widgets/fold_section.h"
#include "widgets/limit_row.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QToolButton>
#include <QtTest>

using namespace widgets;
using inference::Recipe;

class TestLimitEditor : public QObject {
    Q_OBJECT

    struct Set {
        LimitEditor editor;
        QSignalSpy changed{&editor, &LimitEditor::recipeChanged};
        QSignalSpy finished{&editor, &LimitEditor::editingFinished};
        std::vector<LimitRow*> rows;

        Set()
        {
            // The rows come in the order they stand: limits, then heat.
            for (LimitRow* row : editor.findChildren<LimitRow*>())
                rows.push_back(row);
            editor.heatSection()->setOpen(true);
            editor.show();
        }
        LimitRow& row(const QString& name) const
        {
            for (LimitRow* row : rows)
                if (row->label()->text() == name)
                    return *row;
            qFatal("no row %s", qPrintable(name));
        }
        /// As dragging does: pressed, moved, not yet let go.
        void drag(const QString& name, std::initializer_list<int> positions) const
        {
            QSlider* slider = row(name).slider();
            slider->setSliderDown(true);
            for (const int position : positions)
                slider->setSliderPosition(position);
        }
        void release(const QString& name) const { row(name).slider()->setSliderDown(false); }
    };

    static bool agree(const LimitRow& row, int position, const QString& text)
    {
        return row.slider()->value() == position && row.field()->text() == text;
    }

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        qRegisterMetaType<inference::Recipe>();
    }

    void settingARecipeShowsItWithoutASignal()
    {
        Set set;
        Recipe recipe;
        recipe.rule.failLimit = 0.7f;
        recipe.rule.reviewLimit = 0.3f;
        recipe.rule.minArea = 1000;
        recipe.alpha = 0.25;
        recipe.sigma = 4.5;
        set.editor.setRecipe(recipe);
        QVERIFY(agree(set.row("Fail"), 700, "0.70"));
        QVERIFY(agree(set.row("Review"), 300, "0.30"));
        QVERIFY(agree(set.row("Area"), 501, "1,000 px²"));
        QVERIFY(agree(set.row("Alpha"), 250, "0.25"));
        QVERIFY(agree(set.row("Sigma"), 90, "4.5 px"));
        QCOMPARE(set.changed.count(), 0);
        QCOMPARE(set.finished.count(), 0);
        QCOMPARE(set.editor.recipe(), recipe);
    }

    void anOpenedSectionIsScrolledIntoView()
    {
        QScrollArea area;
        area.setWidgetResizable(true);
        auto* const editor = new LimitEditor;
        area.setWidget(editor);
        area.resize(360, 160);
        area.show();
        QVERIFY(QTest::qWaitForWindowExposed(&area));
        FoldSection* const section = editor->scoreSection();
        section->findChild<QToolButton*>()->click();
        const auto seen = [&] { return QRect(QPoint(0, area.verticalScrollBar()->value()), area.viewport()->size()).contains(QRect(section->mapTo(editor, QPoint(0, 0)), QSize(1, section->height()))); };
        QTRY_VERIFY(seen() && area.verticalScrollBar()->value() > 0);
    }

    void calibratedLimitsAreShownAndTypedInMillimetres()
    {
        Set set;
        Recipe recipe;
        recipe.mmPerPixel = 0.02;
        recipe.rule.minArea = 3000;
        recipe.rule.minLength = 50;
        set.editor.setRecipe(recipe);
        QCOMPARE(set.row("Area").field()->text(), QString("1.2000 mm²"));
        QCOMPARE(set.row("Length").field()->text(), QString("1.00 mm"));
        set.row("Area").field()->setValue(2.4);
        QCOMPARE(set.editor.recipe().rule.minArea, 6000.0);
        set.row("Length").field()->setValue(0.5);
        QCOMPARE(set.editor.recipe().rule.minLength, 25.0);
        recipe.mmPerPixel = 0;
        set.editor.setRecipe(recipe);
        QCOMPARE(set.row("Area").field()->text(), QString("3,000 px²"));
    }

    void aFineCalibrationStillShowsAndStepsEveryPixel()
    {
        Set set;
        Recipe recipe;
        recipe.mmPerPixel = 0.001;
        recipe.rule.minArea = 40;
        set.editor.setRecipe(recipe);
        LimitSpinBox* field = set.row("Area").field();
        QCOMPARE(field->text(), QString("0.000040 mm²"));
        QTest::keyClick(field, Qt::Key_Up);
        QCOMPARE(set.editor.recipe().rule.minArea, 44.0);
        QTest::keyClick(field, Qt::Key_Up);
        QCOMPARE(set.editor.recipe().rule.minArea, 48.0);
        QCOMPARE(field->text(), QString("0.000048 mm²"));
    }

    void draggingIsLiveAndEndsOnce()
    {
        Set set;
        set.drag("Fail", {650, 700, 750});
        QCOMPARE(set.changed.count(), 3);
        QCOMPARE(set.finished.count(), 0);
        QVERIFY(agree(set.row("Fail"), 750, "0.75"));
        set.release("Fail");
        QCOMPARE(set.finished.count(), 1);
        QCOMPARE(set.editor.recipe().rule.failLimit, 0.75f);
    }

    void aDragThatComesBackIsNoStep()
    {
        Set set;
        set.drag("Fail", {650, 600});
        set.release("Fail");
        QCOMPARE(set.changed.count(), 2);
        QCOMPARE(set.finished.count(), 0);
        QCOMPARE(set.editor.recipe(), Recipe());
    }

    void oneLimitPushesTheOther_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("position");
        QTest::addColumn<float>("fail");
        QTest::addColumn<float>("review");
        QTest::newRow("fail above") << "Fail" << 500 << 0.5f << 0.45f;
        QTest::newRow("fail pushes") << "Fail" << 200 << 0.2f << 0.2f;
        QTest::newRow("review below") << "Review" << 550 << 0.6f << 0.55f;
        QTest::newRow("review pushes") << "Review" << 900 << 0.9f << 0.9f;
    }
    void oneLimitPushesTheOther()
    {
        QFETCH(QString, name);
        QFETCH(int, position);
        QFETCH(float, fail);
        QFETCH(float, review);
        Set set;
        set.drag(name, {position});
        QCOMPARE(set.editor.recipe().rule.failLimit, fail);
        QCOMPARE(set.editor.recipe().rule.reviewLimit, review);
        QVERIFY(agree(set.row("Fail"), qRound(fail * 1000), QString::number(fail, 'f', 2)));
        QVERIFY(agree(set.row("Review"), qRound(review * 1000), QString::number(review, 'f', 2)));
        QCOMPARE(set.changed.count(), 1);
    }

    void aPushedLimitComesBackWithinTheGesture()
    {
        Set set;
        set.drag("Fail", {200, 700});
        set.release("Fail");
        QCOMPARE(set.editor.recipe().rule.failLimit, 0.7f);
        QCOMPARE(set.editor.recipe().rule.reviewLimit, 0.45f);
        set.drag("Fail", {200});
        set.release("Fail");
        set.drag("Fail", {700});
        QCOMPARE(set.editor.recipe().rule.reviewLimit, 0.2f);
    }

    void anOwnerThatAnswersMakesNoLoop()
    {
        Set set;
        connect(&set.editor, &LimitEditor::recipeChanged, &set.editor, &LimitEditor::setRecipe);
        set.drag("Fail", {200, 700});
        QCOMPARE(set.changed.count(), 2);
        QCOMPARE(set.editor.recipe().rule.reviewLimit, 0.45f);
        set.release("Fail");
        QCOMPARE(set.finished.count(), 1);
    }

    void keysStepByHundredthsAndPagesByFive_data()
    {
        QTest::addColumn<bool>("onSlider");
        QTest::addColumn<int>("key");
        QTest::addColumn<bool>("shift");
        QTest::addColumn<float>("limit");
        for (const bool onSlider : {true, false}) {
            const char* where = onSlider ? "slider" : "field";
            QTest::addRow("%s up", where) << onSlider << int(Qt::Key_Up) << false << 0.61f;
            QTest::addRow("%s shift down", where) << onSlider << int(Qt::Key_Down) << true << 0.55f;
            QTest::addRow("%s page up", where) << onSlider << int(Qt::Key_PageUp) << false << 0.65f;
        }
        QTest::newRow("slider right") << true << int(Qt::Key_Right) << false << 0.61f;
        QTest::newRow("slider end") << true << int(Qt::Key_End) << false << 1.0f;
    }
    void keysStepByHundredthsAndPagesByFive()
    {
        QFETCH(bool, onSlider);
        QFETCH(int, key);
        QFETCH(bool, shift);
        Set set;
        const LimitRow& row = set.row("Fail");
        QWidget* target = onSlider ? static_cast<QWidget*>(row.slider()) : row.field();
        QTest::keyClick(target, Qt::Key(key), shift ? Qt::ShiftModifier : Qt::NoModifier);
        QTEST(set.editor.recipe().rule.failLimit, "limit");
        QCOMPARE(set.changed.count(), 1);
        QCOMPARE(set.finished.count(), 1);
    }

    void typedTextCountsWhenItIsComplete()
    {
        Set set;
        LimitSpinBox* field = set.row("Fail").field();
        field->selectAll();
        QTest::keyClicks(field, "0.72");
        QCOMPARE(set.changed.count(), 0);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(set.changed.count(), 1);
        QCOMPARE(set.finished.count(), 1);
        QCOMPARE(set.editor.recipe().rule.failLimit, 0.72f);
        QCOMPARE(set.editor.recipe().rule.reviewLimit, 0.45f);
    }

    void whatIsNotTouchedStaysExact()
    {
        Set set;
        Recipe recipe;
        recipe.rule.minArea = 1234.567;
        recipe.rule.reviewLimit = 0.3333f;
        recipe.scoreFraction = 0.02;
        set.editor.setRecipe(recipe);
        QTest::keyClick(set.row("Fail").slider(), Qt::Key_Up);
        recipe.rule.failLimit = 0.61f;
        QCOMPARE(set.editor.recipe(), recipe);
    }

    void aDoubleClickOnTheNameResetsOneNumber()
    {
        Set set;
        Recipe defaults;
        defaults.rule.failLimit = 0.8f;
        defaults.rule.minArea = 100;
        set.editor.setDefaults(defaults);
        QTest::mouseDClick(set.row("Area").label(), Qt::LeftButton);
        QCOMPARE(set.editor.recipe().rule.minArea, 100.0);
        QCOMPARE(set.editor.recipe().rule.failLimit, 0.6f);
        QCOMPARE(set.changed.count(), 1);
        QCOMPARE(set.finished.count(), 1);
    }

    void theButtonResetsAllNumbersButNotTheProduct()
    {
        Set set;
        auto* button = set.editor.findChild<QPushButton*>();
        QVERIFY(!button->isEnabled());
        Recipe recipe;
        recipe.rule.failLimit = 0.3f;
        recipe.rule.reviewLimit = 0.1f;
        recipe.sigma = 1;
        recipe.scoreRule = inference::ScoreRule::Maximum;
        recipe.rule.growLimit = 0.05f;
        recipe.name = "Gear";
        set.editor.setRecipe(recipe);
        QVERIFY(button->isEnabled());
        button->click();
        Recipe expected;
        expected.name = "Gear";
        QCOMPARE(set.editor.recipe(), expected);
        QVERIFY(!button->isEnabled());
        QCOMPARE(set.changed.count(), 1);
        QCOMPARE(set.finished.count(), 1);
    }

    void theWheelPassesOverWhatHasNoFocus()
    {
        Set set;
        QSlider* slider = set.row("Fail").slider();
        QWheelEvent wheel(QPointF(5, 5), slider->mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        slider->clearFocus();
        QCoreApplication::sendEvent(slider, &wheel);
        QCOMPARE(set.changed.count(), 0);
        set.editor.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&set.editor));
        slider->setFocus();
        QCoreApplication::sendEvent(slider, &wheel);
        QCOMPARE(set.editor.recipe().rule.failLimit, 0.61f);
        QCOMPARE(set.finished.count(), 1);
    }
};

QTEST_MAIN(TestLimitEditor)
#include "tst_limit_editor.moc"
