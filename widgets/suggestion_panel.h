#pragma once

#include "evaluation/limit_suggestion.h"
#include "widgets/column_scroll.h"
#include "widgets/limit_overlay.h"

#include <map>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace widgets {

/// Asks for a limit and shows what comes back: how it was chosen, from how many parts, what it does and how sure it is. The
/// owner works the suggestion out (suggestLimit, off the GUI thread) for each request, and gives it to setSuggestion.
class SuggestionPanel : public ColumnScroll {
    Q_OBJECT

public:
    using Request = inference::evaluation::SuggestionRequest;
    using Suggestion = inference::evaluation::Suggestion;

    explicit SuggestionPanel(QWidget* parent = nullptr);

    /// Method, demand, costs as they stand: what to suggest by, also when parts or labels have changed.
    Request request() const;
    /// No signal; the costs as setCosts does. The demand counts for the request's method.
    void setRequest(const Request& request);
    /// From StatisticsPanel. No signal; request() changes where costs matter.
    void setCosts(const inference::evaluation::Costs& costs);

    /// None: being worked out, or there are no parts. One that answers another request than the present one is shown as
    /// outdated: it can't be used. `decided` labelled parts fail by another limit, whatever this one is.
    void setSuggestion(const std::optional<Suggestion>& suggestion, int decided = 0);
    const std::optional<Suggestion>& suggestion() const { return m_suggestion; }
    /// For ScoreHistogram::setSuggestion: the limit shown, while it can be used.
    std::optional<LimitMark> mark() const;

signals:
    void requestChanged(const inference::evaluation::SuggestionRequest& request);
    /// A step of its own for undo.
    void failLimitWanted(float limit);
    void reviewLimitWanted(float limit);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void chooseMethod();
    bool isCurrent() const;
    void refresh();
    void retranslate();

    QComboBox* m_method;
    QLabel* m_methodLabel;
    QLabel* m_hint;
    QLabel* m_demandLabel;
    QDoubleSpinBox* m_demand;
    QLabel* m_problem;
    QLabel* m_limit;
    QLabel* m_range;
    QLabel* m_lines;
    QPushButton* m_useFail;
    QPushButton* m_useReview;
    std::map<inference::evaluation::SuggestionMethod, double> m_demands;  // each method keeps its own
    inference::evaluation::Costs m_costs;
    std::optional<Suggestion> m_suggestion;
    int m_decided = 0;
};

}  // namespace widgets
