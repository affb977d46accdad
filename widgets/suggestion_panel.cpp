#include "widgets/suggestion_panel.h"

#include "widgets/number_field.h"
#include "widgets/rate_text.h"
#include "widgets/suggestion_text.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <cmath>

namespace widgets {

using inference::evaluation::Costs;
using inference::evaluation::SuggestionMethod;
using inference::evaluation::SuggestionProblem;

namespace {

constexpr std::array methods{SuggestionMethod::F1Max, SuggestionMethod::RecallAtOverkill, SuggestionMethod::OverkillAtEscape,
                             SuggestionMethod::Cheapest, SuggestionMethod::GoodPercentile, SuggestionMethod::ExtremeTail};
constexpr double leastPercent = 0.0001;  // 1 ppm
constexpr double mostPercent = 50;

bool hasDemand(SuggestionMethod method)
{
    return method != SuggestionMethod::F1Max && method != SuggestionMethod::Cheapest;
}

/// Percent as fraction, so that 1 % is the double that is written 0.01.
double fraction(double percent)
{
    return std::round(percent * 1e4) / 1e6;
}

/// As many decimals as the value has: "0.1 %", "0.0005 %".
class PercentField : public NumberField {
public:
    QString textFromValue(double value) const override
    {
        int decimals = 0;
        while (decimals < QDoubleSpinBox::decimals()
               && std::abs(std::round(value * std::pow(10, decimals)) / std::pow(10, decimals) - value) > 1e-9)
            ++decimals;
        return locale().toString(value, 'f', decimals);
    }
};

QLabel* textLabel()
{
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}  // namespace

SuggestionPanel::SuggestionPanel(QWidget* parent)
    : ColumnScroll(parent)
    , m_method(new QComboBox)
    , m_methodLabel(new QLabel)
    , m_hint(textLabel())
    , m_demandLabel(new QLabel)
    , m_demand(new PercentField)
    , m_problem(textLabel())
    , m_limit(textLabel())
    , m_range(textLabel())
    , m_lines(textLabel())
    , m_useFail(new QPushButton)
    , m_useReview(new QPushButton)
    , m_demands{{SuggestionMethod::RecallAtOverkill, 0.01}, {SuggestionMethod::OverkillAtEscape, 0.01},
                {SuggestionMethod::GoodPercentile, 0.01}, {SuggestionMethod::ExtremeTail, 0.001}}
{
    for (const SuggestionMethod method : methods)
        m_method->addItem(QString(), int(method));
    m_method->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_demand->setDecimals(4);
    m_demand->setRange(leastPercent, mostPercent);
    m_demand->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_demand->setKeyboardTracking(false);
    m_demand->setAlignment(Qt::AlignRight);
    m_methodLabel->setBuddy(m_method);
    m_demandLabel->setBuddy(m_demand);
    build();

    connect(m_method, &QComboBox::currentIndexChanged, this, [this] {
        chooseMethod();
        emit requestChanged(request());
    });
    connect(m_demand, &QDoubleSpinBox::valueChanged, this, [this](double percent) {
        m_demands[request().method] = fraction(percent);
        refresh();
        emit requestChanged(request());
    });
    connect(m_useFail, &QPushButton::clicked, this, [this] { emit failLimitWanted(m_suggestion->limit); });
    connect(m_useReview, &QPushButton::clicked, this, [this] { emit reviewLimitWanted(m_suggestion->limit); });
    retranslate();
    chooseMethod();
}

void SuggestionPanel::build()
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(8);
    auto* form = new QGridLayout;
    form->setHorizontalSpacing(8);
    form->setVerticalSpacing(8);
    form->setColumnStretch(1, 1);
    form->addWidget(m_methodLabel, 0, 0);
    form->addWidget(m_method, 0, 1);
    form->addWidget(m_demandLabel, 1, 0);
    form->addWidget(m_demand, 1, 1);
    column->addLayout(form);
    for (QLabel* label : {m_hint, m_problem, m_limit, m_range, m_lines})
        column->addWidget(label);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_useReview);
    buttons->addWidget(m_useFail);
    column->addLayout(buttons);
    column->addStretch(1);
    setWidget(content);
}

SuggestionPanel::Request SuggestionPanel::request() const
{
    const auto method = SuggestionMethod(m_method->currentData().toInt());
    const auto demand = m_demands.find(method);
    return {method, demand == m_demands.end() ? 0 : demand->second, m_costs};
}

void SuggestionPanel::setRequest(const Request& request)
{
    const QSignalBlocker quiet(m_method);
    if (hasDemand(request.method))
        m_demands[request.method] = request.demand;
    m_method->setCurrentIndex(m_method->findData(int(request.method)));
    m_costs = request.costs;
    chooseMethod();
}

void SuggestionPanel::setCosts(const Costs& costs)
{
    m_costs = costs;
    refresh();
}

void SuggestionPanel::setSuggestion(const std::optional<Suggestion>& suggestion, int decided)
{
    m_suggestion = suggestion;
    m_decided = decided;
    refresh();
}

std::optional<LimitMark> SuggestionPanel::mark() const
{
    if (!isCurrent() || m_suggestion->problem != SuggestionProblem::None)
        return std::nullopt;
    return LimitMark {double(m_suggestion->limit), m_suggestion->limitRange};
}

bool SuggestionPanel::isCurrent() const
{
    return m_suggestion && m_suggestion->request == request();
}

void SuggestionPanel::chooseMethod()
{
    const Request wanted = request();
    const bool demands = hasDemand(wanted.method);
    m_demand->setVisible(demands);
    m_demandLabel->setVisible(demands);
    if (demands) {
        const QSignalBlocker quiet(m_demand);
        m_demand->setValue(wanted.demand * 100);
    }
    m_demandLabel->setText(wanted.method == SuggestionMethod::OverkillAtEscape ? tr("Escapes at most") : tr("Overkill at most"));
    m_demand->setAccessibleName(m_demandLabel->text());
    m_hint->setText(methodHint(wanted.method));
    refresh();
}

void SuggestionPanel::refresh()
{
    const bool usable = mark().has_value();
    const bool limit = m_suggestion && m_suggestion->problem == SuggestionProblem::None;
    m_limit->setVisible(limit);
    m_range->setVisible(limit);
    m_lines->setVisible(limit);
    m_problem->setVisible(m_suggestion && !limit);
    if (m_suggestion)
        m_problem->setText(problemText(*m_suggestion));
    if (limit) {
        m_limit->setText(tr("Limit %1").arg(limitText(double(m_suggestion->limit))));
        m_range->setText(rangeText(*m_suggestion));
        QStringList lines = achievementLines(*m_suggestion);
        if (m_decided > 0)
            lines.append(tr("%Ln labelled part(s) fail(s) by another limit, whatever this one is.", nullptr, m_decided));
        m_lines->setText(lines.join(QLatin1Char('\n')));
    }
    QFont big = font();
    big.setBold(true);
    big.setPointSizeF(big.pointSizeF() * 1.4);
    m_limit->setFont(big);
    for (QWidget* shown : {m_limit, m_range, m_lines, m_problem})
        shown->setEnabled(isCurrent());  // outdated: greyed until the new one comes
    m_useFail->setEnabled(usable);
    m_useReview->setEnabled(usable);
}

void SuggestionPanel::retranslate()
{
    setAccessibleName(tr("Suggested limit"));
    m_methodLabel->setText(tr("Method"));
    m_method->setAccessibleName(m_methodLabel->text());
    for (int i = 0; i < m_method->count(); ++i)
        m_method->setItemText(i, methodName(SuggestionMethod(m_method->itemData(i).toInt())));
    m_demand->setSuffix(tr("\u00a0%"));
    m_useFail->setText(tr("Use as fail limit"));
    m_useReview->setText(tr("Use as review limit"));
}

void SuggestionPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        chooseMethod();
    }
    if (event->type() == QEvent::FontChange)
        refresh();
    ColumnScroll::changeEvent(event);
}

}  // namespace widgets
