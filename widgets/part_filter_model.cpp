#include "widgets/part_filter_model.h"

#include "widgets/part_list_model.h"

namespace widgets {

namespace {

/// The C locale has no collation to speak of: "10" would come before "2".
QLocale collationLocale()
{
    const QLocale locale;
    return locale.language() == QLocale::C ? QLocale(QLocale::English) : locale;
}

bool accepts(PartFilterModel::Show show, Mark mark)
{
    using Show = PartFilterModel::Show;
    switch (show) {
    case Show::All: return true;
    case Show::Fail: return mark == Mark::Fail;
    case Show::Review: return mark == Mark::Review;
    case Show::Pass: return mark == Mark::Pass;
    case Show::Errors: return mark == Mark::Error;
    case Show::Waiting: return mark == Mark::Waiting || mark == Mark::Running || mark == Mark::Cancelled;
    }
    return true;
}

/// Order among verdicts: running, waiting and cancelled parts are equals, so that rows don't jump while they wait.
int rankOf(const Part& part)
{
    return std::min(int(markOf(part)), int(Mark::Running));
}

}  // namespace

PartFilterModel::PartFilterModel(PartListModel* parts, QObject* parent)
    : QSortFilterProxyModel(parent), m_parts(parts), m_collator(collationLocale())
{
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    connect(parts, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_nameKeys.clear(); });
    setSourceModel(parts);
}

void PartFilterModel::setText(const QString& text)
{
    QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words == m_words)
        return;
    m_words = std::move(words);
    invalidate();
}

void PartFilterModel::setShow(Show show)
{
    if (std::exchange(m_show, show) != show)
        invalidate();
}

void PartFilterModel::setOrder(Order order)
{
    if (order == m_order)
        return;
    const bool wasSorted = m_order != Order::File;
    m_order = order;
    if (order == Order::File)
        sort(-1);
    else if (wasSorted)
        invalidate();
    else
        sort(0);
}

const Part& PartFilterModel::part(int proxyRow) const
{
    return m_parts->part(mapToSource(index(proxyRow, 0)).row());
}

int PartFilterModel::rowOf(const QString& path) const
{
    const int row = m_parts->rowOf(path);
    return row < 0 ? -1 : mapFromSource(m_parts->index(row)).row();
}

bool PartFilterModel::filterAcceptsRow(int sourceRow, const QModelIndex&) const
{
    const Part& part = m_parts->part(sourceRow);
    return accepts(m_show, markOf(part)) && std::ranges::all_of(m_words, [&part](const QString& word) {
               return part.name.contains(word, Qt::CaseInsensitive);
           });
}

bool PartFilterModel::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const Part& one = m_parts->part(left.row());
    const Part& other = m_parts->part(right.row());
    switch (m_order) {
    case Order::Name: return nameKey(left.row()).compare(nameKey(right.row())) < 0;
    case Order::Score: return scoresHigher(one, other);
    case Order::Verdict:
        return rankOf(one) != rankOf(other) ? rankOf(one) < rankOf(other) : scoresHigher(one, other);
    case Order::File: break;
    }
    return left.row() < right.row();
}

bool PartFilterModel::scoresHigher(const Part& left, const Part& right) const
{
    const auto scored = [](const Part& part) { return part.state == Part::State::Done; };
    if (scored(left) != scored(right))
        return scored(left);
    return scored(left) && left.score > right.score;
}

const QCollatorSortKey& PartFilterModel::nameKey(int sourceRow) const
{
    if (m_nameKeys.size() <= std::size_t(sourceRow))
        m_nameKeys.resize(std::size_t(m_parts->rowCount()));
    auto& key = m_nameKeys[std::size_t(sourceRow)];
    if (!key)
        key = m_collator.sortKey(m_parts->part(sourceRow).name);
    return *key;
}

}  // namespace widgets
