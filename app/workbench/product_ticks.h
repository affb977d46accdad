#pragma once

#include "training/datasets/dataset.h"

#include <QWidget>

class QCheckBox;
class QListWidget;

namespace app {

/// The products of a data set with the number of their images, to be ticked; all of them at first. GUI thread.
class ProductTicks : public QWidget {
    Q_OBJECT

public:
    explicit ProductTicks(QWidget* parent = nullptr);

    /// Products without an image of known truth in `split` can't be ticked. Null: no data set, and nothing is shown.
    void setDataset(const inference::datasets::Dataset* dataset, inference::datasets::Split split);

    /// Empty where none is ticked.
    std::vector<std::string> ticked() const;
    std::size_t tickedImages() const;
    bool areAllTicked() const;
    /// There is a product that can be ticked.
    bool hasAny() const;

    /// Images that count: of the split, and of known truth.
    static std::size_t imagesOf(const inference::datasets::Product& product, inference::datasets::Split split);

signals:
    void ticksChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void tickAll(bool ticked);
    void follow();
    void fitHeight();
    void retranslate();

    std::vector<std::string> m_names;
    QCheckBox* m_all;
    QListWidget* m_list;
};

}  // namespace app
