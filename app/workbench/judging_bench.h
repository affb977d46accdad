#pragma once

#include "app/store/history_service.h"
#include "app/workbench/history_presenter.h"
#include "app/workbench/plots_presenter.h"
#include "app/workbench/recipe_keeper.h"
#include "app/workbench/recipe_presenter.h"
#include "app/workbench/review_desk.h"
#include "app/workbench/review_presenter.h"
#include "app/workbench/statistics_presenter.h"
#include "app/workbench/what_if_service.h"

#include <QObject>

class QTabWidget;

namespace widgets {
class DefectTable;
class NoticeBar;
class ReviewPanel;
}

namespace app {

/// All that judges more than the part on the canvas: recipe file, review, history, statistics and plots, with the widgets that
/// show them. The window gives them their places. GUI thread.
class JudgingBench : public QObject {
    Q_OBJECT

public:
    JudgingBench(Session& session, Settings& settings, MainActions& actions, widgets::DefectTable& table, QWidget* window);
    ~JudgingBench() override;

    QTabWidget* plots() const { return m_plots; }
    widgets::ReviewPanel* reviewPanel() const { return m_review; }
    widgets::NoticeBar* notices() const { return m_notices; }

    HistoryService& history() { return m_history; }
    RecipeKeeper& recipeKeeper() { return m_keeper; }
    ReviewDesk& desk() { return m_desk; }
    StatisticsPresenter& statistics() { return *m_statistics; }
    PlotsPresenter& plotsPresenter() { return *m_plotsPresenter; }
    RecipePresenter& recipe() { return *m_recipePresenter; }
    WhatIfService& whatIf() { return m_whatIf; }

    bool mayClose() { return m_recipePresenter->mayClose() && m_historyPresenter->mayClose(); }
    void retranslate();

signals:
    /// Only these parts, and what they have in common in words.
    void selectionWanted(const QStringList& paths, const QString& what);
    void partWanted(const QString& path);
    void defectWanted(const QString& path, int number);
    void recipeTitleChanged();
    void editingDone();

private:
    void buildPlots();
    void askOperator();

    Session& m_session;
    Settings& m_settings;
    QWidget* m_window;
    HistoryService m_history;
    WhatIfService m_whatIf;
    RecipeKeeper m_keeper;
    ReviewDesk m_desk;

    widgets::ReviewPanel* m_review;
    widgets::NoticeBar* m_notices;
    QTabWidget* m_plots;
    StatisticsViews m_statisticsViews;
    PlotViews m_plotViews;
    HistoryPresenter* m_historyPresenter;
    RecipePresenter* m_recipePresenter;
    ReviewPresenter* m_reviewPresenter;
    StatisticsPresenter* m_statistics;
    PlotsPresenter* m_plotsPresenter;
};

}  // namespace app
