#include "app/workbench/canvas_presenter.h"

#include "app/common/error_text.h"
#include "app/workbench/review_desk.h"
#include "widgets/canvas.h"
#include "widgets/defect_table.h"
#include "widgets/limit_editor.h"
#include "widgets/verdict_panel.h"

#include <utility>

namespace app {
namespace {

using State = widgets::Part::State;

}  // namespace

CanvasPresenter::CanvasPresenter(Session& session, widgets::Canvas& canvas, widgets::DefectTable& table, widgets::VerdictPanel& verdict,
                                 QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_canvas(canvas)
    , m_table(table)
    , m_verdict(verdict)
{
    using widgets::Canvas;
    using widgets::DefectTable;
    connect(&session, &Session::currentChanged, this, &CanvasPresenter::showCurrent);
    connect(&session, &Session::currentJudged, this, &CanvasPresenter::takeJudged);
    connect(&session, &Session::partChanged, this, [this](int row) {
        if (row == m_session.current())
            showState();
    });
    connect(&session, &Session::partsChanged, this, &CanvasPresenter::showState);
    connect(&session, &Session::recipeChanged, this, [this](const inference::Recipe& recipe) {
        m_canvas.setLimits(recipe.rule.failLimit, recipe.rule.reviewLimit);
    });
    connect(&session, &Session::reviewsChanged, this, [this](const QList<int>& rows) {
        if (rows.contains(m_session.current()))
            showTable();
    });
    connect(&m_pictures, &PictureLoader::loaded, this, &CanvasPresenter::showPicture);
    connect(&m_pictures, &PictureLoader::failed, this, [this](const QString& path, const inference::Error& error) {
        if (path == currentPath())
            showFailure(error);
    });

    connect(&canvas, &Canvas::defectClicked, this, &CanvasPresenter::select);
    connect(&canvas, &Canvas::limitDragged, &session, [&session](float limit) {
        session.changeRecipe(widgets::withFailLimit(session.recipeBeforeGesture(), limit));
    });
    connect(&canvas, &Canvas::reviewLimitDragged, &session, [&session](float limit) {
        session.changeRecipe(widgets::withReviewLimit(session.recipeBeforeGesture(), limit));
    });
    connect(&canvas, &Canvas::limitDragEnded, &session, &Session::endRecipeGesture);
    connect(&table, &DefectTable::defectSelected, this, [this](int defect) {
        m_canvas.setSelectedDefect(defect);
        // A fitted picture shows every region; moving it would only cost the overview.
        if (defect >= 0 && !m_canvas.view().showsWholeImage())
            m_canvas.centreOn(defect);
    });
    connect(&table, &DefectTable::defectActivated, &canvas, &Canvas::centreOn);
    showCurrent();
}

void CanvasPresenter::retranslate()
{
    m_canvas.setPlaceholder(tr("Drop part images or a folder here"),
                            tr("Every image is inspected at once, on this computer. There is nothing to train and nothing to set up."),
                            tr("Open Sample Parts"));
    // The sentences on the canvas and in the panel were made in the language before.
    if (m_session.current() >= 0 && !m_picture)
        showCurrent();
    else
        showState();
}

void CanvasPresenter::showDefect(const QString& path, int number)
{
    const int row = m_session.rowOf(path);
    if (row < 0)
        return;
    m_session.setCurrent(row);
    m_wantedDefect = number - 1;
    if (m_judged)
        selectWanted();
}

void CanvasPresenter::selectWanted()
{
    if (m_wantedDefect < 0)
        return;
    select(std::exchange(m_wantedDefect, -1));
    if (m_table.selectedDefect() >= 0 && !m_canvas.view().showsWholeImage())
        m_canvas.centreOn(m_table.selectedDefect());
}

QString CanvasPresenter::currentPath() const
{
    return m_session.current() < 0 ? QString() : m_session.part(m_session.current()).path;
}

void CanvasPresenter::showCurrent()
{
    m_judged.reset();
    m_wantedDefect = -1;
    m_mapsShown.reset();
    m_picture.reset();
    emit pictureShownChanged(m_session.current() < 0);
    m_table.setDefects({});
    setPictureSize({});
    const int row = m_session.current();
    if (row < 0) {
        m_pictures.forget();
        m_canvas.setImage({});
        m_verdict.clear();
        return;
    }
    m_canvas.setBusy(tr("Opening %1…").arg(m_session.part(row).name));
    m_pictures.want(currentPath());
    QStringList neighbours;
    for (const int other : {row + 1, row - 1, row + 2})
        if (other >= 0 && other < m_session.count())
            neighbours.append(m_session.part(other).path);
    m_pictures.prefetch(neighbours);
    showState();
}

void CanvasPresenter::showPicture(const QString& path, const std::shared_ptr<const Picture>& picture)
{
    if (path != currentPath())
        return;
    m_canvas.setImage(picture->image);
    m_picture = picture;
    setPictureSize(picture->size);
    emit pictureShownChanged(true);
    m_mapsShown.reset();
    showJudged();
}

void CanvasPresenter::setPictureSize(inference::Size size)
{
    if (std::exchange(m_pictureSize, size) != size)
        emit pictureSizeChanged();
}

void CanvasPresenter::showFailure(const inference::Error& error)
{
    m_canvas.setError(tr("This picture can't be shown"), sentence(error));
}

void CanvasPresenter::showState()
{
    const int row = m_session.current();
    if (row < 0)
        return;
    const PartRecord& part = m_session.part(row);
    // The judgement on the canvas says more than how far the list has got.
    if (m_judged && m_judged->answer == part.answer && part.state != State::Failed)
        return;
    switch (part.state) {
    case State::Waiting:
        m_verdict.setWaiting(m_session.model() ? QString() : tr("Waiting for the model."));
        break;
    case State::Running: m_verdict.setRunning(); break;
    case State::Cancelled: m_verdict.setCancelled(); break;
    case State::Failed: m_verdict.setError(part.error ? sentence(*part.error) : QString()); break;
    case State::Done: break;
    }
    if (m_judged) {
        // Another model has taken over, or the recipe can't be judged by: what was seen before is no longer said.
        m_judged.reset();
        m_mapsShown.reset();
        m_canvas.setMap(nullptr);
        m_canvas.setDefects({});
        m_table.setDefects({});
    }
}

void CanvasPresenter::takeJudged(const JudgedCurrent& judged)
{
    m_judged = judged;
    m_verdict.setJudgement(*judged.judgement, judged.recipe, judged.zonePeaks);
    showTable();
    showJudged();
    selectWanted();
}

void CanvasPresenter::showTable()
{
    const int row = m_session.current();
    if (row < 0 || !m_judged)
        return;
    widgets::DefectDetails details {{m_judged->recipe.mmPerPixel}, {}, {}};
    for (const inference::Zone& zone : m_judged->recipe.zones)
        details.zones.append(QString::fromStdString(zone.name));
    for (std::size_t region = 0; region < m_judged->judgement->defects.size(); ++region)
        details.classes.append(QString::fromStdString(classOf(region, m_judged->judgement->defects, m_session.part(row).review)));
    m_table.setDefects(m_judged->judgement->defects, std::move(details));
}

void CanvasPresenter::showJudged()
{
    if (!m_judged || !m_picture)
        return;
    if (m_mapsShown != m_judged->maps) {
        m_mapsShown = m_judged->maps;
        m_canvas.setMap({m_mapsShown, &m_mapsShown->blended});
    }
    m_canvas.setDefects(m_judged->judgement->defects);
    m_canvas.setSelectedDefect(m_table.selectedDefect());
}

void CanvasPresenter::select(int defect)
{
    m_canvas.setSelectedDefect(defect);
    m_table.setSelectedDefect(defect);
}

}  // namespace app
