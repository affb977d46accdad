#include "app/report/flow_p.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace app {
namespace {

constexpr double cellGap = 30;  // between the columns of a table
constexpr double rowGap = 21;   // and below its headings, with the rule in it
constexpr int settingLines = 12;

}  // namespace

Flow::Flow(std::vector<SheetPage>& pages, QSize paper)
    : m_pages(pages)
    , m_body(sheet::body(paper))
    , m_y(m_body.bottom())  // the first thing starts a page
{
}

void Flow::startPage()
{
    m_pages.emplace_back();
    m_y = m_body.top();
}

int Flow::add(double height, Painting painting, double together)
{
    if (m_y + height + together > m_body.bottom() && m_y > m_body.top())
        startPage();
    m_pages.back().things.push_back({QRectF(m_body.left(), m_y, m_body.width(), height), std::move(painting)});
    m_y += height;
    return int(m_pages.size()) - 1;
}

int Flow::chapter(const QString& title)
{
    startPage();
    const double height = TextBlock(title, sheet::Type::Chapter, width()).height();
    const int page = add(height, [title](QPainter& painter, const QRectF& area, const PagePictures&) {
        TextBlock(title, sheet::Type::Chapter, area.width()).draw(painter, area.topLeft());
    });
    gap(sheet::space);
    return page;
}

int Flow::section(const QString& title, double together)
{
    if (m_y > m_body.top())
        gap(sheet::space);
    const double height = TextBlock(title, sheet::Type::Section, width()).height();
    const int page = add(height, [title](QPainter& painter, const QRectF& area, const PagePictures&) {
        TextBlock(title, sheet::Type::Section, area.width()).draw(painter, area.topLeft());
    }, sheet::gap + together);
    gap(sheet::gap);
    return page;
}

void Flow::text(const QString& text, sheet::Type type, const QColor& colour)
{
    QString rest = text;
    while (!rest.isEmpty()) {
        const TextBlock block(rest, type, width());
        int cut = block.cutFor(left());
        if (cut == 0 && m_y > m_body.top()) {
            startPage();
            continue;
        }
        cut = std::max(cut, 1);
        const QString piece = rest.left(cut);
        rest = rest.mid(cut);
        const double height = rest.isEmpty() ? block.height() : TextBlock(piece, type, width()).height();
        add(std::min(height, left()), [piece, type, colour](QPainter& painter, const QRectF& area, const PagePictures&) {
            TextBlock(piece, type, area.width()).draw(painter, area.topLeft(), colour);
        });
    }
}

double Flow::settingHeight(const QString& name, const QString& value, sheet::Type type) const
{
    const double valueWidth = width() - settingColumn - sheet::gap;
    return 30 + std::max(TextBlock(name, sheet::Type::Body, settingColumn, Qt::AlignLeft, settingLines).height(),
                         TextBlock(value, type, valueWidth, Qt::AlignLeft, settingLines).height());
}

double Flow::lineHeight()
{
    return TextBlock(QStringLiteral("x"), sheet::Type::Body, 1000).height();
}

void Flow::setting(const QString& name, const QString& value, sheet::Type type)
{
    add(settingHeight(name, value, type), [name, value, type](QPainter& painter, const QRectF& area, const PagePictures&) {
        TextBlock(name, sheet::Type::Body, settingColumn, Qt::AlignLeft, settingLines).draw(painter, area.topLeft(), sheet::faint);
        const QPointF at(area.left() + settingColumn + sheet::gap, area.top() + (type == sheet::Type::Mono || type == sheet::Type::Small ? 16 : 0));
        TextBlock(value, type, area.right() - at.x(), Qt::AlignLeft, settingLines).draw(painter, at);
    });
}

void Flow::headings(const QStringList& cells, double first)
{
    constexpr double leastFirst = 0.12;
    const QFont font = sheet::font(sheet::Type::Small);
    const double others = std::max<double>(1, double(cells.size() - 1));
    double word = 0;
    for (const QString& cell : cells.mid(1))
        for (const QString& part : cell.split(QLatin1Char(' ')))
            word = std::max(word, QFontMetricsF(font).horizontalAdvance(part));
    m_column = std::min(std::max(width() * (1 - first) / others, word + cellGap + 2), width() * (1 - leastFirst) / others);
    const double column = m_column;
    const auto heading = [cells, font, column](qsizetype i, double room) {
        return i == 0 ? TextBlock(cells[i], font, room - cellGap) : TextBlock(cells[i], font, column - cellGap, Qt::AlignRight);
    };
    double tallest = 0;
    for (qsizetype i = 0; i < cells.size(); ++i)
        tallest = std::max(tallest, heading(i, width() - others * column).height());
    add(tallest + rowGap, [count = cells.size(), heading, column](QPainter& painter, const QRectF& area, const PagePictures&) {
        const double room = area.width() - double(count - 1) * column;
        for (qsizetype i = 0; i < count; ++i) {
            const TextBlock block = heading(i, room);
            block.draw(painter, {i == 0 ? area.left() : area.right() - double(count - i) * column + cellGap, area.bottom() - rowGap - block.height()}, sheet::faint);
        }
        painter.setPen(QPen(sheet::rule, 6));
        painter.drawLine(area.bottomLeft() - QPointF(0, 12), area.bottomRight() - QPointF(0, 12));
    });
}

void Flow::row(const QStringList& cells, sheet::Type type)
{
    constexpr double height = 125;
    add(height, [cells, type, column = m_column](QPainter& painter, const QRectF& area, const PagePictures&) {
        const QFont font = sheet::font(type);
        const double first = area.width() - double(cells.size() - 1) * column;
        TextBlock(cutText(cells[0], font, first - cellGap), font, first).draw(painter, area.topLeft());
        for (qsizetype i = 1; i < cells.size(); ++i) {
            const TextBlock cell = fittedLine(cells[i], font, column - cellGap);
            cell.draw(painter, {area.right() - double(cells.size() - 1 - i) * column - cell.width(), area.top()});
        }
    });
}

}  // namespace app
