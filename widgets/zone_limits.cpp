#include "widgets/zone_limits.h"

#include "widgets/limit_row.h"
#include "widgets/measure.h"

#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>

#include <algorithm>
#include <cmath>
#include <utility>

namespace widgets {

using inference::RegionRule;

namespace {

constexpr LimitScale limitScale {0, 1, 0.01, false, 1000};
constexpr LimitScale areaScale {0, 1e6, 1, true, 1000};
constexpr LimitScale lengthScale {0, 1e4, 1, true, 1000};
constexpr float firstGrow = 0.75f;  // of the review limit, when growing is switched on

}  // namespace

float proposedGrow(const RegionRule& rule)
{
    // Rounded it may lie above a small review limit.
    return rule.growLimit.value_or(std::min(rule.reviewLimit, std::round(rule.reviewLimit * firstGrow * 100) / 100));
}

RegionRule withFail(RegionRule rule, float limit)
{
    rule.failLimit = limit;
    rule.reviewLimit = std::min(rule.reviewLimit, limit);
    if (rule.growLimit)
        rule.growLimit = std::min(*rule.growLimit, limit);
    return rule;
}

RegionRule withReview(RegionRule rule, float limit)
{
    rule.reviewLimit = limit;
    rule.failLimit = std::max(rule.failLimit, limit);
    if (rule.growLimit)
        rule.growLimit = std::min(*rule.growLimit, limit);
    return rule;
}

RegionRule withGrow(RegionRule rule, float limit)
{
    rule.growLimit = limit;
    rule.reviewLimit = std::max(rule.reviewLimit, limit);
    rule.failLimit = std::max(rule.failLimit, rule.reviewLimit);
    return rule;
}

ZoneLimits::ZoneLimits(QWidget* parent)
    : QWidget(parent)
{
    auto* const grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    m_fail = new LimitRow(limitScale, 2, grid, 0, this);
    m_review = new LimitRow(limitScale, 2, grid, 1, this);
    m_area = new LimitRow(areaScale, 0, grid, 2, this);
    m_length = new LimitRow(lengthScale, 0, grid, 3, this);
    m_grows = new QCheckBox(this);
    grid->addWidget(m_grows, 4, 0, 1, 3);
    m_grow = new LimitRow(limitScale, 2, grid, 5, this);

    connectRow(m_fail, [](RegionRule r, double v) { return withFail(r, float(v)); },
               [](const RegionRule& r) { return double(r.failLimit); });
    connectRow(m_review, [](RegionRule r, double v) { return withReview(r, float(v)); },
               [](const RegionRule& r) { return double(r.reviewLimit); });
    connectRow(m_area, [](RegionRule r, double v) { r.minArea = v; return r; }, [](const RegionRule& r) { return r.minArea; });
    connectRow(m_length, [](RegionRule r, double v) { r.minLength = v; return r; }, [](const RegionRule& r) { return r.minLength; });
    connectRow(m_grow, [](RegionRule r, double v) { return withGrow(r, float(v)); },
               [](const RegionRule& r) { return double(proposedGrow(r)); });
    connect(m_grows, &QCheckBox::toggled, this, [this](bool on) {
        RegionRule rule = m_rule;
        rule.growLimit = on ? std::optional(proposedGrow(m_rule)) : std::nullopt;
        change(rule);
        finish();
    });
    retranslate();
    showValues();
}

void ZoneLimits::connectRow(LimitRow* row, Change changed, Value valueOf)
{
    connect(row, &LimitRow::moved, this, [this, changed](double value) { change(changed(m_start, value)); });
    connect(row, &LimitRow::finished, this, &ZoneLimits::finish);
    connect(row, &LimitRow::resetWanted, this, [this, changed, valueOf] {
        change(changed(m_rule, valueOf(m_defaults)));
        finish();
    });
}

void ZoneLimits::setRule(const RegionRule& rule)
{
    if (rule == m_rule)
        return;
    m_rule = m_start = rule;
    showValues();
}

void ZoneLimits::setMmPerPixel(double mmPerPixel)
{
    if (std::exchange(m_mmPerPixel, mmPerPixel) != mmPerPixel)
        retranslate();
}

void ZoneLimits::change(const RegionRule& rule)
{
    if (rule == m_rule)
        return;
    m_rule = rule;
    showValues();
    emit ruleChanged(m_rule);
}

void ZoneLimits::finish()
{
    if (m_rule == m_start)
        return;  // back where it began
    m_start = m_rule;
    emit editingFinished();
}

void ZoneLimits::showValues()
{
    m_fail->setValue(double(m_rule.failLimit));
    m_review->setValue(double(m_rule.reviewLimit));
    m_area->setValue(m_rule.minArea);
    m_length->setValue(m_rule.minLength);
    m_grow->setValue(double(proposedGrow(m_rule)));
    const QSignalBlocker quiet(m_grows);
    m_grows->setChecked(m_rule.growLimit.has_value());
    for (QWidget* widget : {static_cast<QWidget*>(m_grow->label()), static_cast<QWidget*>(m_grow->slider()),
                            static_cast<QWidget*>(m_grow->field())})
        widget->setEnabled(m_rule.growLimit.has_value());
}

void ZoneLimits::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ZoneLimits::retranslate()
{
    m_fail->setText(tr("Fail"), {}, tr("A region in this zone that reaches this fails the part"));
    m_review->setText(tr("Review"), {}, tr("A region in this zone that reaches only this asks for a person"));
    const Calibration calibration {m_mmPerPixel};
    m_area->setUnit(calibration.area(1), areaDecimals(calibration));
    m_area->setText(tr("Area"), QLatin1Char(' ') + areaUnit(calibration), tr("Smaller regions in this zone are left out"));
    m_length->setUnit(calibration.length(1), lengthDecimals(calibration));
    m_length->setText(tr("Length"), QLatin1Char(' ') + lengthUnit(calibration), tr("Shorter regions in this zone are left out; the longest way across counts"));
    m_grows->setText(tr("Regions grow below the limit"));
    m_grows->setToolTip(tr("A region begins where a limit is reached and spreads as far as the heat stays above a lower one"));
    m_grow->setText(tr("Down to"), {}, m_grows->toolTip());
}

}  // namespace widgets
