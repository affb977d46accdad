#pragma once

#include "core/anchor.h"

#include <QImage>
#include <QWidget>

#include <optional>

namespace widgets {

/// The picture that parts are found by, small and grey, with the mark on it. A drag beside the mark draws another, inside it moves it; arrows
/// move it by a pixel of the copy, with Shift its lower right corner; a double click makes it the usual one. The mark never leaves the picture.
class ReferenceView : public QWidget {
    Q_OBJECT

public:
    explicit ReferenceView(QWidget* parent = nullptr);

    /// No signal; ends a drag when another picture comes. None: nothing is shown.
    void setAnchor(const std::optional<inference::Anchor>& anchor);
    /// In pixels of the reference picture, ahead of the anchor's while it is drawn.
    const inference::Rect& mark() const { return m_mark; }
    /// Where the picture lies in the widget.
    QRectF pictureArea() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, 90}; }

signals:
    void markMoved(const inference::Rect& mark);  ///< with each step of a gesture
    void editingFinished();                       ///< at the end of a drag that changed it; keys may go on

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Drag { None, Draw, Move };
    QPointF toPicture(QPointF place) const;
    double leastSide() const;
    void showMark(inference::Rect mark);
    void finish();
    void retranslate();

    std::optional<inference::Anchor> m_anchor;
    QImage m_image;
    inference::Rect m_mark, m_before;
    Drag m_drag = Drag::None;
    QPointF m_from;  ///< in the picture
};

}  // namespace widgets
