#include "app/report/report_pages.h"

#include "app/report/chapters_p.h"
#include "app/report/part_picture.h"
#include "app/report/report_json.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>
#include <mutex>

namespace app {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportPages)
};

/// Tenths of a point.
QSize sizeOf(ReportPaper paper)
{
    return paper == ReportPaper::Letter ? QSize(6120, 7920) : QSize(5953, 8419);
}

void paintHead(QPainter& painter, QSize paper, const Report& report)
{
    const double left = sheet::marginX, right = paper.width() - sheet::marginX;
    constexpr double top = 350, height = 320;
    double textRight = right;
    if (!report.logo.isNull()) {
        const QSizeF logo = QSizeF(report.logo.size()).scaled(1600, height, Qt::KeepAspectRatio);
        painter.drawImage(QRectF(QPointF(right - logo.width(), top), logo), report.logo);
        textRight = right - logo.width() - 200;
    }
    if (!report.heading.isEmpty())
        TextBlock(report.heading, sheet::Type::Small, textRight - left, Qt::AlignLeft, 3).draw(painter, {left, top}, sheet::faint);
    if (!report.heading.isEmpty() || !report.logo.isNull()) {
        painter.setPen(QPen(sheet::rule, 5));
        painter.drawLine(QPointF(left, top + height + 60), QPointF(right, top + height + 60));
    }
}

void paintFoot(QPainter& painter, QSize paper, const Report& report, int page, int count)
{
    const double left = sheet::marginX, right = paper.width() - sheet::marginX, top = paper.height() - 500;
    painter.setPen(QPen(sheet::rule, 5));
    painter.drawLine(QPointF(left, top - 60), QPointF(right, top - 60));
    const TextBlock number(Words::tr("%1 of %2").arg(page + 1).arg(count), sheet::Type::Small, 1200);
    number.draw(painter, {right - number.width(), top}, sheet::faint);
    QStringList words;
    for (const QString& text : {report.product, report.lot, report.made.toString(QStringLiteral("yyyy-MM-dd HH:mm"))})
        if (!text.isEmpty())
            words.append(text);
    const QFont font = sheet::font(sheet::Type::Small);
    const double room = right - left - number.width() - 200;
    TextBlock(cutText(words.join(QStringLiteral(" · ")), font, room), font, room + 50).draw(painter, {left, top}, sheet::faint);
}

}  // namespace

struct ReportPages::Layout {
    std::shared_ptr<const Report> report;
    ReportOptions options;
    ReportEvidence evidence;
    QSize paper;
    std::vector<SheetPage> pages;
    int firstContents = 1;  ///< the page behind the cover
    std::vector<Heading> outline;
    std::vector<int> pageOfPart;
    mutable std::once_flag jsonMade;
    mutable std::string json;
    mutable std::mutex evidenceInUse;  ///< it answers one call at a time

    std::vector<std::size_t> picturedParts() const;
    void make();
    void layOut(const std::vector<std::size_t>& pictured, int contentsPages);
    const std::string& jsonText() const
    {
        std::call_once(jsonMade, [this] { json = reportJson(*report, [this](std::size_t part) { return pageOfPart[part]; }); });
        return json;
    }
};

std::vector<std::size_t> ReportPages::Layout::picturedParts() const
{
    std::vector<std::size_t> parts;
    if (options.style == ReportTemplate::Short)
        return parts;
    for (std::size_t i = 0; i < report->parts.size(); ++i) {
        const ReportPart& part = report->parts[i];
        const bool fails = !part.error && finalVerdict(part) == inference::Verdict::Fail;
        if (part.pictured && (fails || options.style == ReportTemplate::Full))
            parts.push_back(i);
    }
    return parts;
}

/// The contents come before the pages whose numbers they tell, and findings name the pages of pictures behind them. The first go tells
/// how many lines the contents have, the second on which page everything is, the third writes the numbers; nothing moves any more.
void ReportPages::Layout::make()
{
    const std::vector<std::size_t> pictured = picturedParts();
    pageOfPart.assign(report->parts.size(), -1);
    layOut(pictured, 1);
    const int perPage = contentsPerPage(paper);
    const int contentsPages = (int(outline.size()) + perPage - 1) / perPage;
    layOut(pictured, contentsPages);
    layOut(pictured, contentsPages);
    fillContents(pages, firstContents, paper, outline);
}

void ReportPages::Layout::layOut(const std::vector<std::size_t>& pictured, int contentsPages)
{
    pages.clear();
    outline.clear();
    addCover(pages, paper, *report, options, [this]() -> const std::string& { return jsonText(); });
    firstContents = int(pages.size());  // long notes make a cover of several pages
    pages.resize(pages.size() + std::size_t(contentsPages));
    const auto chapter = [this](const Chapter& made) { outline.push_back({made.title, made.page, 0}); };
    chapter(addSettings(pages, paper, *report));
    if (report->evaluation)
        chapter(addEvaluation(pages, paper, *report->evaluation));
    if (report->isEvaluation())
        return;
    if (options.style != ReportTemplate::Short && !report->recipe.limitSamples.empty())
        chapter(addLimitSamples(pages, paper, report->recipe));
    if (report->gauge)
        chapter(addGauge(pages, paper, *report->gauge));
    if (options.style != ReportTemplate::Rejects)
        chapter(addStatistics(pages, paper, *report));
    if (const auto findings = addFindings(pages, paper, *report, [this](std::size_t part) { return pageOfPart[part]; }))
        chapter(*findings);
    if (pictured.empty())
        return;
    const int first = int(pages.size());
    chapter({Words::tr("Pictures"), first});
    addPicturePages(pages, paper, *report, options, pictured);
    const std::size_t perPage = options.picturesPerPage == 2 ? 2 : 1;
    for (std::size_t i = 0; i < pictured.size(); ++i) {
        pageOfPart[pictured[i]] = first + int(i / perPage);
        outline.push_back({QString::fromStdString(report->parts[pictured[i]].file), first + int(i / perPage), 1});
    }
}

ReportPages::ReportPages(std::shared_ptr<const Report> report, ReportOptions options, ReportEvidence evidence)
    : m_layout(std::make_unique<Layout>())
{
    m_layout->report = std::move(report);
    m_layout->options = options;
    m_layout->evidence = std::move(evidence);
    m_layout->paper = sizeOf(options.paper);
    m_layout->make();
}

ReportPages::~ReportPages() = default;

const Report& ReportPages::report() const
{
    return *m_layout->report;
}

const ReportOptions& ReportPages::options() const
{
    return m_layout->options;
}

const std::string& ReportPages::json() const
{
    return m_layout->jsonText();
}

int ReportPages::count() const
{
    return int(m_layout->pages.size());
}

QSize ReportPages::size() const
{
    return m_layout->paper;
}

PagePictures ReportPages::prepare(int page, double dpi, const std::stop_token& stop) const
{
    const PictureRoom room = pictureRoom(m_layout->paper, m_layout->options);
    const auto dots = [dpi](QSizeF units) { return QSize(int(std::ceil(units.width() * dpi / unitsPerInch)), int(std::ceil(units.height() * dpi / unitsPerInch))); };
    const PictureWants wants {dots(room.picture), room.closeUps, dots(room.closeUp)};
    const ReportEvidence oneAtATime = [this](std::size_t part) {
        const std::lock_guard lock(m_layout->evidenceInUse);
        return m_layout->evidence ? m_layout->evidence(part) : nullptr;
    };
    PagePictures pictures;
    for (const std::size_t part : m_layout->pages.at(std::size_t(page)).parts)
        if (!m_layout->report->parts[part].error)
            pictures[part] = partPicture(*m_layout->report, part, oneAtATime, m_layout->options, wants, stop);
    return pictures;
}

void ReportPages::paint(int page, QPainter& painter, const PagePictures& pictures) const
{
    painter.save();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    paintHead(painter, m_layout->paper, *m_layout->report);
    for (const SheetPage::Thing& thing : m_layout->pages.at(std::size_t(page)).things) {
        painter.save();
        thing.paint(painter, thing.area, pictures);
        painter.restore();
    }
    paintFoot(painter, m_layout->paper, *m_layout->report, page, count());
    painter.restore();
}

std::vector<ReportPages::Link> ReportPages::links(int page) const
{
    return m_layout->pages.at(std::size_t(page)).links;
}

std::vector<ReportPages::Heading> ReportPages::outline() const
{
    return m_layout->outline;
}

int ReportPages::pageOf(std::size_t part) const
{
    return m_layout->pageOfPart.at(part);
}

const QPalette& paperPalette()
{
    static const QPalette palette = [] {
        QPalette colours(Qt::white);
        colours.setColor(QPalette::Window, Qt::white);
        colours.setColor(QPalette::Base, Qt::white);
        colours.setColor(QPalette::WindowText, sheet::ink);
        colours.setColor(QPalette::Text, sheet::ink);
        return colours;
    }();
    return palette;
}

}  // namespace app
