#pragma once

#include "widgets/sample_card.h"

#include <QAbstractListModel>

#include <vector>

namespace widgets {

/// The cards of a SampleList, a row each: its caption, and its sentence as tool tip and for screen readers. GUI thread.
class SampleListModel : public QAbstractListModel {
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setCards(std::vector<SampleCard> cards);
    const std::vector<SampleCard>& cards() const { return m_cards; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<SampleCard> m_cards;
};

}  // namespace widgets
