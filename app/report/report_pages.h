#pragma once

#include "app/report/report.h"
#include "core/colour_map.h"

#include <QRectF>
#include <QSize>

#include <map>
#include <stop_token>

class QPainter;

namespace app {

enum class ReportTemplate {
    Short,    ///< cover, settings, statistics
    Full,     ///< and limit samples and a picture of every part that is `pictured`
    Rejects,  ///< cover, settings, limit samples and a picture of every `pictured` part that fails in the end
};
enum class ReportPaper { A4, Letter };

struct ReportOptions {
    ReportTemplate style = ReportTemplate::Full;
    ReportPaper paper = ReportPaper::A4;
    int picturesPerPage = 1;  ///< 1 or 2
    inference::ColourMap colours = inference::ColourMap::Viridis;
    double opacity = 0.5;  ///< of the heat, 0..1
    friend bool operator==(const ReportOptions&, const ReportOptions&) = default;
};

/// A part's picture as it goes onto a page.
struct PartPicture {
    QImage image;  ///< RGB with heat, no larger than it is printed; null: see `error`
    std::vector<inference::Defect> defects;  ///< of the part, with contours, numbered as they stand
    struct CloseUp {
        std::size_t defect = 0;
        QImage image;          ///< without heat
        inference::Rect area;  ///< what it shows, image pixels
    };
    std::vector<CloseUp> closeUps;  ///< of the first few defects, where the page has room
    std::optional<inference::Error> error;   ///< why there is no picture; its file is the part's name in the report
    bool changed = false;                    ///< there is none because the file holds another image than the one inspected
};
using PagePictures = std::map<std::size_t, PartPicture>;  ///< by index of the part

/// The pages of a report, laid out at once and painted one by one, so that 500 of them take no more memory than one. Coordinates are
/// tenths of a point (720 to the inch) from the upper left corner of the paper. Needs a QGuiApplication for its fonts; texts are
/// in the program's language. All const functions: any thread, several at once.
class ReportPages {
public:
    static constexpr int unitsPerInch = 720;

    /// Looks at no image.
    ReportPages(std::shared_ptr<const Report> report, ReportOptions options, ReportEvidence evidence);
    ~ReportPages();

    const Report& report() const;
    const ReportOptions& options() const;
    /// The report as JSON with the numbers of its pages (report_json.h).
    const std::string& json() const;
    int count() const;
    QSize size() const;  ///< of the paper

    /// Decodes and judges what stands on a page, for `dpi` dots to the inch. Takes most of a page's time. Throws Cancelled; what is
    /// wrong with a part stands in its picture.
    PagePictures prepare(int page, double dpi, const std::stop_token& stop = {}) const;
    void paint(int page, QPainter& painter, const PagePictures& pictures) const;

    struct Link {
        QRectF area;
        int page = 0;
    };
    /// Where a click leads to another page.
    std::vector<Link> links(int page) const;

    struct Heading {
        QString text;
        int page = 0;
        int level = 0;  ///< 0: chapter, 1: below it
    };
    std::vector<Heading> outline() const;

    /// The page that shows a part's picture; -1: none does.
    int pageOf(std::size_t part) const;

private:
    struct Layout;
    std::unique_ptr<Layout> m_layout;
};

}  // namespace app
