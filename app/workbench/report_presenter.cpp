#include "app/workbench/report_presenter.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/store/verification_text.h"
#include "app/workbench/save_file.h"
#include "widgets/joined_sentences.h"
#include "widgets/page_view.h"
#include "widgets/part_filter_model.h"

#include <QDate>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QMessageBox>
#include <QStandardPaths>

#include <algorithm>
#include <utility>

namespace app {

using inference::Error;

namespace {

constexpr int formRests = 150;          // milliseconds
constexpr int sessionRests = 400;
constexpr int betweenResults = 2000;    // while parts are inspected
constexpr int tryAgain = 100;
constexpr int greatestPause = 10000;
constexpr qint64 share = 10;            // the pause is so many times what looking whether it can begin takes
constexpr qint64 longestForLog = 2000;

bool isReportable(const Session& session)
{
    for (int row = 0; row < session.count(); ++row)
        if (isInspected(session.part(row)))
            return true;
    return false;
}

bool isFine(const ReviewVerification& log)
{
    return log.finding == ReviewFinding::Intact || log.finding == ReviewFinding::TipBehind;
}

}  // namespace

ReportDesktop reportDesktop()
{
    return {pickFileFromDesktop,
            askWhereToSave,
            [](const QUrl& url) { return QDesktopServices::openUrl(url); }};
}

ReportPresenter::ReportPresenter(Session& session, HistoryService& history, Settings& settings, const widgets::PartFilterModel& filter,
                                 ReportDesktop desktop, QWidget* window)
    : QObject(window)
    , m_session(session)
    , m_history(history)
    , m_settings(settings)
    , m_filter(filter)
    , m_desktop(std::move(desktop))
    , m_window(window)
{
    for (QTimer* const timer : {&m_snapshotSoon, &m_formSoon, &m_saveSoon})
        timer->setSingleShot(true);
    m_formSoon.setInterval(formRests);
    connect(&m_snapshotSoon, &QTimer::timeout, this, &ReportPresenter::showSession);
    connect(&m_formSoon, &QTimer::timeout, this, &ReportPresenter::layOut);
    connect(&m_saveSoon, &QTimer::timeout, this, &ReportPresenter::saveWhenReady);
    listenToService();
}

ReportPresenter::~ReportPresenter()
{
    if (m_dialog && m_dialog->isVisible())  // the program ends beside it
        rememberForm(m_settings, m_dialog->form());
}

void ReportPresenter::listenToService()
{
    connect(&m_service, &ReportService::laidOut, this, qOverload<const ReportLayout&>(&ReportPresenter::take), Qt::QueuedConnection);
    connect(&m_service, &ReportService::painted, this, qOverload<const PaintedPage&>(&ReportPresenter::take), Qt::QueuedConnection);
    connect(&m_service, &ReportService::filesChecked, this, [this](const MissingFiles& missing) {
        if (missing.order != m_order)
            return;
        m_missing = missing;
        warn();
    }, Qt::QueuedConnection);
    connect(&m_service, &ReportService::failed, this, [this](quint64 order, const Error& error) {
        if (order != m_order)
            return;
        m_dialog->pages().setPages(0, {});
        m_dialog->pages().setMessage(sentence(error));
    }, Qt::QueuedConnection);
    connect(&m_writing, &ReportWriting::progressed, this, [this](int done, int total) { m_dialog->setWriting(done, total); });
    connect(&m_writing, &ReportWriting::logUnreadable, this, [this](const Error& error) { m_unreadLog = sentence(error); });
    connect(&m_writing, &ReportWriting::finished, this, &ReportPresenter::finish);
    connect(&m_writing, &ReportWriting::cancelled, this, [this] { m_dialog->setFailed(tr("Cancelled.")); });
    connect(&m_writing, &ReportWriting::failed, this, [this](const Error& error) {
        m_dialog->setFailed(sentence(error));
        m_dialog->show();  // nobody waits for a file that isn't there
    });
}

void ReportPresenter::showDialog()
{
    if (!m_dialog && !isReportable(m_session)) {
        const QString text = m_session.count() == 0 ? tr("There is nothing to report yet. Open a folder of part images first; the report says what was found in them.")
                                                    : tr("No part is inspected yet. The report can be made as soon as the first one is.");
        auto* const box = new QMessageBox(QMessageBox::Information, tr("Report"), text, QMessageBox::Close, m_window);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->open();
        return;
    }
    if (!m_dialog)
        build();
    if (!m_dialog->isVisible() && !isSaving())
        m_dialog->startOver();
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void ReportPresenter::build()
{
    m_dialog = new ReportDialog(m_desktop.pickLogo, m_window);
    connect(m_dialog, &ReportDialog::formChanged, &m_formSoon, qOverload<>(&QTimer::start));
    connect(m_dialog, &ReportDialog::saveWanted, this, &ReportPresenter::save);
    connect(m_dialog, &ReportDialog::cancelWanted, this, [this] {
        if (m_saveSoon.isActive())
            m_dialog->setFailed(tr("Cancelled."));
        m_saveSoon.stop();
        m_writing.cancel();
    });
    connect(m_dialog, &ReportDialog::openWanted, this, [this] { open(m_target); });
    connect(m_dialog, &ReportDialog::folderWanted, this, [this] { open(QFileInfo(m_target).absolutePath()); });
    connect(m_dialog, &ReportDialog::shown, this, [this] {
        fillForm();
        showSession();
    });
    connect(m_dialog, &ReportDialog::hidden, this, [this] {
        rememberForm(m_settings, m_dialog->form());
        m_snapshotSoon.stop();
        m_formSoon.stop();
        m_service.forget();
    });
    connect(&m_dialog->pages(), &widgets::PageView::paintWanted, this, [this] { m_service.wantPage(m_dialog->pages().page(), m_dialog->pages().wantedPixels()); });
    m_recipeName = QString::fromStdString(m_session.recipe().name);
    m_dialog->setForm(rememberedForm(m_settings, m_recipeName));
    listen();
}

/// What the preview shows follows the session as long as it is seen.
void ReportPresenter::listen()
{
    connect(&m_session, &Session::partsCleared, this, &ReportPresenter::endWaiting);
    connect(&m_session, &Session::recipeReplaced, this, [this] {
        m_otherRecipe = m_otherRecipe || QString::fromStdString(m_session.recipe().name) != m_recipeName;
        endWaiting();
    });
    connect(&m_session, &Session::partsCleared, this, &ReportPresenter::snapshotSoon);
    connect(&m_session, &Session::partsAppended, this, &ReportPresenter::snapshotSoon);
    connect(&m_session, &Session::partChanged, this, &ReportPresenter::snapshotSoon);
    connect(&m_session, &Session::partsChanged, this, &ReportPresenter::snapshotSoon);
    connect(&m_session, &Session::modelChanged, this, &ReportPresenter::snapshotSoon);
    connect(&m_session, &Session::archiveChanged, this, &ReportPresenter::snapshotSoon);
    connect(&m_session, &Session::recipeChanged, this, [this](const inference::Recipe& recipe) {
        if (recipe.tileSide != m_tileSide)
            endWaiting();
        if (m_dialog->isVisible())
            fillForm();
        snapshotSoon();
    });
    connect(&m_history, &HistoryService::pendingChanged, this, &ReportPresenter::snapshotSoon, Qt::QueuedConnection);
    connect(&m_filter, &widgets::PartFilterModel::arranged, this, &ReportPresenter::snapshotSoon);
    connect(&m_filter, &QAbstractItemModel::modelReset, this, &ReportPresenter::snapshotSoon);
    connect(&m_filter, &QAbstractItemModel::layoutChanged, this, &ReportPresenter::snapshotSoon);
}

/// Another product: its own choices, and no lot yet. The same one under another name keeps what was filled in.
void ReportPresenter::fillForm()
{
    const bool other = std::exchange(m_otherRecipe, false);
    const QString name = QString::fromStdString(m_session.recipe().name);
    if (name == m_recipeName)
        return;
    ReportForm form = m_dialog->form();
    rememberForm(m_settings, form);
    m_recipeName = name;
    if (other)
        form = rememberedForm(m_settings, name);
    else
        form.product = name;
    m_dialog->setForm(form);
}

void ReportPresenter::snapshotSoon()
{
    if (m_dialog->isVisible() && !m_snapshotSoon.isActive())
        m_snapshotSoon.start(m_session.queue().isRunning() ? betweenResults : sessionRests);
}

void ReportPresenter::readSession()
{
    m_snapshot = std::make_shared<const SessionSnapshot>(snapshotOf(m_session, [this](int row) { return m_filter.placeOf(m_session.part(row).path) >= 0; }));
    m_dialog->setPartCounts(picturedCounts(*m_snapshot));
    m_dialog->setSavable(!m_snapshot->parts.empty());
    warn();
}

void ReportPresenter::showSession()
{
    readSession();
    layOut();
}

ReportOrder ReportPresenter::order() const
{
    ReportOrder order {m_snapshot, m_dialog->form()};
    order.form.options.colours = m_settings.colourMap();
    order.form.options.opacity = m_settings.opacity();
    return order;
}

void ReportPresenter::layOut()
{
    if (!m_dialog->isVisible() || !m_snapshot)
        return;
    m_formSoon.stop();
    if (m_snapshot->parts.empty()) {
        m_order = 0;
        m_layout = {};
        m_missing = {};
        m_service.forget();
        warn();
        m_dialog->pages().setMessage(m_session.count() == 0 ? tr("No parts are open. Open a folder of part images.") : tr("No part is inspected yet."));
        m_dialog->pages().setPages(0, {});
        return;
    }
    m_order = m_service.layOut(order());
}

void ReportPresenter::take(const ReportLayout& layout)
{
    if (layout.order != m_order)
        return;
    m_layout = layout;
    m_dialog->setLogo(layout.logo, layout.logoError ? sentence(*layout.logoError) : QString());
    warn();
    m_dialog->pages().setPages(layout.pages, QSizeF(layout.paper) / ReportPages::unitsPerInch);  // asks for the page
}

void ReportPresenter::take(const PaintedPage& page)
{
    if (page.order != m_order)
        return;
    std::vector<widgets::PageView::Link> links;
    for (const ReportPages::Link& link : page.links) {
        const double width = m_layout.paper.width(), height = m_layout.paper.height();
        links.push_back({QRectF(link.area.x() / width, link.area.y() / height, link.area.width() / width, link.area.height() / height), link.page});
    }
    m_dialog->pages().setImage(page.page, page.image, std::move(links));
}

void ReportPresenter::warn()
{
    QStringList warnings;
    if (m_snapshot && m_snapshot->notInspected > 0)
        warnings.append(tr("%n part(s) aren't inspected yet: the report leaves them out.", nullptr, m_snapshot->notInspected));
    if (m_snapshot && m_snapshot->outdated > 0)
        warnings.append(tr("%n part(s) are still being judged under the present limits.", nullptr, m_snapshot->outdated));
    if (m_layout.log && !isFine(*m_layout.log))
        warnings.append(tr("%1 The report will say so.").arg(verificationText(*m_layout.log)));
    if (m_layout.logError)
        warnings.append(tr("The review log can't be read, and the report leaves it out. %1").arg(sentence(*m_layout.logError)));
    if (m_missing.count > 0)
        warnings.append(tr("%n image file(s) with a picture in the report are gone, “%1” first: their pages will say so.", nullptr, m_missing.count).arg(m_missing.first));
    m_dialog->setWarnings(warnings);
}

void ReportPresenter::save()
{
    const QStringList folders {m_settings.reportFolder(), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), QDir::homePath()};
    const auto folder = std::ranges::find_if(folders, [](const QString& one) { return !one.isEmpty() && QFileInfo(one).isDir(); });
    const QString proposal = QDir(folder == folders.end() ? QString() : *folder).filePath(proposedName(m_dialog->form(), QDate::currentDate()));
    QString file = m_desktop.pickTarget(m_dialog, tr("Save the Report"), proposal, tr("PDF (*.pdf)"));
    if (file.isEmpty())
        return;
    if (QFileInfo(file).suffix().isEmpty())
        file += QStringLiteral(".pdf");
    m_target = file;
    m_settings.setReportFolder(QFileInfo(file).absolutePath());
    rememberForm(m_settings, m_dialog->form());
    m_tileSide = m_session.recipe().tileSide;
    m_waited.start();
    saveWhenReady();
}

/// A file holds one state of things: every part judged by its recipe, every word of a review in the log.
void ReportPresenter::saveWhenReady()
{
    QElapsedTimer spent;
    spent.start();
    const bool behind = outdatedParts(m_session) > 0;
    if (behind || (m_history.pending() > 0 && m_waited.elapsed() < longestForLog)) {
        if (!behind)
            m_history.retryNow();
        m_dialog->setWaiting(behind ? tr("Waiting until every part is judged under the present limits…") : tr("Waiting for the review log…"));
        m_saveSoon.start(int(std::clamp<qint64>(share * spent.elapsed(), tryAgain, greatestPause)));
        return;
    }
    readSession();
    if (m_snapshot->parts.empty()) {
        m_dialog->setFailed(tr("There is nothing to report."));
        return;
    }
    m_unreadLog.clear();
    m_dialog->setWriting(0, 0);
    m_writing.start(order(), toPath(m_target));
}

/// What was to be reported is gone.
void ReportPresenter::endWaiting()
{
    if (!m_saveSoon.isActive())
        return;
    m_saveSoon.stop();
    m_dialog->setFailed(tr("Nothing was saved: the parts, the model, the recipe or its tiles have changed meanwhile. Save the report again."));
    m_dialog->show();  // nobody waits for a file that doesn't come
}

void ReportPresenter::finish(const std::filesystem::path& path, int pages)
{
    QString text = tr("Saved as “%1”, %n page(s).", nullptr, pages).arg(QDir::toNativeSeparators(pathText(path)));
    if (!m_unreadLog.isEmpty())
        text = widgets::joinedSentences({text, tr("The review log couldn't be read, and the report leaves it out. %1").arg(m_unreadLog)});
    else if (const auto pending = m_history.pending(); pending > 0)
        text = widgets::joinedSentences({text, tr("%n thing(s) said in reviews couldn't be written to the review log yet: the report's entries lack them.", nullptr, int(pending))});
    m_dialog->setSaved(text);
}

void ReportPresenter::open(const QString& path)
{
    if (!m_desktop.open(QUrl::fromLocalFile(path)))
        m_dialog->setSaved(tr("No program is known that opens “%1”.").arg(QDir::toNativeSeparators(path)));
}

}  // namespace app
