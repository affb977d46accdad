#include "widgets/part_list_model.h"

#include "widgets/number_text.h"

#include <QCoreApplication>
#include <QImage>

namespace widgets {

namespace {

QVariant whenDone(const Part& part, const QVariant& value)
{
    return part.state == Part::State::Done ? value : QVariant();
}

QString translated(const char* text)
{
    return QCoreApplication::translate("PartSentence", text);
}

QString stateSentence(const Part& part)
{
    switch (part.state) {
    case Part::State::Waiting: return translated(QT_TRANSLATE_NOOP("PartSentence", "%1: waiting.")).arg(part.name);
    case Part::State::Running:
        return translated(QT_TRANSLATE_NOOP("PartSentence", "%1: being inspected.")).arg(part.name);
    case Part::State::Cancelled:
        return translated(QT_TRANSLATE_NOOP("PartSentence", "%1: cancelled before it was inspected.")).arg(part.name);
    case Part::State::Failed:
        return translated(QT_TRANSLATE_NOOP("PartSentence", "%1: not inspected. %2")).arg(part.name, part.errorSentence);
    case Part::State::Done: break;
    }
    const QString defects =
        QCoreApplication::translate("PartSentence", "%n defect(s)", nullptr, part.defects);
    const char* pattern = QT_TRANSLATE_NOOP("PartSentence", "%1: pass, score %2, %3.");
    if (part.verdict == inference::Verdict::Review)
        pattern = QT_TRANSLATE_NOOP("PartSentence", "%1: review, score %2, %3.");
    else if (part.verdict == inference::Verdict::Fail)
        pattern = QT_TRANSLATE_NOOP("PartSentence", "%1: fail, score %2, %3.");
    return translated(pattern).arg(part.name, scoreText(part.score), defects);
}

QString humanSentence(const Part& part)
{
    if (!part.human)
        return {};
    switch (*part.human) {
    case inference::Verdict::Pass: return translated(QT_TRANSLATE_NOOP("PartSentence", "Accepted by a person."));
    case inference::Verdict::Review: return translated(QT_TRANSLATE_NOOP("PartSentence", "Left open by a person."));
    case inference::Verdict::Fail: break;
    }
    return translated(QT_TRANSLATE_NOOP("PartSentence", "Rejected by a person."));
}

QString labelSentence(inference::Label label)
{
    switch (label) {
    case inference::Label::None: return {};
    case inference::Label::Good: return translated(QT_TRANSLATE_NOOP("PartSentence", "Label: good."));
    case inference::Label::Defective: break;
    }
    return translated(QT_TRANSLATE_NOOP("PartSentence", "Label: defective."));
}

}  // namespace

QString partSentence(const Part& part)
{
    QString all = stateSentence(part);
    for (const QString& more : {humanSentence(part), labelSentence(part.label)})
        if (!more.isEmpty())
            all += u' ' + more;
    return all;
}

PartListModel::PartListModel(QObject* parent) : QAbstractListModel(parent) {}

int PartListModel::setParts(std::vector<Part> parts)
{
    beginResetModel();
    m_rows.clear();
    m_thumbnails.clear();
    m_wanted.clear();
    m_failedThumbnails.clear();
    m_counts = {};
    m_parts = takeNew(std::move(parts), 0);
    endResetModel();
    emit countsChanged();
    return int(m_parts.size());
}

int PartListModel::appendParts(std::vector<Part> parts)
{
    const int first = int(m_parts.size());
    std::vector<Part> fresh = takeNew(std::move(parts), first);
    if (fresh.empty())
        return 0;
    const int added = int(fresh.size());
    beginInsertRows({}, first, first + added - 1);
    m_parts.insert(m_parts.end(), std::make_move_iterator(fresh.begin()), std::make_move_iterator(fresh.end()));
    endInsertRows();
    emit countsChanged();
    return added;
}

std::vector<Part> PartListModel::takeNew(std::vector<Part> parts, int firstRow)
{
    m_rows.reserve(firstRow + qsizetype(parts.size()));
    int row = firstRow;
    std::erase_if(parts, [this, &row](const Part& part) {
        if (m_rows.contains(part.path))
            return true;
        m_rows.insert(part.path, row++);
        recount(part, 1);
        return false;
    });
    return parts;
}

void PartListModel::updatePart(int row, Part part)
{
    if (replace(row, std::move(part)))
        emit countsChanged();
}

void PartListModel::updateParts(std::vector<std::pair<int, Part>> parts)
{
    bool counted = false;
    for (auto& [row, part] : parts)
        counted = replace(row, std::move(part)) || counted;
    if (counted)
        emit countsChanged();
}

/// True when the counts have changed.
bool PartListModel::replace(int row, Part part)
{
    Q_ASSERT(row >= 0 && row < int(m_parts.size()));
    Part& old = m_parts[std::size_t(row)];
    part.path = old.path;
    if (part == old)
        return false;
    const bool counted = markOf(old) != markOf(part);
    recount(old, -1);
    recount(part, 1);
    old = std::move(part);
    emit dataChanged(index(row), index(row));
    return counted;
}

void PartListModel::clear()
{
    setParts({});
}

void PartListModel::recount(const Part& part, int difference)
{
    m_counts[std::size_t(markOf(part))] += difference;
}

void PartListModel::setThumbnail(const QString& path, const QImage& image)
{
    m_wanted.remove(path);
    if (image.isNull()) {
        setThumbnailFailed(path);
    } else if (m_rows.contains(path)) {
        m_thumbnails.insert(path, QPixmap::fromImage(image));
        announceThumbnail(path);
    }
}

void PartListModel::setThumbnailFailed(const QString& path)
{
    m_wanted.remove(path);
    if (!m_rows.contains(path))
        return;
    m_failedThumbnails.insert(path);
    announceThumbnail(path);
}

void PartListModel::setThumbnailDropped(const QString& path)
{
    if (m_wanted.remove(path) && m_rows.contains(path))
        announceThumbnail(path);
}

void PartListModel::announceThumbnail(const QString& path)
{
    const QModelIndex changed = index(m_rows.value(path));
    emit dataChanged(changed, changed, {ThumbnailRole, ThumbnailFailedRole});
}

QVariant PartListModel::thumbnail(const QString& path) const
{
    const QPixmap pixmap = m_thumbnails.find(path);
    if (!pixmap.isNull())
        return pixmap;
    if (!m_failedThumbnails.contains(path) && !m_wanted.contains(path)) {
        m_wanted.insert(path);
        emit thumbnailWanted(path);
    }
    return {};
}

int PartListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_parts.size());
}

QVariant PartListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Part& part = m_parts[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return part.name;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: return partSentence(part);
    case PathRole: return part.path;
    case StateRole: return int(part.state);
    case VerdictRole: return whenDone(part, int(part.verdict));
    case MarkRole: return int(markOf(part));
    case ScoreRole: return whenDone(part, part.score);
    case DefectsRole: return whenDone(part, part.defects);
    case ErrorRole: return part.errorSentence;
    case ThumbnailRole: return thumbnail(part.path);
    case LabelRole: return int(part.label);
    case HumanRole: return part.human ? QVariant(int(*part.human)) : QVariant();
    case ThumbnailFailedRole: return m_failedThumbnails.contains(part.path);
    default: return {};
    }
}

QHash<int, QByteArray> PartListModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert({{PathRole, "path"},
                  {StateRole, "state"},
                  {VerdictRole, "verdict"},
                  {MarkRole, "mark"},
                  {ScoreRole, "score"},
                  {DefectsRole, "defects"},
                  {ErrorRole, "error"},
                  {ThumbnailRole, "thumbnail"},
                  {ThumbnailFailedRole, "thumbnailFailed"},
                  {LabelRole, "label"},
                  {HumanRole, "human"}});
    return names;
}

}  // namespace widgets
