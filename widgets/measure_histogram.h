#pragma once

#include "widgets/measure.h"
#include "widgets/measure_bins.h"
#include "widgets/plot_view.h"

class QCheckBox;
class QComboBox;
class QCPBars;

namespace widgets {

/// How often which size or strength of region occurs, over all parts. Items are the bins. The x axis is even in bins; its
/// numbers stand at their edges.
class MeasureHistogram : public PlotView {
    Q_OBJECT

public:
    static constexpr int mostBins = 40;

    explicit MeasureHistogram(QWidget* parent = nullptr);

    void setRecords(DefectRecords records);
    void setMmPerPixel(double mmPerPixel);
    void setMeasure(Measure measure);
    Measure measure() const { return m_measure; }
    /// Of the area only; other measures are always linear.
    void setLogarithmic(bool on);
    bool isLogarithmic() const { return m_logarithmic && m_measure == Measure::Area; }

    /// As drawn; refresh() first.
    const Bins& bins() const { return m_bins; }

    int itemCount() const override { return m_bins.size(); }
    QString sentenceOf(int bin) const override;
    QPointF placeOf(int bin) const override;
    QString copyText() const override;

signals:
    /// The parts with a region in a bin, in file order, and what the bin holds: "area 120 to 240 px²".
    void partsSelected(const QStringList& paths, const QString& what);

protected:
    void rebuild() override;
    void restyle() override;
    void retranslate() override;
    void markCurrent() override;
    void fitTo(QSize size) override;
    int itemAt(QPointF at) const override;
    void activate(int bin) override;

private:
    QString rangeText(int bin) const;
    QStringList pathsIn(int bin) const;
    QString edgeText(std::size_t edge) const;

    DefectRecords m_records = recordsOrNone({});
    Calibration m_calibration;
    Measure m_measure = Measure::Area;
    std::vector<double> m_values;  // of each record
    bool m_logarithmic = true;
    Bins m_bins;
    int m_decimals = 0;
    QComboBox* m_choice;
    QCheckBox* m_scale;
    QCPBars* m_bars;
    QCPBars* m_mark;
};

}  // namespace widgets
