#include "widgets/limit_row.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

namespace widgets {

namespace {

constexpr int pageSteps = 5;

}  // namespace

LimitSpinBox::LimitSpinBox(const LimitScale& scale, QWidget* parent) : NumberField(parent), m_scale(scale)
{
    setKeyboardTracking(false);
    setFocusPolicy(Qt::StrongFocus);
    setAlignment(Qt::AlignRight);
    setGroupSeparatorShown(true);
    setRange(scale.minimum, scale.maximum);
    setSingleStep(scale.step);
}

void LimitSpinBox::setFactor(double factor, int decimals)
{
    setDecimals(decimals);
    setRange(m_scale.minimum * factor, m_scale.maximum * factor);
}

void LimitSpinBox::stepBy(int steps)
{
    // Qt asks for ten at a time (Page keys, Ctrl): here a page is five, as on the slider.
    interpretText();
    emit stepped(std::clamp(steps, -pageSteps, pageSteps));
    selectAll();
}

LimitRow::LimitRow(const LimitScale& scale, int decimals, QGridLayout* grid, int row, QWidget* parent)
    : QObject(parent), m_scale(scale), m_label(new QLabel(parent)), m_slider(new QSlider(Qt::Horizontal, parent)),
      m_field(new LimitSpinBox(scale, parent))
{
    m_slider->setRange(0, scale.positions);
    m_slider->setPageStep(scale.positions / 20);
    m_slider->setFocusPolicy(Qt::StrongFocus);
    m_slider->setMinimumWidth(64);
    m_field->setDecimals(decimals);
    m_label->setBuddy(m_field);
    grid->addWidget(m_label, row, 0);
    grid->addWidget(m_slider, row, 1);
    grid->addWidget(m_field, row, 2);

    for (QWidget* widget : {static_cast<QWidget*>(m_label), static_cast<QWidget*>(m_slider), static_cast<QWidget*>(m_field)})
        widget->installEventFilter(this);

    connect(m_slider, &QSlider::valueChanged, this, [this](int position) {
        move(m_scale.valueAt(position));
        if (!m_slider->isSliderDown())
            finish();
    });
    connect(m_slider, &QSlider::sliderReleased, this, &LimitRow::finish);
    connect(m_field, &LimitSpinBox::stepped, this, [this](int steps) { move(m_scale.stepped(m_value, steps)); });
    connect(m_field, &QDoubleSpinBox::valueChanged, this, [this](double shown) { move(shown / m_factor); });
    connect(m_field, &QDoubleSpinBox::editingFinished, this, &LimitRow::finish);
}

void LimitRow::setValue(double value)
{
    m_value = value;
    const QSignalBlocker quietSlider(m_slider);
    const QSignalBlocker quietField(m_field);
    m_slider->setValue(m_scale.positionOf(value));
    m_field->setValue(value * m_factor);
}

void LimitRow::setUnit(double factor, int decimals)
{
    m_factor = factor;
    const QSignalBlocker quiet(m_field);
    m_field->setFactor(factor, decimals);
    m_field->setValue(m_value * factor);
}

void LimitRow::setText(const QString& label, const QString& suffix, const QString& toolTip)
{
    m_label->setText(label);
    m_field->setSuffix(suffix);
    for (QWidget* widget : {static_cast<QWidget*>(m_label), static_cast<QWidget*>(m_slider), static_cast<QWidget*>(m_field)}) {
        widget->setToolTip(toolTip);
        widget->setAccessibleName(label);
    }
}

void LimitRow::move(double value)
{
    if (value == m_value)
        return;
    m_moving = true;
    setValue(value);
    emit moved(value);
}

void LimitRow::finish()
{
    if (std::exchange(m_moving, false))
        emit finished();
}

bool LimitRow::onSliderKey(int key, bool shift)
{
    const int steps = shift ? pageSteps : 1;
    const bool mirrored = m_slider->layoutDirection() == Qt::RightToLeft;
    switch (key) {
    case Qt::Key_Up: move(m_scale.stepped(m_value, steps)); return true;
    case Qt::Key_Down: move(m_scale.stepped(m_value, -steps)); return true;
    case Qt::Key_Right: move(m_scale.stepped(m_value, mirrored ? -steps : steps)); return true;
    case Qt::Key_Left: move(m_scale.stepped(m_value, mirrored ? steps : -steps)); return true;
    case Qt::Key_PageUp: move(m_scale.stepped(m_value, pageSteps)); return true;
    case Qt::Key_PageDown: move(m_scale.stepped(m_value, -pageSteps)); return true;
    case Qt::Key_Home: move(m_scale.minimum); return true;
    case Qt::Key_End: move(m_scale.maximum); return true;
    default: return false;
    }
}

bool LimitRow::filterKey(QObject* watched, QEvent* event)
{
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool shift = key->modifiers() & Qt::ShiftModifier;
    if (watched == m_slider)
        return onSliderKey(key->key(), shift);
    if (watched == m_field && shift && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
        m_field->stepBy(key->key() == Qt::Key_Up ? pageSteps : -pageSteps);
        return true;
    }
    return false;
}

bool LimitRow::onWheel(QObject* watched, QEvent* event)
{
    // The wheel scrolls the panel unless the person chose this control.
    if (!static_cast<QWidget*>(watched)->hasFocus()) {
        event->ignore();
        return true;
    }
    constexpr int notch = 120;
    m_wheel += static_cast<QWheelEvent*>(event)->angleDelta().y();
    const int steps = m_wheel / notch;
    m_wheel -= steps * notch;
    move(m_scale.stepped(m_value, steps));
    finish();
    event->accept();
    return true;
}

bool LimitRow::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseButtonDblClick:
        if (watched == m_label) {
            emit resetWanted();
            return true;
        }
        break;
    case QEvent::KeyPress: return filterKey(watched, event);
    case QEvent::KeyRelease:
        if (!static_cast<QKeyEvent*>(event)->isAutoRepeat())
            finish();
        break;
    case QEvent::FocusOut: finish(); break;
    case QEvent::MouseButtonRelease:
        if (watched == m_field)  // its arrows; the slider says so itself
            finish();
        break;
    case QEvent::Wheel:
        if (watched != m_label)
            return onWheel(watched, event);
        break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace widgets
