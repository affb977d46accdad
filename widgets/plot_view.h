#pragma once

#include <QWidget>

#include <optional>

class QCustomPlot;
class QHBoxLayout;
class QHelpEvent;
class QKeyEvent;
class QMouseEvent;
class QRubberBand;
class QStackedWidget;

namespace widgets {

class EmptyPlot;

/// A plot whose items (bars, cells, points) can be pointed at: a click or Enter on one is an intent, arrow keys move a current
/// item, a drag asks for what lies under it, Ctrl+C copies the numbers, the tool tip says them. A row of controls stands above
/// the plot; a message stands in its place while there is nothing to draw. GUI thread.
///
/// A view computes its drawing when it is about to be seen: values may be set as often as they change.
class PlotView : public QWidget {
    Q_OBJECT

public:
    ~PlotView() override;

    /// The child that shows the plot and takes mouse and keys.
    QWidget* plotArea() const;
    /// Brings the drawing up to date now.
    void refresh();

    bool isEmpty() const { return m_isEmpty; }
    QString emptyText() const;

    /// Items count from 0; -1: none is current.
    int current() const { return m_current; }
    void setCurrent(int item);
    virtual int itemCount() const = 0;
    /// What the tool tip and a screen reader say of an item.
    virtual QString sentenceOf(int item) const = 0;
    /// A point of an item in pixels of plotArea(); refresh() first.
    virtual QPointF placeOf(int item) const = 0;
    /// The plot's numbers as tab-separated lines under a line of headings.
    virtual QString copyText() const = 0;

    QSize sizeHint() const override { return {480, 280}; }

public slots:
    void copy();

protected:
    explicit PlotView(QWidget* parent = nullptr);
    /// To be called at the end of a subclass's constructor.
    void start();

    QCustomPlot& plot() const { return *m_plot; }
    QHBoxLayout* controls() const { return m_controls; }
    /// The values changed: rebuild() follows before they are seen.
    void touch();
    /// Values were set that the drawing doesn't show yet.
    bool isStale() const { return m_stale; }
    /// In place of the plot when there is nothing to draw. Call it from rebuild().
    void showEmpty(const QString& title, const QString& text);
    void showPlot();

    virtual void rebuild() = 0;      ///< values to drawing
    virtual void restyle() = 0;      ///< colours from the palette; axes have their style already
    virtual void retranslate() = 0;  ///< texts of the controls, accessible name; rebuild() follows
    virtual void markCurrent() = 0;  ///< draws current()
    virtual void showCurrent() {}    ///< it became current: the view may have to move there
    virtual void fitTo(QSize size) { Q_UNUSED(size) }  ///< the plot is about to have this size, or its font changed
    virtual int itemAt(QPointF at) const = 0;  ///< -1: none
    virtual void activate(int item) = 0;
    virtual int stepped(int item, int key) const;  ///< where a key leads from an item; the same: nowhere
    virtual QRect spanRect(QPoint from, QPoint to) const;  ///< what a drag marks; null: drags mean nothing
    virtual void spanned(const QRect& span) { Q_UNUSED(span) }
    virtual void resetView() {}  ///< double click beside the items, or key 0
    virtual bool handledByView(QEvent* event) { Q_UNUSED(event) return false; }  ///< before anything else

    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool onPress(QMouseEvent* event);
    bool onMove(QMouseEvent* event);
    bool onRelease(QMouseEvent* event);
    bool onKey(QKeyEvent* event);
    bool onToolTip(QHelpEvent* event);
    void showMenu(QPoint globalAt);
    void applyStyle();
    void endDrag();

    QCustomPlot* m_plot;
    QHBoxLayout* m_controls;
    QStackedWidget* m_stack;
    EmptyPlot* m_empty;
    QRubberBand* m_band;
    std::optional<QPoint> m_pressed;
    bool m_dragging = false;
    int m_current = -1;
    bool m_isEmpty = false;
    bool m_stale = true;
    bool m_queued = false;
    bool m_started = false;
    bool m_styling = false;
};

}  // namespace widgets
