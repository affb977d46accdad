#pragma once

#include <QProxyStyle>

namespace widgets {

/// Fusion for dark windows: boxes and circles to choose with get an edge that is seen. Fusion's own is a darker shade of the window's colour,
/// and an empty box would be a dark spot on a dark ground.
class DarkStyle : public QProxyStyle {
    Q_OBJECT

public:
    DarkStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const override;
    /// Buttons of dialogs go without icons: those of the desktop may be dark.
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const override;
};

}  // namespace widgets
