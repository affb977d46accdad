#pragma once

#include "evaluation/curve.h"
#include "widgets/plot_view.h"

#include <optional>
#include <vector>

class QComboBox;
class QCPCurve;

namespace widgets {

/// The curves of an evaluated product, one kind at a time, of one model or of two over each other. Items are the points of the curves,
/// the first model's before the second's. The point of the greatest F1 is marked. GUI thread.
class EvaluationCurvesPlot : public PlotView {
    Q_OBJECT

public:
    enum class Kind { PixelRoc, PixelPrecisionRecall, PixelPro, ImageRoc, ImagePrecisionRecall };
    static constexpr int kindCount = 5;
    static constexpr int mostSeries = 2;

    struct Series {
        QString name;  ///< the model's
        inference::evaluation::RankingCurves pixels;
        inference::evaluation::RankingCurves images;
        std::optional<double> pixelLimit;  ///< of the greatest F1, on the scale of the maps
        std::optional<double> imageLimit;  ///< on that of the image scores
    };

    explicit EvaluationCurvesPlot(QWidget* parent = nullptr);

    /// At most `mostSeries`; none: nothing has been evaluated.
    void setSeries(std::vector<Series> series);
    Kind kind() const { return m_kind; }
    void setKind(Kind kind);

    int itemCount() const override;
    QString sentenceOf(int item) const override;
    QPointF placeOf(int item) const override;
    QString copyText() const override;

signals:
    /// A point of an image curve was chosen: images that score at or above `limit` are to be caught, by the model `series`.
    void imageLimitWanted(int series, double limit);

protected:
    void rebuild() override;
    void restyle() override;
    void retranslate() override;
    void markCurrent() override;
    int itemAt(QPointF at) const override;
    void activate(int item) override;
    int stepped(int item, int key) const override;

private:
    struct Place {
        int series;
        std::size_t point;
    };
    Place placeAt(int item) const;
    const inference::evaluation::Curve& curveOf(int series) const;
    std::optional<std::size_t> bestPoint(int series) const;
    QString xName() const;
    QString yName() const;
    bool ofImages() const { return m_kind == Kind::ImageRoc || m_kind == Kind::ImagePrecisionRecall; }

    std::vector<Series> m_series;
    Kind m_kind = Kind::PixelRoc;
    QComboBox* m_choice;
    std::vector<QCPCurve*> m_lines;  ///< mostSeries of each
    std::vector<QCPCurve*> m_bests;
    QCPCurve* m_chance;
    QCPCurve* m_ring;
};

}  // namespace widgets
