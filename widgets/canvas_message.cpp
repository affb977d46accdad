#include "widgets/canvas_message.h"

#include "widgets/canvas_hud.h"
#include "widgets/verdict_style.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace widgets {
namespace {

constexpr int symbolSide = 48;
constexpr int textWidth = 420;

/// A picture frame with an arrow into it.
void paintDropHere(QPainter& painter, const QColor& colour)
{
    painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF {{16, 20}, {6, 20}, {6, 42}, {42, 42}, {42, 20}, {32, 20}});
    painter.drawPolyline(QPolygonF {{10, 36}, {18, 29}, {24, 34}, {31, 27}, {38, 34}});
    painter.drawLine(QPointF(24, 5), QPointF(24, 21));
    painter.drawPolyline(QPolygonF {{18, 15}, {24, 21}, {30, 15}});
}

QPixmap symbol(CanvasMessage::Kind kind, const QPalette& palette, double ratio)
{
    QPixmap pixmap(QSize(symbolSide, symbolSide) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    if (kind == CanvasMessage::Kind::Invitation) {
        paintDropHere(painter, hud::dimText(palette));
    } else {
        QPalette dark;  // the canvas is dark in every palette
        dark.setColor(QPalette::Window, hud::canvasBackground(palette));
        paintBadge(&painter, QRectF(4, 4, symbolSide - 8, symbolSide - 8), styleOf(Mark::Error, dark));
    }
    return pixmap;
}

QLabel* centredLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

}  // namespace

CanvasMessage::CanvasMessage(QWidget* parent)
    : QWidget(parent)
    , m_symbol(centredLabel(this))
    , m_title(centredLabel(this))
    , m_text(centredLabel(this))
    , m_action(new QPushButton(this))
{
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_title->setFont(large);

    auto* body = new QWidget(this);  // one width for all lines, in the middle
    body->setMaximumWidth(textWidth);
    body->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins({});
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(m_symbol);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(8);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(24, 16, 24, 16);
    row->addWidget(body);
    connect(m_action, &QPushButton::clicked, this, &CanvasMessage::activated);
    followPalette();
}

void CanvasMessage::say(Kind kind, const QString& title, const QString& text, const QString& action)
{
    m_kind = kind;
    m_title->setText(title);
    m_text->setText(text);
    m_action->setText(action);
    m_symbol->setVisible(kind != Kind::Waiting);
    m_title->setVisible(!title.isEmpty());
    m_text->setVisible(!text.isEmpty());
    m_action->setVisible(!action.isEmpty());
    followPalette();
    setVisible(true);
}

QString CanvasMessage::spokenText() const
{
    return m_title->text().isEmpty() ? m_text->text() : tr("%1. %2").arg(m_title->text(), m_text->text());
}

void CanvasMessage::followPalette()
{
    if (m_following)
        return;
    m_following = true;  // setPalette on the labels comes back as a change of ours
    QPalette title = m_title->palette();
    title.setColor(QPalette::WindowText, hud::text());
    m_title->setPalette(title);
    QPalette text = m_text->palette();
    text.setColor(QPalette::WindowText, QColor(220, 220, 220));
    m_text->setPalette(text);
    if (m_kind != Kind::Waiting)
        m_symbol->setPixmap(symbol(m_kind, palette(), devicePixelRatioF()));
    m_following = false;
}

void CanvasMessage::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        followPalette();
    QWidget::changeEvent(event);
}

}  // namespace widgets
