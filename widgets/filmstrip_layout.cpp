// What stands in the filmstrip, how it is arranged, and its texts.
#include "widgets/expression_edit.h"
#include "widgets/filmstrip.h"
#include "widgets/icons.h"
#include "widgets/part_fields.h"
#include "widgets/part_list_model.h"
#include "widgets/part_view.h"
#include "widgets/removable_chip.h"
#include "widgets/verdict_chip.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QToolButton>

namespace widgets {
namespace {

using Show = PartFilterModel::Show;
using Order = PartFilterModel::Order;

}  // namespace

void Filmstrip::buildHeader()
{
    m_expression = new ExpressionEdit;
    connect(m_expression, &ExpressionEdit::expressionChanged, this, [this](const Expression& expression) {
        reveal();
        m_filter->setExpression(expression);
    });
    m_selection = new RemovableChip;
    m_selection->hide();
    connect(m_selection, &RemovableChip::removed, this, &Filmstrip::clearSelection);

    auto* header = new QVBoxLayout;
    header->setContentsMargins(8, 8, 8, 8);
    header->setSpacing(4);
    header->addWidget(m_expression);
    header->addLayout(buildChoices());
    header->addWidget(m_selection);
    static_cast<QVBoxLayout*>(layout())->addLayout(header);
}

QLayout* Filmstrip::buildChoices()
{
    m_order = new QComboBox;
    m_show = new QComboBox;
    for (const Order order : {Order::File, Order::Name, Order::Score, Order::RegionScore, Order::Area, Order::Count,
                              Order::Verdict, Order::Label, Order::Date})
        m_order->addItem(QString(), int(order));
    for (const Show show : {Show::All, Show::Fail, Show::Review, Show::Pass, Show::Errors, Show::Waiting})
        m_show->addItem(QString(), int(show));
    connect(m_order, &QComboBox::currentIndexChanged, this,
            [this] { setOrder(Order(m_order->currentData().toInt())); });
    connect(m_show, &QComboBox::currentIndexChanged, this, [this] { setShow(Show(m_show->currentData().toInt())); });

    m_direction = new QToolButton;
    m_group = new QToolButton;
    m_group->setIcon(icon(Icon::Group));
    m_group->setCheckable(true);
    for (QToolButton* button : {m_direction, m_group}) {
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
    }
    connect(m_direction, &QToolButton::clicked, this, [this] {
        setOrder(m_filter->order(), m_filter->direction() == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder);
    });
    connect(m_group, &QToolButton::clicked, this, &Filmstrip::setGrouped);

    auto* sorting = new QHBoxLayout;
    sorting->setSpacing(4);
    sorting->addWidget(m_order, 1);
    sorting->addWidget(m_direction);
    sorting->addWidget(m_group);
    m_choices = new QHBoxLayout;
    m_choices->setSpacing(4);
    m_choices->addLayout(sorting, 1);
    m_choices->addWidget(m_show, 1);
    return m_choices;
}

void Filmstrip::buildFooter()
{
    m_place = new QLabel;
    auto* footer = new QHBoxLayout;
    footer->setContentsMargins(8, 4, 4, 4);
    footer->setSpacing(0);
    footer->addWidget(m_place);
    footer->addStretch(1);
    for (const Mark mark : {Mark::Fail, Mark::Review, Mark::Pass}) {
        auto* chip = new VerdictChip(mark);
        connect(chip, &QAbstractButton::clicked, this,
                [this, mark](bool checked) { setShow(checked ? showOf(mark) : Show::All); });
        footer->addWidget(chip);
        m_chips.push_back(chip);
    }
    static_cast<QVBoxLayout*>(layout())->addLayout(footer);
    connect(m_parts, &PartListModel::countsChanged, this, &Filmstrip::updateCounts);
}

/// Sort and filter stand side by side where both fit in full, otherwise under each other: nothing is ever cut off.
void Filmstrip::arrangeChoices()
{
    const int wanted = m_order->sizeHint().width() + m_direction->sizeHint().width() + m_group->sizeHint().width()
        + m_show->sizeHint().width() + 3 * m_choices->spacing() + 16;
    m_choices->setDirection(wanted <= width() ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void Filmstrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrangeChoices();
}

void Filmstrip::showDirection()
{
    const bool ascending = m_filter->direction() == Qt::AscendingOrder;
    m_direction->setArrowType(ascending ? Qt::UpArrow : Qt::DownArrow);
    m_direction->setToolTip(ascending ? tr("Ascending order") : tr("Descending order"));
    m_direction->setAccessibleName(m_direction->toolTip());
}

QString Filmstrip::orderName(PartOrder order) const
{
    switch (order) {
    case Order::File: return tr("File order");
    case Order::Name: return tr("Name");
    case Order::Score: return tr("Score");
    case Order::RegionScore: return tr("Region score");
    case Order::Area: return tr("Area");
    case Order::Count: return tr("Regions");
    case Order::Verdict: return tr("Verdict");
    case Order::Label: return tr("Label");
    case Order::Date: return tr("Date");
    }
    return {};
}

void Filmstrip::retranslate()
{
    m_expression->setFields(partFields(), partExamples());
    m_expression->setPlaceholderText(tr("Filter…"));
    m_order->setToolTip(tr("Order of the parts"));
    m_order->setAccessibleName(m_order->toolTip());
    m_show->setToolTip(tr("Parts to show"));
    m_show->setAccessibleName(m_show->toolTip());
    m_group->setToolTip(tr("Group by folder"));
    m_group->setAccessibleName(m_group->toolTip());
    m_view->setAccessibleName(tr("Parts"));
    for (int i = 0; i < m_order->count(); ++i)
        m_order->setItemText(i, orderName(Order(m_order->itemData(i).toInt())));
    const QStringList shows{tr("All"), tr("Fail"), tr("Review"), tr("Pass"), tr("Errors"), tr("Waiting")};
    for (int i = 0; i < shows.size(); ++i)
        m_show->setItemText(i, shows[i]);
    showDirection();
    updatePlace();
    arrangeChoices();
}

}  // namespace widgets
