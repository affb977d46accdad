#pragma once

#include <QWidget>

namespace widgets {

/// The line between two halves of a view, with a grip to drag. Lies over its parent, from edge to edge; left and right move
/// it by a hundredth (Shift: a tenth), Home and End to the edges, a double click to the middle.
class SplitHandle : public QWidget {
    Q_OBJECT
public:
    explicit SplitHandle(QWidget* parent);

    /// Of the parent's width, 0..1.
    double share() const { return m_share; }
    void setShare(double share);
    /// Takes its place anew; the owner calls it when the parent's size changed.
    void place();

signals:
    void moved(double share);  ///< by the person

protected:
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void moveTo(double share);
    void describe();

    double m_share = 0.5;
    double m_grabbed = 0;  // widget pixels from the line
};

}  // namespace widgets
