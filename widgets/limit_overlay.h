#pragma once

#include "core/recipe.h"
#include "evaluation/intervals.h"
#include "widgets/histogram_plot.h"

#include <QWidget>

namespace widgets {

class LimitHandle;

/// A limit that is proposed, and how sure it is.
struct LimitMark {
    double limit = 0;
    std::optional<inference::evaluation::Interval> range;
};

/// What lies over the bars of a score histogram: both limits with their handles, the band between them, a proposed limit; and
/// all of the mouse.
class LimitOverlay : public QWidget {
    Q_OBJECT

public:
    /// Lies over `plot`, which is its sibling.
    explicit LimitOverlay(HistogramPlot* plot, QWidget* parent = nullptr);
    ~LimitOverlay() override;

    const inference::LimitPair& limits() const { return m_limits; }
    /// No signal. Safe to call from a slot of limitsDragged with the same value: a drag goes on.
    void setLimits(const inference::LimitPair& limits);
    /// Whether the limits can be moved by mouse and keys; the rest of the mouse is as it was.
    void setMovable(bool movable);
    bool isMovable() const { return m_movable; }
    void setMark(const std::optional<LimitMark>& mark);
    /// Puts the handles where the plot says.
    void follow();

    LimitHandle* failHandle() const { return m_fail; }
    LimitHandle* reviewHandle() const { return m_review; }
    int headroom() const;

signals:
    void limitsDragged(const inference::LimitPair& limits);
    void limitDragEnded();
    void barClicked(double from, double to, std::optional<inference::Label> label);
    /// Zoom by `factor` (below 1: closer) around a score; move by a share of what is visible.
    void zoomWanted(double factor, double around);
    void panWanted(double share);
    void wholeWanted();
    void headroomChanged();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    LimitHandle* handleAt(QPointF at) const;
    double lineOf(const LimitHandle* handle) const;
    void hover(QPointF at);
    void moveTo(const LimitHandle* handle, double value);
    void finish();
    void giveUp();
    void paintBand(QPainter& painter) const;
    void paintLine(QPainter& painter, const LimitHandle* handle) const;
    void paintMark(QPainter& painter) const;
    void paintMarkText(QPainter& painter) const;

    HistogramPlot* m_plot;
    LimitHandle* m_review;
    LimitHandle* m_fail;
    inference::LimitPair m_limits{0.6f, 0.45f};
    inference::LimitPair m_start{0.6f, 0.45f};  // when the gesture began: a pushed limit comes back when the other retreats
    std::optional<LimitMark> m_mark;
    std::optional<HistogramPlot::Hit> m_hovered;
    LimitHandle* m_dragged = nullptr;
    double m_grabOffset = 0;
    bool m_movable = true;
    std::optional<QPointF> m_pressed;
};

}  // namespace widgets
