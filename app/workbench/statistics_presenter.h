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

/// Feeds histogram, live counts and suggestions with one score of each of the session's parts: the region score, which the
/// recipe's own limits part exactly, or the image score with the score's limits. A limit is suggested by the score that it
/// alone moves: parts that fail by a zone or by the other score fail whatever it is, and are told apart.
///
/// Counts are the session's own, right with every step of a drag. Scores are sorted and suggestions worked out off the GUI
/// thread, while they are seen, and so seldom that it takes a tenth of the time at most. GUI thread.
class StatisticsPresenter : public QObject {
    Q_OBJECT

public:
    enum class Score { Region, Image };

    StatisticsPresenter(Session& session, const StatisticsViews& views, QObject* parent = nullptr);
    ~StatisticsPresenter() override;

    void retranslate();
    /// Now instead of in a moment; the histogram follows as soon as the scores are sorted.
    void refresh();

signals:
    /// A click in the histogram or on a number: only these parts, and what they have in common in words.
    void selectionWanted(const QStringList& paths, const QString& what);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    using Distribution = std::shared_ptr<const inference::evaluation::ScoreDistribution>;
    using Parts = std::vector<inference::evaluation::ScoredPart>;

    /// What is shown of the scores, and what a limit is suggested from.
    struct Scores {
        Distribution shown = std::make_shared<const inference::evaluation::ScoreDistribution>();
        Distribution open = shown;    ///< the score that the limit moves, of parts that nothing else fails
        Distribution caught = shown;  ///< the same and the parts that fail anyway, as 1: every limit catches them
        int decided = 0;              ///< labelled parts that fail anyway
    };
    struct Snapshot {
        Parts shown, open, decided;
    };
    static Scores sorted(const Snapshot& snapshot);

    void connectViews();
    void refreshSoon();
    bool isSeen() const;
    Snapshot snapshot() const;
    void take(const Scores& scores);
    inference::LimitPair limits() const;
    void useLimits(const inference::LimitPair& dragged);
    void useLimit(bool fail, float limit);
    double shownScore(const PartRecord& part) const;
    void showLimits();
    void showCounts();
    void suggest();
    void selectRange(double from, double to, std::optional<inference::Label> label);
    void select(std::optional<inference::Label> label, std::optional<inference::Verdict> verdict, bool labelledOnly);

    Session& m_session;
    StatisticsViews m_views;
    Score m_score = Score::Region;
    Scores m_scores;
    std::stop_source m_suggesting;
    quint64 m_sorting = 0;  ///< counts refreshes: the newest wins
    bool m_stale = true;
    QTimer m_soon;
};

}  // namespace app
