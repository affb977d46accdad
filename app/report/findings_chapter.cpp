#include "app/report/chapters_p.h"

#include "app/common/error_text.h"
#include "app/store/blind_text.h"
#include "widgets/joined_list.h"
#include "widgets/joined_sentences.h"
#include "widgets/number_text.h"
#include "widgets/picture_fault_text.h"
#include "widgets/verdict_style.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace app {
namespace {

using inference::Verdict;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportFindings)
};

/// A list that nobody reads to its end is no use on paper; the attached figures hold every part.
constexpr std::size_t mostRows = 1000;

widgets::Mark markOf(const ReportPart& part)
{
    return part.error ? widgets::Mark::Error : widgets::markOf(finalVerdict(part));
}

QString decisionText(const ReportPart& part)
{
    const ReviewState& review = part.review;
    QStringList words;
    if (review.human) {
        const QString who = QString::fromStdString(review.humanOperator);
        const QString verdict = word(*review.human);
        const QString machine = part.error ? Words::tr("nothing") : word(part.judgement.verdict);
        words.append(who.isEmpty() ? Words::tr("Decided: %1; the machine said %2.").arg(verdict, machine)
                                   : Words::tr("%1 decided: %2; the machine said %3.").arg(who, verdict, machine));
    }
    if (!review.blind.empty())
        words.append(Words::tr("Judged blind: %1.").arg(blindText(review.blind)));
    if (!review.note.empty())
        words.append(QString::fromStdString(review.note));
    for (const RegionNote& region : review.regions)
        if (!region.note.empty())
            words.append(QString::fromStdString(region.note));
    return widgets::joinedSentences(words);
}

QString findingText(const ReportPart& part)
{
    if (part.error)
        return shortSentence(*part.error);
    QStringList facts {Words::tr("score %1").arg(widgets::scoreText(part.judgement.score))};
    if (!part.judgement.defects.empty())
        facts.append(Words::tr("%n defect(s)", nullptr, int(part.judgement.defects.size())));
    QString text = widgets::joinedList(facts);
    if (!part.judgement.pictureFaults.empty())
        text += QStringLiteral(". ") + widgets::pictureFaultsText(part.judgement.pictureFaults);
    return text;
}

constexpr double nameShare = 0.40;  // with the verdict before it
constexpr double verdictWidth = 620;
constexpr double pageWidth = 420;

double nameWidthIn(const Flow& flow)
{
    return flow.width() * nameShare - verdictWidth;
}

double textWidthIn(const Flow& flow)
{
    return flow.width() * (1 - nameShare) - pageWidth;
}

double rowHeight(const Flow& flow, const ReportPart& part, const QString& text)
{
    const TextBlock name(QString::fromStdString(part.file), sheet::Type::Small, nameWidthIn(flow) - sheet::gap, Qt::AlignLeft, 3);
    return 50 + std::max(name.height(), TextBlock(text, sheet::Type::Small, textWidthIn(flow), Qt::AlignLeft, 6).height());
}

/// One part: verdict, name, what there is to say of it, the page of its picture.
void addRow(Flow& flow, std::vector<SheetPage>& pages, const ReportPart& part, const QString& text, int page)
{
    const double nameWidth = nameWidthIn(flow), textWidth = textWidthIn(flow);
    const QString name = QString::fromStdString(part.file);
    const widgets::Mark mark = markOf(part);
    const int on = flow.add(rowHeight(flow, part, text), [name, text, mark, page, nameWidth, textWidth](QPainter& painter, const QRectF& area, const PagePictures&) {
        painter.setPen(QPen(sheet::rule, 4));
        painter.drawLine(area.bottomLeft() - QPointF(0, 20), area.bottomRight() - QPointF(0, 20));
        const widgets::VerdictStyle style = widgets::styleOf(mark, paperPalette());
        widgets::paintBadge(&painter, QRectF(area.left(), area.top(), 90, 90), style);
        TextBlock(style.word, sheet::Type::Small, verdictWidth - 140).draw(painter, {area.left() + 130, area.top()}, style.text);
        TextBlock(name, sheet::Type::Small, nameWidth - sheet::gap, Qt::AlignLeft, 3).draw(painter, {area.left() + verdictWidth, area.top()});
        TextBlock(text, sheet::Type::Small, textWidth, Qt::AlignLeft, 6).draw(painter, {area.left() + verdictWidth + nameWidth, area.top()});
        if (page >= 0)
            TextBlock(Words::tr("p. %1").arg(page + 1), sheet::Type::Small, pageWidth, Qt::AlignRight).draw(painter, {area.right() - pageWidth, area.top()}, sheet::accent);
    });
    if (page >= 0)
        pages[std::size_t(on)].links.push_back({pages[std::size_t(on)].things.back().area, page});
}

/// The parts that `wanted` answers a text for.
template <typename Text>
void addList(Flow& flow, std::vector<SheetPage>& pages, const Report& report, const std::function<int(std::size_t)>& pageOf, const QString& title, Text textOf)
{
    std::size_t rows = 0, left = 0;
    for (std::size_t i = 0; i < report.parts.size(); ++i) {
        const QString text = textOf(report.parts[i]);
        if (text.isEmpty())
            continue;
        if (rows == mostRows) {
            ++left;
            continue;
        }
        if (rows++ == 0)
            flow.section(title, rowHeight(flow, report.parts[i], text));
        addRow(flow, pages, report.parts[i], text, pageOf(i));
    }
    if (left > 0)
        flow.text(Words::tr("%n more stand in the attached figures only.", nullptr, int(left)), sheet::Type::Small, sheet::faint);
}

}  // namespace

std::optional<Chapter> addFindings(std::vector<SheetPage>& pages, QSize paper, const Report& report, const std::function<int(std::size_t)>& pageOf)
{
    const auto notable = [](const ReportPart& part) { return part.error || finalVerdict(part) != Verdict::Pass || !decisionText(part).isEmpty(); };
    if (std::ranges::none_of(report.parts, notable))
        return std::nullopt;
    Flow flow(pages, paper);
    const Chapter chapter {Words::tr("Findings"), flow.chapter(Words::tr("Findings"))};
    addList(flow, pages, report, pageOf, Words::tr("Not inspected"), [](const ReportPart& part) { return part.error ? findingText(part) : QString(); });
    addList(flow, pages, report, pageOf, Words::tr("Failing"),
            [](const ReportPart& part) { return !part.error && finalVerdict(part) == Verdict::Fail ? findingText(part) : QString(); });
    addList(flow, pages, report, pageOf, Words::tr("To be looked at"),
            [](const ReportPart& part) { return !part.error && finalVerdict(part) == Verdict::Review ? findingText(part) : QString(); });
    addList(flow, pages, report, pageOf, Words::tr("Decisions and notes of people"), decisionText);
    return chapter;
}

}  // namespace app
