#include "app/workbench/live_log_filter_bar.h"

#include "app/common/error_text.h"
#include "app/workbench/live_log_text.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace app {

namespace {

constexpr int runCharacters = 26;

}  // namespace

LiveLogFilterBar::LiveLogFilterBar(QWidget* parent)
    : QWidget(parent)
    , m_resultLabel(new QLabel)
    , m_runLabel(new QLabel)
    , m_periodLabel(new QLabel)
    , m_fromLabel(new QLabel)
    , m_toLabel(new QLabel)
    , m_result(new QComboBox)
    , m_run(new QComboBox)
    , m_period(new QComboBox)
    , m_from(new QDateTimeEdit)
    , m_before(new QDateTimeEdit)
    , m_clear(new QPushButton)
{
    for (int i = 0; i <= int(LiveFilter::Result::Error); ++i)
        m_result->addItem(QString());
    for (int i = 0; i <= int(Period::Between); ++i)
        m_period->addItem(QString());
    m_run->addItem(QString(), QByteArray());
    m_run->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_run->setMinimumContentsLength(runCharacters);
    const QDateTime midnight = QDate::currentDate().startOfDay();
    setBounds(midnight, midnight.addDays(1));
    layOut();
    retranslate();
    for (const QComboBox* const box : {m_result, m_run, m_period})
        connect(box, &QComboBox::activated, this, [this] {
            follow();
            emit changed();
        });
    for (QDateTimeEdit* const edit : {m_from, m_before}) {
        edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
        edit->setCalendarPopup(true);
        edit->setKeyboardTracking(false);  // not at every digit
        connect(edit, &QDateTimeEdit::dateTimeChanged, this, &LiveLogFilterBar::changed);
    }
    connect(m_clear, &QPushButton::clicked, this, [this] {
        clear();
        emit changed();
    });
    follow();
}

void LiveLogFilterBar::layOut()
{
    auto* const rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    auto* const row = new QHBoxLayout;
    auto* const between = new QHBoxLayout;  // below the rest, so that the window may be narrow
    rows->addLayout(row);
    rows->addLayout(between);
    const auto add = [row](QLabel* label, QWidget* buddy) {
        label->setBuddy(buddy);
        row->addWidget(label);
        row->addWidget(buddy);
        row->addSpacing(8);
    };
    add(m_resultLabel, m_result);
    add(m_runLabel, m_run);
    row->setStretchFactor(m_run, 1);
    m_run->setMaximumWidth(fontMetrics().averageCharWidth() * 2 * runCharacters);
    add(m_periodLabel, m_period);
    row->addWidget(m_clear);
    row->addStretch();
    for (QWidget* const one : std::initializer_list<QWidget*> {m_fromLabel, m_from, m_toLabel, m_before})
        between->addWidget(one);
    between->addStretch();
    m_clear->setAutoDefault(false);
}

LiveFilter LiveLogFilterBar::filter(const QDateTime& now) const
{
    LiveFilter filter;
    filter.run = m_run->currentData().toByteArray().toStdString();
    filter.result = LiveFilter::Result(m_result->currentIndex());
    switch (Period(m_period->currentIndex())) {
    case Period::Any: break;
    case Period::LastHour: filter.from = utcOf(now.addSecs(-3600)); break;
    case Period::Today: filter.from = utcOf(now.date().startOfDay()); break;
    case Period::LastWeek: filter.from = utcOf(now.addDays(-7)); break;
    case Period::Between:
        filter.from = utcOf(m_from->dateTime());
        filter.before = utcOf(m_before->dateTime());
        break;
    }
    return filter;
}

bool LiveLogFilterBar::narrows() const
{
    return m_result->currentIndex() > 0 || m_run->currentIndex() > 0 || m_period->currentIndex() > 0;
}

void LiveLogFilterBar::setRuns(const std::vector<LiveLogRun>& runs)
{
    const QByteArray chosen = m_run->currentData().toByteArray();
    const QString chosenText = m_run->currentText();
    while (m_run->count() > 1)
        m_run->removeItem(1);
    for (const LiveLogRun& run : runs) {
        m_run->addItem(runText(run), QByteArray::fromStdString(run.run));
        m_run->setItemData(m_run->count() - 1, runText(run), Qt::ToolTipRole);
    }
    if (!chosen.isEmpty() && m_run->findData(chosen) < 0)
        m_run->addItem(chosenText, chosen);
    m_run->setCurrentIndex(m_run->findData(chosen));
}

void LiveLogFilterBar::setResult(LiveFilter::Result result)
{
    m_result->setCurrentIndex(int(result));
    follow();
}

void LiveLogFilterBar::setRun(const std::string& run)
{
    m_run->setCurrentIndex(std::max(0, m_run->findData(QByteArray::fromStdString(run))));
    follow();
}

void LiveLogFilterBar::setPeriod(Period period)
{
    m_period->setCurrentIndex(int(period));
    follow();
}

void LiveLogFilterBar::setBounds(const QDateTime& from, const QDateTime& before)
{
    const QSignalBlocker quietFrom(m_from), quietBefore(m_before);
    m_from->setDateTime(from);
    m_before->setDateTime(before);
}

void LiveLogFilterBar::clear()
{
    for (QComboBox* const box : {m_result, m_run, m_period})
        box->setCurrentIndex(0);
    follow();
}

void LiveLogFilterBar::follow()
{
    const bool between = Period(m_period->currentIndex()) == Period::Between;
    for (QWidget* const one : std::initializer_list<QWidget*> {m_fromLabel, m_from, m_toLabel, m_before})
        one->setVisible(between);
    m_clear->setEnabled(narrows());
}

void LiveLogFilterBar::retranslate()
{
    using inference::Verdict;
    m_resultLabel->setText(tr("&Result:"));
    m_runLabel->setText(tr("R&un:"));
    m_periodLabel->setText(tr("&Time:"));
    m_fromLabel->setText(tr("From", "a time"));
    m_toLabel->setText(tr("to", "a time"));
    const QStringList results {tr("Any"), word(Verdict::Pass), word(Verdict::Review), word(Verdict::Fail), tr("Error")};
    for (int i = 0; i < m_result->count(); ++i)
        m_result->setItemText(i, results.at(i));
    const QStringList periods {tr("Any time"), tr("Last hour"), tr("Today"), tr("Last 7 days"), tr("From … to …")};
    for (int i = 0; i < m_period->count(); ++i)
        m_period->setItemText(i, periods.at(i));
    m_run->setItemText(0, tr("All runs"));
    m_from->setAccessibleName(tr("At or after"));
    m_before->setAccessibleName(tr("Before"));
    m_clear->setText(tr("Show &All"));
}

void LiveLogFilterBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace app
