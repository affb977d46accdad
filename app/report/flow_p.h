#pragma once

#include "app/report/report_pages.h"
#include "app/report/sheet.h"

#include <functional>

namespace app {

using Painting = std::function<void(QPainter& painter, const QRectF& area, const PagePictures& pictures)>;

/// A page as it was laid out: what is painted where, and what has to be prepared for it.
struct SheetPage {
    struct Thing {
        QRectF area;
        Painting paint;
    };
    std::vector<Thing> things;
    std::vector<std::size_t> parts;  ///< whose pictures it shows
    std::vector<ReportPages::Link> links;
};

/// Puts one thing below the other, on a new page where it doesn't fit any more.
class Flow {
public:
    Flow(std::vector<SheetPage>& pages, QSize paper);

    void startPage();
    /// Answers the page it came to. `together` more are wanted below it on the same page.
    int add(double height, Painting painting, double together = 0);
    int chapter(const QString& title);
    int section(const QString& title, double together = 0);
    void text(const QString& text, sheet::Type type = sheet::Type::Body, const QColor& colour = sheet::ink);
    /// A name and, beside it, what it is.
    void setting(const QString& name, const QString& value, sheet::Type type = sheet::Type::Body);
    /// Of a table whose rows follow. The first column takes `first` of the width and stands left, the others share the rest, wider where a word needs it, and
    /// stand right. On several lines where they are long.
    void headings(const QStringList& cells, double first);
    /// A line of the table: the first cell is cut where it is too long, the others never are.
    void row(const QStringList& cells, sheet::Type type);
    void gap(double height) { m_y += height; }

    double width() const { return m_body.width(); }
    double left() const { return m_body.bottom() - m_y; }  ///< room on this page

    /// What a heading wants `together` with it when a setting or a text follows.
    double settingHeight(const QString& name, const QString& value, sheet::Type type = sheet::Type::Body) const;
    static double lineHeight();

private:
    std::vector<SheetPage>& m_pages;
    QRectF m_body;
    double m_y = 0;
    double m_column = 0;  ///< width of the table's columns but the first
};

/// What the settings' names need of the width.
inline constexpr double settingColumn = 1350;

}  // namespace app
