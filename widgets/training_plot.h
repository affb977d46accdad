#pragma once

#include "widgets/plot_view.h"

#include <optional>
#include <vector>

class QCPGraph;

namespace widgets {

/// How a training gets on: the loss of its steps, and after each epoch the figures of the validation (on the right axis, 0..1). Items
/// are the epochs that have ended. GUI thread.
class TrainingPlot : public PlotView {
    Q_OBJECT

public:
    struct Epoch {
        int number = 0;  ///< from 1
        double loss = 0;
        std::optional<double> pixelAp;
        std::optional<double> imageAuroc;
        bool best = false;
    };

    explicit TrainingPlot(QWidget* parent = nullptr);

    void clear();
    /// `epochs`: a place in the training, 1.5 in the middle of the second epoch. Of very many steps every second is dropped in turn.
    void addLoss(double epochs, double loss);
    void addEpoch(const Epoch& epoch);

    /// Steps that are drawn: at most a few thousand.
    std::size_t lossCount() const { return m_losses.size(); }

    int itemCount() const override { return int(m_epochs.size()); }
    QString sentenceOf(int item) const override;
    QPointF placeOf(int item) const override;
    QString copyText() const override;

protected:
    void rebuild() override;
    void restyle() override;
    void retranslate() override;
    void markCurrent() override;
    int itemAt(QPointF at) const override;
    void activate(int) override {}

private:
    struct Loss {
        double epochs;
        double loss;
    };
    std::vector<Loss> m_losses;
    std::size_t m_keptEvery = 1;  ///< of the steps that came
    std::size_t m_came = 0;
    std::vector<Epoch> m_epochs;
    QCPGraph* m_loss;
    QCPGraph* m_pixelAp;
    QCPGraph* m_imageAuroc;
    QCPGraph* m_best;
    QCPGraph* m_ring;
};

}  // namespace widgets
