#pragma once

#include "evaluation/image_confusion.h"

#include <QWidget>

#include <array>
#include <optional>
#include <vector>

class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace widgets {

class NumberLink;

/// Truth against verdict of a product's images at a limit that can be moved: four numbers to click on. GUI thread.
class ConfusionView : public QWidget {
    Q_OBJECT

public:
    enum class Cell { Hits, Escapes, Overkills, Passes };
    static constexpr int cellCount = 4;

    explicit ConfusionView(QWidget* parent = nullptr);

    /// The limit becomes `best`, that of the greatest F1; without it the middle of the scores.
    void setImages(std::vector<inference::evaluation::ImageOutcome> images, std::optional<double> best);
    void setLimit(double limit);
    double limit() const { return m_confusion.limit; }
    /// Places in what was given, ascending.
    const std::vector<std::size_t>& imagesIn(Cell cell) const;
    NumberLink* link(Cell cell) const { return m_links[std::size_t(cell)]; }

    /// Translated: "Escapes", and what they are: "defective, below the limit".
    static QString nameOf(Cell cell);
    static QString meaningOf(Cell cell);

signals:
    void cellWanted(widgets::ConfusionView::Cell cell);
    /// By the person or by setLimit(): every cell may hold others.
    void limitChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void showCounts();
    void showLimit();
    void retranslate();

    std::vector<inference::evaluation::ImageOutcome> m_images;
    std::optional<double> m_best;
    inference::evaluation::ImageConfusion m_confusion;
    QLabel* m_limitLabel;
    QDoubleSpinBox* m_limit;
    QPushButton* m_toBest;
    std::array<QLabel*, 2> m_truths {};
    std::array<QLabel*, 2> m_verdicts {};
    std::array<QLabel*, cellCount> m_names {};
    std::array<NumberLink*, cellCount> m_links {};
};

}  // namespace widgets
