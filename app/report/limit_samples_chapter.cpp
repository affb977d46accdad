#include "app/report/chapters_p.h"
#include "app/report/limit_sample_card.h"
#include "app/report/limit_sample_order.h"
#include "widgets/number_text.h"
#include "widgets/sample_painter.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace app {
namespace {

using inference::LimitSample;
using widgets::Calibration;
using widgets::Measure;
using widgets::SampleCard;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportLimitSamples)
};

constexpr int columns = 4;
constexpr int noteLines = 3;
constexpr double between = 160;

struct Printed {
    SampleCard card;  ///< without its picture: pages are laid out thrice, and painted when they are looked at
    LimitSample sample;
    QString note;
};

Printed printed(const LimitSample& sample, Calibration calibration)
{
    Printed made {limitSampleCard(sample, {}, calibration), sample, QString::fromStdString(sample.note)};
    const QString area = widgets::measureText(limitSampleSize(sample, Measure::Area, calibration), Measure::Area, calibration);
    made.card.caption = sample.className.empty() ? area : QStringLiteral("%1 · %2").arg(area, QString::fromStdString(sample.className));
    return made;
}

/// A line of cut-outs with their words below.
void addLine(Flow& flow, std::vector<Printed> line, double scale)
{
    const double side = (flow.width() - (columns - 1) * between) / columns;
    double words = 0;
    for (const Printed& one : line) {
        const double note = one.note.isEmpty() ? 0 : TextBlock(one.note, sheet::Type::Small, side, Qt::AlignLeft, noteLines).height();
        words = std::max(words, TextBlock(one.card.caption, sheet::Type::SmallStrong, side, Qt::AlignLeft, 1).height() + note);
    }
    flow.add(side + sheet::gap / 2 + words, [line = std::move(line), side, scale](QPainter& painter, const QRectF& area, const PagePictures&) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            const QRectF square(area.left() + double(i) * (side + between), area.top(), side, side);
            SampleCard card = line[i].card;
            card.picture = limitSamplePicture(line[i].sample);
            widgets::paintSample(painter, square, card, scale, true, paperPalette());
            const TextBlock caption(line[i].card.caption, sheet::Type::SmallStrong, side, Qt::AlignLeft, 1);
            caption.draw(painter, {square.left(), square.bottom() + sheet::gap / 2});
            if (!line[i].note.isEmpty())
                TextBlock(line[i].note, sheet::Type::Small, side, Qt::AlignLeft, noteLines).draw(painter, {square.left(), square.bottom() + sheet::gap / 2 + caption.height()}, sheet::faint);
        }
    });
    flow.gap(sheet::space);
}

}  // namespace

Chapter addLimitSamples(std::vector<SheetPage>& pages, QSize paper, const inference::Recipe& recipe)
{
    const Calibration calibration {recipe.mmPerPixel};
    Flow flow(pages, paper);
    const Chapter chapter {Words::tr("Limit samples"), flow.chapter(Words::tr("Limit samples"))};
    std::vector<Printed> sides[2];
    std::vector<SampleCard> cards;
    for (const bool good : {true, false})
        for (const std::size_t i : limitSamplesOn(good, recipe.limitSamples.list(), {}, Measure::Area, calibration)) {
            sides[good].push_back(printed(recipe.limitSamples.list()[i], calibration));
            cards.push_back(sides[good].back().card);
        }
    const double side = (flow.width() - (columns - 1) * between) / columns;
    const double scale = widgets::fittingScale(cards, side);
    flow.text(Words::tr("What people have agreed on, all at one scale: a square is %1 wide.").arg(widgets::lengthText(side / scale, calibration.mmPerPixel)));
    for (const bool good : {true, false}) {
        if (sides[good].empty())
            continue;
        flow.section(good ? Words::tr("Still good") : Words::tr("No longer good"), side + 2 * sheet::space);
        for (std::size_t i = 0; i < sides[good].size(); i += columns)
            addLine(flow, {sides[good].begin() + std::ptrdiff_t(i), sides[good].begin() + std::ptrdiff_t(std::min(i + columns, sides[good].size()))}, scale);
    }
    return chapter;
}

}  // namespace app
