#include "app/workbench/report_service.h"

#include "app/common/path_text.h"
#include "app/report/logo.h"
#include "app/workbench/background.h"
#include "core/detector.h"

#include <QFileInfo>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace app {

using inference::Error;
using inference::ErrorCode;

namespace {

constexpr std::size_t mostKept = 5;  // pages; about 8 MB each on a screen of twice the pixels
constexpr int longestSide = 8192;

}  // namespace

QImage paintPage(const ReportPages& pages, int page, QSize pixels, const std::stop_token& stop)
{
    const double scale = double(pixels.width()) / pages.size().width();
    const PagePictures pictures = pages.prepare(page, scale * ReportPages::unitsPerInch, stop);
    QImage image(pixels, QImage::Format_RGB32);
    if (image.isNull())
        throw std::bad_alloc();
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    painter.scale(scale, scale);
    pages.paint(page, painter, pictures);
    return image;
}

ReportService::ReportService(QObject* parent)
    : QObject(parent)
{
    qRegisterMetaType<app::ReportLayout>();
    qRegisterMetaType<app::PaintedPage>();
    qRegisterMetaType<app::MissingFiles>();
    qRegisterMetaType<inference::Error>("inference::Error");
    m_thread = std::jthread([this](const std::stop_token& stop) { loop(stop); });
}

ReportService::~ReportService()
{
    m_thread.request_stop();
    forget();
    m_thread.join();
}

quint64 ReportService::layOut(ReportOrder order)
{
    const std::scoped_lock lock(m_mutex);
    m_running.request_stop();
    m_order = Order {++m_lastOrder, std::move(order)};
    m_wish.reset();
    m_changed.notify_all();
    return m_lastOrder;
}

void ReportService::wantPage(int page, QSize pixels)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_layingOut)
        m_running.request_stop();
    m_wish = Wish {page, pixels.boundedTo({longestSide, longestSide})};
    m_changed.notify_all();
}

void ReportService::forget()
{
    const std::scoped_lock lock(m_mutex);
    m_running.request_stop();
    m_order.reset();
    m_wish.reset();
    m_forget = true;
    m_changed.notify_all();
}

void ReportService::loop(const std::stop_token& stop)
{
    giveWay(10);
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [this] { return m_order || m_wish || m_forget || m_ahead; }) && !stop.stop_requested()) {
        if (std::exchange(m_forget, false)) {
            m_pages.reset();
            m_shown.reset();
            m_kept.clear();
            m_ahead = false;
            continue;
        }
        const auto order = std::exchange(m_order, {});
        const auto wish = order ? std::nullopt : std::exchange(m_wish, {});
        m_layingOut = order.has_value();
        m_running = std::stop_source();
        const std::stop_token running = m_running.get_token();
        lock.unlock();
        work(order, wish, running);
        lock.lock();
        m_layingOut = false;
    }
}

void ReportService::work(const std::optional<Order>& order, const std::optional<Wish>& wish, const std::stop_token& stop)
{
    try {
        if (order)
            layOutNow(*order, stop);
        else if (wish)
            show(*wish, stop);
        else
            m_ahead = workAhead(stop);
    } catch (const inference::Cancelled&) {
        // Something newer is wanted.
    } catch (const Error& error) {
        fail(order, wish, error);
    } catch (const std::bad_alloc&) {
        fail(order, wish, Error(ErrorCode::OutOfMemory));
    } catch (const std::exception& error) {
        fail(order, wish, Error(ErrorCode::Internal, {error.what()}));
    }
}

void ReportService::fail(const std::optional<Order>& order, const std::optional<Wish>& wish, const Error& error)
{
    m_ahead = false;
    if (order || wish)
        emit failed(order ? order->number : m_number, error);
    else
        qWarning("report: %s", error.what());  // nobody waits for it
}

void ReportService::layOutNow(const Order& order, const std::stop_token& stop)
{
    const auto stopHere = [&stop] {
        if (stop.stop_requested())
            throw inference::Cancelled();
    };
    ReportLayout layout;
    layout.order = order.number;
    try {
        layout.logo = logo(order.what.form.logoFile);
    } catch (const Error& error) {
        layout.logoError = error;
    }
    stopHere();
    std::optional<ReportReviews> said;
    try {
        said = reviews(*order.what.snapshot, stop);
    } catch (const Error& error) {
        layout.logError = error;
    }
    stopHere();
    if (said)
        layout.log = said->check;
    else if (layout.logError)
        said = unreadReviews();
    auto pages = std::make_unique<const ReportPages>(makeReport(order.what, layout.logo, std::move(said)), order.what.form.options,
                                                     evidenceOf(order.what.snapshot));
    stopHere();
    m_pages = std::move(pages);
    m_number = order.number;
    m_kept.clear();
    m_filesChecked = false;
    m_ahead = false;
    layout.pages = m_pages->count();
    layout.paper = m_pages->size();
    emit laidOut(layout);
}

/// The log is walked again only when it has grown: an order comes with every letter that is typed.
std::optional<ReportReviews> ReportService::reviews(const SessionSnapshot& snapshot, const std::stop_token& stop)
{
    std::error_code ignored;
    if (m_log && m_log->history == snapshot.history && m_log->images == snapshot.parts.size() && std::filesystem::exists(snapshot.history, ignored)
        && ReviewLog(snapshot.history).extract({}, stop).tip == m_log->reviews.tip)
        return m_log->reviews;
    m_log.reset();
    const auto said = reviewsOf(snapshot, stop);
    if (said)
        m_log = Log {snapshot.history, snapshot.parts.size(), *said};
    return said;
}

/// Read again only when its file has changed.
QImage ReportService::logo(const QString& file)
{
    const QDateTime time = file.isEmpty() ? QDateTime() : QFileInfo(file).lastModified();
    if (file != m_logoFile || time != m_logoTime) {
        m_logoFile.clear();
        m_logo = file.isEmpty() ? QImage() : readLogo(toPath(file));
        m_logoFile = file;
        m_logoTime = time;
    }
    return m_logo;
}

void ReportService::show(const Wish& wish, const std::stop_token& stop)
{
    if (!m_pages || wish.page < 0 || wish.page >= m_pages->count() || wish.pixels.isEmpty())
        return;
    const PaintedPage* const known = kept(wish);
    emit painted(known ? *known : paint(wish, stop));
    // Whoever turns a page turns the next one soon. The same page anew is one whose parts change, and its neighbours will too.
    m_turning = !m_shown || m_shown->page != wish.page;
    m_shown = wish;
    m_ahead = true;
}

bool ReportService::workAhead(const std::stop_token& stop)
{
    if (!m_pages || !m_shown)
        return false;
    if (m_turning)
        for (const int page : {m_shown->page + 1, m_shown->page - 1})
            if (const Wish wish {page, m_shown->pixels}; page >= 0 && page < m_pages->count() && !kept(wish)) {
                paint(wish, stop);
                return true;
            }
    if (!m_filesChecked)
        checkFiles(stop);
    return false;
}

const PaintedPage* ReportService::kept(const Wish& wish) const
{
    const auto found = std::ranges::find_if(m_kept, [&wish](const PaintedPage& page) { return page.page == wish.page && page.image.size() == wish.pixels; });
    return found == m_kept.end() ? nullptr : &*found;
}

const PaintedPage& ReportService::paint(const Wish& wish, const std::stop_token& stop)
{
    PaintedPage page {m_number, wish.page, paintPage(*m_pages, wish.page, wish.pixels, stop), m_pages->links(wish.page)};
    m_kept.push_front(std::move(page));
    if (m_kept.size() > mostKept)
        m_kept.pop_back();
    return m_kept.front();
}

void ReportService::checkFiles(const std::stop_token& stop)
{
    MissingFiles missing {m_number, 0, {}};
    const std::vector<ReportPart>& parts = m_pages->report().parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (stop.stop_requested())
            throw inference::Cancelled();
        std::error_code ignored;
        if (parts[i].error || m_pages->pageOf(i) < 0 || std::filesystem::exists(parts[i].path, ignored))
            continue;
        if (missing.count++ == 0)
            missing.first = QString::fromStdString(parts[i].file);
    }
    m_filesChecked = true;
    emit filesChecked(missing);
}

}  // namespace app
