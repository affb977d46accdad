#include "app/workbench/parts_presenter.h"

#include "app/common/error_text.h"
#include "widgets/filmstrip.h"

#include <QDeadlineTimer>
#include <QListView>

namespace app {
namespace {

constexpr int gathered = 30;  // milliseconds: a part that starts and is done meanwhile is told once
constexpr int slice = 4;      // milliseconds
constexpr int atOnce = 64;    // parts

}  // namespace

PartsPresenter::PartsPresenter(Session& session, widgets::PartListModel& model, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_model(model)
{
    connect(&session, &Session::partsCleared, this, [this] {
        m_thumbnails.clear();
        m_changed.clear();
        m_isChanged.clear();
        m_model.clear();
    });
    connect(&session, &Session::partsAppended, this, [this](int first, int count) {
        std::vector<widgets::Part> parts;
        for (int row = first; row < first + count; ++row)
            parts.push_back(partOf(row));
        m_model.appendParts(std::move(parts));
    });
    connect(&session, &Session::partChanged, this, &PartsPresenter::changed);
    connect(&session, &Session::partsChanged, this, [this](const QList<int>& rows) {
        for (const int row : rows)
            changed(row);
    });
    // What a person says of a few parts is there at once: the next key may ask for it. Of many it comes as everything does of many.
    connect(&session, &Session::reviewsChanged, this, [this](const QList<int>& rows) {
        if (rows.size() > atOnce)
            return;
        for (const int row : rows)
            if (row < m_model.rowCount())
                m_model.updatePart(row, partOf(row));
    });
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &PartsPresenter::tell);
    connect(&model, &widgets::PartListModel::thumbnailWanted, &m_thumbnails, &ThumbnailLoader::want);
    connect(&m_thumbnails, &ThumbnailLoader::ready, &model, &widgets::PartListModel::setThumbnail);
    connect(&m_thumbnails, &ThumbnailLoader::dropped, &model, &widgets::PartListModel::setThumbnailDropped);
    connect(&m_thumbnails, &ThumbnailLoader::failed, this, [this](const QString& path) { m_model.setThumbnailFailed(path); });
}

void PartsPresenter::changed(int row)
{
    m_isChanged.resize(std::size_t(m_session.count()));
    if (std::vector<bool>::reference known = m_isChanged[std::size_t(row)]; !known) {
        known = true;
        m_changed.push_back(row);
    }
    if (!m_soon.isActive())
        m_soon.start(gathered);
}

void PartsPresenter::tell()
{
    const QDeadlineTimer end(slice);
    while (!m_changed.empty() && !end.hasExpired())
        tellSome();
    if (!m_changed.empty())
        m_soon.start(0);
}

void PartsPresenter::tellNow()
{
    while (!m_changed.empty())
        tellSome();
}

void PartsPresenter::tellSome()
{
    std::vector<std::pair<int, widgets::Part>> parts;
    for (int i = 0; i < atOnce && !m_changed.empty(); ++i) {
        const int row = m_changed.front();
        m_changed.pop_front();
        m_isChanged[std::size_t(row)] = false;
        if (row < m_model.rowCount())
            parts.emplace_back(row, partOf(row));
    }
    m_model.updateParts(std::move(parts));
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
        shown.picture = part.judged.figures->picture;
        shown.placement = part.judged.figures->placement;
        shown.defects = int(part.judged.defects->size());
        for (const inference::Defect& defect : *part.judged.defects) {
            shown.area += defect.area;
            shown.largestArea = std::max(shown.largestArea, defect.area);
        }
    }
    shown.modified = part.modified;
    shown.label = part.label;
    shown.human = part.review.human;
    shown.blindDiffers = blindDiffers(part.review, part.isJudged() ? std::optional(part.judged.verdict) : std::nullopt);
    shown.errorSentence = part.error ? shortSentence(*part.error) : QString();
    return shown;
}

}  // namespace app
