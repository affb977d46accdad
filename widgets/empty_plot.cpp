#include "widgets/empty_plot.h"

#include "widgets/plot_style.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace widgets {

EmptyPlot::EmptyPlot(QWidget* parent) : QWidget(parent), m_title(new QLabel(this)), m_text(new QLabel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 8);
    layout->setSpacing(4);
    layout->addStretch();
    for (QLabel* label : {m_title, m_text}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
        label->setTextFormat(Qt::PlainText);
        layout->addWidget(label);
    }
    layout->addStretch();
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    follow();
}

void EmptyPlot::say(const QString& title, const QString& text)
{
    m_title->setText(title);
    m_text->setText(text);
    setAccessibleName(spokenText());
}

QString EmptyPlot::spokenText() const
{
    return m_title->text() + QStringLiteral(". ") + m_text->text();
}

void EmptyPlot::follow()
{
    m_following = true;
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    const PlotColours colours = plotColours(palette());
    const auto ink = [this](const QColor& colour) {
        QPalette inked = palette();
        inked.setColor(QPalette::WindowText, colour);
        return inked;
    };
    m_title->setPalette(ink(colours.text));
    m_text->setPalette(ink(colours.quiet));
    m_following = false;
}

void EmptyPlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    const auto type = event->type();
    if (!m_following && (type == QEvent::PaletteChange || type == QEvent::FontChange))
        follow();
}

}  // namespace widgets
