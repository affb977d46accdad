#include "app/workbench/gauge_presenter.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/export/gauge_csv.h"
#include "app/store/history_service.h"
#include "app/workbench/background.h"
#include "app/workbench/gauge_dialog.h"
#include "app/workbench/session.h"
#include "app/workbench/settings.h"
#include "weights/atomic_file.h"
#include "widgets/joined_sentences.h"
#include "widgets/notice_bar.h"

#include <QDir>
#include <QElapsedTimer>
#include <QEvent>
#include <QFileInfo>
#include <QLocale>
#include <QSplitter>
#include <QTabWidget>

#include <algorithm>

namespace app {
namespace {

constexpr int leastPause = 150;  // milliseconds
constexpr int greatestPause = 10000;
constexpr qint64 longestForLog = 2000;  // a disk that doesn't take it mustn't keep the report
constexpr qint64 share = 10;  // the pause is so many times what the last question took here

GaugePicture::State stateOf(const PartRecord& part, bool hasModel)
{
    if (part.error || part.judged.error)
        return GaugePicture::State::Failed;
    if (part.isJudged())
        return GaugePicture::State::Judged;
    return part.state == widgets::Part::State::Cancelled || !hasModel ? GaugePicture::State::Stopped : GaugePicture::State::Waiting;
}

GaugePicture pictureOf(const PartRecord& part, bool hasModel)
{
    GaugePicture picture;
    picture.path = part.path;
    picture.name = picture.placed = part.name;
    picture.label = part.label;
    picture.state = stateOf(part, hasModel);
    if (picture.state != GaugePicture::State::Judged)
        return picture;
    picture.verdict = part.judged.verdict;
    setScores(picture, double(part.judged.regionScore), part.judged.score);
    if (part.judged.defects)
        setRegions(picture, *part.judged.defects);
    return picture;
}

/// The folder that holds all that was opened, with / at its end: where people's folders are opened together, theirs are part of the names.
QString commonFolder(const QStringList& paths)
{
    if (paths.size() < 2)
        return {};
    QString common = QFileInfo(paths.front()).absolutePath() + QLatin1Char('/');
    for (const QString& path : paths)
        while (!path.startsWith(common))
            common.truncate(common.lastIndexOf(QLatin1Char('/'), -2) + 1);
    return common;
}

}  // namespace

GaugePresenter::GaugePresenter(Session& session, HistoryService& history, Settings& settings, PickFile pickTarget, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_history(history)
    , m_settings(settings)
    , m_pickTarget(std::move(pickTarget))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(leastPause);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (m_window && (m_window->isVisible() || m_settling.isActive()))
            refresh();
    });
    m_settling.setSingleShot(true);
    m_settling.setInterval(leastPause);
    connect(&m_settling, &QTimer::timeout, this, &GaugePresenter::saveReportWhenSettled);
    connectReports();
    connect(&session, &Session::partChanged, this, &GaugePresenter::refreshSoon);
    connect(&session, &Session::partsChanged, this, &GaugePresenter::refreshSoon);
    connect(&session, &Session::partsAppended, this, &GaugePresenter::refreshSoon);
    connect(&session, &Session::verdictsMoved, this, &GaugePresenter::refreshSoon);
    connect(&session, &Session::recipeChanged, this, &GaugePresenter::refreshSoon);  // its calibration
    connect(&session, &Session::modelChanged, this, &GaugePresenter::refreshSoon);
    const auto isAnother = [this] {
        if (m_settling.isActive())
            endReport(tr("Nothing was saved: the parts, the model, the recipe or its tiles have changed meanwhile. Save the report again."));
    };
    connect(&session, &Session::recipeReplaced, this, isAnother);
    connect(&session, &Session::recipeChanged, this, [this, isAnother](const inference::Recipe& recipe) {
        if (recipe.tileSide != m_tileSide)
            isAnother();
    });
    connect(&session, &Session::partsCleared, this, [this] {
        m_soon.setInterval(leastPause);  // it was of other parts
        if (!m_window)
            return;
        m_window->setPattern({});  // likewise
        m_asking.cancel();
        if (m_settling.isActive())
            endReport(tr("There is no study to report any more."));
        if (m_window->isVisible())
            refresh();
        else
            m_stale = true;
    });
}

GaugePresenter::~GaugePresenter()
{
    if (!m_window)
        return;
    if (m_window->isVisible())
        remember();
    m_window->removeEventFilter(this);  // it hides once more while it goes
}

void GaugePresenter::showWindow()
{
    if (!m_window)
        build();
    m_window->show();
    m_window->raise();
    m_window->activateWindow();
    if (m_stale)
        refresh();
}

void GaugePresenter::build()
{
    m_window = std::make_unique<GaugeDialog>();
    // The program ends with its main window, whether or not this one is open.
    m_window->setAttribute(Qt::WA_QuitOnClose, false);
    m_window->restoreGeometry(m_settings.gaugeGeometry());
    m_window->splitter().restoreState(m_settings.gaugeSplitter());
    m_window->tabs().setCurrentIndex(m_settings.gaugeTab());
    m_window->setMeasure(GaugeMeasure(std::clamp(m_settings.gaugeMeasure(), 0, gaugeMeasures - 1)));
    m_window->setTolerances(m_settings.gaugeTolerances());
    m_window->installEventFilter(this);
    connect(m_window.get(), &GaugeDialog::questionChanged, this, [this] {
        m_settings.setGaugeMeasure(int(m_window->measure()));
        askAnew();
    });
    connect(m_window.get(), &GaugeDialog::partWanted, this, &GaugePresenter::partWanted);
    connect(m_window.get(), &GaugeDialog::selectionWanted, this, &GaugePresenter::selectionWanted);
    connect(m_window.get(), &GaugeDialog::exportWanted, this, &GaugePresenter::exportTable);
    connect(m_window.get(), &GaugeDialog::reportWanted, this, &GaugePresenter::saveReport);
}

bool GaugePresenter::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Hide)
        remember();
    return QObject::eventFilter(watched, event);
}

void GaugePresenter::remember()
{
    m_settings.setGaugeWindow(m_window->saveGeometry(), m_window->splitter().saveState(), m_window->tabs().currentIndex());
    m_settings.setGaugeTolerances(m_window->tolerances());
}

void GaugePresenter::refreshSoon()
{
    m_stale = true;
    if (m_window && (m_window->isVisible() || m_settling.isActive()) && !m_soon.isActive())
        m_soon.start();
}

GaugeQuestion GaugePresenter::question() const
{
    const inference::Recipe& recipe = m_session.recipe();
    GaugeQuestion question {{}, m_window->pattern(), m_settings.gaugePattern(), m_window->measure(), {recipe.mmPerPixel}};
    question.limits = limitsOn(question.measure, recipe);
    const QString common = commonFolder(m_session.openedPaths());
    question.pictures.reserve(std::size_t(m_session.count()));
    for (int row = 0; row < m_session.count(); ++row) {
        GaugePicture& picture = question.pictures.emplace_back(pictureOf(m_session.part(row), m_session.model() != nullptr));
        if (!common.isEmpty())
            picture.placed = picture.path.mid(common.size());
    }
    return question;
}

void GaugePresenter::askAnew()
{
    m_asking.cancel();
    refresh();
}

void GaugePresenter::refresh()
{
    m_soon.stop();
    m_stale = true;
    if (m_asking.isRunning())
        return;
    QElapsedTimer spent;
    spent.start();
    if (const int behind = outdatedParts(m_session); behind > 0) {
        // Values of two recipes are no study: what is shown stays until all are of one.
        m_window->setBehind(behind);
        m_soon.start();
        return;
    }
    m_stale = false;
    m_window->setBehind(0);
    m_asking.start([this, asked = question()](const LatestJob::Voice& voice, const std::stop_token& stop) {
        if (stop.stop_requested())
            return;
        auto outcome = attempt({}, [&]() -> std::shared_ptr<const GaugeAnswer> {
            try {
                return std::make_shared<const GaugeAnswer>(answerOf(asked, stop));
            } catch (const inference::Cancelled&) {
                return nullptr;
            }
        });
        if (const auto* const error = std::get_if<inference::Error>(&outcome))
            voice.end([this, error = *error] {
                if (m_settling.isActive())
                    endReport({});
                say(tr("The study could not be worked out. %1").arg(sentence(error)));
            });
        else if (const auto& answer = std::get<std::shared_ptr<const GaugeAnswer>>(outcome))
            voice.end([this, answer] { take(answer); });
    });
    m_soon.setInterval(int(std::clamp<qint64>(share * spent.elapsed(), leastPause, greatestPause)));
}

void GaugePresenter::take(const std::shared_ptr<const GaugeAnswer>& answer)
{
    QElapsedTimer showing;
    showing.start();
    if (answer->study && !answer->question.pattern.isEmpty())
        m_settings.setGaugePattern(answer->question.pattern);  // a slip of the keyboard isn't worth remembering
    m_window->setAnswer(answer);
    m_soon.setInterval(int(std::clamp<qint64>(m_soon.interval() + share * showing.elapsed(), leastPause, greatestPause)));
    emit answered();
    if (m_stale)
        refreshSoon();
}

/// Beside the folder of the study, not in it: there it would be among the pictures.
QString GaugePresenter::target(const QString& title, const QString& name, const QString& filter)
{
    return m_pickTarget(m_window.get(), title, QFileInfo(m_session.openedPaths().value(0)).absolutePath() + QLatin1Char('/') + name, filter);
}

void GaugePresenter::say(const QString& text)
{
    m_window->notices().say({QStringLiteral("export"), text, {}});
}

void GaugePresenter::exportTable()
{
    const QString file = target(tr("Export the Study"), QStringLiteral("gauge-study.csv"), tr("Tables (*.csv)"));
    if (!file.isEmpty())
        write(file);
}

void GaugePresenter::connectReports()
{
    connect(&m_reports, &ReportWriting::logUnreadable, this, [this](const inference::Error& error) { m_unreadLog = sentence(error); });
    connect(&m_reports, &ReportWriting::finished, this, [this](const std::filesystem::path& path, int pages) {
        QString text = tr("Saved as “%1”, %n page(s).", nullptr, pages).arg(QDir::toNativeSeparators(pathText(path)));
        if (!m_unreadLog.isEmpty())
            text = widgets::joinedSentences({text, tr("The review log couldn't be read, and the report leaves it out. %1").arg(m_unreadLog)});
        else if (const auto pending = m_history.pending(); pending > 0)
            text = widgets::joinedSentences({text, tr("%n thing(s) said in reviews couldn't be written to the review log yet: the report's entries lack them.", nullptr, int(pending))});
        endReport(text);
    });
    connect(&m_reports, &ReportWriting::failed, this, [this](const inference::Error& error) { endReport(tr("The report could not be written. %1").arg(sentence(error))); });
}

void GaugePresenter::endReport(const QString& text)
{
    m_settling.stop();
    m_window->setReporting(false);
    say(text);
    emit exported();
}

void GaugePresenter::saveReport()
{
    const QString file = target(tr("Save the Report of the Study"), QStringLiteral("gauge-study.pdf"), tr("PDF (*.pdf)"));
    if (file.isEmpty())
        return;
    m_report = file;
    m_unreadLog.clear();
    m_tileSide = m_session.recipe().tileSide;
    m_window->setReporting(true);
    m_waited.start();
    saveReportWhenSettled();
}

/// A report holds one state of things: the study is of the verdicts beside it, every word of a review is in the log.
void GaugePresenter::saveReportWhenSettled()
{
    const bool behind = m_stale || m_asking.isRunning() || outdatedParts(m_session) > 0;
    const bool unwritten = m_history.pending() > 0 && m_waited.elapsed() < longestForLog;
    if (behind || unwritten) {
        say(behind ? tr("Waiting until every part is judged under the present limits…") : tr("Waiting for the review log…"));
        m_settling.start();
        if (m_stale)
            refreshSoon();
        if (unwritten)
            m_history.retryNow();
        return;
    }
    const auto& answer = m_window->answer();
    if (!answer->study) {
        endReport(tr("There is no study to report any more."));
        return;
    }
    ReportOrder order;
    order.snapshot = std::make_shared<const SessionSnapshot>(snapshotOf(m_session));
    order.form = rememberedForm(m_settings, QString::fromStdString(m_session.recipe().name));
    order.form.options.style = ReportTemplate::Short;
    order.form.redaction.names = Redaction::Names::Kept;  // a study is nothing without its names
    order.gauge = ReportGauge {answer, m_window->tolerance()};
    say(tr("Writing the report…"));
    m_reports.start(order, toPath(m_report));
}

void GaugePresenter::write(const QString& file)
{
    m_writing.start([this, file, answer = m_window->answer()](const LatestJob::Voice& voice, const std::stop_token&) {
        const auto outcome = attempt(toPath(file), [&] {
            inference::weights::AtomicFile table(toPath(file));
            table.write(gaugeCsv(*answer));
            table.commit();
            return answer->points.size();
        });
        voice.end([this, file, outcome] {
            const auto* const error = std::get_if<inference::Error>(&outcome);
            const QString said = error ? tr("The study could not be exported. %1").arg(sentence(*error))
                                       : tr("Values written to “%1”: %2").arg(QDir::toNativeSeparators(file), QLocale().toString(qulonglong(std::get<std::size_t>(outcome))));
            say(said);
            emit exported();
        });
    });
}

}  // namespace app
