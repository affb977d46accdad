#pragma once

#include <QAbstractScrollArea>
#include <QImage>
#include <QTimer>

#include <vector>

namespace widgets {

/// Shows one page of several, whole or at its size on paper; whoever paints the pages gives them as they are wanted. Page Up/Down,
/// Home, End, arrows and the wheel turn pages (at the end of what is scrolled, where a page is larger than the view); F and 1 zoom, as does
/// Ctrl with the wheel. The page before stays until the wanted one is there, and is dimmed when that takes longer. GUI thread.
class PageView : public QAbstractScrollArea {
    Q_OBJECT

public:
    enum class Zoom { Whole, PaperSize };
    /// `area` as shares of the page's width and height, 0..1.
    struct Link {
        QRectF area;
        int page = 0;
    };

    explicit PageView(QWidget* parent = nullptr);

    /// Pages of `inches`; the present page stays where there are as many. 0 pages: `message` is shown instead.
    void setPages(int count, QSizeF inches);
    void setMessage(const QString& message);
    int count() const { return m_count; }
    int page() const { return m_page; }
    /// Within what there is.
    void setPage(int page);
    Zoom zoom() const { return m_zoom; }
    void setZoom(Zoom zoom);

    /// How large the wanted page is to be painted: pixels of the screen.
    QSize wantedPixels() const;
    /// Another page or size is wanted: paintWanted() was told and nothing has come since.
    bool isWaiting() const { return m_waiting; }
    /// The same page anew: what it shows has changed.
    void repaintPage();
    /// A page that isn't the wanted one is ignored.
    void setImage(int page, const QImage& image, std::vector<Link> links);
    /// The page that is seen, which is not always the wanted one; -1: none.
    int shownPage() const { return m_shown; }
    bool isDimmed() const { return m_dimmed; }

signals:
    /// Another page, or another number of pages.
    void pageChanged(int page);
    void zoomChanged(widgets::PageView::Zoom zoom);
    void paintWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    QSize pageSize() const;
    QRect pageRect() const;
    void layOut();
    void want();
    void turn(int pages);
    void scrollOrTurn(int step);
    int linkAt(QPointF position) const;
    void tellPage();

    int m_count = 0;
    QSizeF m_inches {8.27, 11.69};
    QString m_message;
    int m_page = 0;
    Zoom m_zoom = Zoom::Whole;
    QImage m_image;
    std::vector<Link> m_links;
    int m_shown = -1;
    bool m_waiting = false;
    bool m_dimmed = false;
    int m_wheel = 0;   ///< what was turned and hasn't turned a page
    QTimer m_dim;      ///< runs while a page is waited for that hasn't been dimmed
    QTimer m_resized;  ///< runs while the view is being resized
};

}  // namespace widgets
