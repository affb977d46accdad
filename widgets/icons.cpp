#include "widgets/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

#include <array>
#include <cmath>

// Outside any namespace, as the macro demands.
static void initialiseIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace widgets {

namespace {

constexpr std::array ids{
    Icon::Camera, Icon::Cancel,   Icon::Contours, Icon::Export,     Icon::Filmstrip, Icon::Fit,
    Icon::Group,  Icon::Heat,     Icon::Help,     Icon::Language, Icon::Lock, Icon::Model,      Icon::Next,      Icon::NextFail,
    Icon::OneToOne, Icon::OpenFolder, Icon::Palette, Icon::Play,    Icon::Previous,  Icon::Search,
    Icon::Settings, Icon::Stop,   Icon::Table,    Icon::Theme,      Icon::ZoomIn,    Icon::ZoomOut,
    Icon::Select, Icon::Polygon, Icon::Rectangle, Icon::Ellipse, Icon::Zone, Icon::DontCare,
    Icon::Delete, Icon::Duplicate, Icon::Up, Icon::Down, Icon::CompareOff, Icon::SplitHeat,
    Icon::SplitReference, Icon::Blink, Icon::TwoViews, Icon::Reference,
    Icon::Pause, Icon::Step, Icon::Hold, Icon::Snapshot, Icon::Trigger,
};

const char* fileOf(Icon id)
{
    switch (id) {
    case Icon::Camera: return "camera";
    case Icon::Cancel: return "cancel";
    case Icon::Contours: return "contours";
    case Icon::Export: return "export";
    case Icon::Filmstrip: return "filmstrip";
    case Icon::Fit: return "fit";
    case Icon::Group: return "group";
    case Icon::Heat: return "heat";
    case Icon::Help: return "help";
    case Icon::Language: return "language";
    case Icon::Lock: return "lock";
    case Icon::Model: return "model";
    case Icon::Next: return "next";
    case Icon::NextFail: return "next-fail";
    case Icon::OneToOne: return "one-to-one";
    case Icon::OpenFolder: return "open-folder";
    case Icon::Palette: return "palette";
    case Icon::Play: return "play";
    case Icon::Previous: return "previous";
    case Icon::Search: return "search";
    case Icon::Settings: return "settings";
    case Icon::Stop: return "stop";
    case Icon::Table: return "table";
    case Icon::Theme: return "theme";
    case Icon::ZoomIn: return "zoom-in";
    case Icon::ZoomOut: return "zoom-out";
    case Icon::Select: return "select";
    case Icon::Polygon: return "polygon";
    case Icon::Rectangle: return "rectangle";
    case Icon::Ellipse: return "ellipse";
    case Icon::Zone: return "zone";
    case Icon::DontCare: return "dont-care";
    case Icon::Delete: return "delete";
    case Icon::Duplicate: return "duplicate";
    case Icon::Up: return "up";
    case Icon::Down: return "down";
    case Icon::CompareOff: return "compare-off";
    case Icon::SplitHeat: return "split-heat";
    case Icon::SplitReference: return "split-reference";
    case Icon::Blink: return "blink";
    case Icon::TwoViews: return "two-views";
    case Icon::Reference: return "reference";
    case Icon::Pause: return "pause";
    case Icon::Step: return "step";
    case Icon::Hold: return "hold";
    case Icon::Snapshot: return "snapshot";
    case Icon::Trigger: return "trigger";
    }
    return "";
}

QColor colourFor(QIcon::Mode mode)
{
    const QPalette palette = QGuiApplication::palette();
    switch (mode) {
    case QIcon::Disabled: return palette.color(QPalette::Disabled, QPalette::ButtonText);
    case QIcon::Selected: return palette.color(QPalette::Active, QPalette::HighlightedText);
    case QIcon::Normal:
    case QIcon::Active: break;
    }
    return palette.color(QPalette::Active, QPalette::ButtonText);
}

/// Draws one SVG text with "currentColor" replaced by the palette's colour of the moment.
class PaletteIconEngine : public QIconEngine {
public:
    PaletteIconEngine(QByteArray svg, QString name) : m_svg(std::move(svg)), m_name(std::move(name)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const QColor colour = colourFor(mode);
        QByteArray svg = m_svg;
        QSvgRenderer renderer(svg.replace("currentColor", colour.name(QColor::HexRgb).toLatin1()));
        const int side = std::min(rect.width(), rect.height());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setOpacity(painter->opacity() * colour.alphaF());
        renderer.render(painter, QRectF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2,
                                        side, side));
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        const QRgb colour = colourFor(mode).rgba();
        if (colour != m_colours[mode]) {
            m_colours[mode] = colour;
            m_pixmaps[mode].clear();
        }
        const quint64 key = quint64(size.width()) << 32 | quint32(size.height());
        QPixmap& known = m_pixmaps[mode][key];
        if (known.isNull()) {
            known = QPixmap(size);
            known.fill(Qt::transparent);
            QPainter painter(&known);
            paint(&painter, QRect(QPoint(), size), mode, state);
        }
        return known;
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state);  // `size` is in device pixels already
    }

    QIconEngine* clone() const override { return new PaletteIconEngine(m_svg, m_name); }
    QString key() const override { return QStringLiteral("palette-svg"); }
    QString iconName() override { return m_name; }
    bool isNull() override { return m_svg.isEmpty(); }

private:
    static constexpr int modes = 4;
    QByteArray m_svg;
    QString m_name;
    std::array<QRgb, modes> m_colours{};
    std::array<QHash<quint64, QPixmap>, modes> m_pixmaps;
};

}  // namespace

std::span<const Icon> allIcons()
{
    return ids;
}

QIcon icon(Icon id)
{
    initialiseIcons();
    const QString name = QString::fromLatin1(fileOf(id));
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    QByteArray svg;
    if (file.open(QIODevice::ReadOnly))
        svg = file.readAll();
    else
        qWarning("Icon %s is not in the resources", fileOf(id));
    return QIcon(new PaletteIconEngine(std::move(svg), name));
}

QIcon applicationIcon()
{
    initialiseIcons();
    QIcon result;
    QSvgRenderer renderer(QStringLiteral(":/icons/workbench.svg"));
    for (const int side : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        result.addPixmap(pixmap);
    }
    return result;
}

}  // namespace widgets
