#include "app/workbench/export_presenter.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/workbench/session.h"
#include "app/workbench/settings.h"

#include <QDir>

#include <algorithm>
#include <utility>

namespace app {
namespace {

constexpr int leastPause = 250;  // milliseconds: many parts may change at once
constexpr int greatestPause = 10000;
constexpr qint64 share = 10;  // the pause is so many times what the last count took
constexpr int longestForLog = 2000;

/// "~/exports" and "exports" are in the person's home.
QString absoluteFolder(const QString& folder)
{
    const QString below = folder == QLatin1String("~") ? QString() : folder.startsWith(QLatin1String("~/")) ? folder.mid(2) : folder;
    return QDir::cleanPath(QDir::home().absoluteFilePath(below));
}

}  // namespace

ExportPresenter::ExportPresenter(Session& session, HistoryService& history, Settings& settings, Asks asks, QWidget* window)
    : QObject(window)
    , m_session(session)
    , m_history(history)
    , m_settings(settings)
    , m_asks(std::move(asks))
    , m_window(window)
{
    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(leastPause);
    connect(&m_countSoon, &QTimer::timeout, this, [this] {
        QElapsedTimer spent;
        spent.start();
        startPending();
        if (m_dialog && m_dialog->isVisible())
            m_dialog->setCounts(exportCounts(m_session, m_asks.isShown));
        m_countSoon.setInterval(int(std::clamp<qint64>(share * spent.elapsed(), leastPause, greatestPause)));
    });
    const auto isAnother = [this] { endWaiting(tr("Nothing was exported: the parts, the model, the recipe or its tiles have changed meanwhile. Start the export again.")); };
    connect(&m_session, &Session::partsCleared, this, isAnother);
    connect(&m_session, &Session::recipeReplaced, this, isAnother);
    connect(&m_session, &Session::recipeChanged, this, [this, isAnother](const inference::Recipe& recipe) {
        if (recipe.tileSide != m_tileSide)
            isAnother();
    });
    connect(&m_session, &Session::partsCleared, this, &ExportPresenter::countSoon);
    connect(&m_session, &Session::partsAppended, this, &ExportPresenter::countSoon);
    connect(&m_session, &Session::partChanged, this, &ExportPresenter::countSoon);
    connect(&m_session, &Session::partsChanged, this, &ExportPresenter::countSoon);
    connect(&m_session, &Session::verdictsMoved, this, &ExportPresenter::countSoon);
    connectService();
}

ExportPresenter::~ExportPresenter() = default;

void ExportPresenter::connectService()
{
    connect(&m_service, &ExportService::progressed, this, [this](int done, int total) { m_dialog->setProgress(done, total); });
    connect(&m_service, &ExportService::finished, this, &ExportPresenter::finish);
    connect(&m_service, &ExportService::refused, this, [this](const std::filesystem::path& path) { m_dialog->setRefused(pathText(path)); });
    connect(&m_service, &ExportService::failed, this, [this](const inference::Error& error) { m_dialog->setFailed(sentence(error)); });
    connect(&m_service, &ExportService::cancelled, this, [this] { m_dialog->setCancelled(); });
}

void ExportPresenter::countSoon()
{
    if (!m_countSoon.isActive() && m_dialog)
        m_countSoon.start();
}

void ExportPresenter::showDialog()
{
    // It stays: an export goes on behind a closed dialog.
    if (!m_dialog) {
        m_dialog = new ExportDialog(m_asks.pickFolder, m_window);
        m_dialog->setForm(rememberedExport(m_settings));
        connect(m_dialog, &ExportDialog::exportWanted, this, &ExportPresenter::start);
        connect(m_dialog, &ExportDialog::countsWanted, this, &ExportPresenter::countSoon);
        connect(m_dialog, &ExportDialog::cancelWanted, this, &ExportPresenter::cancel);
        connect(m_dialog, &ExportDialog::openFolderWanted, this, [this](const QString& folder) { m_asks.openFolder(absoluteFolder(folder)); });
    }
    m_dialog->setCounts(exportCounts(m_session, m_asks.isShown));
    m_dialog->setHistoryThere(m_session.archive() != nullptr);
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void ExportPresenter::start(const ExportForm& form)
{
    if (isExporting())
        return;
    m_pending = form;
    m_pending->folder = absoluteFolder(form.folder);
    m_tileSide = m_session.recipe().tileSide;
    rememberExport(m_settings, *m_pending);
    m_waited.start();
    startPending();
}

/// What the report says must be what the evidence says, both by the recipe of this moment, and what people have said.
bool ExportPresenter::mustWait()
{
    if (outdatedParts(m_session) > 0) {
        m_dialog->setWaiting(tr("Waiting until every part is judged under the present limits…"));
        return true;
    }
    if (m_history.pending() == 0 || m_waited.elapsed() >= longestForLog)
        return false;
    m_history.retryNow();
    m_dialog->setWaiting(tr("Waiting for the review log…"));
    return true;
}

void ExportPresenter::startPending()
{
    if (!m_pending)
        return;
    if (mustWait()) {
        m_countSoon.start();
        return;
    }
    const int parts = exportCounts(m_session, m_asks.isShown).of(m_pending->parts);
    if (parts == 0) {
        endWaiting(tr("Nothing was exported: there are no such parts any more."));
        return;
    }
    const ExportForm form = *std::exchange(m_pending, std::nullopt);
    m_dialog->setProgress(0, parts);
    auto snapshot = std::make_shared<const SessionSnapshot>(snapshotOf(m_session, m_asks.isShown));
    m_service.start({std::move(snapshot), form, {m_settings.colourMap(), m_settings.opacity(), m_settings.contours()}, m_settings.operatorName()});
}

void ExportPresenter::endWaiting(const QString& sentence)
{
    if (!std::exchange(m_pending, std::nullopt))
        return;
    m_dialog->setFailed(sentence);
    m_dialog->show();  // nobody waits for files that don't come
}

void ExportPresenter::finish(const ExportResult& result)
{
    const auto pending = m_history.pending();
    QString notice;
    if (pending > 0)
        notice = tr("%n thing(s) said in reviews couldn't be written to the review log yet: its rows in the export lack them.", nullptr, int(pending));
    m_dialog->setFinished(result, notice);
}

void ExportPresenter::cancel()
{
    if (std::exchange(m_pending, std::nullopt))
        m_dialog->setCancelled();
    m_service.cancel();
}

}  // namespace app
