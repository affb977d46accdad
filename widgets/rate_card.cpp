#include "widgets/rate_card.h"

#include "widgets/number_link.h"
#include "widgets/number_text.h"
#include "widgets/rate_text.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

namespace widgets {

using inference::evaluation::Bound;
using inference::evaluation::Share;

RateCard::RateCard(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel)
    , m_percent(new QLabel)
    , m_link(new NumberLink)
    , m_of(new QLabel)
    , m_detail(new QLabel)
{
    m_percent->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_percent->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_detail->setWordWrap(true);
    m_detail->setForegroundRole(QPalette::WindowText);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_title, 0, 0);
    grid->addWidget(m_link, 0, 2);
    grid->addWidget(m_of, 0, 3);
    grid->addWidget(m_percent, 0, 4);
    grid->addWidget(m_detail, 1, 0, 1, 5);
    connect(m_link, &NumberLink::clicked, this, &RateCard::clicked);
    enlarge();
    refresh();
}

void RateCard::setText(const QString& title, const QString& meaning, const QString& hint)
{
    m_title->setText(title);
    m_title->setToolTip(meaning);
    m_link->setMeaning(meaning);
    m_hint = hint;
    refresh();
}

void RateCard::setShare(const Share& share)
{
    if (share == m_share)
        return;
    m_share = share;
    refresh();
}

QString RateCard::headline() const
{
    return m_percent->text();
}

QString RateCard::detail() const
{
    return m_detail->text();
}

void RateCard::refresh()
{
    const bool known = m_share.of > 0;
    m_link->setVisible(known);
    m_of->setVisible(known);
    m_percent->setVisible(known);
    m_link->set(m_share.count, {}, m_share.of);
    m_of->setText(tr("of %1").arg(wholeNumber(double(m_share.of))));
    m_percent->setText(percentText(m_share.rate()));
    // As wide as any rate in percent: the row shall not move while a limit does.
    m_percent->setMinimumWidth(m_percent->fontMetrics().horizontalAdvance(percentText(0.9999)) + 8);
    if (!known) {
        m_detail->setText(m_hint);
        return;
    }
    const auto interval = m_share.interval();
    QString ppm = ppmText(m_share.rate());
    if (interval.bound == Bound::AtMost)
        ppm = tr("at most %1").arg(ppmText(interval.high, Rounding::Up));
    m_detail->setText(tr("%1, 95\u00a0%: %2", "parts per million, interval of confidence").arg(ppm, intervalText(interval)));
    m_detail->setToolTip(interval.bound == Bound::TwoSided
                             ? tr("Wilson's interval: the true rate lies in it with 95 % confidence")
                             : tr("The most (least) that so many parts allow to promise with 95 % confidence"));
}

void RateCard::enlarge()
{
    QFont big = font();
    big.setBold(true);
    m_title->setFont(big);
    big.setPointSizeF(big.pointSizeF() * 1.4);
    m_percent->setFont(big);
}

void RateCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::FontChange) {
        enlarge();
        refresh();
    }
    QWidget::changeEvent(event);
}

}  // namespace widgets
