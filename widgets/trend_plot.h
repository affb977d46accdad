#pragma once

#include "core/recipe.h"
#include "widgets/plot_view.h"
#include "widgets/trend.h"

#include <array>
#include <memory>
#include <optional>

class QComboBox;
class QCPGraph;
class QCPItemStraightLine;
class QCPItemText;
class QSpinBox;

namespace widgets {

using TrendPoints = std::shared_ptr<const std::vector<TrendPoint>>;

/// Scores of parts in the order of files or of time, with the limits on the score and a line that says where the lot drifts.
/// Items are the shown points in that order. The wheel zooms at the pointer (Ctrl: scores, Shift: moves), a drag with the
/// middle button or Shift moves, a double click or 0 shows all; + and - zoom. A plain drag asks for the parts of a range.
class TrendPlot : public PlotView {
    Q_OBJECT

public:
    enum class Order { File, Time };
    enum class Line { None, Mean, FailRate };

    explicit TrendPlot(QWidget* parent = nullptr);

    /// In file order. The zoom stays as long as the number of points does.
    void setPoints(TrendPoints points);
    void setLimits(std::optional<inference::LimitPair> limits);
    void setOrder(Order order);
    void setLine(Line line);
    void setWindow(int parts);  ///< of the running mean, and the size of a group of the fail rate; 2..10000
    Order order() const { return m_by; }
    Line line() const { return m_lineKind; }
    int window() const;

    /// Places of the first and last part that the zoom shows, from 0; refresh() first.
    std::pair<int, int> shownPlaces() const;

    int itemCount() const override { return int(m_order.size()); }
    QString sentenceOf(int place) const override;
    QPointF placeOf(int place) const override;
    QString copyText() const override;

signals:
    void partActivated(const QString& path);
    /// The parts of a dragged range in the shown order, and which: "parts 12 to 40".
    void partsSelected(const QStringList& paths, const QString& what);

protected:
    void rebuild() override;
    void restyle() override;
    void retranslate() override;
    void markCurrent() override;
    void showCurrent() override;
    void fitTo(QSize size) override;
    int itemAt(QPointF at) const override;
    void activate(int place) override;
    int stepped(int place, int key) const override;
    QRect spanRect(QPoint from, QPoint to) const override;
    void spanned(const QRect& span) override;
    void resetView() override;
    bool handledByView(QEvent* event) override;

private:
    void makeAxes();
    void makeControls();
    void readTimes();
    void arrange();
    void drawPoints();
    void drawLine();
    void drawRate();
    void drawLimits();
    void labelTime();
    void shapePoints();
    void zoom(bool along, double factor, QPointF at);
    void move(double pixels);
    bool onWheel(QWheelEvent* event);
    bool onMouse(QMouseEvent* event);
    const TrendPoint& point(int place) const { return (*m_points)[std::size_t(m_order[std::size_t(place)])]; }
    double lowest() const;
    double highest() const;

    TrendPoints m_points;
    TrendPoints m_timed;  // whose times m_times holds
    std::vector<std::optional<qint64>> m_times;  // milliseconds since 1970
    std::optional<inference::LimitPair> m_limits;
    Order m_by = Order::File;
    Line m_lineKind = Line::Mean;
    std::vector<int> m_order;     // place -> index into m_points
    std::vector<double> m_keys;   // place -> x: 1-based place, or seconds since 1970
    FailRateChart m_rates;
    bool m_fitted = false;        // the whole course is shown
    std::optional<QPointF> m_grip;  // last pointer place of a move
    QComboBox* m_orders;
    QComboBox* m_lines;
    QSpinBox* m_window;
    std::array<QCPGraph*, 3> m_marks{};   // by Verdict
    QCPGraph* m_mean;
    QCPGraph* m_rate;
    QCPGraph* m_centre;
    QCPGraph* m_upper;
    QCPGraph* m_lower;
    QCPGraph* m_ring;
    std::array<QCPItemStraightLine*, 2> m_limitLines{};  // fail, review
    std::array<QCPItemText*, 2> m_limitTexts{};
};

}  // namespace widgets
