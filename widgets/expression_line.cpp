#include "widgets/expression_line.h"

#include "widgets/verdict_style.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QPainterPath>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace widgets {

namespace {

constexpr int gap = 8;
constexpr int descriptionRole = Qt::UserRole;

/// The word left, what it means right of it.
class WordDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QSize word = QStyledItemDelegate::sizeHint(option, index);
        const QString text = index.data(descriptionRole).toString();
        return {word.width() + (text.isEmpty() ? 0 : 3 * gap + option.fontMetrics.horizontalAdvance(text)),
                std::max(word.height(), 24)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const bool selected = option.state & QStyle::State_Selected;
        painter->save();
        painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::PlaceholderText));
        painter->drawText(option.rect.adjusted(gap, 0, -gap, 0), Qt::AlignTrailing | Qt::AlignVCenter,
                          index.data(descriptionRole).toString());
        painter->restore();
    }
};

}  // namespace

ExpressionLine::ExpressionLine(QWidget* parent)
    : QLineEdit(parent), m_completer(new QCompleter(this)), m_words(new QStandardItemModel(this))
{
    auto* list = new QListView;
    list->setUniformItemSizes(false);
    m_completer->setModel(m_words);
    m_completer->setPopup(list);
    // After setPopup(), which sets one of its own.
    list->setItemDelegate(new WordDelegate(list));
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(12);
    m_completer->setWidget(this);
    connect(m_completer, qOverload<const QModelIndex&>(&QCompleter::activated), this, &ExpressionLine::insert);
    connect(this, &QLineEdit::textEdited, this, [this] { offerWords(false); });
    connect(this, &QLineEdit::returnPressed, this, [this] {
        if (!m_completer->popup()->isVisible() || !m_completer->popup()->currentIndex().isValid())
            emit committed();
    });
}

void ExpressionLine::setError(const std::optional<ExpressionError>& error)
{
    m_error = error;
    update();
}

QStringList ExpressionLine::offered() const
{
    QStringList words;
    if (m_completer->popup()->isVisible())
        for (int row = 0; row < m_words->rowCount(); ++row)
            words.append(m_words->item(row)->text());
    return words;
}

bool ExpressionLine::event(QEvent* event)
{
    // Events come from the constructor on, before there is a list.
    const bool tab = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Tab;
    if (!tab || !m_completer->popup()->isVisible())
        return QLineEdit::event(event);
    // Takes the word instead of moving the focus on; the completer does so with what we leave to it.
    QAbstractItemView* list = m_completer->popup();
    if (!list->currentIndex().isValid())
        list->setCurrentIndex(list->model()->index(0, 0));
    event->ignore();
    return true;
}

void ExpressionLine::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        offerWords(true);
        return;
    }
    if (event->key() == Qt::Key_Down && !m_completer->popup()->isVisible()) {
        text().isEmpty() && !m_recent.isEmpty() ? offerRecent() : offerWords(true);
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void ExpressionLine::offerWords(bool asked)
{
    const ExpressionCompletion completion = completeExpression(text(), cursorPosition(), m_fields);
    m_start = completion.start;
    m_length = completion.length;
    open(asked || completion.eager ? completion.items : std::vector<ExpressionCompletion::Item>());
}

void ExpressionLine::offerRecent()
{
    std::vector<ExpressionCompletion::Item> items;
    for (const QString& recent : m_recent)
        items.push_back({recent, {}});
    m_start = 0;
    m_length = text().size();
    open(items);
}

void ExpressionLine::open(const std::vector<ExpressionCompletion::Item>& items)
{
    m_words->clear();
    for (const ExpressionCompletion::Item& word : items) {
        auto* row = new QStandardItem(word.word);
        row->setData(word.description, descriptionRole);
        row->setData(word.description.isEmpty() ? word.word : word.word + QStringLiteral(", ") + word.description,
                     Qt::AccessibleTextRole);
        m_words->appendRow(row);
    }
    QAbstractItemView* list = m_completer->popup();
    if (items.empty()) {
        list->hide();
        return;
    }
    list->setCurrentIndex({});
    // A narrow line still gets a list in which nothing is cut off.
    QRect place = rect();
    place.setWidth(std::max(width(), list->sizeHintForColumn(0) + 32));
    m_completer->complete(place);
}

void ExpressionLine::insert(const QModelIndex& index)
{
    const QString whole = text();
    QString word = index.data().toString();
    const qsizetype after = m_start + m_length;
    if (after >= whole.size() && m_start + word.size() < maxLength())
        word += u' ';
    setSelection(int(m_start), int(m_length));
    QLineEdit::insert(word);
    offerWords(false);
}

/// Qt tells where the cursor is and no other place: the rest follows from the widths of the texts before.
double ExpressionLine::xOf(qsizetype position) const
{
    const QFontMetricsF metrics(font());
    const QString shown = displayText();
    return cursorRect().center().x() + metrics.horizontalAdvance(shown.left(position))
        - metrics.horizontalAdvance(shown.left(cursorPosition()));
}

void ExpressionLine::paintEvent(QPaintEvent* event)
{
    QLineEdit::paintEvent(event);
    if (!m_error || text().isEmpty())
        return;
    double from = xOf(m_error->position);
    double to = xOf(m_error->position + m_error->length);
    if (to - from < 6)
        to = from + 6;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // The text scrolls below the buttons at both ends; the wave must not.
    QRect inside = rect().adjusted(4, 0, -4, 0);
    for (const QWidget* button : findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
        if (button->isVisible())
            button->x() < width() / 2 ? inside.setLeft(std::max(inside.left(), button->geometry().right()))
                                      : inside.setRight(std::min(inside.right(), button->x()));
    painter.setClipRect(inside);
    constexpr double step = 2;
    const double base = cursorRect().bottom() + 0.5;
    QPainterPath wave(QPointF(from, base));
    bool up = true;
    for (double x = from + step; x <= to; x += step, up = !up)
        wave.lineTo(x, up ? base - step : base);
    painter.setPen(QPen(styleOf(Mark::Fail, palette()).fill, 1.5));
    painter.drawPath(wave);
}

}  // namespace widgets
