#include "app/workbench/compare_presenter.h"

#include "imaging/decode.h"
#include "widgets/compare_bar.h"
#include "widgets/linked_views.h"

#include <QAction>
#include <QFileInfo>

namespace app {

using widgets::CompareBar;
using widgets::CompareMode;
using widgets::LinkedViews;

namespace {

/// One picture at a time is all that is kept.
constexpr qint64 cacheBytes = qint64(64) << 20;

}  // namespace

ComparePresenter::ComparePresenter(Session& session, LinkedViews& views, CompareBar& bar, QAction* compare, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_views(views)
    , m_bar(bar)
    , m_pictures(cacheBytes, [](const std::filesystem::path& path) { return inference::imaging::decode(path); })
{
    bar.hide();
    connect(compare, &QAction::triggered, this, [this](bool shown) {
        m_bar.setVisible(shown);
        if (!shown)
            m_views.setMode(CompareMode::Off);
        else if (m_views.mode() == CompareMode::Off)
            m_views.setMode(CompareMode::SplitHeat);
        m_bar.setMode(m_views.mode());
    });
    connect(&bar, &CompareBar::modeChosen, &views, &LinkedViews::setMode);
    connect(&views, &LinkedViews::modeChanged, this, [this, compare](CompareMode mode) {
        m_bar.setMode(mode);
        m_bar.setVisible(true);
        compare->setChecked(true);
    });
    connect(&bar, &CompareBar::useAsReferenceWanted, this, &ComparePresenter::useCurrent);
    connect(&views, &LinkedViews::useAsReferenceWanted, this, &ComparePresenter::useCurrent);
    connect(&bar, &CompareBar::forgetReferenceWanted, this, &ComparePresenter::forget);
    connect(&m_pictures, &PictureLoader::loaded, this, [this](const QString& path, const std::shared_ptr<const Picture>& picture) {
        const QString name = QFileInfo(path).fileName();
        m_views.setReference(picture->image, name);
        m_bar.setReferenceName(name);
    });
    connect(&m_pictures, &PictureLoader::failed, this, &ComparePresenter::forget);
    connect(&session, &Session::currentChanged, this, [this](int row) { m_bar.setPartAvailable(row >= 0); });
    bar.setPartAvailable(session.current() >= 0);
}

void ComparePresenter::useCurrent()
{
    if (m_session.current() >= 0)
        m_pictures.want(m_session.part(m_session.current()).path);
}

void ComparePresenter::forget()
{
    m_views.setReference({}, {});
    m_bar.setReferenceName({});
}

}  // namespace app
