#pragma once

#include <QRect>

#include <utility>
#include <vector>

namespace widgets {

/// Where cards of one size stand: in rows of a few, a heading over the whole width before each group. Any row's place is
/// found in the time it takes to find its group, whatever the number of cards. Content coordinates, left to right.
class CardLayout {
public:
    struct Size {
        int width = 0;  ///< of the content, for headings
        QSize cell;
        int columns = 1;
        int headingHeight = 0;
        friend bool operator==(const Size&, const Size&) = default;
    };

    CardLayout() = default;
    /// `headings`: the rows that are headings, ascending.
    CardLayout(const Size& size, int rowCount, const std::vector<int>& headings);

    int rowCount() const { return m_rowCount; }
    int height() const { return m_height; }
    QRect rectOf(int row) const;
    /// -1: none.
    int rowAt(const QPoint& point) const;
    /// The heading above the cards at `y`, -1 when there is none.
    int headingAt(int y) const;
    /// All rows that reach into [top, bottom], as first and one past the last.
    std::pair<int, int> rowsIn(int top, int bottom) const;

private:
    struct Block {
        int top = 0;
        int first = 0;  ///< its first row, the heading where it has one
        int cards = 0;
        bool heading = false;
    };
    const Block* blockAt(int y) const;
    int cardsTop(const Block& block) const { return block.top + (block.heading ? m_size.headingHeight : 0); }
    void add(int first, int cards, bool heading);

    Size m_size;
    int m_rowCount = 0;
    int m_height = 0;
    std::vector<Block> m_blocks;
};

}  // namespace widgets
