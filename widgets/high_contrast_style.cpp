#include "widgets/high_contrast_style.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QPainter>
#include <QStyleOption>

namespace widgets {

namespace {

void drawEdge(QPainter* painter, const QRect& rect, const QStyleOption& option, double radius = 2)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool focused = enabled && (option.state & QStyle::State_HasFocus);
    const QColor colour = focused ? option.palette.color(QPalette::Highlight)
                                  : option.palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::Text);
    const double width = focused ? 2 : 1;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, width));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(rect).adjusted(width / 2, width / 2, -width / 2, -width / 2), radius, radius);
    painter->restore();
}

/// The line edit inside a spin box or a combo box: the outer control draws the edge.
bool isInner(const QWidget* widget)
{
    const QWidget* outer = widget ? widget->parentWidget() : nullptr;
    return qobject_cast<const QAbstractSpinBox*>(outer) || qobject_cast<const QComboBox*>(outer);
}

}  // namespace

HighContrastStyle::HighContrastStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void HighContrastStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                      const QWidget* widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (isInner(widget))
        return;
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
    case PE_FrameGroupBox:
    case PE_FrameMenu:
    case PE_FrameTabWidget:
    case PE_IndicatorCheckBox: drawEdge(painter, option->rect, *option); break;
    case PE_IndicatorRadioButton: drawEdge(painter, option->rect, *option, option->rect.height() / 2.0); break;
    default: break;
    }
}

void HighContrastStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                                    const QWidget* widget) const
{
    QProxyStyle::drawControl(element, option, painter, widget);
    if (element == CE_ProgressBarGroove || element == CE_TabBarTabShape)
        drawEdge(painter, option->rect, *option);
}

void HighContrastStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                           const QWidget* widget) const
{
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    switch (control) {
    case CC_ComboBox:
    case CC_SpinBox: drawEdge(painter, option->rect, *option); break;
    case CC_Slider: {
        const QRect handle = subControlRect(CC_Slider, option, SC_SliderHandle, widget);
        QRect groove = subControlRect(CC_Slider, option, SC_SliderGroove, widget);
        const bool lying = option->state & State_Horizontal;
        lying ? groove.setSize({groove.width(), 6}) : groove.setSize({6, groove.height()});
        groove.moveCenter(subControlRect(CC_Slider, option, SC_SliderGroove, widget).center());
        painter->save();
        painter->setClipRegion(QRegion(option->rect) - handle);
        QStyleOption plain(*option);
        plain.state &= ~State_HasFocus;
        drawEdge(painter, groove, plain);
        painter->restore();
        drawEdge(painter, handle, *option);
        break;
    }
    case CC_ScrollBar: {
        QStyleOption plain(*option);
        plain.state &= ~State_HasFocus;
        drawEdge(painter, subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget), plain);
        break;
    }
    default: break;
    }
}

int HighContrastStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const
{
    return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, data);
}

}  // namespace widgets
