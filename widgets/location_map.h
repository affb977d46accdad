#pragma once

#include "widgets/defect_density.h"
#include "widgets/plot_view.h"

#include <QImage>

class QCheckBox;
class QCPColorMap;
class QCPColorScale;
class QCPGraph;
class QCPItemPixmap;
class QCPItemRect;

namespace widgets {

/// Where defects lie, over all parts: their centres relative to their images, counted in cells, and as points while they are
/// few. Items are the cells, row by row.
class LocationMap : public PlotView {
    Q_OBJECT

public:
    static constexpr int cellsOfLongSide = 24;
    static constexpr int mostPoints = 2000;  ///< fewer on a small map

    explicit LocationMap(QWidget* parent = nullptr);

    void setRecords(DefectRecords records);
    /// A picture of one part below the cells; null: none. Stretched to the map.
    void setBackground(const QImage& picture);

    /// As drawn; refresh() first.
    const DensityGrid& grid() const { return m_grid; }
    bool showsPoints() const;

    int itemCount() const override { return int(m_grid.counts.size()); }
    QString sentenceOf(int cell) const override;
    QPointF placeOf(int cell) const override;
    QString copyText() const override;

signals:
    /// The parts with a region in a cell or a dragged rectangle, in file order, and where: "defects at 25 to 50 % across,
    /// 10 to 30 % down".
    void partsSelected(const QStringList& paths, const QString& what);

protected:
    void rebuild() override;
    void restyle() override;
    void retranslate() override;
    void markCurrent() override;
    void fitTo(QSize size) override;
    int itemAt(QPointF at) const override;
    void activate(int cell) override;
    int stepped(int cell, int key) const override;
    QRect spanRect(QPoint from, QPoint to) const override;
    void spanned(const QRect& span) override;

private:
    QStringList pathsIn(int cell) const;
    QString areaText(const inference::Rect& area) const;
    void drawPoints();
    void fillCells();
    void makeAxes();

    DefectRecords m_records = recordsOrNone({});
    QImage m_picture;
    double m_aspect = 4.0 / 3;
    DensityGrid m_grid;
    int m_scaleRoom = 60;  // width of the colour scale with its numbers, as laid out
    bool m_roomy = false;  // enough room for the points
    QCheckBox* m_withPoints;
    QCPColorMap* m_cells;
    QCPColorScale* m_scale;
    QCPGraph* m_failing;
    QCPGraph* m_reviewed;
    QCPItemPixmap* m_below;
    QCPItemRect* m_mark;
};

}  // namespace widgets
