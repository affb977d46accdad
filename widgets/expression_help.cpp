#include "widgets/expression_help.h"

#include "widgets/joined_list.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>

namespace widgets {

ExpressionHelp::ExpressionHelp(const ExpressionFields& fields, const std::vector<ExpressionExample>& examples,
                               const QStringList& recent, QWidget* parent)
    : QFrame(parent, Qt::Popup), m_scroll(new QScrollArea), m_grid(new QGridLayout)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("How to filter"));
    auto* content = new QWidget;
    m_grid->setContentsMargins(12, 8, 12, 12);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnStretch(1, 1);
    content->setLayout(m_grid);
    if (!recent.isEmpty()) {
        addTitle(tr("Recent"));
        for (const QString& text : recent)
            addChoice(text, {});
    }
    addTitle(tr("Examples"));
    for (const ExpressionExample& example : examples)
        addChoice(example.text, example.description);
    addTitle(tr("Fields"));
    for (const ExpressionField& field : fields.fields)
        addField(field);

    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_scroll);
}

void ExpressionHelp::addTitle(const QString& title)
{
    auto* label = new QLabel(title);
    QFont bold = font();
    bold.setBold(true);
    label->setFont(bold);
    label->setContentsMargins(0, 8, 0, 4);
    m_grid->addWidget(label, m_grid->rowCount(), 0, 1, 2);
}

void ExpressionHelp::addChoice(const QString& text, const QString& description)
{
    const int row = m_grid->rowCount();
    const QString shown = fontMetrics().elidedText(text, Qt::ElideRight, 360);
    auto* button = new QPushButton(QString(shown).replace(u'&', QStringLiteral("&&")));
    button->setFlat(true);
    button->setStyleSheet(QStringLiteral("text-align: left; padding: 4px;"));
    button->setAccessibleName(text);
    button->setAccessibleDescription(description);
    connect(button, &QPushButton::clicked, this, [this, text] {
        emit chosen(text);
        close();
    });
    m_grid->addWidget(button, row, 0, 1, description.isEmpty() ? 2 : 1);
    if (!description.isEmpty())
        m_grid->addWidget(new QLabel(description), row, 1);
}

void ExpressionHelp::addField(const ExpressionField& field)
{
    const int row = m_grid->rowCount();
    QStringList words;
    for (const ExpressionChoice& choice : field.choices)
        words.append(choice.word);
    auto* name = new QLabel(field.name);
    name->setContentsMargins(4, 2, 0, 2);
    auto* description = new QLabel(words.isEmpty() ? field.description
                                                   : tr("%1: %2", "field: its words").arg(field.description, joinedList(words)));
    description->setWordWrap(true);
    m_grid->addWidget(name, row, 0, Qt::AlignTop);
    m_grid->addWidget(description, row, 1);
}

void ExpressionHelp::openAt(const QWidget* anchor)
{
    const QRect screen = anchor->screen()->availableGeometry();
    const QWidget* content = m_scroll->widget();
    const int width = std::min(std::max(content->sizeHint().width() + m_scroll->verticalScrollBar()->sizeHint().width(), 440),
                               screen.width());
    const int wanted = content->heightForWidth(width - m_scroll->verticalScrollBar()->sizeHint().width()) + 2 * frameWidth();
    const int height = std::min(wanted, screen.height() * 3 / 4);
    QPoint place = anchor->mapToGlobal(QPoint(0, anchor->height() + 2));
    if (place.y() + height > screen.bottom())
        place.setY(std::max(screen.top(), anchor->mapToGlobal(QPoint()).y() - height - 2));
    place.setX(std::clamp(place.x(), screen.left(), std::max(screen.left(), screen.right() + 1 - width)));
    setGeometry(QRect(place, QSize(width, height)));
    show();
    if (auto* first = findChild<QPushButton*>())
        first->setFocus(Qt::PopupFocusReason);
}

void ExpressionHelp::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Escape: close(); return;
    case Qt::Key_Down: focusNextChild(); return;
    case Qt::Key_Up: focusPreviousChild(); return;
    default: QFrame::keyPressEvent(event);
    }
}

}  // namespace widgets
