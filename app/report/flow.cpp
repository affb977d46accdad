#include "app/report/flow_p.h"

#include <QPainter>

#include <algorithm>

namespace app {

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

void Flow::setting(const QString& name, const QString& value, sheet::Type type)
{
    const double valueWidth = width() - settingColumn - sheet::gap;
    constexpr int mostLines = 12;
    const double height = std::max(TextBlock(name, sheet::Type::Body, settingColumn, Qt::AlignLeft, mostLines).height(),
                                   TextBlock(value, type, valueWidth, Qt::AlignLeft, mostLines).height());
    add(height + 30, [name, value, type](QPainter& painter, const QRectF& area, const PagePictures&) {
        TextBlock(name, sheet::Type::Body, settingColumn, Qt::AlignLeft, mostLines).draw(painter, area.topLeft(), sheet::faint);
        const QPointF at(area.left() + settingColumn + sheet::gap, area.top() + (type == sheet::Type::Mono || type == sheet::Type::Small ? 16 : 0));
        TextBlock(value, type, area.right() - at.x(), Qt::AlignLeft, mostLines).draw(painter, at);
    });
}

void Flow::row(const QStringList& cells, double first, sheet::Type type, const QColor& colour, bool ruled)
{
    constexpr double height = 125;
    add(height, [cells, first, type, colour, ruled](QPainter& painter, const QRectF& area, const PagePictures&) {
        const QFont font = sheet::font(type);
        const double others = area.width() * (1 - first) / std::max<double>(1, double(cells.size() - 1));
        double x = area.left();
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const double wide = i == 0 ? area.width() * first : others;
            TextBlock(cutText(cells[i], font, wide - 30), font, wide, i == 0 ? Qt::AlignLeft : Qt::AlignRight).draw(painter, {x, area.top()}, colour);
            x += wide;
        }
        if (ruled) {
            painter.setPen(QPen(sheet::rule, 6));
            painter.drawLine(area.bottomLeft() - QPointF(0, 12), area.bottomRight() - QPointF(0, 12));
        }
    });
}

}  // namespace app
