#include "app/workbench/export_dialog.h"

#include "widgets/joined_sentences.h"
#include "widgets/wrapped_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>

namespace app {
namespace {

/// In the order of the boxes.
constexpr std::array<bool ExportWants::*, 9> wishes {&ExportWants::imagesCsv, &ExportWants::defectsCsv, &ExportWants::json,
                                                     &ExportWants::coco,      &ExportWants::labelme,    &ExportWants::masks,
                                                     &ExportWants::overlays,  &ExportWants::maps,       &ExportWants::history};
constexpr std::size_t history = 8;
constexpr std::size_t mostProblems = 1000;  // lines; the others stand in export.json

}  // namespace

ExportForm ExportDialog::form() const
{
    ExportForm form;
    form.folder = m_folder->path();
    for (std::size_t i = 0; i < wishes.size(); ++i)
        form.wants.*wishes[i] = m_kinds[i]->isChecked();
    form.parts = ExportedParts(m_parts->currentIndex());
    form.redaction = {Redaction::Names(m_names->currentIndex()), m_times->isChecked(), m_people->isChecked()};
    return form;
}

void ExportDialog::setForm(const ExportForm& form)
{
    m_folder->setPath(form.folder);
    for (std::size_t i = 0; i < wishes.size(); ++i)
        m_kinds[i]->setChecked(form.wants.*wishes[i]);
    m_parts->setCurrentIndex(int(form.parts));
    m_names->setCurrentIndex(int(form.redaction.names));
    m_times->setChecked(form.redaction.times);
    m_people->setChecked(form.redaction.operators);
    followForm();
}

void ExportDialog::setCounts(const ExportCounts& counts)
{
    if (m_counts == counts)
        return;
    m_counts = counts;
    fillParts();
    followForm();
}

void ExportDialog::setHistoryThere(bool there)
{
    m_historyThere = there;
    retranslateKinds();
    followForm();
}

/// What the choices allow: no history of a redacted export, no export of nothing.
void ExportDialog::followForm()
{
    const ExportForm chosen = form();
    m_kinds[history]->setEnabled(m_historyThere && !chosen.isRedacted());
    m_kindTexts[history]->setText(!m_historyThere        ? tr("There is none: inspections aren't kept.")
                                      : chosen.isRedacted() ? tr("Not where something is left out: it holds paths and names.")
                                                            : tr("A copy of all that was ever inspected and said. For SQLite."));
    const auto isOn = [](const QCheckBox* box) { return box->isChecked() || !box->isEnabled(); };
    const auto on = std::ranges::count_if(m_kinds, isOn), off = kinds - on;
    {
        const QSignalBlocker nobodyClicked(m_everything);
        m_everything->setCheckState(off == 0 ? Qt::Checked : std::ranges::any_of(m_kinds, &QCheckBox::isChecked) ? Qt::PartiallyChecked : Qt::Unchecked);
    }
    ExportWants wants = chosen.allowedWants();
    wants.history = wants.history && m_historyThere;
    m_export->setEnabled(m_state == State::Editing && !wants.isNothing() && !chosen.folder.isEmpty() && m_counts.of(chosen.parts) > 0);
    m_reason->setText(m_state != State::Editing           ? QString()
                          : m_counts.all == 0                ? tr("Nothing has been inspected yet.")
                          : m_counts.of(chosen.parts) == 0   ? tr("There are no such parts.")
                          : wants.isNothing()                ? tr("Nothing is chosen.")
                          : chosen.folder.isEmpty()          ? tr("No folder is chosen.")
                                                             : QString());
}

void ExportDialog::setState(State state)
{
    const bool busy = state != State::Editing;
    if (busy && m_state == State::Editing)
        m_pace = {};
    m_state = state;
    m_settings->setEnabled(!busy);
    m_export->setVisible(!busy);
    m_cancel->setVisible(busy);
    m_progress->setVisible(busy);
    if (busy) {
        m_outcome->show();
        m_problems->hide();
        m_open->setEnabled(false);
        m_cancel->setFocus();
    }
    followForm();
    growAsNeeded();
}

void ExportDialog::setWaiting(const QString& sentence)
{
    setState(State::Waiting);
    m_progress->setRange(0, 0);
    m_status->setSentence(sentence);
}

void ExportDialog::setProgress(int done, int total, widgets::Pace::Time now)
{
    if (m_state != State::Running)
        setState(State::Running);
    m_pace = widgets::updatedPace(m_pace, done, now);
    m_progress->setRange(0, std::max(total, 1));
    m_progress->setValue(done);
    QString text = tr("%1 of %2 parts are done.").arg(QLocale().toString(done), QLocale().toString(total));
    if (const auto seconds = widgets::secondsLeft(m_pace, total - done); seconds && done < total)
        text = widgets::joinedSentences({text, widgets::timeLeftText(*seconds)});
    m_status->setSentence(text);
}

QString ExportDialog::problemsOf(const ExportResult& result)
{
    QStringList lines;
    for (const ExportProblem& problem : result.problems) {
        if (std::size_t(lines.size()) == mostProblems)
            break;
        lines.append(problemText(problem));
    }
    if (result.problems.size() > mostProblems)
        lines.append(tr("%n more, all of them in export.json.", nullptr, int(result.problems.size() - mostProblems)));
    return lines.join(QLatin1Char('\n'));
}

void ExportDialog::showOutcome(const QString& sentence)
{
    setState(State::Editing);
    m_outcome->show();
    m_status->setSentence(sentence);
    m_export->setFocus();
    growAsNeeded();
}

void ExportDialog::setFinished(const ExportResult& result, const QString& notice)
{
    QString text = tr("%n file(s) written.", nullptr, int(result.files));
    if (!notice.isEmpty())
        text = widgets::joinedSentences({text, notice});
    if (!result.problems.empty())
        text = widgets::joinedSentences({text, tr("%n thing(s) could not be exported:", nullptr, int(result.problems.size()))});
    showOutcome(text);
    m_problems->setPlainText(problemsOf(result));
    m_problems->setVisible(!result.problems.empty());
    growAsNeeded();
    m_open->setEnabled(true);
    m_open->setFocus();
}

void ExportDialog::setRefused(const QString& path)
{
    showOutcome(tr("“%1” is there already and is not an export's. Nothing was written. Choose another folder, or an empty one.").arg(path));
}

void ExportDialog::setFailed(const QString& sentence)
{
    showOutcome(sentence);
}

void ExportDialog::setCancelled()
{
    showOutcome(tr("Cancelled. Files of parts that were done stay in the folder; tables are as they were before."));
}

QString ExportDialog::status() const
{
    return m_outcome->isHidden() ? QString() : m_status->sentence();
}

QString ExportDialog::problems() const
{
    return m_problems->isHidden() ? QString() : m_problems->toPlainText();
}

void ExportDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        emit countsWanted();
    QDialog::changeEvent(event);
}

}  // namespace app
