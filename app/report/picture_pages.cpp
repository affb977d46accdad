#include "app/report/chapters_p.h"
#include "app/report/picture_drawing_p.h"

#include "app/common/error_text.h"
#include "app/common/filled_text.h"
#include "app/report/text_locale.h"
#include "app/store/blind_text.h"
#include "app/store/region_class.h"
#include "widgets/joined_list.h"
#include "widgets/joined_sentences.h"
#include "widgets/number_text.h"
#include "widgets/picture_fault_text.h"
#include "widgets/verdict_style.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>

namespace app {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportPictures)
};

constexpr double titleHeight = 340;
constexpr double barWidth = 480;     // colour bar with its numbers
constexpr double scaleHeight = 260;  // scale bar below the picture
constexpr double rowHeight = 125;
constexpr double slotGap = 240;
constexpr double closeUpGap = 100;

/// What a place on a page holds, whole or half.
struct Slot {
    int mostRows;         ///< of the table
    int mostLines;        ///< of what people said
    double closeUpHeight; ///< of their row below the picture; 0: they stand beside it, where there is room
};
constexpr Slot wholePage {10, 6, 900};
constexpr Slot halfPage {4, 2, 0};

const Slot& slotOf(const ReportOptions& options)
{
    return options.picturesPerPage == 2 ? halfPage : wholePage;
}

double slotHeight(QSize paper, const ReportOptions& options)
{
    const double body = sheet::body(paper).height();
    return options.picturesPerPage == 2 ? (body - slotGap) / 2 : body;
}

/// What every page keeps free below the picture, whether it is needed or not: pictures stand at one place.
double roomBelow(const Slot& slot)
{
    return scaleHeight + (slot.closeUpHeight > 0 ? slot.closeUpHeight + closeUpGap : 0) + (slot.mostRows + 2) * rowHeight + slot.mostLines * 115;
}

void paintTitle(QPainter& painter, const QRectF& area, const ReportPart& part)
{
    const widgets::VerdictStyle style = widgets::styleOf(part.error ? widgets::Mark::Error : widgets::markOf(finalVerdict(part)), paperPalette());
    widgets::paintBadge(&painter, QRectF(area.left(), area.top(), 200, 200), style);
    const TextBlock verdict(style.word, sheet::Type::Section, 1500);
    verdict.draw(painter, {area.left() + 260, area.top() + 20}, style.text);
    const double right = area.left() + 260 + verdict.width() + 140;
    const QFont font = sheet::font(sheet::Type::Strong);
    TextBlock(cutText(QString::fromStdString(part.file), font, area.right() - right), font, area.right() - right + 100).draw(painter, {right, area.top()});
    QStringList facts;
    if (!part.error) {
        facts.append(Words::tr("machine: %1").arg(word(part.judgement.verdict)));
        facts.append(Words::tr("score %1").arg(widgets::scoreText(part.judgement.score)));
        facts.append(Words::tr("%1 × %2 px").arg(part.imageSize.width).arg(part.imageSize.height));
        if (part.label != inference::Label::None)
            facts.append(part.label == inference::Label::Good ? Words::tr("labelled good") : Words::tr("labelled defective"));
    }
    if (part.modified.isValid())
        facts.append(textLocale().toString(part.modified, QLocale::ShortFormat));
    TextBlock(facts.join(QStringLiteral(" · ")), sheet::Type::Small, area.right() - right, Qt::AlignLeft, 1).draw(painter, {right, area.top() + 130}, sheet::faint);
}

QString problemText(const ReportPart& part, const PartPicture& picture)
{
    if (part.error)
        return shortSentence(*part.error);
    return picture.changed ? Words::tr("There is no picture: the file holds another image now than the one that was inspected.")
                           : Words::tr("There is no picture. %1").arg(picture.error ? shortSentence(*picture.error) : QString());
}

void paintPicture(QPainter& painter, const QRectF& room, const Report& report, const ReportPart& part, const PartPicture& picture, const ReportOptions& options)
{
    if (picture.image.isNull()) {
        painter.setPen(QPen(sheet::rule, 6));
        painter.setBrush(sheet::shade);
        painter.drawRoundedRect(room, 40, 40);
        const TextBlock text(problemText(part, picture), sheet::Type::Body, room.width() * 0.7, Qt::AlignHCenter, 8);
        text.draw(painter, {room.left() + room.width() * 0.15, room.center().y() - text.height() / 2}, sheet::faint);
        return;
    }
    const QRectF at = placePicture(room.adjusted(0, 0, -barWidth, 0), part.imageSize);
    painter.drawImage(at, picture.image);
    paintContours(painter, at, part.imageSize, picture.defects);
    paintColourBar(painter, QRectF(at.right() + 90, at.top(), barWidth - 90, std::max(at.height(), 1200.0)), report.recipe, options);
    paintScaleBar(painter, {at.left(), at.bottom() + 60}, at, part.imageSize, report.recipe.mmPerPixel);
}

/// One beside the other, or with a `step` downwards one below the other.
void paintCloseUps(QPainter& painter, QPointF start, const PartPicture& picture, QSizeF frame, QPointF step)
{
    for (const PartPicture::CloseUp& closeUp : picture.closeUps) {
        const QRectF at(start, frame);
        painter.drawImage(at, closeUp.image);
        painter.setPen(QPen(defectColour(picture.defects[closeUp.defect].failing), 10));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(at);
        const TextBlock number(QString::number(closeUp.defect + 1), sheet::Type::Small, 300);
        const QRectF box(at.left() + 20, at.top() + 20, number.width() + 60, number.height() + 10);
        painter.fillRect(box, QColor(255, 255, 255, 230));
        number.draw(painter, box.topLeft() + QPointF(30, 5));
        start += step;
    }
}

struct Column {
    QString title;
    double share;  ///< of the width, where nothing needs more
    Qt::Alignment alignment;
    bool cut = false;  ///< people's words: cut where they are too long
};

QList<Column> columns()
{
    return {{Words::tr("No."), 0.06, Qt::AlignRight},     {Words::tr("Verdict"), 0.10, Qt::AlignLeft},    {Words::tr("Area"), 0.12, Qt::AlignRight},
            {Words::tr("Length"), 0.11, Qt::AlignRight},  {Words::tr("Width"), 0.11, Qt::AlignRight},     {Words::tr("Peak"), 0.07, Qt::AlignRight},
            {Words::tr("Mean"), 0.07, Qt::AlignRight},    {Words::tr("Zone"), 0.14, Qt::AlignLeft, true}, {Words::tr("Class, note"), 0.22, Qt::AlignLeft, true}};
}

QStringList cells(const Report& report, const ReportPart& part, const std::vector<inference::Defect>& defects, std::size_t i)
{
    const inference::Defect& defect = defects[i];
    const double mm = report.recipe.mmPerPixel;
    const bool inZone = defect.zone >= 0 && std::size_t(defect.zone) < report.recipe.zones.size();
    const RegionNote* const said = noteOf(i, defects, part.review);
    QStringList what;
    if (said && !said->className.empty())
        what.append(QString::fromStdString(said->className));
    if (said && !said->note.empty())
        what.append(QString::fromStdString(said->note));
    return {QString::number(i + 1),
            word(defect.failing ? inference::Verdict::Fail : inference::Verdict::Review),
            widgets::areaText(defect.area, mm),
            widgets::lengthText(defect.length, mm),
            widgets::lengthText(defect.width, mm),
            widgets::scoreText(double(defect.peak)),
            widgets::scoreText(double(defect.mean)),
            inZone ? QString::fromStdString(report.recipe.zones[std::size_t(defect.zone)].name) : QString(),
            widgets::joinedList(what)};
}

constexpr double columnGap = 110;

/// A column is as wide as its share, or as what stands in it; those that may be cut take what is left, a fifth of the width at least.
std::vector<double> columnWidths(const QList<Column>& all, const QList<QStringList>& rows, double width)
{
    const QFontMetricsF metrics(sheet::font(sheet::Type::Small));
    std::vector<double> widths;
    double taken = 0, cutShares = 0;
    for (qsizetype i = 0; i < all.size(); ++i) {
        double& needed = widths.emplace_back(all[i].share * width);
        if (all[i].cut) {
            cutShares += all[i].share;
            continue;
        }
        for (const QStringList& row : rows)
            needed = std::max(needed, metrics.horizontalAdvance(row[i]) + columnGap);
        taken += needed;
    }
    const double left = std::max(width - taken, 0.2 * width);
    for (qsizetype i = 0; i < all.size(); ++i)
        widths[std::size_t(i)] *= all[i].cut ? left / (cutShares * width) : std::min(1.0, (width - left) / taken);
    return widths;
}

/// Its row 0 are the headings.
void paintRow(QPainter& painter, QPointF at, const QList<Column>& all, const std::vector<double>& widths, const QList<QStringList>& rows, qsizetype row)
{
    double x = at.x();
    const QFont font = sheet::font(sheet::Type::Small);
    for (qsizetype i = 0; i < all.size(); ++i) {
        const double room = widths[std::size_t(i)] - columnGap;
        const QString& text = rows[row][i];
        const TextBlock cell = fittedLine(all[i].cut && row > 0 ? cutText(text, font, room) : text, font, room);
        cell.draw(painter, {all[i].alignment == Qt::AlignRight ? x + room + 10 - cell.width() : x, at.y()}, row > 0 ? sheet::ink : sheet::faint);
        x += widths[std::size_t(i)];
    }
}

/// Answers how high it came to be.
double paintTable(QPainter& painter, QPointF at, double width, const Report& report, const ReportPart& part, const std::vector<inference::Defect>& defects,
                  int mostRows)
{
    if (defects.empty()) {
        QString text = Words::tr("No region reaches a limit.");
        if (!part.judgement.pictureFaults.empty())
            text = widgets::joinedSentences({text, widgets::pictureFaultsText(part.judgement.pictureFaults)});
        const TextBlock block(text, sheet::Type::Small, width, Qt::AlignLeft, 2);
        block.draw(painter, at, sheet::faint);
        return std::max(rowHeight, block.height());
    }
    const QString faults = widgets::pictureFaultsText(part.judgement.pictureFaults);
    const std::size_t count = std::min(defects.size(), std::size_t(faults.isEmpty() ? mostRows : mostRows - 2));
    const QList<Column> all = columns();
    QList<QStringList> rows {QStringList()};
    for (const Column& column : all)
        rows[0].append(column.title);
    for (std::size_t i = 0; i < count; ++i)
        rows.append(cells(report, part, defects, i));
    const std::vector<double> widths = columnWidths(all, rows, width);
    double y = at.y();
    for (qsizetype row = 0; row < rows.size(); ++row, y += rowHeight)
        paintRow(painter, {at.x(), y}, all, widths, rows, row);
    painter.setPen(QPen(sheet::rule, 6));
    painter.drawLine(at + QPointF(0, rowHeight - 12), at + QPointF(width, rowHeight - 12));
    if (defects.size() > count) {
        TextBlock(Words::tr("%n more stand in the attached figures only.", nullptr, int(defects.size() - count)), sheet::Type::Small, width)
            .draw(painter, {at.x(), y}, sheet::faint);
        y += rowHeight;
    }
    if (!faults.isEmpty()) {
        const TextBlock block(faults, sheet::Type::Small, width, Qt::AlignLeft, 2);
        block.draw(painter, {at.x(), y}, sheet::faint);
        y += std::max(rowHeight, block.height());
    }
    return y - at.y();
}

QString saidText(const ReportPart& part)
{
    QStringList lines;
    const ReviewState& review = part.review;
    if (review.human) {
        const QDateTime when = QDateTime::fromString(QString::fromStdString(review.humanUtc), Qt::ISODateWithMs).toLocalTime();
        const QString who = QString::fromStdString(review.humanOperator);
        const QStringList values {word(*review.human), textLocale().toString(when, QLocale::ShortFormat), who};
        QString line = filledText(who.isEmpty() ? Words::tr("Decided: %1 (%2).") : Words::tr("%3 decided: %1 (%2)."), values);
        if (isOverruled(part))
            line = widgets::joinedSentences({line, Words::tr("The machine was overruled.")});
        lines.append(line);
    }
    if (!review.note.empty())
        lines.append(filledText(Words::tr("Note: %1"), {QString::fromStdString(review.note)}));
    if (!review.blind.empty())  // last: where there is little room a note is wanted more
        lines.append(filledText(Words::tr("Judged blind: %1."), {blindText(review.blind)}));
    return lines.join(QLatin1Char('\n'));
}

void paintSlot(QPainter& painter, const QRectF& area, const Report& report, const ReportOptions& options, std::size_t index, const PartPicture& picture,
               const PictureRoom& room)
{
    const ReportPart& part = report.parts[index];
    const Slot& slot = slotOf(options);
    paintTitle(painter, area, part);
    paintPicture(painter, QRectF(area.left(), area.top() + titleHeight, area.width(), room.picture.height()), report, part, picture, options);
    if (part.error)
        return;
    double y = area.top() + titleHeight + room.picture.height() + scaleHeight;
    if (!picture.image.isNull() && part.imageSize.height > 0) {
        // A flat picture leaves room: what stands below it moves up.
        const double height = std::max(1200.0, placePicture(QRectF(0, 0, area.width() - barWidth, room.picture.height()), part.imageSize).height());
        y -= room.picture.height() - std::min(height, room.picture.height());
    }
    if (!picture.closeUps.empty() && slot.closeUpHeight > 0) {
        paintCloseUps(painter, {area.left(), y}, picture, room.closeUp, {room.closeUp.width() + closeUpGap, 0});
        y += slot.closeUpHeight + closeUpGap;
    } else if (!picture.closeUps.empty()) {
        const QRectF at = placePicture(QRectF(area.left(), area.top() + titleHeight, area.width() - barWidth, room.picture.height()), part.imageSize);
        if (area.right() - at.right() - barWidth >= room.closeUp.width())
            paintCloseUps(painter, {area.right() - room.closeUp.width(), at.top()}, picture, room.closeUp, {0, room.closeUp.height() + closeUpGap});
    }
    const std::vector<inference::Defect>& defects = picture.image.isNull() ? part.judgement.defects : picture.defects;
    y += paintTable(painter, {area.left(), y}, area.width(), report, part, defects, slot.mostRows) + 40;
    if (const QString said = saidText(part); !said.isEmpty())
        TextBlock(said, sheet::Type::Small, area.width(), Qt::AlignLeft, slot.mostLines).draw(painter, {area.left(), y});
}

}  // namespace

PictureRoom pictureRoom(QSize paper, const ReportOptions& options)
{
    const Slot& slot = slotOf(options);
    const double width = sheet::body(paper).width();
    PictureRoom room;
    room.picture = {width - barWidth, slotHeight(paper, options) - titleHeight - roomBelow(slot)};
    if (slot.closeUpHeight > 0) {
        room.closeUps = 4;
        room.closeUp = {(width - 3 * closeUpGap) / 4, slot.closeUpHeight};
    } else {
        const double height = (room.picture.height() - closeUpGap) / 2;
        room.closeUps = 2;
        room.closeUp = {height * 1.4, height};
    }
    return room;
}

void addPicturePages(std::vector<SheetPage>& pages, QSize paper, const Report& report, const ReportOptions& options, const std::vector<std::size_t>& parts)
{
    const QRectF body = sheet::body(paper);
    const double height = slotHeight(paper, options);
    const PictureRoom room = pictureRoom(paper, options);
    const std::size_t perPage = options.picturesPerPage == 2 ? 2 : 1;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i % perPage == 0)
            pages.emplace_back();
        const QRectF area(body.left(), body.top() + double(i % perPage) * (height + slotGap), body.width(), height);
        pages.back().parts.push_back(parts[i]);
        pages.back().things.push_back({area, [&report, options, index = parts[i], room](QPainter& painter, const QRectF& at, const PagePictures& pictures) {
            static const PartPicture none;
            const auto found = pictures.find(index);
            paintSlot(painter, at, report, options, index, found == pictures.end() ? none : found->second, room);
        }});
    }
}

}  // namespace app
