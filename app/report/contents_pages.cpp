#include "app/report/chapters_p.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace app {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportContents)
};

constexpr double entryHeight = 150;
constexpr double titleRoom = 500;
constexpr double columnGap = 300;
constexpr int columns = 2;

int rowsPerColumn(QSize paper)
{
    return int((sheet::body(paper).height() - titleRoom) / entryHeight);
}

void paintEntry(QPainter& painter, const QRectF& area, const ReportPages::Heading& heading)
{
    const sheet::Type type = heading.level == 0 ? sheet::Type::Strong : sheet::Type::Small;
    const double indent = heading.level * 120;
    const TextBlock number(QString::number(heading.page + 1), sheet::Type::Small, 400);
    number.draw(painter, {area.right() - number.width(), area.top()}, sheet::accent);
    const double room = area.width() - indent - number.width() - 100;
    const QFont font = sheet::font(type);
    const TextBlock name(cutText(heading.text, font, room), font, room + 50);
    name.draw(painter, {area.left() + indent, area.top()});
    const double from = area.left() + indent + name.width() + 50;
    painter.setPen(QPen(sheet::rule, 8, Qt::DotLine));
    if (from < area.right() - number.width() - 60)
        painter.drawLine(QPointF(from, area.top() + 85), QPointF(area.right() - number.width() - 50, area.top() + 85));
}

}  // namespace

int contentsPerPage(QSize paper)
{
    return columns * rowsPerColumn(paper);
}

void fillContents(std::vector<SheetPage>& pages, int first, QSize paper, const std::vector<ReportPages::Heading>& headings)
{
    const QRectF body = sheet::body(paper);
    const int rows = rowsPerColumn(paper);
    const double width = (body.width() - (columns - 1) * columnGap) / columns;
    const int perPage = columns * rows;
    for (std::size_t i = 0; i < headings.size(); ++i) {
        const int place = int(i) % perPage;
        const int onThisPage = std::min(perPage, int(headings.size()) - (int(i) - place));
        const int down = (onThisPage + columns - 1) / columns;  // both columns of the last page are as long
        SheetPage& page = pages[std::size_t(first) + i / std::size_t(perPage)];
        if (place == 0)
            page.things.push_back({QRectF(body.left(), body.top(), body.width(), titleRoom), [](QPainter& painter, const QRectF& area, const PagePictures&) {
                TextBlock(Words::tr("Contents"), sheet::Type::Chapter, area.width()).draw(painter, area.topLeft());
            }});
        const QRectF area(body.left() + place / down * (width + columnGap), body.top() + titleRoom + place % down * entryHeight, width, entryHeight);
        page.things.push_back({area, [heading = headings[i]](QPainter& painter, const QRectF& at, const PagePictures&) { paintEntry(painter, at, heading); }});
        page.links.push_back({area, headings[i].page});
    }
}

}  // namespace app
