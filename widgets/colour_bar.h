#pragma once

#include "core/colour_map.h"

#include <QPixmap>
#include <QWidget>

#include <optional>
#include <vector>

namespace widgets {

/// Height of a probability on an upright bar, 1 at the top; clamped.
double barPlace(double probability, const QRectF& bar);
/// The other way round, 0..1.
double barProbability(double place, const QRectF& bar);
/// Moves label centres as little as is needed for neighbours to be `gap` apart inside low..high. Keeps their order.
std::vector<double> spreadLabels(std::vector<double> wanted, double gap, double low, double high);

/// The one absolute scale of the heat, 0..1, as it is painted: faded below the limit. Both limits are marked and can be
/// dragged; the bar asks and the owner answers with setLimits. Made to lie on a picture.
class ColourBar : public QWidget {
    Q_OBJECT
public:
    explicit ColourBar(QWidget* parent = nullptr);

    void setColourTable(const inference::ColourTable& table);
    /// `review` equal to `fail` or above shows one marker.
    void setLimits(float fail, float review);
    void setOpacity(double opacity);
    /// The probability under the cursor, marked by a line.
    void setCursorValue(std::optional<float> probability);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// The coloured strip, in widget pixels.
    QRectF barRect() const;

signals:
    /// In steps of 0.01.
    void limitDragged(float fail);
    void reviewLimitDragged(float review);
    /// The button was let go: one undo step.
    void limitDragEnded();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    enum class Marker { None, Fail, Review };
    void paintAnew();
    QPixmap painted(const QSize& pixels, double ratio) const;
    bool showsReview() const { return m_review < m_fail; }
    Marker markerAt(QPointF at) const;
    void hover(Marker marker);
    void describe();
    void paintStrip(QPainter& painter) const;
    void paintTicks(QPainter& painter) const;
    void paintMarkers(QPainter& painter) const;
    void paintMarker(QPainter& painter, Marker marker, double labelCentre) const;

    inference::ColourTable m_table {};
    float m_fail = 0.6f;
    float m_review = 0.45f;
    double m_opacity = 1;
    std::optional<float> m_cursor;
    Marker m_hovered = Marker::None;
    Marker m_dragged = Marker::None;
    double m_grabOffset = 0;
    QPixmap m_painted;  ///< what is seen, kept: the bar is painted with each picture that it lies on. Null where it is out of date.
};

}  // namespace widgets
