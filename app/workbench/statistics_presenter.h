#pragma once

#include "app/workbench/session.h"
#include "evaluation/limit_suggestion.h"
#include "widgets/part_selection.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <stop_token>

namespace widgets {
class ScoreHistogram;
class StatisticsPanel;
class SuggestionPanel;
}

namespace app {

struct StatisticsViews {
    widgets::ScoreHistogram* histogram = nullptr;
    widgets::StatisticsPanel* numbers = nullptr;
    widgets::SuggestionPanel* suggestions = nullptr;
};

/// Feeds histogram, live counts and suggestions with the region scores of the session's parts: the number that the recipe's
/// own limits part exactly. A moved limit costs a few binary searches; scores are sorted anew only when parts or labels
/// change, a few times a second at most, and suggestions are worked out off the GUI thread. GUI thread.
class StatisticsPresenter : public QObject {
    Q_OBJECT

public:
    StatisticsPresenter(Session& session, const StatisticsViews& views, QObject* parent = nullptr);
    ~StatisticsPresenter() override;

    void retranslate();
    /// Now instead of in a moment.
    void refresh();

signals:
    /// A click in the histogram or on a number: only these parts, and what they have in common in words.
    void selectionWanted(const QStringList& paths, const QString& what);

private:
    using Distribution = std::shared_ptr<const inference::evaluation::ScoreDistribution>;

    void connectViews();
    inference::LimitPair limits() const;
    void showCounts();
    void suggest();
    void selectRange(double from, double to, std::optional<inference::Label> label);
    void select(std::optional<inference::Label> label, std::optional<inference::Verdict> verdict, bool labelledOnly);

    Session& m_session;
    StatisticsViews m_views;
    Distribution m_scores;
    std::stop_source m_suggesting;
    QTimer m_soon;
};

}  // namespace app
