#include "widgets/high_contrast_style.h"

#include <QPainter>
#include <QStyleOption>

namespace widgets {

namespace {

void drawEdge(QPainter* painter, const QRect& rect, const QStyleOption& option)
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
    painter->drawRoundedRect(QRectF(rect).adjusted(width / 2, width / 2, -width / 2, -width / 2), 2, 2);
    painter->restore();
}

}  // namespace

HighContrastStyle::HighContrastStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void HighContrastStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                      const QWidget* widget) const
{
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
    case PE_FrameGroupBox:
    case PE_FrameMenu:
    case PE_FrameTabWidget:
    case PE_IndicatorCheckBox: drawEdge(painter, option->rect, *option); break;
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
        const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option);
        drawEdge(painter, subControlRect(CC_Slider, slider, SC_SliderHandle, widget), *option);
        break;
    }
    default: break;
    }
}

}  // namespace widgets
