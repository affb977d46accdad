#pragma once

#include "widgets/canvas_pyramid.h"

#include <QWidget>

#include <memory>

namespace widgets {

/// The whole picture, small, with the part in sight framed; drag the frame to move the view. Made to lie on a canvas.
class Navigator : public QWidget {
    Q_OBJECT
public:
    explicit Navigator(QWidget* parent = nullptr);

    void setPicture(std::shared_ptr<const CanvasPyramid> picture);
    /// The view in image pixels (it may reach beyond the picture) and the zoom in device pixels per image pixel.
    void setView(const QRectF& view, double zoom);

    /// As large as the picture's shape allows inside 176 x 176, with room for the caption.
    QSize sizeHint() const override;
    /// Where the small picture lies, in widget pixels.
    QRectF pictureRect() const;

signals:
    /// An image point that should come to the middle.
    void centreRequested(QPointF imagePoint);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QPointF toImage(QPointF at) const;
    QRectF frameRect() const;
    double captionHeight() const;
    void retranslate();

    std::shared_ptr<const CanvasPyramid> m_picture;
    QImage m_small;  // device pixels of pictureRect()
    QRectF m_view;
    double m_zoom = 1;
    bool m_dragging = false;
    QPointF m_grabOffset;  // image pixels from the cursor to the middle of the view
};

}  // namespace widgets
