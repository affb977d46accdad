#include "widgets/sample_list.h"

#include "widgets/contrast.h"
#include "widgets/sample_list_model.h"
#include "widgets/sample_painter.h"

#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStyledItemDelegate>

namespace widgets {
namespace {

constexpr int gap = 4;

}  // namespace

/// A card: the cut-out, a line below it.
class SampleDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setLook(double scale, bool framed)
    {
        m_scale = scale;
        m_framed = framed;
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {sampleSide + 4 * gap, sampleSide + 5 * gap + option.fontMetrics.height()};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRect card = option.rect.adjusted(gap / 2, gap / 2, -gap / 2, -gap / 2);
        const QPalette::ColorGroup group = option.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
        const QColor base = option.palette.color(QPalette::Base);
        const QColor accent = option.palette.color(group, QPalette::Highlight);
        const bool selected = option.state & QStyle::State_Selected;
        if (selected || option.state & QStyle::State_MouseOver) {
            painter->setBrush(mixed(accent, base, selected ? 0.16 : 0.07));
            painter->setPen(selected ? QPen(accent, 2) : QPen(Qt::NoPen));
            painter->drawRoundedRect(QRectF(card).adjusted(1, 1, -1, -1), gap, gap);
        }
        const QRect square(card.left() + gap * 3 / 2, card.top() + gap * 3 / 2, sampleSide, sampleSide);
        paintSample(*painter, square, static_cast<const SampleListModel*>(index.model())->cards()[std::size_t(index.row())], m_scale, m_framed, option.palette);
        const QRect caption(square.left(), square.bottom() + 1 + gap / 2, square.width(), card.bottom() - square.bottom() - gap / 2);
        painter->setFont(option.font);
        painter->setPen(option.palette.color(group, QPalette::Text));
        painter->drawText(caption, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, caption.width()));
        painter->restore();
    }

private:
    double m_scale = 1;
    bool m_framed = true;
};

SampleList::SampleList(QWidget* parent)
    : QListView(parent)
    , m_model(new SampleListModel(this))
    , m_delegate(new SampleDelegate(this))
{
    setModel(m_model);
    setItemDelegate(m_delegate);
    setViewMode(IconMode);
    setMovement(Static);
    setResizeMode(Adjust);
    setUniformItemSizes(true);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setMinimumSize(sampleSide + 8 * gap, sampleSide + 8 * gap);
    connect(this, &QListView::activated, this, [this](const QModelIndex& index) { emit cardActivated(index.row()); });
}

void SampleList::setCards(std::vector<SampleCard> cards)
{
    if (cards == m_model->cards())
        return;
    const QScopedValueRollback quiet(m_quiet, true);
    m_model->setCards(std::move(cards));
}

const std::vector<SampleCard>& SampleList::cards() const
{
    return m_model->cards();
}

void SampleList::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    viewport()->update();
}

void SampleList::setLook(double scale, bool framed)
{
    m_delegate->setLook(scale, framed);
    viewport()->update();
}

void SampleList::setCurrentCard(int card)
{
    const QScopedValueRollback quiet(m_quiet, true);
    const QModelIndex index = m_model->index(card);
    if (index.isValid())
        setCurrentIndex(index);
    else {
        selectionModel()->clear();
        setCurrentIndex({});
    }
}

void SampleList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (!m_quiet)
        emit cardChosen(current.row());
}

void SampleList::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Delete && currentCard() >= 0)
        emit removeWanted(currentCard());
    else
        QListView::keyPressEvent(event);
}

void SampleList::paintEvent(QPaintEvent* event)
{
    QListView::paintEvent(event);
    if (!m_model->cards().empty() || m_placeholder.isEmpty())
        return;
    constexpr int air = 24;
    QPainter painter(viewport());
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(viewport()->rect().adjusted(air, air, -air, -air), Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
}

void SampleList::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        scheduleDelayedItemsLayout();
}

}  // namespace widgets
