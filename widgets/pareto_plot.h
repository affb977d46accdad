#pragma once

#include "widgets/measure.h"
#include "widgets/pareto.h"
#include "widgets/plot_view.h"

class QComboBox;
class QCPBars;
class QCPGraph;

namespace widgets {

/// Which class, zone or folder has the most defects: bars, largest first, and the share they reach together. Items are the
/// bars; as many as their names have room for, the smallest together as "others".
class ParetoPlot : public PlotView {
    Q_OBJECT

public:
    explicit ParetoPlot(QWidget* parent = nullptr);

    void setRecords(DefectRecords records);
    void setMmPerPixel(double mmPerPixel);
    void setGrouping(ParetoBy by);
    void setHeight(ParetoHeight height);
    ParetoBy grouping() const { return m_by; }
    ParetoHeight heightOfBars() const { return m_height; }

    /// As drawn; refresh() first.
    const std::vector<ParetoBar>& bars() const { return m_pareto.bars; }

    int itemCount() const override { return int(m_pareto.bars.size()); }
    QString sentenceOf(int bar) const override;
    QPointF placeOf(int bar) const override;
    QString copyText() const override;

signals:
    /// The parts with a region in a bar, in file order, and what it is: "class scratch".
    void partsSelected(const QStringList& paths, const QString& what);

protected:
    void rebuild() override;
    void restyle() override;
    void retranslate() override;
    void markCurrent() override;
    void fitTo(QSize size) override;
    int itemAt(QPointF at) const override;
    void activate(int bar) override;

private:
    int mostFor(int width) const;
    QString nameOf(const ParetoBar& bar) const;
    QString describe(const ParetoBar& bar) const;
    void draw();
    void labelBars(int width);

    DefectRecords m_records = recordsOrNone({});
    Calibration m_calibration;
    ParetoBy m_by = ParetoBy::Class;
    ParetoHeight m_height = ParetoHeight::Count;
    int m_most = 8;
    Pareto m_pareto;
    QComboBox* m_groupings;
    QComboBox* m_heights;
    QCPBars* m_named;
    QCPBars* m_rest;  // others and unclassified
    QCPBars* m_mark;
    QCPGraph* m_line;
};

}  // namespace widgets
