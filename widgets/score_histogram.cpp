#include "widgets/score_histogram.h"

#include "widgets/joined_sentences.h"
#include "widgets/label_legend.h"
#include "widgets/limit_handle.h"
#include "widgets/rate_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

#include <cmath>

namespace widgets {

using inference::Label;
using inference::LimitPair;

namespace {

constexpr double closest = 0.01;

}  // namespace

ScoreHistogram::ScoreHistogram(QWidget* parent)
    : QWidget(parent)
    , m_scores(new QComboBox)
    , m_legend(new LabelLegend)
    , m_log(new QCheckBox)
    , m_whole(new QPushButton)
    , m_plot(new HistogramPlot)
    , m_overlay(new LimitOverlay(m_plot, this))
{
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_scores);
    head->addStretch(1);
    head->addWidget(m_log);
    head->addWidget(m_whole);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_legend);
    column->addWidget(m_plot, 1);
    m_plot->setHeadroom(m_overlay->headroom());
    m_plot->installEventFilter(this);
    m_overlay->raise();
    m_scores->hide();
    setTabOrder(m_scores, m_log);
    setTabOrder(m_log, m_whole);
    setTabOrder(m_whole, m_overlay->reviewHandle());
    setTabOrder(m_overlay->reviewHandle(), m_overlay->failHandle());

    connect(m_scores, &QComboBox::activated, this, &ScoreHistogram::scoreChosen);
    connect(m_overlay, &LimitOverlay::limitsDragged, this, [this](const LimitPair& limits) {
        describe();
        emit limitsDragged(limits);
    });
    connect(m_overlay, &LimitOverlay::limitDragEnded, this, &ScoreHistogram::limitDragEnded);
    connect(m_overlay, &LimitOverlay::headroomChanged, this, [this] {
        m_plot->setHeadroom(m_overlay->headroom());  // lays out anew, and the overlay follows
    });
    connect(m_overlay, &LimitOverlay::barClicked, this, &ScoreHistogram::scoreRangeSelected);
    connect(m_overlay, &LimitOverlay::zoomWanted, this, &ScoreHistogram::zoom);
    connect(m_overlay, &LimitOverlay::wholeWanted, this, &ScoreHistogram::showWholeRange);
    connect(m_overlay, &LimitOverlay::panWanted, this, [this](double share) {
        const double by = share * (m_plot->high() - m_plot->low());
        const double inside = std::clamp(by, -m_plot->low(), 1 - m_plot->high());
        setVisibleRange(m_plot->low() + inside, m_plot->high() + inside);
    });
    connect(m_whole, &QPushButton::clicked, this, &ScoreHistogram::showWholeRange);
    connect(m_log, &QCheckBox::toggled, this, [this](bool on) {
        m_plot->setLogarithmic(on);
        emit logCountsChanged(on);
    });
    m_whole->hide();  // nothing to bring back yet
    retranslate();
}

/// Children go last: a handle that loses the focus then must find nobody who listens.
ScoreHistogram::~ScoreHistogram()
{
    m_overlay->disconnect(this);
}

void ScoreHistogram::setDistribution(std::shared_ptr<const inference::evaluation::ScoreDistribution> parts)
{
    m_plot->setDistribution(parts);
    std::array<std::size_t, 3> counts {};
    for (const Label label : {Label::None, Label::Good, Label::Defective})
        counts[std::size_t(label)] = m_plot->distribution()->count(label);
    m_legend->setCounts(counts);
    describe();
}

void ScoreHistogram::setLimits(const LimitPair& limits)
{
    m_overlay->setLimits(limits);
    describe();
}

void ScoreHistogram::setScoreName(const QString& name)
{
    m_plot->setScoreName(name);
}

void ScoreHistogram::setScores(const QStringList& names, int chosen)
{
    m_scores->clear();
    m_scores->addItems(names);
    m_scores->setCurrentIndex(chosen);
    m_scores->setVisible(!names.isEmpty());
}

void ScoreHistogram::setSuggestion(const std::optional<LimitMark>& mark)
{
    m_overlay->setMark(mark);
}

void ScoreHistogram::setLogCounts(bool logarithmic)
{
    m_log->setChecked(logarithmic);
}

void ScoreHistogram::setVisibleRange(double low, double high)
{
    const double span = std::clamp(high - low, closest, 1.0);
    const double from = std::clamp(low, 0.0, 1 - span);
    m_plot->setRange(from, from + span);
    m_whole->setVisible(span < 1);
}

void ScoreHistogram::zoom(double factor, double around)
{
    const double span = std::clamp((m_plot->high() - m_plot->low()) * factor, closest, 1.0);
    const double share = (around - m_plot->low()) / (m_plot->high() - m_plot->low());
    const double low = std::clamp(around - share * span, 0.0, 1 - span);
    setVisibleRange(low, low + span);
}

void ScoreHistogram::describe()
{
    const auto& parts = *m_plot->distribution();
    const auto counts = parts.counts(limits());
    QString text = joinedSentences({tr("Scores of %Ln part(s).", nullptr, int(parts.size())),
                                    tr("Fail limit %1, review limit %2.").arg(limitText(double(limits().fail)), limitText(double(limits().review)))});
    if (counts.labelled() > 0)
        text = joinedSentences({text, tr("Escapes %1, overkill %2.").arg(shareText(counts.escapes()), shareText(counts.overkills()))});
    setAccessibleDescription(text);
}

void ScoreHistogram::retranslate()
{
    setAccessibleName(tr("Score histogram"));
    m_scores->setAccessibleName(tr("Score shown"));
    m_scores->setToolTip(tr("The region score is judged by the recipe's limits, the image score by the limits on the score"));
    m_log->setText(tr("Log"));
    m_log->setToolTip(tr("Few parts beside many: count on a logarithmic axis"));
    m_whole->setText(tr("Whole axis"));
    m_whole->setToolTip(tr("Show all scores from 0 to 1. The wheel zooms, with Shift it moves."));
    describe();
}

/// Whatever moves the plot, such as a legend that takes another line: what lies over it goes along.
bool ScoreHistogram::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_plot && (event->type() == QEvent::Move || event->type() == QEvent::Resize)) {
        m_overlay->setGeometry(m_plot->geometry());
        m_overlay->follow();
    }
    return QWidget::eventFilter(watched, event);
}

void ScoreHistogram::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace widgets
