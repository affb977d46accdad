#pragma once

#include "widgets/part.h"
#include "widgets/thumbnail_cache.h"
#include "widgets/verdict_style.h"

#include <QAbstractListModel>
#include <QHash>
#include <QSet>

#include <array>
#include <utility>
#include <vector>

class QImage;

namespace widgets {

/// All parts of a run, up to about 100,000, in the order they were found. GUI thread.
class PartListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Roles {
        PathRole = Qt::UserRole,
        StateRole,      ///< int(Part::State)
        VerdictRole,    ///< int(inference::Verdict); invalid unless done
        MarkRole,       ///< int(Mark)
        ScoreRole,      ///< double 0..1; invalid unless done
        DefectsRole,    ///< int; invalid unless done
        ErrorRole,      ///< QString, empty unless failed
        ThumbnailRole,  ///< QPixmap; invalid while there is none: asking is what makes `thumbnailWanted` come
        ThumbnailFailedRole,  ///< bool
        LabelRole,  ///< int(inference::Label)
        HumanRole,  ///< int(inference::Verdict) of the person; invalid: not reviewed
    };
    /// Parts of each mark, in the order of Mark.
    using Counts = std::array<int, markCount>;

    explicit PartListModel(QObject* parent = nullptr);

    /// A path stands once: later parts of the same path are left out. Returns how many were taken.
    int setParts(std::vector<Part> parts);
    int appendParts(std::vector<Part> parts);
    /// Replaces one row; its path stays what it was, whatever `part` says. `row` must exist.
    void updatePart(int row, Part part);
    /// Several rows, with one countsChanged for all of them.
    void updateParts(std::vector<std::pair<int, Part>> parts);
    void clear();

    const std::vector<Part>& parts() const { return m_parts; }
    const Part& part(int row) const { return m_parts[std::size_t(row)]; }
    /// The row of a path, -1 when it isn't there. Constant time.
    int rowOf(const QString& path) const { return m_rows.value(path, -1); }
    const Counts& counts() const { return m_counts; }
    int count(Mark mark) const { return m_counts[std::size_t(mark)]; }

    /// The answer to `thumbnailWanted`; unknown paths are ignored.
    void setThumbnail(const QString& path, const QImage& image);
    /// The picture can't be shown: not asked for again until the parts are set anew.
    void setThumbnailFailed(const QString& path);
    /// The wish was pushed out by newer ones: asked for again when it is drawn again.
    void setThumbnailDropped(const QString& path);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    /// A view wants to draw this part's picture. Once for each path, and again only when the picture had to leave the cache.
    /// Comes from within data(), so do no long work here.
    void thumbnailWanted(const QString& path) const;
    void countsChanged();

private:
    std::vector<Part> takeNew(std::vector<Part> parts, int firstRow);
    bool replace(int row, Part part);
    void recount(const Part& part, int difference);
    QVariant thumbnail(const QString& path) const;
    void announceThumbnail(const QString& path);

    std::vector<Part> m_parts;
    QHash<QString, int> m_rows;
    Counts m_counts{};
    mutable ThumbnailCache m_thumbnails;
    mutable QSet<QString> m_wanted;
    QSet<QString> m_failedThumbnails;
};

/// "gear_012.png: fail, score 0.83, 2 defects." - what a tool tip or a screen reader says of a part.
QString partSentence(const Part& part);

}  // namespace widgets
