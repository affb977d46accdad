// Whole picture or tiles: what the person gets, and what is said about it.
#include "core/tiling.h"
#include "widgets/fold_section.h"
#include "widgets/limit_editor.h"
#include "widgets/tile_editor.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

using namespace widgets;
using inference::Recipe;

namespace {

constexpr TileFacts camera {{4096, 3072}, 518, 37};

}  // namespace

class TestTileEditor : public QObject {
    Q_OBJECT

    struct Set {
        TileEditor editor;
        QCheckBox* tiled = editor.findChild<QCheckBox*>();
        QSpinBox* side = editor.findChild<QSpinBox*>();
        QSignalSpy changed {&editor, &TileEditor::recipeChanged};
        QSignalSpy finished {&editor, &TileEditor::editingFinished};

        Set()
        {
            editor.setFacts(camera);
            editor.show();
        }
        QString facts() const { return editor.findChildren<QLabel*>().last()->text(); }
    };

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aRecipeIsShownWithoutASignal()
    {
        Set set;
        QVERIFY(!set.tiled->isChecked() && !set.side->isVisible());
        Recipe recipe;
        recipe.tileSide = 1024;
        recipe.name = "Gear";
        set.editor.setRecipe(recipe);
        QVERIFY(set.tiled->isChecked() && set.side->isVisible());
        QCOMPARE(set.side->text(), QString("1024 px"));
        QCOMPARE(set.editor.recipe(), recipe);
        QCOMPARE(set.changed.count() + set.finished.count(), 0);
    }

    void tilesAreSwitchedOnAndOff()
    {
        Set set;
        set.tiled->click();
        QCOMPARE(set.changed.count(), 1);
        QCOMPARE(set.finished.count(), 1);
        QCOMPARE(set.editor.recipe().tileSide, TileEditor::proposedSide(camera));
        QVERIFY(set.side->isVisible());
        set.tiled->click();
        QCOMPARE(set.editor.recipe().tileSide, 0);
        QCOMPARE(set.finished.count(), 2);
    }

    void theSideIsShownBeforeItCounts()
    {
        LimitEditor editor;
        editor.show();
        TileEditor& tiles = *editor.tileEditor();
        tiles.setFacts(camera);
        QSignalSpy shown(&editor, &LimitEditor::tilesShown), changed(&editor, &LimitEditor::recipeChanged);
        Recipe recipe;
        recipe.tileSide = 1024;
        editor.setRecipe(recipe);
        QCOMPARE(shown.last()[0].toInt(), 0);  // the section is folded
        editor.tileSection()->setOpen(true);
        QCOMPARE(shown.last()[0].toInt(), 1024);
        tiles.findChild<QSpinBox*>()->stepUp();
        QCOMPARE(shown.last()[0].toInt(), 1056);
        QCOMPARE(changed.count(), 0);
        recipe.tileSide = 0;
        editor.setRecipe(recipe);
        QCOMPARE(shown.last()[0].toInt(), 0);
        recipe.tileSide = 512;
        editor.setRecipe(recipe);
        QCOMPARE(shown.last()[0].toInt(), 512);
        editor.hide();
        QCOMPARE(shown.last()[0].toInt(), 0);
        editor.show();
        QCOMPARE(shown.last()[0].toInt(), 512);
        editor.tileSection()->setOpen(false);
        QCOMPARE(shown.last()[0].toInt(), 0);
    }

    void theProposalSuitsThePicture()
    {
        QCOMPARE(TileEditor::proposedSide(camera), 1632);  // two fifths of the longer side
        QCOMPARE(TileEditor::proposedSide({{640, 480}, 518, 37}), 518);  // never enlarged
        QCOMPARE(TileEditor::proposedSide({{}, 518, 37}), 1036);
        const inference::Size strip {300000, 400};
        QVERIFY(int(inference::tilesOf(strip, TileEditor::proposedSide({strip, 272, 34})).size()) <= inference::greatestTileCount);
    }

    void aTypedSideCountsWithEnter()
    {
        Set set;
        set.tiled->click();
        set.changed.clear();
        set.side->selectAll();
        QTest::keyClicks(set.side, "800");
        QCOMPARE(set.changed.count(), 0);  // 8, 80
        QTest::keyClick(set.side, Qt::Key_Return);
        QCOMPARE(set.changed.count(), 1);
        QCOMPARE(set.editor.recipe().tileSide, 800);
        QVERIFY(!set.changed.wait(0));
    }

    void stepsCountWhenTheyHaveComeToRest()
    {
        Set set;
        set.tiled->click();
        const int before = set.editor.recipe().tileSide;
        set.changed.clear();
        for (int i = 0; i < 5; ++i)
            set.side->stepUp();
        QCOMPARE(set.changed.count(), 0);
        QVERIFY(set.changed.wait());
        QCOMPARE(set.changed.count(), 1);
        QCOMPARE(set.editor.recipe().tileSide, before + 5 * 32);
    }

    void anotherRecipeEndsWhatWasBegun()
    {
        Set set;
        set.tiled->click();
        set.side->stepUp();
        Recipe recipe;
        recipe.tileSide = 512;
        set.editor.setRecipe(recipe);
        set.changed.clear();
        QTest::keyClick(set.side, Qt::Key_Return);
        QCOMPARE(set.editor.recipe(), recipe);
        QCOMPARE(set.changed.count(), 0);
    }

    void whatAPatchCoversIsSaid()
    {
        Set set;
        QCOMPARE(set.facts(), QString("One patch of the model covers 111 × 83 px of this picture."));
        Recipe recipe;
        recipe.tileSide = 1024;
        set.editor.setRecipe(recipe);
        QCOMPARE(set.facts(), QString("One patch of the model covers 28 × 28 px of this picture. 20 tiles, about 20 times as long."));
        recipe.mmPerPixel = 0.02;
        set.editor.setRecipe(recipe);
        QVERIFY2(set.facts().startsWith("One patch of the model covers 0.55 × 0.55 mm of this picture."), qPrintable(set.facts()));
        recipe.tileSide = 5000;
        set.editor.setRecipe(recipe);
        QVERIFY2(set.facts().endsWith("It fits into one tile."), qPrintable(set.facts()));
        recipe.tileSide = 32;
        set.editor.setRecipe(recipe);
        QCOMPARE(set.facts(), QString("This picture would have more than 256 tiles and is not inspected: take at least %1 px.").arg(inference::leastTileSideFor(camera.image)));
        set.editor.setFacts({});
        QVERIFY(!set.editor.findChildren<QLabel*>().last()->isVisible());
    }

    /// In an area that is too small for all of it.
    void whatATickMakesAppearIsSeen()
    {
        QScrollArea area;
        area.setWidgetResizable(true);
        auto* const editor = new LimitEditor;
        area.setWidget(editor);
        area.resize(320, 170);
        area.show();
        area.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&area));
        editor->tileEditor()->setFacts(camera);
        editor->tileSection()->findChild<QToolButton*>()->click();
        auto* const tiled = editor->tileEditor()->findChild<QCheckBox*>();
        auto* const side = editor->tileEditor()->findChild<QSpinBox*>();
        tiled->setFocus();
        tiled->click();
        const auto seen = [&area](QWidget* widget) { return area.viewport()->rect().contains(QRect(widget->mapTo(area.viewport(), QPoint(0, 0)), widget->size())); };
        QTRY_VERIFY(side->isVisible() && seen(side));
    }

    void theLimitEditorHandsItOn()
    {
        LimitEditor editor;
        QSignalSpy changed(&editor, &LimitEditor::recipeChanged), finished(&editor, &LimitEditor::editingFinished);
        editor.tileEditor()->setFacts(camera);
        editor.tileEditor()->findChild<QCheckBox*>()->click();
        QCOMPARE(editor.recipe().tileSide, TileEditor::proposedSide(camera));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(finished.count(), 1);
        editor.findChildren<QPushButton*>().last()->click();  // Defaults
        QCOMPARE(editor.recipe().tileSide, 0);
        QVERIFY(!editor.tileEditor()->findChild<QCheckBox*>()->isChecked());
    }
};

QTEST_MAIN(TestTileEditor)
#include "tst_tile_editor.moc"
