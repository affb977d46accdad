#include "widgets/sample_list_model.h"

#include <QTextDocument>

namespace widgets {

void SampleListModel::setCards(std::vector<SampleCard> cards)
{
    beginResetModel();
    m_cards = std::move(cards);
    endResetModel();
}

int SampleListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_cards.size());
}

QVariant SampleListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || std::size_t(index.row()) >= m_cards.size())
        return {};
    const SampleCard& card = m_cards[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return card.caption;
    case Qt::ToolTipRole: return Qt::convertFromPlainText(card.sentence);  // names in it come from strangers
    case Qt::AccessibleTextRole: return card.sentence;
    default: return {};
    }
}

}  // namespace widgets
