#include "app/workbench/live_log_presenter.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/workbench/live_log_dialog.h"
#include "app/workbench/live_log_filter_bar.h"
#include "app/workbench/live_log_model.h"
#include "app/workbench/save_file.h"
#include "widgets/notice_bar.h"
#include "widgets/progress_strip.h"

#include <QDesktopServices>
#include <QDir>
#include <QLocale>
#include <QUrl>

#include <chrono>

namespace app {

using inference::Error;
using inference::ErrorCode;

namespace {

constexpr std::chrono::seconds lookEvery {2};

}  // namespace

LiveLogPresenter::Outside LiveLogPresenter::desktop(std::filesystem::path history)
{
    return {std::move(history),
            askWhereToSave,
            [](const QString& folder) { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); }};
}

LiveLogPresenter::LiveLogPresenter(Settings& settings, Outside outside, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
    , m_outside(std::move(outside))
    , m_reader(m_outside.history, m_outside.begins)
{
    m_soon.setInterval(lookEvery);
    connect(&m_soon, &QTimer::timeout, this, &LiveLogPresenter::look);
    connectReader();
}

LiveLogPresenter::~LiveLogPresenter()
{
    if (m_window && m_window->isVisible())
        remember();
}

void LiveLogPresenter::showWindow()
{
    if (!m_window)
        build();
    const bool wasThere = m_window->isVisible();
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
    if (!wasThere)
        refresh();
    m_soon.start();
}

void LiveLogPresenter::build()
{
    m_window = std::make_unique<LiveLogDialog>();
    // The program ends with its main window, whether or not this one is open.
    m_window->setAttribute(Qt::WA_QuitOnClose, false);
    m_window->restoreGeometry(m_settings.liveLogGeometry());
    m_window->restoreColumns(m_settings.liveLogColumns());
    connectWindow();
}

void LiveLogPresenter::connectReader()
{
    connect(&m_reader, &LiveLogReader::firstRead, this, &LiveLogPresenter::takeFirst);
    connect(&m_reader, &LiveLogReader::moreRead, this, [this](const LiveLogPage& page) { m_window->model().appendRows(page.rows, page.more); });
    connect(&m_reader, &LiveLogReader::readFailed, this, &LiveLogPresenter::takeFailure);
    connect(&m_reader, &LiveLogReader::counted, this, [this](const LiveCounts& counts) { m_window->setCounts(counts); });
    connect(&m_reader, &LiveLogReader::newerFound, this, [this](qint64 count) {
        if (count > 0 && m_window->model().rowCount() == 0)
            refresh();  // nothing moves under anybody's hand
        else
            m_window->setNewer(count);
    });
    connect(&m_reader, &LiveLogReader::writingProgressed, this, [this](qint64 done, qint64 total) {
        m_window->progress().setTask(tr("Exporting"));
        m_window->progress().setProgress(int(done), int(total));
    });
    connect(&m_reader, &LiveLogReader::written, this, [this](const std::filesystem::path& file, qint64 rows) {
        m_window->setExporting(false);
        m_writtenFolder = pathText(file.parent_path());
        say(QStringLiteral("export"), tr("Verdicts written to “%1”: %2").arg(QDir::toNativeSeparators(pathText(file)), QLocale().toString(rows)), {tr("Show in Folder")});
    });
    connect(&m_reader, &LiveLogReader::writingFailed, this, [this](const Error& error) {
        m_window->setExporting(false);
        say(QStringLiteral("export"), tr("The verdicts could not be exported. %1").arg(sentence(error)));
    });
}

void LiveLogPresenter::connectWindow()
{
    LiveLogDialog* const window = m_window.get();
    connect(window, &LiveLogDialog::refreshWanted, this, &LiveLogPresenter::refresh);
    connect(window, &LiveLogDialog::openWanted, this, &LiveLogPresenter::open);
    connect(window, &LiveLogDialog::folderWanted, this, &LiveLogPresenter::showFolder);
    connect(window, &LiveLogDialog::exportWanted, this, &LiveLogPresenter::askForTarget);
    connect(window, &LiveLogDialog::closed, this, [this] {
        m_soon.stop();
        m_reader.cancel();
        remember();
    });
    connect(window, &LiveLogDialog::languageChanged, this, [this] {
        if (m_window->model().rowCount() == 0)
            showEmpty();
    });
    connect(&window->model(), &LiveLogModel::moreWanted, this, [this](qint64 below) {
        if (!m_reader.isReading())  // else other rows are on their way
            m_reader.readMore(m_filter, below);
    });
    connect(&window->progress(), &widgets::ProgressStrip::cancelRequested, this, [this] {
        m_reader.cancelWriting();
        m_window->setExporting(false);
    });
    connect(&window->notices(), &widgets::NoticeBar::actionWanted, this, [this](const QString& key, int) {
        if (key == QStringLiteral("export"))
            m_outside.showFolder(m_writtenFolder);
        m_window->notices().withdraw(key);
    });
}

void LiveLogPresenter::refresh()
{
    m_filter = m_window->filterBar().filter();
    m_window->setNewer(0);
    m_window->setCounting();
    m_reader.readFirst(m_filter);
    m_reader.count(m_filter);
}

void LiveLogPresenter::look()
{
    if (!m_reader.isReading())
        m_reader.lookForNewer(m_filter, m_newest);
}

void LiveLogPresenter::takeFirst(const LiveLogPage& page)
{
    m_failure.reset();
    m_newest = page.newest;
    m_window->notices().withdraw(QStringLiteral("read"));
    m_window->filterBar().setRuns(page.runs);
    m_window->model().setRows(page.rows, page.more);
    if (page.rows.empty())
        showEmpty();
    else
        m_window->showRows();
}

/// A page in the middle leaves what is there; whoever scrolls to its end again asks again.
void LiveLogPresenter::takeFailure(const Error& error)
{
    qWarning("live log: %s", error.what());
    LiveLogModel& model = m_window->model();
    model.noteFailure();
    m_window->endCounting();  // they are of the same file
    if (model.rowCount() == 0) {
        m_failure = error;
        m_newest = 0;
        showEmpty();
    } else {
        say(QStringLiteral("read"), tr("The live log can't be read. %1").arg(sentence(error)));
    }
    if (error.code() == ErrorCode::HistoryDamaged)
        emit historyDamaged();
}

void LiveLogPresenter::showEmpty()
{
    LiveLogDialog& window = *m_window;
    if (m_failure && m_failure->code() == ErrorCode::FileMissing)
        window.showEmpty(tr("No history yet"), tr("Every verdict of the live view is kept in the history. There is none at “%1”: it is made when the program starts, on a disk that can be written.")
                                                   .arg(QDir::toNativeSeparators(pathText(m_reader.history()))));
    else if (m_failure)
        window.showEmpty(tr("The live log can't be read"), sentence(*m_failure));
    else if (m_newest == 0)
        window.showEmpty(tr("No live verdict yet"), tr("Every verdict of the live view is kept and listed here. Choose Inspect, Live in the main window and press Start."));
    else
        window.showEmpty(tr("Nothing matches"), tr("No verdict fits result, run and time as they are chosen above. “Show All” takes the filter away."));
}

void LiveLogPresenter::open(const LiveRow& row)
{
    m_window->notices().withdraw(QStringLiteral("picture"));
    if (row.path.empty()) {
        say(QStringLiteral("picture"), tr("No picture of this verdict was kept. Which pictures are kept is chosen in the live window, under Recording."));
        return;
    }
    m_reader.lookForFile(row.path, [this, row](bool there) {
        if (there)
            emit pictureWanted(pathText(row.path));
        else
            sayGone(row);
    });
}

void LiveLogPresenter::showFolder(const LiveRow& row)
{
    m_window->notices().withdraw(QStringLiteral("picture"));
    m_reader.lookForFile(row.path, [this, row](bool there) {
        if (there)
            m_outside.showFolder(pathText(row.path.parent_path()));
        else
            sayGone(row);
    });
}

void LiveLogPresenter::sayGone(const LiveRow& row)
{
    const QString file = QDir::toNativeSeparators(pathText(row.path));
    // A picture whose hash is known was on the disk once.
    say(QStringLiteral("picture"),
        row.image.empty() ? tr("The picture “%1” isn't there: it is still being written, or could not be.").arg(file)
                          : tr("The picture “%1” is no longer there. The oldest recordings go when their limits of size and age are reached; see the live window, under Recording.").arg(file));
}

void LiveLogPresenter::askForTarget()
{
    const QString proposal = QDir(QDir::homePath()).filePath(QStringLiteral("live-log.csv"));
    const QString file = m_outside.pickTarget(m_window.get(), tr("Export the Live Log"), proposal, tr("Tables (*.csv)"));
    if (file.isEmpty())
        return;
    m_window->notices().withdraw(QStringLiteral("export"));
    m_window->setExporting(true);
    m_window->progress().setTask(tr("Exporting"));
    m_window->progress().setProgress(0, 0);
    m_reader.write(m_filter, toPath(file));
}

void LiveLogPresenter::remember()
{
    m_settings.setLiveLog(m_window->saveGeometry(), m_window->columns());
}

void LiveLogPresenter::say(const QString& key, const QString& text, const QStringList& actions)
{
    m_window->notices().say({key, text, actions});
}

}  // namespace app
