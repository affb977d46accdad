#include "app/report/chapters_p.h"

#include "app/common/evaluation_text.h"
#include "app/report/report_evaluation.h"
#include "app/report/text_locale.h"
#include "widgets/joined_sentences.h"
#include "widgets/number_text.h"
#include "widgets/rate_text.h"
#include "widgets/verdict_style.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <array>

namespace app {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportCover)
};

constexpr double tileHeight = 900;

QString timeText(const QDateTime& time)
{
    // "UTC+02:00" whatever the names of time zones are in a language.
    const int minutes = time.offsetFromUtc() / 60;
    const QString offset = QStringLiteral("UTC%1%2:%3").arg(minutes < 0 ? QStringLiteral("−") : QStringLiteral("+"))
                               .arg(std::abs(minutes) / 60, 2, 10, QLatin1Char('0')).arg(std::abs(minutes) % 60, 2, 10, QLatin1Char('0'));
    return textLocale().toString(time.date(), QLocale::LongFormat) + QStringLiteral(", ") + time.time().toString(QStringLiteral("HH:mm:ss")) + QLatin1Char(' ')
        + offset;
}

void paintTile(QPainter& painter, const QRectF& area, widgets::Mark mark, int count, int total)
{
    const widgets::VerdictStyle style = widgets::styleOf(mark, paperPalette());
    painter.setPen(QPen(sheet::rule, 6));
    painter.setBrush(sheet::shade);
    painter.drawRoundedRect(area, 40, 40);
    const double badge = 180;
    widgets::paintBadge(&painter, QRectF(area.left() + 110, area.top() + 120, badge, badge), style);
    const double textLeft = area.left() + 110 + badge + 70;
    fittedLine(style.word, sheet::font(sheet::Type::Strong), area.right() - 110 - textLeft).draw(painter, {textLeft, area.top() + 150}, style.text);
    fittedLine(widgets::wholeNumber(count), sheet::font(sheet::Type::Title), area.width() - 220).draw(painter, {area.left() + 110, area.top() + 370}, sheet::ink);
    if (total > 0)
        fittedLine(widgets::percentText(double(count) / total), sheet::font(sheet::Type::Small), area.width() - 220)
            .draw(painter, {area.left() + 110, area.top() + 720}, sheet::faint);
}

void addTiles(Flow& flow, const ReportCounts& counts)
{
    flow.add(tileHeight, [counts](QPainter& painter, const QRectF& area, const PagePictures&) {
        using widgets::Mark;
        const std::array<std::pair<Mark, int>, 4> tiles {{{Mark::Pass, counts.pass}, {Mark::Review, counts.review}, {Mark::Fail, counts.fail}, {Mark::Error, counts.errors}}};
        const double gap = 120;
        const double width = (area.width() - 3 * gap) / 4;
        for (std::size_t i = 0; i < tiles.size(); ++i)
            paintTile(painter, QRectF(area.left() + double(i) * (width + gap), area.top(), width, tileHeight), tiles[i].first, tiles[i].second, counts.total());
    });
}

/// The mean figures of an evaluation in place of counted verdicts.
void addFigureTiles(Flow& flow, const ReportEvaluation& evaluation)
{
    const inference::evaluation::Metrics mean = meanOf(evaluation.table());
    std::vector<std::pair<QString, QString>> tiles;
    for (const FigureColumn& column : publishedColumns())
        if (column.value == &inference::evaluation::Metrics::pixelAuroc || column.value == &inference::evaluation::Metrics::pixelAp
            || column.value == &inference::evaluation::Metrics::imageAuroc || column.value == &inference::evaluation::Metrics::imageAp) {
            const std::optional<double>& value = mean.*column.value;
            tiles.emplace_back(column.title, value ? QLocale().toString(*value * 100, 'f', 1) + QStringLiteral(" %") : QStringLiteral("–"));
        }
    flow.add(tileHeight, [tiles](QPainter& painter, const QRectF& area, const PagePictures&) {
        const double gap = 120;
        const double width = (area.width() - gap * double(tiles.size() - 1)) / double(tiles.size());
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            const QRectF tile(area.left() + double(i) * (width + gap), area.top(), width, tileHeight);
            painter.setPen(QPen(sheet::rule, 6));
            painter.setBrush(sheet::shade);
            painter.drawRoundedRect(tile, 40, 40);
            fittedLine(tiles[i].first, sheet::font(sheet::Type::Strong), width - 220).draw(painter, {tile.left() + 110, tile.top() + 150}, sheet::faint);
            fittedLine(tiles[i].second, sheet::font(sheet::Type::Title), width - 170).draw(painter, {tile.left() + 110, tile.top() + 400});
        }
    });
}

QString summary(const Report& report, const ReportCounts& counts)
{
    if (report.isEvaluation()) {
        std::size_t images = 0, anomalous = 0;
        for (const ReportEvaluation::Product& product : report.evaluation->products) {
            images += product.figures.images;
            anomalous += product.figures.anomalous;
        }
        return Words::tr("Mean over the products. %1 images of %2, of which %3 are defective.")
            .arg(widgets::wholeNumber(double(images)), QString::fromStdString(report.evaluation->dataset), widgets::wholeNumber(double(anomalous)));
    }
    if (report.parts.empty())
        return Words::tr("No part was inspected.");
    if (counts.errors == counts.total())
        return Words::tr("None of the %n part(s) could be inspected; the reasons stand further on.", nullptr, counts.total());
    QStringList sentences {Words::tr("%1 of %2 parts pass.").arg(widgets::wholeNumber(counts.pass), widgets::wholeNumber(counts.total()))};
    if (counts.reviewed > 0)
        sentences.append(Words::tr("People decided on %1 of them and saw %2 otherwise than the machine; their word counts.")
                             .arg(widgets::wholeNumber(counts.reviewed), widgets::wholeNumber(counts.overruled)));
    else
        sentences.append(Words::tr("The verdicts are the machine's; nobody has reviewed them."));
    if (!report.complete)
        sentences.append(Words::tr("Not all parts had been inspected when this report was made."));
    return widgets::joinedSentences(sentences);
}

void addSealBox(Flow& flow, std::function<const std::string&()> json)
{
    flow.add(700, [json = std::move(json)](QPainter& painter, const QRectF& area, const PagePictures&) {
        painter.setPen(QPen(sheet::rule, 6));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(area, 40, 40);
        const double inside = area.width() - 240;
        const QPointF at = area.topLeft() + QPointF(120, 100);
        TextBlock(Words::tr("Sealed"), sheet::Type::Strong, inside).draw(painter, at);
        TextBlock(Words::tr("All figures are attached to this file as report.json. vcp-inspect verify FILE tells whether anything in it was changed since. "
                            "The attached figures have the seal"), sheet::Type::Small, inside).draw(painter, at + QPointF(0, 140), sheet::faint);
        const std::string& text = json();
        constexpr std::string_view key = "\"seal\": \"";
        const std::size_t found = text.find(key);
        const QString seal = found == std::string::npos ? QString() : QString::fromStdString(text.substr(found + key.size(), 71));
        TextBlock(seal, sheet::Type::Mono, inside).draw(painter, at + QPointF(0, 400));
    });
}

void addTitle(Flow& flow, const Report& report)
{
    const bool named = !report.product.isEmpty();
    const QString kind = report.isEvaluation() ? Words::tr("Evaluation report") : Words::tr("Inspection report");
    flow.text(named ? kind : QString(), sheet::Type::Section, sheet::faint);
    flow.gap(sheet::gap);
    const QString title = named ? report.product : kind;
    const double height = TextBlock(title, sheet::font(sheet::Type::Title), flow.width(), Qt::AlignLeft, 3).height();
    flow.add(height, [title](QPainter& painter, const QRectF& area, const PagePictures&) {
        TextBlock(title, sheet::font(sheet::Type::Title), area.width(), Qt::AlignLeft, 3).draw(painter, area.topLeft());
    });
}

}  // namespace

void addCover(std::vector<SheetPage>& pages, QSize paper, const Report& report, const ReportOptions&, std::function<const std::string&()> json)
{
    Flow flow(pages, paper);
    flow.startPage();
    flow.gap(2 * sheet::space);
    addTitle(flow, report);
    flow.gap(2 * sheet::space);
    const auto known = [&flow](const QString& name, const QString& value) {
        if (!value.isEmpty())
            flow.setting(name, value);
    };
    known(Words::tr("Lot"), report.lot);
    known(Words::tr("Station"), report.station);
    known(Words::tr("Operator"), report.operatorName);
    flow.setting(Words::tr("Made"), timeText(report.made));
    flow.setting(Words::tr("Model"), QString::fromStdString(report.model.name));
    if (report.redacted)
        flow.setting(Words::tr("Left out"), Words::tr("names, times or people, at the wish of who made this report"));
    flow.gap(2 * sheet::space);
    const ReportCounts counts = countsOf(report);
    if (report.isEvaluation())
        addFigureTiles(flow, *report.evaluation);
    else
        addTiles(flow, counts);
    flow.gap(sheet::space);
    flow.text(summary(report, counts));
    if (!report.notes.isEmpty()) {
        flow.section(Words::tr("Notes"), Flow::lineHeight());
        flow.text(report.notes);
    }
    flow.gap(sheet::space);
    if (flow.left() > 700)
        flow.gap(flow.left() - 700);  // at the foot of the page
    addSealBox(flow, std::move(json));
}

}  // namespace app
