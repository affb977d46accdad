#include "widgets/part_filter_model.h"

#include "widgets/joined_list.h"
#include "widgets/part_list_model.h"

#include <algorithm>

namespace widgets {

PartFilterModel::PartFilterModel(PartListModel* parts, QObject* parent) : QAbstractProxyModel(parent), m_parts(parts)
{
    m_settle.setSingleShot(true);
    connect(&m_settle, &QTimer::timeout, this, &PartFilterModel::settle);
    connect(&m_arranger, &PartArranger::arranged, this, &PartFilterModel::apply);
    setSourceModel(parts);
    connect(parts, &QAbstractItemModel::modelAboutToBeReset, this, [this] { beginResetModel(); });
    connect(parts, &QAbstractItemModel::modelReset, this, &PartFilterModel::onReset);
    connect(parts, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { onAppended(first, last); });
    connect(parts, &QAbstractItemModel::dataChanged, this, &PartFilterModel::onChanged);
    wish();
}

void PartFilterModel::setExpression(const Expression& filter)
{
    if (filter == m_wish.filter)
        return;
    m_wish.filter = filter;
    wish();
}

void PartFilterModel::setShow(Show show)
{
    if (std::exchange(m_wish.show, show) != show)
        wish();
}

void PartFilterModel::setSelection(const std::optional<QSet<QString>>& paths)
{
    if (paths == m_wish.selection)
        return;
    m_wish.selection = paths;
    wish();
}

void PartFilterModel::setOrder(Order order, Qt::SortOrder direction)
{
    if (order == m_wish.order && direction == m_wish.direction)
        return;
    m_wish.order = order;
    m_wish.direction = direction;
    wish();
}

void PartFilterModel::setGrouped(bool grouped)
{
    if (std::exchange(m_wish.grouped, grouped) != grouped)
        wish();
}

/// The person asked: at once, whatever is under way.
void PartFilterModel::wish()
{
    m_settle.stop();
    settle();
}

/// Results arrived: not at each of them. What is under way is not started over, or it would never end.
void PartFilterModel::settleLater()
{
    if (m_arranger.isBusy()) {
        m_dirty = true;
    } else if (!m_settle.isActive()) {
        const qint64 wait = m_sinceSettle.isValid() ? settlePause() - m_sinceSettle.elapsed() : 0;
        wait > 0 ? m_settle.start(int(wait)) : settle();
    }
}

qint64 PartFilterModel::settlePause() const
{
    return std::max<qint64>(settleInterval, 20 * m_settleCost / 1000000);
}

void PartFilterModel::settle()
{
    m_dirty = false;
    const std::vector<Part>& parts = m_parts->parts();
    if (int(parts.size()) > greatestAtOnce) {
        QElapsedTimer copying;
        copying.start();
        m_arranger.start(parts, m_wish, m_list);
        m_settleCost = copying.nsecsElapsed();
        return;
    }
    m_settleCost = 0;
    m_arranger.cancel();
    apply(arrange(parts, m_wish, m_names), int(parts.size()));
}

void PartFilterModel::apply(PartArrangement arrangement, int size)
{
    m_sinceSettle.start();
    QElapsedTimer applying;
    applying.start();
    const auto sameRows = [](const PartGroup& one, const PartGroup& other) {
        return one.folder == other.folder && one.first == other.first && one.count == other.count;
    };
    std::vector<PartGroup>& groups = m_arrangement.groups;
    if (arrangement.order != m_arrangement.order || !std::ranges::equal(arrangement.groups, groups, sameRows)) {
        relayOut(std::move(arrangement));
    } else {
        for (std::size_t i = 0; i < groups.size(); ++i)
            if (!(arrangement.groups[i] == groups[i])) {
                groups[i] = arrangement.groups[i];
                const QModelIndex heading = index(m_headings[i]);
                emit dataChanged(heading, heading);
            }
    }
    emit arranged();
    m_sinceSettle.start();
    m_settleCost += applying.nsecsElapsed();
    if (std::exchange(m_dirty, false) || m_parts->rowCount() > size)
        settleLater();
}

void PartFilterModel::relayOut(PartArrangement arrangement)
{
    emit layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    std::vector<int> sources;
    QStringList folders;
    for (const QModelIndex& one : before) {
        const int place = placeAt(one.row());
        sources.push_back(place < 0 ? -1 : m_arrangement.order[std::size_t(place)]);
        folders.append(place < 0 ? groups()[std::size_t(groupOfRow(one.row()))].folder : QString());
    }
    m_arrangement = std::move(arrangement);
    m_places.assign(std::size_t(m_parts->rowCount()), -1);
    for (std::size_t place = 0; place < m_arrangement.order.size(); ++place)
        m_places[std::size_t(m_arrangement.order[place])] = int(place);
    layOutRows();
    QModelIndexList after;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        int row = -1;
        if (sources[i] >= 0)
            row = rowAt(m_places[std::size_t(sources[i])]);
        else
            for (std::size_t group = 0; group < groups().size(); ++group)
                if (groups()[group].folder == folders[qsizetype(i)])
                    row = m_headings[group];
        after.append(row < 0 ? QModelIndex() : index(row));
    }
    changePersistentIndexList(before, after);
    emit layoutChanged();
}

/// Where the headings are.
void PartFilterModel::layOutRows()
{
    m_headings.clear();
    m_rowCount = groups().empty() ? shownCount() : 0;
    for (const PartGroup& group : groups()) {
        m_headings.push_back(m_rowCount);
        m_rowCount += 1 + (m_folded.contains(group.folder) ? 0 : group.count);
    }
}

void PartFilterModel::onReset()
{
    m_settle.stop();
    m_arranger.cancel();
    ++m_list;
    m_names.clear();
    m_folded.clear();
    m_dirty = false;
    m_arrangement = {};
    m_places.clear();
    const bool now = m_parts->rowCount() <= greatestAtOnce;
    if (now) {
        m_arrangement = arrange(m_parts->parts(), m_wish, m_names);
        m_places.assign(std::size_t(m_parts->rowCount()), -1);
        for (std::size_t place = 0; place < m_arrangement.order.size(); ++place)
            m_places[std::size_t(m_arrangement.order[place])] = int(place);
    }
    layOutRows();
    endResetModel();
    m_sinceSettle.invalidate();
    now ? emit arranged() : settle();
}

/// In the order of the files they only join the end; else everything is arranged anew, soon.
void PartFilterModel::onAppended(int first, int last)
{
    const bool joins = m_wish.order == Order::File && m_wish.direction == Qt::AscendingOrder && !m_wish.grouped;
    if (!joins || m_arranger.isBusy() || m_settle.isActive()) {
        settleLater();
        return;
    }
    std::vector<int> fresh;
    for (int row = first; row <= last; ++row)
        if (accepts(m_wish, m_parts->part(row)))
            fresh.push_back(row);
    m_places.resize(std::size_t(last) + 1, -1);
    if (fresh.empty())
        return;
    beginInsertRows({}, m_rowCount, m_rowCount + int(fresh.size()) - 1);
    for (const int row : fresh) {
        m_places[std::size_t(row)] = shownCount();
        m_arrangement.order.push_back(row);
    }
    layOutRows();
    endInsertRows();
}

void PartFilterModel::onChanged(const QModelIndex& first, const QModelIndex& last, const QList<int>& roles)
{
    bool moves = false;
    for (int row = first.row(); row <= last.row(); ++row) {
        const QModelIndex changed = mapFromSource(m_parts->index(row));
        if (changed.isValid())
            emit dataChanged(changed, changed, roles);
        moves = moves || (roles.isEmpty() && movesRow(row));
    }
    if (moves)
        settleLater();
}

/// A change of this part may move it, show it or hide it, or be counted in a heading.
bool PartFilterModel::movesRow(int sourceRow) const
{
    const bool shown = std::size_t(sourceRow) < m_places.size() && m_places[std::size_t(sourceRow)] >= 0;
    if (accepts(m_wish, m_parts->part(sourceRow)) != shown)
        return true;
    return shown && (m_wish.grouped || (m_wish.order != Order::File && m_wish.order != Order::Name));
}

const Part& PartFilterModel::part(int row) const
{
    const int place = placeAt(row);
    Q_ASSERT(place >= 0);
    return m_parts->part(m_arrangement.order[std::size_t(place)]);
}

bool PartFilterModel::isHeading(int row) const
{
    return std::ranges::binary_search(m_headings, row);
}

int PartFilterModel::groupOfRow(int row) const
{
    return int(std::ranges::upper_bound(m_headings, row) - m_headings.begin()) - 1;
}

int PartFilterModel::groupOfPath(const QString& path) const
{
    const int place = placeOf(path);
    if (place < 0 || groups().empty())
        return -1;
    return int(std::ranges::upper_bound(groups(), place, {}, &PartGroup::first) - groups().begin()) - 1;
}

/// -1 for headings.
int PartFilterModel::placeAt(int row) const
{
    if (groups().empty())
        return row;
    const int group = groupOfRow(row);
    const int heading = m_headings[std::size_t(group)];
    return row == heading ? -1 : groups()[std::size_t(group)].first + row - heading - 1;
}

/// -1 in folded groups, and for -1.
int PartFilterModel::rowAt(int place) const
{
    if (groups().empty() || place < 0)
        return place;
    const auto after = std::ranges::upper_bound(groups(), place, {}, &PartGroup::first);
    const auto group = std::size_t(after - groups().begin()) - 1;
    return m_folded.contains(groups()[group].folder) ? -1 : m_headings[group] + 1 + place - groups()[group].first;
}

int PartFilterModel::placeOf(const QString& path) const
{
    const int row = m_parts->rowOf(path);
    return row < 0 || std::size_t(row) >= m_places.size() ? -1 : m_places[std::size_t(row)];
}

int PartFilterModel::rowOf(const QString& path) const
{
    return rowAt(placeOf(path));
}

int PartFilterModel::partRowFrom(int row, int direction) const
{
    do
        row += direction;
    while (row >= 0 && row < m_rowCount && isHeading(row));
    return row >= 0 && row < m_rowCount ? row : -1;
}

void PartFilterModel::setFolded(int group, bool folded)
{
    const PartGroup& one = groups()[std::size_t(group)];
    if (m_folded.contains(one.folder) == folded)
        return;
    const int first = m_headings[std::size_t(group)] + 1;
    if (folded) {
        beginRemoveRows({}, first, first + one.count - 1);
        m_folded.insert(one.folder);
        layOutRows();
        endRemoveRows();
    } else {
        beginInsertRows({}, first, first + one.count - 1);
        m_folded.remove(one.folder);
        layOutRows();
        endInsertRows();
    }
    const QModelIndex heading = index(m_headings[std::size_t(group)]);
    emit dataChanged(heading, heading);
}

void PartFilterModel::setAllFolded(bool folded)
{
    for (int group = 0; group < int(groups().size()); ++group)
        setFolded(group, folded);
}

QModelIndex PartFilterModel::index(int row, int column, const QModelIndex& parent) const
{
    return parent.isValid() || column != 0 || row < 0 || row >= m_rowCount ? QModelIndex() : createIndex(row, column);
}

QModelIndex PartFilterModel::mapToSource(const QModelIndex& proxy) const
{
    const int place = proxy.isValid() ? placeAt(proxy.row()) : -1;
    return place < 0 ? QModelIndex() : m_parts->index(m_arrangement.order[std::size_t(place)]);
}

QModelIndex PartFilterModel::mapFromSource(const QModelIndex& source) const
{
    if (!source.isValid() || std::size_t(source.row()) >= m_places.size())
        return {};
    return index(rowAt(m_places[std::size_t(source.row())]));
}

QVariant PartFilterModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (!isHeading(index.row()))
        return role == GroupRole ? QVariant() : m_parts->data(mapToSource(index), role);
    const PartGroup& group = groups()[std::size_t(groupOfRow(index.row()))];
    switch (role) {
    case GroupRole: return QVariant::fromValue(group);
    case Qt::DisplayRole: return group.title;
    case Qt::ToolTipRole: return headingSentence(group) + u'\n' + group.folder;
    case Qt::AccessibleTextRole: return headingSentence(group);
    default: return {};
    }
}

QString PartFilterModel::headingSentence(const PartGroup& group) const
{
    const auto count = [&group](Mark mark) { return group.counts[std::size_t(mark)]; };
    const int rest = group.count - count(Mark::Fail) - count(Mark::Review) - count(Mark::Pass);
    const QString sentence = joinedList({tr("%1: %n part(s)", "folder", group.count).arg(group.title), tr("%n failing", nullptr, count(Mark::Fail)),
                                         tr("%n to review", nullptr, count(Mark::Review)), tr("%n passing", nullptr, count(Mark::Pass)), tr("%n without a verdict", nullptr, rest)});
    return m_folded.contains(group.folder) ? sentence + QStringLiteral(". ") + tr("Folded.") : sentence + u'.';
}

Qt::ItemFlags PartFilterModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags heading = Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    return isHeading(index.row()) ? heading : heading | Qt::ItemIsSelectable;
}

}  // namespace widgets
