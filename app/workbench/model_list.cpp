#include "app/workbench/model_list.h"

#include "widgets/verdict_style.h"

#include <QApplication>
#include <QPainter>

namespace app {

using inference::pipeline::ModelBundle;

void ModelListModel::setEntries(const QList<ModelEntry>& entries)
{
    beginResetModel();
    m_entries = entries;
    m_currentRow = m_current ? rowOf(*m_current) : -1;
    endResetModel();
}

void ModelListModel::setCurrent(const std::optional<ModelBundle>& bundle)
{
    const int before = m_currentRow;
    m_current = bundle;
    m_currentRow = m_current ? rowOf(*m_current) : -1;
    for (const int row : {before, m_currentRow})
        if (row >= 0)
            emit dataChanged(index(row), index(row), {InUseRole, Qt::AccessibleTextRole});
}

int ModelListModel::rowOf(const ModelBundle& bundle) const
{
    for (int row = 0; row < int(m_entries.size()); ++row)
        if (sameModel(m_entries.at(row).bundle, bundle))
            return row;
    return -1;
}

int ModelListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QString ModelListModel::factsText(const ModelEntry& entry) const
{
    return entry.facts ? factsLine(*entry.facts, entry.bundle.options.imageSize) : tr("Can't be used");
}

QVariant ModelListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ModelEntry& entry = m_entries.at(index.row());
    const QString name = QString::fromStdString(entry.bundle.name);
    switch (role) {
    case Qt::DisplayRole: return name;
    case FactsRole: return factsText(entry);
    case InUseRole: return isCurrent(index.row());
    case BrokenRole: return !entry.problem.isEmpty();
    case Qt::ToolTipRole: return entry.problem.isEmpty() ? name : QStringLiteral("%1\n%2").arg(name, entry.problem);
    case Qt::AccessibleTextRole:
        return isCurrent(index.row()) ? tr("%1, %2, in use").arg(name, factsText(entry)) : tr("%1, %2").arg(name, factsText(entry));
    default: return {};
    }
}

namespace {

constexpr int margin = 8, gap = 4;

QString badgeText()
{
    return ModelListModel::tr("In use");
}

int badgeWidth(const QFontMetrics& metrics)
{
    return metrics.horizontalAdvance(badgeText()) + 2 * gap;
}

/// An outline with its text: it has to be readable on the selection's colour too, so it takes the text's own.
void paintInUse(QPainter* painter, const QRect& area, const QColor& colour)
{
    painter->setPen(colour);
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), gap, gap);
    painter->drawText(area, Qt::AlignCenter, badgeText());
}

}  // namespace

void ModelRowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    row.text.clear();
    const QStyle* const style = row.widget ? row.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);

    const bool selected = row.state & QStyle::State_Selected;
    const auto group = row.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
    const QColor colour = row.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    const QColor dim = selected ? colour : row.palette.color(group, QPalette::PlaceholderText);
    const int line = row.fontMetrics.height();
    QRect name = row.rect.adjusted(margin, margin, -margin, 0);
    name.setHeight(line + gap);
    QRect facts = name.translated(0, name.height());
    const auto mirrored = [&](const QRect& rect) { return QStyle::visualRect(row.direction, row.rect, rect); };

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(row.font);
    if (index.data(ModelListModel::InUseRole).toBool()) {
        const int width = badgeWidth(row.fontMetrics);
        paintInUse(painter, mirrored(QRect(name.right() - width + 1, name.top(), width, name.height())), colour);
        name.setRight(name.right() - width - margin);
    }
    const int flags = int(QStyle::visualAlignment(row.direction, Qt::AlignLeft | Qt::AlignVCenter)) | Qt::TextSingleLine;
    painter->setPen(colour);
    painter->drawText(mirrored(name), flags, row.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, name.width()));
    if (index.data(ModelListModel::BrokenRole).toBool()) {
        const QRect badge(facts.left(), facts.top() + (facts.height() - line) / 2, line, line);
        widgets::VerdictStyle look = widgets::styleOf(widgets::Mark::Error, row.palette);
        if (selected) {  // made for the list's ground, not for the selection's
            look.fill = colour;
            look.symbol = row.palette.color(group, QPalette::Highlight);
        }
        widgets::paintBadge(painter, mirrored(badge), look);
        facts.setLeft(facts.left() + line + gap);
    }
    painter->setPen(dim);
    painter->drawText(mirrored(facts), flags,
                      row.fontMetrics.elidedText(index.data(ModelListModel::FactsRole).toString(), Qt::ElideRight, facts.width()));
    painter->restore();
}

QSize ModelRowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QFontMetrics& metrics = option.fontMetrics;
    int name = metrics.horizontalAdvance(index.data().toString());
    if (index.data(ModelListModel::InUseRole).toBool())
        name += margin + badgeWidth(metrics);
    int facts = metrics.horizontalAdvance(index.data(ModelListModel::FactsRole).toString());
    if (index.data(ModelListModel::BrokenRole).toBool())
        facts += metrics.height() + gap;
    return {std::max(name, facts) + 2 * margin, 2 * (metrics.height() + gap) + 2 * margin};
}

}  // namespace app
