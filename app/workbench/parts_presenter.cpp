#include "app/workbench/parts_presenter.h"

#include "app/common/error_text.h"
#include "widgets/filmstrip.h"

#include <QListView>

namespace app {

PartsPresenter::PartsPresenter(Session& session, widgets::PartListModel& model, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_model(model)
{
    connect(&session, &Session::partsCleared, this, [this] {
        m_thumbnails.clear();
        m_model.clear();
    });
    connect(&session, &Session::partsAppended, this, [this](int first, int count) {
        std::vector<widgets::Part> parts;
        for (int row = first; row < first + count; ++row)
            parts.push_back(partOf(row));
        m_model.appendParts(std::move(parts));
    });
    connect(&session, &Session::partChanged, this, [this](int row) {
        if (row < m_model.rowCount())
            m_model.updatePart(row, partOf(row));
    });
    connect(&model, &widgets::PartListModel::thumbnailWanted, &m_thumbnails, &ThumbnailLoader::want);
    connect(&m_thumbnails, &ThumbnailLoader::ready, &model, &widgets::PartListModel::setThumbnail);
    connect(&m_thumbnails, &ThumbnailLoader::dropped, &model, &widgets::PartListModel::setThumbnailDropped);
    connect(&m_thumbnails, &ThumbnailLoader::failed, this, [this](const QString& path) { m_model.setThumbnailFailed(path); });
}

void PartsPresenter::connectTo(widgets::Filmstrip& filmstrip)
{
    m_thumbnails.setSide(ThumbnailLoader::defaultSide, filmstrip.devicePixelRatioF());
    connect(&filmstrip, &widgets::Filmstrip::currentPathChanged, this, [this](const QString& path) {
        if (const int row = m_session.rowOf(path); row >= 0)
            m_session.setCurrent(row);
    });
    connect(&m_session, &Session::currentChanged, &filmstrip, [this, &filmstrip](int row) {
        filmstrip.setCurrentPath(row < 0 ? QString() : m_session.part(row).path);
    });
}

void PartsPresenter::retranslate()
{
    for (int row = 0; row < m_model.rowCount(); ++row)
        if (m_session.part(row).error)
            m_model.updatePart(row, partOf(row));
}

widgets::Part PartsPresenter::partOf(int row) const
{
    const PartRecord& part = m_session.part(row);
    widgets::Part shown;
    shown.path = part.path;
    shown.name = part.name;
    shown.state = part.state;
    shown.verdict = part.judged.verdict;
    if (part.judged.figures) {
        shown.score = part.judged.figures->score;
        shown.regionScore = std::max(0.0, double(part.judged.regionScore));
        shown.defects = int(part.judged.defects->size());
        for (const inference::Defect& defect : *part.judged.defects) {
            shown.area += defect.area;
            shown.largestArea = std::max(shown.largestArea, defect.area);
        }
    }
    shown.modified = part.modified;
    shown.label = part.label;
    shown.human = part.review.human;
    shown.errorSentence = part.error ? shortSentence(*part.error) : QString();
    return shown;
}

}  // namespace app
