#pragma once

#include "widgets/limit_overlay.h"

class QCheckBox;
class QComboBox;
class QPushButton;

namespace widgets {

class LabelLegend;

/// Scores of all parts as piled bars by label, with both limits where they part them. The limits are dragged in the plot
/// (line or handle) or moved by the keyboard (Tab to a handle); one pushes the other as in LimitEditor. The axis is absolute,
/// 0..1, until the wheel zooms; a double click beside the bars or the button shows it whole again.
class ScoreHistogram : public QWidget {
    Q_OBJECT

public:
    explicit ScoreHistogram(QWidget* parent = nullptr);
    ~ScoreHistogram() override;

    /// Null clears. Cheap enough for live use: some 10,000 binary searches and one replot. Limits and zoom stay.
    void setDistribution(std::shared_ptr<const inference::evaluation::ScoreDistribution> parts);
    /// No signal. Review not above fail. Redraws what lies over the bars, not the bars.
    void setLimits(const inference::LimitPair& limits);
    const inference::LimitPair& limits() const { return m_overlay->limits(); }
    /// What the scores are ("Region score"); empty: "Score".
    void setScoreName(const QString& name);
    /// Which scores can be shown, for a choice above the plot; none, as at first: no choice. No signal.
    void setScores(const QStringList& names, int chosen);
    /// A proposed limit with its range; none takes the mark away.
    void setSuggestion(const std::optional<LimitMark>& mark);

    void setLogCounts(bool logarithmic);
    /// Visible scores; put inside 0..1 and no closer than a hundredth.
    void setVisibleRange(double low, double high);
    void showWholeRange() { setVisibleRange(0, 1); }

    HistogramPlot* plot() const { return m_plot; }
    LimitOverlay* overlay() const { return m_overlay; }

signals:
    /// The person moves a limit; live.
    void limitsDragged(const inference::LimitPair& limits);
    /// The end of a gesture that changed something: the step that undo takes back. Escape ends one without.
    void limitDragEnded();
    /// A bar was clicked: parts with from <= score < to, of one label where the click met its piece of the pile, else of all.
    void scoreRangeSelected(double from, double to, std::optional<inference::Label> label);
    void scoreChosen(int score);
    void logCountsChanged(bool logarithmic);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void zoom(double factor, double around);
    void describe();
    void retranslate();

    QComboBox* m_scores;
    LabelLegend* m_legend;
    QCheckBox* m_log;
    QPushButton* m_whole;
    HistogramPlot* m_plot;
    LimitOverlay* m_overlay;
};

}  // namespace widgets
