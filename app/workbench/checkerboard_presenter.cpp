#include "app/workbench/checkerboard_presenter.h"

#include "app/common/error_text.h"
#include "app/common/filled_text.h"
#include "app/common/path_text.h"
#include "app/workbench/background.h"
#include "app/workbench/checkerboard_dialog.h"
#include "app/workbench/picture.h"
#include "app/workbench/recipe_dialogs.h"
#include "app/workbench/session.h"
#include "app/workbench/settings.h"
#include "imaging/decode.h"
#include "imaging/resample.h"

#include <QLocale>

#include <cmath>

namespace app {
namespace {

/// Without corners where there is no board.
FoundBoard boardOn(const std::filesystem::path& file, QSize shown, const std::stop_token& stop)
{
    namespace imaging = inference::imaging;
    FoundBoard found;
    if (stop.stop_requested())
        return found;
    const inference::Image image = imaging::decode(file);
    found.size = image.size();
    if (const auto board = imaging::findCheckerboard(image, stop)) {
        found.board = *board;
        const QSize size = QSize(image.width, image.height).scaled(shown, Qt::KeepAspectRatio).expandedTo({1, 1});
        found.preview = makeThumbnail(imaging::resizeBilinear(imaging::toRgb8(image), size.width(), size.height()));
    }
    return found;
}

}  // namespace

CheckerboardPresenter::CheckerboardPresenter(Session& session, Settings& settings, PickFile pickFile, QWidget* parent)
    : QObject(parent)
    , m_session(session)
    , m_settings(settings)
    , m_pickFile(std::move(pickFile))
    , m_parent(parent)
{
}

CheckerboardPresenter::~CheckerboardPresenter() = default;

void CheckerboardPresenter::showWindow()
{
    if (!m_window) {
        m_window = std::make_unique<CheckerboardDialog>(m_pickFile, m_parent);
        m_window->setModal(true);
        m_window->setSide(m_settings.checkerboardSide());
        connect(m_window.get(), &CheckerboardDialog::fileChanged, this, &CheckerboardPresenter::look);
        connect(m_window.get(), &QDialog::accepted, this, &CheckerboardPresenter::calibrate);
        connect(m_window.get(), &QDialog::finished, this, [this] { m_looking.cancel(); });
    }
    const PartRecord* const part = m_session.current() >= 0 ? &m_session.part(m_session.current()) : nullptr;
    m_window->setPartSize(part && part->isJudged() ? std::optional(part->judged.imageSize) : std::nullopt);
    m_offered = part ? part->path : QString();
    m_window->setFile(m_offered);
    m_model = m_session.recipe().model;
    look();
    m_window->show();
    m_window->activateWindow();
}

void CheckerboardPresenter::look()
{
    m_looking.cancel();
    const QString path = m_window->file();
    if (path != m_offered)
        m_offered.clear();  // coming back to it is a choice
    if (path.isEmpty()) {
        m_window->showNothing();
        return;
    }
    m_window->showSearching();
    const QSize shown = CheckerboardDialog::previewSize * m_window->devicePixelRatioF();
    m_looking.start([this, path, shown](const LatestJob::Voice& voice, const std::stop_token& stop) {
        const auto outcome = attempt(toPath(path), [&] { return boardOn(toPath(path), shown, stop); });
        voice.end([this, path, outcome] {
            if (m_window->file() != path)
                return;  // somebody is typing another one, and nothing is to jump meanwhile
            if (const auto* const error = std::get_if<inference::Error>(&outcome))
                m_window->showProblem(sentence(*error));
            else if (const auto& found = std::get<FoundBoard>(outcome); !found.board.corners.empty())
                m_window->showBoard(found);
            else if (path == m_offered) {
                m_window->setFile({});  // nobody said that it is a board
                m_window->showNothing();
            } else
                m_window->showProblem(filledText(tr("There is no checkerboard on this picture: it has to lie whole in it, lit evenly, with at least 4 × 4 squares of %1 px or more."),
                                                 {QLocale().toString(std::ceil(inference::imaging::leastSquare(found.size)))}));
        });
    });
}

void CheckerboardPresenter::calibrate()
{
    const auto mmPerPixel = m_window->mmPerPixel();
    if (!mmPerPixel)
        return;
    m_settings.setCheckerboardSide(m_window->side());
    if (m_session.recipe().model != m_model) {  // another one was loaded meanwhile
        emit told(lateCalibrationText());
        return;
    }
    inference::Recipe recipe = m_session.recipe();
    recipe.mmPerPixel = *mmPerPixel;
    m_session.stepRecipe(recipe);
}

}  // namespace app
