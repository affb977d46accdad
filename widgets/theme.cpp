#include "widgets/theme.h"

#include "widgets/dark_style.h"
#include "widgets/high_contrast_style.h"

#include <QApplication>
#include <QStyleFactory>

namespace widgets {

namespace {

struct Shades {
    QRgb window, base, alternate, button, text, placeholder, disabled, accent, onAccent, link, toolTip;
};

constexpr Shades light{0xfff3f4f5, 0xffffffff, 0xfff7f8f9, 0xfff9fafb, 0xff1b1d20, 0xff646a72,
                       0xff838991, 0xff1f5fb8, 0xffffffff, 0xff1f5fb8, 0xffffffff};
constexpr Shades dark{0xff25282c, 0xff1b1d20, 0xff202327, 0xff32363b, 0xffe8eaed, 0xff9aa1aa,
                      0xff7b828b, 0xff5b9bea, 0xff0e1013, 0xff8ec2ff, 0xff32363b};
constexpr Shades highContrast{0xff000000, 0xff000000, 0xff101010, 0xff000000, 0xffffffff, 0xffc8c8c8,
                              0xff9a9a9a, 0xff3ee6ff, 0xff000000, 0xff3ee6ff, 0xff000000};

QPalette made(const Shades& shades)
{
    QPalette palette(QColor::fromRgb(shades.button), QColor::fromRgb(shades.window));  // bevels follow from the button
    const auto set = [&palette](std::initializer_list<QPalette::ColorRole> roles, QRgb colour) {
        for (const auto role : roles)
            palette.setColor(role, QColor::fromRgb(colour));
    };
    set({QPalette::Window}, shades.window);
    set({QPalette::Base}, shades.base);
    set({QPalette::AlternateBase}, shades.alternate);
    set({QPalette::Button}, shades.button);
    set({QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::BrightText, QPalette::ToolTipText}, shades.text);
    set({QPalette::PlaceholderText}, shades.placeholder);
    set({QPalette::Highlight}, shades.accent);
    set({QPalette::HighlightedText}, shades.onAccent);
    set({QPalette::Link, QPalette::LinkVisited}, shades.link);
    set({QPalette::ToolTipBase}, shades.toolTip);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText})
        palette.setColor(QPalette::Disabled, role, QColor::fromRgb(shades.disabled));
    // A disabled selection says so by its ground: the same text on a quiet fill.
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor::fromRgb(shades.button));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, QColor::fromRgb(shades.disabled));
    return palette;
}

}  // namespace

QPalette paletteOf(Theme theme)
{
    switch (theme) {
    case Theme::Light: return made(light);
    case Theme::Dark: return made(dark);
    case Theme::HighContrast: return made(highContrast);
    case Theme::System: break;
    }
    return {};
}

void applyTheme(QApplication& application, Theme theme)
{
    if (theme == Theme::HighContrast)
        application.setStyle(new HighContrastStyle);
    else if (theme == Theme::Dark)
        application.setStyle(new DarkStyle);
    else
        application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setPalette(paletteOf(theme));
}

}  // namespace widgets
