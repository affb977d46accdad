#include "app/workbench/main_actions.h"

#include "app/workbench/language.h"
#include "core/colour_map.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QWidget>

namespace app {
namespace {

using inference::ColourMap;
using widgets::Icon;
using widgets::Theme;

QAction* plain(QWidget* window, const QKeySequence& keys = {})
{
    auto* const action = new QAction(window);
    action->setShortcut(keys);
    return action;
}

QAction* withIcon(QWidget* window, Icon icon, const QKeySequence& keys = {})
{
    QAction* const action = plain(window, keys);
    action->setIcon(widgets::icon(icon));
    return action;
}

QAction* checkable(QAction* action)
{
    action->setCheckable(true);
    action->setChecked(true);
    return action;
}

QActionGroup* choices(QWidget* window, const QVariantList& values)
{
    auto* const group = new QActionGroup(window);
    for (const QVariant& value : values) {
        QAction* const action = group->addAction(QString());
        action->setData(value);
        action->setCheckable(true);
    }
    return group;
}

QVariantList languageCodes()
{
    QVariantList codes {QString()};
    for (const Language::Choice& choice : Language::choices())
        codes.append(choice.code);
    return codes;
}

}  // namespace

MainActions::MainActions(QWidget* window)
    : QObject(window)
    , openFolder(withIcon(window, Icon::OpenFolder, QKeySequence::Open))
    , openImages(plain(window, Qt::CTRL | Qt::SHIFT | Qt::Key_O))
    , openSamples(plain(window))
    , clearRecent(plain(window))
    , report(withIcon(window, Icon::Export, QKeySequence::Print))
    , exportParts(plain(window, Qt::CTRL | Qt::ALT | Qt::Key_E))
    , checkReport(plain(window))
    , quit(plain(window, Qt::CTRL | Qt::Key_Q))
    , heat(checkable(withIcon(window, Icon::Heat)))
    , contours(checkable(withIcon(window, Icon::Contours, Qt::Key_K)))
    , moreOpacity(plain(window, Qt::Key_BracketRight))
    , lessOpacity(plain(window, Qt::Key_BracketLeft))
    , fit(withIcon(window, Icon::Fit, Qt::Key_F))
    , actualSize(withIcon(window, Icon::OneToOne, Qt::Key_1))
    , zoomIn(withIcon(window, Icon::ZoomIn))
    , zoomOut(withIcon(window, Icon::ZoomOut, Qt::Key_Minus))
    , zones(plain(window, Qt::Key_Z))
    , compare(plain(window, Qt::Key_C))
    , ruler(plain(window, Qt::Key_M))
    , scaleBar(checkable(plain(window)))
    , focusDefects(plain(window, Qt::Key_D))
    , hideDocks(plain(window, Qt::Key_F9))
    , fullScreen(plain(window, Qt::Key_F11))
    , next(withIcon(window, Icon::Next, Qt::Key_Right))
    , previous(withIcon(window, Icon::Previous, Qt::Key_Left))
    , nextFailing(withIcon(window, Icon::NextFail, Qt::CTRL | Qt::Key_Right))
    , previousFailing(plain(window, Qt::CTRL | Qt::Key_Left))
    , inspectRemaining(withIcon(window, Icon::Play, Qt::Key_F5))
    , cancel(withIcon(window, Icon::Cancel, Qt::CTRL | Qt::Key_Period))
    , accept(plain(window, Qt::Key_A))
    , reject(plain(window, Qt::Key_R))
    , overrule(plain(window, Qt::Key_O))
    , withdraw(plain(window, Qt::Key_Backspace))
    , labelGood(plain(window, Qt::Key_G))
    , labelDefective(plain(window, Qt::Key_B))
    , labelNone(plain(window, Qt::Key_U))
    , shownGood(plain(window, Qt::SHIFT | Qt::Key_G))
    , shownDefective(plain(window, Qt::SHIFT | Qt::Key_B))
    , shownUnknown(plain(window, Qt::SHIFT | Qt::Key_U))
    , classify(plain(window, Qt::Key_L))
    , note(plain(window, Qt::Key_N))
    , nextUnreviewed(plain(window, Qt::SHIFT | Qt::Key_N))
    , golden(plain(window, Qt::CTRL | Qt::Key_G))
    , operatorName(plain(window))
    , verifyLog(plain(window))
    , openRecipe(plain(window, Qt::CTRL | Qt::ALT | Qt::Key_O))
    , saveRecipeAs(plain(window, Qt::CTRL | Qt::SHIFT | Qt::Key_S))
    , compareRecipe(plain(window))
    , recipeDetails(plain(window, Qt::CTRL | Qt::Key_E))
    , calibrate(plain(window))
    , checkerboard(plain(window))
    , whatIf(plain(window, Qt::CTRL | Qt::Key_H))
    , lock(plain(window))
    , live(withIcon(window, Icon::Camera, Qt::CTRL | Qt::Key_L))
    , liveLog(plain(window, Qt::CTRL | Qt::SHIFT | Qt::Key_L))
    , models(withIcon(window, Icon::Model, Qt::CTRL | Qt::Key_M))
    , evaluate(plain(window, Qt::CTRL | Qt::SHIFT | Qt::Key_E))
    , fineTune(plain(window, Qt::CTRL | Qt::Key_T))
    , gaugeStudy(plain(window, Qt::CTRL | Qt::SHIFT | Qt::Key_G))
    , labelNext(plain(window, Qt::CTRL | Qt::SHIFT | Qt::Key_N))
    , blindReview(plain(window, Qt::CTRL | Qt::SHIFT | Qt::Key_R))
    , limitSamples(plain(window, Qt::CTRL | Qt::SHIFT | Qt::Key_B))
    , keys(withIcon(window, Icon::Help))
    , logFolder(plain(window))
    , about(plain(window))
    , colourMaps(choices(window, {int(ColourMap::Viridis), int(ColourMap::Turbo), int(ColourMap::Inferno), int(ColourMap::Grey)}))
    , themes(choices(window, {int(Theme::System), int(Theme::Light), int(Theme::Dark), int(Theme::HighContrast)}))
    , languages(choices(window, languageCodes()))
{
    zoomIn->setShortcuts({Qt::Key_Plus, Qt::Key_Equal});
    keys->setShortcuts({QKeySequence(Qt::Key_F1), QKeySequence(Qt::Key_Question)});
    hideDocks->setCheckable(true);
    golden->setCheckable(true);
    compare->setCheckable(true);
    ruler->setCheckable(true);
    fullScreen->setCheckable(true);
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
    // An action of the whole window would act wherever the focus is: a letter typed in a list box would be a verdict.
    const QList<QAction*> single = singleKeys() << compare;
    for (QAction* const action : window->findChildren<QAction*>(Qt::FindDirectChildrenOnly)) {
        if (single.contains(action))
            action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        else
            window->addAction(action);
    }
    retranslate();
}

QList<QAction*> MainActions::singleKeys() const
{
    // Not `compare`: its key may be held, which only the canvas can tell; there it is for menus to show.
    return {contours, moreOpacity, lessOpacity, fit, actualSize, zoomIn, zoomOut, next, previous, nextFailing, previousFailing,
            accept, reject, overrule, withdraw, labelGood, labelDefective, labelNone, shownGood, shownDefective, shownUnknown, classify, note, nextUnreviewed, zones, ruler, focusDefects};
}

void MainActions::addSingleKeysTo(QWidget* widget)
{
    widget->addActions(singleKeys());
}

void MainActions::addLetterKeysTo(QWidget* widget)
{
    for (QAction* const action : singleKeys())
        if (action != next && action != previous && action != nextFailing && action != previousFailing)
            widget->addAction(action);
}

void MainActions::retranslate()
{
    openFolder->setText(tr("&Open Folder…"));
    openFolder->setIconText(tr("Open"));
    openImages->setText(tr("Open &Images…"));
    openSamples->setText(tr("Open &Sample Parts"));
    clearRecent->setText(tr("&Clear List"));
    report->setText(tr("Repor&t…"));
    exportParts->setText(tr("&Export…"));
    checkReport->setText(tr("C&heck a Report…"));
    quit->setText(tr("&Quit"));
    heat->setText(tr("&Heat"));
    heat->setToolTip(tr("Heat (Space; hold to peek)"));
    contours->setText(tr("&Contours"));
    moreOpacity->setText(tr("&More Heat"));
    lessOpacity->setText(tr("&Less Heat"));
    fit->setText(tr("&Fit"));
    actualSize->setText(tr("&1:1"));
    zoomIn->setText(tr("Zoom &In"));
    zoomOut->setText(tr("Zoom &Out"));
    zones->setText(tr("&Zones"));
    zones->setToolTip(tr("Draw zones and don't-care areas (Z)"));
    compare->setText(tr("Compa&re"));
    compare->setToolTip(tr("Compare with the heat or a reference part (C)"));
    ruler->setText(tr("Rul&er"));
    ruler->setToolTip(tr("Measure on the picture, and calibrate by a known length (M)"));
    scaleBar->setText(tr("Scale &Bar"));
    focusDefects->setText(tr("&Defects"));
    hideDocks->setText(tr("Hide &Panels"));
    fullScreen->setText(tr("F&ull Screen"));
    next->setText(tr("&Next Part"));
    previous->setText(tr("&Previous Part"));
    nextFailing->setText(tr("Next &Failing Part"));
    previousFailing->setText(tr("Previous F&ailing Part"));
    inspectRemaining->setText(tr("&Inspect Remaining Parts"));
    cancel->setText(tr("&Cancel Inspection"));
    accept->setText(tr("&Accept Part"));
    reject->setText(tr("&Reject Part"));
    overrule->setText(tr("&Overrule the Machine"));
    withdraw->setText(tr("&Take Verdict Back"));
    labelGood->setText(tr("Really &Good"));
    labelDefective->setText(tr("Really &Defective"));
    labelNone->setText(tr("Really &Unknown"));
    shownGood->setText(tr("All &Shown Really Good"));
    shownDefective->setText(tr("All S&hown Really Defective"));
    shownUnknown->setText(tr("All Sho&wn Really Unknown"));
    classify->setText(tr("&Class of the Region…"));
    note->setText(tr("&Note…"));
    nextUnreviewed->setText(tr("Ne&xt Unreviewed Part"));
    labelNext->setText(tr("Lab&el Next…"));
    blindReview->setText(tr("&Blind Review…"));
    limitSamples->setText(tr("Li&mit Samples…"));
    golden->setText(tr("In the &Golden Set"));
    operatorName->setText(tr("&Your Name…"));
    verifyLog->setText(tr("Check the Review &Log"));
    openRecipe->setText(tr("&Open Recipe…"));
    saveRecipeAs->setText(tr("&Save Recipe As…"));
    compareRecipe->setText(tr("&Compare with a Recipe…"));
    recipeDetails->setText(tr("&Name and Calibration…"));
    calibrate->setText(tr("Calibrate by the &Ruler…"));
    checkerboard->setText(tr("Calibrate by a Chec&kerboard…"));
    whatIf->setText(tr("&What If: Judge the History…"));
    models->setText(tr("&Models…"));
    models->setIconText(tr("Models"));
    live->setText(tr("&Live…"));
    live->setIconText(tr("Live"));
    live->setToolTip(tr("Watch a camera, a stream, a video or a folder (%1)").arg(live->shortcut().toString(QKeySequence::NativeText)));
    liveLog->setText(tr("Li&ve Log…"));
    liveLog->setToolTip(tr("What the live view has judged (%1)").arg(liveLog->shortcut().toString(QKeySequence::NativeText)));
    evaluate->setText(tr("&Evaluate…"));
    fineTune->setText(tr("Fine-&Tune…"));
    gaugeStudy->setText(tr("&Gauge Study…"));
    keys->setText(tr("&Keys"));
    logFolder->setText(tr("Open &Log Folder"));
    about->setText(tr("&About"));

    const QStringList maps {tr("&Viridis"), tr("&Turbo"), tr("&Inferno"), tr("&Grey")};
    for (int i = 0; i < maps.size(); ++i)
        colourMaps->actions().at(i)->setText(maps.at(i));
    const QStringList looks {tr("&System"), tr("&Light"), tr("&Dark"), tr("&High Contrast")};
    for (int i = 0; i < looks.size(); ++i)
        themes->actions().at(i)->setText(looks.at(i));
    languages->actions().at(0)->setText(tr("&System"));
    const auto names = Language::choices();
    for (int i = 0; i < names.size(); ++i)
        languages->actions().at(i + 1)->setText(names.at(i).name);
}

}  // namespace app
