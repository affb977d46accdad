#include "widgets/sample_view.h"

#include "widgets/contrast.h"
#include "widgets/sample_painter.h"

#include <QPainter>
#include <QTextDocument>

namespace widgets {

SampleView::SampleView(QWidget* parent)
    : QWidget(parent)
{
    setFixedSize(sampleSide, sampleSide);
}

void SampleView::setCard(const std::optional<SampleCard>& card)
{
    if (card == m_card)
        return;
    m_card = card;
    const QString sentence = card ? card->sentence : QString();
    setToolTip(sentence.isEmpty() ? QString() : Qt::convertFromPlainText(sentence));
    setAccessibleDescription(sentence);
    update();
}

void SampleView::setLook(double scale, bool framed)
{
    m_scale = scale;
    m_framed = framed;
    update();
}

void SampleView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_card)
        paintSample(painter, rect(), *m_card, m_scale, m_framed, palette());
    else
        painter.fillRect(rect(), mixed(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.06));
}

}  // namespace widgets
