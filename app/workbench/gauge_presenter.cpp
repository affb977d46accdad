#include "app/workbench/gauge_presenter.h"

#include "app/common/error_text.h"
#include "app/common/path_text.h"
#include "app/workbench/background.h"
#include "app/workbench/gauge_csv.h"
#include "app/workbench/gauge_dialog.h"
#include "app/workbench/session.h"
#include "app/workbench/settings.h"
#include "weights/atomic_file.h"
#include "widgets/notice_bar.h"

#include <QDir>
#include <QElapsedTimer>
#include <QEvent>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace app {
namespace {

constexpr int leastPause = 150;  // milliseconds
constexpr int greatestPause = 10000;
constexpr qint64 share = 10;  // the pause is so many times what the last question took here

GaugePicture pictureOf(const PartRecord& part)
{
    GaugePicture picture;
    picture.path = part.path;
    picture.name = part.name;
    picture.label = part.label;
    if (part.error || part.judged.error) {
        picture.state = GaugePicture::State::Failed;
        return picture;
    }
    if (!part.isJudged())
        return picture;
    picture.state = GaugePicture::State::Judged;
    picture.verdict = part.judged.verdict;
    const auto value = [&](GaugeMeasure measure) -> double& { return picture.values[std::size_t(measure)]; };
    value(GaugeMeasure::RegionScore) = std::max(0.0, double(part.judged.regionScore));
    value(GaugeMeasure::ImageScore) = part.judged.score;
    if (!part.judged.defects)
        return picture;
    value(GaugeMeasure::Regions) = double(part.judged.defects->size());
    for (const inference::Defect& defect : *part.judged.defects) {
        value(GaugeMeasure::LargestArea) = std::max(value(GaugeMeasure::LargestArea), defect.area);
        value(GaugeMeasure::AllAreas) += defect.area;
        value(GaugeMeasure::LongestRegion) = std::max(value(GaugeMeasure::LongestRegion), defect.length);
    }
    return picture;
}

}  // namespace

GaugePresenter::GaugePresenter(Session& session, Settings& settings, PickFile pickTarget, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_settings(settings)
    , m_pickTarget(std::move(pickTarget))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(leastPause);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (m_window && m_window->isVisible())
            refresh();
    });
    m_settling.setSingleShot(true);
    m_settling.setInterval(leastPause);
    connect(&m_settling, &QTimer::timeout, this, &GaugePresenter::saveReportWhenSettled);
    connect(&m_reports, &ReportWriting::finished, this, [this](const std::filesystem::path& path, int pages) {
        say(tr("Saved as “%1”, %n page(s).", nullptr, pages).arg(QDir::toNativeSeparators(pathText(path))));
        emit exported();
    });
    connect(&m_reports, &ReportWriting::failed, this, [this](const inference::Error& error) {
        say(tr("The report could not be written. %1").arg(sentence(error)));
        emit exported();
    });
    connect(&session, &Session::partChanged, this, &GaugePresenter::refreshSoon);
    connect(&session, &Session::partsChanged, this, &GaugePresenter::refreshSoon);
    connect(&session, &Session::partsAppended, this, &GaugePresenter::refreshSoon);
    connect(&session, &Session::verdictsMoved, this, &GaugePresenter::refreshSoon);
    connect(&session, &Session::recipeChanged, this, &GaugePresenter::refreshSoon);  // its calibration
    connect(&session, &Session::partsCleared, this, [this] {
        if (m_window)
            m_window->setPattern({});  // it was of other names
        refreshSoon();
    });
}

GaugePresenter::~GaugePresenter()
{
    if (m_window && m_window->isVisible())
        remember();
}

void GaugePresenter::showWindow()
{
    if (!m_window)
        build();
    m_window->QDialog::show();
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
    m_window->setMeasure(GaugeMeasure(std::clamp(m_settings.gaugeMeasure(), 0, gaugeMeasures - 1)));
    m_window->installEventFilter(this);
    connect(m_window.get(), &GaugeDialog::questionChanged, this, [this] {
        m_settings.setGaugeMeasure(int(m_window->measure()));
        if (!m_window->pattern().isEmpty())
            m_settings.setGaugePattern(m_window->pattern());
        refresh();
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
    m_settings.setGaugeGeometry(m_window->saveGeometry());
}

void GaugePresenter::refreshSoon()
{
    m_stale = true;
    if (m_window && m_window->isVisible() && !m_soon.isActive())
        m_soon.start();
}

GaugeQuestion GaugePresenter::question() const
{
    const inference::Recipe& recipe = m_session.recipe();
    GaugeQuestion question {{}, m_window->pattern(), m_settings.gaugePattern(), m_window->measure(), {recipe.mmPerPixel}};
    if (question.measure == GaugeMeasure::RegionScore)
        question.limits = {recipe.rule.failLimit, recipe.rule.reviewLimit};
    else if (question.measure == GaugeMeasure::ImageScore)
        question.limits = recipe.scoreLimits;
    question.pictures.reserve(std::size_t(m_session.count()));
    for (int row = 0; row < m_session.count(); ++row)
        question.pictures.push_back(pictureOf(m_session.part(row)));
    return question;
}

void GaugePresenter::refresh()
{
    m_soon.stop();
    m_stale = false;
    QElapsedTimer spent;
    spent.start();
    m_asking.start([this, asked = question()](const LatestJob::Voice& voice, const std::stop_token&) {
        auto answer = std::make_shared<const GaugeAnswer>(answerOf(asked));
        voice.end([this, answer] {
            QElapsedTimer showing;
            showing.start();
            m_window->setAnswer(answer);
            m_soon.setInterval(int(std::clamp<qint64>(m_soon.interval() + share * showing.elapsed(), leastPause, greatestPause)));
            emit answered();
        });
    });
    m_soon.setInterval(int(std::clamp<qint64>(share * spent.elapsed(), leastPause, greatestPause)));
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

void GaugePresenter::saveReport()
{
    const QString file = target(tr("Save the Report of the Study"), QStringLiteral("gauge-study.pdf"), tr("PDF (*.pdf)"));
    if (file.isEmpty())
        return;
    m_report = file;
    saveReportWhenSettled();
}

/// A report holds one state of things: the study is of the verdicts beside it.
void GaugePresenter::saveReportWhenSettled()
{
    auto snapshot = std::make_shared<const SessionSnapshot>(snapshotOf(m_session));
    if (m_window->isVisible() && (m_stale || m_asking.isRunning() || snapshot->outdated > 0)) {
        say(tr("Waiting until every part is judged under the present limits…"));
        m_settling.start();
        return;
    }
    const auto& answer = m_window->answer();
    if (m_stale || !answer->study) {
        say(tr("There is no study to report any more."));
        emit exported();
        return;
    }
    ReportOrder order;
    order.snapshot = std::move(snapshot);
    order.form = rememberedForm(m_settings, QString::fromStdString(m_session.recipe().name));
    order.form.options.style = ReportTemplate::Short;
    order.form.redaction = {};  // a study is nothing without its names
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
