#pragma once

#include "widgets/histogram_bins.h"

#include <QWidget>

#include <memory>
#include <optional>

class QCPBars;
class QCustomPlot;

namespace widgets {

/// The bars and axes of a score histogram. Takes no mouse: what lies over it does, and asks here where things are.
class HistogramPlot : public QWidget {
    Q_OBJECT

public:
    using Distribution = std::shared_ptr<const inference::evaluation::ScoreDistribution>;

    /// What lies under a point.
    struct Hit {
        double from = 0;  ///< from <= score < to
        double to = 0;
        std::optional<inference::Label> label;  ///< none: beside the pile, all of it is meant
        std::array<std::size_t, 3> counts {};   ///< by Label
        QRectF column;                          ///< over the whole height
    };

    explicit HistogramPlot(QWidget* parent = nullptr);

    void setDistribution(const Distribution& parts);
    const Distribution& distribution() const { return m_parts; }
    /// Visible scores, inside 0..1.
    void setRange(double low, double high);
    double low() const { return m_low; }
    double high() const { return m_high; }
    void setLogarithmic(bool logarithmic);
    /// What the scores are, under the axis.
    void setScoreName(const QString& name);
    /// Room above the bars for what lies over the plot.
    void setHeadroom(int pixels);

    const HistogramBins& bins() const { return m_bins; }
    /// Where the bars are, and where a score lies on it, in pixels of this widget.
    QRect area() const;
    double placeOf(double score) const;
    double scoreAt(double x) const;
    /// The bar under a point; none where it has no parts.
    std::optional<Hit> hitAt(QPointF at) const;

    QSize minimumSizeHint() const override;

signals:
    /// Something moved: area(), placeOf() or the bars.
    void laidOut();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void restyle();
    void rebin();

    Distribution m_parts;
    HistogramBins m_bins;
    QCustomPlot* m_plot;
    std::array<QCPBars*, 3> m_bars {};  // in the order they are piled
    QString m_scoreName;
    double m_low = 0;
    double m_high = 1;
    bool m_logarithmic = false;
};

}  // namespace widgets
