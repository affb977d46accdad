#pragma once

#include "app/workbench/report_form.h"
#include "core/error.h"

#include <QObject>
#include <QSize>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

namespace app {

/// The pages that a report will have, and what a person should know before it is written.
struct ReportLayout {
    quint64 order = 0;
    int pages = 0;
    QSize paper;  ///< in units of ReportPages
    QImage logo;  ///< null: none, or see `logoError`
    std::optional<inference::Error> logoError;  ///< why there is none
    std::optional<ReviewVerification> log;     ///< what the review log's check found; none: there is no log
    std::optional<inference::Error> logError;  ///< why it can't be read: the report leaves it out
};

struct PaintedPage {
    quint64 order = 0;
    int page = 0;
    QImage image;
    std::vector<ReportPages::Link> links;
};

/// Image files that aren't where they were, of those that get a picture.
struct MissingFiles {
    quint64 order = 0;
    int count = 0;
    QString first;  ///< as the person knows it
};

/// The preview of a report: lays pages out and paints them one by one on a thread of its own, behind all others. The newest order and
/// the newest page win; a few pages around are kept, and the next ones painted ahead. GUI thread API; signals come from the service's thread: connect queued.
class ReportService : public QObject {
    Q_OBJECT

public:
    explicit ReportService(QObject* parent = nullptr);
    ~ReportService() override;

    /// Answered by laidOut() or failed() with the number returned, unless a newer one comes before.
    quint64 layOut(ReportOrder order);
    /// A page of the newest order that is laid out, `pixels` large (at most 8192 on a side); painted() answers, unless a newer wish or order comes before.
    void wantPage(int page, QSize pixels);
    /// Nothing is wanted any more; what it kept is let go of.
    void forget();

signals:
    void laidOut(const app::ReportLayout& layout);
    void painted(const app::PaintedPage& page);
    /// Once for each order, when nothing else is to be done.
    void filesChecked(const app::MissingFiles& missing);
    void failed(quint64 order, const inference::Error& error);

private:
    struct Wish {
        int page = 0;
        QSize pixels;
    };
    struct Order {
        quint64 number = 0;
        ReportOrder what;
    };
    struct Log {
        std::filesystem::path history;
        std::size_t images = 0;
        ReportReviews reviews;
    };

    void loop(const std::stop_token& stop);
    void work(const std::optional<Order>& order, const std::optional<Wish>& wish, const std::stop_token& stop);
    void fail(const std::optional<Order>& order, const std::optional<Wish>& wish, const inference::Error& error);
    void layOutNow(const Order& order, const std::stop_token& stop);
    std::optional<ReportReviews> reviews(const SessionSnapshot& snapshot, const std::stop_token& stop);
    QImage logo(const QString& file);
    void show(const Wish& wish, const std::stop_token& stop);
    /// One thing that nobody waits for; false: there is nothing left.
    bool workAhead(const std::stop_token& stop);
    const PaintedPage* kept(const Wish& wish) const;
    const PaintedPage& paint(const Wish& wish, const std::stop_token& stop);
    void checkFiles(const std::stop_token& stop);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    quint64 m_lastOrder = 0;          ///< guarded by m_mutex
    std::optional<Order> m_order;     ///< guarded by m_mutex
    std::optional<Wish> m_wish;       ///< guarded by m_mutex
    bool m_forget = false;            ///< guarded by m_mutex
    std::stop_source m_running;       ///< guarded by m_mutex; of what is being done
    bool m_layingOut = false;         ///< guarded by m_mutex; that is an order

    // service's thread
    std::unique_ptr<const ReportPages> m_pages;
    quint64 m_number = 0;             ///< of the order that is laid out
    std::optional<Wish> m_shown;      ///< what was asked for last
    bool m_turning = false;           ///< that was another page than before
    std::deque<PaintedPage> m_kept;   ///< newest first
    std::optional<Log> m_log;
    QString m_logoFile;
    QDateTime m_logoTime;
    QImage m_logo;
    bool m_filesChecked = false;
    bool m_ahead = false;             ///< there may be something left to do ahead

    std::jthread m_thread;
};

/// A page as it looks on paper, `pixels` large. Throws what ReportPages::prepare() throws. Any thread.
QImage paintPage(const ReportPages& pages, int page, QSize pixels, const std::stop_token& stop = {});

}  // namespace app

Q_DECLARE_METATYPE(app::ReportLayout)
Q_DECLARE_METATYPE(app::PaintedPage)
Q_DECLARE_METATYPE(app::MissingFiles)
