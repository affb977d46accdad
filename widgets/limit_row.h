#pragma once

#include "widgets/limit_scale.h"
#include "widgets/number_field.h"

#include <QObject>

class QGridLayout;
class QLabel;
class QSlider;

namespace widgets {

/// A spin box whose steps its owner takes, and which takes typed text only when it is complete: "0" on the way to "0.7" is
/// not a limit of zero.
class LimitSpinBox : public NumberField {
    Q_OBJECT

public:
    explicit LimitSpinBox(const LimitScale& scale, QWidget* parent = nullptr);
    /// Shows the scale's values times `factor`.
    void setFactor(double factor, int decimals);
    void stepBy(int steps) override;

signals:
    void stepped(int steps);  ///< what is shown is rounded: they begin at the exact value

private:
    LimitScale m_scale;
};

/// One number with a label, a slider and an exact field that always say the same. Not a widget: it puts its three into a
/// row of a grid, so that the columns of several rows line up.
class LimitRow : public QObject {
    Q_OBJECT

public:
    /// `decimals` of the field. The row lives as long as `parent`, which also owns the widgets.
    LimitRow(const LimitScale& scale, int decimals, QGridLayout* grid, int row, QWidget* parent);

    double value() const { return m_value; }
    /// Exact: the value isn't rounded to what slider or field can show. No signal.
    void setValue(double value);
    void setText(const QString& label, const QString& suffix, const QString& toolTip);
    /// The field shows and takes the value times `factor`: millimetres for pixels. The value itself stays what it is.
    void setUnit(double factor, int decimals);

    QLabel* label() const { return m_label; }
    QSlider* slider() const { return m_slider; }
    LimitSpinBox* field() const { return m_field; }

    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void moved(double value);  ///< by the person, live
    void finished();           ///< the person let go: after one or more `moved`
    void resetWanted();        ///< double click on the label

private:
    void move(double value);
    void finish();
    bool onSliderKey(int key, bool shift);
    bool filterKey(QObject* watched, QEvent* event);
    bool onWheel(QObject* watched, QEvent* event);

    LimitScale m_scale;
    QLabel* m_label;
    QSlider* m_slider;
    LimitSpinBox* m_field;
    double m_value = 0;
    double m_factor = 1;
    int m_wheel = 0;        // eighths of a degree not yet used
    bool m_moving = false;  // a gesture has begun
};

}  // namespace widgets
