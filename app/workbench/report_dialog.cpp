#include "app/workbench/report_dialog.h"

#include "widgets/page_view.h"
#include "widgets/wrapped_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTextCursor>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace app {
namespace {

constexpr int longestNotes = 4000;
constexpr QSize logoRoom {220, 48};

}  // namespace

ReportDialog::ReportDialog(PickFile pickFile, QWidget* parent)
    : QDialog(parent)
    , m_logo(new FileField(QString(), std::move(pickFile)))
{
    build();
    connectForm();
    connectPages();
    connect(m_save, &QPushButton::clicked, this, &ReportDialog::saveWanted);
    connect(m_cancel, &QPushButton::clicked, this, &ReportDialog::cancelWanted);
    connect(m_open, &QPushButton::clicked, this, &ReportDialog::openWanted);
    connect(m_folder, &QPushButton::clicked, this, &ReportDialog::folderWanted);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    nameEverything();
    updatePages();
    enter(State::Idle, {});
}

void ReportDialog::connectForm()
{
    const auto changed = [this] {
        updateEnabled();
        if (!m_filling)
            emit formChanged();
    };
    for (QLineEdit* const edit : {m_product, m_lot, m_station, m_operator, m_heading})
        connect(edit, &QLineEdit::textChanged, this, changed);
    connect(m_notes, &QPlainTextEdit::textChanged, this, [this, changed] {
        if (const QString text = m_notes->toPlainText(); text.size() > longestNotes) {
            m_notes->setPlainText(text.left(longestNotes));  // comes back here
            m_notes->moveCursor(QTextCursor::End);
            return;
        }
        changed();
    });
    connect(m_logo, &FileField::chosen, this, changed);
    for (QComboBox* const box : {m_template, m_paper, m_perPage, m_pictured, m_names})
        connect(box, &QComboBox::currentIndexChanged, this, changed);
    for (QCheckBox* const box : {m_withoutTimes, m_withoutPeople})
        connect(box, &QCheckBox::toggled, this, changed);
    connect(m_removeLogo, &QPushButton::clicked, this, [this] {
        m_logo->setFocus();  // the button is disabled now
        m_logo->setPath({});
    });
}

void ReportDialog::connectPages()
{
    connect(m_pages, &widgets::PageView::pageChanged, this, &ReportDialog::updatePages);
    connect(m_pages, &widgets::PageView::zoomChanged, this, &ReportDialog::updatePages);
    connect(m_page, &QSpinBox::valueChanged, this, [this](int number) { m_pages->setPage(number - 1); });
    const auto turn = [this](int pages) { m_pages->setPage(m_pages->page() + pages); };
    connect(m_previous, &QToolButton::clicked, this, [turn] { turn(-1); });
    connect(m_next, &QToolButton::clicked, this, [turn] { turn(1); });
    connect(m_whole, &QToolButton::clicked, this, [this] {
        m_pages->setZoom(widgets::PageView::Zoom::Whole);
        updatePages();
    });
    connect(m_paperSize, &QToolButton::clicked, this, [this] {
        m_pages->setZoom(widgets::PageView::Zoom::PaperSize);
        updatePages();
    });
    // From wherever the focus is.
    connect(new QShortcut(Qt::CTRL | Qt::Key_PageUp, this), &QShortcut::activated, this, [turn] { turn(-1); });
    connect(new QShortcut(Qt::CTRL | Qt::Key_PageDown, this), &QShortcut::activated, this, [turn] { turn(1); });
}

void ReportDialog::startOver()
{
    enter(State::Idle, {});
    m_product->setFocus();
}

void ReportDialog::setForm(const ReportForm& form)
{
    m_filling = true;
    m_form = form;
    m_product->setText(form.product);
    m_lot->setText(form.lot);
    m_station->setText(form.station);
    m_operator->setText(form.operatorName);
    if (m_notes->toPlainText() != form.notes)
        m_notes->setPlainText(form.notes);
    m_heading->setText(form.heading);
    m_logo->setPath(form.logoFile);
    m_template->setCurrentIndex(int(form.options.style));
    m_paper->setCurrentIndex(int(form.options.paper));
    m_perPage->setCurrentIndex(form.options.picturesPerPage - 1);
    m_pictured->setCurrentIndex(int(form.pictured));
    m_names->setCurrentIndex(int(form.redaction.names));
    m_withoutTimes->setChecked(form.redaction.times);
    m_withoutPeople->setChecked(form.redaction.operators);
    m_filling = false;
    updateEnabled();
}

ReportForm ReportDialog::form() const
{
    ReportForm form = m_form;
    form.product = m_product->text().trimmed();
    form.lot = m_lot->text().trimmed();
    form.station = m_station->text().trimmed();
    form.operatorName = m_operator->text().trimmed();
    form.notes = m_notes->toPlainText().trimmed();
    form.heading = m_heading->text().trimmed();
    form.logoFile = m_logo->path();
    form.options.style = ReportTemplate(m_template->currentIndex());
    form.options.paper = ReportPaper(m_paper->currentIndex());
    form.options.picturesPerPage = m_perPage->currentIndex() + 1;
    form.pictured = PicturedParts(m_pictured->currentIndex());
    form.redaction = {Redaction::Names(m_names->currentIndex()), m_withoutTimes->isChecked(), m_withoutPeople->isChecked()};
    return form;
}

void ReportDialog::setPartCounts(const std::array<int, 4>& counts)
{
    m_counts = counts;
    nameChoices();
}

void ReportDialog::setLogo(const QImage& logo, const QString& problem)
{
    m_logoPicture->setVisible(!logo.isNull());
    if (!logo.isNull()) {
        const double ratio = devicePixelRatioF();
        const QImage small = logo.scaled(logoRoom * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        QPixmap pixmap(small.size());
        pixmap.fill(Qt::white);  // the paper's
        QPainter(&pixmap).drawImage(0, 0, small);
        pixmap.setDevicePixelRatio(ratio);
        m_logoPicture->setPixmap(pixmap);
    }
    m_logoProblem->say(problem);
}

void ReportDialog::setWarnings(const QStringList& warnings)
{
    m_warnings->say(warnings.join(QLatin1Char('\n')));
}

void ReportDialog::setSavable(bool savable)
{
    m_savable = savable;
    updateEnabled();
}

void ReportDialog::setWaiting(const QString& sentence)
{
    m_pace = {};
    m_progress->setRange(0, 0);
    enter(State::Waiting, sentence);
}

void ReportDialog::setWriting(int done, int total, widgets::Pace::Time now)
{
    if (m_state != State::Writing)
        m_pace = {};
    m_pace = widgets::updatedPace(m_pace, done, now);
    m_progress->setRange(0, total);
    m_progress->setValue(done);
    enter(State::Writing, total > 0 ? tr("Writing page %1 of %2…").arg(std::min(done + 1, total)).arg(total) : tr("Laying out the pages…"));
    const auto seconds = done > 0 ? widgets::secondsLeft(m_pace, total - done) : std::nullopt;
    m_left->setText(seconds ? widgets::timeLeftText(*seconds) : QString());
}

void ReportDialog::setSaved(const QString& sentence)
{
    enter(State::Saved, sentence);
    m_open->setFocus();
}

void ReportDialog::setFailed(const QString& sentence)
{
    enter(State::Failed, sentence);
}

QString ReportDialog::outcome() const
{
    return m_outcome->sentence();
}

void ReportDialog::enter(State state, const QString& sentence)
{
    m_state = state;
    m_outcome->setSentence(sentence);
    m_left->clear();
    updateEnabled();
}

void ReportDialog::updateEnabled()
{
    const bool busy = m_state == State::Waiting || m_state == State::Writing;
    for (QWidget* const widget : std::initializer_list<QWidget*> {m_progress, m_left, m_cancel})
        widget->setVisible(busy);
    for (QWidget* const widget : std::initializer_list<QWidget*> {m_open, m_folder})
        widget->setVisible(m_state == State::Saved);
    m_save->setEnabled(m_savable && !busy);
    const bool pictures = m_template->currentIndex() != int(ReportTemplate::Short);
    m_perPage->setEnabled(pictures);
    m_pictured->setEnabled(pictures);
    m_removeLogo->setEnabled(!m_logo->path().isEmpty());
}

void ReportDialog::updatePages()
{
    const int count = m_pages->count(), page = m_pages->page();
    const QSignalBlocker quiet(m_page);
    m_page->setRange(count > 0 ? 1 : 0, count);
    m_page->setSuffix(tr(" of %1").arg(QLocale().toString(count)));
    m_page->setValue(count > 0 ? page + 1 : 0);
    m_page->setEnabled(count > 0);
    m_previous->setEnabled(page > 0);
    m_next->setEnabled(page + 1 < count);
    m_whole->setChecked(m_pages->zoom() == widgets::PageView::Zoom::Whole);
    m_paperSize->setChecked(m_pages->zoom() == widgets::PageView::Zoom::PaperSize);
}

void ReportDialog::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        nameEverything();
        updatePages();
        emit formChanged();  // the pages speak the language of the program
    }
    QDialog::changeEvent(event);
}

void ReportDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    emit shown();
}

void ReportDialog::hideEvent(QHideEvent* event)
{
    QDialog::hideEvent(event);
    emit hidden();
}

}  // namespace app
