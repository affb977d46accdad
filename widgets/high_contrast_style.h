#pragma once

#include <QProxyStyle>

namespace widgets {

/// Fusion with an edge in the text colour around every control: Fusion's own edges are shades of the window's colour and
/// vanish on black. The edge of the control that has the focus is drawn twice as thick in the accent colour.
class HighContrastStyle : public QProxyStyle {
    Q_OBJECT

public:
    HighContrastStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    /// Buttons of dialogs go without icons: those of the desktop may be dark.
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const override;
};

}  // namespace widgets
