#pragma once

#include "core/recipe.h"
#include "widgets/gauge_point.h"
#include "widgets/plot_view.h"

#include <QStringList>

#include <array>
#include <optional>
#include <vector>

class QCPGraph;
class QCPItemStraightLine;

namespace widgets {

/// Every value over its part, a colour and a mark for each appraiser and a line through his means: where lines lie on each other and points close together, parts are measured
/// repeatably. Beyond `mostAppraisersApart` they aren't told apart. Items are the points, part by part. GUI thread.
class GaugePlot : public PlotView {
    Q_OBJECT

public:
    explicit GaugePlot(QWidget* parent = nullptr);

    void setStudy(const QStringList& parts, const QStringList& appraisers, std::vector<GaugePoint> points, const GaugeAxis& axis);

    /// Where values are held against limits: what lies on both sides of one is judged differently each time.
    void setLimits(std::optional<inference::LimitPair> limits);

    int itemCount() const override { return int(m_points.size()); }
    QString sentenceOf(int item) const override;
    QPointF placeOf(int item) const override;
    QString copyText() const override;

signals:
    void partActivated(const QString& path);

protected:
    void rebuild() override;
    void restyle() override;
    void retranslate() override;
    void markCurrent() override;
    void fitTo(QSize size) override;
    int itemAt(QPointF at) const override;
    void activate(int item) override;

private:
    double keyOf(const GaugePoint& point) const;
    void makeGraphs();
    void drawMeans();
    std::size_t seriesOf(const GaugePoint& point) const { return m_values.size() > 1 ? std::size_t(point.appraiser) : 0; }
    void drawLimits();
    void fitValues();

    QStringList m_parts, m_appraisers;
    std::vector<GaugePoint> m_points;
    GaugeAxis m_axis;
    std::vector<QCPGraph*> m_values, m_means;  ///< of each appraiser
    QCPGraph* m_ring;
    std::optional<inference::LimitPair> m_limits;
    std::array<QCPItemStraightLine*, 2> m_limitLines {};  ///< fail, review
};

}  // namespace widgets
