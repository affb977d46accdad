#pragma once

#include <QList>
#include <QObject>

class QAction;
class QActionGroup;
class QWidget;

namespace app {

/// Every command of the window: one QAction each, with icon, words and keys in one place. Menus, tool bar, key sheet and
/// tests take them from here.
class MainActions : public QObject {
    Q_OBJECT

public:
    explicit MainActions(QWidget* window);

    /// Sets all words anew after a change of language.
    void retranslate();
    /// Keys without a modifier act only while one of these widgets has the focus.
    void addSingleKeysTo(QWidget* widget);
    /// The same without the arrows, for a table that has a use for them itself.
    void addLetterKeysTo(QWidget* widget);

    QAction* const openFolder;
    QAction* const openImages;
    QAction* const openSamples;
    QAction* const clearRecent;
    QAction* const report;
    QAction* const exportParts;
    QAction* const checkReport;
    QAction* const quit;

    QAction* const heat;
    QAction* const contours;
    QAction* const moreOpacity;
    QAction* const lessOpacity;
    QAction* const fit;
    QAction* const actualSize;
    QAction* const zoomIn;
    QAction* const zoomOut;
    QAction* const zones;
    QAction* const compare;  ///< checkable
    QAction* const ruler;    ///< checkable
    QAction* const scaleBar; ///< checkable
    QAction* const focusDefects;
    QAction* const hideDocks;
    QAction* const fullScreen;

    QAction* const next;
    QAction* const previous;
    QAction* const nextFailing;
    QAction* const previousFailing;
    QAction* const inspectRemaining;
    QAction* const cancel;

    QAction* const accept;
    QAction* const reject;
    QAction* const overrule;
    QAction* const withdraw;
    QAction* const labelGood;
    QAction* const labelDefective;
    QAction* const labelNone;
    QAction* const shownGood;  ///< these three are of all parts that the list shows
    QAction* const shownDefective;
    QAction* const shownUnknown;
    QAction* const classify;
    QAction* const note;
    QAction* const nextUnreviewed;
    QAction* const golden;  ///< checkable: the current part is in the golden set
    QAction* const operatorName;
    QAction* const verifyLog;

    QAction* const openRecipe;
    QAction* const saveRecipeAs;
    QAction* const compareRecipe;
    QAction* const recipeDetails;
    QAction* const calibrate;
    QAction* const checkerboard;
    QAction* const whatIf;
    QAction* const lock;  ///< its words are LockPresenter's

    QAction* const live;
    QAction* const liveLog;
    QAction* const models;
    QAction* const evaluate;
    QAction* const fineTune;
    QAction* const gaugeStudy;
    QAction* const labelNext;
    QAction* const blindReview;
    QAction* const limitSamples;
    QAction* const keys;
    QAction* const logFolder;
    QAction* const about;

    QActionGroup* const colourMaps;  ///< data: int(inference::ColourMap)
    QActionGroup* const themes;      ///< data: int(widgets::Theme)
    QActionGroup* const languages;   ///< data: QString code, empty: the system's

private:
    QList<QAction*> singleKeys() const;
};

}  // namespace app
