#include "widgets/series_style.h"

#include "widgets/contrast.h"

#include <QPalette>

#include <array>

namespace widgets {

QColor seriesColour(int series, const QPalette& palette)
{
    constexpr std::array<QRgb, seriesColours> colours {0xff0072b2, 0xffd55e00, 0xff009e73, 0xffcc79a7, 0xffe69f00, 0xff56b4e9};
    constexpr double leastContrast = 3;
    const QColor ground = palette.color(QPalette::Base), text = palette.color(QPalette::Text);
    const QColor pure(colours[std::size_t(series) % colours.size()]);
    QColor colour = pure;
    for (double share = 0.9; contrast(colour, ground) < leastContrast && share > 0; share -= 0.1)
        colour = mixed(pure, text, share);
    return colour;
}

}  // namespace widgets
