#include "app/workbench/report_checker.h"

#include "app/common/error_text.h"
#include "app/common/filled_text.h"
#include "app/common/path_text.h"
#include "app/report/finding_text.h"
#include "app/workbench/background.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QLocale>
#include <QMessageBox>
#include <QtConcurrent>

#include <algorithm>

namespace app {
namespace {

/// More are counted only: a box is no list.
constexpr std::size_t mostFindings = 12;

/// What the box says first.
QString titleOf(const QString& name, const std::vector<ReportFinding>& findings)
{
    if (findings.empty())
        return QCoreApplication::translate("app::ReportChecker", "“%1” is as it was sealed.").arg(name);
    if (std::ranges::any_of(findings, isChange, &ReportFinding::problem))
        return QCoreApplication::translate("app::ReportChecker", "“%1” is not as it was sealed.").arg(name);
    return QCoreApplication::translate("app::ReportChecker", "Nothing was found changed in “%1”, but not all of it could be checked.").arg(name);
}

/// As people here write it; as it stands there where it is no time.
QString timeText(const std::string& iso)
{
    const QDateTime time = QDateTime::fromString(QString::fromStdString(iso), Qt::ISODate);
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat) : QString::fromStdString(iso);
}

}  // namespace

ReportChecker::ReportChecker(PickFile pickReport, std::filesystem::path history, QWidget* window)
    : QObject(window)
    , m_pickReport(std::move(pickReport))
    , m_history(std::move(history))
    , m_window(window)
{
}

ReportChecker::~ReportChecker()
{
    m_stop.request_stop();
}

void ReportChecker::ask()
{
    const QString file = m_pickReport(m_window, tr("Check a Report"), QDir::homePath(), tr("Reports (*.pdf)"));
    if (!file.isEmpty())
        check(toPath(file));
}

void ReportChecker::check(const std::filesystem::path& pdf)
{
    m_stop.request_stop();
    m_stop = {};
    auto* const watcher = new QFutureWatcher<Outcome>(this);
    connect(watcher, &QFutureWatcher<Outcome>::finished, this, [this, watcher, pdf, wish = ++m_wish] {
        watcher->deleteLater();
        if (wish == m_wish)
            tell(pdf, watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(&backgroundThreads(), [pdf, history = m_history, stop = m_stop.get_token()]() -> Outcome {
        return attempt(pdf, [&] { return look(pdf, history, stop); });  // of one that is given up nobody hears
    }));
}

ReportChecker::Answer ReportChecker::look(const std::filesystem::path& pdf, const std::filesystem::path& history, const std::stop_token& stop)
{
    Answer answer {checkReport(pdf, stop)};
    std::error_code ignored;
    if (answer.report.facts && std::filesystem::exists(history, ignored) && stemsFromLog(*answer.report.facts, history)) {
        answer.ownLog = true;
        std::ranges::move(checkAgainstLog(*answer.report.facts, history, stop), std::back_inserter(answer.report.findings));
    }
    return answer;
}

QString ReportChecker::textOf(const Answer& answer)
{
    QStringList lines;
    if (const auto& facts = answer.report.facts)
        lines.append(filledText(tr("Made %1 by %2, %n part(s).", nullptr, int(facts->images.size())), {timeText(facts->made), QString::fromStdString(facts->program)}));
    const std::vector<ReportFinding>& findings = answer.report.findings;
    for (std::size_t i = 0; i < std::min(findings.size(), mostFindings); ++i)
        lines.append(QStringLiteral("• ") + findingText(findings[i]));
    if (findings.size() > mostFindings)
        lines.append(tr("… and %n more", nullptr, int(findings.size() - mostFindings)));
    if (!findings.empty())
        return lines.join(QStringLiteral("\n"));
    lines.append(tr("Nothing in it was changed since it was sealed."));
    if (answer.ownLog)
        lines.append(tr("The review log of this computer still holds every entry."));
    lines.append(tr("Its images were not looked at: “vcp-inspect verify --images FOLDER” compares and inspects them again."));
    return lines.join(QStringLiteral("\n"));
}

void ReportChecker::tell(const std::filesystem::path& pdf, const Outcome& outcome)
{
    const auto* const answer = std::get_if<Answer>(&outcome);
    const bool fine = answer && answer->report.findings.empty();
    const QString text = answer ? textOf(*answer) : sentence(std::get<inference::Error>(outcome));
    const QString name = pathText(pdf.filename());
    auto* const box = new QMessageBox(fine ? QMessageBox::Information : QMessageBox::Warning, tr("Report"),
                                      answer ? titleOf(name, answer->report.findings) : tr("“%1” could not be checked.").arg(name), QMessageBox::Close, m_window);
    box->setInformativeText(text);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
    emit checked(fine, text);
}

}  // namespace app
