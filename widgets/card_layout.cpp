#include "widgets/card_layout.h"

#include <algorithm>

namespace widgets {

CardLayout::CardLayout(const Size& size, int rowCount, const std::vector<int>& headings) : m_size(size), m_rowCount(rowCount)
{
    const int first = headings.empty() ? rowCount : headings.front();
    if (first > 0)
        add(0, first, false);
    for (std::size_t i = 0; i < headings.size(); ++i)
        add(headings[i], (i + 1 < headings.size() ? headings[i + 1] : rowCount) - headings[i] - 1, true);
}

void CardLayout::add(int first, int cards, bool heading)
{
    m_blocks.push_back({m_height, first, cards, heading});
    m_height = cardsTop(m_blocks.back()) + (cards + m_size.columns - 1) / m_size.columns * m_size.cell.height();
}

QRect CardLayout::rectOf(int row) const
{
    if (row < 0 || row >= m_rowCount)
        return {};
    const Block& block = *std::prev(std::ranges::upper_bound(m_blocks, row, {}, &Block::first));
    if (block.heading && row == block.first)
        return {0, block.top, m_size.width, m_size.headingHeight};
    const int card = row - block.first - (block.heading ? 1 : 0);
    return {QPoint(card % m_size.columns * m_size.cell.width(), cardsTop(block) + card / m_size.columns * m_size.cell.height()),
            m_size.cell};
}

const CardLayout::Block* CardLayout::blockAt(int y) const
{
    const auto after = std::ranges::upper_bound(m_blocks, y, {}, &Block::top);
    return after == m_blocks.begin() ? nullptr : &*std::prev(after);
}

int CardLayout::rowAt(const QPoint& point) const
{
    const Block* block = blockAt(point.y());
    if (!block || point.y() >= m_height || point.x() < 0)
        return -1;
    if (block->heading && point.y() < cardsTop(*block))
        return block->first;
    const int column = point.x() / m_size.cell.width();
    const int card = (point.y() - cardsTop(*block)) / m_size.cell.height() * m_size.columns + column;
    if (column >= m_size.columns || card >= block->cards)
        return -1;
    return block->first + (block->heading ? 1 : 0) + card;
}

int CardLayout::headingAt(int y) const
{
    const Block* block = blockAt(y);
    return block && block->heading ? block->first : -1;
}

std::pair<int, int> CardLayout::rowsIn(int top, int bottom) const
{
    const auto lineStart = [this](int y) {
        const Block* block = blockAt(y);
        if (!block)
            return 0;
        const int above = y - cardsTop(*block);
        if (above < 0)
            return block->first;
        const int cards = above / m_size.cell.height() * m_size.columns;
        return block->first + (block->heading ? 1 : 0) + std::min(cards, block->cards);
    };
    // The line below the last one that is reached.
    const Block* last = blockAt(bottom);
    int end = m_rowCount;
    if (last && bottom < m_height) {
        const int below = bottom - cardsTop(*last);
        const int cards = below < 0 ? 0 : (below / m_size.cell.height() + 1) * m_size.columns;
        end = last->first + (last->heading ? 1 : 0) + std::min(cards, last->cards);
    }
    return {std::min(lineStart(top), m_rowCount), last ? end : 0};
}

}  // namespace widgets
