#pragma once

#include "app/workbench/recipe_keeper.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

namespace widgets {
class NoticeBar;
}

namespace app {

class MainActions;
class ReviewDesk;
class WhatIfDialog;

/// The recipe's commands: open, save as, compare, name and calibration, golden set, what if. GUI thread.
class RecipePresenter : public QObject {
    Q_OBJECT

public:
    RecipePresenter(Session& session, RecipeKeeper& keeper, ReviewDesk& desk, WhatIfService& history, MainActions& actions,
                    widgets::NoticeBar& notices, QWidget* window);

    /// "Gear A", or the file's name; with a dot while a draft waits for a reason.
    QString title() const;
    /// Asks the person when the window is about to close while changes of the recipe are on no disk. True: close.
    bool mayClose();
    void retranslate();

signals:
    void titleChanged();
    void partWanted(const QString& path);
    void selectionWanted(const QStringList& paths, const QString& what);

private:
    void connectKeeper();
    void connectWhatIf();
    void openRecipe();
    void saveAs();
    void compare();
    void details();
    void whatIf();
    void ask();
    void toggleGolden(bool golden);
    void giveReason();
    void sayFlips();
    void sayUnchecked();
    void logGolden();
    void refreshGolden();
    void refreshEnabled();
    void warn(const QString& title, const inference::Error& error);

    Session& m_session;
    RecipeKeeper& m_keeper;
    ReviewDesk& m_desk;
    WhatIfService& m_history;
    MainActions& m_actions;
    widgets::NoticeBar& m_notices;
    QWidget* m_window;
    QPointer<WhatIfDialog> m_whatIf;
    QTimer m_askSoon;                               ///< what if follows the recipe
    std::vector<inference::GoldenPart> m_logged;    ///< the golden set as the review log knows it
    QString m_reason;                               ///< of the golden parts' change that is under way
};

}  // namespace app
