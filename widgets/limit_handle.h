#pragma once

#include "widgets/verdict_style.h"

#include <QWidget>

namespace widgets {

/// The grip of one limit: a pill with its badge and value and a point below, where its line begins. Takes the keyboard; the
/// mouse is its owner's. Arrows: a hundredth, with Shift or as Page keys five, with Ctrl a thousandth; Home and End: 0 and 1.
class LimitHandle : public QWidget {
    Q_OBJECT

public:
    /// Mark::Fail or Mark::Review.
    explicit LimitHandle(Mark mark, QWidget* parent = nullptr);

    Mark mark() const { return m_mark; }
    void setValue(double value);
    double value() const { return m_value; }
    /// Where the point is, in pixels of the handle: under its middle unless it was pushed aside.
    void setPoint(double x);
    /// Under the mouse.
    void setHot(bool hot);
    /// By the mouse: Escape gives the gesture up.
    void setHeld(bool held) { m_moving = held; }

    QSize sizeHint() const override;

signals:
    void moved(double value);  ///< by a key
    void finished();           ///< the gesture ended: key let go, focus gone
    void givenUp();            ///< Escape
    void sizeHintChanged();    ///< another font

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void describe();
    void finish();

    Mark m_mark;
    double m_value = 0;
    double m_point = 0;
    bool m_hot = false;
    bool m_moving = false;
};

}  // namespace widgets
